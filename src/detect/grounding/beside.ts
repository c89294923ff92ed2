import type { TermHolder } from '../../core/ports.js'
import type { DocumentNumber } from '../../core/types.js'
import type { Candidate } from './answer-scan.js'
import type { PlacedTerm } from './placed-term.js'
import type { TermKind } from './term.js'
import { ALMOST_DISTINCTIVE, BITS } from './weights.js'

/*
 * Terms that say little alone are a leak beside others of their record: a surname and a salary, a sum and what it
 * is of. What they say is added up and held against what chance would bring together; the limits were chosen like
 * the weights of terms (`weights.ts`).
 */

/** Terms further apart than this, in code units, are not said of each other. */
const WINDOW = 500
/** What terms must say together so that they are of one record and no chance, where one of them names somebody. */
const LEAST_WITH_OWNER = 15
/** The same where nobody is named: two sums, a sum and what it is of, a number and a place. */
const LEAST_WITHOUT_OWNER = 20
/** The same where, besides, none of it is exact. */
const LEAST_IF_VAGUE = 26
/** The same for terms that the reader knows one by one, where only their being together is the secret. */
const LEAST_IF_KNOWN = 16
/** A term that says less adds nothing. */
const LEAST_ADDED = BITS.concept

/** Those of whom something can be told. */
const OWNERS: ReadonlySet<TermKind> = new Set(['person', 'organization', 'codename'])
/** What can be told of somebody. */
const FACTS: ReadonlySet<TermKind> = new Set([
  'amount',
  'date',
  'identifier',
  'number',
  'partial',
  'attribute',
])
/** What makes a single number, date or identifier a fact where nobody is named. */
const TOPICS: ReadonlySet<TermKind> = new Set(['name', 'place', 'concept'])

/**
 * Sources with a record that holds this term and enough of what stands before it in the answer or was asked.
 * `before` is in the order of the answer.
 */
export function sourcesBeside(
  term: PlacedTerm,
  before: readonly PlacedTerm[],
  asked: readonly PlacedTerm[],
): DocumentNumber[] {
  if (term.kind === 'concept') return []
  const near = nearbyTerms(term, before)
  if (near.length === 0 && asked.length === 0) return []
  // Most words of an answer stand beside no fact at all.
  if (![term, ...near, ...asked].some(({ kind }) => FACTS.has(kind))) return []
  const found: DocumentNumber[] = []
  for (const [document, holders] of term.places) {
    const holds = ({ places }: PlacedTerm) => places.has(document)
    const [nearby, told] = [near.filter(holds), asked.filter(holds)]
    if (nearby.length === 0 && told.length === 0) continue
    if (holders.some((holder) => saysEnough(term, holder, nearby, told))) found.push(document)
  }
  return found
}

/** Terms that end before this one begins, nearest first, as far back as something can be said of it. */
function nearbyTerms({ candidate: { start } }: PlacedTerm, before: readonly PlacedTerm[]): PlacedTerm[] {
  const near: PlacedTerm[] = []
  for (let i = before.length - 1; i >= 0; i--) {
    const other = before[i]!
    if (other.candidate.start < start - WINDOW) break
    if (other.candidate.end <= start && other.places.size > 0) near.push(other)
  }
  return near
}

/** A term that stands in the same record, and what it says there. */
interface Neighbor {
  readonly term: PlacedTerm
  readonly isInAnswer: boolean
  readonly bits: number
}

/** Whether a term and its neighbors in one record are a leak together. */
function saysEnough(
  term: PlacedTerm,
  holder: TermHolder,
  near: readonly PlacedTerm[],
  asked: readonly PlacedTerm[],
): boolean {
  const neighbors = [...neighborsOf(holder, near, true), ...neighborsOf(holder, asked, false)]
  if (holder.bits + bitsOf(neighbors) < LEAST_WITH_OWNER) return false
  const chosen = withoutRepeats(term, neighbors)
  const all = [term, ...chosen.map((neighbor) => neighbor.term)]
  if (chosen.length === 0 || !identifies(all)) return false
  const sum = holder.bits + bitsOf(chosen)
  const needed = leastOf(all)
  if (all.some(({ explained }) => !explained)) return sum >= needed
  return sum >= Math.max(needed, LEAST_IF_KNOWN) && isFactOfSomebody(all) && !heldTogether(all)
}

function neighborsOf(holder: TermHolder, terms: readonly PlacedTerm[], isInAnswer: boolean): Neighbor[] {
  return terms
    .map((term) => ({ term, isInAnswer, bits: bitsBeside(term, holder) }))
    .filter(({ bits }) => bits >= LEAST_ADDED)
}

/** The most that a term says in a record that stands together with the holder's. */
function bitsBeside(term: PlacedTerm, holder: TermHolder): number {
  let bits = 0
  for (const place of term.places.get(holder.document) ?? []) {
    if (standTogetherIn(place.record, holder.record) && place.bits > bits) bits = place.bits
  }
  return bits
}

function bitsOf(neighbors: readonly Neighbor[]): number {
  return neighbors.reduce((sum, { bits }) => sum + bits, 0)
}

/** Neighbors that share no word with each other or with the term: a whole name is taken before its words. */
function withoutRepeats(term: PlacedTerm, neighbors: readonly Neighbor[]): Neighbor[] {
  const longestFirst = [...neighbors].sort((a, b) => lengthOf(b.term) - lengthOf(a.term) || b.bits - a.bits)
  const chosen: Neighbor[] = []
  const said = new Set(term.parts)
  for (const neighbor of longestFirst) {
    const { candidate, parts } = neighbor.term
    if (parts.some((part) => said.has(part))) continue
    if (neighbor.isInAnswer && chosen.some((one) => overlaps(one.term.candidate, candidate))) continue
    for (const part of parts) said.add(part)
    chosen.push(neighbor)
  }
  return chosen
}

function leastOf(terms: readonly PlacedTerm[]): number {
  if (terms.some(({ kind }) => OWNERS.has(kind))) return LEAST_WITH_OWNER
  return terms.some(isExact) ? LEAST_WITHOUT_OWNER : LEAST_IF_VAGUE
}

/** A sum of three digits or more in its currency, and the like. */
function isExact({ kind, bits }: PlacedTerm): boolean {
  return bits >= ALMOST_DISTINCTIVE && FACTS.has(kind)
}

function lengthOf({ candidate: { start, end } }: PlacedTerm): number {
  return end - start
}

function overlaps(a: Candidate, b: Candidate): boolean {
  return a.start < b.end && b.start < a.end
}

/** Something that can be told of somebody, and somebody or another such thing. Names beside names say nothing. */
function identifies(terms: readonly PlacedTerm[]): boolean {
  const has = (kinds: ReadonlySet<TermKind>) => terms.some(({ kind }) => kinds.has(kind))
  const exactFacts = terms.filter(({ kind }) => kind !== 'attribute' && FACTS.has(kind))
  if (exactFacts.length > 1) return true
  if (exactFacts.length === 1) return has(OWNERS) || has(TOPICS)
  return has(OWNERS) && has(FACTS)
}

function isFactOfSomebody(terms: readonly PlacedTerm[]): boolean {
  return terms.some(({ kind }) => OWNERS.has(kind)) && terms.some(({ kind }) => FACTS.has(kind))
}

/** The reader has said all of it, or one permitted document says it in one place. */
function heldTogether(terms: readonly PlacedTerm[]): boolean {
  const [first, ...others] = terms
  if (terms.every(({ own }) => own)) return true
  for (const [document, records] of first!.permitted) {
    const held = records.some((record) =>
      others.every(({ permitted }) =>
        permitted.get(document)?.some((other) => standTogetherIn(record, other)),
      ),
    )
    if (held) return true
  }
  return false
}

/** The same record, neighboring pieces of prose, or the head of the document, which stands with everything. */
function standTogetherIn(a: number, b: number): boolean {
  return a === 0 || b === 0 || Math.abs(a - b) <= 1
}
