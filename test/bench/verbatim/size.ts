import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { secretKey } from '../../../src/core/digest.js'
import { createScheme, profileOf } from '../../../src/store/fingerprints/scheme.js'
import { seedsOf } from '../../../src/store/fingerprints/seeds.js'
import { matchFold } from '../../../src/text/fold.js'
import { VerbatimIndex } from '../../../src/verbatim-index/index.js'
import { type AnswerKind, type Answers, drawAnswers } from './answers.js'
import { type Corpus, growCorpus } from './corpus.js'
import { type Latency, latencyOf, type Measured, making, measureByTurns } from './measure.js'
import { includesWindow, joined, normalize, peers, windowsOf } from './peers.js'
import { SuffixArray } from './suffix-array.js'
import { answersPerSecond } from './threads.js'

export interface SizeResult {
  readonly megabytes: number
  readonly documents: number
  /** Share of kept k-grams that occur once: what substitution left of repetition. */
  readonly distinctSeeds: number
  readonly buildMegabytesPerSecond: number
  readonly indexPerByte: number
  readonly textPerByte: number
  readonly engine: Record<AnswerKind, Measured>
  readonly typescript?: Record<AnswerKind, Measured>
  /** Clean answers as `match` reads them by default, in every view. */
  readonly views: Measured
  /** Microseconds for one token of five characters, at the median answer. */
  readonly perToken: Record<'clean' | 'all copied', number>
  readonly openSeconds: number
  /** Clean answers a second of one thread, and of two on the same copy of the index. */
  readonly threads: { readonly one: number; readonly two: number }
  readonly lowMemory: LowMemory
  readonly peers: readonly PeerResult[]
  readonly truth?: Truth
}

/** The same files with a filter in memory and the rest read from them. */
export interface LowMemory {
  readonly openSeconds: number
  readonly memoryPerByte: number
  readonly engine: Record<(typeof STORED_KINDS)[number], Measured>
}

export interface PeerResult extends Latency {
  readonly name: string
  readonly note: string
  /** How many times ours, at the median, by turns on the same answers. */
  readonly times: number
  readonly bytesPerByte?: number
  readonly buildMegabytesPerSecond?: number
}

/** Against the suffix array: answers and folded bytes that are in a run of L bytes or more. */
export interface Truth {
  readonly answers: number
  readonly leaking: number
  readonly missed: number
  readonly bytes: number
  readonly bytesMissed: number
  readonly falseSpans: number
}

const KEY = new Uint8Array(32).fill(11)
const KINDS: readonly AnswerKind[] = [
  'clean',
  'clean, unspaced',
  'one leak',
  'all copied',
  'all boilerplate',
  'one letter',
]
const STORED_KINDS = ['clean', 'one leak', 'all copied', 'all boilerplate'] as const
const GUARANTEE = 39
/** The text as it stands: what the peers look at. */
const PLAIN = { views: false, near: false } as const

export interface SizeInput {
  readonly megabytes: number
  readonly texts: readonly string[]
  readonly heldOut: readonly string[]
  readonly seed: string
  readonly answers: number
  say(what: string): void
}

export async function measureSize(input: SizeInput): Promise<SizeResult> {
  const { megabytes, say } = input
  say(`${megabytes} MB: growing the corpus`)
  const corpus = growCorpus(input.texts, megabytes * 1e6, input.seed)
  const answers = drawAnswers(corpus, input.heldOut, input.answers, input.seed)
  const others = drawAnswers(corpus, input.heldOut, 300, `${input.seed} others`)
  say(`${megabytes} MB: building`)
  const directory = mkdtempSync(join(tmpdir(), 'ragwall-bench-'))
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }))
  const { made: built, seconds } = await making(() => build(corpus, 'auto', directory))
  await built.close()
  const { made: index, seconds: openSeconds } = await making(() =>
    VerbatimIndex.open({ key: KEY, directory }),
  )
  const { indexBytes, textBytes } = index.stats()
  const small = megabytes <= 10
  const twin = small ? await build(corpus, 'typescript') : undefined
  say(`${megabytes} MB: asking`)
  const measured = KINDS.map((kind) =>
    measureByTurns(
      [index, twin].flatMap((one) => (one ? [checkOf(one)] : [])),
      answers[kind],
      others[kind],
    ),
  )
  const column = (i: number) =>
    Object.fromEntries(KINDS.map((kind, k) => [kind, measured[k]![i]!])) as SizeResult['engine']
  const threads = {
    one: await answersPerSecond(index, KEY, answers.clean, 1),
    two: await answersPerSecond(index, KEY, answers.clean, 2),
  }
  const result: Omit<SizeResult, 'lowMemory'> = {
    megabytes: corpus.bytes / 1e6,
    documents: corpus.documents.length,
    distinctSeeds: distinctSeeds(corpus),
    buildMegabytesPerSecond: corpus.bytes / 1e6 / seconds,
    indexPerByte: indexBytes / corpus.bytes,
    textPerByte: textBytes / corpus.bytes,
    engine: column(0),
    ...(small ? { typescript: column(1) } : {}),
    views: measureByTurns([(answer) => index.match(answer).length], answers.clean, others.clean)[0]!,
    perToken: {
      clean: perTokenOf(index, answers.clean),
      'all copied': perTokenOf(index, answers['all copied']),
    },
    openSeconds,
    threads,
    peers: small ? await measurePeers(corpus, index, answers, others, say) : [],
    ...(small ? { truth: compareWithTruth(index, corpus, answers) } : {}),
  }
  await twin?.close()
  say(`${megabytes} MB: low memory`)
  await index.close()
  const lowMemory = await measureLowMemory(directory, corpus, answers, others)
  rmSync(directory, { recursive: true, force: true })
  return { ...result, lowMemory }
}

async function measureLowMemory(
  directory: string,
  corpus: Corpus,
  answers: Answers,
  others: Answers,
): Promise<LowMemory> {
  const start = performance.now()
  const stored = await VerbatimIndex.open({ key: KEY, directory, lowMemory: true })
  const openSeconds = (performance.now() - start) / 1000
  const few = (kind: AnswerKind) => answers[kind].slice(0, 100)
  const measured = STORED_KINDS.map((kind) => [
    kind,
    measureByTurns([checkOf(stored)], few(kind), others[kind].slice(0, 50))[0]!,
  ])
  const memoryPerByte = stored.stats().memoryBytes / corpus.bytes
  await stored.close()
  return { openSeconds, memoryPerByte, engine: Object.fromEntries(measured) as LowMemory['engine'] }
}

function checkOf(index: VerbatimIndex): (answer: string) => number {
  return (answer) => index.match(answer, PLAIN).length
}

async function build(
  corpus: Corpus,
  kernels: 'auto' | 'typescript',
  directory?: string,
): Promise<VerbatimIndex> {
  const index = await VerbatimIndex.open({
    key: KEY,
    kernels,
    ...(directory === undefined ? {} : { directory }),
  })
  await index.add(corpus.documents)
  await index.compact()
  return index
}

function perTokenOf(index: VerbatimIndex, answers: readonly string[]): number {
  const times: number[] = []
  for (const answer of answers.slice(0, 120)) {
    const tokens = answer.match(/.{1,5}/gsu) ?? []
    const start = performance.now()
    const stream = index.stream(PLAIN)
    for (const token of tokens) stream.push(token)
    stream.end()
    times.push(((performance.now() - start) * 1000) / tokens.length)
  }
  return latencyOf(times).p50
}

/** Each peer by turns with the engine, on the clean answers. */
async function measurePeers(
  corpus: Corpus,
  index: VerbatimIndex,
  answers: Answers,
  others: Answers,
  say: (what: string) => void,
): Promise<PeerResult[]> {
  const results: PeerResult[] = []
  for (const peer of peers) {
    say(peer.name)
    const part = firstBytes(corpus, peer.most)
    const { made, seconds, bytes } = await making(() => peer.build(part))
    const check = (answer: string) => made.check(answer)
    const [ours, theirs] = measureByTurns([checkOf(index), check], answers.clean, others.clean.slice(0, 100))
    results.push({
      name: peer.name,
      note: peer.note,
      ...theirs!,
      times: theirs!.p50 / ours!.p50,
      bytesPerByte: bytes / part.bytes,
      buildMegabytesPerSecond: part.bytes / 1e6 / seconds,
    })
  }
  say('includes')
  const includes = includesWindow(corpus)
  const sample = answers.clean.slice(0, 40)
  const windows = windowsOf(sample[0]!)
  const window = (answer: string) => (includes(normalize(answer), 0) ? 1 : 0)
  const [ours, theirs] = measureByTurns([checkOf(index), window], sample, others.clean.slice(0, 5))
  const all = { p50: theirs!.p50 * windows, p99: theirs!.p99 * windows }
  const note = `the first window of ${sample.length} answers, times the ${windows} windows of one`
  results.push({ name: 'includes, every window', note, ...all, times: all.p50 / ours!.p50, bytesPerByte: 1 })
  return results
}

function firstBytes(corpus: Corpus, most: number): Corpus {
  if (corpus.bytes <= most) return corpus
  const documents: Corpus['documents'][number][] = []
  let bytes = 0
  for (const document of corpus.documents) {
    if (bytes >= most) break
    documents.push(document)
    bytes += Buffer.byteLength(document.text)
  }
  return { documents, bytes }
}

function compareWithTruth(index: VerbatimIndex, corpus: Corpus, answers: Answers): Truth {
  const array = new SuffixArray(joined(corpus.documents.map(({ text }) => matchFold(text))))
  const truth = { answers: 0, leaking: 0, missed: 0, bytes: 0, bytesMissed: 0, falseSpans: 0 }
  for (const kind of KINDS) {
    for (const answer of answers[kind].slice(0, 100)) {
      // Folded as it stands, so that offsets in bytes and in the text are the same.
      const plain = Buffer.from(matchFold(answer)).toString()
      const query = matchFold(plain)
      const longest = Uint32Array.from(query, (_, at) => array.longest(query, at))
      const real = marks(query.length, (mark) => {
        for (let at = 0; at < query.length; at++) if (longest[at]! >= GUARANTEE) mark(at, at + longest[at]!)
      })
      const spans = index.match(plain, { minBytesCjk: GUARANTEE, views: false, near: false })
      const bytesBefore = (units: number) => Buffer.byteLength(plain.slice(0, units))
      const found = marks(query.length, (mark) => {
        for (const { start, end } of spans) mark(bytesBefore(start), bytesBefore(end))
      })
      truth.answers++
      if (real.some((one) => one === 1)) truth.leaking++
      if (real.some((one) => one === 1) && spans.length === 0) truth.missed++
      for (let at = 0; at < query.length; at++) {
        truth.bytes += real[at]!
        if (real[at] === 1 && found[at] === 0) truth.bytesMissed++
      }
      truth.falseSpans += spans.filter(({ start, end }) => {
        const at = bytesBefore(start)
        return longest[at]! < bytesBefore(end) - at
      }).length
    }
  }
  return truth
}

function marks(length: number, fill: (mark: (start: number, end: number) => void) => void): Uint8Array {
  const marked = new Uint8Array(length)
  fill((start, end) => marked.fill(1, start, end))
  return marked
}

function distinctSeeds({ documents }: Corpus): number {
  const scheme = createScheme(secretKey(KEY), profileOf(GUARANTEE))
  const part =
    documents.length > 2000
      ? documents.filter((_, i) => i % Math.ceil(documents.length / 2000) === 0)
      : documents
  const seen = new Map<number, number>()
  let count = 0
  for (const { text } of part) {
    const { line, tag, count: kept } = seedsOf(matchFold(text), scheme)
    for (let i = 0; i < kept; i++) {
      const hash = line[i]! * 2 ** 20 + (tag[i]! >>> 12)
      seen.set(hash, (seen.get(hash) ?? 0) + 1)
    }
    count += kept
  }
  let once = 0
  for (const times of seen.values()) if (times === 1) once++
  return once / count
}
