import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { type Config, loadConfig, parseConfig } from '../../../src/core/config.js'
import { LIMITS } from '../../../src/core/limits.js'

const folder = mkdtempSync(join(tmpdir(), 'config-'))
afterAll(() => rmSync(folder, { recursive: true }))

const minimal = { data: 'data', audit: 'data/audit', keys: { env: 'KEY' }, levels: ['public', 'secret'] }
const parse = (change: object = {}) => parseConfig({ ...minimal, ...change }, '/etc/ragwall/ragwall.yaml')

describe('a configuration', () => {
  test('is read with its defaults, its paths from where it lies', () => {
    const config: Config = parse({
      principals: 'p.yaml',
      services: '/srv/services',
      keys: { file: '../key' },
    })
    expect(config).toMatchObject({
      file: '/etc/ragwall/ragwall.yaml',
      folder: '/etc/ragwall',
      data: '/etc/ragwall/data',
      audit: '/etc/ragwall/data/audit',
      keys: { file: '/etc/key' },
      principals: '/etc/ragwall/p.yaml',
      services: '/srv/services',
      classifications: {},
      rules: [],
      connectors: [],
      embedder: { use: 'hashing' },
      server: { host: '127.0.0.1', port: 8787, demoTokens: [] },
    })
    expect(config).not.toHaveProperty('recognizers')
  })

  test("keeps a connector's own options, resolves its module and leaves names of packages", () => {
    const config = parse({
      connectors: [
        { use: './mine.js', name: 'mine', depth: 3 },
        { use: 'ragwall/connectors/files', name: 'files', root: 'docs' },
      ],
    })
    expect(config.connectors).toEqual([
      { use: '/etc/ragwall/mine.js', name: 'mine', depth: 3 },
      { use: 'ragwall/connectors/files', name: 'files', root: 'docs' },
    ])
  })

  test.each<[string, object, string, string, string?]>([
    [
      'a key that is not known',
      { dat: 1 },
      'config-unknown-key',
      'unknown key `dat` in',
      'did you mean `data`?',
    ],
    [
      'a key deep inside',
      { server: { prt: 1 } },
      'config-unknown-key',
      'unknown key `prt` under `server`',
      'did you mean `port`?',
    ],
    [
      'a key in a list',
      { rules: [{ path: 'a', level: 'public', compartment: [] }] },
      'config-unknown-key',
      'under `rules[0]`',
      'did you mean `compartments`?',
    ],
    [
      'a key in a union',
      { keys: { fil: 'x' } },
      'config-unknown-key',
      'unknown key `fil` under `keys`',
      'did you mean `file`?',
    ],
    ['both of a choice', { keys: { file: 'x', env: 'Y' } }, 'config-unknown-key', 'under `keys`'],
    [
      'a wrong type',
      { server: { port: '80' } },
      'config-invalid',
      '`server.port` in',
      'expected number, received string',
    ],
    ['a missing value', { data: undefined }, 'config-invalid', '`data` in'],
    ['nothing where a value should be', { services: null }, 'config-invalid', '`services` in'],
    ['no levels', { levels: [] }, 'config-invalid', '`levels` in'],
    ['a level twice', { levels: ['a', 'a'] }, 'config-invalid', '`levels` in'],
    [
      'two connectors of one name',
      {
        connectors: [
          { use: 'files', name: 'a' },
          { use: 'training', name: 'a' },
        ],
      },
      'config-invalid',
      '`connectors` in',
    ],
    [
      'an unknown level in a rule',
      { rules: [{ path: 'a', level: 'secrte' }] },
      'level-unknown',
      'unknown level `secrte` in',
      'did you mean `secret`?',
    ],
    [
      'an unknown level for a word',
      { classifications: { 機密: 'top' } },
      'level-unknown',
      'unknown level `top` in',
    ],
    [
      'a compartment that is not in the list',
      { compartments: ['hr'], rules: [{ path: 'a', level: 'public', compartments: ['rh'] }] },
      'config-invalid',
      'a rule in',
    ],
    [
      'demonstration tokens for the world',
      { server: { host: '0.0.0.0', demoTokens: [token()] } },
      'config-invalid',
      '`server.demoTokens` in',
    ],
    [
      'a scope that is not known',
      { server: { demoTokens: [{ ...token(), scopes: ['everything'] }] } },
      'config-invalid',
      '`server.demoTokens[0].scopes[0]` in',
    ],
    ['a list', [] as never, 'config-invalid', ''],
  ])('is refused with %s', (_, change, code, message, help = '') => {
    const attempt = () => (Array.isArray(change) ? parseConfig(change, 'x.yaml') : parse(change))
    expect(attempt).toThrow(
      expect.objectContaining({
        code,
        message: expect.stringContaining(message),
        ...(help === '' ? {} : { help: expect.stringContaining(help) }),
      }),
    )
  })

  test.each(['127.0.0.1', '127.9.9.9', 'localhost', '::1'])('takes demonstration tokens on %s', (host) => {
    expect(parse({ server: { host, demoTokens: [token()] } }).server.demoTokens).toHaveLength(1)
  })

  test.each(['127.0.0.1.example.com', '0.0.0.0', '::', '192.0.2.1', 'localhost.example.com'])(
    'and not on %s',
    (host) => {
      expect(() => parse({ server: { host, demoTokens: [token()] } })).toThrow(
        expect.objectContaining({ code: 'config-invalid' }),
      )
    },
  )

  test('is refused without quoting a value', () => {
    const secret = 'correct horse battery staple'
    for (const change of [
      { server: { demoTokens: [{ ...token(), token: 1, subject: secret }] } },
      { server: { demoTokens: [{ ...token(), subject: secret }] } },
      { keys: { env: secret } },
      { server: { demoTokens: [{ ...token(), scopes: [secret] }] } },
      { levels: [secret, secret] },
    ]) {
      expect(JSON.stringify(thrownBy(() => parse(change)))).not.toContain('horse')
    }
  })
})

test('a paragraph that became a key is not quoted', () => {
  const paragraph = `${'The harbour authority agreed on Monday. '.repeat(3)}S3cret`
  const error = thrownBy(() => parse({ server: { [paragraph]: 1 } })) as Error
  expect(error).toMatchObject({ code: 'config-unknown-key' })
  expect(error.message).not.toContain('S3cret')
  expect(error.message.length).toBeLessThan(140)
})

describe('a configuration file', () => {
  const write = (text: string | Uint8Array) => {
    const path = join(folder, 'ragwall.yaml')
    writeFileSync(path, text)
    return path
  }

  test('is YAML', () => {
    const path = write('data: d\naudit: a\nkeys: { env: K }\nlevels: [public, no]\n')
    expect(loadConfig(path)).toMatchObject({ data: join(folder, 'd'), levels: ['public', 'no'] })
  })

  test.each<[string, string | Uint8Array, string]>([
    ['broken', 'data: [S3cret-value\nlevels: }', 'cannot be parsed at line 2'],
    ['with a key twice', 'data: S3cret\ndata: b\n', 'cannot be parsed at line 2'],
    ['with an unknown tag', 'data: !S3cret x\n', 'cannot be parsed at line 1'],
    ['not UTF-8', new Uint8Array([0x64, 0x3a, 0x20, 0xff]), 'cannot be read'],
    ['a bomb of aliases', bomb(), 'has too many aliases'],
    ['too large', new Uint8Array(LIMITS.configBytes + 1), 'is larger than'],
  ])('that is %s is unreadable, and is not quoted', (_, text, message) => {
    const error = thrownBy(() => loadConfig(write(text)))
    expect(error).toMatchObject({ code: 'config-unreadable', message: expect.stringContaining(message) })
    expect(JSON.stringify(error)).not.toContain('S3cret')
  })

  test('that is not there, or a folder, is unreadable', () => {
    mkdirSync(join(folder, 'dir.yaml'))
    for (const name of ['none.yaml', 'dir.yaml']) {
      expect(() => loadConfig(join(folder, name))).toThrow(
        expect.objectContaining({ code: 'config-unreadable' }),
      )
    }
    expect(() => loadConfig(join(folder, 'none.yaml'))).toThrow('does not exist')
  })
})

test('the configuration that is delivered is sound', () => {
  const shipped = join(dirname(fileURLToPath(import.meta.url)), '../../../config/ragwall.yaml')
  expect(loadConfig(shipped).levels).toEqual(['public', 'internal', 'confidential', 'secret'])
  expect(readFileSync(shipped, 'utf8')).toContain('#')
})

function token() {
  return { token: 'demonstration-token', subject: 'user:intern', scopes: ['retrieve'] }
}

function bomb(): string {
  const lines = ['a: &a [x, x, x, x, x, x, x, x, x, x]']
  for (let i = 1; i < 10; i++) {
    const [from, to] = [String.fromCharCode(96 + i), String.fromCharCode(97 + i)]
    lines.push(`${to}: &${to} [${Array(10).fill(`*${from}`).join(', ')}]`)
  }
  return lines.join('\n')
}

function thrownBy(run: () => unknown): unknown {
  try {
    run()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}
