import { randomId, type SecretKey } from '../../core/digest.js'
import { FirewallError } from '../../core/errors.js'
import {
  DEFAULT_GATEWAY_SERVICE,
  type GatewayConfig,
  type GatewayServiceConfig,
} from '../../core/gateway-config.js'
import { LIMITS } from '../../core/limits.js'
import type { CheckOptions, Principal, RetrievedChunk, Verdict } from '../../core/types.js'
import type { Firewall } from '../../firewall/firewall.js'
import { type AnswerContext, checkedAnswer, checkedEvents } from './answer.js'
import { Coverage, type GatewayCoverage } from './coverage.js'
import { parseNested } from './json.js'
import { Pseudonyms } from './pseudonyms.js'
import { disguise, type ReadRequest, readRequest, turnsOf, userMessages, vetForeign } from './request.js'
import { chat } from './shapes/chat.js'
import { embeddings } from './shapes/embeddings.js'
import { messages } from './shapes/messages.js'
import { responses } from './shapes/responses.js'
import type { Json, Shape } from './shapes/shape.js'
import { eventsOf, gathered } from './sse.js'
import { createUpstream, textOf, type Upstream, UpstreamError } from './upstream.js'

export const SHAPES = { chat, messages, responses } as const
export type ShapeName = keyof typeof SHAPES

/** Whose call it is, and what came with it. */
export interface GatewayCall {
  /** As JSON gave it; it is not changed. */
  readonly body: Json
  readonly principal: Principal
  /** The program that acts for the principal. */
  readonly actor?: string
  /** Whether the caller is a program, whose word on what is a reader's own counts. */
  readonly application: boolean
  readonly service?: string
  readonly session?: string
  /** Whether the permitted context is asked for. */
  readonly context: boolean
  /** Of the upstream's protocol, passed on. */
  readonly headers: Readonly<Record<string, string>>
  readonly signal: AbortSignal
  /** Told of every verdict of a door. */
  readonly onVerdict: (door: 'check' | 'inspect', verdict: Verdict) => void
}

/** What is answered: JSON, or events. */
export interface GatewayAnswer {
  readonly json?: Json
  /** Each as it is sent, in the form of server-sent events. */
  readonly events?: AsyncIterable<string>
  /** Of what was added to the prompt, what the reader may see. */
  readonly citations: readonly Citation[]
  /** Complete when the answer is. */
  readonly coverage: GatewayCoverage
}

/** Where something that was added to a prompt stands. */
export interface Citation {
  readonly id: string
  readonly title?: string
  readonly uri: string
}

/** Models behind both doors. */
export interface Gateway {
  /**
   * Throws `request-invalid`, `answer-refused`, `not-found` for a model that is not configured, `model-failed`,
   * `rate-limited`, `aborted`, and what the doors throw. What throws is not released.
   */
  call(shape: ShapeName, call: GatewayCall): Promise<GatewayAnswer>
  /** Vectors of texts that passed the input door. Throws likewise. */
  embed(call: GatewayCall): Promise<GatewayAnswer>
  /** The models that may be asked for, by who serves them. */
  models(): readonly { readonly id: string; readonly upstream: string }[]
}

/** What a gateway is made of. */
export interface GatewayOptions {
  readonly config: GatewayConfig
  /** Pseudonyms are derived from it. */
  readonly key: SecretKey
}

/** Throws `key-missing` for an upstream without its key. */
export function createGateway(firewall: Firewall, { config, key }: GatewayOptions): Gateway {
  const upstreams = Object.entries(config.upstreams).map(([name, one]) => createUpstream(name, one))

  function upstreamFor(speaks: Shape['speaks'], model: unknown): Upstream {
    const found = upstreams.find(
      (one) => one.config.speaks === speaks && one.config.models.includes(model as string),
    )
    if (found !== undefined) return found
    throw new FirewallError('not-found', 'no model of this name may be asked for here', {
      help: 'GET /v1/models lists those that are configured',
    })
  }

  /** A request that was read by its table: who serves it, under which rules, and what of it nobody looks into. */
  function open(
    shape: Pick<Shape, 'request' | 'speaker' | 'resultOf'>,
    speaks: Shape['speaks'],
    call: GatewayCall,
  ) {
    const upstream = upstreamFor(speaks, call.body['model'])
    const service = serviceOf(config, call)
    const coverage = new Coverage()
    const policy = { unknownFields: service.unknownFields, media: service.media.prompts }
    return { upstream, service, coverage, read: readRequest(shape, call.body, policy, coverage) }
  }

  /** The words of a refusal, by the input door or because a person has to look first; undefined where there is none. */
  async function refusalOf(request: ReturnType<typeof open>, call: GatewayCall): Promise<string | undefined> {
    const { read, service, coverage } = request
    const { media } = read
    const refusal = await inspected(read, call, service)
    if (refusal !== undefined || media.length === 0) return refusal
    const verdict = await firewall.hold(
      {
        text: userMessages(read)
          .map(({ text }) => text)
          .join('\n'),
        media,
      },
      { ...baseOf(call), door: 'inspect', templated: !speaksForReader(call, service) },
    )
    call.onVerdict('inspect', verdict)
    if (verdict.action === 'hold') coverage.held += media.length
    if (verdict.action !== 'release') return verdict.text
    coverage.media += media.length
    return undefined
  }

  /** The input door. Answers the words of a refusal, where there is one. */
  async function inspected(read: ReadRequest, call: GatewayCall, service: GatewayServiceConfig) {
    if (!service.inspect) return undefined
    const options = { ...baseOf(call), templated: !speaksForReader(call, service) }
    for (const { slots, text } of userMessages(read)) {
      if (text === '') continue
      const verdict = await firewall.inspect(text, options)
      call.onVerdict('inspect', verdict)
      if (verdict.action === 'block' || verdict.action === 'hold') return verdict.text
      if (verdict.action !== 'redact') continue
      if (slots.length === 1) {
        slots[0]!.set(verdict.text)
        continue
      }
      // What was found in a message of several parts is found in its parts, or the message is refused.
      for (const slot of slots) {
        const part = await firewall.inspect(slot.value as string, options)
        call.onVerdict('inspect', part)
        if (part.action === 'block' || part.action === 'hold') return part.text
        slot.set(part.text)
      }
    }
    return undefined
  }

  async function contextFor(read: ReadRequest, call: GatewayCall, service: GatewayServiceConfig) {
    if (!call.context) return []
    if (service.context === undefined) {
      throw new FirewallError('request-invalid', 'this service adds no context', {
        help: 'leave the header `Ragwall-Context` out, or give the service a `context` under `gateway`',
      })
    }
    const question = userMessages(read).at(-1)?.text.slice(-LIMITS.queryLength) ?? ''
    if (question.trim() === '') return []
    return firewall.retrieve(question, {
      ...baseOf(call),
      k: service.context.k,
      templated: !speaksForReader(call, service),
    })
  }

  return {
    async call(name, call) {
      const shape: Shape = SHAPES[name]
      const { body } = call
      const request = open(shape, shape.speaks, call)
      const { upstream, service, coverage, read } = request
      requireAnswerable(body)
      const streams = body['stream'] === true
      // The upstream is asked only for what the firewall has let in.
      const turns = turnsOf(read)
      const refusal = await refusalOf(request, call)
      if (refusal !== undefined) {
        const answer = shape.refusal(body, randomId(), refusal)
        if (!streams) return { json: answer, citations: [], coverage }
        const stream = shape.openStream(body)
        return {
          events: written(shape, listed([...stream.refused(answer), ...stream.close])),
          citations: [],
          coverage,
        }
      }
      const chunks = await contextFor(read, call, service)
      const pseudonyms =
        service.pseudonyms.length === 0
          ? undefined
          : new Pseudonyms(service.pseudonyms, key, call.principal.id)
      await vetForeign(read, firewall, baseOf(call), coverage)
      if (pseudonyms !== undefined) disguise(read, pseudonyms)
      const asked = withChunks(shape, read.body, chunks, service, pseudonyms)
      const context: AnswerContext = {
        firewall,
        shape,
        request: body,
        check: {
          ...baseOf(call),
          signal: call.signal,
          ...(speaksForReader(call, service) ? { conversation: turns } : {}),
          ...(chunks.length === 0 ? {} : { retrieved: chunks.map(({ id }) => id) }),
        },
        unknownFields: service.unknownFields,
        media: service.media.answers,
        pseudonyms,
        coverage,
        onVerdict: (verdict) => call.onVerdict('check', verdict),
      }
      const given = await upstream
        .post(shape.path, asked, call.headers, call.signal)
        .catch((error: unknown) => refusedBy(error, context))
      const citations = chunks.map(citationOf)
      if (streams && given.isStream) {
        const source = gathered(eventsOf(given.body, LIMITS.upstreamEvent), () => given.stop())
        const events = checkedEvents(context, source)
        return { events: written(shape, events), citations, coverage }
      }
      if (streams !== given.isStream) {
        given.stop()
        throw new FirewallError('model-failed', 'the upstream answered in another way than it was asked')
      }
      return { json: await checkedAnswer(context, objectOf(await textOf(given.body))), citations, coverage }
    },

    async embed(call) {
      const { body } = call
      const { upstream, service, coverage, read } = open(embeddings, 'openai', call)
      const refusal = await inspected(read, call, service)
      if (refusal !== undefined) {
        throw new FirewallError('answer-refused', 'the input door refuses the text')
      }
      const context: AnswerContext = {
        firewall,
        shape: { ...chat, whole: embeddings.whole, groupOf: () => '', cutWhole: refuseVectors },
        request: body,
        check: { ...baseOf(call), signal: call.signal },
        unknownFields: service.unknownFields,
        media: service.media.answers,
        pseudonyms: undefined,
        coverage,
        onVerdict: (verdict) => call.onVerdict('check', verdict),
      }
      const given = await upstream
        .post('/embeddings', read.body, call.headers, call.signal)
        .catch((error: unknown) => refusedBy(error, context))
      const json = await checkedAnswer(context, objectOf(await textOf(given.body)))
      return { json, citations: [], coverage }
    },

    models: () =>
      upstreams.flatMap(({ name, config: { models } }) => models.map((id) => ({ id, upstream: name }))),
  }
}

function baseOf({ principal, actor, service, session }: GatewayCall): CheckOptions {
  return {
    principal,
    ...(actor === undefined ? {} : { actor }),
    ...(service === undefined ? {} : { service }),
    ...(session === undefined ? {} : { session }),
  }
}

function serviceOf({ services }: GatewayConfig, { service = 'default' }: GatewayCall): GatewayServiceConfig {
  return Object.hasOwn(services, service) ? services[service]! : DEFAULT_GATEWAY_SERVICE
}

/** Whether `user` messages are the reader's own words (docs/decisions.md#whose-turns-explain). */
function speaksForReader({ application }: GatewayCall, { ownWords }: GatewayServiceConfig): boolean {
  return application && ownWords === 'human'
}

/** What is answered later, and elsewhere, nobody would look at. */
function requireAnswerable({ background }: Json): void {
  if (background !== true) return
  throw new FirewallError('request-invalid', 'answers in the background do not pass the gateway', {
    help: 'ask for the answer itself, whole or as a stream',
  })
}

function withChunks(
  shape: Shape,
  body: Json,
  chunks: readonly RetrievedChunk[],
  { context }: GatewayServiceConfig,
  pseudonyms: Pseudonyms | undefined,
): Json {
  if (chunks.length === 0 || context === undefined) return body
  const text = chunks.map(({ title, uri, text }) => `[${title ?? uri}] ${uri}\n${text}`).join('\n\n')
  const filled = context.template.replace('{chunks}', () => text)
  return shape.withContext(body, pseudonyms?.replace(filled) ?? filled)
}

function citationOf({ documentId, title, uri }: RetrievedChunk): Citation {
  return { id: documentId, ...(title === undefined ? {} : { title }), uri }
}

/** What the upstream said of the request is told as far as this reader may be told it. */
async function refusedBy(error: unknown, { firewall, check }: AnswerContext): Promise<never> {
  if (error instanceof UpstreamError && error.said !== undefined) {
    const { action } = await firewall.check(error.said, check)
    error.mayBeTold = action === 'release'
  }
  throw error
}

function refuseVectors(): void {
  throw new FirewallError('answer-refused', 'the answer holds more than vectors')
}

function objectOf(text: string): Json {
  const value = parseNested(text)
  if (value !== undefined && !Array.isArray(value)) return value as Json
  throw new FirewallError('model-failed', 'the answer of the upstream is not a JSON object')
}

async function* listed<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items
}

async function* written(shape: Shape, events: AsyncIterable<Json | string>): AsyncGenerator<string> {
  for await (const event of events) {
    if (typeof event === 'string') yield `data: ${event}\n\n`
    else yield writeEvent(shape.name, event)
  }
}

/** OpenAI's chat completions name no events; the others name each by its type. */
export function writeEvent(shape: ShapeName, event: Json): string {
  const name = shape === 'chat' ? '' : `event: ${String(event['type'])}\n`
  return `${name}data: ${JSON.stringify(event)}\n\n`
}
