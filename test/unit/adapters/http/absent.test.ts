import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type RunningServer, startServer } from '../../../../src/adapters/http/index.js'
import { ROUTES } from '../../../../src/adapters/http/routes/table.js'
import { createFirewall, type Firewall } from '../../../../src/firewall/firewall.js'
import { alice, bot, type Client, client, tokens } from './harness.js'

/** Two services that differ in one document, which none of the callers may read: nobody can tell which is which. */

const SECRET = 'The northern shipyard will be bought for ninety million in the spring of next year.'
const OPEN = 'Visitors to the shipyard report to the gate before eight in the morning.'

const authenticate = tokens({
  alice: { principal: { ...alice, groups: [] }, scopes: ['retrieve', 'check', 'review'] },
  bot: { principal: bot, scopes: ['retrieve', 'check', 'act'], application: true },
})

const worlds: { firewall: Firewall; server: RunningServer; http: Client }[] = []

beforeAll(async () => {
  for (const withSecret of [true, false]) {
    const firewall = await createFirewall({ policy: ['public', 'internal', 'secret'], audit: 'memory' })
    const document = (id: string, text: string, classification: string, allow: string[]) => ({
      kind: 'upsert' as const,
      cursor: id,
      document: { id, uri: id, text, acl: { allow, deny: [], classification } },
    })
    await firewall.apply([
      document('open', OPEN, 'public', ['*']),
      ...(withSecret ? [document('plan', SECRET, 'secret', ['group:board'])] : []),
    ])
    const server = await startServer(firewall, { host: '127.0.0.1', port: 0, authenticate })
    worlds.push({ firewall, server, http: client(server.url) })
  }
})

afterAll(async () => {
  for (const { server, firewall } of worlds) {
    await server.close()
    await firewall.close()
  }
})

/** Receipts and problem instances are random; everything else must be the same, byte for byte. */
const masked = (text: string) => text.replace(/"receipt":\{[^}]*\}/g, '').replace(/"aclAge":\d+/g, '')

const cases: [path: string, token: string, body: unknown][] = [
  ['/v1/retrieve', 'alice', { query: 'the northern shipyard', k: 9 }],
  ['/v1/retrieve', 'alice', { query: SECRET, k: 9 }],
  ['/v1/retrieve', 'bot', { query: 'ninety million', k: 9 }],
  ['/v1/check', 'alice', { answer: OPEN }],
  ['/v1/check', 'bot', { answer: OPEN, retrieved: ['plan#0'] }],
  ['/v1/check', 'bot', { answer: OPEN, retrieved: ['plan'] }],
  ['/v1/vet', 'bot', { text: SECRET }],
  ['/v1/inspect', 'alice', { prompt: 'What does the shipyard cost?' }],
]

describe('absent and forbidden are one answer', () => {
  test.each(cases)('%s of %s: %j', async (path, token, body) => {
    const [a, b] = await Promise.all(worlds.map(({ http }) => http.post(path, token, body)))
    expect(a!.status).toBe(200)
    expect([a!.status, masked(a!.text), a!.headers.get('content-length') !== null]).toEqual([
      b!.status,
      masked(b!.text),
      b!.headers.get('content-length') !== null,
    ])
  })

  test('every endpoint that a reader reaches is among them, or takes no words of theirs', () => {
    const readers = ROUTES.filter(({ scope }) => scope === 'retrieve' || scope === 'check').map(
      ({ path }) => path,
    )
    const covered = new Set(cases.map(([path]) => path))
    const others = readers.filter((path) => !covered.has(path))
    // The stream is `check` by the law that streams equal batches; Presidio's find values and look nothing up; MCP and the
    // guardrails of other gateways have twins of their own.
    expect(
      others.filter(
        (path) =>
          path !== '/v1/check/stream' && !/^\/(?:v1\/)?(?:analyze|anonymize|mcp|beta|guardrails)/.test(path),
      ),
    ).toEqual([])
  })

  test('a user is given scores in steps, a program exact ones', async () => {
    const ask = async (token: string) =>
      (await worlds[0]!.http.post('/v1/retrieve', token, { query: 'the shipyard gate', k: 9 })).body
        .chunks as {
        score: number
      }[]
    for (const { score } of await ask('alice')) expect([0.33, 0.66, 1]).toContain(score)
    expect((await ask('bot')).some(({ score }) => ![0.33, 0.66, 1].includes(score))).toBe(true)
  })
})
