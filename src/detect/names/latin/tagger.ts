import { inflateRawSync } from 'node:zlib'
import { cueNumber } from './cues.js'
import { BUCKETS, featuresOf, isPair, MOST_FEATURES, WORDS_BEFORE, WORDS_BEHIND } from './features.js'
import { IS } from './lexicon.js'
import { NAME_WEIGHTS, NAME_WEIGHTS_SCALE } from './name-weights.js'
import {
  GAP,
  isPlain,
  LONGEST_TOKEN,
  mayBeGlued,
  mayLeadOn,
  SHAPE,
  type Token,
  tokensOf,
  WIDEST_GAP,
} from './tokens.js'

/** What a word can be part of. `none` first. */
export const TAGS = ['none', 'PERSON', 'LOCATION', 'ORGANIZATION', 'NRP', 'TITLE'] as const
export type Tag = (typeof TAGS)[number]

export interface TaggedSpan {
  readonly start: number
  readonly end: number
  readonly tag: Tag
  /** Mean probability, over its words, of being part of a name at all. */
  readonly score: number
}

/** Code units of one span: a name of five long words, or an address of two lines. */
export const LONGEST_SPAN = 96
/** What decides about a word: so many words before it and behind, each with its gap. */
export const REACH_BEFORE = WORDS_BEFORE * (LONGEST_TOKEN + WIDEST_GAP + 3)
export const REACH_BEHIND = WORDS_BEHIND * (LONGEST_TOKEN + WIDEST_GAP + 3)

let weights: Uint8Array | undefined

/** Signed bytes, bucket by bucket, one for each tag: a quarter of what their values would take, and so in the cache. */
function load(): Uint8Array {
  const bytes = new Uint8Array(BUCKETS * TAGS.length)
  bytes.set(inflateRawSync(Buffer.from(NAME_WEIGHTS, 'base64')))
  return bytes
}

/** What each of these bytes is worth. */
const VALUES = Float32Array.from({ length: 256 }, (_, byte) => ((byte << 24) >> 24) * NAME_WEIGHTS_SCALE)

const buckets = new Int32Array(MOST_FEATURES)
const sums = new Float64Array(TAGS.length)

/** Adds up what the first `count` buckets weigh for each tag. */
function weigh(count: number): void {
  const bytes = (weights ??= load())
  let [a, b, c, d, e, f] = [0, 0, 0, 0, 0, 0]
  for (let i = 0; i < count; i++) {
    const base = buckets[i]! * TAGS.length
    a += VALUES[bytes[base]!]!
    b += VALUES[bytes[base + 1]!]!
    c += VALUES[bytes[base + 2]!]!
    d += VALUES[bytes[base + 3]!]!
    e += VALUES[bytes[base + 4]!]!
    f += VALUES[bytes[base + 5]!]!
  }
  sums[0] = a
  sums[1] = b
  sums[2] = c
  sums[3] = d
  sums[4] = e
  sums[5] = f
}

interface Judged {
  readonly token: Token
  /** Of this word by itself; 0 none. */
  readonly tag: number
  /** Probability of being part of a name. */
  readonly score: number
  /** Sums of its features by tag, the logarithms of their odds. */
  readonly odds: readonly number[]
}

const NOTHING: readonly number[] = []

function judge(tokens: readonly Token[], i: number): Judged {
  const word = tokens[i]!
  const last = word.gap === GAP.none ? undefined : tokens[i - 1]
  const next = linked(tokens[i + 1])
  if (isPlain(word) || isFieldName(word, next) || isOfTrade(word, next) || isUnsupported(tokens, i, next))
    return { token: word, tag: 0, score: 0, odds: NOTHING }
  weigh(featuresOf(tokens, i, buckets))
  const isNational = word.cue === NATIONALITY && !isPair(word, next) && !isPair(last, word)
  let best = isNational ? NRP : 1
  for (let tag = 2; tag < TAGS.length; tag++) {
    if ((sums[tag] ?? 0) > (sums[best] ?? 0) && best !== NRP && isCued(tag, word)) best = tag
  }
  const highest = Math.max(sums[0] ?? 0, sums[best] ?? 0)
  let total = 0
  for (let tag = 0; tag < TAGS.length; tag++) total += Math.exp((sums[tag] ?? 0) - highest)
  const score = 1 - Math.exp((sums[0] ?? 0) - highest) / total
  if (score < LEAST) return { token: word, tag: 0, score, odds: NOTHING }
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

/** *My name is oluwaseun adeyemi* */
function isNamedBefore(tokens: readonly Token[], i: number): boolean {
  for (let k = 1; k < WORDS_BEFORE && tokens[i - k + 1]!.gap !== GAP.none && i >= k; k++) {
    const { cue } = tokens[i - k]!
    if (cue === NAME_CUE || cue === HONORIFIC) return true
  }
  return false
}

/** Words back, and ahead, at which letters of ours are support. */
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

/** Nationalities and titles are closed lists: their words are nothing else, and nothing becomes one by its neighbors. */
function isCued(tag: number, { cue }: Token): boolean {
  if (tag === NRP) return false
  if (TAGS[tag] === 'TITLE') return cue === JOB || cue === HONORIFIC
  return true
}

const NRP = TAGS.indexOf('NRP')
const NATIONALITY = cueNumber('nationality')
const JOB = cueNumber('job')
const NAME_CUE = cueNumber('nameCue')
const CUES_BEFORE = new Set(
  ['honorific', 'nameCue', 'relation', 'street', 'unit', 'workplace', 'organization'].map(cueNumber),
)
const HONORIFIC = cueNumber('honorific')

/** Below this a word is nothing and no span goes through it. */
const LEAST = 0.25
/** From here on a word that no list has is the name of a person or a place. */
const SURER = 0.7
/** From here on a word of English alone is a name. */
const SURE = 0.9

/**
 * All spans of words of one tag, every start of them: those that begin within a longer one end where it ends.
 * `undecided`: the earliest offset at which more text could change what starts there.
 */
export function tagNames(text: string): {
  readonly spans: readonly TaggedSpan[]
  readonly undecided: number
} {
  const spans: TaggedSpan[] = []
  let run: Judged[] = []
  let undecided = text.length
  const tokens = tokensOf(text)
  for (const [i, word] of tokens.entries()) {
    const judged = judge(tokens, i)
    if (undecided === text.length && isUndecided(text, tokens, i)) {
      undecided = earliestStart(run, word)
    }
    if (!continues(run, judged)) {
      pushSpans(run, spans)
      run = []
    }
    if (judged.tag !== 0) run.push(judged)
  }
  pushSpans(run, spans)
  return { spans: withOneSense(text, tokens, spans), undecided }
}

/** Code units back to a person whose name, said again, is still theirs: with `REACH_BEFORE` no more than 256. */
export const SENSE_REACH = 56
/** How sure a person is whose name decides about another. */
const SURE_PERSON = 0.7
/** Before a place and hardly before a person. */
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

function continues(run: readonly Judged[], judged: Judged): boolean {
  const last = run.at(-1)
  return last !== undefined && judged.tag !== 0 && bridges(last, judged.token, judged.tag)
}

/**
 * Whether a span may go on from one word to the next. Persons, places and organizations share their words, so
 * between those only the whole span decides what it is; a comma or a new line separates, but not in an address.
 */
function bridges({ token, tag }: Judged, next: Token, nextTag: number): boolean {
  const { gap } = next
  const mixes = (one: number) => one >= 1 && one <= 3
  if (gap === GAP.space || gap === GAP.dot) return tag === nextTag || (mixes(tag) && mixes(nextTag))
  if (tag !== nextTag) return false
  if (TAGS[tag] === 'ORGANIZATION')
    return gap === GAP.and || (gap === GAP.dash && next.start - token.end === 1)
  if (TAGS[tag] !== 'LOCATION') return false
  return (
    (gap === GAP.comma || gap === GAP.line || gap === GAP.dash) &&
    (isAddressPart(token) || isAddressPart(next))
  )
}

function isAddressPart(token: Token): boolean {
  const { shape, cue, street, start, end } = token
  if (isNumber(token) || street || cue === STREET || cue === UNIT) return true
  return shape === SHAPE.upper && end - start === 2
}

function isNumber({ shape }: Token): boolean {
  return shape >= SHAPE.digits2 && shape <= SHAPE.alphanumeric
}

const STREET = cueNumber('street')
const UNIT = cueNumber('unit')
const SUFFIX = cueNumber('nameSuffix')
const PARTICLE = cueNumber('particle')

/** One span for each start in the run, each as far as the longest span reaches; its words decide together what it is. */
function pushSpans(run: readonly Judged[], spans: TaggedSpan[]): void {
  for (const [i, { token, tag }] of run.entries()) {
    let end = token.end
    let sum = 0
    let count = 0
    let words = 0
    let isNamed = false
    let isUnusual = false
    const odds = [0, 0, 0, 0]
    for (let j = i; j < run.length; j++) {
      const part = run[j]
      if (part === undefined || part.token.end - token.start > LONGEST_SPAN) break
      end = part.token.end
      sum += part.score
      count += 1
      if (!isNumber(part.token)) words += 1
      if (
        !isNumber(part.token) &&
        part.token.cue !== SUFFIX &&
        part.token.cue !== PARTICLE &&
        part.token.end - part.token.start > 1
      )
        isNamed = true
      if (isMoreThanAWord(part.token)) isUnusual = true
      for (let t = 1; t <= 3; t++) odds[t] = (odds[t] ?? 0) + (part.odds[t] ?? 0)
    }
    // No address begins with a part of a longer number, nor with one before a comma.
    if (isNumber(token) && !isHouseNumber(run[i + 1]?.token)) continue
    // A number, an initial or *III* by itself is no name: what it may be has recognizers of its own.
    if (!isNamed) continue
    // Nor is a word of English, unless what stands around it leaves no doubt.
    if (tag <= 3 && !isUnusual && (words === 1 || isLower(run, i, count)) && sum / count < SURE) continue
    // A single word that no list has, and no other word speaks for: programs and products are called so.
    if (tag <= 2 && words === 1 && isUnknown(token) && sum / count < SURER) continue
    const name = TAGS[tag > 3 ? tag : 1 + indexOfLargest(odds.slice(1))]
    if (name !== undefined) spans.push({ start: token.start, end, tag: name, score: sum / count })
  }
}

function isHouseNumber(next: Token | undefined): boolean {
  if (next === undefined || isNumber(next)) return false
  return (
    next.gap === GAP.space ||
    next.gap === GAP.line ||
    (next.gap === GAP.comma && (next.street || next.cue === STREET))
  )
}

/** Not a word of English, or a name that hardly anything else is. */
function isMoreThanAWord({ shape, bits, foreign }: Token): boolean {
  if (shape >= SHAPE.digits2 && shape <= SHAPE.alphanumeric) return false
  // Of other languages than English not all words are known.
  if (bits === 0 && foreign >= 2) return false
  if ((bits & (IS.common | IS.word | IS.rare)) === 0) return true
  const known = IS.sharedGiven | IS.country | IS.largeCity | IS.region
  return (bits & (shape === SHAPE.lower ? known : known | IS.given | IS.surname | IS.city)) !== 0
}

function isUnknown({ bits, cue, street, shape }: Token): boolean {
  return cue === 0 && !street && shape !== SHAPE.uncased && (bits & ~(IS.word | IS.common | IS.rare)) === 0
}

function isLower(run: readonly Judged[], from: number, count: number): boolean {
  return run.slice(from, from + count).every(({ token }) => token.shape === SHAPE.lower || isNumber(token))
}

function indexOfLargest(numbers: readonly number[]): number {
  return numbers.indexOf(Math.max(...numbers))
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
function earliestStart(run: readonly Judged[], word: Token): number {
  const last = run.at(-1)
  if (last === undefined) return word.start
  const mayJoin = TAGS.some((_, tag) => tag > 0 && bridges(last, word, tag))
  if (!mayJoin) return word.start
  return run.find(({ token }) => word.start < token.start + LONGEST_SPAN)?.token.start ?? word.start
}
