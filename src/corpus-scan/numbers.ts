/** Numbers of a piece: a list that grows takes the next one, and nothing is copied or kept in reserve. */
const PIECE = 1 << 18

/** Lists of 32-bit numbers by item, end to end: a million items cost what their numbers do. */
export class NumberLists {
  /** All of `PIECE` numbers, but the first while it is the only one. */
  readonly #pieces: Uint32Array[] = []
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
    for (let done = 0; done < numbers.length; ) {
      const at = this.#length % PIECE
      const part = numbers.subarray(done, done + PIECE - at)
      this.#pieceFor(at + part.length).set(part, at)
      this.#length += part.length
      done += part.length
    }
    this.#starts = roomFor(this.#starts, this.#items + 2)
    this.#items += 1
    this.#starts[this.#items] = this.#length
  }

  /** To be read only: mostly a view. */
  of(item: number): Uint32Array {
    const start = this.#starts[item]!
    const end = this.#starts[item + 1]!
    if (start === end) return NONE
    const first = Math.floor(start / PIECE)
    if (end <= (first + 1) * PIECE) return this.#pieces[first]!.subarray(start % PIECE, end - first * PIECE)
    const whole = new Uint32Array(end - start)
    for (let at = start; at < end; ) {
      const rest = this.#pieces[Math.floor(at / PIECE)]!.subarray(at % PIECE)
      whole.set(rest.subarray(0, end - at), at - start)
      at += rest.length
    }
    return whole
  }

  /** The piece that is being filled, with room for so many numbers in all. */
  #pieceFor(length: number): Uint32Array {
    const at = Math.floor(this.#length / PIECE)
    const known = this.#pieces[at]
    if (known !== undefined && known.length >= length) return known
    const size = at > 0 ? PIECE : Math.min(PIECE, Math.max(1 << 12, 2 * length))
    const piece = new Uint32Array(size)
    if (known !== undefined) piece.set(known)
    this.#pieces[at] = piece
    return piece
  }
}

const NONE = new Uint32Array(0)

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
