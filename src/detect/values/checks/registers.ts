/** Check digits of registers, without separators, in capitals. Each names who defines it. */

function sumOf(digits: string, weight: (place: number) => number): number {
  return [...digits].reduce((sum, digit, i) => sum + Number(digit) * weight(i), 0)
}

/** Thailand, national number (Ministry of the Interior): weights 13 to 2, 11 less the rest. */
export function thaiId(digits: string): boolean {
  if (!/^[1-8]\d{12}$/.test(digits)) return false
  return (11 - (sumOf(digits.slice(0, 12), (i) => 13 - i) % 11)) % 10 === Number(digits[12])
}

/** Turkey, T.C. kimlik numarası (NVI): the tenth digit of odd and even places, the eleventh of all. */
export function turkishId(digits: string): boolean {
  if (!/^[1-9]\d{10}$/.test(digits)) return false
  const tenth = sumOf(digits.slice(0, 9), (i) => (i % 2 === 0 ? 7 : -1))
  const eleventh = sumOf(digits.slice(0, 10), () => 1)
  return ((tenth % 10) + 10) % 10 === Number(digits[9]) && eleventh % 10 === Number(digits[10])
}

/** Germany, Krankenversichertennummer (§ 290 SGB V): the letter as two digits, weights 1 and 2, cross sums. */
export function germanInsured(text: string): boolean {
  if (!/^[A-Z]\d{9}$/.test(text)) return false
  const letter = String(text.charCodeAt(0) - 64).padStart(2, '0')
  const sum = [...(letter + text.slice(1, 9))].reduce((total, digit, i) => {
    const product = Number(digit) * (i % 2 === 0 ? 1 : 2)
    return total + Math.floor(product / 10) + (product % 10)
  }, 0)
  return sum % 10 === Number(text[9])
}

/** Germany, lebenslange Arztnummer (KBV): weights 4 and 9 over six digits. */
export function germanDoctor(digits: string): boolean {
  if (!/^\d{9}$/.test(digits) || /^(\d)\1*$/.test(digits)) return false
  return (10 - (sumOf(digits.slice(0, 6), (i) => (i % 2 === 0 ? 4 : 9)) % 10)) % 10 === Number(digits[6])
}

/** Australia, ACN (ASIC): weights 8 to 1. */
export function australianCompany(digits: string): boolean {
  if (!/^\d{9}$/.test(digits) || /^0+$/.test(digits)) return false
  return (10 - (sumOf(digits.slice(0, 8), (i) => 8 - i) % 10)) % 10 === Number(digits[8])
}

/** VAT numbers (VIES): of Germany the check digit, ISO/IEC 7064 MOD 11,10; of the others their form tells. */
export function euVat(text: string): boolean {
  const german = /^DE(\d{8})(\d)$/.exec(text)
  if (german === null) return true
  let product = 10
  for (const digit of german[1]!) product = (((Number(digit) + product) % 10 || 10) * 2) % 11
  return (11 - product) % 10 === Number(german[2])
}
