import { decodeWords } from '../table-codec.js'
import { GIVEN_NAMES_READ, SURNAMES_READ } from './given-names-table.js'

type Readings = ReadonlyMap<string, readonly string[]>

let surnames: Readings | undefined
let givenNames: Readings | undefined

/** How a surname is read, the most usual first, in katakana; undefined if it is none. */
export function surnameReadings(kanji: string): readonly string[] | undefined {
  surnames ??= decode(SURNAMES_READ)
  return surnames.get(kanji)
}

export function givenNameReadings(kanji: string): readonly string[] | undefined {
  givenNames ??= decode(GIVEN_NAMES_READ)
  return givenNames.get(kanji)
}

function decode(table: string): Readings {
  return new Map(
    decodeWords(table).map((entry) => {
      const [kanji = '', ...kana] = entry.split(' ')
      return [kanji, kana]
    }),
  )
}
