import type { FingerprintAnchor, FingerprintStore } from '../../core/ports.js'
import {
  type Alignment,
  align,
  type Block,
  GAP,
  LEAST_BLOCK,
  LEAST_CJK_BLOCK,
  leastBlockAt,
} from './alignment.js'

/** How far around an anchor the source is read, in windows: farther than any alignment of one window goes. */
const AROUND = 4
/** Bytes of the source that a block is sought in. */
const SOUGHT = GAP + LEAST_CJK_BLOCK

/**
 * The blocks around one anchor, found once for all windows it is seen in. Blocks are sought outwards, each from
 * the one before, so what lies within a window are the same blocks that `align` finds there; the outermost is cut
 * off at the border.
 */
export class NearChain {
  readonly #text: Uint8Array
  readonly #anchor: FingerprintAnchor
  readonly #window: number
  readonly #blocks: readonly Block[]
  /** Of the block that the anchor lies in. */
  readonly #middle: number

  constructor(
    text: Uint8Array,
    anchor: FingerprintAnchor,
    window: number,
    source: Uint8Array,
    begin: number,
  ) {
    const { start, end, sourceStart } = anchor
    const low = Math.max(0, start - window)
    const high = Math.min(text.length, end + window)
    const { blocks } = align(text, low, high, source, start, sourceStart - begin)
    this.#text = text
    this.#anchor = anchor
    this.#window = window
    this.#blocks = blocks.map((block) => ({ ...block, source: block.source + begin }))
    this.#middle = blocks.findIndex(({ at, length }) => at <= start && start < at + length)
  }

  /** Undefined when the source cannot be read. */
  static of(
    fingerprints: FingerprintStore,
    text: Uint8Array,
    anchor: FingerprintAnchor,
    window: number,
  ): NearChain | undefined {
    const { start, end, document, sourceStart } = anchor
    const begin = Math.max(0, sourceStart - AROUND * window)
    const source = fingerprints.slice(document, begin, sourceStart + end - start + AROUND * window)
    return source && new NearChain(text, anchor, window, source, begin)
  }

  /**
   * What `align` finds in `text[low, high)`, a window that the anchor reaches into, with up to two windows of the
   * source on either side; offsets in the source are those of the document. `'unsure'` where that hangs on more
   * than these blocks.
   */
  within(low: number, high: number): Alignment | 'unsure' {
    const middle = this.#blocks[this.#middle]!
    const blocks = [cut(middle, low, high)]
    for (let i = this.#middle + 1; i < this.#blocks.length; i++) {
      const block = this.#blocks[i]!
      if (block.at >= high) break
      const length = Math.min(high, block.at + block.length) - block.at
      if (length < leastBlockAt(this.#text[block.at]!)) {
        if (length >= LEAST_BLOCK && this.#isMixed(block.at, high)) return 'unsure'
        break
      }
      blocks.push(cut(block, low, high))
    }
    for (let i = this.#middle - 1; i >= 0; i--) {
      const block = this.#blocks[i]!
      const end = block.at + block.length
      if (end <= low) break
      const length = end - Math.max(low, block.at)
      if (length < leastBlockAt(this.#text[end - 1]!)) {
        if (length >= LEAST_BLOCK && this.#isMixed(low, end)) return 'unsure'
        break
      }
      blocks.unshift(cut(block, low, high))
    }
    const first = blocks[0]!
    const last = blocks.at(-1)!
    const sourceEnd = last.source + last.length
    if (!this.#reads(first.source, sourceEnd, low, high)) return 'unsure'
    return {
      matched: blocks.reduce((sum, { length }) => sum + length, 0),
      blocks,
      start: first.at,
      end: last.at + last.length,
      sourceStart: first.source,
      sourceEnd,
    }
  }

  /** A block of another script may be short enough for the border where this one was not. */
  #isMixed(from: number, to: number): boolean {
    return this.#text.subarray(from, to).some((byte) => byte < 0x80)
  }

  /** Whether all that was read of the source is read for this window too. */
  #reads(sourceStart: number, sourceEnd: number, low: number, high: number): boolean {
    const at = Math.max(this.#anchor.start, low)
    const from = this.#anchor.sourceStart + at - this.#anchor.start
    const begin = Math.max(0, from - 2 * this.#window)
    return (
      (begin === 0 || sourceStart - SOUGHT > begin) &&
      sourceEnd + SOUGHT < from + high - at + 2 * this.#window
    )
  }
}

function cut({ at, source, length }: Block, low: number, high: number): Block {
  const start = Math.max(at, low)
  return { at: start, source: source + start - at, length: Math.min(at + length, high) - start }
}
