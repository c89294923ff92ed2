import type { Recognizer } from '../../../core/ports.js'
import { nhsNumber, verhoeff } from '../checks/checksum.js'
import { entityPattern } from './entity-pattern.js'

const digitsOf = (value: string) => value.replace(/[^0-9]/g, '')

/** Social Security Administration: areas 000, 666 and 900–999, group 00 and serial 0000 are never issued. */
const SSN = '(?!000|666|9)[0-9]{3}-(?!00)[0-9]{2}-(?!0000)[0-9]{4}'
const EDGE_BEFORE = '(?<![0-9A-Za-z])(?<![0-9][-.])'
const EDGE_BEHIND = '(?![0-9A-Za-z])(?![-.][0-9])'

const ssn = entityPattern({
  entity: 'US_SSN',
  regex: new RegExp(`${EDGE_BEFORE}${SSN}${EDGE_BEHIND}`),
  // With other signs; nine digits alone describe nothing.
  asked: {
    regex: new RegExp(
      `${EDGE_BEFORE}(?!000|666|9)[0-9]{3}([ .])(?!00)[0-9]{2}\\1(?!0000)[0-9]{4}${EDGE_BEHIND}`,
    ),
    byEntity: new RegExp(
      `${EDGE_BEFORE}(?!000|666|9|078051120)[0-9]{3}(?!00)[0-9]{2}(?!0000)[0-9]{4}${EDGE_BEHIND}`,
    ),
  },
  canonical: digitsOf,
  score: 0.85,
  examples: {
    match: [
      '212-45-6789',
      { text: 'Her SSN is 212\u201145\u20116789.', value: '212-45-6789' },
      { text: '社会保障番号は２１２－４５－６７８９です', value: '212-45-6789' },
      { text: 'ssn=212-45-6789&x=1', value: '212-45-6789' },
    ],
    noMatch: [
      '000-45-6789',
      '666-45-6789',
      '912-45-6789',
      '212-00-6789',
      '212-45-0000',
      '1212-45-6789',
      '212-45-67890',
      '212-45-6789-0',
      '2024-05-1234',
      '212 45 6789',
    ],
  },
})

/** Letters that scanning makes of digits. */
const SCANNED: Readonly<Record<string, string>> = { O: '0', o: '0', I: '1', l: '1', Z: '2', S: '5', B: '8' }
const READ = '[0-9OoIlZSB]'
const scanned = (value: string) => digitsOf(value.replace(/[OoIlZSB]/g, (letter) => SCANNED[letter] ?? ''))

/** Where the text says so, also taxpayer numbers (9xx), other grouping, bare digits and misread ones count. */
const ssnByCue = entityPattern({
  entity: 'US_SSN',
  regex: new RegExp(`${EDGE_BEFORE}(?:${READ}{3}([ .-])${READ}{2}\\1${READ}{4}|[0-9]{9})${EDGE_BEHIND}`),
  context: {
    within: 30,
    score: 0.9,
    required: true,
  },
  validate: (value) => digitsOf(value).length >= 6 && new Set(scanned(value)).size > 1,
  canonical: scanned,
  examples: {
    match: [
      { text: 'SSN: 212456789', value: '212456789' },
      { text: 'social security number 912 45 6789', value: '912 45 6789' },
      { text: 'ssn=925-22-8758', value: '925-22-8758' },
      { text: 'SSN 2l2-4S-67B9', value: '2l2-4S-67B9' },
    ],
    noMatch: ['order 212456789', 'ssn 000000000', 'session 212-456-789', 'ssn SIB-lO-BOSS'],
  },
})

const NINO =
  /(?<![0-9A-Za-z])(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-D](?![0-9A-Za-z])/
const nino = entityPattern({
  entity: 'UK_NINO',
  regex: NINO,
  asked: { regex: new RegExp(NINO.source, 'i') },
  canonical: (value) => value.replace(/ /g, '').toUpperCase(),
  score: 0.8,
  examples: {
    match: ['AB 12 34 56 C', 'AB123456C', { text: '番号はＡＢ１２３４５６Ｃです', value: 'AB123456C' }],
    noMatch: ['GB123456C', 'AB123456E', 'AB12345C', 'XAB123456C', 'QQ 12 34 56 C'],
  },
})

const nhs = entityPattern({
  entity: 'UK_NHS',
  regex: new RegExp(`${EDGE_BEFORE}[0-9]{3}([ -]?)[0-9]{3}\\1[0-9]{4}${EDGE_BEHIND}`),
  context: {
    within: 30,
    score: 0.9,
    required: true,
  },
  bare: true,
  validate: (value) => nhsNumber(digitsOf(value)),
  canonical: digitsOf,
  examples: {
    match: [{ text: 'NHS number 943 476 5919', value: '943 476 5919' }],
    noMatch: ['943 476 5919', 'NHS number 943 476 5918'],
  },
})

const aadhaar = entityPattern({
  entity: 'IN_AADHAAR',
  regex: new RegExp(`${EDGE_BEFORE}[2-9][0-9]{3}([ -]?)[0-9]{4}\\1[0-9]{4}(?![ -][0-9])${EDGE_BEHIND}`),
  context: { within: 40, score: 0.95, required: true },
  bare: true,
  validate: (value) => verhoeff(digitsOf(value)),
  canonical: digitsOf,
  examples: {
    match: [{ text: 'Aadhaar 2341 2341 2346', value: '2341 2341 2346' }],
    noMatch: ['2341 2341 2346', 'Aadhaar 2341 2341 2345', 'Aadhaar 0341 2341 2346'],
  },
})

const usPassport = entityPattern({
  entity: 'US_PASSPORT',
  regex: /(?<![0-9A-Za-z])[A-Z]?[0-9]{8,9}(?![0-9A-Za-z])/,
  asked: { byEntity: /(?<![0-9A-Za-z])(?:[0-9]{9}|[A-Z][0-9]{8})(?![0-9A-Za-z])/ },
  context: { within: 24, score: 0.75, required: true },
  examples: {
    match: [{ text: 'passport number A12345678', value: 'A12345678' }],
    noMatch: ['A12345678', 'passport issued 2024', 'passport 1234567'],
  },
})

const usDriverLicense = entityPattern({
  entity: 'US_DRIVER_LICENSE',
  regex: /(?<![0-9A-Za-z])[A-Za-z]{0,2}[0-9](?:-?[0-9]){5,13}[A-Za-z]?(?![0-9A-Za-z])(?!-[0-9])/,
  // A letter and seven digits or more, and as Washington writes it.
  asked: {
    byEntity:
      /(?<![0-9A-Za-z*])(?:[A-Z][0-9]{7,13}|[A-Z](?=[A-Z]{0,4}\*|[A-Z]{4})[A-Z*]{0,6}[0-9A-Z*]{5,11})(?<=[0-9][0-9A-Z*]{0,11})(?![0-9A-Za-z*])/,
  },
  context: {
    within: 36,
    score: 0.75,
    required: true,
  },
  canonical: (value) => value.replace(/-/g, '').toUpperCase(),
  examples: {
    match: [
      { text: "driver's license number is D1234567", value: 'D1234567' },
      { text: 'Driving licence: 425700624', value: '425700624' },
    ],
    noMatch: ['D1234567', 'software license 1234567', "driver's license from 2019"],
  },
})

export const identityRecognizers: readonly Recognizer[] = [
  ssn,
  ssnByCue,
  nino,
  nhs,
  aadhaar,
  usPassport,
  usDriverLicense,
]
