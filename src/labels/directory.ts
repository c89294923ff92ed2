import { createHash } from 'node:crypto'
import { z } from 'zod'
import { canonicalJson } from '../core/digest.js'
import { FirewallError, toFirewallError } from '../core/errors.js'
import { followFiles } from '../core/followed-files.js'
import { unknownLevel } from '../core/levels.js'
import { LIMITS } from '../core/limits.js'
import type { Directory } from '../core/ports.js'
import { parseStrict, readYaml } from '../core/schema.js'
import { idKind } from './id.js'

const id = z
  .string()
  .refine(
    (value) => !['account', undefined].includes(idKind(value)),
    'a typed id: `user:alice`, `group:sales`',
  )
const group = z.string().refine((value) => idKind(value) === 'group', 'a group id: `group:sales`')
const principal = z
  .string()
  .refine(
    (value) => ['user', 'service'].includes(idKind(value) ?? ''),
    'an id: `user:alice` or `service:reports`',
  )
const name = z.string().min(1).max(LIMITS.idLength)

/** `config/principals.yaml`. */
export const directorySchema = z.strictObject({
  groups: z
    .record(
      group,
      z.strictObject({ members: z.array(id).describe('Principals or groups; cycles are allowed.') }),
    )
    .default({})
    .describe('By id: `group:sales`.'),
  principals: z
    .record(
      principal,
      z.strictObject({
        groups: z
          .array(group)
          .max(LIMITS.principalGroups)
          .default([])
          .describe('Besides those that list it as a member.'),
        clearance: z
          .strictObject({
            level: name.describe('One of `levels`; it and all below may be read.'),
            compartments: z
              .array(name)
              .max(LIMITS.aclEntries)
              .default([])
              .describe('Those the reader is in.'),
          })
          .exactOptional()
          .describe("Replaces the token's."),
        attributes: z
          .record(name, z.string().max(LIMITS.idLength))
          .exactOptional()
          .describe('For an access policy of your own.'),
      }),
    )
    .default({})
    .describe('By id: `user:alice`, `service:portal`.'),
})

/** Groups by id with their members (principals or groups, cycles allowed), and what is known of principals. */
export type DirectoryData = z.input<typeof directorySchema>

/** A directory whose file is followed. */
export interface FollowedDirectory extends Directory {
  /** Why what the file says now does not count; undefined when it does. */
  trouble?(): string | undefined
}

/** A directory without entries: only the token says who somebody is. */
export const emptyDirectory: FollowedDirectory = {
  async expand() {
    return { groups: [], version: 'empty' }
  },
}

/**
 * A directory in memory. Membership is followed upwards from the principal, the token's groups and its own
 * entry; past `LIMITS.groupDepth` or `LIMITS.principalGroups` it throws `decision-failed`, since half an
 * answer could miss the group that is denied. Throws `config-invalid`, `config-unknown-key`.
 */
export function createDirectory(data: DirectoryData, source = 'the directory'): Directory {
  const { groups, principals } = parseStrict(directorySchema, data, source)
  const parents = parentsOf(groups)
  const known = new Map(Object.entries(principals))
  const version = createHash('sha256')
    .update(canonicalJson({ groups, principals }))
    .digest('hex')
    .slice(0, 32)
  return {
    async expand(asked) {
      const entry = known.get(asked.id)
      const own = [...asked.groups, ...(entry?.groups ?? [])]
      const { clearance, attributes } = entry ?? {}
      return {
        groups: climb(asked.id, own, parents),
        ...(clearance === undefined ? {} : { clearance }),
        ...(attributes === undefined ? {} : { attributes }),
        version,
      }
    },
  }
}

/** Reads `principals.yaml`. Throws as `createDirectory`, `config-unreadable`, and `level-unknown` for a clearance. */
export function loadDirectory(file: string, levels: readonly string[]): Directory {
  const data = parseStrict(directorySchema, readYaml(file), file)
  for (const { clearance } of Object.values(data.principals)) {
    if (clearance !== undefined && !levels.includes(clearance.level)) {
      throw unknownLevel(levels, clearance.level, ` in ${file}`)
    }
  }
  return createDirectory(data, file)
}

/** Ids of the principals that `principals.yaml` lists, in its order. Throws as `loadDirectory`. */
export function principalsIn(file: string): readonly string[] {
  return Object.keys(parseStrict(directorySchema, readYaml(file), file).principals)
}

export interface OpenDirectoryOptions {
  /** Milliseconds since the epoch. */
  readonly now?: () => number
  /** One sentence when the file became bad, and one when it is good again. */
  readonly onNotice?: (notice: string) => void
}

/**
 * The same, read again whenever the file changes: who is taken out of a group there is out of it at the next
 * call. A file that became bad (mistyped, half written, gone) leaves what it said before in force for
 * `LIMITS.badPrincipalsGrace`, so that an editor that saves in two steps denies nobody; from then on every
 * call throws `decision-failed` until the file is good, since the typing error may stand in a revocation.
 */
export function openDirectory(
  file: string,
  levels: readonly string[],
  { now = Date.now, onNotice }: OpenDirectoryOptions = {},
): FollowedDirectory {
  // Before the file is read: what changes in between is seen as a change.
  const followed = followFiles(file, 'file')
  let current = loadDirectory(file, levels)
  let bad: { readonly since: number; readonly cause: FirewallError } | undefined

  function follow(): void {
    if (!followed.changed()) return
    try {
      current = loadDirectory(file, levels)
      if (bad !== undefined) onNotice?.(`${file} can be read again`)
      bad = undefined
    } catch (error) {
      const cause = toFirewallError(error, 'config-unreadable', `${file} cannot be read`)
      if (bad === undefined)
        onNotice?.(`${cause.message}; what it said before holds for a minute, then all are denied`)
      bad = { since: bad?.since ?? now(), cause }
    }
  }

  return {
    trouble() {
      follow()
      return bad === undefined ? undefined : `${bad.cause.message}; what it said before holds for a minute`
    },
    async expand(asked) {
      follow()
      if (bad !== undefined && now() - bad.since >= LIMITS.badPrincipalsGrace) {
        throw new FirewallError(
          'decision-failed',
          `${file} has been bad for too long to go by what it said before`,
          {
            help:
              bad.cause.help === undefined ? bad.cause.message : `${bad.cause.message}: ${bad.cause.help}`,
            cause: bad.cause,
          },
        )
      }
      return current.expand(asked)
    },
  }
}

function parentsOf(groups: Readonly<Record<string, { members: readonly string[] }>>): Map<string, string[]> {
  const parents = new Map<string, string[]>()
  for (const [group, { members }] of Object.entries(groups)) {
    for (const member of members) {
      const listed = parents.get(member)
      if (listed === undefined) parents.set(member, [group])
      else listed.push(group)
    }
  }
  return parents
}

/** Breadth first, so that the depth is the nesting and not the order of a walk; a cycle meets what is found. */
function climb(
  start: string,
  own: readonly string[],
  parents: ReadonlyMap<string, readonly string[]>,
): string[] {
  const found = new Set(own)
  let frontier: readonly string[] = [start, ...found]
  for (let depth = 0; frontier.length > 0; depth++) {
    if (depth > LIMITS.groupDepth) throw tooMany(start, `groups nested deeper than ${LIMITS.groupDepth}`)
    const next: string[] = []
    for (const member of frontier) {
      for (const group of parents.get(member) ?? []) {
        if (found.has(group)) continue
        found.add(group)
        next.push(group)
      }
    }
    if (found.size > LIMITS.principalGroups)
      throw tooMany(start, `more than ${LIMITS.principalGroups} groups`)
    frontier = next
  }
  return [...found].sort()
}

function tooMany(start: string, what: string): FirewallError {
  return new FirewallError('decision-failed', `the directory gives \`${start}\` ${what}`, {
    help: 'flatten the groups, or remove the ones that contain nearly everyone',
  })
}
