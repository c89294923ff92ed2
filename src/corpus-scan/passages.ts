import type { NumberLists } from './numbers.js'

export const POISONING_RULES = [
  /** A string by which others find out that their data was used. */
  'foreign-canary',
  /** One claim in many passages that hold little else, or by one author. */
  'flood',
  /** Passages that begin with the question that they are to be found by, or are a list of questions. */
  'query-copy',
  /** A few words over and over. */
  'keyword-stuffing',
  /** Two sentences of which one denies the other, or that differ in a number or a name. */
  'denied',
  'other-number',
  'other-name',
  /** Answers to another question than the one asked. */
  'not-answered',
] as const
export type PoisoningRule = (typeof POISONING_RULES)[number]

/** Passages or rows that may be there to mislead, with the counts that say so. */
export interface Poisoning {
  readonly rule: PoisoningRule
  /** Names of all items to be looked at, in their order. */
  readonly records: readonly string[]
  /** Those of them that belong into no set as far as counts tell: all, but where one of two must be wrong. */
  readonly remove: readonly string[]
  /** How many items say what they do not, where that was counted. */
  readonly against: number
}

/** By place among the items. */
export interface Suspicion {
  readonly rule: PoisoningRule
  readonly items: readonly number[]
  readonly remove: readonly number[]
  readonly against: number
}

/** A corpus as the searches for poisoning see it: items by their place, words as tokens of `statement.ts`. */
export interface Passages {
  readonly size: number
  readonly statements: NumberLists
  /** Of rows what is asked, of passages nothing. */
  readonly questions: NumberLists
  /** 0: unknown. */
  readonly authors: readonly number[]
  readonly texts: readonly number[]
  /** In how many items a word stands. */
  readonly held: (token: number) => number
  readonly isName: (token: number) => boolean
  /** In so many items a word may stand and be rare. */
  readonly rare: number
}

/** What more items have is the form of the corpus. */
export function usual(size: number): number {
  return Math.max(8, 0.005 * size)
}
