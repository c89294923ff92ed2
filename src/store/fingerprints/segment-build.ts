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
  const positions = new Numbers(Math.ceil(text.length / 10) + 16)
  let paused = 0
  for (let i = 0; i < numbers.length; i++) {
    winnow(text, starts[i]!, starts[i + 1]! - 1, scheme, positions)
    if (positions.length - paused < STRIDE) continue
    paused = positions.length
    yield
  }
  const hasher = new KgramHasher(scheme)
  const at = positions.view()
  const hashes = new Uint32Array(at.length)
  for (let i = 0; i < at.length; i++) {
    hashes[i] = hasher.hash(text, at[i]!)
    if (i % STRIDE === 0) yield
  }
  const sorted = yield* sortByHash(hashes, at)
  return { text, numbers, starts, ...(yield* buildTable(text, sorted, scheme)) }
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

function* buildTable(text: Uint8Array, { hashes, at }: Sorted, scheme: Scheme): Generator<void, Table> {
  const clusters = new ClusterBuilder(text, scheme)
  /** First position of each distinct k-gram, in hash order, and whether there are more. */
  const firsts = new Uint32Array(at.length)
  const firstHashes = new Uint32Array(at.length)
  const many = new Uint8Array(at.length)
  let kgrams = 0
  let paused = 0
  for (let i = 0; i < at.length; ) {
    let j = i + 1
    while (j < at.length && hashes[j] === hashes[i]) j++
    let rest: readonly number[] = j === i + 1 ? [at[i]!] : [...at.subarray(i, j)]
    while (rest.length > 0) {
      const first = rest[0]!
      const same =
        rest.length === 1 ? rest : rest.filter((position) => sameKgram(text, first, position, scheme.k))
      rest =
        same.length === rest.length
          ? []
          : rest.filter((position) => !sameKgram(text, first, position, scheme.k))
      firsts[kgrams] = first
      firstHashes[kgrams] = hashes[i]!
      if (same.length > 1) {
        many[kgrams] = 1
        clusters.add(same)
      }
      kgrams++
    }
    i = j
    if (i - paused < STRIDE) continue
    paused = i
    yield
  }
  const lines = Math.max(1, Math.ceil(kgrams / (16 * LOAD)))
  const posBits = Math.max(4, 32 - Math.clz32((text.length >>> 4) + 1))
  const slots: number = yield* countSlots(firstHashes, kgrams, lines)
  const table = new Uint32Array(16 * Math.ceil((slots + 1) / 16)).fill(EMPTY)
  const hasher = new KgramHasher(scheme)
  let cursor = 0
  for (let i = 0; i < kgrams; i++) {
    cursor = Math.max(cursor, 16 * lineOf(firstHashes[i]!, lines))
    hasher.hash(text, firsts[i]!)
    table[cursor++] = slotOf(hasher.tag, many[i]!, firsts[i]!, posBits)
    if (i % STRIDE === 0) yield
  }
  return { lines, posBits, kgrams, table, clusters: clusters.finish() }
}

/** How many slots the table needs with its overflow behind the last line. */
function* countSlots(hashes: Uint32Array, count: number, lines: number): Generator<void, number> {
  let cursor = 0
  for (let i = 0; i < count; i++) cursor = Math.max(cursor, 16 * lineOf(hashes[i]!, lines)) + 1
  yield
  return Math.max(cursor, 16 * lines)
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
