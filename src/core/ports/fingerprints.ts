import type { DocumentNumber } from '../types.js'

// Which sources hold a run of text, or repeat a piece of code.

/** A run of the query that occurs in a document: offsets in match-folded bytes. */
export interface FingerprintRun {
  readonly start: number
  readonly end: number
  readonly document: DocumentNumber
  readonly sourceStart: number
  /** Of a search that lists so many: how many runs of these bytes there are in documents of the same group. */
  readonly copies?: number
}

export interface SearchOptions {
  /** Least length of a run, folded bytes; never below the guarantee. */
  readonly minBytes?: number
  /** Steps after which the search gives up. */
  readonly workLimit?: number
  /**
   * Runs of the same bytes of the query, in documents of one group, that are enough: of the others, which have
   * higher numbers, some or all may be missing. As many documents are listed as that, if there are so many.
   */
  readonly copies?: number
  /** Documents with the same answer are one group; without it all are. */
  readonly groupOf?: (document: DocumentNumber) => unknown
}

/** A run that a rare k-gram of both texts led to. Maximal like any run, but it may be shorter than the guarantee. */
export interface FingerprintAnchor extends FingerprintRun {
  /** How often the rarest of the k-grams that led to it is kept in live documents: 1 is in this document alone. */
  readonly copies: number
}

/** A k-gram of the query that a document has too, at a place that was sampled there. Offsets in match-folded bytes. */
export interface FingerprintPlace {
  readonly at: number
  readonly document: DocumentNumber
  readonly source: number
}

/** Which sources hold this run? Searches all protected text; exact from `guarantee` bytes on. */
export interface FingerprintStore {
  /** L: every common run of at least this many folded bytes is found. */
  readonly guarantee: number
  /**
   * All maximal common runs of at least `minBytes` (never below the guarantee) between `query` (match-folded
   * bytes) and live documents, one per document and diagonal. Throws `work-limit` past `workLimit` steps.
   */
  search(query: Uint8Array, options?: SearchOptions): readonly FingerprintRun[]
  /**
   * Whether the guarantee holds for `text[start, end)`, at least L bytes long: false for text that repeats
   * itself every four bytes or less, which a search may miss. Depends on these bytes alone.
   */
  covers(text: Uint8Array, start: number, end: number): boolean
  /**
   * Where to look for copies that were edited: the maximal common runs of at least `minBytes` (default and
   * least: k, which is 16 for L = 39) that hold a k-gram which both sides sampled, one per document and
   * diagonal. Complete from the guarantee on, best effort below: a shared run of k bytes is sampled on both
   * sides with probability 2 / (w + 1) or more. A sampled k-gram kept more than `copies` times
   * (default `LIMITS.anchorCopies`) in live documents leads nowhere, so phrases and licences give no anchors.
   * Whether a k-gram of the query is sampled depends on L - k - 1 bytes on either side of it. Ascending by
   * start. Throws `work-limit` past `workLimit` steps.
   */
  anchors(
    query: Uint8Array,
    options?: { readonly minBytes?: number; readonly copies?: number; readonly workLimit?: number },
  ): readonly FingerprintAnchor[]
  /**
   * Where the k-grams of the query (k is 16 for L = 39), every one of them, stand in live documents that sampled
   * them: of text shared with a document, w k-grams in a row hold at least one, fewer may hold none. What each
   * k-gram gives depends on its own bytes alone. One kept more than `copies` times (default
   * `LIMITS.anchorCopies`) in live documents gives nothing. Ascending by `at`, then document. Costs a dozen times
   * what sampling the query does. Throws `work-limit` past `workLimit` steps.
   */
  places(
    query: Uint8Array,
    options?: { readonly copies?: number; readonly workLimit?: number },
  ): readonly FingerprintPlace[]
  /** Folded bytes of a live document; undefined if it is unknown or its text is not stored. */
  lengthOf(document: DocumentNumber): number | undefined
  /**
   * Folded bytes `[start, end)` of a live document, cut to its length; undefined if it is unknown or its text
   * is not stored. A view: read it before the next write and do not write to it.
   */
  slice(document: DocumentNumber, start: number, end: number): Uint8Array | undefined
}

/** A part of some code that repeats a part of protected source files, in whatever names and layout. */
export interface CodeMatch {
  /** The files: all of the same code. Ascending. */
  readonly documents: readonly DocumentNumber[]
  /** UTF-16 code units of the code that was searched. */
  readonly start: number
  readonly end: number
  /** How far it goes beyond what two people write alike; a line or two weigh nothing. */
  readonly weight: number
  /** 0 to 1: how much of that part of the file is in the code. */
  readonly score: number
  /** The same, measured against the whole file where the part is a third of it or more. */
  readonly whole: number
}

/** Which protected source files (documents of kind `code`) does this code repeat? Searches all of them. */
export interface CodeStore {
  /** There is none: nothing has to be searched. */
  readonly empty: boolean
  /** Matches of one piece of code, heaviest first. They depend on the code and the live documents alone. */
  search(code: string): readonly CodeMatch[]
  /** Where in a piece of code that grows the first match may start, whatever follows. */
  settled(code: string): number
}

/** The writing side of a fingerprint store, used by the store that owns it and by nobody else. */
export interface FingerprintIndex extends FingerprintStore {
  /** Searchable at once in this process, durable after `flush`. A number is added once. */
  add(document: DocumentNumber, text: string): void
  /** Hides the document at once; its twins stay found. Unknown numbers are ignored. */
  remove(document: DocumentNumber): void
  /** What a flushed file holds; the owner adds what is missing and removes what is dead. */
  documents(): Iterable<DocumentNumber>
  /** Writes what is only in memory as an immutable segment and switches the manifest. */
  flush(): Promise<void>
  /** Merges segments and drops dead documents and their text from the files. */
  compact(): Promise<void>
  close(): Promise<void>
}
