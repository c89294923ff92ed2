/**
 * `npm run bench:langchain`: `protect()` over the application's own vector stores. One search per reader, each with a
 * query of its own, against the exact permitted best ten of an oracle that reads permissions itself; the store's
 * retriever as it is, and the filter behind it that many applications have, run in the same process.
 * `--chunks`, `--labels`, `--readers`, `--stores memory,hnswlib,pgvector`, `--json`. PGVector runs on PGlite, or on the
 * server that `RAGWALL_TEST_POSTGRES` names.
 */
import { parseArgs } from 'node:util'
import type { VectorStore } from '@langchain/core/vectorstores'
import { DOCUMENT_KEY, protect } from '../../src/adapters/langchain/index.js'
import { LIMITS } from '../../src/core/limits.js'
import type { Principal } from '../../src/core/types.js'
import { createFirewall } from '../../src/firewall/firewall.js'
import { hnswStore, type MakeStore, memoryStore, postgresStore } from '../support/foreign-stores.js'
import {
  asReader,
  exactRankings,
  type Measured,
  makeWorld,
  mayReadLabel,
  measure,
  taggedChunks,
  WORLD_LEVELS,
} from '../support/foreign-world.js'
import { openPostgresVectors } from '../support/postgres-vectors.js'

const { values } = parseArgs({
  options: {
    chunks: { type: 'string', default: '20000' },
    labels: { type: 'string', default: '200' },
    readers: { type: 'string', default: '200' },
    stores: { type: 'string', default: 'memory,hnswlib,pgvector' },
    json: { type: 'boolean', default: false },
  },
})
const K = 10
const world = makeWorld({
  chunks: Number(values.chunks),
  labels: Number(values.labels),
  readers: Number(values.readers),
})
const firewall = await createFirewall({ policy: WORLD_LEVELS, audit: 'memory' })
const note = (line: string) => void (values.json || process.stderr.write(`${line}\n`))
note('exact rankings, then documents through tagDocuments')
const rankings = await exactRankings(world)
const tagged = await taggedChunks(firewall, world)
const labelOfText = new Map(world.chunks.map(({ text, label }) => [text, label]))

interface Row extends Measured {
  readonly store: string
  readonly way: string
  readonly queries: number
  readonly short: number
  /** Forbidden chunks that a filter let through, stopped and recorded. */
  readonly incidents: number
}

async function rowsOf(name: string, store: VectorStore): Promise<Row[]> {
  const rows: Row[] = []
  const bare = async (query: string) => store.similaritySearch(query, K)
  const postFilter = async (query: string, reader: Principal) =>
    (await bare(query)).filter(({ pageContent }) => mayReadLabel(reader, labelOfText.get(pageContent)!))
  const run = async (
    way: string,
    search: (query: string, reader: Principal) => Promise<readonly { pageContent: string }[]>,
    bound: number,
    status: () => { queries: number; short: number } | undefined,
  ) => {
    note(`${name}: ${way}`)
    const before = (await firewall.report()).incidents
    const measured = await measure(world, rankings, search, { k: K, bound })
    const { queries = measured.searches, short = 0 } = status() ?? {}
    const incidents = (await firewall.report()).incidents - before
    rows.push({ store: name, way, queries: queries / measured.searches, short, incidents, ...measured })
  }
  await run('as it is (must fail)', bare, K, () => undefined)
  await run('filter behind it (must fail)', postFilter, K, () => undefined)
  const native = protect(firewall, { vectorStore: store, k: K })
  await run('protect, filter pushed down', asReader(native), world.chunks.length, () => native.status)
  const fetched = protect(firewall, {
    vectorStore: store,
    k: K,
    labelOf: ({ metadata }) => ({ id: String(metadata[DOCUMENT_KEY]) }),
    onWarning: () => undefined,
  })
  const bound = LIMITS.foreignCandidates
  await run('protect, fetched until enough', asReader(fetched), bound, () => fetched.status)
  return rows
}

const postgres = values.stores.includes('pgvector') ? await openPostgresVectors() : undefined
const makers: Record<string, MakeStore | undefined> = {
  memory: memoryStore,
  hnswlib: hnswStore,
  pgvector: postgres === undefined ? undefined : postgresStore(postgres),
}
const rows: Row[] = []
for (const name of values.stores.split(',')) {
  const make = makers[name]
  if (make === undefined) throw new Error(`no store is called ${name}`)
  note(`${name}: ${tagged.length} chunks go in`)
  const { store, close } = await make(world.embeddings)
  await store.addDocuments(tagged)
  rows.push(...(await rowsOf(name === 'pgvector' ? `pgvector (${postgres!.name})` : name, store)))
  await close?.()
}
await postgres?.close()
await firewall.close()

const at = (times: readonly number[], share: number) =>
  times[Math.min(times.length - 1, Math.floor(times.length * share))]!
if (values.json) {
  console.log(
    JSON.stringify(rows.map(({ times, ...row }) => ({ ...row, p50: at(times, 0.5), p95: at(times, 0.95) }))),
  )
} else {
  const visible = world.readers
    .map(
      (reader) =>
        world.chunks.filter(({ label }) => mayReadLabel(reader, label)).length / world.chunks.length,
    )
    .sort((a, b) => a - b)
  console.log(
    `${tagged.length} chunks, ${values.labels} labels, ${values.readers} readers who may read ` +
      `${(100 * visible[0]!).toFixed(2)} % to ${(100 * visible.at(-1)!).toFixed(0)} % (median ${(100 * at(visible, 0.5)).toFixed(1)} %), k = ${K}\n`,
  )
  console.log(
    'store              way                             forbidden  incidents  recall  promised  queries  short   p50 ms   p95 ms  to bare',
  )
  for (const row of rows) {
    const plain = rows.find(({ store }) => store === row.store)!
    console.log(
      [
        row.store.padEnd(18),
        row.way.padEnd(31),
        String(row.forbidden).padStart(9),
        String(row.incidents).padStart(10),
        row.recall.toFixed(4).padStart(7),
        row.promised.toFixed(4).padStart(9),
        row.queries.toFixed(2).padStart(8),
        String(row.short).padStart(6),
        at(row.times, 0.5).toFixed(2).padStart(8),
        at(row.times, 0.95).toFixed(2).padStart(8),
        `${(at(row.times, 0.5) / at(plain.times, 0.5)).toFixed(2)} x`.padStart(8),
      ].join(' '),
    )
  }
}
const guarded = rows.filter(({ way }) => way.startsWith('protect'))
const ok = guarded.every(
  ({ forbidden, incidents, recall, promised, way }) =>
    forbidden === 0 && incidents === 0 && (way.includes('pushed') ? recall : promised) >= 0.99,
)
const baselineFails = rows.filter(({ way }) => way.includes('must fail')).every(({ recall }) => recall < 0.9)
console.log(
  values.json
    ? ''
    : `\n${ok && baselineFails ? 'holds' : 'FAILS'}: 0 forbidden, recall@${K} at least 0.99 of the permitted best; baselines below 0.9`,
)
process.exitCode = ok && baselineFails ? 0 : 1
