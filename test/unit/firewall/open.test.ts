import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createKeyFile } from '../../../src/core/keys.js'
import { connectorsOf } from '../../../src/core/named-modules.js'
import { configure, openFirewall, principalOf } from '../../../src/firewall/open.js'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ragwall-open-'))
  createKeyFile(join(folder, 'key'), join(folder, 'data'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function write(path: string, text: string): string {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  return file
}

function config(more = ''): string {
  return write(
    'ragwall.yaml',
    `data: data\naudit: audit\nkeys: { file: key }\nlevels: [public, secret]\n${more}`,
  )
}

const PRINCIPALS =
  "groups:\n  group:all: { members: ['user:bo', 'user:cy'] }\n" +
  'principals:\n  user:al: { clearance: { level: secret } }\n  user:cy: { attributes: { floor: second } }\n'

describe('a configured firewall', () => {
  test('answers from what its files say', async () => {
    write('principals.yaml', PRINCIPALS)
    const firewall = await openFirewall(config('principals: principals.yaml\n'))
    try {
      const text = 'The lighthouse is painted every third spring by the crew of the second boat.'
      const acl = { allow: ['user:al'], deny: [], classification: 'secret' }
      await firewall.apply([{ kind: 'upsert', cursor: '1', document: { id: 'a', uri: 'file:a', text, acl } }])
      // The token claims nothing: the clearance is the directory's.
      const reader = (id: string) => ({ id, groups: [], clearance: { level: 'public', compartments: [] } })
      expect(await firewall.retrieve('lighthouse', { principal: reader('user:al') })).toHaveLength(1)
      expect(await firewall.retrieve('lighthouse', { principal: reader('user:bo') })).toEqual([])
    } finally {
      await firewall.close()
    }
    expect(existsSync(join(folder, 'data'))).toBe(true)
    expect(existsSync(join(folder, 'audit'))).toBe(true)
  })

  test('goes by principals.yaml as it is at the call, behind both doors and in every process', async () => {
    const granted =
      'groups:\n  group:board: { members: [user:al] }\nprincipals:\n  user:al: { clearance: { level: secret } }\n'
    write('principals.yaml', granted)
    const file = config('principals: principals.yaml\n')
    const [writer, reader] = [await openFirewall(file), await openFirewall(file)]
    try {
      const text = 'The lighthouse is painted every third spring by the crew of the second boat.'
      const acl = { allow: ['group:board'], deny: [], classification: 'secret' }
      await writer.apply([{ kind: 'upsert', cursor: '1', document: { id: 'a', uri: 'file:a', text, acl } }])
      const principal = { id: 'user:al', groups: [], clearance: { level: 'public', compartments: [] } }
      for (const [members, chunks, action] of [
        ['user:al', 1, 'release'],
        ['', 0, 'block'],
        ['user:al', 1, 'release'],
      ] as const) {
        write('principals.yaml', granted.replace('[user:al]', `[${members}]`))
        for (const firewall of [writer, reader]) {
          expect(await firewall.retrieve('lighthouse', { principal })).toHaveLength(chunks)
          expect((await firewall.check(text, { principal })).action).toBe(action)
        }
      }
    } finally {
      await reader.close()
      await writer.close()
    }
  })

  test('lies where the caller says', async () => {
    const places = { data: join(folder, 'else/data'), audit: join(folder, 'else/audit') }
    await (await openFirewall(config(), places)).close()
    expect(existsSync(places.data)).toBe(true)
    expect(existsSync(join(folder, 'data'))).toBe(false)
  })

  test('a policy whose example does not hold is refused, and is not in the way of the corrected one', async () => {
    const policy = (action: string) =>
      write(
        'services/a.yaml',
        `name: a\nexpect:\n  - { answer: 'card 4000 1234 5678 9017', action: ${action} }\n`,
      )
    policy('release')
    const file = config('services: services\n')
    await expect(openFirewall(file)).rejects.toMatchObject({ code: 'policy-invalid' })
    policy('redact')
    const firewall = await openFirewall(file)
    await firewall.apply([])
    await firewall.close()
  })

  test('an example that also stands in a document does not keep the service from starting again', async () => {
    const card = 'card 4000 1234 5678 9017'
    write('services/a.yaml', `name: a\nexpect:\n  - { answer: '${card}', action: redact }\n`)
    const file = config('services: services\n')
    const firewall = await openFirewall(file)
    const acl = { allow: ['user:al'], deny: [], classification: 'secret' }
    await firewall.apply([
      { kind: 'upsert', cursor: '1', document: { id: 'a', uri: 'file:a', text: card, acl } },
    ])
    await firewall.close()
    await (await openFirewall(file)).close()
  })

  test('recognizers are data with their proof', async () => {
    const recognizer = (match: string) => `recognizers:
  - entity: BADGE_NUMBER
    class: high-risk
    regex: '(?<![A-Z0-9])BN-[0-9]{6}(?![0-9])'
    examples: { match: [{ text: '${match}', value: 'BN-123456' }], noMatch: ['BN-12345'] }
`
    write('recognizers/badge.yaml', recognizer('badge BN-123456'))
    const file = config('recognizers: recognizers\n')
    const firewall = await openFirewall(file)
    const principal = { id: 'user:al', groups: [], clearance: { level: 'public', compartments: [] } }
    const { findings, text } = await firewall.check('Her badge is BN-654321, I think.', { principal })
    await firewall.close()
    expect(findings).toMatchObject([{ kind: 'personal-data', entity: 'BADGE_NUMBER' }])
    expect(text).not.toContain('654321')
    write('recognizers/badge.yaml', recognizer('badge 123456'))
    await expect(openFirewall(file)).rejects.toMatchObject({ code: 'recognizer-invalid' })
    write(
      'recognizers/badge.yaml',
      "recognizers:\n  - { entity: X, class: secret, regex: '[', examples: { match: [a], noMatch: [b] } }\n",
    )
    await expect(openFirewall(file)).rejects.toMatchObject({ code: 'recognizer-invalid' })
  })

  test('an embedder is a module of the operator’s', async () => {
    write(
      'embed.mjs',
      `export function createEmbedder({ size }, { folder }) {
        const vector = (text) => Array.from({ length: size }, (_, i) => (text.length + i) % 7 + 1)
        return { id: folder, embedQuery: async (text) => vector(text), embedDocuments: async (texts) => texts.map(vector) }
      }`,
    )
    const { options } = await configure(config('embedder: { use: ./embed.mjs, size: 4 }\n'))
    expect(options.embedder?.id).toBe(folder)
    expect(await options.embedder?.embedQuery('abc')).toHaveLength(4)
    write('broken.mjs', 'export function createEmbedder() { return {} }')
    await expect(configure(config('embedder: { use: ./broken.mjs }\n'))).rejects.toMatchObject({
      code: 'config-invalid',
    })
  })
})

describe('connectors', () => {
  const load = async (yaml: string) => connectorsOf((await configure(config(`connectors:\n${yaml}`))).config)

  test('ragwall’s own by name, others by module, in order', async () => {
    mkdirSync(join(folder, 'documents'))
    write(
      'mine.mjs',
      `export function createConnector({ name, start }, { folder }) {
        return { name, async *changes() { yield { kind: 'cursor', cursor: folder + start } } }
      }`,
    )
    const connectors = await load(
      '  - { use: files, name: papers, root: documents }\n' +
        '  - { use: ragwall/connectors/files, name: more, root: documents, prefix: more/ }\n' +
        '  - { use: ./mine.mjs, name: mine, start: 7 }\n',
    )
    expect(connectors.map(({ name }) => name)).toEqual(['papers', 'more', 'mine'])
    const changes = []
    for await (const change of connectors[2]!.changes({})) changes.push(change)
    expect(changes).toEqual([{ kind: 'cursor', cursor: `${folder}7` }])
  })

  test('an unknown name is told what comes with ragwall, and never to install whatever has it', async () => {
    const error = await load('  - { use: file, name: x }\n').catch((error: unknown) => error)
    expect(error).toMatchObject({ code: 'dependency-missing' })
    const { help } = error as { help: string }
    expect(help).toContain('did you mean `files`?')
    expect(help).toContain('`training`')
    expect(help).not.toMatch(/\binstall it\b/)
  })

  test.each([
    ['a module that is not there', 'use: ./absent.mjs', 'dependency-missing'],
    ['a package that is not there', "use: '@example/absent'", 'dependency-missing'],
    ['a name of ours that is none', 'use: flies', 'dependency-missing'],
    [
      'a way out of the folder of connectors',
      'use: ragwall/connectors/../../src/index',
      'dependency-missing',
    ],
    ['a module without a factory', 'use: ./empty.mjs', 'config-invalid'],
    ['a factory that makes something else', 'use: ./other.mjs', 'config-invalid'],
    ['a factory that takes another name', 'use: ./renamed.mjs', 'config-invalid'],
    ['a module that throws while it loads', 'use: ./throws.mjs', 'dependency-missing'],
  ])('%s is an error without what it said', async (_, use, code) => {
    write('empty.mjs', 'export const nothing = 1')
    write('other.mjs', 'export const createConnector = () => ({ name: "x" })')
    write('renamed.mjs', 'export const createConnector = () => ({ name: "y", changes() {} })')
    write('throws.mjs', 'throw new Error("password swordfish")')
    const error = await load(`  - { ${use}, name: x }\n`).catch((error: unknown) => error)
    expect(error).toMatchObject({ code, help: expect.any(String) })
    expect(JSON.stringify(error)).not.toContain('swordfish')
  })
})

describe('principals by id', () => {
  test('groups and clearance are the directory’s; the unknown is an error', async () => {
    write('principals.yaml', PRINCIPALS)
    const configured = await configure(config('principals: principals.yaml\n'))
    expect(await principalOf(configured, 'user:al')).toEqual({
      id: 'user:al',
      groups: [],
      clearance: { level: 'secret', compartments: [] },
    })
    expect(await principalOf(configured, 'user:cy')).toEqual({
      id: 'user:cy',
      groups: ['group:all'],
      clearance: { level: 'public', compartments: [] },
      attributes: { floor: 'second' },
    })
    for (const id of ['user:AL', 'user:al ', 'al', 'user:nobody', '']) {
      await expect(principalOf(configured, id), id).rejects.toMatchObject({ code: 'principal-invalid' })
    }
  })
})
