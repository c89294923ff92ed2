import { spelledNumeral } from './number-words.js'
import { type Numeral, writtenNumeral } from './numerals.js'
import { digitBits, type TermForm, type TypedValue } from './term.js'
import { ALMOST_DISTINCTIVE, BITS } from './weights.js'

/**
 * Numbers with what they count. The value is the same in every notation (`¥1,200,000`, `120万円`, `1.2 million
 * yen`); its currency must agree where both the source and the answer name one.
 */
const CURRENCIES: readonly (readonly [code: string, names: string])[] = [
  ['JPY', '円|yen(?:es)?|ienes?|jpy|日本円|日円|日元|日圓|엔'],
  [
    'USD',
    'us[- ]?dollars?|u\\.s\\. dollars?|dollar[is]?|dollaro|dólares|dólar|usd|bucks|米ドル|ドル|美元|美金|미국 달러|달러',
  ],
  ['EUR', 'euros?|eur|€|ユーロ|欧元|歐元|유로'],
  [
    'GBP',
    'pounds?(?: sterling)?|pfund(?: sterling)?|livres? sterling|libras?(?: esterlinas?)?|sterline|pond|gbp|ポンド|quid|英镑|英鎊|파운드',
  ],
  ['CNY', 'yuan|renminbi|rmb|cny|人民元|人民币|人民幣|위안|元'],
  ['KRW', 'won|krw|ウォン|韩元|韓元|원'],
  ['INR', 'rupees?|rupien|roupies?|rupias?|inr|rs\\.?|ルピー|卢比|루피'],
  [
    'CHF',
    'swiss francs?|francs?(?: suisses?)?|schweizer franken|franken|franchi(?: svizzeri)?|francos?(?: suizos?)?|chf|フラン|瑞士法郎|프랑',
  ],
  ['KR', 'kroner|kronor|kronen|kr|sek|nok|dkk|クローネ|クローナ|克朗|크로네'],
  ['PLN', 'złotych|złoty|zlotys?|zł|pln|ズウォティ|兹罗提|즈워티'],
  ['BRL', 'reais|real|brl|レアル|雷亚尔|헤알'],
  ['PESO', 'pesos?|mxn|ペソ|比索|페소'],
  ['RUB', 'rub(?:les?|el)?|рублей|рубля|рубль|руб\\.?|ルーブル|卢布|루블'],
]
const SYMBOLS: Readonly<Record<string, string>> = {
  '¥': 'JPY',
  $: 'USD',
  '€': 'EUR',
  '£': 'GBP',
  '₩': 'KRW',
  '₹': 'INR',
  '₽': 'RUB',
}
const CODE = /(?:JPY|USD|US\$|R\$|EUR|GBP|CNY|RMB|KRW|INR|CHF|SEK|NOK|DKK|PLN|BRL|MXN|RUB|Rs\.?) ?$/
const CODES: Readonly<Record<string, string>> = {
  RMB: 'CNY',
  US$: 'USD',
  R$: 'BRL',
  SEK: 'KR',
  NOK: 'KR',
  DKK: 'KR',
  MXN: 'PESO',
}
export const UNIT_BEHIND = new RegExp(
  `(?: ?-?| d['’]| de | di )(?:${CURRENCIES.map(([, names]) => `(${names})`).join('|')}|([$£¥₩₹₽])|(%|percent(?:age points?)?|per ?cent|pct\\.?|prozent|pour ?cent|por ciento|por cento|per cento|procent|パーセント|割|퍼센트|프로))(?![a-z])`,
  'iy',
)
/** So far a unit may stand before its number. */
const BEFORE = 6

/** A number in digits or kanji at this place; `undefined` where there is none. */
export function amount(text: string, at: number): TypedValue | undefined {
  return counted(text, at, writtenNumeral(text, at))
}

/** The same for a number in words. */
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
    const symbol = behind.at(-2)
    unit = currency >= 0 ? CURRENCIES[currency]![0] : symbol === undefined ? '%' : SYMBOLS[symbol]!
    if (behind.at(-1) === '割') value *= 10
  }
  if (unit === undefined && numeral.first !== undefined) return counted(text, at, numeral.first)
  const plain = plainValue(value)
  const bits = digitBits(plain)
  if (unit === undefined) {
    // A bare number may be a year, a count or a page: it says what its digits say, and no currency was named.
    return { end, kind: 'number', kept: keptNumber(plain, bits), asked: [`n:${plain}`, `n?:${plain}`] }
  }
  const values = unit === '%' || numeral.other === undefined ? [value] : [value, numeral.other]
  const forms = values.map((one) => formsOf(unit, one))
  return {
    end,
    kind: 'amount',
    kept: forms.flatMap(({ kept }) => kept),
    asked: forms.flatMap(({ asked }) => asked),
  }
}

/** A sum with its currency: exactly, without it, and as people round it. */
function formsOf(unit: string, value: number): { readonly kept: TermForm[]; readonly asked: string[] } {
  const plain = plainValue(value)
  const bits = digitBits(plain)
  const kept: TermForm[] = [
    { canonical: `n:${unit}:${plain}`, bits: bits + BITS.currency },
    { canonical: `n:${plain}`, bits },
  ]
  const asked = [`n:${unit}:${plain}`, `n?:${plain}`]
  if (unit === '%') return { kept, asked }
  for (const rounded of roundings(value)) {
    const said = digitBits(plainValue(rounded)) + BITS.currency
    kept.push({ canonical: `r:${unit}:${plainValue(rounded)}`, bits: Math.min(said, ALMOST_DISTINCTIVE) })
  }
  if (significant(plain) <= MOST_ROUNDED) asked.push(`r:${unit}:${plain}`)
  return { kept, asked }
}

/** Significant digits of a sum that may be another one, rounded. */
const MOST_ROUNDED = 3
/** What rounding may change. */
const ROUNDED_BY = 0.01

/** The value to two and three significant digits, down and up, as far as that changes it by less than one percent. */
function roundings(value: number): Set<number> {
  const found = new Set<number>()
  if (significant(plainValue(value)) <= 2) return found
  for (const digits of [2, MOST_ROUNDED]) {
    const step = 10 ** (Math.floor(Math.log10(value)) + 1 - digits)
    for (const rounded of [Math.floor(value / step) * step, Math.ceil(value / step) * step]) {
      if (Math.abs(rounded - value) < ROUNDED_BY * value && plainValue(rounded) !== plainValue(value))
        found.add(rounded)
    }
  }
  return found
}

function significant(plain: string): number {
  return plain.replace('.', '').replace(/^0+|0+$/g, '').length
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
  const isReal = symbol === '$' && /R\$ ?$/.test(text.slice(Math.max(0, at - BEFORE), at))
  if (symbol !== undefined && !isReal && Object.hasOwn(SYMBOLS, symbol)) return SYMBOLS[symbol]
  const before = CODE.exec(text.slice(Math.max(0, at - BEFORE), at))?.[0].trim()
  if (before === undefined) return undefined
  return before.startsWith('Rs') ? 'INR' : (CODES[before] ?? before)
}

/** Without exponent or rounding noise. */
export function plainValue(value: number): string {
  const rounded = Math.round(value * 1e6) / 1e6
  return rounded >= 1e15 ? BigInt(Math.round(rounded)).toString() : String(rounded)
}
