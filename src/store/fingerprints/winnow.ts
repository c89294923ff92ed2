import type { Numbers } from './numbers.js'
import type { Scheme } from './scheme.js'

/**
 * Winnowing: of every w consecutive k-grams the one of lowest order is kept, the rightmost of equals. The order
 * of a k-gram is a keyed mix of its first eight bytes alone (26 bits, no rolling state), so it can be computed
 * for four positions at once; the hash that is looked up is computed only for what is kept.
 *
 * A k-gram whose first eight bytes have a period of four or less (`aaaa`, `0101`, `あ` repeated is period 3) is
 * ordered behind all others and never kept: such text is in every table and proves nothing. Text in which w
 * consecutive k-grams are of this kind is outside the guarantee; `covers` tells.
 *
 * Ties are decided inside the window: numbering positions any other way passes simple tests and breaks the
 * guarantee where eight bytes repeat within w.
 */
export function winnow(text: Uint8Array, start: number, end: number, scheme: Scheme, out: Numbers): void {
  const { k, w } = scheme
  const { low: lowFactor, high: highFactor, add } = scheme.order
  const last = end - k
  if (last - start + 1 < w) return
  const ring = new Uint32Array(64)
  // One byte behind: the loop shifts the next byte in before it looks.
  let low = word(text, start) << 8
  let high = word(text, start + 4) << 8
  let best = PLAIN + 1
  let bestAt = start
  let kept = -1
  const firstWindow = start + w - 1
  for (let i = start; i <= last; i++) {
    low = (low >>> 8) | (text[i + 3]! << 24)
    high = (high >>> 8) | (text[i + 7]! << 24)
    let order = PLAIN
    if (!isPlain(low, high)) {
      let x = (Math.imul(low, lowFactor) + Math.imul(high, highFactor) + add) | 0
      x ^= x >>> 15
      order = Math.min(x >>> 6, PLAIN - 1)
    }
    ring[i & 63] = order
    if (order <= best) {
      best = order
      bestAt = i
    } else if (bestAt <= i - w) {
      best = PLAIN + 1
      for (let j = i - w + 1; j <= i; j++) {
        const candidate = ring[j & 63]!
        if (candidate <= best) {
          best = candidate
          bestAt = j
        }
      }
    }
    if (i >= firstWindow && bestAt !== kept && best !== PLAIN) {
      kept = bestAt
      out.push(bestAt)
    }
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

/** Order of k-grams that are never kept: the largest number of 26 bits, which mixed orders stay below. */
const PLAIN = (1 << 26) - 1

/** Eight bytes, as two little-endian words, with a period of 1, 2, 3 or 4. */
function isPlain(low: number, high: number): boolean {
  if (low === high) return true
  return ((low >>> 24) | (high << 8)) === low && (high & 0xff) === high >>> 24
}

function word(text: Uint8Array, at: number): number {
  return text[at]! | (text[at + 1]! << 8) | (text[at + 2]! << 16) | (text[at + 3]! << 24)
}
