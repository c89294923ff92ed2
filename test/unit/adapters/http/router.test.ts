import { afterEach, describe, expect, test } from 'vitest'
import { router } from '../../../../src/adapters/http/index.js'
import { FirewallError } from '../../../../src/core/errors.js'
import { LIMITS } from '../../../../src/core/limits.js'
import type { Principal } from '../../../../src/core/types.js'
import { alice, bot, closeServers, recordingFirewall, serve, tokens, verdict } from './harness.js'

afterEach(closeServers)

const SENTENCE = 'The merger with Hollow Oak closes on Friday'

async function principalOf(id: string): Promise<Principal> {
  if (id === 'user:carol' || id === 'user:花子') {
    return { id, groups: ['group:board'], clearance: { level: 'secret', compartments: [] } }
  }
  throw new FirewallError('principal-invalid', 'the directory knows no such principal')
}

describe('who is asking', () => {
  test('without `authenticate` there is no router', () => {
    const { firewall } = recordingFirewall()
    // @ts-expect-error: it does not type-check either
    expect(() => router(firewall, {})).toThrow(expect.objectContaining({ code: 'option-invalid' }))
    // @ts-expect-error: nor with nothing at all
    expect(() => router(firewall)).toThrow(expect.objectContaining({ code: 'option-invalid' }))
  })

  test('the principal is the one of the token', async () => {
    const { firewall, calls } = recordingFirewall()
    const { post } = await serve(firewall)
    await post('/v1/check', 'alice', { answer: 'hello', session: 's1' })
    expect(calls[0]?.options).toMatchObject({ principal: alice, session: 's1' })
    expect(calls[0]?.options).not.toHaveProperty('actor')
  })

  test.each(['principal', 'subject', 'groups', 'clearance', 'actor', 'user'])(
    'a body with `%s` is refused with the way to do it',
    async (member) => {
      const { firewall, calls } = recordingFirewall()
      const { post } = await serve(firewall)
      for (const path of ['/v1/retrieve', '/v1/inspect', '/v1/check']) {
        const answer = await post(path, 'bot', {
          query: 'q',
          prompt: 'p',
          answer: 'a',
          [member]: 'user:carol',
        })
        expect(answer.status, path).toBe(400)
      }
      const answer = await post('/v1/check', 'bot', { answer: 'a', [member]: 'user:carol' })
      expect(answer.body).toMatchObject({ code: 'request-invalid', detail: 'the body says who is asking' })
      expect(answer.body.help).toContain('Ragwall-Principal')
      expect(calls).toEqual([])
    },
  )

  test.each([
    ['nothing', {}],
    ['another scheme', { authorization: 'Basic YWxpY2U6eA==' }],
    ['an unknown token', { authorization: 'Bearer nobody' }],
    ['an empty token', { authorization: 'Bearer ' }],
  ])('%s is 401 with a challenge', async (_, headers) => {
    const { firewall, calls } = recordingFirewall()
    const { post } = await serve(firewall)
    const answer = await post('/v1/check', undefined, { answer: 'a' }, headers as Record<string, string>)
    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer\b/)
    expect(answer.body.code).toBe('unauthenticated')
    expect(calls).toEqual([])
  })

  test('a verifier that throws something of its own is a 401 without its words', async () => {
    const { firewall } = recordingFirewall()
    const { post } = await serve(firewall, {
      authenticate: async () => {
        throw new Error(`bad token ${SENTENCE}`)
      },
    })
    const answer = await post('/v1/check', 'x', { answer: 'a' })
    expect(answer.status).toBe(401)
    expect(answer.text).not.toContain('Hollow')
  })

  test.each([
    ['no caller', undefined],
    ['no scopes', { subject: 'user:alice', principal: alice, application: true }],
    ['scopes in a list', { subject: 'user:alice', principal: alice, application: true, scopes: ['check'] }],
    ['no principal', { subject: 'user:alice', application: true, scopes: new Set(['check']) }],
    [
      'groups that are not ids',
      {
        subject: 'u',
        application: true,
        scopes: new Set(['check']),
        principal: { ...alice, groups: 'staff' },
      },
    ],
  ])('an `authenticate` that returns %s opens nothing', async (_, caller) => {
    const { firewall, calls } = recordingFirewall()
    const { post } = await serve(firewall, { authenticate: async () => caller as never })
    expect((await post('/v1/check', 'x', { answer: 'a' })).status).toBeGreaterThanOrEqual(400)
    expect(calls).toEqual([])
  })

  test('each route asks for its scope', async () => {
    const { firewall, calls } = recordingFirewall()
    const { post, get } = await serve(firewall)
    const refused = [
      await post('/v1/check', 'reader', { answer: 'a' }),
      await post('/v1/inspect', 'reader', { prompt: 'a' }),
      await post('/v1/retrieve', 'batch', { query: 'a' }),
      await get('/v1/reports/leaks', 'alice'),
      await get('/v1/audit/verify', 'alice'),
    ]
    for (const answer of refused) expect(answer.body).toMatchObject({ status: 403, code: 'scope-missing' })
    expect(calls).toEqual([])
    expect((await get('/v1/audit/verify', 'auditor')).body).toMatchObject({ intact: true })
    expect((await get('/healthz')).body).toEqual({ status: 'ok' })
  })
})

describe('acting for a user', () => {
  test('a backend with `act` names the user; groups and clearance are the directory’s; both are on record', async () => {
    const { firewall, calls } = recordingFirewall()
    const { post } = await serve(firewall, { principalOf })
    for (const [path, body] of [
      ['/v1/check', { answer: 'a' }],
      ['/v1/inspect', { prompt: 'a' }],
      ['/v1/retrieve', { query: 'a' }],
    ] as const) {
      expect((await post(path, 'bot', body, { 'Ragwall-Principal': 'user:carol' })).status).toBe(200)
    }
    expect(calls).toHaveLength(3)
    for (const { options } of calls) {
      expect(options).toMatchObject({ actor: 'service:bot', principal: await principalOf('user:carol') })
    }
  })

  test('the header is UTF-8', async () => {
    const { firewall, calls } = recordingFirewall()
    const { post } = await serve(firewall, { principalOf })
    const header = Buffer.from('user:花子', 'utf8').toString('latin1')
    expect((await post('/v1/check', 'bot', { answer: 'a' }, { 'Ragwall-Principal': header })).status).toBe(
      200,
    )
    expect(calls[0]?.options).toMatchObject({ principal: { id: 'user:花子' } })
  })

  test('without the header a backend asks as itself', async () => {
    const { firewall, calls } = recordingFirewall()
    const { post } = await serve(firewall, { principalOf })
    await post('/v1/check', 'bot', { answer: 'a' })
    expect(calls[0]?.options).toMatchObject({ principal: bot })
    expect(calls[0]?.options).not.toHaveProperty('actor')
  })

  test.each([
    ['a user’s token', 'alice', 'user:carol', 403, 'scope-missing'],
    ['a user’s token even with `act`', 'impostor', 'user:carol', 403, 'scope-missing'],
    ['a backend without `act`', 'batch', 'user:carol', 403, 'scope-missing'],
    ['an unknown user', 'bot', 'user:nobody', 403, 'principal-invalid'],
    ['a group', 'bot', 'group:board', 403, 'principal-invalid'],
    ['another service', 'bot', 'service:root', 403, 'principal-invalid'],
    ['two users', 'bot', 'user:carol, user:alice', 403, 'principal-invalid'],
    ['nobody', 'bot', '', 403, 'principal-invalid'],
    ['bytes that are not UTF-8', 'bot', 'user:\xff', 403, 'principal-invalid'],
    ['a whole principal', 'bot', '{"id":"user:carol","groups":["group:board"]}', 403, 'principal-invalid'],
  ])('the header from or for %s is refused, never ignored', async (_, token, header, status, code) => {
    const { firewall, calls } = recordingFirewall()
    const { post } = await serve(firewall, { principalOf })
    const answer = await post('/v1/check', token, { answer: 'a' }, { 'Ragwall-Principal': header })
    expect(answer.body).toMatchObject({ status, code })
    expect(calls).toEqual([])
  })

  test('without `principalOf` nobody acts for anybody', async () => {
    const { firewall, calls } = recordingFirewall()
    const { post } = await serve(firewall)
    expect(
      (await post('/v1/check', 'bot', { answer: 'a' }, { 'Ragwall-Principal': 'user:carol' })).status,
    ).toBe(500)
    expect(calls).toEqual([])
  })
})

describe('what each kind of caller may say and see', () => {
  const context = {
    conversation: [{ role: 'user', content: SENTENCE }],
    retrieved: ['handbook#0', { text: 'x', label: verdict.label }],
  }

  test('a backend’s conversation, chunks and audience count, and it gets the whole verdict', async () => {
    const { firewall, calls } = recordingFirewall()
    const { post } = await serve(firewall)
    const audience = [alice, { level: 'public', compartments: [] }]
    const answer = await post('/v1/check', 'bot', { answer: 'a', ...context, audience, task: 'booking' })
    expect(calls[0]?.options).toMatchObject({ ...context, audience, task: 'booking' })
    expect(answer.body).toEqual(verdict)
  })

  test('an end user’s conversation and chunks are ignored, and the answer says action, text and an opaque receipt', async () => {
    const { firewall, calls } = recordingFirewall()
    const { post } = await serve(firewall)
    const checked = await post('/v1/check', 'alice', { answer: 'a', ...context })
    const inspected = await post('/v1/inspect', 'alice', { prompt: 'a', conversation: context.conversation })
    for (const { options } of calls) {
      expect(options).not.toHaveProperty('conversation')
      expect(options).not.toHaveProperty('retrieved')
    }
    const seen = { action: 'redact', text: 'a [redacted] text', receipt: { id: 'r'.repeat(32) } }
    expect(checked.body).toEqual(seen)
    expect(inspected.body).toEqual(seen)
  })

  test.each([
    ['audience', [{ level: 'public', compartments: [] }]],
    ['task', 'booking'],
  ])('an end user’s `%s` is refused: to ignore it would be looser than asked', async (member, value) => {
    const { firewall, calls } = recordingFirewall()
    const { post } = await serve(firewall)
    const answer = await post('/v1/check', 'alice', { answer: 'a', [member]: value })
    expect(answer.body).toMatchObject({ status: 403, code: 'scope-missing' })
    expect(calls).toEqual([])
  })

  test('chunks carry no label, and the receipt of a retrieval is opaque for end users', async () => {
    const receipt = { id: 'f'.repeat(32), chain: 'c', sequence: 1, hash: 'h' }
    const { firewall } = recordingFirewall({
      async retrieve(_query, { onReceipt }) {
        onReceipt?.(receipt)
        return [
          {
            id: 'a#0',
            documentId: 'a',
            uri: 'file:a',
            title: 'A',
            text: 't',
            score: 1,
            label: verdict.label,
          },
        ]
      },
    })
    const { post } = await serve(firewall)
    const chunk = { id: 'a#0', documentId: 'a', title: 'A', uri: 'file:a', text: 't', score: 1 }
    expect((await post('/v1/retrieve', 'alice', { query: 'q' })).body).toEqual({
      chunks: [chunk],
      receipt: { id: receipt.id },
    })
    expect((await post('/v1/retrieve', 'bot', { query: 'q' })).body).toEqual({ chunks: [chunk], receipt })
  })

  test('a service the caller may not name and one that does not exist are the same answer', async () => {
    const { firewall } = recordingFirewall({
      check: (async () => {
        throw new FirewallError('service-unknown', 'no service of this name is configured')
      }) as never,
    })
    const authenticate = tokens({ alice: { principal: alice, scopes: ['check'], services: ['portal'] } })
    const { post } = await serve(firewall, { authenticate })
    const forbidden = await post('/v1/check', 'alice', { answer: 'a', service: 'board' })
    const absent = await post('/v1/check', 'alice', { answer: 'a', service: 'portal' })
    expect(forbidden.text).toBe(absent.text)
    expect(forbidden.status).toBe(absent.status)
  })
})

describe('answers', () => {
  test('are never cached and carry no entity tag', async () => {
    const { firewall } = recordingFirewall()
    const { get, post } = await serve(firewall)
    const answers = [
      await post('/v1/check', 'alice', { answer: 'a' }),
      await post('/v1/check', undefined, { answer: 'a' }),
      await get('/healthz'),
      await get('/nothing'),
      await get('/v1/nothing', 'alice'),
    ]
    for (const { headers } of answers) {
      expect(headers.get('cache-control')).toBe('no-store')
      expect(headers.get('etag')).toBeNull()
      expect(headers.get('x-powered-by')).toBeNull()
    }
  })

  test('an unknown path is the same problem whoever asks', async () => {
    const { firewall } = recordingFirewall()
    const { get } = await serve(firewall)
    const answers = [
      await get('/v1/nothing'),
      await get('/v1/nothing', 'alice'),
      await get('/nothing', 'bot'),
    ]
    for (const answer of answers) {
      expect(answer.status).toBe(404)
      expect(answer.headers.get('content-type')).toMatch('application/problem+json')
      expect(answer.text).toBe(answers[0]?.text)
    }
  })

  test('an unexpected error is a 500 without details, and the operator hears of it', async () => {
    const heard: FirewallError[] = []
    const { firewall } = recordingFirewall({
      check: (async () => {
        throw new TypeError(SENTENCE)
      }) as never,
    })
    const { post } = await serve(firewall, { onError: (error) => void heard.push(error) })
    const answer = await post('/v1/check', 'bot', { answer: SENTENCE })
    expect(answer.status).toBe(500)
    expect(Object.keys(answer.body).sort()).toEqual(['code', 'help', 'status', 'title', 'type'])
    expect(answer.text).not.toMatch(/Hollow|TypeError|at /)
    expect(heard).toHaveLength(1)
    expect(JSON.stringify(heard[0]) + String(heard[0]?.stack)).not.toContain('Hollow')
  })

  test('what is wrong inside stays inside, with its code', async () => {
    const { firewall } = recordingFirewall({
      check: (async () => {
        throw new FirewallError('store-corrupt', '/srv/data/segment-7 is damaged', { help: 'restore it' })
      }) as never,
    })
    const { post } = await serve(firewall)
    const answer = await post('/v1/check', 'bot', { answer: 'a' })
    expect(answer.body).toMatchObject({ status: 500, code: 'store-corrupt' })
    expect(answer.text).not.toContain('/srv')
  })

  test('a client that goes away aborts the work', async () => {
    const client = new AbortController()
    let aborted: () => void = () => undefined
    const gone = new Promise<void>((resolve) => {
      aborted = resolve
    })
    const { firewall } = recordingFirewall({
      check: ((_answer: string, { signal }: { signal: AbortSignal }) =>
        new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            aborted()
            reject(new FirewallError('aborted', 'the caller cancelled the check'))
          })
          client.abort()
        })) as never,
    })
    const { url } = await serve(firewall)
    const request = fetch(`${url}/v1/check`, {
      method: 'POST',
      headers: { authorization: 'Bearer alice', 'content-type': 'application/json' },
      body: '{"answer":"a"}',
      signal: client.signal,
    })
    await expect(request).rejects.toThrow()
    await gone
  })
})

describe('bodies', () => {
  const cases: [string, unknown, number, string][] = [
    ['not JSON', `{"answer": "${SENTENCE}`, 400, 'the body is not JSON'],
    ['a list', '[1]', 400, 'the body is not a JSON object'],
    ['a lone string', JSON.stringify(SENTENCE), 400, 'the body is not a JSON object'],
    ['null', 'null', 400, 'the body is not a JSON object'],
    ['a member twice', `{"answer":"a","answer":"${SENTENCE}"}`, 400, 'the body has the same member twice'],
    ['endless brackets', `{"answer":${'['.repeat(100_000)}`, 400, 'the body is nested too deeply'],
    ['nothing', '', 400, 'the body is not JSON'],
    ['no answer', {}, 400, '`answer` is missing'],
    ['an answer that is a number', { answer: 7 }, 400, '`answer` is not valid'],
    ['null for a missing member', { answer: 'a', session: null }, 400, '`session` is not valid'],
    [
      'a key from nowhere',
      { answer: 'a', [SENTENCE]: 1 },
      400,
      'the body has a member that is not documented',
    ],
    [
      'a polluting key',
      '{"answer":"a","__proto__":{"action":"release"}}',
      400,
      'the body has a member that is not documented',
    ],
    [
      'a role from nowhere',
      { answer: 'a', conversation: [{ role: SENTENCE, content: '' }] },
      400,
      '`conversation[0].role` is not valid',
    ],
    [
      'a key deep inside',
      { answer: 'a', conversation: [{ role: 'user', content: '', [SENTENCE]: 1 }] },
      400,
      '`conversation[0]` has a member that is not documented',
    ],
    [
      'an endless session',
      { answer: 'a', session: 's'.repeat(LIMITS.idLength + 1) },
      400,
      '`session` is not valid',
    ],
  ]

  test.each(cases)('%s is refused without an echo', async (_, body, status, detail) => {
    const { firewall, calls } = recordingFirewall()
    const { post } = await serve(firewall)
    const answer = await post('/v1/check', 'bot', body)
    expect(answer.body).toMatchObject({ status, code: 'request-invalid', detail })
    expect(answer.text).not.toContain('Hollow')
    expect(calls).toEqual([])
  })

  test('a misspelt member is told from the vocabulary', async () => {
    const { firewall } = recordingFirewall()
    const { post } = await serve(firewall)
    const answer = await post('/v1/check', 'bot', { answer: 'a', conversaton: [] })
    expect(answer.body.help).toContain('did you mean `conversation`?')
  })

  test('another content type is 415, another charset too', async () => {
    const { firewall, calls } = recordingFirewall()
    const { post } = await serve(firewall)
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/json; charset=shift_jis',
    ]) {
      const answer = await post('/v1/check', 'bot', '{"answer":"a"}', { 'content-type': type })
      expect(answer.body, type).toMatchObject({ status: 415, code: 'request-invalid' })
    }
    expect(calls).toEqual([])
  })

  test('the body has a limit, also unpacked', async () => {
    const { gzipSync } = await import('node:zlib')
    const { firewall, calls } = recordingFirewall()
    const { post } = await serve(firewall)
    const long = JSON.stringify({ answer: 'x'.repeat(LIMITS.bodyBytes) })
    expect((await post('/v1/check', 'bot', long)).status).toBe(413)
    const packed = await post('/v1/check', 'bot', gzipSync(long), { 'content-encoding': 'gzip' })
    expect(packed.body).toMatchObject({ status: 413, code: 'request-invalid' })
    expect(calls).toEqual([])
  })

  test('a stranger’s body is not read at all', async () => {
    const { firewall } = recordingFirewall()
    const { post } = await serve(firewall)
    expect((await post('/v1/check', 'nobody', '{"broken')).status).toBe(401)
    expect((await post('/v1/check', 'reader', '{"broken')).status).toBe(403)
  })

  test.each([0, 1.5, -1, '3', LIMITS.retrievedChunks + 1])('k = %s is refused', async (k) => {
    const { firewall, calls } = recordingFirewall()
    const { post } = await serve(firewall)
    expect((await post('/v1/retrieve', 'bot', { query: 'q', k })).body).toMatchObject({
      status: 400,
      detail: '`k` is not valid',
    })
    expect(calls).toEqual([])
  })
})

describe('reports', () => {
  test('take a range of times and a service, and nothing else', async () => {
    const { firewall, calls } = recordingFirewall()
    const { get } = await serve(firewall)
    expect(
      (await get('/v1/reports/leaks?from=2026-01-01&to=2026-02-01T00:00:00Z&service=portal', 'auditor'))
        .status,
    ).toBe(200)
    expect(calls[0]?.input).toEqual({
      from: new Date('2026-01-01'),
      to: new Date('2026-02-01T00:00:00Z'),
      service: 'portal',
    })
    for (const query of [
      'from=yesterday',
      'from=2026',
      'from=2026-01-01&from=2026-01-02',
      'until=2026-01-01',
      'format=exe',
      'from=2026-13-01',
    ]) {
      expect((await get(`/v1/reports/leaks?${query}`, 'auditor')).status, query).toBe(400)
    }
  })
})
