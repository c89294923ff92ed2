import type { Comparison } from './comparison.js'
import { VISIT, type Work } from './work.js'

/** A run inside one text arena: `[start, end)` of the query, and where it starts in the arena. */
export interface ArenaRun {
  readonly start: number
  readonly end: number
  readonly at: number
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
  readonly #comparison: Comparison
  readonly #k: number
  readonly #minBytes: number
  readonly #work: Work
  /** Diagonal (arena position minus query position) to the last run on it: index into the two arrays below. */
  readonly #diagonals = new Map<number, number>()
  readonly #starts: number[] = []
  readonly #ends: number[] = []

  constructor(comparison: Comparison, k: number, minBytes: number, work: Work) {
    this.#comparison = comparison
    this.#k = k
    this.#minBytes = minBytes
    this.#work = work
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

  #extend(diagonal: number, at: number, from: number): number {
    const start = from - this.#comparison.before(at, from)
    const end = from + this.#k + this.#comparison.after(at + this.#k, from + this.#k)
    const run = this.#starts.length
    this.#starts.push(start)
    this.#ends.push(end)
    this.#diagonals.set(diagonal, run)
    this.#work.add(end - start)
    if (end - start < this.#minBytes) return run
    this.runs.push({ start, end, at: at - (from - start) })
    return run
  }
}
