import { once } from 'node:events'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type ClientRequest, type IncomingMessage, request } from 'node:http'
import { request as secureRequest } from 'node:https'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TLSSocket } from 'node:tls'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { startSchedule } from '../../../../src/adapters/cli/schedule.js'
import { createQuota } from '../../../../src/adapters/http/admission.js'
import { makeApiKey } from '../../../../src/adapters/http/authentication/api-key-file.js'
import { apiKeys, startServer } from '../../../../src/adapters/http/index.js'
import type { Scope } from '../../../../src/core/config.js'
import { LIMITS } from '../../../../src/core/limits.js'
import type { AuditSink, Embedder } from '../../../../src/core/ports.js'
import { createFirewall } from '../../../../src/firewall/firewall.js'
import { alice, client, closeServers, everyone, recordingFirewall, serve, verdict } from './harness.js'
import { createJournalRecorder } from './journal-recorder.js'

/** What the service does when something around it is slow, full, dead or wrong. docs/serving.md says the same. */

const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

afterEach(async () => {
  vi.useRealTimers()
  await closeServers()
})

async function socketTo(url: string): Promise<{ socket: Socket; heard: () => string }> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  const chunks: string[] = []
  socket.on('error', () => undefined)
  socket.setEncoding('utf8').on('data', (chunk) => chunks.push(String(chunk)))
  await once(socket, 'connect')
  return { socket, heard: () => chunks.join('') }
}

/** Until somebody waits for a time to pass. */
async function somebodyWaits(): Promise<void> {
  while (vi.getTimerCount() === 0) await turn()
}

describe('slow callers', () => {
  const one = { perUser: { perMinute: 100, concurrent: 1 } }

  test('a body that does not arrive: 408, and its place is free again', async () => {
    const { url } = await serve(recordingFirewall().firewall, { limits: one } as never)
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { socket, heard } = await socketTo(url)
    socket.write(
      'POST /v1/check HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer alice\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{"answer":',
    )
    await somebodyWaits()
    vi.advanceTimersByTime(LIMITS.bodyTime - 1)
    await turn()
    expect(heard()).toBe('')
    vi.advanceTimersByTime(1)
    await once(socket, 'close')
    vi.useRealTimers()
    expect(heard()).toContain('HTTP/1.1 408 ')
    expect(JSON.parse(heard().split('\r\n\r\n')[1]!)).toMatchObject({ status: 408, code: 'request-invalid' })
    expect((await client(url).post('/v1/check', 'alice', { answer: 'a' })).status).toBe(200)
  })

  test('a stream that says nothing more ends with the problem', async () => {
    // What ends the source of a check ends its record (check-stream.test.ts).
    const { firewall } = recordingFirewall({
      check: ((source: AsyncIterable<string>) =>
        Object.assign(
          (async function* () {
            yield* source
          })(),
          { verdict: Promise.resolve(verdict) },
        )) as never,
    })
    const { url } = await serve(firewall)
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const sent = streamTo(url)
    sent.write('{"text":"All is well. "}\n')
    const [response] = (await once(sent, 'response')) as [IncomingMessage]
    let text = ''
    response.setEncoding('utf8').on('data', (piece) => {
      text += piece
    })
    while (!text.includes('All is well')) await turn()
    const ended = once(response, 'end')
    // Whoever was waited for by then is waited for no longer.
    await somebodyWaits()
    vi.advanceTimersByTime(LIMITS.streamIdle)
    await ended
    vi.useRealTimers()
    sent.destroy()
    expect(JSON.parse(text.trim().split('\n').at(-1)!).error).toMatchObject({ status: 408 })
  })

  test('a reader who takes nothing: the work stops, and after that time it ends and gives its place back', async () => {
    let ended = false
    let asked = 0
    const { firewall } = recordingFirewall({
      check: (() =>
        Object.assign(
          (async function* () {
            try {
              while (true) {
                asked += 1
                yield 'x'.repeat(64 * 1024)
              }
            } finally {
              ended = true
            }
          })(),
          { verdict: Promise.resolve(verdict) },
        )) as never,
    })
    const { url } = await serve(firewall, { limits: one } as never)
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const sent = streamTo(url)
    sent.write('{"text":"a"}\n')
    const [response] = (await once(sent, 'response')) as [IncomingMessage]
    response.on('error', () => undefined).pause()
    for (let before = -1; before !== asked; ) {
      before = asked
      for (let i = 0; i < 50; i++) await turn()
    }
    expect(ended).toBe(false)
    vi.advanceTimersByTime(LIMITS.streamIdle)
    while (!ended) await turn()
    vi.useRealTimers()
    sent.destroy()
    const free = await recordingAnswer(url)
    expect(free).not.toBe(429)
  })

  function streamTo(url: string): ClientRequest {
    const sent = request(`${url}/v1/check/stream`, {
      method: 'POST',
      headers: { authorization: 'Bearer alice', 'content-type': 'application/x-ndjson' },
    })
    return sent.on('error', () => undefined)
  }

  async function recordingAnswer(url: string): Promise<number> {
    return (await client(url).post('/v1/inspect', 'alice', { prompt: 'a' })).status
  }
})

test('a full disk under the journal: nothing leaves, readiness says so, and it goes on by itself', async () => {
  let full = false
  const { sink } = createJournalRecorder()
  const onDisk: AuditSink = {
    ...sink,
    append: async (event) => {
      if (full) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
      return sink.append(event)
    },
    ready: async () => {
      if (full) throw new Error('no space left on device')
    },
  }
  const firewall = await createFirewall({ policy: ['public', 'internal'], audit: onDisk })
  const http = await serve(firewall)
  const ask = async () => [
    (await http.post('/v1/check', 'alice', { answer: 'All is well.' })).body,
    (await http.post('/v1/retrieve', 'alice', { query: 'all' })).body,
    (await http.get('/readyz')).body,
  ]
  full = true
  const [check, retrieve, ready] = await ask()
  for (const body of [check, retrieve]) {
    expect(body).toMatchObject({ status: 503, code: 'audit-unavailable' })
    expect(JSON.stringify(body)).not.toContain('All is well')
  }
  expect(ready).toEqual({ status: 'unavailable', trouble: ['journal'] })
  full = false
  const [after, found, well] = await ask()
  expect(after).toMatchObject({ action: 'release' })
  expect(found).toMatchObject({ chunks: [] })
  expect(well).toEqual({ status: 'ready', trouble: [] })
  await closeServers()
  await firewall.close()
})

test('a dead embedder: nothing is retrieved, checks go on, readiness says so until it answers', async () => {
  let dead = false
  const embedder: Embedder = {
    id: 'distant',
    embedDocuments: async (texts) => texts.map(() => [1, 0]),
    embedQuery: async () => {
      if (dead) throw new Error('connect ECONNREFUSED to the model that embeds Hollow')
      return [1, 0]
    },
  }
  const firewall = await createFirewall({ policy: ['public', 'internal'], audit: 'memory', embedder })
  const http = await serve(firewall)
  dead = true
  const failed = await http.post('/v1/retrieve', 'alice', { query: 'all' })
  expect(failed.body).toMatchObject({ status: 503, code: 'embedder-invalid' })
  expect(failed.text).not.toContain('Hollow')
  expect((await http.post('/v1/check', 'alice', { answer: 'All is well.' })).body.action).toBe('release')
  const ready = await http.get('/readyz')
  expect([ready.status, ready.body]).toEqual([200, { status: 'degraded', trouble: ['embedder'] }])
  dead = false
  expect((await http.post('/v1/retrieve', 'alice', { query: 'all' })).status).toBe(200)
  expect((await http.get('/readyz')).body).toEqual({ status: 'ready', trouble: [] })
  await closeServers()
  await firewall.close()
})

describe('a clock that is set', () => {
  const DAY = 24 * 60 * 60 * 1000

  test('forward: keys end, until it is corrected; back: what had ended does not come to life', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ragwall-clock-'))
    const now = Date.now()
    const file = join(folder, 'keys.json')
    const wanted = { subject: 'service:portal', scopes: ['check'] as Scope[] }
    const valid = makeApiKey(file, { ...wanted, name: 'valid', expires: now + DAY })
    const ended = makeApiKey(file, { ...wanted, name: 'ended', expires: now - 1 })
    const http = await serve(recordingFirewall().firewall, {
      authenticate: apiKeys({ file, principalOf: async (id) => ({ ...alice, id }) }),
    })
    const ask = async () => {
      const answers = [valid, ended].map(({ key }) => http.post('/v1/check', key, { answer: 'a' }))
      return (await Promise.all(answers)).map(({ status }) => status)
    }
    expect(await ask()).toEqual([200, 401])
    vi.useFakeTimers({ toFake: ['Date'], now })
    vi.setSystemTime(now + 2 * DAY)
    expect(await ask()).toEqual([401, 401])
    vi.setSystemTime(now)
    expect(await ask()).toEqual([200, 401])
    vi.setSystemTime(now - 365 * DAY)
    expect(await ask()).toEqual([200, 401])
    rmSync(folder, { recursive: true, force: true })
  })

  test('either way: what is remembered of a reader is not gone by longer than its minute', async () => {
    const now = Date.now()
    vi.useFakeTimers({ toFake: ['Date'], now })
    let groups = ['group:crew']
    const firewall = await createFirewall({
      policy: ['public', 'internal'],
      audit: 'memory',
      directory: { expand: async () => ({ groups, clearance: alice.clearance, version: '1' }) },
    })
    await firewall.apply([
      {
        kind: 'upsert',
        document: {
          id: 'rota',
          uri: 'rota',
          text: 'The early shift begins at six.',
          acl: { allow: ['group:crew'], deny: [], classification: 'internal' },
        },
        cursor: '',
      },
    ])
    const http = await serve(firewall)
    const ask = async () =>
      (await http.post('/v1/retrieve', 'alice', { query: 'early shift' })).body.chunks.length
    expect(await ask()).toBe(1)
    groups = []
    for (const time of [now - 365 * DAY, now + 365 * DAY, now]) {
      vi.setSystemTime(time)
      expect(await ask()).toBe(0)
    }
    await closeServers()
    await firewall.close()
  })

  test('either way: a bucket fills by the time that has passed, and a schedule goes on', async () => {
    const now = Date.now()
    vi.useFakeTimers({ toFake: ['Date'], now })
    const quota = createQuota({
      perUser: { perMinute: 1, concurrent: 9 },
      perApplication: { perMinute: 1, concurrent: 9 },
      concurrent: 9,
    })
    const ask = () => quota.request({ id: 'user:a', application: false })
    ask()
    for (const time of [now + DAY, now - DAY]) {
      vi.setSystemTime(time)
      expect(ask).toThrow(expect.objectContaining({ code: 'rate-limited' }))
    }
    let runs = 0
    await new Promise<void>((resolve) => {
      const schedule = startSchedule(
        {
          sync: (async () => {
            runs += 1
            vi.setSystemTime(runs % 2 === 0 ? now + DAY : now - DAY)
            if (runs === 4) void schedule.stop().then(resolve)
          }) as never,
        },
        [{ name: 'wiki' } as never],
        1,
        () => undefined,
      )
    })
    expect(runs).toBe(4)
  })
})

test('certificates by file: served, renewed while serving, and one that became bad leaves the one before', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ragwall-tls-'))
  const fixture = (name: string) => join(import.meta.dirname, '../../../fixtures/tls', name)
  const [certificate, key] = [join(folder, 'tls.crt'), join(folder, 'tls.key')]
  const install = (name: string) => {
    copyFileSync(fixture(`${name}.crt`), certificate)
    copyFileSync(fixture(`${name}.key`), key)
  }
  install('first')
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const server = await startServer(recordingFirewall().firewall, {
    host: '127.0.0.1',
    port: 0,
    authenticate: everyone,
    tls: { certificate, key },
  })
  const ask = async () => {
    const ca = ['first', 'second'].map((name) => readFileSync(fixture(`${name}.crt`)))
    const sent = secureRequest(`${server.url}/readyz`, { agent: false, ca }).end()
    const [response] = (await once(sent, 'response')) as [IncomingMessage]
    const name = (response.socket as TLSSocket).getPeerCertificate().subject.CN
    let text = ''
    for await (const piece of response) text += String(piece)
    return { name, trouble: JSON.parse(text).trouble }
  }
  expect(server.url).toMatch(/^https:/)
  expect(await ask()).toEqual({ name: 'first.ragwall.test', trouble: [] })
  install('second')
  vi.advanceTimersByTime(10_000)
  expect(await ask()).toEqual({ name: 'second.ragwall.test', trouble: [] })
  writeFileSync(certificate, 'half a certif')
  vi.advanceTimersByTime(10_000)
  expect(await ask()).toEqual({ name: 'second.ragwall.test', trouble: ['certificate'] })
  install('first')
  vi.advanceTimersByTime(10_000)
  expect(await ask()).toEqual({ name: 'first.ragwall.test', trouble: [] })
  vi.useRealTimers()
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})
