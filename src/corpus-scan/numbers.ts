/** Lists of 32-bit numbers by item, end to end in one array: a million items cost what their numbers do. */
export class NumberLists {
  #numbers = new Uint32Array(1 << 12)
  #starts = new Uint32Array(1 << 8)
  #length = 0
  #items = 0

  get items(): number {
    return this.#items
  }

  /** Numbers of all items together. */
  get length(): number {
    return this.#length
  }

  add(numbers: Uint32Array): void {
    this.#numbers = roomFor(this.#numbers, this.#length + numbers.length)
    this.#starts = roomFor(this.#starts, this.#items + 2)
    this.#numbers.set(numbers, this.#length)
    this.#length += numbers.length
    this.#items += 1
    this.#starts[this.#items] = this.#length
  }

  /** A view: read it before the next `add`. */
  of(item: number): Uint32Array {
    return this.#numbers.subarray(this.#starts[item]!, this.#starts[item + 1]!)
  }
}

/** Items by what they hold: (key, item), collected in any order and read back key by key. Twelve bytes at most for each. */
export class Holders {
  #keys = new Float64Array(1 << 10)
  #items = new Uint32Array(1 << 10)
  #length = 0

  add(key: number, item: number): void {
    if (this.#length === this.#keys.length) {
      this.#keys = roomFor(this.#keys, this.#length + 1)
      this.#items = roomFor(this.#items, this.#length + 1)
    }
    this.#keys[this.#length] = key
    this.#items[this.#length] = item
    this.#length += 1
  }

  /** The items of each key that has `least` of them or more, ascending, each once. */
  *groups(least: number): Generator<Uint32Array> {
    const order = this.#sorted()
    for (let from = 0; from < order.length; ) {
      const key = this.#keys[order[from]!]
      let to = from + 1
      while (to < order.length && this.#keys[order[to]!] === key) to += 1
      if (to - from >= least) {
        const items = distinct(
          order
            .subarray(from, to)
            .map((place) => this.#items[place]!)
            .sort(),
        )
        if (items.length >= least) yield items
      }
      from = to
    }
  }

  /** Places by key: buckets of a quarter of a million at most are sorted, so that no comparison crosses them all. */
  #sorted(): Uint32Array {
    const buckets = Math.max(1, 2 ** Math.ceil(Math.log2(Math.max(1, this.#length / 4096))))
    const starts = new Uint32Array(buckets + 1)
    const bucketOf = (i: number) => Math.floor(this.#keys[i]! % buckets)
    for (let i = 0; i < this.#length; i++) starts[bucketOf(i) + 1]! += 1
    for (let b = 0; b < buckets; b++) starts[b + 1]! += starts[b]!
    const order = new Uint32Array(this.#length)
    const next = starts.slice(0, buckets)
    for (let i = 0; i < this.#length; i++) order[next[bucketOf(i)]!++] = i
    for (let b = 0; b < buckets; b++)
      order.subarray(starts[b]!, starts[b + 1]!).sort((x, y) => this.#keys[x]! - this.#keys[y]!)
    return order
  }
}

/** Ascending numbers, each once. */
export function distinct(sorted: Uint32Array): Uint32Array {
  let length = 0
  for (let i = 0; i < sorted.length; i++)
    if (i === 0 || sorted[i] !== sorted[length - 1]) sorted[length++] = sorted[i]!
  return sorted.subarray(0, length)
}

/** Of two ascending lists. */
export function includes(sorted: Uint32Array, number: number): boolean {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle]! < number) low = middle + 1
    else high = middle
  }
  return sorted[low] === number
}

/** 53 bits of a text or of bytes: tells contents apart, and is no secret. Two multiplicative hashes side by side. */
export function hash(content: Uint8Array | string): number {
  let a = 0x9e3779b1
  let b = 0x85ebca77
  for (let i = 0; i < content.length; i++) {
    const unit = typeof content === 'string' ? content.charCodeAt(i) : content[i]!
    a = Math.imul(a ^ unit, 0x01000193)
    b = Math.imul(b ^ unit, 0x5bd1e995)
    b ^= b >>> 13
  }
  a = mix(a ^ content.length)
  b = mix(b ^ a)
  return (a & 0x1fffff) * 0x1_0000_0000 + b
}

/** Every bit of the number, in every bit of the answer. */
export function mix(number: number): number {
  let value = Math.imul(number ^ (number >>> 16), 0x7feb352d)
  value = Math.imul(value ^ (value >>> 15), 0x846ca68b)
  return (value ^ (value >>> 16)) >>> 0
}

function roomFor<Numbers extends Uint32Array | Float64Array>(numbers: Numbers, length: number): Numbers {
  if (length <= numbers.length) return numbers
  const grown = new (numbers.constructor as new (length: number) => Numbers)(
    Math.max(length, Math.ceil(numbers.length * 1.5)),
  )
  grown.set(numbers)
  return grown
}
