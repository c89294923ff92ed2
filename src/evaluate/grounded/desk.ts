import type { Random } from '../random.js'
import type { Kind, Language } from './kinds.js'
import type { Person } from './people.js'
import type { Spellings } from './spellings.js'

/** Something a document says of somebody. */
export interface Fact {
  readonly kind: Kind
  readonly language: Language
  readonly value: Spellings
  /** Whose it is; none for names, which are their own. */
  readonly owner?: Spellings
  readonly document: string
}

/** What a writer of documents is given, and what it hands back: the text, and what is said in it of whom. */
export interface Desk {
  readonly random: Random
  readonly language: Language
  readonly person: () => Person
  readonly id: string
}

export interface Written {
  readonly text: string
  readonly facts: readonly Fact[]
  readonly people: readonly Person[]
}

export type Writer = (desk: Desk) => Written
