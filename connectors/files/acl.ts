import { createHash } from 'node:crypto'
import { parseDocument } from 'yaml'
import { z } from 'zod'
import { canonicalJson } from '../../src/core/digest.js'
import { nearest } from '../../src/core/errors.js'
import { LIMITS } from '../../src/core/limits.js'
import type { Acl, ContainerPermissions, SourceDocument, SourceTable } from '../../src/core/types.js'

/**
 * Sidecars: who may read what, beside what it is about.
 *
 * `.acl.yaml` in a folder speaks for everything in and below it, `<file>.acl.yaml` for one file:
 *
 *     allow: [group:hr, user:alice]     # any of these; replaces what was inherited
 *     deny: [user:mallory]              # none of these; adds to what was inherited
 *     classification: confidential      # replaces
 *     compartments: [payroll]           # adds
 *     inherit: false                    # forgets everything inherited, deny and defaults included; default true
 *     kind: knowledge                   # knowledge, training, prompt, canary, code; replaces
 *     license: CC-BY-4.0                # replaces
 *     retrievable: true                 # replaces
 *     origin: curated                   # curated, internal, user, external; replaces
 *     columns:                          # of tables (CSV, records of JSON: `customer.name`); replaces
 *       identifying: [employee number]  # one value of these says which row it is, wherever it stands
 *       ignored: [notes]                # values of these are not kept
 *
 * For a file, sidecars are read from the root's down to its own, after the connector's `defaults`. Within one
 * sidecar `inherit: false` comes first. `allow: []` is nobody. Where no sidecar on the way and no default
 * states an `allow`, the file is refused (`label-missing`).
 *
 * A sidecar that cannot be read or does not have this shape, an unknown key included, refuses everything it
 * speaks for (`acl-invalid`), also below an inner `inherit: false`: it may have meant to forbid.
 */
export interface Permissions {
  readonly allow?: readonly string[]
  readonly deny: readonly string[]
  readonly compartments: readonly string[]
  readonly classification?: string
  readonly kind?: NonNullable<SourceDocument['kind']>
  readonly license?: string
  readonly retrievable?: boolean
  readonly origin?: NonNullable<SourceDocument['origin']>
  readonly columns?: Columns
}

/** What the columns of a table are. A name that a table does not have is of no account. */
export type Columns = Pick<SourceTable, 'identifying' | 'ignored'>

/** Permissions, or the sidecar that spoils them and what is wrong with it. */
export type Inherited = Permissions | { readonly spoiledBy: string; readonly help: string }

export const NO_PERMISSIONS: Permissions = { deny: [], compartments: [] }

const id = z.string().min(1).max(LIMITS.idLength)
const ids = z.array(id).max(LIMITS.aclEntries)

export const sidecarSchema = z.strictObject({
  inherit: z
    .boolean()
    .exactOptional()
    .describe('`false` forgets everything inherited, `deny` included. Default true.'),
  allow: ids
    .exactOptional()
    .describe("Any of these may read: `group:hr`, `user:alice`, `'*'`. Replaces what was inherited."),
  deny: ids.exactOptional().describe('None of these may read. Added to what was inherited.'),
  classification: id
    .exactOptional()
    .describe('A level, or a word that `classifications` maps to one. Replaces.'),
  compartments: ids.exactOptional().describe('All of them are demanded. Added to what was inherited.'),
  kind: z
    .enum(['knowledge', 'training', 'prompt', 'canary', 'code'])
    .exactOptional()
    .describe('What the documents are for. Default `knowledge`. Replaces.'),
  license: id.exactOptional().describe('SPDX id or policy name of the terms of reuse. Replaces.'),
  retrievable: z.boolean().exactOptional().describe('`false`: protected, never retrieved. Replaces.'),
  origin: z
    .enum(['curated', 'internal', 'user', 'external'])
    .exactOptional()
    .describe('Who can write there. Default `internal`. Replaces.'),
  columns: z
    .strictObject({
      identifying: ids.exactOptional().describe('One value of these says which row it is.'),
      ignored: ids.exactOptional().describe('Values of these are not kept.'),
    })
    .exactOptional()
    .describe('What the columns of tables are (CSV, records of JSON). Replaces.'),
})

export type Sidecar = z.infer<typeof sidecarSchema>

/** Parses a sidecar; a string is what is wrong with it, without a word of what it says. */
export function parseSidecar(text: string): Sidecar | string {
  let value: unknown
  try {
    const document = parseDocument(text, { uniqueKeys: true })
    const problem = document.errors[0] ?? document.warnings[0]
    if (problem !== undefined) return `it is not valid YAML${lineOf(problem.linePos)}`
    value = document.toJS({ maxAliasCount: 0 }) ?? {}
  } catch {
    return 'it is not valid YAML, or uses aliases'
  }
  const parsed = sidecarSchema.safeParse(value)
  if (parsed.success) return parsed.data
  return describe(parsed.error.issues[0])
}

/** Defaults come from code, and are checked as a sidecar is. */
export function applySidecar(
  inherited: Permissions,
  sidecar: Sidecar | Omit<ContainerPermissions, 'parent'>,
): Permissions {
  const { inherit = true, allow, deny = [], compartments = [], ...replaced } = sidecar
  const base = inherit ? inherited : NO_PERMISSIONS
  const stated = Object.fromEntries(Object.entries(replaced).filter(([, value]) => value !== undefined))
  return {
    ...base,
    ...stated,
    ...(allow === undefined ? {} : { allow }),
    deny: union(base.deny, deny),
    compartments: union(base.compartments, compartments),
  }
}

/** The ACL of a file, undefined if nobody stated who may read it. */
export function aclOf(permissions: Permissions): Acl | undefined {
  const { allow, deny, compartments, classification } = permissions
  if (allow === undefined) return undefined
  return {
    allow: union([], allow),
    deny,
    ...(classification === undefined ? {} : { classification }),
    ...(compartments.length === 0 ? {} : { compartments }),
  }
}

/** What a sidecar says of readers, as a container says it. */
export function ownWords({
  inherit,
  allow,
  deny,
  compartments,
  classification,
}: Sidecar | ContainerPermissions): Omit<ContainerPermissions, 'parent'> {
  return {
    ...(inherit === undefined ? {} : { inherit }),
    ...(allow === undefined ? {} : { allow }),
    ...(deny === undefined ? {} : { deny }),
    ...(classification === undefined ? {} : { classification }),
    ...(compartments === undefined ? {} : { compartments }),
  }
}

/** Permissions that stand for themselves, as a container without a parent says them. */
export function allWords({ allow, deny, compartments, classification }: Permissions): ContainerPermissions {
  return {
    ...ownWords({ deny: [...deny], compartments: [...compartments] }),
    ...(allow === undefined ? {} : { allow }),
    ...(classification === undefined ? {} : { classification }),
  }
}

/** Hash of what permissions come to; of those that are spoiled or state no reader it is nobody's. */
export function comesTo(permissions: Inherited): string {
  return shortHash(('spoiledBy' in permissions ? undefined : aclOf(permissions)) ?? NOBODY)
}

export const NOBODY: Acl = { allow: [], deny: [] }

/** What else a sidecar says of a document, and of the columns of its table. */
export type Traits = Partial<SourceDocument> & { readonly columns?: Columns }

export function traitsOf({ kind, license, retrievable, origin, columns }: Permissions): Traits {
  return {
    ...(kind === undefined ? {} : { kind }),
    ...(license === undefined ? {} : { license }),
    ...(retrievable === undefined ? {} : { retrievable }),
    ...(origin === undefined ? {} : { origin }),
    ...(columns === undefined ? {} : { columns }),
  }
}

/** 96 bits in base64url: tells versions of one file apart, not a secret. */
export function shortHash(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('base64url').slice(0, 16)
}

export function union(a: readonly string[] = [], b: readonly string[] = []): readonly string[] {
  return [...new Set([...a, ...b])]
}

function lineOf(position: readonly { line: number }[] | undefined): string {
  return position?.[0] === undefined ? '' : ` (line ${position[0].line})`
}

function describe(issue: z.core.$ZodIssue | undefined): string {
  if (issue?.code === 'unrecognized_keys') {
    const close = nearest(issue.keys[0] ?? '', Object.keys(sidecarSchema.shape))
    return `it has an unknown key${close === undefined ? '' : `; did you mean \`${close}\`?`}`
  }
  const field = issue?.path.find((part) => typeof part === 'string')
  return field === undefined ? 'it is not a list of settings' : `\`${field}\` has the wrong type or value`
}
