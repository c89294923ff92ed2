import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createConnector, type FilesOptions, files } from '../../../connectors/files.js'
import { LIMITS } from '../../../src/core/limits.js'
import type { SourceChange, SourceDocument } from '../../../src/core/types.js'
import { DeliveredAcls } from '../../conformance/delivered-acls.js'

/** Paths that the system refuses to this process: tests may run as root, whom no mode stops. */
const denied = vi.hoisted(() => new Set<string>())
const opened = vi.hoisted(() => [] as string[])
vi.mock('node:fs/promises', async (importOriginal) => {
  const original = await importOriginal<typeof import('node:fs/promises')>()
  const guard =
    <Call extends (...given: never[]) => unknown>(call: Call) =>
    async (...given: Parameters<Call>) => {
      if (denied.has(String(given[0]))) throw Object.assign(new Error('EACCES'), { code: 'EACCES' })
      return call(...given)
    }
  const open: typeof original.open = (path, ...rest) => {
    opened.push(String(path))
    return original.open(path, ...rest)
  }
  return { ...original, readdir: guard(original.readdir), open: guard(open) }
})

let parent: string
let root: string
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'ragwall-files-'))
  root = join(parent, 'root')
  mkdirSync(root)
})
afterEach(() => {
  rmSync(parent, { recursive: true })
  denied.clear()
})

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), content)
}

async function run(options: Partial<FilesOptions> = {}, since?: string): Promise<SourceChange[]> {
  const changes: SourceChange[] = []
  const connector = files({ root, ...options })
  for await (const change of connector.changes(since === undefined ? {} : { since })) changes.push(change)
  return changes
}

/** Documents as they came, with what their permissions come to. */
const documentsOf = (changes: readonly SourceChange[]): Map<string, SourceDocument> => {
  const acls = aclsOf(changes)
  return new Map(
    changes.flatMap((change) =>
      change.kind === 'upsert'
        ? [[change.document.id, { ...change.document, acl: acls.of(change.document.id) ?? NOBODY }]]
        : [],
    ),
  )
}
const NOBODY = { allow: [], deny: [] }
const aclsOf = (...runs: (readonly SourceChange[])[]) => {
  const acls = new DeliveredAcls()
  for (const change of runs.flat()) acls.take(change)
  return acls
}
const refusedOf = (changes: readonly SourceChange[]) =>
  changes.flatMap((change) => (change.kind === 'refused' ? [[change.id, change.code]] : []))
const skippedOf = (changes: readonly SourceChange[]) =>
  changes.flatMap((change) => (change.kind === 'skipped' ? [[change.id, change.reason]] : []))
const cursorOf = (changes: readonly SourceChange[]) => changes.at(-1)!.cursor
/** Without containers, and without the positions that say what is about to come. */
const kindsOf = (changes: readonly SourceChange[]) =>
  changes.flatMap((change, i) => {
    if (change.kind === 'container' || (change.kind === 'cursor' && i < changes.length - 1)) return []
    return [change.kind === 'cursor' ? 'cursor' : `${change.kind} ${idOf(change)}`]
  })
const idOf = (change: SourceChange) =>
  change.kind === 'upsert' ? change.document.id : change.kind === 'cursor' ? '' : change.id

/** As if the files had been there for an hour: their times are then trusted. */
function age(path = ''): void {
  for (const entry of readdirSync(join(root, path), { withFileTypes: true })) {
    const inner = join(path, entry.name)
    if (entry.isDirectory()) age(inner)
    else utimesSync(join(root, inner), new Date(Date.now() - 3_600_000), new Date(Date.now() - 3_600_000))
  }
}

describe('permissions cascade', () => {
  const aclOf = async (path: string, options: Partial<FilesOptions> = {}) =>
    documentsOf(await run(options)).get(path)?.acl

  test('the nearest allow replaces, deny and compartments add up, classification replaces', async () => {
    write('.acl.yaml', 'allow: [group:all]\ndeny: [user:x]\nclassification: internal\ncompartments: [a]\n')
    write('hr/.acl.yaml', 'allow: [group:hr]\ndeny: [user:y]\ncompartments: [b]\n')
    write('hr/pay.txt', 'pay')
    write('hr/pay.txt.acl.yaml', 'classification: secret\n')
    write('top.txt', 'top')
    expect(await aclOf('top.txt')).toEqual({
      allow: ['group:all'],
      deny: ['user:x'],
      classification: 'internal',
      compartments: ['a'],
    })
    expect(await aclOf('hr/pay.txt')).toEqual({
      allow: ['group:hr'],
      deny: ['user:x', 'user:y'],
      classification: 'secret',
      compartments: ['a', 'b'],
    })
  })

  test('`inherit: false` starts afresh, above the defaults too', async () => {
    write('.acl.yaml', 'deny: [user:x]\nkind: code\n')
    write('open/.acl.yaml', 'inherit: false\nallow: ["*"]\n')
    write('open/a.txt', 'a')
    write('open/none/.acl.yaml', 'inherit: false\nclassification: public\n')
    write('open/none/b.txt', 'b')
    const changes = await run({ defaults: { allow: ['group:all'], classification: 'internal' } })
    expect(documentsOf(changes).get('open/a.txt')).toMatchObject({ acl: { allow: ['*'], deny: [] } })
    expect(documentsOf(changes).get('open/a.txt')).not.toHaveProperty('kind')
    expect(refusedOf(changes)).toEqual([['open/none/b.txt', 'label-missing']])
  })

  test('`allow: []` is nobody, and is not the same as nothing', async () => {
    write('a.txt', 'a')
    write('a.txt.acl.yaml', 'allow: []\nclassification: secret\n')
    expect(await aclOf('a.txt')).toEqual({ allow: [], deny: [], classification: 'secret' })
  })

  test('no allow anywhere: refused, with the sidecar to write', async () => {
    write('a/b.txt', 'b')
    const changes = await run()
    const refused = changes.find(({ kind }) => kind === 'refused')
    expect(refused).toMatchObject({ kind: 'refused', id: 'a/b.txt', code: 'label-missing' })
    expect(refused).toHaveProperty('help', expect.stringContaining('a/b.txt.acl.yaml'))
    expect(documentsOf(changes).size).toBe(0)
  })

  test('kind, license, retrievable and origin travel with the document', async () => {
    write('.acl.yaml', 'allow: ["*"]\nkind: prompt\nlicense: MIT\nretrievable: false\norigin: external\n')
    write('a.txt', 'a')
    expect(documentsOf(await run()).get('a.txt')).toMatchObject({
      kind: 'prompt',
      license: 'MIT',
      retrievable: false,
      origin: 'external',
    })
  })

  test.each([
    ['not YAML', 'allow: [user:a'],
    ['a list', '- allow'],
    ['a word for a list', 'allow: user:a'],
    ['a number as an id', 'allow: [12]'],
    ['an unknown key', 'alow: [user:a]'],
    ['a key twice', 'allow: [user:a]\nallow: ["*"]'],
    ['an alias', 'deny: &x [user:a]\nallow: *x'],
    ['an empty id', 'allow: [""]'],
    ['two documents', 'allow: [user:a]\n---\nallow: ["*"]'],
    ['bytes that are no UTF-8', Buffer.from([0xff, 0xfe, 0xff])],
  ])('a sidecar that is %s refuses all below, also below `inherit: false`', async (_name, sidecar) => {
    write('.acl.yaml', 'allow: ["*"]')
    write('a/.acl.yaml', sidecar)
    write('a/one.txt', 'one')
    write('a/b/.acl.yaml', 'inherit: false\nallow: ["*"]')
    write('a/b/two.txt', 'two')
    write('three.txt', 'three')
    const changes = await run()
    expect([...documentsOf(changes).keys()]).toEqual(['three.txt'])
    expect(refusedOf(changes).filter(([id]) => id?.endsWith('.txt'))).toEqual([
      ['a/b/two.txt', 'acl-invalid'],
      ['a/one.txt', 'acl-invalid'],
    ])
    expect(JSON.stringify(changes)).not.toContain('user:a')
  })

  test.each(['.acl.yml', '.ACL.yaml', '.acl.json', 'a.txt.acl.yml', 'a.txt.Acl.Yaml'])(
    'a misspelt sidecar %s closes what it was meant for',
    async (name) => {
      write('.acl.yaml', 'allow: ["*"]')
      write('sub/a.txt', 'a')
      write(`sub/${name}`, 'allow: [user:alice]')
      const changes = await run()
      expect(documentsOf(changes).size).toBe(0)
      expect(refusedOf(changes)).toContainEqual([`sub/${name}`, 'acl-invalid'])
    },
  )

  test.each([
    ['a folder', 'sub/acl.yaml', ['sub/b.txt', 'sub/deep/c.txt']],
    ['a folder', 'sub/_acl.yaml', ['sub/b.txt', 'sub/deep/c.txt']],
    ['a folder', 'sub/ACL.YML', ['sub/b.txt', 'sub/deep/c.txt']],
    ['a folder, hidden extension', 'sub/.acl.yaml.txt', ['sub/b.txt', 'sub/deep/c.txt']],
    ['a folder, beside it', 'sub.acl.yaml', ['sub/b.txt', 'sub/deep/c.txt']],
    ['a stem', 'a.acl.yaml', ['a.txt']],
    ['another case', 'A.TXT.acl.yaml', ['a.txt']],
    ['another separator', 'a.txt_acl.yaml', ['a.txt']],
    ['another normalization form', 'e\u0301.txt.acl.yaml', ['\u00e9.txt']],
    ['full width', '\uff41.txt.acl.yaml', ['a.txt']],
  ])('a sidecar misnamed for %s (%s) closes that by name, and nothing else', async (_for, name, closed) => {
    write('.acl.yaml', 'allow: ["*"]')
    const all = ['a.txt', 'sub/b.txt', 'sub/deep/c.txt', 'z.txt', '\u00e9.txt']
    for (const path of all) write(path, path)
    write(name, 'allow: [user:alice]')
    const changes = await run()
    expect([...documentsOf(changes).keys()]).toEqual(all.filter((path) => !closed.includes(path)))
    expect(new Set(refusedOf(changes).map(([id]) => id))).toEqual(new Set([name, ...closed]))
  })

  test('a name that may be a document of its own is one, and `exclude` says that another is none', async () => {
    write('.acl.yaml', 'allow: ["*"]')
    write('network_acl.yaml', 'rules')
    write('acl.json', '{"rules": 1}')
    expect(documentsOf(await run()).size).toBe(0)
    const changes = await run({ exclude: ['acl.json'] })
    expect([...documentsOf(changes).keys()]).toEqual(['network_acl.yaml'])
    expect(skippedOf(changes)).toEqual([['acl.json', 'excluded']])
  })

  test('of two files whose names differ in case alone, a sidecar speaks for the one it names', async () => {
    write('.acl.yaml', 'allow: ["*"]')
    for (const path of ['Case.txt', 'case.txt']) write(path, path)
    write('case.txt.acl.yaml', 'allow: [user:alice]')
    const documents = documentsOf(await run())
    expect(documents.get('Case.txt')?.acl.allow).toEqual(['*'])
    expect(documents.get('case.txt')?.acl.allow).toEqual(['user:alice'])
  })

  test('a sidecar that speaks for no file is reported', async () => {
    write('.acl.yaml', 'allow: ["*"]')
    write('a.txt', 'a')
    write('b.txt.acl.yaml', 'allow: [user:alice]')
    expect(refusedOf(await run())).toEqual([['b.txt.acl.yaml', 'acl-invalid']])
  })

  test('when the permissions break after ingestion, nobody reads what is stored; when they come back, they do', async () => {
    write('a.txt', 'a')
    write('a.txt.acl.yaml', 'allow: ["*"]')
    age()
    const first = await run()
    write('a.txt.acl.yaml', 'allow: [')
    const second = await run({}, cursorOf(first))
    expect(aclsOf(first, second).of('a.txt')).toEqual({ allow: [], deny: [] })
    const third = await run({}, cursorOf(second))
    expect(third.map(({ kind }) => kind)).toEqual(['refused', 'refused', 'cursor'])
    write('a.txt.acl.yaml', 'allow: [user:alice]')
    const fourth = await run({}, cursorOf(third))
    expect(aclsOf(first, second, third, fourth).of('a.txt')?.allow).toEqual(['user:alice'])
    expect(documentsOf(fourth).size).toBe(0)
  })

  test('a change of license is a new document, not new permissions', async () => {
    write('a.txt', 'a')
    write('.acl.yaml', 'allow: ["*"]')
    age()
    const first = await run()
    write('.acl.yaml', 'allow: ["*"]\nlicense: MIT')
    expect(kindsOf(await run({}, cursorOf(first)))).toEqual(['upsert a.txt', 'cursor'])
  })
})

describe('the tree', () => {
  beforeEach(() => write('.acl.yaml', 'allow: ["*"]'))

  test('ids are relative paths byte for byte, uris carry no path of this machine', async () => {
    const decomposed = 'e\u0301.txt'
    for (const path of ['a b/c#d?.txt', decomposed, '\u00e9.txt', 'Case.txt', '日本/語.md']) write(path, path)
    const documents = documentsOf(await run({ prefix: 'hb/' }))
    expect(new Set(documents.keys())).toEqual(
      new Set(['hb/a b/c#d?.txt', `hb/${decomposed}`, 'hb/\u00e9.txt', 'hb/Case.txt', 'hb/日本/語.md']),
    )
    expect(documents.get('hb/a b/c#d?.txt')?.uri).toBe('file:hb/a%20b/c%23d%3F.txt')
    expect(JSON.stringify([...documents.values()])).not.toContain(parent)
  })

  test('symbolic links are reported and not followed, out of the root or within', async () => {
    writeFileSync(join(parent, 'outside.txt'), 'outside')
    mkdirSync(join(parent, 'folder'))
    writeFileSync(join(parent, 'folder', 'inner.txt'), 'outside')
    write('real.txt', 'real')
    symlinkSync(join(parent, 'outside.txt'), join(root, 'link.txt'))
    symlinkSync(join(parent, 'folder'), join(root, 'linked'))
    symlinkSync(join(root, 'real.txt'), join(root, 'within.txt'))
    symlinkSync(root, join(root, 'loop'))
    symlinkSync(join(parent, 'outside.txt'), join(root, 'not-wanted.png'))
    const changes = await run()
    expect([...documentsOf(changes).keys()]).toEqual(['real.txt'])
    expect(refusedOf(changes).map(([id]) => id)).toEqual(['link.txt', 'linked', 'loop', 'within.txt'])
  })

  test('a linked sidecar is no sidecar, and closes', async () => {
    writeFileSync(join(parent, 'acl'), 'allow: ["*"]')
    write('sub/a.txt', 'a')
    symlinkSync(join(parent, 'acl'), join(root, 'sub/.acl.yaml'))
    expect(refusedOf(await run())).toContainEqual(['sub/a.txt', 'acl-invalid'])
  })

  test('every file is taken, skipped or refused by name', async () => {
    const all =
      '.env .git/a.txt .hidden.txt GUIDE.MD a.txt drafts/c.txt e.bin sub/f t$g x/drafts/d.txt ~$g.docx'
    for (const path of all.split(' ')) write(path, path)
    const hidden = ['.git/', 'hidden']
    const unknown = ['e.bin', 'sub/f', 't$g', '~$g.docx'].map((path) => [path, 'unknown-kind'])
    const plain = await run()
    expect([...documentsOf(plain).keys()]).toEqual([
      '.env',
      '.hidden.txt',
      'GUIDE.MD',
      'a.txt',
      'drafts/c.txt',
      'x/drafts/d.txt',
    ])
    expect(skippedOf(plain)).toEqual([hidden, ...unknown])
    const strict = await run({ onUnknown: 'refuse' })
    expect(refusedOf(strict)).toEqual(unknown.map(([path]) => [path, 'document-invalid']))
    expect(skippedOf(strict)).toEqual([hidden])
    const less = await run({ exclude: ['drafts/**'] })
    expect([...documentsOf(less).keys()]).toEqual(['.env', '.hidden.txt', 'GUIDE.MD', 'a.txt'])
    expect(skippedOf(less)).toEqual([
      hidden,
      ['drafts/', 'excluded'],
      ...unknown.slice(0, 3),
      ['x/drafts/', 'excluded'],
      unknown[3],
    ])
    expect([...documentsOf(await run({ exclude: ['/drafts/**'] })).keys()]).toContain('x/drafts/d.txt')
    const few = await run({ include: ['?.txt'] })
    expect([...documentsOf(few).keys()]).toEqual(['a.txt', 'drafts/c.txt', 'x/drafts/d.txt'])
    expect(skippedOf(few).filter(([, reason]) => reason === 'not-included')).toHaveLength(7)
    // A second run that finds nothing to do says the same again.
    expect(skippedOf(await run({}, cursorOf(plain)))).toEqual(skippedOf(plain))
  })

  test('what cannot be taken is refused by name and the rest comes', async () => {
    write('binary.txt', Buffer.from('text\0more'))
    write('empty.txt', '')
    write('blank.md', ' \n\t\n')
    write('broken.json', '{"a": ')
    write('broken.jsonl', '{"a": 1}\n{"b"\n')
    write('open.csv', 'a,b\n1,"2\n')
    write('latin.txt', Buffer.from('caf\u00e9 cr\u00e8me, d\u00e9j\u00e0 vu', 'latin1'))
    write('script.html', '<script>alert(1)</script>')
    write('good.txt', 'good')
    const changes = await run()
    expect([...documentsOf(changes).keys()]).toEqual(['good.txt'])
    expect(Object.fromEntries(refusedOf(changes))).toEqual({
      'binary.txt': 'source-unreadable',
      'blank.md': 'document-invalid',
      'broken.json': 'document-invalid',
      'broken.jsonl': 'document-invalid',
      'empty.txt': 'document-invalid',
      'latin.txt': 'source-unreadable',
      'open.csv': 'document-invalid',
      'script.html': 'document-invalid',
    })
    expect(
      changes.find((change) => change.kind === 'refused' && change.id === 'broken.jsonl'),
    ).toHaveProperty('help', expect.stringContaining('line 2'))
  })

  test('a file above the limits is refused', async () => {
    write('long.md', 'a'.repeat(LIMITS.documentLength + 1))
    write('good.txt', 'good')
    const changes = await run()
    expect(refusedOf(changes)).toEqual([['long.md', 'document-too-large']])
    expect([...documentsOf(changes).keys()]).toEqual(['good.txt'])
  })
})

describe('a second run', () => {
  beforeEach(() => {
    write('.acl.yaml', 'allow: ["*"]')
    write('a.txt', 'a')
    write('b.txt', 'b')
  })

  test('does not read what has not changed', async () => {
    age()
    // Times of the status cannot be set back; wait until they are trusted.
    await new Promise((resolve) => setTimeout(resolve, 2_100))
    const first = await run()
    opened.length = 0
    renameSync(join(root, 'b.txt'), join(root, 'c.txt'))
    const second = await run({}, cursorOf(first))
    expect(kindsOf(second)).toEqual(['upsert c.txt', 'delete b.txt', 'cursor'])
    expect(opened).toEqual([join(root, 'c.txt')])
    chmodSync(join(root, 'a.txt'), 0o600)
    // New times, the same bytes: read, and nothing to say.
    expect(kindsOf(await run({}, cursorOf(second)))).toEqual(['cursor'])
    expect(opened).toContain(join(root, 'a.txt'))
  })

  test('all changes but the last repeat the cursor it began with, or the one that names new files', async () => {
    const first = await run()
    expect(new Set(first.slice(0, -1).map(({ cursor }) => cursor)).size).toBe(1)
    expect(cursorOf(first)).not.toBe(first[0]!.cursor)
    write('a.txt', 'a2')
    rmSync(join(root, 'b.txt'))
    const second = await run({}, cursorOf(first))
    expect(kindsOf(second)).toEqual(['upsert a.txt', 'delete b.txt', 'cursor'])
    expect(new Set(second.slice(0, -1).map(({ cursor }) => cursor)).size).toBe(1)
    expect(second[0]!.cursor.startsWith(cursorOf(first))).toBe(true)
    expect(cursorOf(second)).not.toContain(cursorOf(first))
  })

  test('what a run gave before it was interrupted is deleted or closed when it is gone or closed after it', async () => {
    const first = await run()
    const [intent] = first
    expect(intent).toMatchObject({ kind: 'cursor' })
    expect(kindsOf(first)).toEqual(['upsert a.txt', 'upsert b.txt', 'cursor'])
    rmSync(join(root, 'a.txt'))
    write('b.txt.acl.yaml', 'allow: [')
    const resumed = await run({}, intent!.cursor)
    expect(kindsOf(resumed).slice(0, -1).toSorted()).toEqual([
      'acl a.txt',
      'acl b.txt',
      'delete a.txt',
      'refused b.txt',
      'refused b.txt.acl.yaml',
    ])
    expect(aclsOf(first, resumed).all()).toEqual({ 'b.txt': { allow: [], deny: [] } })
  })

  test('a file that becomes unreadable keeps what is stored; with new permissions nobody reads it', async () => {
    const first = await run()
    write('a.txt', '\0')
    const second = await run({}, cursorOf(first))
    expect(kindsOf(second)).toEqual(['refused a.txt', 'cursor'])
    write('.acl.yaml', 'allow: [user:alice]')
    const third = await run({}, cursorOf(second))
    const acls = aclsOf(first, second, third)
    expect([acls.of('a.txt')?.allow, acls.of('b.txt')?.allow]).toEqual([[], ['user:alice']])
    write('a.txt', 'a')
    const fourth = await run({}, cursorOf(third))
    expect(kindsOf(fourth)).toEqual(['acl a.txt', 'cursor'])
    expect(aclsOf(first, second, third, fourth).of('a.txt')?.allow).toEqual(['user:alice'])
  })

  test('nothing counts as deleted in a folder that cannot be listed', async () => {
    write('sub/deep/c.txt', 'c')
    write('sub-d.txt', 'd')
    const first = await run()
    denied.add(join(root, 'sub/'))
    const second = await run({}, cursorOf(first))
    expect(kindsOf(second)).toEqual(['refused sub/', 'cursor'])
    denied.clear()
    rmSync(join(root, 'sub'), { recursive: true })
    expect(kindsOf(await run({}, cursorOf(second)))).toEqual(['delete sub/deep/c.txt', 'cursor'])
  })

  test('a file that the system refuses is reported, and taken when it no longer is', async () => {
    denied.add(join(root, 'a.txt'))
    const first = await run()
    expect(kindsOf(first)).toEqual(['refused a.txt', 'upsert b.txt', 'cursor'])
    denied.clear()
    expect(kindsOf(await run({}, cursorOf(first)))).toEqual(['upsert a.txt', 'cursor'])
  })

  test('a file that was emptied is deleted, and said to be empty', async () => {
    const first = await run()
    write('a.txt', '')
    expect(kindsOf(await run({}, cursorOf(first)))).toEqual(['delete a.txt', 'refused a.txt', 'cursor'])
  })

  test('a root that is missing, a file, or suddenly empty is an error, not a deletion', async () => {
    const first = await run()
    renameSync(root, join(parent, 'elsewhere'))
    await expect(run({}, cursorOf(first))).rejects.toMatchObject({ code: 'source-unreadable' })
    writeFileSync(root, '')
    await expect(run({}, cursorOf(first))).rejects.toMatchObject({ code: 'source-unreadable' })
    rmSync(root)
    mkdirSync(root)
    await expect(run({}, cursorOf(first))).rejects.toMatchObject({ code: 'source-unreadable' })
    expect(kindsOf(await run())).toEqual(['cursor'])
  })

  test.each(['nonsense', '1.nonsense', '2.AAAA', '1.'])(
    'a cursor it cannot read (%s) is an error',
    async (since) => {
      await expect(run({}, since)).rejects.toMatchObject({ code: 'connector-failed' })
    },
  )
})

describe('options', () => {
  test('a wrong one is an error that names it', () => {
    expect(() => files({ root: '' })).toThrow(expect.objectContaining({ code: 'option-invalid' }))
    const make = (options: unknown) => () => createConnector(options, { folder: parent })
    expect(make({ rooot: 'x' })).toThrow(
      expect.objectContaining({
        code: 'config-unknown-key',
        help: expect.stringContaining('did you mean `root`?'),
      }),
    )
    expect(make({ root: 'x', exlude: [] })).toThrow(expect.objectContaining({ code: 'config-unknown-key' }))
    expect(make({ root: 'x', defaults: { allow: 'user:a' } })).toThrow(
      expect.objectContaining({ code: 'config-invalid' }),
    )
  })

  test('a relative root starts at the folder of the configuration', async () => {
    write('a.txt', 'a')
    const connector = createConnector(
      { root: 'root', name: 'hb', defaults: { allow: ['*'] } },
      { folder: parent },
    )
    expect(connector.name).toBe('hb')
    for await (const change of connector.changes({})) {
      if (change.kind === 'upsert') expect(change.document.id).toBe('a.txt')
    }
  })
})
