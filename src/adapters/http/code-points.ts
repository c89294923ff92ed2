/**
 * Offsets of a text in code points, as Python counts them, beside ours in UTF-16 code units: they differ behind every
 * character outside the basic multilingual plane, an emoji for one.
 */
export class CodePoints {
  /** Offsets in code units of the second halves of surrogate pairs, ascending. */
  readonly #pairs: readonly number[]
  /** Code points of the text. */
  readonly length: number

  constructor(text: string) {
    const pairs: number[] = []
    for (const match of text.matchAll(/[\ud800-\udbff][\udc00-\udfff]/g)) pairs.push(match.index + 1)
    this.#pairs = pairs
    this.length = text.length - pairs.length
  }

  /** How many code points are before an offset in code units. */
  before(units: number): number {
    return units - countBelow(this.#pairs, units)
  }

  /** The offset in code units of the code point of this index. */
  at(points: number): number {
    let low = 0
    let high = this.#pairs.length
    // The k-th pair ends the code point of index `pairs[k] - 1 - k`.
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#pairs[middle]! - middle <= points) low = middle + 1
      else high = middle
    }
    return points + low
  }
}

function countBelow(ascending: readonly number[], limit: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (ascending[middle]! < limit) low = middle + 1
    else high = middle
  }
  return low
}
