import type { Recognizer } from '../../../core/ports.js'
import { luhn } from '../checks/checksum.js'
import {
  dutchBsn,
  finnishCode,
  frenchNir,
  germanTaxId,
  icaoCheck,
  italianFiscalCode,
  polishPesel,
  spanishNif,
} from '../checks/national.js'
import { CODE_BEFORE, CODE_BEHIND, codeOf, DIGITS_BEFORE, DIGITS_BEHIND, digitsOf } from './edges.js'
import { entityPattern } from './entity-pattern.js'

/** Numbers that states of Europe give to people and firms. The United Kingdom's are in `identity.ts`. */

const germanTax = entityPattern({
  entity: 'DE_TAX_ID',
  regex: new RegExp(`${DIGITS_BEFORE}[1-9][0-9]([ ]?)[0-9]{3}\\1[0-9]{3}\\1[0-9]{3}${DIGITS_BEHIND}`),
  context: {
    within: 40,
    score: 0.9,
    required: true,
  },
  bare: true,
  validate: (value) => germanTaxId(digitsOf(value)),
  canonical: digitsOf,
  examples: {
    match: [
      { text: 'Steuer-ID: 86095742719', value: '86095742719' },
      { text: 'Steueridentifikationsnummer 86 095 742 719', value: '86 095 742 719' },
    ],
    noMatch: ['86095742719', 'Steuer-ID: 86095742718', 'Steuer-ID: 860957427190'],
  },
})

const germanCard = entityPattern({
  entity: 'DE_ID_CARD',
  regex: new RegExp(`${CODE_BEFORE}[CFGHJKLMNPRTVWXYZ0-9]{9}[0-9]${CODE_BEHIND}`),
  context: {
    within: 40,
    score: 0.85,
    required: true,
  },
  bare: true,
  validate: icaoCheck,
  examples: {
    match: [{ text: 'Personalausweis Nr. L01X00T471', value: 'L01X00T471' }],
    noMatch: ['L01X00T471', 'Personalausweis L01X00T472', 'Ausweis verloren'],
  },
})

const french = entityPattern({
  entity: 'FR_NIR',
  regex: new RegExp(
    `${DIGITS_BEFORE}[1-478]( ?)[0-9]{2}\\1[0-9]{2}\\1[0-9][0-9AB]\\1[0-9]{3}\\1[0-9]{3} ?[0-9]{2}${DIGITS_BEHIND}`,
  ),
  validate: (value) => frenchNir(codeOf(value)),
  canonical: codeOf,
  score: 0.85,
  examples: {
    match: ['1 85 05 78 006 048 30', { text: 'NIR : 185057800604830', value: '185057800604830' }],
    noMatch: ['1 85 05 78 006 048 31', '185 057 800 604 830', '1850578006048301'],
  },
})

const frenchFirm = entityPattern({
  entity: 'FR_SIREN',
  regex: new RegExp(`${DIGITS_BEFORE}[0-9]{3}( ?)[0-9]{3}\\1[0-9]{3}(?: ?[0-9]{5})?${DIGITS_BEHIND}`),
  context: { within: 24, score: 0.85, required: true },
  bare: true,
  validate: (value) => luhn(digitsOf(value)),
  canonical: digitsOf,
  examples: {
    match: [
      { text: 'SIREN 732 829 320', value: '732 829 320' },
      { text: 'SIRET : 73282932000009', value: '73282932000009' },
    ],
    noMatch: ['732 829 320', 'SIREN 732 829 321', 'SIREN 732 829'],
  },
})

const spanish = entityPattern({
  entity: 'ES_NIF',
  regex: new RegExp(`${CODE_BEFORE}[0-9]{8}-?[A-HJ-NP-TV-Z]${CODE_BEHIND}`, 'i'),
  validate: (value) => spanishNif(codeOf(value)),
  // Without its leading zero.
  asked: {
    regex: new RegExp(`${CODE_BEFORE}[0-9]{7}-?[A-HJ-NP-TV-Z]${CODE_BEHIND}`, 'i'),
    validate: (value) => spanishNif(`0${codeOf(value)}`),
  },
  canonical: (value) => codeOf(value).padStart(9, '0'),
  score: 0.8,
  examples: {
    match: ['12345678Z', '12345678-Z', { text: 'DNI 12345678z.', value: '12345678z' }],
    noMatch: ['12345678A', '1234567Z', '12345678ZZ', '912345678Z'],
  },
})

const spanishForeigner = entityPattern({
  entity: 'ES_NIE',
  regex: new RegExp(`${CODE_BEFORE}[XYZ]-?[0-9]{7}-?[A-HJ-NP-TV-Z]${CODE_BEHIND}`, 'i'),
  validate: (value) => spanishNif(codeOf(value)),
  canonical: codeOf,
  score: 0.85,
  examples: {
    match: ['X1234567L', { text: 'NIE: X-1234567-L', value: 'X-1234567-L' }],
    noMatch: ['X1234567A', 'A1234567L', 'X123456L'],
  },
})

const FISCAL_CODE = new RegExp(
  `${CODE_BEFORE}[A-Z]{6}[0-9LMNP-V]{2}[A-EHLMPRST][0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{3}[A-Z]${CODE_BEHIND}`,
  'i',
)
const italian = entityPattern({
  entity: 'IT_FISCAL_CODE',
  regex: FISCAL_CODE,
  asked: { regex: FISCAL_CODE },
  validate: (value) => italianFiscalCode(codeOf(value)),
  canonical: codeOf,
  score: 0.9,
  examples: {
    match: ['RSSMRA85T10A562S', { text: 'C.F. rssmra85t10a562s', value: 'rssmra85t10a562s' }],
    noMatch: ['RSSMRA85T10A562T', 'RSSMRA85T10A562', 'RSSMRA85T10A562SS'],
  },
})

const italianFirm = entityPattern({
  entity: 'IT_VAT_CODE',
  regex: new RegExp(`${DIGITS_BEFORE}(?:IT ?)?[0-9]{11}${DIGITS_BEHIND}`),
  context: {
    within: 24,
    score: 0.85,
    required: true,
  },
  bare: true,
  validate: (value) => luhn(digitsOf(value)),
  canonical: digitsOf,
  examples: {
    match: [{ text: 'Partita IVA 01234567897', value: '01234567897' }],
    noMatch: ['01234567897', 'Partita IVA 01234567898'],
  },
})

const dutch = entityPattern({
  entity: 'NL_BSN',
  regex: new RegExp(`${DIGITS_BEFORE}[0-9]{4}[. ]?[0-9]{2}[. ]?[0-9]{3}${DIGITS_BEHIND}`),
  context: {
    within: 30,
    score: 0.9,
    required: true,
  },
  bare: true,
  validate: (value) => dutchBsn(digitsOf(value)),
  canonical: digitsOf,
  examples: {
    match: [{ text: 'BSN: 123456009', value: '123456009' }],
    noMatch: ['123456009', 'BSN 123456008'],
  },
})

const polish = entityPattern({
  entity: 'PL_PESEL',
  regex: new RegExp(`${DIGITS_BEFORE}[0-9]{2}[0-38][0-9][0-3][0-9]{6}${DIGITS_BEHIND}`),
  context: { within: 24, score: 0.95, required: true },
  bare: true,
  validate: polishPesel,
  examples: {
    match: [{ text: 'PESEL 44051401359', value: '44051401359' }],
    noMatch: ['44051401359', 'PESEL 44051401358'],
  },
})

const swedishForm = (sign: string) =>
  new RegExp(
    `${DIGITS_BEFORE}(?:18|19|20)?[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])${sign}[0-9]{4}${DIGITS_BEHIND}`,
  )
const isSwedish = (value: string) => luhn(digitsOf(value).slice(-10))
const swedish = entityPattern({
  entity: 'SE_PERSONNUMMER',
  regex: swedishForm('[-+]'),
  validate: isSwedish,
  asked: { regex: swedishForm(''), validate: isSwedish },
  canonical: (value) => digitsOf(value).slice(-10),
  score: 0.75,
  examples: {
    match: ['811218-9876', { text: 'personnummer 19811218-9876', value: '19811218-9876' }],
    noMatch: ['811218-9877', '811318-9876', '8112189876'],
  },
})

const finnish = entityPattern({
  entity: 'FI_PERSONAL_CODE',
  regex: new RegExp(
    `${CODE_BEFORE}(?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2])[0-9]{2}[-+A-FU-Y][0-9]{3}[0-9A-FHJ-NPR-Y]${CODE_BEHIND}`,
  ),
  validate: finnishCode,
  score: 0.9,
  examples: { match: ['131052-308T'], noMatch: ['131052-308U', '321052-308T', '131052-3080'] },
})

const UK_AREA =
  '(?:[A-PR-UWYZ](?:[0-9]{1,2}|[A-HK-Y][0-9]{1,2}|[0-9][A-HJKPSTUW]|[A-HK-Y][0-9][ABEHMNPRV-Y]))'

const ukPostcode = entityPattern({
  entity: 'UK_POSTCODE',
  regex: new RegExp(`${CODE_BEFORE}${UK_AREA} [0-9][ABD-HJLNP-UW-Z]{2}${CODE_BEHIND}`),
  canonical: codeOf,
  score: 0.6,
  examples: {
    match: ['SW1A 2AA', { text: 'Leeds LS1 4AP', value: 'LS1 4AP' }],
    noMatch: ['A1 2', 'AB12 34', 'SW1A 2CI'],
  },
})

export const europeRecognizers: readonly Recognizer[] = [
  germanTax,
  germanCard,
  french,
  frenchFirm,
  spanish,
  spanishForeigner,
  italian,
  italianFirm,
  dutch,
  polish,
  swedish,
  finnish,
  ukPostcode,
]
