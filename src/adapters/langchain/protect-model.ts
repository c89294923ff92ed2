import type { CallbackManagerForLLMRun } from '@langchain/core/callbacks/manager'
import type { BaseLanguageModelInput } from '@langchain/core/language_models/base'
import {
  BaseChatModel,
  type BaseChatModelCallOptions,
  type BindToolsInput,
} from '@langchain/core/language_models/chat_models'
import { AIMessageChunk, type BaseMessage } from '@langchain/core/messages'
import { ChatGenerationChunk, type ChatResult } from '@langchain/core/outputs'
import { type Runnable, RunnableBinding, type RunnableConfig } from '@langchain/core/runnables'
import { AsyncLocalStorageProviderSingleton } from '@langchain/core/singletons'
import { FirewallError } from '../../core/errors.js'
import type { CheckOptions } from '../../core/types.js'
import type { Firewall } from '../../firewall/firewall.js'
import { type CheckRunnableOptions, checkOptions } from './check.js'
import { releasedMessage, spokenText, toolCallChunks, toolCalls, turnsOf } from './messages.js'

/**
 * A chat model whose every word passed door 2 before anybody saw it. The inner model is called without its run
 * manager and outside any tracing context, so handlers, tracers and `streamEvents` see checked chunks only
 * (ruling 19). The conversation is what the model was given: its human turns are the reader's own words.
 */
export function protectModel(
  firewall: Firewall,
  model: BaseChatModel,
  options: CheckRunnableOptions = {},
): ProtectedChatModel {
  return new ProtectedChatModel(firewall, model, options)
}

/** A symbol, because tracers copy the string keys of call options. */
const asked = Symbol('ragwall call')

interface ProtectedCallOptions extends BaseChatModelCallOptions {
  readonly [asked]?: CheckOptions
}

export class ProtectedChatModel extends BaseChatModel<ProtectedCallOptions> {
  static override lc_name(): string {
    return 'ProtectedChatModel'
  }

  override lc_namespace = ['ragwall', 'chat_models']
  readonly #firewall: Firewall
  readonly #inner: BaseChatModel
  readonly #options: CheckRunnableOptions

  constructor(firewall: Firewall, inner: BaseChatModel, options: CheckRunnableOptions) {
    super({})
    if (typeof inner?._generate !== 'function') {
      throw new FirewallError('option-invalid', 'protectModel was given something that is not a chat model', {
        help: 'protect the model first, then bind tools to what protectModel returned',
      })
    }
    this.#firewall = firewall
    this.#inner = inner
    this.#options = options
  }

  override _llmType(): string {
    return 'ragwall'
  }

  /** Tools are put into the inner model's own words and bound to this one. */
  override bindTools(
    tools: BindToolsInput[],
    options?: Partial<ProtectedCallOptions>,
  ): Runnable<BaseLanguageModelInput, AIMessageChunk, ProtectedCallOptions> {
    const bound = this.#inner.bindTools?.(tools, options)
    if (!(bound instanceof RunnableBinding)) {
      throw new FirewallError('option-invalid', 'the inner model cannot bind tools', {
        help: 'use a model that can',
      })
    }
    return this.withConfig({
      ...bound.kwargs,
      ...bound.config,
    } as Partial<ProtectedCallOptions>) as unknown as Runnable<
      BaseLanguageModelInput,
      AIMessageChunk,
      ProtectedCallOptions
    >
  }

  /** The one place that sees the whole configuration of every call, before any callback runs. */
  protected override _separateRunnableConfigFromCallOptionsCompat(
    options?: Partial<ProtectedCallOptions>,
  ): [RunnableConfig, this['ParsedCallOptions']] {
    const [config, call] = super._separateRunnableConfigFromCallOptionsCompat(options)
    return [config, { ...call, [asked]: call[asked] ?? checkOptions(options, this.#options) }]
  }

  override async _generate(
    messages: BaseMessage[],
    options: this['ParsedCallOptions'],
    _manager?: CallbackManagerForLLMRun,
  ): Promise<ChatResult> {
    const check = this.#checkOptions(messages, options)
    const inner = this.#inner
    const result = await untraced(() => inner._generate(messages, innerOptions(options)))
    const generations = []
    for (const { message, generationInfo } of result.generations) {
      const verdict = await this.#firewall.check(spokenText(message), check)
      const released = releasedMessage(message, verdict)
      generations.push({
        text: released.text,
        message: released,
        ...(generationInfo === undefined ? {} : { generationInfo }),
      })
    }
    return { generations, ...(result.llmOutput === undefined ? {} : { llmOutput: result.llmOutput }) }
  }

  override async *_streamResponseChunks(
    messages: BaseMessage[],
    options: this['ParsedCallOptions'],
    manager?: CallbackManagerForLLMRun,
  ): AsyncGenerator<ChatGenerationChunk> {
    if (this.#inner._streamResponseChunks === BaseChatModel.prototype._streamResponseChunks) {
      const { generations } = await this._generate(messages, options)
      yield await announced(new AIMessageChunk({ ...generations[0]!.message }), manager)
      return
    }
    const check = this.#checkOptions(messages, options)
    const raw: { whole?: AIMessageChunk } = {}
    const text = this.#firewall.check(this.#innerText(messages, options, raw), check)
    for await (const piece of text) yield await announced(new AIMessageChunk({ content: piece }), manager)
    const { action } = await text.verdict
    if (raw.whole === undefined) return
    const calls = action === 'release' ? await this.#checkedCalls(raw.whole, check) : []
    const { usage_metadata: usage, response_metadata } = raw.whole
    const last = { content: '', response_metadata, ...(usage === undefined ? {} : { usage_metadata: usage }) }
    yield await announced(
      new AIMessageChunk({ ...last, tool_call_chunks: toolCallChunks(calls) ?? [] }),
      manager,
    )
  }

  async #checkedCalls(whole: AIMessageChunk, check: CheckOptions) {
    const calls = toolCalls(whole)
    if (calls.length === 0) return []
    const { action } = await this.#firewall.check(spokenText(whole), check)
    return action === 'release' ? calls : []
  }

  async *#innerText(
    messages: BaseMessage[],
    options: this['ParsedCallOptions'],
    raw: { whole?: AIMessageChunk },
  ): AsyncGenerator<string> {
    const chunks = this.#inner._streamResponseChunks(messages, innerOptions(options))
    try {
      for (;;) {
        const { value, done } = await untraced(() => chunks.next())
        if (done === true) return
        const message = value.message as AIMessageChunk
        raw.whole = raw.whole === undefined ? message : raw.whole.concat(message)
        yield message.text
      }
    } finally {
      await chunks.return(undefined)
    }
  }

  #checkOptions(messages: readonly BaseMessage[], options: this['ParsedCallOptions']): CheckOptions {
    return { ...(options[asked] ?? checkOptions(undefined, this.#options)), conversation: turnsOf(messages) }
  }
}

function innerOptions<Options extends ProtectedCallOptions>(options: Options): Options {
  const { [asked]: _asked, ...rest } = options
  return rest as Options
}

/** Runs outside whatever configuration travels by async context: no callbacks, no tracer of the environment. */
function untraced<Result>(work: () => Promise<Result>): Promise<Result> {
  return AsyncLocalStorageProviderSingleton.getInstance().run(undefined, work)
}

async function announced(
  message: AIMessageChunk,
  manager: CallbackManagerForLLMRun | undefined,
): Promise<ChatGenerationChunk> {
  const chunk = new ChatGenerationChunk({ message, text: message.text })
  await manager?.handleLLMNewToken(message.text, undefined, undefined, undefined, undefined, { chunk })
  return chunk
}
