import type { Recognizer } from '../../../core/ports.js'
import { cueNumber, cueOf, IS, lookUp, wordKey } from '../../names/index.js'
import { type PatternSpec, provenPattern as pattern } from '../pattern.js'
import { DISEASES } from './health.js'

/**
 * Values of fields whose name says what they are: `person: "Spears"`, `city=Lund`, `"date_of_birth": "1980"`, in
 * programs, records, forms and the queries of links. Where a sentence would have to say that a word is a name, the
 * field has said so; what stays to be told apart are values from words of programs, which fields hold more often.
 *
 * A link with a field in it is no longer one value: what is said there stands apart from it.
 */
const GAP = '[ +]'
const ENDS = '(?![\\p{L}\\p{M}\\p{N}_(@/:\\\\<]|\\.\\p{L})'
const CAPITAL = "\\p{Lu}[\\p{L}\\p{M}'-]{0,30}\\.?"
const PARTICLE =
  '(?:van|von|der|den|de|di|da|do|dos|du|del|della|la|le|el|al|bin|ibn|y|e|zu|zum|ten|ter|of|and|the|for|&)'
/** The longest name of a field, and what stands between it and the value. */
const WITHIN = 32

type Field = Omit<PatternSpec, 'class' | 'common' | 'context' | 'apart' | 'score' | 'regex'> & {
  readonly keys: string
  /** Of the value, and what may stand behind it. */
  readonly value: string
  /** Only in quotes or behind `=`. */
  readonly quoted?: true
  /** Default `name`. */
  readonly entityClass?: PatternSpec['class']
  readonly score?: number
}

function field({ keys, value, quoted, entityClass = 'name', score = 0.88, ...spec }: Field): Recognizer {
  const words = keys.split(',')
  const between = quoted ? '(?: ?[:=] ?["\'`]|=)' : ' {0,2}[:=] {0,2}["\'`]?'
  return pattern({
    ...spec,
    class: entityClass,
    ...(entityClass === 'name' ? { common: true } : {}),
    apart: true,
    regex: new RegExp(`(?<=(?:${words.map(anyCase).join('|')})["'\`]?${between})(?:${value})`, 'u'),
    context: { words, within: WITHIN, score, required: true },
  })
}

/** `date of birth`, `DATE_OF_BIRTH`, `dateOfBirth`. */
function anyCase(words: string): string {
  const letters = words.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`)
  return `(?<![A-Za-z])${letters.replace(/ /g, '[ _-]?')}`
}

const wordsOf = (value: string) =>
  value
    .split(/[ +.,]+/)
    .filter((word) => word !== '')
    .map((word) => ({ word, key: wordKey(word), bits: lookUp(wordKey(word)) }))

type Word = ReturnType<typeof wordsOf>[number]

const NAMED = IS.given | IS.surname
const PLACE = IS.city | IS.largeCity | IS.region | IS.country

const isNamed = ({ bits }: Word) => (bits & NAMED) !== 0
const isCommon = ({ bits }: Word) => (bits & IS.common) !== 0
/** `firstName`, `HTMLElement`: a name of a program. *McDonald* and *DeVries* are none. */
const isIdentifier = ({ word }: Word) =>
  /\p{Ll}\p{Lu}|\p{Lu}{2}\p{Ll}/u.test(word.replace(/^(?:Mc|Mac|De|Di|Du|La|Le|Van|O')(?=\p{Lu})/u, ''))

/** Anything that is not just words of English: of a field for persons. */
function isPerson(value: string): boolean {
  const words = wordsOf(value)
  return (
    !words.some(isIdentifier) &&
    words.some((word) => word.key.length > 1 && (isNamed(word) || !isCommon(word)))
  )
}

/** Of a field that may hold the name of anything. */
function isKnownPerson(value: string): boolean {
  const words = wordsOf(value)
  if (words.some(isIdentifier)) return false
  const sure = words.filter((word) => isNamed(word) && (word.bits & (IS.common | IS.word | PLACE)) === 0)
  const [first] = words
  const last = words.at(-1)
  if (words.length < 2 || first === undefined || last === undefined) return sure.length > 0
  return sure.length > 0 || ((first.bits & IS.given) !== 0 && (last.bits & IS.surname) !== 0)
}

const PERSON_KEYS =
  'person,person name,full name,first name,last name,given name,family name,middle name,maiden name,birth name,surname,forename,' +
  'patient,patient name,customer name,client name,employee name,contact name,member name,user full name,student name,' +
  'recipient name,sender name,beneficiary,cardholder,cardholder name,account holder,account name,legal name,real name,' +
  'nombre,apellido,apellidos,vorname,nachname,prenom,nom,nome,cognome,navn,naam,imie,nazwisko,husband,wife,spouse,doctor,physician'
/** Japanese and Chinese: no capital tells a name, so only where nothing but a person is asked for. */
const unspaced = field({
  entity: 'PERSON',
  keys: `${PERSON_KEYS},氏名,名前,お名前,姓名,フリガナ,ふりがな,口座名義`,
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

const NAME_KEYS =
  'name,display name,nickname,author,owner,contact,customer,client,employee,manager,assignee,reviewer,recipient,sender,applicant,' +
  'tenant,guest,student,teacher,member,attendee,signed by,created by,assigned to'
const LONG_NAME = `${CAPITAL}(?:${GAP}(?:${CAPITAL}|${PARTICLE})){0,5}${ENDS}`

const person = field({
  entity: 'PERSON',
  keys: PERSON_KEYS,
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

const anybody = field({
  entity: 'PERSON',
  keys: NAME_KEYS,
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
const small = field({
  entity: 'PERSON',
  keys: PERSON_KEYS,
  quoted: true,
  value: `\\p{Ll}[\\p{L}\\p{M}'-]{2,20}(?:${GAP}(?:\\p{Ll}\\.|\\p{Ll}[\\p{L}\\p{M}'-]{1,20})){0,3}${ENDS}`,
  validate: (value) =>
    wordsOf(value).some((word) => isNamed(word) && (word.bits & (IS.common | IS.word)) === 0),
  canonical: nameOf,
  examples: {
    match: [{ text: '?person=bertram&id=1', value: 'bertram' }],
    noMatch: ['person=required', 'patient: bertram', 'person="first name"'],
  },
})

function nameOf(value: string): string {
  const key = wordKey(value)
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
  return key === '' ? value : key
}

const PLACE_KEYS =
  'location,city,town,village,address,address line,street,street address,home address,postal address,mailing address,shipping address,' +
  'billing address,home town,hometown,birthplace,place of birth,residence,country,state,province,county,region,district,' +
  'ville,ciudad,stadt,ort,wohnort,adresse,direccion,indirizzo,strasse,rue,calle,via'

/** A street with its number, a town of a list, or a word that English does not have. */
function isPlace(value: string): boolean {
  const words = wordsOf(value)
  if (words.some(isIdentifier)) return false
  // On letters the first line of an address is a person.
  if (isKnownPerson(value) && words.every(({ bits }) => (bits & PLACE) === 0)) return false
  if (words.length > 1 && /[0-9]/.test(value)) return words.some(isStreet)
  if ((lookUp(words.map(({ key }) => key).join(' ')) & PLACE) !== 0) return true
  return words.some((word) => word.key.length > 2 && !isCommon(word) && !/[0-9]/.test(word.word))
}

const STREETS = [cueNumber('street'), cueNumber('unit')]

function isStreet({ word, key, bits }: Word): boolean {
  return (
    STREETS.includes(cueOf(key)) ||
    (/^\p{Lu}\p{L}/u.test(word) && ((bits & IS.common) === 0 || (bits & NAMED) !== 0))
  )
}

const place = field({
  entity: 'LOCATION',
  keys: PLACE_KEYS,
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

const placeNumber = field({
  entity: 'LOCATION',
  keys: 'address,location,street number,house number,zip,zip code,zipcode,postcode,postal code,plz,cap,code postal',
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
const PROGRAM_WORD =
  /\p{Ll}(?:Ids?|Types?|Names?|Service|Class|Props|Model|Record|Enum|Info|Data|Schema|Entity|Ref|Dto|List|Map|Input|Form|View)$/u

const organization = field({
  entity: 'ORGANIZATION',
  keys: 'organization,organisation,organization name,company,company name,employer,firm,workplace,business name,affiliation,firma,empresa,entreprise,societe,azienda',
  value: `[\\p{Lu}0-9][\\p{L}\\p{M}\\p{N}'.-]{1,30}(?:,?${GAP}(?:[\\p{Lu}0-9][\\p{L}\\p{M}\\p{N}'.-]{0,30}|${PARTICLE})){0,6}${ENDS}`,
  validate: (value) => {
    const words = wordsOf(value)
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

const title = field({
  entity: 'TITLE',
  keys: 'title,job,job title,position,occupation,profession,role,salutation,honorific,prefix,beruf,puesto,metier',
  value: `\\p{Lu}[\\p{L}\\p{M}'.-]{1,30}(?:,?${GAP}[\\p{L}][\\p{L}\\p{M}'.-]{0,30}){0,5}${ENDS}`,
  validate: (value) => {
    const words = wordsOf(value)
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

const nationality = field({
  entity: 'NRP',
  keys: 'nrp,nationality,citizenship,ethnicity,religion,political party,party,race,faith,staatsangehorigkeit,nacionalidad',
  value: `\\p{Lu}[\\p{L}\\p{M}-]{2,30}${ENDS}`,
  validate: (value) => cueOf(wordKey(value)) === NATIONALITY,
  canonical: nameOf,
  examples: {
    match: [{ text: 'nrp: "Norwegian"', value: 'Norwegian' }],
    noMatch: ['nationality: "Unknown"', 'religion: None'],
  },
})

const disease = field({
  entity: 'MEDICAL_DISEASE_DISORDER',
  keys: 'medical disease disorder,disease,disorder,diagnosis,condition,medical condition,health condition,illness',
  value: `[\\p{Lu}][\\p{L}'-]{3,30}(?:${GAP}[\\p{L}0-9][\\p{L}'-]{0,30}){0,4}${ENDS}`,
  validate: (value) =>
    DISEASE.test(value) ||
    (!PROGRAM_WORD.test(value) &&
      !wordsOf(value).some(isIdentifier) &&
      wordsOf(value).every((word) => !isCommon(word))),
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

const age = field({
  entity: 'AGE',
  keys: 'age,alter,edad',
  value: '(?:1[01][0-9]|[1-9]?[0-9])(?![0-9A-Za-z%]|[.,:/-][0-9])',
  canonical: (value) => value,
  examples: { match: [{ text: '?age=47&x', value: '47' }], noMatch: ['max-age=3600', 'page=47', 'aged 9'] },
})

const day = field({
  entity: 'DATE_TIME',
  keys:
    'date,date time,datetime,dob,birth,birthday,birthdate,birth date,date of birth,born,year,birth year,admission date,discharge date,' +
    'hire date,start date,end date,geburtsdatum,fecha de nacimiento',
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

/** Numbers that a field of a form names, as an office of Japan gives them. */
function numberField(
  entity: string,
  keys: string,
  value: string,
  example: string,
  other: string,
): Recognizer {
  return field({
    entity,
    keys,
    quoted: true,
    entityClass: 'high-risk',
    value: `${value}(?![0-9A-Za-z_(]|[.,:/-][0-9A-Za-z])`,
    canonical: (text) => text.replace(/[^0-9A-Za-z]/g, ''),
    examples: {
      match: [{ text: `${keys.split(',')[0]!.replace(/ /g, '_')}: "${example}"`, value: example }],
      noMatch: [`size="${example}"`, other],
    },
  })
}

const numberFields: readonly Recognizer[] = [
  numberField(
    'JP_BANK_ACCOUNT',
    'jp bank account,bank account,bank account number,account number,口座番号',
    '[0-9]{7}',
    '0762573',
    'account_number="12"',
  ),
  numberField(
    'JP_PENSION_NUMBER',
    'jp pension number,pension number,basic pension number,基礎年金番号',
    '[0-9]{4}-?[0-9]{6}',
    '6690-462800',
    'pension_number="6690"',
  ),
  numberField(
    'JP_CORPORATE_NUMBER',
    'jp corporate number,corporate number,invoice number,法人番号',
    'T?[0-9]{13}',
    'T4233142615515',
    'corporate_number="T42"',
  ),
  numberField(
    'JP_HEALTH_INSURANCE',
    'jp health insurance,health insurance,insured number,insurer number,保険者番号',
    '[0-9]{6,8}',
    '06627640',
    'health_insurance="yes"',
  ),
  numberField(
    'PATIENT_ID',
    'patient id,patient number,患者番号',
    '[0-9]{5,10}',
    '49940900',
    'patient_id="new"',
  ),
]

export const fieldRecognizers: readonly Recognizer[] = [
  unspaced,
  ...numberFields,
  person,
  anybody,
  small,
  place,
  placeNumber,
  organization,
  title,
  nationality,
  disease,
  age,
  day,
]
