import type { FingerprintStore, FoldedText } from '../../core/ports.js'
import type { DocumentNumber } from '../../core/types.js'
import { occursIn } from './window-table.js'

export interface ExplainedWindowsInput {
  readonly fingerprints: FingerprintStore
  /** T, folded bytes. */
  readonly length: number
  readonly isPermitted: (document: DocumentNumber) => boolean
  /** The reader's own turns, and what else they may read that is in no store. */
  readonly texts: readonly (readonly FoldedText[])[]
}

/**
 * Which windows of T bytes of a growing text one document that the reader may read, or one of their own texts,
 * contains whole. Each is asked about once, however often the text is looked at, and what thousands of documents
 * share is asked of one of them.
 */
export class ExplainedWindows {
  readonly #input: ExplainedWindowsInput
  /** By where a window starts. */
  #explained = new Uint8Array(0)
  /** Windows that start before it are decided. */
  #decided = 0

  constructor(input: ExplainedWindowsInput) {
    this.#input = input
  }

  /** Marks in `marks` the bytes of explained windows of `bytes` that lie in `[low, high)`. */
  mark(marks: Uint8Array, bytes: Uint8Array, low: number, high: number): void {
    const { length } = this.#input
    this.#decide(bytes)
    let marked = low
    for (let at = low; at + length <= high; at++) {
      if (this.#explained[at] === 0) continue
      marks.fill(1, Math.max(marked, at), at + length)
      marked = at + length
    }
  }

  #decide(bytes: Uint8Array): void {
    const { fingerprints, length, isPermitted, texts } = this.#input
    const from = this.#decided
    const count = Math.max(from, bytes.length - length + 1)
    if (count === from) return
    const explained = new Uint8Array(count)
    explained.set(this.#explained)
    const runs = fingerprints.search(bytes.subarray(from), {
      minBytes: length,
      copies: 1,
      groupOf: isPermitted,
    })
    for (const { start, end, document } of runs) {
      if (isPermitted(document)) explained.fill(1, from + start, from + end - length + 1)
    }
    for (let at = from; at < count; at++) {
      if (explained[at] === 0 && texts.some((list) => occursIn(list, bytes, at, length))) explained[at] = 1
    }
    this.#explained = explained
    this.#decided = count
  }
}
