import { cueNumber } from './cues.js'
import { IS } from './lexicon.js'
import { TAG, TAGS, type Tag, type TaggedSpan, type TaggedWord } from './tags.js'
import { GAP, isNumber, SHAPE, type Token } from './tokens.js'

/** Code units of one span: a name of five long words, or an address of two lines. */
export const LONGEST_SPAN = 96

/** From here on a word that no list has is the name of a person or a place. */
const SURE_OF_UNKNOWN = 0.7
/** From here on a word of English alone is a name. */
const SURE_OF_WORD = 0.9

const STREET = cueNumber('street')
const UNIT = cueNumber('unit')
const SUFFIX = cueNumber('nameSuffix')
const PARTICLE = cueNumber('particle')

/** Persons, places and organizations share their words: only the whole span decides what it is. */
const MIXED: readonly number[] = [TAG.person, TAG.location, TAG.organization]

/**
 * Whether a span may go on from one word to the next. Words of mixed tags join across a space or a full stop;
 * a comma or a new line separates, but not in an address.
 */
export function bridges({ token, tag }: TaggedWord, next: Token, nextTag: number): boolean {
  const { gap } = next
  if (gap === GAP.space || gap === GAP.dot)
    return tag === nextTag || (MIXED.includes(tag) && MIXED.includes(nextTag))
  if (tag !== nextTag) return false
  if (tag === TAG.organization) return gap === GAP.and || (gap === GAP.dash && next.start - token.end === 1)
  if (tag !== TAG.location) return false
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

/**
 * The spans of a run of words that bridge to each other: one for each word that a name can begin with, each as far as
 * the run goes on within `LONGEST_SPAN`. What reads them takes the first that holds.
 *
 * ```
 * run      Jordan   Baker   III
 * spans   [Jordan   Baker   III]
 *                  [Baker   III]     and none for III, which is no name by itself
 * ```
 */
export function spansOf(run: readonly TaggedWord[]): TaggedSpan[] {
  return run.flatMap((_, i) => {
    const words = wordsWithin(run, i)
    return isName(words, run[i + 1]?.token) ? [spanOf(words)] : []
  })
}

/** The words from `from` on that a span may hold: the first one at least, however long it is. */
function wordsWithin(run: readonly TaggedWord[], from: number): readonly TaggedWord[] {
  const { start } = run[from]!.token
  const tooFar = run.findIndex(({ token }, i) => i > from && token.end - start > LONGEST_SPAN)
  return run.slice(from, tooFar < 0 ? run.length : tooFar)
}

function isName(words: readonly TaggedWord[], next: Token | undefined): boolean {
  const [first] = words
  const { token, tag } = first!
  const tokens = words.map((word) => word.token)
  // No address begins with a part of a longer number, nor with one before a comma.
  if (isNumber(token) && !isHouseNumber(next)) return false
  // A number, an initial or *III* by itself is no name: what it may be has recognizers of its own.
  if (!tokens.some(isNamed)) return false
  const score = meanScore(words)
  const isSingle = tokens.filter((one) => !isNumber(one)).length === 1
  // Nor is a word of English, unless what stands around it leaves no doubt.
  const isOrdinary = MIXED.includes(tag) && !tokens.some(isMoreThanAWord)
  if (isOrdinary && (isSingle || tokens.every(isLower)) && score < SURE_OF_WORD) return false
  // A single word that no list has, and no other word speaks for: programs and products are called so.
  const isSomebody = tag === TAG.person || tag === TAG.location
  return !(isSomebody && isSingle && isUnknown(token) && score < SURE_OF_UNKNOWN)
}

function spanOf(words: readonly TaggedWord[]): TaggedSpan {
  return {
    start: words[0]!.token.start,
    end: words.at(-1)!.token.end,
    tag: tagOf(words),
    score: meanScore(words),
  }
}

/** The tag of the first word; where tags mix, the one that is likeliest for all words together. */
function tagOf(words: readonly TaggedWord[]): Tag {
  const { tag } = words[0]!
  if (!MIXED.includes(tag)) return TAGS[tag]!
  const odds = MIXED.map((one) => words.reduce((sum, word) => sum + (word.odds[one] ?? 0), 0))
  return TAGS[MIXED[odds.indexOf(Math.max(...odds))]!]!
}

function meanScore(words: readonly TaggedWord[]): number {
  return words.reduce((sum, { score }) => sum + score, 0) / words.length
}

function isHouseNumber(next: Token | undefined): boolean {
  if (next === undefined || isNumber(next)) return false
  return (
    next.gap === GAP.space ||
    next.gap === GAP.line ||
    (next.gap === GAP.comma && (next.street || next.cue === STREET))
  )
}

/** A word that can be called a name by itself: no number, no `III`, no `van`, no initial. */
function isNamed(token: Token): boolean {
  return !isNumber(token) && token.cue !== SUFFIX && token.cue !== PARTICLE && token.end - token.start > 1
}

/** Not a word of English, or a name that hardly anything else is. */
function isMoreThanAWord(token: Token): boolean {
  const { shape, bits, foreign } = token
  if (isNumber(token)) return false
  // Not all words of other languages than English are known.
  if (bits === 0 && foreign >= 2) return false
  if ((bits & (IS.common | IS.word | IS.rare)) === 0) return true
  const known = IS.sharedGiven | IS.country | IS.largeCity | IS.region
  return (bits & (shape === SHAPE.lower ? known : known | IS.given | IS.surname | IS.city)) !== 0
}

function isUnknown({ bits, cue, street, shape }: Token): boolean {
  return cue === 0 && !street && shape !== SHAPE.uncased && (bits & ~(IS.word | IS.common | IS.rare)) === 0
}

function isLower(token: Token): boolean {
  return token.shape === SHAPE.lower || isNumber(token)
}
