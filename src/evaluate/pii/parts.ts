import { FirewallError } from '../../core/errors.js'
import type { PiiRow } from '../datasets.js'
import { createRandom } from '../random.js'

/** Rows of one template fall on one side, so that what was learnt on one half is judged on other sentences. */
export function partOf(rows: readonly PiiRow[], part: string): readonly PiiRow[] {
  if (part === 'all') return rows
  if (part !== 'tuning' && part !== 'judging') {
    throw new FirewallError('option-invalid', '--part names no part of the data', {
      help: 'it is `all`, `tuning` or `judging`',
    })
  }
  const sideOf = (row: PiiRow) =>
    createRandom(`part ${row.template ?? row.layout ?? row.id}`).chance(0.5) ? 'tuning' : 'judging'
  return rows.filter((row) => sideOf(row) === part)
}
