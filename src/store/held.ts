import { FirewallError } from '../core/errors.js'
import { LIMITS } from '../core/limits.js'
import type { HeldStore } from '../core/ports.js'
import type { Database } from './database.js'

/** Answers that wait for a person, as bytes that their owner encrypted. */
export function createHeldStore(database: Database, usable: () => void): HeldStore {
  return {
    async hold(call, bytes) {
      usable()
      database.transaction(() => {
        const waiting = Number(database.statement('SELECT count(*) FROM held').get()?.[0])
        if (waiting >= LIMITS.heldAnswers) {
          throw new FirewallError('store-failed', `${waiting} held answers already wait for a person`, {
            help: 'release or refuse some of them',
          })
        }
        const bytesWaiting = Number(database.statement('SELECT sum(length(bytes)) FROM held').get()?.[0])
        if (bytesWaiting + bytes.length > LIMITS.heldBytes) {
          throw new FirewallError(
            'store-failed',
            'the held answers that wait for a person fill their store',
            {
              help: 'release or refuse some of them',
            },
          )
        }
        database
          .statement(
            'INSERT INTO held (call, bytes, created) VALUES (?, ?, ?) ON CONFLICT (call) DO UPDATE SET bytes = excluded.bytes',
          )
          .run(call, bytes, Date.now())
      })
    },
    async held(call) {
      usable()
      const [bytes, created] =
        database.statement('SELECT bytes, created FROM held WHERE call = ?').get(call) ?? []
      if (!(bytes instanceof Uint8Array)) return undefined
      return { bytes: Uint8Array.from(bytes), created: Number(created) }
    },
    async heldCalls() {
      usable()
      return database
        .statement('SELECT call FROM held ORDER BY created, call')
        .all()
        .map(([call]) => String(call))
    },
    async settleHeld(call) {
      usable()
      return database.transaction(() => database.statement('DELETE FROM held WHERE call = ?').run(call) > 0)
    },
  }
}
