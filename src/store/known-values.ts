import type { KnownValueStore } from '../core/ports.js'
import type { DocumentNumber } from '../core/types.js'
import type { Database } from './database.js'
import type { Documents } from './documents.js'

/** Each lookup asks the table, as of the last `refresh`: what another process wrote since then is not seen. */
export function createKnownValueStore(database: Database, documents: Documents): KnownValueStore {
  const holders = database.statement(
    'SELECT DISTINCT document FROM known_values WHERE digest = ? ORDER BY document',
  )
  return {
    async lookup(digests) {
      return digests.map((digest) =>
        holders
          .all(digest)
          .map(([document]) => Number(document) as DocumentNumber)
          .filter((document) => documents.byNumber(document) !== undefined),
      )
    },
  }
}
