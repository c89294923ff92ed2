import { join } from 'node:path'
import { DEFAULT_THRESHOLDS } from '../core/thresholds.js'
import { createHashingEmbedder } from '../text/hashing-embedder.js'
import { type Benchmark, type BenchmarkIo, DATA, LIMIT, SEED, settingsOf } from './benchmark.js'
import { createRandom } from './random.js'
import { type EvaluationReport, type Row, report, row } from './report.js'
import { accuracyPhase } from './retrieval/accuracy-phase.js'
import type { Bench } from './retrieval/bench.js'
import { type Corpus, distinctWindows, growCorpus, readCorpus } from './retrieval/corpus.js'
import { createExactIndex } from './retrieval/exact.js'
import { leakPhase } from './retrieval/leak-phase.js'
import { fill, noDirectory, openStage, type Stage, type StageOptions } from './retrieval/stage.js'
import { timePhase } from './retrieval/time-phase.js'
import { twinPhase } from './retrieval/twin-phase.js'
import { drawWorld, type World } from './retrieval/world.js'
import { seededKey, withDirectory } from './sandbox.js'

const VISIBILITIES = [1, 0.5, 0.1, 0.02, 0.003]

/** Nobody retrieves what they may not read, and everybody finds what they may. */
export const retrieval: Benchmark = {
  name: 'retrieval',
  summary: 'leaks, recall and speed of retrieval under generated permissions',
  options: [
    {
      ...DATA,
      description: 'directories with corpus.jsonl, queries.jsonl and qrels.jsonl, separated by commas',
    },
    { name: 'queries', description: 'random queries', default: '100000' },
    { name: 'principals', description: 'readers', default: '50' },
    {
      name: 'chunks',
      description: 'grow the corpus to this many chunks, three labels with a fifth each (0: as it is)',
      default: '0',
    },
    {
      name: 'labels',
      description: 'one ACL per document, and at least this many documents (0: teams share ACLs)',
      default: '0',
    },
    {
      name: 'graph-threshold',
      description:
        "labels with more chunks get a graph (0: a tenth of a grown corpus, else the store's own number)",
      default: '0',
    },
    {
      name: 'cases',
      description: 'questions per visibility that are compared with the exact answer',
      default: '400',
    },
    { name: 'twins', description: 'questions per twin world', default: '200' },
    SEED,
    LIMIT,
  ],
  async run(given, io) {
    const settings = settingsOf(retrieval, given)
    const seed = settings.text('seed')
    const chunks = settings.count('chunks')
    const labels = settings.count('labels')
    const readers = settings.count('principals', 1)
    const counts = {
      graphThreshold: settings.count('graph-threshold') || Math.floor(chunks / 10) || undefined,
      queries: settings.count('queries', 1),
      cases: settings.count('cases', 1),
      twins: settings.count('twins'),
    }
    const random = createRandom(`retrieval ${seed}`)
    const original = await readCorpus(settings.list('data'), settings.count('limit'))
    const corpus = growCorpus(original, { documents: labels, chunks }, random.fork('growth'))
    const world = drawWorld(
      corpus.documents,
      { readers, visibilities: VISIBILITIES, ownAcls: labels > 0, largeTeams: chunks > 0 ? 3 : 0 },
      random.fork('world'),
    )
    const grown = corpus !== original
    return withDirectory((path) =>
      measureRetrieval({ ...counts, corpus, world, path, io, random, key: seededKey(seed), grown, seed }),
    )
  },
}

/** Exported for tests, which put a spoilt firewall in. */
export interface Run {
  readonly spoil?: (stage: Stage, world: World) => Stage
  readonly corpus: Corpus
  readonly world: World
  readonly path: string
  readonly io: BenchmarkIo
  readonly random: Bench['random']
  readonly key: Uint8Array
  readonly graphThreshold: number | undefined
  readonly grown: boolean
  readonly queries: number
  readonly cases: number
  readonly twins: number
  readonly seed: string
}

export async function measureRetrieval(run: Run): Promise<EvaluationReport> {
  const { corpus, world, path, io, key } = run
  const embedder = createHashingEmbedder()
  const notices = new Set<string>()
  const options: StageOptions = {
    onNotice: (notice) => notices.add(notice),
    path: join(path, 'world'),
    key,
    embedder,
    directory: world.directory,
    ...(run.graphThreshold === undefined ? {} : { graphThreshold: run.graphThreshold }),
  }
  const stages: Stage[] = []
  const open = async (own: StageOptions) => {
    const stage = await openStage(own)
    stages.push(stage)
    return stage
  }
  try {
    const total = corpus.documents.length
    const built = await openStage(options)
    const sync = await fill(built, corpus.documents, world.acl, (done) =>
      io.progress(done, total, 'sync'),
    ).finally(() => built.close())
    // From here on it is what a restart finds on the disk.
    const started = performance.now()
    const whole = await open(options)
    const stage = run.spoil?.(whole, world) ?? whole
    const opened = performance.now() - started
    const plain = await open({ ...options, path: join(path, 'open'), directory: noDirectory })
    const everyone = { allow: ['*'], deny: [], classification: 'public' }
    await fill(
      plain,
      corpus.documents,
      () => everyone,
      (done) => io.progress(done, total, 'sync without permissions'),
    )
    const exact = await createExactIndex(corpus.documents, embedder, (done) =>
      io.progress(done, total, 'exact index'),
    )
    const bench = benchOf(run, { stage, plain, exact, embedder })

    const leaks = await leakPhase(bench, run.queries)
    const accuracy = await accuracyPhase(bench, run.cases)
    const twins = run.twins === 0 ? [] : await twinPhase(bench, run.twins, { ...options, path })
    const times = await timePhase(bench, run.cases, path)
    return report({
      title: 'Retrieval under permissions',
      settings: {
        seed: run.seed,
        data: corpus.name,
        documents: String(total),
        chunks: String(exact.chunks.length),
        labels: String(world.labels),
        ...(run.graphThreshold === undefined
          ? {}
          : { 'labels with a graph': String(largeLabels(run, exact)) }),
        readers: String(world.readers.length),
        queries: String(corpus.queries.length),
      },
      tables: [
        { title: 'Leaks', rows: leaks },
        { title: 'Recall of the exact permitted top 10', rows: accuracy.recall },
        { title: 'Right documents', rows: accuracy.gain },
        { title: 'Twin worlds: a store that holds only what the reader may read', rows: twins },
        { title: 'Time', rows: [...buildRows(corpus, sync, opened), ...times] },
      ].filter(({ rows }) => rows.length > 0),
      notes: [...notes(run), ...notices],
    })
  } finally {
    for (const stage of stages) await stage.close()
  }
}

function benchOf(
  { corpus, world, random, io }: Run,
  parts: Pick<Bench, 'stage' | 'exact'> & {
    plain: Stage
    embedder: ReturnType<typeof createHashingEmbedder>
  },
): Bench {
  const { stage, plain, exact } = parts
  const queries = new Map<number, Promise<Awaited<ReturnType<Bench['query']>>>>()
  const chunksOf = new Map<string, number>()
  for (const { document } of exact.chunks) chunksOf.set(document, (chunksOf.get(document) ?? 0) + 1)
  const permittedChunks = new WeakMap<ReadonlySet<string>, number>()
  return {
    corpus,
    documents: new Map(corpus.documents.map((document) => [document.id, document])),
    world,
    exact,
    stage,
    open: { stage: plain, entitlements: () => plain.entitle(world.administrator) },
    random,
    io,
    questionsOf: questionsOf(corpus),
    async query(index) {
      let embedded = queries.get(index)
      if (embedded === undefined) {
        const { text, grades } = corpus.queries[index]!
        embedded = exact.query(text).then((query) => ({ ...query, text, grades }))
        queries.set(index, embedded)
      }
      return embedded
    },
    permittedChunks(reader) {
      const permitted = world.permitted(reader)
      let count = permittedChunks.get(permitted)
      if (count === undefined) {
        count = 0
        for (const id of permitted) count += chunksOf.get(id) ?? 0
        permittedChunks.set(permitted, count)
      }
      return count
    },
  }
}

function questionsOf({ queries }: Corpus): Map<string, number[]> {
  const questions = new Map<string, number[]>()
  for (const [index, { grades }] of queries.entries()) {
    for (const id of grades.keys()) questions.set(id, [...(questions.get(id) ?? []), index])
  }
  return questions
}

/** Labels with more chunks than the graph threshold. */
function largeLabels({ world, graphThreshold = 0 }: Run, exact: Bench['exact']): number {
  const sizes = new Map<string, number>()
  for (const { document } of exact.chunks) {
    const acl = JSON.stringify(world.acl(document))
    sizes.set(acl, (sizes.get(acl) ?? 0) + 1)
  }
  return [...sizes.values()].filter((size) => size > graphThreshold).length
}

function buildRows(corpus: Corpus, sync: number, opened: number): Row[] {
  const bytes = corpus.documents.reduce((sum, { text }) => sum + Buffer.byteLength(text, 'utf8'), 0)
  return [
    row('sync', { kind: 'amount', value: (corpus.documents.length / sync) * 1000, unit: 'documents/s' }),
    row('sync, text', { kind: 'amount', value: (bytes / 1e6 / sync) * 1000, unit: 'MB/s' }),
    row('open after a restart', { kind: 'time', value: opened, n: 1 }),
  ]
}

function notes({ corpus, grown }: Run): string[] {
  return [
    'Search stage: the store asked directly, with entitlements from the same path as door 1. Door 1: `firewall.retrieve`, with re-check and durable audit.',
    'A post-filter ranks everything, takes the best 10 and then drops what the reader may not read; here it runs over the same documents under one label.',
    'Intervals: Wilson, 95 %; exact (Clopper–Pearson) at none and at all. Targets are judged by the figure.',
    ...(grown
      ? [
          `Grown corpus: ${(distinctWindows(corpus.documents, DEFAULT_THRESHOLDS.verbatimBytes) * 100).toFixed(1)} % of sampled ${DEFAULT_THRESHOLDS.verbatimBytes}-byte windows occur once.`,
        ]
      : []),
  ]
}
