import { IS, isPlacePair } from './lexicon.js'
import { GAP, type Token } from './tokens.js'

/** What a word is judged by. Nothing here knows a word by itself but function words; the lists and cues do. */

/** Buckets that features are hashed into; a power of two. */
export const BUCKETS = 1 << 14
export const MOST_FEATURES = 64

/**
 * Fills `out` with the buckets of the features of `word` and returns their number. Looks at two words before
 * and one behind, and at no words beyond a gap that separates.
 */
export function featuresOf(
  beforeLast: Token | undefined,
  last: Token | undefined,
  word: Token,
  next: Token | undefined,
  out: Int32Array,
): number {
  let count = 0
  const add = (template: number, a: number, b: number) => {
    let hash = Math.imul(template * 0x10001 + a, 0x9e3779b1) ^ Math.imul(b + 1, 0x85ebca6b)
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
    out[count++] = (hash ^ (hash >>> 13)) & (BUCKETS - 1)
  }
  const { shape, bits, cue, vote } = word
  const group = groupOf(bits)
  const gapBehind = next?.gap ?? 0
  const lastCue = last?.cue ?? -1
  const nextCue = next?.cue ?? -1
  const lastShape = last?.shape ?? 0
  const nextShape = next?.shape ?? 0
  const lastGroup = last === undefined ? 16 : groupOf(last.bits)
  const nextGroup = next === undefined ? 16 : groupOf(next.bits)
  add(1, 0, 0)
  add(2, shape, bits)
  add(3, shape, cue)
  add(4, vote.kind * 4 + vote.sure, shape)
  add(5, word.gap, shape)
  add(6, gapBehind, shape)
  add(7, lastCue, word.gap)
  add(8, lastGroup, group)
  add(9, lastShape, shape)
  add(10, beforeLast?.cue ?? -1, beforeLast?.shape ?? 0)
  add(11, nextCue, gapBehind)
  add(12, nextGroup, group)
  add(13, nextShape, shape)
  add(14, lastCue, group * 16 + shape)
  add(15, nextCue, group * 16 + shape)
  add(16, lastCue, beforeLast?.cue ?? -1)
  add(17, (beforeLast?.shape ?? 0) * 16 + lastShape, shape)
  add(18, (word.street ? 1 : 0) + (last?.street ? 2 : 0) + (next?.street ? 4 : 0), shape)
  add(19, word.gap, cue)
  add(20, Math.min(9, word.end - word.start), shape)
  add(21, last?.bits ?? -1, shape)
  add(22, next?.bits ?? -1, shape)
  add(23, lastShape * 16 + shape, nextShape)
  add(24, cue, nextCue)
  add(25, lastCue, cue)
  add(27, word.compound ? 1 : 0, shape)
  add(28, word.compound ? 1 : 0, lastCue)
  add(29, (isPair(last, word) ? 1 : 0) + (isPair(word, next) ? 2 : 0), shape)
  for (let bit = 0; bit < 11; bit++) if ((bits & (1 << bit)) !== 0) add(26, bit, shape)
  return count
}

/** Given name, surname, place, word: which of the four it may be. */
function groupOf(bits: number): number {
  return (
    ((bits & IS.given) !== 0 ? 1 : 0) +
    ((bits & IS.surname) !== 0 ? 2 : 0) +
    ((bits & (IS.city | IS.largeCity | IS.region | IS.country)) !== 0 ? 4 : 0) +
    ((bits & (IS.common | IS.word)) !== 0 ? 8 : 0)
  )
}

/** Whether two neighbours are the name of a place together. */
export function isPair(first: Token | undefined, second: Token | undefined): boolean {
  if (first === undefined || second === undefined) return false
  if ((first.bits & IS.placePart) === 0 || (second.bits & IS.placePart) === 0) return false
  return second.gap === GAP.space && isPlacePair(first.key, second.key)
}
