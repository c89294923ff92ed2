/** Orders by up to `length` bytes from `i` and `j` on; a 0x00 ends a text and is less than everything. */
export function compareAfter(a: Uint8Array, i: number, b: Uint8Array, j: number, length: number): number {
  for (let n = 0; n < length; n++) {
    const byte = a[i + n]!
    const difference = byte - b[j + n]!
    if (difference !== 0) return difference
    if (byte === 0) return 0
  }
  return 0
}

/** Orders by up to `length` bytes before `i` and `j`, the nearest first. */
export function compareBefore(a: Uint8Array, i: number, b: Uint8Array, j: number, length: number): number {
  for (let n = 1; n <= length; n++) {
    const byte = a[i - n]!
    const difference = byte - b[j - n]!
    if (difference !== 0) return difference
    if (byte === 0) return 0
  }
  return 0
}

/** A common run of L bytes around a k-gram goes on for at least this many bytes to one of its sides. */
export function longerSide(guarantee: number, k: number): number {
  return Math.ceil((guarantee - k) / 2)
}
