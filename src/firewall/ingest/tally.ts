import type { SyncSummary } from '../../core/types.js'
import type { Outcome } from './prepare.js'

/** What came of a batch, or of a whole sync. */
export interface Tally {
  upserted: number
  relabelled: number
  deleted: number
  containers: number
  unchanged: number
  changes: number
  characters: number
  readonly refused: SyncSummary['refused'][number][]
  readonly skipped: SyncSummary['skipped'][number][]
  /** Ids delivered and not taken, and ids taken: what the source is to deliver again, and what no more. */
  readonly rejected: string[]
  readonly taken: string[]
}

export function emptyTally(): Tally {
  return {
    upserted: 0,
    relabelled: 0,
    deleted: 0,
    containers: 0,
    unchanged: 0,
    changes: 0,
    characters: 0,
    refused: [],
    skipped: [],
    rejected: [],
    taken: [],
  }
}

export function tallyOf(outcomes: readonly Outcome[]): Tally {
  const tally = emptyTally()
  for (const outcome of outcomes) {
    tally.changes += 1
    if (outcome.kind === 'refused') {
      tally.refused.push(outcome.refusal)
      if (outcome.again) tally.rejected.push(outcome.refusal.id)
      continue
    }
    if (outcome.kind !== 'ignored') tally[outcome.kind] += 1
    tally.characters += outcome.characters
    if (outcome.again) tally.rejected.push(outcome.id)
    else tally.taken.push(outcome.id)
  }
  return tally
}

/** Adds a batch to what a sync came to so far. */
export function addTally(total: Tally, batch: Tally): void {
  total.upserted += batch.upserted
  total.relabelled += batch.relabelled
  total.deleted += batch.deleted
  total.containers += batch.containers
  total.unchanged += batch.unchanged
  total.changes += batch.changes
  total.characters += batch.characters
  total.refused.push(...batch.refused)
}
