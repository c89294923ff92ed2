import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { FirewallError } from '../../src/core/errors.js'

/** What a cursor remembers of one stored file; hashes are short and of no use elsewhere. */
export interface Known {
  /** Hash of size and times; empty when the file must be read again. */
  readonly stat: string
  /** Hash of the bytes. */
  readonly content: string
  /** Hash of kind, license and the like. */
  readonly traits: string
  readonly acl: string
  /** How many documents it is stored as, where it is not one under its own path (`record-parts.ts`). */
  readonly parts?: number
}

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

type Packed = [path: string, stat: string, content: string, traits: string, acl: string, parts?: number]

export function packKnown(known: ReadonlyMap<string, Known>): string {
  return packCursor(
    [...known].map(([path, { stat, content, traits, acl, parts }]): Packed => {
      return parts === undefined
        ? [path, stat, content, traits, acl]
        : [path, stat, content, traits, acl, parts]
    }),
  )
}

export function unpackKnown(connector: string, cursor: string | undefined): Map<string, Known> {
  const rows = (unpackCursor(connector, cursor) ?? []) as Packed[]
  return new Map(
    rows.map(([path, stat, content, traits, acl, parts]) => [
      path,
      { stat, content, traits, acl, ...(parts === undefined ? {} : { parts }) },
    ]),
  )
}

/** Ids of what may be stored of a file; of one in parts its own too, which it had while it was smaller. */
export function idsOf(path: string, { parts }: Pick<Known, 'parts'>): string[] {
  return [path, ...Array.from({ length: parts ?? 0 }, (_, i) => partId(path, i + 1))]
}

export function partId(path: string, part: number): string {
  return `${path}#${part}`
}
