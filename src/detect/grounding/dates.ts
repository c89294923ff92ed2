import { SPELLED_ORDINAL, smallNumber, spelledOrdinal } from './numerals.js'
import type { TermForm, TypedValue } from './term.js'
import { plainWord } from './term-characters.js'
import { BITS } from './weights.js'

/**
 * Dates in every order and era. A full date is kept under itself, its month and its day of the year, so that an
 * answer may say less than the source; what a source says without a year is asked for with any.
 */
const MONTHS: readonly string[] = [
  'january jan januar jänner januari janvier janv enero ene janeiro gennaio',
  'february feb februar februari février févr febrero fevereiro fev febbraio',
  'march mar märz mrz maart mrt mars marzo março',
  'april apr avril avr abril abr aprile',
  'may mai mei mayo maio maggio',
  'june jun juni juin junio junho giugno',
  'july jul juli juillet juil julio julho luglio',
  'august aug augustus août agosto',
  'september sept sep septembre septiembre setembro settembre',
  'october oct oktober okt octobre octubre outubro ottobre',
  'november nov novembre noviembre novembro',
  'december dec dezember dez décembre déc diciembre dic dezembro dicembre',
]
const monthNumbers = new Map(
  MONTHS.flatMap((names, i) => names.split(' ').map((name) => [plainWord(name), i + 1] as const)),
)

/** With its accents or without. */
function spelledFreely(name: string): string {
  return [...name].map((unit) => (plainWord(unit) === unit ? unit : `[${unit}${plainWord(unit)}]`)).join('')
}

const MONTH = `(${MONTHS.flatMap((names) => names.split(' '))
  .sort((a, b) => b.length - a.length)
  .map(spelledFreely)
  .join('|')})\\.?(?![a-zà-ÿ])`
/** The first three letters of their names, with accents and without. */
export const MONTH_BEGINNINGS: readonly string[] = [
  ...new Set(
    MONTHS.flatMap((names) => names.split(' ')).flatMap((name) => [
      name.slice(0, 3),
      plainWord(name).slice(0, 3),
    ]),
  ),
]
const DAY = '([0-3]?[0-9])(?:st|nd|rd|th|er|º|\\.)?(?![0-9])'
const YEAR = '((?:19|20)[0-9]{2})(?![0-9])'
const YEAR_BEHIND = `(?:,? ?(?:of |in |de |del |do )?${YEAR})?`
const KANJI = '[〇一二三四五六七八九十元]'
const EAST_DAY = `(?:[0-9]{1,2}|${KANJI}{1,3})`

const ISO = /((?:19|20)[0-9]{2})([-/.])(0?[1-9]|1[0-2])\2([0-3]?[0-9])(?![0-9])/y
const NUMERIC = /([0-3]?[0-9])([-/.])([0-3]?[0-9])\2((?:19|20)?[0-9]{2})(?![0-9])(?![-/.][0-9])/y
const DAY_FIRST = new RegExp(`${DAY}(?: of| de)?[ -]{1,2}${MONTH}[ -]?${YEAR_BEHIND}`, 'iy')
const MONTH_FIRST = new RegExp(
  `${MONTH}[ -]?(?:the )?${DAY}(?! ?(?:%|percent|million|billion))${YEAR_BEHIND}`,
  'iy',
)
const MONTH_YEAR = new RegExp(`${MONTH},?(?: of| de| del| do)?[ -]?${YEAR}`, 'iy')
const MONTH_SPELLED = new RegExp(`${MONTH} (?:the )?`, 'iy')
const OF_MONTH = new RegExp(`(?: day)? of ${MONTH}${YEAR_BEHIND}`, 'iy')
const ERA = new RegExp(
  `(令和|平成|昭和|大正|明治|[RHSTM])[ .]?(${EAST_DAY})(?:年|[./-]) ?(${EAST_DAY})(?:(?:月|[./-]) ?(${EAST_DAY})日?|月)?`,
  'y',
)
const ERA_YEAR = new RegExp(`(令和|平成|昭和|大正|明治)(${EAST_DAY})年`, 'y')
const EAST = new RegExp(
  `((?:19|20)[0-9]{2}|[〇一二三四五六七八九]{4})[年년] ?(?:(${EAST_DAY})[月월] ?(?:(${EAST_DAY})[日일号號])?)?`,
  'y',
)
const EAST_SHORT = new RegExp(`(${EAST_DAY})[月월] ?(${EAST_DAY})[日일号號]`, 'y')
const ERAS: Readonly<Record<string, number>> = {
  令和: 2018,
  平成: 1988,
  昭和: 1925,
  大正: 1911,
  明治: 1867,
  R: 2018,
  H: 1988,
  S: 1925,
  T: 1911,
  M: 1867,
}

/** Everything that a date may be from its first unit on, for deciding whether it may still be growing. */
export const DATE_SHAPES = {
  digit: [ISO, NUMERIC, DAY_FIRST, EAST, EAST_SHORT],
  han: [ERA, ERA_YEAR, EAST, EAST_SHORT],
  letter: [
    MONTH_FIRST,
    MONTH_YEAR,
    new RegExp(`${MONTH_SPELLED.source}${SPELLED_ORDINAL}`),
    new RegExp(`${SPELLED_ORDINAL}${OF_MONTH.source}`),
    ERA,
  ],
} as const

const MONTH_ALONE = new RegExp(`^${MONTH}$`, 'i')

export function isMonthName(word: string): boolean {
  return monthNumbers.has(plainWord(word)) && MONTH_ALONE.test(word)
}

/** A date that begins with a digit, a kanji digit or the name of an era. */
export function numericDate(text: string, at: number): TypedValue | undefined {
  let found = exec(ISO, text, at)
  if (found !== null) return dated(ISO.lastIndex, [[Number(found[1]), Number(found[3]), Number(found[4])]])
  found = exec(EAST, text, at)
  if (found !== null) {
    const year = /^[0-9]/.test(found[1]!)
      ? Number(found[1])
      : Number([...found[1]!].map((digit) => '〇一二三四五六七八九'.indexOf(digit)).join(''))
    return dated(EAST.lastIndex, [[year, numberOf(found[2]), numberOf(found[3])]])
  }
  found = exec(EAST_SHORT, text, at)
  if (found !== null)
    return dated(EAST_SHORT.lastIndex, [[undefined, numberOf(found[1]), numberOf(found[2])]])
  found = exec(DAY_FIRST, text, at)
  if (found !== null) {
    return dated(DAY_FIRST.lastIndex, [[optional(found[3]), monthOf(found[2]!), Number(found[1])]])
  }
  found = exec(NUMERIC, text, at)
  if (found === null) return undefined
  const [a, b] = [Number(found[1]), Number(found[3])]
  const year =
    found[4]!.length === 4 ? Number(found[4]) : 2000 + Number(found[4]) - (Number(found[4]) > 50 ? 100 : 0)
  return dated(NUMERIC.lastIndex, [
    [year, b, a],
    [year, a, b],
  ])
}

/** A date that begins with an era: `令和6年3月12日`, `R6.3.12`. */
export function eraDate(text: string, at: number): TypedValue | undefined {
  const found = exec(ERA, text, at)
  if (found !== null) {
    const year = ERAS[found[1]!]! + smallNumber(found[2]!)
    return dated(ERA.lastIndex, [[year, numberOf(found[3]), numberOf(found[4])]])
  }
  const short = exec(ERA_YEAR, text, at)
  if (short === null) return undefined
  return dated(ERA_YEAR.lastIndex, [[ERAS[short[1]!]! + smallNumber(short[2]!), undefined, undefined]])
}

/** A date that begins with the name of a month. */
export function monthDate(text: string, at: number): TypedValue | undefined {
  let found = exec(MONTH_FIRST, text, at)
  if (found !== null) {
    return dated(MONTH_FIRST.lastIndex, [[optional(found[3]), monthOf(found[1]!), Number(found[2])]])
  }
  found = exec(MONTH_YEAR, text, at)
  if (found !== null) return dated(MONTH_YEAR.lastIndex, [[Number(found[2]), monthOf(found[1]!), undefined]])
  found = exec(MONTH_SPELLED, text, at)
  if (found === null) return undefined
  const day = spelledOrdinal(text, MONTH_SPELLED.lastIndex)
  return day === undefined ? undefined : dated(day.end, [[undefined, monthOf(found[1]!), day.value]])
}

/** `the ninth of October 2024`, from the ordinal on. */
export function ordinalDate(text: string, at: number): TypedValue | undefined {
  const day = spelledOrdinal(text, at)
  if (day === undefined) return undefined
  const found = exec(OF_MONTH, text, day.end)
  return found === null
    ? undefined
    : dated(OF_MONTH.lastIndex, [[optional(found[2]), monthOf(found[1]!), day.value]])
}

type Reading = readonly [year: number | undefined, month: number | undefined, day: number | undefined]

function dated(end: number, readings: readonly Reading[]): TypedValue | undefined {
  const kept: TermForm[] = []
  const asked: string[] = []
  for (const [year, month, day] of readings) {
    if (month !== undefined && (month < 1 || month > 12)) continue
    if (day !== undefined && (day < 1 || day > 31)) continue
    if (year !== undefined && (year < 1868 || year > 2100)) continue
    const [y, m, d] = [String(year), pad(month), pad(day)]
    if (year !== undefined && month !== undefined && day !== undefined) {
      kept.push(
        { canonical: `d:${y}-${m}-${d}`, bits: BITS.date },
        { canonical: `md:${m}-${d}`, bits: BITS.dayOfYear },
      )
      kept.push({ canonical: `ym:${y}-${m}`, bits: BITS.monthAndYear })
      asked.push(`d:${y}-${m}-${d}`, `md?:${m}-${d}`)
    } else if (month !== undefined && day !== undefined) {
      kept.push({ canonical: `md?:${m}-${d}`, bits: BITS.dayOfYear })
      asked.push(`md:${m}-${d}`, `md?:${m}-${d}`)
    } else if (year !== undefined && month !== undefined) {
      kept.push({ canonical: `ym:${y}-${m}`, bits: BITS.monthAndYear })
      asked.push(`ym:${y}-${m}`)
    } else if (year !== undefined) {
      kept.push({ canonical: `y:${y}`, bits: BITS.year })
      asked.push(`y:${y}`)
    }
  }
  return asked.length === 0 ? undefined : { end, kind: 'date', kept, asked }
}

function exec(regex: RegExp, text: string, at: number): RegExpExecArray | null {
  regex.lastIndex = at
  return regex.exec(text)
}

function monthOf(name: string): number {
  return monthNumbers.get(plainWord(name))!
}

function numberOf(source: string | undefined): number | undefined {
  return source === undefined ? undefined : smallNumber(source)
}

function optional(source: string | undefined): number | undefined {
  return source === undefined ? undefined : Number(source)
}

function pad(value: number | undefined): string {
  return String(value).padStart(2, '0')
}
