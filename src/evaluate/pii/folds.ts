import { FirewallError } from '../../core/errors.js'
import { type Figure, type Row, row, type Table } from '../report.js'
import { isStructured } from './entities.js'
import { f2, tally } from './match.js'
import type { MeasuredRow } from './measure.js'
import { f2Figure, precisionFigure, recallFigure } from './table.js'

/** A file, named without its endings: the domain of its rows. */
export interface MeasuredSet {
  readonly set: string
  readonly rows: readonly MeasuredRow[]
}

/** What rows have in common that an evaluation can be cut by: nothing is trained, so a fold is only counted apart. */
const FOLDS = ['template', 'layout', 'domain', 'locale'] as const
export type Fold = (typeof FOLDS)[number]

/** Throws `option-invalid` for a name that is none of them. */
export function foldNamed(name: string): Fold | undefined {
  if (name === 'none') return undefined
  const fold = FOLDS.find((known) => known === name)
  if (fold !== undefined) return fold
  throw new FirewallError('option-invalid', '--folds names no way to cut the data', {
    help: `it is ${FOLDS.map((known) => `\`${known}\``).join(', ')} or \`none\``,
  })
}

function groupOf(fold: Fold, set: string, { template, layout, lang }: MeasuredRow): string {
  if (fold === 'domain') return set
  if (fold === 'locale') return lang
  const group = fold === 'template' ? (template ?? layout) : (layout ?? template)
  return `${set} ${group ?? 'without'}`
}

/** Figures of each group, and how far the groups lie apart: a mean hides the layout that nobody thought of. */
export function foldTable(fold: Fold, sets: readonly MeasuredSet[], seed: string): Table {
  const groups = new Map<string, MeasuredRow[]>()
  for (const { set, rows } of sets) {
    for (const one of rows) {
      const name = groupOf(fold, set, one)
      const group = groups.get(name)
      if (group === undefined) groups.set(name, [one])
      else group.push(one)
    }
  }
  const sorted = [...groups].sort(([a], [b]) => (a < b ? -1 : 1))
  const values = sorted.map(([, rows]) => f2(tally(rows))).filter((value) => !Number.isNaN(value))
  return {
    title: `by ${fold}: ${groups.size} groups`,
    rows: [
      ...sorted.flatMap(([name, rows]): Row[] => {
        const structured = tally(rows, isStructured)
        return [
          row(
            `${name}: F2`,
            f2Figure(rows, () => true, seed),
          ),
          ...(structured.labels === 0
            ? []
            : [
                row(`${name}: structured kinds: recall`, recallFigure(structured)),
                row(`${name}: structured kinds: precision`, precisionFigure(structured)),
              ]),
        ]
      }),
      ...(values.length < 2
        ? []
        : [
            row('spread of F2: lowest group', points(Math.min(...values))),
            row('spread of F2: highest group', points(Math.max(...values))),
            row('spread of F2: standard deviation', points(deviation(values))),
          ]),
    ],
  }
}

/** At most so many points of F2 may what was never looked at lie below what was. */
const GAP = 2

/** What the rows that were looked at say, what those of the lock-box say, and the difference. */
export function gapTable(used: MeasuredSet, locked: MeasuredSet, seed: string): Table {
  const f2Of = (rows: readonly MeasuredRow[]) => f2Figure(rows, () => true, seed)
  const structured = tally(locked.rows, isStructured)
  const gap = 100 * (f2(tally(used.rows)) - f2(tally(locked.rows)))
  return {
    title: `${used.set}: the lock-box, ${locked.rows.length} rows`,
    rows: [
      row('F2, rows that were looked at', f2Of(used.rows)),
      row('F2, lock-box', f2Of(locked.rows), { target: { at: 'least', value: 0.92 } }),
      row('gap', { kind: 'amount', value: gap, unit: 'points' }, { target: { at: 'most', value: GAP } }),
      row('structured kinds: recall, looked at', recallFigure(tally(used.rows, isStructured))),
      row('structured kinds: recall, lock-box', recallFigure(structured), {
        target: { at: 'least', value: 0.95 },
      }),
      row('structured kinds: precision, lock-box', precisionFigure(structured), {
        target: { at: 'least', value: 0.98 },
      }),
    ],
  }
}

function points(value: number): Figure {
  return { kind: 'amount', value: 100 * value, unit: 'points' }
}

function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)
}
