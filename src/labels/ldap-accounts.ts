import { FirewallError, toFirewallError } from '../core/errors.js'
import { type AccountSource, type AccountTable, accountIds, addTo } from './accounts.js'
import { idKind } from './id.js'

/** A directory of people and groups that speaks LDAP. */
export interface LdapOptions {
  /** `ldaps://directory.corp:636`; `ldap:` sends names and the password in the clear, unless `startTls`. */
  readonly url: string
  readonly startTls?: boolean
  /** Who asks; without it nobody in particular. */
  readonly bindDn?: string
  /** Environment variable that holds the password. */
  readonly passwordEnv?: string
  readonly users: LdapEntries
  readonly groups?: LdapEntries
  /** Seconds between two readings. Default 60. */
  readonly refresh?: number
  /** Seconds for which what was read holds when the directory does not answer; then all are denied. Default 900. */
  readonly maxAge?: number
}

/** Which entries, what they are here, and what sources call them. */
export interface LdapEntries {
  readonly base: string
  /** Default `(objectClass=person)`, and for groups one that knows the usual kinds. */
  readonly filter?: string
  /** Attribute behind `user:` or `group:`. Default `uid`, and for groups `cn`. */
  readonly id?: string
  /** Names with attributes in braces: `uid:{uidNumber}`, `{mail}`. One without its attribute is left out. */
  readonly accounts?: readonly string[]
}

const USERS = {
  filter: '(objectClass=person)',
  id: 'uid',
  accounts: ['{uid}', '{mail}', 'uid:{uidNumber}', '{sAMAccountName}', '{userPrincipalName}', '{objectSid}'],
}
const GROUPS = {
  filter:
    '(|(objectClass=groupOfNames)(objectClass=groupOfUniqueNames)(objectClass=posixGroup)(objectClass=group))',
  id: 'cn',
  accounts: ['{cn}', '{mail}', 'gid:{gidNumber}', '{objectSid}'],
}

type Entry = Readonly<Record<string, unknown>>

/** Reads the directory when it is first asked, and anew when what it said is older than `refresh`. */
export function ldapAccounts(options: LdapOptions, now: () => number = Date.now): AccountSource {
  const refresh = (options.refresh ?? 60) * 1000
  const maxAge = (options.maxAge ?? 900) * 1000
  let known: { readonly table: AccountTable; readonly at: number } | undefined
  let failed: FirewallError | undefined
  let reading: Promise<void> | undefined

  async function load(): Promise<void> {
    const at = now()
    try {
      known = { table: await readDirectory(options), at }
      failed = undefined
    } catch (error) {
      failed = toFirewallError(error, 'decision-failed', `${options.url} does not answer`)
    } finally {
      reading = undefined
    }
  }

  return {
    trouble: () =>
      failed === undefined ? undefined : `${failed.message}; what it said before holds for a while`,
    async read() {
      const age = known === undefined ? Number.POSITIVE_INFINITY : now() - known.at
      if (age > refresh) reading ??= load()
      // What is a little old is good enough to go on with while it is read anew; what is too old is not.
      if (age > maxAge) await reading
      if (known !== undefined && now() - known.at <= maxAge) return known.table
      throw new FirewallError('decision-failed', 'the directory of accounts does not answer', {
        help: failed?.help ?? 'check `accounts` in the configuration, and the server',
        ...(failed === undefined ? {} : { cause: failed }),
      })
    },
  }
}

async function readDirectory(options: LdapOptions): Promise<AccountTable> {
  const { Client } = await import('ldapts').catch(() => {
    throw new FirewallError('dependency-missing', 'accounts in a directory need the package `ldapts`', {
      help: 'npm install ldapts@8',
    })
  })
  const client = new Client({ url: options.url, timeout: TIMEOUT, connectTimeout: TIMEOUT })
  try {
    if (options.startTls === true) await client.startTLS()
    const password = options.passwordEnv === undefined ? '' : (process.env[options.passwordEnv] ?? '')
    if (options.bindDn !== undefined) await client.bind(options.bindDn, password)
    const search = async ({ base, filter }: LdapEntries & { readonly filter: string }): Promise<Entry[]> => {
      const { searchEntries } = await client.search(base, {
        ...{ scope: 'sub', filter, paged: true },
        explicitBufferAttributes: ['objectSid'],
      })
      return searchEntries
    }
    const users = { ...USERS, ...options.users }
    const groups = options.groups === undefined ? undefined : { ...GROUPS, ...options.groups }
    const people = await search(users)
    return tableOf({ entries: people, of: users }, groups && { entries: await search(groups), of: groups })
  } finally {
    await client.unbind().catch(() => undefined)
  }
}

/** Milliseconds for one question. */
const TIMEOUT = 10_000

interface Found {
  readonly entries: readonly Entry[]
  readonly of: Required<Pick<LdapEntries, 'id' | 'accounts'>>
}

function tableOf(users: Found, groups: Found | undefined): AccountTable {
  const accounts = new Map<string, readonly string[]>()
  const memberships = new Map<string, readonly string[]>()
  const byName = new Map<string, string>()
  const add = ({ entries, of }: Found, kind: 'user' | 'group') => {
    for (const entry of entries) {
      const [name] = values(entry, of.id)
      const id = `${kind}:${name}`
      if (name === undefined || idKind(id) === undefined) continue
      byName.set(dnKey(String(entry['dn'])), id)
      if (kind === 'user') for (const uid of values(entry, 'uid')) byName.set(`uid ${uid}`, id)
      addTo(accounts, id, accountIds(of.accounts.flatMap((template) => filled(template, entry))))
    }
  }
  add(users, 'user')
  if (groups === undefined) return { accounts, groups: memberships }
  add(groups, 'group')
  for (const entry of groups.entries) {
    const group = byName.get(dnKey(String(entry['dn'])))
    if (group === undefined) continue
    const members = [
      ...[...values(entry, 'member'), ...values(entry, 'uniqueMember')].map((dn) => byName.get(dnKey(dn))),
      ...values(entry, 'memberUid').map((uid) => byName.get(`uid ${uid}`)),
    ]
    for (const member of members) if (member !== undefined) addTo(memberships, member, [group])
  }
  return { accounts, groups: memberships }
}

/** Names of directories compare without case and without spaces around commas. */
function dnKey(dn: string): string {
  return dn.toLowerCase().replace(/\s*([,=])\s*/g, '$1')
}

function filled(template: string, entry: Entry): string[] {
  const attribute = /\{([^{}]+)\}/.exec(template)
  if (attribute === null) return []
  const [whole, name = ''] = attribute
  return values(entry, name).map((value) => template.replace(whole, () => value))
}

function values(entry: Entry, name: string): string[] {
  const key = Object.keys(entry).find((one) => one.toLowerCase() === name.toLowerCase())
  const value = key === undefined ? undefined : entry[key]
  const all = Array.isArray(value) ? (value as unknown[]) : value === undefined ? [] : [value]
  return all.flatMap((one) => {
    if (typeof one === 'string') return one === '' ? [] : [one]
    return one instanceof Uint8Array ? sidText(one) : []
  })
}

/** A security identifier in its text form (MS-DTYP 2.4.2): revision, authority, and so many parts of 32 bits. */
export function sidText(bytes: Uint8Array): string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const count = bytes[1] ?? 0
  if (bytes.length !== 8 + 4 * count || bytes.length < 12) return []
  const authority = view.getUint16(2) * 2 ** 32 + view.getUint32(4)
  const parts = Array.from({ length: count }, (_, i) => view.getUint32(8 + 4 * i, true))
  return [`S-${bytes[0]}-${authority}-${parts.join('-')}`]
}
