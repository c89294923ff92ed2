import type { FingerprintStore, FoldedText } from '../core/ports.js'
import type { DocumentNumber } from '../core/types.js'
import { align } from '../detect/alignment.js'
import { isCopy } from '../detect/near-verbatim.js'

/** An edited copy: where it stands in the folded text and in the source, and how much of both is the same. */
export interface NearSpan {
  readonly start: number
  readonly end: number
  readonly document: DocumentNumber
  readonly sourceStart: number
  readonly sourceEnd: number
  /** Twice the bytes that an alignment matched, as a share of both stretches. */
  readonly similarity: number
}

/** Folded bytes on either side of an anchor that are aligned. */
const WINDOW = 640

/**
 * Stretches that align with a document in more than one block, from rare k-grams outwards. Best effort: what
 * leads to one is a sampled k-gram that both have. One that begins in another of the same document is left out.
 */
export function findNear(text: FoldedText, fingerprints: FingerprintStore): NearSpan[] {
  const bytes = text.match
  const reached = new Map<DocumentNumber, number>()
  const spans: NearSpan[] = []
  for (const { start: at, document, sourceStart } of fingerprints.anchors(bytes)) {
    if (at < (reached.get(document) ?? 0)) continue
    const begin = Math.max(0, sourceStart - 2 * WINDOW)
    const source = fingerprints.slice(document, begin, sourceStart + 2 * WINDOW)
    if (source === undefined) continue
    const low = Math.max(reached.get(document) ?? 0, at - WINDOW)
    const high = Math.min(bytes.length, at + WINDOW)
    const found = align(bytes, low, high, source, at, sourceStart - begin)
    const { start, end, matched } = found
    if (!isCopy(found, matched, isWide(bytes, start, end))) continue
    reached.set(document, end)
    const sourceLength = found.sourceEnd - found.sourceStart
    spans.push({
      start,
      end,
      document,
      sourceStart: begin + found.sourceStart,
      sourceEnd: begin + found.sourceEnd,
      similarity: (2 * matched) / (end - start + sourceLength),
    })
  }
  return spans
}

function isWide(bytes: Uint8Array, start: number, end: number): boolean {
  let wide = 0
  for (let at = start; at < end; at++) if (bytes[at]! >= 0x80) wide += 1
  return 2 * wide > end - start
}
