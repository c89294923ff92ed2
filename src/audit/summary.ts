import type { AuditRecord } from '../core/audit.js'
import type { LeakCase } from '../core/types.js'
import { type CaseTally, createCaseTally, type SavedCases } from './cases.js'
import type { Counted, ReportRange, Span } from './report.js'
import {
  count,
  createTally,
  decodeTally,
  encodeTally,
  increment,
  isCall,
  mergeTally,
  type Tally,
} from './tally.js'

/** Of an hour every range of whole hours takes the sum; of one that a range cuts, its records are counted. */
export const HOUR = 3_600_000

/** What reports say of a journal as far as it was added, kept so that the next report need not read it again. */
export interface Summary {
  /** Takes the next record, by time and chain id, from the first of the journal on. */
  add(record: AuditRecord): void
  cases(now: number): LeakCase[]
  /** Whether any record is of this service. */
  knows(service: string): boolean
  /** `recordsOf` gives the records of a time, both ends included, no more of them than were added. */
  counted(
    range: ReportRange,
    span: Span,
    recordsOf: (from: number, to: number) => AsyncIterable<AuditRecord>,
  ): Promise<Counted>
  /** One that goes on from here by itself. */
  fork(): Summary
  /** What `createSummary` goes on from, as JSON. */
  save(): SavedSummary
}

interface Hour {
  first: number
  last: number
  /** By what `bucketOf` says. */
  readonly tallies: Map<string, Tally>
}

/** One leak of a case. */
type Leak = readonly [time: number, id: string, service: string | null]
type Opened = readonly [time: number, service: string | null]

export interface SavedSummary {
  readonly hours: readonly (readonly [
    hour: number,
    first: number,
    last: number,
    tallies: readonly (readonly [bucket: string, tally: unknown])[],
  ])[]
  readonly cases: SavedCases
  readonly leaks: readonly Leak[]
  readonly open: readonly (readonly [call: string, opened: Opened])[]
  readonly services: readonly string[]
}

interface State {
  readonly hours: Map<number, Hour>
  readonly cases: CaseTally
  readonly leaks: Leak[]
  readonly open: Map<string, Opened>
  readonly services: Set<string>
}

export function createSummary(saved?: SavedSummary): Summary {
  return summaryOf({
    hours: new Map(
      saved?.hours.map(([hour, first, last, tallies]) => [
        hour,
        { first, last, tallies: new Map(tallies.map(([bucket, tally]) => [bucket, decodeTally(tally)])) },
      ]),
    ),
    cases: createCaseTally(saved?.cases),
    leaks: [...(saved?.leaks ?? [])],
    open: new Map(saved?.open),
    services: new Set(saved?.services),
  })
}

function summaryOf({ hours, cases, leaks, open, services }: State, owned = new Set<number>()): Summary {
  /** The hour to count in: one that a fork shares is copied first. */
  function hourOf(time: number): Hour {
    const number = Math.floor(time / HOUR)
    const known = hours.get(number)
    if (known !== undefined && owned.has(number)) return known
    const hour = known === undefined ? { first: time, last: time, tallies: new Map() } : copyOf(known)
    hours.set(number, hour)
    owned.add(number)
    return hour
  }

  return {
    add(record) {
      const { time, event } = record
      const service = 'service' in event ? event.service : undefined
      const hour = hourOf(time)
      hour.last = time
      for (const id of cases.add(record)) leaks.push([time, id, service ?? null])
      if (service !== undefined) services.add(service)
      if (event.type === 'closed') open.delete(event.call)
      if (event.type === 'opened') {
        open.set(event.call, [time, service ?? null])
        return
      }
      const bucket = bucketOf(event)
      let tally = hour.tallies.get(bucket)
      if (tally === undefined) hour.tallies.set(bucket, (tally = createTally()))
      count(tally, event, time)
    },
    cases: (now) => cases.cases(now),
    knows: (service) => services.has(service),
    async counted({ service }, span, recordsOf) {
      const [tally, before] = [createTally(), createTally()]
      let first: number | undefined
      let last: number | undefined
      const seen = (from: number, to: number) => {
        first ??= from
        last = to
      }
      for (const [number, hour] of hours) {
        const [start, end] = [number * HOUR, number * HOUR + HOUR - 1]
        if (end < span.before || start > span.to) continue
        const within = start >= span.from && end <= span.to
        if (within || (start >= span.before && end < span.from)) {
          if (within) seen(hour.first, hour.last)
          for (const [bucket, counted] of hour.tallies)
            if (isAsked(bucket, service)) mergeTally(within ? tally : before, counted)
          continue
        }
        for await (const { time, event } of recordsOf(Math.max(start, span.before), Math.min(end, span.to))) {
          if (time >= span.from) seen(time, time)
          if (event.type !== 'opened' && isAsked(bucketOf(event), service))
            count(time < span.from ? before : tally, event, time)
        }
      }
      const isIn = (time: number, of: string | null) =>
        time >= span.from && time <= span.to && (service === undefined || of === service)
      const byCase = new Map<string, number>()
      for (const [time, id, of] of leaks) if (isIn(time, of)) increment(byCase, id)
      const interrupted = [...open.values()].filter(([time, of]) => isIn(time, of)).length
      return { span, tally, before, leaks: byCase, interrupted, first, last }
    },
    fork() {
      owned.clear()
      return summaryOf({
        hours: new Map(hours),
        cases: cases.fork(),
        leaks: [...leaks],
        open: new Map(open),
        services: new Set(services),
      })
    },
    save: () => ({
      hours: [...hours].map(([hour, { first, last, tallies }]) => [
        hour,
        first,
        last,
        [...tallies].map(([bucket, tally]) => [bucket, encodeTally(tally)]),
      ]),
      cases: cases.save(),
      leaks,
      open: [...open],
      services: [...services],
    }),
  }
}

/** Which tally of its hour an event counts in: that of its service, that of calls without one, or everybody's. */
function bucketOf(event: AuditRecord['event']): string {
  if (!isCall(event)) return ''
  return 'service' in event && event.service !== undefined ? `service ${event.service}` : 'none'
}

function isAsked(bucket: string, service: string | undefined): boolean {
  return service === undefined || bucket === '' || bucket === `service ${service}`
}

function copyOf({ first, last, tallies }: Hour): Hour {
  const copied = [...tallies].map(([bucket, tally]): [string, Tally] => {
    const copy = createTally()
    mergeTally(copy, tally)
    return [bucket, copy]
  })
  return { first, last, tallies: new Map(copied) }
}
