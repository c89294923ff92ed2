import type { AuditRecord, ChainHead, RemovalEvent } from '../core/audit.js'
import type { RemovedRecords } from '../core/ports.js'

/** What retention took away, as far as the journal says so. */
export interface Removals {
  /** Takes the next record, of any kind. */
  take(record: Pick<AuditRecord, 'event' | 'time'>): void
  /** Whether a head that something names may be without a file. */
  explains(head: ChainHead): boolean
  /** Whether this chain was removed. */
  has(chain: string): boolean
  /** Undefined where nothing was. */
  readonly removed: RemovedRecords | undefined
  /** One that goes on from here by itself. */
  fork(): Removals
  /** What `createRemovals` goes on from, as JSON. */
  save(): SavedRemovals
}

export interface SavedRemovals {
  readonly heads: readonly ChainHead[]
  readonly last?: { readonly at: number; readonly event: Pick<RemovalEvent, 'last' | 'total'> }
}

export function createRemovals(saved: SavedRemovals = { heads: [] }): Removals {
  const heads = new Map(saved.heads.map((head) => [head.chain, head]))
  let { last } = saved
  return {
    take({ event, time }) {
      if (event.type !== 'removal') return
      for (const head of [...event.chains, ...(event.earlier ?? [])]) heads.set(head.chain, head)
      // Chains may be read one after the other: the totals are those of the newest.
      if (last === undefined || last.at <= time)
        last = { at: time, event: { last: event.last, total: event.total } }
    },
    explains({ chain, sequence, hash }) {
      const end = heads.get(chain)
      return (
        end !== undefined && (sequence < end.sequence || (sequence === end.sequence && hash === end.hash))
      )
    },
    has: (chain) => heads.has(chain),
    get removed() {
      if (last === undefined) return undefined
      const { at, event } = last
      return { ...event.total, until: new Date(event.last), at: new Date(at) }
    },
    fork: () => createRemovals({ heads: [...heads.values()], ...(last === undefined ? {} : { last }) }),
    save: () => ({ heads: [...heads.values()], ...(last === undefined ? {} : { last }) }),
  }
}
