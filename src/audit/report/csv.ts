import type { LeakReport } from '../../core/types.js'
import { FIGURES } from './phrases.js'
import { visible } from './visible.js'

type Line = readonly [table: string, name: string, value: string | number]

/**
 * The report as CSV (RFC 4180) with the columns `table`, `name` and `value`, for spreadsheets: it begins with a
 * byte order mark, without which they misread Japanese ids, and no cell is taken for a formula.
 */
export function renderCsv(report: LeakReport): string {
  const lines: Line[] = [
    ['report', 'from', report.from.toISOString()],
    ['report', 'to', report.to.toISOString()],
    ...(report.service === undefined ? [] : [['report', 'service', report.service] as const]),
    ['report', 'journal', report.chain.intact ? 'intact' : `${report.chain.why} at ${report.chain.brokenAt}`],
    ...FIGURES.map((figure): Line => ['figure', figure, report[figure]]),
    ...Object.entries(report.actions).map(([action, count]): Line => ['action', action, count]),
    ...Object.entries(report.byEntity).map(([entity, count]): Line => ['kind', entity, count]),
    ...Object.entries(report.byLicense).map(([license, count]): Line => ['terms', license, count]),
    ...report.byPrincipal.map(({ id, count }): Line => ['reader', id, count]),
    ...report.bySource.map(({ documentId, count }): Line => ['document', documentId, count]),
    ...report.byService.flatMap(({ service, checks, leaks, released }): Line[] => [
      ['checks by service', service, checks],
      ['leaks by service', service, leaks],
      ['went out by service', service, released],
    ]),
    ...report.allowances.map(
      ({ service, evidence, reader, uses }): Line => [
        'allowed',
        [service, evidence, ...(reader === undefined ? [] : [reader])].join(' '),
        uses,
      ],
    ),
    ...report.bySource.flatMap(({ documentId, places = [] }) =>
      places.map((at): Line => ['place', documentId, at]),
    ),
    ...report.probing.map(({ id, count }): Line => ['probing', id, count]),
    ...report.failing.map(({ where, code, count }): Line => ['failing', `${where}: ${code}`, count]),
    ['reviews', 'released', report.reviews.released],
    ['reviews', 'refused', report.reviews.refused],
    ...report.operations.map(
      ({ at, what, by, refused }): Line => [
        'operation',
        `${at.toISOString()} ${by}`,
        refused === undefined ? what : `${what} ${refused}`,
      ],
    ),
    ...report.policies.map(({ service, policy, checks }): Line => ['policy', `${service} ${policy}`, checks]),
    ...(report.outputs ?? []).flatMap(({ name, records, seconds }): Line[] => [
      ['output behind, records', name, records],
      ['output behind, seconds', name, seconds],
    ]),
    ...Object.entries(countStates(report)).map(([state, count]): Line => ['cases', state, count]),
    ...(report.previous === undefined
      ? []
      : (['checks', 'leaks', 'released', 'hygiene'] as const).map(
          (figure): Line => ['the time before', figure, report.previous![figure]],
        )),
    ...report.byDay.flatMap(({ day, checks, leaks, released }): Line[] => [
      ['checks by day', day, checks],
      ['leaks by day', day, leaks],
      ['went out by day', day, released],
    ]),
    ...report.refused.map(({ id, code }): Line => ['refused', id, code]),
    ...report.skipped.flatMap(({ connector, reasons }) =>
      Object.entries(reasons).map(([reason, times]): Line => ['skipped', `${connector} ${reason}`, times]),
    ),
    ...(report.alarms ?? []).map(({ connector, what }): Line => ['alarm', connector, what]),
  ]
  return `\ufeff${[['table', 'name', 'value'], ...lines].map((cells) => `${cells.map(cell).join(',')}\r\n`).join('')}`
}

function countStates({ cases }: LeakReport): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { state } of cases) counts[state] = (counts[state] ?? 0) + 1
  return counts
}

/** A spreadsheet calculates what begins with one of these signs; an apostrophe makes it text. */
const FORMULA = /^\s*[=+\-@＝＋－＠]/

function cell(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const text = visible(value)
  return `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
}
