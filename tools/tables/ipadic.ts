import { gunzipSync } from 'node:zlib'
import type { AssetSource } from '../../src/core/assets.js'
import { packageFile, packageVersion } from '../assets/packages.js'

/** IPADIC, as the package `@sglkc/kuromoji` carries it. */
const PACKAGE = '@sglkc/kuromoji'

export interface IpadicRow {
  /** Rows of one word with the same features have the same number. */
  readonly features: number
  readonly surface: string
  /** Part of speech and its three subdivisions. */
  readonly partOfSpeech: string
  /** In katakana; `*` where there is none. */
  readonly reading: string
  readonly cost: number
  readonly left: number
  readonly right: number
}

export function* ipadicRows(): Generator<IpadicRow> {
  const numbers = gunzipSync(packageFile(PACKAGE, 'dict/tid.dat.gz'))
  const texts = gunzipSync(packageFile(PACKAGE, 'dict/tid_pos.dat.gz'))
  for (let at = 0; at + 10 <= numbers.length; at += 10) {
    const features = numbers.readInt32LE(at + 6)
    const fields = texts.toString('utf8', features, texts.indexOf(0, features)).split(',')
    yield {
      features,
      surface: fields[0] ?? '',
      partOfSpeech: fields.slice(1, 5).join(','),
      reading: fields[8] ?? '*',
      left: numbers.readInt16LE(at),
      right: numbers.readInt16LE(at + 2),
      cost: numbers.readInt16LE(at + 4),
    }
  }
}

/** What it costs that class `left` stands behind class `right`. */
export function ipadicConnections(): (right: number, left: number) => number {
  const matrix = gunzipSync(packageFile(PACKAGE, 'dict/cc.dat.gz'))
  const width = matrix.readInt16LE(2)
  return (right, left) => matrix.readInt16LE((right * width + left) * 2 + 4)
}

export function ipadicSource(taken: string): AssetSource {
  return {
    from: `mecab-ipadic 2.7.0-20070801, as ${packageVersion(PACKAGE)} carries it`,
    taken,
    license: 'the terms of IPADIC (NAIST and ICOT)',
    terms: 'ipadic.txt',
  }
}

export function ipadicTerms(): string {
  const notice = packageFile(PACKAGE, 'NOTICE.md').toString('utf8')
  return notice.slice(notice.indexOf('mecab-ipadic-2.7.0-20070801\n---'))
}
