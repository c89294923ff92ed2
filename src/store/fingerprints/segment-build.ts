import { ClusterBuilder } from './cluster-builder.js'
import { buildFilter } from './filter.js'
import { KgramHasher } from './hash.js'
import type { Machine } from './kernels/machine.js'
import { Numbers } from './numbers.js'
import type { Scheme } from './scheme.js'
import { EMPTY, GUARD, type Sections } from './segment-format.js'
import { lineOf, slotOf } from './table.js'
import { winnow } from './winnow.js'

/** A document to index: its number and its match-folded text. */
export interface FoldedDocument {
  readonly number: number
  readonly text: Uint8Array
  /** What the owner keeps with it. */
  readonly note?: Uint8Array
  /** Its kept k-grams, if they are known already, with positions counted from `base`. */
  readonly kept?: {
    readonly base: number
    readonly at: Uint32Array
    readonly hashes: Uint32Array
    readonly tags: Uint32Array
  }
}

/** Kept k-grams as three columns. */
export class Postings {
  readonly at: Numbers
  /** First hash: where to look. */
  readonly hashes: Numbers
  /** Second hash: what to compare. */
  readonly tags: Numbers
  readonly #scheme: Scheme
  readonly #hasher: KgramHasher
  readonly #machine: Machine | undefined

  constructor(scheme: Scheme, capacity = 1024, machine?: Machine) {
    this.#scheme = scheme
    this.#machine = machine
    this.#hasher = new KgramHasher(scheme)
    this.at = new Numbers(capacity)
    this.hashes = new Numbers(capacity)
    this.tags = new Numbers(capacity)
  }

  get length(): number {
    return this.at.length
  }

  /** Winnows one document and hashes what is kept. */
  add(text: Uint8Array, start: number, end: number): void {
    if (this.#machine !== undefined) {
      this.#machine.sample(text, start, end, this.#scheme, this)
      return
    }
    const first = this.at.length
    winnow(text, start, end, this.#scheme, this.at)
    for (let i = first; i < this.at.length; i++) {
      this.hashes.push(this.#hasher.hash(text, this.at.data[i]!))
      this.tags.push(this.#hasher.tag)
    }
  }

  copy({ base, at, hashes, tags }: NonNullable<FoldedDocument['kept']>, start: number): void {
    for (let i = 0; i < at.length; i++) {
      this.at.push(at[i]! - base + start)
      this.hashes.push(hashes[i]!)
      this.tags.push(tags[i]!)
    }
  }
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
  machine?: Machine,
): Generator<void, Sections> {
  const { text, numbers, starts } = concatenate(documents)
  const postings = new Postings(scheme, Math.ceil(text.length / 10) + 16, machine)
  let paused = 0
  for (const [i, { kept }] of documents.entries()) {
    if (kept === undefined) postings.add(text, starts[i]!, starts[i + 1]! - 1)
    else postings.copy(kept, starts[i]!)
    if (postings.length - paused < STRIDE) continue
    paused = postings.length
    yield
  }
  const sorted = yield* sortByHash(postings)
  return { text, numbers, starts, ...joinNotes(documents), ...(yield* buildTable(text, sorted, scheme)) }
}

function joinNotes(documents: readonly FoldedDocument[]): Pick<Sections, 'notes'> {
  if (documents.every(({ note }) => note === undefined)) return {}
  const starts = new Uint32Array(documents.length + 1)
  for (const [i, { note }] of documents.entries()) starts[i + 1] = starts[i]! + (note?.length ?? 0)
  const bytes = new Uint8Array(starts[documents.length]!)
  for (const [i, { note }] of documents.entries()) if (note !== undefined) bytes.set(note, starts[i]!)
  return { notes: { starts, bytes } }
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
  readonly tags: Uint32Array
  readonly at: Uint32Array
}

/** Stable radix sort, 11 bits a pass: equal hashes keep their positions ascending. */
function* sortByHash(postings: Postings): Generator<void, Sorted> {
  const count = postings.length
  let from: Sorted = {
    hashes: postings.hashes.view(),
    tags: postings.tags.view(),
    at: postings.at.view(),
  }
  let to: Sorted = {
    hashes: new Uint32Array(count),
    tags: new Uint32Array(count),
    at: new Uint32Array(count),
  }
  for (const shift of [0, 11, 22]) {
    sortPass(from, to, shift)
    ;[from, to] = [to, from]
    yield
  }
  return from
}

function sortPass(from: Sorted, to: Sorted, shift: number): void {
  const next = new Uint32Array(2049)
  const { hashes, tags, at } = from
  for (let i = 0; i < at.length; i++) next[((hashes[i]! >>> shift) & 2047) + 1]!++
  for (let i = 0; i < 2048; i++) next[i + 1]! += next[i]!
  for (let i = 0; i < at.length; i++) {
    const hash = hashes[i]!
    const place = next[(hash >>> shift) & 2047]!++
    to.hashes[place] = hash
    to.tags[place] = tags[i]!
    to.at[place] = at[i]!
  }
}

type Table = Pick<Sections, 'lines' | 'posBits' | 'kgrams' | 'table' | 'clusters' | 'filter'>

function* buildTable(text: Uint8Array, sorted: Sorted, scheme: Scheme): Generator<void, Table> {
  const clusters = new ClusterBuilder(text, scheme)
  const distinct = new DistinctKgrams(text, sorted, scheme.k, clusters)
  while (distinct.advance(STRIDE)) yield
  const lines = Math.max(1, Math.ceil(distinct.count / (16 * LOAD)))
  const posBits = Math.max(4, 32 - Math.clz32((text.length >>> 4) + 1))
  const table = fillTable(distinct, lines, posBits)
  yield
  const { hashes, tags, count } = distinct
  const filter = buildFilter(hashes.subarray(0, count), tags.subarray(0, count), scheme)
  yield
  return { lines, posBits, kgrams: count, table, filter, clusters: clusters.finish() }
}

/** First position of each distinct k-gram in hash order, and whether there are more. Compacts in place. */
class DistinctKgrams {
  count = 0
  readonly hashes: Uint32Array
  readonly tags: Uint32Array
  readonly at: Uint32Array
  readonly many: Uint8Array
  readonly #text: Uint8Array
  readonly #k: number
  readonly #clusters: ClusterBuilder
  #read = 0

  constructor(text: Uint8Array, sorted: Sorted, k: number, clusters: ClusterBuilder) {
    this.hashes = sorted.hashes
    this.tags = sorted.tags
    this.at = sorted.at
    this.many = new Uint8Array(sorted.at.length)
    this.#text = text
    this.#k = k
    this.#clusters = clusters
  }

  /** Handles about `stride` more; false when all are done. */
  advance(stride: number): boolean {
    const { hashes, tags, at } = this
    const until = Math.min(at.length, this.#read + stride)
    while (this.#read < until) {
      const from = this.#read
      let to = from + 1
      while (to < at.length && hashes[to] === hashes[from]) to++
      this.#read = to
      if (to === from + 1) this.#put(hashes[from]!, tags[from]!, at[from]!, 0)
      else this.#split(hashes[from]!, tags.slice(from, to), [...at.subarray(from, to)])
    }
    return this.#read < at.length
  }

  /** Equal hashes are nearly always equal k-grams; this makes sure. */
  #split(hash: number, tags: Uint32Array, positions: readonly number[]): void {
    for (let rest = positions; rest.length > 0; ) {
      const first = rest[0]!
      const same = rest.filter((position) => sameKgram(this.#text, first, position, this.#k))
      this.#put(hash, tags[positions.indexOf(first)]!, first, same.length > 1 ? 1 : 0)
      if (same.length > 1) this.#clusters.add(same)
      if (same.length === rest.length) return
      rest = rest.filter((position) => !sameKgram(this.#text, first, position, this.#k))
    }
  }

  #put(hash: number, tag: number, position: number, many: number): void {
    this.hashes[this.count] = hash
    this.tags[this.count] = tag
    this.at[this.count] = position
    this.many[this.count] = many
    this.count++
  }
}

function fillTable(
  { hashes, tags, at, many, count }: DistinctKgrams,
  lines: number,
  posBits: number,
): Uint32Array {
  let slots = 0
  for (let i = 0; i < count; i++) slots = Math.max(slots, 16 * lineOf(hashes[i]!, lines)) + 1
  // One slot more: a look-up must end.
  const table = new Uint32Array(16 * Math.ceil((Math.max(slots, 16 * lines) + 1) / 16)).fill(EMPTY)
  let cursor = 0
  for (let i = 0; i < count; i++) {
    cursor = Math.max(cursor, 16 * lineOf(hashes[i]!, lines))
    table[cursor++] = slotOf(tags[i]!, many[i]!, at[i]!, posBits)
  }
  return table
}

function sameKgram(text: Uint8Array, a: number, b: number, k: number): boolean {
  for (let i = 0; i < k; i++) if (text[a + i] !== text[b + i]) return false
  return true
}
