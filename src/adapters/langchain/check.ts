import { AIMessageChunk, BaseMessage } from '@langchain/core/messages'
import { ensureConfig, Runnable, type RunnableConfig } from '@langchain/core/runnables'
import { FirewallError } from '../../core/errors.js'
import type { CheckOptions } from '../../core/types.js'
import type { Firewall } from '../../firewall/firewall.js'
import { endOnAbort } from './inner.js'
import { keptFields, toolCallChunks, toolCalls } from './messages.js'
import { callContext } from './principal.js'
import { checkedMessage, closingChunk } from './release.js'

export interface CheckRunnableOptions {
  readonly service?: string
}

/**
 * Door 2 as a runnable, for strings and messages, whole or streaming. It runs no callbacks of its own, so it
 * shows nobody what it was given; but a model in front of it does: raw tokens reach that model's handlers
 * before any later step. Wrap the model with `protectModel` where that matters.
 */
export function check(firewall: Firewall, options: CheckRunnableOptions = {}): CheckRunnable {
  return new CheckRunnable(firewall, options)
}

export type Spoken = string | BaseMessage

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
    const options = checkOptions(ensureConfig(config as RunnableConfig | undefined), this.#options)
    if (typeof input === 'string') return (await this.#firewall.check(input, options)).text
    return checkedMessage(this.#firewall, requireMessage(input), options)
  }

  override async *_streamIterator(input: Spoken, config?: Partial<RunnableConfig>): AsyncGenerator<Spoken> {
    yield await this.invoke(input, config)
  }

  /** Text is let through as it settles; of a stream of messages, tool calls wait for its end. */
  override async *transform(
    source: AsyncGenerator<Spoken>,
    config?: Partial<RunnableConfig>,
  ): AsyncGenerator<Spoken> {
    const options = checkOptions(ensureConfig(config as RunnableConfig | undefined), this.#options)
    const collected: { whole?: AIMessageChunk } = {}
    const text = this.#firewall.check(textOf(source, collected), options)
    const settle = endOnAbort(text, options.signal)
    try {
      for await (const piece of text)
        yield collected.whole === undefined ? piece : new AIMessageChunk({ content: piece })
    } finally {
      settle()
    }
    const verdict = await text.verdict
    if (collected.whole !== undefined)
      yield await closingChunk(this.#firewall, collected.whole, verdict, options)
  }
}

async function* textOf(
  source: AsyncIterable<Spoken>,
  collected: { whole?: AIMessageChunk },
): AsyncGenerator<string> {
  for await (const piece of source) {
    if (typeof piece === 'string') {
      yield piece
      continue
    }
    const chunk = chunkOf(requireMessage(piece))
    collected.whole = collected.whole === undefined ? chunk : collected.whole.concat(chunk)
    yield chunk.text
  }
}

/** A whole message in a stream, from a step that does not stream, becomes a chunk that can be joined. */
export function chunkOf(message: BaseMessage): AIMessageChunk {
  if (AIMessageChunk.isInstance(message)) return message
  return new AIMessageChunk({
    ...keptFields(message),
    content: message.text,
    tool_call_chunks: toolCallChunks(toolCalls(message)),
  })
}

export function checkOptions(
  config: Partial<RunnableConfig>,
  { service }: CheckRunnableOptions,
): CheckOptions {
  return { ...callContext(config), ...(service === undefined ? {} : { service }) }
}

function requireMessage(input: unknown): BaseMessage {
  if (BaseMessage.isInstance(input)) return input
  throw new FirewallError('option-invalid', 'check was given something that is neither text nor a message', {
    help: 'put it behind a model or an output parser that yields text',
  })
}
