import { type EntityName, labelsOf, rowOf } from '../../../core/entities.js'
import type { Recognizer, RecognizerMatch } from '../../../core/ports.js'
import { placeBefore, REACH } from '../labels/place.js'
import { labelAtEnd, type Named } from '../labels/words.js'
import { codeOf } from './edges.js'

/**
 * Values that their label tells, whatever they look like: a check digit that fails, an issuer nobody knows, a form that
 * was never seen. They are *presumed*: they give way to whatever is known by its form, and a door acts on them only
 * where a source that the reader may not read has them (docs/decisions.md#values-told-by-their-label).
 *
 * All of them are read together: whoever asks first for a text reads it for the others.
 */
interface Shape {
  /** Tried where a value begins. */
  readonly value: RegExp
  /** What must hold of the value as it is written. */
  readonly holds?: (value: string) => boolean
  /** Only where a form names its parts: in a sentence a word behind the label is just the next word. */
  readonly form?: true
  readonly canonical?: (value: string) => string
  readonly example: string
}

/** Code units of the longest value, and behind it that say whether it ends there. */
const LONGEST = 64
const BEHIND = 2

const digits = (value: string) => value.replace(/[^0-9]/g, '').length
const letters = (value: string) => value.replace(/[^0-9A-Za-z]/g, '').length

/** Groups of letters and digits, joined by one mark; further groups behind a blank have digits or are capitals. */
const CODE =
  /[0-9A-Za-z]{1,24}(?:[-_./:#][0-9A-Za-z]{1,24}){0,6}(?: (?:[0-9][0-9A-Z]{0,7}|[A-Z]{1,4}(?= [0-9])|[A-Z]{1,4}[0-9]{1,12})(?![0-9A-Za-z])(?:[-/.][0-9A-Z]{1,12}){0,4}){0,7}/y

/** Days, times, sums, shares, versions, addresses of hosts and files are told by their forms. */
const OTHER_FORM =
  /^(?:(?:19|20)[0-9]{2}|[0-9]{1,2}[:.][0-9]{2}(?::[0-9]{2})?|[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?:[T ].*)?|[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2,4}|0x[0-9A-Fa-f]+|[0-9]{1,3}(?:\.[0-9]{1,3}){3}.*|[0-9]+\.[0-9]{1,2}|v[0-9.]+)$|\.(?:[a-z]{2,4})(?:$|[/:])|:\/\//

function isCode(value: string): boolean {
  return digits(value) >= 2 && letters(value) >= 4 && !OTHER_FORM.test(value)
}

const code = (example: string, least = 4): Shape => ({
  value: CODE,
  holds: (value) => isCode(value) && letters(value) >= least,
  canonical: codeOf,
  example,
})

const SUM =
  /(?:[A-Z]{3} ?)?[0-9]{1,3}(?:(?:[,.' ][0-9]{2,3}){1,4}|[0-9]{0,7})(?:[.,][0-9]{1,2})?(?: ?(?:k|K|万|億|만|[A-Z]{3}(?![A-Za-z])|[$€£¥₩₹₽₺元円원]))?/y

/** Words of a person's own, up to where the field ends. */
const PHRASE =
  /[\p{Lu}\p{Lo}][\p{L}\p{M}.&/-]{1,30}(?: [\p{L}\p{M}&(][\p{L}\p{M}.&/)-]{0,30}){0,4}(?= ?["'`<|,;\r\n]|\. |\.?$)/uy

const LOGIN = /[A-Za-z0-9][A-Za-z0-9._-]{1,30}[A-Za-z0-9](?=["'`<|,;)\s&@]|\.\s|\.?$)/y
const NO_LOGIN =
  /^(?:true|false|null|none|nil|undefined|string|varchar|text|char|int|integer|number|boolean|required|optional|default|unknown|admin|administrator|root|user|username|name|guest|test|example|anonymous|nobody|postgres|mysql|password|email|login|yes|no|and|the|not|self|this|todo|any|object|value|input|your.*|my.*|x{3,})$/i

const SHAPES: Partial<Record<EntityName, Shape>> = {
  BANK_ACCOUNT: code('ACC-4471-88'),
  CREDIT_CARD: {
    value: /[0-9](?:(?:[ -]{0,2}|\.)[0-9]){11,18}(?![0-9A-Za-z])/y,
    canonical: codeOf,
    example: '4929 3813 3266 4296',
  },
  IBAN_CODE: {
    value:
      /[A-Z]{2}[0-9]{2}(?:[ -]?[0-9A-Z]{2,4}){3,8}(?![0-9A-Za-z])|[A-Za-z]{2}[0-9]{2}[0-9A-Za-z]{10,30}(?![0-9A-Za-z])/y,
    holds: (value) => digits(value) >= 8,
    canonical: codeOf,
    example: 'DE00 3704 0044 0532 0130 01',
  },
  US_SSN: {
    value: /[0-9]{3}[-. ]?[0-9]{2}[-. ]?[0-9]{4}(?![0-9A-Za-z])/y,
    canonical: codeOf,
    example: '912-00-6789',
  },
  US_BANK_ROUTING: { value: /[0-9]{9}(?![0-9A-Za-z])/y, example: '021000022' },
  VEHICLE_IDENTIFICATION_NUMBER: code('WVW-ZZZ1JZ-XW000001', 8),
  NATIONAL_ID: code('771-204-AB', 5),
  PASSPORT_NUMBER: code('XK 778102', 6),
  DRIVER_LICENSE_NUMBER: code('B772-R41Q', 5),
  TAX_ID: code('27-1884035', 6),
  CASE_NUMBER: code('2:24-cv-01877-RT'),
  TICKET_NUMBER: code('TCK-20931'),
  LICENSE_NUMBER: code('BAR-220914'),
  INSURANCE_POLICY_NUMBER: code('PX-7712-90', 5),
  CUSTOMER_ID: code('K-20913'),
  EMPLOYEE_ID: code('P-00417'),
  STUDENT_ID: code('S-2041907'),
  MEDICAL_RECORD_NUMBER: code('H77-2041'),
  LICENSE_PLATE: code('KX 4471'),
  PHONE_NUMBER: {
    value: /(?:\+ ?)?\(?[0-9](?:(?:[ ()/-]{0,2}|\.)[0-9]){5,16}(?: ?x[0-9]{1,6})?(?![0-9A-Za-z])/y,
    holds: (value) => !OTHER_FORM.test(value),
    canonical: (value) => value.replace(/[^0-9+]/g, ''),
    example: '0775 20 13 9',
  },
  USER_NAME: {
    value: LOGIN,
    holds: (value) => !NO_LOGIN.test(value) && /[a-z0-9]/.test(value),
    form: true,
    canonical: (value) => value.toLowerCase(),
    example: 'mkessler77',
  },
  TITLE: {
    value: PHRASE,
    holds: (value) => !NO_LOGIN.test(value),
    form: true,
    canonical: (value) => value.toLowerCase(),
    example: 'Senior Claims Adjuster',
  },
  SALARY: {
    value: SUM,
    holds: (value) => digits(value) >= 3 && !/^(?:19|20)[0-9]{2}$/.test(value),
    canonical: (value) => value.replace(/[^0-9]/g, ''),
    example: '4.500',
  },
}

const ENTITIES = Object.keys(SHAPES) as EntityName[]

/** Lower than a form of their own scores, above what is acted upon. */
const SCORE = 0.6

/** Whether a value may begin here: behind no letter, digit or mark that would make it the rest of something longer. */
function isStart(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  const before = at === 0 ? 0 : text.charCodeAt(at - 1)
  if (unit < 0x80) {
    if (!isAlphanumeric(unit) && unit !== 0x2b && unit !== 0x28) return false
    return before < 0x80 ? !isAlphanumeric(before) && GLUE[before] !== 1 : !LATIN.test(text[at - 1]!)
  }
  return before < 0x80 && !isAlphanumeric(before) && LETTER.test(text[at]!)
}

function isLetter(unit: number): boolean {
  return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a)
}

function isAlphanumeric(unit: number): boolean {
  return isLetter(unit) || isDigit(unit)
}

const isDigit = (unit: number) => unit >= 0x30 && unit <= 0x39
/** What holds the parts of one word together. */
const GLUE = Uint8Array.from({ length: 0x80 }, (_, unit) =>
  '_.@/+-'.includes(String.fromCharCode(unit)) ? 1 : 0,
)
const LATIN = /\p{Script=Latin}/u
const LETTER = /[\p{Lo}\p{Lu}]/u

interface Labelled extends RecognizerMatch {
  readonly entity: EntityName
}

/** What was read for one entity, for the others that ask in the same pass; nothing is kept beyond it. */
interface Read {
  readonly text: string
  matches?: readonly Labelled[]
  open?: number
}

let last: Read | undefined

function readingOf(text: string): Read {
  if (last?.text !== text) {
    last = { text }
    queueMicrotask(() => (last = undefined))
  }
  return last
}

function readLabelled(text: string): readonly Labelled[] {
  const matches: Labelled[] = []
  for (let at = 0; at < text.length; at++) {
    if (!isStart(text, at) || !mayBegin(text, at)) continue
    const match = labelledAt(text, at)
    if (match !== undefined) matches.push(match)
  }
  return matches
}

function labelledAt(text: string, start: number): Labelled | undefined {
  const named = namedBefore(text, start)
  if (named === undefined) return undefined
  const end = valueEnd(text, start, named)
  if (end === undefined) return undefined
  const value = text.slice(start, end)
  const canonical = SHAPES[named.entity]!.canonical?.(value) ?? value
  return { start, end, entity: named.entity, score: SCORE, canonical, presumed: true }
}

/** Marks right before a value that a label may stand in front of. */
const MARKS = Uint8Array.from({ length: 0x80 }, (_, unit) =>
  ':=>|"\'`(*#'.includes(String.fromCharCode(unit)) ? 1 : 0,
)

/** Most words of a text are words: only digits, or a mark right before, make it worth a look. */
function mayBegin(text: string, start: number): boolean {
  let before = start - 1
  let unit = text.charCodeAt(before)
  while (unit === 0x20 || unit === 0x09) unit = text.charCodeAt(--before)
  if (before < 0) return false
  if (unit === 0x0a) return isBelowColon(text, before)
  if (unit === 0x2c || unit === 0x3b) return false
  return MARKS[unit] === 1 || hasDigitSoon(text, start)
}

function isBelowColon(text: string, lineBreak: number): boolean {
  let before = lineBreak - 1
  while (before >= 0 && ' \t\r*_'.includes(text[before]!)) before -= 1
  return text[before] === ':'
}

/** A few letters at most, in one or two groups, stand before the first digit of a code. */
function hasDigitSoon(text: string, start: number): boolean {
  let at = start
  for (let groups = 0; groups < 3; groups++) {
    let unit = text.charCodeAt(at)
    for (let letters = 0; letters < 8 && (isLetter(unit) || unit === 0x28 || unit === 0x2b); letters++) {
      at += 1
      unit = text.charCodeAt(at)
    }
    if (isDigit(unit)) return true
    if (unit === 0x20) {
      const next = text.charCodeAt(at + 1)
      if (!isDigit(next) && !(next >= 0x41 && next <= 0x5a)) return false
    } else if (unit !== 0x2d && unit !== 0x5f && unit !== 0x2e && unit !== 0x2f && unit !== 0x23) return false
    at += 1
  }
  return isDigit(text.charCodeAt(at))
}

interface NamedPlace extends Named {
  readonly form: boolean
}

function namedBefore(text: string, start: number): NamedPlace | undefined {
  const place = placeBefore(text, start)
  if (place === undefined) return undefined
  const named = labelAtEnd(place.label)
  if (named === undefined) return undefined
  const { form } = place
  if (SHAPES[named.entity]?.form === true && !form) return undefined
  return { ...named, form }
}

function valueEnd(
  text: string,
  start: number,
  { entity, whole, numbered, form }: NamedPlace,
): number | undefined {
  const shape = SHAPES[entity]
  if (shape === undefined) return undefined
  const limit = Math.min(text.length, start + LONGEST)
  const candidate = text.slice(start, limit + BEHIND)
  shape.value.lastIndex = 0
  const value = shape.value.exec(candidate)?.[0]
  if (value === undefined || value.length > LONGEST) return undefined
  const behind = candidate.slice(value.length)
  if (/^[\p{Script=Latin}\p{N}%(@]/u.test(behind)) return undefined
  if (shape.holds?.(value) === false) return undefined
  if (!whole && !numbered && !form && !isCoded(value)) return undefined
  // *Account: 500 users* counts something.
  const isShort = /^[0-9]{1,4}$/.test(value)
  return isShort && !numbered && !whole && /^ [\p{Ll}]/u.test(behind) ? undefined : start + value.length
}

/** Letters and digits in groups: no sentence has that behind a word but as its number. */
function isCoded(value: string): boolean {
  return /[A-Za-z]/.test(value) && /[-:/]/.test(value) && letters(value) >= 7 && digits(value) >= 4
}

/** The first place from which more text may make, change or take away a value. */
function firstOpen(text: string): number {
  for (let at = Math.max(0, text.length - LONGEST - BEHIND); at < text.length; at++) {
    if (isStart(text, at) && mayGrow(text, at)) return at
  }
  return text.length
}

/** A value goes on as long as nothing stands behind it that is in none. */
const ENDS =
  /[;!?<>|"`\r\n]|[,'][^0-9]|[.:]\s|\s[\p{Ll}]{3}|[^\p{Script=Latin}\p{N}\s$€£¥₩₹₽₺元円원万億만()+.,/:_#'-]/u

function mayGrow(text: string, start: number): boolean {
  const named = namedBefore(text, start)
  if (named === undefined) return false
  const rest = text.slice(start)
  if (rest.length >= LONGEST + BEHIND) return false
  if (SHAPES[named.entity]?.form === true) return !/["'`<|,;\r\n]|\.\s/.test(rest)
  const end = ENDS.exec(rest)
  return end === null || end.index + end[0].length > rest.length - BEHIND
}

function labelled(entity: EntityName): Recognizer {
  const { class: entityClass, common } = rowOf(entity)
  const { example } = SHAPES[entity]!
  return {
    entity,
    class: entityClass,
    ...(common === true ? { common } : {}),
    // Its label says what it is wherever it was given.
    locales: [],
    maxLength: LONGEST,
    lookbehind: REACH,
    lookahead: BEHIND,
    examples: {
      match: [{ text: `${labelsOf(entity, 'value')[0]}: ${example}`, value: example }],
      noMatch: [`the order ${example}`, 'unknown: none'],
    },
    recognize(text) {
      const reading = readingOf(text)
      reading.matches ??= readLabelled(text)
      return reading.matches.filter((match) => match.entity === entity)
    },
    settled(text) {
      const reading = readingOf(text)
      return (reading.open ??= firstOpen(text))
    },
  }
}

export const labelledRecognizers: readonly Recognizer[] = ENTITIES.map(labelled)
