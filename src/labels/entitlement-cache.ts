import { LIMITS } from '../core/limits.js'
import type { Entitlements } from '../core/types.js'

export interface EntitlementCache {
  /**
   * The value computed under `key` less than `reuse` milliseconds before `asked`, else what `compute` yields.
   * Identical requests that meet share one computation; a failed one is forgotten.
   */
  get(key: string, asked: number, reuse: number, compute: () => Promise<Computed>): Promise<Entitlements>
}

export interface Computed {
  readonly entitlements: Entitlements
  /** Whether later callers may have it too, or only those that wait for it now. */
  readonly reusable: boolean
}

interface Entry {
  readonly asked: number
  readonly value: Promise<Computed>
  /** Labels held; 0 until computed. */
  weight: number
}

interface CacheLimits {
  readonly cachedEntitlements: number
  readonly cachedEntitlementLabels: number
}

/** Least recently used goes first, by `LIMITS.cachedEntitlements` and `LIMITS.cachedEntitlementLabels`. */
export function createEntitlementCache(limits: CacheLimits = LIMITS): EntitlementCache {
  const entries = new Map<string, Entry>()
  let weight = 0

  function drop(key: string, entry: Entry): void {
    if (entries.get(key) !== entry) return
    entries.delete(key)
    weight -= entry.weight
  }

  function trim(): void {
    for (const [key, entry] of entries) {
      if (entries.size <= limits.cachedEntitlements && weight <= limits.cachedEntitlementLabels) return
      drop(key, entry)
    }
  }

  function start(key: string, asked: number, compute: () => Promise<Computed>): Entry {
    const entry: Entry = { asked, value: compute(), weight: 0 }
    entries.set(key, entry)
    entry.value.then(
      ({ entitlements, reusable }) => {
        if (!reusable) return drop(key, entry)
        if (entries.get(key) !== entry) return
        entry.weight = entitlements.labels.length
        weight += entry.weight
        trim()
      },
      () => drop(key, entry),
    )
    trim()
    return entry
  }

  return {
    async get(key, asked, reuse, compute) {
      let entry = entries.get(key)
      if (entry !== undefined) {
        drop(key, entry)
        const age = asked - entry.asked
        // A clock that was set back makes ages negative: then nothing is known of them.
        if (age >= 0 && age < reuse) {
          entries.set(key, entry)
          weight += entry.weight
        } else entry = undefined
      }
      return (await (entry ?? start(key, asked, compute)).value).entitlements
    },
  }
}
