import type { EntityName } from '../../core/entities.js'
import { BITS } from './weights.js'

/**
 * A *term*: a name, number, date or identifier in the one form that its spellings share. The same code reads
 * sources and answers, so what is kept of the one is what is looked for in the other.
 */
export type TermKind =
  | 'person'
  | 'organization'
  | 'place'
  | 'name'
  | 'codename'
  | 'date'
  | 'amount'
  | 'number'
  | 'identifier'
  | 'partial'
  | 'attribute'
  | 'concept'

/** In the order in which they are numbered in the store: append only. */
export const TERM_KINDS: readonly TermKind[] = [
  'person',
  'organization',
  'place',
  'name',
  'codename',
  'date',
  'amount',
  'number',
  'identifier',
  'partial',
  'attribute',
  'concept',
]

export const ENTITY_OF: Readonly<Record<TermKind, EntityName>> = {
  person: 'PERSON',
  organization: 'ORGANIZATION',
  place: 'LOCATION',
  name: 'NAME',
  codename: 'CODE_NAME',
  date: 'DATE_TIME',
  amount: 'AMOUNT',
  number: 'NUMBER',
  identifier: 'IDENTIFIER',
  partial: 'PARTIAL_VALUE',
  attribute: 'ATTRIBUTE',
  concept: 'ATTRIBUTE',
}

/** A form under which a value can be looked up. `bits`: how much it says when it stands alone, in binary digits. */
export interface TermForm {
  readonly canonical: string
  readonly bits: number
}

/** A number, date or identifier that begins at a place in a text. */
export interface TypedValue {
  readonly end: number
  readonly kind: TermKind
  /** Forms to keep of a source. */
  readonly kept: readonly TermForm[]
  /** Forms to ask for in an answer; the first that is known counts. */
  readonly asked: readonly string[]
}

/** What a number says: each digit that is not a trailing zero a little more than three bits, its size two more. */
export function digitBits(digits: string): number {
  const significant = digits.replace(/[^0-9]/g, '').replace(/^0+|0+$/g, '').length
  return Math.round(significant * BITS.digit) + (/^[0-9]{4,}/.test(digits) ? 2 : 0)
}
