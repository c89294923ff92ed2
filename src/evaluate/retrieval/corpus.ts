import { basename, join } from 'node:path'
import { splitDocument } from '../../text/split.js'
import { CORPUS, QREL, QUERY, readAll } from '../datasets.js'
import type { Random } from '../random.js'

export interface CorpusDocument {
  readonly id: string
  readonly title: string
  readonly text: string
}

export interface CorpusQuery {
  readonly id: string
  readonly text: string
  /** Right documents and how right they are; empty when the set does not say. */
  readonly grades: ReadonlyMap<string, number>
}

export interface Corpus {
  readonly name: string
  readonly documents: readonly CorpusDocument[]
  readonly queries: readonly CorpusQuery[]
}

/** Directories with `corpus.jsonl`, `queries.jsonl` and `qrels.jsonl`, as one corpus. `limit` documents of each. */
export async function readCorpus(paths: readonly string[], limit: number): Promise<Corpus> {
  const documents: CorpusDocument[] = []
  const queries: CorpusQuery[] = []
  for (const path of paths) {
    const own = await readAll(join(path, 'corpus.jsonl'), CORPUS, limit)
    const ids = new Set(own.map(({ id }) => id))
    const grades = new Map<string, Map<string, number>>()
    for (const { query, doc, score } of await readAll(join(path, 'qrels.jsonl'), QREL)) {
      if (!ids.has(doc)) continue
      const graded = grades.get(query) ?? new Map<string, number>()
      grades.set(query, graded.set(doc, score))
    }
    documents.push(...own)
    for (const { id, text } of await readAll(join(path, 'queries.jsonl'), QUERY)) {
      const graded = grades.get(id)
      if (graded !== undefined) queries.push({ id, text, grades: graded })
    }
  }
  return { name: paths.map((path) => basename(path)).join('+'), documents, queries }
}

/** Share of words replaced in a grown copy: of a run of 39 folded bytes, 7 words, one in twenty stays whole. */
const SUBSTITUTED = 0.35

/**
 * More documents of the same kind: copies with words substituted by words of the same corpus, drawn as often as they
 * occur (docs/decisions.md#corpora-for-speed). Grows until there are `chunks` chunks and `documents` documents.
 */
export function growCorpus(
  corpus: Corpus,
  least: { documents: number; chunks: number },
  random: Random,
): Corpus {
  const documents = [...corpus.documents]
  let chunks = documents.reduce((sum, { text }) => sum + splitDocument(text).length, 0)
  if (documents.length >= least.documents && chunks >= least.chunks) return corpus
  const segmented = corpus.documents.map(({ text }) => segment(text))
  const words = segmented.flatMap((parts) => parts.filter(({ word }) => word).map(({ text }) => text))
  for (let copy = 1; ; copy++) {
    for (const [i, original] of corpus.documents.entries()) {
      if (documents.length >= least.documents && chunks >= least.chunks) return { ...corpus, documents }
      const text = segmented[i]!.map((part) =>
        part.word && random.chance(SUBSTITUTED) ? random.pick(words) : part.text,
      ).join('')
      documents.push({ id: `${original.id}~${copy}`, title: original.title, text })
      chunks += splitDocument(text).length
    }
  }
}

interface Part {
  readonly text: string
  readonly word: boolean
}

const segmenter = new Intl.Segmenter('und', { granularity: 'word' })

function segment(text: string): Part[] {
  return Array.from(segmenter.segment(text), ({ segment, isWordLike }) => ({
    text: segment,
    word: isWordLike === true,
  }))
}

/** Share of the windows of `bytes` bytes that occur once, over a sample: what growing by copying would drive to nothing. */
export function distinctWindows(documents: readonly CorpusDocument[], bytes: number): number {
  const counts = new Map<string, number>()
  let windows = 0
  const step = Math.max(1, Math.floor(documents.length / 4000))
  for (let d = 0; d < documents.length; d += step) {
    const encoded = Buffer.from(documents[d]!.text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''), 'utf8')
    for (let at = 0; at + bytes <= encoded.length; at += 7) {
      const window = encoded.toString('latin1', at, at + bytes)
      counts.set(window, (counts.get(window) ?? 0) + 1)
      windows += 1
    }
  }
  let once = 0
  for (const count of counts.values()) if (count === 1) once += 1
  return once / windows
}
