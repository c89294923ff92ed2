import type {
  AuditEvent,
  AuditRecord,
  ChainHead,
  HoldEvent,
  HoldScope,
  RemovalEvent,
  TriageEvent,
} from '../core/audit.js'
import { randomId } from '../core/digest.js'
import { FirewallError } from '../core/errors.js'
import { createCaseTally, leakId } from './cases.js'
import { chainTime, headsNamedBy } from './chain.js'
import type { LedgerSource } from './ledger.js'
import { PRINCIPAL_MEMBERS } from './pseudonyms.js'
import { readVerified } from './read-verified.js'
import type { Removals } from './removals.js'
import type { Position } from './walk.js'

/** How long records are kept, and what keeps them longer. */
export interface Retention {
  /** The holds in force, oldest first. Throws `audit-unavailable`. */
  holds(): Promise<Hold[]>
  /** Throws `audit-unavailable`. */
  place(scope: HoldScope, who: Decider): Promise<Hold>
  /** Throws `not-found`, `audit-unavailable`. */
  lift(hold: string, who: Decider): Promise<Hold>
  /**
   * Removes chains whose records are all older than they have to be kept, the oldest first, up to the first one that is
   * held or that an output has not had. A record of it is durable before the first of them goes; decisions and holds in
   * force are on record again behind it. Throws `audit-unavailable`: nothing is taken from a journal that does not hold.
   */
  prune(options: PruneOptions): Promise<Pruned>
}

/** Who decides, and why. */
export interface Decider {
  /** Typed id. */
  readonly by: string
  /** Where the reason stands, a ticket's id. */
  readonly reference?: string
}

/** A legal hold in force. */
export interface Hold extends HoldScope, Decider {
  readonly id: string
  readonly placed: Date
}

export interface PruneOptions {
  /** How long records are kept, milliseconds. */
  readonly keep: number
  readonly by: string
  /** Says what would be removed, and removes nothing. */
  readonly dryRun?: boolean
  /** The name of an output that has not had this chain up to this byte. */
  readonly waitingFor?: (chain: string, end: number) => string | undefined
}

/** What was removed, or would be. */
export interface Pruned {
  readonly chains: number
  readonly records: number
  /** When the newest record of them was written. */
  readonly until?: Date
  /** The oldest chain that stays, and why; absent where none does. */
  readonly stays?: {
    readonly chain: string
    readonly why: 'young' | 'in use' | 'held' | 'waited for'
    /** Ids of the holds on it, or names of the outputs that have not had it. */
    readonly by: readonly string[]
  }
}

/** The least that records are kept: every process has left a chain that has been begun so long before. */
export const LEAST_KEPT = 2 * 86_400_000

interface RetentionContext {
  readonly source: LedgerSource
  append(event: AuditEvent): Promise<unknown>
  remove(chain: string): Promise<void>
  /** The chain that this process writes. */
  current(): string | undefined
}

export function createRetention({ source, append, remove, current }: RetentionContext): Retention {
  async function inForce(): Promise<Map<string, Placed>> {
    const holds = createHolds()
    for await (const record of source.read()) holds.take(record)
    return holds.placed
  }

  /** Takes away what a record says is removed, and a crash left. */
  async function finishEarlier({ removals }: Survey): Promise<void> {
    const left = [...(await source.list()), ...(await source.expected())].map(({ chain }) => chain)
    for (const chain of new Set(left)) if (removals.has(chain)) await remove(chain)
  }

  return {
    async holds() {
      const holds = [...(await inForce()).values()].map(asHold)
      return holds.sort((a, b) => a.placed.getTime() - b.placed.getTime())
    },
    async place(scope, who) {
      const hold = randomId().slice(0, 12)
      const event: HoldEvent = { type: 'hold', hold, what: 'placed', ...scope, ...who }
      await append(event)
      return asHold({ event, at: Date.now() })
    },
    async lift(id, who) {
      const placed = (await inForce()).get(id)
      if (placed === undefined) {
        throw new FirewallError('not-found', 'no hold of this id is in force', {
          help: '`ragwall hold list` lists them',
        })
      }
      await append({ type: 'hold', hold: id, what: 'lifted', ...who })
      return asHold(placed)
    },
    async prune({ keep, by, dryRun = false, waitingFor }) {
      if (!(keep >= LEAST_KEPT)) {
        throw new FirewallError('option-invalid', 'records are kept for two days at least', {
          help: 'say how long: `400d`',
        })
      }
      const found = await survey(source)
      if (!dryRun) await finishEarlier(found)
      const heldBy = await heldChains(source, found)
      const oldest = Date.now() - keep
      const going: string[] = []
      let stays: Pruned['stays']
      for (const { chain, state } of await source.list()) {
        if (found.removals.has(chain)) continue
        const why = whyItStays(chain, found.positions.get(chain)?.offset ?? state().size)
        if (why !== undefined) {
          stays = { chain, ...why }
          break
        }
        going.push(chain)
      }

      function whyItStays(
        chain: string,
        end: number,
      ): Omit<NonNullable<Pruned['stays']>, 'chain'> | undefined {
        if (chain === current()) return { why: 'in use', by: [] }
        // A chain without a record was left by a crash when it began.
        if ((found.times.get(chain)?.last ?? chainTime(chain)) > oldest) return { why: 'young', by: [] }
        const held = heldBy(chain)
        if (held.length > 0) return { why: 'held', by: held }
        const output = waitingFor?.(chain, end)
        return output === undefined ? undefined : { why: 'waited for', by: [output] }
      }

      const heads = going.flatMap((chain) => headOf(found.positions.get(chain)) ?? [])
      const last = Math.max(...heads.map(({ chain }) => found.times.get(chain)!.last))
      if (!dryRun && going.length > 0) {
        // A file without a record says nothing, and nothing is said of it.
        if (heads.length > 0) {
          const gone = new Set(going)
          for (const event of saidAgain(found, gone)) await append(event)
          await append({ type: 'removal', by, keep, last, ...removalOf(found, gone, heads) })
        }
        for (const chain of going) await remove(chain)
      }
      return {
        chains: going.length,
        records: recordsOf(heads),
        ...(heads.length === 0 ? {} : { until: new Date(last) }),
        ...(stays === undefined ? {} : { stays }),
      }
    },
  }
}

/** A decision or a hold, when it was made, and in which chain it stands. */
interface Stated<Event> {
  readonly event: Event
  readonly at: number
  readonly chain: string
}
type Placed = Stated<HoldEvent>

/** What has to be known of a journal before anything of it goes. */
interface Survey {
  readonly positions: ReadonlyMap<string, Position>
  readonly removals: Removals
  /** Of its first and last record, by chain. */
  readonly times: ReadonlyMap<string, { readonly first: number; readonly last: number }>
  /** In force, by id. */
  readonly holds: ReadonlyMap<string, Placed>
  /** The newest of each case. */
  readonly decisions: ReadonlyMap<string, Stated<TriageEvent>>
  /** By leak, the newest chain that has one. */
  readonly leaks: ReadonlyMap<string, string>
  /** By chain, the newest one that names it. */
  readonly namedBy: ReadonlyMap<string, string>
  /** By chain that was removed, its last record, and the newest chain that says so. */
  readonly removedBy: ReadonlyMap<string, { readonly head: ChainHead; readonly chain: string }>
}

async function survey(source: LedgerSource): Promise<Survey> {
  const times = new Map<string, { first: number; last: number }>()
  const holds = createHolds()
  const decisions = new Map<string, Stated<TriageEvent>>()
  const leaks = new Map<string, string>()
  const namedBy = new Map<string, string>()
  const removedBy = new Map<string, { head: ChainHead; chain: string }>()
  const read = await readVerified(source, ({ record }) => {
    const { chain, time, event } = record
    times.set(chain, { first: times.get(chain)?.first ?? time, last: time })
    holds.take(record)
    if (event.type === 'triage') decisions.set(event.case, { event, at: event.since ?? time, chain })
    if (event.type === 'closed') {
      for (const { evidence, sources } of event.findings)
        keepNewest(leaks, leakId(evidence, sources[0], event.subject), chain)
    }
    for (const head of headsNamedBy(record)) {
      if (event.type !== 'removal') keepNewest(namedBy, head.chain, chain)
      else if ((removedBy.get(head.chain)?.chain ?? '') < chain) removedBy.set(head.chain, { head, chain })
    }
  })
  for (const { chain } of await source.expected()) keepNewest(namedBy, chain, OUTSIDE)
  return { ...read, times, holds: holds.placed, decisions, leaks, namedBy, removedBy }
}

/** Behind every chain: what is named outside the journal. */
const OUTSIDE = '~'

function keepNewest(chains: Map<string, string>, key: string, chain: string): void {
  if ((chains.get(key) ?? '') < chain) chains.set(key, chain)
}

/** The holds in force, of records in any order: what was lifted stays lifted, wherever it is said that it was placed. */
function createHolds() {
  const placed = new Map<string, Placed>()
  const lifted = new Set<string>()
  return {
    placed,
    take({ event, time, chain }: AuditRecord): void {
      if (event.type !== 'hold') return
      if (event.what === 'lifted') {
        lifted.add(event.hold)
        placed.delete(event.hold)
      } else if (!lifted.has(event.hold)) placed.set(event.hold, { event, at: event.since ?? time, chain })
    },
  }
}

function asHold({ event, at }: Pick<Placed, 'event' | 'at'>): Hold {
  const { type: _type, what: _what, since: _since, hold: id, ...rest } = event
  return { id, ...rest, placed: new Date(at) }
}

/** Tells the ids of the holds on a chain. */
async function heldChains(
  source: LedgerSource,
  { holds, times }: Survey,
): Promise<(chain: string) => readonly string[]> {
  const held = new Map<string, Set<string>>()
  const note = (chain: string, id: string) => {
    const known = held.get(chain)
    if (known === undefined) held.set(chain, new Set([id]))
    else known.add(id)
  }
  const narrow = [...holds.values()].map(({ event }) => event).filter((event) => namesRecords(event))
  for (const { event } of holds.values()) {
    if (namesRecords(event)) continue
    for (const [chain, { first, last }] of times)
      if (last >= (event.from ?? first) && first <= (event.to ?? last)) note(chain, event.hold)
  }
  if (narrow.length > 0) {
    const cases = createCaseTally()
    for await (const record of source.read()) {
      const of = cases.add(record)
      for (const hold of narrow) if (isMeant(record, of, hold)) note(record.chain, hold.hold)
    }
  }
  return (chain) => [...(held.get(chain) ?? [])]
}

function namesRecords({ subject, case: of }: HoldScope): boolean {
  return subject !== undefined || of !== undefined
}

function isMeant({ time, event }: AuditRecord, cases: readonly string[], hold: HoldScope): boolean {
  const { from = time, to = time, subject, case: asked } = hold
  if (time < from || time > to) return false
  const names = PRINCIPAL_MEMBERS.map((name) => (event as unknown as Record<string, unknown>)[name])
  if (subject !== undefined && !names.includes(subject)) return false
  return asked === undefined || cases.includes(asked) || (event.type === 'triage' && event.case === asked)
}

/** What is in force, and stands nowhere but in what goes. */
function saidAgain(
  { holds, decisions, leaks }: Survey,
  gone: ReadonlySet<string>,
): (HoldEvent | TriageEvent)[] {
  const again: (HoldEvent | TriageEvent)[] = []
  for (const { event, at, chain } of holds.values()) if (gone.has(chain)) again.push({ ...event, since: at })
  for (const { event, at, chain } of decisions.values()) {
    if (!gone.has(chain)) continue
    const holdsOn =
      event.state === 'false-alarm' || (event.state === 'accepted' && (event.until ?? 0) > Date.now())
    const leak = leaks.get(event.leak ?? '')
    if (holdsOn || (leak !== undefined && !gone.has(leak))) again.push({ ...event, since: at })
  }
  return again
}

function removalOf(
  { removals, namedBy, removedBy }: Survey,
  gone: ReadonlySet<string>,
  chains: readonly ChainHead[],
): Pick<RemovalEvent, 'chains' | 'records' | 'total' | 'earlier'> {
  const records = recordsOf(chains)
  const before = removals.removed ?? { chains: 0, records: 0 }
  const earlier = [...removedBy.values()].flatMap(({ head, chain }) => {
    const namer = namedBy.get(head.chain)
    return gone.has(chain) && namer !== undefined && !gone.has(namer) ? [head] : []
  })
  return {
    chains,
    records,
    total: { chains: before.chains + chains.length, records: before.records + records },
    ...(earlier.length === 0 ? {} : { earlier }),
  }
}

function headOf(position: Position | undefined): ChainHead | undefined {
  if (position === undefined) return undefined
  const { chain, sequence, hash } = position
  return { chain, sequence, hash }
}

function recordsOf(heads: readonly ChainHead[]): number {
  return heads.reduce((sum, { sequence }) => sum + sequence + 1, 0)
}
