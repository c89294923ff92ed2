/** A growing `Uint32Array`. */
export class Numbers {
  data: Uint32Array
  length = 0

  constructor(capacity = 1024) {
    this.data = new Uint32Array(capacity)
  }

  push(value: number): void {
    if (this.length === this.data.length) {
      const grown = new Uint32Array(this.data.length * 2)
      grown.set(this.data)
      this.data = grown
    }
    this.data[this.length++] = value
  }

  append(values: Uint32Array): void {
    const length = this.length + values.length
    if (length > this.data.length) {
      const grown = new Uint32Array(Math.max(length, this.data.length * 2))
      grown.set(this.data)
      this.data = grown
    }
    this.data.set(values, this.length)
    this.length = length
  }

  view(): Uint32Array {
    return this.data.subarray(0, this.length)
  }
}

/** Index of `value` in an ascending array, or -1. */
export function indexOfSorted(values: Uint32Array, value: number): number {
  const i = lastAtMost(values, value, values.length)
  return i >= 0 && values[i] === value ? i : -1
}

/** Index of the last of the first `length` ascending values that is at most `value`, or -1. */
export function lastAtMost(values: Uint32Array, value: number, length: number): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (values[middle]! <= value) low = middle + 1
    else high = middle
  }
  return low - 1
}
