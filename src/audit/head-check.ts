import type { ChainHead } from '../core/audit.js'
import { type ChainRecord, headsNamedBy, type Trust } from './chain.js'
import { createRemovals, type Removals } from './removals.js'
import type { ChainSet } from './verify.js'
import { genuineFrom, Mismatch, type Position } from './walk.js'

/** Hashes of the newest records of each chain: what checkpoints name is mostly among them. */
const RECENT = 4_096

/** Where heads are looked up. */
export type HeadSource = Pick<ChainSet, 'find'> & { readonly trust: Trust }

/** Whether records that others name are there, or were removed by retention, which `removals` is told of. */
export function createHeadCheck(removals: Removals = createRemovals()) {
  const recent = new Map<string, Map<number, string>>()
  const open: ChainHead[] = []

  function require(head: ChainHead): void {
    const hash = recent.get(head.chain)?.get(head.sequence)
    if (hash === undefined) open.push(head)
    else if (hash !== head.hash) throw new Mismatch()
  }

  return {
    /** Notes a record, and what it names. */
    take(record: ChainRecord): void {
      const { chain, sequence, hash } = record
      let known = recent.get(chain)
      if (known === undefined) recent.set(chain, (known = new Map()))
      known.set(sequence, hash)
      if (known.size > RECENT) known.delete(sequence - RECENT)
      removals.take(record)
      for (const head of headsNamedBy(record)) if (head.chain !== chain) require(head)
    },
    require,
    /** Looks up those that were not among the newest. Throws `Mismatch` for one that is not there. */
    async settle(positions: ReadonlyMap<string, Position>, source: HeadSource): Promise<void> {
      for (const head of open) {
        const position = positions.get(head.chain)
        const hash =
          position?.sequence === head.sequence
            ? position.hash
            : (recent.get(head.chain)?.get(head.sequence) ?? (await lookUp(head, position, source)))
        if (hash === head.hash) continue
        const isThere = (await source.find(head.chain)) !== undefined
        if (isThere || !removals.explains(head)) throw new Mismatch()
      }
    },
  }
}

async function lookUp(
  { chain, sequence }: ChainHead,
  position: Position | undefined,
  { find, trust }: HeadSource,
): Promise<string | undefined> {
  const source = await find(chain)
  if (source === undefined) return undefined
  const mark = position?.marks.findLast(([, first]) => first <= sequence)
  for await (const record of genuineFrom(source, mark?.[2] ?? 0, trust))
    if (record.sequence === sequence) return record.hash
  return undefined
}
