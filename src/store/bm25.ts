import type { Partition, Partitions } from './partitions.js'
import type { RowTable } from './rows.js'

/** Robertson's saturation and length normalization, at the values that Anserini found to carry over. */
export const K1 = 0.9
export const B = 0.4

/** Weight of a term that `df` of `count` chunks hold. Positive always. */
export function inverseDocumentFrequency(count: number, df: number): number {
  return Math.log(1 + (count - df + 0.5) / (df + 0.5))
}

/** What one term adds to the score of a chunk, but for the term's weight. */
export function saturation(frequency: number, tokens: number, averageTokens: number): number {
  return frequency / (frequency + K1 * (1 - B + (B * tokens) / averageTokens))
}

/** Distinct query terms in the order of their first occurrence, with how often they occur. */
export function queryTerms(terms: readonly string[]): ReadonlyMap<string, number> {
  const counted = new Map<string, number>()
  for (const term of terms) counted.set(term, (counted.get(term) ?? 0) + 1)
  return counted
}

interface QueryTerm {
  readonly number: number
  readonly repetitions: number
  df: number
}

/** Scores of one search, by row. Reused by the next one: `clear` costs what was touched. */
export class LexicalScores {
  scores = new Float64Array(0)
  readonly matches = new TermMatches()
  readonly #touched: number[] = []
  highest = 0
  #without: ReadonlySet<number> = new Set()

  prepare(rows: number, without: ReadonlySet<number>): void {
    this.#without = without
    for (const row of this.#touched) this.scores[row] = 0
    this.#touched.length = 0
    this.highest = 0
    this.matches.size = 0
    if (rows > this.scores.length) this.scores = new Float64Array(rows * 2)
  }

  add(row: number, score: number): void {
    if (this.#without.size > 0 && this.#without.has(row)) return
    const before = this.scores[row]!
    if (before === 0) this.#touched.push(row)
    const after = before + score
    this.scores[row] = after
    if (after > this.highest) this.highest = after
  }
}

/** Triples (row, term of the query, frequency). Reused by the next search: many of them would be garbage each time. */
class TermMatches {
  triples = new Int32Array(3 * 1024)
  size = 0

  add(row: number, position: number, frequency: number): void {
    const { size } = this
    if (size === this.triples.length) {
      const larger = new Int32Array(size * 2)
      larger.set(this.triples)
      this.triples = larger
    }
    this.triples[size] = row
    this.triples[size + 1] = position
    this.triples[size + 2] = frequency
    this.size = size + 3
  }
}

/** A bit per term number modulo its size: most terms of a row are dismissed by one look. */
const SIEVE = 4096

/**
 * BM25 of every permitted chunk over the permitted chunks' statistics. First all document frequencies are
 * summed, then scores are added in the order of the query's terms, so that no bit of a score depends on what
 * other partitions hold or on how this one is organized. The rows `without` count as not there.
 */
export function scoreLexically(
  partitions: Partitions,
  opened: readonly Partition[],
  terms: readonly string[],
  into: LexicalScores,
  without: ReadonlySet<number> = new Set(),
): void {
  const { table, vocabulary } = partitions
  into.prepare(table.size, without)
  const query: QueryTerm[] = []
  for (const [term, repetitions] of queryTerms(terms)) {
    const number = vocabulary.find(term)
    if (number !== undefined) query.push({ number, repetitions, df: 0 })
  }
  if (query.length === 0) return

  let count = 0
  let tokens = 0
  for (const partition of opened) {
    count += partition.rows.length
    tokens += partition.tokens
    if (partition.lexical === undefined) continue
    for (const term of query) term.df += partition.lexical.get(term.number)?.live ?? 0
  }
  const { matches } = into
  findInSmallPartitions(partitions, opened, query, matches)
  for (const row of without) {
    count -= 1
    tokens -= table.tokens[row]!
    for (const term of query) if (holds(table.terms[row]!, term.number)) term.df -= 1
  }
  if (tokens === 0) return

  const average = tokens / count
  const weights = query.map((term) => term.repetitions * inverseDocumentFrequency(count, term.df))
  const { triples, size } = matches
  for (let i = 0; i < size; i += 3) {
    const row = triples[i]!
    into.add(row, weights[triples[i + 1]!]! * saturation(triples[i + 2]!, table.tokens[row]!, average))
  }
  for (const partition of opened) {
    const { lexical, label } = partition
    if (lexical === undefined) continue
    for (const [i, term] of query.entries()) {
      const postings = lexical.get(term.number)
      if (postings === undefined) continue
      const { pairs, size } = postings
      const weight = weights[i]!
      for (let at = 0; at < size; at += 2) {
        const row = pairs[at]!
        if (table.label[row] !== label) continue
        into.add(row, weight * saturation(pairs[at + 1]!, table.tokens[row]!, average))
      }
    }
  }
}

/** Whether a term is among the pairs (term, frequency). */
function holds(pairs: Int32Array, term: number): boolean {
  for (let at = 0; at < pairs.length; at += 2) if (pairs[at] === term) return true
  return false
}

/** Postings that are read in the time in which the terms of one row are looked through. */
const POSTINGS_PER_ROW = 64

/**
 * The query's terms in partitions without an index of their own, those of one row in query order. Few rows are
 * looked through, many are found in the postings that all such partitions share; both find the same.
 */
function findInSmallPartitions(
  partitions: Partitions,
  opened: readonly Partition[],
  query: readonly QueryTerm[],
  matches: TermMatches,
): void {
  let rows = 0
  for (const partition of opened) if (partition.lexical === undefined) rows += partition.rows.length
  if (rows === 0) return
  let postings = 0
  for (const { number } of query) postings += (partitions.gathered.get(number)?.size ?? 0) / 3
  if (rows * POSTINGS_PER_ROW < postings) lookThrough(partitions.table, opened, query, matches)
  else lookUp(partitions, opened, query, matches)
}

function lookUp(
  partitions: Partitions,
  opened: readonly Partition[],
  query: readonly QueryTerm[],
  matches: TermMatches,
): void {
  const { gathered, table, labels } = partitions
  const open = new Uint8Array(labels)
  for (const { label, lexical } of opened) if (lexical === undefined) open[label] = 1
  for (const [position, term] of query.entries()) {
    const found = gathered.get(term.number)
    if (found === undefined) continue
    const { triples, size } = found
    for (let at = 0; at < size; at += 3) {
      const label = triples[at]!
      if (open[label] === 0) continue
      const row = triples[at + 1]!
      if (table.label[row] !== label) continue
      term.df += 1
      matches.add(row, position, triples[at + 2]!)
    }
  }
}

function lookThrough(
  table: RowTable,
  opened: readonly Partition[],
  query: readonly QueryTerm[],
  matches: TermMatches,
): void {
  const positions = new Map(query.map((term, i) => [term.number, i]))
  const sieve = new Uint8Array(SIEVE)
  for (const { number } of query) sieve[number % SIEVE] = 1
  for (const partition of opened) {
    if (partition.lexical !== undefined) continue
    for (const row of partition.rows) {
      const terms = table.terms[row]!
      const start = matches.size
      for (let i = 0; i < terms.length; i += 2) {
        const term = terms[i]!
        if (sieve[term & (SIEVE - 1)] === 0) continue
        const position = positions.get(term)
        if (position === undefined) continue
        query[position]!.df += 1
        insertByTerm(matches, start, row, position, terms[i + 1]!)
      }
    }
  }
}

/** Keeps the matches of one row in query order: additions then happen in the same order everywhere. */
function insertByTerm(
  matches: TermMatches,
  start: number,
  row: number,
  position: number,
  frequency: number,
): void {
  let at = matches.size
  matches.add(row, position, frequency)
  const { triples } = matches
  while (at > start && triples[at - 2]! > position) {
    triples[at + 1] = triples[at - 2]!
    triples[at + 2] = triples[at - 1]!
    at -= 3
  }
  triples[at + 1] = position
  triples[at + 2] = frequency
}
