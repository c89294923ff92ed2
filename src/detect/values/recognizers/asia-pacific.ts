import type { Recognizer } from '../../../core/ports.js'
import {
  australianAbn,
  australianMedicare,
  australianTfn,
  chineseId,
  koreanRrn,
  singaporeNric,
} from '../checks/national.js'
import { CODE_BEFORE, CODE_BEHIND, codeOf, DIGITS_BEFORE, DIGITS_BEHIND, digitsOf } from './edges.js'
import { entityPattern } from './entity-pattern.js'

/** Numbers given in Asia and Australia. Japan's are in `japan.ts`, India's Aadhaar in `identity.ts`. */

const pan = entityPattern({
  entity: 'IN_PAN',
  // Income Tax Department: the fourth letter says what the holder is, P a person.
  regex: new RegExp(`${CODE_BEFORE}[A-Z]{3}[ABCFGHJLPT][A-Z][0-9]{4}[A-Z]${CODE_BEHIND}`),
  asked: { regex: new RegExp(`${CODE_BEFORE}[A-Z]{5}[0-9]{4}[A-Z]${CODE_BEHIND}`) },
  score: 0.75,
  context: { within: 30, score: 0.9 },
  examples: {
    match: ['ABCPE1234F', { text: 'PAN: ABCPE1234F', value: 'ABCPE1234F' }],
    noMatch: ['ABCDE1234F', 'ABCPE12345', 'XABCPE1234F', 'abcpe1234f'],
  },
})

const chinese = entityPattern({
  entity: 'CN_RESIDENT_ID',
  regex: new RegExp(
    `${DIGITS_BEFORE}[1-9][0-9]{5}(?:19|20)[0-9]{2}[01][0-9][0-3][0-9]{4}[0-9Xx]${DIGITS_BEHIND}`,
  ),
  validate: (value) => chineseId(value.toUpperCase()),
  canonical: codeOf,
  score: 0.9,
  examples: {
    match: ['11010519491231002X', { text: '身份证号11010519491231002x，', value: '11010519491231002x' }],
    noMatch: ['110105194912310021', '11010519491331002X', '911010519491231002X'],
  },
})

const korean = entityPattern({
  entity: 'KR_RRN',
  regex: new RegExp(
    `${DIGITS_BEFORE}[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])-[1-4][0-9]{6}${DIGITS_BEHIND}`,
  ),
  // Since 2020 the last digit checks nothing.
  asked: {
    regex: new RegExp(
      `${DIGITS_BEFORE}[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[1-4][0-9]{6}${DIGITS_BEHIND}`,
    ),
  },
  canonical: digitsOf,
  score: 0.8,
  examples: {
    match: ['900101-1234568', { text: '주민등록번호 900101-1234560', value: '900101-1234560' }],
    noMatch: ['901301-1234568', '900101-9234568', '900101-12345678'],
  },
})

/** Of foreigners; the digit behind the hyphen says so. */
const koreanForeigner = entityPattern({
  entity: 'KR_FRN',
  regex: new RegExp(
    `${DIGITS_BEFORE}[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])-[5-8][0-9]{6}${DIGITS_BEHIND}`,
  ),
  canonical: digitsOf,
  score: 0.8,
  examples: {
    match: ['850412-5472918', { text: '번호는 850412-6472918입니다', value: '850412-6472918' }],
    noMatch: ['850412-1472918', '851312-5472918', '850412-54729181'],
  },
})

const koreanBare = entityPattern({
  entity: 'KR_RRN',
  regex: new RegExp(`${DIGITS_BEFORE}[0-9]{13}${DIGITS_BEHIND}`),
  context: {
    within: 30,
    score: 0.9,
    required: true,
  },
  bare: true,
  validate: koreanRrn,
  examples: {
    match: [{ text: 'RRN 9001011234568', value: '9001011234568' }],
    noMatch: ['9001011234568', 'RRN 9001011234567'],
  },
})

const singapore = entityPattern({
  entity: 'SG_NRIC_FIN',
  regex: new RegExp(`${CODE_BEFORE}[STFG][0-9]{7}[A-Z]${CODE_BEHIND}`, 'i'),
  validate: (value) => singaporeNric(value.toUpperCase()),
  asked: { regex: new RegExp(`${CODE_BEFORE}[STFGM][0-9]{7}[A-Z]${CODE_BEHIND}`) },
  canonical: codeOf,
  score: 0.85,
  examples: { match: ['S1234567D'], noMatch: ['S1234567A', 'A1234567D', 'S123456D'] },
})

const tfn = entityPattern({
  entity: 'AU_TFN',
  regex: new RegExp(`${DIGITS_BEFORE}[0-9]{3}([ -]?)[0-9]{3}\\1[0-9]{3}${DIGITS_BEHIND}`),
  context: { within: 30, score: 0.9, required: true },
  bare: true,
  validate: (value) => australianTfn(digitsOf(value)),
  canonical: digitsOf,
  examples: {
    match: [{ text: 'TFN 123 456 707', value: '123 456 707' }],
    noMatch: ['123 456 707', 'TFN 123 456 708'],
  },
})

const abn = entityPattern({
  entity: 'AU_ABN',
  regex: new RegExp(`${DIGITS_BEFORE}[1-9][0-9]( ?)[0-9]{3}\\1[0-9]{3}\\1[0-9]{3}${DIGITS_BEHIND}`),
  context: { within: 30, score: 0.9, required: true },
  bare: true,
  validate: (value) => australianAbn(digitsOf(value)),
  canonical: digitsOf,
  examples: {
    match: [{ text: 'ABN 51 824 753 524', value: '51 824 753 524' }],
    noMatch: ['51 824 753 524', 'ABN 51 824 753 525'],
  },
})

const medicare = entityPattern({
  entity: 'AU_MEDICARE',
  regex: new RegExp(`${DIGITS_BEFORE}[2-6][0-9]{3}( ?)[0-9]{5}\\1[0-9]${DIGITS_BEHIND}`),
  context: {
    within: 30,
    score: 0.9,
    required: true,
  },
  bare: true,
  validate: (value) => australianMedicare(digitsOf(value)),
  canonical: digitsOf,
  examples: {
    match: [{ text: 'Medicare 2123 45607 1', value: '2123 45607 1' }],
    noMatch: ['2123 45607 1', 'Medicare 2123 45608 1'],
  },
})

export const asiaPacificRecognizers: readonly Recognizer[] = [
  pan,
  chinese,
  korean,
  koreanForeigner,
  koreanBare,
  singapore,
  tfn,
  abn,
  medicare,
]
