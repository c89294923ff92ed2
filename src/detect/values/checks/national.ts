import { createHash } from 'node:crypto'
import { luhn } from './checksum.js'

/**
 * Check digits that single countries define. As in `checksum.ts`: without separators, capitals, and whether the
 * check holds. Each names who defines it.
 */

function weighted(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0)
}

/** ISO/IEC 7064 MOD 11,10 over digits, the last of them the check. */
function mod11x10(digits: string): boolean {
  let product = 10
  for (const digit of digits.slice(0, -1)) {
    const sum = (Number(digit) + product) % 10 || 10
    product = (sum * 2) % 11
  }
  return (11 - product) % 10 === Number(digits.at(-1))
}

/** Germany, Steuer-ID (§ 139b AO; StIdV): one digit of the first ten occurs two or three times, MOD 11,10. */
export function germanTaxId(digits: string): boolean {
  if (!/^[1-9]\d{10}$/.test(digits)) return false
  const counts = Array.from('0123456789', (digit) => digits.slice(0, 10).split(digit).length - 1)
  const repeated = counts.filter((count) => count > 1)
  return repeated.length === 1 && (repeated[0] === 2 || repeated[0] === 3) && mod11x10(digits)
}

/** ICAO 9303: weights 7, 3, 1; letters from A = 10. German identity cards and passports. */
export function icaoCheck(text: string): boolean {
  if (!/^[0-9A-Z]+[0-9]$/.test(text)) return false
  let sum = 0
  for (let i = 0; i < text.length - 1; i++)
    sum += Number.parseInt(text[i] ?? '', 36) * ([7, 3, 1][i % 3] ?? 0)
  return sum % 10 === Number(text.at(-1))
}

/** France, NIR (INSEE): 97 − (number mod 97); Corsica's 2A counts as 19, 2B as 18. */
export function frenchNir(text: string): boolean {
  if (!/^[1-478]\d{2}(?:0[1-9]|1[0-2]|[2-9]\d)(?:\d{2}|2[AB])\d{6}\d{2}$/.test(text)) return false
  const number = Number(text.slice(0, 13).replace('2A', '19').replace('2B', '18'))
  return 97 - (number % 97) === Number(text.slice(13))
}

/** Spain, NIF and NIE (Real Decreto 1553/2005; Orden INT/2058/2008): the letter is the number mod 23. */
export function spanishNif(text: string): boolean {
  if (!/^[0-9XYZ]\d{7}[A-Z]$/.test(text)) return false
  const number = Number(text.slice(0, 8).replace('X', '0').replace('Y', '1').replace('Z', '2'))
  return 'TRWAGMYFPDXBNJZSQVHLCKE'[number % 23] === text[8]
}

const ITALIAN_ODD = [
  1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
]

/** Italy, codice fiscale (D.M. 23 dicembre 1976): odd places by table, even by value, sum mod 26 is the letter. */
export function italianFiscalCode(text: string): boolean {
  if (!/^[A-Z]{6}[0-9LMNP-V]{2}[A-EHLMPRST][0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{3}[A-Z]$/.test(text)) return false
  let sum = 0
  for (let i = 0; i < 15; i++) {
    const character = text[i] ?? ''
    const value = /\d/.test(character) ? Number(character) : character.charCodeAt(0) - 65
    sum += i % 2 === 0 ? (ITALIAN_ODD[value] ?? 0) : value
  }
  return String.fromCharCode(65 + (sum % 26)) === text[15]
}

/** Netherlands, BSN (Wet algemene bepalingen burgerservicenummer): the eleven-test, the last digit counts −1. */
export function dutchBsn(digits: string): boolean {
  return (
    /^\d{9}$/.test(digits) &&
    digits !== '000000000' &&
    weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0
  )
}

/** Poland, PESEL (ustawa o ewidencji ludności): weights 1, 3, 7, 9. */
export function polishPesel(digits: string): boolean {
  return /^\d{11}$/.test(digits) && weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0
}

/** Days of each month; of February in a leap year. */
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Finland, henkilötunnus (asetus 128/2010): the number mod 31 names a character. */
export function finnishCode(text: string): boolean {
  const [, date, serial, check] = /^(\d{6})[-+A-FU-Y](\d{3})([0-9A-Y])$/.exec(text) ?? []
  if (date === undefined || Number(date.slice(0, 2)) > DAYS[Number(date.slice(2, 4)) - 1]!) return false
  return '0123456789ABCDEFHJKLMNPRSTUVWXY'[Number(`${date}${serial}`) % 31] === check
}

/** China, GB 11643-1999: ISO/IEC 7064 MOD 11-2, X for ten. */
export function chineseId(text: string): boolean {
  if (!/^[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]$/.test(text)) return false
  const sum = weighted(text, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])
  return '10X98765432'[sum % 11] === text[17]
}

/** South Korea, resident registration number: weights 2…9, 2…5; numbers given since October 2020 have no check. */
export function koreanRrn(digits: string): boolean {
  if (!/^\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[1-8]\d{6}$/.test(digits)) return false
  return (11 - (weighted(digits, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11)) % 10 === Number(digits[12])
}

/** Singapore, NRIC and FIN: weights 2, 7, 6, 5, 4, 3, 2; the letter depends on the series. */
export function singaporeNric(text: string): boolean {
  if (!/^[STFG]\d{7}[A-Z]$/.test(text)) return false
  const offset = text[0] === 'T' || text[0] === 'G' ? 4 : 0
  const rest = (weighted(text.slice(1), [2, 7, 6, 5, 4, 3, 2]) + offset) % 11
  return (/[ST]/.test(text[0] ?? '') ? 'JZIHGFEDCBA' : 'XWUTRQPNMLK')[rest] === text[8]
}

/** Australia, tax file number: weights 1, 4, 3, 7, 5, 8, 6, 9, 10, sum mod 11 is 0. */
export function australianTfn(digits: string): boolean {
  return (
    /^\d{9}$/.test(digits) &&
    digits !== '000000000' &&
    weighted(digits, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0
  )
}

/** Australia, business number (A New Tax System (ABN) Act 1999): one less in the first digit, sum mod 89 is 0. */
export function australianAbn(digits: string): boolean {
  if (!/^[1-9]\d{10}$/.test(digits)) return false
  const first = (Number(digits[0]) - 1) * 10
  return (first + weighted(digits.slice(1), [1, 3, 5, 7, 9, 11, 13, 15, 17, 19])) % 89 === 0
}

/** Australia, Medicare card: weights 1, 3, 7, 9 over eight digits, mod 10 is the ninth. */
export function australianMedicare(digits: string): boolean {
  return /^[2-6]\d{9}$/.test(digits) && weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9]) % 10 === Number(digits[8])
}

/** Canada, social insurance number: Luhn; 0 and 8 are not given to people. */
export function canadianSin(digits: string): boolean {
  return /^[1-79]\d{8}$/.test(digits) && luhn(digits)
}

function brazilianDigit(digits: string, weights: readonly number[]): number {
  const rest = weighted(digits, weights) % 11
  return rest < 2 ? 0 : 11 - rest
}

/** Brazil, CPF (Receita Federal): two check digits, weights 10…2 and 11…2; eleven equal digits are nobody's. */
export function brazilianCpf(digits: string): boolean {
  if (!/^\d{11}$/.test(digits) || /^(\d)\1+$/.test(digits)) return false
  return (
    brazilianDigit(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) === Number(digits[9]) &&
    brazilianDigit(digits, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) === Number(digits[10])
  )
}

/** Brazil, CNPJ (Receita Federal): two check digits, weights 5…2, 9…2 and 6…2, 9…2. */
export function brazilianCnpj(digits: string): boolean {
  if (!/^\d{14}$/.test(digits) || /^(\d)\1+$/.test(digits)) return false
  return (
    brazilianDigit(digits, [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]) === Number(digits[12]) &&
    brazilianDigit(digits, [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]) === Number(digits[13])
  )
}

/** United States, national provider identifier (45 CFR 162.406): Luhn with 80840 in front. */
export function nationalProvider(digits: string): boolean {
  return /^[12]\d{9}$/.test(digits) && luhn(`80840${digits}`)
}

/** United States, DEA registration (21 CFR 1301): d1 + d3 + d5 + 2 (d2 + d4 + d6) ends in d7. */
export function deaNumber(text: string): boolean {
  const digits = text.slice(2)
  return /^\d{7}$/.test(digits) && weighted(digits, [1, 2, 1, 2, 1, 2]) % 10 === Number(digits[6])
}

const VIN_VALUES: Readonly<Record<string, number>> = Object.fromEntries(
  Array.from('ABCDEFGHJKLMNPRSTUVWXYZ', (letter, i) => [letter, Number('12345678123457923456789'[i])]),
)

/** Vehicle identification number (ISO 3779; 49 CFR 565): the ninth character is the weighted sum mod 11. */
export function vehicleNumber(text: string): boolean {
  if (!/^[A-HJ-NPR-Z0-9]{8}[0-9X][A-HJ-NPR-Z0-9]{8}$/.test(text)) return false
  const weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]
  const sum = weights.reduce((total, weight, i) => {
    const character = text[i] ?? ''
    return total + weight * (VIN_VALUES[character] ?? Number(character))
  }, 0)
  return '0123456789X'[sum % 11] === text[8]
}

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'

/** Base58Check (Bitcoin, legacy addresses): four bytes of a double SHA-256 at the end of 25. */
export function base58Check(text: string): boolean {
  let number = 0n
  for (const character of text) {
    const value = BASE58.indexOf(character)
    if (value < 0) return false
    number = number * 58n + BigInt(value)
  }
  const hex = number.toString(16).padStart(50, '0')
  if (hex.length !== 50) return false
  const bytes = Buffer.from(hex, 'hex')
  const sha = (data: Uint8Array) => createHash('sha256').update(data).digest()
  return sha(sha(bytes.subarray(0, 21)))
    .subarray(0, 4)
    .equals(bytes.subarray(21))
}

const BECH32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'
const BECH32_GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3]

/** Bech32 and Bech32m (BIP 173, BIP 350): a BCH code over five-bit groups. */
export function bech32Check(text: string): boolean {
  const lower = text.toLowerCase()
  const at = lower.lastIndexOf('1')
  const values = Array.from(lower.slice(at + 1), (character) => BECH32.indexOf(character))
  if (at < 1 || values.length < 6 || values.includes(-1)) return false
  const prefix = Array.from(lower.slice(0, at), (character) => character.charCodeAt(0))
  let check = 1
  for (const value of [...prefix.map((c) => c >> 5), 0, ...prefix.map((c) => c & 31), ...values]) {
    const top = check >>> 25
    check = ((check & 0x1ffffff) << 5) ^ value
    for (const [i, generator] of BECH32_GENERATOR.entries()) if (((top >> i) & 1) !== 0) check ^= generator
  }
  return check === 1 || check === 0x2bc830a3
}
