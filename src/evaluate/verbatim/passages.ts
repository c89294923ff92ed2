import { DEFAULT_THRESHOLDS } from '../../core/thresholds.js'
import { matchFold } from '../../text/fold.js'
import { piecesOf } from '../attacks/index.js'
import type { BookRow } from '../datasets.js'
import type { Random } from '../random.js'

/** Share of every book that is protected; the rest is text of the same author that nobody protects. */
const PROTECTED = 0.7
/** Characters of Japanese that stand for a word: what a dictionary cuts text into on average. */
const CHARACTERS = 2

export interface Book {
  readonly id: string
  readonly lang: string
  readonly kept: string
  readonly free: string
}

export function divide({ id, lang, text }: BookRow): Book {
  const cut = text.indexOf('\n', Math.floor(text.length * PROTECTED))
  const at = cut < 0 ? text.length : cut
  return { id, lang, kept: text.slice(0, at), free: text.slice(at) }
}

/** `words` words from a random place, or twice as many characters of Japanese. */
export function passageOf(text: string, lang: string, words: number, random: Random): string {
  const reach = words * (lang === 'ja' ? 12 : 60) + 200
  const at = random.below(Math.max(1, text.length - reach))
  const slice = text.slice(at, at + reach)
  if (lang === 'ja') return [...slice.replace(/\s+/gu, '')].slice(1, 1 + CHARACTERS * words).join('')
  // The first piece may be half a word.
  return piecesOf(slice, lang)
    .slice(1, 1 + words)
    .join(' ')
}

/** Whether the rule has anything to say of it: it is T folded bytes or more. */
export function isLongEnough(passage: string, lang: string): boolean {
  const { verbatimBytes, verbatimBytesCjk } = DEFAULT_THRESHOLDS
  return (
    passage.isWellFormed() && matchFold(passage).length >= (lang === 'ja' ? verbatimBytesCjk : verbatimBytes)
  )
}

const FRAMES: Readonly<Record<string, readonly [string, string]>> = {
  en: ['Here is what I found for you: ', ' I hope that this helps.'],
  ja: ['お探しの内容は次のとおりです。', ' 以上です。'],
}

export function framed(said: string, lang: string): { readonly answer: string; readonly start: number } {
  const [before, after] = FRAMES[lang] ?? FRAMES['en']!
  return { answer: before + said + after, start: before.length }
}
