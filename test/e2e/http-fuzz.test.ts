import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Coverage, type Gateway } from '../../src/adapters/gateway/index.js'
import { type RunningServer, startServer } from '../../src/adapters/http/index.js'
import type { Scope } from '../../src/core/config.js'
import { FirewallError } from '../../src/core/errors.js'
import { GUARDRAILS, serverSchema } from '../../src/core/server-config.js'
import { createFirewall, type Firewall } from '../../src/firewall/firewall.js'
import { CANARIES, canariesIn } from '../support/canary.js'
import { type DrawnRequest, operationsOf, requestOf, type Words } from '../support/openapi-requests.js'
import { type RecordedSpan, recordSpans } from '../support/span-recorder.js'
import { alice, bot, tokens } from '../unit/adapters/http/harness.js'

/**
 * What the service makes of requests drawn from its own OpenAPI document, as it describes them and broken in every way
 * that `openapi-requests.ts` knows, as bytes on a socket. `RAGWALL_TEST_LONG=1` (`npm run test:fuzz`) sends twenty
 * thousand, or `RAGWALL_FUZZ_REQUESTS` of them, and looks at the memory.
 */
const LONG = process.env['RAGWALL_TEST_LONG'] === '1'
const REQUESTS = Number(process.env['RAGWALL_FUZZ_REQUESTS'] ?? (LONG ? 20_000 : 150))
const ROUNDS = LONG ? 10 : 1
/** Bytes of heap that may be added after the first tenth: sessions and remembered answers have their ceilings. */
const GROWTH = 32_000_000

/** What is sent in every part of requests: no problem, log line, span or metric may repeat it. */
const SENT = CANARIES.secret
/** What stands in a document that no caller here may read: nothing at all may hold it. */
const STORED = CANARIES.training

const ALL: Scope[] = ['retrieve', 'check', 'generate', 'act', 'ingest', 'audit', 'review', 'metrics', 'admin']
const LEVELS = ['public', 'internal', 'secret']
const ASSERTED = 'alice-asserted'
/** Stored before it is asked for, whatever was done to it in between. */
const PAPER = 'wiki/tea \u82b1'
/** In its place stands an answer that waits for a decision. */
const HELD = 'waiting'
/** Of an answer that repeated what its reader may not read. */
const CASE = 'leak'
const RECORD = 'receipt'
const CHAIN = 'chain'
const IDS = ['user:alice', 'user:eve', 'group:staff', 'group:board']
const WORDS: Words = {
  texts: [
    'user:alice',
    '*',
    'public',
    'tea',
    'plan',
    'EMAIL_ADDRESS',
    'Tea is at four.',
    'jo@corp-example.com',
    'The card on file is 4000 1234 5678 9017.',
    '2026-01-31',
    SENT,
    `The word is ${SENT}.`,
    '\u0000',
    'a\r\nb: c',
    '../..',
    '%2e%2e',
    '__proto__',
    '花😀',
    '\u202eabc',
    'İ',
    `${'long '.repeat(180)}`,
  ],
  planted: SENT,
  tokens: [
    {
      token: 'bot',
      scopes: ALL,
      acting: [
        ['Ragwall-Principal', 'user:alice'],
        ['Ragwall-Assertion', ASSERTED],
      ],
    },
    { token: 'alice', scopes: ['retrieve', 'check'], acting: [] },
    { token: 'ruth', scopes: ['audit', 'review'], acting: [] },
  ],
  members: {
    id: ['user:alice', 'user:eve', 'service:desk'],
    allow: [...IDS, '*'],
    deny: IDS,
    groups: ['group:staff'],
    level: LEVELS,
    classification: LEVELS,
    compartments: ['blue', 'a b'],
    container: ['folder'],
    parent: ['folder'],
    derivedFrom: [PAPER],
    service: ['default', 'careful'],
    task: ['booking'],
    from: ['2026-01-31', '2026-01-31T09:00:00Z'],
    to: ['2026-12-31', '2026-11-30T23:59:59+01:00'],
    reference: ['SEC-12'],
    until: ['2999-12-31'],
    as: ['user:alice'],
    limit: ['1', '70'],
    language: ['en', 'ja'],
    entities: ['EMAIL_ADDRESS', 'PERSON'],
    masking_char: ['*', '花'],
    key: ['0123456789abcdef', '花花花花花花花花'],
  },
  places: {
    '/v1/documents/': [PAPER],
    '/v1/principals/': ['user:alice'],
    '/v1/held/': [HELD],
    '/v1/cases/': [CASE],
    '/v1/records/': [RECORD],
    '/v1/audit/checkpoints/': [CHAIN],
  },
  fitted(operation, body, token) {
    switch (operation) {
      case 'post /v1/check':
      case 'post /v1/inspect':
        return token === 'bot' ? body : ofUser(body)
      case 'post /v1/check/stream':
        return token === 'bot' ? body : [ofUser(body[0]), ...body.slice(1)]
      // A risk alone is accepted until some day.
      case 'post /v1/cases/{id}/decision': {
        const { until: _until, ...decision } = body
        return body.state === 'accepted' ? body : decision
      }
      // Who may read it is told by a level, or by what it lies in.
      case 'patch /v1/documents/{id}/acl':
        return { classification: 'public', ...body }
      case 'post /analyze':
        return { ...body, ...('ad_hoc_recognizers' in body ? { ad_hoc_recognizers: [] } : {}) }
      case 'post /anonymize': {
        const end = [...body.text].length
        const within = ({ start, end: to, ...rest }: { start: number; end: number }) => {
          const [a = 0, b = 0] = [start % (end + 1), to % (end + 1)].sort((one, other) => one - other)
          return { ...rest, start: a, end: b }
        }
        return { ...body, analyzer_results: body.analyzer_results.map(within) }
      }
      default:
        return body
    }
  },
}

/** What users may not say of a call. */
function ofUser({ audience: _audience, task: _task, ...body }: Record<string, unknown>): object {
  return body
}

/** Models that say nothing: what they are asked is drawn, and what they answer is tested elsewhere. */
const QUIET_MODELS: Gateway = {
  call: async () => SILENCE,
  embed: async () => SILENCE,
  models: () => [{ id: 'quiet', upstream: 'nowhere' }],
}
const SILENCE = {
  json: {},
  citations: [],
  coverage: new Coverage(),
}

const authenticate = tokens({
  bot: { principal: bot, scopes: ALL, application: true },
  alice: { principal: alice, scopes: ['retrieve', 'check'] },
  ruth: { principal: { ...alice, id: 'user:ruth' }, scopes: ['audit', 'review'] },
})

let folder: string
let recorder: { spans: RecordedSpan[]; stop(): void }
let firewall: Firewall
let server: RunningServer
let leak: { id: string; receipt: string; chain: string }
const log: unknown[] = []

beforeAll(async () => {
  recorder = recordSpans()
  folder = mkdtempSync(join(tmpdir(), 'ragwall-fuzz-'))
  firewall = await createFirewall({
    policy: LEVELS,
    audit: join(folder, 'audit'),
    services: [{ name: 'default' }, { name: 'careful', actions: { secret: { unknown: 'hold' } } }],
  })
  const acl = { allow: ['group:board'], deny: [], classification: 'secret' }
  const document = { id: 'board/minutes', uri: 'minutes', text: `The tea of the board is ${STORED}.`, acl }
  expect((await firewall.apply([{ kind: 'upsert', document, cursor: '' }])).refused).toEqual([])
  const caught = await firewall.check(document.text, { principal: alice })
  leak = { id: (await firewall.cases())[0]!.id, receipt: caught.receipt.id, chain: caught.receipt.chain! }
  const rate = { perMinute: 1_000_000, concurrent: 64 }
  const logger = {
    info: (fields: object, message: string) => void log.push([fields, message]),
    error: (fields: object, message: string) => void log.push([fields, message]),
  }
  server = await startServer(firewall, {
    host: '127.0.0.1',
    port: 0,
    authenticate,
    async principalOf(id) {
      if (id === alice.id) return alice
      throw new FirewallError('principal-invalid', 'nobody has this id')
    },
    principals: () => [alice.id],
    assertions: {
      async read(token) {
        if (token !== ASSERTED) throw new FirewallError('unauthenticated', 'the assertion does not hold')
        return { subject: alice.id, principal: alice, scopes: new Set(), application: false }
      },
    },
    resource: { url: 'https://ragwall.example', issuers: ['https://idp.example'] },
    gateway: QUIET_MODELS,
    guardrails: serverSchema.parse({
      guardrails: Object.fromEntries(
        GUARDRAILS.map((name) => [name, { anonymous: 'user:alice', images: 'pass' }]),
      ),
    }).guardrails,
    mcp: { handle: async () => Response.json({}), close: async () => undefined },
    logger,
    onError: (error) => void log.push([error.code, error.message, error.help]),
    limits: { perUser: rate, perApplication: rate },
  })
})

afterAll(async () => {
  await server?.close()
  await firewall?.close()
  recorder?.stop()
  rmSync(folder, { recursive: true, force: true })
})

interface Answer {
  /** Undefined when the connection ended without one. */
  readonly status: number | undefined
  readonly type: string
  readonly body: string
}

/** A connection for each request, so that one which is broken spoils no other. */
async function send({ method, target, headers, body, cut }: DrawnRequest): Promise<Answer> {
  const { hostname, port } = new URL(server.url)
  const socket = connect(Number(port), hostname)
  // The service may close before it has read everything.
  socket.on('error', () => undefined)
  const chunks: Buffer[] = []
  socket.on('data', (chunk) => chunks.push(chunk))
  const length = (body?.length ?? 0) + (cut ? 10 : 0)
  const lines = [
    `${method} ${target} HTTP/1.1`,
    'Host: ragwall',
    'Connection: close',
    ...headers.map(([name, value]) => `${name}: ${value}`),
    ...(method === 'GET' && body === undefined ? [] : [`Content-Length: ${length}`]),
  ]
  socket.write(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), body ?? Buffer.alloc(0)]))
  if (cut) socket.end()
  await once(socket, 'close')
  return answerOf(Buffer.concat(chunks).toString())
}

function answerOf(text: string): Answer {
  const [head = '', ...rest] = text.split('\r\n\r\n')
  return {
    status: text === '' ? undefined : Number(/^HTTP\/1\.1 (\d{3}) /.exec(head)?.[1]),
    type: /^content-type: (.*)$/im.exec(head)?.[1] ?? '',
    body: rest.join('\r\n\r\n'),
  }
}

/** What a whole request asks for is there. */
async function prepared(request: DrawnRequest, name: string): Promise<DrawnRequest> {
  if (/^(?:get|patch) \/v1\/documents\//.test(name)) {
    const acl = { allow: ['*'], deny: [], classification: 'public' }
    const document = { id: PAPER, uri: 'tea', text: 'Tea is at four.', acl }
    await firewall.apply([
      { kind: 'container', id: 'folder', permissions: acl, cursor: '' },
      { kind: 'upsert', document, cursor: '' },
    ])
  }
  const stands = request.target
    .replace(`/v1/cases/${CASE}`, `/v1/cases/${leak.id}`)
    .replace(`/v1/records/${RECORD}`, `/v1/records/${leak.receipt}`)
    .replace(new RegExp(`/v1/audit/checkpoints/${CHAIN}.*`), `/v1/audit/checkpoints/${leak.chain}`)
  if (!request.target.startsWith(`/v1/held/${HELD}`)) return { ...request, target: stands }
  const held = await firewall.check('The access key is AKIAQ3EGRT5YX2JMNB7C.', {
    principal: alice,
    service: 'careful',
  })
  expect(held.action).toBe('hold')
  const [call] = await firewall.held()
  return { ...request, target: request.target.replace(HELD, call!) }
}

const holds = (text: string) => canariesIn(Buffer.from(text), ['secret', 'training'])

/** Everything that was logged and traced since the last look. */
function requireSilence(): void {
  expect(holds(JSON.stringify(log.splice(0))), 'log lines').toEqual([])
  expect(holds(JSON.stringify(recorder.spans.splice(0))), 'spans').toEqual([])
}

function heap(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  collect()
  collect()
  return process.memoryUsage().heapUsed
}

test(
  'drawn requests: documented answers, and no word of what was sent or is hidden',
  async () => {
    const document = JSON.parse(await fetch(`${server.url}/openapi.json`).then((answer) => answer.text()))
    const codes: string[] = document.components.schemas.Problem.properties.code.enum
    const operations = operationsOf(document)
    const byOperation = new Map<string, { sent: number; answered: number }>()
    const counts = { sent: 0, answered: 0, refused: 0, failed: 0, unanswered: 0 }

    const check = async (request: DrawnRequest, name: string) => {
      const { status, type, body } = await send(await prepared(request, name))
      counts.sent++
      const count = byOperation.get(name) ?? { sent: 0, answered: 0 }
      byOperation.set(name, count)
      count.sent++
      // The switch would answer everything that follows.
      if (name === 'post /v1/admin/mode') await firewall.setMode('normal', 'user:olga')
      if (status === undefined) {
        counts.unanswered++
        expect(request.cut, `${name}: ${request.broken}: no answer`).toBe(true)
        return
      }
      if (status === 200) {
        counts.answered++
        count.answered++
        expect(holds(body), name).not.toContain('training')
        if (type.startsWith('text/plain')) expect(holds(body), name).toEqual([])
        return
      }
      if (status < 500) counts.refused++
      else counts.failed++
      const told = `${name}: ${request.broken}: ${status} ${type}`
      expect(status, told).toBeGreaterThanOrEqual(400)
      expect(type, told).toContain('application/problem+json')
      const problem = JSON.parse(body)
      expect(problem, told).toMatchObject({ status, title: expect.any(String) })
      expect(codes, told).toContain(problem.code)
      // What nobody foresaw is a fault, however well it is told.
      expect(problem.code, told).not.toBe('internal')
      expect(holds(body), told).toEqual([])
    }

    const { seed = 0 } = fc.readConfigureGlobal() ?? {}
    const numRuns = Math.ceil(REQUESTS / ROUNDS / operations.length)
    let first = 0
    for (let round = 0; round < ROUNDS; round++) {
      for (const [at, operation] of operations.entries()) {
        const name = `${operation.method} ${operation.path}`
        const drawn = requestOf(document, operation, WORDS)
        await fc.assert(
          fc.asyncProperty(drawn, (request) => check(request, name)),
          // A seed for each, or every operation would be broken in the same places.
          { numRuns, seed: seed + round * operations.length + at },
        )
        requireSilence()
      }
      if (round === 0) first = heap()
    }
    const metrics = await fetch(`${server.url}/metrics`, { headers: { authorization: 'Bearer bot' } })
    expect(metrics.status).toBe(200)
    expect(holds(await metrics.text()), 'metrics').toEqual([])
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
    requireSilence()
    // Both kinds were sent, whatever the seed, and every endpoint has done its work.
    expect(counts.answered).toBeGreaterThan(counts.sent / 3)
    expect(counts.refused).toBeGreaterThan(counts.sent / 5)
    for (const [name, { sent, answered }] of byOperation) {
      // A handful may by chance be nearly all broken.
      expect(answered, `${name}: ${answered} of ${sent} answered`).toBeGreaterThan(sent < 50 ? 0 : sent / 5)
    }
    if (!LONG) return
    const growth = heap() - first
    console.info(
      `${JSON.stringify(counts)}; heap ${first} bytes after the first tenth, ${growth} more at the end`,
    )
    expect(growth).toBeLessThan(GROWTH)
  },
  LONG ? 3_600_000 : undefined,
)
