import type { RequestHandler, Response } from 'express'
import { randomId } from '../../core/digest.js'
import { withRemoteParent } from '../../core/trace.js'
import type { GatewayCoverage } from '../gateway/index.js'
import type { Caller } from './authenticate.js'
import type { ServiceMetrics } from './metrics.js'

/** Takes what happened, one object and one sentence at a time; a logger of `pino` is one. */
export interface Logger {
  /** What went as it should, refusals included. */
  info(fields: object, message: string): void
  /** What is the operator's to mend. */
  error(fields: object, message: string): void
}

/** The W3C trace context of a request (Trace Context Level 1), as OpenTelemetry has it. */
interface TraceContext {
  readonly traceId: string
  readonly spanId: string
  readonly traceFlags: number
  readonly isRemote: true
}

/**
 * Gives each request an id, says afterwards what became of it, and counts it: by route, status and code, never by what
 * was sent. The path is the row of the table, for what stands in a path may be somebody's secret.
 */
export function observe(metrics: ServiceMetrics, logger: Logger | undefined): RequestHandler {
  return (request, response, next) => {
    const started = performance.now()
    const requestId = requestIdOf(request.headers['x-request-id'])
    const parent = traceContextOf(request.headers['traceparent'])
    response.set('X-Request-Id', requestId)
    const done = metrics.begin()
    response.once('close', () => {
      const seconds = (performance.now() - started) / 1_000
      const route = routeOf(response)
      const { caller, code, coverage } = response.locals as {
        caller?: Caller
        code?: string
        coverage?: GatewayCoverage
      }
      const { method } = request
      // One that never was answered went away.
      const status = response.writableFinished || response.headersSent ? response.statusCode : 499
      done({ method, route, status: String(status), code: code ?? '' }, seconds)
      logger?.info(
        {
          requestId,
          ...(parent === undefined ? {} : { traceId: parent.traceId, spanId: parent.spanId }),
          method,
          route,
          status,
          ...(code === undefined ? {} : { code }),
          ...(caller === undefined ? {} : { subject: caller.subject }),
          ...(coverage === undefined ? {} : { coverage: { ...coverage } }),
          complete: response.writableFinished,
          milliseconds: Math.round(seconds * 1_000_000) / 1_000,
        },
        'request',
      )
    })
    withRemoteParent(parent, next)
  }
}

/** Which row answers, for the log and the counts. */
export function nameRoute(response: Response, route: string): void {
  response.locals['route'] = route
}

/** How much of an answer of the gateway was looked at, for the log. */
export function nameCoverage(response: Response, coverage: GatewayCoverage): void {
  response.locals['coverage'] = coverage
}

/** With which code it was refused, likewise. */
export function nameProblem(response: Response, code: string): void {
  response.locals['code'] = code
}

function routeOf(response: Response): string {
  return (response.locals['route'] as string | undefined) ?? 'none'
}

/**
 * The caller's id of a request, if it has the form of one: a UUID, a ULID, hexadecimal digits. Any other word could be
 * a sentence, and ends up in no log.
 */
const REQUEST_ID =
  /^(?:[0-9a-f]{16,64}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-7][0-9A-HJKMNP-TV-Z]{25})$/i

function requestIdOf(given: string | readonly string[] | undefined): string {
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomId()
}

export function traceContextOf(header: string | readonly string[] | undefined): TraceContext | undefined {
  if (typeof header !== 'string') return undefined
  const [, version, traceId, spanId, flags, more] =
    /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/.exec(header) ?? []
  if (version === undefined || version === 'ff' || (version === '00' && more !== undefined)) return undefined
  if (/^0+$/.test(traceId!) || /^0+$/.test(spanId!)) return undefined
  return { traceId: traceId!, spanId: spanId!, traceFlags: Number.parseInt(flags!, 16), isRemote: true }
}
