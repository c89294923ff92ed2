import { fileURLToPath } from 'node:url'
import { classNumber, classOf, type WordClass } from '../../src/detect/names/japanese/word-class.js'
import { encodeWords } from '../../src/detect/names/table-codec.js'
import { surfaceFold } from '../../src/text/fold.js'
import { type NewAsset, writeAsset } from '../assets/write-asset.js'
import { ipadicRows, ipadicSource, ipadicTerms } from './ipadic.js'

/** Writes `data/japanese-readings.bin`, how Japanese names are read: `npm run build:japanese-readings`. */

/** Of a name's readings so many, the most usual first. */
const READINGS = 2

/** Names in kanji, each with its readings behind it. */
function namesRead(kind: '姓' | '名'): string[] {
  const found = new Map<string, Map<string, number>>()
  for (const { surface, partOfSpeech, reading, cost } of ipadicRows()) {
    if (partOfSpeech !== `名詞,固有名詞,人名,${kind}`) continue
    if (!/^[\u4e00-\u9fff々ヶ]{1,4}$/.test(surface) || !/^[ァ-ヴー]{2,7}$/.test(reading)) continue
    const own = found.get(surface) ?? new Map<string, number>()
    found.set(surface, own.set(reading, Math.min(own.get(reading) ?? Number.POSITIVE_INFINITY, cost)))
  }
  return [...found].map(([surface, own]) => {
    const usual = [...own].sort((a, b) => a[1] - b[1]).slice(0, READINGS)
    return [surface, ...usual.map(([reading]) => reading)].join(' ')
  })
}

/** Readings of native names, whichever kanji they are written with. */
function kana(wordClass: WordClass): string {
  const readings = new Set<string>()
  for (const { surface, partOfSpeech, reading } of ipadicRows()) {
    if (classOf(partOfSpeech) !== classNumber(wordClass) || !/\p{sc=Han}/u.test(surfaceFold(surface)))
      continue
    const folded = surfaceFold(reading)
    if (/^[ァ-ヴー]{2,8}$/.test(folded)) readings.add(folded)
  }
  return [...readings].sort().join(' ')
}

export function buildJapaneseReadings(): NewAsset {
  return {
    name: 'japanese-readings',
    what: 'Japanese surnames and given names: in kanji with how they are read, and all readings in katakana.',
    command: 'npm run build:japanese-readings',
    sources: [ipadicSource('surnames and given names with their readings')],
    terms: { 'ipadic.txt': ipadicTerms() },
    parts: {
      surnames: { contents: encodeWords(namesRead('姓')) },
      'given-names': { contents: encodeWords(namesRead('名')) },
      'surname-kana': { contents: kana('surname') },
      'given-name-kana': { contents: kana('given') },
    },
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeAsset(buildJapaneseReadings())
