import { isUnspeakable } from '../../core/leak.js'
import type {
  Detection,
  Detector,
  DetectorStep,
  DocumentRegistry,
  FingerprintStore,
  FoldedText,
  Reader,
} from '../../core/ports.js'
import { DEFAULT_RARITY, DEFAULT_THRESHOLDS, type Rarity } from '../../core/thresholds.js'
import type { DocumentNumber } from '../../core/types.js'
import { ExplainedWindows } from './explained-windows.js'
import { foreignOf } from './foreign-texts.js'
import {
  NEAR_MARGIN,
  NEAR_WINDOW,
  type NearClass,
  type NearMatch,
  type NearMatchContext,
  NearMatcher,
  type SeenAnchor,
} from './near-match.js'
import { describeRun } from './verbatim-merge.js'

/**
 * Copies that were edited: words changed, left out, put in between, another text woven in. No window of them is
 * an exact copy, or not enough windows are. The rules:
 *
 * 1. Every 16 folded bytes the last 320 of the text are examined, and nothing behind them. An *anchor* is a run of
 *    16 bytes or more that they share with a document the reader may not read and that a rare k-gram led to. Where
 *    there is none nothing is done.
 * 2. From an anchor outwards the two texts are aligned block by block (`alignment.ts`). Bytes that a document
 *    the reader may read, or one of their own turns, contains in a window of T bytes count for nothing, nor do
 *    those of phrases that are everybody's (`commonplaces.ts`).
 * 3. It is a *near match* when enough bytes are left, standing close enough together in one of the two texts
 *    (`near-copy.ts`), in more than one block: a single one is exact and none of this detector's business.
 * 4. It is *explained* when a document the reader may read, a foreign one, or one of their own turns aligns at least
 *    as well over the same part of the text (docs/decisions.md#explained-by-one-source). Nothing explains prompts and
 *    canaries.
 * 5. It is *spared* when so many unreadable documents under so many labels align that it is common property.
 *
 * Settling: without a near match the text lags T - 1 folded bytes, anchors or no anchors. What is found is
 * redacted from where the text was settled when it was found; from there on the text waits behind the last
 * block for up to `GAP` bytes more, so that the changed words between two blocks are held with them.
 *
 *     window          [-------------- 320 ---------------]
 *     the next one        [-------------- 320 ---------------]
 *     match in it               [block]..[block]..[block]
 *     settled before                   ^ T - 1 behind the end: the match is redacted from here on
 *     settled after                                     ^ behind the last block, until `GAP` more bytes have come
 */
export interface NearVerbatimOptions {
  readonly fingerprints: FingerprintStore
  readonly documents: DocumentRegistry
  /** T, folded bytes. */
  readonly verbatimBytes?: number
  readonly rarity?: Rarity | false
  /** Texts that everybody may have. */
  readonly background?: readonly FoldedText[]
}

/** Folded bytes between the ends of two windows. */
const STEP = 16
/** How long the text waits behind a near match for it to go on, folded bytes. */
const GAP = 96

export function createNearVerbatimDetector(options: NearVerbatimOptions): Detector {
  const {
    fingerprints,
    documents,
    verbatimBytes = DEFAULT_THRESHOLDS.verbatimBytes,
    rarity = DEFAULT_RARITY,
    background = [],
  } = options
  const states = new WeakMap<FoldedText, State>()
  const open = (from: number, reader: Reader): State => {
    const classOf = classifier(documents, reader)
    const explained = new ExplainedWindows({
      fingerprints,
      length: verbatimBytes,
      isPermitted: (document) => classOf(document) === 'permitted',
      texts: [reader.ownTurns, foreignOf(reader).permitted, background],
    })
    const context = { fingerprints, documents, reader, classOf, explained, verbatimBytes, rarity }
    return { from, context, next: STEP, settled: 0, found: [] }
  }
  return {
    name: 'near-verbatim',
    holdback: verbatimBytes - 1 + GAP + STEP,
    async detect(text, from, reader): Promise<DetectorStep> {
      let state = states.get(text)
      if (state === undefined || state.from !== from || state.context.reader !== reader) {
        states.set(text, (state = open(from, reader)))
      }
      // Of a text that has ended nobody asks again, and what a map holds outlives every young collection.
      if (text.ended) states.delete(text)
      advance(text, state)
      const settled = text.ended ? text.raw.length : Math.max(from, text.matchStart(state.settled))
      const isSettled = ({ start }: Detection) => start < settled || text.ended
      const detections = state.found.filter((found) => found.start >= from && isSettled(found))
      state.found = state.found.filter((found) => !isSettled(found))
      state.from = settled
      return { detections, settled }
    },
  }
}

/** How far a text has been examined: all of it follows from the text, whatever it was cut into. */
interface State {
  /** Raw offset that the caller was told is settled. */
  from: number
  readonly context: NearMatchContext
  /** Where the next window ends, folded bytes. */
  next: number
  settled: number
  /** Found, and not yet settled. */
  found: Detection[]
  /** Behind a near match that may go on: the text waits there. */
  held?: number | undefined
}

function classifier(documents: DocumentRegistry, reader: Reader): (document: DocumentNumber) => NearClass {
  const classes = new Map<DocumentNumber, NearClass>()
  return (document) => {
    let known = classes.get(document)
    if (known === undefined) {
      const kind = documents.byNumber(document)?.kind
      known = isUnspeakable(kind) ? 'unspeakable' : reader.classify(document)
      classes.set(document, known)
    }
    return known
  }
}

/** Examines the windows that have become whole since the last time. */
function advance(text: FoldedText, state: State): void {
  const { length } = text.match
  const lag = state.context.verbatimBytes - 1
  const settleTo = (end: number) => {
    state.settled = Math.max(state.settled, Math.min(end, state.held ?? Number.POSITIVE_INFINITY))
  }
  if (state.next <= length || text.ended) {
    const first = Math.max(0, state.next - NEAR_WINDOW - NEAR_MARGIN)
    const matcher = new NearMatcher(text.match, first, state.context)
    const inSight = anchorsInSight(matcher.unreadable, state.next)
    const examine = (at: number, last: boolean) => {
      // What a stream had settled with before this window: one byte less had come, or all of it.
      settleTo((last ? at : at - 1) - lag)
      const anchors = last ? matcher.unreadable : (inSight.get(at) ?? [])
      const match = matcher.mayMatch(anchors, at, last) ? matcher.match(at, last) : undefined
      state.held = undefined
      if (match === undefined) return
      const start = Math.max(match.start, state.settled)
      if (start < match.end) state.found.push(describe(text, match, start))
      if (match.end > at - GAP && match.spared === undefined) state.held = Math.max(match.end, state.settled)
    }
    for (let at = state.next; at <= length; at += STEP) {
      if (inSight.has(at) || state.held !== undefined) examine(at, false)
    }
    if (text.ended) examine(length, true)
  }
  state.next = Math.floor(length / STEP) * STEP + STEP
  settleTo(length - lag)
}

/** By the ends of windows the anchors in sight there: those in the window, or so little before it that a match may go on. */
function anchorsInSight(
  anchors: readonly SeenAnchor[],
  next: number,
): ReadonlyMap<number, readonly SeenAnchor[]> {
  const inSight = new Map<number, SeenAnchor[]>()
  for (const seen of anchors) {
    const { start, end } = seen.anchor
    const last = end + GAP + 2 * STEP + NEAR_WINDOW
    for (let at = Math.max(next, Math.ceil(start / STEP) * STEP); at <= last; at += STEP) {
      const here = inSight.get(at)
      if (here === undefined) inSight.set(at, [seen])
      else here.push(seen)
    }
  }
  return inSight
}

function describe(text: FoldedText, match: NearMatch, start: number): Detection {
  const { end, similarity, provenance, sources, spared } = match
  return describeRun({
    text,
    start,
    end,
    provenance,
    sources,
    near: Math.round(similarity * 100) / 100,
    ...(spared === undefined ? {} : { spared }),
  })
}
