import type { AuditFinding, AuditRecord, ClosedEvent, SkippedEvent } from '../core/audit.js'
import { isLeak } from '../core/leak.js'
import type { Action } from '../core/types.js'
import { nameOf, wentOut } from './cases.js'

/**
 * What a report counts of some records. Two tallies of times that follow each other are put together by `mergeTally`,
 * which knows no member by name: numbers add up, maps unite, and what stands under `latest` is taken from the later
 * one. A new member is merged, stored and read back without further work when it is of such a kind.
 */
export function createTally() {
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
    /** By `[document, place]` as JSON. */
    byPlace: new Map<string, number>(),
    byPrincipal: new Map<string, number>(),
    /** Attempts to draw out what is protected, by reader. */
    byProber: new Map<string, number>(),
    byFailure: new Map<string, { where: string; code: string; count: number }>(),
    /** By version of ragwall and policy. */
    byPolicy: new Map<string, { service: string; policy: string; checks: number }>(),
    /** Decisions on held answers. */
    reviews: { release: 0, refuse: 0 },
    /** What operators did, by `[time, what, by]` as JSON: how often, or how many calls were turned away. */
    operations: new Map<string, number>(),
    allowed: new Map<string, { service: string; evidence: string; reader: string; uses: number }>(),
    byService: new Map<string, { checks: number; leaks: number; released: number }>(),
    byDay: new Map<string, { checks: number; leaks: number; released: number }>(),
    latest: {
      /** Refused documents by their last code: a sync that is repeated refuses the same ones again. */
      refused: new Map<string, string>(),
      /** By connector what its last run passed over. */
      skipped: new Map<string, SkippedEvent>(),
    },
  }
}

export type Tally = ReturnType<typeof createTally>

/** Events that belong to a service; of all others every service hears. */
export function isCall(event: AuditRecord['event']): boolean {
  return event.type === 'opened' || event.type === 'closed' || event.type === 'retrieve'
}

/** Counts one event. Of a check it is the end that counts. */
export function count(tally: Tally, event: AuditRecord['event'], time: number): void {
  if (event.type === 'closed') countCheck(tally, event, time)
  else if (event.type === 'retrieve') tally.retrievals += 1
  else if (event.type === 'failure') {
    tally.failures += 1
    addFailure(tally, event.where, event.code)
  } else if (event.type === 'review') {
    if (event.decision !== 'read') tally.reviews[event.decision] += 1
  } else if (event.type === 'admin') {
    add(tally.operations, JSON.stringify([time, event.what, event.by]), event.refused ?? 1)
  } else if (event.type === 'incident') tally.incidents += 1
  else if (event.type === 'refused-document') tally.latest.refused.set(event.document, event.code)
  else if (event.type === 'skipped') tally.latest.skipped.set(event.connector, event)
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
    const key = `${service} ${evidence} ${event.subject}`
    const uses = (tally.allowed.get(key)?.uses ?? 0) + 1
    tally.allowed.set(key, { service, evidence, reader: event.subject, uses })
  }
  if (event.code !== undefined) addFailure(tally, event.door, event.code)
  if (event.policy !== undefined) {
    const [service, policy] = [event.service ?? 'default', event.policy]
    const key = `${service} ${policy}`
    const checks = (tally.byPolicy.get(key)?.checks ?? 0) + 1
    tally.byPolicy.set(key, { service, policy, checks })
  }
  if (event.findings.some(({ kind }) => PROBES.has(kind))) increment(tally.byProber, event.subject)
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
  counts.set(key, {
    checks: counted.checks + 1,
    leaks: counted.leaks + leaks,
    released: counted.released + released,
  })
}

function countLeak(tally: Tally, event: ClosedEvent, finding: AuditFinding): void {
  tally.leaks += 1
  if (wentOut(finding, event)) tally.released += 1
  increment(tally.byEntity, nameOf(finding))
  increment(tally.byPrincipal, event.subject)
  for (const source of finding.sources) increment(tally.bySource, source)
  for (const { document, at } of finding.places ?? [])
    increment(tally.byPlace, JSON.stringify([document, at]))
}

/** Kinds of findings that say: somebody tries to draw out what is protected. */
const PROBES: ReadonlySet<AuditFinding['kind']> = new Set(['probe', 'disclosure', 'enumeration', 'injection'])

function addFailure(tally: Tally, where: string, code: string): void {
  const key = `${where} ${code}`
  tally.byFailure.set(key, { where, code, count: (tally.byFailure.get(key)?.count ?? 0) + 1 })
}

export function increment(counts: Map<string, number>, key: string): void {
  add(counts, key, 1)
}

function add(counts: Map<string, number>, key: string, number: number): void {
  counts.set(key, (counts.get(key) ?? 0) + number)
}

/** Adds a tally of a later time to one of an earlier. */
export function mergeTally(into: Tally, later: Tally): void {
  mergeMembers(into, later)
}

type Members = Record<string, unknown>

function mergeMembers(into: object, later: object): void {
  const target = into as Members
  for (const [name, value] of Object.entries(later)) {
    const present = target[name]
    if (name === 'latest') replaceMembers(present as Members, value as Members)
    else if (present instanceof Map)
      for (const [key, one] of value as typeof present) unite(present, key, one)
    else if (typeof value === 'number') target[name] = (present as number) + value
    else mergeMembers(present as object, value as object)
  }
}

function replaceMembers(into: Members, later: Members): void {
  for (const [name, value] of Object.entries(later)) {
    if (into[name] instanceof Map)
      for (const [key, one] of value as Map<unknown, unknown>) into[name].set(key, one)
    else if (value !== undefined) into[name] = value
  }
}

/** Never changes what stands in a map: it may stand in another tally too. */
function unite(into: Map<unknown, unknown>, key: unknown, value: unknown): void {
  const present = into.get(key)
  if (present === undefined) into.set(key, value)
  else if (typeof value === 'number') into.set(key, (present as number) + value)
  else into.set(key, united(present as Members, value as Members))
}

function united(one: Members, other: Members): Members {
  const sum = { ...one }
  for (const [name, value] of Object.entries(other)) {
    const present = sum[name]
    sum[name] = typeof value === 'number' && typeof present === 'number' ? present + value : value
  }
  return sum
}

/** As JSON, without what is zero or empty. */
export function encodeTally(tally: Tally): Members {
  return encodeMembers(tally)
}

function encodeMembers(members: object): Members {
  const encoded: Members = {}
  for (const [name, value] of Object.entries(members)) {
    if (value instanceof Map) {
      if (value.size > 0) encoded[name] = [...value]
    } else if (typeof value === 'object' && value !== null) {
      const inner = encodeMembers(value)
      if (Object.keys(inner).length > 0) encoded[name] = inner
    } else if (value !== 0 && value !== undefined) encoded[name] = value
  }
  return encoded
}

export function decodeTally(encoded: unknown): Tally {
  const tally = createTally()
  decodeMembers(tally, encoded as Members)
  return tally
}

function decodeMembers(into: object, encoded: Members): void {
  const target = into as Members
  for (const [name, value] of Object.entries(encoded)) {
    if (target[name] instanceof Map) target[name] = new Map(value as [unknown, unknown][])
    else if (typeof target[name] === 'object' && target[name] !== null)
      decodeMembers(target[name], value as Members)
    else target[name] = value
  }
}

/** Names the members that a tally has: one that was stored with others says too little or too much. */
export function tallyShape(): string {
  const shape = (members: object): string =>
    Object.entries(members)
      .map(([name, value]) =>
        typeof value === 'object' && value !== null && !(value instanceof Map)
          ? `${name}{${shape(value)}}`
          : name,
      )
      .join(' ')
  return shape(createTally())
}
