import type { Random } from '../../random.js'
import type { LanguageCorpus } from '../corpus.js'
import { charactersOf, chunksOf, type Traced, wordsOf } from '../traced.js'

/** What a carrier is given beside the text. */
export interface CarrierContext {
  readonly random: Random
  readonly corpus: LanguageCorpus
}

/** One way of saying a text in another form, which a person or a program with a minute to spare can undo. */
export interface Carrier {
  readonly name: string
  readonly family: string
  /** `words`: only what is still a text of its language; `any`: codes too, which come out letter for letter. */
  readonly takes: 'words' | 'any'
  /** Whether a text of a language comes out as one. */
  readonly keepsWords: boolean
  /** Whether it can be applied to this text. Default: yes. */
  fits?(text: string, context: CarrierContext): boolean
  apply(traced: Traced, context: CarrierContext): Traced
}

/** Words; of what has no spaces, a few characters each. */
export function piecesOf(traced: Traced, { random, corpus }: CarrierContext): Traced[] {
  const words = wordsOf(traced)
  if (!corpus.dense && words.length >= 4) return words
  const characters = charactersOf(traced).length
  return chunksOf(
    traced,
    corpus.dense ? 2 + random.below(4) : Math.max(3, Math.min(4 + random.below(5), characters)),
  )
}

/** What stands between the pieces where nothing else does. */
export function spaceOf(traced: Traced, { corpus }: CarrierContext): string {
  return !corpus.dense && /\S\s+\S/.test(traced.text) ? ' ' : ''
}

export const isLatin = (text: string): boolean => !/[^\x00-\x7f]/.test(text)
/** Letters of English alone, so that an alphabet of 26 says all of it. */
export const isEnglish = (text: string): boolean => /^[A-Za-z0-9\s.,;:'’@\-/€$%()!?&+]*$/.test(text)
