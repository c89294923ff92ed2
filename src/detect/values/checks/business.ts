/**
 * Check digits of social insurers and of registers of firms, beside those of persons in `national-checksum.ts`:
 * without separators, capitals, and whether the check holds. Each names who defines it.
 */

/** Germany, Rentenversicherungsnummer (VKVV § 2, § 4): the letter as two digits, cross sums of weighted digits mod 10. */
export function germanSocial(text: string): boolean {
  if (!/^[0-9]{2}(?:0[1-9]|[1-8][0-9])(?:0[1-9]|1[0-2])[0-9]{2}[A-Z][0-9]{3}$/.test(text)) return false
  const number = text
    .slice(0, -1)
    .replace(/[A-Z]/, (letter) => String(letter.charCodeAt(0) - 64).padStart(2, '0'))
  const weights = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1]
  const sum = weights.reduce((total, weight, i) => {
    const product = weight * Number(number[i])
    return total + Math.floor(product / 10) + (product % 10)
  }, 0)
  return sum % 10 === Number(text.at(-1))
}

const CREDIT = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** China, unified social credit code (GB 32100-2015): powers of 3 mod 31 over an alphabet without I, O, S, V, Z. */
export function chineseCreditCode(text: string): boolean {
  if (!/^[0-9A-HJ-NP-RTUWXY]{18}$/.test(text)) return false
  let sum = 0
  for (let i = 0, weight = 1; i < 17; i++, weight = (weight * 3) % 31)
    sum += CREDIT.indexOf(text[i] ?? '') * weight
  return CREDIT[(31 - (sum % 31)) % 31] === text[17]
}

/** Korea, 사업자등록번호 (National Tax Service): weights 1 3 7, and the tens of the ninth product added. */
export function koreanBusiness(digits: string): boolean {
  if (!/^[1-9][0-9]{9}$/.test(digits)) return false
  const weights = [1, 3, 7, 1, 3, 7, 1, 3, 5]
  const sum = weights.reduce((total, weight, i) => total + weight * Number(digits[i]), 0)
  return (10 - ((sum + Math.floor((5 * Number(digits[8])) / 10)) % 10)) % 10 === Number(digits[9])
}

const BASE_36 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'

/** India, GSTIN (GSTN): every second value doubled, quotient and rest of 36 added up, over 0–9 and A–Z. */
export function indianGstin(text: string): boolean {
  if (!/^[0-3][0-9][A-Z]{5}[0-9]{4}[A-Z][1-9A-Z]Z[0-9A-Z]$/.test(text)) return false
  let sum = 0
  for (let i = 0; i < 14; i++) {
    const product = BASE_36.indexOf(text[i] ?? '') * (1 + (i % 2))
    sum += Math.floor(product / 36) + (product % 36)
  }
  return BASE_36[(36 - (sum % 36)) % 36] === text[14]
}
