import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Label, Principal } from '../../../src/core/types.js'
import { createFirewall } from '../../../src/firewall/firewall.js'
import {
  type AccountSource,
  followedAccounts,
  loadAccounts,
  loadScim,
  withAccounts,
} from '../../../src/labels/accounts.js'
import { createDirectory } from '../../../src/labels/directory.js'
import { createEntitler } from '../../../src/labels/entitle.js'
import { createLatticePolicy } from '../../../src/labels/lattice.js'
import { ldapAccounts, sidText } from '../../../src/labels/ldap-accounts.js'
import { createLabelRegistry } from '../../../src/labels/registry.js'
import { ADMIN, SUFFIX, slapd, startSlapd } from '../../support/slapd.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ragwall-accounts-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const reader = (id: string, groups: string[] = []): Principal => ({
  id,
  groups,
  clearance: { level: 'internal', compartments: [] },
})

/** Whether a reader may read what only these accounts may. */
async function mayRead(
  sources: readonly AccountSource[],
  who: Principal,
  allow: readonly string[],
  deny: readonly string[] = [],
): Promise<boolean> {
  const directory = withAccounts(
    createDirectory({ groups: { 'group:all': { members: ['group:eng', 'user:ada', 'user:bo'] } } }),
    sources,
  )
  const labels = createLabelRegistry()
  const label: Label = { level: 'internal', compartments: [], allow: [allow], deny }
  const policy = createLatticePolicy({ levels: ['public', 'internal'] })
  return createEntitler({ policy, directory, labels }).mayRead(who, label)
}

function file(name: string, content: unknown): string {
  const path = join(folder, name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

describe('accounts in a file', () => {
  test('are held by whom they mean and by the members of groups that they mean, and by nobody else', async () => {
    const source = followedAccounts(
      file('accounts.yaml', {
        'user:ada': ['ada@corp.example', 'uid:1000', 'CORP\\Ada'],
        'group:eng': ['gid:100'],
        'group:all': ['S-1-5-21-1-2-3-513'],
      }),
      loadAccounts,
    )
    const may = (who: Principal, ...allow: string[]) => mayRead([source], who, allow)
    expect(await may(reader('user:ada'), 'account:uid:1000')).toBe(true)
    // Windows tells no case apart; everybody else does.
    expect(await may(reader('user:ada'), 'account:corp\\ada')).toBe(true)
    expect(await may(reader('user:ada'), 'account:Ada@corp.example')).toBe(false)
    expect(await may(reader('user:bo'), 'account:uid:1000')).toBe(false)
    expect(await may(reader('user:cy', ['group:eng']), 'account:gid:100')).toBe(true)
    // Through a group of a group, as the directory has them.
    expect(await may(reader('user:cy', ['group:eng']), 'account:S-1-5-21-1-2-3-513')).toBe(true)
    expect(await may(reader('user:cy'), 'account:gid:100', 'account:nobody@corp.example')).toBe(false)
    expect(await mayRead([source], reader('user:ada'), ['*'], ['account:uid:1000'])).toBe(false)
  })

  test('a token claims none: a group that is called like one is refused', async () => {
    const source = followedAccounts(file('accounts.yaml', {}), loadAccounts)
    await expect(
      mayRead([source], reader('user:eve', ['account:uid:0']), ['account:uid:0']),
    ).rejects.toMatchObject({ code: 'principal-invalid' })
    expect(await mayRead([source], reader('user:uid:0'), ['account:uid:0'])).toBe(false)
  })

  test('what changes in it counts at the next call, and what became bad denies after a minute', async () => {
    let now = Date.now()
    const path = file('accounts.yaml', { 'user:ada': ['uid:1'] })
    const source = followedAccounts(path, loadAccounts, () => now)
    const may = (allow: string) => mayRead([source], reader('user:ada'), [allow])
    expect(await may('account:uid:1')).toBe(true)
    file('accounts.yaml', { 'user:ada': ['uid:22'] })
    expect([await may('account:uid:1'), await may('account:uid:22')]).toEqual([false, true])
    file('accounts.yaml', 'user:ada: [')
    expect(await may('account:uid:22')).toBe(true)
    expect(source.trouble()).toContain('accounts.yaml')
    now += 61_000
    await expect(may('account:uid:22')).rejects.toMatchObject({ code: 'decision-failed' })
  })

  test.each([
    ['an untyped id', { ada: ['uid:1'] }],
    ['an account of an account', { 'account:x': ['uid:1'] }],
    ['a name of two lines', { 'user:ada': ['uid:1\nuid:2'] }],
    ['a word for a list', { 'user:ada': 'uid:1' }],
  ])('%s is an error that names the file', (_, content) => {
    const path = file('accounts.yaml', content)
    expect(() => loadAccounts(path)).toThrow(expect.objectContaining({ name: 'FirewallError' }))
  })
})

test('an export of SCIM names users and groups, and who is in which', async () => {
  const source = followedAccounts(
    file('scim.json', {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
      totalResults: 4,
      Resources: [
        { id: '7f-1', externalId: 'U024BE7LH', userName: 'ada', emails: [{ value: 'ada@corp.example' }] },
        { id: '7f-2', userName: 'bo' },
        { id: '9a-1', displayName: 'eng', members: [{ value: '7f-1' }, { value: 'gone' }] },
        { id: '9a-2', displayName: 'staff', members: [{ value: '9a-1' }] },
      ],
    }),
    loadScim,
  )
  const may = (id: string, allow: string) => mayRead([source], reader(id), [allow])
  for (const account of ['7f-1', 'U024BE7LH', 'ada', 'ada@corp.example', '9a-1', 'eng', 'staff'])
    expect(await may('user:ada', `account:${account}`), account).toBe(true)
  expect(await may('user:ada', 'group:eng')).toBe(true)
  expect(await may('user:ada', 'group:all')).toBe(true)
  for (const account of ['7f-1', '9a-1', 'staff', 'gone'])
    expect(await may('user:bo', `account:${account}`), account).toBe(false)
})

test('a firewall lists accounts that are nobody’s', async () => {
  const directory = withAccounts(createDirectory({}), [
    followedAccounts(file('accounts.yaml', { 'user:ada': ['uid:1'] }), loadAccounts),
  ])
  const firewall = await createFirewall({
    ...{ policy: ['internal'], audit: 'memory', directory },
    assign: { rules: [{ path: '**', level: 'internal' }] },
  })
  const allow = ['account:uid:1', 'account:uid:2', 'group:x']
  await firewall.apply([
    {
      kind: 'upsert',
      document: { id: 'a', uri: 'a', text: 'A paper.', acl: { allow, deny: ['account:gid:9'] } },
      cursor: '',
    },
  ])
  expect(await firewall.unmatchedAccounts()).toEqual(['account:gid:9', 'account:uid:2'])
  const asked = { principal: reader('user:ada') }
  // Whom the denial means nobody knows: it could be Ada.
  expect(await firewall.retrieve('paper', asked)).toEqual([])
  const access = await firewall.access('a', { principals: [reader('user:ada')] })
  expect(access.readers).toMatchObject([{ effect: 'deny', why: ["denies an account that is nobody's"] }])
  writeFileSync(
    join(folder, 'accounts.yaml'),
    JSON.stringify({ 'user:ada': ['uid:1'], 'group:nine': ['gid:9'] }),
  )
  expect(await firewall.retrieve('paper', asked)).toHaveLength(1)
  expect(await firewall.retrieve('paper', { principal: reader('user:ada', ['group:nine']) })).toEqual([])
  await firewall.close()
})

test('security identifiers read as Windows prints them', () => {
  const bytes = Uint8Array.from([
    1, 5, 0, 0, 0, 0, 0, 5, 21, 0, 0, 0, 1, 2, 0, 0, 3, 0, 0, 0, 4, 0, 0, 0, 0xf4, 1, 0, 0,
  ])
  expect(sidText(bytes)).toEqual(['S-1-5-21-513-3-4-500'])
  expect(sidText(bytes.subarray(0, 20))).toEqual([])
})

const LDIF = `dn: ${SUFFIX}
objectClass: dcObject
objectClass: organization
o: corp
dc: corp

dn: ou=people,${SUFFIX}
objectClass: organizationalUnit
ou: people

dn: uid=ada,ou=people,${SUFFIX}
objectClass: inetOrgPerson
objectClass: posixAccount
cn: Ada
sn: A
uid: ada
mail: ada@corp.example
uidNumber: 1000
gidNumber: 100
homeDirectory: /home/ada

dn: uid=bo,ou=people,${SUFFIX}
objectClass: inetOrgPerson
cn: Bo
sn: B
uid: bo

dn: cn=eng,${SUFFIX}
objectClass: groupOfNames
cn: eng
member: UID=ada, ou=people,${SUFFIX}

dn: cn=unix,${SUFFIX}
objectClass: posixGroup
cn: unix
gidNumber: 77
memberUid: bo
`

describe.skipIf(slapd === undefined)('a directory that speaks LDAP', () => {
  test('says whom accounts mean; while it does not answer what it said holds for a time, then all are denied', async () => {
    const server = await startSlapd(LDIF)
    try {
      process.env['RAGWALL_TEST_LDAP'] = 'secret'
      let now = 0
      const source = ldapAccounts(
        {
          ...{ url: server.url, bindDn: ADMIN, passwordEnv: 'RAGWALL_TEST_LDAP' },
          users: { base: `ou=people,${SUFFIX}` },
          groups: { base: SUFFIX },
          ...{ refresh: 60, maxAge: 900 },
        },
        () => now,
      )
      const may = (id: string, allow: string) => mayRead([source], reader(id), [allow])
      for (const account of ['ada', 'ada@corp.example', 'uid:1000', 'eng'])
        expect(await may('user:ada', `account:${account}`), account).toBe(true)
      expect(await may('user:ada', 'group:eng')).toBe(true)
      expect(await may('user:bo', 'account:gid:77')).toBe(true)
      for (const account of ['uid:1000', 'eng'])
        expect(await may('user:bo', `account:${account}`)).toBe(false)
      await server.down()
      now += 100_000
      expect(await may('user:ada', 'account:uid:1000')).toBe(true)
      now += 900_000
      await expect(may('user:ada', 'account:uid:1000')).rejects.toMatchObject({ code: 'decision-failed' })
      expect(source.trouble()).toContain(server.url)
      await server.up()
      expect(await may('user:ada', 'account:uid:1000')).toBe(true)
      expect(source.trouble()).toBeUndefined()
    } finally {
      await server.stop()
      delete process.env['RAGWALL_TEST_LDAP']
    }
  })

  test('a wrong password is an error that says nothing of it', async () => {
    const server = await startSlapd(LDIF)
    try {
      process.env['RAGWALL_TEST_LDAP'] = 'wrong-7f3a'
      const source = ldapAccounts({
        ...{ url: server.url, bindDn: ADMIN, passwordEnv: 'RAGWALL_TEST_LDAP' },
        users: { base: SUFFIX },
      })
      const error: unknown = await source.read().catch((reason: unknown) => reason)
      expect(error).toMatchObject({ code: 'decision-failed' })
      expect(JSON.stringify(error)).not.toContain('wrong-7f3a')
    } finally {
      await server.stop()
      delete process.env['RAGWALL_TEST_LDAP']
    }
  })
})
