import { exportJWK, generateKeyPair, UnsecuredJWT } from 'jose'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { assertions, oidc, type RunningServer, startServer } from '../../src/adapters/http/index.js'
import { ROUTES } from '../../src/adapters/http/routes/table.js'
import { LIMITS } from '../../src/core/limits.js'
import { SCOPES } from '../../src/core/server-config.js'
import { createFirewall, type Firewall } from '../../src/firewall/firewall.js'
import {
  APPLICATION,
  AUDIENCE,
  type IdentityProvider,
  startIdentityProvider,
} from '../support/identity-provider.js'
import { type Client, client } from '../unit/adapters/http/harness.js'

/** Tokens of a real identity provider before a real firewall. */

const LEVELS = ['public', 'internal', 'secret']
const PLAN =
  'The board has agreed to buy the northern shipyard for ninety million in the spring of next year.'
const ALL = SCOPES.join(' ')

/** What an operator would write under `server.oidc`. */
const claims = {
  applications: { ids: { [APPLICATION]: 'service:portal' } },
  groups: { claim: 'groups', ids: { Board: 'group:board', Staff: 'group:staff' }, missing: 'none' },
  clearance: { claim: 'clearance', levels: { Green: 'public', Amber: 'internal', Red: 'secret' } },
}
const users = {
  alice: { groups: ['Board', 'Staff'], clearance: 'Red' },
  bob: { groups: ['Staff'], clearance: 'Amber' },
  carol: {},
}

let provider: IdentityProvider
let firewall: Firewall
let server: RunningServer
let http: Client
let elapsed = 0

beforeAll(async () => {
  provider = await startIdentityProvider()
  firewall = await createFirewall({ policy: LEVELS, audit: 'memory' })
  const document = (id: string, text: string, classification: string, allow: string[]) => ({
    kind: 'upsert' as const,
    cursor: id,
    document: { id, uri: id, text, acl: { allow, deny: [], classification } },
  })
  await firewall.apply([
    document('plan', PLAN, 'secret', ['group:board']),
    document('rota', 'The early shift at the shipyard begins at six in the morning.', 'internal', [
      'group:staff',
    ]),
    document('open', 'Visitors to the shipyard report to the gate.', 'public', ['*']),
  ])
  const options = {
    issuers: [{ issuer: provider.issuer, audience: AUDIENCE, accept: ['bearer', 'assertion'], claims }],
    levels: firewall.levels,
  }
  const surroundings = { fetch, elapsed: () => elapsed }
  const authenticate = oidc(options, surroundings)
  server = await startServer(firewall, {
    host: '127.0.0.1',
    port: 0,
    authenticate,
    assertions: assertions(options, surroundings)!,
    principalOf: async (id) => ({ id, groups: [], clearance: { level: 'public', compartments: [] } }),
    resource: { url: 'https://ragwall.example', issuers: authenticate.issuers ?? [] },
  })
  http = client(server.url)
})

afterAll(async () => {
  await server?.close()
  await firewall?.close()
  await provider?.stop()
})

const documentsOf = async (token: string, headers: Record<string, string> = {}) => {
  const { status, body } = await http.post('/v1/retrieve', token, { query: 'the shipyard', k: 9 }, headers)
  expect(status).toBe(200)
  return body.chunks.map(({ documentId }: { documentId: string }) => documentId).sort()
}

describe('three users', () => {
  test('each reads what the claims open', async () => {
    const read: Record<string, unknown> = {}
    for (const [user, extra] of Object.entries(users))
      read[user] = await documentsOf(await provider.userToken(user, extra))
    expect(read).toEqual({ alice: ['open', 'plan', 'rota'], bob: ['open', 'rota'], carol: ['open'] })
  })

  test('an application is told by its own token, and acts for whom an assertion proves', async () => {
    const token = await provider.applicationToken('retrieve check act')
    expect(await documentsOf(token)).toEqual(['open'])
    const assertion = await provider.userToken('alice', users.alice)
    expect(await documentsOf(token, { 'Ragwall-Assertion': assertion })).toEqual(['open', 'plan', 'rota'])
    const verdict = await http.post('/v1/check', token, { answer: PLAN }, { 'Ragwall-Assertion': assertion })
    expect(verdict.body).toMatchObject({ action: 'release', label: { level: expect.any(String) } })
  })

  test.each<[string, (token: string) => Promise<Record<string, string>>]>([
    [
      'an assertion of somebody else’s audience',
      async () => ({ 'Ragwall-Assertion': await provider.forge({ aud: 'urn:other' }) }),
    ],
    [
      'an assertion that names an application',
      async () => ({ 'Ragwall-Assertion': await provider.applicationToken('check') }),
    ],
    [
      'an assertion beside a header',
      async () => ({ 'Ragwall-Assertion': await provider.forge({}), 'Ragwall-Principal': 'user:alice' }),
    ],
    ['rubbish', async () => ({ 'Ragwall-Assertion': 'rubbish' })],
  ])('%s is refused', async (_, headersOf) => {
    const token = await provider.applicationToken('check act')
    const { status } = await http.post('/v1/check', token, { answer: 'a' }, await headersOf(token))
    expect([401, 403]).toContain(status)
  })

  test('a user acts for nobody, whatever the scope', async () => {
    const token = await provider.userToken('bob', users.bob, 'check act')
    const assertion = await provider.userToken('alice', users.alice)
    const { status, body } = await http.post(
      '/v1/check',
      token,
      { answer: 'a' },
      { 'Ragwall-Assertion': assertion },
    )
    expect({ status, code: body.code }).toEqual({ status: 403, code: 'scope-missing' })
  })

  test('a clearance that is none is an error, not the lowest', async () => {
    const { body } = await http.post('/v1/check', await provider.userToken('bob', { clearance: 'Rde' }), {
      answer: 'a',
    })
    expect(body).toMatchObject({ status: 400, code: 'level-unknown' })
  })

  test('groups that the provider left out are not "no groups"', async () => {
    const token = await provider.userToken('bob', { _claim_names: { groups: 'src1' } })
    expect((await http.post('/v1/check', token, { answer: 'a' })).body).toMatchObject({
      code: 'principal-invalid',
    })
  })
})

/** Every way in which a token can be wrong; `undefined` sends none. */
const WRONG: Record<string, () => Promise<string | undefined>> = {
  'no token': async () => undefined,
  expired: () => provider.forge({ exp: now() - 60, scope: ALL }),
  'not valid yet': () => provider.forge({ nbf: now() + 600, scope: ALL }),
  'without an end': () => provider.forge({ exp: undefined, scope: ALL }),
  'wrong audience': () => provider.forge({ aud: 'urn:another', scope: ALL }),
  'without audience': () => provider.forge({ aud: undefined, scope: ALL }),
  'wrong issuer': () => provider.forge({ iss: 'http://127.0.0.1:1', scope: ALL }),
  'wrong algorithm': () => provider.forge({ scope: ALL }, { alg: 'HS256' }),
  none: async () =>
    new UnsecuredJWT({
      iss: provider.issuer,
      aud: AUDIENCE,
      sub: 'alice',
      scope: ALL,
      exp: now() + 60,
    }).encode(),
  'another key under a known id': async () => {
    const { privateKey } = await generateKeyPair('ES256', { extractable: true })
    return provider.forge({ scope: ALL }, {}, { ...(await exportJWK(privateKey)), kid: 'first' })
  },
  'bound to a key that was not proven': () => provider.forge({ scope: ALL, cnf: { jkt: 'x' } }),
  'changed behind the signature': async () => {
    const [head, body, signature] = (await provider.forge({ scope: ALL })).split('.')
    const changed = JSON.parse(Buffer.from(body!, 'base64url').toString())
    return [
      head,
      Buffer.from(JSON.stringify({ ...changed, sub: 'root' })).toString('base64url'),
      signature,
    ].join('.')
  },
}

const guarded = ROUTES.filter(({ scope }) => scope !== undefined)

describe.each(guarded.map((row) => [`${row.method} ${row.path}`, row] as const))('%s', (_, row) => {
  const ask = async (token: string | undefined) => {
    const response = await fetch(server.url + row.path.replace(/\{\w+\}/g, 'x'), {
      method: row.method.toUpperCase(),
      headers: {
        'content-type': row.bodyType ?? 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(row.method === 'get' ? {} : { body: '{}' }),
    })
    return { status: response.status, headers: response.headers, text: await response.text() }
  }

  test.each(Object.keys(WRONG))('%s: 401 and nothing else', async (name) => {
    const { status, headers, text } = await ask(await WRONG[name]!())
    expect(status).toBe(401)
    expect(JSON.parse(text)).toMatchObject({ code: 'unauthenticated' })
    const challenge = headers.get('www-authenticate')
    expect(challenge).toContain(
      'resource_metadata="https://ragwall.example/.well-known/oauth-protected-resource"',
    )
    expect(challenge?.includes('invalid_token')).toBe(name !== 'no token')
  })

  test('wrong scope: 403; right: it is let in', async () => {
    const others = SCOPES.filter((scope) => scope !== row.scope).join(' ')
    const refused = await ask(await provider.forge({ scope: others }))
    expect({ status: refused.status, code: JSON.parse(refused.text).code }).toEqual({
      status: 403,
      code: 'scope-missing',
    })
    expect(refused.headers.get('www-authenticate')).toContain('insufficient_scope')
    const right = await ask(await provider.applicationToken(row.scope!))
    expect([401, 403]).not.toContain(right.status)
  })
})

test('every scope opens an endpoint, but `act`, which says for whom', () => {
  const opened = new Set(guarded.map(({ scope }) => scope))
  const silent = SCOPES.filter((scope) => scope !== 'act' && !opened.has(scope))
  expect(silent).toEqual([])
})

test('the metadata of RFC 9728 names the issuer', async () => {
  const { status, body } = await http.get('/.well-known/oauth-protected-resource')
  expect(status).toBe(200)
  expect(body).toMatchObject({
    resource: 'https://ragwall.example',
    authorization_servers: [provider.issuer],
  })
})

describe('a clock that is set while serving', () => {
  const DAY = 24 * 60 * 60 * 1_000

  afterEach(() => {
    vi.useRealTimers()
  })

  test('forward: tokens end, until it is corrected; back: none that had ended comes to life', async () => {
    const today = now()
    const tokens = await Promise.all([
      provider.forge({ iat: today, exp: today + 300 }),
      provider.forge({ iat: today - 900, exp: today - 600 }),
      provider.forge({ iat: today, nbf: today + 2 * 86_400, exp: today + 3 * 86_400 }),
    ])
    const ask = async () => {
      const answers = tokens.map((token) => http.post('/v1/check', token, { answer: 'a' }))
      return (await Promise.all(answers)).map(({ status }) => status)
    }
    expect(await ask()).toEqual([200, 401, 401])
    vi.useFakeTimers({ toFake: ['Date'], now: today * 1_000 + 2 * DAY })
    expect(await ask()).toEqual([401, 401, 200])
    vi.setSystemTime(today * 1_000)
    expect(await ask()).toEqual([200, 401, 401])
    vi.setSystemTime(today * 1_000 - 365 * DAY)
    expect(await ask()).toEqual([200, 401, 401])
  })
})

describe('the provider changes while serving', () => {
  const ask = async (token: string) => (await http.post('/v1/check', token, { answer: 'a' })).status

  test('new keys are taken up at once, old ones are gone with them', async () => {
    const before = await provider.userToken('bob', users.bob)
    expect(await ask(before)).toBe(200)
    await provider.rotate()
    elapsed += LIMITS.issuerCooldown + 1
    const after = await provider.userToken('bob', users.bob)
    expect(await ask(after)).toBe(200)
    expect(await ask(before)).toBe(401)
  })

  test('a dead one: known keys hold for a stated time, unknown ones are an outage and not a wrong token', async () => {
    const token = await provider.userToken('bob', users.bob)
    expect(await ask(token)).toBe(200)
    await provider.stop()
    await provider.rotate()
    const unknown = await provider.userToken('bob', users.bob)
    elapsed += LIMITS.issuerCooldown + 1
    expect(await ask(unknown)).toBe(503)
    elapsed += LIMITS.issuerKeysKept / 2
    expect(await ask(token)).toBe(200)
    elapsed += LIMITS.issuerKeysKept / 2
    expect(await ask(token)).toBe(503)
    await provider.start()
    elapsed += LIMITS.issuerCooldown + 1
    expect(await ask(unknown)).toBe(200)
    expect(await ask(token)).toBe(401)
  })

  test('invented key ids do not make the service ask for keys each time', async () => {
    let asked = 0
    const counting = oidc(
      { issuers: [{ issuer: provider.issuer, audience: AUDIENCE, claims }], levels: LEVELS },
      {
        fetch: (...given) => {
          asked++
          return fetch(...given)
        },
        elapsed: () => elapsed,
      },
    )
    for (let i = 0; i < 20; i++) {
      const token = await provider.forge({}, { kid: `invented-${i}` })
      const request = {
        headers: { authorization: `Bearer ${token}` },
        headersDistinct: { authorization: [`Bearer ${token}`] },
      }
      await expect(counting(request as never)).rejects.toMatchObject({ code: 'unauthenticated' })
    }
    expect(asked).toBeLessThanOrEqual(2)
  })
})

function now(): number {
  return Math.floor(Date.now() / 1_000)
}
