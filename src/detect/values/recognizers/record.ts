import type { Recognizer } from '../../../core/ports.js'
import { luhn } from '../checks/checksum.js'
import { vehicleNumber } from '../checks/national.js'
import { CODE_BEFORE, CODE_BEHIND, codeOf, DIGITS_BEFORE, DIGITS_BEHIND, digitsOf } from './edges.js'
import { entityPattern } from './entity-pattern.js'

/** Numbers that organisations give: told by what stands before them, since every one has a form of its own. */
const CODE = '(?:[A-Za-z]{1,5}[-_/]?)?[0-9][0-9A-Za-z]{1,14}(?:-[0-9A-Za-z]{1,10}){0,2}'

function numbered(
  entity: 'MEDICAL_RECORD_NUMBER' | 'EMPLOYEE_ID' | 'CUSTOMER_ID' | 'INSURANCE_POLICY_NUMBER',
  prefixes: string,
  [match, labelled, other]: readonly [string, { text: string; value: string }, string],
): Recognizer[] {
  return [
    entityPattern({
      entity,
      regex: new RegExp(`${CODE_BEFORE}(?:${prefixes})[-_#:]{1,2} ?[0-9]{3,12}${CODE_BEHIND}`),
      canonical: codeOf,
      score: 0.85,
      examples: { match: [match], noMatch: [other, 'X-1'] },
    }),
    entityPattern({
      entity,
      regex: new RegExp(`${CODE_BEFORE}${CODE}${CODE_BEHIND}`),
      context: { within: 28, score: 0.75, required: true },
      // A day of a month is told by its form.
      validate: (value) => digitsOf(value).length >= 3 && !/^(?:19|20)[0-9]{2}(?:-|$)/.test(value),
      canonical: codeOf,
      examples: { match: [labelled], noMatch: [other, labelled.value] },
    }),
  ]
}

const medical = numbered('MEDICAL_RECORD_NUMBER', 'MRN|mrn|PID|CHART', [
  'MRN-2564474',
  { text: 'medical record number: 2564474', value: '2564474' },
  'the record of 2564474',
])

const employee = numbered('EMPLOYEE_ID', 'EMP|Emp|EMPL|STAFF', [
  'EMP-36399',
  { text: 'Employee ID: E36399', value: 'E36399' },
  'the employee in room 36399',
])

const customer = numbered('CUSTOMER_ID', 'CUST|CUS|CLI|KD', [
  'CUST-104593',
  { text: 'Customer number 104593', value: '104593' },
  'the customer paid 104593',
])

const policy = numbered('INSURANCE_POLICY_NUMBER', 'POL|PLCY', [
  'POL-2591557',
  { text: 'policy number 2591557', value: '2591557' },
  'the police of 2591557',
])

const vin = entityPattern({
  entity: 'VEHICLE_IDENTIFICATION_NUMBER',
  regex: new RegExp(`${CODE_BEFORE}[A-HJ-NPR-Z0-9]{17}${CODE_BEHIND}`),
  validate: (value) =>
    vehicleNumber(value) && /[A-Z].*[A-Z]/.test(value) && /[0-9].*[0-9].*[0-9]/.test(value),
  score: 0.8,
  examples: {
    match: ['1M8GDM9AXKP042788'],
    noMatch: ['1M8GDM9A0KP042788', '1M8GDM9AXKP04278', '11111111111111111'],
  },
})

/** Makers in Europe leave the check digit out. */
const vinByCue = entityPattern({
  entity: 'VEHICLE_IDENTIFICATION_NUMBER',
  regex: new RegExp(`${CODE_BEFORE}[A-HJ-NPR-Z0-9]{17}${CODE_BEHIND}`, 'i'),
  context: {
    within: 30,
    score: 0.85,
    required: true,
  },
  validate: (value) => /[0-9]{3}/.test(value) && /[A-Za-z]/.test(value),
  canonical: codeOf,
  examples: {
    match: [{ text: 'VIN: WVWZZZ1JZXW000001', value: 'WVWZZZ1JZXW000001' }],
    noMatch: ['WVWZZZ1JZXW000001', 'VIN: unknown'],
  },
})

const imei = entityPattern({
  entity: 'IMEI',
  regex: new RegExp(`${DIGITS_BEFORE}[0-9]{2}[- ]?[0-9]{6}[- ]?[0-9]{6}[- ]?[0-9]${DIGITS_BEHIND}`),
  context: { within: 24, score: 0.95, required: true },
  validate: (value) => luhn(digitsOf(value)),
  canonical: digitsOf,
  examples: {
    match: [{ text: 'IMEI 356938035643809', value: '356938035643809' }],
    noMatch: ['356938035643809', 'IMEI 356938035643808'],
  },
})

const swift = entityPattern({
  entity: 'SWIFT_CODE',
  regex: new RegExp(`${CODE_BEFORE}[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?${CODE_BEHIND}`),
  context: { within: 20, score: 0.85, required: true },
  examples: {
    match: [{ text: 'BIC: DEUTDEFF500', value: 'DEUTDEFF500' }],
    noMatch: ['DEUTDEFF500', 'BIC: DEUT', 'swift RESPONSES'],
  },
})

const salary = entityPattern({
  entity: 'SALARY',
  regex:
    /(?<![0-9A-Za-z.,])(?:(?:[$€£¥]|USD|EUR|GBP|CHF) ?[0-9]{1,3}(?:[,. '][0-9]{3}){0,3}(?:[.,][0-9]{2})?k?|[0-9]{1,3}(?:[,. '][0-9]{3}){1,3}(?:[.,][0-9]{2})? ?(?:[$€£¥]|USD|EUR|GBP|CHF|dollars|euros))(?![0-9A-Za-z])/,
  context: {
    within: 30,
    score: 0.7,
    required: true,
  },
  canonical: (value) => value.replace(/[^0-9.,k]/g, '').replace(/[.,](?=[0-9]{3}(?![0-9]))/g, ''),
  examples: {
    match: [
      { text: 'Salary: $97,000', value: '$97,000' },
      { text: 'earns 85.000 EUR', value: '85.000 EUR' },
    ],
    noMatch: ['it costs $97,000', 'salary review', 'pay 12 people'],
  },
})

export const recordRecognizers: readonly Recognizer[] = [
  ...medical,
  ...employee,
  ...customer,
  ...policy,
  vin,
  vinByCue,
  imei,
  swift,
  salary,
]
