import assert from 'node:assert/strict'
import type { Directory } from '../../src/core/ports.js'
import type { Clearance, Principal } from '../../src/core/types.js'
import type { ConformanceCase } from './case.js'

/** What the directory under test is to know: groups with their members, and principals. */
export interface DirectoryContent {
  /** Groups by id with their members. */
  readonly groups?: Readonly<Record<string, readonly string[]>>
  /** What is known of principals, by id. */
  readonly principals?: Readonly<
    Record<
      string,
      {
        readonly groups?: readonly string[]
        readonly clearance?: Clearance
        readonly attributes?: Readonly<Record<string, string>>
      }
    >
  >
}

/** Makes a directory that knows this. */
export type DirectoryFactory = (content: DirectoryContent) => Directory | Promise<Directory>

/** What every directory obeys. */
export const directoryCases: readonly ConformanceCase<DirectoryFactory>[] = [
  {
    law: 'identity',
    name: 'user:Alice is not user:alice',
    async run(make) {
      const directory = await make({
        groups: { 'group:board': ['user:Alice'], 'group:eng': ['user:alice'], 'group:Eng': ['group:board'] },
        principals: { 'user:Alice': { clearance: { level: 'secret', compartments: [] } } },
      })
      assert.deepEqual(await groupsOf(directory, 'user:alice'), ['group:eng'])
      assert.deepEqual(await groupsOf(directory, 'user:Alice'), ['group:Eng', 'group:board'])
      assert.equal((await directory.expand(principal('user:alice'))).clearance, undefined)
      assert.deepEqual((await directory.expand(principal('user:Alice'))).clearance, {
        level: 'secret',
        compartments: [],
      })
    },
  },
  {
    law: 'identity',
    name: 'a group is not a user of the same name, and names of built-ins are names',
    async run(make) {
      const directory = await make({
        groups: { 'group:b': ['user:a'], 'group:c': ['group:a'], 'group:__proto__': ['user:constructor'] },
      })
      assert.deepEqual(await groupsOf(directory, 'user:a'), ['group:b'])
      assert.deepEqual(await groupsOf(directory, 'user:constructor'), ['group:__proto__'])
      assert.deepEqual(await groupsOf(directory, 'user:toString'), [])
    },
  },
  {
    law: 'nesting',
    name: 'groups of groups are followed, twenty deep',
    async run(make) {
      const chain = Array.from({ length: 20 }, (_, i) => `group:${String(i).padStart(2, '0')}`)
      const groups = Object.fromEntries(chain.map((id, i) => [id, [i === 0 ? 'user:a' : chain[i - 1]!]]))
      const directory = await make({ groups })
      assert.deepEqual(await groupsOf(directory, 'user:a'), chain)
    },
  },
  {
    law: 'nesting',
    name: 'a cycle ends',
    async run(make) {
      const directory = await make({
        groups: {
          'group:a': ['group:c', 'user:x'],
          'group:b': ['group:a'],
          'group:c': ['group:b'],
          'group:self': ['group:self', 'user:x'],
        },
      })
      assert.deepEqual(await groupsOf(directory, 'user:x'), ['group:a', 'group:b', 'group:c', 'group:self'])
    },
  },
  {
    law: 'nesting',
    name: "the token's groups are nested too",
    async run(make) {
      const directory = await make({ groups: { 'group:staff': ['group:eng'], 'group:all': ['group:staff'] } })
      const groups = await groupsOf(directory, 'user:x', ['group:eng'])
      assert.deepEqual(
        groups.filter((id) => id !== 'group:eng'),
        ['group:all', 'group:staff'],
      )
    },
  },
  {
    law: 'nesting',
    name: 'membership goes up only',
    async run(make) {
      const directory = await make({
        groups: {
          'group:top': ['group:mid', 'user:t'],
          'group:mid': ['user:m', 'group:low'],
          'group:low': ['user:l'],
        },
      })
      assert.deepEqual(await groupsOf(directory, 'user:t'), ['group:top'])
      assert.deepEqual(await groupsOf(directory, 'user:m'), ['group:mid', 'group:top'])
    },
  },
  {
    law: 'principals',
    name: 'groups of an entry are nested, clearance and attributes are handed on',
    async run(make) {
      const clearance = { level: 'internal', compartments: ['hr'] }
      const directory = await make({
        groups: { 'group:staff': ['group:hr'] },
        principals: { 'user:x': { groups: ['group:hr'], clearance, attributes: { site: 'tokyo' } } },
      })
      const answer = await directory.expand(principal('user:x'))
      assert.deepEqual([...answer.groups].sort(), ['group:hr', 'group:staff'])
      assert.deepEqual(answer.clearance, clearance)
      assert.deepEqual(answer.attributes, { site: 'tokyo' })
    },
  },
  {
    law: 'principals',
    name: 'who is not known has no groups and no clearance',
    async run(make) {
      const directory = await make({
        groups: { 'group:a': ['user:x'] },
        principals: { 'user:x': { clearance: { level: 'secret', compartments: [] } } },
      })
      const answer = await directory.expand(principal('user:y'))
      assert.deepEqual([...answer.groups], [])
      assert.equal(answer.clearance, undefined)
    },
  },
  {
    law: 'version',
    name: 'the version moves with the content and not without',
    async run(make) {
      const versionOf = async (content: DirectoryContent) =>
        (await (await make(content)).expand(principal('user:x'))).version
      const before = await versionOf({ groups: { 'group:a': ['user:x'] } })
      assert.ok(typeof before === 'string' && before !== '')
      assert.equal(await versionOf({ groups: { 'group:a': ['user:x'] } }), before)
      assert.notEqual(await versionOf({ groups: { 'group:a': [] } }), before)
      assert.notEqual(await versionOf({ groups: { 'group:b': ['user:x'] } }), before)
      const cleared = { 'user:x': { clearance: { level: 'secret', compartments: [] } } }
      assert.notEqual(await versionOf({ groups: { 'group:a': ['user:x'] }, principals: cleared }), before)
    },
  },
]

async function groupsOf(directory: Directory, id: string, groups: readonly string[] = []): Promise<string[]> {
  const answer = await directory.expand(principal(id, groups))
  assert.equal(new Set(answer.groups).size, answer.groups.length, 'a group is listed twice')
  return [...answer.groups].sort()
}

function principal(id: string, groups: readonly string[] = []): Principal {
  return { id, groups, clearance: { level: 'public', compartments: [] } }
}
