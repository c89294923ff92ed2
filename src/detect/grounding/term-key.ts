import { HalfSipHash } from '../../core/half-sip-hash.js'
import { plainUnit } from './term-characters.js'

/** The keys of terms: every candidate of an answer is asked for by one, and what it finds is confirmed by an HMAC. */
export class TermHasher extends HalfSipHash {
  /** A word by its plain units: case, accents and width make no difference. In locals, because every word is. */
  word(text: string, start: number, end: number): void {
    let v0 = this.k0
    let v1 = this.k1 ^ 0xee
    let v2 = this.k0 ^ 0x6c796765
    let v3 = this.k1 ^ 0x74656462
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
}
