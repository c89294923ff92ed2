import type { Request, Response } from 'express'
import { z } from 'zod'
import { FirewallError } from '../../../core/errors.js'
import { LIMITS } from '../../../core/limits.js'
import {
  type Gateway,
  type GatewayAnswer,
  type GatewayCall,
  type ShapeName,
  UpstreamError,
  writeEvent,
} from '../../gateway/index.js'
import { RateLimitedError } from '../admission.js'
import { LineWriter } from '../line-writer.js'
import { nameCoverage } from '../observe.js'
import { BodyError, type Problem } from '../problem.js'
import { callOptions } from './doors.js'
import { foreignBody, type Route, type RouteCall, route } from './route.js'

/** Whose policy applies, as the bodies of other protocols have no place for it. */
export const SERVICE_HEADER = 'ragwall-service'
/** Which conversation a call belongs to. */
export const SESSION_HEADER = 'ragwall-session'
/** `on`: what the reader may read about the last message is put before the conversation. */
export const CONTEXT_HEADER = 'ragwall-context'

/** Headers of the protocols that say how the body is meant. */
const PASSED = ['anthropic-version', 'anthropic-beta', 'openai-beta']

const foreignAnswer = z.looseObject({}).meta({ id: 'ForeignAnswer', description: 'As the protocol has it.' })

/** Models behind both doors, for the clients of those who make them. */
export const gateway: readonly Route[] = [
  answering('chat', '/v1/chat/completions', "OpenAI's chat completions, behind both doors."),
  answering('responses', '/v1/responses', "OpenAI's Responses, behind both doors."),
  answering('messages', '/v1/messages', "Anthropic's messages, behind both doors."),
  route({
    method: 'post',
    path: '/v1/embeddings',
    scope: 'generate',
    reads: true,
    summary: "OpenAI's embeddings, behind the input door.",
    body: foreignBody,
    answer: foreignAnswer,
    errorForm: (problem) => errorOf('chat', problem),
    async handle(call) {
      const answer = await told(gatewayOf(call).embed(callOf(call)))
      return jsonOf(call, answer)
    },
  }),
  route({
    method: 'get',
    path: '/v1/models',
    scope: 'generate',
    summary: 'The models that may be asked for.',
    answer: foreignAnswer,
    keyHeader: 'x-api-key',
    errorForm: (problem) => errorOf('chat', problem),
    async handle(call) {
      const models = gatewayOf(call).models()
      return call.request.headers['anthropic-version'] === undefined
        ? {
            object: 'list',
            data: models.map(({ id, upstream }) => ({ id, object: 'model', created: 0, owned_by: upstream })),
          }
        : {
            data: models.map(({ id }) => ({
              type: 'model',
              id,
              display_name: id,
              created_at: '1970-01-01T00:00:00Z',
            })),
            has_more: false,
            first_id: models[0]?.id ?? null,
            last_id: models.at(-1)?.id ?? null,
          }
    },
  }),
]

function answering(shape: ShapeName, path: Route['path'], summary: string): Route {
  return route({
    method: 'post',
    path,
    scope: 'generate',
    reads: true,
    summary,
    body: foreignBody,
    answer: foreignAnswer,
    otherAnswers: { 'text/event-stream': 'The events of the protocol, where the body says `stream`.' },
    ...(shape === 'messages' ? { keyHeader: 'x-api-key' } : {}),
    errorForm: (problem) => errorOf(shape, problem),
    async handle(call) {
      const answer = await told(gatewayOf(call).call(shape, callOf(call)))
      if (answer.events === undefined) return jsonOf(call, answer)
      await sendEvents(call, shape, answer, answer.events)
      return undefined
    },
  })
}

type Call = RouteCall<unknown, unknown, unknown>

function gatewayOf({ options }: Call): Gateway {
  if (options.gateway !== undefined) return options.gateway
  throw new FirewallError('not-found', 'no models are configured', {
    help: 'name upstreams under `gateway` of the configuration',
  })
}

function callOf({ caller, reading, request, body, signal, metrics }: Call): GatewayCall {
  const service = headerOf(request, SERVICE_HEADER)
  const session = headerOf(request, SESSION_HEADER)
  const context = headerOf(request, CONTEXT_HEADER)
  if (context !== undefined && context !== 'on' && context !== 'off') {
    throw new FirewallError('request-invalid', 'the header `Ragwall-Context` is neither `on` nor `off`')
  }
  return {
    body: body as Record<string, unknown>,
    ...reading,
    ...callOptions(caller, {
      ...(service === undefined ? {} : { service }),
      ...(session === undefined ? {} : { session }),
    }),
    application: caller.application,
    context: context === 'on',
    headers: Object.fromEntries(
      PASSED.flatMap((name) => {
        const value = request.headers[name]
        return typeof value === 'string' ? [[name, value]] : []
      }),
    ),
    signal,
    onVerdict: (door, verdict) => metrics.countVerdict(door, verdict),
  }
}

function headerOf(request: Request, name: string): string | undefined {
  const [value, ...more] = request.headersDistinct[name] ?? []
  if (more.length === 0 && (value === undefined || (value !== '' && value.length <= LIMITS.idLength)))
    return value
  throw new FirewallError('request-invalid', `the header \`${name}\` is not one value`)
}

/** The words of an upstream's error were judged; what is its caller's to mend is told as that. */
async function told(answer: Promise<GatewayAnswer>): Promise<GatewayAnswer> {
  try {
    return await answer
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error
    if (error.code === 'rate-limited') throw new RateLimitedError(error.message, error.retryAfter ?? 1)
    if (error.status >= 500) throw error
    throw new BodyError(
      error.status,
      error.message,
      error.mayBeTold ? (error.said ?? '') : 'its words may not be told here',
    )
  }
}

function jsonOf(call: Call, answer: GatewayAnswer): unknown {
  announce(call, answer)
  call.metrics.countCoverage(answer.coverage)
  return answer.json
}

function announce({ response }: Call, { citations, coverage }: GatewayAnswer): void {
  nameCoverage(response, coverage)
  if (citations.length === 0) return
  const ascii = JSON.stringify(citations).replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  response.set('Ragwall-Citations', ascii)
}

async function sendEvents(
  call: Call,
  shape: ShapeName,
  answer: GatewayAnswer,
  events: AsyncIterable<string>,
): Promise<void> {
  const { response, metrics, problemFor } = call
  announce(call, answer)
  const writer = new LineWriter(response, 'text/event-stream')
  try {
    for await (const event of events) await writer.writeText(event)
  } catch (error) {
    // As long as nothing was said, the error can still be the answer.
    if (!response.headersSent) throw error
    const form = errorOf(shape, problemFor(error)) as Record<string, unknown>
    if (isOpen(response))
      await writer.writeText(writeEvent(shape, eventOf(shape, form))).catch(() => undefined)
  } finally {
    metrics.countCoverage(answer.coverage)
    if (response.headersSent) writer.end()
  }
}

function isOpen({ destroyed }: Response): boolean {
  return !destroyed
}

function errorOf(shape: ShapeName, { code, status, title, detail, help }: Problem): object {
  const message = [detail ?? title, help].filter((words) => words !== undefined).join('; ')
  if (shape === 'messages') return { type: 'error', error: { type: anthropicType(status), message } }
  const type = status < 500 ? 'invalid_request_error' : 'server_error'
  return { error: { message, type, param: null, code } }
}

function anthropicType(status: number): string {
  const named: Readonly<Record<number, string>> = {
    401: 'authentication_error',
    403: 'permission_error',
    404: 'not_found_error',
    413: 'request_too_large',
    429: 'rate_limit_error',
  }
  return named[status] ?? (status < 500 ? 'invalid_request_error' : 'api_error')
}

/** The same as the last event of a stream. */
function eventOf(shape: ShapeName, form: Record<string, unknown>): Record<string, unknown> {
  if (shape !== 'responses') return form
  const { code, message } = form['error'] as { code: string; message: string }
  return { type: 'error', code, message, param: null, sequence_number: 0 }
}
