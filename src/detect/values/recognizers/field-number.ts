import { labelsOf } from '../../../core/entities.js'
import type { Recognizer } from '../../../core/ports.js'
import { fieldPattern } from './field-pattern.js'

/** Ages, days and numbers in fields whose name says what they are. */

const age = fieldPattern({
  entity: 'AGE',
  value: '(?:1[01][0-9]|[1-9]?[0-9])(?![0-9A-Za-z%]|[.,:/-][0-9])',
  canonical: (value) => value,
  examples: { match: [{ text: '?age=47&x', value: '47' }], noMatch: ['max-age=3600', 'page=47', 'aged 9'] },
})

const day = fieldPattern({
  entity: 'DATE_TIME',
  quoted: true,
  value:
    '(?:[0-9]{1,2}[./-][0-9]{1,2}[./-])?(?:18|19|20)[0-9]{2}(?:[./-][0-9]{1,2}[./-][0-9]{1,2})?(?![0-9A-Za-z]|[./-][0-9])',
  canonical: (value) => value,
  examples: {
    match: [
      { text: 'date_time: "2021"', value: '2021' },
      { text: '?dob=2/8/1935&a=b', value: '2/8/1935' },
    ],
    noMatch: ['date: 2021', 'width="2021"'],
  },
})

type NumberedEntity =
  | 'JP_BANK_ACCOUNT'
  | 'JP_PENSION_NUMBER'
  | 'JP_CORPORATE_NUMBER'
  | 'JP_HEALTH_INSURANCE'
  | 'PATIENT_ID'

/** Numbers that a field of a form names, as an office of Japan gives them. */
function numberField(entity: NumberedEntity, value: string, example: string, other: string): Recognizer {
  return fieldPattern({
    entity,
    quoted: true,
    // Looked for always, that of a firm too: a form has it beside the numbers of its owner.
    class: 'high-risk',
    common: false,
    value: `${value}(?![0-9A-Za-z_(]|[.,:/-][0-9A-Za-z])`,
    canonical: (text) => text.replace(/[^0-9A-Za-z]/g, ''),
    examples: {
      match: [{ text: `${labelsOf(entity, 'field')[0]!.replace(/ /g, '_')}: "${example}"`, value: example }],
      noMatch: [`size="${example}"`, other],
    },
  })
}

export const fieldNumberRecognizers: readonly Recognizer[] = [
  numberField('JP_BANK_ACCOUNT', '[0-9]{7}', '0762573', 'account_number="12"'),
  numberField('JP_PENSION_NUMBER', '[0-9]{4}-?[0-9]{6}', '6690-462800', 'pension_number="6690"'),
  numberField('JP_CORPORATE_NUMBER', 'T?[0-9]{13}', 'T4233142615515', 'corporate_number="T42"'),
  numberField('JP_HEALTH_INSURANCE', '[0-9]{6,8}', '06627640', 'health_insurance="yes"'),
  numberField('PATIENT_ID', '[0-9]{5,10}', '49940900', 'patient_id="new"'),
]

export const fieldDayRecognizers: readonly Recognizer[] = [age, day]
