import { countWords } from '../../text/words.js'
import { benignTwins } from '../attacks/benign-values.js'
import { valueAttacks } from '../attacks/values.js'
import type { BenchmarkIo } from '../benchmark.js'
import type { PiiRow } from '../datasets.js'
import { createRandom } from '../random.js'
import { atLeast, atMost, type Figure, type Row, row, share, type Table } from '../report.js'
import type { Finder } from './finders.js'
import { tally } from './match.js'
import { measureRows } from './measure.js'

/** What an attack may cost, as a share of all labels, and how many of the thirteen must keep to it. */
const DROP = 0.03
const KEPT = 11 / 13

/** What may be found, per 1,000 words, in as many texts that say nothing of anybody. */
const WRONG = 0.5
const TWINS = 1_500

async function wronglyFound(name: string, seed: string, finder: Finder): Promise<Figure> {
  const random = createRandom(`benign ${seed} ${name}`)
  const twin = benignTwins.find(({ attack }) => attack === name)
  let words = 0
  let found = 0
  for (let i = 0; twin !== undefined && i < TWINS; i++) {
    const text = twin.write(random)
    words += countWords(text)
    // A link is one, and is meant to be seen.
    found += (await finder.find(text)).filter(({ entity }) => entity !== 'URL').length
  }
  return { kind: 'amount', value: (1000 * found) / words, unit: `(${found} in ${words} words)` }
}

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
    const twin = await wronglyFound(attack.name, seed, finder)
    lines.push(
      row(`${attack.name}: recall, clean`, before.figure),
      row(`${attack.name}: recall, attacked`, after.figure),
      row(`${attack.name}: drop`, { kind: 'amount', value: 100 * drop, unit: 'points' }),
      row(`${attack.name}: found in its benign twin`, twin, { target: atMost(WRONG) }),
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
