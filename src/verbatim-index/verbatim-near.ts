import type { FingerprintAnchor, FingerprintStore, FoldedText } from '../core/ports.js'
import type { DocumentNumber } from '../core/types.js'
import type { Alignment } from '../detect/copies/index.js'
import { isCopy, isMostlyBeyondAscii, NearChain } from '../detect/copies/index.js'
import type { Reporting } from './verbatim-runs.js'

/** An edited copy: where it stands in the folded text and in the source, and how much of both is the same. */
export interface NearSpan {
  readonly start: number
  readonly end: number
  readonly document: DocumentNumber
  readonly sourceStart: number
  readonly sourceEnd: number
  /** Twice the bytes that an alignment matched, as a share of both spans. */
  readonly similarity: number
  /** Edited copies with the same bytes of the text, this one among them. */
  readonly copies: number
}

/** Folded bytes on either side of an anchor that are aligned. */
const WINDOW = 640
/** Alignments tried for anchors that begin in one window: what thousands share costs no more than what forty do. */
const TRIED = 40
/** Matched bytes that no exact run tells already, or the copy is an exact one with a chance word beside it. */
const LEAST_NEW = 24

/**
 * Parts of the text that align with a document in more than one block, from rare k-grams outwards, where exact runs do not
 * tell it all. Best effort: what leads to one is a sampled k-gram that both have. One that begins in another of
 * the same document is left out.
 */
export function findNear(
  text: FoldedText,
  fingerprints: FingerprintStore,
  { lengths, limit }: Reporting,
): NearSpan[] {
  const bytes = text.match
  const aligned = new Map<DocumentNumber, Alignment[]>()
  const reached = new Map<DocumentNumber, number>()
  const spans = new Map<string, Omit<NearSpan, 'copies'>[]>()
  for (const anchor of mostTelling(fingerprints.anchors(bytes))) {
    const { start: at, document, sourceStart } = anchor
    const known = aligned.get(document) ?? []
    const low = Math.max(reached.get(document) ?? 0, at - WINDOW)
    if (at < low || known.some((one) => isIn(one, at, sourceStart))) continue
    const high = Math.min(bytes.length, anchor.end + WINDOW)
    const found = NearChain.of(fingerprints, bytes, anchor, WINDOW)?.within(low, high)
    if (found === undefined || found === 'unsure') continue
    aligned.set(document, [...known, found])
    const { start, end, matched, sourceEnd } = found
    const cjk = isMostlyBeyondAscii(bytes, [{ at: start, length: end - start }])
    const least = cjk ? lengths.cjk : lengths.plain
    if (end - start < least || newIn(found, least) < LEAST_NEW || !isCopy(found, matched, cjk)) continue
    reached.set(document, end)
    const similarity = (2 * matched) / (end - start + sourceEnd - found.sourceStart)
    const key = `${start} ${end}`
    const same = spans.get(key) ?? []
    same.push({ start, end, document, sourceStart: found.sourceStart, sourceEnd, similarity })
    spans.set(key, same)
  }
  return [...spans.values()]
    .flatMap((same) => {
      same.sort((a, b) => a.document - b.document || a.sourceStart - b.sourceStart)
      return same.slice(0, limit).map((span) => ({ ...span, copies: same.length }))
    })
    .sort((a, b) => a.start - b.start || a.end - b.end || a.document - b.document)
}

/** The longest of each window of the text, in the order of the text. */
function mostTelling(anchors: readonly FingerprintAnchor[]): FingerprintAnchor[] {
  const windows = new Map<number, FingerprintAnchor[]>()
  for (const anchor of anchors) {
    const window = Math.floor(anchor.start / WINDOW)
    windows.set(window, [...(windows.get(window) ?? []), anchor])
  }
  return [...windows.values()].flatMap((list) =>
    list
      .sort((a, b) => b.end - b.start - (a.end - a.start) || byPlace(a, b))
      .slice(0, TRIED)
      .sort(byPlace),
  )
}

function byPlace(a: FingerprintAnchor, b: FingerprintAnchor): number {
  return a.start - b.start || a.document - b.document || a.sourceStart - b.sourceStart
}

/** Whether this pair of places lies in what was aligned. */
function isIn({ start, end, sourceStart, sourceEnd }: Alignment, at: number, source: number): boolean {
  return at >= start && at < end && source >= sourceStart && source < sourceEnd
}

/** Matched bytes in blocks that are too short to be exact runs. */
function newIn({ blocks }: Alignment, least: number): number {
  return blocks.reduce((sum, { length }) => (length < least ? sum + length : sum), 0)
}
