import type { FingerprintRun } from '../../core/ports.js'
import type { DocumentNumber } from '../../core/types.js'
import { matchFold } from '../../text/fold.js'
import type { FingerprintStatistics, Fingerprints } from './contract.js'
import type { Scheme } from './scheme.js'
import { seedsOf } from './seeds.js'
import { covers } from './winnow.js'

/**
 * An index for sources whose text must not be stored. What it keeps of a document is its sampled k-grams as
 * *symbols*, eight bytes each and none of them zero: the distance to the k-gram before, then 56 bits of two keyed
 * hashes. A series of symbols is a text like any other, so the engine itself indexes it, and everything it does
 * for texts (segments, tombstones, compaction, erasure) holds for symbols.
 *
 * Exactness is weaker, and stated: a run is `SERIES` consecutive symbols that agree, distances included. Every
 * common run of k + SERIES × w - 1 folded bytes has them (135 for L = 39); shorter ones are found when
 * they do, at 66 bytes on average. A run is reported from its first sampled k-gram to the end of its last, so up
 * to L - 1 bytes are missing on either side, and it was not compared on text: two different texts agree in a
 * series with a chance of 2^-280, between two samples nothing was looked at.
 */
export class HashOnlyFingerprints implements Fingerprints {
  readonly guarantee: number
  /** Folded bytes of a sample. */
  readonly k: number
  readonly #inner: Fingerprints
  readonly #scheme: Scheme

  /** `inner` has the guarantee that finds `SERIES` symbols. */
  constructor(inner: Fingerprints, scheme: Scheme) {
    this.#inner = inner
    this.#scheme = scheme
    this.k = scheme.k
    this.guarantee = scheme.k + SERIES * scheme.w - 1
  }

  add(document: DocumentNumber, text: string, note?: Uint8Array): void {
    this.addFolded(document, matchFold(text), note)
  }

  addFolded(document: DocumentNumber, text: Uint8Array, note?: Uint8Array): void {
    this.#inner.addFolded(document, symbolsOf(text, this.#scheme).bytes, note)
  }

  /** Where the k-grams that a document keeps begin, folded bytes: what an owner needs to remember offsets. */
  sampled(text: Uint8Array): Uint32Array {
    return seedsOf(text, this.#scheme).at
  }

  search(
    query: Uint8Array,
    options: { readonly minBytes?: number; readonly workLimit?: number } = {},
  ): readonly FingerprintRun[] {
    const { bytes, at } = symbolsOf(query, this.#scheme)
    const { workLimit } = options
    const runs: FingerprintRun[] = []
    for (const run of this.#inner.search(bytes, workLimit === undefined ? {} : { workLimit })) {
      const found = this.#runOf(run, bytes, at)
      if (found !== undefined && found.end - found.start >= (options.minBytes ?? 0)) runs.push(found)
    }
    return runs.sort((a, b) => a.start - b.start || a.document - b.document || a.sourceStart - b.sourceStart)
  }

  covers(text: Uint8Array, start: number, end: number): boolean {
    return covers(text, start, end, this.#scheme)
  }

  /** There is no text to look for edited copies in. */
  anchors(): readonly [] {
    return []
  }

  places(): readonly [] {
    return []
  }

  lengthOf(): undefined {
    return undefined
  }

  slice(): undefined {
    return undefined
  }

  remove(document: DocumentNumber): void {
    this.#inner.remove(document)
  }

  erase(documents: Iterable<DocumentNumber>): Promise<void> {
    return this.#inner.erase(documents)
  }

  share(): ReturnType<Fingerprints['share']> {
    return this.#inner.share()
  }

  documents(): Iterable<DocumentNumber> {
    return this.#inner.documents()
  }

  noteOf(document: DocumentNumber): Uint8Array | undefined {
    return this.#inner.noteOf(document)
  }

  flush(): Promise<void> {
    return this.#inner.flush()
  }

  compact(): Promise<void> {
    return this.#inner.compact()
  }

  close(): Promise<void> {
    return this.#inner.close()
  }

  refresh(): boolean {
    return this.#inner.refresh()
  }

  /** Symbols count as index: no text is kept. */
  statistics(): FingerprintStatistics {
    const { textBytes, indexBytes, ...rest } = this.#inner.statistics()
    return { ...rest, textBytes: 0, indexBytes: indexBytes + textBytes }
  }

  /** The run of folded bytes that a run of symbols stands for, if enough of them agree. */
  #runOf(run: FingerprintRun, bytes: Uint8Array, at: Uint32Array): FingerprintRun | undefined {
    const shift = run.sourceStart - run.start
    if (shift % SYMBOL !== 0) return undefined
    // The distance of the first one leads outside and may differ.
    let first = Math.ceil((run.start - 1) / SYMBOL)
    let last = Math.floor(run.end / SYMBOL) - 1
    while (first <= last && bytes[SYMBOL * first] === FILLER) first++
    while (last >= first && bytes[SYMBOL * last] === FILLER) last--
    let samples = 0
    for (let i = first; i <= last; i++) if (bytes[SYMBOL * i] !== FILLER) samples++
    if (samples < SERIES) return undefined
    const { document } = run
    const sourceStart = this.#positionOf(document, first + shift / SYMBOL)
    if (sourceStart === undefined) return undefined
    return { start: at[first]!, end: at[last]! + this.#scheme.k, document, sourceStart }
  }

  /** Where the k-gram of a document's symbol begins: the sum of the distances up to it. */
  #positionOf(document: DocumentNumber, symbol: number): number | undefined {
    const symbols = this.#inner.slice(document, 0, SYMBOL * (symbol + 1))
    if (symbols === undefined) return undefined
    let position = -1
    for (let i = 0; i < symbols.length; i += SYMBOL) position += Math.min(symbols[i]!, FARTHEST)
    return position
  }
}

/** Consecutive symbols that make a run. The first without its distance, they are the 39 bytes an index finds. */
export const SERIES = 5
const SYMBOL = 8
/** A longer distance, which only text that is never sampled makes, is told in steps of this many. */
const FARTHEST = 250
const FILLER = 251

/** The symbols of a text, and for each of them where it stands. */
function symbolsOf(text: Uint8Array, scheme: Scheme): { bytes: Uint8Array; at: Uint32Array } {
  const seeds = seedsOf(text, scheme)
  const bytes: number[] = []
  const at: number[] = []
  let before = -1
  for (let i = 0; i < seeds.count; i++) {
    const position = seeds.at[i]!
    for (; position - before > FARTHEST; before += FARTHEST) {
      bytes.push(FILLER, 1, 1, 1, 1, 1, 1, 1)
      at.push(before)
    }
    bytes.push(position - before)
    pushHash(bytes, seeds.line[i]!, 4)
    pushHash(bytes, seeds.tag[i]!, 3)
    at.push(position)
    before = position
  }
  return { bytes: Uint8Array.from(bytes), at: Uint32Array.from(at) }
}

/** The bytes of a hash without zeros, which end documents. */
function pushHash(bytes: number[], hash: number, count: number): void {
  for (let i = 0; i < count; i++) bytes.push((((hash >>> (8 * i)) & 0xff) % 255) + 1)
}
