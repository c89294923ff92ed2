/**
 * A suffix array of bytes, by prefix doubling with radix sort: the peer that finds everything and the oracle that
 * the engine's answers are compared with. Plain rather than fast; building is not what it is measured for.
 */
export class SuffixArray {
  readonly text: Uint8Array
  readonly order: Uint32Array

  constructor(text: Uint8Array) {
    this.text = text
    this.order = sortSuffixes(text)
  }

  /** Length of the longest prefix of `query[at..]` that occurs in the text. */
  longest(query: Uint8Array, at: number): number {
    let low = 0
    let high = this.order.length
    let lowCommon = 0
    let highCommon = 0
    let best = 0
    while (low < high) {
      const middle = (low + high) >>> 1
      const suffix = this.order[middle]!
      let common = Math.min(lowCommon, highCommon)
      while (
        at + common < query.length &&
        suffix + common < this.text.length &&
        query[at + common] === this.text[suffix + common] &&
        query[at + common] !== 0
      )
        common++
      if (common > best) best = common
      if (at + common === query.length) return best
      if ((this.text[suffix + common] ?? -1) < query[at + common]!) {
        low = middle + 1
        lowCommon = common
      } else {
        high = middle
        highCommon = common
      }
    }
    return best
  }
}

function sortSuffixes(text: Uint8Array): Uint32Array {
  const n = text.length
  const order = new Uint32Array(n)
  const other = new Uint32Array(n)
  let rank = new Uint32Array(n)
  const byteAt = (i: number) => (i < n ? text[i]! + 1 : 0)
  // By the first two bytes, then by two, four, eight … more.
  const counts = new Uint32Array(257 * 257 + 1)
  for (let i = 0; i < n; i++) counts[byteAt(i) * 257 + byteAt(i + 1) + 1]!++
  for (let i = 0; i < 257 * 257; i++) counts[i + 1]! += counts[i]!
  for (let i = 0; i < n; i++) rank[i] = counts[byteAt(i) * 257 + byteAt(i + 1)]!
  for (let i = 0; i < n; i++) order[counts[byteAt(i) * 257 + byteAt(i + 1)]!++] = i
  let groups = 0
  for (let length = 2; length < n; length *= 2) {
    // Sorted by what stands `length` behind: those without anything there come first.
    let at = 0
    for (let i = n - length; i < n; i++) other[at++] = i
    for (let i = 0; i < n; i++) if (order[i]! >= length) other[at++] = order[i]! - length
    const next = new Uint32Array(n)
    for (let i = 0; i < n; i++) {
      const suffix = other[i]!
      const group = rank[suffix]!
      order[group + next[group]!++] = suffix
    }
    const renamed = new Uint32Array(n)
    groups = 0
    const behind = (i: number) => (i + length < n ? rank[i + length]! + 1 : 0)
    for (let i = 0; i < n; i++) {
      const here = order[i]!
      const before = i > 0 ? order[i - 1]! : -1
      const same = before >= 0 && rank[before] === rank[here] && behind(before) === behind(here)
      if (!same) groups = i
      renamed[here] = groups
    }
    rank = renamed
    let distinct = 0
    for (let i = 0; i < n; i++) if (rank[order[i]!] === i) distinct++
    if (distinct === n) break
  }
  return order
}
