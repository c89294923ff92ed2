import type { AuditRecord } from '../core/audit.js'
import { chainTime, parseRecord } from './chain.js'
import { type ChainSource, createLineSplitter } from './lines.js'

/**
 * Records of all chains, merged by time (ties by chain id), from `from` to `to` inclusive. Opens a chain only
 * when the merge reaches its beginning, so as many files are open as chains overlap in time. Lines that hold
 * no record are passed over: `verify` names them, and a report must still be possible.
 */
export async function* readChains(
  chains: readonly ChainSource[],
  range: { readonly from?: Date; readonly to?: Date } = {},
): AsyncIterable<AuditRecord> {
  const from = range.from?.getTime() ?? Number.NEGATIVE_INFINITY
  const to = range.to?.getTime() ?? Number.POSITIVE_INFINITY
  const waiting = [...chains].sort((a, b) => (a.chain < b.chain ? -1 : 1))
  const open: Cursor[] = []
  try {
    for (;;) {
      const earliest = first(open)
      const begins = waiting[0] === undefined ? Number.POSITIVE_INFINITY : chainTime(waiting[0].chain)
      if (waiting[0] !== undefined && begins <= to && (earliest === undefined || begins <= earliest.time)) {
        await advance(open, recordsOf(waiting.shift()!)[Symbol.asyncIterator]())
        continue
      }
      if (earliest === undefined || earliest.time > to) return
      open.splice(open.indexOf(earliest), 1)
      if (earliest.time >= from) yield earliest.record
      await advance(open, earliest.rest)
    }
  } finally {
    await Promise.all(open.map(({ rest }) => rest.return?.(undefined)))
  }
}

interface Cursor {
  readonly record: AuditRecord
  readonly time: number
  readonly rest: AsyncIterator<AuditRecord>
}

async function advance(open: Cursor[], rest: AsyncIterator<AuditRecord>): Promise<void> {
  const next = await rest.next()
  if (next.done !== true) open.push({ record: next.value, time: next.value.time, rest })
}

function first(open: readonly Cursor[]): Cursor | undefined {
  let best = open[0]
  for (const cursor of open) {
    const { record, time } = best!
    if (cursor.time < time || (cursor.time === time && cursor.record.chain < record.chain)) best = cursor
  }
  return best
}

async function* recordsOf(source: ChainSource): AsyncGenerator<AuditRecord> {
  const splitter = createLineSplitter()
  for await (const block of source.blocks()) {
    for (const line of splitter.push(block)) {
      const record = parseRecord(line)
      if (record === undefined) continue
      const { chain, sequence, time, event, receipt, hash } = record
      yield { chain, sequence, time, event, ...(receipt === undefined ? {} : { receipt }), hash }
    }
  }
}
