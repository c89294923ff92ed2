import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  makeApiKey,
  readApiKeys,
  revokeApiKey,
  rotateApiKey,
} from '../../../../src/adapters/http/authentication/api-key-file.js'
import { apiKeys } from '../../../../src/adapters/http/authentication/api-keys.js'
import {
  clientCertificates,
  networksOf,
} from '../../../../src/adapters/http/authentication/client-certificates.js'
import { LIMITS } from '../../../../src/core/limits.js'
import { cli } from '../cli/harness.js'
import { bot } from './harness.js'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ragwall-keys-'))
  file = join(folder, 'keys.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const principalOf = async (id: string) => ({ ...bot, id })
const wanted = { name: 'portal', subject: 'service:portal', scopes: ['check', 'act'] } as const
const sent = (key: string, more: Record<string, string> = {}, remoteAddress = '127.0.0.1') => {
  const headers: Record<string, string> = {
    ...(key === '' ? {} : { authorization: `Bearer ${key}` }),
    ...more,
  }
  const headersDistinct = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]))
  return { headers, headersDistinct, socket: { remoteAddress } } as unknown as IncomingMessage
}
const unauthenticated = expect.objectContaining({ code: 'unauthenticated' })

describe('a key', () => {
  test('opens what it was made for, and stands nowhere', async () => {
    const { key, entry } = makeApiKey(file, { ...wanted, services: ['travel'] })
    const caller = await apiKeys({ file, principalOf })(sent(key))
    expect(caller).toMatchObject({ subject: 'service:portal', application: true, services: ['travel'] })
    expect([...caller.scopes].sort()).toEqual(['act', 'check'])
    expect(readFileSync(file, 'utf8')).not.toContain(key.split('_').slice(2).join('_'))
    expect(entry.digest).toMatch(/^[0-9a-f]{64}$/)
  })

  test('one character wrong, another key’s id, no secret: nothing', async () => {
    const { key } = makeApiKey(file, wanted)
    const other = makeApiKey(file, { ...wanted, name: 'other' }).key
    const authenticate = apiKeys({ file, principalOf })
    const secret = key.split('_').slice(2).join('_')
    const wrong = [
      key.slice(0, -1) + (key.endsWith('A') ? 'B' : 'A'),
      `${other.slice(0, 20)}_${secret}`,
      key.slice(0, 21),
      `${key}x`,
      'rgw_',
      'x'.repeat(60),
    ]
    for (const one of wrong) await expect(authenticate(sent(one)), one).rejects.toEqual(unauthenticated)
  })

  test('revoked, it opens nothing at the next call; rotated, both work until the old one ends', async () => {
    const authenticate = apiKeys({ file, principalOf })
    const first = makeApiKey(file, wanted)
    await expect(authenticate(sent(first.key))).resolves.toBeDefined()
    const second = rotateApiKey(file, first.entry.id, 60_000)
    await expect(authenticate(sent(first.key))).resolves.toBeDefined()
    await expect(authenticate(sent(second.key))).resolves.toMatchObject({ subject: 'service:portal' })
    revokeApiKey(file, first.entry.id)
    await expect(authenticate(sent(first.key))).rejects.toEqual(unauthenticated)
    const third = rotateApiKey(file, second.entry.id, -1)
    await expect(authenticate(sent(second.key))).rejects.toEqual(unauthenticated)
    await expect(authenticate(sent(third.key))).resolves.toBeDefined()
    expect(() => revokeApiKey(file, first.entry.id)).toThrow(expect.objectContaining({ code: 'not-found' }))
  })

  test('expired, it opens nothing', async () => {
    const { key } = makeApiKey(file, { ...wanted, expires: Date.now() - 1 })
    await expect(apiKeys({ file, principalOf })(sent(key))).rejects.toEqual(unauthenticated)
  })

  test('a file that became bad holds for a minute, then nobody comes in by a key', async () => {
    const { key } = makeApiKey(file, wanted)
    let elapsed = 0
    const authenticate = apiKeys({ file, principalOf }, () => elapsed)
    writeFileSync(file, '{ "keys": [{]')
    await expect(authenticate(sent(key))).resolves.toBeDefined()
    expect(authenticate.trouble?.()).toHaveLength(1)
    elapsed = LIMITS.badPrincipalsGrace
    await expect(authenticate(sent(key))).rejects.toMatchObject({ code: 'decision-failed' })
  })

  test('a file that others may write is refused', () => {
    makeApiKey(file, wanted)
    chmodSync(file, 0o666)
    expect(() => apiKeys({ file, principalOf })).toThrow(expect.objectContaining({ code: 'key-exposed' }))
  })

  test('`act` alone is refused, and so is the name of a valid key', () => {
    expect(() => makeApiKey(file, { ...wanted, scopes: ['act'] })).toThrow(
      expect.objectContaining({ code: 'config-invalid' }),
    )
    makeApiKey(file, wanted)
    expect(() => makeApiKey(file, wanted)).toThrow(expect.objectContaining({ code: 'option-invalid' }))
    expect(readApiKeys(file)).toHaveLength(1)
  })
})

describe('ragwall key', () => {
  const config = (text = 'server: { apiKeys: keys.json }') => {
    const path = join(folder, 'ragwall.yaml')
    writeFileSync(path, `data: data\naudit: audit\nkeys: { file: key }\nlevels: [public]\n${text}\n`)
    return path
  }

  test('makes, lists, rotates and revokes; the key is shown once', async () => {
    const at = ['--config', config(), '--json']
    const made = await cli([
      'key',
      'make',
      'portal',
      '--as',
      'service:portal',
      '--scopes',
      'check,act',
      ...at,
    ])
    const { key, id } = JSON.parse(made.out)
    expect(key).toMatch(/^rgw_/)
    const rotated = JSON.parse((await cli(['key', 'rotate', id, '--overlap', '1h', ...at])).out)
    expect((await cli(['key', 'revoke', rotated.id, ...at])).code).toBe(0)
    const list = await cli(['key', 'list', ...at])
    expect(JSON.parse(list.out).map(({ state }: { state: string }) => state)).toEqual(['valid', 'revoked'])
    expect(list.out).not.toContain(key)
    expect(list.out).not.toContain('digest')
  })

  test.each([
    ['a scope that there is not', ['make', 'a', '--as', 'service:a', '--scopes', 'chekc'], 'config-invalid'],
    [
      'a time that is none',
      ['make', 'a', '--as', 'service:a', '--scopes', 'check', '--expires', 'soon'],
      'option-invalid',
    ],
    ['an id that is none', ['revoke', '0123456789abcdef'], 'not-found'],
  ])('%s: an error', async (_, argv, code) => {
    const said = await cli(['key', ...argv, '--config', config(), '--json'])
    expect(said.code).toBe(2)
    expect(`${said.out}${said.err}`).toContain(code)
  })

  test('without a place for keys it says where to name one', async () => {
    const said = await cli(['key', 'list', '--config', config('')])
    expect(said.err).toContain('server: { apiKeys')
  })
})

describe('client certificates', () => {
  const config = {
    header: 'X-Client-Subject',
    verified: { header: 'X-Client-Verify', value: 'SUCCESS' },
    subjects: { 'CN=portal,O=Example': { subject: 'service:portal', scopes: ['check'] } },
  } as const
  const authenticate = clientCertificates(
    { ...config, subjects: { 'CN=portal,O=Example': { subject: 'service:portal', scopes: ['check'] } } },
    { trusts: networksOf(['10.0.0.0/8', '::1', '192.0.2.7']), principalOf },
  )
  const good = { 'x-client-subject': 'CN=portal,O=Example', 'x-client-verify': 'SUCCESS' }

  test.each(['10.1.2.3', '::ffff:10.1.2.3', '::1', '192.0.2.7'])(
    'count from the proxy %s',
    async (address) => {
      await expect(authenticate(sent('', good, address))).resolves.toMatchObject({
        subject: 'service:portal',
      })
    },
  )

  test.each([
    ['another address', '11.0.0.1', good, ''],
    ['no address', '', good, ''],
    ['another subject', '10.0.0.1', { ...good, 'x-client-subject': 'CN=portal,O=Example2' }, ''],
    ['not verified', '10.0.0.1', { ...good, 'x-client-verify': 'FAILED' }, ''],
    ['no subject', '10.0.0.1', { 'x-client-verify': 'SUCCESS' }, ''],
    ['a token beside it', '10.0.0.1', good, 'some-token-0000000'],
  ])('%s: nothing', async (_, address, headers, token) => {
    await expect(authenticate(sent(token, headers, address))).rejects.toEqual(unauthenticated)
  })
})
