import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { traceContextOf } from '../../../../src/adapters/http/observe.js'
import { createFirewall, type Firewall } from '../../../../src/firewall/firewall.js'
import { type RecordedSpan, recordSpans } from '../../../support/span-recorder.js'
import { alice, bot, type Client, closeServers, serve, tokens } from './harness.js'

const SECRET =
  'The merger with Hollow Oak closes on the third Friday of May for ninety million crowns in cash.'
const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736'
const PARENT = `00-${TRACE}-00f067aa0ba902b7-01`

const authenticate = tokens({
  alice: { principal: alice, scopes: ['retrieve', 'check'] },
  bot: { principal: bot, scopes: ['retrieve', 'check', 'metrics'], application: true },
})

let recorder: { spans: RecordedSpan[]; stop(): void }
let firewall: Firewall
let http: Client
let log: { level: string; fields: Record<string, unknown>; message: string }[]
beforeAll(async () => {
  recorder = recordSpans()
  firewall = await createFirewall({ policy: ['public', 'internal', 'secret'], audit: 'memory' })
  const acl = { allow: ['group:board'], deny: [], classification: 'secret' }
  await firewall.apply([
    { kind: 'upsert', document: { id: 'plan', uri: 'plan', text: SECRET, acl }, cursor: '' },
    {
      kind: 'upsert',
      document: {
        id: 'tea',
        uri: 'tea',
        text: 'Tea is at four.',
        acl: { allow: ['*'], deny: [], classification: 'public' },
      },
      cursor: '',
    },
  ])
})
afterEach(closeServers)
afterAll(async () => {
  await firewall.close()
  recorder.stop()
})

async function start(): Promise<Client> {
  log = []
  const logger = {
    info: (fields: object, message: string) =>
      void log.push({ level: 'info', fields: { ...fields }, message }),
    error: (fields: object, message: string) =>
      void log.push({ level: 'error', fields: { ...fields }, message }),
  }
  http = await serve(firewall, { authenticate, logger })
  return http
}

/** The line of a request is written when its connection lets it go. */
async function line(count = 1) {
  const lines = () => log.filter(({ message }) => message === 'request').length
  for (let turns = 0; lines() < count && turns < 10_000; turns++) {
    await new Promise((resolve) => setImmediate(resolve))
  }
  expect(lines()).toBeGreaterThanOrEqual(count)
  return log.filter(({ message }) => message === 'request').at(-1)!.fields
}

describe('logs', () => {
  test('say what became of each request, by row of the table, and nothing of what was sent', async () => {
    const { post } = await start()
    await post('/v1/check', 'alice', { answer: SECRET })
    expect(await line()).toMatchObject({
      method: 'POST',
      route: '/v1/check',
      status: 200,
      subject: 'user:alice',
      complete: true,
      milliseconds: expect.any(Number),
      requestId: expect.stringMatching(/^[0-9a-f]{32}$/),
    })
    await post('/v1/check', 'alice', { answer: SECRET, [SECRET]: 1 })
    expect(await line(2)).toMatchObject({ route: '/v1/check', status: 400, code: 'request-invalid' })
    await post(`/v1/${encodeURIComponent(SECRET)}`, 'alice', {})
    expect(await line(3)).toMatchObject({ route: 'none', status: 404 })
    await fetch(`${http.url}/v1/documents/${encodeURIComponent(SECRET)}`, { method: 'DELETE' })
    expect(await line(4)).toMatchObject({ route: '/v1/documents/{id}', status: 401, code: 'unauthenticated' })
    expect(JSON.stringify(log)).not.toMatch(/Hollow|merger/)
  })

  test('a request keeps its id if it has the form of one, and its trace', async () => {
    const { post } = await start()
    let count = 0
    for (const [given, kept] of [
      ['0190c0de-7e57-7e57-8e57-5eed5eed5eed', true],
      ['01ARZ3NDEKTSV4RRFFQ69G5FAV', true],
      ['Hollow-Oak', false],
      ['x'.repeat(200), false],
    ] as const) {
      const headers = { 'x-request-id': given, traceparent: PARENT }
      const answer = await post('/v1/check', 'alice', { answer: 'a' }, headers)
      const { requestId, traceId } = await line(++count)
      expect(answer.headers.get('x-request-id')).toBe(requestId)
      expect(requestId === given).toBe(kept)
      expect(traceId).toBe(TRACE)
    }
  })

  test.each([
    '',
    'x',
    `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
    `00-${TRACE}-${'0'.repeat(16)}-01`,
    `ff-${TRACE}-00f067aa0ba902b7-01`,
    `00-${TRACE}-00f067aa0ba902b7-01-more`,
    `00-${TRACE.toUpperCase()}-00f067aa0ba902b7-01`,
  ])('%j is no trace context', (header) => {
    expect(traceContextOf(header)).toBeUndefined()
  })
})

describe('metrics', () => {
  test('count requests, verdicts and findings by names of ours, for tokens with the scope', async () => {
    const { get, post } = await start()
    await post('/v1/check', 'alice', { answer: SECRET })
    await post('/v1/check', 'alice', { answer: 'All is well.' })
    await post('/v1/check', 'alice', { answer: SECRET, [SECRET]: 1 })
    await line(3)
    expect((await get('/metrics', 'alice')).status).toBe(403)
    const { status, text, headers } = await get('/metrics', 'bot')
    expect(status).toBe(200)
    expect(headers.get('content-type')).toContain('text/plain')
    expect(text).toMatch(
      /ragwall_http_requests_total\{method="POST",route="\/v1\/check",status="400",code="request-invalid"\} 1/,
    )
    expect(text).toMatch(/ragwall_verdicts_total\{door="check",action="release"\} 1/)
    expect(text).toMatch(/ragwall_findings_total\{kind="verbatim",provenance="forbidden"\} [1-9]/)
    expect(text).toMatch(/ragwall_http_request_duration_seconds_count\{route="\/v1\/check"\} 3/)
    expect(text).toMatch(/process_resident_memory_bytes \d/)
    expect(text).not.toMatch(/Hollow|merger|alice/)
    expect(text).not.toMatch(/ragwall_trouble\{/)
  })

  test('say what works worse than it should, until it does not', async () => {
    const { get } = await start()
    await firewall.setMode('refuse', 'user:olga')
    expect((await get('/metrics', 'bot')).text).toContain('ragwall_trouble{what="switched-off"} 1')
    await firewall.setMode('normal', 'user:olga')
    expect((await get('/metrics', 'bot')).text).not.toMatch(/ragwall_trouble\{/)
  })
})

describe('spans', () => {
  const since = (count: number) => recorder.spans.slice(count)

  test('show entitling, searching, each detector and the record of a call, below whoever called', async () => {
    const { post } = await start()
    const before = recorder.spans.length
    await post('/v1/retrieve', 'alice', { query: SECRET }, { traceparent: PARENT })
    await post('/v1/check', 'alice', { answer: SECRET }, { traceparent: PARENT })
    const lines = SECRET.split(' ').map((word) => `${JSON.stringify({ text: `${word} ` })}\n`)
    const headers = { 'content-type': 'application/x-ndjson', traceparent: PARENT }
    await post('/v1/check/stream', 'alice', lines.join(''), headers)
    const spans = since(before)
    const names = spans.map(({ name }) => name)
    for (const name of [
      'ragwall.retrieve',
      'ragwall.entitle',
      'ragwall.search',
      'ragwall.audit',
      'ragwall.check',
    ]) {
      expect(names).toContain(name)
    }
    const detectors = spans
      .filter(({ name }) => name === 'ragwall.detect')
      .map(({ attributes }) => attributes)
    expect(detectors.map((attributes) => attributes['ragwall.detector'])).toEqual(
      expect.arrayContaining(['personal-data', 'verbatim']),
    )
    for (const { traceId, parent, ended } of spans) {
      expect(traceId).toBe(TRACE)
      expect(parent).toBeDefined()
      expect(ended).toBe(true)
    }
    const checks = spans.filter(({ name }) => name === 'ragwall.check')
    expect(checks).toHaveLength(2)
    for (const { attributes } of checks) {
      expect(attributes).toMatchObject({ 'ragwall.seen': expect.any(Number), 'ragwall.unscanned': 0 })
    }
    expect(JSON.stringify(spans)).not.toMatch(/Hollow|merger|alice|plan/)
  })

  test('of an error keep its code', async () => {
    const { post } = await start()
    const before = recorder.spans.length
    await post('/v1/check', 'alice', { answer: `${SECRET} \ud800` })
    await post('/v1/retrieve', 'alice', { query: ' ' })
    const failed = since(before).filter(({ status }) => status !== undefined)
    expect(failed.map(({ status }) => (status as { message?: string }).message)).toContain('query-invalid')
    expect(JSON.stringify(failed)).not.toMatch(/Hollow/)
  })
})
