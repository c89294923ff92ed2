import type { SecretKey } from '../../core/digest.js'
import type { EntityName } from '../../core/entities.js'
import type {
  Detection,
  Detector,
  DetectorStep,
  FoldedText,
  KnownTermStore,
  Reader,
  TermHolder,
} from '../../core/ports.js'
import type { DocumentNumber } from '../../core/types.js'
import { rawSpan } from '../../text/surface.js'
import { AnswerScan, type Candidate } from './answer-scan.js'
import { termDigest } from './collector.js'
import { ENTITY_OF, TERM_KINDS, type TermKind } from './term.js'
import { isUpper, plainWord } from './term-characters.js'
import { TermHasher } from './term-key.js'
import { DISTINCTIVE } from './weights.js'

export interface GroundingOptions {
  readonly terms: KnownTermStore
  /** The key that the store's terms were made with. */
  readonly key: SecretKey
}

/** Terms further apart than this, in code units, are not said of each other. */
const WINDOW = 500
/** What both of two known things must say together before saying them of each other is a leak. */
const ASSOCIATION = 16
/** What a term says together with its neighbors, from which on they are of one record and no chance. */
const BESIDE = 15
/** The same where nobody is named: two sums, a sum and what it is of, a number and a place. */
const UNOWNED = 20
/** The same where none of it is exact. */
const VAGUE = 26

/**
 * Values of sources that this reader may not read, by lookup alone (docs/decisions.md#distinctive-or-background). A
 * term is found when it is distinctive by itself, or beside others of the same record: in the answer before it, or in
 * what the reader asked. What a permitted document or the reader's own words hold is theirs already.
 */
export function createGroundingDetector({ terms, key }: GroundingOptions): Detector {
  const hasher = new TermHasher(key)
  const states = new WeakMap<FoldedText, { reader: Reader; state: AnswerState }>()
  const own = new WeakMap<FoldedText, Promise<OwnTerms>>()

  async function termsOf(text: FoldedText): Promise<OwnTerms> {
    let known = own.get(text)
    if (known === undefined) {
      known = readOwn(text)
      own.set(text, known)
    }
    return known
  }

  async function readOwn(text: FoldedText): Promise<OwnTerms> {
    const found = new AnswerScan(hasher, terms).scan(text.surface, true)
    return { canonicals: new Set(found.map(({ canonical }) => canonical)), candidates: found }
  }

  async function matchesOf(candidates: readonly Candidate[]): Promise<Match[]> {
    if (candidates.length === 0) return []
    const found = await terms.lookup(
      candidates.map(({ high, low, canonical }) => ({ high, low, digest: termDigest(key, canonical) })),
    )
    return candidates.flatMap((candidate, i) => {
      const { holders, common } = found[i]!
      return holders.length === 0 || common ? [] : [{ candidate, holders }]
    })
  }

  return {
    name: 'grounding',
    holdback: 60,
    async detect(text, from, reader): Promise<DetectorStep> {
      let known = states.get(text)
      if (known?.reader !== reader) {
        known = { reader, state: new AnswerState(new AnswerScan(hasher, terms)) }
        states.set(text, known)
      }
      // Of a text that has ended nobody asks again, and what a map holds outlives every young collection.
      if (text.ended) states.delete(text)
      const { state } = known
      const candidates = state.scan.scan(text.surface, text.ended)
      const matches = await matchesOf(candidates)
      if (matches.length > 0) {
        const turns = await Promise.all(reader.ownTurns.map(termsOf))
        const permitted = await Promise.all(
          reader.foreign.filter((foreign) => foreign.permitted).map(({ text }) => termsOf(text)),
        )
        const asked = turns.at(-1)
        if (state.asked === undefined) {
          state.asked =
            asked === undefined
              ? []
              : (await matchesOf(asked.candidates)).map((match) => placed(match, reader, true))
        }
        for (const match of matches) {
          const { canonical } = match.candidate
          const theirs = [...turns, ...permitted].some(({ canonicals }) => canonicals.has(canonical))
          const term = placed(match, reader, theirs)
          const { end } = match.candidate
          // Part of a name that was found.
          const covered = end <= state.foundTo
          const detection = covered ? undefined : await judge(term, state, reader, text)
          state.terms.push(term)
          if (detection === undefined) continue
          state.detections.push(detection)
          state.foundTo = Math.max(state.foundTo, end)
        }
      }
      const settled = text.ended
        ? text.raw.length
        : text.surfaceStart(Math.min(state.scan.at, text.surface.length))
      return {
        detections: state.detections.filter(({ start }) => start >= from && start < settled),
        settled: Math.max(from, settled),
      }
    },
  }
}

interface OwnTerms {
  readonly canonicals: ReadonlySet<string>
  readonly candidates: readonly Candidate[]
}

interface Match {
  readonly candidate: Candidate
  readonly holders: readonly TermHolder[]
}

/** A term of the answer, and where the sources have it that this reader may not read. */
interface PlacedTerm {
  readonly candidate: Candidate
  /** Words, or the one value: a term is never beside itself. */
  readonly parts: readonly string[]
  readonly kind: TermKind
  /** The most that any of these sources makes of it. */
  readonly bits: number
  readonly places: ReadonlyMap<DocumentNumber, readonly TermHolder[]>
  /** Permitted documents that hold it, and in which records. */
  readonly permitted: ReadonlyMap<DocumentNumber, readonly number[]>
  /** Said by the reader, or given with the question. */
  readonly own: boolean
  /** Own, or held by a permitted document. */
  explained: boolean
}

class AnswerState {
  readonly scan: AnswerScan
  readonly terms: PlacedTerm[] = []
  readonly detections: Detection[] = []
  foundTo = 0
  asked: readonly PlacedTerm[] | undefined

  constructor(scan: AnswerScan) {
    this.scan = scan
  }
}

function placed({ candidate, holders }: Match, reader: Reader, theirs: boolean): PlacedTerm {
  const places = new Map<DocumentNumber, TermHolder[]>()
  const permitted = new Map<DocumentNumber, number[]>()
  let bits = 0
  let kind = 0
  for (const holder of holders) {
    if (reader.classify(holder.document) === 'permitted') {
      const records = permitted.get(holder.document)
      if (records === undefined) permitted.set(holder.document, [holder.record])
      else records.push(holder.record)
      continue
    }
    const says = candidate.lower ? lowerBits(holder) : holder.bits
    if (says === 0) continue
    const own = places.get(holder.document)
    if (own === undefined) places.set(holder.document, [{ ...holder, bits: says }])
    else own.push({ ...holder, bits: says })
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
    own: theirs,
    explained: theirs || permitted.size > 0,
  }
}

/** A name in lower case is an ordinary word more often than a name. */
function lowerBits({ kind, bits }: TermHolder): number {
  if (TERM_KINDS[kind] === 'attribute' || TERM_KINDS[kind] === 'concept') return bits
  return bits >= 9 && TERM_KINDS[kind] !== 'codename' ? bits - 3 : 0
}

async function judge(
  term: PlacedTerm,
  state: AnswerState,
  reader: Reader,
  text: FoldedText,
): Promise<Detection | undefined> {
  if (term.places.size === 0) return undefined
  const sources = !term.explained && term.bits >= DISTINCTIVE ? [...term.places.keys()] : besides(term, state)
  if (sources.length === 0) return undefined
  if (!term.explained && (await standsInPermitted(term, reader))) {
    term.explained = true
    return judge(term, state, reader, text)
  }
  const forbidden = sources.some((source) => reader.classify(source) === 'forbidden')
  const entity = ENTITY_OF[term.kind]
  return {
    ...rawSpan(text, term.candidate.start, term.candidate.end),
    kind: 'personal-data',
    entity,
    score: 0.9,
    provenance: forbidden ? 'forbidden' : 'training',
    canonical: `${entity}:${term.candidate.canonical}`,
    sources: sources.sort((a, b) => a - b),
    implied: true,
  }
}

/** Sources with a record that holds this term and enough of what stands before it or was asked. */
function besides(term: PlacedTerm, { terms, asked = [] }: AnswerState): DocumentNumber[] {
  if (term.kind === 'concept') return []
  const { start } = term.candidate
  const near: PlacedTerm[] = []
  for (let i = terms.length - 1; i >= 0; i--) {
    const other = terms[i]!
    if (other.candidate.start < start - WINDOW) break
    if (other.candidate.end <= start && other.places.size > 0) near.push(other)
  }
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

function saysEnough(
  term: PlacedTerm,
  holder: TermHolder,
  near: readonly PlacedTerm[],
  asked: readonly PlacedTerm[],
): boolean {
  const beside: Beside[] = []
  let most = holder.bits
  const look = (terms: readonly PlacedTerm[], inAnswer: boolean) => {
    for (const other of terms) {
      const bits = bitsBeside(other, holder)
      if (bits < LEAST_BESIDE) continue
      beside.push({ other, inAnswer, bits })
      most += bits
    }
  }
  look(near, true)
  look(asked, false)
  if (most < BESIDE) return false
  // A whole name before its words.
  beside.sort((a, b) => lengthOf(b.other) - lengthOf(a.other) || b.bits - a.bits)
  let sum = holder.bits
  let unexplained = !term.explained
  const chosen: PlacedTerm[] = []
  const names = new Set(term.parts)
  for (const { other, inAnswer, bits } of beside) {
    if (other.parts.some((part) => names.has(part))) continue
    if (inAnswer && chosen.some((one) => overlaps(one.candidate, other.candidate))) continue
    for (const part of other.parts) names.add(part)
    chosen.push(other)
    sum += bits
    if (!other.explained) unexplained = true
  }
  const all = [term, ...chosen]
  if (chosen.length === 0 || !identifies(all)) return false
  const needed = all.some(({ kind }) => OWNERS.has(kind)) ? BESIDE : all.some(isExact) ? UNOWNED : VAGUE
  if (unexplained) return sum >= needed
  return sum >= Math.max(needed, ASSOCIATION) && isFact(all) && !heldTogether(all)
}

/** A sum of three digits or more in its currency, and the like. */
function isExact({ kind, bits }: PlacedTerm): boolean {
  return bits >= DISTINCTIVE - 1 && FACTS.has(kind)
}

interface Beside {
  readonly other: PlacedTerm
  readonly inAnswer: boolean
  readonly bits: number
}

function lengthOf({ candidate: { start, end } }: PlacedTerm): number {
  return end - start
}

const LEAST_BESIDE = 4

function bitsBeside(other: PlacedTerm, holder: TermHolder): number {
  let bits = 0
  for (const place of other.places.get(holder.document) ?? []) {
    if (standTogetherIn(place.record, holder.record) && place.bits > bits) bits = place.bits
  }
  return bits
}

function overlaps(a: Candidate, b: Candidate): boolean {
  return a.start < b.end && b.start < a.end
}

const OWNERS: ReadonlySet<TermKind> = new Set(['person', 'organization', 'codename'])
const FACTS: ReadonlySet<TermKind> = new Set([
  'amount',
  'date',
  'identifier',
  'number',
  'partial',
  'attribute',
])

/** Something that can be told of somebody, and somebody or another such thing. Names beside names say nothing. */
function identifies(terms: readonly PlacedTerm[]): boolean {
  const has = (kinds: ReadonlySet<TermKind>) => terms.some(({ kind }) => kinds.has(kind))
  const typed = terms.filter(({ kind }) => kind !== 'attribute' && FACTS.has(kind))
  if (typed.length > 1) return true
  if (typed.length === 1) return has(OWNERS) || has(BESIDE_TYPED)
  return has(OWNERS) && has(FACTS)
}

const BESIDE_TYPED: ReadonlySet<TermKind> = new Set(['name', 'place', 'concept'])

/** Somebody, and something of theirs. */
function isFact(terms: readonly PlacedTerm[]): boolean {
  return terms.some(({ kind }) => OWNERS.has(kind)) && terms.some(({ kind }) => FACTS.has(kind))
}

/** The reader, or one permitted document in one place, says all of it. */
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

/** The same record, neighboring stretches of prose, or the head of the document. */
function standTogetherIn(a: number, b: number): boolean {
  return a === 0 || b === 0 || Math.abs(a - b) <= 1
}

/** Sources are read for names; a permitted text that has the words in lower case was stored without them. */
async function standsInPermitted({ candidate, kind }: PlacedTerm, reader: Reader): Promise<boolean> {
  const { canonical } = candidate
  if (reader.permittedTexts === undefined || !/^[wc]:/.test(canonical)) return false
  const words = canonical.slice(2).split('+')
  const texts = await reader.permittedTexts(words.join(' '))
  // An ordinary word is no mention of what is code-named so.
  return texts.some((text) => standTogether(text, words, kind === 'codename'))
}

/** Between two words of one name: a space, a comma, a middle initial. Two lines of a list are two names. */
const BETWEEN = 4

function standTogether(text: string, words: readonly string[], capitalized: boolean): boolean {
  const plain = plainWord(text)
  const [first, ...others] = words.map((word) => placesOf(plain, word, capitalized ? text : undefined))
  const longest = words.join('').length + BETWEEN * (words.length - 1)
  return first!.some((at) => {
    const near = others.map((places) => places.filter((other) => Math.abs(other - at) < longest))
    if (near.some((places) => places.length === 0)) return false
    const starts = [at, ...near.map((places) => places[0]!)]
    const [from, to] = [Math.min(...starts), Math.max(...starts)]
    const last = words[starts.indexOf(to)]!
    return to + last.length - from <= longest && !text.slice(from, to).includes('\n')
  })
}

/** Where a word stands in a plain text; with `written` it must begin with a capital there. */
function placesOf(plain: string, word: string, written: string | undefined): number[] {
  const latin = /^[a-z]/.test(word)
  const places: number[] = []
  for (let at = plain.indexOf(word); at >= 0; at = plain.indexOf(word, at + 1)) {
    const whole =
      !latin || (!/[a-z]/.test(plain[at - 1] ?? '') && !/[a-z]/.test(plain[at + word.length] ?? ''))
    if (whole && (!latin || written === undefined || isUpper(written.charCodeAt(at)))) places.push(at)
  }
  return places
}

/** Entities of this detector. */
export const GROUNDED_ENTITIES: readonly EntityName[] = Object.values(ENTITY_OF)
