import type { DocumentInterface } from '@langchain/core/documents'
import { LABEL_KEY } from './tags.js'

/** The part of a LangChain vector store that is used; every one has it. */
export interface VectorStoreLike {
  /** Turns the query into a vector. */
  readonly embeddings: { embedQuery(text: string): Promise<number[]> }
  /** LangChain's name of the store; decides what filter it takes. */
  _vectorstoreType(): string
  /** The `k` nearest chunks with their scores, best first. */
  similaritySearchVectorWithScore(
    query: number[],
    k: number,
    // biome-ignore lint/suspicious/noExplicitAny: each store has a filter type of its own
    filter?: any,
  ): Promise<[DocumentInterface, number][]>
}

/**
 * How a vector store is asked for chunks of some labels only. For a store that is not among the bundled ones:
 *
 *     protect(firewall, { vectorStore, pushdown: {
 *       maxLabels: 1_000,
 *       filterFor: (labels, own) => ({ ...own, [LABEL_KEY]: { oneOf: labels } }),
 *     } })
 */
export interface PushdownFilter {
  /** Most labels one filter may carry: beyond it the store is asked for more than it should return, or not at all. */
  readonly maxLabels: number
  /** The filter, joined with the application's own if there is one. `labels` is never empty. */
  filterFor(labels: readonly string[], own?: unknown): unknown
  /** The store filters what it has ranked, so that fewer than k results do not mean that there are no more. */
  readonly afterRanking?: boolean
  /** How many chunks the store holds, where it misbehaves when asked for more. */
  size?(store: VectorStoreLike): number
  /** Runs a search with the store's own settings made fit for a filter. `search` must be called synchronously. */
  search?<Result>(store: VectorStoreLike, k: number, search: () => Result): Result
}

/** Most terms of one `terms` query (`index.max_terms_count`). */
const ELASTIC_TERMS = 65_536
/** Parameters of one statement are counted in 16 bits; some are the query's own. */
const POSTGRES_PARAMETERS = 65_000
/** Values of one `$in` (Pinecone's documented limit). */
const PINECONE_IN = 10_000
/** No documented limit; a request of a few megabytes. */
const QDRANT_ANY = 65_536

/**
 * Candidates an HNSW graph keeps while it searches. With the library's default of 10 it finds about half of the
 * best ten among 20,000 chunks of the benchmark, with 200 behind a filter 0.997, with 400 all but one in 2,000.
 */
const GRAPH_CANDIDATES = 400
/** And for each one that is wanted: of the best 40 or 160 it is to find as large a part. */
const GRAPH_CANDIDATES_EACH = 20

const bundled: Readonly<Record<string, (store: VectorStoreLike) => PushdownFilter | undefined>> = {
  memory: () => byFunction,
  hnswlib: () => hnswlib,
  pgvector: () => ({
    maxLabels: POSTGRES_PARAMETERS,
    filterFor: (labels, own) => ({ ...membersOf(own), [LABEL_KEY]: { in: labels } }),
  }),
  qdrant: (store) => ({
    maxLabels: QDRANT_ANY,
    filterFor: (labels, own) => ({
      must: [
        ...(own === undefined ? [] : [own]),
        { key: `${textOf(store, 'metadataPayloadKey', 'metadata')}.${LABEL_KEY}`, match: { any: labels } },
      ],
    }),
  }),
  // Its hybrid strategy leaves the filter out of the vector side, so that one is not asked to filter.
  elasticsearch: (store) =>
    memberOf(store, 'strategy') === undefined
      ? {
          maxLabels: ELASTIC_TERMS,
          filterFor: (labels, own) => [
            ...elasticConditions(own),
            { operator: 'terms', field: LABEL_KEY, value: labels },
          ],
        }
      : undefined,
  opensearch: () => ({
    maxLabels: ELASTIC_TERMS,
    afterRanking: true,
    filterFor: (labels, own) => ({ ...membersOf(own), [LABEL_KEY]: labels }),
  }),
  pinecone: () => ({
    maxLabels: PINECONE_IN,
    filterFor(labels, own) {
      const condition = { [LABEL_KEY]: { $in: labels } }
      return own === undefined ? condition : { $and: [own, condition] }
    },
  }),
}

/** How this store carries labels in its filters, if it is known to. */
export function bundledPushdown(store: VectorStoreLike): PushdownFilter | undefined {
  const type = store._vectorstoreType()
  return Object.hasOwn(bundled, type) ? bundled[type]!(store) : undefined
}

/** Names of the stores with a native filter. */
export const FILTERING_STORES: readonly string[] = Object.keys(bundled)

const byFunction: PushdownFilter = {
  maxLabels: Number.POSITIVE_INFINITY,
  filterFor(labels, own) {
    const asked = new Set<unknown>(labels)
    return (document: DocumentInterface) =>
      asked.has(document?.metadata?.[LABEL_KEY]) && accepts(own, document)
  },
}

const hnswlib: PushdownFilter = {
  ...byFunction,
  size: (store) => countOf(store),
  // The index is searched synchronously, so that the setting is back before anybody else searches.
  search(store, k, search) {
    const index = memberOf(store, '_index') as Partial<Graph> | undefined
    if (typeof index?.setEf !== 'function' || typeof index.getEf !== 'function') return search()
    const before = index.getEf()
    index.setEf(Math.max(before, k * GRAPH_CANDIDATES_EACH, GRAPH_CANDIDATES))
    try {
      return search()
    } finally {
      index.setEf(before)
    }
  },
}

interface Graph {
  getEf(): number
  setEf(ef: number): void
  getCurrentCount(): number
}

/** A store that was given nothing yet has no index. */
function countOf(store: VectorStoreLike): number {
  const index = memberOf(store, '_index') as Partial<Graph> | undefined
  return typeof index?.getCurrentCount === 'function' ? index.getCurrentCount() : 0
}

/**
 * The application's own filter function, called from native code: there a thrown error ends the process and a
 * promise lets everything through. Both count as no.
 */
function accepts(own: unknown, document: DocumentInterface): boolean {
  if (own === undefined) return true
  try {
    return (own as (document: DocumentInterface) => unknown)(document) === true
  } catch {
    return false
  }
}

function membersOf(own: unknown): object {
  return typeof own === 'object' && own !== null ? own : {}
}

function elasticConditions(own: unknown): readonly object[] {
  if (Array.isArray(own)) return own
  return Object.entries(membersOf(own)).map(([field, value]) => ({ operator: 'term', field, value }))
}

function memberOf(store: object, name: string): unknown {
  return (store as Record<string, unknown>)[name]
}

function textOf(store: object, name: string, otherwise: string): string {
  const value = memberOf(store, name)
  return typeof value === 'string' ? value : otherwise
}
