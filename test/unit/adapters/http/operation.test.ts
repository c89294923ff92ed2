import { once } from 'node:events'
import { Agent, request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { createAdmission, createQuota, type Release } from '../../../../src/adapters/http/admission.js'
import { startServer } from '../../../../src/adapters/http/index.js'
import { FirewallError } from '../../../../src/core/errors.js'
import {
  alice,
  bot,
  client,
  closeServers,
  everyone,
  recordingFirewall,
  serve,
  tokens,
  verdict,
} from './harness.js'

afterEach(closeServers)

const limits = {
  perUser: { perMinute: 3, concurrent: 2 },
  perApplication: { perMinute: 100, concurrent: 4 },
  concurrent: 5,
  bodyBytes: 4_096,
  bodyMemory: 8_192,
}
const principalOf = async (id: string) => ({ ...alice, id })
const operators = tokens({
  op: { principal: { ...alice, id: 'user:op' }, scopes: ['admin'] },
  alice: { principal: alice, scopes: ['check'] },
  bot: { principal: bot, scopes: ['check', 'act'], application: true },
})

/** A firewall whose checks end when they are told to. */
function holding() {
  const ends: (() => void)[] = []
  let begun: () => void = () => undefined
  const { firewall, calls } = recordingFirewall({
    check: (async () => {
      begun()
      await new Promise<void>((resolve) => void ends.push(resolve))
      return verdict
    }) as never,
  })
  return { firewall, calls, ends, nextBegins: () => new Promise<void>((resolve) => (begun = resolve)) }
}

describe('how often', () => {
  test('a user is told to wait, and for how long; another is not', async () => {
    const { firewall } = recordingFirewall()
    const http = await serve(firewall, { limits } as never)
    const codes = []
    for (let i = 0; i < 4; i++) codes.push((await http.post('/v1/check', 'alice', { answer: 'a' })).status)
    expect(codes).toEqual([200, 200, 200, 429])
    const refused = await http.post('/v1/check', 'alice', { answer: 'a' })
    expect(refused.body.code).toBe('rate-limited')
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(refused.body).not.toHaveProperty('retryAfter')
    expect((await http.post('/v1/check', 'bot', { answer: 'a' })).status).toBe(200)
  })

  test('a user whom an application acts for has the limits of a user', async () => {
    const { firewall } = recordingFirewall()
    const http = await serve(firewall, { limits, principalOf } as never)
    const ask = (user: string) =>
      http.post('/v1/check', 'bot', { answer: 'a' }, { 'Ragwall-Principal': user })
    for (let i = 0; i < 3; i++) expect((await ask('user:ann')).status).toBe(200)
    expect((await ask('user:ann')).status).toBe(429)
    expect((await ask('user:ben')).status).toBe(200)
  })

  test('over any history nobody gets more than the bucket and what flowed into it', () => {
    const asks = fc.array(fc.record({ wait: fc.nat(30_000), who: fc.constantFrom('user:a', 'user:b') }), {
      maxLength: 60,
    })
    fc.assert(
      fc.property(asks, (history) => {
        let time = 0
        const quota = createQuota(limits, () => time)
        const let_in = new Map<string, number>()
        for (const { wait, who } of history) {
          time += wait
          try {
            ;(quota.request({ id: who, application: false }) as Release)()
            let_in.set(who, (let_in.get(who) ?? 0) + 1)
          } catch (error) {
            expect((error as FirewallError).code).toBe('rate-limited')
          }
        }
        for (const count of let_in.values()) expect(count).toBeLessThanOrEqual(3 + (time * 3) / 60_000)
      }),
    )
  })
})

describe('how much at once', () => {
  test('a request counts until its work has ended, also when the client has gone', async () => {
    const { firewall, ends, nextBegins } = holding()
    const http = await serve(firewall, {
      limits: { ...limits, perUser: { perMinute: 99, concurrent: 1 } },
    } as never)
    const begins = nextBegins()
    const leaving = new AbortController()
    const left = fetch(`${http.url}/v1/check`, {
      method: 'POST',
      headers: { authorization: 'Bearer alice', 'content-type': 'application/json' },
      body: '{"answer":"a"}',
      signal: leaving.signal,
    }).catch(() => undefined)
    await begins
    leaving.abort()
    await left
    expect((await http.post('/v1/check', 'alice', { answer: 'a' })).status).toBe(429)
    for (const end of ends.splice(0)) end()
    const again = nextBegins()
    const after = http.post('/v1/check', 'alice', { answer: 'a' })
    await again
    for (const end of ends.splice(0)) end()
    expect((await after).status).toBe(200)
  })

  test('bodies that together would be too large wait outside, and one that is alone too large is refused', async () => {
    const admission = createAdmission(limits)
    const who = { id: 'service:a', application: true }
    const first = await admission.enter(who, 4_096)
    const second = await admission.enter(who, 4_096)
    await expect(admission.enter(who, 1)).rejects.toMatchObject({ code: 'rate-limited' })
    first.leave()
    first.leave()
    ;(await admission.enter(who, 4_096)).leave()
    second.leave()
    await admission.idle()
    const http = await serve(recordingFirewall().firewall, { limits } as never)
    expect((await http.post('/v1/check', 'bot', { answer: 'a'.repeat(5_000) })).status).toBe(413)
  })
})

describe('a service that is told to stop', () => {
  test('lets what runs end, says that it is not ready, and takes nothing new', async () => {
    const { firewall, ends, nextBegins } = holding()
    const server = await startServer(firewall, { host: '127.0.0.1', port: 0, authenticate: everyone })
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const begins = nextBegins()
    const running = client(server.url).post('/v1/check', 'bot', { answer: 'a' })
    await begins
    // A connection that is kept, and asks again while the service is stopping.
    const kept = new Agent({ keepAlive: true, maxSockets: 1 })
    await ask(server.url, '/healthz', kept)
    const closing = server.close()
    for (const end of ends.splice(0)) end()
    expect((await running).status).toBe(200)
    await closing
    await expect(ask(server.url, '/healthz', agent)).rejects.toBeDefined()
    agent.destroy()
    kept.destroy()
  })

  test('cuts off what does not end in time, and waits for its record', async () => {
    let recorded = false
    const { firewall } = recordingFirewall({
      check: (async (_: string, { signal }: { signal: AbortSignal }) => {
        begun()
        await once(signal, 'abort')
        await new Promise((resolve) => setImmediate(resolve))
        recorded = true
        throw new FirewallError('aborted', 'the caller cancelled the check')
      }) as never,
    })
    let begun: () => void = () => undefined
    const begins = new Promise<void>((resolve) => (begun = resolve))
    const server = await startServer(firewall, {
      host: '127.0.0.1',
      port: 0,
      authenticate: everyone,
      limits: { drainTime: 20 },
    })
    const running = client(server.url).post('/v1/check', 'bot', { answer: 'a' })
    running.catch(() => undefined)
    await begins
    await server.close()
    expect(recorded).toBe(true)
    await expect(running).rejects.toBeDefined()
  })
})

describe('readiness', () => {
  const status =
    (usable: boolean, trouble: object[] = []) =>
    async () => ({ usable, mode: 'normal', outputs: [], trouble })

  test.each([
    ['all is well', status(true), 200, { status: 'ready', trouble: [] }],
    [
      'bad rules',
      status(true, [{ what: 'rules', message: '/etc/ragwall/services/desk.yaml is bad' }]),
      200,
      { status: 'degraded', trouble: ['identity-provider', 'rules'] },
    ],
    [
      'no journal',
      status(false, [{ what: 'journal', message: 'x' }]),
      503,
      { status: 'unavailable', trouble: ['journal'] },
    ],
  ])('%s', async (name, said, code, body) => {
    const { firewall } = recordingFirewall({ status: said as never })
    const trouble = () =>
      name === 'bad rules'
        ? [{ what: 'identity-provider', message: 'https://idp.example is gone' } as const]
        : []
    const http = await serve(firewall, { trouble })
    const answer = await http.get('/readyz')
    expect({ code: answer.status, body: answer.body }).toEqual({ code, body })
    expect((await http.get('/healthz')).status).toBe(200)
  })

  test('strangers learn no names; an operator does', async () => {
    const { firewall } = recordingFirewall({
      status: status(true, [{ what: 'rules', message: '/etc/ragwall/services/desk.yaml is bad' }]) as never,
    })
    const http = await serve(firewall, { authenticate: operators })
    expect((await http.get('/readyz')).text).not.toContain('/etc')
    expect((await http.get('/v1/admin/status', 'op')).text).toContain('/etc/ragwall/services/desk.yaml')
    expect((await http.get('/v1/admin/status', 'alice')).status).toBe(403)
  })
})

test('how far behind outputs are: in numbers for strangers, by name for operators and for whoever measures', async () => {
  const { firewall } = recordingFirewall({
    status: (async () => ({
      usable: true,
      mode: 'normal',
      outputs: [{ name: 'siem', to: 'webhook', records: 7, seconds: 61, failingSince: new Date(0) }],
      trouble: [{ what: 'output', message: 'the output siem takes nothing' }],
    })) as never,
  })
  const measured = tokens({ op: { principal: { ...alice, id: 'user:op' }, scopes: ['admin', 'metrics'] } })
  const http = await serve(firewall, { authenticate: measured })
  expect((await http.get('/readyz')).body).toEqual({
    status: 'degraded',
    trouble: ['output'],
    outputs: [{ records: 7, seconds: 61 }],
  })
  expect((await http.get('/v1/admin/status', 'op')).body).toMatchObject({
    outputs: [{ name: 'siem', records: 7, failingSince: '1970-01-01T00:00:00.000Z' }],
  })
  const { text } = await http.get('/metrics', 'op')
  expect(text).toContain('ragwall_output_behind_records{output="siem"} 7')
  expect(text).toContain('ragwall_output_behind_seconds{output="siem"} 61')
})

describe('what an operator does', () => {
  test('the switch and the reload are theirs alone, by name', async () => {
    const { firewall, calls } = recordingFirewall()
    const http = await serve(firewall, { authenticate: operators })
    expect((await http.post('/v1/admin/mode', 'op', { mode: 'refuse' })).body).toEqual({ mode: 'refuse' })
    expect((await http.post('/v1/admin/reload', 'op', {})).status).toBe(200)
    expect((await http.post('/v1/admin/mode', 'op', { mode: 'off' })).status).toBe(400)
    expect((await http.post('/v1/admin/mode', 'alice', { mode: 'normal' })).status).toBe(403)
    expect(calls.map(({ method, input, options }) => [method, input, options])).toEqual([
      ['setMode', 'refuse', 'user:op'],
      ['reload', 'user:op', undefined],
      ['status', undefined, undefined],
    ])
  })

  test('a bad file is refused in a sentence', async () => {
    const { firewall } = recordingFirewall({
      reload: async () => {
        throw new FirewallError('policy-invalid', 'expect[0] in desk.yaml does not hold', { help: 'mend it' })
      },
    })
    const http = await serve(firewall, { authenticate: operators })
    const { status, body } = await http.post('/v1/admin/reload', 'op', {})
    expect({ status, detail: body.detail }).toEqual({
      status: 422,
      detail: 'expect[0] in desk.yaml does not hold; what was in force stays in force',
    })
  })
})

describe('slow and foreign callers', () => {
  test('headers that never end are answered with 408 and the connection is closed', async () => {
    const http = await serve(recordingFirewall().firewall, { limits: { headerTime: 200 } } as never)
    const socket = connect(Number(new URL(http.url).port), '127.0.0.1')
    socket.write('GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ')
    let said = ''
    socket.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
    await once(socket, 'close')
    expect(said).toMatch(/^HTTP\/1\.1 408/)
    expect((await http.get('/healthz')).status).toBe(200)
  })

  test('pages of listed origins may call, others are told nothing', async () => {
    const http = await serve(recordingFirewall().firewall, { cors: ['https://chat.example'] } as never)
    const preflight = (origin: string) =>
      fetch(`${http.url}/v1/check`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      })
    const allowed = await preflight('https://chat.example')
    expect(allowed.status).toBe(204)
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://chat.example')
    expect(allowed.headers.get('access-control-allow-credentials')).toBeNull()
    for (const origin of [
      'https://chat.example.evil',
      'http://chat.example',
      'null',
      'https://chat.example:444',
    ]) {
      const refused = await preflight(origin)
      expect(refused.headers.get('access-control-allow-origin'), origin).toBeNull()
    }
  })
})

function ask(url: string, path: string, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    httpRequest(url + path, { agent }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode ?? 0))
    })
      .once('error', reject)
      .end()
  })
}
