import type { FoldedText } from '../../core/ports.js'
import { LONGEST_WINDOW, SHORTEST_WINDOW } from '../../core/thresholds.js'
import { foldText } from '../../text/fold.js'
import { matchLength } from '../../text/fold-lookup.js'
import { unitBoundary, unitsOf } from '../../text/views/units.js'
import { type DecodedView, decodeViews, openViewStart, VIEW_HOLD } from '../../text/views.js'
import { pieceViews } from './piece-views.js'
import type { RearrangedView } from './rearranged-view.js'
import type { WindowPlacement, WindowPlacer } from './verbatim-windows.js'
import { WORD_ORDER_SPAN, wordOrderViews } from './word-order-views.js'

/**
 * A text seen in one other way, folded, with the way back from each window to the raw text.
 *
 *     text ──┬─ decoded (`text/views.ts`) ── folded ──┬──────────────────────────────► view `base64`
 *            │                                        └─ pieces (`piece-views.ts`) ──► view `base64>rot13`
 *            └─ folded ──┬─ pieces ──────────────────────────────────────────────────► view `rot13`
 *                        └─ units (`word-order-views.ts`) ───────────────────────────► view `every 2nd word`
 */
export interface FoldedView {
  readonly name: string
  readonly bytes: Uint8Array
  readonly place: WindowPlacer
  /** What a part of the raw text says in this view, for counting words. */
  readonly textOf: (raw: string) => string
}

/** Pieces of the text itself are examined where a multiple of this begins; of decoded text, everywhere. */
const STEP = 16
/** Folded bytes before `from` that decide how a word behind it is viewed. */
export const CONTEXT = WORD_ORDER_SPAN + 600

/** Folded bytes that may have to follow before a word, a number or an escape at the end is known to be whole. */
const LOOSE = 8

const asItStands = (raw: string) => raw

/**
 * The other views of a text from `from` on, and up to where no more text can add to them. Where a window of
 * a view is placed depends on the text alone, and its start is never earlier than what a stream still holds
 * when the window is whole: the last `minBytes` folded bytes (the shortest window), and of a run or list of a code
 * all that is read of it.
 */
export function foldedViewsOf(
  text: FoldedText,
  from: number,
  minBytes: number,
): { readonly views: readonly FoldedView[]; readonly settled: number } {
  const { surface, ended } = text
  const views = rearrangedViews(text, from, minBytes)
  let settled = ended ? text.raw.length : text.surfaceStart(openViewStart(surface))
  for (const decoded of decodeViews(surface, text.surfaceIndex(from), ended)) {
    // Long words are in the alphabets of codes too, and say next to nothing in them.
    if (!decoded.inPlace && !foldsTo(decoded.text, minBytes)) continue
    const folded = foldText(decoded.text.isWellFormed() ? decoded.text : decoded.text.toWellFormed())
    if (decoded.inPlace && !ended) settled = Math.min(settled, firstOpen(text, decoded, folded, minBytes))
    for (const view of viewsOfDecoded(text, decoded, folded, minBytes)) views.push(view)
  }
  return { views, settled }
}

/** Whether a text folds to at least so many bytes. */
function foldsTo(text: string, bytes: number): boolean {
  let folded = 0
  for (let i = 0; i < text.length && folded < bytes; ) {
    const codePoint = text.codePointAt(i)!
    folded += matchLength(codePoint)
    i += codePoint > 0xffff ? 2 : 1
  }
  return folded >= bytes
}

/** The text itself in other orders and alphabets. */
function rearrangedViews(text: FoldedText, from: number, minBytes: number): FoldedView[] {
  const context = text.matchIndex(from) - CONTEXT
  const rawFirst = context <= 0 ? 0 : unitBoundary(text.raw, text.matchStart(context))
  const first = text.matchIndex(rawFirst)
  const bytes = text.match.subarray(first)
  if (bytes.length < SHORTEST_WINDOW) return []
  const units = unitsOf(text.raw, rawFirst, text.ended)
  const part = { first, step: STEP, fresh: text.matchIndex(from) - first }
  return [...pieceViews(bytes, part, units), ...wordOrderViews(bytes, units, part)].map((view) => ({
    name: view.name,
    bytes: view.bytes,
    textOf: asItStands,
    place(at, length) {
      const span = spanOf(view, at, length)
      if (span === undefined) return undefined
      // A word is whole at the space behind it, when its last letter has been settled with already.
      const low = Math.max(first + span.low, first + span.whole - minBytes + 1)
      if (low >= first + span.high) return undefined
      return {
        start: text.matchStart(low),
        end: text.matchEnd(first + span.high - 1),
        first: text.matchStart(first + span.low),
      }
    },
  }))
}

/**
 * Bytes `[low, high)` of the text that a window of a view is made of; undefined if it does not count
 * or is a window of the text as it stands.
 */
function spanOf(view: RearrangedView, from: number, length: number): Span | undefined {
  const places = view.at()
  let low = places[from]!
  let high = low
  let moved = view.substituted
  for (let i = from + 1; i < from + length; i++) {
    const at = places[i]!
    if (at !== places[i - 1]! + 1) moved = true
    low = Math.min(low, at)
    high = Math.max(high, at)
  }
  if (!moved) return undefined
  if (!view.admits(low, high + 1)) return undefined
  return { low, high: high + 1, whole: view.wholeAt(high + 1) }
}

interface Span {
  readonly low: number
  readonly high: number
  /** Index behind the last byte that had to be read to know it. */
  readonly whole: number
}

/** Surface units of the text that folded bytes `[low, high)` of a decoded view come from. */
function surfaceSpan(
  decoded: DecodedView,
  folded: FoldedText,
  low: number,
  high: number,
): { readonly start: number; readonly end: number } {
  return {
    start: decoded.start(folded.matchStart(low)),
    end: decoded.end(folded.matchEnd(high - 1) - 1),
  }
}

/** Raw offset of the first window of a view in place that is not whole. One that goes on for longer is none. */
function firstOpen(text: FoldedText, decoded: DecodedView, folded: FoldedText, minBytes: number): number {
  const { length } = decoded.text
  const behind = length === 0 ? 0 : decoded.end(length - 1)
  const at = Math.max(0, folded.match.length - Math.max(minBytes, LONGEST_WINDOW) + 1)
  const first = at < folded.match.length ? surfaceSpan(decoded, folded, at, at + 1).start : behind
  return text.surfaceStart(Math.max(first, behind - VIEW_HOLD))
}

/** A decoded view, and the alphabets and directions its text may stand in. */
function viewsOfDecoded(
  text: FoldedText,
  decoded: DecodedView,
  folded: FoldedText,
  minBytes: number,
): FoldedView[] {
  /** `held`: a stream still holds all of the window when it is whole. */
  const place = ({ low, high, whole }: Span, held: boolean): WindowPlacement | undefined => {
    const { start, end } = surfaceSpan(decoded, folded, low, high)
    if (decoded.plain(folded.matchStart(low), folded.matchEnd(high - 1))) return undefined
    const known = surfaceSpan(decoded, folded, low, whole).end
    if (known - start > VIEW_HOLD) return undefined
    const placed = { start: text.surfaceStart(start), end: text.surfaceEnd(end - 1) }
    if (held) return placed
    const behind = text.matchIndex(text.surfaceEnd(known - 1))
    const kept = text.matchStart(Math.max(0, behind - minBytes + LOOSE))
    return kept < placed.end
      ? { start: Math.max(placed.start, kept), end: placed.end, first: placed.start }
      : undefined
  }
  const textOf = (raw: string) => longest(decodeViews(raw, 0, true), decoded.name) ?? raw
  const views: FoldedView[] = []
  const parts: Iterable<readonly [from: number, to: number]> = decoded.inPlace
    ? changedIn(text.surface, decoded, folded)
    : [[0, folded.match.length]]
  for (const [from, to] of parts) {
    const bytes = folded.match.subarray(from, to)
    const placed = ({ low, high, whole }: Span, held: boolean) =>
      place({ low: from + low, high: from + high, whole: from + whole }, held)
    views.push({
      name: decoded.name,
      bytes,
      textOf,
      place: (at, length) => placed({ low: at, high: at + length, whole: at + length }, !decoded.loose),
    })
    for (const view of pieceViews(bytes, { first: 0, step: 1, fresh: 0 })) {
      views.push({
        name: `${decoded.name}>${view.name}`,
        bytes: view.bytes,
        textOf,
        place(at, length) {
          const span = spanOf(view, at, length)
          return span === undefined ? undefined : placed(span, !decoded.inPlace && !decoded.loose)
        },
      })
    }
  }
  return views
}

/** Changes this close are viewed together, units. */
const NEAR = 32

/**
 * Of a text that is viewed with its escapes or signs replaced, the folded bytes that a window with something replaced
 * in it may take in: all others say what the text itself says.
 */
function changedIn(surface: string, view: DecodedView, folded: FoldedText): [from: number, to: number][] {
  const changed: [number, number][] = []
  for (let i = 0; i < view.text.length; i++) {
    const start = view.start(i)
    if (view.end(i) === start + 1 && surface.charCodeAt(start) === view.text.charCodeAt(i)) continue
    const last = changed.at(-1)
    if (last !== undefined && i - last[1] < NEAR) last[1] = i
    else changed.push([i, i])
  }
  const ranges: [number, number][] = []
  for (const [first, end] of changed) {
    const from = Math.max(0, folded.matchIndex(first) - LONGEST_WINDOW)
    const to = Math.min(folded.match.length, folded.matchIndex(end + 1) + LONGEST_WINDOW)
    const last = ranges.at(-1)
    if (last !== undefined && from <= last[1]) last[1] = to
    else ranges.push([from, to])
  }
  return ranges
}

function longest(views: readonly DecodedView[], name: string): string | undefined {
  const texts = views.filter((view) => view.name === name).map(({ text }) => text)
  return texts.sort((a, b) => b.length - a.length)[0]
}
