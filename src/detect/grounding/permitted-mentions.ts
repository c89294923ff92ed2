import type { Reader } from '../../core/ports.js'
import type { PlacedTerm } from './placed-term.js'
import { isUpper, plainWord } from './term-characters.js'

/**
 * Whether a permitted text has the words of a name that it was not stored with: sources are read for names, and what
 * is written in lower case was not taken for one.
 */
export async function standsInPermitted({ candidate, kind }: PlacedTerm, reader: Reader): Promise<boolean> {
  const { canonical } = candidate
  if (reader.permittedTexts === undefined || !/^[wc]:/.test(canonical)) return false
  const words = canonical.slice(2).split('+')
  const texts = await reader.permittedTexts(words.join(' '))
  // An ordinary word in lower case does not mention the project that is called by it.
  return texts.some((text) => standTogether(text, words, kind === 'codename'))
}

/** Code units between two words of one name: a space, a comma, a middle initial. */
const LONGEST_GAP = 4

/** All words in any order, within the length of the name and on one line: two lines of a list are two names. */
function standTogether(text: string, words: readonly string[], capitalized: boolean): boolean {
  const plain = plainWord(text)
  const [first, ...others] = words.map((word) => placesOf(plain, word, capitalized ? text : undefined))
  const longest = words.join('').length + LONGEST_GAP * (words.length - 1)
  return first!.some((at) => {
    const near = others.map((places) => places.filter((other) => Math.abs(other - at) < longest))
    if (near.some((places) => places.length === 0)) return false
    const starts = [at, ...near.map((places) => places[0]!)]
    const [from, to] = [Math.min(...starts), Math.max(...starts)]
    const last = words[starts.indexOf(to)]!
    return to + last.length - from <= longest && !text.slice(from, to).includes('\n')
  })
}

/** Where a word stands in a plain text; with `written` it must begin with a capital there. */
function placesOf(plain: string, word: string, written: string | undefined): number[] {
  const latin = /^[a-z]/.test(word)
  const places: number[] = []
  for (let at = plain.indexOf(word); at >= 0; at = plain.indexOf(word, at + 1)) {
    const whole =
      !latin || (!/[a-z]/.test(plain[at - 1] ?? '') && !/[a-z]/.test(plain[at + word.length] ?? ''))
    if (whole && (!latin || written === undefined || isUpper(written.charCodeAt(at)))) places.push(at)
  }
  return places
}
