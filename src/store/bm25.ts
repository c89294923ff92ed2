import type { Vocabulary } from './lexical-partition.js'
import type { Partition } from './partitions.js'
import type { RowTable } from './rows.js'

/** Robertson's saturation and length normalisation, at the values that Anserini found to carry over. */
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
  readonly #touched: number[] = []
  highest = 0

  prepare(rows: number): void {
    for (const row of this.#touched) this.scores[row] = 0
    this.#touched.length = 0
    this.highest = 0
    if (rows > this.scores.length) this.scores = new Float64Array(rows * 2)
  }

  add(row: number, score: number): void {
    const before = this.scores[row]!
    if (before === 0) this.#touched.push(row)
    const after = before + score
    this.scores[row] = after
    if (after > this.highest) this.highest = after
  }
}

/** A bit per term number modulo its size: most terms of a row are dismissed by one look. */
const SIEVE = 4096

/**
 * BM25 of every permitted chunk over the permitted chunks' statistics. First all document frequencies are
 * summed, then scores are added in the order of the query's terms, so that no bit of a score depends on what
 * other partitions hold or on how this one is organised.
 */
export function scoreLexically(
  table: RowTable,
  vocabulary: Vocabulary,
  opened: readonly Partition[],
  terms: readonly string[],
  into: LexicalScores,
): void {
  into.prepare(table.size)
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
  const hits = lookThrough(table, opened, query)
  if (tokens === 0) return

  const average = tokens / count
  const weights = query.map((term) => term.repetitions * inverseDocumentFrequency(count, term.df))
  for (let i = 0; i < hits.length; i += 3) {
    const row = hits[i]!
    into.add(row, weights[hits[i + 1]!]! * saturation(hits[i + 2]!, table.tokens[row]!, average))
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

/** Finds the query's terms in partitions without an inverted index: triples (row, term of query, frequency). */
function lookThrough(table: RowTable, opened: readonly Partition[], query: readonly QueryTerm[]): number[] {
  const positions = new Map(query.map((term, i) => [term.number, i]))
  const sieve = new Uint8Array(SIEVE)
  for (const { number } of query) sieve[number % SIEVE] = 1
  const hits: number[] = []
  for (const partition of opened) {
    if (partition.lexical !== undefined) continue
    for (const row of partition.rows) {
      const terms = table.terms[row]!
      const start = hits.length
      for (let i = 0; i < terms.length; i += 2) {
        const term = terms[i]!
        if (sieve[term & (SIEVE - 1)] === 0) continue
        const position = positions.get(term)
        if (position === undefined) continue
        query[position]!.df += 1
        insertByTerm(hits, start, row, position, terms[i + 1]!)
      }
    }
  }
  return hits
}

/** Keeps the hits of one row in query order: additions then happen in the same order everywhere. */
function insertByTerm(hits: number[], start: number, row: number, position: number, frequency: number): void {
  let at = hits.length
  hits.push(row, position, frequency)
  while (at > start && hits[at - 2]! > position) {
    hits[at + 1] = hits[at - 2]!
    hits[at + 2] = hits[at - 1]!
    at -= 3
  }
  hits[at + 1] = position
  hits[at + 2] = frequency
}
