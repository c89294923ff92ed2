import { FirewallError } from '../core/errors.js'
import { LIMITS } from '../core/limits.js'
import type { ChunkQuery, ChunkStore, ScoredChunk, StoredChunk } from '../core/ports.js'
import type { Entitlements } from '../core/types.js'
import { assertEntitlements } from '../labels/entitle.js'
import { lexicalTerms } from '../text/words.js'
import { chunkId, parseChunkId } from './chunk-id.js'
import { type Database, decodeText } from './database.js'
import type { DocumentEntry } from './documents.js'
import type { Mirror } from './mirror.js'
import { type Ranked, Ranker } from './rank.js'
import { normalizeVector } from './vectors.js'

/** How often a search is repeated because another process deleted what it had found. */
const ATTEMPTS = 3

/** The embedded store's chunks: ranked in memory over the permitted partitions, texts read when returned. */
export function createChunkStore(options: {
  readonly database: Database
  readonly mirror: Mirror
  /** Throws when the store is closed or broken. */
  readonly usable: () => void
}): ChunkStore {
  const { database, mirror, usable } = options
  const ranker = new Ranker(mirror)

  function read(entry: DocumentEntry, ordinal: number): StoredChunk | undefined {
    const row = database
      .statement('SELECT text FROM pieces WHERE document = ? AND ordinal = ?')
      .get(entry.number, ordinal)
    if (row === undefined) return undefined
    const { number, id, uri, label, kind, license, title } = entry
    return {
      id: chunkId(id, ordinal),
      document: { number, id, uri, label, kind, ...(license === undefined ? {} : { license }) },
      ...(title === undefined ? {} : { title }),
      text: decodeText(row[0]),
      label,
    }
  }

  /** Undefined when a chunk is gone from the database: another process was faster than our memory. */
  function readAll(ranked: readonly Ranked[]): ScoredChunk[] | undefined {
    const chunks: ScoredChunk[] = []
    for (const { document, ordinal, score } of ranked) {
      const chunk = read(document, ordinal)
      if (chunk === undefined) return undefined
      chunks.push({ ...chunk, score })
    }
    return chunks
  }

  return {
    async search(query, entitlements) {
      assertEntitlements(entitlements)
      usable()
      const terms = lexicalTerms(checkQuery(query))
      const vector = queryVector(query.vector, mirror.dimension)
      for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
        const ranked = ranker.rank(entitlements.labels, {
          terms,
          k: query.k,
          ...(vector === undefined ? {} : { vector }),
          ...(query.without === undefined ? {} : { without: query.without }),
        })
        const chunks = readAll(ranked)
        if (chunks !== undefined) return chunks
        mirror.follow()
      }
      throw new FirewallError('store-failed', 'documents were deleted faster than they could be read', {
        help: 'try again',
      })
    },

    async get(id, entitlements) {
      assertEntitlements(entitlements)
      usable()
      const parsed = parseChunkId(id)
      const entry = parsed && mirror.documents.byId(parsed.documentId)
      if (parsed === undefined || entry === undefined || !mayRead(entry, entitlements)) return undefined
      return read(entry, parsed.ordinal)
    },
  }
}

function mayRead(entry: DocumentEntry, entitlements: Entitlements): boolean {
  return entry.retrievable && entitlements.permits(entry.label)
}

/** Throws `query-invalid`, `query-too-long`, `option-invalid`. */
export function checkQuery(query: ChunkQuery): string {
  if (typeof query.text !== 'string') throw new FirewallError('query-invalid', 'the query is not a string')
  if (query.text.length > LIMITS.queryLength) {
    throw new FirewallError('query-too-long', `a query has at most ${LIMITS.queryLength} characters`)
  }
  if (!Number.isInteger(query.k) || query.k < 1 || query.k > LIMITS.retrievedChunks) {
    throw new FirewallError('option-invalid', `k is a whole number from 1 to ${LIMITS.retrievedChunks}`)
  }
  return query.text
}

/** Without stored vectors there is nothing to compare with. Throws `embedder-invalid`. */
export function queryVector(
  vector: Float32Array | undefined,
  dimension: number | undefined,
): Float32Array | undefined {
  if (vector === undefined) return undefined
  const unit = normalizeVector(vector, dimension)
  return dimension === undefined ? undefined : unit
}
