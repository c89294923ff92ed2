import type { Embedder } from '../core/ports.js'
import { FeatureCounter, mixBits } from './feature-counter.js'
import { isFunctionPair, isFunctionWord } from './function-words.js'
import { eachRun, normalizeForSearch } from './words.js'

/**
 * An embedder that needs no model, no download and no corpus: words and pieces of words are hashed into a
 * fixed number of signed buckets. Texts that share rare spellings come close, synonyms do not. A vector
 * depends on its text alone, never on what else is embedded or stored (law 1). The weights were tuned on
 * Japanese encyclopaedia and English medical questions.
 *
 * Throws `RangeError` for a dimension that is no integer from 16 to 65536. Vectors have length 1; a text
 * without words gets a fixed one.
 */
export function createHashingEmbedder(options: { dimension?: number } = {}): Embedder {
  const dimension = options.dimension ?? DEFAULT_DIMENSION
  if (!Number.isInteger(dimension) || dimension < 16 || dimension > 65_536) {
    throw new RangeError('the dimension of a hashing embedder is an integer from 16 to 65536')
  }
  return {
    id: `ragwall-hashing-${VERSION}-${dimension}`,
    embedDocuments: async (texts) => texts.map((text) => embed(text, dimension)),
    embedQuery: async (text) => embed(text, dimension),
  }
}

/** Changes with anything below: stored vectors of another version cannot be compared with new ones. */
const VERSION = 1
const DEFAULT_DIMENSION = 384

/** Code units of the beginning, which says what a text is about: what stands there counts twice. */
const LEAD = 100
const LEAD_COUNT = 2

const WORD = 0.8
const FUNCTION = 0.1
/** Pieces of a word share this, by length of the piece. */
const WORD_PIECES = [
  [3, 0.8],
  [4, 1.2],
] as const
/** How much repetition counts: weight × (1 + this × ln count). */
const WORD_REPETITION = 1.7
const PAIR_REPETITION = 0.4

const CHARACTER = 1.2
const PAIR = 1
const PAIR_WITH_KANA = 0.7
const PAIR_OF_KANA = 0.3

const counter = new FeatureCounter()

function embed(text: string, dimension: number): number[] {
  const normal = normalizeForSearch(text)
  eachRun(normal, (kind, start, end) => {
    const count = start < LEAD ? LEAD_COUNT : 1
    if (kind === 'spaced') addWord(normal, start, end, count)
    else addPairs(normal, start, end, count)
  })
  const vector = new Array<number>(dimension).fill(0)
  counter.drain((hash, weight) => {
    const bucket = mixBits(hash) % dimension
    vector[bucket] = (vector[bucket] ?? 0) + (hash & 1 ? -weight : weight)
  })
  return normalized(vector)
}

/** The word whole, and its runs of three and four letters, which its inflections and compounds share. */
function addWord(text: string, start: number, end: number, count: number): void {
  const length = end - start
  const weight = Math.min(1.5, 1 + length / 10)
  const whole = hashOf(text, start, end, 1)
  if (isFunctionWord(text.slice(start, end))) {
    counter.add(whole, count, WORD * FUNCTION * weight, WORD_REPETITION)
    return
  }
  counter.add(whole, count, WORD * weight, WORD_REPETITION)
  for (const [size, share] of WORD_PIECES) {
    const pieces = length - size + 1
    const each = (share * weight) / Math.sqrt(pieces)
    for (let i = start; i + size <= end; i++) {
      const seed = i === start ? size + 10 : size
      counter.add(hashOf(text, i, i + size, seed), count, each, WORD_REPETITION)
    }
  }
}

/** Pairs of characters; and single ones if they are not kana, for they mean something alone. */
function addPairs(text: string, start: number, end: number, count: number): void {
  for (let i = start; i < end; i++) {
    const first = text.charCodeAt(i)
    if (!isKana(first)) counter.add(hashOf(text, i, i + 1, 5), count, CHARACTER, PAIR_REPETITION)
    if (i + 1 === end) return
    const weight = pairWeight(first, text.charCodeAt(i + 1))
    counter.add(hashOf(text, i, i + 2, 6), count, weight, PAIR_REPETITION)
  }
}

function pairWeight(first: number, second: number): number {
  const hiragana = (isHiragana(first) ? 1 : 0) + (isHiragana(second) ? 1 : 0)
  if (hiragana === 0) return PAIR
  if (hiragana === 1) return PAIR_WITH_KANA
  return isFunctionPair(first, second) ? PAIR_OF_KANA * FUNCTION : PAIR_OF_KANA
}

function isHiragana(unit: number): boolean {
  return unit >= 0x3041 && unit <= 0x309f
}

function isKana(unit: number): boolean {
  return unit >= 0x3041 && unit <= 0x30ff
}

function hashOf(text: string, start: number, end: number, seed: number): number {
  let hash = seed
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return mixBits(hash)
}

function normalized(vector: number[]): number[] {
  let squares = 0
  for (const value of vector) squares += value * value
  if (squares === 0) {
    vector[0] = 1
    return vector
  }
  const scale = 1 / Math.sqrt(squares)
  for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] ?? 0) * scale
  return vector
}
