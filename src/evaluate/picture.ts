import { escapeMarkup } from '../audit/report/markup.js'
import type { Rate } from './metrics.js'
import type { EvaluationReport, Figure, Outcome, Row, Table } from './report.js'
import { figureText, targetText } from './report-text.js'

/*
 * A report as a picture that needs nothing but a browser (SVG 1.1). Shares stand on a log-odds axis: 99.5 and
 * 99.95 % are as far apart as 0.5 and 0.05 %, so nothing is squeezed against an edge. Rows that know their false
 * blocks stand in one plane as well, false blocks across and leaks up: down and left is better in both.
 */

const WIDTH = 1060
const LEFT = 420
const RIGHT = 780
const LINE = 22
const PLANE = 300

/** Shares beyond these are drawn at the edge. */
const LEAST = 0.0001
const TICKS = [0.0001, 0.001, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999, 0.9999]

/** The report as an SVG document. Names and figures only: a report holds no text of the data. */
export function renderPicture(report: EvaluationReport): string {
  const parts: string[] = []
  let y = 34
  parts.push(text(20, y, report.title, 'title'))
  y += LINE
  const settings = Object.entries(report.settings).map(([name, value]) => `${name} ${value}`)
  parts.push(text(20, y, shortened(settings.join(' · '), 140), 'soft'))
  y += LINE
  parts.push(text(20, y, LEGEND, 'soft'))
  y += 12
  const both = report.tables.flatMap(({ rows }) => rows.filter(hasBoth))
  if (both.length > 0) {
    parts.push(plane(both, y))
    y += PLANE + 90
  }
  for (const table of report.tables) {
    const drawn = tableRows(table, y + 30)
    parts.push(drawn.svg)
    y = drawn.bottom
  }
  const height = Math.ceil(y + 20)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${escapeMarkup(report.title)}">
<style>${STYLE}</style>
<rect class="paper" width="${WIDTH}" height="${height}"/>
${parts.join('\n')}
</svg>
`
}

const LEGEND =
  '● the figure and its 95 % interval   [ ] target, open towards what is better   ◇ baseline   green met, red missed, amber unproven'

type BothRow = Row & { readonly falseBlocks: Rate; readonly figure: Figure & { kind: 'rate' | 'score' } }

function hasBoth(row: Row): row is BothRow {
  const { figure, falseBlocks } = row
  return isShare(figure) && falseBlocks !== undefined && falseBlocks.n > 0 && !Number.isNaN(figure.value)
}

function isShare(figure: Figure): figure is Figure & { kind: 'rate' | 'score' } {
  return figure.kind === 'rate' || figure.kind === 'score'
}

/** False blocks across, what leaked up, each point with its intervals and the number of its row. */
function plane(rows: readonly BothRow[], top: number): string {
  const [x0, x1] = [90, 90 + PLANE * 1.4]
  const [y0, y1] = [top + PLANE + 20, top + 20]
  const across = (share: number) => x0 + logPlace(share) * (x1 - x0)
  const up = (share: number) => y0 + logPlace(share) * (y1 - y0)
  const parts = [line(x0, y0, x1, y0, 'axis'), line(x0, y0, x0, y1, 'axis')]
  for (const tick of [0.0001, 0.001, 0.01, 0.1, 1]) {
    parts.push(line(across(tick), y0, across(tick), y1, 'grid'), line(x0, up(tick), x1, up(tick), 'grid'))
    const label = `${tick === LEAST ? '≤ ' : ''}${percent(tick)}`
    parts.push(
      text(across(tick), y0 + 16, label, 'soft middle'),
      text(x0 - 6, up(tick) + 4, label, 'soft end'),
    )
  }
  parts.push(text((x0 + x1) / 2, y0 + 34, 'wrongly stopped →', 'soft middle'))
  parts.push(
    `<text class="soft middle" transform="translate(30 ${(y0 + y1) / 2}) rotate(-90)">missed →</text>`,
  )
  rows.forEach((row, i) => {
    const { figure, falseBlocks } = row
    const [x, y] = [across(falseBlocks.value), up(1 - figure.value)]
    const { low, high } = figure
    const bars = [line(across(falseBlocks.low), y, across(falseBlocks.high), y, 'bar')]
    if (low !== undefined && high !== undefined) bars.push(line(x, up(1 - low), x, up(1 - high), 'bar'))
    parts.push(
      `<g class="${row.outcome}"><title>${escapeMarkup(describe(row))}</title>${bars.join('')}${dot(x, y)}${text(x + 7, y - 6, String(i + 1), 'small')}</g>`,
    )
    if (i < NAMED) parts.push(text(x1 + 40, y1 + 6 + i * 17, `${i + 1}  ${shortened(row.name, 64)}`, 'small'))
  })
  if (rows.length > NAMED) {
    parts.push(text(x1 + 40, y1 + 6 + NAMED * 17, `and ${rows.length - NAMED} more below`, 'small soft'))
  }
  return parts.join('\n')
}

/** Names beside the plane; the rest stand in the tables. */
const NAMED = 17

function tableRows({ title, rows }: Table, top: number): { svg: string; bottom: number } {
  const parts = [text(20, top, title, 'head')]
  const shares = rows.some(({ figure }) => isShare(figure))
  const first = top + (shares ? 34 : LINE)
  const bottom = first + rows.length * LINE
  if (shares) {
    for (const tick of TICKS) {
      const x = oddsPlace(tick)
      parts.push(text(x, top + 14, percent(tick), 'tick middle'), line(x, top + 19, x, bottom - 10, 'grid'))
    }
  }
  parts.push(...rows.map((row, i) => rowLine(row, first + i * LINE)))
  return { svg: parts.join('\n'), bottom }
}

function rowLine(row: Row, y: number): string {
  const { name, figure, target, baseline, outcome } = row
  const parts = [
    `<title>${escapeMarkup(describe(row))}</title>`,
    text(LEFT - 14, y, shortened(name, 60), 'end'),
  ]
  if (isShare(figure) && !Number.isNaN(figure.value)) {
    const { low = figure.value, high = figure.value, value } = figure
    parts.push(line(oddsPlace(low), y - 4, oddsPlace(high), y - 4, 'bar'))
    if (target !== undefined) {
      const at = oddsPlace(target.value)
      const better = target.at === 'least' ? 4 : -4
      parts.push(
        `<path class="target" d="M${px(at + better)} ${y - 12}H${px(at)}V${y + 4}H${px(at + better)}"/>`,
      )
    }
    if (baseline !== undefined && isShare(baseline.figure) && !Number.isNaN(baseline.figure.value)) {
      const x = oddsPlace(baseline.figure.value)
      parts.push(`<path class="baseline" d="M${px(x)} ${y - 9}l5 5l-5 5l-5 -5z"/>`)
    }
    parts.push(dot(oddsPlace(value), y - 4))
  }
  parts.push(text(RIGHT + 20, y, shortened(figureText(figure), 40)))
  return `<g class="${outcome}">${parts.join('')}</g>`
}

function describe({ name, figure, target, baseline, falseBlocks, outcome }: Row): string {
  return [
    `${name}: ${figureText(figure)}`,
    ...(falseBlocks === undefined ? [] : [`false blocks ${figureText({ kind: 'rate', ...falseBlocks })}`]),
    ...(target === undefined ? [] : [`target ${targetText(target, figure)}: ${outcome}`]),
    ...(baseline === undefined ? [] : [`${baseline.name}: ${figureText(baseline.figure)}`]),
  ].join('; ')
}

/** 0 to 1 along a logarithmic axis from `LEAST` to 1. */
function logPlace(share: number): number {
  return 1 - Math.log10(Math.min(1, Math.max(LEAST, share))) / Math.log10(LEAST)
}

function oddsPlace(share: number): number {
  const odds = (p: number) => Math.log(p / (1 - p))
  const edge = odds(1 - LEAST)
  const place = (odds(Math.min(1 - LEAST, Math.max(LEAST, share))) + edge) / (2 * edge)
  return LEFT + place * (RIGHT - LEFT)
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(6))} %`
}

function text(x: number, y: number, content: string, kind = ''): string {
  return `<text x="${px(x)}" y="${px(y)}"${kind === '' ? '' : ` class="${kind}"`}>${escapeMarkup(content)}</text>`
}

function line(x1: number, y1: number, x2: number, y2: number, kind: string): string {
  return `<line class="${kind}" x1="${px(x1)}" y1="${px(y1)}" x2="${px(x2)}" y2="${px(y2)}"/>`
}

function dot(x: number, y: number): string {
  return `<circle cx="${px(x)}" cy="${px(y)}" r="4"/>`
}

function px(value: number): string {
  return String(Math.round(value * 10) / 10)
}

function shortened(content: string, most: number): string {
  const characters = [...content]
  return characters.length <= most ? content : `${characters.slice(0, most - 1).join('')}…`
}

const COLORS: Readonly<Record<Outcome, readonly [light: string, dark: string]>> = {
  met: ['#0a7d4f', '#4fc590'],
  missed: ['#c0271a', '#ff8478'],
  unproven: ['#9a6700', '#e0b040'],
  stated: ['#4a5568', '#a9b4c4'],
}

function colors(of: 0 | 1): string {
  return Object.entries(COLORS)
    .map(
      ([outcome, pair]) =>
        `.${outcome} circle{fill:${pair[of]}}.${outcome} .bar{stroke:${pair[of]}}.${outcome} .target{stroke:${pair[of]}}`,
    )
    .join('')
}

const STYLE =
  'text{font:12px system-ui,sans-serif;fill:#1a202c}.title{font-size:20px;font-weight:600}.head{font-weight:600}' +
  '.soft,.tick{fill:#5a6577}.small{font-size:11px}.tick{font-size:9px}.middle{text-anchor:middle}.end{text-anchor:end}' +
  '.paper{fill:#fff}.axis{stroke:#5a6577}.grid{stroke:#e3e7ee}.bar{stroke-width:2;opacity:.45}' +
  '.target,.baseline{fill:none;stroke-width:1.5}.baseline{stroke:#5a6577}' +
  colors(0) +
  '@media(prefers-color-scheme:dark){text{fill:#e6ebf2}.soft,.tick{fill:#9aa7b8}.paper{fill:#12161d}.grid{stroke:#2a323e}' +
  `.axis,.baseline{stroke:#9aa7b8}${colors(1)}}`
