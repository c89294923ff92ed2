import { WordAutomaton } from '../../text/aho-corasick.js'
import { surfaceFold } from '../../text/fold.js'
import { CONCEPTS, type Concept } from './lexicon/lexicon.js'
import { LEXICONS } from './lexicon/lexicons.js'

/** A word of a lexicon where it stands, in units of what `readWords` was given. */
export interface Word {
  readonly concept: Concept
  /** Index in `LEXICONS`. */
  readonly language: number
  readonly start: number
  readonly end: number
}

/** What `readWords` compares: small letters without accents, and where each stood in the surface fold. */
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

interface Entry {
  readonly concept: Concept
  readonly language: number
  readonly startsWord: boolean
  readonly endsWord: boolean
  /** It is found in parts of what is written together, and ends where it ends itself. */
  readonly free: boolean
}

const entries = new Map<string, Entry[]>()
for (const [language, { match, words }] of LEXICONS.entries()) {
  for (const concept of CONCEPTS) {
    for (const written of (words[concept] ?? '').split('|')) {
      if (written.trim() === '') continue
      const free = match === 'anywhere'
      const bare = written.replace(/^\*|[*$]$/g, '')
      const known = plainText(surfaceFold(bare)).text
      const text = free ? known : known.trim()
      const entry: Entry = {
        concept,
        language,
        free,
        startsWord: !free && !written.startsWith('*') && isLetter(text.charCodeAt(0)),
        endsWord:
          !free &&
          (match === 'word' ? !written.endsWith('*') : written.endsWith('$')) &&
          isLetter(text.charCodeAt(text.length - 1)),
      }
      const list = entries.get(text)
      if (list === undefined) entries.set(text, [entry])
      else list.push(entry)
    }
  }
}

/** Letters and digits of scripts that put spaces between words. */
function isLetter(code: number): boolean {
  if (code < 0x80)
    return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || (code >= 65 && code <= 90)
  return (code >= 0xc0 && code < 0x2000) || (code >= 0xac00 && code < 0xd7a4)
}

const automaton = new WordAutomaton([...entries.keys()])

function endOfWord(text: string, from: number): number {
  let end = from
  while (end < text.length && isLetter(text.charCodeAt(end))) end++
  return end
}

/** All words of all lexicons in a text of `plainText`, in the order in which they end. */
export function readWords(text: string): Word[] {
  const words: Word[] = []
  let state = 0
  for (let i = 0; i < text.length; i++) {
    state = automaton.step(state, text.charCodeAt(i))
    if (!automaton.ends(state)) continue
    const end = i + 1
    const atEnd = end === text.length || !isLetter(text.charCodeAt(end))
    for (const length of automaton.wordsAt(state)) {
      const start = end - length
      const atStart = start === 0 || !isLetter(text.charCodeAt(start - 1))
      for (const entry of entries.get(text.slice(start, end))!) {
        if ((entry.startsWord && !atStart) || (entry.endsWord && !atEnd)) continue
        const { concept, language } = entry
        words.push({ concept, language, start, end: entry.free || atEnd ? end : endOfWord(text, end) })
      }
    }
  }
  return words
}
