import { compareAfter, compareBefore, longerSide } from './contexts.js'
import type { LoadedSeeds, Machine } from './kernels/machine.js'
import { indexOfSorted, lastAtMost } from './numbers.js'
import type { Scheme } from './scheme.js'
import type { Seeds } from './seeds.js'
import type { FoldedDocument } from './segment-build.js'
import { lineOf } from './segment-build.js'
import { EMPTY, ORDERED, type Sections } from './segment-format.js'
import { equalBytes, type Loaded, Verifier } from './verifier.js'
import { VISIT, type Work } from './work.js'

/** A run between the query and one document. */
export interface DocumentRun {
  readonly start: number
  readonly end: number
  readonly document: number
  readonly sourceStart: number
}

/** The live occurrences, arena positions, of the k-gram of seed `i` that were kept; at most `limit` of them. */
export type Occurrences = (i: number, limit: number) => readonly number[]

/** Something searchable that holds documents: a segment or a memtable. */
export interface Holder {
  readonly documents: number
  /** Bytes of folded text, dead ones included. */
  readonly textBytes: number
  readonly deadBytes: number
  has(number: number): boolean
  /** Hides a document; false if it is not here. */
  remove(number: number): boolean
  live(): Iterable<FoldedDocument>
  search(query: Uint8Array, seeds: Seeds, minBytes: number, work: Work, out: DocumentRun[]): void
  /** All documents one behind the other, each with a 0x00 behind it. */
  readonly arena: Uint8Array
  occurrences(query: Uint8Array, seeds: Seeds, work: Work): Occurrences
  /** Which document an arena position lies in, and where that document begins. */
  locate(at: number): { readonly document: number; readonly start: number }
  /** The text of a live document. */
  textOf(number: number): Uint8Array | undefined
  /** What the owner keeps with a live document. */
  noteOf(number: number): Uint8Array | undefined
}

/** An immutable segment in memory, with the set of its documents that are dead. */
export class Segment implements Holder {
  /** File name in the directory; undefined if it is in memory only. */
  readonly file: string | undefined
  readonly sections: Sections
  readonly #scheme: Scheme
  readonly #machine: Machine | undefined
  readonly #dead: Uint8Array
  #deadBytes = 0

  /** `machine` is the one in whose arena the sections lie. */
  constructor(sections: Sections, scheme: Scheme, file?: string, dead?: Uint8Array, machine?: Machine) {
    this.sections = sections
    this.file = file
    this.#scheme = scheme
    this.#machine = sections.block === undefined ? undefined : machine
    this.#dead = new Uint8Array(Math.ceil(sections.numbers.length / 8))
    if (dead === undefined) return
    for (let i = 0; i < sections.numbers.length; i++) if (dead[i >>> 3]! & (1 << (i & 7))) this.#kill(i)
  }

  get documents(): number {
    return this.sections.numbers.length
  }

  get textBytes(): number {
    return this.sections.text.length
  }

  get deadBytes(): number {
    return this.#deadBytes
  }

  get indexBytes(): number {
    const { table, numbers, starts, clusters, notes } = this.sections
    const arrays = [table, numbers, starts, ...Object.values(clusters), ...Object.values(notes ?? {})]
    return arrays.reduce((sum, array) => sum + array.byteLength, 0)
  }

  /** One bit per document. */
  get dead(): Uint8Array {
    return this.#dead
  }

  get hasDead(): boolean {
    return this.#dead.some((byte) => byte !== 0)
  }

  has(number: number): boolean {
    const i = indexOfSorted(this.sections.numbers, number)
    return i >= 0 && !this.#isDead(i)
  }

  /** Whether the text is in here, dead or alive. */
  holds(number: number): boolean {
    return indexOfSorted(this.sections.numbers, number) >= 0
  }

  remove(number: number): boolean {
    const i = indexOfSorted(this.sections.numbers, number)
    if (i < 0 || this.#isDead(i)) return false
    this.#kill(i)
    return true
  }

  *live(): Iterable<FoldedDocument> {
    const { numbers, starts, text } = this.sections
    for (let i = 0; i < numbers.length; i++) {
      if (this.#isDead(i)) continue
      const note = this.#note(i)
      const document = { number: numbers[i]!, text: text.subarray(starts[i]!, starts[i + 1]! - 1) }
      yield note === undefined ? document : { ...document, note }
    }
  }

  #note(i: number): Uint8Array | undefined {
    const { notes } = this.sections
    return notes?.bytes.subarray(notes.starts[i]!, notes.starts[i + 1]!)
  }

  search(query: Uint8Array, seeds: Seeds, minBytes: number, work: Work, out: DocumentRun[]): void {
    const { text, numbers, starts } = this.sections
    const { k } = this.#scheme
    // Most texts have nothing in common with most segments: nothing is made before there is a hit.
    let verifier: Verifier | undefined
    let search: SegmentSearch | undefined
    this.#probe(query, seeds, work, (at, many, seed) => {
      verifier ??= new Verifier(text, query, k, minBytes, work, this.#loaded(seeds))
      search ??= new SegmentSearch(this.sections, this.#scheme, query, verifier, work)
      search.hit(at, many, seeds.at[seed]!)
    })
    if (verifier === undefined) return
    for (const run of verifier.runs) {
      const i = lastAtMost(starts, run.at, numbers.length)
      if (this.#isDead(i)) continue
      out.push({ start: run.start, end: run.end, document: numbers[i]!, sourceStart: run.at - starts[i]! })
    }
  }

  /** Where the kernels find this segment and the query; undefined if they cannot. */
  #loaded(seeds: Seeds): Loaded | undefined {
    if (this.#machine === undefined || !('query' in seeds)) return undefined
    const { query } = seeds as LoadedSeeds
    return { machine: this.#machine, text: this.sections.text.byteOffset, query }
  }

  /** Calls `hit` for every place of the table's k-grams that equals one of the query's, in order of seeds. */
  #probe(
    query: Uint8Array,
    seeds: Seeds,
    work: Work,
    hit: (at: number, many: boolean, seed: number) => void,
  ): void {
    const { table, posBits, text, lines } = this.sections
    const { k } = this.#scheme
    if (this.#machine !== undefined && 'query' in seeds) {
      const placed = { text: text.byteOffset, table: table.byteOffset, lines, posBits }
      this.#machine.probe(seeds as LoadedSeeds, placed, k, work, hit)
      return
    }
    const shift = posBits + 1
    const granules = 2 ** posBits - 1
    const lineStarts = this.#touchLines(seeds)
    for (let i = 0; i < seeds.count; i++) {
      const wanted = (seeds.tag[i]! << shift) >>> shift
      const from = seeds.at[i]!
      let slot: number
      for (let s = lineStarts[i]!; (slot = table[s]!) !== EMPTY; s++) {
        if (slot >>> shift !== wanted) continue
        work.add(VISIT)
        const granule = (slot & granules) * 16
        const many = ((slot >>> posBits) & 1) === 1
        for (let at = granule; at < granule + 16; at++) {
          if (equalBytes(text, at, query, from, k)) hit(at, many, i)
        }
      }
    }
  }

  get arena(): Uint8Array {
    return this.sections.text
  }

  occurrences(query: Uint8Array, seeds: Seeds, work: Work): Occurrences {
    const first = new Map<number, { readonly at: number; readonly many: boolean }>()
    this.#probe(query, seeds, work, (at, many, seed) => {
      // A k-gram that repeats itself may equal its neighbours: the list belongs to the place that was kept.
      if (many ? indexOfSorted(this.sections.clusters.kept, at) >= 0 : !first.has(seed))
        first.set(seed, { at, many })
    })
    return (i, limit) => {
      const place = first.get(i)
      return place === undefined ? [] : this.#living(place.at, place.many, limit, work)
    }
  }

  locate(at: number): { document: number; start: number } {
    const { numbers, starts } = this.sections
    const i = lastAtMost(starts, at, numbers.length)
    return { document: numbers[i]!, start: starts[i]! }
  }

  textOf(number: number): Uint8Array | undefined {
    const { numbers, starts, text } = this.sections
    const i = indexOfSorted(numbers, number)
    return i < 0 || this.#isDead(i) ? undefined : text.subarray(starts[i]!, starts[i + 1]! - 1)
  }

  noteOf(number: number): Uint8Array | undefined {
    const i = indexOfSorted(this.sections.numbers, number)
    return i < 0 || this.#isDead(i) ? undefined : this.#note(i)
  }

  #living(first: number, many: boolean, limit: number, work: Work): number[] {
    const { starts, numbers } = this.sections
    const living: number[] = []
    for (const at of many ? this.#keptWith(first) : [first]) {
      work.add(VISIT)
      if (this.#isDead(lastAtMost(starts, at, numbers.length))) continue
      if (living.push(at) === limit) break
    }
    return living
  }

  /** Every kept occurrence of the k-gram that was first kept at `first`. */
  *#keptWith(first: number): Iterable<number> {
    const { kept, listAt, lists, shapeAt, shapes } = this.sections.clusters
    const list = listAt[indexOfSorted(kept, first)]!
    const head = lists[list]!
    const count = head < ORDERED ? head : head - ORDERED
    for (let c = list + 1; c < list + 1 + 2 * count; c += 2) {
      const at = lists[c]!
      const shape = lists[c + 1]!
      yield at
      if (shape === 0) continue
      for (let i = shapeAt[shape - 1]!; i < shapeAt[shape]!; i++) yield at + shapes[i]!
    }
  }

  /**
   * Where each look-up begins. Reads a word of every line, without a branch, so that the cache misses of a
   * query overlap: the loop that scans the lines would wait for one after the other.
   */
  #touchLines(seeds: Seeds): Uint32Array {
    const { table, lines } = this.sections
    const starts = new Uint32Array(seeds.count + 1)
    let touched = 0
    for (let i = 0; i < seeds.count; i++) {
      const start = 16 * lineOf(seeds.line[i]!, lines)
      starts[i] = start
      touched ^= table[start]!
    }
    // Kept, or the reads would be optimised away.
    starts[seeds.count] = touched
    return starts
  }

  #isDead(i: number): boolean {
    return (this.#dead[i >>> 3]! & (1 << (i & 7))) !== 0
  }

  #kill(i: number): void {
    this.#dead[i >>> 3]! |= 1 << (i & 7)
    this.#deadBytes += this.sections.starts[i + 1]! - this.sections.starts[i]!
  }
}

/** From a slot that may be the one to every occurrence with a common run. */
class SegmentSearch {
  readonly #sections: Sections
  readonly #scheme: Scheme
  readonly #side: number
  readonly #query: Uint8Array
  readonly #verifier: Verifier
  readonly #work: Work
  /** (diagonal of a cluster's first member, shape) to the query position up to which all members were followed. */
  readonly #followed = new Map<number, number>()

  constructor(sections: Sections, scheme: Scheme, query: Uint8Array, verifier: Verifier, work: Work) {
    this.#sections = sections
    this.#scheme = scheme
    this.#side = longerSide(scheme.guarantee, scheme.k)
    this.#query = query
    this.#verifier = verifier
    this.#work = work
  }

  /** Takes a place of the arena whose k-gram is the query's at `from`. */
  hit(at: number, many: boolean, from: number): void {
    if (many) this.#list(at, from)
    else this.#verifier.seed(at, from)
  }

  #list(at: number, from: number): void {
    const { kept, listAt, lists } = this.#sections.clusters
    const index = indexOfSorted(kept, at)
    if (index < 0) return
    const head = lists[listAt[index]!]!
    const first = listAt[index]! + 1
    if (head < ORDERED) this.#clusters(first, head, from)
    else this.#sharing(first, head - ORDERED, from)
  }

  /** Of an ordered list the clusters that share half of L - k bytes with the query on one side. */
  #sharing(first: number, count: number, from: number): void {
    const { lists } = this.#sections.clusters
    const { k } = this.#scheme
    const text = this.#sections.text
    const query = this.#query
    const side = this.#side
    if (from + k + side <= query.length) {
      const order = (i: number) => compareAfter(text, lists[first + 2 * i]! + k, query, from + k, side)
      const start = this.#firstWhere(count, (i) => order(i) >= 0)
      this.#clusters(first + 2 * start, this.#firstWhere(count, (i) => order(i) > 0) - start, from)
    }
    if (from >= side) {
      const second = first + 2 * count
      const order = (i: number) => compareBefore(text, lists[second + 2 * i]!, query, from, side)
      const start = this.#firstWhere(count, (i) => order(i) >= 0)
      this.#clusters(second + 2 * start, this.#firstWhere(count, (i) => order(i) > 0) - start, from)
    }
  }

  /** The first of `count` indices for which a condition holds that holds for all after it. */
  #firstWhere(count: number, holds: (i: number) => boolean): number {
    let low = 0
    let high = count
    while (low < high) {
      this.#work.add(VISIT)
      const middle = (low + high) >>> 1
      if (holds(middle)) high = middle
      else low = middle + 1
    }
    return low
  }

  #clusters(first: number, count: number, from: number): void {
    const { lists } = this.#sections.clusters
    for (let i = first; i < first + 2 * count; i += 2) {
      const run = this.#verifier.seed(lists[i]!, from)
      const shape = lists[i + 1]!
      if (shape !== 0 && this.#verifier.length(run) >= this.#scheme.guarantee)
        this.#follow(lists[i]!, shape, from)
    }
  }

  /** Every other member of a cluster whose first member has a common run of L bytes has one as well. */
  #follow(at: number, shape: number, from: number): void {
    const { shapeAt, shapes } = this.#sections.clusters
    const key = (at - from) * shapeAt.length + shape
    if ((this.#followed.get(key) ?? 0) > from) return
    let until = Number.POSITIVE_INFINITY
    for (let i = shapeAt[shape - 1]!; i < shapeAt[shape]!; i++) {
      until = Math.min(until, this.#verifier.end(this.#verifier.seed(at + shapes[i]!, from)))
    }
    this.#followed.set(key, until)
  }
}
