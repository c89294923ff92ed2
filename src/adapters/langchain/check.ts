import { AIMessageChunk, BaseMessage } from '@langchain/core/messages'
import { ensureConfig, Runnable, type RunnableConfig } from '@langchain/core/runnables'
import { FirewallError } from '../../core/errors.js'
import { type OptionKinds, requireArgument, requireOptions, text } from '../../core/options.js'
import type { CheckOptions, Verdict } from '../../core/types.js'
import { FIREWALL, type Firewall } from '../../firewall/firewall.js'
import { checkedValue, isStructured, type Structured } from '../../firewall/structured.js'
import { blocksOf } from './blocks.js'
import { endOnAbort } from './inner.js'
import { keptFields, toolCallChunks, toolCalls } from './messages.js'
import { announceVerdict } from './notice.js'
import { rememberOrigin } from './origins.js'
import { callContext } from './principal.js'
import { checkedMessage, closingChunk } from './release.js'

/** Options of everything that asks door 2. */
export interface CheckRunnableOptions {
  /** Whose policy applies; default `default`. */
  readonly service?: string
}

/**
 * Door 2 as a runnable, whole or streaming: for strings; for messages with their content blocks, reasoning,
 * citations and tool-call arguments; for structured output. It runs no callbacks of its own, so it shows nobody
 * what it was given, and tells handlers of a verdict that is not `release` by a `ragwall.verdict` event; but a model in front of it does: raw tokens reach that model's handlers
 * before any later step. Wrap the model with `protectModel` where that matters.
 */
export function check(firewall: Firewall, options: CheckRunnableOptions = {}): CheckRunnable {
  requireCall(firewall, options, SERVICE, 'check')
  return new CheckRunnable(firewall, options)
}

export const SERVICE: OptionKinds<CheckRunnableOptions> = { service: text }

/** What every face of LangChain is made with. Throws `option-invalid`. */
export function requireCall<Options>(
  firewall: unknown,
  options: unknown,
  kinds: OptionKinds<Options>,
  face: string,
): void {
  requireArgument(firewall, FIREWALL, `the first argument of ${face}`)
  requireOptions<Options>(options, kinds, face)
}

/** What can be checked: text, a message, or structured output. */
export type Spoken = string | BaseMessage | Structured

/** What `check` returns. */
export class CheckRunnable extends Runnable<Spoken, Spoken> {
  static override lc_name(): string {
    return 'CheckRunnable'
  }

  override lc_namespace = ['ragwall', 'runnables']
  readonly #firewall: Firewall
  readonly #options: CheckRunnableOptions

  constructor(firewall: Firewall, options: CheckRunnableOptions) {
    super()
    this.#firewall = firewall
    this.#options = options
  }

  async invoke(input: Spoken, config?: Partial<RunnableConfig>): Promise<Spoken> {
    const whole = ensureConfig(config as RunnableConfig | undefined)
    const options = checkOptions(whole, this.#options)
    if (typeof input === 'string') {
      const verdict = await this.#firewall.check(input, options)
      rememberOrigin(this.#firewall, verdict, options)
      await announceVerdict(verdict, whole)
      return verdict.text
    }
    if (BaseMessage.isInstance(input)) {
      const { message, verdict } = await checkedMessage(this.#firewall, input, options)
      await announceVerdict(verdict, whole)
      return message
    }
    const { value, verdict } = await checkedValue(this.#firewall, requireStructured(input), options)
    await announceVerdict(verdict, whole)
    return value
  }

  override async *_streamIterator(input: Spoken, config?: Partial<RunnableConfig>): AsyncGenerator<Spoken> {
    yield await this.invoke(input, config)
  }

  /**
   * Text is let through as it settles; of a stream of messages, tool calls and other blocks wait for its end.
   * Parsers stream ever longer versions of one structure: the last one is judged, and the only one that comes out.
   */
  override async *transform(
    source: AsyncGenerator<Spoken>,
    config?: Partial<RunnableConfig>,
  ): AsyncGenerator<Spoken> {
    const whole = ensureConfig(config as RunnableConfig | undefined)
    const options = checkOptions(whole, this.#options)
    const collected: Collected = {}
    const text = this.#firewall.check(textOf(source, collected), options)
    const settle = endOnAbort(text, options.signal)
    try {
      for await (const piece of text)
        yield collected.message === undefined ? piece : new AIMessageChunk({ content: piece })
    } finally {
      settle()
    }
    const said = await text.verdict
    let { verdict, last }: { verdict: Verdict; last?: Spoken } = { verdict: said }
    if (collected.message !== undefined) {
      const closing = await closingChunk(this.#firewall, collected.message, said, options)
      ;({ verdict, message: last } = closing)
    } else if (collected.value !== undefined) {
      ;({ verdict, value: last } = await checkedValue(this.#firewall, collected.value, options))
    } else rememberOrigin(this.#firewall, said, options)
    await announceVerdict(verdict, whole)
    if (last !== undefined) yield last
  }
}

/** What a stream turns out to carry beside text. */
interface Collected {
  message?: AIMessageChunk
  value?: Structured
}

async function* textOf(source: AsyncIterable<Spoken>, collected: Collected): AsyncGenerator<string> {
  for await (const piece of source) {
    if (typeof piece === 'string') {
      yield piece
    } else if (BaseMessage.isInstance(piece)) {
      const chunk = chunkOf(piece)
      collected.message = collected.message === undefined ? chunk : collected.message.concat(chunk)
      yield chunk.text
    } else collected.value = requireStructured(piece)
  }
}

/** A whole message in a stream, from a step that does not stream, becomes a chunk that can be joined. */
export function chunkOf(message: BaseMessage): AIMessageChunk {
  if (AIMessageChunk.isInstance(message)) return message
  return new AIMessageChunk({
    ...keptFields(message),
    content: blocksOf(message).length > 0 ? message.content : message.text,
    tool_call_chunks: toolCallChunks(toolCalls(message)),
  })
}

export function checkOptions(
  config: Partial<RunnableConfig>,
  { service }: CheckRunnableOptions,
): CheckOptions {
  return { ...callContext(config), ...(service === undefined ? {} : { service }) }
}

function requireStructured(input: unknown): Structured {
  if (isStructured(input)) return input
  throw new FirewallError(
    'option-invalid',
    'check was given something that is no text, message or structure',
    {
      help: 'put it behind a model or an output parser',
    },
  )
}
