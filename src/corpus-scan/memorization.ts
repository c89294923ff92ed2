import { bitsFor, createCountTable } from './count-table.js'
import { Holders } from './numbers.js'
import type { Passages } from './passages.js'
import { KIND, kindOf, SequenceHash, sentencesOf, wordOf } from './statement.js'

/** A sentence that a model would learn by heart: it stands in several items, and its words hardly anywhere else. */
export interface Memorizable {
  /** Items that have it. */
  readonly items: readonly number[]
  /** How often it is read, times what it says: bits of its rare words (Carlini et al. 2023: repeats, log-linear). */
  readonly weight: number
}

/** Items with a sentence, from which on it is repeated. */
const REPEATED = 3
const LEAST_WORDS = 6
const NAMED = 20

/** The sentences that weigh most, heaviest first: a repeated rare sentence above a common phrase. */
export function findMemorizable(passages: Passages): Memorizable[] {
  const { size, statements, held } = passages
  const counts = createCountTable(bitsFor(statements.length / 8))
  const each = (visit: (item: number, key: number, words: Uint32Array) => void) => {
    for (let item = 0; item < size; item++)
      for (const { words } of sentencesOf(statements.of(item)))
        if (words.length >= LEAST_WORDS) visit(item, keyOf(words), words)
  }
  each((_, key) => counts.raise(key))
  const holders = new Holders()
  const bits: number[] = []
  const items: number[] = []
  each((item, key, words) => {
    if (counts.of(key) < REPEATED) return
    holders.add(key, items.length)
    items.push(item)
    bits.push(saidBy(words, (word) => Math.log2((size + 1) / (held(word) + 1))))
  })
  const found: Memorizable[] = []
  for (const places of holders.groups(REPEATED)) {
    const own = [...new Set(Array.from(places, (place) => items[place]!))]
    if (own.length < REPEATED) continue
    found.push({ items: own, weight: Math.round(Math.log2(own.length) * bits[places[0]!]!) })
  }
  return found.sort((a, b) => b.weight - a.weight || a.items[0]! - b.items[0]!).slice(0, NAMED)
}

function saidBy(words: Uint32Array, bitsOf: (word: number) => number): number {
  const seen = new Set<number>()
  let sum = 0
  for (const word of words) {
    if (kindOf(word) === KIND.function || seen.has(wordOf(word))) continue
    seen.add(wordOf(word))
    sum += bitsOf(word)
  }
  return sum
}

function keyOf(words: Uint32Array): number {
  const key = new SequenceHash()
  for (const word of words) key.add(wordOf(word))
  return key.value
}
