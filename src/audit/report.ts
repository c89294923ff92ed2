import type { AuditFinding, AuditRecord, ClosedEvent, SkippedEvent } from '../core/audit.js'
import { isLeak } from '../core/leak.js'
import type { AuditVerification } from '../core/ports.js'
import type { Action, LeakReport } from '../core/types.js'
import { createCaseTally, nameOf, wentOut } from './cases.js'

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
  const open = new Set<string>()
  const from = range.from?.getTime() ?? Number.NEGATIVE_INFINITY
  const to = range.to?.getTime() ?? Number.POSITIVE_INFINITY
  // A period that has not ended is compared with one that is as long as it is now.
  const length = Math.max(0, Math.min(to, Date.now()) - from)
  let first: number | undefined
  let last: number | undefined
  for await (const record of records) {
    const { time, event } = record
    const ids = cases.add(record)
    const service = 'service' in event ? event.service : undefined
    const asked = !isCall(event) || range.service === undefined || service === range.service
    if (time < from) {
      if (asked && time >= from - length) count(before, event, time)
      continue
    }
    if (event.type === 'closed') open.delete(event.call)
    if (time > to) continue
    first ??= time
    last = time
    if (!asked) continue
    for (const id of ids) increment(tally.byCase, id)
    if (event.type === 'opened') open.add(event.call)
    else count(tally, event, time)
  }
  const found = cases.cases(Date.now()).filter(({ id }) => tally.byCase.has(id))
  return {
    from: range.from ?? new Date(first ?? 0),
    to: range.to ?? new Date(last ?? 0),
    ...(range.service === undefined ? {} : { service: range.service }),
    checks: tally.closed + open.size,
    retrievals: tally.retrievals,
    unscanned: tally.unscanned,
    letThrough: tally.letThrough,
    actions: tally.actions,
    leaks: tally.leaks,
    released: tally.released,
    markedWrong: found
      .filter(({ state }) => state === 'false-alarm')
      .reduce((sum, { id }) => sum + tally.byCase.get(id)!, 0),
    hygiene: tally.hygiene,
    spared: tally.spared,
    interrupted: open.size,
    failures: tally.failures,
    incidents: tally.incidents,
    byEntity: Object.fromEntries(ranked(tally.byEntity)),
    byLicense: Object.fromEntries(ranked(tally.byLicense)),
    bySource: ranked(tally.bySource).map(([documentId, count]) => ({ documentId, count })),
    byPrincipal: ranked(tally.byPrincipal).map(([id, count]) => ({ id, count })),
    byService: [...tally.byService]
      .map(([service, counts]) => ({ service, ...counts }))
      .sort((a, b) => b.leaks - a.leaks || compare(a.service, b.service)),
    allowances: [...tally.allowed.values()].sort(
      (a, b) => b.uses - a.uses || compare(a.evidence, b.evidence),
    ),
    cases: found,
    ...(range.from === undefined
      ? {}
      : {
          previous: {
            from: new Date(from - length),
            to: new Date(from - 1),
            checks: before.closed,
            leaks: before.leaks,
            released: before.released,
            hygiene: before.hygiene,
          },
        }),
    byDay: [...tally.byDay]
      .map(([day, counts]) => ({ day, ...counts }))
      .sort((a, b) => compare(a.day, b.day)),
    refused: [...tally.refused].map(([id, code]) => ({ id, code })).sort((a, b) => compare(a.id, b.id)),
    skipped: [...tally.skipped]
      .filter(([, { count }]) => count > 0)
      .map(([connector, { count, reasons, first }]) => ({ connector, count, reasons, first }))
      .sort((a, b) => compare(a.connector, b.connector)),
    chain: verification.intact
      ? { intact: true }
      : { intact: false, brokenAt: verification.brokenAt, why: verification.why },
  }
}

function createTally() {
  return {
    closed: 0,
    unscanned: 0,
    letThrough: 0,
    retrievals: 0,
    actions: { release: 0, redact: 0, hold: 0, block: 0 } satisfies Record<Action, number>,
    leaks: 0,
    released: 0,
    hygiene: 0,
    spared: 0,
    failures: 0,
    incidents: 0,
    byEntity: new Map<string, number>(),
    byLicense: new Map<string, number>(),
    bySource: new Map<string, number>(),
    byPrincipal: new Map<string, number>(),
    byCase: new Map<string, number>(),
    allowed: new Map<string, { service: string; evidence: string; uses: number }>(),
    byService: new Map<string, { checks: number; leaks: number; released: number }>(),
    byDay: new Map<string, { checks: number; leaks: number; released: number }>(),
    /** Refused documents by their last code: a sync that is repeated refuses the same ones again. */
    refused: new Map<string, string>(),
    /** By connector what its last run passed over. */
    skipped: new Map<string, SkippedEvent>(),
  }
}

type Tally = ReturnType<typeof createTally>

function isCall(event: AuditRecord['event']): boolean {
  return event.type === 'opened' || event.type === 'closed' || event.type === 'retrieve'
}

function count(tally: Tally, event: AuditRecord['event'], time: number): void {
  if (event.type === 'closed') countCheck(tally, event, time)
  else if (event.type === 'retrieve') tally.retrievals += 1
  else if (event.type === 'failure') tally.failures += 1
  else if (event.type === 'incident') tally.incidents += 1
  else if (event.type === 'refused-document') tally.refused.set(event.document, event.code)
  else if (event.type === 'skipped') tally.skipped.set(event.connector, event)
}

function countCheck(tally: Tally, event: ClosedEvent, time: number): void {
  const before = { leaks: tally.leaks, released: tally.released }
  tally.closed += 1
  // What nobody looked at was not released by a judgment.
  const letThrough = event.outcome === 'failed' && event.action === 'release'
  if (letThrough) tally.letThrough += 1
  else tally.actions[event.action] += 1
  // Older records say nothing of what was looked at: of them, what was let through is known to be unscanned.
  if (letThrough || (event.sent > 0 && event.action === 'release' && (event.coverage?.unscanned ?? 0) > 0)) {
    tally.unscanned += 1
  }
  tally.spared += event.spared
  for (const evidence of event.allowed ?? []) {
    const service = event.service ?? ''
    const key = `${service} ${evidence}`
    const uses = (tally.allowed.get(key)?.uses ?? 0) + 1
    tally.allowed.set(key, { service, evidence, uses })
  }
  for (const finding of event.findings) {
    if (isLeak(finding) || finding.kind === 'license') {
      for (const license of finding.licenses ?? []) increment(tally.byLicense, license)
    }
    if (isLeak(finding)) countLeak(tally, event, finding)
    else if (finding.action !== 'release') tally.hygiene += 1
  }
  const added = { leaks: tally.leaks - before.leaks, released: tally.released - before.released }
  addCheck(tally.byDay, new Date(time).toISOString().slice(0, 10), added)
  if (event.service !== undefined) addCheck(tally.byService, event.service, added)
}

function addCheck(
  counts: Map<string, { checks: number; leaks: number; released: number }>,
  key: string,
  { leaks, released }: { readonly leaks: number; readonly released: number },
): void {
  const counted = counts.get(key) ?? { checks: 0, leaks: 0, released: 0 }
  counted.checks += 1
  counted.leaks += leaks
  counted.released += released
  counts.set(key, counted)
}

function countLeak(tally: Tally, event: ClosedEvent, finding: AuditFinding): void {
  tally.leaks += 1
  if (wentOut(finding, event)) tally.released += 1
  increment(tally.byEntity, nameOf(finding))
  increment(tally.byPrincipal, event.subject)
  for (const source of finding.sources) increment(tally.bySource, source)
}

function increment(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

function ranked(counts: ReadonlyMap<string, number>): [string, number][] {
  return [...counts].sort(([a, m], [b, n]) => n - m || compare(a, b))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
