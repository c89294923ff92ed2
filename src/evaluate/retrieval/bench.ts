import type { Entitlements } from '../../core/types.js'
import type { BenchmarkIo } from '../benchmark.js'
import type { Random } from '../random.js'
import type { Corpus, CorpusDocument } from './corpus.js'
import type { ExactIndex, ExactQuery } from './exact.js'
import type { Delivered } from './leaks.js'
import type { Stage } from './stage.js'
import type { World, WorldReader } from './world.js'

/** Results asked for, everywhere. */
export const K = 10

/** Everything the phases of the retrieval benchmark work on. */
export interface Bench {
  readonly corpus: Corpus
  readonly documents: ReadonlyMap<string, CorpusDocument>
  readonly world: World
  readonly exact: ExactIndex
  /** The firewall under test. */
  readonly stage: Stage
  /** The same documents under a single label, read by the administrator: what search costs and finds unfiltered. */
  readonly open: { readonly stage: Stage; readonly entitlements: () => Promise<Entitlements> }
  readonly random: Random
  readonly io: BenchmarkIo
  /** Embedded once. */
  query(
    index: number,
  ): Promise<ExactQuery & { readonly text: string; readonly grades: ReadonlyMap<string, number> }>
  /** The questions that a document is a right answer to. */
  readonly questionsOf: ReadonlyMap<string, readonly number[]>
  /** Chunks that the reader may read. */
  permittedChunks(reader: string): number
}

export interface Case {
  readonly reader: WorldReader
  readonly query: number
  /** Chosen because none of its right documents may be read. */
  readonly opposed: boolean
}

/** Share of the cases in which the right documents are forbidden on purpose. */
const OPPOSED = 0.2

/** A random reader asks a random question; one in five asks for what they may not read. */
export function drawCase({ world, corpus }: Bench, random: Random, readers = world.readers): Case {
  const reader = random.pick(readers)
  const opposed = reader.visibility < 1 && random.chance(OPPOSED)
  let query = random.below(corpus.queries.length)
  if (opposed) {
    const permitted = world.permitted(reader.id)
    const isOpposed = (index: number) =>
      [...corpus.queries[index]!.grades.keys()].every((id) => !permitted.has(id))
    for (let i = 0; i < 20 && !isOpposed(query); i++) query = random.below(corpus.queries.length)
  }
  return { reader, query, opposed }
}

/** A random reader asks for something that they may read; undefined when that reader can ask nothing. */
export function drawAnswerable(
  { world, questionsOf }: Bench,
  random: Random,
  readers: World['readers'],
): Case | undefined {
  const reader = random.pick(readers)
  const right = [...world.permitted(reader.id)].filter((id) => questionsOf.has(id))
  if (right.length === 0) return undefined
  return { reader, query: random.pick(questionsOf.get(random.pick(right))!), opposed: false }
}

/** What the search stage gave out. */
export function fromSearch(chunk: Awaited<ReturnType<Stage['search']>>[number]): Delivered {
  const { id, document, title, text } = chunk
  return { id, documentId: document.id, uri: document.uri, title, text }
}

/** What door 1 gave out. */
export function fromDoor(chunk: Awaited<ReturnType<Stage['firewall']['retrieve']>>[number]): Delivered {
  const { id, documentId, uri, title, text } = chunk
  return { id, documentId, uri, title, text }
}
