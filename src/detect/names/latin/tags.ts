import type { Token } from './tokens.js'

/** What a word can be part of, in the order of the trained weights; `none` first. */
export const TAGS = ['none', 'PERSON', 'LOCATION', 'ORGANIZATION', 'NRP', 'TITLE'] as const
export type Tag = (typeof TAGS)[number]

/** Numbers of the tags. NRP: nationality, religious or political group. */
export const TAG = { none: 0, person: 1, location: 2, organization: 3, nrp: 4, title: 5 } as const

/** One word with its tag. */
export interface TaggedWord {
  readonly token: Token
  /** Of this word by itself, a number of `TAG`. */
  readonly tag: number
  /** Probability of being part of a name. */
  readonly score: number
  /** Sums of its features by tag: the logarithms of their odds. */
  readonly odds: readonly number[]
}

export interface TaggedSpan {
  readonly start: number
  readonly end: number
  readonly tag: Tag
  /** Mean probability, over its words, of being part of a name at all. */
  readonly score: number
}
