import type { FoldedText } from '../../core/ports.js'
import { LONGEST_WINDOW } from '../../core/thresholds.js'
import { firstFolded, foldText } from '../../text/fold.js'
import { matchLength } from '../../text/fold-lookup.js'
import { surfaceIndex } from '../../text/surface.js'
import { unitBoundary, unitsOf } from '../../text/views/units.js'
import { openViewStart, VIEW_HOLD, type View, viewsOf } from '../../text/views.js'
import type { Place, Placement } from './verbatim-judgement.js'
import { pieceReadings, READING_SPAN, type Reading, readingsOf } from './verbatim-readings.js'

/** A text read in one other way. */
export interface Lens {
  readonly name: string
  readonly bytes: Uint8Array
  readonly place: Place
  /** What a part of the text says read so, for counting words. */
  readonly read: (raw: string) => string
}

/** Pieces of the text itself are looked at where a multiple of this begins; of decoded text, everywhere. */
const STEP = 16
/** Folded bytes before `from` that decide how a word behind it is read. */
export const CONTEXT = READING_SPAN + 600

/** Folded bytes that may have to follow before a word, a number or an escape at the end is known to be whole. */
const LOOSE = 8

const asItStands = (raw: string) => raw

/**
 * The other readings of a text from `from` on, and up to where no more text can add to them. Where a window of
 * a reading is placed depends on the text alone, and its start is never earlier than what a stream still holds
 * when the window is whole: the last `look` folded bytes, and of a run or list of a code all that is read of it.
 */
export function lensesOf(
  text: FoldedText,
  from: number,
  look: number,
): { readonly lenses: readonly Lens[]; readonly settled: number } {
  const { surface, ended } = text
  const surfaceFrom = surfaceIndex(text, from)
  const lenses = orderLenses(text, from, look)
  let settled = ended ? text.raw.length : text.surfaceStart(openViewStart(surface))
  for (const view of viewsOf(surface, surfaceFrom, ended)) {
    // Long words are in the alphabets of codes too, and say next to nothing in them.
    if (!view.inPlace && !foldsTo(view.text, look)) continue
    const read = viewed(text, view)
    if (view.inPlace && !ended) settled = Math.min(settled, read.open(look))
    lenses.push(...read.lenses(look))
  }
  return { lenses, settled }
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
function orderLenses(text: FoldedText, from: number, look: number): Lens[] {
  const context = firstFolded(text, from) - CONTEXT
  const rawFirst = context <= 0 ? 0 : unitBoundary(text.raw, text.matchStart(context))
  const first = firstFolded(text, rawFirst)
  const bytes = text.match.subarray(first)
  const readings = readingsOf(bytes, unitsOf(text.raw, rawFirst, text.ended), {
    first,
    step: STEP,
    fresh: firstFolded(text, from) - first,
  })
  return readings.map((reading) => ({
    name: reading.name,
    bytes: reading.bytes,
    read: asItStands,
    place(at, length) {
      const span = spanOf(reading, at, length)
      if (span === undefined) return undefined
      // A word is whole at the space behind it, when its last letter has been settled with already.
      const low = Math.max(first + span.low, first + span.whole - look + 1)
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
 * Bytes `[low, high)` of what was read that a window of the reading is made of; undefined if it does not count
 * or is a window of the text as it stands.
 */
function spanOf(reading: Reading, from: number, length: number): Span | undefined {
  const places = reading.at()
  let low = places[from]!
  let high = low
  let moved = reading.substituted
  for (let i = from + 1; i < from + length; i++) {
    const at = places[i]!
    if (at !== places[i - 1]! + 1) moved = true
    low = Math.min(low, at)
    high = Math.max(high, at)
  }
  if (!moved) return undefined
  if (!reading.admits(low, high + 1)) return undefined
  return { low, high: high + 1, whole: reading.wholeAt(high + 1) }
}

interface Span {
  readonly low: number
  readonly high: number
  /** Index behind the last byte that had to be read to know it. */
  readonly whole: number
}

/** A decoded view, folded, and the orders and alphabets its text may stand in. */
function viewed(text: FoldedText, view: View) {
  const folded = foldText(view.text.isWellFormed() ? view.text : view.text.toWellFormed())
  const surfaceOf = (low: number, high: number) => ({
    start: view.start(folded.matchStart(low)),
    end: view.end(folded.matchEnd(high - 1) - 1),
  })
  const place = ({ low, high, whole }: Span, look: number, held: boolean): Placement | undefined => {
    const { start, end } = surfaceOf(low, high)
    if (view.plain(folded.matchStart(low), folded.matchEnd(high - 1))) return undefined
    const known = surfaceOf(low, whole).end
    if (known - start > VIEW_HOLD) return undefined
    const placed = { start: text.surfaceStart(start), end: text.surfaceEnd(end - 1) }
    if (held) return placed
    const kept = text.matchStart(Math.max(0, firstFolded(text, text.surfaceEnd(known - 1)) - look + LOOSE))
    return kept < placed.end
      ? { start: Math.max(placed.start, kept), end: placed.end, first: placed.start }
      : undefined
  }
  return {
    /** Raw offset of the first window in place that is not whole. */
    open(look: number): number {
      const at = Math.max(0, folded.match.length - Math.max(look, LONGEST_WINDOW) + 1)
      if (folded.match.length === 0) return text.surfaceStart(view.text === '' ? 0 : view.start(0))
      return text.surfaceStart(surfaceOf(at, at + 1).start)
    },
    lenses(look: number): Lens[] {
      const read = (raw: string) => longest(viewsOf(raw, 0, true), view.name) ?? raw
      const lenses: Lens[] = []
      for (const [from, to] of view.inPlace
        ? changedIn(text.surface, view, folded)
        : [[0, folded.match.length]]) {
        const bytes = folded.match.subarray(from, to)
        const placed = ({ low, high, whole }: Span, held: boolean) =>
          place({ low: from! + low, high: from! + high, whole: from! + whole }, look, held)
        lenses.push({
          name: view.name,
          bytes,
          read,
          place: (at, length) => placed({ low: at, high: at + length, whole: at + length }, !view.loose),
        })
        for (const reading of pieceReadings(bytes, { first: 0, step: 1, fresh: 0 })) {
          lenses.push({
            name: `${view.name}>${reading.name}`,
            bytes: reading.bytes,
            read,
            place(at, length) {
              const span = spanOf(reading, at, length)
              return span === undefined ? undefined : placed(span, !view.inPlace && !view.loose)
            },
          })
        }
      }
      return lenses
    },
  }
}

/** Changes this close are looked at together, units. */
const NEAR = 32

/**
 * Of a text that is read with its escapes or signs replaced, the folded bytes that a window with something replaced
 * in it may take in: all others say what the text itself says.
 */
function changedIn(surface: string, view: View, folded: FoldedText): [from: number, to: number][] {
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
    const from = Math.max(0, firstFolded(folded, first) - LONGEST_WINDOW)
    const to = Math.min(folded.match.length, firstFolded(folded, end + 1) + LONGEST_WINDOW)
    const last = ranges.at(-1)
    if (last !== undefined && from <= last[1]) last[1] = to
    else ranges.push([from, to])
  }
  return ranges
}

function longest(views: readonly View[], name: string): string | undefined {
  const texts = views.filter((view) => view.name === name).map(({ text }) => text)
  return texts.sort((a, b) => b.length - a.length)[0]
}
