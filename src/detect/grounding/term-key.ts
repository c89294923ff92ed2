import type { SecretKey } from '../../core/digest.js'
import { plainUnit } from './term-characters.js'

/**
 * HalfSipHash-1-3 with 64 bits of output (Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012;
 * the half-width variant of its reference code). Every candidate of an answer is asked for by such a key, so it
 * has to cost nanoseconds; what it finds is confirmed by an HMAC. The result of a call is in `high` and `low`:
 * two numbers without an object around them.
 */
export class TermHasher {
  high = 0
  low = 0
  readonly #k0: number
  readonly #k1: number
  #v0 = 0
  #v1 = 0
  #v2 = 0
  #v3 = 0

  constructor({ bytes }: SecretKey) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    this.#k0 = view.getInt32(0, true)
    this.#k1 = view.getInt32(4, true)
  }

  /** A word by its plain units: case, accents and width make no difference. In locals, because every word is. */
  word(text: string, start: number, end: number): void {
    let v0 = this.#k0
    let v1 = this.#k1 ^ 0xee
    let v2 = this.#k0 ^ 0x6c796765
    let v3 = this.#k1 ^ 0x74656462
    // The units, the length, and three rounds behind each half of the result.
    const length = end - start
    for (let i = 0; i < length + 7; i++) {
      const unit = i < length ? plainUnit(text.charCodeAt(start + i)) : i === length ? length : 0
      v3 ^= unit
      v0 = (v0 + v1) | 0
      v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0
      v0 = (v0 << 16) | (v0 >>> 16)
      v2 = (v2 + v3) | 0
      v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2
      v0 = (v0 + v3) | 0
      v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0
      v2 = (v2 + v1) | 0
      v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2
      v2 = (v2 << 16) | (v2 >>> 16)
      v0 ^= unit
      if (i === length) v2 ^= 0xee
      else if (i === length + 3) {
        this.low = v1 ^ v3
        v1 ^= 0xdd
      }
    }
    this.high = v1 ^ v3
  }

  /** A canonical form as it is. */
  text(text: string): void {
    this.begin()
    for (let i = 0; i < text.length; i++) this.mix(text.charCodeAt(i))
    this.finish(text.length)
  }

  /** Several words in any order, from the sums of their keys. */
  combine(high: number, low: number, count: number): void {
    this.begin()
    this.mix(high)
    this.mix(low)
    this.finish(count | 0x8000)
  }

  /** The first two units of a longer run. */
  pair(first: number, second: number): void {
    this.begin()
    this.mix(0x7032)
    this.mix(first)
    this.mix(second)
    this.finish(0x7032)
  }

  begin(): void {
    this.#v0 = this.#k0
    this.#v1 = this.#k1 ^ 0xee
    this.#v2 = this.#k0 ^ 0x6c796765
    this.#v3 = this.#k1 ^ 0x74656462
  }

  mix(word: number): void {
    this.#v3 ^= word
    this.#round()
    this.#v0 ^= word
  }

  /** The key of what was mixed so far; more may be mixed afterwards. */
  finish(length: number): void {
    const v0 = this.#v0
    const v1 = this.#v1
    const v2 = this.#v2
    const v3 = this.#v3
    this.mix(length)
    this.#v2 ^= 0xee
    this.#round()
    this.#round()
    this.#round()
    this.low = this.#v1 ^ this.#v3
    this.#v1 ^= 0xdd
    this.#round()
    this.#round()
    this.#round()
    this.high = this.#v1 ^ this.#v3
    this.#v0 = v0
    this.#v1 = v1
    this.#v2 = v2
    this.#v3 = v3
  }

  #round(): void {
    let v0 = this.#v0
    let v1 = this.#v1
    let v2 = this.#v2
    let v3 = this.#v3
    v0 = (v0 + v1) | 0
    v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0
    v0 = (v0 << 16) | (v0 >>> 16)
    v2 = (v2 + v3) | 0
    v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2
    v0 = (v0 + v3) | 0
    v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0
    v2 = (v2 + v1) | 0
    v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2
    v2 = (v2 << 16) | (v2 >>> 16)
    this.#v0 = v0
    this.#v1 = v1
    this.#v2 = v2
    this.#v3 = v3
  }
}
