import { plainWord } from './term-characters.js'

/** Numbers as they are written: digits with groups, kanji, Hangul units, and mixtures (`1億2000万`, `4억 8천만`). */
export interface Numeral {
  readonly end: number
  readonly value: number
  /** What the digits say in a country that groups by points: `48.250` is a little more than 48, or 48,250. */
  readonly other?: number
  /** Two groups that only a space joins: a number where a unit follows, and two numbers where none does. */
  readonly first?: Numeral
}

const SCALES: Readonly<Record<string, number>> = {
  k: 1e3,
  tsd: 1e3,
  thousand: 1e3,
  tausend: 1e3,
  mille: 1e3,
  mila: 1e3,
  mil: 1e3,
  duizend: 1e3,
  lakh: 1e5,
  m: 1e6,
  mn: 1e6,
  mm: 1e6,
  mio: 1e6,
  mln: 1e6,
  million: 1e6,
  millions: 1e6,
  millionen: 1e6,
  miljoen: 1e6,
  millon: 1e6,
  millones: 1e6,
  milhao: 1e6,
  milhoes: 1e6,
  milione: 1e6,
  milioni: 1e6,
  crore: 1e7,
  b: 1e9,
  bn: 1e9,
  md: 1e9,
  mrd: 1e9,
  mld: 1e9,
  billion: 1e9,
  milliarde: 1e9,
  milliarden: 1e9,
  milliard: 1e9,
  milliards: 1e9,
  miljard: 1e9,
  bilhao: 1e9,
  bilhoes: 1e9,
  miliardo: 1e9,
  miliardi: 1e9,
  'mil millones': 1e9,
  tn: 1e12,
  trillion: 1e12,
}
const ORDINALS: Readonly<Record<string, number>> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  seventh: 7,
  eighth: 8,
  ninth: 9,
  tenth: 10,
  eleventh: 11,
  twelfth: 12,
  thirteenth: 13,
  fourteenth: 14,
  fifteenth: 15,
  sixteenth: 16,
  seventeenth: 17,
  eighteenth: 18,
  nineteenth: 19,
  twentieth: 20,
  thirtieth: 30,
}

/** Day of the month in words, as an expression. */
export const SPELLED_ORDINAL = `(?:(?:twenty|thirty)[ -])?(?:${Object.keys(ORDINALS).join('|')})(?![a-z])`

/** Day of the month in words: `ninth`, `twenty-first`. */
export function spelledOrdinal(text: string, at: number): Numeral | undefined {
  const found = /(?:(twenty|thirty)[ -])?([a-z]{5,11})(?![a-z])/iy
  found.lastIndex = at
  const match = found.exec(text)
  const unit = ORDINALS[match?.[2]?.toLowerCase() ?? '']
  if (match === null || unit === undefined) return undefined
  const tens = match[1] === undefined ? 0 : match[1].toLowerCase() === 'twenty' ? 20 : 30
  return { end: found.lastIndex, value: tens + unit }
}

const KANJI_DIGITS = '〇一二三四五六七八九'
const SMALL_UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 }
const LARGE_UNITS: Readonly<Record<string, number>> = { 万: 1e4, 億: 1e8, 兆: 1e12 }
/** Other forms of the same characters. */
const SAME: Readonly<Record<string, string>> = {
  零: '〇',
  壱: '一',
  壹: '一',
  弐: '二',
  貳: '二',
  贰: '二',
  两: '二',
  兩: '二',
  参: '三',
  叁: '三',
  萬: '万',
  亿: '億',
  만: '万',
  억: '億',
  조: '兆',
  천: '千',
  백: '百',
  십: '十',
  ' ': '',
}

export const KANJI_NUMERAL = /[〇零一二三四五六七八九十百千万億兆壱弐参萬亿壹贰叁貳两兩]/

const DIGITS =
  /[0-9]{1,3}(?:,[0-9]{3}){1,6}(?:\.[0-9]{1,6})?|[0-9]{1,2}(?:,[0-9]{2}){1,6},[0-9]{3}(?:\.[0-9]{1,6})?|[0-9]{1,3}(?:\.[0-9]{3}){1,4}(?:,[0-9]{1,2})?(?![0-9])|[0-9]{1,3}(?:['’][0-9]{3}){1,4}(?:[.,][0-9]{1,2})?|[0-9]{1,3}(?: [0-9]{3}){1,4}(?:,[0-9]{1,2})?(?![0-9])|[0-9]{1,15},[0-9]{1,2}(?![0-9,])|[0-9]{1,15}(?:\.[0-9]{1,6})?/y
const SCALE =
  /[ -]?(mil millones|milliard(?:en|e|s)?|mill(?:ionen|ions?|ones|e|ón|on)|miliard[io]|milion[ei]|milh(?:ão|ões)|bilh(?:ão|ões)|mila?|miljoen|miljard|thousand|tausend|duizend|tsd|billion|trillion|lakh|crore|mio|mln|mrd|mld|mn|mm|md|bn|tn|[kmb])\.?(?![A-Za-zÀ-ÿ])/iy

const EASTERN = /[0-9〇零一二三四五六七八九十百千万億兆壱弐参萬亿壹贰叁貳两兩,.]{1,24}/y
/** `4억 8천만`, `4만 8250`: digits with their units in Hangul. */
const HANGUL = /(?:[0-9][0-9,.]{0,8}[천백십]?[조억만천] ?){1,3}(?:[0-9][0-9,]{0,8})?(?![0-9])/y

/** Everything that such a number may be. */
export const NUMERAL_SHAPES = [
  `(?:${DIGITS.source})(?:${SCALE.source})?`,
  EASTERN.source,
  HANGUL.source,
] as const

/** A number in digits, in kanji or in both, with its scale. */
export function writtenNumeral(text: string, at: number): Numeral | undefined {
  const east = eastern(text, at)
  if (east !== undefined) return east
  DIGITS.lastIndex = at
  const written = DIGITS.exec(text)?.[0]
  if (written === undefined) return undefined
  const isLoose = /^[0-9]+ [0-9]{3}$/.test(written)
  const first = isLoose ? scaled(text, at, written.slice(0, written.indexOf(' '))) : undefined
  return { ...scaled(text, at, written), ...(first === undefined ? {} : { first }) }
}

function scaled(text: string, at: number, written: string): Numeral {
  const value = plainNumber(written)
  const other = /^[0-9]{1,3}\.[0-9]{3}$/.test(written) ? value * 1_000 : undefined
  SCALE.lastIndex = at + written.length
  const scale = SCALE.exec(text)?.[1]
  if (scale !== undefined) return { end: SCALE.lastIndex, value: value * SCALES[plainWord(scale)]! }
  return { end: at + written.length, value, ...(other === undefined ? {} : { other }) }
}

/** `120万`, `1億2000万`, `百二十万`, `九千`, `二〇二四`. */
function eastern(text: string, at: number): Numeral | undefined {
  HANGUL.lastIndex = at
  const hangul = HANGUL.exec(text)?.[0].trimEnd()
  EASTERN.lastIndex = at
  let source = hangul ?? EASTERN.exec(text)?.[0]
  const end = hangul === undefined ? EASTERN.lastIndex : at + hangul.length
  if (source === undefined || (hangul === undefined && !KANJI_NUMERAL.test(source))) return undefined
  source = source.replace(/[,.]+$/, '').replace(/,/g, '')
  const kanji = [...source].map((character) => SAME[character] ?? character).join('')
  if (!/[十百千万億兆]/.test(kanji)) {
    if (!/^[〇一二三四五六七八九]{2,12}$/.test(kanji)) return undefined
    return {
      end,
      value: Number([...kanji].map((digit) => KANJI_DIGITS.indexOf(digit)).join('')),
    }
  }
  let total = 0
  let group = 0
  let pending = ''
  for (const character of kanji) {
    const small = SMALL_UNITS[character]
    const large = LARGE_UNITS[character]
    if (small !== undefined) {
      group += (pending === '' ? 1 : Number(pending)) * small
      pending = ''
    } else if (large !== undefined) {
      group += pending === '' ? 0 : Number(pending)
      total += (group === 0 ? 1 : group) * large
      group = 0
      pending = ''
    } else {
      const digit = KANJI_DIGITS.indexOf(character)
      pending += digit >= 0 ? String(digit) : character
    }
  }
  const value = total + group + (pending === '' ? 0 : Number(pending))
  return Number.isFinite(value) && value > 0 ? { end, value } : undefined
}

/** A whole number in ASCII or kanji digits, of at most two places: days, months, years of an era. */
export function smallNumber(source: string): number {
  if (source === '元') return 1
  if (/^[0-9]+$/.test(source)) return Number(source)
  return eastern(source, 0)?.value ?? KANJI_DIGITS.indexOf(source)
}

function plainNumber(source: string): number {
  const compact = source.replace(/[ '’]/g, '')
  // A comma with one or two digits behind it at the end is that of decimals.
  const decimal = /^([0-9.]*),([0-9]{1,2})$/.exec(compact)
  if (decimal !== null && !/,[0-9]{3}/.test(compact)) {
    return Number(`${decimal[1]!.replace(/\./g, '')}.${decimal[2]}`)
  }
  if (/^[0-9]{1,3}(?:\.[0-9]{3}){2,}/.test(compact))
    return Number(compact.replace(/\./g, '').replace(',', '.'))
  return Number(compact.replace(/,/g, ''))
}
