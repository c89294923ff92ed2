import type { LeakProvenance } from '../../core/leak.js'
import type {
  DocumentRegistry,
  FingerprintAnchor,
  FingerprintStore,
  FoldedText,
  Reader,
  Sparing,
} from '../../core/ports.js'
import type { Rarity } from '../../core/thresholds.js'
import type { DocumentNumber, LabelId } from '../../core/types.js'
import { type Alignment, align } from './alignment.js'
import { isMostlyBeyondAscii } from './cjk-share.js'
import { Commonplaces } from './commonplaces/commonplaces.js'
import type { ExplainedWindows } from './explained-windows.js'
import { foreignOf } from './foreign-texts.js'
import { NearChain } from './near-chain.js'
import { isCopy, weigh } from './near-copy.js'

/** Folded bytes that one window takes in: a paragraph. Longer copies are found window by window. */
export const NEAR_WINDOW = 320
/** Before a window, so that the samples in it do not depend on where reading began. */
export const NEAR_MARGIN = 96
/** Folded bytes of an anchor in a script of three bytes a character: five of them are no more than a phrase. */
const LEAST_CJK_ANCHOR = 24
/** As well as, between two alignments that began at different words: they may differ in a short block. */
const AS_WELL = 0.9
/** What shares this much of a copy shares the phrase. */
const ALIKE = 0.6
/** Alignments tried in one window: what thousands share costs no more than what forty do. */
const TRIED = 40
/** Blocks of a copy, longest first, that are looked up in the reader's own texts. */
const LOOKED_UP = 4

/** An edited copy in a window. Offsets are folded bytes. */
export interface NearMatch {
  readonly start: number
  readonly end: number
  /** Twice the matched bytes as a share of both texts. */
  readonly similarity: number
  readonly provenance: LeakProvenance
  readonly sources: readonly DocumentNumber[]
  readonly spared?: Sparing
}

/** What a document is to the reader. */
export type NearClass = 'permitted' | LeakProvenance | 'unspeakable'

export interface NearMatchContext {
  readonly fingerprints: FingerprintStore
  readonly documents: DocumentRegistry
  readonly reader: Reader
  readonly classOf: (document: DocumentNumber) => NearClass
  readonly explained: ExplainedWindows
  /** T, folded bytes. */
  readonly verbatimBytes: number
  readonly rarity: Rarity | false
}

/** An anchor of all of the text that has come, and what is around it once that was asked for. */
export interface SeenAnchor {
  readonly anchor: FingerprintAnchor
  /** Null when its source cannot be read. */
  chain?: NearChain | null
}

/** The best alignment of a window with one document. */
interface Candidate {
  readonly document: DocumentNumber
  readonly alignment: Alignment
  readonly weight: number
}

/**
 * Finds the near match in a window of the text, the `NEAR_WINDOW` folded bytes before some place. What stands behind
 * that place has no part in it, or a stream would find another one than a batch.
 *
 *     anchors of the window
 *       │ align those of unreadable documents, the longest first             rule 2 of `near-verbatim.ts`
 *       ▼
 *     alignments dense enough for a copy
 *       │ leave out bytes that are explained by themselves, or commonplace   rule 2
 *       ▼
 *     still dense enough                                                     rule 3
 *       │ align what the reader may read over the same part                  rule 4
 *       ▼
 *     not explained: the heaviest is the match, with all that share it       rule 5
 */
export class NearMatcher {
  readonly #bytes: Uint8Array
  readonly #context: NearMatchContext
  /** Bytes behind a k-gram after which it is known whether it is sampled. */
  readonly #reach: number
  readonly #seen: ReadonlyMap<string, readonly SeenAnchor[]>
  /** Anchors in documents that the reader may not read. */
  readonly unreadable: readonly SeenAnchor[]

  /** Anchors are sought in folded bytes from `from` on. */
  constructor(bytes: Uint8Array, from: number, context: NearMatchContext) {
    this.#bytes = bytes
    this.#context = context
    // `FingerprintStore.anchors`, with k of 12 or more.
    this.#reach = context.fingerprints.guarantee - 13
    const seen = this.#anchors(from, bytes.length).map((anchor): SeenAnchor => ({ anchor }))
    this.#seen = byDiagonal(seen)
    this.unreadable = seen.filter(({ anchor }) => context.classOf(anchor.document) !== 'permitted')
  }

  /**
   * Whether the window before `at` may hold a match: some alignment through these anchors is dense enough, before
   * what explains it is asked. The anchors of a window are among those of a longer text around it, cut off.
   */
  mayMatch(anchors: readonly SeenAnchor[], at: number, last: boolean): boolean {
    const low = Math.max(0, at - NEAR_WINDOW)
    return anchors.some((seen) => {
      if (!this.#isKnown(seen.anchor, low, at, last)) return false
      const alignment = this.#chainOf(seen)?.within(low, at)
      if (alignment === undefined) return false
      return alignment === 'unsure' || this.#isCopy(alignment, alignment.matched)
    })
  }

  /** The best near match in the window before `at`. With `last` no more text will come. */
  match(at: number, last: boolean): NearMatch | undefined {
    const { classOf } = this.#context
    const low = Math.max(0, at - NEAR_WINDOW)
    const anchors = this.#anchors(Math.max(0, low - NEAR_MARGIN), at)
    const known = anchors.filter((anchor) => this.#isKnown(anchor, low, at, last))
    const unreadable = this.#aligned(known, low, at, (own) => own !== 'permitted')
    const dense = unreadable.filter(({ alignment }) => this.#isCopy(alignment, alignment.matched))
    if (dense.length === 0) return undefined
    const explained = this.#explainedBytes(low, at)
    const copies = dense
      .map((candidate) => ({ ...candidate, weight: weigh(candidate.alignment, explained) }))
      .filter(
        ({ alignment, weight, document }) =>
          classOf(document) === 'unspeakable' || this.#isCopy(alignment, weight),
      )
    if (copies.length === 0) return undefined
    const readable = this.#aligned(known, low, at, (own) => own === 'permitted')
    const left = copies.filter((copy) => !this.#isExplained(copy, readable, explained))
    return left.length === 0 ? undefined : this.#matchOf(left, unreadable)
  }

  #isCopy(alignment: Alignment, weight: number): boolean {
    return isCopy(alignment, weight, isMostlyBeyondAscii(this.#bytes, alignment.blocks))
  }

  #chainOf(seen: SeenAnchor): NearChain | null {
    seen.chain ??= NearChain.of(this.#context.fingerprints, this.#bytes, seen.anchor, NEAR_WINDOW) ?? null
    return seen.chain
  }

  /** Of the bytes before `at` it is certain that this run is an anchor, however the text goes on. */
  #isKnown({ start, end }: FingerprintAnchor, low: number, at: number, last: boolean): boolean {
    const reach = last ? 0 : this.#reach
    const { guarantee } = this.#context.fingerprints
    return end > low && Math.min(end, Math.max(start, low) + guarantee) + reach <= at
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

  /** The best alignment of the window with each document of the wanted classes. */
  #aligned(
    anchors: readonly FingerprintAnchor[],
    low: number,
    high: number,
    wanted: (own: NearClass) => boolean,
  ): Candidate[] {
    const best = new Map<DocumentNumber, Candidate>()
    const lengthOf = ({ start, end }: FingerprintAnchor) => Math.min(end, high) - Math.max(start, low)
    const byLength = anchors
      .filter(({ document }) => wanted(this.#context.classOf(document)))
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

  /** The alignment of a window through one of its anchors: from what is known around all of that run, where that tells. */
  #align(anchor: FingerprintAnchor, low: number, high: number): Alignment | undefined {
    const whole = this.#seen
      .get(diagonalOf(anchor))
      ?.find(({ anchor: { start, end } }) => start <= anchor.start && anchor.end <= end)
    const known = whole && this.#chainOf(whole)?.within(low, high)
    if (known !== undefined && known !== 'unsure') return known
    const at = Math.max(anchor.start, low)
    const from = anchor.sourceStart + at - anchor.start
    const begin = Math.max(0, from - 2 * NEAR_WINDOW)
    const end = from + high - at + 2 * NEAR_WINDOW
    const source = this.#context.fingerprints.slice(anchor.document, begin, end)
    if (source === undefined) return undefined
    return align(this.#bytes, low, Math.min(high, this.#bytes.length), source, at, from - begin)
  }

  /**
   * Marks the bytes of `[low, high)` that lie in a window of T bytes that a readable document or one of the reader's
   * turns contains whole, and those that are commonplace.
   */
  #explainedBytes(low: number, high: number): Uint8Array {
    const { verbatimBytes, explained, rarity } = this.#context
    const marks = new Uint8Array(high)
    const begin = Math.max(0, low - verbatimBytes)
    explained.mark(marks, this.#bytes, begin, high)
    if (rarity !== false) new Commonplaces(this.#bytes.subarray(begin, high)).mark(marks, begin)
    return marks
  }

  /** Rule 4. */
  #isExplained(
    { document, alignment, weight }: Candidate,
    readable: readonly Candidate[],
    explained: Uint8Array,
  ): boolean {
    const { classOf, reader } = this.#context
    if (classOf(document) === 'unspeakable') return false
    const { start, end } = alignment
    const isAsNear = (other: Alignment) => weigh(other, explained, start, end) >= AS_WELL * weight
    if (readable.some((other) => isAsNear(other.alignment))) return true
    const longest = alignment.blocks
      .toSorted((a, b) => b.length - a.length || a.at - b.at)
      .slice(0, LOOKED_UP)
    const texts: readonly FoldedText[] = [...reader.ownTurns, ...foreignOf(reader).permitted]
    return texts.some(({ match }) => {
      const own = Buffer.from(match.buffer, match.byteOffset, match.length)
      return longest.some((block) => {
        const from = own.indexOf(this.#bytes.subarray(block.at, block.at + block.length))
        return from >= 0 && isAsNear(align(this.#bytes, start, end, match, block.at, from))
      })
    })
  }

  /** Rule 5, and the sources: also those that are a word short of being a copy, since they share the phrase all the same. */
  #matchOf(copies: readonly Candidate[], unreadable: readonly Candidate[]): NearMatch {
    const { rarity, documents, classOf } = this.#context
    const best = copies.toSorted((a, b) => b.weight - a.weight || a.document - b.document)[0]!
    const { start, end, matched, sourceStart, sourceEnd } = best.alignment
    const alike = unreadable.filter(
      ({ alignment }) =>
        alignment.end > start && alignment.start < end && alignment.matched >= ALIKE * matched,
    )
    const labels = new Set<LabelId | undefined>(
      alike.map(({ document }) => documents.byNumber(document)?.label),
    )
    const isUnspeakable = alike.some(({ document }) => classOf(document) === 'unspeakable')
    const isShared =
      rarity !== false && !isUnspeakable && alike.length >= rarity.documents && labels.size >= rarity.labels
    return {
      start,
      end,
      similarity: (2 * matched) / (end - start + sourceEnd - sourceStart),
      provenance: alike.every(({ document }) => classOf(document) === 'training') ? 'training' : 'forbidden',
      sources: alike.map(({ document }) => document),
      ...(isShared ? { spared: 'shared' } : {}),
    }
  }
}

/** Runs of one document on one diagonal are parts of one alignment. */
function diagonalOf({ document, start, sourceStart }: FingerprintAnchor): string {
  return `${document} ${sourceStart - start}`
}

function byDiagonal(anchors: readonly SeenAnchor[]): ReadonlyMap<string, readonly SeenAnchor[]> {
  const groups = new Map<string, SeenAnchor[]>()
  for (const seen of anchors) {
    const key = diagonalOf(seen.anchor)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [seen])
    else group.push(seen)
  }
  return groups
}
