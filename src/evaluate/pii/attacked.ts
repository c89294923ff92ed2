import { valueAttacks } from '../attacks/values.js'
import type { BenchmarkIo } from '../benchmark.js'
import type { PiiRow } from '../datasets.js'
import { createRandom } from '../random.js'
import { atLeast, type Row, row, share, type Table } from '../report.js'
import type { Finder } from './finders.js'
import { tally } from './match.js'
import { measureRows } from './measure.js'

/** What an attack may cost, as a share of all labels, and how many of the thirteen must keep to it. */
const DROP = 0.03
const KEPT = 11 / 13

/** Clean rows as they are and under each attack of our own: recall of both, and what the attack costs. */
export async function attackedTable(
  { name, rows, seed }: { readonly name: string; readonly rows: readonly PiiRow[]; readonly seed: string },
  finder: Finder,
  { io }: { readonly io: BenchmarkIo },
): Promise<Table> {
  const lines: Row[] = []
  let kept = 0
  for (const attack of valueAttacks) {
    const random = createRandom(`attack ${seed} ${attack.name}`)
    const pairs = rows.flatMap((clean) => {
      const attacked = attack.attack(clean, random)
      return attacked === undefined ? [] : [{ clean, attacked }]
    })
    if (pairs.length === 0) continue
    const recallOf = async (of: readonly PiiRow[]) => {
      const { rows: measured } = await measureRows(of, finder, { io })
      const { found, labels } = tally(measured)
      return { figure: share(found, labels), value: found / labels }
    }
    const before = await recallOf(pairs.map(({ clean }) => clean))
    const after = await recallOf(pairs.map(({ attacked }) => attacked))
    const drop = before.value - after.value
    if (drop <= DROP) kept += 1
    lines.push(
      row(`${attack.name}: recall, clean`, before.figure),
      row(`${attack.name}: recall, attacked`, after.figure),
      row(`${attack.name}: drop`, { kind: 'amount', value: 100 * drop, unit: 'points' }),
    )
  }
  return {
    title: `${name}: attacks of our own on ${rows.length} clean rows`,
    rows: [
      ...lines,
      row('attacks that cost 3 points at most', share(kept, valueAttacks.length), { target: atLeast(KEPT) }),
    ],
  }
}
