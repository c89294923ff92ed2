import type { AuditRecord } from '../core/audit.js'
import type { AuditVerification } from '../core/ports.js'
import type { LeakCase, LeakReport } from '../core/types.js'
import { createCaseTally } from './cases.js'
import { count, createTally, increment, isCall, type Tally } from './tally.js'

export interface ReportRange {
  readonly from?: Date
  readonly to?: Date
  readonly service?: string
}

/**
 * Counts what the journal says happened from `from` to `to`, both included. A check counts when it closed;
 * one that opened and never closed counts as interrupted when it opened (it may still be running). Hand it
 * all records: those before `from` say which cases are old and what the period before was like, those behind `to` settle
 * what was open and decided. Without `from` or `to` the report reaches to the first record or the last. With `service`,
 * records that belong to no service (refused documents, outages, incidents) still count.
 *
 * `byEntity`, `bySource` and `byPrincipal` are of leaks, most first, `byLicense` also of reuse without rights; an
 * entity is its name, for a verbatim run `verbatim`, for a rule its kind. Nothing but ids, counts and times goes in,
 * so no reporter can print content.
 */
export async function buildReport(
  records: AsyncIterable<AuditRecord>,
  verification: AuditVerification,
  range: ReportRange = {},
): Promise<LeakReport> {
  const tally = createTally()
  const before = createTally()
  const cases = createCaseTally()
  const leaks = new Map<string, number>()
  const open = new Set<string>()
  const span = spanOf(range, Date.now())
  let first: number | undefined
  let last: number | undefined
  for await (const record of records) {
    const { time, event } = record
    const ids = cases.add(record)
    const service = 'service' in event ? event.service : undefined
    const asked = !isCall(event) || range.service === undefined || service === range.service
    if (time < span.from) {
      if (asked && time >= span.before) count(before, event, time)
      continue
    }
    if (event.type === 'closed') open.delete(event.call)
    if (time > span.to) continue
    first ??= time
    last = time
    if (!asked) continue
    for (const id of ids) increment(leaks, id)
    if (event.type === 'opened') open.add(event.call)
    else count(tally, event, time)
  }
  const counted = { span, tally, before, leaks, interrupted: open.size, first, last }
  return assembleReport(counted, cases.cases(Date.now()), verification, range)
}

/** Milliseconds since the epoch, both included; endless where a range does not say. */
export interface Span {
  readonly from: number
  readonly to: number
  /** Where the equally long time before begins. */
  readonly before: number
}

export function spanOf({ from, to }: ReportRange, now: number): Span {
  const start = from?.getTime() ?? Number.NEGATIVE_INFINITY
  const end = to?.getTime() ?? Number.POSITIVE_INFINITY
  // A period that has not ended is compared with one that is as long as it is now.
  return { from: start, to: end, before: start - Math.max(0, Math.min(end, now) - start) }
}

/** What was counted for a range, in one way or another. */
export interface Counted {
  readonly span: Span
  readonly tally: Tally
  /** Of the equally long time before. */
  readonly before: Tally
  /** By id of their case. */
  readonly leaks: ReadonlyMap<string, number>
  /** Checks that opened in the range and never closed. */
  readonly interrupted: number
  /** Times of the first and the last record in the range. */
  readonly first: number | undefined
  readonly last: number | undefined
}

/** The report of what was counted; `all` are the cases of the whole journal. */
export function assembleReport(
  { span, tally, before, leaks, interrupted, first, last }: Counted,
  all: readonly LeakCase[],
  verification: AuditVerification,
  range: ReportRange,
): LeakReport {
  const found = all.filter(({ id }) => leaks.has(id))
  // Of a journal that is empty there is no time to speak of but this moment.
  const now = Date.now()
  return {
    from: range.from ?? new Date(first ?? Math.min(range.to?.getTime() ?? now, now)),
    to: range.to ?? new Date(last ?? now),
    ...(range.service === undefined ? {} : { service: range.service }),
    checks: tally.closed + interrupted,
    retrievals: tally.retrievals,
    unscanned: tally.unscanned,
    letThrough: tally.letThrough,
    actions: tally.actions,
    leaks: tally.leaks,
    released: tally.released,
    markedWrong: found
      .filter(({ state }) => state === 'false-alarm')
      .reduce((sum, { id }) => sum + leaks.get(id)!, 0),
    hygiene: tally.hygiene,
    spared: tally.spared,
    interrupted,
    failures: tally.failures,
    incidents: tally.incidents,
    byEntity: Object.fromEntries(ranked(tally.byEntity)),
    byLicense: Object.fromEntries(ranked(tally.byLicense)),
    bySource: sourcesOf(tally),
    probing: ranked(tally.byProber).map(([id, count]) => ({ id, count })),
    failing: [...tally.byFailure.values()].sort(
      (a, b) => b.count - a.count || compare(a.where, b.where) || compare(a.code, b.code),
    ),
    reviews: { released: tally.reviews.release, refused: tally.reviews.refuse },
    operations: [...tally.operations].map(operationOf).sort((a, b) => a.at.getTime() - b.at.getTime()),
    policies: [...tally.byPolicy.values()].sort(
      (a, b) => compare(a.service, b.service) || b.checks - a.checks || compare(a.policy, b.policy),
    ),
    byPrincipal: ranked(tally.byPrincipal).map(([id, count]) => ({ id, count })),
    byService: [...tally.byService]
      .map(([service, counts]) => ({ service, ...counts }))
      .sort((a, b) => b.leaks - a.leaks || compare(a.service, b.service)),
    allowances: [...tally.allowed.values()].sort(
      (a, b) =>
        b.uses - a.uses ||
        compare(a.evidence, b.evidence) ||
        compare(a.service, b.service) ||
        compare(a.reader ?? '', b.reader ?? ''),
    ),
    cases: found,
    ...(range.from === undefined
      ? {}
      : {
          previous: {
            from: new Date(span.before),
            to: new Date(span.from - 1),
            checks: before.closed,
            leaks: before.leaks,
            released: before.released,
            hygiene: before.hygiene,
          },
        }),
    byDay: [...tally.byDay]
      .map(([day, counts]) => ({ day, ...counts }))
      .sort((a, b) => compare(a.day, b.day)),
    refused: [...tally.latest.refused]
      .map(([id, code]) => ({ id, code }))
      .sort((a, b) => compare(a.id, b.id)),
    skipped: [...tally.latest.skipped]
      .filter(([, { count }]) => count > 0)
      .map(([connector, { count, reasons, first }]) => ({ connector, count, reasons, first }))
      .sort((a, b) => compare(a.connector, b.connector)),
    chain: verification.intact
      ? {
          intact: true,
          ...verifiedOf(verification),
          ...(verification.earlier === undefined ? {} : { earlier: verification.earlier }),
        }
      : {
          intact: false,
          ...verifiedOf(verification),
          brokenAt: verification.brokenAt,
          why: verification.why,
        },
  }
}

/** Places that are named of a document, those that leaked most. */
const PLACES = 5

function sourcesOf({ bySource, byPlace }: Tally): LeakReport['bySource'] {
  const places = new Map<string, string[]>()
  for (const [key] of ranked(byPlace)) {
    const [document, at] = JSON.parse(key) as [string, string]
    const known = places.get(document) ?? []
    if (known.length < PLACES) places.set(document, [...known, at])
  }
  return ranked(bySource).map(([documentId, count]) => {
    const at = places.get(documentId)
    return { documentId, count, ...(at === undefined ? {} : { places: at }) }
  })
}

function operationOf([key, count]: readonly [string, number]): LeakReport['operations'][number] {
  const [time, what, by] = JSON.parse(key) as [number, LeakReport['operations'][number]['what'], string]
  return { at: new Date(time), what, by, ...(what === 'mode-ended' ? { refused: count } : {}) }
}

function verifiedOf({ chains, records, anchored, removed }: AuditVerification) {
  return {
    chains,
    records,
    ...(anchored === undefined ? {} : { anchored }),
    ...(removed === undefined ? {} : { removed }),
  }
}

function ranked(counts: ReadonlyMap<string, number>): [string, number][] {
  return [...counts].sort(([a, m], [b, n]) => n - m || compare(a, b))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
