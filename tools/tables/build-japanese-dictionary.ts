import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { encodeWords, type Words } from '../../src/detect/names/japanese/dictionary-codec.js'
import {
  CLASS_COUNT,
  classNumber,
  classOf,
  type WordClass,
} from '../../src/detect/names/japanese/word-class.js'
import { surfaceFold } from '../../src/text/fold.js'
import { type NewAsset, type NewPart, writeAsset } from '../assets/write-asset.js'
import { ipadicConnections, ipadicRows, ipadicSource, ipadicTerms } from './ipadic.js'

/**
 * Writes `data/japanese-dictionary.bin` from IPADIC and from the names and katakana words of UniDic, whose
 * `lex_3_1.csv` Debian's package `unidic-mecab` installs:
 *
 *     npm run build:japanese-dictionary -- /usr/share/mecab/dic/unidic/lex_3_1.csv /usr/share/doc/unidic-mecab/copyright
 *
 * Kept are words, their drawn-together classes and their costs, and the mean cost of one class behind another.
 */
interface Entry {
  readonly surface: string
  readonly wordClass: number
  readonly cost: number
  readonly left: number
  readonly right: number
}

function readIpadic(): Entry[] {
  const entries: Entry[] = []
  const seen = new Set<number>()
  for (const { features, partOfSpeech, surface: raw, cost, left, right } of ipadicRows()) {
    if (seen.has(features)) continue
    seen.add(features)
    const wordClass = classOf(partOfSpeech)
    const surface = surfaceFold(raw)
    if (wordClass === undefined || surface === '' || surface.includes('\n')) continue
    entries.push({ surface, wordClass, cost, left, right })
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
    entries.push({ surface, wordClass, cost: rule[2], left: -1, right: -1 })
  }
  return entries
}

/** The mean cost of class b behind class a, weighted by their words, in hundreds; row by row. */
function connections(entries: readonly Entry[]): number[] {
  const costOf = ipadicConnections()
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

function buildParts(ipadic: readonly Entry[], unidic: readonly Entry[]): Record<string, NewPart> {
  return {
    words: { contents: encodeWords(wordsOf([...ipadic, ...unidic])) },
    connections: { contents: connections(ipadic).join(' ') },
  }
}

/** `unidicTerms`: the copyright file of Debian's package. */
export function japaneseDictionary(parts: NewAsset['parts'], unidicTerms: string): NewAsset {
  return {
    name: 'japanese-dictionary',
    what: 'Japanese words with their classes, how unlikely each is, and how unlikely one class is behind another.',
    command: 'npm run build:japanese-dictionary',
    sources: [
      ipadicSource('words, classes and costs'),
      {
        from: 'UniDic 3.1.1 (lex_3_1.csv)',
        taken: 'names, and common nouns in katakana',
        license: 'BSD-3-Clause, one of the three licenses offered',
        terms: 'unidic.txt',
      },
    ],
    terms: {
      'ipadic.txt': ipadicTerms(),
      'unidic.txt': unidicTerms.slice(0, unidicTerms.indexOf('License: LPGL')),
    },
    parts,
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [lexicon = '', notice = ''] = process.argv.slice(2)
  writeAsset(japaneseDictionary(buildParts(readIpadic(), readUnidic(lexicon)), readFileSync(notice, 'utf8')))
}
