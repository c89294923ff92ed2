import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { RecentCache } from '../../text/recent-cache.js'

/** What the numbering plans say of a written telephone number. */
export interface PhoneReading {
  /** E.164 where a plan knows the number, else its digits: one form for all spellings. */
  readonly canonical: string
  /** Assigned by a plan, or at least of a length that one has. */
  readonly standing: 'valid' | 'possible' | 'none'
  readonly digits: number
}

/** National plans tried, in this order, for a number written without country code. */
const WITH_TRUNK_ZERO: readonly CountryCode[] = ['JP', 'GB', 'FR', 'DE', 'AU', 'CH', 'SE', 'BE', 'NL', 'ZA']
const WITHOUT_TRUNK_ZERO: readonly CountryCode[] = ['US']

const EXTENSION = /[ ,]{0,2}(?:x|ext\.?|extension|内線)[ .:]{0,2}[0-9]{1,6}$/i
const KANJI_DIGITS = '〇一二三四五六七八九'

/** A function of the value alone, so that every recognizer that finds a number gives it the same name. */
export function readPhone(value: string, regions?: readonly CountryCode[]): PhoneReading {
  const bare = value.replace(EXTENSION, '')
  const digits = asciiDigits(bare)
  const international = internationalForm(bare, digits)
  if (international !== undefined) return reading(international, undefined, digits)
  const plans = regions ?? (digits.startsWith('0') ? WITH_TRUNK_ZERO : WITHOUT_TRUNK_ZERO)
  let best: PhoneReading = { canonical: digits, standing: 'none', digits: digits.length }
  for (const region of plans) {
    // Behind 020 Japan has machines and pagers, and London has people.
    if (region === 'JP' && digits.startsWith('020')) continue
    const found = reading(digits, region, digits)
    if (found.standing === 'valid') return found
    if (found.standing === 'possible' && best.standing === 'none') best = found
  }
  return best
}

/** Digits only; kanji digits are digits. */
export function asciiDigits(text: string): string {
  let digits = ''
  for (const character of text) {
    const kanji = KANJI_DIGITS.indexOf(character)
    if (kanji >= 0) digits += kanji
    else if (character >= '0' && character <= '9') digits += character
  }
  return digits
}

/** `+`, `00`, `011` (from North America) and `010` (from Japan) all lead abroad; `(0)` is for callers at home. */
function internationalForm(text: string, digits: string): string | undefined {
  const plus = text.startsWith('+')
  // Ten digits behind 011 are Sapporo; abroad there are more.
  const prefix = plus ? '' : (abroad(digits).exec(text)?.[0] ?? '')
  if (!plus && prefix === '') return undefined
  const home = /\(0\)/.test(text) ? asciiDigits(text.replace('(0)', '')) : digits
  return `+${home.slice(prefix.length)}`
}

function abroad(digits: string): RegExp {
  // Eleven digits behind 010 are a mobile in Korea and a line in Peking; what Japan dials abroad is longer.
  if (digits.length === 11 && digits.startsWith('010')) return /^00(?=[ .-]?[1-9])/
  return digits.length > 10 ? /^(?:011|010|00)(?=[ .-]?[1-9])/ : /^(?:010|00)(?=[ .-]?[1-9])/
}

/** Numbers that a service has and no person, by the plan they are of, and those that are carried about. */
const SERVICES: ReadonlySet<string> = new Set([
  'TOLL_FREE',
  'SHARED_COST',
  'PREMIUM_RATE',
  'UAN',
  'VOICEMAIL',
])

/** What a number in its one form is given out for. */
export function phoneUse(canonical: string): 'service' | 'mobile' | 'other' {
  const type = parsePhoneNumberFromString(canonical)?.getType()
  if (type === undefined) return 'other'
  return SERVICES.has(type) ? 'service' : type === 'MOBILE' ? 'mobile' : 'other'
}

/** Several recognizers ask about one number, and each of them for its standing and for its name. */
const recent = new RecentCache<PhoneReading>(16)

function reading(number: string, region: CountryCode | undefined, digits: string): PhoneReading {
  return recent.of(`${region ?? ''} ${number} ${digits}`, () => readAnew(number, region, digits))
}

function readAnew(number: string, region: CountryCode | undefined, digits: string): PhoneReading {
  const parsed = parsePhoneNumberFromString(number, region === undefined ? {} : { defaultCountry: region })
  if (parsed === undefined) return { canonical: digits, standing: 'none', digits: digits.length }
  const standing = parsed.isValid() ? 'valid' : parsed.isPossible() ? 'possible' : 'none'
  return { canonical: standing === 'none' ? digits : parsed.number, standing, digits: digits.length }
}
