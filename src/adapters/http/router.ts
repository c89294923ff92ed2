import express, {
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
  type Router,
} from 'express'
import helmet from 'helmet'
import { z } from 'zod'
import type { Scope } from '../../core/config.js'
import { FirewallError } from '../../core/errors.js'
import { LIMITS } from '../../core/limits.js'
import {
  callback,
  type OptionKinds,
  record,
  requireArgument,
  required,
  requireOptions,
  withMethods,
} from '../../core/options.js'
import type { ServerConfig } from '../../core/server-config.js'
import type { Trouble } from '../../core/trouble.js'
import { FIREWALL, type Firewall } from '../../firewall/firewall.js'
import type { Gateway } from '../gateway/index.js'
import type { Mcp } from '../mcp/index.js'
import type { Admission, Pass } from './admission.js'
import type { Authenticate, Caller, PrincipalLookup } from './authenticate.js'
import { type AssertionReader, callerOf, readingOf, requireScope } from './caller.js'
import { ServiceMetrics } from './metrics.js'
import { type Logger, nameProblem, nameRoute, observe } from './observe.js'
import { parseBody, parseQuery } from './parse-body.js'
import { BodyError, operatorError, type Problem, problemOf, sendProblem } from './problem.js'
import { troubleOf } from './routes/health.js'
import { type AnyObject, Document, type ProtectedResource, type Route } from './routes/route.js'
import { ROUTES } from './routes/table.js'
import type { Siblings } from './siblings.js'
import { parseJson } from './strict-json.js'

/** Who may call, and who hears of errors. */
export interface RouterOptions {
  /** Required: without it there is no router, in types and at run time. */
  readonly authenticate: Authenticate
  /** Looks up the users that tokens with the scope `act` name. Without it nobody acts for anybody. */
  readonly principalOf?: PrincipalLookup
  /** Ids of those whom the directory lists: whom an auditor asks about who names nobody. */
  readonly principals?: () => readonly string[]
  /** Verifies the assertions by which a backend says whom it acts for; `assertions(…)` makes one. */
  readonly assertions?: AssertionReader
  /** What RFC 9728 wants callers to find: the address they use, and who issues tokens for it. */
  readonly resource?: ProtectedResource
  /** Lets requests in; without it everybody may ask as often as they like. `startServer` makes one. */
  readonly admission?: Admission
  /** What around the firewall works worse than it should: told by `/readyz` and `/v1/admin/status`. */
  readonly trouble?: () => readonly Trouble[]
  /** Whether the service is being stopped: `/readyz` says so. */
  readonly draining?: () => boolean
  /** Reads again what is not the firewall's own, behind `POST /v1/admin/reload`. */
  readonly reload?: () => void | Promise<void>
  /** Models behind the doors, which `createGateway` makes; without it there are none. */
  readonly gateway?: Gateway
  /** Gateways of others that may ask, as under `server.guardrails` of the configuration. */
  readonly guardrails?: ServerConfig['guardrails']
  /** The Model Context Protocol at `/mcp`, which `createMcp` makes; without it there is nothing there. */
  readonly mcp?: Mcp
  /** For the operator's log: what went wrong inside. Never holds content. */
  readonly onError?: (error: FirewallError) => void
  /** Told of every request when it is over, and of errors: ids, routes, codes and times. A logger of `pino` is one. */
  readonly logger?: Logger
  /** The other processes behind the same port, which limit and count together with this one. */
  readonly siblings?: Siblings
}

export const ROUTER_OPTIONS: OptionKinds<RouterOptions> = {
  authenticate: required({
    ...callback,
    is: 'a function that turns a request into its caller by a verified token',
  }),
  principalOf: { ...callback, is: 'a function from an id to the principal of that id' },
  principals: callback,
  assertions: withMethods('a reader of assertions', 'read'),
  resource: record("{ url: 'https://ragwall.example', issuers: ['https://idp.example'] }"),
  admission: withMethods('what `createAdmission` makes', 'enter', 'idle', 'shut'),
  trouble: callback,
  draining: callback,
  reload: callback,
  gateway: withMethods('what `createGateway` makes', 'call', 'embed', 'models'),
  guardrails: record("{ litellm: { reader: { body: ['request_data', 'user_api_key_user_id'] }, … } }"),
  mcp: withMethods('what `createMcp` makes', 'handle', 'close'),
  onError: callback,
  logger: withMethods('a logger, as `pino()` makes one', 'info', 'error'),
  siblings: withMethods('what the processes behind one port share', 'offerMetrics', 'otherMetrics'),
}

/**
 * The service as an express 5 router: every row of the table of routes, with JSON in and out, errors as problem
 * documents, nothing cached.
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
  const metrics = new ServiceMetrics()
  options.siblings?.offerMetrics(async () => metrics.counted(await troubleOf({ firewall, options })))
  routes.use(observe(metrics, options.logger), helmet(), (request, response, next) => {
    response.set('Cache-Control', 'no-store')
    response.locals['resource'] = options.resource?.url
    // Node takes the first; whoever stands in front may have gone by the last.
    if ((request.headersDistinct['host']?.length ?? 0) > 1) {
      throw new BodyError(400, 'the request names two hosts', 'send `Host` once')
    }
    next()
  })
  for (const row of ROUTES) mount(routes, row, { firewall, options, metrics })
  for (const { path, method, soleMethod } of ROUTES) {
    if (soleMethod !== true) continue
    routes.all(path, (_request, response) => {
      nameRoute(response, path)
      response.set('Allow', method.toUpperCase())
      throw new BodyError(405, 'this path takes another method', 'send it by the method that `Allow` names')
    })
  }
  routes.use('/v1', () => {
    throw notFound()
  })
  routes.use(onError(options))
  return routes
}

/** There is nothing at this path, or not for this method: the same answer. */
export function notFound(): FirewallError {
  return new FirewallError('not-found', 'there is nothing at this path', {
    help: `routes are ${ROUTES.map(({ method, path }) => `${method.toUpperCase()} ${path}`).join(', ')}`,
  })
}

/** A body, unpacked, that has arrived whole in time; what is in it is `parseJson`'s to say. */
function bodyReader({ admission }: RouterOptions): RequestHandler {
  const bytes = express.raw({ limit: admission?.limits.bodyBytes ?? LIMITS.bodyBytes, type: isJson })
  return (request, response, next) => inTime(bytes, request, response, next)
}

/** A body that does not arrive keeps a socket and what came of it. */
function inTime(bytes: RequestHandler, request: Request, response: Response, next: NextFunction): void {
  const deadline = setTimeout(() => {
    const problem = problemOf(
      new BodyError(408, 'the body did not arrive in time', 'send it faster, or less of it'),
    )
    if (!response.headersSent) sendProblem(response.set('Connection', 'close'), problem)
    request.destroy()
  }, LIMITS.bodyTime)
  bytes(request, response, (error?: unknown) => {
    clearTimeout(deadline)
    if (!response.headersSent) next(error)
  })
}

/** What every row is served with. */
interface Served {
  readonly firewall: Firewall
  readonly options: RouterOptions
  readonly metrics: ServiceMetrics
}

function mount(routes: Router, row: Route, served: Served): void {
  const { scope, bodyType = 'application/json' } = row
  const steps: RequestHandler[] = [
    (_request, response, next) => {
      nameRoute(response, row.path)
      response.locals['errorForm'] = row.errorForm
      next()
    },
  ]
  if (scope !== undefined) steps.push(guard(row, served.options, scope))
  if (row.body !== undefined && bodyType === 'application/json') steps.push(bodyReader(served.options))
  routes[row.method](row.path.replace(/\{(\w+)\}/g, ':$1'), ...steps, handle(row, served))
}

/** Before the body is read: a stranger sends no eight megabytes. */
function guard(row: Route, options: RouterOptions, scope: Scope): RequestHandler {
  return async (request, response, next) => {
    if (row.keyHeader !== undefined) takeKey(request, row.keyHeader)
    const caller = await callerOf(options.authenticate, request)
    requireScope(caller, scope)
    response.locals['caller'] = caller
    response.locals['pass'] = await admit(row, request, response, caller, options)
    next()
  }
}

/** A token in the header of another protocol, where no other is sent. */
function takeKey({ headersDistinct, headers }: Request, name: string): void {
  const [key, ...more] = headersDistinct[name] ?? []
  if (key === undefined || more.length > 0 || headersDistinct['authorization'] !== undefined) return
  headers.authorization = `Bearer ${key}`
  headersDistinct['authorization'] = [headers.authorization]
}

/** Counts until the client has gone; from when its work begins, until that has ended (`handle`). */
async function admit(
  row: Route,
  request: Request,
  response: Response,
  { subject: id, application }: Caller,
  { admission }: RouterOptions,
): Promise<Pass | undefined> {
  if (admission === undefined) return undefined
  // What is read as it comes is never kept whole.
  const kept = (row.bodyType ?? 'application/json') === 'application/json'
  const bytes = kept ? declaredBytes(request, admission.limits.bodyBytes) : 0
  const pass = await admission.enter({ id, application }, bytes)
  const leave = () => {
    if (response.locals['working'] !== true) pass.leave()
  }
  if (response.destroyed) leave()
  else response.once('close', leave)
  return pass
}

/** What a body will take; one that does not say, or is packed, may become as large as is allowed. */
function declaredBytes({ headers }: Request, most: number): number {
  if (headers['transfer-encoding'] !== undefined || headers['content-encoding'] !== undefined) return most
  return Math.min(most, Number(headers['content-length'] ?? 0) || 0)
}

function handle(row: Route, served: Served): RequestHandler {
  const work = answering(row, served)
  return async (request, response, next) => {
    const pass = response.locals['pass'] as Pass | undefined
    response.locals['working'] = true
    try {
      await work(request, response, next)
    } finally {
      pass?.leave()
    }
  }
}

function answering(row: Route, { firewall, options, metrics }: Served): RequestHandler {
  return async (request, response) => {
    const pass = response.locals['pass'] as Pass | undefined
    const caller = response.locals['caller'] as Caller
    const gone = new AbortController()
    response.once('close', () => gone.abort())
    const reading = row.reads ? await readingOf(caller, request, options) : (undefined as never)
    if (reading?.actor !== undefined) await pass?.alsoFor(reading.principal.id)
    // A handler that takes what its row does not ask for fails on `undefined`, and does nothing.
    const answer = await row.handle({
      firewall,
      options,
      metrics,
      request,
      response,
      signal: gone.signal,
      params: row.params === undefined ? {} : parseQuery(row.params, request.params),
      query: parseQuery(row.query ?? NOTHING, request.query),
      caller,
      reading,
      body: row.body === undefined ? {} : bodyOf(row, row.body, request),
      problemFor: (error) => toldOf(error, response, options),
    })
    if (answer === undefined) return
    if (answer instanceof Document) response.type(answer.type).send(Buffer.from(answer.text))
    else send(response, answer)
  }
}

const NOTHING = z.strictObject({})

function bodyOf({ bodyType = 'application/json' }: Route, schema: AnyObject, request: Request): unknown {
  return bodyType === 'application/json' ? parseBody(schema, jsonBody(request)) : {}
}

function onError(options: RouterOptions) {
  return (error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    const problem = toldOf(error, response, options)
    if (response.headersSent) response.destroy()
    else sendProblem(response, problem)
  }
}

/** The problem for the client; what is wrong inside goes to the operator. */
function toldOf(error: unknown, response: Response, options: RouterOptions): Problem {
  const problem = problemOf(error)
  nameProblem(response, problem.code)
  // A level mistyped in a claim or a directory is the operator's to mend, although the request is what failed.
  const operators = problem.status >= 500 || problem.code === 'level-unknown'
  if (operators) {
    const { code, message, help } = operatorError(error)
    options.logger?.error(
      { requestId: response.get('X-Request-Id'), code, ...(help === undefined ? {} : { help }) },
      message,
    )
    options.onError?.(operatorError(error))
  }
  return problem
}

function send(response: Response, value: unknown): void {
  // Not `response.json`: its ETag would let a cache key be made of an answer.
  response.type('application/json').send(Buffer.from(JSON.stringify(value)))
}

function isJson(request: { headers: { 'content-type'?: string | undefined } }): boolean {
  return /^application\/json\s*(?:;\s*charset="?utf-8"?\s*)?$/i.test(request.headers['content-type'] ?? '')
}

function jsonBody(request: Request): unknown {
  if (!isJson(request)) {
    throw new BodyError(
      415,
      'the body is not declared as JSON',
      'send `Content-Type: application/json`, in UTF-8',
    )
  }
  // No body at all leaves no bytes.
  return parseJson(Buffer.isBuffer(request.body) ? request.body : new Uint8Array())
}
