import { LIMITS } from '../core/limits.js'

/** The bytes of one chain, in a file or in memory. */
export interface ChainSource {
  readonly chain: string
  /** From a byte on, 0 without it, as far as they are written. */
  blocks(from?: number): AsyncIterable<Buffer>
  /** How many bytes there are, and when they changed last, in milliseconds of any clock. */
  state(): { readonly size: number; readonly changed: number }
}

/** Cuts blocks into lines without their line feed; what follows the last line feed stays in `rest`. */
export interface LineSplitter {
  push(block: Buffer): Iterable<Buffer>
  /** Bytes of an unfinished line. */
  readonly rest: number
}

export function createLineSplitter(): LineSplitter {
  let pending: Buffer[] = []
  let rest = 0
  return {
    *push(block) {
      let start = 0
      for (;;) {
        const end = block.indexOf(0x0a, start)
        if (end < 0) break
        const piece = block.subarray(start, end)
        const line = rest === 0 ? piece : Buffer.concat([...pending, piece])
        pending = []
        rest = 0
        start = end + 1
        yield line
      }
      if (start === block.length) return
      rest += block.length - start
      // A line too long to be a record is remembered as one byte: it will be judged and found changed.
      if (rest > LIMITS.auditRecordBytes) pending = [Buffer.from('!')]
      else pending.push(Buffer.from(block.subarray(start)))
    },
    get rest() {
      return rest
    },
  }
}
