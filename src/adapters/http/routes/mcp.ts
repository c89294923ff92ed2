import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { FirewallError } from '../../../core/errors.js'
import type { Mcp } from '../../mcp/index.js'
import { callOptions } from './doors.js'
import { SERVICE_HEADER } from './gateway.js'
import { type AnyObject, type Route, type RouteCall, route } from './route.js'

/** A message of JSON-RPC; the SDK of the protocol reads it. */
const message = z.looseObject({ jsonrpc: z.literal('2.0') }) as unknown as AnyObject

const answer = z
  .looseObject({})
  .meta({ id: 'McpAnswer', description: 'As the Model Context Protocol has it.' })

const LOOPBACK = /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/

/** The Model Context Protocol, streamable HTTP. */
export const mcp: readonly Route[] = [
  route({
    method: 'post',
    path: '/mcp',
    scope: 'retrieve',
    reads: true,
    summary:
      'The Model Context Protocol: search, fetch and check, and the documents that the reader may read.',
    body: message,
    // Without sessions there is nothing to listen to, and none to end.
    soleMethod: true,
    answer,
    otherAnswers: { 'text/event-stream': 'Where the protocol answers with events.' },
    handle: serve,
  }),
]

async function serve(call: RouteCall): Promise<undefined> {
  const { caller, reading, request, response, signal, problemFor } = call
  requireOrigin(call)
  const service = request.headersDistinct[SERVICE_HEADER]?.[0]
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    if (name !== 'authorization' && typeof value === 'string') headers.set(name, value)
  }
  const asked = new Request(`http://localhost${request.path}`, {
    method: request.method,
    headers,
    body: JSON.stringify(call.body),
    signal,
  })
  const answered = await mcpOf(call).handle(asked, call.body, {
    ...reading,
    ...callOptions(caller, service === undefined ? {} : { service }),
    mayCheck: caller.scopes.has('check'),
    // The operator hears of it as of any other.
    onError: (error) => void problemFor(error),
  })
  response.status(answered.status)
  answered.headers.forEach((value, name) => {
    response.set(name, value)
  })
  response.set('Cache-Control', 'no-store')
  if (answered.body === null) response.end()
  else await pipeline(Readable.fromWeb(answered.body as never), response).catch(() => undefined)
  return undefined
}

function mcpOf({ options }: RouteCall): Mcp {
  if (options.mcp !== undefined) return options.mcp
  throw new FirewallError('not-found', 'the Model Context Protocol is not served here', {
    help: 'set `server.mcp: true`',
  })
}

/**
 * A page in a browser may point its own host name at this service: only pages that are allowed to call may, and those of this
 * machine's own name for itself, which no other host can take.
 */
function requireOrigin({ request, response }: RouteCall): void {
  const { origin, host } = request.headers
  if (origin === undefined || response.get('Access-Control-Allow-Origin') !== undefined) return
  if (LOOPBACK.test(origin) && origin.endsWith(`//${host}`)) return
  throw new FirewallError('scope-missing', 'pages of this origin may not call', {
    help: 'list it under `server.cors`',
  })
}
