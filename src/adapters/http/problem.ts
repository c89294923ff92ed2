import type { Response } from 'express'
import { ERROR_CODES, type ErrorCode, FirewallError, toFirewallError } from '../../core/errors.js'
import { RateLimitedError } from './admission.js'

/**
 * Errors as RFC 9457 problem documents. `code` and `help` are members of their own. From status 500 on there
 * is no `detail`: what is wrong inside is for the operator (`onError`), not for whoever asked.
 */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: ErrorCode | 'internal'
  readonly detail?: string
  readonly help?: string
  /** Seconds, for the header; no member of the document. */
  readonly retryAfter?: number
}

/** Every code has a status of its own line, so that a new code cannot be forgotten: the type demands it. */
const STATUS: Readonly<Record<ErrorCode, number>> = {
  'request-invalid': 400,
  'query-invalid': 400,
  'text-invalid': 400,
  'option-invalid': 400,
  'service-unknown': 400,
  'level-unknown': 400,
  'label-missing': 422,
  'acl-invalid': 422,
  'document-invalid': 422,
  'work-limit': 422,

  'query-too-long': 413,
  'answer-too-long': 413,
  'document-too-large': 413,
  unauthenticated: 401,
  'principal-missing': 401,
  'principal-invalid': 403,
  'scope-missing': 403,
  'answer-refused': 403,
  'not-found': 404,
  aborted: 408,
  'rate-limited': 429,
  'config-invalid': 500,
  'config-unknown-key': 500,
  'config-unreadable': 500,
  'policy-invalid': 500,
  'recognizer-invalid': 500,
  'entitlements-forged': 500,
  'source-unreadable': 500,
  'connector-failed': 500,
  'output-failed': 500,
  'embedder-changed': 500,
  'filter-too-large': 500,
  'store-corrupt': 500,
  'store-missing': 500,
  'store-outdated': 500,
  'store-version': 500,
  'audit-missing': 500,
  'detector-failed': 500,
  'tool-failed': 502,
  'model-failed': 502,
  'key-missing': 500,
  'key-exposed': 500,
  'dependency-missing': 500,
  'asset-unreadable': 500,
  'entitlements-expired': 503,
  'decision-failed': 503,
  'embedder-invalid': 503,
  'issuer-unavailable': 503,
  stopped: 503,
  'store-locked': 503,
  'store-failed': 503,
  'disk-full': 503,
  'audit-unavailable': 503,
  closed: 503,
}

const NOTHING_LEFT = 'nothing was released; the operator finds the cause in the log of the server'

/** The problem for anything thrown. Foreign errors keep nothing but the fact. */
export function problemOf(error: unknown): Problem {
  const known = error instanceof FirewallError ? error : bodyError(error)
  if (known === undefined) {
    return { type: 'about:blank', title: 'internal error', status: 500, code: 'internal', help: NOTHING_LEFT }
  }
  const status = known instanceof BodyError ? known.status : STATUS[known.code]
  const problem = {
    type: `urn:ragwall:error:${known.code}`,
    title: ERROR_CODES[known.code],
    status,
    code: known.code,
  }
  if (status >= 500) return { ...problem, help: NOTHING_LEFT }
  // The firewall's help lists the services and levels there are: for its own application, not for whoever asks.
  const help = known.code === 'service-unknown' || known.code === 'level-unknown' ? undefined : known.help
  return {
    ...problem,
    detail: known.message,
    ...(help === undefined ? {} : { help }),
    ...(known instanceof RateLimitedError ? { retryAfter: known.retryAfter } : {}),
  }
}

/** What the operator's log may see of it. */
export function operatorError(error: unknown): FirewallError {
  return toFirewallError(error, 'detector-failed', 'an unexpected error ended a request')
}

export function sendProblem(response: Response, { retryAfter, ...problem }: Problem): void {
  if (retryAfter !== undefined) response.set('Retry-After', String(retryAfter))
  const challenge = challengeOf(problem, response)
  if (challenge !== undefined) response.set('WWW-Authenticate', challenge)
  const form = response.locals['errorForm'] as ((problem: Problem) => object) | undefined
  response
    .status(problem.status)
    .set('Cache-Control', 'no-store')
    .type('application/problem+json')
    .send(JSON.stringify({ ...problem, ...form?.(problem) }))
}

/** RFC 6750, section 3, and where to learn who issues tokens (RFC 9728, section 5.1). */
function challengeOf({ status, code }: Problem, response: Response): string | undefined {
  const refused = code === 'unauthenticated' && response.req.headers.authorization !== undefined
  const parts = [
    ...(refused ? ['error="invalid_token"'] : []),
    ...(code === 'scope-missing' ? ['error="insufficient_scope"'] : []),
  ]
  if (status !== 401 && parts.length === 0) return undefined
  const resource: unknown = response.locals['resource']
  if (typeof resource === 'string') parts.push(`resource_metadata="${new URL(METADATA_PATH, resource)}"`)
  return ['Bearer', parts.join(', ')].filter((part) => part !== '').join(' ')
}

/** Where the metadata of RFC 9728 lies, on every host. */
export const METADATA_PATH = '/.well-known/oauth-protected-resource'

/** A request whose body could not even be read, with the status that says so. */
export class BodyError extends FirewallError {
  readonly status: number

  constructor(status: number, message: string, help: string) {
    super('request-invalid', message, { help })
    this.status = status
  }
}

/** The body parser's errors carry the body they failed on: only their type is looked at. */
function bodyError(error: unknown): FirewallError | undefined {
  if (error instanceof URIError) {
    return new BodyError(
      400,
      'the path is not percent-encoded UTF-8',
      'encode each part of the path by itself',
    )
  }
  const { type, status } = (error ?? {}) as { type?: unknown; status?: unknown }
  switch (type) {
    case 'entity.too.large':
      return new BodyError(
        413,
        'the body is larger than the limit',
        'send long documents in parts, and answers as they are made',
      )
    case 'entity.parse.failed':
    case 'request.size.invalid':
      return new BodyError(400, 'the body is not JSON', 'send one JSON object in UTF-8')
    case 'charset.unsupported':
    case 'encoding.unsupported':
      return new BodyError(
        415,
        'the encoding of the body is not supported',
        'send UTF-8, plain or with gzip, deflate or br',
      )
    case 'request.aborted':
      return new FirewallError('aborted', 'the request ended before its body did')
    default:
      // What fails to unpack has no type, only the parser's word that the client is at fault.
      return status === 400
        ? new BodyError(
            400,
            'the body cannot be unpacked',
            'send it packed as `Content-Encoding` says, or without that header',
          )
        : undefined
  }
}
