import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loadGraphLibrary } from '../../../src/store/vector-graph.js'
import { chunkStoreCases } from '../../conformance/chunk-store.js'
import {
  entitle,
  labelFor,
  makeEmbedded,
  openTestStore,
  principal,
  put,
  type StoreSubject,
  temporaryDirectory,
} from '../../support/stores.js'

/** The embedded store with graphs from the second row on, finished after every change. */
async function makeGraphed(): Promise<StoreSubject> {
  const wrap = (subject: StoreSubject): StoreSubject => {
    const store = subject.store as Awaited<ReturnType<typeof openTestStore>>
    store.settle()
    return {
      store: {
        labels: store.labels,
        documents: store.documents,
        chunks: store.chunks,
        values: store.values,
        async apply(changes) {
          await store.apply(changes)
          store.settle()
        },
      },
      reopen: async () => wrap(await subject.reopen()),
      close: () => subject.close(),
    }
  }
  return wrap(await makeEmbedded({ graphThreshold: 2 }))
}

describe('chunk store with graphs', () => {
  test.each(chunkStoreCases)('$law: $name', ({ run }) => run(makeGraphed))
})

const DIMENSION = 32
const ROWS = 700
const reader = principal('user:alice')

/** A small generator, so that every run sees the same clusters. */
function randomly(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0
    return (state >>> 0) / 2 ** 32
  }
}

function clustered(count: number, seed: number): Float32Array[] {
  const random = randomly(seed)
  const centers = Array.from({ length: 30 }, () => Array.from({ length: DIMENSION }, () => random() - 0.5))
  return Array.from({ length: count }, () => {
    const center = centers[Math.floor(random() * centers.length)]!
    return Float32Array.from(center, (x) => x + (random() - 0.5) * 0.6)
  })
}

const documents = clustered(ROWS, 1).map((vector, i) =>
  put(`d${i}`, labelFor('user:alice'), [{ text: `w${i % 97} v${i % 13} common`, vector }]),
)
const queries = clustered(30, 2).map((vector, i) => ({ text: `w${i} v${i % 13}`, vector, k: 10 }))

type Opened = Awaited<ReturnType<typeof openTestStore>>

async function recall(store: Opened): Promise<number> {
  const entitlements = await entitle(store, reader)
  let found = 0
  for (const query of queries) {
    const exact = await store.searchExactly(query, entitlements)
    const ids = new Set((await store.chunks.search(query, entitlements)).map(({ id }) => id))
    found += exact.filter(({ id }) => ids.has(id)).length
  }
  return found / (queries.length * 10)
}

describe('graphs', () => {
  let directory: ReturnType<typeof temporaryDirectory>
  const open = () => openTestStore({ directory: directory.path, graphThreshold: 300 })
  const files = () => {
    const folder = join(directory.path, 'graphs')
    return existsSync(folder) ? readdirSync(folder).sort() : []
  }
  beforeEach(() => {
    directory = temporaryDirectory()
  })
  afterEach(() => directory.remove())

  test('find what an exact search finds, before and after a restart, and survive removals', async () => {
    let store = await open()
    await store.apply(documents)
    expect(await recall(store)).toBe(1) // Nothing is built yet: scanned.
    store.settle()
    expect(await recall(store)).toBeGreaterThanOrEqual(0.999)
    await store.close()
    expect(files()).toEqual(['label-1.hnsw', 'label-1.json'])

    store = await open()
    expect(await recall(store)).toBeGreaterThanOrEqual(0.999)
    await store.apply(Array.from({ length: 100 }, (_, i) => ({ kind: 'delete', id: `d${i * 5}` })))
    expect(files()).toEqual([])
    expect(await recall(store)).toBeGreaterThanOrEqual(0.999)
    await store.close()
    expect(files()).toEqual([])
  })

  test.each(['label-1.hnsw', 'label-1.json'])('a damaged %s is built again, not believed', async (file) => {
    let store = await open()
    await store.apply(documents)
    store.settle()
    await store.close()
    const path = join(directory.path, 'graphs', file)
    const bytes = readFileSync(path)
    bytes[bytes.length >> 1]! ^= 0x55
    writeFileSync(path, bytes)
    store = await open()
    store.settle()
    expect(await recall(store)).toBeGreaterThanOrEqual(0.999)
    await store.close()
  })

  test('are optional', async () => {
    expect(await loadGraphLibrary()).toBeDefined()
    const notices: string[] = []
    const store = await openTestStore({
      graphThreshold: 300,
      onNotice: (notice) => notices.push(notice),
      graphLibrary: async () => undefined,
    })
    await store.apply(documents)
    store.settle()
    expect(await recall(store)).toBe(1)
    expect(notices).toEqual([expect.stringContaining('hnswlib-node is not installed')])
    await store.close()
  })
})
