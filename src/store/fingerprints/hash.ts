import type { Scheme } from './scheme.js'

/**
 * Two keyed 32-bit hashes of a k-gram, from its four-byte lanes (the last one overlapping, if k is not a
 * multiple of four): `line` says where to look, `tag` is what a slot is compared by. Collisions cost time and
 * never truth, because every hit is compared on text; the key keeps an author of documents from making them.
 */
export class KgramHasher {
  /** The second hash of the k-gram last hashed, unsigned. */
  tag = 0
  readonly #k: number
  readonly #line: Int32Array
  readonly #tag: Int32Array

  constructor(scheme: Scheme) {
    this.#k = scheme.k
    this.#line = scheme.lanes.line
    this.#tag = scheme.lanes.tag
  }

  /** The first hash of the k-gram at `at`, unsigned; the second is left in `tag`. */
  hash(text: Uint8Array, at: number): number {
    const k = this.#k
    let line = this.#tag[7]!
    let tag = this.#line[7]!
    for (let offset = 0, i = 0; offset < k; offset += 4, i++) {
      const from = at + Math.min(offset, k - 4)
      const lane = text[from]! | (text[from + 1]! << 8) | (text[from + 2]! << 16) | (text[from + 3]! << 24)
      line = Math.imul(line ^ lane, this.#line[i]!)
      line ^= line >>> 15
      tag = Math.imul((tag + lane) | 0, this.#tag[i]!)
      tag ^= tag >>> 13
    }
    this.tag = finish(tag)
    return finish(line)
  }
}

/** The finalizer of MurmurHash3 (public domain): every bit of the input moves every bit of the output. */
function finish(x: number): number {
  let h = x ^ (x >>> 16)
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}
