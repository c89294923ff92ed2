import { FirewallError } from '../core/errors.js'
import { createHeadCheck } from './head-check.js'
import type { LedgerSource } from './ledger.js'
import { createRemovals, type Removals } from './removals.js'
import { Mismatch, type Position, placeOf, type Walked, walk } from './walk.js'

/** A journal that was read whole. */
interface ReadJournal {
  readonly positions: ReadonlyMap<string, Position>
  readonly removals: Removals
}

/**
 * Reads and verifies the whole journal, by time; `see` is given each record. Throws `audit-unavailable` for one that does
 * not hold: what was tampered with is neither signed nor removed.
 */
export async function readVerified(
  source: LedgerSource,
  see: (walked: Walked) => void,
): Promise<ReadJournal> {
  const positions = new Map<string, Position>()
  const removals = createRemovals()
  const heads = createHeadCheck(removals)
  const starts = (await source.list()).map((one) => ({ source: one }))
  try {
    for await (const walked of walk(starts, source.trust)) {
      heads.take(walked.record)
      positions.set(walked.record.chain, placeOf(positions.get(walked.record.chain), walked))
      see(walked)
    }
    for (const head of await source.expected()) heads.require(head)
    await heads.settle(positions, source)
  } catch (error) {
    if (!(error instanceof Mismatch)) throw error
    throw new FirewallError(
      'audit-unavailable',
      'the audit journal does not hold, so nothing in it is signed or removed',
      { help: 'run `ragwall verify`: it says where the journal breaks' },
    )
  }
  return { positions, removals }
}
