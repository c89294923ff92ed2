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
import { firstFolded } from '../../text/fold.js'
import { Judgement, type Place, type Stretch, type Stretches } from './verbatim-judgement.js'
import { CONTEXT, type Lens, lensesOf } from './verbatim-lenses.js'
import { describeRun } from './verbatim-merge.js'
import { type WindowLengths, Windows, type WindowThresholds, windowLengths } from './verbatim-windows.js'

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
 *    words (`commonplaces.ts`), never one that a canary contains. It is reported apart.
 * 5. Text of a period of up to four bytes is not judged: it is in every table and proves nothing
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
  /** Also read the text in other ways: decoded, reordered, shifted. Default true. */
  readonly readings?: boolean
}

/** Throws `option-invalid` when a threshold is below what the index guarantees to find. */
export function createVerbatimDetector(options: VerbatimOptions): Detector {
  const { fingerprints, documents, rarity = DEFAULT_RARITY, readings = true } = options
  const lengths = windowLengths(options.thresholds)
  requireGuaranteed(lengths, fingerprints.guarantee)
  const minBytes = Math.min(lengths.plain, lengths.cjk)

  function judge(
    windows: Windows,
    end: number,
    reader: Reader,
    place: Place,
    runs = fingerprints.search(windows.bytes, { minBytes }),
  ) {
    return new Judgement({ windows, end, runs, reader, fingerprints, documents, lengths, rarity }).stretches(
      place,
    )
  }

  /** What the text says as it stands. */
  function plainly(text: FoldedText, from: number, settled: number, reader: Reader): Detection[] {
    const first = firstFolded(text, from)
    const windows = new Windows(text.match.subarray(first), text.ended, lengths)
    const end = text.ended ? windows.decided : before(settled, text, first, windows.decided)
    if (end === 0) return []
    const place: Place = (at, length) => ({
      start: text.matchStart(first + at),
      end: text.matchEnd(first + at + length - 1),
    })
    return describe(text, judge(windows, end, reader, place))
  }

  /** What it says read in another way. Never earlier than a stream would still hold it back. */
  function otherwise(text: FoldedText, lenses: readonly Lens[], range: Range, reader: Reader): Detection[] {
    const asWritten = writtenIn(text, range.from, reader)
    const wide = lenses.filter(({ bytes }) => bytes.length >= minBytes)
    const runsOf = searchTogether(fingerprints, wide, minBytes)
    return wide.flatMap((lens, i) => {
      const runs = runsOf(i)
      if (runs.length === 0 && reader.foreign.length === 0) return []
      const windows = new Windows(lens.bytes, true, lengths)
      const place: Place = (at, length) => {
        const placed = lens.place(at, length)
        if (placed === undefined || placed.start < range.from || placed.start >= range.to) return undefined
        return asWritten(placed.first ?? placed.start, placed.end) ? undefined : placed
      }
      return describe(text, judge(windows, windows.decided, reader, place, runs), lens)
    })
  }

  /**
   * Whether a source, or one of the reader's turns, has these very characters: then what they say is judged as
   * it is written, and not again as it may be read.
   */
  function writtenIn(text: FoldedText, from: number, { ownTurns }: Reader) {
    const first = Math.max(0, firstFolded(text, from) - CONTEXT)
    let runs: readonly FingerprintRun[] | undefined
    return (start: number, end: number): boolean => {
      const low = firstFolded(text, start)
      const high = firstFolded(text, end)
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
      const first = firstFolded(text, from)
      const windows = new Windows(text.match.subarray(first), text.ended, lengths)
      const open = text.ended ? text.raw.length : text.matchStart(first + windows.decided)
      if (!readings) return { detections: plainly(text, from, open, reader), settled: open }
      const { lenses, settled: read } = lensesOf(text, from, minBytes)
      const settled = Math.max(from, Math.min(open, read))
      const range = { from, to: text.ended ? Number.POSITIVE_INFINITY : settled }
      return {
        detections: [...plainly(text, from, settled, reader), ...otherwise(text, lenses, range, reader)].sort(
          (a, b) => a.start - b.start || a.end - b.end,
        ),
        settled,
      }
    },
  }
}

/** Where readings are put one behind the other. */
let together = new Uint8Array(1 << 16)

/**
 * Searches for all readings at once, with a zero between them that no run crosses: most find nothing, and asking
 * costs more than looking. Returns the runs of the i-th.
 */
function searchTogether(
  fingerprints: FingerprintStore,
  lenses: readonly Lens[],
  minBytes: number,
): (i: number) => readonly FingerprintRun[] {
  const starts = new Uint32Array(lenses.length + 1)
  for (const [i, { bytes }] of lenses.entries()) starts[i + 1] = starts[i]! + bytes.length + 1
  const length = starts[lenses.length]!
  if (together.length < length) together = new Uint8Array(2 * length)
  const query = together.subarray(0, length)
  for (const [i, { bytes }] of lenses.entries()) {
    query.set(bytes, starts[i])
    query[starts[i + 1]! - 1] = 0
  }
  const found = fingerprints.search(query, { minBytes, workLimit: lenses.length * LIMITS.matchWork })
  if (found.length === 0) return () => []
  const runs: FingerprintRun[][] = lenses.map(() => [])
  let lens = 0
  for (const run of found) {
    while (run.start >= starts[lens + 1]!) lens += 1
    const base = starts[lens]!
    runs[lens]!.push({ ...run, start: run.start - base, end: run.end - base })
  }
  return (i) => runs[i]!
}

interface Range {
  readonly from: number
  readonly to: number
}

function describe(text: FoldedText, stretches: Stretches, lens?: Lens): Detection[] {
  const describeAll = (list: readonly Stretch[], spared?: Sparing) =>
    list.map(({ start, end, forbidden, sources }) =>
      describeRun({
        text,
        start: firstFolded(text, start),
        end: firstFolded(text, end),
        raw: { start, end },
        provenance: forbidden ? 'forbidden' : 'training',
        sources,
        ...(spared === undefined ? {} : { spared }),
        ...(lens === undefined ? {} : { view: lens.name, read: lens.read }),
      }),
    )
  return [
    ...describeAll(stretches.leaks),
    ...describeAll(stretches.shared, 'shared'),
    ...describeAll(stretches.commonplace, 'commonplace'),
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

/** One code point may fold to several: those of the unsettled one are judged again when it settles. */
function before(settled: number, text: FoldedText, first: number, decided: number): number {
  let end = decided
  while (end > 0 && text.matchStart(first + end - 1) >= settled) end--
  return end
}
