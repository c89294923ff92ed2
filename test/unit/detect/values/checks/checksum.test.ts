import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  abaRouting,
  corporateNumber,
  entropy,
  ibanCheck,
  luhn,
  mod97,
  myNumber,
  nhsNumber,
  verhoeff,
} from '../../../../../src/detect/values/checks/checksum.js'

describe('published vectors', () => {
  test.each([
    ['Luhn', luhn, '4111111111111111', '4111111111111112'],
    ['Luhn, ISO 7812 example', luhn, '79927398713', '79927398710'],
    ['MOD 97-10', ibanCheck, 'GB82WEST12345698765432', 'GB82WEST12345698765433'],
    ['Verhoeff', verhoeff, '2363', '2364'],
    ['My Number', myNumber, '123456789018', '123456789012'],
    ['corporate number (National Tax Agency)', corporateNumber, '7000012050002', '8000012050002'],
    ['ABA routing', abaRouting, '021000021', '021000022'],
    ['NHS number', nhsNumber, '9434765919', '9434765918'],
  ] as const)('%s', (_, check, valid, invalid) => {
    expect(check(valid)).toBe(true)
    expect(check(invalid)).toBe(false)
  })

  test('wrong lengths and other characters fail', () => {
    for (const check of [myNumber, corporateNumber, abaRouting, nhsNumber]) {
      expect(check('')).toBe(false)
      expect(check('12345678901x')).toBe(false)
    }
    expect(luhn('0')).toBe(false)
    expect(verhoeff('0')).toBe(false)
    expect(mod97('GB-82')).toBe(false)
    expect(abaRouting('000000000')).toBe(false)
  })
})

describe('a check digit exists and one wrong digit is seen', () => {
  const digits = (length: number) =>
    fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((d) => d.join(''))

  test.each([
    ['Luhn', luhn, 15],
    ['Verhoeff', verhoeff, 11],
  ] as const)('%s', (_, check, length) => {
    fc.assert(
      fc.property(digits(length), fc.nat(length), fc.integer({ min: 1, max: 9 }), (body, at, by) => {
        const valid = [...'0123456789'].map((digit) => body + digit).filter(check)
        expect(valid).toHaveLength(1)
        const number = valid[0]!
        const wrong = number.slice(0, at) + ((Number(number[at]) + by) % 10) + number.slice(at + 1)
        expect(check(wrong)).toBe(false)
      }),
    )
  })

  test('My Number: exactly one check digit for each eleven digits', () => {
    fc.assert(
      fc.property(digits(11), (body) => {
        expect([...'0123456789'].filter((digit) => myNumber(body + digit))).toHaveLength(1)
      }),
    )
  })
})

test('entropy: nothing in one letter, a bit in two, four in sixteen', () => {
  expect(entropy('aaaa')).toBe(0)
  expect(entropy('abab')).toBe(1)
  expect(entropy('0123456789abcdef')).toBe(4)
})
