import type { FoldedText } from '../core/ports.js'

/** Raw offsets of the surface units [start, end). */
export function rawSpan(text: FoldedText, start: number, end: number): { start: number; end: number } {
  return {
    start: text.surfaceStart(start),
    end: end > start ? text.surfaceEnd(end - 1) : text.surfaceStart(end),
  }
}
