import type { Recognizer } from '../../../core/ports.js'
import { cueNumber, cueOf, PROGRAM_ENDINGS, wordKey } from '../../names/index.js'
import { fieldDayRecognizers, fieldNumberRecognizers } from './field-number.js'
import { fieldPattern } from './field-pattern.js'
import {
  fieldWords,
  isCommon,
  isIdentifier,
  isKnownPerson,
  isNamed,
  isOrdinary,
  isPerson,
  isPlace,
  nameOf,
} from './field-words.js'
import { DISEASES } from './health.js'

/** Persons, places, firms and what is said of people, in fields whose name says what they are. */

const GAP = '[ +]'
const ENDS = '(?![\\p{L}\\p{M}\\p{N}_(@/:\\\\<]|\\.\\p{L})'
const CAPITAL = "\\p{Lu}[\\p{L}\\p{M}'-]{0,30}\\.?"
const PARTICLE =
  '(?:van|von|der|den|de|di|da|do|dos|du|del|della|la|le|el|al|bin|ibn|y|e|zu|zum|ten|ter|of|and|the|for|&)'

/** Japanese and Chinese: no capital tells a name, so only where nothing but a person is asked for. */
const unspaced = fieldPattern({
  entity: 'PERSON',
  labels: ['person', 'japanese'],
  quoted: true,
  value:
    '[\u4e00-\u9fff々][\u3041-\u30ff\u4e00-\u9fff々]{0,5}(?:[ ・][\u3041-\u30ff\u4e00-\u9fff々]{1,6})?(?=["\'`&])|[\u3041-\u30ff]{2,8}(?:[ ・][\u3041-\u30ff]{2,8})(?=["\'`&])|[\u4e00-\u9fff々]{1,4}[ ]?[\u3041-\u30ff\u4e00-\u9fff々]{1,5}(?![\u3041-\u30ff\u4e00-\u9fff])',
  validate: (value) => !/(?:必須|不明|未設定|入力|設定|名前|氏名|一覧|選択|該当|なし)/.test(value),
  canonical: (value) => value.replace(/[ ・]/g, ''),
  examples: {
    match: [
      { text: 'record = { person: "前田健一" }', value: '前田健一' },
      { text: '?person=遠藤太郎&a=1', value: '遠藤太郎' },
      { text: '"full_name": "すずき けんいち"', value: 'すずき けんいち' },
    ],
    noMatch: ['person: "必須入力"', 'title: "前田健一"', 'person = 前田健一'],
  },
})

const LONG_NAME = `${CAPITAL}(?:${GAP}(?:${CAPITAL}|${PARTICLE})){0,5}${ENDS}`

const person = fieldPattern({
  entity: 'PERSON',
  labels: ['person'],
  value: LONG_NAME,
  validate: isPerson,
  canonical: nameOf,
  examples: {
    match: [
      { text: 'const record = { person: "Spears" }', value: 'Spears' },
      { text: 'https://example.org/profile?first_name=Siiri&age=4', value: 'Siiri' },
      { text: '"patientName": "Jan-Willem van der Berg"', value: 'Jan-Willem van der Berg' },
    ],
    noMatch: [
      'lastName: String,',
      'person: PersonRecord',
      'patient: "Required"',
      'a person like Spears',
      'person: Foo.bar',
    ],
  },
})

const anybody = fieldPattern({
  entity: 'PERSON',
  labels: ['anybody'],
  value: LONG_NAME,
  validate: isKnownPerson,
  canonical: nameOf,
  score: 0.86,
  examples: {
    match: [
      { text: '{"name": "Bertram"}', value: 'Bertram' },
      { text: 'author = "Mark Rose"', value: 'Mark Rose' },
    ],
    noMatch: ['name: "Settings"', 'name: "Webpack"', 'author: "Rose"', 'owner: Organization'],
  },
})

/** Small letters are a name when they are one in a list. */
const small = fieldPattern({
  entity: 'PERSON',
  labels: ['person'],
  quoted: true,
  value: `\\p{Ll}[\\p{L}\\p{M}'-]{2,20}(?:${GAP}(?:\\p{Ll}\\.|\\p{Ll}[\\p{L}\\p{M}'-]{1,20})){0,3}${ENDS}`,
  validate: (value) => fieldWords(value).some((word) => isNamed(word) && !isOrdinary(word)),
  canonical: nameOf,
  examples: {
    match: [{ text: '?person=bertram&id=1', value: 'bertram' }],
    noMatch: ['person=required', 'patient: bertram', 'person="first name"'],
  },
})

const place = fieldPattern({
  entity: 'LOCATION',
  labels: ['location', 'town', 'address', 'part'],
  value: `(?:${CAPITAL}|[0-9][0-9A-Za-z/-]{0,8})(?:,? ?${GAP}(?:[\\p{Lu}0-9][\\p{L}\\p{M}\\p{N}'./-]{0,30}|${PARTICLE}|\\p{Ll}[\\p{L}\\p{M}.]{1,20})){0,7}${ENDS}`,
  validate: isPlace,
  canonical: nameOf,
  examples: {
    match: [
      { text: 'location: "Harjukuja 54"', value: 'Harjukuja 54' },
      { text: 'https://example.org/?city=Lund&a=b', value: 'Lund' },
      { text: '"address": "450 Main Street, Apt. 5"', value: '450 Main Street, Apt. 5' },
    ],
    noMatch: [
      'location: "Top"',
      'address: AddressType',
      'state: "Active"',
      'location: 3',
      'window.location = "/home"',
    ],
  },
})

const placeNumber = fieldPattern({
  entity: 'LOCATION',
  labels: ['address', 'location', 'number'],
  quoted: true,
  value: `[0-9]{2,6}(?:[- ][0-9]{3,4})?(?![0-9A-Za-z_(]|[.,:/-][0-9A-Za-z])`,
  validate: (value) => !/^0+$/.test(value),
  canonical: (value) => value.replace(/[^0-9]/g, ''),
  examples: {
    match: [{ text: 'location: "28245"', value: '28245' }],
    noMatch: ['location: 28245', 'layout(location = 0)', 'port: "28245"'],
  },
})

/** Firms write themselves `BioFlower`; what a program calls a firm ends otherwise. */
const PROGRAM_WORD = new RegExp(`\\p{Ll}(?:${PROGRAM_ENDINGS})$`, 'u')

const organization = fieldPattern({
  entity: 'ORGANIZATION',
  value: `[\\p{Lu}0-9][\\p{L}\\p{M}\\p{N}'.-]{1,30}(?:,?${GAP}(?:[\\p{Lu}0-9][\\p{L}\\p{M}\\p{N}'.-]{0,30}|${PARTICLE})){0,6}${ENDS}`,
  validate: (value) => {
    const words = fieldWords(value)
    return !PROGRAM_WORD.test(value) && words.some((word) => !isCommon(word) && /\p{L}{3}/u.test(word.word))
  },
  canonical: nameOf,
  examples: {
    match: [{ text: 'organization: "Google Public Data Explorer"', value: 'Google Public Data Explorer' }],
    noMatch: ['company: "Required"', 'organization: OrganizationId', 'company: "Weekly Report"'],
  },
})

const JOB = cueNumber('job')
const HONORIFIC = cueNumber('honorific')

const title = fieldPattern({
  entity: 'TITLE',
  value: `\\p{Lu}[\\p{L}\\p{M}'.-]{1,30}(?:,?${GAP}[\\p{L}][\\p{L}\\p{M}'.-]{0,30}){0,5}${ENDS}`,
  validate: (value) => {
    const words = fieldWords(value)
    if (words.some(isIdentifier)) return false
    return words.length === 1 ? isTitle(words[0]!.key) : words.some(({ key }) => cueOf(key) === JOB)
  },
  canonical: nameOf,
  examples: {
    match: [
      { text: 'title: "Mr."', value: 'Mr.' },
      {
        text: '?title=Network and computer systems administrator&a=b',
        value: 'Network and computer systems administrator',
      },
    ],
    noMatch: ['title: "Settings"', 'title: "Weekly Report"', 'role: "button"'],
  },
})

const isTitle = (key: string) => cueOf(key) === JOB || cueOf(key) === HONORIFIC

const NATIONALITY = cueNumber('nationality')

const nationality = fieldPattern({
  entity: 'NRP',
  value: `\\p{Lu}[\\p{L}\\p{M}-]{2,30}${ENDS}`,
  validate: (value) => cueOf(wordKey(value)) === NATIONALITY,
  canonical: nameOf,
  examples: {
    match: [{ text: 'nrp: "Norwegian"', value: 'Norwegian' }],
    noMatch: ['nationality: "Unknown"', 'religion: None'],
  },
})

const disease = fieldPattern({
  entity: 'MEDICAL_DISEASE_DISORDER',
  value: `[\\p{Lu}][\\p{L}'-]{3,30}(?:${GAP}[\\p{L}0-9][\\p{L}'-]{0,30}){0,4}${ENDS}`,
  validate: (value) =>
    DISEASE.test(value) ||
    (!PROGRAM_WORD.test(value) &&
      !fieldWords(value).some(isIdentifier) &&
      fieldWords(value).every((word) => !isCommon(word))),
  canonical: (value) => value.toLowerCase(),
  examples: {
    match: [
      { text: 'diagnosis: "Migraine"', value: 'Migraine' },
      { text: '?condition=Type 2 Diabetes Mellitus&a=b', value: 'Type 2 Diabetes Mellitus' },
    ],
    noMatch: ['condition: "Active"', 'condition: ConditionType'],
  },
})

const DISEASE = new RegExp(`(?<![A-Za-z])(?:${DISEASES})(?![A-Za-z])`, 'i')

export const fieldRecognizers: readonly Recognizer[] = [
  unspaced,
  ...fieldNumberRecognizers,
  person,
  anybody,
  small,
  place,
  placeNumber,
  organization,
  title,
  nationality,
  disease,
  ...fieldDayRecognizers,
]
