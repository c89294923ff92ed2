import type { ChainHead } from '../core/audit.js'
import type { ChainSource } from './lines.js'
import type { ChainSet } from './verify.js'

/** Where a journal's bytes lie: files, or memory. */
export interface Medium extends ChainSet {
  /** Heads of other chains that no record names yet: the next record shall name them. They are durable by then. */
  unnamedHeads(own: string): Promise<readonly ChainHead[]>
  /** Begins a chain. */
  create(chain: string): Promise<void>
  /** Appends whole lines to the chain that was created; durable, and the head anchored, when it resolves. */
  commit(bytes: Buffer, head: ChainHead): Promise<void>
  /** Leaves the chain that was created as it is; one that holds nothing goes. */
  abandon(): Promise<void>
  /** Takes a chain away, and what was noted of it outside. One that is gone already is no error. */
  remove(chain: string): Promise<void>
  /** Whether heads are noted outside the journal: without, a tail that was cut off cannot be missed. */
  readonly anchored: boolean
  anchors(): Promise<readonly ChainHead[]>
  close(): Promise<void>
}

/** A chain's bytes in memory. */
export interface MemoryChain extends ChainSource {
  readonly lines: Buffer[]
}

/** For tests and in-memory firewalls: one chain, nothing to survive. */
export function createMemoryMedium(): Medium & { readonly chains: Map<string, MemoryChain> } {
  const chains = new Map<string, MemoryChain>()
  let current: MemoryChain | undefined
  return {
    chains,
    list: async () => [...chains.values()],
    find: async (chain) => chains.get(chain),
    unnamedHeads: async () => [],
    async create(chain) {
      const lines: Buffer[] = []
      current = {
        chain,
        lines,
        async *blocks(from = 0) {
          let begin = 0
          for (const line of [...lines]) {
            if (begin + line.length > from) yield line.subarray(Math.max(0, from - begin))
            begin += line.length
          }
        },
        state: () => ({ size: lines.reduce((sum, { length }) => sum + length, 0), changed: 0 }),
      }
      chains.set(chain, current)
    },
    async commit(bytes) {
      current?.lines.push(bytes)
    },
    abandon: async () => {},
    async remove(chain) {
      chains.delete(chain)
    },
    anchored: false,
    anchors: async () => [],
    close: async () => {},
  }
}
