import { afterAll, beforeAll, describe, test } from 'vitest'
import { langchainRetrieverCases, type RetrieverFactory } from '../../../conformance/langchain-retriever.js'
import {
  hnswStore,
  memoryStore,
  overBm25,
  overFactory,
  overStore,
  postgresStore,
} from '../../../support/foreign-stores.js'
import { openPostgresVectors, type PostgresVectors } from '../../../support/postgres-vectors.js'

let postgres: PostgresVectors
beforeAll(async () => {
  postgres = await openPostgresVectors()
})
afterAll(() => postgres.close())

const untagged = {
  labelOf: ({ metadata }: { metadata: Record<string, unknown> }) => ({ id: String(metadata['source']) }),
}

describe.each<[string, RetrieverFactory]>([
  ['MemoryVectorStore, filtered', overStore(memoryStore)],
  ['HNSWLib, filtered', overStore(hnswStore)],
  ['PGVectorStore, filtered', (world) => overStore(postgresStore(postgres))(world)],
  ['MemoryVectorStore, ranked first', overStore(memoryStore, untagged)],
  ['BM25Retriever, widened', overBm25],
  ['a function that makes retrievers', overFactory(memoryStore)],
])('%s', (_name, make) => {
  test.each(langchainRetrieverCases.map((law) => [`${law.law}: ${law.name}`, law] as const))('%s', (_, law) =>
    law.run(make),
  )
})
