/**
 * `npm run bench:search`: what door 1 costs where permissions are fine. Drawn chunks of topics, Zipf words and vectors, under
 * 1 to 56,161 labels of very different sizes; a reader of 100, 50, 10, 2 and 0.3 % of the chunks asks. Beside each search, in
 * turns: as many chunks under one label, a graph of all chunks with the reader's filter as a callback, and a graph asked for
 * many and filtered behind it (both see vectors alone). Times in milliseconds, p50 and p95; `found` is the share of the
 * definition's best ten (`searchExactly`) that came. `--chunks 22507,100000`, `--labels 1,257`, `--queries N`, `--json`,
 * `--against FOLDER` (a clone with `dist` built): the same store in another version, in the same run.
 */
import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import hnsw from 'hnswlib-node'
import type { FingerprintIndex, PolicyDecisionPoint, StoreChange } from '../../src/core/ports.js'
import type { Entitlements, Principal } from '../../src/core/types.js'
import { createRandom } from '../../src/evaluate/random.js'
import type { EmbeddedStore } from '../../src/store/store.js'

const { values } = parseArgs({
  options: {
    chunks: { type: 'string', default: '22507,100000' },
    labels: { type: 'string', default: '1,257,20000,56161' },
    queries: { type: 'string', default: '200' },
    against: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
})
const SHARES = [1, 0.5, 0.1, 0.02, 0.003]
const DIMENSION = 384
const K = 10
const VERSIONS = {
  now: resolve('.'),
  ...(values.against === undefined ? {} : { before: resolve(values.against) }),
}
const note = (line: string) => void (values.json || process.stderr.write(`${line}\n`))

interface Chunk {
  readonly text: string
  readonly vector: Float32Array
}

interface Query {
  readonly text: string
  readonly vector: Float32Array
}

/** Chunks of 200 topics: half of the words are the topic's, the others everybody's, both by Zipf's law. */
function drawChunks(count: number, seed: string): Chunk[] {
  const random = createRandom(seed)
  const zipf = (size: number) => Math.min(size - 1, Math.floor(size ** random.next()) - 1)
  const normal = () => random.next() + random.next() + random.next() - 1.5
  const topics = Array.from({ length: 200 }, () => Float32Array.from({ length: DIMENSION }, normal))
  return Array.from({ length: count }, () => {
    const topic = random.below(topics.length)
    const words = Array.from({ length: 60 + random.below(120) }, () =>
      random.chance(0.5) ? `t${topic}w${zipf(2_000)}` : `w${zipf(30_000)}`,
    )
    return { text: words.join(' '), vector: topics[topic]!.map((x) => x + 1.2 * normal()) }
  })
}

/** Questions as people ask: some words of a chunk, some of nobody, and a vector near the chunk's. */
function drawQueries(chunks: readonly Chunk[], count: number): Query[] {
  const random = createRandom('queries')
  return Array.from({ length: count }, () => {
    const { text, vector } = random.pick(chunks)
    const words = [...random.sample(text.split(' '), 3 + random.below(5)), `w${random.below(40)}`, 'unheard']
    return { text: words.join(' '), vector: vector.map((x) => x + 0.8 * (random.next() - 0.5)) }
  })
}

/** Every label has a chunk; the others fall to labels by Zipf's law, as folders of a company are large and small. */
function drawLabels(chunks: number, labels: number): Int32Array {
  const random = createRandom(`labels ${chunks} ${labels}`)
  const of = Int32Array.from({ length: chunks }, (_, i) =>
    i < labels ? i : Math.min(labels - 1, Math.floor(labels ** random.next()) - 1),
  )
  return Int32Array.from(random.shuffle([...of]))
}

/** Labels drawn until they have that share of the chunks. */
function drawReader(of: Int32Array, labels: number, share: number): Uint8Array {
  const random = createRandom(`reader ${labels} ${share}`)
  const sizes = new Int32Array(labels)
  for (const label of of) sizes[label]! += 1
  const open = new Uint8Array(labels)
  let left = share * of.length
  for (const label of random.shuffle([...sizes.keys()])) {
    if (sizes[label]! > left && left < of.length) continue
    open[label] = 1
    left -= sizes[label]!
  }
  return open
}

const NO_FINGERPRINTS: FingerprintIndex = {
  guarantee: 39,
  add: () => undefined,
  remove: () => undefined,
  documents: () => [],
  flush: async () => undefined,
  compact: async () => undefined,
  close: async () => undefined,
  search: () => [],
  covers: () => true,
  anchors: () => [],
  places: () => [],
  lengthOf: () => undefined,
  slice: () => undefined,
} as unknown as FingerprintIndex

/** The policy of the bench: labels are numbers, and a reader is the set of those that are open. */
function policyOf(readers: ReadonlyMap<string, Uint8Array>): PolicyDecisionPoint {
  return {
    version: 'bench',
    timeToLive: 60_000,
    decide: async ({ id }, labels) =>
      labels.map(({ compartments: [number] }) =>
        readers.get(id)![Number(number)] === 1 ? { effect: 'permit' } : { effect: 'deny', reason: 'policy' },
      ),
  }
}

const readerOf = (name: string): Principal => ({
  id: `user:${name}`,
  groups: [],
  clearance: { level: 'internal', compartments: [] },
})

interface World {
  readonly folder: string
  readonly store: EmbeddedStore
  readonly policy: PolicyDecisionPoint
  entitlements(name: string): Promise<Entitlements>
}

async function build(
  folder: string,
  chunks: readonly Chunk[],
  labelOf: Int32Array,
  readers: ReadonlyMap<string, Uint8Array>,
): Promise<World> {
  const at = (path: string) => pathToFileURL(join(folder, 'dist/src', path)).href
  const { openStore } = (await import(at('store/store.js'))) as typeof import('../../src/store/store.js')
  const { deriveKey, secretKey } = (await import(
    at('core/digest.js')
  )) as typeof import('../../src/core/digest.js')
  const { createEntitler } = (await import(
    at('labels/entitle.js')
  )) as typeof import('../../src/labels/entitle.js')
  const { emptyDirectory } = (await import(
    at('labels/directory.js')
  )) as typeof import('../../src/labels/directory.js')
  const index = deriveKey(secretKey(new Uint8Array(32).fill(7)), 'index')
  const store = await openStore({
    keys: { index },
    fingerprints: NO_FINGERPRINTS,
  })
  for (let from = 0; from < chunks.length; from += 2_000) {
    const batch = chunks.slice(from, from + 2_000).map(({ text, vector }, i): StoreChange => {
      const id = `d${from + i}`
      const label = {
        level: 'internal',
        compartments: [String(labelOf[from + i])],
        allow: [['*']],
        deny: [],
      }
      const write = {
        id,
        connector: 'bench',
        uri: `bench:${id}`,
        kind: 'knowledge' as const,
        retrievable: true,
        origin: 'internal' as const,
        label,
        contentDigest: id,
        pieces: [{ text, vector }],
        values: [],
      }
      return { kind: 'put', write }
    })
    await store.apply(batch)
  }
  store.settle()
  const policy = policyOf(readers)
  const entitler = createEntitler({ policy, directory: emptyDirectory, labels: store.labels })
  return { folder, store, policy, entitlements: (name) => entitler.entitle(readerOf(name)) }
}

/** For each share so many chunks under one label: what a reader's search costs without fine permissions. */
function buildOneLabelEach(chunks: readonly Chunk[]): Promise<World> {
  const random = createRandom('one label')
  const parts = SHARES.map((share) => random.sample(chunks, Math.round(share * chunks.length)))
  const readers = SHARES.map(
    (share, i) => [`user:${share}`, Uint8Array.from(SHARES, (_, j) => +(i === j))] as const,
  )
  const labelOf = Int32Array.from(parts.flatMap((part, i) => part.map(() => i)))
  return build(VERSIONS.now, parts.flat(), labelOf, new Map(readers))
}

interface Times {
  readonly p50: number
  readonly p95: number
}

function times(of: readonly number[]): Times {
  const sorted = of.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!
  return { p50: at(0.5), p95: at(0.95) }
}

type Way = (query: Query) => unknown

/** Each query once each way, in turns, so that a slow minute of the machine is everybody's. */
async function inTurns<Name extends string>(
  ways: Readonly<Record<Name, Way>>,
  queries: readonly Query[],
): Promise<Record<Name, Times>> {
  const measured = Object.fromEntries(Object.keys(ways).map((name) => [name, [] as number[]]))
  // The first round only warms up: code is compiled, and late postings are put in order.
  for (const round of [0, 1]) {
    for (const query of queries) {
      for (const [name, way] of Object.entries<Way>(ways)) {
        const began = performance.now()
        await way(query)
        if (round > 0) measured[name]!.push(performance.now() - began)
      }
    }
  }
  return Object.fromEntries(Object.entries(measured).map(([name, of]) => [name, times(of)])) as Record<
    Name,
    Times
  >
}

/** A graph of all vectors, as an application has one that knows permissions only as a filter. */
function buildGraph(chunks: readonly Chunk[]): hnsw.HierarchicalNSW {
  const graph = new hnsw.HierarchicalNSW('cosine', DIMENSION)
  graph.initIndex({ maxElements: chunks.length, m: 16, efConstruction: 200, randomSeed: 1 })
  for (const [i, { vector }] of chunks.entries()) graph.addPoint([...vector], i)
  graph.setEf(100)
  return graph
}

/** Share of the definition's best ten that came, over a sample: the definition reads every permitted chunk. */
async function found(
  { store, entitlements }: World,
  name: string,
  queries: readonly Query[],
): Promise<number> {
  const entitled = await entitlements(name)
  let came = 0
  let expected = 0
  for (const query of queries) {
    const ids = new Set((await store.chunks.search({ ...query, k: K }, entitled)).map(({ id }) => id))
    const best = await store.searchExactly({ ...query, k: K }, entitled)
    expected += best.length
    came += best.filter(({ id }) => ids.has(id)).length
  }
  return came / expected
}

/** Door 1 whole, with a journal on this disk, beside a bare durable write of the size of a record. */
async function door({ folder, store, policy }: World, names: readonly string[], queries: readonly Query[]) {
  const place = mkdtempSync(join(tmpdir(), 'ragwall-search-'))
  const { createFirewall } = (await import(
    pathToFileURL(join(folder, 'dist/src/index.js')).href
  )) as typeof import('../../src/index.js')
  const vectors = new Map(queries.map(({ text, vector }) => [text, [...vector]]))
  const firewall = await createFirewall({
    policy,
    levels: ['internal'],
    audit: join(place, 'audit'),
    store: { ...store, close: async () => undefined },
    embedder: {
      embedDocuments: async (texts) => texts.map(() => Array<number>(DIMENSION).fill(1)),
      embedQuery: async (text) => vectors.get(text) ?? Array<number>(DIMENSION).fill(1),
    },
  })
  const file = openSync(join(place, 'bare'), 'w')
  const record = Buffer.alloc(600, 'x')
  const measured = new Map<string, Record<'door' | 'write', Times>>()
  for (const name of names) {
    const door = ({ text }: Query) => firewall.retrieve(text, { principal: readerOf(name), k: K })
    const write = () => {
      writeSync(file, record)
      fsyncSync(file)
    }
    measured.set(name, await inTurns({ door, write }, queries))
  }
  await firewall.close()
  closeSync(file)
  rmSync(place, { recursive: true, force: true })
  return measured
}

interface Row {
  readonly chunks: number
  readonly labels: number
  readonly share: number
  readonly found: number
  readonly ways: ReadonlyMap<string, Times>
}

async function measure(chunkCount: number, labelCounts: readonly number[]): Promise<Row[]> {
  const chunks = drawChunks(chunkCount, `chunks ${chunkCount}`)
  const queries = drawQueries(chunks, Number(values.queries))
  note(`${chunkCount} chunks: a graph of them all, for the neighbours`)
  const graph = buildGraph(chunks)
  const one = await buildOneLabelEach(chunks)
  const rows: Row[] = []
  for (const labels of labelCounts) {
    const labelOf = drawLabels(chunkCount, labels)
    const shares = labels === 1 ? [1] : SHARES
    const readers = new Map(shares.map((share) => [`${share}`, drawReader(labelOf, labels, share)]))
    note(`${chunkCount} chunks under ${labels} labels`)
    const worlds: World[] = []
    for (const folder of Object.values(VERSIONS)) {
      worlds.push(
        await build(
          folder,
          chunks,
          labelOf,
          new Map([...readers].map(([name, open]) => [`user:${name}`, open])),
        ),
      )
    }
    const doors = await door(worlds[0]!, [...readers.keys()], queries)
    for (const [name, open] of readers) {
      const visible = chunks.filter((_, i) => open[labelOf[i]!] === 1)
      const entitled = await Promise.all(worlds.map(({ entitlements }) => entitlements(name)))
      const single = await one.entitlements(name)
      const ways: Record<string, Way> = {
        now: (query) => worlds[0]!.store.chunks.search({ ...query, k: K }, entitled[0]!),
        'one label': (query) => one.store.chunks.search({ ...query, k: K }, single),
        'graph, filter called back': ({ vector }) =>
          graph.searchKnn([...vector], Math.min(K, visible.length), (i) => open[labelOf[i]!] === 1),
        'graph, filter behind': ({ vector }) =>
          graph
            .searchKnn([...vector], Math.min(chunkCount, Math.ceil((2 * K * chunkCount) / visible.length)))
            .neighbors.filter((i) => open[labelOf[i]!] === 1)
            .slice(0, K),
        ...(worlds[1] === undefined
          ? {}
          : { before: (query: Query) => worlds[1]!.store.chunks.search({ ...query, k: K }, entitled[1]!) }),
      }
      const measured = await inTurns(ways, queries)
      rows.push({
        chunks: chunkCount,
        labels,
        share: visible.length / chunkCount,
        found: await found(worlds[0]!, name, queries.slice(0, 5)),
        ways: new Map(Object.entries({ ...measured, ...doors.get(name)! })),
      })
      note(line(rows.at(-1)!))
    }
    for (const { store } of worlds) await store.close()
  }
  await one.store.close()
  return rows
}

function line({ chunks, labels, share, found, ways }: Row): string {
  const figures = [...ways].map(([name, { p50, p95 }]) => `${name} ${p50.toFixed(2)} ${p95.toFixed(2)}`)
  const ratio = (ways.get('now')!.p50 / ways.get('one label')!.p50).toFixed(2)
  return `${chunks} chunks, ${labels} labels, ${(100 * share).toFixed(1)} %: ${ratio} x one label, found ${found.toFixed(3)} | ${figures.join(' | ')}`
}

const numbers = (list: string) => list.split(',').map(Number)
const rows: Row[] = []
for (const count of numbers(values.chunks)) rows.push(...(await measure(count, numbers(values.labels))))
if (values.json)
  console.log(
    JSON.stringify(
      rows.map((row) => ({ ...row, ways: Object.fromEntries(row.ways) })),
      undefined,
      2,
    ),
  )
