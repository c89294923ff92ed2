import { FirewallError } from '../core/errors.js'
import type {
  Detection,
  Detector,
  DetectorStep,
  DocumentRegistry,
  FingerprintRun,
  FingerprintStore,
  FoldedText,
  Reader,
} from '../core/ports.js'
import type { DocumentNumber } from '../core/types.js'
import { firstFolded } from '../text/fold.js'
import { describeRun } from './verbatim-merge.js'
import { createSparing, type Rarity } from './verbatim-rarity.js'
import { type WindowLengths, Windows } from './verbatim-windows.js'
import { occursIn } from './window-table.js'

export { joinVerbatim, mergeVerbatim } from './verbatim-merge.js'
export type { Rarity } from './verbatim-rarity.js'

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
 *    no secret of any of them (`rarity`), never one that a prompt or a canary contains. It is reported apart.
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
  readonly thresholds?: {
    /** T, folded bytes; at least the guarantee. Default 39. */
    readonly verbatimBytes?: number
    /** T where text is mostly CJK; at least the guarantee. Default 48. */
    readonly verbatimBytesCjk?: number
  }
  /** When a leak is common property. Default: ten documents under three labels. `false`: never. */
  readonly rarity?: Rarity | false
}

/** Throws `option-invalid` when a threshold is below what the index guarantees to find. */
export function createVerbatimDetector(options: VerbatimOptions): Detector {
  const { fingerprints, documents, rarity = { documents: 10, labels: 3 } } = options
  const lengths = {
    plain: options.thresholds?.verbatimBytes ?? 39,
    cjk: options.thresholds?.verbatimBytesCjk ?? 48,
  }
  requireGuaranteed(lengths, fingerprints.guarantee)
  return {
    name: 'verbatim',
    holdback: Math.max(lengths.plain, lengths.cjk) - 1,
    async detect(text, from, reader): Promise<DetectorStep> {
      const first = firstFolded(text, from)
      const windows = new Windows(text.match.subarray(first), text.ended, lengths)
      const settled = text.ended ? text.raw.length : text.matchStart(first + windows.decided)
      const end = text.ended ? windows.decided : before(settled, text, first, windows.decided)
      if (end === 0) return { detections: [], settled }
      const runs = fingerprints.search(windows.bytes, { minBytes: Math.min(lengths.plain, lengths.cjk) })
      const judged = new Judgement({ windows, end, runs, reader, fingerprints, documents, lengths, rarity })
      return { detections: judged.detections(text, first), settled }
    },
  }
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

interface JudgementInput {
  readonly windows: Windows
  /** Windows that start before it are judged. */
  readonly end: number
  readonly runs: readonly FingerprintRun[]
  readonly reader: Reader
  readonly fingerprints: FingerprintStore
  readonly documents: DocumentRegistry
  readonly lengths: WindowLengths
  readonly rarity: Rarity | false
}

/** Leak windows that follow each other without a gap in the raw text. Offsets within the slice. */
interface Stretch {
  readonly first: number
  end: number
  forbidden: boolean
  readonly starts: number[]
  readonly sources: Set<DocumentNumber>
}

class Judgement {
  readonly #in: JudgementInput
  readonly #unreadable: FingerprintRun[] = []
  /** Per class and position: how far a run reaches that starts there or before. */
  readonly #reach: Record<'permitted' | 'forbidden' | 'training' | 'unspeakable', Uint32Array>
  readonly #spares: (at: number, length: number) => boolean
  readonly #foreign: Foreign

  constructor(input: JudgementInput) {
    this.#in = input
    const { reader, end, runs } = input
    this.#reach = {
      permitted: new Uint32Array(end),
      forbidden: new Uint32Array(end),
      training: new Uint32Array(end),
      unspeakable: new Uint32Array(end),
    }
    this.#foreign = foreignOf(reader)
    this.#classify(runs)
    this.#spares = this.#sparing()
  }

  detections(text: FoldedText, first: number): Detection[] {
    if (this.#unreadable.length === 0 && this.#foreign.forbidden.length === 0) return []
    const real: Stretch[] = []
    const spared: Stretch[] = []
    const { windows, end } = this.#in
    for (let at = 0; at < end; at++) {
      const length = windows.startsAt(at) ? windows.length(at) : 0
      if (length === 0) continue
      const provenance = this.#judge(at, length)
      if (provenance === undefined) continue
      const stretches = this.#spares(at, length) ? spared : real
      append(
        stretches,
        at,
        length,
        provenance,
        (a, b) => text.matchEnd(first + a - 1) >= text.matchStart(first + b),
      )
    }
    return [...this.#describe(real, text, first, false), ...this.#describe(spared, text, first, true)].sort(
      (a, b) => a.start - b.start || a.end - b.end,
    )
  }

  #classify(runs: readonly FingerprintRun[]): void {
    const classes = new Map<DocumentNumber, 'permitted' | 'forbidden' | 'training' | 'unspeakable'>()
    for (const run of runs) {
      if (run.start >= this.#in.end) continue
      let provenance = classes.get(run.document)
      if (provenance === undefined) {
        classes.set(run.document, (provenance = this.#classOf(run.document)))
      }
      const reach = this.#reach[provenance]
      reach[run.start] = Math.max(reach[run.start]!, run.end)
      if (provenance !== 'permitted') this.#unreadable.push(run)
    }
    for (const reach of Object.values(this.#reach)) {
      for (let i = 1; i < reach.length; i++) if (reach[i]! < reach[i - 1]!) reach[i] = reach[i - 1]!
    }
  }

  #classOf(number: DocumentNumber): 'permitted' | 'forbidden' | 'training' | 'unspeakable' {
    const kind = this.#in.documents.byNumber(number)?.kind
    return kind === 'prompt' || kind === 'canary' ? 'unspeakable' : this.#in.reader.classify(number)
  }

  /** Rules 2, 3 and 5. */
  #judge(at: number, length: number): 'forbidden' | 'training' | undefined {
    const { bytes } = this.#in.windows
    const end = at + length
    if (this.#reach.unspeakable[at]! >= end) {
      return this.#in.fingerprints.covers(bytes, at, end) ? 'forbidden' : undefined
    }
    if (this.#reach.permitted[at]! >= end) return undefined
    const forbidden =
      this.#reach.forbidden[at]! >= end || occursIn(this.#foreign.forbidden, bytes, at, length)
    if (!forbidden && this.#reach.training[at]! < end) return undefined
    if (!this.#in.fingerprints.covers(bytes, at, end)) return undefined
    if (occursIn(this.#in.reader.ownTurns, bytes, at, length)) return undefined
    if (occursIn(this.#foreign.permitted, bytes, at, length)) return undefined
    return forbidden ? 'forbidden' : 'training'
  }

  /** Rule 4. */
  #sparing(): (at: number, length: number) => boolean {
    const { rarity, documents, lengths } = this.#in
    if (rarity === false) return () => false
    if (new Set(this.#unreadable.map((run) => run.document)).size < rarity.documents) return () => false
    const plain = createSparing(this.#unreadable, lengths.plain, rarity, documents)
    const cjk = createSparing(this.#unreadable, lengths.cjk, rarity, documents)
    return (at, length) => (length === lengths.plain ? plain(at) : cjk(at))
  }

  #describe(stretches: readonly Stretch[], text: FoldedText, first: number, spared: boolean): Detection[] {
    this.#attribute(stretches)
    return stretches.map(({ first: start, end, forbidden, sources }) =>
      describeRun({
        text,
        start: first + start,
        end: first + end,
        provenance: forbidden ? 'forbidden' : 'training',
        sources,
        spared,
      }),
    )
  }

  /** The sources of a stretch are the unreadable documents that contain at least one of its windows whole. */
  #attribute(stretches: readonly Stretch[]): void {
    const { windows, lengths } = this.#in
    const shortest = Math.min(lengths.plain, lengths.cjk)
    for (const run of this.#unreadable) {
      for (let s = lastStartingAtMost(stretches, run.start); s < stretches.length; s++) {
        const { first, starts, sources } = stretches[s]!
        if (first + shortest > run.end) break
        for (let i = firstAtLeast(starts, run.start); i < starts.length; i++) {
          if (starts[i]! + shortest > run.end) break
          if (starts[i]! + windows.length(starts[i]!) > run.end) continue
          sources.add(run.document)
          break
        }
      }
    }
  }
}

interface Foreign {
  readonly permitted: readonly FoldedText[]
  readonly forbidden: readonly FoldedText[]
}

const parted = new WeakMap<Reader['foreign'], Foreign>()

/** The foreign documents by whether the reader may read them: the same lists for the same call. */
function foreignOf({ foreign }: Reader): Foreign {
  let known = parted.get(foreign)
  if (known === undefined) {
    const texts = (permitted: boolean) =>
      foreign.filter((one) => one.permitted === permitted).map(({ text }) => text)
    parted.set(foreign, (known = { permitted: texts(true), forbidden: texts(false) }))
  }
  return known
}

/** `touches(a, b)`: whether a stretch that ends before folded byte `a` touches one that starts at `b` in the raw text. */
function append(
  stretches: Stretch[],
  at: number,
  length: number,
  provenance: 'forbidden' | 'training',
  touches: (end: number, start: number) => boolean,
): void {
  const last = stretches.at(-1)
  const forbidden = provenance === 'forbidden'
  if (last !== undefined && (at < last.end || touches(last.end, at))) {
    last.end = Math.max(last.end, at + length)
    last.forbidden ||= forbidden
    last.starts.push(at)
  } else {
    stretches.push({ first: at, end: at + length, forbidden, starts: [at], sources: new Set() })
  }
}

function lastStartingAtMost(stretches: readonly Stretch[], at: number): number {
  let low = 0
  let high = stretches.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (stretches[middle]!.first <= at) low = middle + 1
    else high = middle
  }
  return Math.max(0, low - 1)
}

function firstAtLeast(starts: readonly number[], at: number): number {
  let low = 0
  let high = starts.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (starts[middle]! < at) low = middle + 1
    else high = middle
  }
  return low
}
