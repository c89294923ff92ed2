import { allFakers, type Faker } from '@faker-js/faker'
import type { PiiRow } from '../datasets.js'
import type { Random } from '../random.js'
import { SENTENCES } from './sentence-list.js'

/**
 * Labelled sentences of our own making, for fitting the name tagger: sentences as people write them in letters,
 * tickets, forms, minutes and news, with names, places and firms drawn from many languages.
 */
const LOCALES = [
  'en_US',
  'en_US',
  'en_GB',
  'en_AU',
  'en_CA',
  'en_IE',
  'en_IN',
  'en_NG',
  'en_ZA',
  'de',
  'de_AT',
  'de_CH',
  'fr',
  'fr_BE',
  'es',
  'es_MX',
  'it',
  'pt_BR',
  'pt_PT',
  'nl',
  'nl_BE',
  'da',
  'nb_NO',
  'sv',
  'fi',
  'pl',
  'cs_CZ',
  'sk',
  'hu',
  'hr',
  'ro',
  'tr',
  'lv',
  'id_ID',
  'vi',
  'af_ZA',
  'yo_NG',
  'zu_ZA',
  'sl_SI',
  'sr_RS_latin',
  'uz_UZ_latin',
  'cy',
  'el',
  'ru',
  'uk',
] as const satisfies readonly (keyof typeof allFakers)[]

const ENTITY_OF: Readonly<Record<string, string>> = {
  person: 'PERSON',
  first: 'PERSON',
  last: 'PERSON',
  city: 'LOCATION',
  country: 'LOCATION',
  state: 'LOCATION',
  address: 'LOCATION',
  street: 'LOCATION',
  number: 'LOCATION',
  org: 'ORGANIZATION',
  nat: 'NRP',
  job: 'TITLE',
  honorific: 'TITLE',
  month: 'DATE_TIME',
}

const NATIONALITIES =
  'American British English Scottish Irish French German Spanish Italian Portuguese Dutch Belgian Swiss Austrian Swedish Norwegian Danish Finnish Polish Czech Hungarian Romanian Greek Turkish Russian Ukrainian Chinese Japanese Korean Indian Iranian Israeli Egyptian Kenyan Nigerian Mexican Brazilian Canadian Australian Muslim Christian Jewish Catholic Hindu Republican Democrat'.split(
    ' ',
  )
const HONORIFICS = ['Mr.', 'Mrs.', 'Ms.', 'Dr.', 'Prof.', 'Mr', 'Ms', 'Dr', 'Miss', 'Sir']
const FORMS = [
  'Inc',
  'Inc.',
  'LLC',
  'Ltd',
  'GmbH',
  'Corp',
  'Group',
  'Bank',
  'Partners',
  'Systems',
  'Labs',
  'Media',
  'Holdings',
  'Foundation',
  'Technologies',
  'University',
  'Institute',
]
const UNITS = ['Apt.', 'Suite', 'Unit', 'Apartment', 'Flat', 'Floor', 'Room']
const MONTHS = ['January', 'March', 'May', 'June', 'August', 'October']

class Writer {
  readonly #random: Random
  #faker: Faker = allFakers.en_US

  constructor(random: Random) {
    this.#random = random
  }

  row(sentence: string, id: string): PiiRow {
    this.#draw()
    const spans: PiiRow['spans'] = []
    const place = this.#random.below(8)
    let text = ''
    for (const part of sentence.split(/(\{[a-z]+\})/)) {
      const slot = /^\{([a-z]+)\}$/.exec(part)?.[1]
      if (slot === undefined) {
        text += part
        continue
      }
      const value = this.#fill(slot, place)
      const entity = ENTITY_OF[slot]
      if (entity !== undefined)
        spans.push({ start: text.length, end: text.length + value.length, entity, value })
      text += value
    }
    return { id, lang: 'en', text, spans }
  }

  #draw(): void {
    const faker = allFakers[this.#random.pick(LOCALES)]
    faker.seed(this.#random.below(2 ** 31))
    this.#faker = faker
  }

  #fill(slot: string, place: number): string {
    if (this.#random.chance(0.25)) this.#draw()
    const random = this.#random
    switch (slot) {
      case 'person': {
        const person = this.#person()
        return place === 1 && random.chance(0.3) ? person.toUpperCase() : person
      }
      case 'first':
        return this.#first()
      case 'last':
        return this.#last()
      case 'city': {
        const city = this.#city()
        return place === 0 ? city.toUpperCase() : city
      }
      case 'country':
        return allFakers.en.location.country()
      case 'state':
        return allFakers.en.location.state({ abbreviated: random.chance(0.5) })
      case 'street':
        return this.#street()
      case 'address':
        return this.#address()
      case 'number':
        return String(1 + random.below(random.chance(0.5) ? 999 : 99_999))
      case 'org':
        return this.#organisation()
      case 'nat':
        return random.pick(NATIONALITIES)
      case 'honorific':
        return random.pick(HONORIFICS)
      case 'job':
        return this.#job()
      case 'month':
        return random.pick(MONTHS)
      case 'year':
        return String(1950 + random.below(75))
      case 'count':
        return String(1 + random.below(400))
      case 'noun':
        return allFakers.en.word.noun()
      case 'adjective':
        return allFakers.en.word.adjective()
      case 'verb':
        return allFakers.en.word.verb()
      case 'adverb':
        return allFakers.en.word.adverb()
      case 'heading':
        return this.#heading()
      default:
        throw new RangeError(`no filler for ${slot}`)
    }
  }

  /** Words with capitals that name nobody: titles of songs, menus, products. */
  #heading(): string {
    const { word } = allFakers.en
    const words = [word.adjective(), word.noun(), word.noun(), word.verb(), word.adverb()]
    return this.#random
      .sample(words, 1 + this.#random.below(3))
      .map((text) => `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`)
      .join(' ')
  }

  #first(): string {
    return this.#faker.person.firstName()
  }

  #last(): string {
    return this.#faker.person.lastName()
  }

  #person(): string {
    const first = this.#first()
    const last = this.#last()
    const kind = this.#random.below(12)
    if (kind === 0) return `${first} ${first[0] ?? 'A'}. ${last}`
    if (kind === 1) return `${first} ${last}-${this.#last()}`
    if (kind === 2) return first
    if (kind === 3) return `${first[0] ?? 'A'}. ${last}`
    if (kind === 4) return `${first} ${this.#random.pick('ABCDEFGHJKLMNPRSTW'.split(''))} ${last}`
    if (kind === 5) return `${first} ${this.#first()} ${last}`
    if (kind === 6) return `${first} ${last} ${this.#random.pick(['Jr.', 'II', 'III', 'MD', 'PhD', 'Sr.'])}`
    return `${first} ${last}`
  }

  #city(): string {
    return this.#faker.location.city()
  }

  #street(): string {
    const street = this.#faker.location.street()
    const number = String(1 + this.#random.below(300))
    const kind = this.#random.below(6)
    if (kind === 0) return street
    if (kind === 1) return `the corner of ${street} and ${this.#faker.location.street()}`
    if (kind === 2) return `${street} ${number}.`
    return kind < 5 ? `${number} ${street}` : `${street} ${number}`
  }

  #address(): string {
    const random = this.#random
    const digits = (n: number) => String(random.below(10 ** n)).padStart(n, '0')
    const unit = `${random.pick(UNITS)} ${random.chance(0.7) ? digits(3) : random.pick(['A', 'B', '2C', '14'])}`
    const street = `${1 + random.below(9999)} ${this.#faker.location.street()}`
    const city = this.#city()
    const state = allFakers.en.location.state({ abbreviated: true })
    const country = allFakers.en.location.country()
    const european = `${this.#faker.location.street()} ${1 + random.below(200)}`
    return random.pick([
      `${street}, ${city}, ${state} ${digits(5)}`,
      `${street} ${unit}, ${city}, ${state} ${digits(5)}`,
      `${street}\n${unit}\n${city}, ${state} ${digits(5)}`,
      `${street}\n ${unit}\n ${city.toUpperCase()}\n ${country} ${digits(5)}`,
      `${street} ${unit}, ${city}, ${country} ${digits(5)}`,
      `${european}, ${digits(5)} ${city}`,
      `${european}\n${digits(4)} ${city}`,
      `${european} ${unit} ${city} ${country}`,
      `Unit ${digits(4)} Box ${digits(4)}\nDPO ${random.pick(['AP', 'AA', 'AE'])} ${digits(5)}`,
      `P.O. Box ${digits(3)}, ${city}`,
      `${street}\n${city} ${digits(5)}`,
    ])
  }

  #organisation(): string {
    const capital = (word: string) => `${word[0]?.toUpperCase() ?? ''}${word.slice(1)}`
    const { word } = allFakers.en
    const random = this.#random
    const kind = random.below(12)
    const short = (make: () => string) => {
      let made = make()
      for (let i = 0; i < 20 && (made.length > 8 || made.includes(' ') || made.includes('-')); i++)
        made = make()
      return made
    }
    const noun = () => short(() => word.noun())
    const adjective = () => short(() => word.adjective())
    if (kind === 0) return `${this.#last()}, ${this.#last()} and ${this.#last()}`
    if (kind === 1) return `${this.#last()}-${this.#last()}`
    if (kind === 2) return `${this.#last()} ${random.pick(FORMS)}`
    if (kind === 3) return `${this.#last()} & ${this.#last()}`
    if (kind === 4) return `${capital(adjective())}${noun()}`
    if (kind === 5) return `${capital(noun())}${noun()} ${random.pick(FORMS)}`
    if (kind === 6) return `${capital(adjective())} ${capital(noun())} ${random.pick(FORMS)}`
    if (kind === 7)
      return `${capital(noun())}${random.pick(['ly', 'ify', 'io', 'ster', 'ware', 'tech', 'soft', 'via'])}`
    if (kind === 8)
      return `${this.#city()} ${random.pick(['University', 'Hospital', 'City Council', 'Bank', 'College'])}`
    if (kind === 9)
      return Array.from({ length: 3 }, () => random.pick('ABCDEGHIKLMNPRSTUVW'.split(''))).join('')
    if (kind === 10) return `${capital(noun())} ${capital(noun())}`
    return `${capital(noun())}${random.pick(['data', 'hub', 'cloud', 'point', 'works', 'path', 'list'])}`
  }

  #job(): string {
    const { person } = allFakers.en
    const title = this.#random.chance(0.5)
      ? `${person.jobArea()} ${person.jobType()}`
      : `${allFakers.en.word.noun()} ${person.jobType()}`
    return title[0]?.toUpperCase() + title.slice(1).toLowerCase()
  }
}

/** Subjects, what they do, to what, and where: sentences nobody wrote, for the neighbours that names may have. */
const PERSONS = [
  '{person}',
  '{first}',
  '{last}',
  '{honorific} {last}',
  '{honorific} {person}',
  '{first} and {first}',
  "{first}'s {noun}",
]
const SUBJECTS = [
  ...PERSONS,
  ...PERSONS,
  '{org}',
  'The {noun}',
  'the {adjective} {noun}',
  'I',
  'We',
  'They',
  'Nobody',
  'The {nat} {noun}',
  'A {job}',
  'The {job} {person}',
]
const VERBS = [
  '{verb}s',
  '{verb}ed',
  'will {verb}',
  'did not {verb}',
  'has {verb}ed',
  'wants to {verb}',
  'is',
  'was',
  'said that {first} {verb}ed',
  'can {verb}',
  'may {verb}',
  'never {verb}s',
  'and {first} {verb}',
]
const OBJECTS = [
  '',
  'the {noun}',
  'a {adjective} {noun}',
  'it',
  '{adverb}',
  '{first}',
  '{person}',
  'him',
  'with {person}',
  'to {first}',
  'at {first}',
  'for {honorific} {last}',
  'about {org}',
  'by {person}',
  'the {heading}',
  'the {org} {noun}',
  'as a {job}',
  '{count} {noun}s',
  'without {last}',
  'like {person}',
  '"{heading}"',
  'from {org}',
  'at {org}',
]
const PLACES = [
  '',
  '',
  '',
  'in {city}',
  'near {city}',
  'from {city} to {city}',
  'in {country}',
  'at {street}',
  'to {city}, {country}',
  'in {year}',
  'in {month}',
  'across {country}',
  'outside {city}',
  'on {street}',
  'at {address}',
  'through {city}',
  'towards {city}, {state}',
  'for {country}',
]
const ENDS = [
  '.',
  '.',
  '.',
  '?',
  '!',
  ', {first}.',
  ' ({person}).',
  ' ({city}).',
  ', said {person}.',
  ', {person} says.',
  '; {first} agreed.',
  ': {person}',
  ' - {org}',
  '\n{person}',
]

function composed(random: Random): string {
  const parts = [random.pick(SUBJECTS), random.pick(VERBS), random.pick(OBJECTS), random.pick(PLACES)]
  const sentence = random.chance(0.15) ? [parts[3], parts[0], parts[1], parts[2]] : parts
  return `${sentence.filter((part) => part !== '').join(' ')}${random.pick(ENDS)}`
}

/** How often each sentence is written, with other names each time. */
const TIMES = 12

export function generateRows(random: Random): PiiRow[] {
  const writer = new Writer(random)
  const made = Array.from({ length: SENTENCES.length * TIMES }, () => composed(random))
  const rows = made.map((sentence, i) => writer.row(sentence, `own-made-${i}`))
  return rows.concat(
    SENTENCES.flatMap((sentence, i) =>
      Array.from({ length: TIMES }, (_, j) => {
        const row = writer.row(sentence, `own-${i}-${j}`)
        return random.chance(0.15) ? lowered(row) : row
      }),
    ),
  )
}

/** As people type in a chat. A length that changes with the case keeps the row as it was. */
function lowered(row: PiiRow): PiiRow {
  const text = row.text.toLowerCase()
  if (text.length !== row.text.length) return row
  return { ...row, text, spans: row.spans.map((span) => ({ ...span, value: span.value.toLowerCase() })) }
}
