import { isUnspeakable, type LeakProvenance } from '../../core/leak.js'
import type {
  Detection,
  Detector,
  DetectorStep,
  DocumentRegistry,
  FingerprintAnchor,
  FingerprintStore,
  FoldedText,
  Reader,
  Sparing,
} from '../../core/ports.js'
import { DEFAULT_RARITY, DEFAULT_THRESHOLDS, type Rarity } from '../../core/thresholds.js'
import type { DocumentNumber, LabelId } from '../../core/types.js'
import { type Alignment, align } from './alignment.js'
import { Commonplaces } from './commonplaces/commonplaces.js'
import { ExplainedWindows } from './explained-windows.js'
import { NearChain } from './near-chain.js'
import { foreignOf } from './verbatim-judgement.js'
import { describeRun } from './verbatim-merge.js'

/**
 * Copies that were edited: words changed, left out, put in between, another text woven in. No window of them is
 * an exact copy, or not enough windows are. The rules:
 *
 * 1. The text is looked at every 16 folded bytes, each time at the last 320 of them and at nothing behind. An
 *    *anchor* is a run of 16 bytes or more that it shares with a document the reader may not read and that a
 *    rare k-gram led to. Where there is none nothing is done.
 * 2. From an anchor outwards the two texts are aligned block by block (`alignment.ts`). Bytes that a document
 *    the reader may read, or one of their own turns, contains in a window of T bytes count for nothing, nor do
 *    those of phrases that are everybody's (`commonplaces.ts`).
 * 3. It is a *near match* when enough bytes are left, standing close enough together in one of the two texts
 *    (`isCopy`), in more than one block: a single one is exact and none of this detector's business.
 * 4. It is *explained* when a document the reader may read, a foreign one, or one of their own turns aligns at least
 *    as well over the same stretch (docs/decisions.md#explained-by-one-source). Nothing explains prompts and
 *    canaries.
 * 5. It is *spared* when so many unreadable documents under so many labels align that it is common property.
 *
 * Settling: without a near match the text lags T - 1 folded bytes, anchors or no anchors. What is found is
 * redacted from where the text was settled when it was found; from there on the text waits behind the last
 * block for up to `GAP` bytes more, so that the changed words between two blocks are held with them.
 */
export interface NearVerbatimOptions {
  readonly fingerprints: FingerprintStore
  readonly documents: DocumentRegistry
  /** T, folded bytes. */
  readonly verbatimBytes?: number
  readonly rarity?: Rarity | false
}

/** Folded bytes between two looks, and that one looks at. */
const STEP = 16
const WINDOW = 320
/** Before the bytes that are looked at, so that the samples in them do not depend on where reading began. */
const MARGIN = 2 * STEP + 64
/** How long the text waits behind a near match for it to go on, folded bytes. */
const GAP = 96
/** Folded bytes of an anchor in a script of three bytes a character: five of them are no more than a phrase. */
const LEAST_CJK_ANCHOR = 24
/** No copy has fewer matched bytes (`isCopy`). */
const LEAST_WEIGHT = 48
/** As well as, between two alignments that began at different words: they may differ in a short block. */
const AS_WELL = 0.9
/** What shares this much of a copy shares the phrase. */
const ALIKE = 0.6
/** Alignments tried in one look. */
const TRIED = 40

export function createNearVerbatimDetector(options: NearVerbatimOptions): Detector {
  const { fingerprints, verbatimBytes = DEFAULT_THRESHOLDS.verbatimBytes } = options
  // Whether a k-gram is sampled is known this much behind it (`FingerprintStore.anchors`, k of 12 or more).
  const reach = fingerprints.guarantee - 13
  const states = new WeakMap<FoldedText, State>()
  return {
    name: 'near-verbatim',
    holdback: verbatimBytes - 1 + GAP + STEP,
    async detect(text, from, reader): Promise<DetectorStep> {
      let state = states.get(text)
      if (state === undefined || state.from !== from || state.reader !== reader) {
        const classOf = classifier(options.documents, reader)
        const explained = new ExplainedWindows({
          fingerprints,
          length: verbatimBytes,
          isPermitted: (document) => classOf(document) === 'permitted',
          texts: [reader.ownTurns, foreignOf(reader).permitted],
        })
        state = { from, reader, classOf, explained, next: STEP, settled: 0, found: [] }
        states.set(text, state)
      }
      // Of a text that has ended nobody asks again, and what a map holds outlives every young collection.
      if (text.ended) states.delete(text)
      new Looks(text, state, { ...options, verbatimBytes, reach }).advance()
      const settled = text.ended ? text.raw.length : Math.max(from, text.matchStart(state.settled))
      const isSettled = ({ start }: Detection) => start < settled || text.ended
      const detections = state.found.filter((found) => found.start >= from && isSettled(found))
      state.found = state.found.filter((found) => !isSettled(found))
      state.from = settled
      return { detections, settled }
    },
  }
}

/** How far a text has been looked at: all of it follows from the text, whatever it was cut into. */
interface State {
  /** Raw offset that the caller was told is settled. */
  from: number
  readonly reader: Reader
  readonly classOf: Classifier
  readonly explained: ExplainedWindows
  /** Where the next look is taken, folded bytes. */
  next: number
  settled: number
  /** Found, and not yet settled. */
  found: Detection[]
  /** Behind a near match that may go on: the text waits there. */
  held?: number | undefined
}

/** What a document is to the reader. */
type Class = 'permitted' | LeakProvenance | 'unspeakable'
type Classifier = (document: DocumentNumber) => Class

function classifier(documents: DocumentRegistry, reader: Reader): Classifier {
  const classes = new Map<DocumentNumber, Class>()
  return (document) => {
    let known = classes.get(document)
    if (known === undefined) {
      const kind = documents.byNumber(document)?.kind
      known = isUnspeakable(kind) ? 'unspeakable' : reader.classify(document)
      classes.set(document, known)
    }
    return known
  }
}

type Context = NearVerbatimOptions & { readonly verbatimBytes: number; readonly reach: number }

interface Candidate {
  readonly document: DocumentNumber
  readonly alignment: Alignment
  readonly weight: number
}

interface Match {
  readonly start: number
  readonly end: number
  readonly similarity: number
  readonly provenance: LeakProvenance
  readonly sources: readonly DocumentNumber[]
  readonly spared?: Sparing
}

/** An anchor of all of the text that is in sight, and what is around it once it was asked for. */
interface Suspect {
  readonly anchor: FingerprintAnchor
  /** Null when its source cannot be read. */
  chain?: NearChain | null
}

/** Runs of one document on one diagonal are parts of one alignment. */
function diagonalOf({ document, start, sourceStart }: FingerprintAnchor): string {
  return `${document} ${sourceStart - start}`
}

function byDiagonal(suspects: readonly Suspect[]): ReadonlyMap<string, readonly Suspect[]> {
  const groups = new Map<string, Suspect[]>()
  for (const suspect of suspects) {
    const key = diagonalOf(suspect.anchor)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [suspect])
    else group.push(suspect)
  }
  return groups
}

class Looks {
  readonly #text: FoldedText
  readonly #bytes: Uint8Array
  readonly #state: State
  readonly #reader: Reader
  readonly #classOf: Classifier
  readonly #context: Context
  #seen: ReadonlyMap<string, readonly Suspect[]> = new Map()

  constructor(text: FoldedText, state: State, context: Context) {
    this.#text = text
    this.#bytes = text.match
    this.#state = state
    this.#reader = state.reader
    this.#classOf = state.classOf
    this.#context = context
  }

  advance(): void {
    const state = this.#state
    const { length } = this.#bytes
    const lag = this.#context.verbatimBytes - 1
    const first = Math.max(0, state.next - WINDOW - MARGIN)
    const anchors = state.next > length && !this.#text.ended ? [] : this.#anchors(first, length)
    const seen = anchors.map((anchor): Suspect => ({ anchor }))
    this.#seen = byDiagonal(seen)
    const suspects = seen.filter(({ anchor }) => this.#classOf(anchor.document) !== 'permitted')
    const places = placesToLook(suspects, state.next)
    const look = (at: number, last: boolean) => {
      // What a stream had settled with before this look: one byte less had come, or all of it.
      const come = last ? at : at - 1
      state.settled = Math.max(state.settled, Math.min(come - lag, state.held ?? Number.POSITIVE_INFINITY))
      const inSight = last ? suspects : (places.get(at) ?? [])
      const match = this.#mayHoldCopy(inSight, at, last) ? this.#look(at, last) : undefined
      state.held = undefined
      if (match === undefined) return
      const start = Math.max(match.start, state.settled)
      if (start < match.end) state.found.push(this.#describe(match, start))
      if (match.end > at - GAP && match.spared === undefined) state.held = Math.max(match.end, state.settled)
    }
    for (let at = state.next; at <= length; at += STEP) {
      if (places.has(at) || state.held !== undefined) look(at, false)
    }
    if (this.#text.ended) look(length, true)
    state.next = Math.floor(length / STEP) * STEP + STEP
    state.settled = Math.max(state.settled, Math.min(length - lag, state.held ?? Number.POSITIVE_INFINITY))
  }

  /**
   * Whether some alignment in the window before `at` is close enough for a copy, before what explains it is
   * asked: necessary for a match. The anchors of a window are among those of a longer text around it, cut off.
   */
  #mayHoldCopy(suspects: readonly Suspect[], at: number, last: boolean): boolean {
    const low = Math.max(0, at - WINDOW)
    return suspects.some((suspect) => {
      if (!this.#isKnown(suspect.anchor, low, at, last)) return false
      const alignment = this.#chainOf(suspect)?.within(low, at)
      if (alignment === undefined) return false
      if (alignment === 'unsure') return true
      return alignment.matched >= LEAST_WEIGHT && isCopy(alignment, alignment.matched, this.#isCjk(alignment))
    })
  }

  #chainOf(suspect: Suspect): NearChain | null {
    suspect.chain ??= NearChain.of(this.#context.fingerprints, this.#bytes, suspect.anchor, WINDOW) ?? null
    return suspect.chain
  }

  /** Of the bytes before `at` it is certain that this run is an anchor, however the text goes on. */
  #isKnown({ start, end }: FingerprintAnchor, low: number, at: number, last: boolean): boolean {
    const reach = last ? 0 : this.#context.reach
    return (
      end > low && Math.min(end, Math.max(start, low) + this.#context.fingerprints.guarantee) + reach <= at
    )
  }

  #anchors(from: number, to: number): FingerprintAnchor[] {
    const anchors: FingerprintAnchor[] = []
    for (const anchor of this.#context.fingerprints.anchors(this.#bytes.subarray(from, to))) {
      const start = anchor.start + from
      const end = anchor.end + from
      if (end - start < (this.#bytes[start]! < 0x80 ? 0 : LEAST_CJK_ANCHOR)) continue
      anchors.push({ ...anchor, start, end })
    }
    return anchors
  }

  /** The alignment of a window through one of its anchors: from what is known around all of that run, where that tells. */
  #align(anchor: FingerprintAnchor, low: number, high: number): Alignment | undefined {
    const whole = this.#seen
      .get(diagonalOf(anchor))
      ?.find(({ anchor: { start, end } }) => start <= anchor.start && anchor.end <= end)
    const known = whole && this.#chainOf(whole)?.within(low, high)
    if (known !== undefined && known !== 'unsure') return known
    const at = Math.max(anchor.start, low)
    const from = anchor.sourceStart + at - anchor.start
    const begin = Math.max(0, from - 2 * WINDOW)
    const source = this.#context.fingerprints.slice(anchor.document, begin, from + high - at + 2 * WINDOW)
    if (source === undefined) return undefined
    return align(this.#bytes, low, Math.min(high, this.#bytes.length), source, at, from - begin)
  }

  /** The best near match in the bytes before `at`: what stands behind them has no part in it, or a stream would see another. */
  #look(at: number, last: boolean): Match | undefined {
    const low = Math.max(0, at - WINDOW)
    const anchors = this.#anchors(Math.max(0, low - MARGIN), at)
    const known = anchors.filter((anchor) => this.#isKnown(anchor, low, at, last))
    const suspects = this.#aligned(known, low, at, (provenance) => provenance !== 'permitted')
    const open = suspects.filter(({ alignment }) =>
      isCopy(alignment, alignment.matched, this.#isCjk(alignment)),
    )
    if (open.length === 0) return undefined
    const own = this.#own(low, at)
    const copies = open
      .map((candidate) => ({ ...candidate, weight: weigh(candidate.alignment, own) }))
      .filter(({ alignment, weight, document }) =>
        this.#classOf(document) === 'unspeakable' ? true : isCopy(alignment, weight, this.#isCjk(alignment)),
      )
    if (copies.length === 0) return undefined
    const readable = this.#aligned(known, low, at, (provenance) => provenance === 'permitted')
    const left = copies.filter((copy) => !this.#isExplained(copy, readable, own))
    return left.length === 0 ? undefined : this.#matchOf(left, suspects)
  }

  /** More than half of the bytes it matched. */
  #isCjk({ blocks, matched }: Alignment): boolean {
    let wide = 0
    for (const { at, length } of blocks) {
      for (let i = at; i < at + length; i++) if (this.#bytes[i]! >= 0x80) wide += 1
    }
    return 2 * wide > matched
  }

  #aligned(
    anchors: readonly FingerprintAnchor[],
    low: number,
    high: number,
    wanted: (provenance: Class) => boolean,
  ): Candidate[] {
    const best = new Map<DocumentNumber, Candidate>()
    const lengthOf = ({ start, end }: FingerprintAnchor) => Math.min(end, high) - Math.max(start, low)
    const byLength = anchors
      .filter(({ document }) => wanted(this.#classOf(document)))
      .toSorted(
        (a, b) =>
          lengthOf(b) - lengthOf(a) ||
          a.start - b.start ||
          a.document - b.document ||
          a.sourceStart - b.sourceStart,
      )
    let tried = 0
    for (const anchor of byLength) {
      const at = Math.max(anchor.start, low)
      const known = best.get(anchor.document)
      if (known?.alignment.blocks.some((block) => block.at <= at && at < block.at + block.length)) continue
      if (tried++ === TRIED) break
      const alignment = this.#align(anchor, low, high)
      if (alignment === undefined) continue
      if (known !== undefined && known.alignment.matched >= alignment.matched) continue
      best.set(anchor.document, { document: anchor.document, alignment, weight: alignment.matched })
    }
    return [...best.values()]
  }

  /** Which of the bytes `[low, high)` a readable document or one of the reader's turns explains by itself, or are commonplace. */
  #own(low: number, high: number): Uint8Array {
    const own = new Uint8Array(high)
    const begin = Math.max(0, low - this.#context.verbatimBytes)
    this.#state.explained.mark(own, this.#bytes, begin, high)
    const slice = this.#bytes.subarray(begin, high)
    if (this.#context.rarity !== false) new Commonplaces(slice).mark(own, begin)
    return own
  }

  /** Rule 4. */
  #isExplained(
    { document, alignment, weight }: Candidate,
    readable: readonly Candidate[],
    own: Uint8Array,
  ): boolean {
    if (this.#classOf(document) === 'unspeakable') return false
    const { start, end } = alignment
    const over = (other: Alignment) => weigh(other, own, start, end)
    if (readable.some((other) => over(other.alignment) >= AS_WELL * weight)) return true
    const longest = alignment.blocks.toSorted((a, b) => b.length - a.length || a.at - b.at).slice(0, 4)
    const texts = [...this.#reader.ownTurns, ...foreignOf(this.#reader).permitted]
    return texts.some(({ match }) => {
      const turn = Buffer.from(match.buffer, match.byteOffset, match.length)
      return longest.some((block) => {
        const from = turn.indexOf(this.#bytes.subarray(block.at, block.at + block.length))
        return from >= 0 && over(align(this.#bytes, start, end, match, block.at, from)) >= AS_WELL * weight
      })
    })
  }

  #matchOf(copies: readonly Candidate[], suspects: readonly Candidate[]): Match {
    const { rarity = DEFAULT_RARITY, documents } = this.#context
    const best = copies.toSorted((a, b) => b.weight - a.weight || a.document - b.document)[0]!
    // Also those that are a word short of being a copy: they share the phrase all the same.
    const alike = suspects.filter(
      ({ alignment }) =>
        alignment.end > best.alignment.start &&
        alignment.start < best.alignment.end &&
        alignment.matched >= ALIKE * best.alignment.matched,
    )
    const labels = new Set<LabelId | undefined>(
      alike.map(({ document }) => documents.byNumber(document)?.label),
    )
    const secret = alike.some(({ document }) => this.#classOf(document) === 'unspeakable')
    const isShared =
      rarity !== false && !secret && alike.length >= rarity.documents && labels.size >= rarity.labels
    const { start, end, matched, sourceStart, sourceEnd } = best.alignment
    return {
      start,
      end,
      similarity: (2 * matched) / (end - start + sourceEnd - sourceStart),
      provenance: alike.every(({ document }) => this.#classOf(document) === 'training')
        ? 'training'
        : 'forbidden',
      sources: alike.map(({ document }) => document),
      ...(isShared ? { spared: 'shared' } : {}),
    }
  }

  #describe({ end, similarity, provenance, sources, spared }: Match, start: number): Detection {
    const score = Math.round(similarity * 100) / 100
    return describeRun({
      text: this.#text,
      start,
      end,
      provenance,
      sources,
      near: score,
      ...(spared === undefined ? {} : { spared }),
    })
  }
}

/** By multiples of `STEP` the suspects in sight there. */
function placesToLook(suspects: readonly Suspect[], next: number): ReadonlyMap<number, readonly Suspect[]> {
  const places = new Map<number, Suspect[]>()
  for (const suspect of suspects) {
    const { start, end } = suspect.anchor
    const last = end + GAP + 2 * STEP + WINDOW
    for (let at = Math.max(next, Math.ceil(start / STEP) * STEP); at <= last; at += STEP) {
      const here = places.get(at)
      if (here === undefined) places.set(at, [suspect])
      else here.push(suspect)
    }
  }
  return places
}

/** Matched bytes that nothing explains, within `[start, end)`. */
function weigh({ blocks }: Alignment, own: Uint8Array, start = 0, end = Number.POSITIVE_INFINITY): number {
  let weight = 0
  for (const { at, length } of blocks) {
    for (let i = Math.max(at, start); i < Math.min(at + length, end); i++) weight += 1 - own[i]!
  }
  return weight
}

/**
 * Whether `weight` matched bytes make a copy: the more there are, the more may stand between them. Words put
 * in between thin out the text and not the source, words changed thin out both. A character of CJK has three
 * bytes and says less than three letters.
 */
export function isCopy(
  { start, end, sourceStart, sourceEnd, blocks }: Alignment,
  weight: number,
  cjk: boolean,
): boolean {
  if (blocks.length < 2) return false
  const inText = weight / (end - start)
  const inSource = weight / (sourceEnd - sourceStart)
  const [thin, dense] = inText < inSource ? [inText, inSource] : [inSource, inText]
  const letters = cjk ? weight / 1.75 : weight
  return (
    (letters >= LEAST_WEIGHT && (thin >= 0.75 || (thin >= 0.3 && dense >= 0.9))) ||
    (letters >= 60 && thin >= 0.3 && dense >= 0.8) ||
    (letters >= 72 && thin >= 0.45 && dense >= 0.5)
  )
}
