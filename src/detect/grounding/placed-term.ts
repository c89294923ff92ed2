import type { Reader, TermHolder } from '../../core/ports.js'
import type { DocumentNumber } from '../../core/types.js'
import type { Candidate } from './answer-scan.js'
import { TERM_KINDS, type TermKind } from './term.js'
import { LOST_AT_BEGINNING, LOST_BEHIND_ARTICLE } from './weights.js'

/** Something in an answer, with the sources that hold it. */
export interface TermMatch {
  readonly candidate: Candidate
  readonly holders: readonly TermHolder[]
}

/** A term of the answer, and where the sources have it that this reader may not read. */
export interface PlacedTerm {
  readonly candidate: Candidate
  /** Words, or the one value: a term is never beside itself. */
  readonly parts: readonly string[]
  readonly kind: TermKind
  /** The most that any of these sources makes of it. */
  readonly bits: number
  readonly places: ReadonlyMap<DocumentNumber, readonly TermHolder[]>
  /** Permitted documents that hold it, and in which records. */
  readonly permitted: ReadonlyMap<DocumentNumber, readonly number[]>
  /** In the reader's own words, or given with the question. */
  readonly own: boolean
  /** Own, or held by a permitted document. */
  explained: boolean
}

/** Sorts the holders of a match into those that this reader may read and the others. */
export function placeTerm({ candidate, holders }: TermMatch, reader: Reader, own: boolean): PlacedTerm {
  const places = new Map<DocumentNumber, TermHolder[]>()
  const permitted = new Map<DocumentNumber, number[]>()
  let bits = 0
  let kind = 0
  for (const holder of holders) {
    if (reader.classify(holder.document) === 'permitted') {
      append(permitted, holder.document, holder.record)
      continue
    }
    const says = candidate.lower ? bitsInLowerCase(holder) : bitsInCapitals(holder, candidate)
    if (says === 0) continue
    append(places, holder.document, { ...holder, bits: says })
    if (says > bits) {
      bits = says
      kind = holder.kind
    }
  }
  return {
    candidate,
    parts: candidate.canonical.slice(candidate.canonical.indexOf(':') + 1).split('+'),
    kind: TERM_KINDS[kind]!,
    bits,
    places,
    permitted,
    own,
    explained: own || permitted.size > 0,
  }
}

/** What a word in lower case loses of what the same word says in capitals, and what it must say there at least. */
const LOST_IN_LOWER_CASE = 3
const LEAST_IN_CAPITALS = 9

/**
 * A name in lower case is an ordinary word more often than a name: what says little says nothing then, and a code
 * name, which may be an ordinary word, neither.
 */
function bitsInLowerCase({ kind, bits }: TermHolder): number {
  if (TERM_KINDS[kind] === 'attribute' || TERM_KINDS[kind] === 'concept') return bits
  return bits >= LEAST_IN_CAPITALS && TERM_KINDS[kind] !== 'codename' ? bits - LOST_IN_LOWER_CASE : 0
}

/** A code name that may be an ordinary word counts alone only where something says that it is a name. */
function bitsInCapitals({ kind, bits }: TermHolder, { plain }: Candidate): number {
  if (plain === undefined || TERM_KINDS[kind] !== 'codename') return bits
  return bits - (plain === 'beginning' ? LOST_AT_BEGINNING : LOST_BEHIND_ARTICLE)
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const known = map.get(key)
  if (known === undefined) map.set(key, [value])
  else known.push(value)
}
