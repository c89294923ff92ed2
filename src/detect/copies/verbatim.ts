import { FirewallError } from '../../core/errors.js'
import { LIMITS } from '../../core/limits.js'
import type {
  Detection,
  Detector,
  DetectorStep,
  DocumentRegistry,
  FingerprintRun,
  FingerprintStore,
  FoldedText,
  Reader,
  Sparing,
} from '../../core/ports.js'
import { DEFAULT_RARITY, type Rarity } from '../../core/thresholds.js'
import { CONTEXT, type FoldedView, foldedViewsOf } from './folded-views.js'
import { type LeakSpan, type LeakSpans, LeakWindows } from './leak-windows.js'
import { describeRun } from './verbatim-merge.js'
import {
  type WindowLengths,
  type WindowPlacer,
  Windows,
  type WindowThresholds,
  windowLengths,
} from './verbatim-windows.js'

export { joinVerbatim, mergeVerbatim } from './verbatim-merge.js'

/**
 * Verbatim runs in an answer that this reader may not see. The rules, one window at a time:
 *
 * 1. A *window* starts at every code point of the folded text and is T bytes long: 39, or 48 where the text is
 *    mostly CJK. Windows are the unit of every decision, and each decision depends on the window's bytes alone,
 *    never on what stands around it. So a stream and a batch agree, whatever the cutting.
 * 2. A window is *explained* when one live document the reader may read contains it whole, or one foreign
 *    document they may read, or one of their own turns. Two halves from two of these do not add up.
 *    Nothing explains what a system prompt or a canary contains: it is nobody's to repeat.
 * 3. A window that is not explained and that an unreadable document contains whole is a *leak*: `forbidden`, or
 *    `training` when all those documents are training data. Foreign documents the reader may not read count,
 *    without a number.
 * 4. A leak window is *spared* when so many unreadable documents under so many labels contain it that it is
 *    no secret of any of them (`rarity`), never one that a prompt or a canary contains; and when it is everybody's
 *    words (`commonplaces.ts`, or a text of the public background), never one that a canary contains. It is reported
 *    apart.
 * 5. Text of a period of up to four bytes is left out: it is in every table and proves nothing
 *    (`FingerprintStore.covers`).
 *
 * A detection is the union of leak windows that overlap or touch in the raw text. What one call returns may
 * be a fragment of it; `mergeVerbatim` joins fragments. A window is settled when it is whole, so the hold-back
 * is T - 1 folded bytes, and the rest of a code point that folds to several.
 */
export interface VerbatimOptions {
  readonly fingerprints: FingerprintStore
  readonly documents: DocumentRegistry
  /** At least the guarantee. */
  readonly thresholds?: WindowThresholds
  /** When a leak is common property. `false`: never, nor what is commonplace. */
  readonly rarity?: Rarity | false
  /** Texts that everybody may have. */
  readonly background?: readonly FoldedText[]
  /** Also take other views of the text: decoded, reordered, shifted. Default true. */
  readonly views?: boolean
}

/** Throws `option-invalid` when a threshold is below what the index guarantees to find. */
export function createVerbatimDetector(options: VerbatimOptions): Detector {
  const { fingerprints, documents, rarity = DEFAULT_RARITY, background = [], views = true } = options
  const lengths = windowLengths(options.thresholds)
  requireGuaranteed(lengths, fingerprints.guarantee)
  const minBytes = Math.min(lengths.plain, lengths.cjk)

  function leaksIn(
    windows: Windows,
    end: number,
    reader: Reader,
    place: WindowPlacer,
    runs = fingerprints.search(windows.bytes, { minBytes }),
  ): LeakSpans {
    if (runs.length === 0 && reader.foreign.length === 0) return NOTHING
    const input = { windows, end, runs, reader, fingerprints, documents, lengths, rarity, background }
    return new LeakWindows(input).spans(place)
  }

  /** Leaks in the text as it stands. */
  function asItStands(text: FoldedText, from: number, settled: number, reader: Reader): Detection[] {
    const first = text.matchIndex(from)
    const windows = new Windows(text.match.subarray(first), text.ended, lengths)
    const end = text.ended ? windows.decided : before(settled, text, first, windows.decided)
    if (end === 0) return []
    const place: WindowPlacer = (at, length) => ({
      start: text.matchStart(first + at),
      end: text.matchEnd(first + at + length - 1),
    })
    return describe(text, leaksIn(windows, end, reader, place))
  }

  /** Leaks in other views of it. Never placed earlier than a stream would still hold it back. */
  function inOtherViews(
    text: FoldedText,
    views: readonly FoldedView[],
    range: Range,
    reader: Reader,
  ): Detection[] {
    const asWritten = writtenIn(text, range.from, reader)
    const wide = views.filter(({ bytes }) => bytes.length >= minBytes)
    const runsOf = searchTogether(fingerprints, wide, minBytes)
    return wide.flatMap((view, i) => {
      const runs = runsOf(i)
      if (runs.length === 0 && reader.foreign.length === 0) return []
      const windows = new Windows(view.bytes, true, lengths)
      const place: WindowPlacer = (at, length) => {
        const placed = view.place(at, length)
        if (placed === undefined || placed.start < range.from || placed.start >= range.to) return undefined
        return asWritten(placed.first ?? placed.start, placed.end) ? undefined : placed
      }
      return describe(text, leaksIn(windows, windows.decided, reader, place, runs), view)
    })
  }

  /**
   * Whether a source, or one of the reader's turns, has these very characters: then they are decided on as they are
   * written, and not again in another view.
   */
  function writtenIn(text: FoldedText, from: number, { ownTurns }: Reader) {
    const first = Math.max(0, text.matchIndex(from) - CONTEXT)
    let runs: readonly FingerprintRun[] | undefined
    return (start: number, end: number): boolean => {
      const low = text.matchIndex(start)
      const high = text.matchIndex(end)
      runs ??= fingerprints.search(text.match.subarray(first), { minBytes })
      if (runs.some((run) => first + run.start <= low && first + run.end >= high)) return true
      const written = text.match.subarray(low, high)
      return ownTurns.some(({ match }) => indexOf(match, written) >= 0)
    }
  }

  return {
    name: 'verbatim',
    holdback: Math.max(lengths.plain, lengths.cjk) - 1,
    async detect(text, from, reader): Promise<DetectorStep> {
      const first = text.matchIndex(from)
      const windows = new Windows(text.match.subarray(first), text.ended, lengths)
      const open = text.ended ? text.raw.length : text.matchStart(first + windows.decided)
      if (!views) return { detections: asItStands(text, from, open, reader), settled: open }
      const others = foldedViewsOf(text, from, minBytes)
      const settled = Math.max(from, Math.min(open, others.settled))
      const range = { from, to: text.ended ? Number.POSITIVE_INFINITY : settled }
      return {
        detections: [
          ...asItStands(text, from, settled, reader),
          ...inOtherViews(text, others.views, range, reader),
        ].sort((a, b) => a.start - b.start || a.end - b.end),
        settled,
      }
    },
  }
}

/** Bytes of views that are searched at once: more would take memory that is given back after each search. */
const TOGETHER = 1 << 18
/** Where views are put one behind the other. */
let together = new Uint8Array(1 << 16)

/**
 * Searches for many views at once, with a zero between them that no run crosses: most find nothing, and asking
 * costs more than looking. Returns the runs of the i-th.
 */
function searchTogether(
  fingerprints: FingerprintStore,
  views: readonly FoldedView[],
  minBytes: number,
): (i: number) => readonly FingerprintRun[] {
  const runs = new Map<number, FingerprintRun[]>()
  for (let first = 0; first < views.length; ) {
    let behind = first
    let length = 0
    while (behind < views.length && (behind === first || length + views[behind]!.bytes.length < TOGETHER)) {
      length += views[behind]!.bytes.length + 1
      behind += 1
    }
    if (together.length < length) together = new Uint8Array(2 * length)
    const query = together.subarray(0, length)
    const starts: number[] = []
    let at = 0
    for (let i = first; i < behind; i++) {
      const { bytes } = views[i]!
      starts.push(at)
      query.set(bytes, at)
      at += bytes.length + 1
      query[at - 1] = 0
    }
    let view = 0
    const workLimit = (behind - first) * LIMITS.matchWork
    for (const run of fingerprints.search(query, { minBytes, workLimit })) {
      while (view + 1 < starts.length && run.start >= starts[view + 1]!) view += 1
      const base = starts[view]!
      const own = runs.get(first + view)
      const moved = { ...run, start: run.start - base, end: run.end - base }
      if (own === undefined) runs.set(first + view, [moved])
      else own.push(moved)
    }
    first = behind
  }
  return (i) => runs.get(i) ?? []
}

const NOTHING: LeakSpans = { leaks: [], shared: [], commonplace: [] }

interface Range {
  readonly from: number
  readonly to: number
}

function describe(text: FoldedText, spans: LeakSpans, view?: FoldedView): Detection[] {
  const describeAll = (list: readonly LeakSpan[], spared?: Sparing) =>
    list.map(({ start, end, forbidden, sources }) =>
      describeRun({
        text,
        start: text.matchIndex(start),
        end: text.matchIndex(end),
        raw: { start, end },
        provenance: forbidden ? 'forbidden' : 'training',
        sources,
        ...(spared === undefined ? {} : { spared }),
        ...(view === undefined ? {} : { view: view.name, textOf: view.textOf }),
      }),
    )
  return [
    ...describeAll(spans.leaks),
    ...describeAll(spans.shared, 'shared'),
    ...describeAll(spans.commonplace, 'commonplace'),
  ].sort((a, b) => a.start - b.start || a.end - b.end)
}

function indexOf(bytes: Uint8Array, part: Uint8Array): number {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(part)
}

function requireGuaranteed(lengths: WindowLengths, guarantee: number): void {
  for (const [name, length] of [
    ['verbatimBytes', lengths.plain],
    ['verbatimBytesCjk', lengths.cjk],
  ] as const) {
    if (Number.isInteger(length) && length >= guarantee) continue
    throw new FirewallError('option-invalid', `${name} must be a whole number of at least ${guarantee}`, {
      help: 'the index guarantees to find runs of this length and no shorter ones',
    })
  }
}

/** One code point may fold to several: those of the unsettled one are looked at again when it settles. */
function before(settled: number, text: FoldedText, first: number, decided: number): number {
  let end = decided
  while (end > 0 && text.matchStart(first + end - 1) >= settled) end--
  return end
}
