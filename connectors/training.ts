import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { basename, resolve } from 'node:path'
import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { FirewallError, toFirewallError } from '../src/core/errors.js'
import { LIMITS } from '../src/core/limits.js'
import { type OptionKinds, oneOf, record, required, requireOptions, text } from '../src/core/options.js'
import type { Connector } from '../src/core/ports.js'
import { parseStrict } from '../src/core/schema.js'
import type { Acl, SourceChange, SourceDocument } from '../src/core/types.js'
import { shortHash } from './files/acl.js'
import { trainingOptionsSchema } from './files/options.js'
import { packCursor, unpackCursor } from './files/state.js'
import { Unfit } from './files/unfit.js'
import { recordText } from './training/record.js'

/** A fine-tuning file, and who may read its records. */
export interface TrainingOptions {
  /** JSON Lines, UTF-8, gzipped if the name ends in `.gz`. */
  readonly path: string
  /** Who may read the records themselves; everybody else must not get them from a model that learned them. */
  readonly acl: Acl
  /** Default `training`. Cursors are stored under it: give each file its own. */
  readonly name?: string
  /** Default `training`. */
  readonly kind?: NonNullable<SourceDocument['kind']>
  /** SPDX id or policy name of its terms of reuse. */
  readonly license?: string
}

const OPTIONS: OptionKinds<TrainingOptions> = {
  path: required({ ...text, is: 'a file of JSON Lines' }),
  acl: required(record("permissions: { allow: ['group:staff'], deny: [], classification: 'internal' }")),
  name: text,
  kind: oneOf('knowledge', 'training', 'prompt', 'canary', 'code'),
  license: text,
}

/**
 * A fine-tuning file: one document per record, protected and never retrieved. Records are what OpenAI, TRL,
 * Alpaca and ShareGPT write (`training/record.ts`). A line that is none is refused by its number and skipped.
 *
 * Ids are `<file name>#<line>-<hash of the line>`: appending keeps them, a changed line is a new document
 * and a deleted one. The file is read as a stream; the cursor keeps six bytes per record. A file that is
 * missing, or empty where it had records, is `source-unreadable`, never everything deleted.
 */
export function training(options: TrainingOptions): Connector {
  if (options?.acl === undefined) {
    throw new FirewallError('label-missing', 'the training connector has no access control list', {
      help: 'say who may read the training records: acl: { allow: [...], deny: [] }',
    })
  }
  requireOptions<TrainingOptions>(options, OPTIONS, 'training')
  const { path, acl, name = 'training', kind = 'training', license } = options
  const rest = { acl, kind, retrievable: false, ...(license === undefined ? {} : { license }) }
  const traits = shortHash([kind, license])
  const idOf = (line: number, hash: string) => `${basename(path)}#${line}-${hash}`
  return {
    name,
    async *changes({ since, retry, signal }) {
      const cursor = since ?? ''
      const known = unpackState(name, since)
      const next: State = { traits, acl: shortHash(acl), records: new Map() }
      let unchanged = 0
      const sameTraits = known?.traits === traits
      for await (const { line, bytes } of linesOf(path)) {
        if (signal?.aborted) throw new FirewallError('aborted', 'the caller cancelled the sync')
        const hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 8)
        const id = idOf(line, hash)
        if (sameTraits && known.records.get(line) === hash && !retry?.has(id)) {
          next.records.set(line, hash)
          if (known.acl === next.acl) unchanged += 1
          else yield { kind: 'acl', id, acl, cursor }
          continue
        }
        const change = changeOf(id, line, bytes, rest, cursor)
        if (change === undefined) continue
        if (change.kind === 'upsert') next.records.set(line, hash)
        yield change
      }
      if (next.records.size === 0 && (known?.records.size ?? 0) > 0) {
        throw new FirewallError(
          'source-unreadable',
          `the training file ${basename(path)} has no record left`,
          {
            help: 'nothing was taken for deleted; check the file',
          },
        )
      }
      for (const [line, hash] of known?.records ?? []) {
        if (next.records.get(line) !== hash) yield { kind: 'delete', id: idOf(line, hash), cursor }
      }
      yield { kind: 'cursor', cursor: packState(next), unchanged }
    },
  }
}

/** For configuration files: `use: training`. A relative path starts at `folder`. */
export function createConnector(options: unknown, { folder }: { readonly folder: string }): Connector {
  const parsed = parseStrict(trainingOptionsSchema, options, 'the training connector')
  return training({ ...parsed, path: resolve(folder, parsed.path) })
}

/** An empty line is nothing. */
function changeOf(
  id: string,
  line: number,
  bytes: Uint8Array,
  rest: Omit<SourceDocument, 'id' | 'uri' | 'text'>,
  cursor: string,
): SourceChange | undefined {
  try {
    const text = recordText(bytes)
    if (text === undefined) return undefined
    const uri = `file:${encodeURIComponent(id.slice(0, id.lastIndexOf('#')))}#${line}`
    return { kind: 'upsert', document: { id, uri, text, metadata: { line }, ...rest }, cursor }
  } catch (error) {
    const { code, help } = error instanceof Unfit ? error : new Unfit('document-invalid', 'it cannot be read')
    return { kind: 'refused', id, code, help: `line ${line}: ${help}`, cursor }
  }
}

/** Lines with their numbers, from 1. A line that is too long comes cut, and is too long still. */
async function* linesOf(path: string): AsyncIterable<{ line: number; bytes: Buffer }> {
  let pending: Buffer[] = []
  let length = 0
  let line = 0
  const take = (piece: Buffer) => {
    if (length <= LIMITS.fileBytes) pending.push(piece)
    length += piece.length
  }
  const flush = () => {
    const bytes = Buffer.concat(pending)
    pending = []
    length = 0
    line += 1
    return { line, bytes }
  }
  try {
    const file = createReadStream(path, { highWaterMark: 1 << 18 })
    // The callback is the pipeline's; the error also ends the iteration below, which reports it.
    const stream = path.endsWith('.gz') ? pipeline(file, createGunzip(), () => {}) : file
    for await (const block of stream as AsyncIterable<Buffer>) {
      let start = 0
      for (let end = block.indexOf(0x0a); end >= 0; end = block.indexOf(0x0a, start)) {
        take(block.subarray(start, end))
        start = end + 1
        yield flush()
      }
      take(block.subarray(start))
    }
    if (length > 0) yield flush()
  } catch (error) {
    throw toFirewallError(error, 'source-unreadable', `the training file ${basename(path)} cannot be read`)
  }
}

interface State {
  readonly traits: string
  readonly acl: string
  /** Line to hash, of the records that were taken. */
  readonly records: Map<number, string>
}

const HASH = 8
const NO_RECORD = ' '.repeat(HASH)

function packState({ traits, acl, records }: State): string {
  const hashes: string[] = []
  for (const [line, hash] of records) {
    while (hashes.length < line - 1) hashes.push(NO_RECORD)
    hashes.push(hash)
  }
  return packCursor({ traits, acl, hashes: hashes.join('') })
}

function unpackState(connector: string, cursor: string | undefined): State | undefined {
  const state = unpackCursor(connector, cursor) as { traits: string; acl: string; hashes: string } | undefined
  if (state === undefined) return undefined
  const records = new Map<number, string>()
  for (let i = 0; i < state.hashes.length; i += HASH) {
    const hash = state.hashes.slice(i, i + HASH)
    if (hash !== NO_RECORD) records.set(i / HASH + 1, hash)
  }
  return { traits: state.traits, acl: state.acl, records }
}
