import type { Partitions } from './partitions.js'
import { FoundRows } from './postings.js'
import type { View } from './views.js'

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

/** Scores of one search, by row. Reused by the next one: `prepare` costs what was touched. */
export class LexicalScores {
  scores = new Float64Array(0)
  readonly found = new FoundRows()
  /** The rows that hold a term of the query: the first `touchedRows`. */
  touched = new Int32Array(1024)
  touchedRows = 0
  highest = 0

  prepare(rows: number): void {
    for (let i = 0; i < this.touchedRows; i++) this.scores[this.touched[i]!] = 0
    this.touchedRows = 0
    this.highest = 0
    this.found.size = 0
    if (rows > this.scores.length) this.scores = new Float64Array(rows * 2)
  }

  add(row: number, score: number): void {
    const before = this.scores[row]!
    if (before === 0) this.#touch(row)
    const after = before + score
    this.scores[row] = after
    if (after > this.highest) this.highest = after
  }

  #touch(row: number): void {
    if (this.touchedRows === this.touched.length) {
      const larger = new Int32Array(this.touchedRows * 2)
      larger.set(this.touched)
      this.touched = larger
    }
    this.touched[this.touchedRows++] = row
  }
}

/**
 * BM25 of every permitted chunk over the permitted chunks' statistics. First all document frequencies are counted, then
 * scores are added in the order of the query's terms, so that no bit of a score depends on what other labels hold or on how
 * postings lie. The rows `without` count as not there.
 */
export function scoreLexically(
  partitions: Partitions,
  view: View,
  terms: readonly string[],
  into: LexicalScores,
  without: ReadonlySet<number> = new Set(),
): void {
  const { table, vocabulary, postings } = partitions
  into.prepare(table.size)
  let { rows: count, tokens } = view
  for (const row of without) {
    count -= 1
    tokens -= table.tokens[row]!
  }
  if (tokens <= 0) return
  const { found } = into
  const query: { readonly repetitions: number; readonly from: number; readonly to: number }[] = []
  for (const [term, repetitions] of queryTerms(terms)) {
    const number = vocabulary.find(term)
    const from = found.size
    if (number !== undefined) postings.get(number)?.find(view, table, without, found)
    if (found.size > from) query.push({ repetitions, from, to: found.size })
  }

  const average = tokens / count
  const { pairs } = found
  const { tokens: lengths } = table
  for (const { repetitions, from, to } of query) {
    const weight = repetitions * inverseDocumentFrequency(count, (to - from) / 2)
    for (let at = from; at < to; at += 2) {
      const row = pairs[at]!
      into.add(row, weight * saturation(pairs[at + 1]!, lengths[row]!, average))
    }
  }
}
