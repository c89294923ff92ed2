import type { FoldedText } from '../core/ports.js'

/** The first surface unit whose code point begins at raw offset `raw` or behind it. */
export function surfaceIndex(text: FoldedText, raw: number): number {
  let low = 0
  let high = text.surface.length
  if (raw <= 0) return 0
  while (low < high) {
    const middle = (low + high) >>> 1
    if (text.surfaceStart(middle) < raw) low = middle + 1
    else high = middle
  }
  return low
}

/** Raw offsets of the surface units [start, end). */
export function rawSpan(text: FoldedText, start: number, end: number): { start: number; end: number } {
  return {
    start: text.surfaceStart(start),
    end: end > start ? text.surfaceEnd(end - 1) : text.surfaceStart(end),
  }
}
