import { kanaOfRomaji } from '../../text/romaji.js'
import { collectChineseName } from './chinese-terms.js'
import type { TermCollector } from './collector.js'
import { collectJapanesePerson } from './japanese-terms.js'
import { collectKoreanName } from './korean-terms.js'
import { isCommonWord, isUnlisted, isUnlistedName, type WordStanding } from './ordinary-words.js'
import { isOrganizationEnd } from './organization-terms.js'
import { isSpaced, plainWord } from './term-characters.js'
import { BITS, CERTAIN } from './weights.js'

/** A name that is known to be a person's, as it is written. */
export function collectPerson(collector: TermCollector, name: string): void {
  const words = name.match(/\p{L}[\p{L}\p{M}]*/gu) ?? []
  if (!isSpaced(name)) collectUnspacedPerson(collector, name)
  else if (words.length > 1 && words.length <= MOST_NAMES) {
    collector.words(words, 'person', CERTAIN)
    for (const [i, word] of words.entries()) collector.words([word], 'person', personWordBits(i))
    collectPersonForms(collector, words.map(plainWord))
  }
}

/** The same in a script without spaces. */
export function collectUnspacedPerson(collector: TermCollector, name: string): void {
  if (/^[가-힣]{1,2} ?[가-힣]{2}$/.test(name)) collectKoreanName(collector, name.replace(' ', ''))
  else {
    collectJapanesePerson(collector, name)
    collectChineseName(collector, name)
  }
}

/** More words than this are no person's name. */
const MOST_NAMES = 4

/** What one word of a person's name says, by its place there. */
export function personWordBits(index: number): number {
  return index === 0 ? BITS.givenName : BITS.surname
}

/** Initials with a surname, a first name with an initial, and the name in kana if it is a Japanese one. */
export function collectPersonForms(collector: TermCollector, words: readonly string[]): void {
  const [first, last] = [words[0]!, words.at(-1)!]
  collector.words([first[0]!, last], 'person', BITS.initialAndSurname)
  collector.words([first, last[0]!], 'person', BITS.givenNameAndInitial)
  if (words.length > 2) {
    collector.words([first, last], 'person', CERTAIN)
    collector.words([first[0]!, ...words.slice(1)], 'person', BITS.initialAndRest)
  }
  const [firstKana, lastKana] = [kanaOfRomaji(first), kanaOfRomaji(last)]
  if (firstKana === undefined || lastKana === undefined) return
  for (const kana of [firstKana, lastKana]) collector.run(kana, 'person', BITS.givenName)
  collector.run(lastKana + firstKana, 'person', CERTAIN)
  collector.run(firstKana + lastKana, 'person', CERTAIN)
}

/** Whether plain words are a person's name, by what the lists know of each. */
export function isPerson(words: readonly string[], standings: readonly WordStanding[]): boolean {
  if (words.length > MOST_NAMES || words.includes('of')) return false
  const [first, last] = [standings[0]!, standings.at(-1)!]
  if (words.at(-1)!.length < 2 || words[0]!.length < 2) return false
  // `Tobias Baker`: a surname that is a word, behind a given name that is nothing else.
  if (last.ordinary && last.surname && first.given && !first.ordinary && !first.place) return true
  if (standings.every(({ ordinary }) => ordinary))
    return first.given && last.surname && words.length === 2 && !isCommonWord(words[0]!)
  if (standings.some(({ known }) => known) || isOrganizationEnd(words.at(-1)!)) return false
  const western = first.given && (last.surname || !last.ordinary)
  const eastern = first.surname && last.given && !first.ordinary
  // Two words that are neither words nor places, one of them a name: a person whose other name no list has.
  const unlisted = standings.every(isUnlisted) && standings.some(({ given, surname }) => given || surname)
  return western || eastern || unlisted
}

/** Two or three words that no list has: a name all the same, for lists have the names of few countries. */
export function isPersonOfNoList(words: readonly string[]): boolean {
  return words.length > 1 && words.length <= 3 && words.every(isUnlistedName)
}
