import { type Authenticate, bearerToken, type Caller } from '../../../../src/adapters/http/authenticate.js'
import type { RouterOptions } from '../../../../src/adapters/http/router.js'
import { type RunningServer, startServer } from '../../../../src/adapters/http/server.js'
import type { Scope } from '../../../../src/core/config.js'
import { FirewallError } from '../../../../src/core/errors.js'
import type { Principal, Verdict } from '../../../../src/core/types.js'
import type { Firewall } from '../../../../src/firewall/firewall.js'

export const alice: Principal = {
  id: 'user:alice',
  groups: ['group:staff'],
  clearance: { level: 'internal', compartments: [] },
}
export const bot: Principal = {
  id: 'service:bot',
  groups: [],
  clearance: { level: 'public', compartments: [] },
}

export const verdict: Verdict = {
  action: 'redact',
  text: 'a [redacted] text',
  findings: [
    {
      start: 2,
      end: 9,
      score: 1,
      evidence: 'e'.repeat(32),
      provenance: 'forbidden',
      kind: 'secret',
      entity: 'AWS_KEY',
    },
  ],
  label: { level: 'internal', compartments: [], allow: [['user:alice']], deny: [] },
  coverage: {
    state: 'complete',
    seen: 16,
    scanned: 16,
    unscanned: 0,
    detectors: [{ name: 'personal-data', scanned: 16, unscanned: 0 }],
  },
  receipt: { id: 'r'.repeat(32), chain: 'chain-1', sequence: 7, hash: 'h'.repeat(64) },
}

/** A firewall that records what it is asked; what it answers can be replaced per test. */
export function recordingFirewall(answers: Partial<Firewall> = {}) {
  const calls: { method: string; input: unknown; options: Record<string, unknown> }[] = []
  const record =
    (method: string, answer: unknown) => async (input: unknown, options: Record<string, unknown>) => {
      calls.push({ method, input, options })
      return answer
    }
  const firewall = {
    retrieve: record('retrieve', [
      {
        id: 'handbook#0',
        documentId: 'handbook',
        uri: 'file:handbook.md',
        text: 'Tea is at four.',
        score: 0.5,
        label: verdict.label,
      },
    ]),
    inspect: record('inspect', verdict),
    vet: async (text: string) => ({ text, orders: [] }),
    check: record('check', verdict),
    report: record('report', { checks: 0 }),
    status: record('status', { usable: true, mode: 'normal', outputs: [], trouble: [] }),
    setMode: record('setMode', undefined),
    reload: record('reload', undefined),
    verify: record('verify', { intact: true, chains: 1, records: 3, torn: 0 }),
    ...answers,
  } as unknown as Firewall
  return { firewall, calls }
}

export interface Grant {
  principal: Principal
  scopes: Scope[]
  application?: boolean
  services?: string[]
}

/** Tokens `alice`, `bot`, … to callers. */
export function tokens(grants: Record<string, Grant>): Authenticate {
  return async (request): Promise<Caller> => {
    const grant = grants[bearerToken(request)]
    if (grant === undefined) throw new FirewallError('unauthenticated', 'the request carries no valid token')
    const { principal, scopes, application = false, services } = grant
    return {
      subject: principal.id,
      principal,
      scopes: new Set(scopes),
      application,
      ...(services === undefined ? {} : { services }),
    }
  }
}

export const everyone = tokens({
  alice: { principal: alice, scopes: ['retrieve', 'check'] },
  reader: { principal: alice, scopes: ['retrieve'] },
  bot: { principal: bot, scopes: ['retrieve', 'check', 'act'], application: true },
  batch: { principal: bot, scopes: ['check'], application: true },
  auditor: { principal: { ...alice, id: 'user:ruth' }, scopes: ['audit'] },
  impostor: { principal: alice, scopes: ['check', 'act'] },
})

const running: RunningServer[] = []

export async function serve(firewall: Firewall, options: Partial<RouterOptions> = {}): Promise<Client> {
  const server = await startServer(firewall, {
    host: '127.0.0.1',
    port: 0,
    authenticate: everyone,
    ...options,
  })
  running.push(server)
  return client(server.url)
}

export async function closeServers(): Promise<void> {
  await Promise.all(running.splice(0).map((server) => server.close()))
}

export type Client = ReturnType<typeof client>

export function client(url: string) {
  return {
    url,
    async get(path: string, token?: string) {
      return answerOf(await fetch(url + path, { headers: bearer(token) }))
    },
    async post(path: string, token: string | undefined, body: unknown, headers: Record<string, string> = {}) {
      const text = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body)
      return answerOf(
        await fetch(url + path, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...bearer(token), ...headers },
          body: text as string,
        }),
      )
    },
  }
}

function bearer(token: string | undefined): Record<string, string> {
  return token === undefined ? {} : { authorization: `Bearer ${token}` }
}

async function answerOf(response: Response) {
  const text = await response.text()
  // biome-ignore lint/suspicious/noExplicitAny: tests look into any answer
  let body: any
  try {
    body = JSON.parse(text)
  } catch {
    body = undefined
  }
  return { status: response.status, headers: response.headers, text, body }
}
