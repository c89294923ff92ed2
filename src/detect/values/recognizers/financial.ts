import { countrySpecs } from 'ibantools'
import type { Recognizer } from '../../../core/ports.js'
import { abaRouting, ibanCheck, luhn } from '../checks/checksum.js'
import { entityPattern } from './entity-pattern.js'

const digitsOf = (value: string) => value.replace(/[^0-9]/g, '')

/** Issuer identification ranges in use (ISO/IEC 7812 register, as the schemes publish them) with their lengths. */
function isIssued(digits: string): boolean {
  const { length } = digits
  const two = Number(digits.slice(0, 2))
  const four = Number(digits.slice(0, 4))
  if (digits.startsWith('4')) return length === 13 || length === 16 || length === 19
  if ((two >= 51 && two <= 55) || (four >= 2221 && four <= 2720)) return length === 16
  if (two === 34 || two === 37) return length === 15
  if (two === 36 || two === 38 || two === 39 || (four >= 3000 && four <= 3059)) return length >= 14
  if (four >= 3528 && four <= 3589) return length >= 16
  if (four === 1800 || four === 2131) return length === 15
  return (two === 50 || (two >= 56 && two <= 69)) && length >= 16
}

function isCard(value: string): boolean {
  const digits = digitsOf(value)
  return luhn(digits) && isIssued(digits)
}

const creditCard = entityPattern({
  entity: 'CREDIT_CARD',
  regex:
    // Not the fraction of a number, nor digits of a longer one in hexadecimal.
    /(?<![0-9])(?<![0-9][-ー.])(?<![^0-9,]0,)(?<![0-9][A-Fa-f]{1,4})(?:[1-6][0-9]{3}([ ー-]{0,1})[0-9]{4}\1[0-9]{4}\1[0-9]{1,4}(?:\1[0-9]{3})?|3[0-9]{3}([ ー-]{0,1})[0-9]{6}\2[0-9]{4,5})(?![0-9])(?![-ー][0-9])(?![A-Fa-f]{1,4}[0-9])/,
  validate: isCard,
  canonical: digitsOf,
  score: 0.95,
  examples: {
    match: [
      '4111 1111 1111 1111',
      '4111-1111-1111-1111',
      '4111111111111111',
      '3782 822463 10005',
      '5555555555554444',
      '6011000990139424',
      '3530111333300000',
      '30569309025904',
      { text: 'カード番号は４１１１－１１１１－１１１１－１１１１です', value: '4111-1111-1111-1111' },
      { text: 'card 4111\u00a01111\u00a01111\u00a01111 exp 12/27', value: '4111 1111 1111 1111' },
    ],
    noMatch: [
      '0.5495310842646493',
      'Wert 0,4632869329658864',
      'id 6319772641967184a27131062f',
      '4111 1111 1111 1112',
      '41111111111111111111111',
      '9780306406157',
      '1234 5678 9018',
      '2024-11-22 10:15:30',
      '20241122101530123',
      '1734567890123456',
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4',
      '4111-1111-1111-1111-1111-1111',
    ],
  },
})

/** With a word that says so, neither odd grouping nor an unknown issuer hides a card; the check digit must hold. */
const creditCardByCue = entityPattern({
  entity: 'CREDIT_CARD',
  regex: /(?<![0-9])[0-9](?:[ .,/ー-]{0,2}[0-9]){11,18}(?![0-9])/,
  context: {
    within: 40,
    score: 0.9,
    required: true,
  },
  trim: (candidate) => {
    for (let end = candidate.length; end >= 12; end--) {
      const behind = candidate[end] ?? ''
      if (
        !/[0-9]/.test(behind) &&
        /[0-9]/.test(candidate[end - 1] ?? '') &&
        luhn(digitsOf(candidate.slice(0, end)))
      )
        return end
    }
    return 0
  },
  canonical: digitsOf,
  examples: {
    match: [
      { text: 'credit card 41111111 11111111', value: '41111111 11111111' },
      { text: 'カード：4111.1111.1111.1111', value: '4111.1111.1111.1111' },
    ],
    noMatch: ['row 41111111 11111111', 'card 41111111 11111112', 'card no. 1234'],
  },
})

function ibanLength(candidate: string): number {
  const wanted = countrySpecs[candidate.slice(0, 2).toUpperCase()]?.chars
  if (wanted === null || wanted === undefined) return 0
  let seen = 0
  for (let i = 0; i < candidate.length; i++) {
    if (/[0-9A-Z]/i.test(candidate[i] ?? '')) seen += 1
    if (seen === wanted) return /[0-9A-Z]/i.test(candidate[i + 1] ?? '') ? 0 : i + 1
  }
  return 0
}

const compact = (value: string) => value.replace(/[ -]/g, '').toUpperCase()

const iban = entityPattern({
  entity: 'IBAN_CODE',
  regex: /(?<![A-Za-z0-9])[A-Za-z]{2}[0-9]{2}(?:[ -]?[A-Za-z0-9]){11,30}(?![A-Za-z0-9])/,
  trim: ibanLength,
  validate: (value) => ibanCheck(compact(value)),
  canonical: compact,
  score: 0.95,
  examples: {
    match: [
      'GB82 WEST 1234 5698 7654 32',
      'GB82WEST12345698765432',
      'DE89370400440532013000',
      'de89 3704 0044 0532 0130 00',
      { text: '口座はFR1420041010050500013M02606です', value: 'FR1420041010050500013M02606' },
      { text: 'ＧＢ８２ＷＥＳＴ１２３４５６９８７６５４３２', value: 'GB82WEST12345698765432' },
      { text: 'IBAN GB82 WEST 1234 5698 7654 32 at Test Bank', value: 'GB82 WEST 1234 5698 7654 32' },
    ],
    noMatch: [
      'GB82WEST12345698765433',
      'GB82WEST1234569876543210',
      'ISBN 9783161484100',
      'XX82WEST12345698765432',
      'sha1 da39a3ee5e6b4b0d3255bfef95601890afd80709',
      'AB12 CD34',
    ],
  },
})

const routing = entityPattern({
  entity: 'US_BANK_ROUTING',
  regex: /(?<![0-9A-Za-z.-])[0-3][0-9]{8}(?![0-9A-Za-z])(?![-.][0-9])/,
  context: { within: 30, score: 0.85, required: true },
  validate: abaRouting,
  examples: {
    match: [{ text: 'routing number 021000021', value: '021000021' }],
    noMatch: ['order 021000021', 'routing number 021000022', 'routing number 0210000211'],
  },
})

const account = entityPattern({
  entity: 'BANK_ACCOUNT',
  regex: /(?<![0-9A-Za-z.])(?<![0-9][-ー])[0-9](?:[ -]?[0-9]){5,16}(?![0-9A-Za-z])(?![-.][0-9])/,
  context: {
    within: 16,
    score: 0.75,
    required: true,
  },
  canonical: digitsOf,
  examples: {
    match: [
      { text: 'account number: 12345678', value: '12345678' },
      { text: '三菱銀行 本店 普通 1234567', value: '1234567' },
      { text: '口座番号は１２３４５６７です', value: '1234567' },
    ],
    noMatch: ['普通は1234人', 'invoice 12345678', 'on account of 12345678 people', 'account number 12'],
  },
})

export const financialRecognizers: readonly Recognizer[] = [
  creditCard,
  creditCardByCue,
  iban,
  routing,
  account,
]
