import { amount, spelledAmount } from './amounts.js'
import { eraDate, isMonthName, MONTH_BEGINNINGS, monthDate, numericDate, ordinalDate } from './dates.js'
import { LONGEST_NUMBER_WORD, NUMBER_BEGINNINGS, startsNumeral } from './number-words.js'
import { KANJI_NUMERAL } from './numerals.js'
import type { TermForm, TypedValue } from './term.js'
import { classOf, DIGIT, HAN, LETTER } from './term-characters.js'
import { BITS } from './weights.js'

/** A digit this far behind a joiner makes letters and digits one value. */
const DIGIT_REACH = 12

export const IDENTIFIER = /[A-Za-z0-9]{1,24}(?:[-_/#.:][A-Za-z0-9]{1,24}){0,6}/y
const ERA_START = /令和|平成|昭和|大正|明治/y
const ERA_LETTER = /[RHSTM][ .]?[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{1,2}(?![0-9])/y
/** Four digits that are said to be the end of something longer. */
const LAST_DIGITS_CUE =
  /(?:ending|ends|end) (?:in|with)[: ]*$|last (?:four|4)(?: digits?)?(?: (?:are|is|of))?[: ]*$|(?:下|末尾|下の)(?:4|四)?(?:桁|けた|ケタ)?(?:は|が|:|の| )*$|[*xX•●]{2,}[- ]?$|\.{3,} ?$/

/** The number, date or identifier that begins here. `at` is the beginning of a run of letters, digits or Han. */
export function typedValue(text: string, at: number): TypedValue | undefined {
  const unit = text.charCodeAt(at)
  const kind = classOf(unit)
  if (kind === DIGIT) return atDigit(text, at)
  if (kind === HAN) return atHan(text, at)
  return kind === LETTER ? atLetter(text, at) : undefined
}

function atDigit(text: string, at: number): TypedValue | undefined {
  const date = numericDate(text, at)
  if (date !== undefined) return date
  const named = identifier(text, at) ?? digitGroups(text, at)
  if (named !== undefined) return named
  const number = amount(text, at)
  if (number === undefined) return undefined
  // The end of a word counts nothing: `ada.byron42@example.com`.
  if (number.kind === 'number' && at > 0 && classOf(text.charCodeAt(at - 1)) === LETTER) {
    return { ...number, kept: [], asked: [] }
  }
  const digits = text.slice(at, at + 5)
  if (number.kind !== 'number' || !/^[0-9]{4}(?![0-9])/.test(digits)) return number
  const last = digits.slice(0, 4)
  const said = LAST_DIGITS_CUE.test(text.slice(Math.max(0, at - 28), at))
  return said
    ? { ...number, kind: 'partial', asked: [`l4!:${last}`] }
    : { ...number, asked: [...number.asked, `l4:${last}`] }
}

function atHan(text: string, at: number): TypedValue | undefined {
  ERA_START.lastIndex = at
  if (ERA_START.test(text)) {
    const date = eraDate(text, at)
    if (date !== undefined) return date
  }
  if (!KANJI_NUMERAL.test(text[at]!)) return undefined
  const date = numericDate(text, at)
  if (date !== undefined) return date
  const number = amount(text, at)
  // Kanji digits are parts of words and names: without a unit or a large scale they are no number.
  return number !== undefined && (number.kind === 'amount' || /[万億兆]/.test(text.slice(at, number.end)))
    ? number
    : undefined
}

function atLetter(text: string, at: number): TypedValue | undefined {
  const word = wordAt(text, at)
  if (isMonthWord(word)) {
    const date = monthDate(text, at)
    if (date !== undefined) return date
  }
  if (startsNumeral(word)) {
    const number = spelledAmount(text, at)
    if (number !== undefined) return number
  }
  if (/(?:st|nd|rd|th|ieth)$/.test(word) || word === 'twenty' || word === 'thirty') {
    const date = ordinalDate(text, at)
    if (date !== undefined) return date
  }
  ERA_LETTER.lastIndex = at
  if (ERA_LETTER.test(text)) return eraDate(text, at)
  return identifier(text, at)
}

/** Letters and digits in groups: `INV-2024-0042`, `A12345678`, `0467-12-3456`. Groups and case do not matter. */
function identifier(text: string, at: number): TypedValue | undefined {
  IDENTIFIER.lastIndex = at
  const found = IDENTIFIER.exec(text)?.[0].replace(/[.:]+$/, '')
  if (found === undefined || !/[0-9]/.test(found)) return undefined
  const compact = found.replace(/[^A-Za-z0-9]/g, '').toUpperCase()
  const digits = compact.replace(/[^0-9]/g, '').length
  const letters = compact.length - digits
  if (letters === 0) {
    // 1,200.50 and 3.5 are numbers, 0467-12-3456 is not.
    if (digits < 7 || !/[-/]/.test(found)) return undefined
  } else if (
    digits < 2 ||
    compact.length < 4 ||
    /^[0-9.]+(?:st|nd|rd|th|k|m|bn|b|mn|mm|tn|kg|km|cm|g|mb|gb|tb|am|pm|px|x|h|s|ms|hz|ghz|mhz|kwh|mw|kw|eur|usd|jpy|gbp|yen)$/i.test(
      found,
    )
  ) {
    return undefined
  }
  // `midnight.090-1234-5678` and `tel:090-1234-5678` are a word and then a value of its own.
  if (/^[A-Za-z][a-z]{2,}[.:]/.test(found)) return undefined
  // `30-day` and `covid-19` are words with a number.
  if (digits < 4 && /(?:^|[-_/#.:])[a-z]{3,}/.test(found)) return undefined
  const bits = Math.round(digits * BITS.digit + Math.min(letters, 3) * 2)
  const tail = letters === 0 ? tailForms(compact) : []
  return {
    end: at + found.length,
    kind: 'identifier',
    kept: [{ canonical: `i:${compact}`, bits }, ...tail],
    asked: [`i:${compact}`, ...tail.map(({ canonical }) => canonical)],
  }
}

/** A telephone number is the same with and without its country code: nine digits are enough to know it by. */
function tailForms(digits: string): TermForm[] {
  return digits.length < 10 || digits.length > 15
    ? []
    : [{ canonical: `t9:${digits.slice(-9)}`, bits: BITS.telephone }]
}

export const GROUPS = /[0-9]{2,6}(?: [0-9]{2,6}){1,5}(?![0-9])|[0-9]{7,20}(?![0-9])/y

/** A long number in groups or without any: of an account, a card, a telephone, unless it counts something. */
function digitGroups(text: string, at: number): TypedValue | undefined {
  GROUPS.lastIndex = at
  const found = GROUPS.exec(text)?.[0]
  const digits = found?.replace(/ /g, '') ?? ''
  if (found === undefined || digits.length < 7) return undefined
  const read = amount(text, at)
  if (read?.kind === 'amount') return undefined
  const number = read?.end === at + found.length ? read : undefined
  const canonical = `i:${digits}`
  const bits = Math.round(digits.length * BITS.digit)
  const tail = tailForms(digits)
  return {
    end: at + found.length,
    kind: 'identifier',
    kept: [{ canonical, bits }, ...tail, ...(number?.kept ?? [])],
    asked: [canonical, ...tail.map(({ canonical }) => canonical), ...(number?.asked ?? [])],
  }
}

function wordAt(text: string, at: number): string {
  let end = at
  while (end < text.length && end - at < LONGEST_NUMBER_WORD && classOf(text.charCodeAt(end)) === LETTER)
    end += 1
  return text.slice(at, end).toLowerCase()
}

/**
 * Whether a word may be the beginning of a value, seen cheaply: a month, a number word, an era, or letters with
 * digits behind them. Undefined where it takes more text to say: a digit yet to come would make it one.
 */
export function mayBeTyped(text: string, at: number, end: number, ended = true): boolean | undefined {
  const behind = text.charCodeAt(end)
  if (behind >= 0x30 && behind <= 0x39) return true
  if (JOINERS.has(behind)) {
    const digit = hasDigitSoon(text, end + 1, ended)
    if (digit !== false) return digit
  }
  const length = end - at
  if (length > LONGEST_NUMBER_WORD) return false
  if (length === 1) return ERA_LETTERS.has(text.charCodeAt(at)) || text[at] === 'a'
  if (length === 2) return SHORT.has(text.slice(at, end))
  if (BEGINNINGS[beginningOf(text, at)] === 0) return false
  const word = text.slice(at, end).toLowerCase()
  return startsNumeral(word) || isMonthWord(word) || /(?:st|nd|rd|th)$/.test(word)
}

const JOINERS: ReadonlySet<number> = new Set([...'-/#_.:'].map((joiner) => joiner.charCodeAt(0)))

function hasDigitSoon(text: string, at: number, ended: boolean): boolean | undefined {
  for (let i = at; i < at + DIGIT_REACH; i++) {
    if (i >= text.length) return ended ? false : undefined
    const kind = classOf(text.charCodeAt(i))
    if (kind === DIGIT) return true
    if (kind !== LETTER && text[i] !== '-') return false
  }
  return false
}

/** Numbers of two letters before a scale: `un millón`, `um milhão`. */
const SHORT: ReadonlySet<string> = new Set(['un', 'um', 'Un', 'Um'])

/** The first three letters of months, numbers and ordinals: most words begin otherwise. */
const BEGINNINGS = new Uint8Array(32 * 32 * 32)
for (const beginning of [...MONTH_BEGINNINGS, ...NUMBER_BEGINNINGS, 'fir', 'sec', 'thi']) {
  BEGINNINGS[beginningOf(beginning, 0)] = 1
}

function beginningOf(text: string, at: number): number {
  return (
    ((text.charCodeAt(at) & 31) << 10) |
    ((text.charCodeAt(at + 1) & 31) << 5) |
    (text.charCodeAt(at + 2) & 31)
  )
}

const ERA_LETTERS: ReadonlySet<number> = new Set([...'RHSTM'].map((letter) => letter.charCodeAt(0)))
const months = new Map<string, boolean>()

function isMonthWord(word: string): boolean {
  let known = months.get(word)
  if (known === undefined) {
    known = word.length >= 3 && isMonthName(word)
    if (months.size < 4096) months.set(word, known)
  }
  return known
}
