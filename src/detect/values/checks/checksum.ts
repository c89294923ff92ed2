/**
 * Check digits of the numbers that recognizers look for. Every function takes ASCII digits (and letters where
 * said) without separators and says whether the check holds; length is the caller's business unless the
 * standard fixes it.
 */

/** ISO/IEC 7812-1, annex B (payment cards, IMEI): double every second digit from the right, sum of digits mod 10. */
export function luhn(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48
    const doubled = i % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return digits.length > 1 && sum % 10 === 0
}

/** ISO/IEC 7064 MOD 97-10 over digits and letters (A = 10 … Z = 35); the remainder is 1 when the check holds. */
export function mod97(text: string): boolean {
  let remainder = 0
  for (const character of text.toUpperCase()) {
    const value = Number.parseInt(character, 36)
    if (Number.isNaN(value)) return false
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97
  }
  return remainder === 1
}

/** ISO 13616-1: country and check digits move to the end, then MOD 97-10. */
export function ibanCheck(iban: string): boolean {
  return mod97(iban.slice(4) + iban.slice(0, 4))
}

/** The dihedral group D5: products, and the permutation of each position. J. Verhoeff, Error Detecting Decimal Codes, 1969. */
const D5 = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
]
const PERMUTATION = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
]

/** Verhoeff's check (Aadhaar numbers). */
export function verhoeff(digits: string): boolean {
  let check = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i])
    check = Number(D5[check]?.[Number(PERMUTATION[i % 8]?.[digit])])
  }
  return digits.length > 1 && check === 0
}

/**
 * 個人番号 (My Number), 12 digits: 行政手続における特定の個人を識別するための番号の利用等に関する法律施行令
 * 第8条, formula in 平成26年総務省令第85号 第5条: weights 2…7, 2…6 from the right of the first eleven digits,
 * 11 − (sum mod 11), 0 when that remainder is at most 1.
 */
export function myNumber(digits: string): boolean {
  if (!/^\d{12}$/.test(digits)) return false
  let sum = 0
  for (let n = 1; n <= 11; n++) sum += Number(digits[11 - n]) * (n <= 6 ? n + 1 : n - 5)
  const remainder = sum % 11
  return Number(digits[11]) === (remainder <= 1 ? 0 : 11 - remainder)
}

/**
 * 法人番号 (corporate number), 13 digits, the first checks the rest: 平成26年財務省令第70号 第2条: weights 1, 2
 * alternating from the right, 9 − (sum mod 9).
 */
export function corporateNumber(digits: string): boolean {
  if (!/^\d{13}$/.test(digits)) return false
  let sum = 0
  for (let n = 1; n <= 12; n++) sum += Number(digits[13 - n]) * (n % 2 === 1 ? 1 : 2)
  return Number(digits[0]) === 9 - (sum % 9)
}

/**
 * United States bank routing number: weights 3, 7, 1, sum mod 10 is 0. American Bankers Association, Routing
 * Number Policy.
 */
export function abaRouting(digits: string): boolean {
  if (!/^\d{9}$/.test(digits)) return false
  const weights = [3, 7, 1]
  let sum = 0
  for (let i = 0; i < 9; i++) sum += Number(digits[i]) * (weights[i % 3] ?? 0)
  return sum > 0 && sum % 10 === 0
}

/** United Kingdom NHS number: weights 10…2, 11 − (sum mod 11), 11 counts as 0, 10 is never issued. NHS Data Dictionary. */
export function nhsNumber(digits: string): boolean {
  if (!/^\d{10}$/.test(digits)) return false
  let sum = 0
  for (let i = 0; i < 9; i++) sum += Number(digits[i]) * (10 - i)
  const check = (11 - (sum % 11)) % 11
  return check !== 10 && check === Number(digits[9])
}

/** Shannon entropy in bits per character. A key is drawn at random, a placeholder or a word is not. */
export function entropy(text: string): number {
  const counts = new Map<string, number>()
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1)
  const length = [...counts.values()].reduce((total, n) => total + n, 0)
  let bits = 0
  for (const n of counts.values()) bits -= (n / length) * Math.log2(n / length)
  return bits
}
