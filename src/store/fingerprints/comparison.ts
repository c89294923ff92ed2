import { compareAfter, compareBefore } from './contexts.js'
import type { Machine } from './kernels/machine.js'

/**
 * A query beside an arena of text, wherever that lies. `at` are positions of the arena, `from` of the query. A 0x00
 * equals nothing: it ends a document, and no query byte is taken for it.
 */
export interface Comparison {
  /** Whether `length` bytes from the two positions on are the same. */
  equal(at: number, from: number, length: number): boolean
  /** How many bytes from the two positions on are the same. */
  after(at: number, from: number): number
  /** How many bytes before the two positions are the same. */
  before(at: number, from: number): number
  /** Orders by up to `length` bytes from the two positions on (`compareAfter`). */
  orderAfter(at: number, from: number, length: number): number
  /** Orders by up to `length` bytes before the two positions (`compareBefore`). */
  orderBefore(at: number, from: number, length: number): number
}

/** An arena in memory. */
export class MemoryComparison implements Comparison {
  readonly #text: Uint8Array
  readonly #query: Uint8Array

  constructor(text: Uint8Array, query: Uint8Array) {
    this.#text = text
    this.#query = query
  }

  equal(at: number, from: number, length: number): boolean {
    return equalBytes(this.#text, at, this.#query, from, length)
  }

  after(at: number, from: number): number {
    return commonAfter(this.#text, at, this.#query, from, this.#query.length - from)
  }

  before(at: number, from: number): number {
    return commonBefore(this.#text, at, this.#query, from, from)
  }

  orderAfter(at: number, from: number, length: number): number {
    return compareAfter(this.#text, at, this.#query, from, length)
  }

  orderBefore(at: number, from: number, length: number): number {
    return compareBefore(this.#text, at, this.#query, from, length)
  }
}

/** Where the arena and the query lie for the kernels. */
export interface Loaded {
  readonly machine: Machine
  readonly text: number
  readonly query: number
}

/** An arena that lies where the kernels reach it. */
export class LoadedComparison extends MemoryComparison {
  readonly #loaded: Loaded
  readonly #length: number

  constructor(text: Uint8Array, query: Uint8Array, loaded: Loaded) {
    super(text, query)
    this.#loaded = loaded
    this.#length = query.length
  }

  override after(at: number, from: number): number {
    const { machine, text, query } = this.#loaded
    return machine.after(query + from, text + at, this.#length - from)
  }

  override before(at: number, from: number): number {
    const { machine, text, query } = this.#loaded
    return machine.before(query + from, text + at, from)
  }
}

export function equalBytes(a: Uint8Array, i: number, b: Uint8Array, j: number, length: number): boolean {
  for (let n = 0; n < length; n++) if (a[i + n] !== b[j + n]) return false
  return true
}

/** How many bytes from `i` and `j` on are the same and not zero, at most `most`. */
export function commonAfter(a: Uint8Array, i: number, b: Uint8Array, j: number, most: number): number {
  let n = 0
  while (n < most && b[j + n] !== 0 && a[i + n] === b[j + n]) n++
  return n
}

/** How many bytes before `i` and `j` are the same and not zero, at most `most`. */
export function commonBefore(a: Uint8Array, i: number, b: Uint8Array, j: number, most: number): number {
  let n = 0
  while (n < most && b[j - n - 1] !== 0 && a[i - n - 1] === b[j - n - 1]) n++
  return n
}
