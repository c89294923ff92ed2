import { createHash } from 'node:crypto'
import { z } from 'zod'
import { canonicalJson } from '../core/digest.js'
import { FirewallError, toFirewallError } from '../core/errors.js'
import { followFiles } from '../core/followed-files.js'
import { LIMITS } from '../core/limits.js'
import { parseStrict, readYaml } from '../core/schema.js'
import type { FollowedDirectory } from './directory.js'
import { accountId, idKind } from './id.js'

/**
 * Whom sources mean. A source calls people and groups by names of its own (`alice@corp`, `uid:1000`, a directory's
 * SID); labels keep these as `account:<name>`, and here stands whose they are. A reader holds the accounts of their own
 * id and of all their groups at the next call, without a document being labelled anew. An account that is nobody's here
 * opens nothing.
 */
export interface AccountTable {
  /** By `user:`, `group:` or `service:` id: the accounts that mean it, as ids. */
  readonly accounts: ReadonlyMap<string, readonly string[]>
  /** By id: groups that a directory says it is in, nested ones not followed. */
  readonly groups: ReadonlyMap<string, readonly string[]>
}

/** Where a table comes from, as it stands now. */
export interface AccountSource {
  /** Throws `decision-failed` when it cannot be known. */
  read(): Promise<AccountTable>
  /** Why what it says now does not count; undefined when it does. */
  trouble(): string | undefined
}

const holder = z
  .string()
  .refine(
    (value) => !['account', undefined].includes(idKind(value)),
    'a typed id: `user:alice`, `group:sales`',
  )

/** `accounts.yaml`: by principal or group, what sources call it. */
export const accountsSchema = z.record(
  holder,
  z
    .array(z.string().refine((name) => idKind(accountId(name)) === 'account', 'a name on one line'))
    .describe('Names as the source has them: `alice@corp`, `uid:1000`, `S-1-5-21-…`, `CORP\\\\alice`.'),
)

/** Accounts in a file. Throws `config-invalid`, `config-unreadable`. */
export function loadAccounts(file: string): AccountTable {
  const data = parseStrict(accountsSchema, readYaml(file), file)
  const accounts = Object.entries(data).map(([id, names]) => [id, names.map(accountId)] as const)
  return { accounts: new Map(accounts), groups: new Map() }
}

const scimValue = z.looseObject({ value: z.string().optional() })
const scimSchema = z.looseObject({
  Resources: z.array(
    z.looseObject({
      id: z.string().optional(),
      externalId: z.string().nullish(),
      userName: z.string().optional(),
      displayName: z.string().nullish(),
      emails: z.array(scimValue).nullish(),
      members: z.array(scimValue).nullish(),
    }),
  ),
})

/**
 * Accounts in an export of SCIM 2.0 (RFC 7644, a list response with users and groups): a user is `user:<userName>` and
 * is called by id, external id, user name and addresses; a group is `group:<displayName>` and is called by id, external
 * id and name; its members are in it. Throws `config-invalid`, `config-unreadable`.
 */
export function loadScim(file: string): AccountTable {
  const parsed = scimSchema.safeParse(readYaml(file))
  if (!parsed.success) {
    throw new FirewallError('config-invalid', `${file} is no export of SCIM`, {
      help: 'a list response: { "Resources": [ … ] } with users and groups, as RFC 7644 has it',
    })
  }
  const accounts = new Map<string, readonly string[]>()
  const byScimId = new Map<string, string>()
  const resources = parsed.data.Resources
  for (const { id: scimId, externalId, userName, displayName, emails } of resources) {
    const name = userName ?? displayName
    if (name == null) continue
    const id = `${userName === undefined ? 'group' : 'user'}:${name}`
    if (idKind(id) === undefined) continue
    if (scimId !== undefined) byScimId.set(scimId, id)
    const names = [scimId, externalId, name, ...(emails ?? []).map(({ value }) => value)]
    addTo(accounts, id, accountIds(names))
  }
  const groups = new Map<string, readonly string[]>()
  for (const { displayName, userName, members } of resources) {
    if (userName !== undefined || displayName == null) continue
    for (const { value = '' } of members ?? []) {
      const member = byScimId.get(value)
      if (member !== undefined) addTo(groups, member, [`group:${displayName}`])
    }
  }
  return { accounts, groups }
}

/** Ids of accounts, without names that are none. */
export function accountIds(names: readonly (string | null | undefined)[]): string[] {
  return names.flatMap((name) => {
    const id = accountId(name ?? '')
    return idKind(id) === 'account' ? [id] : []
  })
}

/** Adds to a list in a map. */
export function addTo(lists: Map<string, readonly string[]>, id: string, more: readonly string[]): void {
  lists.set(id, [...new Set([...(lists.get(id) ?? []), ...more])])
}

/**
 * A file that is read again whenever it changes. One that became bad leaves what it said before in force for
 * `LIMITS.badPrincipalsGrace`, as the file of principals does.
 */
export function followedAccounts(
  file: string,
  load: (file: string) => AccountTable,
  now: () => number = Date.now,
): AccountSource {
  const followed = followFiles(file, 'file')
  let current = load(file)
  let bad: { readonly since: number; readonly cause: FirewallError } | undefined

  function follow(): void {
    if (!followed.changed()) return
    try {
      current = load(file)
      bad = undefined
    } catch (error) {
      const cause = toFirewallError(error, 'config-unreadable', `${file} cannot be read`)
      bad = { since: bad?.since ?? now(), cause }
    }
  }

  return {
    trouble() {
      follow()
      return bad === undefined ? undefined : `${bad.cause.message}; what it said before holds for a minute`
    },
    async read() {
      follow()
      if (bad === undefined || now() - bad.since < LIMITS.badPrincipalsGrace) return current
      throw new FirewallError(
        'decision-failed',
        `${file} has been bad for too long to go by what it said before`,
        { cause: bad.cause },
      )
    },
  }
}

/** A directory whose readers hold the accounts that sources have for them. */
export interface AccountDirectory extends FollowedDirectory {
  /** All accounts that are somebody's. Throws `decision-failed`. */
  accounts(): Promise<ReadonlySet<string>>
}

export function withAccounts(
  directory: FollowedDirectory,
  sources: readonly AccountSource[],
): AccountDirectory {
  const versions = new WeakMap<AccountTable, string>()
  const read = () => Promise.all(sources.map((source) => source.read()))

  return {
    trouble: () => directory.trouble?.() ?? sources.map((one) => one.trouble()).find(Boolean),
    async accounts() {
      const tables = await read()
      return new Set(tables.flatMap(({ accounts }) => [...accounts.values()].flat()))
    },
    async expand(asked) {
      const tables = await read()
      const given = closure(asked.id, asked.groups, tables)
      const known = await directory.expand({ ...asked, groups: given })
      const groups = closure(asked.id, known.groups, tables)
      const ids = [asked.id, ...groups]
      const accounts = tables.flatMap((table) => ids.flatMap((id) => table.accounts.get(id) ?? []))
      const version = [known.version, ...tables.map((table) => versionOf(table, versions))].join('.')
      return { ...known, groups, accounts: [...new Set(accounts)].sort(), version }
    },
  }
}

/** Groups of groups, as the tables have them; cycles end. Throws `decision-failed` when they are too many. */
function closure(id: string, own: readonly string[], tables: readonly AccountTable[]): string[] {
  const found = new Set(own)
  const waiting = [id, ...own]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const group of tables.flatMap(({ groups }) => groups.get(next!) ?? [])) {
      if (found.has(group)) continue
      found.add(group)
      waiting.push(group)
    }
    if (found.size > LIMITS.principalGroups)
      throw new FirewallError('decision-failed', `more than ${LIMITS.principalGroups} groups`)
  }
  return [...found].sort()
}

function versionOf(table: AccountTable, versions: WeakMap<AccountTable, string>): string {
  const known = versions.get(table)
  if (known !== undefined) return known
  const version = createHash('sha256')
    .update(canonicalJson([[...table.accounts], [...table.groups]]))
    .digest('hex')
    .slice(0, 16)
  versions.set(table, version)
  return version
}
