import type { AuditRecord, ChainHead } from '../core/audit.js'
import { type ChainRecord, chainTime, createLineChecker, follows, type Trust } from './chain.js'
import { type ChainSource, createLineSplitter } from './lines.js'
import { HOUR } from './summary.js'

/** How far a chain was read and verified. */
export interface Position extends ChainHead {
  /** Bytes up to the end of this record. */
  readonly offset: number
  /** Where each hour of the chain begins, its first record and the byte it begins at: to read an hour without the rest. */
  readonly marks: readonly Mark[]
  /** The file as it was then. */
  readonly size: number
  readonly changed: number
}

type Mark = readonly [hour: number, sequence: number, offset: number]

/** Something does not fit together with what was verified before. What it is, a full verification tells. */
export class Mismatch extends Error {}

/** One record in its place. */
export interface Walked {
  readonly record: ChainRecord
  readonly from: number
  readonly to: number
}

/**
 * Verified records of chains that go on behind their positions, merged by time (ties by chain id). Throws `Mismatch`
 * at the first line that is not what must come next. A chain is opened when the merge reaches its beginning.
 */
export async function* walk(
  starts: readonly { readonly source: ChainSource; readonly after?: Position }[],
  trust: Trust,
): AsyncIterable<Walked> {
  const begins = ({ source, after }: (typeof starts)[number]) =>
    after === undefined ? chainTime(source.chain) : Number.NEGATIVE_INFINITY
  const waiting = [...starts].sort(
    (a, b) => begins(a) - begins(b) || (a.source.chain < b.source.chain ? -1 : 1),
  )
  const open: Reader[] = []
  let next = 0
  try {
    for (;;) {
      let first: Reader | undefined
      for (const reader of open) if (first === undefined || comesBefore(reader, first)) first = reader
      const start = waiting[next]
      if (start !== undefined && (first === undefined || begins(start) <= first.current!.record.time)) {
        next += 1
        const reader = createReader(start.source, trust, start.after)
        open.push(reader)
        if (!(await reader.advance())) open.splice(open.indexOf(reader), 1)
        continue
      }
      if (first === undefined) return
      yield first.current!
      const known = first.ready()
      if (!known && !(await first.advance())) open.splice(open.indexOf(first), 1)
    }
  } finally {
    await Promise.all(open.map((reader) => reader.close()))
  }
}

function comesBefore(a: Reader, b: Reader): boolean {
  const [one, other] = [a.current!.record, b.current!.record]
  return one.time < other.time || (one.time === other.time && one.chain < other.chain)
}

interface Reader {
  current: Walked | undefined
  /** Goes on to the next record if its bytes are read already. */
  ready(): boolean
  /** Goes on to the next record; false behind the last. */
  advance(): Promise<boolean>
  close(): Promise<void>
}

function createReader(source: ChainSource, trust: Trust, after?: Position): Reader {
  const judge = createLineChecker(source.chain, trust)
  const splitter = createLineSplitter()
  const blocks = source.blocks(after?.offset ?? 0)[Symbol.asyncIterator]()
  let lines: Iterator<Buffer> | undefined
  let head: ChainHead | undefined = after
  let offset = after?.offset ?? 0
  const reader: Reader = {
    current: undefined,
    ready() {
      const line = lines?.next()
      if (line === undefined || line.done) {
        lines = undefined
        return false
      }
      const judged = judge(line.value)
      if (!('record' in judged) || !follows(judged.record, head)) throw new Mismatch()
      const from = offset
      offset += line.value.length + 1
      const { chain, sequence, hash } = judged.record
      head = { chain, sequence, hash }
      reader.current = { record: judged.record, from, to: offset }
      return true
    },
    async advance() {
      for (;;) {
        if (reader.ready()) return true
        const block = await blocks.next()
        if (block.done) return false
        lines = splitter.push(block.value)[Symbol.iterator]()
      }
    },
    async close() {
      await blocks.return?.(undefined)
    },
  }
  return reader
}

/** Records of a chain from a byte on where one begins, each genuine by itself. Throws `Mismatch` where one is not. */
export async function* genuineFrom(
  source: ChainSource,
  offset: number,
  trust: Trust,
): AsyncIterable<ChainRecord> {
  const judge = createLineChecker(source.chain, trust)
  const splitter = createLineSplitter()
  for await (const block of source.blocks(offset)) {
    for (const line of splitter.push(block)) {
      const judged = judge(line)
      if (!('record' in judged)) throw new Mismatch()
      yield judged.record
    }
  }
}

/** Where its chain stands with a record. */
export function placeOf(known: Position | undefined, { record, from, to }: Walked): Position {
  const { chain, sequence, hash, time } = record
  const hour = Math.floor(time / HOUR)
  const marks = known?.marks ?? []
  return {
    chain,
    sequence,
    hash,
    offset: to,
    marks: marks.at(-1)?.[0] === hour ? marks : [...marks, [hour, sequence, from]],
    size: known?.size ?? 0,
    changed: known?.changed ?? 0,
  }
}

/** A record as everybody else knows it. */
export function plain({ chain, sequence, time, event, receipt, hash }: ChainRecord): AuditRecord {
  return { chain, sequence, time, event, ...(receipt === undefined ? {} : { receipt }), hash }
}
