import type { SecretKey } from '../../core/digest.js'
import type { EntityName } from '../../core/entities.js'
import type {
  Detection,
  Detector,
  DetectorStep,
  FoldedText,
  KnownTermStore,
  Reader,
} from '../../core/ports.js'
import type { DocumentNumber } from '../../core/types.js'
import { rawSpan } from '../../text/surface.js'
import { AnswerScan, type Candidate } from './answer-scan.js'
import { sourcesBeside } from './beside.js'
import { termDigest } from './collector.js'
import { standsInPermitted } from './permitted-mentions.js'
import { type PlacedTerm, placeTerm, type TermMatch } from './placed-term.js'
import { ENTITY_OF } from './term.js'
import { TermHasher } from './term-key.js'
import { DISTINCTIVE } from './weights.js'

/** What the grounding detector is made of. */
export interface GroundingOptions {
  /** Terms of all protected sources. */
  readonly terms: KnownTermStore
  /** The key that the store's terms were made with. */
  readonly key: SecretKey
}

/** Entities of this detector. */
export const GROUNDED_ENTITIES: readonly EntityName[] = Object.values(ENTITY_OF)

/** Code units that a stream may be held back: as far as a name of several words reaches. */
const HOLDBACK = 60

/**
 * Values of sources that this reader may not read, by lookup alone (docs/decisions.md#distinctive-or-background). A
 * term is found when it is distinctive by itself, or beside others of the same record: in the answer before it, or in
 * what the reader asked. What a permitted document or the reader's own words hold is theirs already.
 *
 * Each call goes on where the last one ended:
 * 1. The scan gives the candidates that the text so far decides.
 * 2. The store says which sources hold them; each match is placed by what this reader may read of these.
 * 3. A term that lies inside a longer one that was found is part of it and no finding of its own.
 */
export function createGroundingDetector({ terms, key }: GroundingOptions): Detector {
  const hasher = new TermHasher(key)
  const states = new WeakMap<FoldedText, { reader: Reader; state: AnswerState }>()
  const readTexts = new WeakMap<FoldedText, OwnTerms>()

  function stateFor(text: FoldedText, reader: Reader): AnswerState {
    let known = states.get(text)
    if (known?.reader !== reader) {
      known = { reader, state: new AnswerState(new AnswerScan(hasher, terms)) }
      states.set(text, known)
    }
    // Nobody asks again about a text that has ended, and what a weak map holds lives longer than it needs to.
    if (text.ended) states.delete(text)
    return known.state
  }

  /** The terms of a text that the reader has: a turn of theirs, or a permitted document given with the question. */
  function termsOf(text: FoldedText): OwnTerms {
    let known = readTexts.get(text)
    if (known === undefined) {
      const candidates = new AnswerScan(hasher, terms).scan(text.surface, true)
      known = { candidates, canonicals: new Set(candidates.map(({ canonical }) => canonical)) }
      readTexts.set(text, known)
    }
    return known
  }

  async function matchesOf(candidates: readonly Candidate[]): Promise<TermMatch[]> {
    if (candidates.length === 0) return []
    const found = await terms.lookup(
      candidates.map(({ high, low, canonical }) => ({ high, low, digest: termDigest(key, canonical) })),
    )
    return candidates.flatMap((candidate, i) => {
      const { holders, common } = found[i]!
      return holders.length === 0 || common ? [] : [{ candidate, holders }]
    })
  }

  async function placeMatches(
    matches: readonly TermMatch[],
    state: AnswerState,
    reader: Reader,
    text: FoldedText,
  ): Promise<void> {
    const turns = reader.ownTurns.map(termsOf)
    const given = reader.foreign.filter(({ permitted }) => permitted).map((foreign) => termsOf(foreign.text))
    state.asked ??= (await matchesOf(turns.at(-1)?.candidates ?? [])).map((match) =>
      placeTerm(match, reader, true),
    )
    const theirs = [...turns, ...given]
    for (const match of matches) {
      const { canonical, end } = match.candidate
      const isOwn = theirs.some(({ canonicals }) => canonicals.has(canonical))
      const term = placeTerm(match, reader, isOwn)
      const detection = end <= state.foundTo ? undefined : await detectionOf(term, state, reader, text)
      state.terms.push(term)
      if (detection === undefined) continue
      state.detections.push(detection)
      state.foundTo = Math.max(state.foundTo, end)
    }
  }

  return {
    name: 'grounding',
    holdback: HOLDBACK,
    async detect(text, from, reader): Promise<DetectorStep> {
      const state = stateFor(text, reader)
      const matches = await matchesOf(state.scan.scan(text.surface, text.ended))
      if (matches.length > 0) await placeMatches(matches, state, reader, text)
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

/** What is known of one answer so far. */
class AnswerState {
  readonly scan: AnswerScan
  readonly terms: PlacedTerm[] = []
  readonly detections: Detection[] = []
  /** Where the last finding ends: what lies before it is part of one. */
  foundTo = 0
  /** Terms of the reader's last turn; unknown until the answer has a match. */
  asked: readonly PlacedTerm[] | undefined

  constructor(scan: AnswerScan) {
    this.scan = scan
  }
}

/** The finding that a term is, alone or beside what stands before it; undefined if it is none. */
async function detectionOf(
  term: PlacedTerm,
  state: AnswerState,
  reader: Reader,
  text: FoldedText,
): Promise<Detection | undefined> {
  let sources = leakingSources(term, state)
  if (sources.length > 0 && !term.explained && (await standsInPermitted(term, reader))) {
    term.explained = true
    sources = leakingSources(term, state)
  }
  if (sources.length === 0) return undefined
  const isForbidden = sources.some((source) => reader.classify(source) === 'forbidden')
  const entity = ENTITY_OF[term.kind]
  return {
    ...rawSpan(text, term.candidate.start, term.candidate.end),
    kind: 'personal-data',
    entity,
    score: SCORE,
    provenance: isForbidden ? 'forbidden' : 'training',
    canonical: `${entity}:${term.candidate.canonical}`,
    sources: sources.sort((a, b) => a - b),
    implied: true,
  }
}

/** A value that a source holds is no guess: above every `minScore` that a policy would set for recognizers. */
const SCORE = 0.9

function leakingSources(term: PlacedTerm, { terms, asked = [] }: AnswerState): DocumentNumber[] {
  if (term.places.size === 0) return []
  return !term.explained && term.bits >= DISTINCTIVE
    ? [...term.places.keys()]
    : sourcesBeside(term, terms, asked)
}
