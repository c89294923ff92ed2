import { createHash } from 'node:crypto'
import { Document } from '@langchain/core/documents'
import type { Embeddings } from '@langchain/core/embeddings'
import { type ProtectedRetriever, tagDocuments } from '../../src/adapters/langchain/index.js'
import type { Acl, Principal } from '../../src/core/types.js'
import type { Firewall } from '../../src/firewall/firewall.js'
import { seeded } from './random.js'

/**
 * A corpus for measuring retrieval over foreign stores: labels of very uneven size, readers of one label and
 * readers of nearly all, vectors that are sums of their words', and an oracle that reads permissions itself.
 */
export interface ForeignWorld {
  readonly chunks: readonly WorldChunk[]
  readonly readers: readonly Principal[]
  readonly queries: readonly string[]
  readonly embeddings: Embeddings
}

export interface WorldChunk {
  readonly text: string
  readonly document: string
  readonly label: number
}

export interface WorldSize {
  readonly chunks: number
  readonly labels: number
  readonly readers: number
}

export const WORLD_LEVELS = ['public', 'internal', 'secret'] as const
const CHUNKS_PER_DOCUMENT = 10
const DIMENSION = 128
const TOPICS = 60
const WORDS_PER_CHUNK = 12

export function makeWorld({ chunks, labels, readers }: WorldSize, seed = 7): ForeignWorld {
  const random = seeded(seed)
  const below = (n: number) => Math.floor(random() * n)
  // A Zipf-like share each: the first labels hold a large part of the corpus, the last a document or none.
  const weights = Array.from({ length: labels }, (_, i) => 1 / (i + 1) ** 0.8)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const labelAt = (share: number) => {
    let left = share * total
    return Math.max(
      0,
      weights.findIndex((weight) => (left -= weight) < 0),
    )
  }
  const passage = (topic: number, n: number, words: number) =>
    Array.from({ length: words }, () =>
      random() < 0.6 ? `t${topic}w${below(40)}` : `common${below(400)}`,
    ).join(' ') + ` n${n}`
  const made: WorldChunk[] = []
  for (let n = 0; n < chunks; n++) {
    const document = Math.floor(n / CHUNKS_PER_DOCUMENT)
    const previous = made[n - 1]
    const label = n % CHUNKS_PER_DOCUMENT === 0 ? labelAt(random()) : previous!.label
    made.push({ text: passage(below(TOPICS), n, WORDS_PER_CHUNK), document: `d${document}`, label })
  }
  return {
    chunks: made,
    readers: Array.from({ length: readers }, (_, i) => {
      const count = Math.max(1, Math.round(labels ** (i / Math.max(1, readers - 1))))
      const groups = new Set<string>()
      while (groups.size < count) groups.add(`group:g${below(labels)}`)
      const level = WORLD_LEVELS[i % 3 === 0 ? below(3) : 2]!
      return { id: `user:r${i}`, groups: [...groups], clearance: { level, compartments: [] } }
    }),
    queries: Array.from({ length: readers }, (_, i) => passage(i % TOPICS, -1 - i, 5)),
    embeddings: wordEmbeddings(),
  }
}

export function aclOf(label: number): Acl {
  return { allow: [`group:g${label}`], deny: [], classification: WORLD_LEVELS[label % 3]! }
}

/** The oracle: none of the code under test. */
export function mayReadLabel({ groups, clearance }: Principal, label: number): boolean {
  const rank = WORLD_LEVELS.indexOf(clearance.level as (typeof WORLD_LEVELS)[number])
  return groups.includes(`group:g${label}`) && label % 3 <= rank
}

/** The world's documents through `tagDocuments`, then cut into chunks as a splitter cuts them. */
export async function taggedChunks(firewall: Firewall, world: ForeignWorld): Promise<Document[]> {
  const byDocument = new Map<string, WorldChunk[]>()
  for (const chunk of world.chunks) {
    const listed = byDocument.get(chunk.document)
    if (listed === undefined) byDocument.set(chunk.document, [chunk])
    else listed.push(chunk)
  }
  const loaded = [...byDocument].map(
    ([source, chunks]) =>
      new Document({ pageContent: chunks.map(({ text }) => text).join('\n\n'), metadata: { source } }),
  )
  const labelOf = ({ metadata }: { metadata: Record<string, unknown> }) => ({
    acl: aclOf(byDocument.get(String(metadata['source']))![0]!.label),
  })
  const tagged = await tagDocuments(firewall, labelOf).invoke(loaded)
  return tagged.flatMap(({ pageContent, metadata }) =>
    pageContent.split('\n\n').map((text) => new Document({ pageContent: text, metadata: { ...metadata } })),
  )
}

/** Each word has a random direction, a text the sum of its words'. */
function wordEmbeddings(): Embeddings {
  const words = new Map<string, Float64Array>()
  const vectorOf = (word: string) => {
    let vector = words.get(word)
    if (vector === undefined) {
      const random = seeded(createHash('sha256').update(word).digest().readUInt32LE())
      vector = Float64Array.from({ length: DIMENSION }, () => random() + random() + random() - 1.5)
      words.set(word, vector)
    }
    return vector
  }
  const embed = (text: string) => {
    const sum = new Float64Array(DIMENSION)
    for (const word of text.split(' ')) for (const [i, value] of vectorOf(word).entries()) sum[i]! += value
    const norm = Math.hypot(...sum)
    return Array.from(sum, (value) => Math.fround(value / norm))
  }
  return {
    embedQuery: async (text: string) => embed(text),
    embedDocuments: async (texts: string[]) => texts.map(embed),
  } as unknown as Embeddings
}

/** All chunks, best first, for each query. */
export async function exactRankings({ chunks, queries, embeddings }: ForeignWorld): Promise<number[][]> {
  const embedded = await embeddings.embedDocuments(chunks.map(({ text }) => text))
  const vectors = embedded.map((vector) => Float32Array.from(vector))
  const rankings: number[][] = []
  for (const query of queries) {
    const asked = await embeddings.embedQuery(query)
    const scores = vectors.map((vector) => vector.reduce((sum, value, i) => sum + value * asked[i]!, 0))
    rankings.push(scores.map((_, i) => i).sort((a, b) => scores[b]! - scores[a]!))
  }
  return rankings
}

export interface Measured {
  readonly searches: number
  readonly returned: number
  readonly forbidden: number
  /** Of the exact permitted best k, over all readers who may read any. */
  readonly recall: number
  /** Of those among the first `bound` of all: what fetching and filtering promises. */
  readonly promised: number
  /** Milliseconds of each search, ascending. */
  readonly times: readonly number[]
}

/** One search per reader, each with a query of its own. */
export async function measure(
  world: ForeignWorld,
  rankings: readonly (readonly number[])[],
  search: (query: string, reader: Principal) => Promise<readonly { pageContent: string }[]>,
  { k, bound }: { readonly k: number; readonly bound: number },
): Promise<Measured> {
  const byText = new Map(world.chunks.map((chunk, i) => [chunk.text, i]))
  let returned = 0
  let forbidden = 0
  const recall = { hits: 0, of: 0 }
  const promised = { hits: 0, of: 0 }
  const times: number[] = []
  for (const [i, reader] of world.readers.entries()) {
    const start = performance.now()
    const found = await search(world.queries[i]!, reader)
    times.push(performance.now() - start)
    const ids = new Set(found.map(({ pageContent }) => byText.get(pageContent) ?? -1))
    returned += ids.size
    for (const id of ids) if (id < 0 || !mayReadLabel(reader, world.chunks[id]!.label)) forbidden += 1
    for (const [sum, ranking] of [
      [recall, rankings[i]!],
      [promised, rankings[i]!.slice(0, bound)],
    ] as const) {
      const best = ranking.filter((id) => mayReadLabel(reader, world.chunks[id]!.label)).slice(0, k)
      sum.hits += best.filter((id) => ids.has(id)).length
      sum.of += best.length
    }
  }
  return {
    searches: world.readers.length,
    returned,
    forbidden,
    recall: recall.hits / recall.of,
    promised: promised.hits / promised.of,
    times: times.sort((a, b) => a - b),
  }
}

/** A protected retriever as `measure` asks it. */
export function asReader(retriever: ProtectedRetriever) {
  return (query: string, principal: Principal) => retriever.invoke(query, { configurable: { principal } })
}
