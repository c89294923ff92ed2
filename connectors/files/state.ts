import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { type ErrorCode, FirewallError } from '../../src/core/errors.js'
import type { ContainerPermissions, SkipReason } from '../../src/core/types.js'

/** What a cursor remembers of one stored file; hashes are short and of no use elsewhere. */
export interface Known {
  /** Hash of size and times; empty when the file must be read again. */
  readonly stat: string
  /** Hash of the bytes. */
  readonly content: string
  /** Hash of kind, license and the like. */
  readonly traits: string
  /** Hash of what its permissions come to. */
  readonly acl: string
  /** Its permissions are those of the container with the first so many code units of its path; else they are its own. */
  readonly under?: number
  /** What else than its own path it is stored under: so many parts (`record-parts.ts`), or parts of these names. */
  readonly parts?: number | readonly string[]
  /** What is in it and was not taken. */
  readonly left?: readonly Left[]
}

/** What a cursor remembers of one container: hashes of what it says, and of what it comes to. */
export interface KnownContainer {
  readonly said: string
  readonly comesTo: string
  /** What it says; unknown to cursors of earlier versions. */
  readonly says?: ContainerPermissions
}

/** A part of a file that was passed over or refused: why, and what to do about it. */
export type Left = readonly [name: string, why: ErrorCode | SkipReason, help?: string]

const VERSION = 1

/** Cursors are opaque to everybody else: deflated JSON in base64url behind a version. */
export function packCursor(value: unknown): string {
  return `${VERSION}.${deflateRawSync(JSON.stringify(value)).toString('base64url')}`
}

/**
 * `undefined` for no cursor. Throws `connector-failed` for what is none of ours: starting over would miss deletions.
 */
export function unpackCursor(connector: string, cursor: string | undefined): unknown {
  if (cursor === undefined || cursor === '') return undefined
  try {
    const [version, body = ''] = cursor.split('.')
    if (version === String(VERSION))
      return JSON.parse(inflateRawSync(Buffer.from(body, 'base64url')).toString())
  } catch {}
  throw new FirewallError('connector-failed', `the cursor of connector ${connector} is not one it can read`, {
    help: 'it comes from another version or was damaged: ingest this source into a fresh data directory',
  })
}

type Packed = [
  path: string,
  stat: string,
  content: string,
  traits: string,
  acl: string,
  parts?: number | readonly string[] | null,
  left?: readonly Left[] | null,
  under?: number,
]

type PackedContainer = [path: string, said: string, comesTo: string, says: ContainerPermissions | null]

/** Between a cursor and what was added to it. */
const ADDED = '~'

export function packKnown(
  known: ReadonlyMap<string, Known>,
  containers: ReadonlyMap<string, KnownContainer> = new Map(),
): string {
  const rows = [...containers].map(
    ([path, { said, comesTo, says = null }]): PackedContainer => [path, said, comesTo, says],
  )
  return packCursor([...rows, ...[...known].map(([path, one]) => packed(path, one))])
}

function packed(path: string, { stat, content, traits, acl, parts, left, under }: Known): Packed {
  const row: Packed = [path, stat, content, traits, acl]
  if (parts !== undefined || left !== undefined || under !== undefined) row.push(parts ?? null)
  if (left !== undefined || under !== undefined) row.push(left ?? null)
  if (under !== undefined) row.push(under)
  return row
}

/** A cursor that remembers these too, at the cost of these alone. */
export function addKnown(
  cursor: string,
  known: ReadonlyMap<string, Known>,
  containers: ReadonlyMap<string, KnownContainer> = new Map(),
): string {
  return `${cursor === '' ? packKnown(new Map()) : cursor}${ADDED}${packKnown(known, containers)}`
}

export function unpackKnown(
  connector: string,
  cursor: string | undefined,
): { readonly known: Map<string, Known>; readonly containers: Map<string, KnownContainer> } {
  const known = new Map<string, Known>()
  const containers = new Map<string, KnownContainer>()
  for (const packed of (cursor ?? '').split(ADDED)) {
    for (const row of (unpackCursor(connector, packed) ?? []) as (Packed | PackedContainer)[]) {
      if (isContainer(row)) {
        const [path, said, comesTo, says] = row
        containers.set(path, { said, comesTo, ...(says == null ? {} : { says }) })
        continue
      }
      const [path, stat, content, traits, acl, parts, left, under] = row
      known.set(path, {
        ...{ stat, content, traits, acl },
        ...(parts == null ? {} : { parts }),
        ...(left == null ? {} : { left }),
        ...(under === undefined ? {} : { under }),
      })
    }
  }
  return { known, containers }
}

/** Those of earlier versions end with what it comes to. */
function isContainer(row: Packed | PackedContainer): row is PackedContainer {
  return row.length < 5
}

/** Ids of what may be stored of a file; of one in parts its own too, which it had while it was smaller. */
export function idsOf(path: string, { parts = 0 }: Pick<Known, 'parts'>): string[] {
  const names = typeof parts === 'number' ? Array.from({ length: parts }, (_, i) => i + 1) : parts
  return [path, ...names.map((name) => partId(path, name))]
}

export function partId(path: string, part: number | string): string {
  return `${path}#${part}`
}
