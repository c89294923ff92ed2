/**
 * Memory that the short arrays of views are cut from: one of its own costs more than what is written to it. What was
 * taken is never handed out again.
 */
class Memory<Values extends Uint8Array | Uint32Array> {
  readonly #make: (length: number) => Values
  readonly #size: number
  #values: Values
  #used = 0

  constructor(size: number, make: (length: number) => Values) {
    this.#size = size
    this.#make = make
    this.#values = make(0)
  }

  /** Room for so many values. Taken is what is written to it. */
  atLeast(length: number): Values {
    if (this.#values.length - this.#used < length) {
      this.#values = this.#make(Math.max(this.#size, length))
      this.#used = 0
    }
    return this.#values.subarray(this.#used) as Values
  }

  /** The first of what `atLeast` gave. */
  take(length: number): Values {
    const from = this.#used
    this.#used += length
    return this.#values.subarray(from, this.#used) as Values
  }
}

/** For the bytes of views: a quarter of a megabyte at a time. */
export const viewBytes = new Memory(1 << 18, (length) => new Uint8Array(length))
/** For the numbers of units and the places of bytes. */
export const viewPlaces = new Memory(1 << 16, (length) => new Uint32Array(length))
