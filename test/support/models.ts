import { BaseCallbackHandler } from '@langchain/core/callbacks/base'
import type { CallbackManagerForLLMRun } from '@langchain/core/callbacks/manager'
import { BaseChatModel, type BaseChatModelParams } from '@langchain/core/language_models/chat_models'
import { AIMessage, AIMessageChunk, type BaseMessage } from '@langchain/core/messages'
import { ChatGenerationChunk, type ChatResult } from '@langchain/core/outputs'

/** A chat model that says what it was told to, token by token, and tells its handlers as real ones do. */
export class ScriptedModel extends BaseChatModel {
  readonly #script: AIMessage
  readonly #tokens: number

  constructor(script: AIMessage | string, options: BaseChatModelParams & { tokens?: number } = {}) {
    super(options)
    this.#script = typeof script === 'string' ? new AIMessage(script) : script
    this.#tokens = options.tokens ?? 5
  }

  override _llmType(): string {
    return 'scripted'
  }

  override async _generate(
    _messages: BaseMessage[],
    _options: unknown,
    manager?: CallbackManagerForLLMRun,
  ): Promise<ChatResult> {
    await manager?.handleLLMNewToken(this.#script.text)
    return { generations: [{ text: this.#script.text, message: this.#script }] }
  }

  override async *_streamResponseChunks(
    _messages: BaseMessage[],
    _options: unknown,
    manager?: CallbackManagerForLLMRun,
  ): AsyncGenerator<ChatGenerationChunk> {
    const { text } = this.#script
    for (let at = 0; at < text.length; at += this.#tokens) {
      const piece = text.slice(at, at + this.#tokens)
      yield await announced(new AIMessageChunk({ content: piece }), manager)
    }
    const calls = (this.#script.tool_calls ?? []).map(({ name, args, id }, index) => ({
      type: 'tool_call_chunk' as const,
      name,
      args: JSON.stringify(args),
      index,
      ...(id === undefined ? {} : { id }),
    }))
    if (calls.length > 0)
      yield await announced(new AIMessageChunk({ content: '', tool_call_chunks: calls }), manager)
  }
}

async function announced(
  message: AIMessageChunk,
  manager: CallbackManagerForLLMRun | undefined,
): Promise<ChatGenerationChunk> {
  const chunk = new ChatGenerationChunk({ message, text: message.text })
  await manager?.handleLLMNewToken(message.text, undefined, undefined, undefined, undefined, { chunk })
  return chunk
}

/** A handler that writes down everything it is shown, as a tracer would. */
export class Recorder extends BaseCallbackHandler {
  override name = 'recorder'
  override awaitHandlers = true
  readonly seen: unknown[] = []

  constructor() {
    super()
    const methods = [
      'handleLLMStart',
      'handleChatModelStart',
      'handleLLMNewToken',
      'handleLLMEnd',
      'handleLLMError',
      'handleChainStart',
      'handleChainEnd',
      'handleChainError',
      'handleRetrieverStart',
      'handleRetrieverEnd',
      'handleRetrieverError',
      'handleCustomEvent',
      'handleToolStart',
      'handleToolEnd',
      'handleText',
    ] as const
    for (const method of methods) {
      Object.assign(this, { [method]: (...parts: unknown[]) => void this.seen.push(method, ...parts) })
    }
  }

  /** Everything seen as one string; streamed tokens also joined, so that a text in pieces is found. */
  transcript(): string {
    const tokens = this.seen.filter((part) => typeof part === 'string' && !part.startsWith('handle'))
    return JSON.stringify(this.seen, circularless()) + tokens.join('')
  }
}

function circularless() {
  const seen = new WeakSet<object>()
  return (_key: string, value: unknown) => {
    if (typeof value !== 'object' || value === null) return value
    if (seen.has(value)) return undefined
    seen.add(value)
    return value instanceof Error ? { name: value.name, message: value.message } : value
  }
}
