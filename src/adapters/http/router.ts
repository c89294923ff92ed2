import express, { type NextFunction, type Request, type Response, type Router } from 'express'
import helmet from 'helmet'
import type { Scope } from '../../core/config.js'
import { randomId } from '../../core/digest.js'
import { FirewallError } from '../../core/errors.js'
import { LIMITS } from '../../core/limits.js'
import { callback, type OptionKinds, requireArgument, required, requireOptions } from '../../core/options.js'
import type { AuditReceipt, CheckOptions, Verdict } from '../../core/types.js'
import { FIREWALL, type Firewall } from '../../firewall/firewall.js'
import type { Authenticate, Caller, PrincipalLookup } from './authenticate.js'
import {
  type CheckBody,
  checkBody,
  type InspectBody,
  inspectBody,
  parseBody,
  retrieveBody,
} from './bodies.js'
import { callerOf, type Reading, readingOf, requireScope } from './caller.js'
import { BodyError, operatorError, problemOf, sendProblem } from './problem.js'
import { leakReport } from './reports.js'

/** Who may call, and who hears of errors. */
export interface RouterOptions {
  /** Required: without it there is no router, in types and at run time. */
  readonly authenticate: Authenticate
  /** Looks up the users that tokens with the scope `act` name. Without it nobody acts for anybody. */
  readonly principalOf?: PrincipalLookup
  /** For the operator's log: what went wrong inside. Never holds content. */
  readonly onError?: (error: FirewallError) => void
}

export const ROUTER_OPTIONS: OptionKinds<RouterOptions> = {
  authenticate: required({
    ...callback,
    is: 'a function that turns a request into its caller by a verified token',
  }),
  principalOf: { ...callback, is: 'a function from an id to the principal of that id' },
  onError: callback,
}

/**
 * Both doors over HTTP, as an express 5 router. JSON in and out, errors as problem documents, nothing cached.
 *
 * The reader is the token's subject, or whom a backend with the scope `act` names in `Ragwall-Principal`.
 * From end users' tokens `conversation` and `retrieved` are ignored (the firewall uses what it has itself
 * seen of this reader), `audience` and `task` are refused, and answers hold the action, the text and an
 * opaque receipt; tokens of applications get the whole verdict.
 */
export function router(firewall: Firewall, options: RouterOptions): Router {
  requireArgument(firewall, FIREWALL, 'the first argument of router')
  requireOptions<RouterOptions>(options, ROUTER_OPTIONS, 'router')
  const routes = express.Router()
  const json = express.json({ limit: LIMITS.bodyBytes, strict: true, type: isJson })
  const door = (scope: Scope, answer: Answer) => [guard(options, scope), json, handle(options, answer)]

  routes.use(helmet(), (_request, response, next) => {
    response.set('Cache-Control', 'no-store')
    next()
  })
  routes.get('/healthz', (_request, response) => void send(response, { status: 'ok' }))

  routes.post(
    '/v1/retrieve',
    ...door('retrieve', async ({ caller, reading, request, signal }) => {
      const body = parseBody(retrieveBody, jsonBody(request))
      let receipt: AuditReceipt = { id: randomId() }
      const chunks = await firewall.retrieve(body.query, {
        ...reading,
        ...callOptions(caller, body),
        ...(body.k === undefined ? {} : { k: body.k }),
        onReceipt: (given) => {
          receipt = given
        },
        signal,
      })
      return {
        chunks: chunks.map(({ id, documentId, title, uri, text, score }) => ({
          id,
          documentId,
          ...(title === undefined ? {} : { title }),
          uri,
          text,
          score,
        })),
        receipt: caller.application ? receipt : { id: receipt.id },
      }
    }),
  )

  routes.post(
    '/v1/inspect',
    ...door('check', async ({ caller, reading, request, signal }) => {
      const body = parseBody(inspectBody, jsonBody(request))
      return verdictFor(
        caller,
        await firewall.inspect(body.prompt, { ...checkOptions(caller, reading, body), signal }),
      )
    }),
  )

  routes.post(
    '/v1/check',
    ...door('check', async ({ caller, reading, request, signal }) => {
      const body = parseBody(checkBody, jsonBody(request))
      return verdictFor(
        caller,
        await firewall.check(body.answer, { ...checkOptions(caller, reading, body), signal }),
      )
    }),
  )

  routes.get('/v1/reports/leaks', guard(options, 'audit'), async (request, response) => {
    await leakReport(firewall, request, response)
  })
  routes.get('/v1/audit/verify', guard(options, 'audit'), async (_request, response) => {
    send(response, await firewall.verify())
  })

  routes.use('/v1', () => {
    throw notFound()
  })
  routes.use(onError(options))
  return routes
}

/** There is nothing at this path, or not for this method: the same answer. */
export function notFound(): FirewallError {
  return new FirewallError('not-found', 'there is nothing at this path', {
    help: 'routes are POST /v1/retrieve, /v1/inspect, /v1/check; GET /v1/reports/leaks, /v1/audit/verify, /healthz',
  })
}

interface Handled {
  readonly caller: Caller
  readonly reading: Reading
  readonly request: Request
  readonly signal: AbortSignal
}

type Answer = (handled: Handled) => Promise<unknown>

/** Before the body is read: a stranger sends no eight megabytes. */
function guard(options: RouterOptions, scope: Scope) {
  return async (request: Request, response: Response, next: NextFunction) => {
    const caller = await callerOf(options.authenticate, request)
    requireScope(caller, scope)
    response.locals['caller'] = caller
    next()
  }
}

function handle(options: RouterOptions, answer: Answer) {
  return async (request: Request, response: Response) => {
    const caller = response.locals['caller'] as Caller
    const reading = await readingOf(caller, request, options.principalOf)
    const gone = new AbortController()
    response.once('close', () => gone.abort())
    send(response, await answer({ caller, reading, request, signal: gone.signal }))
  }
}

function onError(options: RouterOptions) {
  return (error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    const problem = problemOf(error)
    // A level mistyped in a claim or a directory is the operator's to mend, although the request is what failed.
    const operators = problem.status >= 500 || problem.code === 'level-unknown'
    if (operators) options.onError?.(operatorError(error))
    if (response.headersSent) response.destroy()
    else sendProblem(response, problem)
  }
}

function send(response: Response, value: unknown): void {
  // Not `response.json`: its ETag would let a cache key be made of an answer.
  response.type('application/json').send(Buffer.from(JSON.stringify(value)))
}

function isJson(request: { headers: { 'content-type'?: string | undefined } }): boolean {
  return /^application\/json\s*(?:;|$)/i.test(request.headers['content-type'] ?? '')
}

function jsonBody(request: Request): unknown {
  if (isJson(request)) return request.body
  throw new BodyError(415, 'the body is not declared as JSON', 'send `Content-Type: application/json`')
}

/** Service and session, as far as this caller may name them. */
function callOptions(caller: Caller, body: { service?: string; session?: string }) {
  const { service, session } = body
  if (service !== undefined && caller.services?.includes(service) === false) {
    throw new FirewallError('service-unknown', 'no service of this name is configured')
  }
  return { ...(service === undefined ? {} : { service }), ...(session === undefined ? {} : { session }) }
}

function checkOptions(
  caller: Caller,
  reading: Reading,
  body: Omit<CheckBody, 'answer'> | Omit<InspectBody, 'prompt'>,
): CheckOptions {
  const { conversation, task } = body
  const retrieved = 'retrieved' in body ? body.retrieved : undefined
  const audience = 'audience' in body ? body.audience : undefined
  const base = { ...reading, ...callOptions(caller, body) }
  if (!caller.application) {
    // Ignoring these would be looser than what was asked for; ignoring the others is stricter.
    if (audience !== undefined || task !== undefined) {
      throw new FirewallError(
        'scope-missing',
        '`audience` and `task` are taken from tokens of applications only',
      )
    }
    return base
  }
  return {
    ...base,
    ...(conversation === undefined ? {} : { conversation }),
    ...(task === undefined ? {} : { task }),
    ...(retrieved === undefined ? {} : { retrieved }),
    ...(audience === undefined ? {} : { audience }),
  }
}

/** An end user learns what happened to the text, and nothing of why (docs/decisions.md#what-an-end-user-learns). */
function verdictFor(caller: Caller, verdict: Verdict): unknown {
  if (caller.application) return verdict
  const { action, text, receipt } = verdict
  return { action, text, receipt: { id: receipt.id } }
}
