import { KIND, kindOf } from './characters.js'
import { dictionary } from './dictionary.js'
import { classNumber } from './word-class.js'

/**
 * All ways to read a short text as words, and how unlikely each place is as a border between two of them: the
 * cheapest path through the place less the cheapest path of all (Viterbi from both ends; costs after MeCab).
 */
export interface Lattice {
  /** By place 0 … n: 0 on a best path, in hundreds; MANY where no word ends. */
  readonly margin: readonly number[]
  /** The word that ends (begins) at a place on the cheapest path there: its other end, and its class; -1 for none. */
  readonly wordEnding: readonly WordAt[]
  readonly wordBeginning: readonly WordAt[]
  /** Classes of the words on the best path, by the place where they begin. */
  readonly best: ReadonlyMap<number, WordAt>
}

export interface WordAt {
  readonly other: number
  readonly wordClass: number
}

export const MANY = 1_000
const NONE: WordAt = { other: -1, wordClass: -1 }
const NOUN = classNumber('noun')
const PROPER = classNumber('proper')
const NUMBER = classNumber('number')
const SYMBOL = classNumber('symbol')
const PARTICLE = classNumber('particle')

interface Nodes {
  readonly start: number[]
  readonly end: number[]
  readonly wordClass: number[]
  readonly cost: number[]
  /** Cheapest path up to and with the node, and from it to the end without its own cost. */
  readonly forward: number[]
  readonly backward: number[]
  readonly startingAt: number[][]
  readonly endingAt: number[][]
}

export function latticeOf(text: string): Lattice {
  const nodes = nodesOf(text)
  const { length } = text
  const words = dictionary()
  for (let place = 0; place <= length; place++) {
    for (const node of nodes.startingAt[place]!) {
      let least = place === 0 ? 0 : Number.POSITIVE_INFINITY
      for (const before of nodes.endingAt[place]!) {
        const cost =
          nodes.forward[before]! + words.connection(nodes.wordClass[before]!, nodes.wordClass[node]!)
        if (cost < least) least = cost
      }
      nodes.forward[node] = least + nodes.cost[node]!
    }
  }
  for (let place = length; place >= 0; place--) {
    for (const node of nodes.endingAt[place]!) {
      let least = place === length ? 0 : Number.POSITIVE_INFINITY
      for (const behind of nodes.startingAt[place]!) {
        const cost =
          nodes.backward[behind]! +
          nodes.cost[behind]! +
          words.connection(nodes.wordClass[node]!, nodes.wordClass[behind]!)
        if (cost < least) least = cost
      }
      nodes.backward[node] = least
    }
  }
  return read(nodes, length)
}

function read(nodes: Nodes, length: number): Lattice {
  const through = (node: number) => nodes.forward[node]! + nodes.backward[node]!
  const cheapest = (among: readonly number[], costOf: (node: number) => number) =>
    among.reduce((best, node) => (best < 0 || costOf(node) < costOf(best) ? node : best), -1)
  const total = Math.min(...nodes.endingAt[length]!.map(through))
  const margin: number[] = []
  const wordEnding: WordAt[] = []
  const wordBeginning: WordAt[] = []
  const best = new Map<number, WordAt>()
  for (let place = 0; place <= length; place++) {
    const ending = nodes.endingAt[place]!
    const starting = nodes.startingAt[place]!
    const crossing = place === 0 ? starting : ending
    margin.push(Math.min(MANY, ...crossing.map((node) => through(node) - total)))
    const before = cheapest(ending, through)
    const behind = cheapest(starting, through)
    wordEnding.push(before < 0 ? NONE : { other: nodes.start[before]!, wordClass: nodes.wordClass[before]! })
    wordBeginning.push(behind < 0 ? NONE : { other: nodes.end[behind]!, wordClass: nodes.wordClass[behind]! })
  }
  for (let place = 0; place < length; ) {
    const word = wordBeginning[place]!
    if (word.other < 0) break
    best.set(place, word)
    place = word.other
  }
  return { margin, wordEnding, wordBeginning, best }
}

function nodesOf(text: string): Nodes {
  const nodes: Nodes = {
    start: [],
    end: [],
    wordClass: [],
    cost: [],
    forward: [],
    backward: [],
    startingAt: Array.from({ length: text.length + 1 }, () => []),
    endingAt: Array.from({ length: text.length + 1 }, () => []),
  }
  const add = (start: number, end: number, wordClass: number, cost: number) => {
    const node = nodes.start.length
    nodes.start.push(start)
    nodes.end.push(end)
    nodes.wordClass.push(wordClass)
    nodes.cost.push(cost)
    nodes.forward.push(0)
    nodes.backward.push(0)
    nodes.startingAt[start]!.push(node)
    nodes.endingAt[end]!.push(node)
  }
  const words = dictionary()
  for (let at = 0; at < text.length; at++) {
    words.wordsAt(text, at, text.length, (end, word) => {
      words.readings(word, (wordClass, cost) => add(at, end, wordClass, cost))
    })
    addUnknown(text, at, add)
  }
  return nodes
}

type Add = (start: number, end: number, wordClass: number, cost: number) => void

/** What the dictionary does not know: whole runs of katakana, letters, digits; single characters of the rest. */
function addUnknown(text: string, at: number, add: Add): void {
  const kind = kindOf(text.charCodeAt(at))
  if (kind === KIND.han) {
    add(at, at + 1, NOUN, 115)
    if (kindOf(text.charCodeAt(at + 1)) === KIND.han) add(at, at + 2, NOUN, 150)
  } else if (kind === KIND.hiragana) {
    add(at, at + 1, PARTICLE, 160)
  } else if (kind === KIND.katakana || kind === KIND.latin || kind === KIND.digit) {
    let end = at + 1
    while (end < text.length && kindOf(text.charCodeAt(end)) === kind) end += 1
    if (kind === KIND.digit) add(at, end, NUMBER, 40)
    else {
      add(at, end, NOUN, 95)
      add(at, end, PROPER, 105)
    }
    if (kind === KIND.katakana && end - at > 1) add(at, at + 1, NOUN, 160)
  } else {
    add(at, at + 1, SYMBOL, 30)
  }
}
