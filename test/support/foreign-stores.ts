import { randomUUID } from 'node:crypto'
import { MemoryVectorStore } from '@langchain/classic/vectorstores/memory'
import { BM25Retriever } from '@langchain/community/retrievers/bm25'
import { HNSWLib } from '@langchain/community/vectorstores/hnswlib'
import { PGVectorStore } from '@langchain/community/vectorstores/pgvector'
import { Document } from '@langchain/core/documents'
import type { Embeddings } from '@langchain/core/embeddings'
import type { VectorStore } from '@langchain/core/vectorstores'
import { protect, runWithPrincipal, tagDocuments } from '../../src/adapters/langchain/index.js'
import type { ProtectForeignOptions } from '../../src/adapters/langchain/protect.js'
import type { SourceDocument } from '../../src/core/types.js'
import { createFirewall, type Firewall } from '../../src/firewall/firewall.js'
import { createHashingEmbedder } from '../../src/text/hashing-embedder.js'
import type { RetrieverFactory, RetrieverLike, RetrieverWorld } from '../conformance/langchain-retriever.js'
import type { PostgresVectors } from './postgres-vectors.js'

/** LangChain's type of embeddings over ours; its base class adds a queue that nothing here needs. */
export function embeddings(fault?: () => string | undefined): Embeddings {
  const embedder = createHashingEmbedder()
  return {
    embedDocuments: (texts: string[]) => embedder.embedDocuments(texts),
    async embedQuery(text: string) {
      const said = fault?.()
      if (said !== undefined) throw new Error(said)
      return embedder.embedQuery(text)
    },
  } as unknown as Embeddings
}

export type MakeStore = (embeddings: Embeddings) => Promise<{ store: VectorStore; close?(): Promise<void> }>

export const memoryStore: MakeStore = async (embedding) => ({ store: new MemoryVectorStore(embedding) })

export const hnswStore: MakeStore = async (embedding) => ({
  store: new HNSWLib(embedding, { space: 'cosine' }),
})

export function postgresStore({ pool }: PostgresVectors): MakeStore {
  return async (embedding) => {
    const tableName = `chunks_${randomUUID().replaceAll('-', '')}`
    const store = new PGVectorStore(embedding, { pool, tableName })
    await store.ensureTableInDatabase()
    return {
      store,
      close: async () => void (await pool.query(`DROP TABLE ${tableName}`)),
    }
  }
}

/** Documents of the world as a loader gives them, tagged; `labelOf` knows the world's permissions. */
export async function taggedDocuments(
  firewall: Firewall,
  documents: readonly SourceDocument[],
): Promise<Document[]> {
  const byId = new Map(documents.map((document) => [document.id, document]))
  const loaded = documents.map(
    ({ id, text }) => new Document({ pageContent: text, metadata: { source: id } }),
  )
  return tagDocuments(firewall, ({ metadata }) => {
    const source = byId.get(String(metadata['source']))
    return source === undefined ? undefined : { id: source.id, acl: source.acl }
  }).invoke(loaded)
}

/** A protected vector store as the suite wants it. */
export function overStore(
  make: MakeStore,
  more: Omit<ProtectForeignOptions, 'vectorStore' | 'retriever'> = {},
): RetrieverFactory {
  return overSource(async (documents, embedding) => {
    const { store, close } = await make(embedding)
    await store.addDocuments(documents)
    return { options: { ...more, vectorStore: store }, ...(close === undefined ? {} : { close }) }
  })
}

export const overBm25: RetrieverFactory = overSource(async (documents, embedding, { k }) => {
  const retriever = BM25Retriever.fromDocuments(documents, { k })
  const search = retriever._getRelevantDocuments
  // It embeds nothing, so that the fault of the world is put where it would be.
  retriever._getRelevantDocuments = async function (this: BM25Retriever, query: string) {
    await embedding.embedQuery(query)
    return search.call(this, query)
  }
  return { options: { retriever: retriever } }
})

/** A retriever that cannot be widened, in the way that LangChain's own are: by a function that makes one. */
export function overFactory(make: MakeStore): RetrieverFactory {
  return overSource(async (documents, embedding) => {
    const { store } = await make(embedding)
    await store.addDocuments(documents)
    return { options: { retriever: (width) => store.asRetriever(width) } }
  })
}

type OpenSource = (
  documents: Document[],
  embedding: Embeddings,
  world: RetrieverWorld,
) => Promise<{ options: ProtectForeignOptions; close?(): Promise<void> }>

function overSource(open: OpenSource): RetrieverFactory {
  return async (world) => {
    const { levels, documents, k, fault } = world
    let ready = false
    const firewall = await createFirewall({ policy: levels, audit: 'memory' })
    const embedding = embeddings(() => (ready ? fault : undefined))
    const { options, close } = await open(await taggedDocuments(firewall, documents), embedding, world)
    ready = true
    const retriever = protect(firewall, { onWarning: () => undefined, ...options, k })
    return {
      retriever: retriever as unknown as RetrieverLike,
      runAs: runWithPrincipal,
      async close() {
        await close?.()
        await firewall.close()
      },
    }
  }
}
