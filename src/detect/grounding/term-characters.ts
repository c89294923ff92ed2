import { hanVariants } from './han-variants.js'

/**
 * Classes of the code units of surface-folded text, and what two spellings of a word share: lower case, no
 * accents. One table lookup per unit; a table because every unit of every answer is looked at.
 */
export const OTHER = 1
/** Letters of scripts that put spaces between words, and nothing else to them. */
export const LETTER = 2
export const DIGIT = 3
export const HAN = 4
export const KATAKANA = 5
/** And what else is written without spaces, or with particles joined to words: Hangul, Thai, Lao, Khmer, Burmese. */
export const HIRAGANA = 6

const classes = new Uint8Array(0x10000)
const plain = new Uint16Array(0x10000)

export function classOf(unit: number): number {
  return classes[unit] || remember(unit)
}

/** The unit in lower case and without its accent. */
export function plainUnit(unit: number): number {
  if (classes[unit] === 0) remember(unit)
  return plain[unit]!
}

export function isUpper(unit: number): boolean {
  return plainUnit(unit) !== unit && (classes[unit] ?? 0) === LETTER
}

/** Whether it begins in a script that puts spaces between words. */
export function isSpaced(text: string): boolean {
  const first = text.search(/\p{L}/u)
  return first >= 0 && classOf(text.charCodeAt(first)) === LETTER
}

/** A word as it is kept: the same for every case, accent and width, and in old and new, traditional and simplified characters. */
export function plainWord(word: string): string {
  let out = ''
  for (let i = 0; i < word.length; i++) out += String.fromCharCode(plainUnit(word.charCodeAt(i)))
  return out
}

function remember(unit: number): number {
  const character = String.fromCharCode(unit)
  const lower = character.toLowerCase()
  const bare = lower.normalize('NFD')
  plain[unit] =
    hanVariants().get(unit) ??
    (bare.length > 1 && /^\p{L}\p{M}+$/u.test(bare) && !isKana(unit)
      ? bare.charCodeAt(0)
      : lower.charCodeAt(0))
  return (classes[unit] = kindOf(unit, character))
}

function kindOf(unit: number, character: string): number {
  if (unit >= 0x30 && unit <= 0x39) return DIGIT
  if (unit === 0x30fc || /\p{Script=Katakana}/u.test(character)) return KATAKANA
  if (
    /[\p{Script=Hiragana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u.test(
      character,
    )
  )
    return HIRAGANA
  if (/[\p{Script=Han}々〆ヶ]/u.test(character) || (unit >= 0xd800 && unit <= 0xdfff)) return HAN
  return /[\p{L}\p{M}]/u.test(character) ? LETTER : OTHER
}

function isKana(unit: number): boolean {
  return unit >= 0x3040 && unit <= 0x30ff
}
