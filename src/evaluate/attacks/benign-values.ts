import type { Random } from '../random.js'
import { base64 } from './codes.js'

/**
 * For each attack on values the same dress over what says nothing of anybody: codes of pictures, digests and settings,
 * programs that name buttons, links to articles, misprints and model numbers, foreign words in English. Whoever finds
 * a name in every code finds all names in codes; what that costs is measured here.
 */
export interface BenignTwin {
  readonly attack: string
  write(random: Random): string
}

const WORDS =
  'overview settings summary monthly report quarterly results release notes known issues user guide getting started feature request ' +
  'dark mode save changes delete file error message retry connection timeout cache size default value unit price total amount ' +
  'delivery status order history shopping cart payment method terms conditions privacy notice cookie banner search results next page ' +
  'weather forecast train timetable recipe ideas garden tools kitchen table winter tyres battery charger screen protector'
const NOUNS = WORDS.split(' ')
const SENTENCES = [
  'The {} is shown on the second page.',
  'You can change the {} at any time.',
  'If the {} is missing, try again later.',
  'Please check the {} before you continue.',
  'A {} takes about two minutes.',
  'There is no {} in this version.',
  'The next step is the {}; it is optional.',
  'Most people never open the {}.',
] as const
const PLAIN_VALUES = [
  'true',
  'false',
  'enabled',
  'pending',
  'en-GB',
  'v2.4.1',
  'utf-8',
  'medium',
  'left',
  '1.5em',
  '#ff8800',
  'GET',
]
const KEYS = [
  'title',
  'label',
  'name',
  'type',
  'status',
  'location',
  'position',
  'role',
  'state',
  'date',
  'address',
  'company',
  'owner',
  'id',
]
const SHOWN = [
  'Overview',
  'Weekly Report',
  'Save Changes',
  'Top Left',
  'Not Found',
  'Dark Mode',
  'Order History',
  'Main Menu',
  'Active',
  'Required',
  'Unknown',
  'Read Only',
]
const FOREIGN = [
  '豆腐',
  '功夫',
  '点心',
  '味噌',
  '侘寂',
  '김치',
  '비빔밥',
  '한글',
  'щи',
  'борщ',
  'самовар',
  'φιλοσοφία',
  'λόγος',
  'नमस्ते',
  'योग',
  'سلام',
  'فلافل',
]
const MISPRINTS = [
  'the S8 and the B52',
  'a 5l tin',
  'H2O and CO2',
  'an O2 sensor',
  '10l of water',
  'the l0th page',
  'a B2B shop',
  'IO errors',
  'size 3XL',
  'a 2Z key',
  'version l.O',
  'the 5S model',
  'I5 processors',
  'SO2 levels',
  'a 1ot of time',
  'Oil and gas',
]
const HEADINGS = [
  'Terms and Conditions of Use',
  'Frequently Asked Questions and Answers',
  'Rules of the Road for New Drivers',
  'How to Read a Balance Sheet',
  'Notes on the Second Edition',
  'Steps to a Better Night',
  'Getting Started with Your Heat Pump',
  'What to Do When the Lights Go Out',
  'Care and Cleaning of the Filter',
  'Before You Call for Help',
  'Changes since the Last Release',
  'Data Types and Their Limits',
  'A Short History of the Bicycle',
  'Working with Tables and Charts',
  'The Art of Making Bread',
  'Your Rights as a Passenger',
]
const MASKS = [
  '**bold**',
  'value*',
  'a ** b',
  'C** pointer',
  '*/*',
  '****',
  'f*** it',
  '/api/v1/**',
  'two*three',
  'notes: * first * second',
  'SELECT * FROM orders',
  '10 *** 3',
  'glob *.txt',
]

const bytes = (random: Random, count: number) =>
  Buffer.from(Array.from({ length: count }, () => random.below(256)))
const phrase = (random: Random) =>
  Array.from({ length: 1 + random.below(3) }, () => random.pick(NOUNS)).join(' ')
const sentence = (random: Random, said: string) => random.pick(SENTENCES).replace('{}', () => said)
const uuid = (random: Random) =>
  bytes(random, 16)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')

/** What stands in codes everywhere. */
function code(random: Random): string {
  const kind = random.below(10)
  if (kind === 0) return `data:image/png;base64,${bytes(random, 60 + random.below(300)).toString('base64')}`
  if (kind === 1) return `sha512-${bytes(random, 64).toString('base64')}`
  if (kind === 2) return bytes(random, random.pick([16, 20, 32])).toString('hex')
  if (kind === 3) return uuid(random)
  if (kind === 4) return bytes(random, random.pick([6, 8, 9, 12, 16, 24])).toString('base64url')
  if (kind === 5)
    return base64(JSON.stringify({ [random.pick(NOUNS)]: random.pick(PLAIN_VALUES), page: random.below(40) }))
  if (kind === 6) return base64(sentence(random, phrase(random)))
  if (kind === 7) return Buffer.from(phrase(random)).toString('hex')
  if (kind === 8) return bytes(random, random.pick([3, 4, 5, 6])).toString('base64url')
  return base64(random.pick([phrase(random), random.pick(PLAIN_VALUES), random.pick(SHOWN)]))
}

const program = (random: Random) => {
  const fields = Array.from({ length: 2 + random.below(4) }, () => {
    const value = random.pick([random.pick(SHOWN), random.pick(PLAIN_VALUES), phrase(random)])
    return `${random.pick(KEYS)}: "${value}"`
  })
  return `const settings = { ${fields.join(', ')} }\nexport class ${random.pick(['PageView', 'OrderList', 'TableRow'])} { name: String; state = State.Active; location = window.location }`
}

const link = (random: Random) => {
  const slug = Array.from({ length: 3 + random.below(4) }, () => random.pick(NOUNS)).join('-')
  const fields = Array.from({ length: 1 + random.below(4) }, () => {
    const value = random.pick([
      random.pick(PLAIN_VALUES),
      random.pick(NOUNS),
      String(random.below(5000)),
      code(random).slice(0, 22),
    ])
    return `${random.pick(['q', 'page', 'lang', 'sort', 'title', 'utm_source', 'utm_campaign', 'id', 'ref', 'state', 'type'])}=${value}`
  })
  return `https://www.example.org/blog/20${10 + random.below(15)}/${slug}?${fields.join('&')}`
}

const inSentences = (write: (random: Random) => string) => (random: Random) =>
  Array.from({ length: 4 }, () => sentence(random, write(random))).join(' ')

export const benignTwins: readonly BenignTwin[] = [
  { attack: 'base64', write: inSentences(code) },
  { attack: 'direction override', write: inSentences((random) => `\u202e${phrase(random)}\u202c`) },
  { attack: 'in a program', write: program },
  { attack: 'names that are places', write: inSentences(phrase) },
  {
    attack: 'names in other scripts',
    write: inSentences((random) => `${random.pick(FOREIGN)} (${random.pick(NOUNS)})`),
  },
  { attack: 'names of many words', write: inSentences((random) => random.pick(HEADINGS)) },
  {
    attack: 'denied',
    write: (random) => `It is not true that this was said: ${sentence(random, phrase(random))}`,
  },
  { attack: 'read by a machine', write: inSentences((random) => random.pick(MISPRINTS)) },
  { attack: 'partly masked', write: inSentences((random) => random.pick(MASKS)) },
  {
    attack: 'look-alike letters',
    write: inSentences((random) =>
      phrase(random).replace(/[aeo]/g, (letter) =>
        random.chance(0.4) ? { a: 'а', e: 'е', o: 'о' }[letter]! : letter,
      ),
    ),
  },
  { attack: 'in an address', write: inSentences(link) },
  {
    attack: 'URL escapes',
    write: inSentences((random) => encodeURIComponent(`${random.pick(SHOWN)} & ${phrase(random)}`)),
  },
  {
    attack: 'zero-width characters',
    write: inSentences((random) =>
      Array.from(phrase(random), (letter) => (random.chance(0.3) ? `${letter}\u200b` : letter)).join(''),
    ),
  },
]
