import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { createGateway } from '../../../../src/adapters/gateway/index.js'
import { type Caller, type RouterOptions, router } from '../../../../src/adapters/http/index.js'
import { createMemoryJournal } from '../../../../src/audit/journal.js'
import type { AuditEvent } from '../../../../src/core/audit.js'
import { secretKey } from '../../../../src/core/digest.js'
import { FirewallError } from '../../../../src/core/errors.js'
import { gatewaySchema } from '../../../../src/core/gateway-config.js'
import type { Principal } from '../../../../src/core/types.js'
import { createFirewall, type Firewall } from '../../../../src/firewall/firewall.js'

/** Only the board may read it. */
export const SECRET =
  'The purchase of Hollow Oak Shipping closes on the ninth of March for eighty-one million crowns in cash.'
/** Everybody may. */
export const PUBLIC = 'Travel expenses are paid back within ten working days after the form was handed in.'

export const reader = (id: string, groups: string[]): Principal => ({
  id,
  groups,
  clearance: { level: 'secret', compartments: [] },
})
export const clerk = reader('user:clerk', ['group:staff'])
export const director = reader('user:director', ['group:staff', 'group:board'])
export const portal = reader('service:portal', ['group:staff'])

const SCOPES = new Set(['check', 'retrieve', 'generate'] as const)
const CALLERS: Readonly<Record<string, Caller>> = {
  'token-of-clerk': { subject: clerk.id, principal: clerk, scopes: SCOPES, application: false },
  'token-of-director': { subject: director.id, principal: director, scopes: SCOPES, application: false },
  'token-of-portal': {
    subject: portal.id,
    principal: portal,
    scopes: new Set([...SCOPES, 'act'] as const),
    application: true,
  },
  'token-of-checker': { subject: clerk.id, principal: clerk, scopes: new Set(['check']), application: false },
}

export const authenticate: RouterOptions['authenticate'] = async ({ headers }) => {
  const caller = CALLERS[(headers.authorization ?? '').replace('Bearer ', '')]
  if (caller === undefined) throw new FirewallError('unauthenticated', 'the request carries no valid token')
  return caller
}

export async function principalOf(id: string): Promise<Principal> {
  const found = [clerk, director].find((one) => one.id === id)
  if (found === undefined)
    throw new FirewallError('principal-invalid', 'the directory knows no such principal')
  return found
}

/** A firewall with one secret and one public document, and what its journal holds. */
export async function openWorld(services: Parameters<typeof createFirewall>[0]['services'] = []) {
  const records: AuditEvent[] = []
  const journal = createMemoryJournal()
  const firewall = await createFirewall({
    policy: ['public', 'secret'],
    services,
    audit: {
      ...journal,
      append(event) {
        records.push(event)
        return journal.append(event)
      },
    },
  })
  await firewall.apply(
    [
      ['board.md', SECRET, 'group:board'],
      ['handbook.md', PUBLIC, 'group:staff'],
    ].map(([id, text, group], i) => ({
      kind: 'upsert' as const,
      cursor: String(i),
      document: {
        id: id!,
        uri: `https://docs.example.com/${id}`,
        title: id!,
        text: text!,
        acl: { allow: [group!], deny: [], classification: 'secret' },
      },
    })),
  )
  return { firewall, records }
}

/** What another protocol sends: the tests look at members without a type for each of forty events. */
// biome-ignore lint/suspicious/noExplicitAny: see above
export type Loose = any

/** What the scripted model answers: JSON, events, or whatever else it does. */
export type Script = (
  request: { path: string; body: Loose; headers: IncomingMessage['headers'] },
  response: ServerResponse,
) => void

const open: Server[] = []

export async function closeServers(): Promise<void> {
  for (const server of open.splice(0)) {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
}

export async function listen(
  handler: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<string> {
  const server = createServer(handler)
  // A machine that is busy for longer than a connection may idle would have it closed while it is being used again.
  Object.assign(server, { keepAliveTimeout: 0, headersTimeout: 0, requestTimeout: 0 })
  open.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** An upstream that does what the script says, whatever it is asked. */
export async function scripted(): Promise<{ url: string; says: (script: Script) => void; asked: Loose[] }> {
  let script: Script = (_request, response) => void response.end('{}')
  const asked: Loose[] = []
  const url = await listen((request, response) => {
    let text = ''
    request.setEncoding('utf8').on('data', (piece: string) => {
      text += piece
    })
    request.on('end', () => {
      const body = text === '' ? undefined : JSON.parse(text)
      asked.push(body)
      script({ path: request.url ?? '', body, headers: request.headers }, response)
    })
  })
  return {
    url,
    asked,
    says(next) {
      script = next
    },
  }
}

export const json =
  (value: unknown): Script =>
  (_request, response) => {
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(value))
  }

/** Events as chat completions write them; the others name them by type. */
export const events =
  (list: readonly unknown[], done = true): Script =>
  (_request, response) => {
    response.setHeader('content-type', 'text/event-stream')
    for (const event of list) {
      const { type } = event as { type?: string }
      response.write(`${type === undefined ? '' : `event: ${type}\n`}data: ${JSON.stringify(event)}\n\n`)
    }
    response.end(done && !list.some((one) => 'type' in (one as object)) ? 'data: [DONE]\n\n' : '')
  }

/** The service in front of the scripted upstream. */
export async function serveGateway(
  firewall: Firewall,
  upstream: string,
  services: Record<string, unknown> = {},
  more: { upstream?: Record<string, unknown>; options?: Partial<RouterOptions> } = {},
): Promise<string> {
  const models = ['model-a', 'model-b']
  const config = gatewaySchema.parse({
    upstreams: {
      openai: { speaks: 'openai', url: `${upstream}/v1`, models, retries: 0, ...more.upstream },
      anthropic: { speaks: 'anthropic', url: upstream, models, retries: 0, ...more.upstream },
    },
    services,
  })
  const gateway = createGateway(firewall, { config, key: secretKey(new Uint8Array(32).fill(7)) })
  const app = express()
  app.use(router(firewall, { authenticate, principalOf, gateway, ...more.options }))
  return listen(app)
}

export const PATHS = { chat: '/v1/chat/completions', responses: '/v1/responses', messages: '/v1/messages' }
export type ShapeName = keyof typeof PATHS

/** One question to a gateway, in a shape of its callers. */
export function askGateway(
  url: string,
  shape: ShapeName,
  body: Loose,
  { who, service }: { readonly who: string; readonly service: string },
): Promise<Response> {
  return fetch(url + PATHS[shape], {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer token-of-${who}`,
      'ragwall-service': service,
    },
    body: JSON.stringify({
      model: 'model-a',
      ...(shape === 'messages' ? { max_tokens: 9 } : {}),
      ...(shape === 'responses' ? { input: 'Well?' } : { messages: [{ role: 'user', content: 'Well?' }] }),
      ...body,
    }),
  })
}
