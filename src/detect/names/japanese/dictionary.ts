import { readAsset } from '../../../core/assets.js'
import { decodeFlat, type FlatWords } from './dictionary-codec.js'
import { CLASS_COUNT, classNumber } from './word-class.js'

/**
 * The dictionary in memory: a trie in flat arrays, some 12 MB, made at first use.
 * A node's children lie side by side in code unit order.
 */
export class Dictionary {
  readonly #root = new Int32Array(65_536).fill(-1)
  readonly #labels: Uint16Array
  /** Children of node `i` are [#children[i], #children[i + 1]). */
  readonly #children: Uint32Array
  /** Number of the word that ends at a node, or -1. */
  readonly #words: Int32Array
  /** Classes and costs of word `w` are at [#offsets[w], #offsets[w + 1]). */
  readonly #offsets: Uint32Array
  readonly #classes: Uint8Array
  readonly #costs: Int16Array
  readonly #connections: Int16Array

  constructor() {
    const asset = readAsset('japanese-dictionary')
    this.#connections = Int16Array.from(asset.part('connections').toString().split(' ').map(Number))
    const { offsets, classes, costs, ...words } = decodeFlat(asset.part('words'))
    this.#offsets = offsets
    this.#classes = classes
    this.#costs = costs
    const nodes = buildTrie(words)
    this.#labels = nodes.labels
    this.#children = nodes.children
    this.#words = nodes.words
    for (let i = this.#children[0]!; i < this.#children[1]!; i++) this.#root[this.#labels[i]!] = i
  }

  /** Calls `visit` for every word of `text` that begins at `start` and ends at or before `limit`, shortest first. */
  wordsAt(text: string, start: number, limit: number, visit: (end: number, word: number) => void): void {
    let node = this.#root[text.charCodeAt(start)] ?? -1
    for (let end = start + 1; node >= 0; end++) {
      const word = this.#words[node]!
      if (word >= 0) visit(end, word)
      if (end >= limit) return
      node = this.#child(node, text.charCodeAt(end))
    }
  }

  /**
   * The same for whoever cannot wait: ends and numbers of the words into `ends` and `words` from `at` on; returns
   * the place behind the last. Nothing is written beyond the arrays.
   */
  collect(
    text: string,
    start: number,
    limit: number,
    ends: Int32Array,
    words: Int32Array,
    at: number,
  ): number {
    let node = this.#root[text.charCodeAt(start)] ?? -1
    for (let end = start + 1; node >= 0; end++) {
      const word = this.#words[node]!
      if (word >= 0) {
        ends[at] = end
        words[at] = word
        at += 1
      }
      if (end >= limit) break
      node = this.#child(node, text.charCodeAt(end))
    }
    return at
  }

  /** Readings of word `w` are at [from(w), from(w + 1)) of what `classAt` and `costAt` tell. */
  from(word: number): number {
    return this.#offsets[word]!
  }

  classAt(reading: number): number {
    return this.#classes[reading]!
  }

  costAt(reading: number): number {
    return this.#costs[reading]!
  }

  /** Whether `text` from `start` to its end is the beginning of a word, or one. */
  continues(text: string, start: number): boolean {
    if (start >= text.length) return true
    let node = this.#root[text.charCodeAt(start)] ?? -1
    for (let at = start + 1; at < text.length && node >= 0; at++)
      node = this.#child(node, text.charCodeAt(at))
    return node >= 0
  }

  /** Calls `visit` for every class of a word with its cost. */
  readings(word: number, visit: (wordClass: number, cost: number) => void): void {
    for (let i = this.#offsets[word]!; i < this.#offsets[word + 1]!; i++) {
      visit(this.#classes[i]!, this.#costs[i]!)
    }
  }

  /** Cost of class `behind` right after class `before`. */
  connection(before: number, behind: number): number {
    return this.#connections[before * CLASS_COUNT + behind]!
  }

  #child(node: number, label: number): number {
    let low = this.#children[node]!
    let high = this.#children[node + 1]!
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#labels[middle]! < label) low = middle + 1
      else high = middle
    }
    return low < this.#children[node + 1]! && this.#labels[low] === label ? low : -1
  }
}

interface Trie {
  readonly labels: Uint16Array
  readonly children: Uint32Array
  readonly words: Int32Array
}

/** Deeper than any word. */
const DEEPEST = 256
const LINE_FEED = 0x0a

/**
 * Breadth first: nodes are numbered level by level. Words come in order, so a node's children are the next of
 * their level from the moment it is made until its right neighbor is.
 */
function buildTrie({ shared, rests }: Pick<FlatWords, 'shared' | 'rests'>): Trie {
  /** Nodes of each depth, then the number that the next one of this depth gets. */
  const next = new Uint32Array(DEEPEST + 2)
  next[0] = 1
  for (let word = 0, at = 0; word < shared.length; word++, at++) {
    for (
      let depth = shared[word]! + 1;
      at < rests.length && rests.charCodeAt(at) !== LINE_FEED;
      at++, depth++
    )
      next[depth]! += 1
  }
  let total = 0
  for (let depth = 0; depth < next.length; depth++) {
    const count = next[depth]!
    next[depth] = total
    total += count
  }
  const labels = new Uint16Array(total)
  const words = new Int32Array(total).fill(-1)
  const children = new Uint32Array(total + 1)
  children[0] = 1
  children[total] = total
  for (let word = 0, at = 0; word < shared.length; word++, at++) {
    let node = 0
    for (
      let depth = shared[word]! + 1;
      at < rests.length && rests.charCodeAt(at) !== LINE_FEED;
      at++, depth++
    ) {
      node = next[depth]!
      next[depth] = node + 1
      labels[node] = rests.charCodeAt(at)
      children[node] = next[depth + 1]!
    }
    words[node] = word
  }
  return { labels, children, words }
}

let shared: Dictionary | undefined

/** The one dictionary of the process, made when somebody first needs it. */
export function dictionary(): Dictionary {
  return (shared ??= new Dictionary())
}

const ORDINARY: ReadonlySet<number> = new Set(
  (['noun', 'verbal-noun', 'adjectival-noun', 'adverbial-noun', 'verb', 'adjective'] as const).map(
    classNumber,
  ),
)

/** Whether a whole text is one ordinary word, and not only a name. */
export function isJapaneseWord(text: string): boolean {
  const all = dictionary()
  let ordinary = false
  all.wordsAt(text, 0, text.length, (end, word) => {
    if (end === text.length) all.readings(word, (wordClass) => (ordinary ||= ORDINARY.has(wordClass)))
  })
  return ordinary
}
