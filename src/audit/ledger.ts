import { createHmac, timingSafeEqual } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { AuditRecord, ChainHead } from '../core/audit.js'
import { deriveKey, randomId, type SecretKey } from '../core/digest.js'
import type { AuditVerification } from '../core/ports.js'
import type { LeakCase, LeakReport } from '../core/types.js'
import type { Trust } from './chain.js'
import { createHeadCheck } from './head-check.js'
import type { ChainSource } from './lines.js'
import { createRemovals, type Removals, type SavedRemovals } from './removals.js'
import { assembleReport, buildReport, type ReportRange, spanOf } from './report.js'
import { createSummary, HOUR, type SavedSummary, type Summary } from './summary.js'
import { tallyShape } from './tally.js'
import type { ChainSet } from './verify.js'
import { genuineFrom, Mismatch, type Position, placeOf, plain, walk } from './walk.js'

/** What reports and lists of cases are made of. */
export interface Ledger {
  /**
   * What the journal says of a time. Records that were verified for an earlier report are not read again, and the
   * report says how many they are; `full` verifies all of them anew. Throws `audit-unavailable`.
   */
  report(range: ReportRange, options?: { readonly full?: boolean }): Promise<LeakReport>
  /** All cases, open ones first. Throws `audit-unavailable`. */
  cases(): Promise<LeakCase[]>
  /** Whether any record is of this service. Throws `audit-unavailable`. */
  knows(service: string): Promise<boolean>
}

/** What a ledger reads. */
export interface LedgerSource extends ChainSet {
  readonly trust: Trust
  /** Heads that must be found: anchors, and what this process acknowledged. */
  expected(): Promise<readonly ChainHead[]>
  /** Everything from the first record on, verified or not. */
  read(): AsyncIterable<AuditRecord>
  verify(): Promise<AuditVerification>
  /** Whether heads are noted outside the journal. */
  readonly anchored: boolean
}

/**
 * Records as young as this are added up anew for every report, milliseconds: another process may still be writing one
 * that comes before them. Writing takes a few; if it ever takes longer, the sum is made anew from the first record.
 */
const SETTLED_AFTER = 10_000
/** What was added up is stored when it grew by so much of all, too: storing takes time as well. */
const STORED_SHARE = 1 / 50

/** What was read and verified so far, as it stood at one moment. */
interface Standing {
  readonly summary: Summary
  readonly positions: ReadonlyMap<string, Position>
  readonly verification: AuditVerification
}

/** Records that were added up, and how far they reach. */
interface Base {
  readonly summary: Summary
  readonly positions: Map<string, Position>
  /** What they say was removed. */
  readonly removals: Removals
  /** When the first of them was verified. */
  readonly since: number
  /** The last of them, by time and chain id. */
  last: { readonly time: number; readonly chain: string } | undefined
  stored: number
}

/** `file` keeps what was added up for the next process, stored `every` so many records; without it, it lasts as long as this one. */
export function createLedger(
  source: LedgerSource,
  { key, file, every = 1_000 }: { readonly key: SecretKey; readonly file?: string; readonly every?: number },
): Ledger {
  const rollup = file === undefined ? undefined : createRollupFile(file, key)
  let base: Base | undefined
  let turn: Promise<unknown> = Promise.resolve()

  /** One after the other: what is added up is shared. */
  function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = turn.then(work)
    turn = result.catch(() => undefined)
    return result
  }

  /** Undefined where the journal does not hold. */
  async function stand(full: boolean): Promise<Standing | undefined> {
    const kept = full ? undefined : (base ?? rollup?.load())
    try {
      return await advance(kept ?? emptyBase())
    } catch (error) {
      base = undefined
      if (!mayFitAnew(error)) throw error
      if (kept === undefined && error instanceof Mismatch) return undefined
    }
    try {
      return await advance(emptyBase())
    } catch (error) {
      base = undefined
      if (error instanceof Mismatch) return undefined
      throw error
    }
  }

  async function advance(from: Base): Promise<Standing> {
    const before = recordsIn(from.positions)
    const sources = new Map((await source.list()).map((one) => [one.chain, one]))
    const states = new Map([...sources].map(([chain, one]) => [chain, one.state()]))
    for (const [chain, position] of from.positions) refuseOther(position, states.get(chain))
    const removals = from.removals.fork()
    const heads = createHeadCheck(removals)
    const settled = Date.now() - SETTLED_AFTER
    let tail: { summary: Summary; positions: Map<string, Position> } | undefined
    const starts = [...sources.values()].flatMap((one) => {
      const after = from.positions.get(one.chain)
      if (after === undefined) return [{ source: one }]
      return states.get(one.chain)!.size > after.offset ? [{ source: one, after }] : []
    })
    for await (const walked of walk(starts, source.trust)) {
      const { record } = walked
      const { chain, time } = record
      if (tail === undefined && time > settled) {
        tail = { summary: from.summary.fork(), positions: new Map(from.positions) }
      }
      const { summary, positions } = tail ?? from
      if (from.last !== undefined && isBefore(record, from.last)) throw new Mismatch()
      heads.take(record)
      summary.add(plain(record))
      positions.set(chain, { ...placeOf(positions.get(chain), walked), ...states.get(chain)! })
      if (tail !== undefined) continue
      from.removals.take(record)
      from.last = { time, chain }
    }
    const { summary, positions } = tail ?? {
      summary: from.summary.fork(),
      positions: new Map(from.positions),
    }
    for (const head of await source.expected()) heads.require(head)
    await heads.settle(positions, source)
    base = from
    const records = recordsIn(positions)
    const { removed } = removals
    store(from)
    return {
      summary,
      positions,
      verification: {
        anchored: source.anchored,
        intact: true,
        chains: sources.size,
        records,
        torn: [...sources.keys()].filter(
          (chain) => states.get(chain)!.size > (positions.get(chain)?.offset ?? 0),
        ).length,
        ...(removed === undefined ? {} : { removed }),
        ...(before === 0 ? {} : { earlier: { records: before, since: new Date(from.since) } }),
      },
    }
  }

  function store(from: Base): void {
    const records = recordsIn(from.positions)
    const grown = records - from.stored
    if (rollup === undefined || grown < every || grown < records * STORED_SHARE) return
    rollup.save(from)
    from.stored = records
  }

  /** Records of a standing from `from` to `to`, both included. */
  function recordsOf({ positions }: Standing): (from: number, to: number) => AsyncIterable<AuditRecord> {
    return async function* (from, to) {
      const [begin, end] = [Math.floor(from / HOUR), Math.floor(to / HOUR)]
      const found: AuditRecord[] = []
      for (const { chain, sequence, marks } of positions.values()) {
        const mark = marks.findLast(([hour]) => hour <= begin) ?? marks[0]!
        if (mark[0] > end || marks.at(-1)![0] < begin) continue
        const one = await source.find(chain)
        if (one === undefined) throw new Mismatch()
        for await (const record of genuineFrom(one, mark[2], source.trust)) {
          if (record.time > to || record.sequence > sequence) break
          if (record.time >= from) found.push(plain(record))
        }
      }
      yield* found.sort((a, b) => a.time - b.time || compare(a.chain, b.chain) || a.sequence - b.sequence)
    }
  }

  async function report(range: ReportRange, full: boolean): Promise<LeakReport> {
    const standing = await stand(full)
    if (standing !== undefined) {
      try {
        const { summary, verification } = standing
        const now = Date.now()
        const counted = await summary.counted(range, spanOf(range, now), recordsOf(standing))
        return assembleReport(counted, summary.cases(now), verification, range)
      } catch (error) {
        if (!(error instanceof Mismatch)) throw error
        base = undefined
      }
    }
    // What does not hold is named, and counted as far as it can be read.
    return buildReport(source.read(), await source.verify(), range)
  }

  return {
    report: (range, { full = false } = {}) => inTurn(() => report(range, full)),
    cases: () =>
      inTurn(async () => {
        const standing = await stand(false)
        return standing?.summary.cases(Date.now()) ?? casesIn(source.read())
      }),
    knows: (service) =>
      inTurn(async () => (await stand(false))?.summary.knows(service) ?? isIn(source.read(), service)),
  }
}

/** The same over records of any origin, read whole each time. */
export function plainLedger(source: Pick<LedgerSource, 'read' | 'verify'>): Ledger {
  return {
    report: async (range) => buildReport(source.read(), await source.verify(), range),
    cases: () => casesIn(source.read()),
    knows: (service) => isIn(source.read(), service),
  }
}

async function casesIn(records: AsyncIterable<AuditRecord>): Promise<LeakCase[]> {
  const summary = createSummary()
  for await (const record of records) summary.add(record)
  return summary.cases(Date.now())
}

async function isIn(records: AsyncIterable<AuditRecord>, service: string): Promise<boolean> {
  for await (const { event } of records) if ('service' in event && event.service === service) return true
  return false
}

function emptyBase(): Base {
  return {
    summary: createSummary(),
    positions: new Map(),
    removals: createRemovals(),
    since: Date.now(),
    last: undefined,
    stored: 0,
  }
}

/** Something changed, or retention took a chain away while it was read: all that is there is read once more. */
function mayFitAnew(error: unknown): boolean {
  return error instanceof Mismatch || (error as NodeJS.ErrnoException).code === 'ENOENT'
}

function recordsIn(positions: ReadonlyMap<string, Position>): number {
  let sum = 0
  for (const { sequence } of positions.values()) sum += sequence + 1
  return sum
}

/** A chain that is gone, shorter, or was written without growing is another one than was verified. */
function refuseOther(position: Position, state: ReturnType<ChainSource['state']> | undefined): void {
  const { offset, size, changed } = position
  if (state !== undefined && state.size >= offset && (state.size !== size || state.changed === changed))
    return
  throw new Mismatch()
}

function isBefore(
  { time, chain }: AuditRecord,
  last: { readonly time: number; readonly chain: string },
): boolean {
  return time < last.time || (time === last.time && chain < last.chain)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

const VERSION = 2

interface SavedRollup {
  readonly v: typeof VERSION
  /** What its tallies count. */
  readonly shape: string
  readonly since: number
  readonly last: Base['last']
  readonly positions: readonly Position[]
  readonly removals: SavedRemovals
  readonly summary: SavedSummary
}

/**
 * What was added up, in a file: a MAC under a key of its own, a line feed, and JSON that names the chain positions and
 * hashes it stands on. One of another key, another version or another journal is as good as none; that the chains
 * still have the records it names is looked at before it is used.
 */
function createRollupFile(path: string, evidenceKey: SecretKey) {
  const { bytes } = deriveKey(evidenceKey, 'audit rollup')
  const macOf = (text: string) => createHmac('sha256', bytes).update(text, 'utf8').digest()
  return {
    load(): Base | undefined {
      try {
        const [mac = '', text = ''] = splitOnce(readFileSync(path, 'utf8'))
        const given = Buffer.from(mac, 'hex')
        const right = macOf(text)
        if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined
        const { v, shape, since, last, positions, removals, summary } = JSON.parse(text) as SavedRollup
        if (v !== VERSION || shape !== tallyShape()) return undefined
        const places = new Map(positions.map((one) => [one.chain, one]))
        return {
          summary: createSummary(summary),
          positions: places,
          removals: createRemovals(removals),
          since,
          last,
          stored: recordsIn(places),
        }
      } catch {
        // None yet, or none that can be read: it is made anew.
        return undefined
      }
    },
    /** What cannot be stored is added up again by the next process. */
    save({ summary, positions, removals, since, last }: Base): void {
      const saved: SavedRollup = {
        v: VERSION,
        shape: tallyShape(),
        since,
        last,
        positions: [...positions.values()],
        removals: removals.save(),
        summary: summary.save(),
      }
      const text = JSON.stringify(saved)
      const temporary = `${path}.${randomId()}.tmp`
      try {
        mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
        writeFileSync(temporary, `${macOf(text).toString('hex')}\n${text}`, { mode: 0o600 })
        renameSync(temporary, path)
      } catch {
        rmSync(temporary, { force: true })
      }
    },
  }
}

function splitOnce(text: string): [string, string] {
  const end = text.indexOf('\n')
  return [text.slice(0, end), text.slice(end + 1)]
}
