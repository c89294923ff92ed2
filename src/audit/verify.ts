import type { ChainHead } from '../core/audit.js'
import type { AuditVerification } from '../core/ports.js'
import {
  type ChainRecord,
  type CheckedLine,
  createLineChecker,
  type FaultKind,
  follows,
  headsNamedBy,
  type Trust,
} from './chain.js'
import { type ChainSource, createLineSplitter } from './lines.js'
import { createRemovals, type Removals } from './removals.js'

/** The chains of a journal, in order of their ids, and any of them by id, also one that has just begun. */
export interface ChainSet {
  list(): Promise<readonly ChainSource[]>
  find(chain: string): Promise<ChainSource | undefined>
}

interface Fault {
  /** `<chain>#<sequence>` */
  readonly at: string
  readonly why: FaultKind
}

interface ChainState {
  readonly records: number
  readonly head: ChainHead | undefined
  readonly torn: boolean
  readonly named: readonly ChainHead[]
  readonly fault: Fault | undefined
}

/** What the chains themselves and the heads that were handed in can tell. */
export type ChainsVerification = DistributiveOmit<AuditVerification, 'anchored'>
type DistributiveOmit<Type, Key extends PropertyKey> = Type extends unknown ? Omit<Type, Key> : never

/**
 * Verifies every record of every chain and every head that a record, an anchor or the caller names. The first
 * fault is reported, in order of chain ids; faults in a record before faults between chains. May run while
 * others append, and while retention removes what a record names as removed.
 */
export async function verifyChains(
  chains: ChainSet,
  trust: Trust,
  expected: readonly ChainHead[] = [],
): Promise<ChainsVerification> {
  const states = new Map<string, ChainState>()
  const removals = createRemovals()
  const gone: string[] = []
  for (const source of await chains.list()) {
    try {
      states.set(source.chain, await verifyChain(source, trust, removals))
    } catch (error) {
      if (!isGone(error)) throw error
      gone.push(source.chain)
    }
  }
  const all = [...states.values()]
  const { removed } = removals
  const totals = {
    chains: all.length,
    records: all.reduce((sum, state) => sum + state.records, 0),
    ...(removed === undefined ? {} : { removed }),
  }
  const named = [...all.flatMap((state) => state.named), ...expected]
  const lost = gone.find((chain) => !removals.has(chain))
  const fault =
    all.find((state) => state.fault !== undefined)?.fault ??
    (lost === undefined
      ? await verifyHeads({ chains, states, trust, removals }, named)
      : { at: `${lost}#0`, why: 'missing chain' as const })
  if (fault !== undefined) return { intact: false, brokenAt: fault.at, why: fault.why, ...totals }
  return { intact: true, ...totals, torn: all.filter((state) => state.torn).length }
}

/** Whether a file was taken away between listing and reading it. */
function isGone(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT'
}

async function verifyChain(source: ChainSource, trust: Trust, removals: Removals): Promise<ChainState> {
  const judge = createLineChecker(source.chain, trust)
  const named: ChainHead[] = []
  let head: ChainHead | undefined
  const splitter = createLineSplitter()
  for await (const block of source.blocks()) {
    for (const line of splitter.push(block)) {
      const judged = judge(line)
      if ('record' in judged && follows(judged.record, head)) {
        for (const other of headsNamedBy(judged.record)) if (other.chain !== source.chain) named.push(other)
        removals.take(judged.record)
        head = headOf(judged.record)
        continue
      }
      const sequence = (head?.sequence ?? -1) + 1
      const why = await diagnose(source, judge, judged, sequence)
      const fault = { at: `${source.chain}#${sequence}`, why }
      return { records: sequence, head, torn: false, named, fault }
    }
  }
  const records = (head?.sequence ?? -1) + 1
  // A crash between creating the file and its first write leaves it empty: the shortest torn write.
  return { records, head, torn: splitter.rest > 0 || records === 0, named, fault: undefined }
}

/** All before `sequence` is right and the next line is not it. What was done? Reads the chain once more. */
async function diagnose(
  source: ChainSource,
  judge: (line: Buffer) => CheckedLine,
  found: CheckedLine,
  sequence: number,
): Promise<FaultKind> {
  if ('fault' in found && found.fault !== 'changed') return found.fault
  let displaced = false
  for await (const record of genuineRecords(source, judge)) {
    if (record.sequence === sequence) displaced = true
  }
  if ('fault' in found) return displaced ? 'inserted' : 'changed'
  if (found.record.sequence < sequence) return 'inserted'
  if (found.record.sequence === sequence) return 'changed'
  return displaced ? 'reordered' : 'removed'
}

/** Every line of the file that is genuine by itself, in the order of the file. */
async function* genuineRecords(
  source: ChainSource,
  judge: (line: Buffer) => CheckedLine,
): AsyncIterable<ChainRecord> {
  const splitter = createLineSplitter()
  for await (const block of source.blocks()) {
    for (const line of splitter.push(block)) {
      const judged = judge(line)
      if ('record' in judged) yield judged.record
    }
  }
}

interface Read {
  readonly chains: ChainSet
  readonly states: ReadonlyMap<string, ChainState>
  readonly trust: Trust
  readonly removals: Removals
}

async function verifyHeads(read: Read, named: readonly ChainHead[]): Promise<Fault | undefined> {
  const { states } = read
  const open = new Map<string, ChainHead[]>()
  for (const expected of named) {
    const head = states.get(expected.chain)?.head
    if (head?.sequence === expected.sequence && head.hash === expected.hash) continue
    open.set(expected.chain, [...(open.get(expected.chain) ?? []), expected])
  }
  for (const chain of [...open.keys()].sort()) {
    const fault = await verifyHeadsOf(chain, read, open.get(chain)!)
    if (fault !== undefined) return fault
  }
  return undefined
}

/** Reads the file again, once: it may have grown, or begun, since it was verified. */
async function verifyHeadsOf(
  chain: string,
  { chains, states, trust, removals }: Read,
  named: readonly ChainHead[],
): Promise<Fault | undefined> {
  const source = await chains.find(chain)
  if (source === undefined && removals.has(chain)) {
    const later = named.find((head) => !removals.explains(head))
    return later === undefined ? undefined : { at: `${chain}#${later.sequence}`, why: 'contradictory heads' }
  }
  if (source === undefined) {
    return { at: `${chain}#0`, why: states.size === 0 ? 'missing journal' : 'missing chain' }
  }
  const wanted = new Map(named.map((head) => [head.sequence, head.hash]))
  const conflict = named.find((head) => wanted.get(head.sequence) !== head.hash)
  if (conflict !== undefined) return { at: `${chain}#${conflict.sequence}`, why: 'contradictory heads' }
  let records = 0
  for await (const record of genuineRecords(source, createLineChecker(chain, trust))) {
    records = record.sequence + 1
    const hash = wanted.get(record.sequence)
    if (hash === undefined) continue
    if (hash !== record.hash) return { at: `${chain}#${record.sequence}`, why: 'changed' }
    wanted.delete(record.sequence)
  }
  return wanted.size === 0 ? undefined : { at: `${chain}#${records}`, why: 'truncated' }
}

function headOf({ chain, sequence, hash }: ChainRecord): ChainHead {
  return { chain, sequence, hash }
}
