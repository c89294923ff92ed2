import type { RequestHandler } from 'express'
import { ASSERTION_HEADER, PRINCIPAL_HEADER } from './caller.js'

const HEADERS = ['authorization', 'content-type', 'idempotency-key', PRINCIPAL_HEADER, ASSERTION_HEADER].join(
  ', ',
)

/**
 * Pages of the listed origins may call, with a token in a header: cookies are never asked for. Other origins are told
 * nothing, which is how a browser keeps their pages out.
 */
export function cors(origins: readonly string[]): RequestHandler {
  const allowed = new Set(origins.map((origin) => new URL(origin).origin))
  return (request, response, next) => {
    response.vary('Origin')
    const { origin } = request.headers
    if (origin === undefined || !allowed.has(origin)) return next()
    response.set('Access-Control-Allow-Origin', origin)
    response.set('Access-Control-Expose-Headers', 'retry-after, www-authenticate')
    if (request.method !== 'OPTIONS') return next()
    response.set('Access-Control-Allow-Methods', 'GET, POST, PATCH, DELETE')
    response.set('Access-Control-Allow-Headers', HEADERS)
    response.set('Access-Control-Max-Age', '600')
    response.status(204).end()
  }
}
