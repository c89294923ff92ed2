import { keyedDigest, type SecretKey } from '../../core/digest.js'
import { FirewallError } from '../../core/errors.js'
import type { AppliedStore } from '../../core/ports.js'
import type { SyncSummary } from '../../core/types.js'

/** Names a batch of changes, so that one which is sent again is applied once. */
export interface Once {
  /** Who sends it: keys of two senders are two keys. */
  readonly by: string
  /** The sender's name for it. */
  readonly key: string
  /** What is asked, in any form that differs where requests differ. */
  readonly request: string
}

/** Applies what is named once. */
export interface AppliedOnce {
  /** What `work` gives, now or the first time. Throws `request-invalid` for a name that came with another request. */
  run(once: Once, work: () => Promise<SyncSummary>): Promise<SyncSummary>
}

/**
 * What was done is remembered in the store, so it outlives the process; while it is being done, by the process that
 * does it, which is the only one that may write. What failed, or did nothing, may be tried again.
 */
export function createAppliedOnce(store: AppliedStore, key: SecretKey): AppliedOnce {
  const running = new Map<string, { readonly request: string; readonly summary: Promise<SyncSummary> }>()
  return {
    async run(once, work) {
      const name = keyedDigest(key, once.by, once.key)
      const request = keyedDigest(key, once.request)
      const known = running.get(name) ?? (await store.recall(name)) ?? running.get(name)
      if (known !== undefined) {
        if (known.request === request) return known.summary
        throw new FirewallError('request-invalid', 'this idempotency key came with another request', {
          help: 'make a new key for each request, and keep it for repeats of that request alone',
        })
      }
      const summary = work()
      running.set(name, { request, summary })
      try {
        const done = await summary
        const { upserted, relabelled, deleted, unchanged } = done
        if (upserted + relabelled + deleted + unchanged > 0) {
          await store.remember(name, { request, summary: done })
        }
        return done
      } finally {
        running.delete(name)
      }
    },
  }
}
