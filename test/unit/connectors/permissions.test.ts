import { AssertionError } from 'node:assert'
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { files } from '../../../connectors/files.js'
import type { Acl, ContainerPermissions, SourceChange } from '../../../src/core/types.js'
import {
  connectorPermissionCases,
  type MakePermissionWorld,
} from '../../conformance/connector-permissions.js'

const onFiles: MakePermissionWorld = async () => {
  const root = mkdtempSync(join(tmpdir(), 'ragwall-tree-'))
  const say = (path: string, says: object) => {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, JSON.stringify(says))
  }
  say(join(root, '.acl.yaml'), { allow: ['group:all'] })
  const file = (path: string) => join(root, `${path}.txt`)
  return {
    connector: files({ root, defaults: { classification: 'internal' } }),
    place: async (path, says) => say(join(root, path, '.acl.yaml'), says),
    put: async (path, text) => writeFileSync(file(path), text),
    async share(path, says) {
      if (Object.keys(says).length > 0) say(`${file(path)}.acl.yaml`, says)
      else rmSync(`${file(path)}.acl.yaml`, { force: true })
    },
    move: async (from, to) => renameSync(file(from), file(to)),
    dispose: async () => rmSync(root, { recursive: true }),
  }
}

describe('folders', () => {
  test.each(connectorPermissionCases.map((one) => [`${one.law}: ${one.name}`, one] as const))(
    '%s',
    async (_, one) => {
      await one.run(onFiles)
    },
  )
})

/** What is said of readers, of a document or of a container. */
type Said = Acl | ContainerPermissions

/** Ways of being wrong, as changes of what a sound connector delivers; undefined leaves a change out. */
const sabotages: Record<string, (said: Said, change: SourceChange, isFirst: boolean) => Said | undefined> = {
  'drops denials': (said) => ({ ...said, deny: [] }),
  'reads a page of a list': ({ allow, deny = [], ...said }) => ({
    ...said,
    deny: deny.slice(0, 1_000),
    ...(allow === undefined ? {} : { allow: allow.slice(0, 1_000) }),
  }),
  'adds everybody': (said) => ({ ...said, allow: ['*'] }),
  'adds the root’s readers to every break': (said) => withAllow(said, (allow) => [...allow, 'group:all']),
  'forgets that a container breaks inheritance': (said) => ({ ...said, inherit: true }),
  'never says that permissions changed': (said, { kind }, isFirst) =>
    kind === 'upsert' || (kind === 'container' && isFirst) ? said : undefined,
  'never says whose a container is': (said, { kind }) =>
    kind === 'container' && 'parent' in said ? { ...said, allow: ['*'] } : said,
  'reads groups as nobody': (said) =>
    withAllow(said, (allow) => allow.filter((id) => !id.startsWith('group:'))),
  'reads a group as the one inside it': (said) => ({
    ...withAllow(said, (allow) => allow.map((id) => (id === 'group:outer' ? 'group:inner' : id))),
    deny: (said.deny ?? []).map((id) => (id === 'group:inner' ? 'group:outer' : id)),
  }),
  'drops everybody': (said) => withAllow(said, (allow) => allow.filter((id) => id !== '*')),
}

function withAllow(said: Said, change: (allow: readonly string[]) => readonly string[]): Said {
  return said.allow === undefined ? said : { ...said, allow: change(said.allow) }
}

/** The sabotages that a case notices. */
async function noticed(one: (typeof connectorPermissionCases)[number]): Promise<string[]> {
  const found: string[] = []
  for (const [name, sabotage] of Object.entries(sabotages)) {
    const make: MakePermissionWorld = async () => {
      const world = await onFiles()
      const { connector } = world
      const told = new Set<string>()
      const spoil = (change: SourceChange): SourceChange | undefined => {
        if (change.kind === 'upsert') {
          const acl = sabotage(change.document.acl, change, true) as Acl
          return { ...change, document: { ...change.document, acl } }
        }
        if (change.kind !== 'acl' && change.kind !== 'container') return change
        const isFirst = !told.has(change.id)
        told.add(change.id)
        if (change.kind === 'acl') {
          const acl = sabotage(change.acl, change, isFirst) as Acl | undefined
          return acl && { ...change, acl }
        }
        if (change.permissions === undefined) return change
        const permissions = sabotage(change.permissions, change, isFirst)
        return permissions && { ...change, permissions }
      }
      return {
        ...world,
        connector: {
          name: connector.name,
          async *changes(options) {
            for await (const change of connector.changes(options)) {
              const spoiled = spoil(change)
              if (spoiled !== undefined) yield spoiled
            }
          },
        },
      }
    }
    try {
      await one.run(make)
    } catch (error) {
      if (!(error instanceof AssertionError)) throw error
      found.push(name)
    }
  }
  return found
}

test('every case fails for somebody, and every way of being wrong fails a case', async () => {
  const all = new Set<string>()
  for (const one of connectorPermissionCases) {
    const found = await noticed(one)
    expect(found, one.name).not.toEqual([])
    for (const name of found) all.add(name)
  }
  expect([...all].sort()).toEqual(Object.keys(sabotages).sort())
})
