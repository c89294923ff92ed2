import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { encodeWords, type Words } from '../../src/detect/names/japanese/dictionary-codec.js'
import {
  CLASS_COUNT,
  classNumber,
  classOf,
  type WordClass,
} from '../../src/detect/names/japanese/word-class.js'
import { surfaceFold } from '../../src/text/fold.js'

/**
 * Writes `dictionary-data.ts` from the IPADIC that `@sglkc/kuromoji` carries and from the names and katakana
 * words of UniDic, whose `lex_3_1.csv` Debian's package `unidic-mecab` installs:
 *
 *     npm run build:japanese -- /usr/share/mecab/dic/unidic/lex_3_1.csv /usr/share/doc/unidic-mecab/copyright
 *
 * Kept are words, their drawn-together classes and their costs, the mean cost of one class behind another, and
 * how surnames and given names are read.
 */
interface Entry {
  readonly surface: string
  readonly wordClass: number
  readonly cost: number
  readonly left: number
  readonly right: number
  readonly reading: string
}

const require = createRequire(import.meta.url)
const packageFile = (name: string) =>
  readFileSync(join(dirname(require.resolve('@sglkc/kuromoji/package.json')), name))

function readEntries(): Entry[] {
  const numbers = gunzipSync(packageFile('dict/tid.dat.gz'))
  const features = gunzipSync(packageFile('dict/tid_pos.dat.gz'))
  const entries: Entry[] = []
  const seen = new Set<number>()
  for (let at = 0; at + 10 <= numbers.length; at += 10) {
    const offset = numbers.readInt32LE(at + 6)
    if (seen.has(offset)) continue
    seen.add(offset)
    const feature = features.toString('utf8', offset, features.indexOf(0, offset)).split(',')
    const wordClass = classOf(feature.slice(1).join(','))
    const surface = surfaceFold(feature[0] ?? '')
    if (wordClass === undefined || surface === '' || surface.includes('\n')) continue
    entries.push({
      surface,
      wordClass,
      left: numbers.readInt16LE(at),
      right: numbers.readInt16LE(at + 2),
      cost: numbers.readInt16LE(at + 4),
      reading: feature[8] ?? '*',
    })
  }
  return entries
}

/** UniDic's costs are of another scale: its words get what IPADIC's of their class mostly have. */
const UNIDIC: readonly (readonly [prefix: string, name: WordClass, cost: number])[] = [
  ['名詞,固有名詞,人名,姓', 'surname', 9_000],
  ['名詞,固有名詞,人名,名', 'given', 9_000],
  ['名詞,固有名詞,人名', 'person', 7_000],
  ['名詞,固有名詞,地名,国', 'country', 6_000],
  ['名詞,固有名詞,地名', 'region', 8_000],
  ['名詞,固有名詞', 'proper', 8_000],
  ['名詞,普通名詞', 'noun', 6_500],
]

/** Names, and of common nouns those in katakana: foreign words are what foreign names are mistaken for. */
function readUnidic(path: string): Entry[] {
  const entries: Entry[] = []
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    // Quoted surfaces hold commas and are no words.
    if (line.startsWith('"')) continue
    const fields = line.split(',')
    const partOfSpeech = fields.slice(4, 8).join(',')
    const rule = UNIDIC.find(([prefix]) => partOfSpeech.startsWith(prefix))
    const surface = surfaceFold(fields[0] ?? '')
    if (rule === undefined || surface === '' || !/^[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}ー々]+$/u.test(surface))
      continue
    if (rule[1] === 'noun' && !/^[ァ-ヴー]+$/.test(surface)) continue
    const wordClass = classNumber(rule[1])
    entries.push({ surface, wordClass, cost: rule[2], left: -1, right: -1, reading: '*' })
  }
  return entries
}

/** The mean cost of class b behind class a, weighted by their words, in hundreds; row by row. */
function connections(entries: readonly Entry[]): number[] {
  const matrix = gunzipSync(packageFile('dict/cc.dat.gz'))
  const width = matrix.readInt16LE(2)
  const costOf = (right: number, left: number) => matrix.readInt16LE((right * width + left) * 2 + 4)
  const counts = (pick: (entry: Entry) => number) => {
    const byClass = Array.from({ length: CLASS_COUNT }, () => new Map<number, number>())
    for (const entry of entries) {
      const ids = byClass[entry.wordClass]!
      ids.set(pick(entry), (ids.get(pick(entry)) ?? 0) + 1)
    }
    return byClass
  }
  const rights = counts(({ right }) => right)
  const lefts = counts(({ left }) => left)
  return rights.flatMap((before) =>
    lefts.map((behind) => {
      let sum = 0
      let weight = 0
      for (const [right, n] of before) {
        for (const [left, m] of behind) {
          sum += n * m * costOf(right, left)
          weight += n * m
        }
      }
      return weight === 0 ? 100 : Math.round(sum / weight / 100)
    }),
  )
}

function wordsOf(entries: readonly Entry[]): Words {
  const bySurface = new Map<string, Map<number, number>>()
  for (const { surface, wordClass, cost, left } of entries) {
    const classes = bySurface.get(surface) ?? new Map<number, number>()
    bySurface.set(surface, classes)
    const hundreds = Math.round(cost / 100)
    // The first dictionary's own costs stand.
    if (left < 0 && classes.has(wordClass)) continue
    classes.set(wordClass, Math.min(classes.get(wordClass) ?? hundreds, hundreds))
  }
  const sorted = [...bySurface].sort(([a], [b]) => (a < b ? -1 : 1))
  const ordered = sorted.map(([, classes]) => [...classes].sort(([a], [b]) => a - b))
  return {
    surfaces: sorted.map(([surface]) => surface),
    classes: ordered.map((classes) => classes.map(([wordClass]) => wordClass)),
    costs: ordered.map((classes) => classes.map(([, cost]) => cost)),
  }
}

/** Katakana readings of native names. */
function readings(entries: readonly Entry[], wordClass: number): string[] {
  return [
    ...new Set(
      entries
        .filter((entry) => entry.wordClass === wordClass && /\p{sc=Han}/u.test(entry.surface))
        .map(({ reading }) => surfaceFold(reading))
        .filter((reading) => /^[ァ-ヴー]{2,8}$/.test(reading)),
    ),
  ].sort()
}

function source(ipadic: readonly Entry[], unidic: readonly Entry[], unidicNotice: string): string {
  const entries = [...ipadic, ...unidic]
  const notice = packageFile('NOTICE.md').toString('utf8')
  const license = notice.slice(notice.indexOf('mecab-ipadic-2.7.0-20070801\n---')).trim()
  const base64 = (bytes: Uint8Array) =>
    (
      Buffer.from(bytes)
        .toString('base64')
        .match(/.{1,8000}/g) ?? []
    )
      .map((line) => `  '${line}',`)
      .join('\n')
  const commentOf = (text: string) =>
    text
      .split('\n')
      .map((line) => ` * ${line}`.trimEnd())
      .join('\n')
  const bsd = unidicNotice.slice(0, unidicNotice.indexOf('License: LPGL')).trim()
  return `// Made by build-dictionary.ts (npm run build:japanese). Do not edit.

/*
 * Words, classes and costs are those of IPADIC and, for names and katakana words, of UniDic, in another form.
 * Their terms, as they must stand here:
 *
${commentOf(license)}
 *
 * UniDic 3.1.1, of whose licences the BSD one is taken:
 *
${commentOf(bsd)}
 */

/** Brotli in Base64 of what \`dictionary-codec.ts\` describes. */
export const WORDS = [
${base64(encodeWords(wordsOf(entries)))}
].join('')

/** Cost of one class behind another, in hundreds: row by row, in the order of \`word-class.ts\`. */
export const CONNECTIONS =
  '${connections(ipadic).join(' ')}'

export const SURNAME_READINGS =
  '${readings(entries, classNumber('surname')).join(' ')}'

export const GIVEN_READINGS =
  '${readings(entries, classNumber('given')).join(' ')}'
`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [lexicon = '', notice = ''] = process.argv.slice(2)
  writeFileSync(
    new URL('../../src/detect/names/japanese/dictionary-data.ts', import.meta.url),
    source(readEntries(), readUnidic(lexicon), readFileSync(notice, 'utf8')),
  )
}
