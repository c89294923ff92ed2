/**
 * A set of words that answers *is it in there* and nothing else, in ten bits a word (Bloom, *Space/time trade-offs
 * in hash coding with allowable errors*, 1970): one word in a hundred that is not in it passes as well. It is
 * read without making a string, so words that only have to be known as words cost nothing at start-up.
 */
export interface WordFilter {
  has(key: string): boolean
}

const BITS_A_WORD = 10
const PROBES = 7

/** A filter on disk: so many bits, the first in the lowest of the first byte. */
export interface PackedFilter {
  readonly bits: number
  readonly bytes: Uint8Array
}

export function encodeFilter(keys: Iterable<string>): PackedFilter {
  const unique = [...new Set(keys)]
  const bits = Math.max(64, unique.length * BITS_A_WORD)
  const bytes = new Uint8Array(Math.ceil(bits / 8))
  for (const key of unique) {
    eachProbe(key, bits, (at) => {
      bytes[at >> 3]! |= 1 << (at & 7)
      return true
    })
  }
  return { bits, bytes }
}

export function decodeFilter({ bits, bytes }: PackedFilter): WordFilter {
  return { has: (key) => eachProbe(key, bits, (at) => ((bytes[at >> 3] ?? 0) & (1 << (at & 7))) !== 0) }
}

/** Calls with each of the key's places until one call says no. */
function eachProbe(key: string, bits: number, isFine: (at: number) => boolean): boolean {
  let a = 0x811c9dc5
  let b = key.length + 0x9e3779b9
  for (let i = 0; i < key.length; i++) {
    const unit = key.charCodeAt(i)
    a = Math.imul(a ^ unit, 0x01000193)
    b = Math.imul(b ^ unit, 0x85ebca6b)
    b ^= b >>> 13
  }
  a ^= a >>> 15
  b |= 1
  for (let probe = 0; probe < PROBES; probe++) {
    if (!isFine((a >>> 0) % bits)) return false
    a = (a + b) | 0
  }
  return true
}
