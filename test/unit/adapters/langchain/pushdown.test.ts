import { ElasticVectorSearch, HybridRetrievalStrategy } from '@langchain/community/vectorstores/elasticsearch'
import { OpenSearchVectorStore } from '@langchain/community/vectorstores/opensearch'
import type { Document } from '@langchain/core/documents'
import type { VectorStore } from '@langchain/core/vectorstores'
import { PineconeStore } from '@langchain/pinecone'
import { QdrantVectorStore } from '@langchain/qdrant'
import { Client } from '@opensearch-project/opensearch'
import { QdrantClient } from '@qdrant/js-client-rest'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LABEL_KEY, protect } from '../../../../src/adapters/langchain/index.js'
import type { SourceDocument } from '../../../../src/core/types.js'
import { createFirewall, type Firewall } from '../../../../src/firewall/firewall.js'
import { embeddings, taggedDocuments } from '../../../support/foreign-stores.js'
import {
  elasticClient,
  pineconeIndex,
  serveOpenSearch,
  serveQdrant,
} from '../../../support/vector-services.js'

/** Eight forbidden documents before the two permitted ones, and the exact requests that find these. */
const QUERY = 'When is the harbour merger announced?'
const documents: SourceDocument[] = Array.from({ length: 10 }, (_, i) => ({
  id: `d${i}`,
  uri: 'test:',
  text: i < 8 ? `${QUERY} ${QUERY} Copy ${i}.` : `A word on the merger, ${i === 8 ? 'at last' : 'later'}.`,
  acl: { allow: [i < 8 ? 'user:nobody' : '*'], deny: [], classification: 'public' },
}))
const principal = { id: 'user:intern', groups: [], clearance: { level: 'public', compartments: [] } }

let firewall: Firewall
let tagged: Document[]
let label: unknown
const closing: (() => Promise<void>)[] = []

beforeEach(async () => {
  firewall = await createFirewall({ policy: ['public'], audit: 'memory' })
  tagged = await taggedDocuments(firewall, documents)
  label = tagged[9]?.metadata[LABEL_KEY]
})
afterEach(async () => {
  await firewall.close()
  for (const close of closing.splice(0)) await close()
})

interface Subject {
  readonly store: VectorStore
  readonly searches: unknown[]
}

async function qdrant(): Promise<Subject> {
  const service = await serveQdrant('chunks')
  closing.push(service.close)
  const client = new QdrantClient({ url: service.url, checkCompatibility: false })
  const store = new QdrantVectorStore(embeddings(), { client: client as never, collectionName: 'chunks' })
  return { store, searches: service.searches }
}

async function opensearch(): Promise<Subject> {
  const service = await serveOpenSearch('chunks')
  closing.push(service.close)
  const client = new Client({ node: service.url })
  closing.push(async () => void (await client.close()))
  return {
    store: new OpenSearchVectorStore(embeddings(), { client: client as never, indexName: 'chunks' }),
    searches: service.searches,
  }
}

async function elasticsearch(strategy?: HybridRetrievalStrategy): Promise<Subject> {
  const client = elasticClient()
  const options = {
    client: client as never,
    indexName: 'chunks',
    ...(strategy === undefined ? {} : { strategy }),
  }
  return { store: new ElasticVectorSearch(embeddings(), options), searches: client.searches }
}

async function pinecone(filter?: object): Promise<Subject> {
  const index = pineconeIndex()
  const options = { pineconeIndex: index as never, ...(filter === undefined ? {} : { filter }) }
  return { store: new PineconeStore(embeddings(), options), searches: index.searches }
}

const vector = expect.any(Array)
const own = { source: 'd9' }

describe.each([
  [
    'Qdrant',
    qdrant,
    () => ({ must: [{ key: `metadata.${LABEL_KEY}`, match: { any: [label] } }] }),
    { must: [{ key: 'metadata.source', match: { value: 'd9' } }] },
    (filter: unknown) => ({
      query: vector,
      limit: 4,
      filter,
      with_payload: ['metadata', 'content'],
      with_vector: false,
    }),
    (given: unknown, filter: { must: unknown[] }) => ({ must: [given, ...filter.must] }),
  ],
  [
    'Elasticsearch',
    elasticsearch,
    () => [{ terms: { [`metadata.${LABEL_KEY}`]: [label] } }],
    own,
    (must: unknown) => ({
      index: 'chunks',
      size: 4,
      knn: {
        field: 'embedding',
        query_vector: vector,
        filter: { bool: { must, must_not: [] } },
        k: 4,
        num_candidates: 200,
      },
    }),
    (_given: unknown, filter: unknown[]) => [{ term: { 'metadata.source': 'd9' } }, ...filter],
  ],
  [
    'Pinecone',
    pinecone,
    () => ({ [LABEL_KEY]: { $in: [label] } }),
    own,
    (filter: unknown) => ({ includeMetadata: true, topK: 4, vector, filter }),
    (given: unknown, filter: unknown) => ({ $and: [given, filter] }),
  ],
] as const)('%s', (_name, open, filterOf, given, request, joined) => {
  test('is asked for permitted labels, once, and its answer is all there is to ask', async () => {
    const { store, searches } = await open()
    await store.addDocuments(tagged)
    const retriever = protect(firewall, { vectorStore: store, k: 4 })
    const found = await retriever.invoke(QUERY, { configurable: { principal } })
    expect(found.map(({ metadata }) => metadata['source']).sort()).toEqual(['d8', 'd9'])
    expect(searches).toEqual([request(filterOf())])
    expect(retriever.status).toMatchObject({ filter: 'native', searches: 1, queries: 1, short: 0 })
    expect((await firewall.report()).incidents).toBe(0)
  })

  test('keeps the application’s own filter', async () => {
    const { store, searches } = await open()
    await store.addDocuments(tagged)
    const retriever = protect(firewall, { vectorStore: store, k: 4, filter: given })
    const found = await retriever.invoke(QUERY, { configurable: { principal } })
    expect(found.map(({ metadata }) => metadata['source'])).toEqual(['d9'])
    expect(searches).toEqual([request((joined as (...parts: unknown[]) => unknown)(given, filterOf()))])
  })
})

test('OpenSearch filters what it has ranked, and is asked for more until there are k', async () => {
  const { store, searches } = await opensearch()
  await store.addDocuments(tagged)
  const ask = async (k: number, filter?: unknown) => {
    const retriever = protect(firewall, { vectorStore: store, k, filter })
    const found = await retriever.invoke(QUERY, { configurable: { principal } })
    return found.map(({ metadata }) => metadata['source']).sort()
  }
  expect(await ask(2)).toEqual(['d8', 'd9'])
  const must = [{ terms: { [`metadata.${LABEL_KEY}`]: [label] } }]
  const request = (k: number, terms: unknown[]) => ({
    query: {
      bool: {
        filter: { bool: { must: terms, must_not: [] } },
        must: [{ knn: { embedding: { vector, k } } }],
      },
    },
    size: k,
  })
  expect(searches.splice(0)).toEqual([2, 8, 32].map((k) => request(k, must)))
  expect(await ask(1, own)).toEqual(['d9'])
  expect(searches.at(-1)).toEqual(request(16, [{ term: { 'metadata.source': 'd9' } }, ...must]))
})

test('what cannot be filtered is not asked to', async () => {
  const hybrid = await elasticsearch(new HybridRetrievalStrategy())
  expect(protect(firewall, { vectorStore: hybrid.store }).status?.filter).toBe('over-fetch')
  const fixed = await pinecone(own)
  expect(() => protect(firewall, { vectorStore: fixed.store })).toThrow(
    expect.objectContaining({ code: 'option-invalid' }),
  )
})
