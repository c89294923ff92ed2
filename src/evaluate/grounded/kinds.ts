/** Kinds of values that a source may hold and an answer may leak. */
export const KINDS = [
  'person',
  'organization',
  'codename',
  'amount',
  'share',
  'date',
  'identifier',
  'contact',
  'attribute',
] as const
export type Kind = (typeof KINDS)[number]

/** Languages that a corpus is written in. */
export type Language = 'en' | 'ja'

/**
 * What answers say. `{o}` is whose it is, `{v}` the value. Half of the sentences are for finding faults, the
 * other half judges: which is which goes by their place in the list. `unseen` are others, in documents of other
 * layouts and about other people, on which nothing was tuned.
 */
export type Half = 'tune' | 'judge' | 'unseen'

export const HALVES: readonly Half[] = ['tune', 'judge', 'unseen']
