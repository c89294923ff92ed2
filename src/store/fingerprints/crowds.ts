import type { Comparison } from './comparison.js'
import type { Scheme } from './scheme.js'
import { MEMBER, VISIT, type Work } from './work.js'

/** Members from which on a cluster is a crowd: fewer are followed one by one. */
export const CROWD = 64

/**
 * The members of a large cluster, as a passage in thousands of documents makes them. All of them hold the query's
 * bytes `[start, end)`: what one cluster after the other says of the same members adds up, and none is compared with
 * the text in there. Only what lies beyond is looked at, once for each member and not once for each of its k-grams.
 */
export interface Crowd {
  /** Arena position minus query position of the first member. */
  readonly diagonal: number
  /** How far from the first member all are. */
  readonly members: Distances
  /** The run of the first member, from end to end. */
  readonly first: { readonly start: number; readonly end: number }
  readonly start: number
  end: number
  /** Whether no run goes on beyond `start`, beyond `end`. */
  readonly startsThere: boolean
  endsThere: boolean
  /** The run of each member; empty where another crowd has it. */
  starts: Uint32Array
  ends: Uint32Array
  /** No run begins before it, none ends after it. */
  least: number
  most: number
}

export class Crowds {
  readonly #comparison: Comparison
  readonly #k: number
  readonly #guarantee: number
  /** Bytes on either side of a k-gram that members of a cluster have in common. */
  readonly #reach: number
  readonly #queryLength: number
  readonly #work: Work
  /** By diagonal and shape: the last one, that may still grow. */
  readonly #open = new Map<string, Crowd>()
  readonly #crowds: Crowd[] = []

  constructor(comparison: Comparison, scheme: Scheme, queryLength: number, work: Work) {
    this.#comparison = comparison
    this.#k = scheme.k
    this.#guarantee = scheme.guarantee
    this.#reach = scheme.guarantee - scheme.k
    this.#queryLength = queryLength
    this.#work = work
  }

  /**
   * Takes a cluster whose k-gram is the query's at `from`: its first member is at `at`. In ascending order of `from`.
   * If the run of the first is shorter than guaranteed, then all are, and nobody asks for them.
   */
  take(at: number, shape: number, members: Distances, from: number): void {
    this.#work.add(VISIT)
    const key = `${at - from} ${shape}`
    const open = this.#open.get(key)
    const first = open !== undefined && open.first.end >= from + this.#k ? open.first : this.#runOf(at, from)
    if (first.end - first.start < this.#guarantee) return
    const low = from - this.#reach
    const high = from + this.#k + this.#reach
    const end = Math.min(first.end, high)
    const endsThere = first.end < high || (first.end === high && high === this.#queryLength)
    if (open !== undefined && open.first === first && Math.max(first.start, low) <= open.end) {
      open.end = Math.max(open.end, end)
      open.endsThere ||= endsThere
      return
    }
    const crowd = {
      diagonal: at - from,
      members,
      first,
      start: Math.max(first.start, low),
      end,
      startsThere: first.start > low || (first.start === 0 && low <= 0),
      endsThere,
      starts: NONE,
      ends: NONE,
      least: 0,
      most: 0,
    }
    this.#crowds.push(crowd)
    this.#open.set(key, crowd)
  }

  /** Nothing more is taken: follows every member to both ends. */
  follow(): void {
    for (const crowd of this.#crowds) this.#follow(crowd)
  }

  /** Those with runs through a query position: what `isMember` is asked with. */
  through(from: number): readonly Crowd[] {
    if (this.#crowds.length === 0) return this.#crowds
    this.#work.add(this.#crowds.length)
    return this.#crowds.filter(({ least, most }) => least <= from && from < most)
  }

  /** Calls `each` for every run, crowd by crowd, in ascending order of arena positions. */
  *runs(minBytes: number): Iterable<(each: (start: number, end: number, at: number) => void) => void> {
    for (const { diagonal, members, starts, ends } of this.#crowds) {
      yield (each) => {
        for (let i = 0; i < starts.length; i++) {
          if (ends[i]! - starts[i]! < minBytes) continue
          each(starts[i]!, ends[i]!, starts[i]! + diagonal + members.all[i]!)
        }
      }
    }
  }

  #runOf(at: number, from: number): Crowd['first'] {
    const start = from - this.#comparison.before(at, from)
    const end = from + this.#k + this.#comparison.after(at + this.#k, from + this.#k)
    this.#work.add(end - start)
    return { start, end }
  }

  #follow(crowd: Crowd): void {
    const { diagonal, members, start, end, startsThere, endsThere } = crowd
    const count = members.all.length
    const earlier = this.through(start)
    const starts = new Uint32Array(count)
    const ends = new Uint32Array(count)
    let least = start
    let most = end
    for (let i = 0; i < count; i++) {
      const own = diagonal + members.all[i]!
      this.#work.add(MEMBER * earlier.length)
      if (isMember(earlier, own + start, start)) continue
      const before = startsThere ? 0 : this.#comparison.before(own + start, start)
      const after = endsThere ? 0 : this.#comparison.after(own + end, end)
      this.#work.add(VISIT + before + after)
      starts[i] = start - before
      ends[i] = end + after
      least = Math.min(least, start - before)
      most = Math.max(most, end + after)
    }
    Object.assign(crowd, { starts, ends, least, most })
  }
}

const NONE = new Uint32Array(0)

/** Whether the run through these places is that of a member. */
export function isMember(crowds: readonly Crowd[], at: number, from: number): boolean {
  for (const { diagonal, members, starts, ends } of crowds) {
    const i = members.indexOf(at - from - diagonal)
    if (i >= 0 && starts[i]! <= from && from < ends[i]!) return true
  }
  return false
}

/** Distances from the first member of a cluster to all, itself included, ascending; and which one a number is. */
export class Distances {
  readonly all: Uint32Array
  readonly #shift: number
  /** Index plus one, by hash; the next free place where that is taken. */
  readonly #places: Uint32Array

  constructor(shape: Uint32Array) {
    this.all = new Uint32Array(shape.length + 1)
    this.all.set(shape, 1)
    const bits = 33 - Math.clz32(shape.length)
    this.#shift = 32 - bits
    this.#places = new Uint32Array(2 ** bits)
    for (let i = 0; i < this.all.length; i++) {
      let place = this.#placeOf(this.all[i]!)
      while (this.#places[place] !== 0) place = (place + 1) & (this.#places.length - 1)
      this.#places[place] = i + 1
    }
  }

  /** Index of a distance, or a number below zero if no member has it. */
  indexOf(distance: number): number {
    if (distance < 0) return -1
    for (let place = this.#placeOf(distance); ; place = (place + 1) & (this.#places.length - 1)) {
      const i = this.#places[place]! - 1
      if (i < 0 || this.all[i] === distance) return i
    }
  }

  #placeOf(distance: number): number {
    return Math.imul(distance, 0x9e3779b1) >>> this.#shift
  }
}
