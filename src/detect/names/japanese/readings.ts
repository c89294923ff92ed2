import { readAsset } from '../../../core/assets.js'
import { once } from '../../../core/once.js'
import { katakanaOf, romajiOf, shortVowels } from '../../../text/romaji.js'

/** How Japanese names are read: in kana, and in Roman letters as passports and people write them. */
interface Readings {
  readonly kana: ReadonlySet<string>
  readonly roman: ReadonlySet<string>
}

function readingsOf(part: string): Readings {
  const kana = readAsset('japanese-readings').part(part).toString().split(' ')
  return {
    kana: new Set(kana),
    roman: new Set(kana.flatMap((reading) => romajiOf(reading).map(plainRoman))),
  }
}

export const surnameReadings = once(() => readingsOf('surname-kana'))
export const givenReadings = once(() => readingsOf('given-name-kana'))

/** ヤマダ タロウ, やまだ たろう: a surname and a given name as they are read, voiced kana composed or not. */
export function isReadName(surname: string, given: string): boolean {
  const plain = (kana: string) => katakanaOf(kana.normalize('NFC'))
  return surnameReadings().kana.has(plain(surname)) && givenReadings().kana.has(plain(given))
}

/** Yamada Taro or Taro Yamada; capitals and long vowels do not matter. */
export function isRomanName(first: string, second: string): boolean {
  const [a, b] = [plainRoman(first), plainRoman(second)]
  // Most pairs of words are no Japanese, and cost no table.
  if (!MAY_BE_ROMAN.test(a) || !MAY_BE_ROMAN.test(b)) return false
  const holds = (surname: string, given: string) =>
    surnameReadings().roman.has(surname) && givenReadings().roman.has(given)
  return holds(a, b) || holds(b, a)
}

/** Every reading in Roman letters is of this form, and few words of other languages are. */
export const MAY_BE_ROMAN = /^(?:(?:(?:([bdfghjkmprstwyz])\1?|t?c|n)[hswy]?)?[aeiou]|[nv])+$/

function plainRoman(latin: string): string {
  const bare = latin
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f'-]/g, '')
  return shortVowels(bare)
    .replace(/oh$/, 'o')
    .replace(/m(?=[bmp])/g, 'n')
}
