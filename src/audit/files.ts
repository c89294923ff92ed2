import {
  closeSync,
  createReadStream,
  fdatasync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
} from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { promisify } from 'node:util'
import type { ChainHead } from '../core/audit.js'
import { canonicalJson } from '../core/digest.js'
import { replaceFile, replaceFileSoon, syncDirectory, writeAll } from '../core/durable-file.js'
import { FirewallError } from '../core/errors.js'
import { failpoint } from '../core/failpoint.js'
import { type ChainRecord, headsNamedBy, isChainId, parseRecord, VERSION } from './chain.js'
import type { ChainSource } from './lines.js'
import type { Medium } from './medium.js'

const SUFFIX = '.jsonl'
const sync = promisify(fdatasync)

/** Directories outside the journal that are given the latest head of every chain before each acknowledgement. */
export interface AnchorPlaces {
  /** Durable before the acknowledgement: on another disk or machine it outlives this one. */
  readonly anchor?: string
  /** Written without waiting for the disk: free of cost, and as good as durable until the power fails. */
  readonly heads?: readonly string[]
}

/**
 * A journal directory, and anchors outside it. Nothing is cached that another process could change, except
 * what each immutable first line says.
 */
export function createFileMedium(
  directory: string,
  { anchor, heads = [] }: AnchorPlaces,
  readOnly: boolean,
): Medium {
  const anchors = [...(anchor === undefined ? [] : [anchor]), ...heads]
  for (const place of anchors) refuseInside(place, directory)
  if (!readOnly) {
    for (const place of [directory, ...anchors]) mkdirSync(place, { recursive: true, mode: 0o700 })
  }
  let open: { readonly file: number; readonly path: string; readonly inode: number; size: number } | undefined
  const joins = new Map<string, readonly ChainHead[]>()
  const named = new Map<string, number>()
  /** How long each chain was when its head was looked up last: only one that grew has another. */
  const seen = new Map<string, number>()

  return {
    list: async () => chainsIn(directory).map((chain) => fileSource(directory, chain)),
    find: async (chain) =>
      isChainId(chain) && exists(pathOf(directory, chain)) ? fileSource(directory, chain) : undefined,
    async unnamedHeads(own) {
      const chains = chainsIn(directory)
      for (const chain of chains) {
        if (joins.has(chain)) continue
        const first = unlessGone(() => firstRecord(pathOf(directory, chain)))
        if (first === undefined) continue
        joins.set(chain, headsNamedBy(first))
        noteNamed(named, headsNamedBy(first))
      }
      const heads: ChainHead[] = []
      for (const chain of chains) {
        if (chain === own) continue
        const path = pathOf(directory, chain)
        const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
        if (seen.get(chain) === size) continue
        const head = unlessGone(() => durableHead(path, named.get(chain) ?? -1))
        if (head !== undefined && head.chain === chain) heads.push(head)
        seen.set(chain, size)
      }
      noteNamed(named, heads)
      return heads
    },
    async create(chain) {
      const path = pathOf(directory, chain)
      // O_APPEND: the position is the kernel's, nothing written can be written over. `x`: never an existing file.
      const file = openSync(path, 'ax', 0o600)
      failpoint('journal.create')
      syncDirectory(directory)
      open = { file, path, inode: fstatSync(file).ino, size: 0 }
    },
    async commit(bytes, head) {
      if (open === undefined) throw new Error('no chain was created')
      writeAll(open.file, bytes, 'journal')
      open.size += bytes.length
      failpoint('journal.fsync')
      await sync(open.file)
      failpoint('journal.synced')
      refuseMeddling(open)
      for (const place of heads) replaceFileSoon(anchorOf(place, head.chain), anchorBytes(head))
      if (anchor !== undefined) replaceFile(anchorOf(anchor, head.chain), [anchorBytes(head)], 'anchor')
      failpoint('journal.commit')
    },
    async abandon() {
      if (open === undefined) return
      const { file, path } = open
      open = undefined
      const { size } = fstatSync(file)
      closeSync(file)
      if (size === 0) rmSync(path, { force: true })
    },
    async remove(chain) {
      failpoint('retention.remove')
      rmSync(pathOf(directory, chain), { force: true })
      syncDirectory(directory)
      failpoint('retention.removed')
      for (const place of anchors) rmSync(anchorOf(place, chain), { force: true })
    },
    anchored: anchors.length > 0,
    anchors: async () => anchors.flatMap(readAnchors),
    async close() {
      if (open !== undefined) closeSync(open.file)
      open = undefined
    },
  }
}

/** An anchor beside what it anchors would be cut together with it. */
function refuseInside(anchor: string, directory: string): void {
  if (!liesIn(anchor, directory)) return
  throw new FirewallError('option-invalid', 'the audit anchor lies in the journal directory', {
    help: 'put it where whoever can change the journal cannot change it, on another disk or machine',
  })
}

/** Whether a path is a directory or lies in it. */
export function liesIn(path: string, directory: string): boolean {
  const way = relative(resolve(directory), resolve(path))
  return way !== '..' && !way.startsWith(`..${sep}`) && resolve(way) !== way
}

/**
 * What is written must still be there, under its name and no longer than we made it: a journal that was
 * moved, deleted, cut or written to by others does not hold what we acknowledge.
 */
function refuseMeddling(open: { path: string; inode: number; size: number }): void {
  const { ino, size } = statSync(open.path)
  if (ino === open.inode && size === open.size) return
  throw new FirewallError('audit-unavailable', 'the audit journal was changed by someone else', {
    help: 'keep the journal directory for ragwall alone; run `ragwall verify`, then start again',
  })
}

function chainsIn(directory: string): string[] {
  return readdirSync(directory)
    .filter((name) => name.endsWith(SUFFIX) && isChainId(name.slice(0, -SUFFIX.length)))
    .map((name) => name.slice(0, -SUFFIX.length))
    .sort()
}

function pathOf(directory: string, chain: string): string {
  return join(directory, `${chain}${SUFFIX}`)
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined
}

function fileSource(directory: string, chain: string): ChainSource {
  return {
    chain,
    blocks: (start = 0) => createReadStream(pathOf(directory, chain), { start, highWaterMark: 1 << 18 }),
    state() {
      const { size, mtimeMs } = statSync(pathOf(directory, chain))
      return { size, changed: mtimeMs }
    },
  }
}

/** Retention of another process may take a chain away between two looks at it. */
function unlessGone<Result>(look: () => Result): Result | undefined {
  try {
    return look()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function noteNamed(named: Map<string, number>, heads: readonly ChainHead[]): void {
  for (const { chain, sequence } of heads) named.set(chain, Math.max(named.get(chain) ?? -1, sequence))
}

function firstRecord(path: string): ChainRecord | undefined {
  const file = openSync(path, 'r')
  try {
    let bytes = Buffer.alloc(0)
    for (;;) {
      const block = readBlock(file, bytes.length, 1 << 16)
      bytes = Buffer.concat([bytes, block])
      const end = bytes.indexOf(0x0a)
      if (end >= 0) return parseRecord(bytes.subarray(0, end))
      if (block.length === 0) return undefined
    }
  } finally {
    closeSync(file)
  }
}

/**
 * The last whole record, if it is newer than `known`. Synced first: a head that a power cut could still take
 * back must not be named, or an honest crash would look like a truncation.
 */
function durableHead(path: string, known: number): ChainHead | undefined {
  const file = openSync(path, 'r+')
  try {
    const size = fstatSync(file).size
    let start = size
    let bytes = Buffer.alloc(0)
    for (;;) {
      const end = bytes.lastIndexOf(0x0a)
      const begin = end <= 0 ? -1 : bytes.lastIndexOf(0x0a, end - 1)
      if (end >= 0 && (begin >= 0 || start === 0)) {
        const record = parseRecord(bytes.subarray(begin + 1, end))
        if (record === undefined || record.sequence <= known) return undefined
        fsyncSync(file)
        return { chain: record.chain, sequence: record.sequence, hash: record.hash }
      }
      if (start === 0) return undefined
      const length = Math.min(start, 1 << 16)
      start -= length
      bytes = Buffer.concat([readBlock(file, start, length), bytes])
    }
  } finally {
    closeSync(file)
  }
}

function readBlock(file: number, position: number, length: number): Buffer {
  const block = Buffer.allocUnsafe(length)
  return block.subarray(0, readSync(file, block, 0, length, position))
}

function anchorOf(place: string, chain: string): string {
  return join(place, `${chain}.json`)
}

function anchorBytes({ chain, sequence, hash }: ChainHead): Buffer {
  return Buffer.from(canonicalJson({ chain, hash, sequence, v: VERSION }), 'utf8')
}

/**
 * The heads in an anchor directory; none where there is no directory. A file that cannot be read was tampered
 * with: it names a head that no chain has. An empty one says nothing: a power cut leaves it so.
 */
export function readAnchors(anchor: string): ChainHead[] {
  if (!exists(anchor)) return []
  return readdirSync(anchor)
    .filter((name) => name.endsWith('.json') && isChainId(name.slice(0, -'.json'.length)))
    .sort()
    .flatMap((name) => {
      const chain = name.slice(0, -'.json'.length)
      try {
        const text = readFileSync(join(anchor, name), 'utf8')
        if (text === '') return []
        const head = JSON.parse(text) as ChainHead
        if (head.chain === chain && Number.isSafeInteger(head.sequence) && typeof head.hash === 'string') {
          return [{ chain, sequence: head.sequence, hash: head.hash }]
        }
      } catch {}
      return [{ chain, sequence: Number.MAX_SAFE_INTEGER, hash: '' }]
    })
}
