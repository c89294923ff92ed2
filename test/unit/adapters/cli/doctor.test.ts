import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { configuredAuthentication } from '../../../../src/adapters/http/authentication/configured.js'
import { loadConfig } from '../../../../src/core/config.js'
import { createKeyFile } from '../../../../src/core/keys.js'
import { root } from '../../../e2e/harness.js'
import { cli } from './harness.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ragwall-doctor-'))
  createKeyFile(join(folder, 'key'), join(folder, 'data'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const BASE = 'data: data\naudit: audit\nkeys: { file: key }\nlevels: [public, secret]\n'

async function diagnose(more: string): Promise<{ code: number; grades: Record<string, string> }> {
  const config = join(folder, 'ragwall.yaml')
  writeFileSync(config, BASE + more)
  const { code, out } = await cli(['doctor', '--config', config, '--json'])
  const found = JSON.parse(out) as { grade: string; code: string; message: string; fix: string }[]
  for (const { message, fix } of found) expect(`${message}${fix}`).not.toContain('demo-token-0000000')
  return { code, grades: Object.fromEntries(found.map(({ grade, code: name }) => [name, grade])) }
}

const IDP = "issuer: 'https://idp.example', audience: ragwall"

test.each([
  ['a key that is not known', 'sevrices: services\n', 'config-unknown-key', 'wrong'],
  [
    'an issuer without audience',
    "server: { oidc: [{ issuer: 'https://idp.example' }] }\n",
    'config-invalid',
    'wrong',
  ],
  [
    'an issuer without https',
    "server: { oidc: [{ issuer: 'http://idp.example', audience: a }] }\n",
    'config-invalid',
    'wrong',
  ],
  [
    'an example that does not hold',
    `server: { oidc: [{ ${IDP}, expect: [{ claims: { sub: ada }, id: 'user:bob' }] }] }\n`,
    'config-invalid',
    'wrong',
  ],
  [
    'a scope that opens nothing',
    `server: { demoTokens: [{ token: demo-token-0000000, subject: 'user:a', scopes: [act] }] }\n`,
    'config-invalid',
    'wrong',
  ],
  [
    'a certificate header without a proxy',
    'server: { clientCertificates: { header: x-s, subjects: {} } }\n',
    'config-invalid',
    'wrong',
  ],
  [
    'demonstration tokens',
    `server: { demoTokens: [{ token: demo-token-0000000, subject: 'user:a', scopes: [check] }] }\n`,
    'demo-tokens',
    'risky',
  ],
  ['claims without an example', `server: { oidc: [{ ${IDP} }] }\n`, 'no-examples', 'risky'],
  [
    'a proxy that is anybody',
    `server: { trustProxy: ['0.0.0.0/0'], oidc: [{ ${IDP} }] }\n`,
    'proxy-is-anyone',
    'risky',
  ],
  ['API keys beside the data', 'server: { apiKeys: data/keys.json }\n', 'key-beside-data', 'risky'],
  ['no anchor', '', 'no-anchor', 'risky'],
])('%s', async (_, more, code, grade) => {
  const found = await diagnose(more)
  expect(found.code).toBe(1)
  expect(found.grades[code]).toBe(grade)
})

test('a key file that others may read is both: nothing starts', async () => {
  chmodSync(join(folder, 'key'), 0o644)
  expect((await diagnose('')).grades).toMatchObject({ 'key-exposed': 'wrong', 'key-readable': 'risky' })
})

test('the configuration for deployment is read, and its examples hold', () => {
  const config = loadConfig(join(root, 'config/deploy/ragwall.yaml'))
  expect(() =>
    configuredAuthentication(config, { host: config.server.host, principalOf: async () => Promise.reject() }),
  ).not.toThrow()
})
