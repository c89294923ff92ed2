import { cueOf, endsLikeStreet, isAcronymCue, isForeignCue, isFunctionCue, maskedCues } from './cues.js'
import { bitsOf, type EndingVote, IS, isCompound, voteByEnding } from './lexicon.js'
import { wordKey } from './word-key.js'

/** How a word is written. */
export const SHAPE = {
  lower: 1,
  capital: 2,
  upper: 3,
  mixed: 4,
  initial: 5,
  /** One or two digits, then one more each. */
  digits2: 6,
  digits3: 7,
  digits4: 8,
  digits5: 9,
  digits6: 10,
  alphanumeric: 11,
  /** Of a script without capitals. */
  uncased: 12,
  long: 13,
  /** `readFile`: a small letter first and a capital later. */
  camel: 14,
} as const

/** What stands between two words. `none`: nothing that belongs together, or too much. */
export const GAP = {
  none: 0,
  space: 1,
  comma: 2,
  dot: 3,
  line: 4,
  colon: 5,
  quote: 6,
  dash: 7,
  other: 8,
  genitive: 9,
  /** An empty line: a name never goes on behind it, but what it stands above says something. */
  paragraph: 10,
  /** `&` or `+`, as firms are called. */
  and: 11,
} as const

/** What is known of a word, wherever it stands. */
interface Word {
  readonly shape: number
  /** The form in which the word is looked up (`wordKey`); empty for numbers and words that are too long. */
  readonly key: string
  /** What lists say of the word: bits of `IS`. */
  readonly bits: number
  readonly cue: number
  readonly vote: EndingVote
  readonly street: boolean
  /** Two words of English in one. */
  readonly compound: boolean
  /** A number for each everyday word of English and each cue; 0 for all other words, so that no name is learned. */
  readonly id: number
  /** A hash of its last three letters; 0 for what is no word. */
  readonly ending: number
}

export interface Token extends Word {
  readonly start: number
  readonly end: number
  /** What stands between the word before and this one: a number of `GAP`. */
  readonly gap: number
  /** Stuck to what is beside it by a mark that prose does not write: part of code, of a path, of a rate. */
  readonly glued: boolean
  /** A capital stands not far before it: the text writes capitals, so a small letter means something. */
  readonly cased: boolean
  /** Function words of another language not far before it: 0, 1, 2 for two or three, 3 for more. */
  readonly foreign: number
}

/** Code units before a word that tell whether the text writes capitals, and in what language: more than a line. */
const STYLE_REACH = 120

/** Code units of a word that are looked at: a longer one is no name, and how long it is does not matter. */
export const LONGEST_TOKEN = 40
/** Code units between two words that may still have to do with each other. */
export const WIDEST_GAP = 6

const NO_VOTE: EndingVote = { kind: 7, sure: 0 }

const LETTER = 1
const DIGIT = 2
const OTHER = 3
/** Kind of each code unit, filled in when it is first asked for; 0 is not known yet. */
const kinds = new Uint8Array(0x10000)

function kindOf(unit: number): number {
  return kinds[unit] || remember(unit)
}

function remember(unit: number): number {
  const character = String.fromCharCode(unit)
  const isLetter =
    /[\p{L}\p{M}]/u.test(character) &&
    !/[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\u30fc\u0e00-\u0e7f]/u.test(character)
  return (kinds[unit] = isLetter ? LETTER : /[0-9]/.test(character) ? DIGIT : OTHER)
}

function isWordUnit(text: string, i: number): boolean {
  return i < text.length && kindOf(text.charCodeAt(i)) !== OTHER
}

/** An apostrophe or hyphen between letters belongs to the word; the one of a genitive does not. */
function joins(text: string, i: number): boolean {
  const mark = text[i]
  if (mark !== "'" && mark !== '-') return false
  if (
    i + 1 >= text.length ||
    kindOf(text.charCodeAt(i - 1)) !== LETTER ||
    kindOf(text.charCodeAt(i + 1)) !== LETTER
  )
    return false
  return mark === '-' || !isGenitive(text, i)
}

function isGenitive(text: string, i: number): boolean {
  return text[i] === "'" && /[sS]/.test(text[i + 1] ?? '') && !isWordUnit(text, i + 2)
}

/** The next word at or behind `from`: its place, or undefined. `from` is not inside a word. */
export function nextWord(
  text: string,
  from: number,
): { readonly start: number; readonly end: number } | undefined {
  let start = from
  while (start < text.length && !isWordUnit(text, start)) start += 1
  if (start >= text.length) return undefined
  let end = start + 1
  while (end < text.length && (isWordUnit(text, end) || joins(text, end))) end += 1
  return { start, end }
}

/** Where the gap behind a word begins to count: behind the `'s` of a genitive. */
export function behindGenitive(text: string, end: number): number {
  return isGenitive(text, end) ? end + 2 : end
}

/** `before` is the word in front of this one; `style` is what the text before it tells of how it is written. */
function readToken(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
  before: Token | undefined,
  style: { readonly cased: boolean; readonly foreign: number },
): Token {
  const gap = before === undefined ? GAP.none : gapOf(text, before, start)
  const { shape, key, bits, cue, vote, street, compound, id, ending } =
    end - start > LONGEST_TOKEN ? LONG : wordOf(text.slice(start, end))
  const glued = isGlued(text, start, end)
  return { start, end, gap, glued, ...style, shape, key, bits, cue, vote, street, compound, id, ending }
}

/**
 * Marks that show a word to be part of code: right before it, right behind it, and on either side when another word
 * or a slash follows the mark (`path/to`, `object.member`).
 */
const GLUE_BEFORE = new Set('_$#@\\')
const GLUE_BEHIND = new Set('_([={%@\\')
const GLUE_BETWEEN = new Set('./')

/** Whether a number goes on beyond a hyphen: `900101-1234568`, `07-12`. */
function goesOn(text: string, hyphen: number, digit: number): boolean {
  return text[hyphen] === '-' && kindOf(text.charCodeAt(digit)) === DIGIT
}

/**
 * Whether a word is part of code, a path or a rate: `fs.readFile(`, `namespace_b`, `7.5%`. Two characters on either
 * side decide it.
 */
function isGlued(text: string, start: number, end: number): boolean {
  const before = text[start - 1] ?? ' '
  if (GLUE_BEFORE.has(before)) return true
  if (kindOf(text.charCodeAt(start)) === DIGIT && start >= 2 && goesOn(text, start - 1, start - 2))
    return true
  if (kindOf(text.charCodeAt(end - 1)) === DIGIT && end + 1 < text.length && goesOn(text, end, end + 1))
    return true
  if (GLUE_BETWEEN.has(before) && start >= 2 && isGlue(text, start - 2)) return true
  const behind = text[end] ?? ' '
  if (GLUE_BEHIND.has(behind)) return true
  return GLUE_BETWEEN.has(behind) && isGlue(text, end + 1)
}

function isGlue(text: string, i: number): boolean {
  return isWordUnit(text, i) || text[i] === '/'
}

/** Whether one character more could show that a word that ends here is glued. */
export function mayBeGlued(text: string, end: number): boolean {
  return (
    end === text.length ||
    (end + 1 === text.length && (GLUE_BETWEEN.has(text[end] ?? '') || text[end] === '-'))
  )
}

const NOTHING: Word = {
  shape: 0,
  key: '',
  bits: 0,
  cue: 0,
  vote: NO_VOTE,
  street: false,
  compound: false,
  id: 0,
  ending: 0,
}
const LONG: Word = { ...NOTHING, shape: SHAPE.long }

/** Words that are remembered with what is known of them: they come back again and again. */
const KNOWN_WORDS = 20_000
const known = new Map<string, Word>()

function wordOf(text: string): Word {
  let word = known.get(text)
  if (word === undefined) {
    if (known.size >= KNOWN_WORDS) known.clear()
    known.set(text, (word = readWord(text)))
  }
  return word
}

function readWord(text: string): Word {
  const shape = shapeOf(text)
  if (isNumber({ shape })) return { ...NOTHING, shape }
  const key = wordKey(text)
  if (CONTRACTION.test(key) || FIELDS.has(key) || TECHNICAL.has(key))
    return { ...NOTHING, shape: SHAPE.lower, key, bits: IS.common }
  const bits = bitsOf(text)
  const cue = cueOf(key)
  return {
    shape,
    key,
    bits,
    cue,
    vote: (bits & ~(IS.word | IS.rare)) === 0 ? voteByEnding(key) : NO_VOTE,
    street: endsLikeStreet(key),
    compound: bits === 0 && key.length >= 6 && isCompound(key),
    id: cue !== 0 || (bits & IS.common) !== 0 ? numberOf(key) : 0,
    ending: numberOf(key.slice(-3)),
  }
}

function numberOf(key: string): number {
  let hash = key.length
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193)
  return (hash ^ (hash >>> 15)) & 0xfffffff
}

/** All words of a text, each with its gap to the one before. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  let before: Token | undefined
  let capital = -STYLE_REACH
  const foreign: number[] = []
  for (let from = 0; ; from = behindGenitive(text, before.end)) {
    const place = nextWord(text, from)
    if (place === undefined) return tokens
    while (place.start - (foreign[0] ?? place.start) >= STYLE_REACH) foreign.shift()
    before = readToken(text, place, before, {
      cased: place.start - capital < STYLE_REACH,
      foreign: foreign.length < 2 ? foreign.length : foreign.length < 4 ? 2 : 3,
    })
    if (isRaised(before)) capital = before.start
    if (isForeignCue(before.cue)) foreign.push(before.start)
    tokens.push(before)
  }
}

/** Written with a capital. */
export function isRaised({ shape }: Pick<Token, 'shape'>): boolean {
  return shape >= SHAPE.capital && shape <= SHAPE.initial
}

/** *Don't*, *I'm*, *she'll*: words of grammar, however they are written. */
const CONTRACTION =
  /^(?:[a-z]+n't|(?:i|you|he|she|it|we|they|that|there|who|what)'(?:m|re|ve|ll|d|s)|c'mon|o'clock|y'all)$/

/** Labels of form fields that are in no list of words, and days, months and greetings of other languages. */
const FIELDS: ReadonlySet<string> = new Set([
  'fax',
  'telefax',
  'tel',
  'emp',
  'website',
  'webpage',
  'homepage',
  'email',
  ...words(
    'januar februar marz mai juni juli oktober dezember montag dienstag mittwoch donnerstag freitag samstag sonntag ' +
      'janvier fevrier avril juin juillet aout septembre octobre novembre decembre lundi mardi mercredi jeudi vendredi ' +
      'samedi dimanche enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre lunes ' +
      'martes miercoles jueves viernes sabado gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre ' +
      'lunedi martedi mercoledi giovedi venerdi sabato bonjour bonsoir hallo hola merci danke gracias soy bitte',
  ),
])

/** Words of computing that look like names: programs, formats, keys. */
const TECHNICAL: ReadonlySet<string> = new Set(
  words(
    'kubernetes postgres postgresql mysql sqlite redis kafka grafana prometheus docker dockerfile linux ubuntu debian unix ' +
      'macos ios android javascript typescript python deno npm nginx terraform ansible jenkins git github gitlab unicode ' +
      'admin admins ctrl esc sso okr sre todo readme changelog webhook webhooks backend frontend bluetooth iban uuid guid ' +
      'yaml toml regex utf ascii graphql grpc oauth jwt cron sudo bash zsh kubectl systemd localhost async boolean varchar ' +
      'middleware namespace hostname timestamp checkbox dropdown tooltip firmware chatbot',
  ),
)

function words(list: string): string[] {
  return list.split(' ')
}

function shapeOf(word: string): number {
  const digits = /^[0-9]+$/.test(word)
  if (digits) return SHAPE.digits2 + Math.max(0, Math.min(word.length, 6) - 2)
  if (/[0-9]/.test(word)) return SHAPE.alphanumeric
  const lower = word.toLowerCase()
  const upper = word.toUpperCase()
  if (lower === upper) return SHAPE.uncased
  if (word === lower) return SHAPE.lower
  const isCapital = word[0] === upper[0]
  if (word.length === 1) return SHAPE.initial
  if (word === upper) return SHAPE.upper
  if (isCapital) return word.slice(1) === lower.slice(1) ? SHAPE.capital : SHAPE.mixed
  return /['-]/.test(word) ? SHAPE.mixed : SHAPE.camel
}

/** Abbreviations that a full stop does not end a sentence behind. */
function isAbbreviated({ shape, cue, end, start }: Token): boolean {
  return shape === SHAPE.initial || (end - start <= 5 && cue !== 0 && ABBREVIATED.has(cue))
}

const ABBREVIATED = new Set(
  ['mr', 'st', 'apt', 'inc', 'van'].map((word) => cueOf(word)).filter((cue) => cue !== 0),
)

const SPACE = 32

function gapOf(text: string, before: Token, start: number): number {
  if (start - before.end === 1 && text.charCodeAt(before.end) === SPACE) return GAP.space
  const from = behindGenitive(text, before.end)
  if (start - from > WIDEST_GAP) return GAP.none
  const gap = text.slice(from, start)
  if (from > before.end && /^ ?$/.test(gap)) return GAP.genitive
  if (gap === ' ') return GAP.space
  if (separates(gap, before)) return GAP.none
  if (/\n.*\n/s.test(gap)) return GAP.paragraph
  if (/^\. ?$/.test(gap)) return GAP.dot
  if (gap.includes('\n')) return GAP.line
  if (/^, ?$/.test(gap)) return GAP.comma
  if (gap.includes(':') || gap.includes('=')) return GAP.colon
  if (/["'“”()[\]<>]/.test(gap)) return GAP.quote
  if (/^ ?[-–/] ?$/.test(gap)) return GAP.dash
  if (/^ ?[&+] ?$/.test(gap)) return GAP.and
  return /^ +$/.test(gap) ? GAP.space : GAP.other
}

/** Whether the text ends so soon behind this word that another one may still follow it closely. */
export function mayLeadOn(text: string, word: Token): boolean {
  const gap = text.slice(behindGenitive(text, word.end))
  if (gap.length > WIDEST_GAP) return false
  return !separates(gap, word)
}

function separates(gap: string, before: Token): boolean {
  return /[.!?;]\s/.test(gap) && !isAbbreviated(before)
}

/** Digits, or letters and digits. */
export function isNumber({ shape }: Pick<Token, 'shape'>): boolean {
  return shape >= SHAPE.digits2 && shape <= SHAPE.alphanumeric
}

/** A word of grammar, or one of everyday English that no name has: decided without looking further. */
export function isPlain(word: Token): boolean {
  const { shape, bits, cue, gap, glued, end, start } = word
  if (shape === SHAPE.long) return true
  // A rate: 7.5, 90 %.
  if (isNumber(word)) return glued || end - start > LONGEST_NUMBER
  if (shape === SHAPE.camel) return (bits & IS.organization) === 0
  if (shape !== SHAPE.lower && shape !== SHAPE.capital && shape !== SHAPE.upper) return false
  if (isFunctionCue(cue) || (isAcronymCue(cue) && shape !== SHAPE.capital)) return true
  if (isForeignCue(cue)) return shape === SHAPE.lower || gap === GAP.none || gap === GAP.paragraph
  if (glued && (shape === SHAPE.lower || shape === SHAPE.upper)) return true
  if (cue !== 0 || (bits & NAME_BITS) !== 0) return false
  if (shape === SHAPE.lower) return (bits & WORD_BITS) !== 0 || end - start < SHORTEST_NAME
  // At the head of a sentence a capital says nothing.
  return shape === SHAPE.capital && (gap === GAP.none || gap === GAP.paragraph) && (bits & IS.common) !== 0
}

/** Digits of the longest house number or postal code. */
const LONGEST_NUMBER = 6
/** Letters of the shortest unknown word in small letters that may be a name. */
const SHORTEST_NAME = 3
const WORD_BITS = IS.common | IS.word | IS.rare
const NAME_BITS = IS.given | IS.surname | IS.city | IS.largeCity | IS.region | IS.country | IS.organization

/** A bit for each class of cues that says something of the other words of its name. */
export const CUE_MASK: readonly number[] = maskedCues([
  'honorific',
  'nameCue',
  'place',
  'street',
  'unit',
  'organization',
  'nationality',
  'job',
  'month',
  'nameSuffix',
])
