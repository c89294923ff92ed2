import type { FingerprintRun, FingerprintStore, FoldedText } from '../core/ports.js'
import type { DocumentNumber } from '../core/types.js'
import { type FoldedView, foldedViewsOf, Windows } from '../detect/copies/index.js'
import type { Reporting } from './verbatim-runs.js'

/** A span of the raw text that says, in another view, what stands in a document. */
export interface ViewedSpan {
  readonly view: string
  /** Raw offsets of the text. */
  readonly start: number
  readonly end: number
  readonly document: DocumentNumber
  /** Folded bytes of the document. */
  readonly sourceStart: number
  readonly sourceEnd: number
}

/**
 * What a text shares with documents when it is decoded, reordered or shifted (`folded-views.ts`). A view counts
 * window by window, because each has to be placed in the text; windows of one run that follow each other are one
 * span.
 */
export function spansThroughViews(
  text: FoldedText,
  fingerprints: FingerprintStore,
  { lengths, covers }: Reporting,
): ViewedSpan[] {
  const minBytes = Math.min(lengths.plain, lengths.cjk)
  const spans: ViewedSpan[] = []
  for (const view of foldedViewsOf(text, 0, minBytes).views) {
    if (view.bytes.length < minBytes) continue
    const runs = fingerprints.search(view.bytes, { minBytes })
    if (runs.length === 0) continue
    const windows = new Windows(view.bytes, true, lengths)
    const placed = placements(view, windows, runs, covers)
    for (const run of runs) spans.push(...spansOf(run, view.name, windows, placed))
  }
  return spans
}

type Placed = ReadonlyMap<number, { readonly start: number; readonly end: number }>

/** Where the windows that any run holds stand in the text. */
function placements(
  view: FoldedView,
  windows: Windows,
  runs: readonly FingerprintRun[],
  covers: Reporting['covers'],
): Placed {
  const placed = new Map<number, { start: number; end: number }>()
  let from = 0
  for (const { start, end } of runs) {
    for (let at = Math.max(from, start); at < end; at++) {
      from = at + 1
      const length = windows.startsAt(at) ? windows.length(at) : 0
      if (length === 0 || !covers(view.bytes, at, at + length)) continue
      const place = view.place(at, length)
      if (place !== undefined) placed.set(at, place)
    }
  }
  return placed
}

function* spansOf(run: FingerprintRun, view: string, windows: Windows, placed: Placed): Iterable<ViewedSpan> {
  let open: { start: number; end: number; first: number; last: number } | undefined
  const closed = ({ start, end, first, last }: NonNullable<typeof open>): ViewedSpan => {
    const shift = run.sourceStart - run.start
    return { view, start, end, document: run.document, sourceStart: first + shift, sourceEnd: last + shift }
  }
  for (let at = run.start; at < run.end; at++) {
    const place = placed.get(at)
    if (place === undefined || at + windows.length(at) > run.end) continue
    const last = at + windows.length(at)
    if (open !== undefined && at > open.last) {
      yield closed(open)
      open = undefined
    }
    open = {
      start: Math.min(open?.start ?? place.start, place.start),
      end: Math.max(open?.end ?? place.end, place.end),
      first: open?.first ?? at,
      last,
    }
  }
  if (open !== undefined) yield closed(open)
}
