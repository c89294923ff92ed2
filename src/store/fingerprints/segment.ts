import type { Comparison } from './comparison.js'
import { longerSide } from './contexts.js'
import { CROWD, type Crowd, Crowds, Distances, isMember } from './crowds.js'
import type { Image } from './image.js'
import { indexOfSorted, lastAtMost } from './numbers.js'
import type { RunList } from './run-list.js'
import type { Scheme } from './scheme.js'
import type { Seeds } from './seed-list.js'
import type { FoldedDocument } from './segment-build.js'
import { ORDERED } from './segment-format.js'
import { type ArenaRun, Verifier } from './verifier.js'
import { MEMBER, VISIT, type Work } from './work.js'

/** The live occurrences, arena positions, of the k-gram of seed `i` that were kept; at most `limit` of them. */
export type Occurrences = (i: number, limit: number) => readonly number[]

/** A segment or a memtable: holds documents and can be searched. */
export interface Holder {
  readonly documents: number
  /** Bytes of folded text, dead ones included. */
  readonly textBytes: number
  readonly deadBytes: number
  has(number: number): boolean
  /** Hides a document; false if it is not here. */
  remove(number: number): boolean
  live(): Iterable<FoldedDocument>
  search(query: Uint8Array, seeds: Seeds, minBytes: number, work: Work, out: RunList): void
  /** The query beside all documents one behind the other, each with a 0x00 behind it. */
  compare(query: Uint8Array, seeds: Seeds): Comparison
  occurrences(query: Uint8Array, seeds: Seeds, work: Work): Occurrences
  /** Which document an arena position lies in, and where that document begins. */
  locate(at: number): { readonly document: number; readonly start: number }
  /** Bytes of a live document's text. */
  lengthOf(number: number): number | undefined
  /** `[start, end)` of a live document, cut to its length. */
  slice(number: number, start: number, end: number): Uint8Array | undefined
  /** What the owner keeps with a live document. */
  noteOf(number: number): Uint8Array | undefined
}

/** An immutable segment, with the set of its documents that are dead. */
export class Segment implements Holder {
  /** File name in the directory; undefined if it is in memory only. */
  readonly file: string | undefined
  readonly image: Image
  readonly #scheme: Scheme
  readonly #dead: Uint8Array
  #deadBytes = 0

  constructor(image: Image, scheme: Scheme, file?: string, dead?: Uint8Array) {
    this.image = image
    this.file = file
    this.#scheme = scheme
    this.#dead = new Uint8Array(Math.ceil(image.numbers.length / 8))
    if (dead === undefined) return
    for (let i = 0; i < image.numbers.length; i++) if (dead[i >>> 3]! & (1 << (i & 7))) this.#kill(i)
  }

  get documents(): number {
    return this.image.numbers.length
  }

  get textBytes(): number {
    return this.image.textBytes
  }

  get deadBytes(): number {
    return this.#deadBytes
  }

  get indexBytes(): number {
    return this.image.indexBytes
  }

  get memoryBytes(): number {
    return this.image.memoryBytes
  }

  /** One bit per document. */
  get dead(): Uint8Array {
    return this.#dead
  }

  get hasDead(): boolean {
    return this.#dead.some((byte) => byte !== 0)
  }

  has(number: number): boolean {
    const i = indexOfSorted(this.image.numbers, number)
    return i >= 0 && !this.#isDead(i)
  }

  /** Whether the text is in here, dead or alive. */
  holds(number: number): boolean {
    return indexOfSorted(this.image.numbers, number) >= 0
  }

  remove(number: number): boolean {
    const i = indexOfSorted(this.image.numbers, number)
    if (i < 0 || this.#isDead(i)) return false
    this.#kill(i)
    return true
  }

  *live(): Iterable<FoldedDocument> {
    const { numbers, starts } = this.image
    for (let i = 0; i < numbers.length; i++) {
      if (this.#isDead(i)) continue
      const note = this.image.note(i)
      const document = { number: numbers[i]!, text: this.image.text(starts[i]!, starts[i + 1]! - 1) }
      yield note === undefined ? document : { ...document, note }
    }
  }

  search(query: Uint8Array, seeds: Seeds, minBytes: number, work: Work, out: RunList): void {
    // Most texts have nothing in common with most segments: nothing is made before there is a match.
    let search: SegmentSearch | undefined
    this.image.probe(query, seeds, work, (at, many, seed) => {
      search ??= new SegmentSearch(this.image, this.#scheme, this.compare(query, seeds), {
        queryLength: query.length,
        minBytes,
        work,
      })
      search.add(at, many, seeds.at[seed]!)
    })
    if (search === undefined) return
    const { crowds, runs } = search.finish()
    for (const run of runs) this.#tell(run.start, run.end, run.at, out)
    for (const members of crowds.runs(minBytes)) this.#tellMembers(members, out)
  }

  #tell(start: number, end: number, at: number, out: RunList): void {
    const { numbers, starts } = this.image
    const i = lastAtMost(starts, at, numbers.length)
    if (!this.#isDead(i)) out.add(start, end, numbers[i]!, at - starts[i]!)
  }

  /** Positions ascend nearly always, and then a document is found by going on from the one before. */
  #tellMembers(
    members: (each: (start: number, end: number, at: number) => void) => void,
    out: RunList,
  ): void {
    const { numbers, starts } = this.image
    let i = 0
    out.beginCrowd()
    members((start, end, at) => {
      for (let steps = 0; starts[i + 1]! <= at && steps < 8; steps++) i++
      if (starts[i + 1]! <= at || starts[i]! > at) i = lastAtMost(starts, at, numbers.length)
      if (!this.#isDead(i)) out.addMember(start, end, numbers[i]!, at - starts[i]!)
    })
  }

  compare(query: Uint8Array, seeds: Seeds): Comparison {
    return this.image.compare(query, seeds)
  }

  occurrences(query: Uint8Array, seeds: Seeds, work: Work): Occurrences {
    const first = new Map<number, { readonly at: number; readonly many: boolean }>()
    this.image.probe(query, seeds, work, (at, many, seed) => {
      // A k-gram that repeats itself may equal its neighbors: the list belongs to the place that was kept.
      if (many ? this.image.listAt(at) !== undefined : !first.has(seed)) first.set(seed, { at, many })
    })
    return (i, limit) => {
      const place = first.get(i)
      return place === undefined ? [] : this.#living(place.at, place.many, limit, work)
    }
  }

  locate(at: number): { document: number; start: number } {
    const { numbers, starts } = this.image
    const i = lastAtMost(starts, at, numbers.length)
    return { document: numbers[i]!, start: starts[i]! }
  }

  lengthOf(number: number): number | undefined {
    const i = this.#liveIndex(number)
    return i < 0 ? undefined : this.image.starts[i + 1]! - 1 - this.image.starts[i]!
  }

  slice(number: number, start: number, end: number): Uint8Array | undefined {
    const i = this.#liveIndex(number)
    if (i < 0) return undefined
    const { starts } = this.image
    const from = Math.min(starts[i]! + Math.max(0, start), starts[i + 1]! - 1)
    return this.image.text(from, Math.max(from, Math.min(starts[i]! + end, starts[i + 1]! - 1)))
  }

  noteOf(number: number): Uint8Array | undefined {
    const i = this.#liveIndex(number)
    return i < 0 ? undefined : this.image.note(i)
  }

  /** Index of a live document, or a number below zero. */
  #liveIndex(number: number): number {
    const i = indexOfSorted(this.image.numbers, number)
    return i >= 0 && this.#isDead(i) ? -1 : i
  }

  #living(first: number, many: boolean, limit: number, work: Work): number[] {
    const { starts, numbers } = this.image
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
    const list = this.image.listAt(first)!
    const head = list[0]!
    const count = head < ORDERED ? head : head - ORDERED
    for (let c = 1; c < 1 + 2 * count; c += 2) {
      const at = list[c]!
      const shape = list[c + 1]!
      yield at
      if (shape === 0) continue
      for (const distance of this.image.shape(shape)) yield at + distance
    }
  }

  #isDead(i: number): boolean {
    return (this.#dead[i >>> 3]! & (1 << (i & 7))) !== 0
  }

  #kill(i: number): void {
    this.#dead[i >>> 3]! |= 1 << (i & 7)
    this.#deadBytes += this.image.starts[i + 1]! - this.image.starts[i]!
  }
}

interface Searched {
  readonly queryLength: number
  readonly minBytes: number
  readonly work: Work
}

/** A place of the arena whose k-gram is the query's at `from`; with its list, if it has one. */
interface Found {
  readonly at: number
  readonly from: number
  readonly list: Uint32Array | undefined
}

/**
 * From places whose k-gram is the query's to every occurrence with a common run: first the crowds, then one by one
 * what is in none.
 */
class SegmentSearch {
  readonly #image: Image
  readonly #scheme: Scheme
  readonly #side: number
  readonly #comparison: Comparison
  readonly #queryLength: number
  readonly #crowds: Crowds
  readonly #verifier: Verifier
  readonly #work: Work
  readonly #found: Found[] = []
  readonly #shapes = new Map<number, Distances>()
  /** (diagonal of a cluster's first member, shape) to the query position up to which all members were followed. */
  readonly #followed = new Map<number, number>()

  constructor(image: Image, scheme: Scheme, comparison: Comparison, searched: Searched) {
    this.#image = image
    this.#scheme = scheme
    this.#side = longerSide(scheme.guarantee, scheme.k)
    this.#comparison = comparison
    this.#queryLength = searched.queryLength
    this.#crowds = new Crowds(comparison, scheme, searched.queryLength, searched.work)
    this.#verifier = new Verifier(comparison, scheme.k, searched.minBytes, searched.work)
    this.#work = searched.work
  }

  /** Takes a place whose k-gram is the query's at `from`, in ascending order of that. */
  add(at: number, many: boolean, from: number): void {
    const list = many ? this.#image.listAt(at) : undefined
    if (many && list === undefined) return
    this.#found.push({ at, from, list })
    if (list === undefined || list[0]! >= ORDERED) return
    for (let i = 1; i < 1 + 2 * list[0]!; i += 2) {
      const shape = list[i + 1]!
      if (shape === 0) continue
      const members = this.#shape(shape)
      if (members.all.length >= CROWD) this.#crowds.take(list[i]!, shape, members, from)
    }
  }

  finish(): { readonly crowds: Crowds; readonly runs: readonly ArenaRun[] } {
    this.#crowds.follow()
    for (const { at, from, list } of this.#found) {
      const crowds = this.#crowds.through(from)
      if (list === undefined) this.#seed(at, from, crowds)
      else if (list[0]! >= ORDERED) this.#sharing(list, list[0]! - ORDERED, from, crowds)
      else this.#clusters(list.subarray(1, 1 + 2 * list[0]!), from, crowds, true)
    }
    return { crowds: this.#crowds, runs: this.#verifier.runs }
  }

  #shape(shape: number): Distances {
    let members = this.#shapes.get(shape)
    if (members === undefined) this.#shapes.set(shape, (members = new Distances(this.#image.shape(shape))))
    return members
  }

  /** The run through a place, unless it is that of a member of these crowds. */
  #seed(at: number, from: number, crowds: readonly Crowd[]): number | undefined {
    this.#work.add(MEMBER * crowds.length)
    return isMember(crowds, at, from) ? undefined : this.#verifier.seed(at, from)
  }

  /** The clusters of an ordered list that share half of L - k bytes with the query on one side. */
  #sharing(list: Uint32Array, count: number, from: number, crowds: readonly Crowd[]): void {
    const { k } = this.#scheme
    const comparison = this.#comparison
    const side = this.#side
    if (from + k + side <= this.#queryLength) {
      const pairs = list.subarray(1, 1 + 2 * count)
      const some = this.#between(pairs, (at) => comparison.orderAfter(at + k, from + k, side))
      this.#clusters(some, from, crowds, false)
    }
    if (from >= side) {
      const pairs = list.subarray(1 + 2 * count, 1 + 4 * count)
      const some = this.#between(pairs, (at) => comparison.orderBefore(at, from, side))
      this.#clusters(some, from, crowds, false)
    }
  }

  /** The clusters that are the query's equal in an order. */
  #between(pairs: Uint32Array, order: (at: number) => number): Uint32Array {
    const count = pairs.length / 2
    const start = this.#firstWhere(count, (i) => order(pairs[2 * i]!) >= 0)
    const end = this.#firstWhere(count, (i) => order(pairs[2 * i]!) > 0)
    return pairs.subarray(2 * start, 2 * end)
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

  /** `taken`: those that are crowds were followed already. */
  #clusters(pairs: Uint32Array, from: number, crowds: readonly Crowd[], taken: boolean): void {
    for (let i = 0; i < pairs.length; i += 2) {
      const shape = pairs[i + 1]!
      if (taken && shape !== 0 && this.#shape(shape).all.length >= CROWD) continue
      const run = this.#seed(pairs[i]!, from, crowds)
      if (shape === 0) continue
      if (run === undefined || this.#verifier.length(run) >= this.#scheme.guarantee)
        this.#follow(pairs[i]!, shape, from, crowds)
    }
  }

  /** Every other member of a cluster whose first member has a common run of L bytes has one as well. */
  #follow(at: number, shape: number, from: number, crowds: readonly Crowd[]): void {
    const key = (at - from) * (this.#image.shapes + 1) + shape
    if ((this.#followed.get(key) ?? 0) > from) return
    let until = Number.POSITIVE_INFINITY
    for (const distance of this.#shape(shape).all) {
      const run = this.#seed(at + distance, from, crowds)
      until = Math.min(until, run === undefined ? from : this.#verifier.end(run))
    }
    this.#followed.set(key, until)
  }
}
