import type { Request, Response } from 'express'
import { REPORT_FORMATS, REPORT_LANGUAGES, type ReportFormat } from '../../audit/report/formats.js'
import { FirewallError } from '../../core/errors.js'
import type { Firewall } from '../../firewall/firewall.js'

const PARAMETERS = ['from', 'to', 'service', 'format', 'lang'] as const

/** GET /v1/reports/leaks?from&to&service&format&lang: counts, ids and times, no text of anybody. */
export async function leakReport(firewall: Firewall, request: Request, response: Response): Promise<void> {
  const given = parameters(request.query)
  const format = choice('format', given.format ?? 'json', Object.keys(REPORT_FORMATS) as ReportFormat[])
  const language = choice('lang', given.lang ?? 'en', REPORT_LANGUAGES)
  const report = await firewall.report({
    ...(given.from === undefined ? {} : { from: parseTime('from', given.from, 'first') }),
    ...(given.to === undefined ? {} : { to: parseTime('to', given.to, 'last') }),
    ...(given.service === undefined ? {} : { service: given.service }),
  })
  const { type, render } = REPORT_FORMATS[format]
  response.type(type).send(Buffer.from(render(report, language)))
}

/** One millisecond before the next day. */
const REST_OF_DAY = 24 * 60 * 60 * 1000 - 1

/**
 * A day or a moment in ISO 8601; what `Date` guesses of anything else is not a range anybody meant. A day, of UTC
 * as the journal counts them, is meant whole: as the end of a range it is its last millisecond.
 */
export function parseTime(name: string, value: string, edge: 'first' | 'last'): Date {
  const start = new Date(value)
  const wholeDay = edge === 'last' && /^\d{4}-\d\d-\d\d$/.test(value)
  const date = wholeDay ? new Date(start.getTime() + REST_OF_DAY) : start
  const iso = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?$/
  if (iso.test(value) && !Number.isNaN(date.getTime())) return date
  throw new FirewallError('request-invalid', `\`${name}\` is not a time`, {
    help: 'give ISO 8601: 2026-01-31, or 2026-01-31T09:00:00Z',
  })
}

function parameters(query: Request['query']): Partial<Record<(typeof PARAMETERS)[number], string>> {
  const given: Partial<Record<(typeof PARAMETERS)[number], string>> = {}
  for (const [key, value] of Object.entries(query)) {
    const name = PARAMETERS.find((known) => known === key)
    if (name === undefined) {
      throw new FirewallError('request-invalid', 'the query string has a parameter that is not documented', {
        help: `parameters are ${PARAMETERS.map((known) => `\`${known}\``).join(', ')}`,
      })
    }
    if (typeof value !== 'string' || value === '' || value.length > 1_024) {
      throw new FirewallError('request-invalid', `\`${name}\` is not one value`)
    }
    given[name] = value
  }
  return given
}

function choice<Value extends string>(name: string, value: string, known: readonly Value[]): Value {
  const found = known.find((one) => one === value)
  if (found !== undefined) return found
  throw new FirewallError('request-invalid', `\`${name}\` is not one of its values`, {
    help: `values are ${known.map((one) => `\`${one}\``).join(', ')}`,
  })
}
