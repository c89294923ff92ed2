import { AIMessageChunk, BaseMessage } from '@langchain/core/messages'
import { Runnable, type RunnableConfig } from '@langchain/core/runnables'
import { FirewallError } from '../../core/errors.js'
import type { CheckOptions, Turn } from '../../core/types.js'
import type { Firewall } from '../../firewall/firewall.js'
import { releasedMessage, spokenText, toolCallChunks } from './messages.js'
import { principalOf } from './principal.js'

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
    const options = checkOptions(config, this.#options)
    if (typeof input === 'string') return (await this.#firewall.check(input, options)).text
    return releasedMessage(requireMessage(input), await this.#firewall.check(spokenText(input), options))
  }

  override async *_streamIterator(input: Spoken, config?: Partial<RunnableConfig>): AsyncGenerator<Spoken> {
    yield await this.invoke(input, config)
  }

  /** Text is let through as it settles; of a stream of messages, tool calls wait for its end. */
  override async *transform(
    source: AsyncGenerator<Spoken>,
    config?: Partial<RunnableConfig>,
  ): AsyncGenerator<Spoken> {
    const options = checkOptions(config, this.#options)
    const collected: { whole?: AIMessageChunk } = {}
    const text = this.#firewall.check(textOf(source, collected), options)
    for await (const piece of text)
      yield collected.whole === undefined ? piece : new AIMessageChunk({ content: piece })
    const { action } = await text.verdict
    const calls = collected.whole?.tool_calls ?? []
    if (action !== 'release' || collected.whole === undefined || calls.length === 0) return
    const spoken = await this.#firewall.check(spokenText(collected.whole), options)
    if (spoken.action === 'release')
      yield new AIMessageChunk({ content: '', tool_call_chunks: toolCallChunks(calls) ?? [] })
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
    const chunk = AIMessageChunk.isInstance(piece)
      ? piece
      : new AIMessageChunk({ content: requireMessage(piece).text })
    collected.whole = collected.whole === undefined ? chunk : collected.whole.concat(chunk)
    yield chunk.text
  }
}

export function checkOptions(
  config: Partial<RunnableConfig> | undefined,
  { service }: CheckRunnableOptions,
  conversation?: readonly Turn[],
): CheckOptions {
  const configured = config?.configurable ?? {}
  const session: unknown = configured['session'] ?? configured['thread_id']
  return {
    principal: principalOf(config as RunnableConfig | undefined),
    ...(service === undefined ? {} : { service }),
    ...(typeof session === 'string' ? { session } : {}),
    ...(config?.signal === undefined ? {} : { signal: config.signal }),
    ...(conversation === undefined ? {} : { conversation }),
  }
}

function requireMessage(input: unknown): BaseMessage {
  if (BaseMessage.isInstance(input)) return input
  throw new FirewallError('option-invalid', 'check was given something that is neither text nor a message', {
    help: 'put it behind a model or an output parser that yields text',
  })
}
