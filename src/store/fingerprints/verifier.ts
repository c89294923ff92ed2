import type { Machine } from './kernels/machine.js'
import { REPORT, VISIT, type Work } from './work.js'

/** A run inside one text arena: `[start, end)` of the query, and where it starts in the arena. */
export interface ArenaRun {
  readonly start: number
  readonly end: number
  readonly at: number
}

/** Where the arena and the query lie for the kernels. */
export interface Loaded {
  readonly machine: Machine
  readonly text: number
  readonly query: number
}

/**
 * Turns seeds (equal k-grams) into maximal runs. Hits are compared on text, once per diagonal: a seed that lies
 * in a run already found costs one look-up, so a copied page is compared once and not once per seed. Seeds
 * must come in ascending query order.
 *
 * Arenas hold documents separated by 0x00, which no query byte can equal: no run crosses a document.
 */
export class Verifier {
  readonly runs: ArenaRun[] = []
  readonly #text: Uint8Array
  readonly #query: Uint8Array
  readonly #k: number
  readonly #minBytes: number
  readonly #work: Work
  readonly #loaded: Loaded | undefined
  /** Diagonal (arena position minus query position) to the last run on it: index into the two arrays below. */
  readonly #diagonals = new Map<number, number>()
  readonly #starts: number[] = []
  readonly #ends: number[] = []

  constructor(text: Uint8Array, query: Uint8Array, k: number, minBytes: number, work: Work, loaded?: Loaded) {
    this.#text = text
    this.#query = query
    this.#k = k
    this.#minBytes = minBytes
    this.#work = work
    this.#loaded = loaded
  }

  /** Whether the k-gram at arena position `at` is the one at query position `from`. */
  matches(at: number, from: number): boolean {
    return equalBytes(this.#text, at, this.#query, from, this.#k)
  }

  /** Takes a seed whose k-grams are equal; returns a handle of the maximal run through it. */
  seed(at: number, from: number): number {
    this.#work.add(VISIT)
    const diagonal = at - from
    const known = this.#diagonals.get(diagonal)
    if (known !== undefined && this.#ends[known]! > from) return known
    return this.#extend(diagonal, at, from)
  }

  length(run: number): number {
    return this.#ends[run]! - this.#starts[run]!
  }

  /** Query position where the run begins. */
  start(run: number): number {
    return this.#starts[run]!
  }

  /** Query position behind the run. */
  end(run: number): number {
    return this.#ends[run]!
  }

  /** How many bytes before query position `from` the run goes on. */
  #before(diagonal: number, from: number): number {
    const loaded = this.#loaded
    if (loaded !== undefined) {
      return loaded.machine.before(loaded.query + from, loaded.text + diagonal + from, from)
    }
    const text = this.#text
    const query = this.#query
    let start = from
    while (start > 0) {
      const byte = query[start - 1]!
      if (byte === 0 || byte !== text[diagonal + start - 1]) break
      start--
    }
    return from - start
  }

  #after(diagonal: number, from: number): number {
    const text = this.#text
    const query = this.#query
    const loaded = this.#loaded
    if (loaded !== undefined) {
      return loaded.machine.after(loaded.query + from, loaded.text + diagonal + from, query.length - from)
    }
    let end = from
    while (end < query.length) {
      const byte = query[end]!
      if (byte === 0 || byte !== text[diagonal + end]) break
      end++
    }
    return end - from
  }

  #extend(diagonal: number, at: number, from: number): number {
    const start = from - this.#before(diagonal, from)
    const end = from + this.#k + this.#after(diagonal, from + this.#k)
    const run = this.#starts.length
    this.#starts.push(start)
    this.#ends.push(end)
    this.#diagonals.set(diagonal, run)
    this.#work.add(end - start)
    if (end - start < this.#minBytes) return run
    this.#work.add(REPORT)
    this.runs.push({ start, end, at: at - (from - start) })
    return run
  }
}

export function equalBytes(a: Uint8Array, i: number, b: Uint8Array, j: number, length: number): boolean {
  for (let n = 0; n < length; n++) if (a[i + n] !== b[j + n]) return false
  return true
}
