import { readAsset } from '../../../core/assets.js'
import { decodeWords } from '../table-codec.js'

type Readings = ReadonlyMap<string, readonly string[]>

let surnames: Readings | undefined
let givenNames: Readings | undefined

/** How a surname is read, the most usual first, in katakana; undefined if it is none. */
export function surnameReadings(kanji: string): readonly string[] | undefined {
  surnames ??= read('surnames')
  return surnames.get(kanji)
}

export function givenNameReadings(kanji: string): readonly string[] | undefined {
  givenNames ??= read('given-names')
  return givenNames.get(kanji)
}

function read(part: string): Readings {
  return new Map(
    decodeWords(readAsset('japanese-readings').part(part).toString()).map((entry) => {
      const [kanji = '', ...kana] = entry.split(' ')
      return [kanji, kana]
    }),
  )
}
