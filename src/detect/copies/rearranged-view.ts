/**
 * The letters of a text in another order, or others in their place: what a text is hidden in by a code that has no
 * alphabet of its own. Such a view is cheap to make and is searched like the text itself; whether a window of it
 * counts depends on the bytes of the text that it is made of, and on their place in it.
 */
export interface RearrangedView {
  readonly name: string
  readonly bytes: Uint8Array
  /** Index in the text, byte by byte. Made when something was found. */
  at(): Uint32Array
  /** Other letters stand for these: no window of it is one of the text as it stands. */
  readonly substituted: boolean
  /** Index behind the word that byte `high - 1` belongs to: words are read when they are whole. */
  wholeAt(high: number): number
  /** Whether a window made of bytes `[low, high)` of the text counts. */
  admits(low: number, high: number): boolean
}

/** Which part of a growing text is viewed. */
export interface ViewedPart {
  /** Index of the part's first byte in the whole text. */
  readonly first: number
  /** Pieces begin where a multiple of this does in the whole text. */
  readonly step: number
  /** Only windows that take in a byte from this index of the part on are wanted: a stream has asked for the others. */
  readonly fresh: number
}

/** Index of the first of ascending numbers that is not below `least`. */
export function firstFrom(numbers: readonly number[], least: number): number {
  let low = 0
  let behind = numbers.length
  while (low < behind) {
    const middle = (low + behind) >>> 1
    if (numbers[middle]! < least) low = middle + 1
    else behind = middle
  }
  return low
}

/** `wholeAt` of a view of whole units. */
export function unitEnds(ends: readonly number[]): (high: number) => number {
  return (high) => ends[firstFrom(ends, high)] ?? high
}
