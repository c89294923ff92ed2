import { readAsset } from '../../../core/assets.js'
import { katakanaOf, romajiOf, shortVowels } from '../../../text/romaji.js'

/** How Japanese names are read: in kana, and in Roman letters as passports and people write them. */
interface Readings {
  readonly kana: ReadonlySet<string>
  readonly roman: ReadonlySet<string>
}

let surnames: Readings | undefined
let givenNames: Readings | undefined

function readingsOf(part: string): Readings {
  const kana = readAsset('japanese-readings').part(part).toString().split(' ')
  return {
    kana: new Set(kana),
    roman: new Set(kana.flatMap((reading) => romajiOf(reading).map(plainRoman))),
  }
}

const surnameReadings = () => (surnames ??= readingsOf('surname-kana'))
const givenReadings = () => (givenNames ??= readingsOf('given-name-kana'))

/** ヤマダ タロウ, やまだ たろう: a surname and a given name as they are read, voiced kana composed or not. */
export function isReadName(surname: string, given: string): boolean {
  const plain = (kana: string) => katakanaOf(kana.normalize('NFC'))
  return surnameReadings().kana.has(plain(surname)) && givenReadings().kana.has(plain(given))
}

/** Yamada Taro or Taro Yamada; capitals and long vowels do not matter. */
export function isRomanName(first: string, second: string): boolean {
  const [a, b] = [plainRoman(first), plainRoman(second)]
  const holds = (surname: string, given: string) =>
    surnameReadings().roman.has(surname) && givenReadings().roman.has(given)
  return holds(a, b) || holds(b, a)
}

function plainRoman(latin: string): string {
  const bare = latin
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f'-]/g, '')
  return shortVowels(bare)
    .replace(/oh$/, 'o')
    .replace(/m(?=[bmp])/g, 'n')
}
