import type { Recognizer } from '../../../core/ports.js'
import { chineseCreditCode, germanSocial, indianGstin, koreanBusiness } from '../checks/business.js'
import { CODE_BEFORE, CODE_BEHIND, codeOf, DIGITS_BEFORE, DIGITS_BEHIND, digitsOf } from './edges.js'
import { entityPattern } from './entity-pattern.js'

/** What registers beside those of residents hand out: insurers, roads, voters, banks' branches, firms, post offices. */

const germanInsured = entityPattern({
  entity: 'DE_SOCIAL_SECURITY',
  regex: new RegExp(`${CODE_BEFORE}[0-9]{2} ?[0-9]{6} ?[A-Z] ?[0-9]{3}${CODE_BEHIND}`),
  validate: (value) => germanSocial(codeOf(value)),
  canonical: codeOf,
  score: 0.8,
  examples: {
    match: ['15070649C103', { text: 'SV-Nummer: 15 070649 C 103', value: '15 070649 C 103' }],
    noMatch: ['15070649C104', '15993949C103', 'X15070649C103'],
  },
})

const koreanLicense = entityPattern({
  entity: 'KR_DRIVER_LICENSE',
  regex: new RegExp(`${DIGITS_BEFORE}(?:1[1-9]|2[0-8])-[0-9]{2}-[0-9]{6}-[0-9]{2}${DIGITS_BEHIND}`),
  canonical: digitsOf,
  score: 0.6,
  context: { within: 24, score: 0.9 },
  examples: {
    match: ['11-12-345678-90', { text: '운전면허번호: 26-98-123456-01', value: '26-98-123456-01' }],
    noMatch: ['31-12-345678-90', '11-12-345678-901', '2011-12-345678-90'],
  },
})

const koreanPassport = entityPattern({
  entity: 'KR_PASSPORT',
  regex: new RegExp(`${CODE_BEFORE}[MSRODG](?:[0-9]{8}|[0-9]{3}[A-Z][0-9]{4})${CODE_BEHIND}`),
  context: { within: 24, score: 0.9, required: true },
  examples: {
    match: [
      { text: '여권번호 M12345678', value: 'M12345678' },
      { text: '여권: M123A4567', value: 'M123A4567' },
    ],
    noMatch: ['M12345678', '여권번호 M1234567'],
  },
})

const voter = entityPattern({
  entity: 'IN_VOTER',
  regex: new RegExp(`${CODE_BEFORE}[A-Z]{3}[0-9]{7}${CODE_BEHIND}`),
  asked: { regex: new RegExp(`${CODE_BEFORE}[A-Z]{3}[0-9]{7}${CODE_BEHIND}`, 'i') },
  context: {
    within: 24,
    score: 0.85,
    required: true,
  },
  examples: {
    match: [{ text: 'Voter ID ABC1234567', value: 'ABC1234567' }],
    noMatch: ['ABC1234567', 'voter id AB1234567', 'batch ABC1234567'],
  },
})

const sortCode = entityPattern({
  entity: 'UK_SORT_CODE',
  regex: new RegExp(`${DIGITS_BEFORE}[0-9]{2}([- ])[0-9]{2}\\1[0-9]{2}${DIGITS_BEHIND}`),
  context: { within: 16, score: 0.85, required: true },
  canonical: digitsOf,
  examples: {
    match: [{ text: 'Sort code 20-00-00', value: '20-00-00' }],
    noMatch: ['20-00-00', 'sorted on 20-00-00', 'sort code 20-0-00'],
  },
})

/** 20-00-00 12345678: a sort code with its account, which only a bank writes like that. */
const sortCodeAndAccount = entityPattern({
  entity: 'UK_SORT_CODE',
  regex: new RegExp(`${DIGITS_BEFORE}[0-9]{2}-[0-9]{2}-[0-9]{2}(?=[ ,/]{1,2}[0-9]{8}${DIGITS_BEHIND})`),
  canonical: digitsOf,
  score: 0.6,
  examples: {
    match: [{ text: 'Pay 20-00-00 55779911 today', value: '20-00-00' }],
    noMatch: ['20-00-00', '20-00-00 5577991'],
  },
})

const accountBehindSortCode = entityPattern({
  entity: 'BANK_ACCOUNT',
  locales: ['en-GB'],
  regex: new RegExp(`(?<=(?<![0-9-])[0-9]{2}-[0-9]{2}-[0-9]{2}[ ,/]{1,2})[0-9]{8}${DIGITS_BEHIND}`),
  score: 0.7,
  examples: {
    match: [{ text: 'Pay 20-00-00 55779911 today', value: '55779911' }],
    noMatch: ['55779911', '120-00-00 55779911', '2020-00-00 55779911'],
  },
})

const branchCode = entityPattern({
  entity: 'AU_BSB',
  regex: new RegExp(`${DIGITS_BEFORE}[0-9]{3}[- ]?[0-9]{3}${DIGITS_BEHIND}`),
  context: { within: 16, score: 0.85, required: true },
  canonical: digitsOf,
  examples: {
    match: [
      { text: 'BSB 062-000', value: '062-000' },
      { text: 'BSB: 062000', value: '062000' },
    ],
    noMatch: ['062-000', 'BSB 062-0000'],
  },
})

/** Reserve Bank of India: bank, a zero, branch. */
const ifsc = entityPattern({
  entity: 'IN_IFSC',
  regex: new RegExp(`${CODE_BEFORE}[A-Z]{4}0[A-Z0-9]{6}${CODE_BEHIND}`),
  context: {
    within: 24,
    score: 0.85,
    required: true,
  },
  examples: {
    match: [{ text: 'IFSC SBIN0001234', value: 'SBIN0001234' }],
    noMatch: ['SBIN0001234', 'IFSC SBIN1001234'],
  },
})

/** Numbers of firms are public: they name an organisation, as its name does. */
const GSTIN = new RegExp(`${CODE_BEFORE}[0-3][0-9][A-Z]{5}[0-9]{4}[A-Z][1-9A-Z]Z[0-9A-Z]${CODE_BEHIND}`)
const gstin = entityPattern({
  entity: 'IN_GSTIN',
  regex: GSTIN,
  validate: indianGstin,
  asked: {
    regex: GSTIN,
    validate: (value) => Number(value.slice(0, 2)) >= 1 && Number(value.slice(0, 2)) <= 37,
  },
  score: 0.9,
  examples: {
    match: ['27AAPFU0939F1ZV', { text: 'GSTIN: 27AAPFU0939F1ZV', value: '27AAPFU0939F1ZV' }],
    noMatch: ['27AAPFU0939F1ZW', '27AAPFU0939F1Z'],
  },
})

const creditCode = entityPattern({
  entity: 'CN_SOCIAL_CREDIT_CODE',
  regex: new RegExp(`${CODE_BEFORE}[159][0-9]{7}[0-9A-HJ-NP-RTUWXY]{10}${CODE_BEHIND}`),
  validate: chineseCreditCode,
  score: 0.8,
  examples: {
    match: [
      '91350100M000100Y43',
      { text: '统一社会信用代码：91350100M000100Y43', value: '91350100M000100Y43' },
    ],
    noMatch: ['91350100M000100Y44', '9135010M000100Y43'],
  },
})

const koreanFirm = entityPattern({
  entity: 'KR_BRN',
  regex: new RegExp(`${DIGITS_BEFORE}[1-9][0-9]{2}-[0-9]{2}-[0-9]{5}${DIGITS_BEHIND}`),
  validate: (value) => koreanBusiness(digitsOf(value)),
  canonical: digitsOf,
  score: 0.55,
  context: { within: 24, score: 0.9 },
  examples: {
    match: [{ text: '사업자등록번호 120-81-47521', value: '120-81-47521' }],
    noMatch: ['120-81-47522', '120-81-475210'],
  },
})

const brazilianPostcode = entityPattern({
  entity: 'BR_CEP',
  regex: new RegExp(`${DIGITS_BEFORE}[0-9]{2}\\.?[0-9]{3}-?[0-9]{3}${DIGITS_BEHIND}`),
  context: { within: 12, score: 0.8, required: true },
  canonical: digitsOf,
  examples: {
    match: [{ text: 'CEP 01310-100', value: '01310-100' }],
    noMatch: ['01310-100', 'CEP 01310-1000'],
  },
})

const canadianPostcode = entityPattern({
  entity: 'CA_POSTAL_CODE',
  regex: new RegExp(
    `${CODE_BEFORE}[ABCEGHJ-NPRSTVXY][0-9][ABCEGHJ-NPRSTV-Z] [0-9][ABCEGHJ-NPRSTV-Z][0-9]${CODE_BEHIND}`,
  ),
  canonical: codeOf,
  score: 0.6,
  examples: {
    match: ['K1A 0B1', { text: 'Toronto, ON M5V 3L9', value: 'M5V 3L9' }],
    noMatch: ['D1A 0B1', 'K1A 0BB', 'K1A-0B1'],
  },
})

export const registerRecognizers: readonly Recognizer[] = [
  germanInsured,
  koreanLicense,
  koreanPassport,
  voter,
  sortCode,
  sortCodeAndAccount,
  accountBehindSortCode,
  branchCode,
  ifsc,
  gstin,
  creditCode,
  koreanFirm,
  brazilianPostcode,
  canadianPostcode,
]
