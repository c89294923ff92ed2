import type { Recognizer } from '../../../core/ports.js'
import { brazilianCnpj, brazilianCpf, canadianSin, deaNumber, nationalProvider } from '../checks/national.js'
import { CODE_BEFORE, CODE_BEHIND, codeOf, DIGITS_BEFORE, DIGITS_BEHIND, digitsOf } from './edges.js'
import { entityPattern } from './entity-pattern.js'

/** Numbers given in North and South America, except the social security number, which is in `identity.ts`. */

const itin = entityPattern({
  entity: 'US_ITIN',
  // Internal Revenue Service: 9xx with the groups 50–65, 70–88, 90–92 and 94–99.
  regex: new RegExp(
    `${DIGITS_BEFORE}9[0-9]{2}-(?:5[0-9]|6[0-5]|7[0-9]|8[0-8]|9[0-24-9])-[0-9]{4}${DIGITS_BEHIND}`,
  ),
  // With one hyphen of two.
  asked: {
    regex: new RegExp(
      `${DIGITS_BEFORE}9[0-9]{2}(?:-(?:5[0-9]|6[0-5]|7[0-9]|8[0-8]|9[0-24-9])|(?:5[0-9]|6[0-5]|7[0-9]|8[0-8]|9[0-24-9])-)[0-9]{4}${DIGITS_BEHIND}`,
    ),
    byEntity: new RegExp(
      `${DIGITS_BEFORE}9[0-9]{2}(?:5[0-9]|6[0-5]|7[0-9]|8[0-8]|9[0-24-9])[0-9]{4}${DIGITS_BEHIND}`,
    ),
  },
  canonical: digitsOf,
  score: 0.7,
  examples: {
    match: ['912-70-1234', { text: 'ITIN 999-88-1234', value: '999-88-1234' }],
    noMatch: ['912-49-1234', '912-93-1234', '812-70-1234', '912-70-12345'],
  },
})

/** As generators and forms write them, in any area: only where the text says what it is. */
const npi = entityPattern({
  entity: 'US_NPI',
  regex: new RegExp(`${DIGITS_BEFORE}[12][0-9]{9}${DIGITS_BEHIND}`),
  context: {
    within: 30,
    score: 0.9,
    required: true,
  },
  bare: true,
  validate: nationalProvider,
  examples: {
    match: [{ text: 'NPI: 1234567893', value: '1234567893' }],
    noMatch: ['1234567893', 'NPI 1234567890'],
  },
})

/** Centers for Medicare & Medicaid Services: eleven characters, digits and letters in fixed places, no S L O I B Z. */
const mbiForm = (flags: string) =>
  new RegExp(
    `${CODE_BEFORE}[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9][0-9](-?)[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9][0-9]\\1[AC-HJKMNP-RT-Y]{2}[0-9]{2}${CODE_BEHIND}`,
    flags,
  )
const mbi = entityPattern({
  entity: 'US_MBI',
  regex: mbiForm(''),
  asked: { regex: mbiForm('i') },
  canonical: codeOf,
  score: 0.7,
  examples: {
    match: ['1EG4-TE5-MK73', '1EG4TE5MK73'],
    noMatch: ['0EG4-TE5-MK73', '1EG4-TE5MK73', '1SG4-TE5-MK73'],
  },
})

const dea = entityPattern({
  entity: 'US_DEA',
  regex: new RegExp(`${CODE_BEFORE}[A-HJ-NPR-UX][A-Z9][0-9]{7}${CODE_BEHIND}`),
  context: { within: 30, score: 0.9, required: true },
  bare: true,
  asked: { byEntity: new RegExp(`${CODE_BEFORE}[A-HJ-NPR-UXZ][A-Z9][0-9]{7}${CODE_BEHIND}`) },
  validate: deaNumber,
  examples: {
    match: [{ text: 'DEA: AB1234563', value: 'AB1234563' }],
    noMatch: ['AB1234563', 'DEA AB1234564'],
  },
})

const sin = entityPattern({
  entity: 'CA_SIN',
  regex: new RegExp(`${DIGITS_BEFORE}[1-79][0-9]{2}([ -]?)[0-9]{3}\\1[0-9]{3}${DIGITS_BEHIND}`),
  context: {
    within: 30,
    score: 0.9,
    required: true,
  },
  bare: true,
  validate: (value) => canadianSin(digitsOf(value)),
  canonical: digitsOf,
  examples: {
    match: [{ text: 'SIN 130 692 502', value: '130 692 502' }],
    noMatch: ['130 692 502', 'SIN 130 692 503', 'SIN 830 692 502'],
  },
})

const cpf = entityPattern({
  entity: 'BR_CPF',
  regex: new RegExp(`${DIGITS_BEFORE}[0-9]{3}\\.[0-9]{3}\\.[0-9]{3}-[0-9]{2}${DIGITS_BEHIND}`),
  validate: (value) => brazilianCpf(digitsOf(value)),
  canonical: digitsOf,
  score: 0.9,
  examples: {
    match: ['111.444.777-35', { text: 'CPF nº 111.444.777-35,', value: '111.444.777-35' }],
    noMatch: ['111.444.777-36', '111.111.111-11', '111 444 777 35'],
  },
})

const cpfByCue = entityPattern({
  entity: 'BR_CPF',
  regex: new RegExp(`${DIGITS_BEFORE}[0-9]{11}${DIGITS_BEHIND}`),
  context: { within: 24, score: 0.9, required: true },
  bare: true,
  validate: brazilianCpf,
  examples: {
    match: [{ text: 'CPF: 11144477735', value: '11144477735' }],
    noMatch: ['11144477735', 'CPF: 11144477736'],
  },
})

const cnpj = entityPattern({
  entity: 'BR_CNPJ',
  regex: new RegExp(`${DIGITS_BEFORE}[0-9]{2}\\.?[0-9]{3}\\.?[0-9]{3}/?[0-9]{4}-[0-9]{2}${DIGITS_BEHIND}`),
  validate: (value) => brazilianCnpj(digitsOf(value)),
  canonical: digitsOf,
  score: 0.85,
  examples: {
    match: ['11.222.333/0001-81', { text: 'CNPJ 112223330001-81', value: '112223330001-81' }],
    noMatch: ['11.222.333/0001-82', '11.111.111/1111-11'],
  },
})

const usPlate = entityPattern({
  entity: 'LICENSE_PLATE',
  regex: new RegExp(`${CODE_BEFORE}[A-Z0-9]{1,8}(?:[ -][A-Z0-9]{1,4}){0,2}${CODE_BEHIND}`),
  context: {
    within: 16,
    score: 0.7,
    required: true,
  },
  validate: (value) => /[0-9]/.test(value) && /[A-Z]/.test(value) && codeOf(value).length >= 4,
  canonical: codeOf,
  examples: {
    match: [
      { text: 'license plate 7ABC123', value: '7ABC123' },
      { text: 'Kennzeichen: M-AB 1234', value: 'M-AB 1234' },
    ],
    noMatch: ['7ABC123', 'license plate stolen', 'plates 1234'],
  },
})

export const americasRecognizers: readonly Recognizer[] = [
  itin,
  npi,
  mbi,
  dea,
  sin,
  cpf,
  cpfByCue,
  cnpj,
  usPlate,
]
