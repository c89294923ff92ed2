import { surfaceFold } from '../../text/fold.js'
import { plainWord } from './term-characters.js'

/**
 * What an organization adds to the bundled background lists, as words and phrases. Consulted when a source
 * is read: what was read before stays as it was until it is read again.
 */
export interface BackgroundLists {
  /** Said by everybody here (the organization's own name, its products, its towns): distinctive no more. */
  readonly known?: readonly string[]
  /** Distinctive wherever a source has them, whatever the bundled lists say: code names that are ordinary words. */
  readonly distinctive?: readonly string[]
  /**
   * Texts that everybody may have (statutes, licenses, forms, press releases): a run of an answer that one of them holds
   * blocks nothing, whatever document of yours quotes it too. It is counted as spared.
   */
  readonly documents?: readonly string[]
}

export interface Background {
  isKnown(canonical: string): boolean
  /** Words of what is distinctive, in order; of a script without spaces one. */
  readonly distinctive: readonly (readonly string[])[]
}

export const BUNDLED: Background = { isKnown: () => false, distinctive: [] }

export function compileBackground({ known = [], distinctive = [] }: BackgroundLists): Background {
  const canonicals = new Set(known.map((phrase) => canonicalOf(wordsOf(phrase))))
  return {
    isKnown: (canonical) => canonicals.has(canonical),
    distinctive: distinctive.map(wordsOf).filter((words) => words.length > 0),
  }
}

function wordsOf(phrase: string): string[] {
  const folded = plainWord(surfaceFold(phrase))
  return /[a-z]/.test(folded) ? (folded.match(/\p{L}+|[0-9]+/gu) ?? []) : [folded.replace(/[ ・·=]/g, '')]
}

/** As `TermCollector` names what it keeps. */
function canonicalOf(words: readonly string[]): string {
  return words.length === 1 && !/^[a-z0-9]/.test(words[0]!) ? `c:${words[0]}` : wordsCanonical(words)
}

/** Canonical form of words in any order. */
export function wordsCanonical(words: readonly string[]): string {
  return `w:${[...words].sort().join('+')}`
}
