import { LIMITS } from '../core/limits.js'
import type { AppliedStore } from '../core/ports.js'
import { type Database, decodeText, encodeText } from './database.js'

/** What batches did, by the keys under which they were sent. */
export function createAppliedStore(
  database: Database,
  usable: () => void,
  now: () => number = () => Date.now(),
): AppliedStore {
  return {
    async recall(key) {
      usable()
      const row = database
        .statement('SELECT request, summary FROM applied WHERE key = ? AND at >= ?')
        .get(key, now() - LIMITS.idempotencyTtl)
      if (row === undefined) return undefined
      const [request, summary] = row
      return { request: String(request), summary: JSON.parse(decodeText(summary)) }
    },
    async remember(key, { request, summary }) {
      usable()
      database.transaction(() => {
        database
          .statement(
            'INSERT INTO applied (key, request, at, summary) VALUES (?, ?, ?, ?) ' +
              'ON CONFLICT (key) DO UPDATE SET request = excluded.request, at = excluded.at, summary = excluded.summary',
          )
          .run(key, request, now(), encodeText(JSON.stringify(summary)))
        database.statement('DELETE FROM applied WHERE at < ?').run(now() - LIMITS.idempotencyTtl)
        database
          .statement(
            'DELETE FROM applied WHERE key IN (SELECT key FROM applied ORDER BY at DESC LIMIT -1 OFFSET ?)',
          )
          .run(LIMITS.idempotencyKeys)
      })
    },
  }
}
