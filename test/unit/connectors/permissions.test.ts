import { AssertionError } from 'node:assert'
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { files } from '../../../connectors/files.js'
import type { Acl, SourceChange } from '../../../src/core/types.js'
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

/** Ways of being wrong, as changes of what a sound connector delivers. */
const sabotages: Record<string, (acl: Acl, change: SourceChange) => Acl | undefined> = {
  'drops denials': (acl) => ({ ...acl, deny: [] }),
  'reads a page of a list': (acl) => ({
    ...acl,
    allow: acl.allow.slice(0, 1_000),
    deny: acl.deny.slice(0, 1_000),
  }),
  'adds everybody': (acl) => ({ ...acl, allow: ['*'] }),
  'adds the root’s readers to every break': (acl) => ({ ...acl, allow: [...acl.allow, 'group:all'] }),
  'never says that permissions changed': (acl, { kind }) => (kind === 'acl' ? undefined : acl),
  'reads groups as nobody': (acl) => ({ ...acl, allow: acl.allow.filter((id) => !id.startsWith('group:')) }),
  'reads a group as the one inside it': (acl) => ({
    allow: acl.allow.map((id) => (id === 'group:outer' ? 'group:inner' : id)),
    deny: acl.deny.map((id) => (id === 'group:inner' ? 'group:outer' : id)),
  }),
  'drops everybody': (acl) => ({ ...acl, allow: acl.allow.filter((id) => id !== '*') }),
}

/** The sabotages that a case notices. */
async function noticed(one: (typeof connectorPermissionCases)[number]): Promise<string[]> {
  const found: string[] = []
  for (const [name, sabotage] of Object.entries(sabotages)) {
    const make: MakePermissionWorld = async () => {
      const world = await onFiles()
      const { connector } = world
      return {
        ...world,
        connector: {
          name: connector.name,
          async *changes(options) {
            for await (const change of connector.changes(options)) {
              if (change.kind === 'upsert') {
                const acl = sabotage(change.document.acl, change)
                yield acl === undefined ? change : { ...change, document: { ...change.document, acl } }
              } else if (change.kind !== 'acl') yield change
              else {
                const acl = sabotage(change.acl, change)
                if (acl !== undefined) yield { ...change, acl }
              }
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
