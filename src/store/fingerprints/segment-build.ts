import { ClusterBuilder } from './cluster-builder.js'
import { KgramHasher } from './hash.js'
import { Numbers } from './numbers.js'
import type { Scheme } from './scheme.js'
import { EMPTY, GUARD, type Sections } from './segment-format.js'
import { winnow } from './winnow.js'

/** A document to index: its number and its match-folded text. */
export interface FoldedDocument {
  readonly number: number
  readonly text: Uint8Array
  /** Its kept k-grams, if they are known already: positions counted from `base`, and their first hashes. */
  readonly kept?: { readonly base: number; readonly at: Uint32Array; readonly hashes: Uint32Array }
}

/** Share of filled slots: a look-up ends at the first empty slot, so some must stay empty. */
const LOAD = 0.75
/** K-grams handled between two pauses: a few milliseconds. */
const STRIDE = 1 << 16

/**
 * Builds a segment from documents in ascending order of number. A generator, so that the caller may let
 * others run wherever it yields.
 */
export function* buildSegment(
  documents: readonly FoldedDocument[],
  scheme: Scheme,
): Generator<void, Sections> {
  const { text, numbers, starts } = concatenate(documents)
  const at = new Numbers(Math.ceil(text.length / 10) + 16)
  const hashes = new Numbers(at.data.length)
  const hasher = new KgramHasher(scheme)
  let paused = 0
  for (let i = 0; i < documents.length; i++) {
    const { kept } = documents[i]!
    if (kept === undefined) keep(text, starts[i]!, starts[i + 1]! - 1, scheme, hasher, at, hashes)
    else copyKept(kept, starts[i]!, at, hashes)
    if (at.length - paused < STRIDE) continue
    paused = at.length
    yield
  }
  const sorted = yield* sortByHash(hashes.view(), at.view())
  return { text, numbers, starts, ...(yield* buildTable(text, sorted, scheme)) }
}

/** Winnows one document and hashes what is kept. */
export function keep(
  text: Uint8Array,
  start: number,
  end: number,
  scheme: Scheme,
  hasher: KgramHasher,
  at: Numbers,
  hashes: Numbers,
): void {
  const first = at.length
  winnow(text, start, end, scheme, at)
  for (let i = first; i < at.length; i++) hashes.push(hasher.hash(text, at.data[i]!))
}

function copyKept(
  kept: NonNullable<FoldedDocument['kept']>,
  start: number,
  at: Numbers,
  hashes: Numbers,
): void {
  for (let i = 0; i < kept.at.length; i++) {
    at.push(kept.at[i]! - kept.base + start)
    hashes.push(kept.hashes[i]!)
  }
}

function concatenate(documents: readonly FoldedDocument[]): Pick<Sections, 'text' | 'numbers' | 'starts'> {
  const length = documents.reduce((sum, document) => sum + document.text.length + 1, 0)
  const text = new Uint8Array(GUARD + length + GUARD)
  const numbers = new Uint32Array(documents.length)
  const starts = new Uint32Array(documents.length + 1)
  let offset = GUARD
  documents.forEach((document, i) => {
    numbers[i] = document.number
    starts[i] = offset
    text.set(document.text, offset)
    offset += document.text.length + 1
  })
  starts[documents.length] = offset
  return { text, numbers, starts }
}

interface Sorted {
  readonly hashes: Uint32Array
  readonly at: Uint32Array
}

/** Stable radix sort, 11 bits a pass: equal hashes keep their positions ascending. */
function* sortByHash(hashes: Uint32Array, at: Uint32Array): Generator<void, Sorted> {
  let from: Sorted = { hashes, at }
  let to: Sorted = { hashes: new Uint32Array(at.length), at: new Uint32Array(at.length) }
  for (const shift of [0, 11, 22]) {
    const next = new Uint32Array(2049)
    for (let i = 0; i < at.length; i++) next[((from.hashes[i]! >>> shift) & 2047) + 1]!++
    for (let i = 0; i < 2048; i++) next[i + 1]! += next[i]!
    for (let i = 0; i < at.length; i++) {
      const hash = from.hashes[i]!
      const place = next[(hash >>> shift) & 2047]!++
      to.hashes[place] = hash
      to.at[place] = from.at[i]!
    }
    ;[from, to] = [to, from]
    yield
  }
  return from
}

type Table = Pick<Sections, 'lines' | 'posBits' | 'kgrams' | 'table' | 'clusters'>

function* buildTable(text: Uint8Array, sorted: Sorted, scheme: Scheme): Generator<void, Table> {
  const clusters = new ClusterBuilder(text, scheme)
  const distinct = new DistinctKgrams(text, sorted, scheme.k, clusters)
  while (distinct.advance(STRIDE)) yield
  const lines = Math.max(1, Math.ceil(distinct.count / (16 * LOAD)))
  const posBits = Math.max(4, 32 - Math.clz32((text.length >>> 4) + 1))
  const table = fillTable(text, distinct, lines, posBits, scheme)
  yield
  return { lines, posBits, kgrams: distinct.count, table, clusters: clusters.finish() }
}

/** First position of each distinct k-gram in hash order, and whether there are more. Compacts in place. */
class DistinctKgrams {
  count = 0
  readonly hashes: Uint32Array
  readonly at: Uint32Array
  readonly many: Uint8Array
  readonly #text: Uint8Array
  readonly #k: number
  readonly #clusters: ClusterBuilder
  #read = 0

  constructor(text: Uint8Array, sorted: Sorted, k: number, clusters: ClusterBuilder) {
    this.hashes = sorted.hashes
    this.at = sorted.at
    this.many = new Uint8Array(sorted.at.length)
    this.#text = text
    this.#k = k
    this.#clusters = clusters
  }

  /** Handles about `stride` more; false when all are done. */
  advance(stride: number): boolean {
    const { hashes, at } = this
    const until = Math.min(at.length, this.#read + stride)
    while (this.#read < until) {
      const from = this.#read
      let to = from + 1
      while (to < at.length && hashes[to] === hashes[from]) to++
      this.#read = to
      if (to === from + 1) this.#put(hashes[from]!, at[from]!, 0)
      else this.#split(hashes[from]!, [...at.subarray(from, to)])
    }
    return this.#read < at.length
  }

  /** Equal hashes are nearly always equal k-grams; this makes sure. */
  #split(hash: number, positions: readonly number[]): void {
    for (let rest = positions; rest.length > 0; ) {
      const first = rest[0]!
      const same = rest.filter((position) => sameKgram(this.#text, first, position, this.#k))
      this.#put(hash, first, same.length > 1 ? 1 : 0)
      if (same.length > 1) this.#clusters.add(same)
      if (same.length === rest.length) return
      rest = rest.filter((position) => !sameKgram(this.#text, first, position, this.#k))
    }
  }

  #put(hash: number, position: number, many: number): void {
    this.hashes[this.count] = hash
    this.at[this.count] = position
    this.many[this.count] = many
    this.count++
  }
}

function fillTable(
  text: Uint8Array,
  { hashes, at, many, count }: DistinctKgrams,
  lines: number,
  posBits: number,
  scheme: Scheme,
): Uint32Array {
  let slots = 0
  for (let i = 0; i < count; i++) slots = Math.max(slots, 16 * lineOf(hashes[i]!, lines)) + 1
  // One slot more: a look-up must end.
  const table = new Uint32Array(16 * Math.ceil((Math.max(slots, 16 * lines) + 1) / 16)).fill(EMPTY)
  const hasher = new KgramHasher(scheme)
  let cursor = 0
  for (let i = 0; i < count; i++) {
    cursor = Math.max(cursor, 16 * lineOf(hashes[i]!, lines))
    hasher.hash(text, at[i]!)
    table[cursor++] = slotOf(hasher.tag, many[i]!, at[i]!, posBits)
  }
  return table
}

/** Exact in doubles while there are fewer than 2^21 lines, which a segment's largest text stays below. */
export function lineOf(hash: number, lines: number): number {
  return Math.floor((hash * lines) / 2 ** 32)
}

export function slotOf(tag: number, many: number, position: number, posBits: number): number {
  return ((((tag << 1) | many) << posBits) | (position >>> 4)) >>> 0
}

function sameKgram(text: Uint8Array, a: number, b: number, k: number): boolean {
  for (let i = 0; i < k; i++) if (text[a + i] !== text[b + i]) return false
  return true
}
