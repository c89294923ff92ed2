import type { Comparison } from './comparison.js'
import type { Seeds } from './seed-list.js'
import type { Work } from './work.js'

/**
 * What a segment holds (`segment-format.ts`), wherever it lies: all of it in memory (`memory-image.ts`), or a filter
 * in memory and the rest in the file (`stored-image.ts`). Both give the same answers and count the same work.
 */
export interface Image {
  /** Numbers of the documents, ascending. */
  readonly numbers: Uint32Array
  /** Where each document begins in the text, and behind the last one. */
  readonly starts: Uint32Array
  readonly textBytes: number
  /** Everything but text, bytes. */
  readonly indexBytes: number
  /** What of both lies in memory, bytes. */
  readonly memoryBytes: number
  /** Calls `onMatch` for every kept place whose k-gram equals one of the query's, in order of seeds. */
  probe(query: Uint8Array, seeds: Seeds, work: Work, onMatch: OnSeedMatch): void
  compare(query: Uint8Array, seeds: Seeds): Comparison
  /** The bytes `[from, to)` of the text; a view where that is in memory. */
  text(from: number, to: number): Uint8Array
  /** What the owner keeps with the document at index `i`; undefined if nothing is kept with any. */
  note(i: number): Uint8Array | undefined
  /** The list of the k-gram that was first kept at a position, its count in front; undefined for no such position. */
  listAt(position: number): Uint32Array | undefined
  /** The distances of a shape. */
  shape(shape: number): Uint32Array
  /** How many shapes there are. */
  readonly shapes: number
  /** Lets go of files and memory; nothing may be asked afterwards. */
  release(): void
}

/** `many`: the k-gram was kept more than once, and `at` may be the place that its list is found by. */
export type OnSeedMatch = (at: number, many: boolean, seed: number) => void
