import { mkdirSync } from 'node:fs'
import { secretKey } from '../core/digest.js'
import { FirewallError } from '../core/errors.js'
import { LIMITS } from '../core/limits.js'
import {
  flag,
  type OptionKinds,
  oneOf,
  required,
  requireOptions,
  secretBytes,
  text,
  wholeNumber,
} from '../core/options.js'
import type { FoldedText } from '../core/ports.js'
import { DEFAULT_THRESHOLDS, GUARANTEED_BYTES } from '../core/thresholds.js'
import type { DocumentNumber } from '../core/types.js'
import {
  attachFingerprints,
  type Fingerprints,
  HashOnlyFingerprints,
  type KernelChoice,
  openFingerprints,
  openHashOnly,
  type SharedFingerprints,
} from '../store/fingerprints/index.js'
import { createLease, type Lease } from '../store/lease.js'
import { foldText, matchFold } from '../text/fold.js'
import { encodeSourceMap } from '../text/source-map.js'
import { findNear } from './verbatim-near.js'
import { decodeNote, encodeNote, encodeSamples, type Note, type OffsetKeeper } from './verbatim-note.js'
import { byPlace, type ReportedRun, type Reporting, reportRuns } from './verbatim-runs.js'
import { RunFollower } from './verbatim-stream.js'
import { spansThroughViews, type ViewedSpan } from './verbatim-views.js'

/** Where an index lies and what it promises. */
export interface VerbatimOptions {
  /** Where the index lies; in memory only without it. The directory belongs to this index alone. */
  readonly directory?: string
  /** At least 32 secret bytes: how text is sampled and hashed. An index opens with the key it was made with. */
  readonly key: Uint8Array
  /** L, folded bytes: every common run this long is found. 24 to 62; default 39, 8 to 10 English words. */
  readonly guaranteeBytes?: number
  /**
   * `false`: only keyed hashes of sampled pieces are kept, no text. Then a match needs several of them in a row:
   * runs of 135 folded bytes are found (for L = 39), shorter ones when they hold enough; ends are those of samples,
   * up to L - 1 bytes inside the real ones; nothing was compared on text; a stream tells everything at its end.
   */
  readonly storeText?: boolean
  /** Which loops to run on; all give the same answers. Default `auto`: WebAssembly where it has SIMD. */
  readonly kernels?: KernelChoice
  /**
   * `true`: only a filter of what is in the index lies in memory, about a twentieth of a byte for a byte of source
   * instead of one and a third; the rest is read from the `directory`, which it needs, when the filter lets something
   * pass. Answers are the same. Adding and compacting take memory for what they write, while they do. Default `false`.
   */
  readonly lowMemory?: boolean
}

const OPTIONS: OptionKinds<VerbatimOptions> = {
  directory: text,
  key: required(secretBytes),
  guaranteeBytes: wholeNumber(24, 62),
  storeText: flag,
  kernels: oneOf('auto', 'wasm', 'typescript'),
  lowMemory: flag,
}

/** What counts as a match, and how much is listed. */
export interface MatchOptions {
  /**
   * Whether edited copies are found too: matches of kind `near`, whose `similarity` is what an alignment says, where
   * exact matches leave some of it out. Best effort; exact matches inside them are reported as well. A stream tells
   * them at its end, a hash-only index never. Default `true`.
   */
  readonly near?: boolean
  /** Least length of a match, folded bytes, never below the guarantee. Default the guarantee. */
  readonly minBytes?: number
  /** The same for text that is mostly Chinese, Japanese or Korean. Default 48, or `minBytes` if that is more. */
  readonly minBytesCjk?: number
  /** Whether other views of the text are taken too: decoded, reordered, shifted. Default `true`; costs ten times the rest. */
  readonly views?: boolean
  /** Most sources listed for one span, oldest documents first; `copies` counts them all. Default 20. */
  readonly limit?: number
}

const MATCH_OPTIONS: OptionKinds<MatchOptions> = {
  near: flag,
  minBytes: wholeNumber(1),
  minBytesCjk: wholeNumber(1),
  views: flag,
  limit: wholeNumber(1),
}

/** A span of the text that occurs in a document. Offsets are UTF-16 code units. */
export interface VerbatimMatch {
  /** First code unit of the text. */
  readonly start: number
  /** The code unit behind the last. */
  readonly end: number
  /** The document it occurs in. */
  readonly documentId: string
  /** First code unit of the document. */
  readonly sourceStart: number
  /** The code unit behind the last. */
  readonly sourceEnd: number
  /** `near`: edited. */
  readonly match: 'exact' | 'near'
  /** The view of the text: `folded` is as it stands, others are named after what was undone. */
  readonly view: string
  /** 1 for exact matches. */
  readonly similarity: number
  /** In how many places of the corpus the whole span occurs. */
  readonly copies: number
}

/** How much an index holds and what it takes. */
export interface VerbatimStatistics {
  /** Documents that are not deleted. */
  readonly documents: number
  /** UTF-8 bytes of the documents as they were added. */
  readonly sourceBytes: number
  /** Everything kept but folded text: tables, clusters, ids, maps to raw offsets. Bytes. */
  readonly indexBytes: number
  /** Folded text, that of deleted documents included until it is compacted. Bytes. */
  readonly textBytes: number
  /** What of index and text lies in memory, bytes: all of it without `lowMemory`. */
  readonly memoryBytes: number
  /** Segment files, or their like in memory. */
  readonly segments: number
}

/** An index on its way to another thread: for `postMessage` and for nothing else. */
export type SharedVerbatimIndex = SharedFingerprints

/** A text that arrives in pieces. */
export interface VerbatimStream {
  /** Takes more text; returns the matches that can no longer change. Throws `text-invalid`, `work-limit`. */
  push(text: string): readonly VerbatimMatch[]
  /** No more will come: returns the rest. */
  end(): readonly VerbatimMatch[]
}

/**
 * Code units added after which what is in memory goes to a segment: bounds the memory of a long addition, and makes
 * segments that are rarely worth merging. An eighth of it in low-memory mode.
 */
const FLUSH_LENGTH = 128_000_000

/**
 * Which documents does this text repeat? The matching engine of ragwall by itself.
 *
 * Texts are compared as their match fold: letters and digits, without case, accents, width, look-alikes or
 * punctuation. Every run of `guaranteeBytes` folded bytes that a text has in common with a document is found,
 * whatever stands around it, except text that repeats itself every four bytes or less. Nothing else is
 * reported: every match was compared byte by byte.
 *
 * One process at a time may open a directory. Winnowing: Schleimer, Wilkerson, Aiken, SIGMOD 2003.
 */
export class VerbatimIndex {
  readonly #fingerprints: Fingerprints
  readonly #lease: Lease
  readonly #documents = new Map<string, { readonly number: DocumentNumber; readonly bytes: number }>()
  readonly #ids = new Map<DocumentNumber, string>()
  readonly #guarantee: number
  readonly #flushLength: number
  #next = 1

  private constructor(fingerprints: Fingerprints, lease: Lease, guarantee: number, lowMemory = false) {
    this.#fingerprints = fingerprints
    this.#lease = lease
    this.#guarantee = guarantee
    this.#flushLength = lowMemory ? FLUSH_LENGTH / 8 : FLUSH_LENGTH
    for (const number of fingerprints.documents()) {
      const { id, bytes } = this.#note(number)
      const known = this.#documents.get(id)
      this.#remember(id, number, bytes)
      // A version and the one it replaced are committed together, so this is a directory put together by hand.
      if (known !== undefined) fingerprints.remove(number < known.number ? number : known.number)
    }
  }

  /**
   * Opens the index of a directory, or an empty one. Throws `option-invalid`, `store-locked` when another process
   * has it open, `store-version` when it was made with another key, guarantee or fold, `store-corrupt`.
   */
  static async open(options: VerbatimOptions): Promise<VerbatimIndex> {
    requireOptions<VerbatimOptions>(options, OPTIONS, 'VerbatimIndex.open')
    const { directory, key, guaranteeBytes, kernels, storeText = true, lowMemory = false } = options
    if (directory !== undefined) mkdirSync(directory, { recursive: true, mode: 0o700 })
    const lease = createLease(directory)
    lease.take()
    try {
      const openIndex = storeText ? openFingerprints : openHashOnly
      const fingerprints = await openIndex({
        key: secretKey(key),
        lowMemory,
        ...(directory === undefined ? {} : { directory }),
        ...(guaranteeBytes === undefined ? {} : { guaranteeBytes }),
        ...(kernels === undefined ? {} : { kernels }),
      })
      return new VerbatimIndex(fingerprints, lease, guaranteeBytes ?? GUARANTEED_BYTES, lowMemory)
    } catch (error) {
      lease.release()
      throw error
    }
  }

  /**
   * Opens what another thread of this process shared, as it was then. Both search the same memory; what is added or
   * deleted here stays here. Throws `store-version` when the key is another one.
   */
  static attach(image: SharedVerbatimIndex, options: { readonly key: Uint8Array }): VerbatimIndex {
    requireOptions<{ readonly key: Uint8Array }>(options, { key: OPTIONS.key }, 'VerbatimIndex.attach')
    const fingerprints = attachFingerprints(image, { key: secretKey(options.key) })
    return new VerbatimIndex(fingerprints, createLease(undefined), image.guarantee)
  }

  /**
   * What `attach` takes in another thread: `postMessage` the image, and call `release` when that thread is done with
   * it. Each thread needs an image of its own. Not for a hash-only index, nor in low-memory mode.
   */
  async share(): Promise<{ readonly image: SharedVerbatimIndex; release(): void }> {
    if (this.#fingerprints instanceof HashOnlyFingerprints) {
      throw new FirewallError('option-invalid', 'a hash-only index cannot be shared')
    }
    return this.#fingerprints.share()
  }

  /**
   * Adds documents; one whose id is already there takes the place of the old one. Durable when it resolves;
   * if it fails, the documents before a long addition's last interim save are stored and the others are not.
   * Throws `document-invalid`, `document-too-large`, `text-invalid`, `store-failed`, `disk-full`.
   */
  async add(
    documents:
      | AsyncIterable<{ readonly id: string; readonly text: string }>
      | Iterable<{ readonly id: string; readonly text: string }>,
  ): Promise<{ documents: number; bytes: number }> {
    const added = { documents: 0, bytes: 0 }
    let pending = 0
    for await (const { id, text } of documents) {
      requireDocument(id, text)
      const bytes = Buffer.byteLength(text)
      const number = this.#next as DocumentNumber
      this.#fingerprints.add(number, text, encodeNote(id, text, bytes, this.#offsets))
      this.#forget(id)
      this.#remember(id, number, bytes)
      added.documents += 1
      added.bytes += bytes
      pending += text.length
      if (pending < this.#flushLength) continue
      pending = 0
      await this.#fingerprints.flush()
    }
    await this.#fingerprints.flush()
    return added
  }

  /**
   * Forgets a document; false if there was none. It is found no more at once, and durably when this resolves.
   * Its text leaves the files at a later compaction, or, with `erase`, before this resolves. An erasure that a crash
   * cut short can be asked for again: with `erase` what deleted documents left is dropped for an unknown id too.
   */
  async delete(id: string, options: { readonly erase?: boolean } = {}): Promise<boolean> {
    const number = this.#documents.get(id)?.number
    if (number === undefined) {
      if (options.erase === true) await this.#fingerprints.compact()
      return false
    }
    this.#forget(id)
    if (options.erase === true) await this.#fingerprints.erase([number])
    else await this.#fingerprints.flush()
    return true
  }

  /**
   * All maximal spans of `text` that occur in the corpus, in order. A span that lies in a longer one is reported
   * when it occurs elsewhere as well, by itself. With `views` also what the text says when it is decoded, put in
   * another order or shifted in the alphabet, as far as whole windows of it can be told. Throws `text-invalid`, and `work-limit` for a text whose
   * comparison takes more than `LIMITS.matchWork` steps.
   */
  match(text: string, options: MatchOptions = {}): readonly VerbatimMatch[] {
    const reporting = this.#reporting(options)
    const { plain, cjk } = reporting.lengths
    const { limit } = reporting
    const runs = this.#fingerprints.search(matchFold(text), { minBytes: Math.min(plain, cjk), copies: limit })
    const { views = true, near = true } = options
    if (runs.length === 0 && !views && !near) return []
    // Only what was found needs a map to raw offsets, and most texts have nothing.
    const folded = foldText(text)
    const exact = this.#describe(folded, reportRuns(folded, runs, [], reporting))
    if (!views && !near) return exact
    return [
      ...exact,
      ...(views ? this.#throughViews(folded, reporting) : []),
      ...(near ? this.#edited(folded, reporting) : []),
    ].sort(byOffsets)
  }

  /**
   * The same for a text that arrives in pieces: what `push` and `end` return, together, is what `match` returns
   * for the whole. A match is returned as soon as it can grow no longer, that is when the text goes on
   * differently; until then it is held back. A run shorter than the minimum is not known to be one, and one that ends
   * there may be told sixteen folded bytes later. What is
   * found through views is told at the end, since a view may go on as long as the text does.
   */
  stream(options: MatchOptions = {}): VerbatimStream {
    if (this.#fingerprints instanceof HashOnlyFingerprints) return this.#streamToTheEnd(options)
    const reporting = this.#reporting(options)
    const follower = new RunFollower(this.#fingerprints, reporting)
    return {
      push: (text) => this.#describe(follower.text, follower.push(text)),
      end: () => {
        const rest = this.#describe(follower.text, follower.end())
        const { views = true, near = true } = options
        if (!views && !near) return rest
        return [
          ...rest,
          ...(views ? this.#throughViews(follower.text, reporting) : []),
          ...(near ? this.#edited(follower.text, reporting) : []),
        ].sort(byOffsets)
      },
    }
  }

  /** Counts and sizes as they are now. */
  stats(): VerbatimStatistics {
    const { documents, segments, textBytes, indexBytes, memoryBytes } = this.#fingerprints.statistics()
    let sourceBytes = 0
    for (const { bytes } of this.#documents.values()) sourceBytes += bytes
    return { documents, sourceBytes, indexBytes, textBytes, memoryBytes, segments }
  }

  /** Merges segments and drops what deleted documents left in files. */
  compact(): Promise<void> {
    return this.#fingerprints.compact()
  }

  /** Ends the use of its files. */
  async close(): Promise<void> {
    await this.#fingerprints.close()
    this.#lease.release()
  }

  #throughViews(text: FoldedText, reporting: Reporting): VerbatimMatch[] {
    const spans = new Map<string, Map<string, ViewedSpan>>()
    for (const span of spansThroughViews(text, this.#fingerprints, reporting)) {
      const key = `${span.start} ${span.end} ${span.view}`
      const places = spans.get(key) ?? new Map<string, ViewedSpan>()
      places.set(`${span.document} ${span.sourceStart}`, span)
      spans.set(key, places)
    }
    return [...spans.values()].flatMap((places) =>
      [...places.values()]
        .sort((a, b) => a.document - b.document || a.sourceStart - b.sourceStart)
        .slice(0, reporting.limit)
        .map((span) => this.#matchOf(span, span, places.size)),
    )
  }

  #edited(text: FoldedText, reporting: Reporting): VerbatimMatch[] {
    return findNear(text, this.#fingerprints, reporting).map((span) => {
      const place = { start: text.matchStart(span.start), end: text.matchEnd(span.end - 1) }
      const { similarity, copies } = span
      return { ...this.#matchOf(place, { ...span, view: 'folded' }, copies), match: 'near', similarity }
    })
  }

  #matchOf(
    { start, end }: { readonly start: number; readonly end: number },
    { document, sourceStart, sourceEnd, view }: Omit<ViewedSpan, 'start' | 'end'>,
    copies: number,
  ): VerbatimMatch {
    const { offsets } = this.#note(document)
    const source = offsets.locate(sourceStart, sourceEnd, (from, to) => {
      return this.#fingerprints.slice(document, from, to) ?? new Uint8Array(0)
    })
    return {
      start,
      end,
      documentId: this.#ids.get(document) ?? '',
      sourceStart: source.start,
      sourceEnd: source.end,
      match: 'exact',
      view,
      similarity: 1,
      copies,
    }
  }

  /** Without text a run cannot be followed. */
  #streamToTheEnd(options: MatchOptions): VerbatimStream {
    this.#reporting(options)
    const pieces: string[] = []
    return {
      push(text) {
        pieces.push(text)
        return []
      },
      end: () => this.match(pieces.join(''), options),
    }
  }

  /** How raw offsets are kept: all of them, or those of samples alone, which say less of a text that is not kept. */
  get #offsets(): OffsetKeeper {
    const index = this.#fingerprints
    if (!(index instanceof HashOnlyFingerprints)) return (text) => encodeSourceMap(text)
    return (text) => encodeSamples(text, index)
  }

  #note(number: DocumentNumber): Note {
    const index = this.#fingerprints
    return decodeNote(index.noteOf(number), index instanceof HashOnlyFingerprints ? index.k : undefined)
  }

  #reporting(options: MatchOptions): Reporting {
    requireOptions<MatchOptions>(options, MATCH_OPTIONS, 'a match')
    const guarantee = this.#guarantee
    const { minBytes = guarantee, limit = LIMITS.verbatimSources } = options
    const plain = Math.max(guarantee, minBytes)
    const cjk = Math.max(
      guarantee,
      options.minBytesCjk ?? Math.max(DEFAULT_THRESHOLDS.verbatimBytesCjk, plain),
    )
    const covers: Reporting['covers'] = (...bytes) => this.#fingerprints.covers(...bytes)
    return { lengths: { plain, cjk }, limit, covers }
  }

  #describe(text: FoldedText, runs: readonly ReportedRun[]): VerbatimMatch[] {
    return [...runs].sort(byPlace).map(({ start, end, document, sourceStart, copies }) => {
      const span = { start: text.matchStart(start), end: text.matchEnd(end - 1) }
      const sourceEnd = sourceStart + end - start
      return this.#matchOf(span, { document, sourceStart, sourceEnd, view: 'folded' }, copies)
    })
  }

  #remember(id: string, number: DocumentNumber, bytes: number): void {
    this.#documents.set(id, { number, bytes })
    this.#ids.set(number, id)
    this.#next = Math.max(this.#next, number + 1)
  }

  /** Hides a document from searches of this process; the next flush makes it last. */
  #forget(id: string): void {
    const known = this.#documents.get(id)
    if (known === undefined) return
    this.#documents.delete(id)
    this.#ids.delete(known.number)
    this.#fingerprints.remove(known.number)
  }
}

function byOffsets(a: VerbatimMatch, b: VerbatimMatch): number {
  return a.start - b.start || a.end - b.end
}

function requireDocument(id: unknown, text: unknown): void {
  if (typeof id !== 'string' || id === '' || id.length > LIMITS.idLength || typeof text !== 'string') {
    throw new FirewallError('document-invalid', 'a document has a non-empty id and a text', {
      help: `ids are strings of at most ${LIMITS.idLength} code units`,
    })
  }
  if (text.length > LIMITS.documentLength) {
    throw new FirewallError(
      'document-too-large',
      `a document has more than ${LIMITS.documentLength} code units`,
      {
        help: 'split it at its source',
      },
    )
  }
}
