import { secretKey } from '../../../src/core/digest.js'
import { createScheme, profileOf } from '../../../src/store/fingerprints/scheme.js'
import { seedsOf } from '../../../src/store/fingerprints/seeds.js'
import { matchFold } from '../../../src/text/fold.js'
import { VerbatimIndex } from '../../../src/verbatim.js'
import { type AnswerKind, type Answers, drawAnswers } from './answers.js'
import { type Corpus, growCorpus } from './corpus.js'
import { type Latency, making, measure } from './measure.js'
import { includesWindow, joined, normalise, peers, windowsOf } from './peers.js'
import { SuffixArray } from './suffix-array.js'

export interface SizeResult {
  readonly megabytes: number
  readonly documents: number
  /** Share of kept k-grams that occur once: what substitution left of repetition. */
  readonly distinctSeeds: number
  readonly buildMegabytesPerSecond: number
  readonly indexPerByte: number
  readonly textPerByte: number
  readonly engine: Record<AnswerKind, Latency & { hits: number }>
  readonly typescript?: Record<AnswerKind, Latency & { hits: number }>
  /** Microseconds for one token of five characters. */
  readonly perToken: Record<'clean' | 'all copied', number>
  readonly peers: readonly PeerResult[]
  readonly truth?: Truth
}

export interface PeerResult extends Latency {
  readonly name: string
  readonly note: string
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
const KINDS: readonly AnswerKind[] = ['clean', 'one leak', 'all copied', 'all boilerplate', 'one letter']
const GUARANTEE = 39

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
  say(`${megabytes} MB: building`)
  const { made: index, seconds } = await making(() => build(corpus, 'auto'))
  const { indexBytes, textBytes } = index.stats()
  say(`${megabytes} MB: asking`)
  const engine = measureAll(index, answers)
  const perToken = {
    clean: perTokenOf(index, answers.clean),
    'all copied': perTokenOf(index, answers['all copied']),
  }
  const small = megabytes <= 10
  const truth = small ? compareWithTruth(index, corpus, answers) : undefined
  await index.close()
  const typescript = small ? await measureTypeScript(corpus, answers) : undefined
  return {
    megabytes: corpus.bytes / 1e6,
    documents: corpus.documents.length,
    distinctSeeds: distinctSeeds(corpus),
    buildMegabytesPerSecond: corpus.bytes / 1e6 / seconds,
    indexPerByte: indexBytes / corpus.bytes,
    textPerByte: textBytes / corpus.bytes,
    engine,
    ...(typescript === undefined ? {} : { typescript }),
    perToken,
    peers: small ? await measurePeers(corpus, answers, say) : [],
    ...(truth === undefined ? {} : { truth }),
  }
}

async function build(corpus: Corpus, kernels: 'auto' | 'typescript'): Promise<VerbatimIndex> {
  const index = await VerbatimIndex.open({ key: KEY, kernels })
  await index.add(corpus.documents)
  await index.compact()
  return index
}

function measureAll(index: VerbatimIndex, answers: Answers): SizeResult['engine'] {
  const of = (kind: AnswerKind) => measure(answers[kind], (answer) => index.match(answer).length)
  return Object.fromEntries(KINDS.map((kind) => [kind, of(kind)])) as SizeResult['engine']
}

async function measureTypeScript(corpus: Corpus, answers: Answers): Promise<SizeResult['engine']> {
  const index = await build(corpus, 'typescript')
  const measured = measureAll(index, answers)
  await index.close()
  return measured
}

function perTokenOf(index: VerbatimIndex, answers: readonly string[]): number {
  let tokens = 0
  let start = 0
  for (const [i, answer] of answers.slice(0, 60).entries()) {
    if (i === 10) {
      tokens = 0
      start = performance.now()
    }
    const stream = index.stream()
    for (let at = 0; at < answer.length; at += 5) {
      stream.push(answer.slice(at, at + 5))
      tokens++
    }
    stream.end()
  }
  return ((performance.now() - start) * 1000) / tokens
}

async function measurePeers(
  corpus: Corpus,
  answers: Answers,
  say: (what: string) => void,
): Promise<PeerResult[]> {
  const results: PeerResult[] = []
  for (const peer of peers) {
    say(peer.name)
    const part = firstBytes(corpus, peer.most)
    const { made, seconds, bytes } = await making(() => peer.build(part))
    const { p50, p99 } = measure(answers.clean.slice(0, 100), (answer) => made.check(answer))
    const perByte = bytes / part.bytes
    results.push({
      name: peer.name,
      note: peer.note,
      p50,
      p99,
      bytesPerByte: perByte,
      buildMegabytesPerSecond: part.bytes / 1e6 / seconds,
    })
  }
  say('includes')
  const includes = includesWindow(corpus)
  const sample = answers.clean.slice(0, 20).map(normalise)
  const window = measure(sample, (answer) => (includes(answer, 0) ? 1 : 0))
  const windows = windowsOf(answers.clean[0]!)
  results.push({
    name: 'includes, every window',
    note: `one window of ${windows} measured on ${sample.length} answers, times ${windows}`,
    p50: window.p50 * windows,
    p99: window.p99 * windows,
    bytesPerByte: 1,
  })
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
      const spans = index.match(plain, { minBytesCjk: GUARANTEE })
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
