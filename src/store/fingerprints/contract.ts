import type { FingerprintIndex } from '../../core/ports.js'
import type { DocumentNumber } from '../../core/types.js'
import type { SharedMemory } from './kernels/arena.js'
import type { Sections } from './segment-format.js'

export interface FingerprintStatistics {
  readonly documents: number
  readonly segments: number
  /** Folded text, dead included, bytes. */
  readonly textBytes: number
  /** Everything but text, bytes. */
  readonly indexBytes: number
  /** What of both lies in memory, bytes: all of it but in low-memory mode. */
  readonly memoryBytes: number
}

export interface Fingerprints extends FingerprintIndex {
  /** For readers: takes over what the writer committed since. True if anything changed. */
  refresh(): boolean
  statistics(): FingerprintStatistics
  /** `note` is what the owner keeps with the document: it lies in the same file and is erased with it. */
  add(document: DocumentNumber, text: string, note?: Uint8Array): void
  /** The same for a text that is match-folded already. */
  addFolded(document: DocumentNumber, text: Uint8Array, note?: Uint8Array): void
  /** The note of a live document: a view, valid until the next write. */
  noteOf(document: DocumentNumber): Uint8Array | undefined
  /** What another thread opens with `attachFingerprints`. Saves what is in memory first. */
  share(): Promise<{ readonly image: SharedFingerprints; release(): void }>
  /**
   * Removes documents and rewrites at once the segments that hold them: when it resolves, no file has their
   * text, notes or fingerprints any more.
   */
  erase(documents: Iterable<DocumentNumber>): Promise<void>
}

/**
 * An index as one thread hands it to another with `postMessage`: the segments lie in memory that both see, and the
 * other thread gets a piece of it to work in. Without WebAssembly it is a copy.
 */
export interface SharedFingerprints {
  readonly keyId: string
  readonly guarantee: number
  readonly memory?: SharedMemory
  readonly room?: { readonly at: number; readonly length: number }
  readonly segments: readonly { readonly sections: Sections; readonly dead: Uint8Array }[]
}
