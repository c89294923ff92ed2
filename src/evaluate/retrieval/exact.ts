import type { Embedder } from '../../core/ports.js'
import { LEXICAL_SHARE } from '../../store/rank.js'
import { splitDocument } from '../../text/split.js'
import { lexicalTerms } from '../../text/words.js'
import type { CorpusDocument } from './corpus.js'

/**
 * The exact answer to a query for a reader, computed the plain way: score every chunk of every document that
 * the reader may read, and sort. It shares with the store what a text's terms and vector are and how the two
 * halves weigh, and states the rest anew: BM25 (k1 0.9, b 0.4, statistics of the permitted chunks alone, divided
 * by the best permitted chunk's) and cosine.
 */
export interface ExactIndex {
  readonly chunks: readonly ExactChunk[]
  query(text: string): Promise<ExactQuery>
  /** Scores of all permitted chunks. */
  score(query: ExactQuery, permitted: ReadonlySet<string>): ExactRanking
}

export interface ExactChunk {
  readonly id: string
  readonly document: string
}

export interface ExactQuery {
  readonly terms: ReadonlyMap<string, number>
  readonly vector: Float32Array
}

export interface ExactRanking {
  /** Chunk ids, best first, with their scores. */
  readonly best: readonly (ExactChunk & { readonly score: number })[]
  scoreOf(chunk: string): number | undefined
  readonly permittedChunks: number
}

const K1 = 0.9
const B = 0.4

interface Entry extends ExactChunk {
  readonly tokens: number
  readonly vector: Float32Array
}

export async function createExactIndex(
  documents: readonly CorpusDocument[],
  embedder: Embedder,
  progress: (done: number) => void = () => {},
): Promise<ExactIndex> {
  const entries: Entry[] = []
  const numbers = new Map<string, number>()
  /** Term → chunk numbers and how often it stands there, alternating. */
  const postings = new Map<string, number[]>()
  for (const [done, { id, title, text }] of documents.entries()) {
    const pieces = splitDocument(text).map((piece) => `${title}\n${piece}`)
    const vectors = await embedder.embedDocuments(pieces)
    for (const [ordinal, piece] of pieces.entries()) {
      const number = entries.length
      const terms = lexicalTerms(piece)
      for (const [term, frequency] of counted(terms)) {
        const posted = postings.get(term)
        if (posted === undefined) postings.set(term, [number, frequency])
        else posted.push(number, frequency)
      }
      numbers.set(`${id}#${ordinal}`, number)
      entries.push({
        id: `${id}#${ordinal}`,
        document: id,
        tokens: terms.length,
        vector: unit(vectors[ordinal]!),
      })
    }
    if (done % 100 === 0) progress(done)
  }

  function score({ terms, vector }: ExactQuery, permitted: ReadonlySet<string>): ExactRanking {
    const open = entries.map(({ document }) => permitted.has(document))
    let count = 0
    let tokens = 0
    for (const [i, entry] of entries.entries()) {
      if (!open[i]) continue
      count += 1
      tokens += entry.tokens
    }
    const lexical = new Float64Array(entries.length)
    for (const [term, repetitions] of terms) {
      const posted = postings.get(term) ?? []
      let df = 0
      for (let i = 0; i < posted.length; i += 2) if (open[posted[i]!]) df += 1
      const idf = Math.log(1 + (count - df + 0.5) / (df + 0.5))
      for (let i = 0; i < posted.length; i += 2) {
        const number = posted[i]!
        if (!open[number]) continue
        const frequency = posted[i + 1]!
        const length = 1 - B + (B * entries[number]!.tokens * count) / tokens
        lexical[number]! += (repetitions * idf * frequency) / (frequency + K1 * length)
      }
    }
    const highest = lexical.reduce((a, b) => Math.max(a, b), 0)
    const fused = (i: number) =>
      (highest > 0 ? (LEXICAL_SHARE * lexical[i]!) / highest : 0) +
      (1 - LEXICAL_SHARE) * cosine(vector, entries[i]!.vector)
    const scores = new Float64Array(entries.length)
    const ranked: number[] = []
    for (let i = 0; i < entries.length; i++) {
      if (!open[i]) continue
      scores[i] = fused(i)
      ranked.push(i)
    }
    ranked.sort((a, b) => scores[b]! - scores[a]! || (entries[a]!.id < entries[b]!.id ? -1 : 1))
    return {
      best: ranked
        .slice(0, 100)
        .map((i) => ({ id: entries[i]!.id, document: entries[i]!.document, score: scores[i]! })),
      scoreOf(chunk) {
        const number = numbers.get(chunk)
        return number === undefined || !open[number] ? undefined : scores[number]
      },
      permittedChunks: count,
    }
  }

  return {
    chunks: entries,
    score,
    query: async (text) => ({
      terms: counted(lexicalTerms(text)),
      vector: unit(await embedder.embedQuery(text)),
    }),
  }
}

/** Sums of the same numbers in another order differ in their last bits; scores this close are equal. */
const TIE = 1e-6

/** Share of the exact top `k` that was found; one of two chunks with equal scores is as good as the other. */
export function exactRecall(found: readonly string[], exact: ExactRanking, k: number): number {
  const wanted = exact.best.slice(0, k)
  const last = wanted.at(-1)
  if (last === undefined) return Number.NaN
  const right = [...new Set(found.slice(0, k))].filter(
    (id) => (exact.scoreOf(id) ?? -Infinity) >= last.score - TIE,
  )
  return Math.min(wanted.length, right.length) / wanted.length
}

function counted(terms: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
  return counts
}

function unit(vector: readonly number[]): Float32Array {
  const length = Math.hypot(...vector)
  return Float32Array.from(vector, (value) => (length > 0 ? value / length : 0))
}

function cosine(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}
