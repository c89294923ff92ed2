import { DEFAULT_THRESHOLDS, type Thresholds } from '../../core/thresholds.js'
import { cjkBytesBefore } from './cjk-share.js'

/** T, in folded bytes: the length of a window, and of one of text that is mostly Chinese, Japanese or Korean. */
export interface WindowLengths {
  readonly plain: number
  readonly cjk: number
}

/** What a service sets of T; the rest is as `core/thresholds.ts` has it. */
export type WindowThresholds = Partial<Pick<Thresholds, 'verbatimBytes' | 'verbatimBytesCjk'>>

export function windowLengths(thresholds: WindowThresholds = {}): WindowLengths {
  const { verbatimBytes, verbatimBytesCjk } = { ...DEFAULT_THRESHOLDS, ...thresholds }
  return { plain: verbatimBytes, cjk: verbatimBytesCjk }
}

/**
 * The windows of a folded text: one per code point that starts in it, each a function of its own bytes. A
 * window is the CJK length when more than half of its first bytes (as many as the shorter length has) belong
 * to CJK code points, else the plain length.
 */
export class Windows {
  readonly bytes: Uint8Array
  /**
   * All windows that start before it are whole, or can never be: more text will not change them. With
   * `ended`, the length of the text.
   */
  readonly decided: number
  readonly #lengths: WindowLengths
  readonly #least: number
  /** CJK bytes before each position; undefined if there are none at all. */
  readonly #cjkBefore: Uint32Array | undefined

  constructor(bytes: Uint8Array, ended: boolean, lengths: WindowLengths) {
    this.bytes = bytes
    this.#lengths = lengths
    this.#least = Math.min(lengths.plain, lengths.cjk)
    this.#cjkBefore = cjkBytesBefore(bytes)
    this.decided = ended ? bytes.length : this.#firstOpen()
  }

  /** Whether a code point starts at byte `at`. */
  startsAt(at: number): boolean {
    return (this.bytes[at]! & 0xc0) !== 0x80
  }

  /** Length of the window at `at`; 0 if the text is too short to hold it. */
  length(at: number): number {
    if (at + this.#least > this.bytes.length) return 0
    const length = this.isCjk(at, at + this.#least) ? this.#lengths.cjk : this.#lengths.plain
    return at + length > this.bytes.length ? 0 : length
  }

  /** Whether more than half of these bytes are of CJK code points. */
  isCjk(start: number, end: number): boolean {
    const before = this.#cjkBefore
    return before !== undefined && 2 * (before[end]! - before[start]!) > end - start
  }

  #firstOpen(): number {
    let at = Math.max(0, this.bytes.length - Math.max(this.#lengths.plain, this.#lengths.cjk) + 1)
    while (at < this.bytes.length && !(this.startsAt(at) && this.length(at) === 0)) at++
    return at
  }
}

/** Where a window stands in the raw text; undefined if it does not count. */
export type WindowPlacer = (at: number, length: number) => WindowPlacement | undefined

/** Raw offsets. */
export interface WindowPlacement {
  readonly start: number
  readonly end: number
  /** Where it really begins, if a stream has let go of that before it was whole. */
  readonly first?: number
}
