import { createHash } from 'node:crypto'
import type { AuditFinding, AuditRecord, ClosedEvent, TriageEvent } from '../core/audit.js'
import { isLeak } from '../core/leak.js'
import type { CaseState, LeakCase, Provenance } from '../core/types.js'

/** A leak that comes so long after the one before it is a case of its own, unless a decision is in force. */
const WINDOW = 7 * 86_400_000
/** Receipts kept of a case. */
const RECEIPTS = 10

/** The records that say something about cases, put together. */
export interface CaseTally {
  /** Takes the next record, by time, from the first of the journal on. Says which case each of its leaks belongs to. */
  add(record: AuditRecord): readonly string[]
  /** The cases as they stand at `now`, milliseconds since the epoch: open ones first, then those seen last. */
  cases(now: number): LeakCase[]
  /** One that goes on from here by itself. */
  fork(): CaseTally
  /** What `createCaseTally` goes on from, as JSON. */
  save(): SavedCases
}

/** The cases there are, and which of them the next equal leak may belong to. */
export interface SavedCases {
  readonly cases: readonly Growing[]
  readonly latest: readonly (readonly [equal: string, id: string])[]
  readonly carried: readonly (readonly [leak: string, decided: Decided])[]
}

/** A decision, and when it was made. */
interface Decided {
  readonly event: TriageEvent
  readonly at: number
}

/** Never changed, only replaced: forks share it. */
interface Growing {
  readonly id: string
  readonly what: string
  readonly evidence: string
  readonly reader: string
  readonly source: string | undefined
  readonly first: number
  readonly services: readonly string[]
  readonly provenance: Provenance
  readonly sourceCount: number
  readonly count: number
  readonly released: number
  readonly last: number
  readonly receipts: readonly string[]
  readonly decided?: Decided
}

export function createCaseTally(saved: SavedCases = { cases: [], latest: [], carried: [] }): CaseTally {
  return tallyOf(
    new Map(saved.cases.map((one) => [one.id, one])),
    new Map(saved.latest),
    new Map(saved.carried),
  )
}

/**
 * `latest` names the case that the next equal leak belongs to, if it comes in time; `carried` holds decisions on leaks
 * whose records retention removed, by what they are known by outside the journal.
 */
function tallyOf(
  byId: Map<string, Growing>,
  latest: Map<string, string>,
  carried: Map<string, Decided>,
): CaseTally {
  /** Made when a decision first names a case that is not there: its first records may have been removed. */
  let byLeak: Map<string, string> | undefined

  function decide(event: TriageEvent, time: number): void {
    const decided = { event, at: event.since ?? time }
    const named = byId.get(event.case)
    if (named !== undefined) {
      byId.set(event.case, { ...named, decided })
      return
    }
    if (event.leak === undefined) return
    byLeak ??= new Map([...latest].map(([equal, id]) => [leakOf(equal), id]))
    const known = byId.get(byLeak.get(event.leak) ?? '')
    const lasts = event.state === 'false-alarm' || event.state === 'accepted'
    if (known === undefined) {
      if (lasts) carried.set(event.leak, decided)
      return
    }
    // What was fixed or looked at once says nothing of a leak that came later, nor of one that somebody decided since.
    if ((lasts || known.first <= decided.at) && (known.decided?.at ?? 0) <= decided.at)
      byId.set(known.id, { ...known, decided })
  }

  /** The decision that a new case begins with: one on an equal leak that holds for all that come. */
  function inherited(equal: string, time: number): Decided | undefined {
    const decided = carried.size === 0 ? undefined : carried.get(leakOf(equal))
    if (decided === undefined) return undefined
    const state = stateAt({ decided }, time)
    return state === 'false-alarm' || state === 'accepted' ? decided : undefined
  }

  function caseOf(finding: AuditFinding, event: ClosedEvent, time: number): Growing {
    const source = finding.sources[0]
    const equal = equalOnes(finding.evidence, source, event.subject)
    const known = byId.get(latest.get(equal) ?? '')
    if (known !== undefined && takes(known, time)) return known
    const decided = inherited(equal, time)
    const fresh: Growing = {
      id: decided?.event.case ?? caseId(event.call, equal),
      what: nameOf(finding),
      evidence: finding.evidence,
      reader: event.subject,
      source,
      first: time,
      services: [],
      provenance: finding.provenance,
      sourceCount: finding.sourceCount,
      count: 0,
      released: 0,
      last: time,
      receipts: [],
      ...(decided === undefined ? {} : { decided }),
    }
    latest.set(equal, fresh.id)
    byLeak?.set(leakOf(equal), fresh.id)
    return fresh
  }

  return {
    add({ time, event, receipt }) {
      if (event.type === 'triage') decide(event, time)
      if (event.type !== 'closed') return []
      const ids: string[] = []
      for (const finding of event.findings) {
        if (!isLeak(finding)) continue
        const one = caseOf(finding, event, time)
        const { service } = event
        byId.set(one.id, {
          ...one,
          count: one.count + 1,
          released: one.released + (wentOut(finding, event) ? 1 : 0),
          last: time,
          sourceCount: Math.max(one.sourceCount, finding.sourceCount),
          services:
            service === undefined || one.services.includes(service)
              ? one.services
              : [...one.services, service],
          receipts:
            receipt === undefined || one.receipts[0] === receipt
              ? one.receipts
              : [receipt, ...one.receipts].slice(0, RECEIPTS),
        })
        ids.push(one.id)
      }
      return ids
    },
    cases(now) {
      const rank = ({ state }: LeakCase) => STATES.indexOf(state)
      return [...byId.values()]
        .map((one) => asCase(one, now))
        .sort((a, b) => rank(a) - rank(b) || b.last.getTime() - a.last.getTime() || compare(a.id, b.id))
    },
    fork: () => tallyOf(new Map(byId), new Map(latest), new Map(carried)),
    save: () => ({ cases: [...byId.values()], latest: [...latest], carried: [...carried] }),
  }
}

/** In the order in which a person wants to see them. */
export const STATES: readonly CaseState[] = ['open', 'acknowledged', 'accepted', 'false-alarm', 'fixed']

/** Whether a leak left all the same: a verdict that released everything released every finding. */
export function wentOut({ action }: AuditFinding, event: ClosedEvent): boolean {
  return action === 'release' || event.action === 'release'
}

/** What a finding is called in reports: its entity, or its kind where there is none. */
export function nameOf(finding: AuditFinding): string {
  return finding.kind === 'personal-data' || finding.kind === 'secret' ? finding.entity : finding.kind
}

/** Whether an equal leak at `time` belongs to this case. */
function takes(one: Growing, time: number): boolean {
  const state = stateAt(one, time)
  if (state === 'fixed') return false
  return state === 'false-alarm' || state === 'accepted' || time - one.last <= WINDOW
}

/** As it stands at a time: a risk is accepted until its last moment. */
function stateAt({ decided }: Pick<Growing, 'decided'>, time: number): CaseState {
  if (decided === undefined) return 'open'
  return isOver(decided.event, time) ? 'open' : decided.event.state
}

function isOver({ state, until }: TriageEvent, time: number): boolean {
  return state === 'accepted' && until !== undefined && until < time
}

function asCase(one: Growing, now: number): LeakCase {
  const { id, what, evidence, provenance, reader, source, sourceCount, count, released, receipts, decided } =
    one
  return {
    id,
    state: stateAt(one, now),
    what,
    evidence,
    provenance,
    reader,
    ...(source === undefined ? {} : { source }),
    sourceCount,
    services: [...one.services].sort(),
    count,
    released,
    first: new Date(one.first),
    last: new Date(one.last),
    receipts,
    ...(decided === undefined ? {} : { decision: decisionOf(decided.event, decided.at) }),
    ...(decided !== undefined && isOver(decided.event, now) ? { expired: true as const } : {}),
  }
}

function decisionOf({ by, reference, until }: TriageEvent, at: number): NonNullable<LeakCase['decision']> {
  return {
    by,
    at: new Date(at),
    ...(reference === undefined ? {} : { reference }),
    ...(until === undefined ? {} : { until: new Date(until) }),
  }
}

/** What leaks have in common that are equal. */
function equalOnes(evidence: string, source: string | undefined, reader: string): string {
  return JSON.stringify([evidence, source, reader])
}

/** One id for all equal leaks, whatever case they belong to: what a decision is known by outside the journal. */
export function leakId(evidence: string, source: string | undefined, reader: string): string {
  return leakOf(equalOnes(evidence, source, reader))
}

function leakOf(equal: string): string {
  return createHash('sha256').update(`ragwall leak\0${equal}`).digest('hex').slice(0, 32)
}

/** The same for the same journal, whenever it is read. */
function caseId(call: string, equal: string): string {
  return createHash('sha256').update(`ragwall case\0${call}\0${equal}`).digest('hex').slice(0, 16)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
