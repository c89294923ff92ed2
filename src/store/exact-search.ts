import type { ChunkQuery, ScoredChunk } from '../core/ports.js'
import type { Entitlements } from '../core/types.js'
import { assertEntitlements } from '../labels/entitle.js'
import { lexicalTerms } from '../text/words.js'
import { inverseDocumentFrequency, queryTerms, saturation } from './bm25.js'
import { chunkId } from './chunk-id.js'
import { checkQuery, queryVector } from './chunk-store.js'
import { type Database, decodeText } from './database.js'
import type { DocumentEntry } from './documents.js'
import { chunkTerms, decodeVector, type Mirror } from './mirror.js'
import { fuse } from './rank.js'
import { dot } from './vectors.js'

interface Candidate {
  readonly document: DocumentEntry
  readonly ordinal: number
  readonly text: string
  readonly frequencies: ReadonlyMap<string, number>
  readonly tokens: number
  readonly cosine: number
}

/**
 * The definition of a search, without partitions, graphs or scratch space: read every permitted chunk, count
 * its terms, compare its vector, sort. What `ChunkStore.search` returns is measured against this.
 */
export function searchExactly(
  { database, mirror }: { readonly database: Database; readonly mirror: Mirror },
  query: ChunkQuery,
  entitlements: Entitlements,
): ScoredChunk[] {
  assertEntitlements(entitlements)
  const terms = queryTerms(lexicalTerms(checkQuery(query)))
  const { dimension } = mirror
  const vector = queryVector(query.vector, dimension)
  const open = [...permitted(database, mirror, entitlements)]
  const candidates = open
    .filter(({ document }) => query.without?.(document) !== true)
    .map(({ document, row }): Candidate => {
      const [ordinal, stored, bytes] = row
      const text = decodeText(stored)
      const words = chunkTerms(document.title, text)
      const unit = bytes instanceof Uint8Array ? decodeVector(bytes, dimension) : undefined
      return {
        document,
        ordinal: Number(ordinal),
        text,
        frequencies: queryTerms(words),
        tokens: words.length,
        cosine: vector === undefined || unit === undefined ? 0 : dot(vector, unit, 0),
      }
    })

  const average = candidates.reduce((sum, { tokens }) => sum + tokens, 0) / candidates.length
  const weights = [...terms].map(([term, repetitions]) => {
    const df = candidates.filter(({ frequencies }) => frequencies.has(term)).length
    return { term, weight: repetitions * inverseDocumentFrequency(candidates.length, df) }
  })
  const lexical = candidates.map(({ frequencies, tokens }) =>
    weights.reduce((sum, { term, weight }) => {
      const frequency = frequencies.get(term)
      return frequency === undefined ? sum : sum + weight * saturation(frequency, tokens, average)
    }, 0),
  )
  const highest = lexical.reduce((a, b) => Math.max(a, b), 0)

  return candidates
    .map(({ document, ordinal, text, cosine }, i): ScoredChunk => {
      const { number, id, uri, label, kind, license, title } = document
      return {
        id: chunkId(id, ordinal),
        document: { number, id, uri, label, kind, ...(license === undefined ? {} : { license }) },
        ...(title === undefined ? {} : { title }),
        text,
        label,
        score: fuse(lexical[i]!, highest, cosine),
      }
    })
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    .slice(0, query.k)
}

function* permitted(database: Database, mirror: Mirror, entitlements: Entitlements) {
  const pieces = database.statement(
    `SELECT p.ordinal, p.text, v.vector FROM pieces p
     LEFT JOIN vectors v ON v.document = p.document AND v.ordinal = p.ordinal AND v.generation = ?
     WHERE p.document = ? ORDER BY p.ordinal`,
  )
  for (const document of mirror.documents.entries()) {
    if (!document.retrievable || !entitlements.permits(document.label)) continue
    for (const row of pieces.all(mirror.vectors.generation, document.number)) yield { document, row }
  }
}
