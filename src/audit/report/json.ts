import type { LeakReport } from '../../core/types.js'

/** The report as JSON, two spaces deep, dates in ISO 8601 UTC, members in the order of `LeakReport`. */
export function renderJson(report: LeakReport): string {
  return `${JSON.stringify(report, null, 2)}\n`
}
