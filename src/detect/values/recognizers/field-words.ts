import { cueNumber, cueOf, IS, lookUp, wordKey } from '../../names/index.js'

/** What the words of a field's value are: persons, places, or words of a program. */
export interface FieldWord {
  readonly word: string
  /** As the lists of names have it. */
  readonly key: string
  readonly bits: number
}

export function fieldWords(value: string): FieldWord[] {
  return value
    .split(/[ +.,]+/)
    .filter((word) => word !== '')
    .map((word) => ({ word, key: wordKey(word), bits: lookUp(wordKey(word)) }))
}

const NAMED = IS.given | IS.surname
const PLACE = IS.city | IS.largeCity | IS.region | IS.country

export const isNamed = ({ bits }: FieldWord) => (bits & NAMED) !== 0
export const isCommon = ({ bits }: FieldWord) => (bits & IS.common) !== 0
/** English has it as a word. */
export const isOrdinary = ({ bits }: FieldWord) => (bits & (IS.common | IS.word)) !== 0
/** `firstName`, `HTMLElement`: a name of a program. *McDonald* and *DeVries* are none. */
export const isIdentifier = ({ word }: FieldWord) =>
  /\p{Ll}\p{Lu}|\p{Lu}{2}\p{Ll}/u.test(word.replace(/^(?:Mc|Mac|De|Di|Du|La|Le|Van|O')(?=\p{Lu})/u, ''))

/** Anything that is not just words of English: of a field for persons. */
export function isPerson(value: string): boolean {
  const words = fieldWords(value)
  return (
    !words.some(isIdentifier) &&
    words.some((word) => word.key.length > 1 && (isNamed(word) || !isCommon(word)))
  )
}

/** Of a field that may hold the name of anything. */
export function isKnownPerson(value: string): boolean {
  const words = fieldWords(value)
  if (words.some(isIdentifier)) return false
  const sure = words.filter((word) => isNamed(word) && (word.bits & (IS.common | IS.word | PLACE)) === 0)
  const [first] = words
  const last = words.at(-1)
  if (words.length < 2 || first === undefined || last === undefined) return sure.length > 0
  return sure.length > 0 || ((first.bits & IS.given) !== 0 && (last.bits & IS.surname) !== 0)
}

/** A street with its number, a town of a list, or a word that English does not have. */
export function isPlace(value: string): boolean {
  const words = fieldWords(value)
  if (words.some(isIdentifier)) return false
  // On letters the first line of an address is a person.
  if (isKnownPerson(value) && words.every(({ bits }) => (bits & PLACE) === 0)) return false
  if (words.length > 1 && /[0-9]/.test(value)) return words.some(isStreet)
  if ((lookUp(words.map(({ key }) => key).join(' ')) & PLACE) !== 0) return true
  return words.some((word) => word.key.length > 2 && !isCommon(word) && !/[0-9]/.test(word.word))
}

const STREETS = [cueNumber('street'), cueNumber('unit')]

function isStreet({ word, key, bits }: FieldWord): boolean {
  return (
    STREETS.includes(cueOf(key)) ||
    (/^\p{Lu}\p{L}/u.test(word) && ((bits & IS.common) === 0 || (bits & NAMED) !== 0))
  )
}

/** One form for all spellings of a name: letters and digits with single spaces. */
export function nameOf(value: string): string {
  const key = wordKey(value)
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim()
  return key === '' ? value : key
}
