import { readAsset } from '../../../core/assets.js'
import { cueNumber } from './cues.js'
import { BUCKETS, featuresOf, isPair, MOST_FEATURES, WORDS_BEFORE, WORDS_BEHIND } from './features.js'
import { IS } from './lexicon.js'
import { bridges, LONGEST_SPAN, spansOf } from './spans.js'
import { TAG, TAGS, type TaggedSpan, type TaggedWord } from './tags.js'
import {
  GAP,
  isNumber,
  isPlain,
  LONGEST_TOKEN,
  mayBeGlued,
  mayLeadOn,
  SHAPE,
  type Token,
  tokensOf,
  WIDEST_GAP,
} from './tokens.js'

/** Code units before and behind a word that can change what it is taken for: so many words, each with its gap. */
export const REACH_BEFORE = WORDS_BEFORE * (LONGEST_TOKEN + WIDEST_GAP + 3)
export const REACH_BEHIND = WORDS_BEHIND * (LONGEST_TOKEN + WIDEST_GAP + 3)

interface Weights {
  /** For each bucket one signed byte per tag. As bytes they fit into the processor's cache. */
  readonly bytes: Uint8Array
  /** The weight that each byte stands for. */
  readonly values: Float32Array
}

let weights: Weights | undefined

function load(): Weights {
  const asset = readAsset('latin-name-weights')
  const bytes = new Uint8Array(BUCKETS * TAGS.length)
  bytes.set(asset.part('weights'))
  const scale = asset.number('scale')
  return { bytes, values: Float32Array.from({ length: 256 }, (_, byte) => ((byte << 24) >> 24) * scale) }
}

const buckets = new Int32Array(MOST_FEATURES)
const sums = new Float64Array(TAGS.length)

/** Adds up what the first `count` buckets weigh for each tag. */
function weigh(count: number): void {
  const { bytes, values } = (weights ??= load())
  let [a, b, c, d, e, f] = [0, 0, 0, 0, 0, 0]
  for (let i = 0; i < count; i++) {
    const base = buckets[i]! * TAGS.length
    a += values[bytes[base]!]!
    b += values[bytes[base + 1]!]!
    c += values[bytes[base + 2]!]!
    d += values[bytes[base + 3]!]!
    e += values[bytes[base + 4]!]!
    f += values[bytes[base + 5]!]!
  }
  sums[0] = a
  sums[1] = b
  sums[2] = c
  sums[3] = d
  sums[4] = e
  sums[5] = f
}

const NOTHING: readonly number[] = []

function tagWord(tokens: readonly Token[], i: number): TaggedWord {
  const word = tokens[i]!
  const last = word.gap === GAP.none ? undefined : tokens[i - 1]
  const next = linked(tokens[i + 1])
  if (isPlain(word) || isFieldName(word, next) || isOfTrade(word, next) || isUnsupported(tokens, i, next))
    return { token: word, tag: TAG.none, score: 0, odds: NOTHING }
  weigh(featuresOf(tokens, i, buckets))
  const isNational = word.cue === NATIONALITY && !isPair(word, next) && !isPair(last, word)
  let best: number = isNational ? TAG.nrp : TAG.person
  for (let tag: number = TAG.location; tag < TAGS.length; tag++) {
    if ((sums[tag] ?? 0) > (sums[best] ?? 0) && best !== TAG.nrp && isCued(tag, word)) best = tag
  }
  const highest = Math.max(sums[0] ?? 0, sums[best] ?? 0)
  let total = 0
  for (let tag = 0; tag < TAGS.length; tag++) total += Math.exp((sums[tag] ?? 0) - highest)
  const score = 1 - Math.exp((sums[0] ?? 0) - highest) / total
  if (score < LEAST) return { token: word, tag: TAG.none, score, odds: NOTHING }
  return { token: word, tag: best, score, odds: Array.from(sums) }
}

function linked(next: Token | undefined): Token | undefined {
  return next === undefined || next.gap === GAP.none ? undefined : next
}

/** *Billing:*, *Website:* at the head of a line: words of English that name what follows. */
function isFieldName({ gap, bits }: Token, next: Token | undefined): boolean {
  return (
    next?.gap === GAP.colon &&
    (gap === GAP.none || gap === GAP.line || gap === GAP.paragraph) &&
    (bits & (IS.common | IS.word)) !== 0
  )
}

/**
 * What nothing speaks for: an unknown word in small letters where capitals are written or no cue stands before it, a
 * label of capitals in front of a number (*DNI 12345678Z*), a script that nothing was learnt of and that no letters
 * of ours stand beside.
 */
function isUnsupported(tokens: readonly Token[], i: number, next: Token | undefined): boolean {
  const { shape, bits, cue, cased, start, end } = tokens[i]!
  if (shape === SHAPE.uncased) return !isBesideLatin(tokens, i)
  if (cue !== 0 || (bits & ~(IS.word | IS.common | IS.rare)) !== 0) return false
  if (shape === SHAPE.lower) return (cased && !isNamedBefore(tokens, i)) || !isCuedBefore(tokens, i)
  const isLabel = shape === SHAPE.upper && end - start > 2 && next !== undefined && isNumber(next)
  return isLabel && (next.gap === GAP.space || next.gap === GAP.colon)
}

/** Whether words just before announce a name (*my name is*), or are a title. */
function isNamedBefore(tokens: readonly Token[], i: number): boolean {
  for (let k = 1; k < WORDS_BEFORE && tokens[i - k + 1]!.gap !== GAP.none && i >= k; k++) {
    const { cue } = tokens[i - k]!
    if (cue === NAME_CUE || cue === HONORIFIC) return true
  }
  return false
}

/** Within so many words before or behind, a word of an alphabet with capitals supports one without. */
const BESIDE_BEFORE = WORDS_BEFORE
const BESIDE_BEHIND = WORDS_BEHIND

function isBesideLatin(tokens: readonly Token[], i: number): boolean {
  let at = i
  for (let k = 0; k < BESIDE_BEFORE && tokens[at]!.gap !== GAP.none && at > 0; k++) {
    at -= 1
    if (hasCase(tokens[at]!)) return true
  }
  for (let k = 1; k <= BESIDE_BEHIND; k++) {
    const next = tokens[i + k]
    if (next === undefined || next.gap === GAP.none) return false
    if (hasCase(next)) return true
  }
  return false
}

function hasCase({ shape }: Token): boolean {
  return shape <= SHAPE.initial
}

/** Whether one of the three words before names what follows, or is a title, a street, a firm's form beside it. */
function isCuedBefore(tokens: readonly Token[], i: number): boolean {
  for (let k = 1; k < WORDS_BEFORE && tokens[i - k + 1]!.gap !== GAP.none && i >= k; k++) {
    if (CUES_BEFORE.has(tokens[i - k]!.cue)) return true
  }
  return false
}

/** *The Technical writer*: a word of English that says what somebody does. */
function isOfTrade({ bits }: Token, next: Token | undefined): boolean {
  if (next?.gap !== GAP.space || next.cue !== JOB || next.shape !== SHAPE.lower) return false
  return (bits & (IS.common | IS.word | IS.rare)) !== 0 && (bits & (IS.organization | IS.country)) === 0
}

/**
 * Nationalities and titles are closed lists: their words are nothing else, and nothing becomes one by its neighbors.
 */
function isCued(tag: number, { cue }: Token): boolean {
  if (tag === TAG.nrp) return false
  if (tag === TAG.title) return cue === JOB || cue === HONORIFIC
  return true
}

const NATIONALITY = cueNumber('nationality')
const JOB = cueNumber('job')
const NAME_CUE = cueNumber('nameCue')
const CUES_BEFORE = new Set(
  ['honorific', 'nameCue', 'relation', 'street', 'unit', 'workplace', 'organization'].map(cueNumber),
)
const HONORIFIC = cueNumber('honorific')

/** A word that is less likely than this to be part of a name is none, and no span goes through it. */
const LEAST = 0.25
/**
 * All spans of words of one tag, every start of them: those that begin within a longer one end where it ends.
 * `undecided`: the earliest offset at which more text could change what starts there.
 */
export function tagNames(text: string): {
  readonly spans: readonly TaggedSpan[]
  readonly undecided: number
} {
  const spans: TaggedSpan[] = []
  let run: TaggedWord[] = []
  let undecided = text.length
  const tokens = tokensOf(text)
  for (const [i, word] of tokens.entries()) {
    const tagged = tagWord(tokens, i)
    if (undecided === text.length && isUndecided(text, tokens, i)) {
      undecided = earliestStart(run, word)
    }
    if (!continues(run, tagged)) {
      spans.push(...spansOf(run))
      run = []
    }
    if (tagged.tag !== TAG.none) run.push(tagged)
  }
  spans.push(...spansOf(run))
  return { spans: withOneSense(text, tokens, spans), undecided }
}

/**
 * Code units after a person within which the same word is still that person. With `REACH_BEFORE` no more than 256.
 */
export const SENSE_REACH = 56
/** A person at least this sure decides what the same word is later. */
const SURE_PERSON = 0.7
/** Words that stand before a place and hardly ever before a person. */
const WHERE = new Set(['in', 'from', 'near', 'to', 'at', 'of', 'across', 'outside', 'via'])

/**
 * A word has one sense in one discourse (Gale, Church and Yarowsky, 1992): *Jordan* of whom the sentence before spoke
 * is a person in *the Jordan file* too, unless a word says that it is where somebody is.
 */
function withOneSense(
  text: string,
  tokens: readonly Token[],
  spans: readonly TaggedSpan[],
): readonly TaggedSpan[] {
  const persons = new Map<string, number>()
  return spans.map((span) => {
    const { start, end, tag, score } = span
    const word = text.slice(start, end)
    if (tag === 'PERSON' && score >= SURE_PERSON) persons.set(word, start)
    if (tag !== 'LOCATION' && tag !== 'ORGANIZATION') return span
    const said = persons.get(word)
    if (said === undefined || start - said > SENSE_REACH) return span
    const before = tokens.findLast((token) => token.end <= start)
    if (before !== undefined && WHERE.has(before.key)) return span
    return { ...span, tag: 'PERSON' as const }
  })
}

function continues(run: readonly TaggedWord[], tagged: TaggedWord): boolean {
  const last = run.at(-1)
  return last !== undefined && tagged.tag !== TAG.none && bridges(last, tagged.token, tagged.tag)
}

/** Whether more text could change what this word is taken for. */
function isUndecided(text: string, tokens: readonly Token[], i: number): boolean {
  const word = tokens[i]!
  if (mayGrow(text, word)) return true
  if (isPlain(word)) return false
  let seen = word
  for (let k = 1; k <= WORDS_BEHIND; k++) {
    if (seen.shape === SHAPE.long) return false
    const next = tokens[i + k]
    if (next === undefined) return mayLeadOn(text, seen)
    if (next.gap === GAP.none) return false
    if (mayGrow(text, next)) return true
    seen = next
  }
  return false
}

/** The word touches the end of the text, or has a mark behind it that may join more to it. */
function mayGrow(text: string, { start, end }: Token): boolean {
  if (end - start > LONGEST_TOKEN) return false
  if (mayBeGlued(text, end)) return true
  return (text[end] === "'" || text[end] === '-') && end + 3 > text.length
}

/** The starts in the open run that this undecided word could still join, else its own. */
function earliestStart(run: readonly TaggedWord[], word: Token): number {
  const last = run.at(-1)
  if (last === undefined) return word.start
  const mayJoin = TAGS.some((_, tag) => tag !== TAG.none && bridges(last, word, tag))
  if (!mayJoin) return word.start
  return run.find(({ token }) => word.start < token.start + LONGEST_SPAN)?.token.start ?? word.start
}
