import { createRandom } from '../random.js'
import {
  atLeast,
  type Baseline,
  type Figure,
  type Row,
  row,
  share,
  type Table,
  type Target,
} from '../report.js'
import { familyOf, isStructured } from './entities.js'
import { f2, type Tally, tally } from './match.js'
import type { MeasuredFile, MeasuredRow } from './measure.js'
import { countReasons } from './misses.js'

/** What one file gave, and what the baseline that must fail gave on it. */
export interface Measured {
  readonly name: string
  readonly ours: MeasuredFile
  readonly naive: MeasuredFile
  readonly seed: string
}

export function piiTables(measured: Measured): Table[] {
  return [
    wholeTable(measured),
    entityTable(measured),
    ...groupTables(measured, 'locale', ({ lang }) => lang),
    ...groupTables(measured, 'attack', ({ attack }) => attack),
    missTable(measured),
  ].filter(({ rows }) => rows.length > 0)
}

function wholeTable({ name, ours, naive, seed }: Measured): Table {
  const all = tally(ours.rows)
  const structured = tally(ours.rows, isStructured)
  const baseline = (figure: (rows: readonly MeasuredRow[]) => Figure): Baseline => ({
    name: 'five expressions',
    figure: figure(naive.rows),
  })
  const f2Of = (rows: readonly MeasuredRow[]) => f2Figure(rows, () => true, seed)
  const recallOf = (rows: readonly MeasuredRow[]) => recallFigure(tally(rows, isStructured))
  return {
    title: `${name}: ${ours.rows.length} rows, ${all.labels} labels`,
    rows: [
      row('F2', f2Of(ours.rows), judged(ours, { f2: atLeast(0.92) }, baseline(f2Of))),
      row('recall', recallFigure(all)),
      row('precision', precisionFigure(all)),
      row('recall, whatever the name', share(all.touched, all.labels)),
      row('recall, exact boundaries', share(all.exact, all.labels)),
      row('labelled characters covered', share(all.covered, all.length)),
      ...(structured.labels === 0
        ? []
        : [
            row(
              'structured kinds: recall',
              recallFigure(structured),
              judged(ours, { f2: atLeast(0.99) }, baseline(recallOf)),
            ),
            row(
              'structured kinds: precision',
              precisionFigure(structured),
              isAttacked(ours) ? {} : { target: atLeast(0.98) },
            ),
          ]),
      row('benign redactions per 1,000 words', perThousand(ours.rows, benign)),
      row('of kinds that are not labelled here, per 1,000 words', perThousand(ours.rows, unlabelled)),
    ],
  }
}

/** Attacked rows have no target of their own: what counts is the drop, and that wants a clean twin. */
function judged(file: MeasuredFile, { f2: target }: { readonly f2: Target }, baseline: Baseline) {
  return isAttacked(file) ? {} : { target, baseline }
}

function isAttacked({ rows }: MeasuredFile): boolean {
  return rows.some(({ attack }) => attack !== undefined)
}

function entityTable({ name, ours, seed }: Measured): Table {
  const entities = new Set(ours.rows.flatMap(({ labels }) => labels.map(({ label }) => label.entity)))
  return {
    title: `${name}: by entity`,
    rows: [...entities].sort().flatMap((entity) => {
      const counts = tally(ours.rows, (candidate) => candidate === entity)
      const isJapanesePerson = entity === 'PERSON' && ours.rows.every(({ lang }) => lang === 'ja')
      const target = isJapanesePerson ? { target: atLeast(0.9) } : {}
      return [
        row(`${entity}: recall`, recallFigure(counts), target),
        row(`${entity}: precision`, precisionFigure(counts), target),
        row(
          `${entity}: F2`,
          f2Figure(ours.rows, (candidate) => candidate === entity, seed),
        ),
        row(`${entity}: exact boundaries`, share(counts.exact, counts.labels)),
      ]
    }),
  }
}

function groupTables(
  { name, ours, naive, seed }: Measured,
  what: 'locale' | 'attack',
  groupOf: (row: MeasuredRow) => string | undefined,
): Table[] {
  const groups = new Set(ours.rows.map(groupOf).filter((group) => group !== undefined))
  if (what === 'locale' && groups.size < 2) return []
  const of = (file: MeasuredFile, group: string) =>
    file.rows.filter((candidate) => groupOf(candidate) === group)
  const isJudged = what === 'locale' && !isAttacked(ours)
  return [
    {
      title: `${name}: by ${what}`,
      rows: [...groups].sort().flatMap((group): Row[] => {
        const rows = of(ours, group)
        const structured = f2Figure(rows, isStructured, seed)
        const baseline: Baseline = {
          name: 'five expressions',
          figure: f2Figure(of(naive, group), isStructured, seed),
        }
        return [
          row(
            `${group}: F2`,
            f2Figure(rows, () => true, seed),
          ),
          row(`${group}: recall`, recallFigure(tally(rows))),
          row(`${group}: precision`, precisionFigure(tally(rows))),
          row(
            `${group}: F2, structured kinds`,
            structured,
            isJudged && !Number.isNaN(structured.value) ? { target: atLeast(0.8), baseline } : {},
          ),
        ]
      }),
    },
  ]
}

/** The most frequent ways of missing something. */
const REASONS = 30

function missTable({ name, ours }: Measured): Table {
  return {
    title: `${name}: what misses`,
    rows: countReasons(ours.misses)
      .slice(0, REASONS)
      .map(({ entity, reason, count }) =>
        row(`${familyOf(entity)}: ${reason}`, { kind: 'amount', value: count, unit: '' }),
      ),
  }
}

export function recallFigure({ found, labels }: Tally): Figure {
  return share(found, labels)
}

export function precisionFigure({ right, wrong }: Tally): Figure {
  return share(right, right + wrong)
}

/** Resamples for an interval: enough for two digits. */
const RESAMPLES = 200

/** F2 with its 95 % interval: percentiles over rows drawn again and again, whole rows, since they hang together. */
export function f2Figure(
  rows: readonly MeasuredRow[],
  keep: (entity: string) => boolean,
  seed: string,
): Figure {
  const counts = rows
    .map((one) => tally([one], keep))
    .filter(({ labels, right, wrong }) => labels + right + wrong > 0)
  const total = sum(counts)
  const value = f2(total)
  if (Number.isNaN(value) || counts.length < 2) return { kind: 'score', value, n: total.labels }
  const random = createRandom(`f2 ${seed}`)
  const drawn = Array.from({ length: RESAMPLES }, () => f2(sum(counts.map(() => random.pick(counts)))))
    .filter((sample) => !Number.isNaN(sample))
    .sort((a, b) => a - b)
  const at = (share: number) => drawn[Math.round(share * (drawn.length - 1))] ?? value
  return { kind: 'score', value, n: total.labels, low: at(0.025), high: at(0.975) }
}

function sum(counts: readonly Tally[]): Tally {
  const total = { labels: 0, found: 0, touched: 0, exact: 0, length: 0, covered: 0, right: 0, wrong: 0 }
  for (const one of counts) {
    for (const key of Object.keys(total) as (keyof Tally)[]) total[key] += one[key]
  }
  return total
}

function benign({ founds }: MeasuredRow): number {
  return founds.filter(({ verdict }) => verdict === 'benign').length
}

function unlabelled(one: MeasuredRow): number {
  return one.unlabelled.length
}

export function perThousand(rows: readonly MeasuredRow[], count: (row: MeasuredRow) => number): Figure {
  const words = rows.reduce((total, one) => total + one.words, 0)
  const found = rows.reduce((total, one) => total + count(one), 0)
  return { kind: 'amount', value: (1000 * found) / words, unit: `(${found} in ${words} words)` }
}
