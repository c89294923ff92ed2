import type { Random } from '../random.js'

/** What an attack may draw from. */
export interface Material {
  readonly random: Random
  /** An unprotected text of about the same length, in the same language. */
  readonly other: string
  /** Unprotected words. */
  readonly words: readonly string[]
  readonly lang: string
}

/** One way of saying a protected passage so that it is not recognised (the ladder, `L0` to `L7`). */
export interface Attack {
  readonly name: string
  readonly level: 'L0' | 'L1' | 'L2' | 'L3' | 'L4' | 'L5' | 'L7'
  /** Languages it means anything in; all of them without. */
  readonly only?: 'en' | 'ja'
  /** Whether a reader can get the passage back letter by letter. */
  readonly reversible: boolean
  disguise(passage: string, material: Material): string
}

const segmenter = new Intl.Segmenter('en', { granularity: 'word' })

/** The pieces a text is read in: words with what follows them, where there are spaces; else dictionary words. */
export function piecesOf(text: string, lang: string): string[] {
  if (lang !== 'ja') return text.split(/\s+/).filter((piece) => piece !== '')
  const pieces: string[] = []
  for (const { segment, isWordLike } of segmenter.segment(text.replace(/\s+/g, ''))) {
    if (isWordLike || pieces.length === 0) pieces.push(segment)
    else pieces[pieces.length - 1] += segment
  }
  return pieces
}

export function joinPieces(pieces: readonly string[], lang: string): string {
  return pieces.join(lang === 'ja' ? '' : ' ')
}

/** Every character, as a reader sees them apart. */
export function charactersOf(text: string): string[] {
  return [...text]
}

export function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.!?。！？])\s*/u).filter((sentence) => sentence.trim() !== '')
}
