import type { Numbers } from './numbers.js'
import type { Scheme } from './scheme.js'

/**
 * Winnowing: of every w consecutive k-grams the one of lowest order is kept, the rightmost of equals. The order
 * of a k-gram is a keyed mix of its first eight bytes alone (24 bits, no rolling state), so it can be computed
 * for several positions at once; the hash that is looked up is computed only for what is kept.
 *
 * A k-gram whose first eight bytes have a period of four or less (`aaaa`, `0101`, one kana repeated) is
 * ordered behind all others and never kept: such text is in every table and proves nothing. Text in which w
 * consecutive k-grams are of this kind is outside the guarantee; `covers` tells.
 *
 * Ties are decided inside the window: numbering positions any other way passes simple tests and breaks the
 * guarantee where eight bytes repeat within w.
 */
export function winnow(text: Uint8Array, start: number, end: number, scheme: Scheme, out: Numbers): void {
  const { k, w } = scheme
  let kept = -1
  const windows = end - start - k - w + 2
  for (let done = 0; done < windows; done += CHUNK) {
    const count = Math.min(CHUNK, windows - done)
    mixOrders(text, start + done, count + w - 1, scheme)
    kept = keepMinima(start + done, count, w, kept, out)
  }
}

/**
 * Whether the guarantee holds for `text[start, end)`: whether at least one of its k-grams may be kept.
 * `end - start` is at least L.
 */
export function covers(text: Uint8Array, start: number, end: number, scheme: Scheme): boolean {
  for (let i = start; i <= end - scheme.k; i++) {
    if (!isPlain(word(text, i), word(text, i + 4))) return true
  }
  return false
}

/** Whether the k-gram at `at` is of the kind that is never kept, whatever stands beside it. */
export function isNeverKept(text: Uint8Array, at: number): boolean {
  return isPlain(word(text, at), word(text, at + 4))
}

/** Windows handled at once: what they need stays in the first-level cache. */
const CHUNK = 2048
/** Order of k-grams that are never kept, behind every mixed one. */
const PLAIN = 1 << 30
const NEVER = 0x7fffffff

/** Shared, because winnowing never pauses. The six low bits of an order are free for a position. */
const orders = new Int32Array(CHUNK + 2 * 64)
const suffix = new Int32Array(64)

function mixOrders(text: Uint8Array, base: number, count: number, scheme: Scheme): void {
  const { low: lowFactor, high: highFactor, add } = scheme.order
  // One byte behind: the loop shifts the next byte in before it looks.
  let low = word(text, base) << 8
  let high = (word(text, base + 4) << 8) | text[base + 3]!
  for (let i = 0; i < count; i++) {
    low = (low >>> 8) | (high << 24)
    high = (high >>> 8) | (text[base + i + 7]! << 24)
    const mixed = (Math.imul(low, lowFactor) + Math.imul(high, highFactor) + add) | 0
    orders[i] = isPlain(low, high) ? PLAIN : ((mixed ^ (mixed >>> 15)) >>> 8) << 6
  }
  orders.fill(PLAIN, count, count + 64)
}

/**
 * Minima of all windows in two passes over blocks of w: backwards for the part of a window in its own block,
 * forwards for the part in the next one. Positions are numbered within the two blocks (below 64, falling, so
 * that of equal orders the rightmost is least), and minima are taken without branches: which k-gram is kept
 * cannot be predicted.
 */
function keepMinima(base: number, count: number, w: number, keptBefore: number, out: Numbers): number {
  let kept = keptBefore
  for (let block = 0; block < count; block += w) {
    let least = NEVER
    for (let i = w - 1; i >= 0; i--) {
      least = lesser(orders[block + i]! | (63 - i), least)
      suffix[i] = least
    }
    least = NEVER
    let last = -1
    const windows = Math.min(w, count - block)
    for (let i = 0; i < windows; i++) {
      const minimum = lesser(suffix[i]!, least)
      least = lesser(orders[block + w + i]! | (63 - w - i), least)
      if (minimum === last) continue
      last = minimum
      const at = base + block + 63 - (minimum & 63)
      if (minimum >= PLAIN || at === kept) continue
      kept = at
      out.push(at)
    }
  }
  return kept
}

/** The lesser of two non-negative 32-bit integers. */
function lesser(a: number, b: number): number {
  const difference = a - b
  return (b + (difference & (difference >> 31))) | 0
}

/** Eight bytes, as two little-endian words, with a period of 1, 2, 3 or 4. */
function isPlain(low: number, high: number): boolean {
  if (low === high) return true
  return ((low >>> 24) | (high << 8)) === low && (high & 0xff) === high >>> 24
}

function word(text: Uint8Array, at: number): number {
  return text[at]! | (text[at + 1]! << 8) | (text[at + 2]! << 16) | (text[at + 3]! << 24)
}
