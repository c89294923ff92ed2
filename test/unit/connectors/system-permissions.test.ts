import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parseIcacls, type WindowsTree, windowsReaders } from '../../../connectors/files/icacls.js'
import { type PosixTree, parsePosixAcl, posixReaders } from '../../../connectors/files/posix.js'
import { type FilesOptions, files } from '../../../connectors/files.js'
import type { SourceChange } from '../../../src/core/types.js'
import { DeliveredAcls } from '../../conformance/delivered-acls.js'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ragwall-system-'))
})
afterEach(() => rmSync(root, { recursive: true }))

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

async function run(options: Partial<FilesOptions>, since?: string) {
  const changes: SourceChange[] = []
  const connector = files({ root, ...options })
  for await (const change of connector.changes(since === undefined ? {} : { since })) changes.push(change)
  const acls = new DeliveredAcls()
  for (const change of changes) acls.take(change)
  const refused = changes.flatMap((change) => (change.kind === 'refused' ? [change.id] : []))
  return { changes, acls, refused, connector, cursor: changes.at(-1)!.cursor }
}

function treeOf(entries: Readonly<Record<string, string>>): PosixTree {
  return new Map(
    Object.entries(entries).map(([path, said]) => {
      const { acl } = parsePosixAcl(
        `# file: ${path === '' ? '.' : `./${path}`}\n# owner: 1\n# group: 10\n${said}`,
      )!
      return [path, acl]
    }),
  )
}

const OPEN = 'user::rwx\ngroup::r-x\nother::r-x'

describe('owner, group, mode and list', () => {
  const of = (entries: Record<string, string>, everyone = false) =>
    posixReaders(treeOf({ '': OPEN, ...entries }), 'f', everyone)

  test.each<[string, string, boolean, string[], string[]]>([
    ['owner and group', 'user::rw-\ngroup::r--\nother::---', false, ['gid:10', 'uid:1'], []],
    ['everybody, unless that is said, is nobody', 'user::rw-\ngroup::---\nother::r--', false, ['uid:1'], []],
    ['everybody, where that is said', 'user::r--\ngroup::r--\nother::r--', true, ['*'], []],
    ['whom the first class refuses is refused', 'user::-w-\ngroup::r--\nother::r--', true, ['*'], ['uid:1']],
    [
      'a group that is refused where others are not',
      'user::r--\ngroup::---\nother::r--',
      true,
      ['*'],
      ['gid:10'],
    ],
    [
      'people and groups by name, as the mask leaves them',
      'user::rw-\nuser:7:rw-\nuser:8:---\ngroup::rw-\ngroup:20:r--\ngroup:21:-w-\nmask::r--\nother::---',
      false,
      ['gid:10', 'gid:20', 'uid:1', 'uid:7'],
      ['uid:8'],
    ],
    [
      'a mask of nothing leaves the owner',
      'user::rw-\nuser:7:rw-\ngroup::rw-\nmask::---\nother::---',
      false,
      ['uid:1'],
      ['uid:7'],
    ],
    [
      'what a folder hands down is nobody’s yet',
      'user::rw-\ngroup::---\nother::---\ndefault:user:7:r--',
      false,
      ['uid:1'],
      [],
    ],
  ])('%s', (_, said, everyone, allow, deny) => {
    const ids = (list: readonly string[]) => list.map((id) => id.replace('account:', ''))
    const { allow: may, deny: mayNot } = of({ f: said }, everyone)!
    expect([ids(may), ids(mayNot)]).toEqual([allow, deny])
  })

  test('every folder on the way has to let one through', () => {
    const tree = (folder: string) =>
      treeOf({ '': OPEN, d: folder, 'd/f': 'user::rw-\ngroup::r--\nother::r--' })
    const through = (folder: string, everyone = false) => posixReaders(tree(folder), 'd/f', everyone)!.allow
    expect(through('user::rwx\ngroup::r-x\nother::r-x', true)).toEqual(['*'])
    expect(through('user::rwx\ngroup::--x\nother::---', true)).toEqual(['account:gid:10', 'account:uid:1'])
    expect(through('user::rwx\ngroup::r--\nother::---')).toEqual(['account:uid:1'])
    expect(through('user::rw-\ngroup::rw-\nother::---')).toEqual([])
    expect(posixReaders(treeOf({ 'd/f': OPEN }), 'd/f', true)).toBeUndefined()
  })
})

const getfacl = (() => {
  try {
    execFileSync('getfacl', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

describe.skipIf(!getfacl)('the lists of this file system', () => {
  test('say who may read, narrowed by sidecars; a change of mode comes alone; asked anew they say the same', async () => {
    write('a.txt', 'Paper a.')
    write('in\nner/b.txt', 'Paper b.')
    write('shut/c.txt', 'Paper c.')
    write('narrow.txt', 'Paper n.')
    write('narrow.txt.acl.yaml', 'allow: [user:ada]\n')
    chmodSync(root, 0o755)
    for (const path of ['a.txt', 'in\nner/b.txt', 'shut/c.txt', 'narrow.txt'])
      chmodSync(join(root, path), 0o640)
    chmodSync(join(root, 'in\nner'), 0o750)
    chmodSync(join(root, 'shut'), 0o700)
    const { uid, gid } = statSync(root)
    const [owner, group] = [`account:uid:${uid}`, `account:gid:${gid}`]
    const first = await run({ permissions: 'posix' })
    expect(first.refused).toEqual([])
    expect(first.acls.all()).toMatchObject({
      'a.txt': { allow: [group, owner], deny: [] },
      'in\nner/b.txt': { allow: [group, owner] },
      'shut/c.txt': { allow: [owner] },
      'narrow.txt': { allow: [] },
    })
    const ids = Object.keys(first.acls.all())
    const ask = async () => first.connector.permissions!(ids, { signal: new AbortController().signal })
    expect(await ask()).toHaveLength(4)
    chmodSync(join(root, 'in\nner'), 0o700)
    const answers = await ask()
    expect(answers).toContainEqual({
      kind: 'acl',
      id: 'in\nner/b.txt',
      acl: { allow: [owner], deny: [] },
    })
    const second = await run({ permissions: 'posix' }, first.cursor)
    expect(second.changes.filter(({ kind }) => kind === 'acl')).toMatchObject([
      { id: 'in\nner/b.txt', acl: { allow: [owner] } },
    ])
    expect(second.changes.some(({ kind }) => kind === 'upsert')).toBe(false)
  })
})

const PRINTED = `D:\\share BUILTIN\\Administrators:(OI)(CI)(F)
         CORP\\eng:(OI)(CI)(RX)

D:\\share\\a.txt BUILTIN\\Administrators:(I)(F)
               CORP\\eng:(I)(RX)

D:\\share\\a b NT AUTHORITY\\SYSTEM.txt NT AUTHORITY\\Authenticated Users:(I)(R)

D:\\share\\paie\\résumé.txt VORDEFINIERT\\Administratoren:(F)
                          Jeder:(R)
                          CORP\\Éve:(DENY)(R)
                          S-1-5-21-1-2-3-1104:(I)(RX)

D:\\share\\own.txt CORP\\ada:(RX)
                 CORP\\ada:(I)(DENY)(R)
                 CORP\\hr:(I)(N)
                 CORP\\bo:(W,RD)
                 CORP\\cy:(W)
                 ERSTELLER-BESITZER:(OI)(CI)(IO)(F)

D:\\share\\odd.txt CORP\\ada:(F)
                 something that is no entry

D:\\share\\gone.txt CORP\\ada:(F)

Successfully processed 7 files; Failed processing 0 files
`

describe('what icacls prints', () => {
  const known = ['', 'a.txt', 'a b NT AUTHORITY/SYSTEM.txt', 'a b', 'paie/résumé.txt', 'own.txt', 'odd.txt']
  const tree = (): WindowsTree => parseIcacls(PRINTED, 'D:\\share\\', (path) => known.includes(path))
  const of = (path: string, everyone = false) =>
    windowsReaders(tree().get(path)!, everyone, (name) => name.toLowerCase())

  test('denials, inherited entries, names in other languages and identifiers', () => {
    expect(of('a.txt')).toEqual({ allow: ['builtin\\administrators', 'corp\\eng'], deny: [] })
    expect(of('a b NT AUTHORITY/SYSTEM.txt').allow).toEqual(['nt authority\\authenticated users'])
    const paie = of('paie/résumé.txt')
    expect(paie.allow).toEqual(['s-1-5-21-1-2-3-1104', 'vordefiniert\\administratoren'])
    expect(paie.deny).toEqual(['corp\\éve'])
    expect(of('paie/résumé.txt', true).allow).toContain('*')
    // The file's own word goes before what it inherits.
    expect(of('own.txt')).toEqual({ allow: ['corp\\ada', 'corp\\bo'], deny: ['corp\\hr'] })
  })

  test('what is not understood, or is of nothing that is here, is left out', () => {
    expect(tree().has('odd.txt')).toBe(false)
    expect(tree().has('gone.txt')).toBe(false)
  })

  test.each([
    ['UTF-8', Buffer.from(PRINTED)],
    ['UTF-16, as PowerShell saves it', Buffer.from(`\ufeff${PRINTED}`, 'utf16le')],
  ])('a folder takes its readers from it (%s); a file that it does not name is refused', async (_, bytes) => {
    for (const path of ['a.txt', 'paie/résumé.txt', 'own.txt', 'new.txt']) write(path, `Paper ${path}.`)
    const icacls = join(root, '..', `${root.split('/').at(-1)}.acl.txt`)
    writeFileSync(icacls, bytes)
    try {
      const { acls, refused } = await run({ permissions: { icacls, folder: 'D:\\share' } })
      expect(refused).toEqual(['new.txt'])
      expect(acls.of('own.txt')).toEqual({
        allow: ['account:corp\\ada', 'account:corp\\bo'],
        deny: ['account:corp\\hr'],
      })
    } finally {
      rmSync(icacls)
    }
  })
})
