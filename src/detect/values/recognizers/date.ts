import type { Recognizer } from '../../../core/ports.js'
import { entityPattern } from './entity-pattern.js'

/** Days and ages. By itself a day tells nothing of anybody: a finding only where a service asks for it. */

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

const MONTH =
  '(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)'
const YEAR = '(?:1[89]|20)[0-9]{2}'
const DAY = '(?:0?[1-9]|[12][0-9]|3[01])'
const TIME =
  '(?:[ T][0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9](?:[.,][0-9]{1,9})?)?(?: ?[AaPp]\\.?[Mm]\\.?|Z|[+-][0-2][0-9]:?[0-5][0-9])?)?'
const BEFORE = '(?<![0-9A-Za-z])(?<![0-9][-./,])'
const BEHIND = '(?![0-9A-Za-z])(?![-/.][0-9])'

const numeric = entityPattern({
  entity: 'DATE_TIME',
  regex: new RegExp(
    `${BEFORE}(?:${YEAR}([-/.])(?:0?[1-9]|1[0-2])\\1${DAY}|(?:0?[1-9]|[12][0-9]|3[01])([-/.])(?:0?[1-9]|[12][0-9]|3[01])\\2(?:${YEAR}|[0-9]{2}))${TIME}${BEHIND}`,
  ),
  validate: (value) => isDay(value),
  canonical: dayOf,
  score: 0.7,
  examples: {
    match: [
      '2005-07-21',
      '2005-07-21 18:19:22',
      '2005-07-21T18:19:22.123456Z',
      '2005-07-21T18:19:22-07:00',
      '9/20/1968',
      '20.09.1968',
      { text: 'born 9/20/68.', value: '9/20/68' },
      { text: '生年月日：2005-07-21', value: '2005-07-21' },
    ],
    noMatch: ['20/30/1968', '2005-13-21', '1.2.3', '192.168.1.20', '9/20', '2005-07-21-01'],
  },
})

const written = entityPattern({
  entity: 'DATE_TIME',
  regex: new RegExp(
    `(?<![0-9A-Za-z])(?:${MONTH}\\.? ${DAY}(?:st|nd|rd|th)?(?:,? ${YEAR})?|${DAY}(?:st|nd|rd|th)?(?: of)? ${MONTH}\\.?(?:,? ${YEAR})?|${MONTH}\\.?,? ${YEAR}|(?:${DAY}-)?${MONTH}-${YEAR})(?![0-9A-Za-z])`,
    'i',
  ),
  // `may 12` and `march 3` are as often a wish and a walk.
  validate: (value) => !/^(?:may|march) [0-9]{1,2}$/.test(value),
  canonical: dayOf,
  score: 0.65,
  examples: {
    match: [
      '5-MAY-2021',
      'Oct-1968',
      'September 20, 1968',
      '20 September 1968',
      '20th of Sept. 1968',
      'Mar 3rd',
      'October 1968',
    ],
    noMatch: ['may 12', 'marching 12', 'the 20th', 'Sept', 'Decimal 12'],
  },
})

const BARE_YEAR = '(?<![0-9A-Za-z$€£#/.,-])(?:19|20)[0-9]{2}(?![0-9A-Za-z%])(?![-./,:][0-9])'

/** A year where words say that it is one. It is in half of all reports and tells of nobody: found, and below what is acted upon. */
const year = entityPattern({
  entity: 'DATE_TIME',
  regex: new RegExp(BARE_YEAR),
  context: {
    cues: [
      'in',
      'of',
      'since',
      'from',
      'until',
      'till',
      'during',
      'by',
      'year',
      'before',
      'after',
      'a',
      'the',
    ],
    within: 6,
    score: 0.49,
    required: true,
  },
  examples: { match: [{ text: 'in 1984', value: '1984' }], noMatch: ['room 1984', '1984.5', '$1984'] },
})

/** What a life is told with: who, and what happens to persons and not to firms. */
const OF_A_LIFE = [
  'he',
  'she',
  'him',
  'his',
  'her',
  'born',
  'birth',
  'died',
  'death',
  'married',
  'divorced',
  'retired',
  'graduated',
  'enrolled',
  'baptised',
  'baptized',
  'diagnosed',
  'hospitalised',
  'hospitalized',
  'emigrated',
  'relocated',
  'né',
  'née',
  'geboren',
  'gestorben',
  'nacido',
  'nacida',
  'nato',
  'nata',
  'nascido',
  'nascida',
]

/** *He left in 1984*: a year of somebody's life, the surest that a year can be. */
const yearOfLife = entityPattern({
  entity: 'DATE_TIME',
  regex: new RegExp(BARE_YEAR),
  context: { cues: OF_A_LIFE, within: 48, score: 0.5, required: true },
  examples: {
    match: [
      { text: 'born 1968', value: '1968' },
      { text: 'He left the firm in 1984', value: '1984' },
      { text: 'né en 1968', value: '1968' },
    ],
    noMatch: ['In 2019 the two offices were merged', 'he paid $1984', 'Theremin, 1984'],
  },
})

/** *In 1984 she left*: the same with the person behind the year. */
const yearBeforeLife = entityPattern({
  entity: 'DATE_TIME',
  regex: new RegExp(
    `${BARE_YEAR}(?=[,)]? (?:[a-z]{1,12} ){0,2}(?:he|she|his|her|when he|when she)(?![0-9A-Za-z]))`,
  ),
  score: 0.5,
  examples: {
    match: [
      { text: 'In 1984, he relocated.', value: '1984' },
      { text: 'Until 1999 she taught.', value: '1999' },
    ],
    noMatch: ['In 2019 the two offices were merged', 'in 1984, hence', '1984 heaters'],
  },
})

const AGE = '(?:1[01][0-9]|[1-9]?[0-9])'

const age = entityPattern({
  entity: 'AGE',
  regex: new RegExp(
    `(?<![0-9A-Za-z.,$-])${AGE}(?=[ -]?(?:years?[ -]?old|yrs?[ -]?old|y/?o(?![a-z])|years? of age))`,
    'i',
  ),
  score: 0.8,
  examples: {
    match: [
      { text: 'He is 47 years old', value: '47' },
      { text: 'a 60-year-old man', value: '60' },
      { text: '35yo', value: '35' },
    ],
    noMatch: ['47 years ago', '300 years old', '12 yolks'],
  },
})

const ageByCue = entityPattern({
  entity: 'AGE',
  regex: new RegExp(
    `(?<![0-9A-Za-z.,$-])${AGE}(?![0-9A-Za-z%])(?![.,:/-][0-9])(?! (?:percent|times|dollars|euros))`,
  ),
  context: {
    within: 12,
    score: 0.75,
    required: true,
  },
  examples: {
    match: [
      { text: 'My sister just turned 60', value: '60' },
      { text: 'Age: 47', value: '47' },
      { text: 'aged 9', value: '9' },
    ],
    noMatch: ['page 47', 'age 300', 'turned 60 percent', 'turned 47 times'],
  },
})

const zip = entityPattern({
  entity: 'ZIP_CODE',
  regex:
    /(?<![0-9A-Za-z])(?:[0-9]{3,6}(?:[- ][0-9]{2,4})?(?: [A-Z]{2})?|[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9])(?![0-9A-Za-z])/,
  context: {
    within: 14,
    score: 0.75,
    required: true,
  },
  canonical: (value) => value.replace(/[^0-9A-Z]/g, ''),
  examples: {
    match: [
      { text: 'ZIP: 53650', value: '53650' },
      { text: 'zip code 75534-0301', value: '75534-0301' },
      { text: 'Postal code B0J 2H0', value: 'B0J 2H0' },
    ],
    noMatch: ['53650', 'zip file 53', 'zipped 53650'],
  },
})

function isDay(value: string): boolean {
  const [day = ''] = value.split(/[ T]/)
  const parts = day.split(/[-/.]/).map(Number)
  if (parts.length !== 3) return false
  if (/^[0-9]{4}/.test(day)) return true
  // Day and month in either order, one of them at most twelve.
  return Math.min(parts[0] ?? 0, parts[1] ?? 0) <= 12
}

/** Year, month and day where the writing leaves no doubt of them, else the writing itself. */
function dayOf(value: string): string {
  const iso = /^([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})/.exec(value)
  const pad = (part: string | undefined) => (part ?? '').padStart(2, '0')
  if (iso !== null) return `${iso[1]}-${pad(iso[2])}-${pad(iso[3])}`
  const month = MONTHS.findIndex((name) => value.toLowerCase().includes(name))
  const year = /(?:1[89]|20)[0-9]{2}/.exec(value)?.[0]
  const day = /(?<![0-9])[0-9]{1,2}(?![0-9])/.exec(value)?.[0]
  if (month >= 0 && year !== undefined && day !== undefined)
    return `${year}-${pad(String(month + 1))}-${pad(day)}`
  const [first, second, third] = value.split(/[^0-9]+/)
  // Where one of the two is above twelve it is the day.
  if (month < 0 && third?.length === 4 && Number(first) > 12) return `${third}-${pad(second)}-${pad(first)}`
  if (month < 0 && third?.length === 4 && Number(second) > 12) return `${third}-${pad(first)}-${pad(second)}`
  return value.toLowerCase()
}

export const dateRecognizers: readonly Recognizer[] = [
  numeric,
  written,
  year,
  yearOfLife,
  yearBeforeLife,
  age,
  ageByCue,
  zip,
]
