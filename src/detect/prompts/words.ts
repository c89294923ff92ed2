import { WordAutomaton } from '../../text/aho-corasick.js'
import { surfaceFold } from '../../text/fold.js'
import type { Concept, Lexicon } from './lexicon/lexicon.js'

/** A word of a lexicon where it stands, in units of the text that was read. */
export interface Word<Kind extends string = Concept> {
  readonly concept: Kind
  /** Index among the lexicons. */
  readonly language: number
  readonly start: number
  readonly end: number
}

/** What a reader of words compares: small letters without accents, and where each stood in the surface fold. */
export interface PlainText {
  readonly text: string
  /** Undefined where each unit stands where it stood. */
  readonly places?: readonly number[]
}

export function plainText(surface: string): PlainText {
  if (!SPLIT_KANA.test(surface)) return { text: plainLetters(surface) }
  const places: number[] = []
  let text = ''
  for (let i = 0; i < surface.length; i++) {
    const pair = surface.slice(i, i + 2)
    const whole = SPLIT_KANA.test(pair) && !SPLIT_KANA.test(pair[0]!) ? pair.normalize('NFC') : pair
    places.push(i)
    text += whole.length === 1 ? whole : plainLetters(surface[i]!)
    if (whole.length === 1 && pair.length === 2) i += 1
  }
  places.push(surface.length)
  return { text, places }
}

/** Marks of voiced kana that stand by themselves, as behind kana of half width. */
const SPLIT_KANA = /[\u3099\u309a]/

function plainLetters(surface: string): string {
  if (!/[^\0-\x7f]/.test(surface)) return surface.toLowerCase()
  let plain = ''
  for (let i = 0; i < surface.length; i++) {
    const code = surface.charCodeAt(i)
    if (code < 0x80) plain += code >= 65 && code <= 90 ? String.fromCharCode(code + 32) : surface[i]
    else plain += PLAIN.get(code) ?? plainOf(code)
  }
  return plain
}

const PLAIN = new Map<number, string>([
  [0x2019, "'"],
  [0x2018, "'"],
])

function plainOf(code: number): string {
  const letter = String.fromCharCode(code)
  const small = letter.toLowerCase()
  const bare = code < 0x250 ? small.normalize('NFD').replace(/[\u0300-\u036f]/g, '') : small
  const plain = bare.length === 1 ? bare : small.length === 1 ? small : letter
  PLAIN.set(code, plain)
  return plain
}

interface Entry<Kind extends string> {
  readonly concept: Kind
  readonly language: number
  readonly startsWord: boolean
  readonly endsWord: boolean
  /** It is found in parts of what is written together, and ends where it ends itself. */
  readonly free: boolean
}

/** Letters and digits of scripts that put spaces between words. */
function isLetter(code: number): boolean {
  if (code < 0x80)
    return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || (code >= 65 && code <= 90)
  return (code >= 0xc0 && code < 0x2000) || (code >= 0xac00 && code < 0xd7a4)
}

function endOfWord(text: string, from: number): number {
  let end = from
  while (end < text.length && isLetter(text.charCodeAt(end))) end++
  return end
}

/** Finds the words of some lexicons in one pass, however many they are. */
export class WordReader<Kind extends string> {
  readonly #entries = new Map<string, Entry<Kind>[]>()
  readonly #automaton: WordAutomaton
  /** What the word that ends in a state of the automaton stands for, as far as it was found before. */
  readonly #ofState = new Map<number, readonly Entry<Kind>[]>()

  constructor(lexicons: readonly Lexicon<Kind>[]) {
    for (const [language, { match, words }] of lexicons.entries()) {
      for (const concept of Object.keys(words) as Kind[]) {
        for (const written of (words[concept] ?? '').split('|')) {
          if (written.trim() !== '') this.#add(entryOf(written, match, concept, language))
        }
      }
    }
    this.#automaton = new WordAutomaton([...this.#entries.keys()])
  }

  #add({ text, entry }: { readonly text: string; readonly entry: Entry<Kind> }): void {
    const list = this.#entries.get(text)
    if (list === undefined) this.#entries.set(text, [entry])
    else list.push(entry)
  }

  /** All words in a text of `plainText`, in the order in which they end. */
  read(text: string): Word<Kind>[] {
    const words: Word<Kind>[] = []
    const automaton = this.#automaton
    let state = 0
    for (let i = 0; i < text.length; i++) {
      state = automaton.step(state, text.charCodeAt(i))
      let word = automaton.longest(state)
      if (word === 0) continue
      const end = i + 1
      const atEnd = end === text.length || !isLetter(text.charCodeAt(end))
      for (; word > 0; word = automaton.shorter(word)) {
        const start = end - automaton.depth[word]!
        const atStart = start === 0 || !isLetter(text.charCodeAt(start - 1))
        for (const entry of this.#entriesOf(word, text, start, end)) {
          if ((entry.startsWord && !atStart) || (entry.endsWord && !atEnd)) continue
          const { concept, language } = entry
          words.push({ concept, language, start, end: entry.free || atEnd ? end : endOfWord(text, end) })
        }
      }
    }
    return words
  }

  #entriesOf(word: number, text: string, start: number, end: number): readonly Entry<Kind>[] {
    const known = this.#ofState.get(word)
    if (known !== undefined) return known
    const entries = this.#entries.get(text.slice(start, end))!
    this.#ofState.set(word, entries)
    return entries
  }
}

function entryOf<Kind extends string>(
  written: string,
  match: Lexicon['match'],
  concept: Kind,
  language: number,
): { text: string; entry: Entry<Kind> } {
  const free = match === 'anywhere'
  const bare = written.replace(/^\*|[*$]$/g, '')
  const known = plainText(surfaceFold(bare)).text
  const text = free ? known : known.trim()
  // Between letters of scripts without spaces, *AI* is a word; within *fair* it is none.
  const isLatin = (code: number) => code < 0x250 && isLetter(code)
  const startsWord = free
    ? isLatin(text.charCodeAt(0))
    : !written.startsWith('*') && isLetter(text.charCodeAt(0))
  const last = text.charCodeAt(text.length - 1)
  const isWhole = match === 'word' ? !written.endsWith('*') : written.endsWith('$')
  const endsWord = free ? isLatin(last) : isWhole && isLetter(last)
  return { text, entry: { concept, language, free, startsWord, endsWord } }
}
