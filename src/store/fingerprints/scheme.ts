import { deriveKey, type SecretKey } from '../../core/digest.js'
import { FirewallError } from '../../core/errors.js'
import { GUARANTEED_BYTES } from '../../core/thresholds.js'

/**
 * How text is sampled and hashed. Two texts can only be compared under the same scheme, so its public part
 * (k, w, the key's id) stands in every file and its secret part (the multipliers) in none.
 */
export interface Scheme {
  /** Length of a k-gram, bytes. */
  readonly k: number
  /** Consecutive k-grams of which one is kept. */
  readonly w: number
  /** L = k + w - 1: every common run of this many bytes holds a whole window, so both sides keep the same k-gram. */
  readonly guarantee: number
  readonly keyId: string
  /** Secret odd multipliers and an addend for the order of k-grams (see `winnow.ts`). */
  readonly order: { readonly low: number; readonly high: number; readonly add: number }
  /** Secret words for the hash of k-grams (see `hash.ts`): per lane one odd multiplier for each of two hashes. */
  readonly lanes: { readonly line: Int32Array; readonly tag: Int32Array }
}

/**
 * k = 16, or 12 below L = 39 (the strict profile is L = 35), and more than 16 only where w would pass 32: a
 * longer window than that does not fit the local numbering of the kernels.
 */
export function profileOf(guarantee: number): { k: number; w: number } {
  if (!Number.isInteger(guarantee) || guarantee < 24 || guarantee > 62) {
    throw new FirewallError('option-invalid', 'guaranteeBytes must be a whole number from 24 to 62', {
      help: `leave it out for the default of ${GUARANTEED_BYTES}`,
    })
  }
  const k = guarantee < GUARANTEED_BYTES ? 12 : Math.max(16, guarantee - 31)
  return { k, w: guarantee - k + 1 }
}

export function createScheme(key: SecretKey, { k, w }: { k: number; w: number }): Scheme {
  const words = secretWords(key, 3 + 2 * MAX_LANES)
  const odd = (from: number) => words.slice(from, from + MAX_LANES).map((word) => word | 1)
  return {
    k,
    w,
    guarantee: k + w - 1,
    keyId: key.id,
    order: { low: words[0]! | 1, high: words[1]! | 1, add: words[2]! },
    lanes: { line: odd(3), tag: odd(3 + MAX_LANES) },
  }
}

/** Lanes of four bytes in the longest k-gram (31 bytes), one of them overlapping. */
const MAX_LANES = 8

function secretWords(key: SecretKey, count: number): Int32Array {
  const words = new Int32Array(count)
  for (let i = 0; i < count; i += 8) {
    const block = Buffer.from(deriveKey(key, `fingerprints ${i / 8}`).bytes)
    for (let j = 0; j < 8 && i + j < count; j++) words[i + j] = block.readInt32LE(4 * j)
  }
  return words
}
