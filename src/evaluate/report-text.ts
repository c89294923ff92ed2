import type { EvaluationReport, Figure, Row, Table, Target } from './report.js'

/** The report for people: aligned tables, both error rates and the baseline beside each figure. */
export function renderText(report: EvaluationReport): string {
  const settings = Object.entries(report.settings).map(([name, value]) => `${name} ${value}`)
  const parts = [report.title, settings.join(' · '), ...report.tables.map(renderTable)]
  if (report.notes.length > 0) parts.push(report.notes.map((note) => `- ${note}`).join('\n'))
  parts.push(verdict(report))
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

/** The report for programs; NaN, which JSON does not know, becomes null. */
export function renderJson(report: EvaluationReport): string {
  return `${JSON.stringify(report, undefined, 2)}\n`
}

function verdict({ tables }: EvaluationReport): string {
  const rows = tables.flatMap((table) => table.rows)
  const named = (outcome: Row['outcome']) =>
    rows.filter((row) => row.outcome === outcome).map(({ name }) => name)
  const missed = named('missed')
  const unproven = named('unproven')
  const lines = [
    `${named('met').length} of ${rows.filter(({ target }) => target !== undefined).length} targets met`,
  ]
  if (missed.length > 0) lines.push(`missed: ${missed.join('; ')}`)
  if (unproven.length > 0) lines.push(`unproven, because the baseline meets it too: ${unproven.join('; ')}`)
  return lines.join('\n')
}

interface Column {
  readonly title: string
  readonly cell: (row: Row) => string
}

const COLUMNS: readonly Column[] = [
  { title: '', cell: ({ name }) => name },
  { title: 'figure', cell: ({ figure }) => figureText(figure) },
  { title: '95 %', cell: ({ figure }) => intervalOf(figure) },
  {
    title: 'false blocks',
    cell: ({ falseBlocks }) =>
      falseBlocks === undefined ? '' : figureText({ kind: 'rate', ...falseBlocks }),
  },
  { title: 'target', cell: ({ target, figure }) => (target === undefined ? '' : targetText(target, figure)) },
  { title: '', cell: ({ outcome }) => (outcome === 'stated' ? '' : outcome) },
  {
    title: 'baseline',
    cell: ({ baseline }) => (baseline === undefined ? '' : `${figureText(baseline.figure)} ${baseline.name}`),
  },
]

function renderTable({ title, rows }: Table): string {
  const columns = COLUMNS.filter(({ cell }) => rows.some((row) => cell(row) !== ''))
  const lines = [
    columns.map((column) => column.title),
    ...rows.map((row) => columns.map(({ cell }) => cell(row))),
  ]
  const widths = columns.map((_, i) => Math.max(...lines.map((line) => line[i]!.length)))
  const body = lines.map((line) =>
    line
      .map((text, i) => text.padEnd(widths[i]!))
      .join('  ')
      .trimEnd(),
  )
  return [title, ...body.map((line) => `  ${line}`)].join('\n')
}

export function figureText(figure: Figure): string {
  const { value } = figure
  if (Number.isNaN(value)) return 'no cases'
  if (figure.kind === 'rate') return `${percentText(value)} (${whole(figure.k)} of ${whole(figure.n)})`
  if (figure.kind === 'score') return `${value.toFixed(4)} (n ${whole(figure.n)})`
  if (figure.kind === 'time') return `${value.toFixed(value < 10 ? 3 : 1)} ms`
  if (figure.kind === 'ratio') return `${value.toFixed(2)} ×`
  return `${Number.isInteger(value) ? whole(value) : value.toFixed(value < 10 ? 2 : 1)} ${figure.unit}`.trimEnd()
}

function intervalOf(figure: Figure): string {
  if (figure.kind === 'rate') return intervalText(figure)
  if (figure.kind !== 'score' || figure.low === undefined || figure.high === undefined) return ''
  return `${figure.low.toFixed(4)} – ${figure.high.toFixed(4)}`
}

function intervalText({ low, high }: { readonly low: number; readonly high: number }): string {
  return `${percentText(low)} – ${percentText(high)}`
}

export function targetText({ at, value }: Target, { kind }: Figure): string {
  const sign = at === 'most' ? '≤' : '≥'
  if (kind === 'rate') return `${sign} ${Number((value * 100).toPrecision(6))} %`
  return `${sign} ${value}${kind === 'time' ? ' ms' : kind === 'ratio' ? ' ×' : ''}`
}

/** Enough digits that one case in a hundred thousand can be seen. */
function percentText(value: number): string {
  const percent = value * 100
  const near = Math.min(percent, 100 - percent)
  const digits = near === 0 ? 0 : near < 0.1 ? 4 : near < 1 ? 2 : 1
  return `${percent.toFixed(digits)} %`
}

function whole(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',')
}
