import { LIMITS } from '../core/limits.js'
import type { DocumentRegistry, KnownTermStore, TermHolder, TermWrite } from '../core/ports.js'
import type { DocumentNumber } from '../core/types.js'

/**
 * The terms of a document as they are stored: 20 bytes each (key, digest, record, kind, bits; little-endian),
 * and 8 for what is only part of a term (its key). Parts come last; their number is in the first four bytes.
 */
const WHOLE = 20
const PART = 8

export function packTerms(terms: readonly TermWrite[]): Uint8Array {
  if (terms.length === 0) return new Uint8Array(0)
  const whole = terms.filter(({ bits }) => bits > 0)
  const parts = terms.filter(({ bits }) => bits === 0)
  const bytes = new Uint8Array(4 + whole.length * WHOLE + parts.length * PART)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, parts.length, true)
  let at = 4
  for (const { high, low, digest, record, kind, bits } of whole) {
    view.setInt32(at, high, true)
    view.setInt32(at + 4, low, true)
    view.setInt32(at + 8, digestHalf(digest, 0), true)
    view.setInt32(at + 12, digestHalf(digest, 8), true)
    view.setUint16(at + 16, record, true)
    bytes[at + 18] = kind
    bytes[at + 19] = bits
    at += WHOLE
  }
  for (const { high, low } of parts) {
    view.setInt32(at, high, true)
    view.setInt32(at + 4, low, true)
    at += PART
  }
  return bytes
}

function digestHalf(digest: string, from: number): number {
  return Number.parseInt(digest.slice(from, from + 8), 16) | 0
}

/** Terms a slot table starts with, and places. Powers of two. */
const FIRST_SLOTS = 1024
const FIRST_PLACES = 1024

/**
 * All terms of a process, by key: an open-addressing table of terms, each with a chain of its places. Derived
 * from SQLite like the partitions. Places of documents that are gone stay until they are the larger half.
 */
export class TermIndex {
  #slots = new SlotTable(FIRST_SLOTS)
  #places = new PlaceTable(FIRST_PLACES)
  /** Live documents and how many places each has. */
  #sizes = new Map<DocumentNumber, number>()
  #dead = 0

  /** Bytes of memory, for reports. */
  get bytes(): number {
    return this.#slots.bytes + this.#places.bytes
  }

  documents(): Iterable<DocumentNumber> {
    return this.#sizes.keys()
  }

  /** Takes what `packTerms` made. A number is added once; again, nothing happens. */
  add(document: DocumentNumber, terms: Uint8Array): void {
    if (terms.length === 0 || this.#sizes.has(document)) return
    const view = new DataView(terms.buffer, terms.byteOffset, terms.length)
    const parts = view.getUint32(0, true)
    const end = terms.length - parts * PART
    let size = 0
    for (let at = 4; at < end; at += WHOLE, size++) {
      const slot = this.#slots.of(
        view.getInt32(at, true),
        view.getInt32(at + 4, true),
        view.getInt32(at + 8, true),
        view.getInt32(at + 12, true),
      )
      this.#slots.head[slot] = this.#places.add(
        document,
        view.getUint16(at + 16, true),
        terms[at + 18]!,
        terms[at + 19]!,
        this.#slots.head[slot]!,
      )
    }
    for (let at = end; at < terms.length; at += PART) {
      this.#slots.of(view.getInt32(at, true), view.getInt32(at + 4, true), 0, 0)
    }
    this.#sizes.set(document, size)
  }

  remove(document: DocumentNumber): void {
    const size = this.#sizes.get(document)
    if (size === undefined) return
    this.#sizes.delete(document)
    this.#dead += size
    if (this.#dead > FIRST_PLACES && this.#dead * 2 > this.#places.size) this.#sweep()
  }

  /** The port, over documents that are live when it is asked. */
  over(documents: Pick<DocumentRegistry, 'byNumber'>): KnownTermStore {
    return {
      mayHold: (high, low) => this.#slots.find(high, low) >= 0,
      lookup: async (terms) => terms.map((term) => this.#holders(term, documents)),
    }
  }

  #holders(
    { high, low, digest }: Pick<TermWrite, 'high' | 'low' | 'digest'>,
    documents: Pick<DocumentRegistry, 'byNumber'>,
  ): { holders: TermHolder[]; common: boolean } {
    const holders: TermHolder[] = []
    const slot = this.#slots.exact(high, low, digestHalf(digest, 0), digestHalf(digest, 8))
    if (slot < 0) return { holders, common: false }
    const places = this.#places
    for (let place = this.#slots.head[slot]!; place >= 0; place = places.next[place]!) {
      const document = places.document[place] as DocumentNumber
      if (!this.#sizes.has(document) || documents.byNumber(document) === undefined) continue
      if (holders.length === LIMITS.termHolders) return { holders, common: true }
      holders.push({
        document,
        record: places.record[place]!,
        kind: places.kind[place]!,
        bits: places.bits[place]!,
      })
    }
    return { holders, common: false }
  }

  /** Builds both tables again without what is gone. Parts are kept: an unneeded one costs a look, not a leak. */
  #sweep(): void {
    const slots = this.#slots
    const places = this.#places
    this.#slots = new SlotTable(FIRST_SLOTS)
    this.#places = new PlaceTable(FIRST_PLACES)
    this.#dead = 0
    for (let slot = 0; slot < slots.capacity; slot++) {
      if (slots.used[slot] === 0) continue
      let head = -1
      for (let place = slots.head[slot]!; place >= 0; place = places.next[place]!) {
        const document = places.document[place] as DocumentNumber
        if (!this.#sizes.has(document)) continue
        const { record, kind, bits } = places
        head = this.#places.add(document, record[place]!, kind[place]!, bits[place]!, head)
      }
      const { high, low, digestHigh, digestLow } = slots
      const isPart = digestHigh[slot] === 0 && digestLow[slot] === 0
      if (head < 0 && !isPart) continue
      const fresh = this.#slots.of(high[slot]!, low[slot]!, digestHigh[slot]!, digestLow[slot]!)
      this.#slots.head[fresh] = head
    }
  }
}

/** Distinct terms by key and digest. */
class SlotTable {
  capacity: number
  high: Int32Array
  low: Int32Array
  digestHigh: Int32Array
  digestLow: Int32Array
  /** First place of the term, -1 when it has none. */
  head: Int32Array
  used: Uint8Array
  #size = 0

  constructor(capacity: number) {
    this.capacity = capacity
    this.high = new Int32Array(capacity)
    this.low = new Int32Array(capacity)
    this.digestHigh = new Int32Array(capacity)
    this.digestLow = new Int32Array(capacity)
    this.head = new Int32Array(capacity).fill(-1)
    this.used = new Uint8Array(capacity)
  }

  get bytes(): number {
    return this.capacity * 21
  }

  /** Some term of this key, or -1. */
  find(high: number, low: number): number {
    const mask = this.capacity - 1
    for (let slot = low & mask; this.used[slot] !== 0; slot = (slot + 1) & mask) {
      if (this.low[slot] === low && this.high[slot] === high) return slot
    }
    return -1
  }

  exact(high: number, low: number, digestHigh: number, digestLow: number): number {
    const slot = this.#locate(high, low, digestHigh, digestLow)
    return this.used[slot] === 0 ? -1 : slot
  }

  /** The slot of a term, made when it is new. */
  of(high: number, low: number, digestHigh: number, digestLow: number): number {
    if (this.#size * 2 >= this.capacity) this.#grow()
    const slot = this.#locate(high, low, digestHigh, digestLow)
    if (this.used[slot] === 0) {
      this.used[slot] = 1
      this.high[slot] = high
      this.low[slot] = low
      this.digestHigh[slot] = digestHigh
      this.digestLow[slot] = digestLow
      this.#size += 1
    }
    return slot
  }

  #locate(high: number, low: number, digestHigh: number, digestLow: number): number {
    const mask = this.capacity - 1
    let slot = low & mask
    while (
      this.used[slot] !== 0 &&
      !(
        this.low[slot] === low &&
        this.high[slot] === high &&
        this.digestHigh[slot] === digestHigh &&
        this.digestLow[slot] === digestLow
      )
    ) {
      slot = (slot + 1) & mask
    }
    return slot
  }

  #grow(): void {
    const larger = new SlotTable(this.capacity * 2)
    for (let slot = 0; slot < this.capacity; slot++) {
      if (this.used[slot] === 0) continue
      const at = larger.of(this.high[slot]!, this.low[slot]!, this.digestHigh[slot]!, this.digestLow[slot]!)
      larger.head[at] = this.head[slot]!
    }
    const { capacity, high, low, digestHigh, digestLow, head, used } = larger
    Object.assign(this, { capacity, high, low, digestHigh, digestLow, head, used })
  }
}

/** Where terms stand: chains through columns. */
class PlaceTable {
  size = 0
  next: Int32Array
  document: Float64Array
  record: Uint16Array
  kind: Uint8Array
  bits: Uint8Array

  constructor(capacity: number) {
    this.next = new Int32Array(capacity)
    this.document = new Float64Array(capacity)
    this.record = new Uint16Array(capacity)
    this.kind = new Uint8Array(capacity)
    this.bits = new Uint8Array(capacity)
  }

  get bytes(): number {
    return this.next.length * 16
  }

  add(document: number, record: number, kind: number, bits: number, next: number): number {
    if (this.size === this.next.length) this.#grow()
    const place = this.size++
    this.next[place] = next
    this.document[place] = document
    this.record[place] = record
    this.kind[place] = kind
    this.bits[place] = bits
    return place
  }

  #grow(): void {
    const larger = new PlaceTable(this.next.length * 2)
    larger.next.set(this.next)
    larger.document.set(this.document)
    larger.record.set(this.record)
    larger.kind.set(this.kind)
    larger.bits.set(this.bits)
    const { next, document, record, kind, bits } = larger
    Object.assign(this, { next, document, record, kind, bits })
  }
}
