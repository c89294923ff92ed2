import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One point of a vector service: what the store's class sent when documents were added. */
export interface Point {
  readonly id: string
  readonly vector: readonly number[]
  readonly payload: Readonly<Record<string, unknown>>
}

/** Points, best first for a vector. */
export function ranked(points: readonly Point[], vector: readonly number[]): Point[] {
  const score = (point: Point) => point.vector.reduce((sum, value, i) => sum + value * (vector[i] ?? 0), 0)
  return points.toSorted((a, b) => score(b) - score(a))
}

/** What a path of dotted names leads to. */
export function valueAt(payload: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], payload)
}

export interface Service {
  readonly url: string
  /** Searches, as they arrived. */
  readonly searches: unknown[]
  close(): Promise<void>
}

type Answer = (request: { method: string; path: string; body: string }) => unknown

async function serve(answer: Answer, searches: unknown[]): Promise<Service> {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent((request.url ?? '').split('?')[0]!)
    const found = answer({ method: request.method ?? '', path, body: await bodyOf(request) })
    response.writeHead(found === undefined ? 404 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(found ?? { error: 'not found' }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    searches,
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const piece of request) body += String(piece)
  return body
}

/** Qdrant's REST interface, as far as one collection with `must` and `match.any` needs it. */
export async function serveQdrant(collection: string): Promise<Service> {
  const points = new Map<string, Point>()
  const searches: unknown[] = []
  const ok = (result: unknown) => ({ result, status: 'ok', time: 0 })
  return serve(({ method, path, body }) => {
    if (path === '/') return { title: 'qdrant - vector search engine', version: '1.15.0' }
    if (path === '/collections') return ok({ collections: [{ name: collection }] })
    if (method === 'PUT' && path === `/collections/${collection}/points`) {
      for (const point of (JSON.parse(body) as { points: Point[] }).points) points.set(point.id, point)
      return ok({ operation_id: 1, status: 'completed' })
    }
    if (path !== `/collections/${collection}/points/query`) return undefined
    const search = JSON.parse(body) as { query: number[]; limit: number; filter?: QdrantFilter }
    searches.push(search)
    const matching = [...points.values()].filter(({ payload }) => meetsQdrant(payload, search.filter))
    const found = ranked(matching, search.query).slice(0, search.limit)
    return ok({ points: found.map(({ id, payload }) => ({ id, payload, score: 1, version: 1 })) })
  }, searches)
}

interface QdrantFilter {
  readonly must?: readonly (QdrantFilter | QdrantCondition)[]
}
interface QdrantCondition {
  readonly key: string
  readonly match: { readonly any?: readonly unknown[]; readonly value?: unknown }
}

function meetsQdrant(payload: unknown, condition: QdrantFilter | QdrantCondition | undefined): boolean {
  if (condition === undefined) return true
  if (!('key' in condition)) return (condition.must ?? []).every((one) => meetsQdrant(payload, one))
  const value = valueAt(payload, condition.key)
  return condition.match.any?.includes(value) ?? condition.match.value === value
}

/** OpenSearch: a k-NN query ranks k, then the filter is applied to these. */
export async function serveOpenSearch(index: string): Promise<Service> {
  const points: Point[] = []
  const searches: unknown[] = []
  let exists = false
  return serve(({ method, path, body }) => {
    if (path === `/_cat/indices/${index}`) return exists ? [{ index }] : undefined
    if (method === 'PUT' && path === `/${index}`) {
      exists = true
      return { acknowledged: true, index }
    }
    if (path === `/${index}/_refresh`) return {}
    if (path === '/_bulk') {
      const lines = body
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
      for (let i = 0; i < lines.length; i += 2)
        points.push({ id: lines[i].index._id, vector: lines[i + 1].embedding, payload: lines[i + 1] })
      return { errors: false, items: [] }
    }
    if (path !== `/${index}/_search`) return undefined
    const search = JSON.parse(body)
    searches.push(search)
    const { filter, must } = search.query.bool
    const { vector, k } = must[0].knn.embedding
    const nearest = ranked(points, vector).slice(0, k)
    return { hits: { hits: hitsOf(nearest.filter(({ payload }) => meetsTerms(payload, filter.bool.must))) } }
  }, searches)
}

function hitsOf(points: readonly Point[]) {
  return points.map(({ id, payload }) => ({ _id: id, _score: 1, _source: payload }))
}

type Terms = { readonly [kind in 'term' | 'terms']?: Readonly<Record<string, unknown>> }

function meetsTerms(payload: unknown, must: readonly Terms[] = []): boolean {
  return must.every(({ term = {}, terms = {} }) => {
    const one = Object.entries(term).every(([path, value]) => valueAt(payload, path) === value)
    return (
      one && Object.entries(terms).every(([path, any]) => (any as unknown[]).includes(valueAt(payload, path)))
    )
  })
}

/** The client that the Elasticsearch store is given: its k-NN search filters before it ranks. */
export function elasticClient() {
  const points: Point[] = []
  const searches: unknown[] = []
  const client = {
    searches,
    child: () => client,
    indices: { exists: async () => true },
    async bulk({ operations }: { operations: Record<string, unknown>[] }) {
      for (let i = 0; i < operations.length; i += 2) {
        const { _id } = operations[i]!['index'] as { _id: string }
        const payload = operations[i + 1]!
        points.push({ id: _id, vector: payload['embedding'] as number[], payload })
      }
      return { errors: false, items: [] }
    },
    async search(search: {
      size: number
      knn: { query_vector: number[]; filter: { bool: { must: Terms[] } } }
    }) {
      searches.push(search)
      const { query_vector, filter } = search.knn
      const matching = points.filter(({ payload }) => meetsTerms(payload, filter.bool.must))
      return { hits: { hits: hitsOf(ranked(matching, query_vector).slice(0, search.size)) } }
    },
  }
  return client
}

/** The index that the Pinecone store is given: metadata filters of equality, `$in` and `$and`. */
export function pineconeIndex() {
  const points: Point[] = []
  const searches: unknown[] = []
  const index = {
    searches,
    namespace: () => index,
    async upsert(records: { id: string; values: number[]; metadata: Record<string, unknown> }[]) {
      for (const { id, values, metadata } of records) points.push({ id, vector: values, payload: metadata })
    },
    async query(search: { topK: number; vector: number[]; filter?: Record<string, unknown> }) {
      searches.push(search)
      const matching = points.filter(({ payload }) => meetsPinecone(payload, search.filter ?? {}))
      const found = ranked(matching, search.vector).slice(0, search.topK)
      return { matches: found.map(({ id, payload }) => ({ id, score: 1, metadata: payload })) }
    },
  }
  return index
}

function meetsPinecone(payload: Readonly<Record<string, unknown>>, filter: Record<string, unknown>): boolean {
  return Object.entries(filter).every(([key, condition]) => {
    if (key === '$and')
      return (condition as Record<string, unknown>[]).every((one) => meetsPinecone(payload, one))
    const any = (condition as { $in?: unknown[] } | null)?.$in
    return any === undefined ? payload[key] === condition : any.includes(payload[key])
  })
}
