import type { LanguageModelMiddleware } from 'ai'
import { FirewallError } from '../../core/errors.js'
import {
  callback,
  type OptionKinds,
  oneOf,
  requireArgument,
  required,
  requireOptions,
  text,
} from '../../core/options.js'
import type { CheckOptions, Principal } from '../../core/types.js'
import { type Channel, openChannel, type Released } from '../../firewall/channel.js'
import { FIREWALL, type Firewall } from '../../firewall/firewall.js'
import { checkValue, isStructured } from '../../firewall/structured.js'
import { vetResult, vetValues } from '../../firewall/vetted-result.js'

/** For whom a model answers, and under which policy. */
export interface LeakageMiddlewareOptions {
  /** Asked at every call: one model serves many readers at once. */
  readonly principal: () => Principal | Promise<Principal>
  /** Whose policy applies; default `default`. */
  readonly service?: string
  /** Names the conversation of a call; asked at every call. */
  readonly session?: () => string
  /** Files that a model makes, which nothing looks into; default `refuse`. */
  readonly files?: 'pass' | 'refuse'
}

const OPTIONS: OptionKinds<LeakageMiddlewareOptions> = {
  principal: required({ ...callback, is: 'a function that says who reads: `() => principal`' }),
  service: text,
  session: callback,
  files: oneOf('pass', 'refuse'),
}

type Generate = NonNullable<LanguageModelMiddleware['wrapGenerate']>
type Stream = NonNullable<LanguageModelMiddleware['wrapStream']>
type Result = Awaited<ReturnType<Generate>>
type Content = Result['content'][number]
type StreamResult = Awaited<ReturnType<Stream>>
type Part = StreamResult['stream'] extends ReadableStream<infer Inner> ? Inner : never

/**
 * Middleware for `wrapLanguageModel` of the AI SDK: every word of a model passes door 2 before anybody sees it, whole and
 * streamed: text, reasoning, arguments and results of tools, sources, objects. An answer that may not go on ends with the
 * service's refusal and the finish reason `content-filter`. Raw bodies and raw parts of providers are taken out. Throws
 * `option-invalid`; calls throw what `Firewall.check` throws.
 */
export function leakageMiddleware(
  firewall: Firewall,
  options: LeakageMiddlewareOptions,
): LanguageModelMiddleware {
  requireArgument(firewall, FIREWALL, 'the first argument of leakageMiddleware')
  requireOptions<LeakageMiddlewareOptions>(options, OPTIONS, 'leakageMiddleware')
  return {
    specificationVersion: 'v3',
    async transformParams({ params }) {
      const check = await checkOptions(options, params.abortSignal)
      const prompt = await Promise.all(
        params.prompt.map((message) => vettedMessage(firewall, message, check)),
      )
      return { ...params, prompt }
    },
    async wrapGenerate({ doGenerate, params }) {
      const answer = new Answer(firewall, await checkOptions(options, params.abortSignal), options, params)
      const result = await toldApart(doGenerate)
      return answer.whole(result)
    },
    async wrapStream({ doStream, params }) {
      const answer = new Answer(firewall, await checkOptions(options, params.abortSignal), options, params)
      const { stream, response } = await toldApart(doStream)
      const headers = response?.headers
      return {
        stream: ReadableStream.from(
          answer.parts(stream as unknown as AsyncIterable<Part>),
        ) as StreamResult['stream'],
        ...(headers === undefined ? {} : { response: { headers } }),
      }
    },
  }
}

async function checkOptions(
  { principal, service, session }: LeakageMiddlewareOptions,
  signal: AbortSignal | undefined,
): Promise<CheckOptions> {
  return {
    principal: await principal(),
    ...(service === undefined ? {} : { service }),
    ...(session === undefined ? {} : { session: session() }),
    ...(signal === undefined ? {} : { signal }),
  }
}

type Prompt = Parameters<Generate>[0]['params']['prompt']
type Message = Prompt[number]

/** What tools gave back, as the model may be given it by the service's policy for orders. */
async function vettedMessage(firewall: Firewall, message: Message, check: CheckOptions): Promise<Message> {
  if (typeof message.content === 'string') return message
  const content = await Promise.all(
    message.content.map(async (part) => {
      if (part.type !== 'tool-result') return part
      const { output } = part
      if (output.type === 'execution-denied') return part
      if (output.type !== 'content') {
        const { values } = await vetValues(firewall, [output.value], check)
        return { ...part, output: { ...output, value: values[0] } }
      }
      const said = output.value.flatMap((one) => (one.type === 'text' ? [one.text] : []))
      const { texts } = await vetResult(firewall, said, check)
      let next = 0
      const value = output.value.map((one) => (one.type === 'text' ? { ...one, text: texts[next++]! } : one))
      return { ...part, output: { ...output, value } }
    }),
  )
  return { ...message, content } as Message
}

/** Providers quote in their errors what was said. */
function failed(error: unknown): FirewallError {
  if (error instanceof FirewallError) return error
  return new FirewallError('model-failed', 'the model stopped with an error')
}

async function toldApart<Made>(make: () => PromiseLike<Made>): Promise<Made> {
  try {
    return await make()
  } catch (error) {
    throw failed(error)
  }
}

const CUT = { unified: 'content-filter', raw: undefined } as const

/** A part of an answer, or the words that refuse all of it. */
type Settled = { readonly part: Content } | { readonly refusal: string }

class Answer {
  readonly #firewall: Firewall
  readonly #check: CheckOptions
  readonly #files: 'pass' | 'refuse'
  readonly #structured: boolean

  constructor(
    firewall: Firewall,
    check: CheckOptions,
    { files = 'refuse' }: LeakageMiddlewareOptions,
    { responseFormat }: { readonly responseFormat?: { readonly type: string } | undefined },
  ) {
    this.#firewall = firewall
    this.#check = check
    this.#files = files
    this.#structured = responseFormat?.type === 'json'
  }

  async whole({
    content,
    response,
    request: _request,
    providerMetadata: _raw,
    ...rest
  }: Result): Promise<Result> {
    const { body: _body, ...told } = (response ?? {}) as { body?: unknown }
    const kept = { ...rest, ...(response === undefined ? {} : { response: told }) }
    const parts: Content[] = []
    for (const one of content) {
      const settled = await this.#settle(one)
      if ('refusal' in settled) {
        return { ...kept, content: [{ type: 'text', text: settled.refusal }], finishReason: CUT }
      }
      parts.push(settled.part)
    }
    return { ...kept, content: parts }
  }

  async *parts(source: AsyncIterable<Part>): AsyncGenerator<Part> {
    /** Texts on their way, by id. */
    const open = new Map<string, { channel: Channel; kind: 'text' | 'reasoning' }>()
    /** Texts, and arguments of tools, that wait for their end. */
    const held = new Map<string, Part[]>()
    let refusal: string | undefined
    let cutAt: string | undefined
    let ended = false
    try {
      for await (const part of source) {
        switch (part.type) {
          case 'text-start':
          case 'reasoning-start':
            if (part.type === 'text-start' && this.#structured) held.set(part.id, [])
            else {
              open.set(part.id, {
                channel: openChannel(this.#firewall, this.#check, () => undefined),
                kind: part.type === 'text-start' ? 'text' : 'reasoning',
              })
            }
            yield { type: part.type, id: part.id, ...sealed(part) }
            break
          case 'text-delta':
          case 'reasoning-delta': {
            const waiting = held.get(part.id)
            if (waiting !== undefined) {
              waiting.push(part)
              break
            }
            const pushed: Released = (await open.get(part.id)?.channel.push(part.delta)) ?? { text: '' }
            const { text } = pushed
            if (text !== '') yield { type: part.type, id: part.id, delta: text, ...sealed(part) }
            refusal = pushed.refusal
            if (refusal !== undefined && part.type === 'text-delta') cutAt = part.id
            break
          }
          case 'text-end':
          case 'reasoning-end': {
            const kind = part.type === 'text-end' ? 'text' : 'reasoning'
            const waiting = held.get(part.id)
            held.delete(part.id)
            const settled =
              waiting === undefined
                ? await open.get(part.id)?.channel.end()
                : await this.#said(waiting.map((one) => ('delta' in one ? one.delta : '')).join(''), true)
            open.delete(part.id)
            const text = settled === undefined ? '' : 'text' in settled ? settled.text : ''
            if (text !== '') yield { type: `${kind}-delta`, id: part.id, delta: text }
            refusal = settled !== undefined && 'refusal' in settled ? settled.refusal : undefined
            if (refusal === undefined) yield { type: part.type, id: part.id, ...sealed(part) }
            else if (kind === 'text') cutAt = part.id
            else yield { type: 'reasoning-end', id: part.id }
            break
          }
          case 'tool-input-start':
          case 'tool-input-delta':
          case 'tool-input-end':
            held.set(part.id, [...(held.get(part.id) ?? []), part])
            break
          case 'tool-call':
          case 'tool-result':
          case 'source':
          case 'file':
          case 'tool-approval-request': {
            const settled = await this.#settle(part)
            if ('refusal' in settled) {
              refusal = settled.refusal
              break
            }
            if (part.type === 'tool-call') {
              // What was written of a call while it was made goes out where it is the call that goes out.
              const same = 'input' in settled.part && settled.part.input === part.input
              if (same) yield* (held.get(part.toolCallId) ?? []) as Part[]
              held.delete(part.toolCallId)
            }
            yield settled.part as Part
            break
          }
          case 'finish': {
            ended = true
            const { providerMetadata: _raw, ...rest } = part
            yield rest
            break
          }
          case 'error':
            throw failed(part.error)
          case 'stream-start':
            yield part
            break
          case 'response-metadata': {
            const { type, id, timestamp, modelId } = part
            yield {
              type,
              ...(id === undefined ? {} : { id }),
              ...(timestamp === undefined ? {} : { timestamp }),
              ...(modelId === undefined ? {} : { modelId }),
            }
            break
          }
          // What a provider sent as it was, and what this middleware does not know.
          default:
            break
        }
        if (refusal === undefined) continue
        const id = cutAt ?? 'refusal'
        if (cutAt === undefined) yield { type: 'text-start', id }
        yield { type: 'text-delta', id, delta: refusal }
        yield { type: 'text-end', id }
        yield { type: 'finish', finishReason: CUT, usage: NO_USAGE }
        return
      }
      if (!ended) throw new FirewallError('model-failed', 'the stream of the model broke off')
    } catch (error) {
      for (const { channel } of open.values()) await channel.fail(error)
      yield { type: 'error', error: failed(error) }
    } finally {
      for (const { channel } of open.values()) await channel.abandon()
    }
  }

  async #settle(part: Content): Promise<Settled> {
    switch (part.type) {
      case 'text':
      case 'reasoning': {
        const settled = await this.#said(part.text, part.type === 'text' && this.#structured)
        return 'refusal' in settled
          ? settled
          : { part: { type: part.type, text: settled.text, ...sealed(part) } }
      }
      case 'tool-call': {
        const settled = await this.#said(part.input, true)
        if ('refusal' in settled) return settled
        const { providerMetadata: _raw, ...rest } = part
        return { part: { ...rest, input: settled.text, ...sealed(part) } }
      }
      case 'file':
        if (this.#files === 'refuse') {
          throw new FirewallError('answer-refused', 'the model made a file, which nothing looks into', {
            help: "`files: 'pass'` lets files pass",
          })
        }
        return { part: { type: 'file', mediaType: part.mediaType, data: part.data } }
      case 'tool-approval-request':
        return { part: { type: part.type, approvalId: part.approvalId, toolCallId: part.toolCallId } }
      default: {
        // Sources and results of tools: everything in them.
        const { providerMetadata: _raw, ...rest } = part
        const { value, verdict } = await checkValue(this.#firewall, rest as never, this.#check)
        if (value === undefined) return { refusal: refusalOf(verdict) }
        return { part: value as unknown as Content }
      }
    }
  }

  async #said(raw: string, json: boolean): Promise<{ readonly text: string } | { readonly refusal: string }> {
    if (raw === '') return { text: raw }
    const structure = json ? parsed(raw) : undefined
    if (structure !== undefined) {
      if (Object.keys(structure).length === 0) return { text: raw }
      const { value, verdict } = await checkValue(this.#firewall, structure as never, this.#check)
      if (value === undefined) return { refusal: refusalOf(verdict) }
      return { text: value === structure ? raw : JSON.stringify(value) }
    }
    const verdict = await this.#firewall.check(raw, this.#check)
    return verdict.action === 'block' || verdict.action === 'hold'
      ? { refusal: verdict.text }
      : { text: verdict.text }
  }
}

const NO_USAGE = {
  inputTokens: { total: undefined, noCache: undefined, cacheRead: undefined, cacheWrite: undefined },
  outputTokens: { total: undefined, text: undefined, reasoning: undefined },
}

function refusalOf({ action, text }: { readonly action: string; readonly text: string }): string {
  return action === 'block' || action === 'hold' ? text : '[REDACTED]'
}

function parsed(raw: string): object | undefined {
  try {
    const value: unknown = JSON.parse(raw)
    return isStructured(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** Signatures and ids that a provider wants back; anything that could be read is left out. */
function sealed<Carrier extends { readonly providerMetadata?: unknown }>({ providerMetadata }: Carrier) {
  type Metadata = { readonly providerMetadata?: Record<string, Record<string, never>> }
  const only = (value: unknown): boolean =>
    typeof value === 'string'
      ? /^[\w+/=.:-]*$/.test(value)
      : typeof value !== 'object' || value === null || Object.values(value).every(only)
  return (providerMetadata !== undefined && only(providerMetadata) ? { providerMetadata } : {}) as Metadata
}
