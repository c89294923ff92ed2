import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { LIMITS } from '../../../src/core/limits.js'
import type { Directory } from '../../../src/core/ports.js'
import {
  createDirectory,
  emptyDirectory,
  loadDirectory,
  openDirectory,
} from '../../../src/labels/directory.js'
import { type DirectoryContent, type DirectoryFactory, directoryCases } from '../../conformance/directory.js'

const make = (content: DirectoryContent) => createDirectory(dataOf(content))
const someone = { id: 'user:a', groups: [], clearance: { level: 'public', compartments: [] } }

describe('the directory in memory', () => {
  test.each(directoryCases)('$law: $name', ({ run }) => run(make))

  test('groups nested as deep as the limit are followed, deeper ones are an error', async () => {
    const fits = createDirectory({ groups: chain(LIMITS.groupDepth) })
    expect((await fits.expand(someone)).groups).toHaveLength(LIMITS.groupDepth)
    await expect(
      createDirectory({ groups: chain(LIMITS.groupDepth + 1) }).expand(someone),
    ).rejects.toMatchObject({
      code: 'decision-failed',
    })
  })

  test('more groups than the limit are an error, not a part of them', async () => {
    const many = (count: number) =>
      createDirectory({
        groups: Object.fromEntries(
          Array.from({ length: count }, (_, i) => [`group:${i}`, { members: ['user:a'] }]),
        ),
      })
    expect((await many(LIMITS.principalGroups).expand(someone)).groups).toHaveLength(LIMITS.principalGroups)
    await expect(many(LIMITS.principalGroups + 1).expand(someone)).rejects.toMatchObject({
      code: 'decision-failed',
    })
  })

  test.each([
    [{ groups: { eng: { members: [] } } }, 'config-invalid'],
    [{ groups: { 'user:eng': { members: [] } } }, 'config-invalid'],
    [{ groups: { 'group:eng': { members: ['*'] } } }, 'config-invalid'],
    [{ groups: { 'group:eng': { member: [] } } }, 'config-unknown-key'],
    [{ principals: { 'group:eng': {} } }, 'config-invalid'],
    [{ principals: { 'user:a': { groups: ['user:b'] } } }, 'config-invalid'],
    [{ principals: { 'user:a': { clearance: { level: 'x', compartment: [] } } } }, 'config-unknown-key'],
  ])('refuses %j', (data, code) => {
    expect(() => createDirectory(data as never)).toThrow(expect.objectContaining({ code }))
  })

  test('the empty directory adds nothing', async () => {
    expect(await emptyDirectory.expand(someone)).toEqual({ groups: [], version: 'empty' })
  })
})

describe('principals.yaml', () => {
  const folder = mkdtempSync(join(tmpdir(), 'directory-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const write = (text: string) => {
    const path = join(folder, 'principals.yaml')
    writeFileSync(path, text)
    return path
  }

  test('is read', async () => {
    const file = write(
      'groups:\n  group:eng: { members: [user:a] }\nprincipals:\n  user:a: { clearance: { level: low } }\n',
    )
    expect(await loadDirectory(file, ['low', 'high']).expand(someone)).toMatchObject({
      groups: ['group:eng'],
      clearance: { level: 'low', compartments: [] },
    })
  })

  test('an unknown level is an error with the nearest one', () => {
    const file = write('principals:\n  user:a: { clearance: { level: hig } }\n')
    expect(() => loadDirectory(file, ['low', 'high'])).toThrow(
      expect.objectContaining({
        code: 'level-unknown',
        help: expect.stringContaining('did you mean `high`?'),
      }),
    )
  })
})

describe('principals.yaml that changes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'directory-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const text = (groups: string) =>
    `principals:\n  user:a: { clearance: { level: low }, groups: [${groups}] }\n`
  let count = 0

  /** A directory over a file of its own, with a clock of its own. */
  function open(groups: string) {
    const file = join(folder, `principals-${count++}.yaml`)
    const clock = { now: 0 }
    const notices: string[] = []
    writeFileSync(file, text(groups))
    const directory = openDirectory(file, ['low', 'high'], {
      now: () => clock.now,
      onNotice: (notice) => notices.push(notice),
    })
    const groupsNow = async () => (await directory.expand(someone)).groups
    return { file, clock, notices, directory, groupsNow }
  }

  test('is followed at the next call, however soon and however alike the file is', async () => {
    const { file, groupsNow } = open("'group:x'")
    for (const groups of ['group:y', 'group:z', 'group:x', 'group:y']) {
      writeFileSync(file, text(`'${groups}'`))
      expect(await groupsNow()).toEqual([groups])
    }
  })

  test('is followed when it is replaced by a rename', async () => {
    const { file, groupsNow } = open("'group:x'")
    writeFileSync(`${file}.new`, text(''))
    renameSync(`${file}.new`, file)
    expect(await groupsNow()).toEqual([])
  })

  test('has another version after a change, so that no entitlement of before is used', async () => {
    const { file, directory } = open("'group:x'")
    const before = (await directory.expand(someone)).version
    writeFileSync(file, text("'group:y'"))
    expect((await directory.expand(someone)).version).not.toBe(before)
  })

  test.each<[string, (file: string) => void]>([
    ['is no YAML', (file) => writeFileSync(file, 'principals: [')],
    ['names a level that does not exist', (file) => writeFileSync(file, text('').replace('low', 'lwo'))],
    ['has an unknown key', (file) => writeFileSync(file, 'principal: {}')],
    ['is empty', (file) => writeFileSync(file, '')],
    ['is gone', (file) => rmSync(file)],
  ])(
    '%s: what it said before holds for a minute, then nobody is let in, until it is good',
    async (_, spoil) => {
      const { file, clock, notices, groupsNow } = open("'group:x'")
      spoil(file)
      expect(await groupsNow()).toEqual(['group:x'])
      clock.now = LIMITS.badPrincipalsGrace - 1
      expect(await groupsNow()).toEqual(['group:x'])
      clock.now = LIMITS.badPrincipalsGrace
      await expect(groupsNow()).rejects.toMatchObject({ code: 'decision-failed' })
      writeFileSync(file, text("'group:y'"))
      expect(await groupsNow()).toEqual(['group:y'])
      expect(notices).toHaveLength(2)
    },
  )
})

describe('the directory suite fails on', () => {
  const lower = (ids: readonly string[] = []) => ids.map((id) => id.toLowerCase())
  const sabotages: Record<string, DirectoryFactory> = {
    'ids compared without case': (content) => {
      const groups = Object.fromEntries(
        Object.entries(content.groups ?? {}).map(([id, members]) => [id, { members: lower(members) }]),
      )
      const inner = createDirectory({ ...dataOf(content), groups })
      return { expand: (asked) => inner.expand({ ...asked, id: asked.id.toLowerCase() }) }
    },
    'no nesting': (content) => ({
      async expand(asked) {
        const answer = await make(content).expand(asked)
        const direct = Object.entries(content.groups ?? {}).filter(([, members]) =>
          members.includes(asked.id),
        )
        return { ...answer, groups: direct.map(([id]) => id) }
      },
    }),
    'nesting downwards': (content) => make({ ...content, groups: reversed(content.groups ?? {}) }),
    "the token's groups ignored": changed((directory) => ({
      expand: (asked) => directory.expand({ ...asked, groups: [] }),
    })),
    'a clearance for everybody': changed((directory) => ({
      expand: async (asked) => ({
        ...(await directory.expand(asked)),
        clearance: { level: 'secret', compartments: [] },
      }),
    })),
    'no attributes': changed((directory) => ({
      async expand(asked) {
        const { attributes: _, ...answer } = await directory.expand(asked)
        return answer
      },
    })),
    'a constant version': changed((directory) => ({
      expand: async (asked) => ({ ...(await directory.expand(asked)), version: '1' }),
    })),
    'a version per call': changed((directory) => ({
      expand: async (asked) => ({ ...(await directory.expand(asked)), version: String(Math.random()) }),
    })),
    'groups listed twice': changed((directory) => ({
      async expand(asked) {
        const answer = await directory.expand(asked)
        return { ...answer, groups: [...answer.groups, ...answer.groups] }
      },
    })),
  }

  test.each(Object.entries(sabotages))('%s', async (_, sabotaged) => {
    const failed: string[] = []
    for (const { name, run } of directoryCases) await run(sabotaged).catch(() => failed.push(name))
    expect(failed).not.toEqual([])
  })

  function changed(change: (directory: Directory) => Directory): DirectoryFactory {
    return (content) => change(createDirectory(dataOf(content)))
  }
})

function dataOf({ groups = {}, principals = {} }: DirectoryContent) {
  return JSON.parse(
    JSON.stringify({
      groups: Object.fromEntries(Object.entries(groups).map(([id, members]) => [id, { members }])),
      principals,
    }),
  )
}

function reversed(groups: Readonly<Record<string, readonly string[]>>): Record<string, string[]> {
  const turned: Record<string, string[]> = {}
  for (const [group, members] of Object.entries(groups)) {
    for (const member of members) {
      const [key, value] = member.startsWith('group:') ? [member, group] : [group, member]
      turned[key] = [...(turned[key] ?? []), value]
    }
  }
  return turned
}

function chain(length: number): Record<string, { members: string[] }> {
  return Object.fromEntries(
    Array.from({ length }, (_, i) => [`group:${i}`, { members: [i === 0 ? 'user:a' : `group:${i - 1}`] }]),
  )
}
