import { failpoint } from '../core/failpoint.js'
import type { DocumentNumber } from '../core/types.js'
import { type Database, decodeText } from './database.js'
import { type EmbedderIdentity, embed, writeVectorState } from './embedder-identity.js'
import { writeMeta } from './meta.js'
import { embeddedText, encodeVector, type Mirror } from './mirror.js'

/** Chunks embedded in one call and written in one transaction. */
const BATCH = 64

export interface ReindexOptions {
  readonly database: Database
  readonly mirror: Mirror
  readonly identity: EmbedderIdentity | undefined
  readonly embed: (texts: string[]) => Promise<number[][]>
  readonly onProgress?: (done: number, total: number) => void
}

/**
 * Embeds every retrievable chunk again. The new vectors are written as a second generation beside the old and
 * become the stored ones in one commit together with the embedder's identity; a crash before it changes
 * nothing but disk space, which the next attempt takes back. Nothing else may write meanwhile.
 */
export async function reindex(options: ReindexOptions): Promise<void> {
  const { database, mirror } = options
  const { generation } = mirror.vectors
  const next = generation + 1
  const chunks = database
    .statement(
      `SELECT p.document, p.ordinal FROM documents d JOIN pieces p ON p.document = d.number
       WHERE d.retrievable = 1 ORDER BY p.document, p.ordinal`,
    )
    .all() as [number, number][]
  dropOtherGenerations(database, generation)

  let dimension: number | undefined
  const insert = database.statement(
    'INSERT INTO vectors (document, ordinal, generation, vector) VALUES (?, ?, ?, ?)',
  )
  const select = database.statement('SELECT text FROM pieces WHERE document = ? AND ordinal = ?')
  for (let start = 0; start < chunks.length; start += BATCH) {
    const batch = chunks.slice(start, start + BATCH)
    const texts = batch.map(([document, ordinal]) => {
      const title = mirror.documents.byNumber(document as DocumentNumber)?.title
      return embeddedText(title, decodeText(select.get(document, ordinal)?.[0]))
    })
    const vectors = await embed(options.embed, texts, dimension)
    dimension ??= vectors[0]?.dimension
    database.transaction(() => {
      for (const [i, [document, ordinal]] of batch.entries()) {
        const vector = vectors[i]!
        insert.run(document, ordinal, next, encodeVector(vector.unit, vector.dimension))
      }
      failpoint('store.reindex')
    })
    options.onProgress?.(start + batch.length, chunks.length)
  }

  failpoint('store.switch')
  database.transaction(() => {
    writeVectorState(database, { generation: next, dimension, identity: options.identity })
    writeMeta(database, 'revision', mirror.revision + 1)
    dropOtherGenerations(database, next)
  })
  failpoint('store.switched')
  mirror.revision += 1
  mirror.reloadVectors()
}

function dropOtherGenerations(database: Database, generation: number): void {
  database.statement('DELETE FROM vectors WHERE generation <> ?').run(generation)
}
