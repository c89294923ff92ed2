import { once } from 'node:events'
import { type ClientRequest, type IncomingMessage, request } from 'node:http'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { AuditEvent } from '../../../../src/core/audit.js'
import { createFirewall, type Firewall } from '../../../../src/firewall/firewall.js'
import { alice, closeServers, recordingFirewall, serve, verdict } from './harness.js'
import { createJournalRecorder } from './journal-recorder.js'

const SECRET =
  'The merger with Hollow Oak closes on the third Friday of May for ninety million crowns in cash.'
const ANSWER = `You asked what is new. ${SECRET} That is all that I know.`
const TYPE = { 'content-type': 'application/x-ndjson' }

let firewall: Firewall
let events: AuditEvent[]
beforeAll(async () => {
  const { sink, recorded } = createJournalRecorder()
  events = recorded
  firewall = await createFirewall({ policy: ['public', 'internal', 'secret'], audit: sink })
  const acl = { allow: ['group:board'], deny: [], classification: 'secret' }
  await firewall.apply([
    {
      kind: 'upsert',
      document: { id: 'plan', uri: 'plan', text: `${SECRET} It is not to be told.`, acl },
      cursor: '',
    },
  ])
})
afterEach(closeServers)
afterAll(() => firewall.close())

const lines = (text: string, size: number, head: object = {}) =>
  [...Array(Math.ceil(text.length / size)).keys()]
    .map(
      (i) => JSON.stringify({ ...(i === 0 ? head : {}), text: text.slice(i * size, (i + 1) * size) }) + '\n',
    )
    .join('')

async function* inOnePiece(text: string): AsyncGenerator<string> {
  yield text
}

interface Line {
  text?: string
  heartbeat?: true
  // biome-ignore lint/suspicious/noExplicitAny: tests look into any answer
  verdict?: any
  // biome-ignore lint/suspicious/noExplicitAny: tests look into any answer
  error?: any
}

function parsed(text: string): Line[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
}

const said = (answer: Line[]) => answer.map(({ text = '' }) => text).join('')

describe('a checked stream', () => {
  test.each([1, 7, 50, 1_000])('says what the firewall says of the whole, cut at %i', async (size) => {
    const { post } = await serve(firewall)
    const stream = firewall.check(inOnePiece(ANSWER), { principal: alice })
    let sent = ''
    for await (const piece of stream) sent += piece
    const whole = await stream.verdict
    expect(whole.text).toBe(sent)
    const { status, headers, text } = await post('/v1/check/stream', 'alice', lines(ANSWER, size), TYPE)
    expect(status).toBe(200)
    expect(headers.get('content-type')).toContain('application/x-ndjson')
    const answer = parsed(text)
    expect(said(answer)).toBe(whole.text)
    expect(whole.text).not.toContain('ninety million')
    expect(answer.at(-1)?.verdict).toEqual({
      action: whole.action,
      text: whole.text,
      receipt: { id: expect.any(String) },
    })
  })

  test('comes as server-sent events to whoever accepts them', async () => {
    const { post } = await serve(firewall)
    const headers = { ...TYPE, accept: 'text/event-stream' }
    const answer = await post('/v1/check/stream', 'bot', lines('All is well.', 4), headers)
    expect(answer.headers.get('content-type')).toContain('text/event-stream')
    const events = answer.text.trim().split('\n\n')
    for (const event of events) expect(event).toMatch(/^event: (text|verdict)\ndata: \{.*\}$/)
    expect(events.at(-1)).toMatch(/^event: verdict\ndata: \{"verdict":\{"action":"release".*"findings":\[\]/)
  })

  test('takes what a check knows of the call in its first line alone', async () => {
    const { post } = await serve(firewall)
    const conversation = [{ role: 'user', content: SECRET }]
    const own = await post('/v1/check/stream', 'bot', lines(ANSWER, 9, { conversation }), TYPE)
    expect(said(parsed(own.text))).toBe(ANSWER)
    const late = '{"text":"a"}\n{"text":"b","service":"default"}\n'
    const { text } = await post('/v1/check/stream', 'bot', late, TYPE)
    expect(parsed(text).at(-1)?.error).toMatchObject({ status: 400, code: 'request-invalid' })
  })

  test.each([
    ['no service of that name', '{"service":"none","text":"a"}', {}, 400, 'service-unknown'],
    ['a line that is no JSON', '{"text":', {}, 400, 'request-invalid'],
    ['a member from nowhere', '{"txt":"a"}', {}, 400, 'request-invalid'],
    ['another content type', '{"text":"a"}', { 'content-type': 'application/json' }, 415, 'request-invalid'],
    ['packed lines', '{"text":"a"}', { 'content-encoding': 'gzip' }, 415, 'request-invalid'],
    ['no media type that there is', '{"text":"a"}', { accept: 'text/html' }, 406, 'request-invalid'],
  ])('%s is a problem document', async (_, body, headers, status, code) => {
    const { post } = await serve(firewall)
    const answer = await post('/v1/check/stream', 'alice', body, { ...TYPE, ...headers })
    expect(answer.body).toMatchObject({ status, code })
    expect(answer.status).toBe(status)
  })

  test('a line that breaks later ends it with the problem, on record, without an echo', async () => {
    const { post } = await serve(firewall)
    const body = `{"text":"All is well. "}\n{"text": ${SECRET}\n`
    const { status, text } = await post('/v1/check/stream', 'alice', body, TYPE)
    expect(status).toBe(200)
    expect(parsed(text).at(-1)?.error).toMatchObject({ status: 400, code: 'request-invalid' })
    expect(text).not.toContain('Hollow')
    expect(events.at(-1)).toMatchObject({ type: 'closed', outcome: 'failed', code: 'request-invalid' })
  })
})

/** A client that reads and writes at the same time. */
async function talk(url: string, token = 'alice') {
  const sent: ClientRequest = request(`${url}/v1/check/stream`, {
    method: 'POST',
    headers: { ...TYPE, authorization: `Bearer ${token}` },
  })
  const response = once(sent, 'response') as Promise<[IncomingMessage]>
  response.catch(() => undefined)
  sent.on('error', () => undefined)
  return { sent, response, say: (text: string) => sent.write(`${JSON.stringify({ text })}\n`) }
}

async function closedEvent(count: number): Promise<AuditEvent | undefined> {
  const closed = () => events.filter(({ type }) => type === 'closed')
  while (closed().length <= count) await new Promise((resolve) => setImmediate(resolve))
  return closed().at(-1)
}

describe('a conversation over one connection', () => {
  test('a client is answered while it still sends', async () => {
    const { url } = await serve(firewall)
    const { sent, response, say } = await talk(url)
    say('All is well. '.repeat(40))
    const [answer] = await response
    const [first] = await once(answer, 'data')
    expect(said(parsed(String(first)))).toContain('All is well.')
    say('And so on.')
    sent.end()
    let rest = String(first)
    for await (const chunk of answer) rest += String(chunk)
    expect(said(parsed(rest))).toBe('All is well. '.repeat(40) + 'And so on.')
  })

  test('one that goes away ends the work, and the record is written', async () => {
    const { url } = await serve(firewall)
    const before = events.filter(({ type }) => type === 'closed').length
    const { sent, response, say } = await talk(url)
    say('All is well. '.repeat(40))
    await response
    sent.destroy()
    const closed = await closedEvent(before)
    expect(closed).toMatchObject({ subject: 'user:alice' })
    // By the signal, or by the first piece that nobody takes: whichever comes first.
    const { outcome, code } = closed as Extract<AuditEvent, { type: 'closed' }>
    expect([
      ['failed', 'aborted'],
      ['abandoned', undefined],
    ]).toContainEqual([outcome, code])
  })

  test('one that does not read stops the source: nothing piles up', async () => {
    let asked = 0
    const piece = 'x'.repeat(64 * 1024)
    const { firewall: endless } = recordingFirewall({
      check: (() =>
        Object.assign(
          (async function* () {
            while (true) {
              asked += 1
              yield piece
            }
          })(),
          { verdict: Promise.resolve(verdict) },
        )) as never,
    })
    const { url } = await serve(endless)
    const { sent, response, say } = await talk(url)
    say('a')
    const [answer] = await response
    answer.pause()
    let before = -1
    while (before !== asked) {
      before = asked
      for (let i = 0; i < 50; i++) await new Promise((resolve) => setImmediate(resolve))
    }
    expect(asked * piece.length).toBeLessThan(64 * 1024 * 1024)
    sent.destroy()
  })

  test('a sender is slowed down to the pace of the check', async () => {
    let release: () => void = () => undefined
    const waiting = new Promise<void>((resolve) => {
      release = resolve
    })
    const { firewall: slow } = recordingFirewall({
      check: ((source: AsyncIterable<string>) =>
        Object.assign(
          (async function* () {
            for await (const text of source) {
              yield text.slice(0, 1)
              await waiting
            }
          })(),
          { verdict: Promise.resolve(verdict) },
        )) as never,
    })
    const { url } = await serve(slow)
    const { sent, response, say } = await talk(url)
    say('a')
    const [answer] = await response
    answer.resume()
    const line = 'x'.repeat(1024 * 1024)
    for (let i = 0; i < 64; i++) say(line)
    // The kernel and the server take some of it; what is then left stays with the sender.
    let before = -1
    while (before !== sent.writableLength) {
      before = sent.writableLength
      for (let i = 0; i < 200; i++) await new Promise((resolve) => setImmediate(resolve))
    }
    expect(sent.writableLength).toBeGreaterThan(32 * line.length)
    release()
    sent.destroy()
  })
})

test('who asks is asked first: a stranger’s lines are not read', async () => {
  const { firewall: untouched, calls } = recordingFirewall()
  const { post } = await serve(untouched)
  expect((await post('/v1/check/stream', 'nobody', '{"te', TYPE)).status).toBe(401)
  expect((await post('/v1/check/stream', 'reader', '{"te', TYPE)).status).toBe(403)
  expect(calls).toEqual([])
})
