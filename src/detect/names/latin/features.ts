import { isForeignCue } from './cues.js'
import { IS, isOrganizationPair, isPlacePair } from './lexicon.js'
import { CUE_MASK, GAP, isPlain, isRaised, SHAPE, type Token } from './tokens.js'

/**
 * What a word is judged by: how it is written, what lists and cues say of it, the words around it, and the *run*
 * it stands in: neighbors that may be parts of one name, with what stands before the first and behind the last.
 * No name is known by itself; words of everyday English are, since they are what names stand between.
 */

/** Buckets that features are hashed into; a power of two. */
export const BUCKETS = 1 << 16
export const MOST_FEATURES = 128

/** Words that are looked at before and behind a word, at most. */
export const WORDS_BEFORE = 4
export const WORDS_BEHIND = 3

let out: Int32Array = new Int32Array(MOST_FEATURES)
let count = 0

function add(template: number, a: number, b: number): void {
  let hash = Math.imul(template * 0x10001 + a, 0x9e3779b1) ^ Math.imul(b + 1, 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  hash = Math.imul(hash ^ (hash >>> 13), 0x297a2d39)
  out[count++] = (hash ^ (hash >>> 16)) & (BUCKETS - 1)
}

/** The feature value of a place without a word. */
const NOWHERE = -1

/** The words around one, nearest first; undefined behind a gap that separates and behind an endless word. */
const before: (Token | undefined)[] = new Array<Token | undefined>(WORDS_BEFORE + 1)
const behind: (Token | undefined)[] = new Array<Token | undefined>(WORDS_BEHIND)

function lookAround(tokens: readonly Token[], i: number): void {
  let at = i
  for (let k = 0; k < WORDS_BEFORE; k++) {
    const from = tokens[at]
    const linked = from !== undefined && from.gap !== GAP.none && (at === i || from.shape !== SHAPE.long)
    at = linked ? at - 1 : -1
    before[k] = at < 0 ? undefined : tokens[at]
  }
  at = i
  for (let k = 0; k < WORDS_BEHIND; k++) {
    const next = at < 0 || tokens[at]?.shape === SHAPE.long ? undefined : tokens[at + 1]
    at = next === undefined || next.gap === GAP.none ? -1 : at + 1
    behind[k] = at < 0 ? undefined : next
  }
}

/** Whether a word may be part of a name of several words. */
function isPart(word: Token | undefined): word is Token {
  return word !== undefined && !isPlain(word) && !(word.shape === SHAPE.lower && word.cue !== 0)
}

function runsOn(gap: number): boolean {
  return gap === GAP.space || gap === GAP.dot || gap === GAP.dash
}

/** Fills `buckets` with those of the features of word `i` and returns their number. */
export function featuresOf(tokens: readonly Token[], i: number, buckets: Int32Array): number {
  const word = tokens[i]
  if (word === undefined) return 0
  out = buckets
  count = 0
  lookAround(tokens, i)
  ownFeatures(word)
  neighborFeatures(word)
  runFeatures(word)
  return count
}

function ownFeatures(word: Token): void {
  const { shape, bits, cue, vote } = word
  const group = groupOf(bits)
  add(1, 0, 0)
  add(2, shape, bits)
  add(3, shape, cue)
  add(4, vote.kind * 4 + vote.sure, shape)
  add(5, word.gap, shape)
  add(6, behind[0]?.gap ?? 0, shape)
  add(7, Math.min(9, word.end - word.start), shape)
  add(8, word.id, shape)
  add(9, word.ending, group)
  add(10, word.compound ? 1 : 0, shape)
  add(11, group, isCaseless(word) ? 1 : 0)
  add(12, shape, isCaseless(word) ? 1 : 0)
  add(13, word.gap, cue)
  const foreign = foreignWords() * 4 + word.foreign
  add(15, foreign, group * 16 + shape)
  add(17, word.foreign, word.bits)
  add(18, word.foreign, before[0]?.id ?? NOWHERE)
  add(19, word.foreign, word.ending)
  if (word.glued) add(16, shape, group)
  for (let bit = 0; bit < 13; bit++) if ((bits & (1 << bit)) !== 0) add(14, bit, shape)
}

/** Without a capital anywhere near, small letters tell nothing. */
function isCaseless(word: Token): boolean {
  if (word.cased || isRaised(word)) return false
  for (let k = 0; k < WORDS_BEHIND; k++)
    if (behind[k] !== undefined && isRaised(behind[k] as Token)) return false
  return true
}

/** How many words around are function words of another language; more than two count as two. */
function foreignWords(): number {
  let count = 0
  for (const other of before) if (other !== undefined && isForeignCue(other.cue)) count += 1
  for (const other of behind) if (other !== undefined && isForeignCue(other.cue)) count += 1
  return Math.min(2, count)
}

function neighborFeatures(word: Token): void {
  const { shape, bits, cue } = word
  const [last, second, third, fourth] = before
  const [next, afterNext, farNext] = behind
  const group = groupOf(bits)
  const lastCue = last?.cue ?? NOWHERE
  const nextCue = next?.cue ?? NOWHERE
  const lastShape = last?.shape ?? 0
  const nextShape = next?.shape ?? 0
  const lastId = last?.id ?? NOWHERE
  const nextId = next?.id ?? NOWHERE
  const secondId = second?.id ?? NOWHERE
  const gapBehind = next?.gap ?? 0
  add(20, lastId, word.gap)
  add(21, lastId, shape * 32 + group)
  add(22, secondId, second?.gap ?? 0)
  add(23, secondId, lastId)
  add(24, third?.id ?? NOWHERE, 0)
  add(25, nextId, gapBehind)
  add(26, nextId, shape * 32 + group)
  add(27, afterNext?.id ?? NOWHERE, nextId)
  add(28, farNext?.id ?? NOWHERE, 0)
  for (const other of before) if (other !== undefined && other.id !== 0) add(29, other.id, 1)
  for (const other of behind) if (other !== undefined && other.id !== 0) add(30, other.id, 1)
  add(31, fourth?.cue ?? NOWHERE, third?.cue ?? NOWHERE)
  add(32, lastCue, word.gap)
  add(33, second?.cue ?? NOWHERE, second?.shape ?? 0)
  add(34, nextCue, gapBehind)
  add(35, lastCue, group * 16 + shape)
  add(36, nextCue, group * 16 + shape)
  add(37, lastCue, second?.cue ?? NOWHERE)
  add(38, lastCue, cue)
  add(39, cue, nextCue)
  add(40, last === undefined ? 32 : groupOf(last.bits), group)
  add(41, next === undefined ? 32 : groupOf(next.bits), group)
  add(42, lastShape, shape)
  add(43, nextShape, shape)
  add(44, lastShape * 16 + shape, nextShape)
  add(45, (second?.shape ?? 0) * 16 + lastShape, shape)
  add(46, last?.bits ?? NOWHERE, shape)
  add(47, next?.bits ?? NOWHERE, shape)
  add(48, (word.street ? 1 : 0) + (last?.street ? 2 : 0) + (next?.street ? 4 : 0), shape)
  add(49, (isPair(last, word) ? 1 : 0) + (isPair(word, next) ? 2 : 0), shape)
  if (isKnownPair(last, word) || isKnownPair(word, next)) add(50, 1, 1)
  add(51, word.gap * 16 + gapBehind, shape)
  add(52, lastId, nextId)
}

/** The run that the word stands in: what its words say together, and what stands around the whole of it. */
function runFeatures(word: Token): void {
  let first = word
  let back = 0
  while (back < WORDS_BEFORE - 1 && runsOn(first.gap) && isPart(before[back])) {
    first = before[back] as Token
    back += 1
  }
  let ahead = 0
  while (ahead < WORDS_BEHIND && isPart(behind[ahead]) && runsOn((behind[ahead] as Token).gap)) ahead += 1
  const last = ahead === 0 ? word : (behind[ahead - 1] as Token)
  const head = before[back]
  const tail = behind[ahead]
  let mask = 0
  let groups = 0
  for (let k = 0; k < back; k++) {
    mask |= maskOf(before[k] as Token)
    groups |= groupOf((before[k] as Token).bits)
  }
  for (let k = 0; k < ahead; k++) {
    mask |= maskOf(behind[k] as Token)
    groups |= groupOf((behind[k] as Token).bits)
  }
  const place = back * 4 + ahead
  const group = groupOf(word.bits)
  const headId = head?.id ?? NOWHERE
  const tailId = tail?.id ?? NOWHERE
  const headCue = head?.cue ?? NOWHERE
  const tailCue = tail?.cue ?? NOWHERE
  const tailGap = tail?.gap ?? 0
  let shapes = 7
  let kinds = 7
  for (let k = back - 1; k >= 0; k--) [shapes, kinds] = patterned(shapes, kinds, before[k] as Token)
  ;[shapes, kinds] = patterned(shapes, kinds, word)
  for (let k = 0; k < ahead; k++) [shapes, kinds] = patterned(shapes, kinds, behind[k] as Token)
  add(57, shapes, back)
  add(58, kinds, back)
  add(59, kinds, headId)
  add(60, place, group)
  add(61, mask, group)
  add(62, mask, place)
  add(63, groups, group)
  add(64, headId, first.gap)
  add(65, tailId, tailGap)
  add(66, headId, tailId)
  add(67, headId, before[back + 1]?.id ?? NOWHERE)
  add(68, tailId, behind[ahead + 1]?.id ?? NOWHERE)
  add(69, headCue, groupOf(first.bits))
  add(70, tailCue, groupOf(last.bits))
  add(71, headCue, tailCue)
  add(72, headCue, mask | maskOf(word))
  add(73, tailCue, mask | maskOf(word))
  add(74, back + ahead, groupOf(first.bits) * 32 + groupOf(last.bits))
  add(75, headId, back + ahead)
  add(76, tailId, back + ahead)
  add(77, head?.shape ?? 0, tail?.shape ?? 0)
  add(78, first.gap * 16 + tailGap, back + ahead)
}

/** Two features of the whole run: the shapes of its words in order, and what each of them may be. */
function patterned(shapes: number, kinds: number, { shape, bits }: Token): [shapes: number, kinds: number] {
  return [
    Math.imul(shapes, 31) + shape,
    Math.imul(kinds, 37) + groupOf(bits) * 2 + (shape === SHAPE.initial ? 1 : 0),
  ]
}

/** What a word tells about the others of its run: a legal form, a street, a title, a number, an initial. */
function maskOf({ cue, street, shape }: Token): number {
  const number = shape >= SHAPE.digits2 && shape <= SHAPE.alphanumeric ? 1 << 10 : 0
  const initial = shape === SHAPE.initial ? 1 << 11 : 0
  return (CUE_MASK[cue] ?? 0) | (street ? 1 << 12 : 0) | number | initial
}

/** Given name, surname, place, word, organization: which of them it may be. */
function groupOf(bits: number): number {
  return (
    ((bits & IS.given) !== 0 ? 1 : 0) +
    ((bits & IS.surname) !== 0 ? 2 : 0) +
    ((bits & (IS.city | IS.largeCity | IS.region | IS.country)) !== 0 ? 4 : 0) +
    ((bits & (IS.common | IS.word | IS.rare)) !== 0 ? 8 : 0) +
    ((bits & IS.organization) !== 0 ? 16 : 0)
  )
}

/** Whether two neighbors are the name of a place together. */
export function isPair(first: Token | undefined, second: Token | undefined): boolean {
  if (first === undefined || second === undefined) return false
  if ((first.bits & IS.placePart) === 0 || (second.bits & IS.placePart) === 0) return false
  return second.gap === GAP.space && isPlacePair(first.key, second.key)
}

/** Two neighbors that are an organization everyone knows. */
function isKnownPair(first: Token | undefined, second: Token | undefined): boolean {
  if (first === undefined || second === undefined || second.gap !== GAP.space) return false
  return isOrganizationPair(first.key, second.key)
}
