import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DOCUMENT_KEY, protect } from '../../../../src/adapters/langchain/index.js'
import { createFirewall, type Firewall } from '../../../../src/firewall/firewall.js'
import { hnswStore, memoryStore, postgresStore } from '../../../support/foreign-stores.js'
import {
  asReader,
  exactRankings,
  type ForeignWorld,
  makeWorld,
  measure,
  taggedChunks,
  WORLD_LEVELS,
} from '../../../support/foreign-world.js'
import { openPostgresVectors, type PostgresVectors } from '../../../support/postgres-vectors.js'

/** `npm run bench:langchain` is the same over 20,000 chunks, 200 labels and 200 readers. */
let world: ForeignWorld
let firewall: Firewall
let postgres: PostgresVectors
let rankings: number[][]
const k = 10

beforeAll(async () => {
  postgres = await openPostgresVectors()
  world = makeWorld({ chunks: 1_000, labels: 50, readers: 30 })
  firewall = await createFirewall({ policy: WORLD_LEVELS, audit: 'memory' })
  rankings = await exactRankings(world)
})
afterAll(async () => {
  await firewall.close()
  await postgres.close()
})

describe.each([
  ['MemoryVectorStore', () => memoryStore, 1],
  // A graph is approximate, with or without a filter.
  ['HNSWLib', () => hnswStore, 0.99],
  ['PGVectorStore', () => postgresStore(postgres), 1],
] as const)('%s', (_name, make, least) => {
  test('the best of what each reader may read, and nothing else', async () => {
    const { store, close } = await make()(world.embeddings)
    await store.addDocuments(await taggedChunks(firewall, world))
    const filtered = protect(firewall, { vectorStore: store, k })
    const native = await measure(world, rankings, asReader(filtered), { k, bound: world.chunks.length })
    expect(native.forbidden).toBe(0)
    expect(native.recall).toBeGreaterThanOrEqual(least)
    expect(filtered.status).toMatchObject({ filter: 'native', short: 0 })
    const candidates = 200
    const ranked = protect(firewall, {
      vectorStore: store,
      labelOf: ({ metadata }) => ({ id: String(metadata[DOCUMENT_KEY]) }),
      k,
      candidates,
      onWarning: () => undefined,
    })
    const fetched = await measure(world, rankings, asReader(ranked), { k, bound: candidates })
    expect(fetched.forbidden).toBe(0)
    expect(fetched.promised).toBeGreaterThanOrEqual(least)
    expect(fetched.recall).toBeLessThan(1)
    // The filter after the best k that this stands in place of.
    const bare = await measure(world, rankings, (query) => store.similaritySearch(query, k), { k, bound: k })
    expect(bare.forbidden).toBeGreaterThan(0)
    expect(bare.recall).toBeLessThan(native.recall / 2)
    await close?.()
  })
})
