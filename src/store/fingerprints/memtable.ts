import { type Comparison, MemoryComparison } from './comparison.js'
import type { Machine } from './kernels/machine.js'
import { lastAtMost, Numbers } from './numbers.js'
import type { RunList } from './run-list.js'
import type { Scheme } from './scheme.js'
import type { Seeds } from './seed-list.js'
import type { Holder, Occurrences } from './segment.js'
import { type FoldedDocument, Postings } from './segment-build.js'
import { GUARD } from './segment-format.js'
import { Verifier } from './verifier.js'
import { VISIT, type Work } from './work.js'

/** Documents not yet in a segment: the same text arena, with chained postings that can grow. */
export class Memtable implements Holder {
  readonly #scheme: Scheme
  #text = new Uint8Array(1 << 16)
  #length = GUARD
  readonly #numbers: number[] = []
  readonly #starts = new Numbers()
  readonly #notes = new Map<number, Uint8Array>()
  /** Number to index, live documents only. */
  readonly #live = new Map<number, number>()
  #deadBytes = 0
  /** Where the postings of each document begin. */
  readonly #firsts = new Numbers()
  readonly #postings: Postings
  /** By the leading bits of the hash: index of the last posting, plus one. */
  #heads = new Uint32Array(1 << 12)
  /** Index of the posting before this one in its chain, plus one. */
  #next = new Uint32Array(1 << 12)
  /** Postings that are in the chains. */
  #linked = 0

  constructor(scheme: Scheme, machine?: Machine) {
    this.#scheme = scheme
    this.#postings = new Postings(scheme, 1024, machine)
  }

  get documents(): number {
    return this.#numbers.length
  }

  get textBytes(): number {
    return this.#length
  }

  get deadBytes(): number {
    return this.#deadBytes
  }

  get indexBytes(): number {
    return 4 * (3 * this.#postings.at.data.length + 2 * this.#heads.length) + this.#text.length - this.#length
  }

  get memoryBytes(): number {
    return this.textBytes + this.indexBytes
  }

  has(number: number): boolean {
    return this.#live.has(number)
  }

  add(number: number, text: Uint8Array, note?: Uint8Array): void {
    const start = this.#length
    const end = start + text.length
    this.#reserve(end + 1 + GUARD)
    this.#text.set(text, start)
    this.#length = end + 1
    if (note !== undefined) this.#notes.set(number, note)
    this.#live.set(number, this.#numbers.length)
    this.#numbers.push(number)
    this.#starts.push(start)
    this.#firsts.push(this.#postings.length)
    this.#postings.add(this.#text, start, end)
  }

  remove(number: number): boolean {
    const i = this.#live.get(number)
    if (i === undefined) return false
    this.#live.delete(number)
    this.#notes.delete(number)
    this.#deadBytes += this.#textOf(i).length + 1
    return true
  }

  *live(): Iterable<FoldedDocument> {
    for (const [number, i] of this.#live) {
      const from = this.#firsts.data[i]!
      const to = i + 1 < this.#firsts.length ? this.#firsts.data[i + 1]! : this.#postings.length
      const at = this.#postings.at.data.subarray(from, to)
      const hashes = this.#postings.hashes.data.subarray(from, to)
      const tags = this.#postings.tags.data.subarray(from, to)
      const note = this.#notes.get(number)
      const kept = { base: this.#starts.data[i]!, at, hashes, tags }
      yield { number, text: this.#textOf(i), kept, ...(note === undefined ? {} : { note }) }
    }
  }

  search(query: Uint8Array, seeds: Seeds, minBytes: number, work: Work, out: RunList): void {
    if (this.documents === 0) return
    this.#link()
    const { k } = this.#scheme
    const comparison = this.compare(query)
    const verifier = new Verifier(comparison, k, minBytes, work)
    const shift = this.#shift
    for (let i = 0; i < seeds.count; i++) {
      const hash = seeds.line[i]!
      for (let entry = this.#heads[hash >>> shift]!; entry !== 0; entry = this.#next[entry - 1]!) {
        if (this.#postings.hashes.data[entry - 1] !== hash) continue
        const at = this.#postings.at.data[entry - 1]!
        if (!comparison.equal(at, seeds.at[i]!, k)) continue
        work.add(VISIT)
        verifier.seed(at, seeds.at[i]!)
      }
    }
    for (const run of verifier.runs) {
      const i = this.#indexOf(run.at)
      if (!this.#isLive(i)) continue
      const document = this.#numbers[i]!
      out.add(run.start, run.end, document, run.at - this.#starts.data[i]!)
    }
  }

  compare(query: Uint8Array): Comparison {
    return new MemoryComparison(this.#text, query)
  }

  occurrences(query: Uint8Array, seeds: Seeds, work: Work): Occurrences {
    this.#link()
    const comparison = this.compare(query)
    const shift = this.#shift
    return (i, limit) => {
      const found: number[] = []
      const hash = seeds.line[i]!
      for (let entry = this.#heads[hash >>> shift]!; entry !== 0; entry = this.#next[entry - 1]!) {
        if (this.#postings.hashes.data[entry - 1] !== hash) continue
        const at = this.#postings.at.data[entry - 1]!
        if (!comparison.equal(at, seeds.at[i]!, this.#scheme.k)) continue
        work.add(VISIT)
        if (!this.#isLive(this.#indexOf(at))) continue
        if (found.push(at) === limit) break
      }
      return found
    }
  }

  locate(at: number): { document: number; start: number } {
    const i = this.#indexOf(at)
    return { document: this.#numbers[i]!, start: this.#starts.data[i]! }
  }

  lengthOf(number: number): number | undefined {
    const i = this.#live.get(number)
    return i === undefined ? undefined : this.#textOf(i).length
  }

  slice(number: number, start: number, end: number): Uint8Array | undefined {
    const i = this.#live.get(number)
    return i === undefined ? undefined : this.#textOf(i).subarray(Math.max(0, start), Math.max(0, end))
  }

  noteOf(number: number): Uint8Array | undefined {
    return this.#notes.get(number)
  }

  /** Index of the document that an arena position lies in. */
  #indexOf(at: number): number {
    return lastAtMost(this.#starts.data, at, this.#starts.length)
  }

  #isLive(i: number): boolean {
    return this.#live.get(this.#numbers[i]!) === i
  }

  get #shift(): number {
    return Math.clz32(this.#heads.length) + 1
  }

  #textOf(i: number): Uint8Array {
    const end = i + 1 < this.#starts.length ? this.#starts.data[i + 1]! : this.#length
    return this.#text.subarray(this.#starts.data[i]!, end - 1)
  }

  /** Chains what was added since the last search: a bulk load that nobody searches chains nothing. */
  #link(): void {
    const count = this.#postings.length
    if (this.#linked === count) return
    if (count > this.#heads.length) {
      this.#heads = new Uint32Array(2 ** Math.ceil(Math.log2(2 * count)))
      this.#next = new Uint32Array(this.#heads.length)
      this.#linked = 0
    }
    const hashes = this.#postings.hashes.data
    const shift = this.#shift
    for (let i = this.#linked; i < count; i++) {
      const head = hashes[i]! >>> shift
      this.#next[i] = this.#heads[head]!
      this.#heads[head] = i + 1
    }
    this.#linked = count
  }

  #reserve(length: number): void {
    if (length <= this.#text.length) return
    const grown = new Uint8Array(Math.max(length, 2 * this.#text.length))
    grown.set(this.#text)
    this.#text = grown
  }
}
