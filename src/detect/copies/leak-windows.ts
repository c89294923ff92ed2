import { isUnspeakable, type LeakProvenance, type UnspeakableKind } from '../../core/leak.js'
import type {
  DocumentRegistry,
  FingerprintRun,
  FingerprintStore,
  FoldedText,
  Reader,
} from '../../core/ports.js'
import type { Rarity } from '../../core/thresholds.js'
import type { DocumentNumber } from '../../core/types.js'
import { Commonplaces } from './commonplaces/commonplaces.js'
import { type ForeignTexts, foreignOf } from './foreign-texts.js'
import { createSparing } from './verbatim-rarity.js'
import type { WindowLengths, WindowPlacer, Windows } from './verbatim-windows.js'
import { occursIn } from './window-table.js'

export interface LeakWindowsInput {
  readonly windows: Windows
  /** Windows that start before it are decided. */
  readonly end: number
  readonly runs: readonly FingerprintRun[]
  readonly reader: Reader
  readonly fingerprints: FingerprintStore
  readonly documents: DocumentRegistry
  readonly lengths: WindowLengths
  readonly rarity: Rarity | false
  /** Texts that everybody may have: kept as one list, whose windows are looked up many times. */
  readonly background: readonly FoldedText[]
}

/** Leak windows that follow each other without a gap in the raw text. */
export interface LeakSpan {
  /** Raw offsets. */
  readonly start: number
  end: number
  forbidden: boolean
  /** Where its windows start, ascending. Offsets in the bytes of the windows. */
  starts: number[]
  readonly sources: Set<DocumentNumber>
}

export interface LeakSpans {
  readonly leaks: readonly LeakSpan[]
  readonly shared: readonly LeakSpan[]
  readonly commonplace: readonly LeakSpan[]
}

/**
 * What a document is to the reader. The two kinds that nobody may repeat are told apart: a system prompt may
 * contain what everybody says, a canary nothing (`#isCommonplace`).
 */
type Class = 'permitted' | LeakProvenance | UnspeakableKind

/** Which windows of some bytes are leaks, by the rules in `verbatim.ts`. */
export class LeakWindows {
  readonly #in: LeakWindowsInput
  readonly #unreadable: FingerprintRun[] = []
  /** Per class and position: how far a run reaches that starts there or before. */
  readonly #reach: Record<Class, Uint32Array>
  readonly #spares: (at: number, length: number) => boolean
  readonly #foreign: ForeignTexts
  #commonplaces: Commonplaces | undefined

  constructor(input: LeakWindowsInput) {
    this.#in = input
    const { reader, end, runs } = input
    this.#reach = {
      permitted: new Uint32Array(end),
      forbidden: new Uint32Array(end),
      training: new Uint32Array(end),
      prompt: new Uint32Array(end),
      canary: new Uint32Array(end),
    }
    this.#foreign = foreignOf(reader)
    this.#classify(runs)
    this.#spares = this.#sparing()
  }

  /** Leaks, and what would be one but is shared by many or said by everybody. Each ascending by start. */
  spans(place: WindowPlacer): LeakSpans {
    const leaks: Placed[] = []
    const shared: Placed[] = []
    const commonplace: Placed[] = []
    if (this.#unreadable.length === 0 && this.#foreign.forbidden.length === 0)
      return { leaks: [], shared: [], commonplace: [] }
    const { windows, end } = this.#in
    for (let at = 0; at < end; at++) {
      const length = windows.startsAt(at) ? windows.length(at) : 0
      if (length === 0) continue
      const provenance = this.#provenanceOf(at, length)
      if (provenance === undefined) continue
      const placed = place(at, length)
      if (placed === undefined) continue
      const list = this.#isCommonplace(at, length) ? commonplace : this.#spares(at, length) ? shared : leaks
      list.push({ ...placed, at, forbidden: provenance === 'forbidden' })
    }
    return {
      leaks: this.#joined(leaks),
      shared: this.#joined(shared),
      commonplace: this.#joined(commonplace),
    }
  }

  #isCommonplace(at: number, length: number): boolean {
    if (this.#reach.canary[at]! >= at + length) return false
    if (occursIn(this.#in.background, this.#in.windows.bytes, at, length)) return true
    if (this.#in.rarity === false) return false
    this.#commonplaces ??= new Commonplaces(this.#in.windows.bytes)
    return this.#commonplaces.covers(at, length)
  }

  #classify(runs: readonly FingerprintRun[]): void {
    const classes = new Map<DocumentNumber, Class>()
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

  #classOf(number: DocumentNumber): Class {
    const kind = this.#in.documents.byNumber(number)?.kind
    return isUnspeakable(kind) ? kind : this.#in.reader.classify(number)
  }

  /** Rules 2, 3 and 5. */
  #provenanceOf(at: number, length: number): LeakProvenance | undefined {
    const { bytes } = this.#in.windows
    const end = at + length
    if (Math.max(this.#reach.prompt[at]!, this.#reach.canary[at]!) >= end) {
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

  #joined(placed: readonly Placed[]): LeakSpan[] {
    const spans: LeakSpan[] = []
    for (const { start, end, at, forbidden } of inOrder(placed)) {
      const last = spans.at(-1)
      if (last !== undefined && start <= last.end) {
        last.end = Math.max(last.end, end)
        last.forbidden ||= forbidden
        last.starts.push(at)
      } else spans.push({ start, end, forbidden, starts: [at], sources: new Set() })
    }
    for (const span of spans) span.starts.sort((a, b) => a - b)
    this.#attribute(spans.toSorted((a, b) => a.starts[0]! - b.starts[0]!))
    return spans
  }

  /**
   * The sources of a span are the unreadable documents that contain at least one of its windows whole. Spans are
   * searched from the last that begins before a run on; from the first where they lie within each other, as they may
   * when a view has another order than the text.
   */
  #attribute(spans: readonly LeakSpan[]): void {
    const { windows, lengths } = this.#in
    const shortest = Math.min(lengths.plain, lengths.cjk)
    const nested = spans.some((span, i) => i > 0 && spans[i - 1]!.starts.at(-1)! > span.starts[0]!)
    for (const run of this.#unreadable) {
      for (let s = nested ? 0 : lastStartingAtMost(spans, run.start); s < spans.length; s++) {
        const { starts, sources } = spans[s]!
        if (starts[0]! + shortest > run.end) break
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

interface Placed {
  readonly start: number
  readonly end: number
  readonly at: number
  readonly forbidden: boolean
}

/** A text read from its start gives them in order already. */
function inOrder(placed: readonly Placed[]): readonly Placed[] {
  const ordered = placed.every(({ start }, i) => i === 0 || placed[i - 1]!.start <= start)
  return ordered ? placed : placed.toSorted((a, b) => a.start - b.start || a.end - b.end)
}

function lastStartingAtMost(spans: readonly LeakSpan[], at: number): number {
  let low = 0
  let high = spans.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (spans[middle]!.starts[0]! <= at) low = middle + 1
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
