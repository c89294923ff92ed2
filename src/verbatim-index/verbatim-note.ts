import { corrupt, type HashOnlyFingerprints } from '../store/fingerprints/index.js'
import { foldText } from '../text/fold.js'
import { SourceMap, type SourceSpan } from '../text/source-map.js'

/** What a `VerbatimIndex` keeps with a document, in the segment that holds its text: gone when that is gone. */
export interface Note {
  readonly id: string
  /** UTF-8 bytes of the text as it was added. */
  readonly bytes: number
  readonly offsets: Pick<SourceMap, 'locate'>
}

/** What is kept of a text for finding raw offsets. */
export type OffsetKeeper = (text: string) => Uint8Array

/** `bytes` u32 | length of the id u32 | id in UTF-16 | raw offsets. */
export function encodeNote(id: string, text: string, bytes: number, offsetsOf: OffsetKeeper): Uint8Array {
  const head = Buffer.alloc(8)
  head.writeUInt32LE(bytes)
  const name = Buffer.from(id, 'utf16le')
  head.writeUInt32LE(name.length, 4)
  return Buffer.concat([head, name, offsetsOf(text)])
}

/**
 * Throws `store-corrupt` for a document without one: the directory belongs to something else. `sampledK`: its
 * offsets are those of `encodeSamples`, and this is the length of a sample.
 */
export function decodeNote(note: Uint8Array | undefined, sampledK?: number): Note {
  if (note === undefined || note.length < 8) throw corrupt('manifest.json')
  const view = Buffer.from(note.buffer, note.byteOffset, note.byteLength)
  const end = 8 + view.readUInt32LE(4)
  const offsets = note.subarray(end)
  return {
    id: view.toString('utf16le', 8, end),
    bytes: view.readUInt32LE(0),
    offsets: sampledK === undefined ? new SourceMap(offsets) : new Samples(offsets, sampledK),
  }
}

const SAMPLE = 12

/** Of each sampled k-gram: folded position u32, raw start u32, raw end u32. */
export function encodeSamples(raw: string, index: HashOnlyFingerprints): Uint8Array {
  const text = foldText(raw)
  const at = index.sampled(text.match)
  const samples = Buffer.alloc(SAMPLE * at.length)
  at.forEach((position, i) => {
    samples.writeUInt32LE(position, SAMPLE * i)
    samples.writeUInt32LE(text.matchStart(position), SAMPLE * i + 4)
    samples.writeUInt32LE(text.matchEnd(position + index.k - 1), SAMPLE * i + 8)
  })
  return samples
}

/** Raw offsets of runs that begin and end with samples, to within a character. */
class Samples {
  readonly #samples: Buffer
  readonly #k: number

  constructor(samples: Uint8Array, k: number) {
    this.#k = k
    this.#samples = Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength)
  }

  locate(start: number, end: number): SourceSpan {
    // The run may have been cut to whole characters, by up to three bytes.
    const first = this.#lastAtMost(start)
    const last = this.#lastAtMost(end + 3 - this.#k)
    return {
      start: this.#samples.readUInt32LE(SAMPLE * first + 4),
      end: this.#samples.readUInt32LE(SAMPLE * last + 8),
    }
  }

  #lastAtMost(position: number): number {
    let low = 0
    let high = this.#samples.length / SAMPLE
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#samples.readUInt32LE(SAMPLE * middle) <= position) low = middle + 1
      else high = middle
    }
    return Math.max(0, low - 1)
  }
}
