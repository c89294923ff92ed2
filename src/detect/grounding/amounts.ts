import { type Numeral, spelledNumeral, writtenNumeral } from './numerals.js'
import { digitBits, type TermForm, type TypedValue } from './term.js'
import { BITS } from './weights.js'

/**
 * Numbers with what they count. The value is the same in every notation (`¥1,200,000`, `120万円`, `1.2 million
 * yen`); its currency must agree where both the source and the answer name one.
 */
const CURRENCIES: readonly (readonly [code: string, names: string])[] = [
  ['JPY', '円|yen|jpy|日本円'],
  ['USD', 'us ?dollars?|u\\.s\\. dollars?|dollars?|usd|bucks|米ドル|ドル'],
  ['EUR', 'euros?|eur|ユーロ'],
  ['GBP', 'pounds?(?: sterling)?|gbp|ポンド|quid'],
  ['CNY', 'yuan|renminbi|rmb|cny|人民元|元'],
  ['KRW', 'won|krw|ウォン'],
  ['INR', 'rupees?|inr|rs\\.?|ルピー'],
  ['CHF', 'swiss francs?|francs?|chf|フラン'],
]
const SYMBOLS: Readonly<Record<string, string>> = {
  '¥': 'JPY',
  $: 'USD',
  '€': 'EUR',
  '£': 'GBP',
  '₩': 'KRW',
  '₹': 'INR',
}
const CODE = /(?:JPY|USD|US\$|EUR|GBP|CNY|RMB|KRW|INR|CHF|Rs\.?) ?$/
export const UNIT_BEHIND = new RegExp(
  ` ?-?(?:${CURRENCIES.map(([, names]) => `(${names})`).join('|')}|(%|percent(?:age points?)?|per ?cent|pct\\.?|パーセント|割))(?![a-z])`,
  'iy',
)
/** So far a unit may stand before its number. */
const BEFORE = 6

/** A number in digits or kanji at this place; `undefined` where there is none. */
export function amount(text: string, at: number): TypedValue | undefined {
  return counted(text, at, writtenNumeral(text, at))
}

/** The same for a number in English words. */
export function spelledAmount(text: string, at: number): TypedValue | undefined {
  return counted(text, at, spelledNumeral(text, at))
}

function counted(text: string, at: number, numeral: Numeral | undefined): TypedValue | undefined {
  if (numeral === undefined || !Number.isFinite(numeral.value)) return undefined
  let { end, value } = numeral
  UNIT_BEHIND.lastIndex = end
  const behind = UNIT_BEHIND.exec(text)
  let unit = unitBefore(text, at)
  if (behind !== null) {
    end = UNIT_BEHIND.lastIndex
    const currency = CURRENCIES.findIndex((_, i) => behind[i + 1] !== undefined)
    unit = currency >= 0 ? CURRENCIES[currency]![0] : '%'
    if (currency < 0 && behind.at(-1) === '割') value *= 10
  }
  const plain = plainValue(value)
  const bits = digitBits(plain)
  if (unit === undefined) {
    // A bare number may be a year, a count or a page: it says what its digits say, and no currency was named.
    return { end, kind: 'number', kept: keptNumber(plain, bits), asked: [`n:${plain}`, `n?:${plain}`] }
  }
  const kept: TermForm[] = [
    { canonical: `n:${unit}:${plain}`, bits: bits + BITS.currency },
    { canonical: `n:${plain}`, bits },
  ]
  return { end, kind: 'amount', kept, asked: [`n:${unit}:${plain}`, `n?:${plain}`] }
}

function keptNumber(plain: string, bits: number): TermForm[] {
  return [
    {
      canonical: `n?:${plain}`,
      bits: /^(?:19|20)[0-9]{2}$/.test(plain) ? Math.min(bits, BITS.bareYear) : bits,
    },
  ]
}

function unitBefore(text: string, at: number): string | undefined {
  let symbol = text[at - 1]
  if (symbol === ' ') symbol = text[at - 2]
  if (symbol !== undefined && Object.hasOwn(SYMBOLS, symbol)) return SYMBOLS[symbol]
  const before = CODE.exec(text.slice(Math.max(0, at - BEFORE), at))?.[0].trim()
  if (before === undefined) return undefined
  return before === 'RMB' ? 'CNY' : before === 'US$' ? 'USD' : before.startsWith('Rs') ? 'INR' : before
}

/** Without exponent or rounding noise. */
export function plainValue(value: number): string {
  const rounded = Math.round(value * 1e6) / 1e6
  return rounded >= 1e15 ? BigInt(Math.round(rounded)).toString() : String(rounded)
}
