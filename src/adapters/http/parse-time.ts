import { FirewallError } from '../../core/errors.js'

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
