import { afterEach, describe, expect, test } from 'vitest'
import { demoTokens, startServer } from '../../../../src/adapters/http/index.js'
import { problemOf } from '../../../../src/adapters/http/problem.js'
import { ERROR_CODES, type ErrorCode, FirewallError } from '../../../../src/core/errors.js'
import { alice, bot, client, closeServers, recordingFirewall, serve } from './harness.js'

afterEach(closeServers)

const grants = [
  { token: 'demo-alice-0000001', subject: 'user:alice', scopes: ['check'] },
  { token: 'demo-bot-000000001', subject: 'service:bot', scopes: ['check', 'act'] },
] as const

const principalOf = async (id: string) => (id === 'service:bot' ? bot : { ...alice, id })

describe('demonstration tokens', () => {
  test.each(['0.0.0.0', '::', '192.168.1.7', '10.0.0.1', 'example.org', '128.0.0.1', '127.evil.example', ''])(
    'are refused when the listener is on %j',
    (host) => {
      expect(() => demoTokens({ tokens: grants, host, principalOf })).toThrow(
        expect.objectContaining({ code: 'config-invalid' }),
      )
    },
  )

  test.each(['127.0.0.1', '127.8.9.10', '::1', 'localhost'])('open a listener on %s', (host) => {
    expect(demoTokens({ tokens: grants, host, principalOf })).toBeTypeOf('function')
  })

  test('name their subject, a service’s as an application’s', async () => {
    const { firewall, calls } = recordingFirewall()
    const { post } = await serve(firewall, {
      authenticate: demoTokens({ tokens: grants, host: '127.0.0.1', principalOf }),
    })
    const user = await post('/v1/check', 'demo-alice-0000001', { answer: 'a' })
    const application = await post('/v1/check', 'demo-bot-000000001', { answer: 'a' })
    expect(user.body).not.toHaveProperty('findings')
    expect(application.body).toHaveProperty('findings')
    expect(calls.map(({ options }) => options['principal'])).toEqual([alice, bot])
    for (const wrong of [
      'demo-alice-0000002',
      'demo-alice-000000',
      'demo-alice-00000011',
      'DEMO-ALICE-0000001',
    ]) {
      expect((await post('/v1/check', wrong, { answer: 'a' })).status, wrong).toBe(401)
    }
  })

  test('a page whose name points at this machine is refused', async () => {
    const { request } = await import('node:http')
    const { firewall } = recordingFirewall()
    const { url } = await serve(firewall, {
      authenticate: demoTokens({ tokens: grants, host: '127.0.0.1', principalOf }),
    })
    const statusFor = (host: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const headers = {
          host,
          authorization: 'Bearer demo-alice-0000001',
          'content-type': 'application/json',
        }
        request(`${url}/v1/check`, { method: 'POST', headers }, (response) => {
          response.resume()
          resolve(response.statusCode)
        })
          .on('error', reject)
          .end('{"answer":"a"}')
      })
    expect(await statusFor('rebound.example:8787')).toBe(401)
    expect(await statusFor('127.0.0.1.rebound.example')).toBe(401)
    expect(await statusFor('localhost:8787')).toBe(200)
    expect(await statusFor('[::1]:8787')).toBe(200)
  })

  test('one token cannot name two subjects', () => {
    const tokens = [...grants, { ...grants[0], subject: 'user:carol' }]
    expect(() => demoTokens({ tokens, host: '127.0.0.1', principalOf })).toThrow(
      expect.objectContaining({ code: 'config-invalid' }),
    )
  })
})

describe('the server', () => {
  test('says when the port is taken, or takes a free one if it may', async () => {
    const { firewall } = recordingFirewall()
    const authenticate = demoTokens({ tokens: grants, host: '127.0.0.1', principalOf })
    const first = await startServer(firewall, { host: '127.0.0.1', port: 0, authenticate })
    try {
      const port = Number(new URL(first.url).port)
      const options = { host: '127.0.0.1', port, authenticate }
      await expect(startServer(firewall, options)).rejects.toMatchObject({ code: 'config-invalid' })
      const second = await startServer(firewall, { ...options, anyPort: true })
      expect(second.url).not.toBe(first.url)
      expect((await client(second.url).get('/healthz')).status).toBe(200)
      await second.close()
    } finally {
      await first.close()
    }
    await expect(client(first.url).get('/healthz')).rejects.toThrow()
  })
})

describe('problems', () => {
  test.each(Object.keys(ERROR_CODES) as ErrorCode[])(
    '`%s` has a status, and details only below 500',
    (code) => {
      const problem = problemOf(new FirewallError(code, 'a sentence', { help: 'a fix' }))
      expect(problem.code).toBe(code)
      expect(problem.title).toBe(ERROR_CODES[code])
      expect(problem.status).toBeGreaterThanOrEqual(400)
      expect(problem.status).toBeLessThanOrEqual(503)
      expect(problem.detail).toBe(problem.status < 500 ? 'a sentence' : undefined)
    },
  )

  test.each([
    new Error('the secret'),
    'the secret',
    { type: 'the secret', body: 'the secret' },
    undefined,
    null,
  ])('nothing of a foreign error remains (%#)', (error) => {
    const problem = problemOf(error)
    expect(problem).toMatchObject({ status: 500, code: 'internal' })
    expect(JSON.stringify(problem)).not.toContain('secret')
  })

  test('of a parser’s error only its type is looked at', () => {
    const error = Object.assign(new SyntaxError('Unexpected token, "the secret"'), {
      type: 'entity.parse.failed',
      body: 'the secret',
    })
    expect(problemOf(error)).toMatchObject({ status: 400, code: 'request-invalid' })
    expect(JSON.stringify(problemOf(error))).not.toContain('secret')
  })
})
