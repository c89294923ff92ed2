import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createFirewall, type Firewall } from '../../../../src/firewall/firewall.js'
import { alice, bot, type Client, closeServers, serve, tokens } from './harness.js'

const authenticate = tokens({
  pusher: { principal: bot, scopes: ['ingest'], application: true },
  other: { principal: { ...bot, id: 'service:other' }, scopes: ['ingest'], application: true },
  alice: { principal: alice, scopes: ['retrieve', 'check'] },
  judge: { principal: { ...alice, id: 'user:ruth' }, scopes: ['review'] },
})

const open = { allow: ['*'], deny: [], classification: 'public' }
const upsert = (id: string, text: string, acl: object | null = open) => ({
  kind: 'upsert',
  document: { id, uri: `wiki/${id}`, text, ...(acl === null ? {} : { acl }) },
})

let firewall: Firewall
let http: Client
beforeAll(async () => {
  firewall = await createFirewall({
    policy: ['public', 'internal', 'secret'],
    audit: 'memory',
  })
})
afterEach(closeServers)
afterAll(() => firewall.close())

const start = async () => {
  http = await serve(firewall, { authenticate })
  return http
}
const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  fetch(http.url + path, {
    method,
    headers: { authorization: 'Bearer pusher', 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).then(async (response) => ({
    status: response.status,
    // biome-ignore lint/suspicious/noExplicitAny: tests look into any answer
    body: (await response.json()) as any,
  }))
const found = async (query: string) =>
  (await http.post('/v1/retrieve', 'alice', { query, k: 3 })).body.chunks.map(
    ({ documentId }: { documentId: string }) => documentId,
  )

describe('push ingest', () => {
  test('what can be taken is stored, what cannot is refused by name, the stored text under it closed', async () => {
    const { post } = await start()
    const first = await post('/v1/documents', 'pusher', {
      changes: [upsert('closing', 'Tea is at four o’clock.')],
    })
    expect(first.body).toEqual({ upserted: 1, relabelled: 0, deleted: 0, unchanged: 0, refused: [] })
    expect(await found('tea')).toEqual(['closing'])
    const { status, body } = await post('/v1/documents', 'pusher', {
      changes: [
        upsert('a/b c', 'The lighthouse keeper grows tomatoes.'),
        upsert('open', 'No permissions came with this.', null),
        { kind: 'upsert', document: { id: 'empty', uri: 'x', text: ' ', acl: open } },
        upsert('closing', 'Tea is at four o’clock.', { ...open, classification: 'tip-top' }),
        { kind: 'delete', id: 'never-there' },
      ],
    })
    expect(status).toBe(200)
    expect(body).toMatchObject({ upserted: 1, deleted: 0 })
    expect(body.refused.map(({ id, code }: { id: string; code: string }) => [id, code])).toEqual([
      ['open', 'label-missing'],
      ['empty', 'document-invalid'],
      ['closing', 'level-unknown'],
    ])
    expect(await found('tea')).not.toContain('closing')
    expect(await found('lighthouse keeper')).toContain('a/b c')
  })

  test('a document is relabelled and deleted by its id in the path, percent-encoded', async () => {
    const { post } = await start()
    await post('/v1/documents', 'pusher', { changes: [upsert('ä/1 2', 'A walrus plays the accordion.')] })
    const path = `/v1/documents/${encodeURIComponent('ä/1 2')}`
    expect(await found('walrus accordion')).toContain('ä/1 2')
    const closed = await send('PATCH', `${path}/acl`, { allow: ['group:board'], classification: 'public' })
    expect(closed).toMatchObject({ status: 200, body: { relabelled: 1 } })
    expect(await found('walrus accordion')).not.toContain('ä/1 2')
    expect(await send('PATCH', `${path}/acl`, { allow: ['*'], classification: 'none' })).toMatchObject({
      status: 400,
      body: { code: 'level-unknown' },
    })
    expect(await send('DELETE', path)).toMatchObject({ status: 200, body: { deleted: 1 } })
    expect(await send('DELETE', path)).toMatchObject({ status: 200, body: { deleted: 0 } })
    expect(await send('PATCH', `${path}/acl`, open)).toMatchObject({
      status: 404,
      body: { code: 'not-found' },
    })
  })

  test('a shape that is not the documented one stores nothing, and says where without a word of it', async () => {
    const { post } = await start()
    const cases: [object, string][] = [
      [{ ...upsert('s', 'x'), extra: 1 }, '`changes[1]` has a member that is not documented'],
      [
        { kind: 'upsert', document: { id: 's', uri: 's', text: 7, acl: open } },
        '`changes[1].document.text` is not valid',
      ],
      [
        { kind: 'upsert', document: { id: 's', uri: 's', text: 'x', acl: open, metadata: { Hollow: [] } } },
        '`changes[1].document.metadata` is not valid',
      ],
      [{ kind: 'Hollow' }, '`changes[1].kind` is not valid'],
    ]
    for (const [change, detail] of cases) {
      const answer = await post('/v1/documents', 'pusher', { changes: [upsert('kept-out', 'x y z'), change] })
      expect(answer.body).toMatchObject({ status: 400, code: 'request-invalid', detail })
      expect(answer.text).not.toContain('Hollow')
    }
    expect(await send('DELETE', '/v1/documents/kept-out')).toMatchObject({ body: { deleted: 0 } })
    expect(await send('DELETE', '/v1/documents/%ff')).toMatchObject({
      status: 400,
      body: { code: 'request-invalid' },
    })
  })
})

describe('a request that is sent again', () => {
  test('with its key is answered as before and done once; another request under that key is refused', async () => {
    const { post } = await start()
    const key = { 'Idempotency-Key': 'k-1' }
    const body = { changes: [upsert('once', 'The gate is painted green.')] }
    const answers = await Promise.all([1, 2, 3].map(() => post('/v1/documents', 'pusher', body, key)))
    for (const { body } of answers) expect(body).toMatchObject({ upserted: 1, unchanged: 0 })
    // What came between must not be undone by the repeat.
    await post('/v1/documents', 'pusher', { changes: [{ kind: 'delete', id: 'once' }] })
    expect((await post('/v1/documents', 'pusher', body, key)).body).toMatchObject({ upserted: 1 })
    expect(await found('gate painted green')).not.toContain('once')
    const other = await post('/v1/documents', 'pusher', { changes: [upsert('twice', 'x y z')] }, key)
    expect(other.body).toMatchObject({ status: 400, code: 'request-invalid' })
    // Somebody else's key is another key.
    expect((await post('/v1/documents', 'other', body, key)).body).toMatchObject({ upserted: 1 })
    expect(
      (await post('/v1/documents', 'pusher', body, { 'Idempotency-Key': 'two words' })).body,
    ).toMatchObject({ status: 400 })
  })

  test('that failed is tried again', async () => {
    let fails = true
    const failing = {
      ...firewall,
      apply: async (changes: never, options: never) => {
        if (fails) throw new Error('out of order')
        return firewall.apply(changes, options)
      },
    } as Firewall
    const { post } = await serve(failing, { authenticate })
    const body = { changes: [{ kind: 'delete', id: 'none' }] }
    expect((await post('/v1/documents', 'pusher', body, { 'Idempotency-Key': 'f' })).status).toBe(500)
    fails = false
    expect((await post('/v1/documents', 'pusher', body, { 'Idempotency-Key': 'f' })).status).toBe(200)
  })
})

describe('held answers', () => {
  test('wait for a person, who is on record and gets the text only by releasing it', async () => {
    const holding = await createFirewall({
      policy: ['public', 'internal', 'secret'],
      audit: 'memory',
      services: [{ name: 'vetted', actions: { EMAIL_ADDRESS: 'hold' } }],
    })
    try {
      const { get, post } = await serve(holding, { authenticate })
      const answer = 'Write to john.smith@corp-example.com.'
      for (let i = 0; i < 2; i++) {
        const { body } = await post('/v1/check', 'alice', { answer, service: 'vetted' })
        expect(body.action).toBe('hold')
        expect(body.text).not.toContain('john')
      }
      const { held } = (await get('/v1/held', 'judge')).body
      expect(held).toHaveLength(2)
      const decide = (call: string, decision: string) =>
        post(`/v1/held/${encodeURIComponent(call)}/decision`, 'judge', { decision })
      expect((await decide(held[0], 'release')).body).toEqual({
        call: held[0],
        decision: 'release',
        text: expect.stringContaining('Write to '),
      })
      expect((await decide(held[1], 'refuse')).body).toEqual({ call: held[1], decision: 'refuse' })
      expect((await decide(held[0], 'release')).body).toMatchObject({ status: 404, code: 'not-found' })
      expect((await decide(held[1], 'perhaps')).body).toMatchObject({ status: 400, code: 'request-invalid' })
      expect((await get('/v1/held', 'alice')).status).toBe(403)
      const medium = { field: 'output[].result', type: 'image/png', data: new Uint8Array([137, 80, 78, 71]) }
      await holding.hold({ text: 'The pier.', media: [medium] }, { principal: alice, service: 'vetted' })
      const [call] = (await get('/v1/held', 'judge')).body.held
      const shown = { call, text: 'The pier.', media: [{ ...medium, data: 'iVBORw==' }] }
      expect((await get(`/v1/held/${call}`, 'judge')).body).toEqual(shown)
      expect((await decide(call, 'release')).body).toEqual({ ...shown, decision: 'release' })
    } finally {
      await holding.close()
    }
  })
})
