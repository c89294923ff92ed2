import { type FileHandle, open, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { AuditRecord } from '../../core/audit.js'
import { LIMITS } from '../../core/limits.js'
import { chainTime, isChainId, parseRecord } from '../chain.js'

/** How far somebody has read: by chain the bytes behind the last whole line. A chain it does not name is unread. */
export type Position = Readonly<Record<string, number>>

/** What lies behind a position. */
export interface Backlog {
  /** Records of any kind; some say nothing to the outside. */
  readonly records: number
  /** When the first of them was written, milliseconds since the epoch; none when there are none. */
  readonly since?: number
}

/** Reads a journal from where one has come to, chain by chain, without reading again what lies before. */
export interface JournalTail {
  /** The next records, about `limit` of them and by time as far as they go, and the position behind them. */
  next(
    from: Position,
    limit: number,
  ): Promise<{ readonly records: readonly AuditRecord[]; readonly to: Position }>
  backlog(from: Position): Promise<Backlog>
  /** Behind the last record there is. */
  end(): Promise<Position>
}

const SUFFIX = '.jsonl'
const BLOCK = 1 << 20

export function createJournalTail(directory: string): JournalTail {
  /** Chains that have grown past a position, oldest first. */
  async function grown(from: Position): Promise<{ chain: string; path: string; at: number; size: number }[]> {
    const found: { chain: string; path: string; at: number; size: number }[] = []
    for (const chain of await chainsIn(directory)) {
      const path = join(directory, `${chain}${SUFFIX}`)
      const size = await sizeOf(path)
      const at = from[chain] ?? 0
      if (size > at) found.push({ chain, path, at, size })
    }
    return found
  }

  return {
    async next(from, limit) {
      const lines: { record: AuditRecord | undefined; time: number; chain: string; end: number }[] = []
      const byTime = (a: (typeof lines)[number], b: (typeof lines)[number]) =>
        a.time - b.time || (a.chain < b.chain ? -1 : a.chain > b.chain ? 1 : a.end - b.end)
      for (const { chain, path, at } of await grown(from)) {
        // Chains come by their beginning: one that began later than all that is asked for says nothing yet.
        if (lines.length >= limit && lines.sort(byTime)[limit - 1]!.time < chainTime(chain)) break
        let time = chainTime(chain)
        for (const { record, end } of await readFrom(path, at, limit)) {
          time = record?.time ?? time
          lines.push({ record, time, chain, end })
        }
      }
      // Within a chain as they stand there: their times never decrease.
      const taken = lines.sort(byTime).slice(0, limit)
      const to: Record<string, number> = { ...from }
      for (const { chain, end } of taken) to[chain] = end
      return { records: taken.flatMap(({ record }) => record ?? []), to }
    },
    async backlog(from) {
      let records = 0
      let since: number | undefined
      for (const { path, at, size } of await grown(from)) {
        const file = await open(path)
        try {
          const first = await lineFrom(file, at, size)
          const last = first === undefined ? undefined : await lastLine(file, at, size)
          const [begin, end] = [first, last].map((line) =>
            line === undefined ? undefined : parseRecord(line),
          )
          if (begin === undefined || end === undefined) continue
          records += end.sequence - begin.sequence + 1
          since = Math.min(since ?? begin.time, begin.time)
        } finally {
          await file.close()
        }
      }
      return { records, ...(since === undefined ? {} : { since }) }
    },
    async end() {
      const position: Record<string, number> = {}
      for (const { chain, path, size } of await grown({})) {
        const file = await open(path)
        try {
          position[chain] = await lastLineFeed(file, size)
        } finally {
          await file.close()
        }
      }
      return position
    },
  }
}

async function chainsIn(directory: string): Promise<string[]> {
  const names = await readdir(directory).catch((error) => {
    // Nothing was written yet.
    if (error.code === 'ENOENT') return []
    throw error
  })
  return names
    .filter((name) => name.endsWith(SUFFIX) && isChainId(name.slice(0, -SUFFIX.length)))
    .map((name) => name.slice(0, -SUFFIX.length))
    .sort()
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.size ?? 0
}

/** Whole lines from `at` on, at most `limit`: what is no record has none, and is passed over. */
async function readFrom(
  path: string,
  at: number,
  limit: number,
): Promise<{ record: AuditRecord | undefined; end: number }[]> {
  const file = await open(path)
  try {
    for (let length = BLOCK; ; length *= 4) {
      const block = await read(file, at, length)
      const lines: { record: AuditRecord | undefined; end: number }[] = []
      for (let start = 0; lines.length < limit; ) {
        const feed = block.indexOf(0x0a, start)
        if (feed < 0) break
        lines.push({ record: parseRecord(block.subarray(start, feed)), end: at + feed + 1 })
        start = feed + 1
      }
      if (lines.length > 0 || block.length < length || length > LIMITS.auditRecordBytes) return lines
    }
  } finally {
    await file.close()
  }
}

async function lineFrom(file: FileHandle, at: number, size: number): Promise<Buffer | undefined> {
  for (let length = 1 << 16; ; length *= 4) {
    const block = await read(file, at, Math.min(length, size - at))
    const feed = block.indexOf(0x0a)
    if (feed >= 0) return block.subarray(0, feed)
    if (length >= size - at) return undefined
  }
}

/** The last whole line behind `at`. */
async function lastLine(file: FileHandle, at: number, size: number): Promise<Buffer | undefined> {
  const end = await lastLineFeed(file, size)
  for (let length = 1 << 16; ; length *= 4) {
    const begin = Math.max(at, end - length)
    const block = await read(file, begin, end - begin)
    const feed = block.subarray(0, -1).lastIndexOf(0x0a)
    if (feed >= 0 || begin === at) return block.subarray(feed + 1, -1)
  }
}

/** The byte behind the last line feed; what follows it is being written, or never was. */
async function lastLineFeed(file: FileHandle, size: number): Promise<number> {
  for (let end = size; end > 0; end -= Math.min(end, BLOCK)) {
    const begin = Math.max(0, end - BLOCK)
    const feed = (await read(file, begin, end - begin)).lastIndexOf(0x0a)
    if (feed >= 0) return begin + feed + 1
  }
  return 0
}

async function read(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const block = Buffer.allocUnsafe(Math.max(0, length))
  let filled = 0
  while (filled < block.length) {
    const { bytesRead } = await file.read(block, filled, block.length - filled, at + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return block.subarray(0, filled)
}
