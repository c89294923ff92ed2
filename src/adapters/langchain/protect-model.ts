import type { BaseCache } from '@langchain/core/caches'
import type { CallbackManagerForLLMRun, Callbacks } from '@langchain/core/callbacks/manager'
import type { BaseLanguageModelInput } from '@langchain/core/language_models/base'
import {
  BaseChatModel,
  type BaseChatModelCallOptions,
  type BindToolsInput,
  type LangSmithParams,
} from '@langchain/core/language_models/chat_models'
import {
  AIMessageChunk,
  type BaseMessage,
  type BaseMessageLike,
  type MessageContent,
} from '@langchain/core/messages'
import { ChatGenerationChunk, type ChatResult, type LLMResult } from '@langchain/core/outputs'
import type { Runnable, RunnableBinding, RunnableConfig } from '@langchain/core/runnables'
import { FirewallError } from '../../core/errors.js'
import { callback, type OptionKinds, oneOf, withMethods } from '../../core/options.js'
import type { CheckOptions } from '../../core/types.js'
import type { Firewall } from '../../firewall/firewall.js'
import { type CheckRunnableOptions, checkOptions, chunkOf, requireCall, SERVICE } from './check.js'
import { endOnAbort, modelError, untraced } from './inner.js'
import { declaring } from './leaf.js'
import { keptMetadata, numbersOf, turnsOf } from './messages.js'
import { announceVerdict } from './notice.js'
import { runWithPrincipal } from './principal.js'
import { checkedMessage, closingChunk } from './release.js'

/** Options of `protectModel`. */
export interface ProtectModelOptions extends CheckRunnableOptions {
  /**
   * What counts as the reader's own words, which may be said back. `'seen'` (default): what this firewall has
   * itself seen of this principal, queries to the retriever and prompts at the input door. `'human'`: the human
   * turns of what the model is given; choose it where nothing but the reader's words goes into them. A prompt
   * template that puts context there would make text from an unprotected source explain its own leak.
   */
  readonly ownWords?: 'human' | 'seen'
  /**
   * When a tool call is withheld: `'whole'` (default) when anything in it would be redacted; `'leaks'` only for
   * what this reader may not read, where whoever runs the tool judges its arguments once more, as
   * `leakageMiddleware` does: an address nobody knows yet is then no reason not to write to it.
   */
  readonly toolCalls?: 'leaks' | 'whole'
  /** Of answers that passed door 2: see `protectCache`. */
  readonly cache?: BaseCache
  /** Which of the messages are documents with labels of their own, as `CheckOptions.retrieved` takes them. */
  readonly retrieved?: (messages: readonly BaseMessage[]) => CheckOptions['retrieved']
}

/**
 * A chat model whose every word passed door 2 before anybody saw it. The inner model is called without its run
 * manager and outside any tracing context, so handlers, tracers and `streamEvents` see checked chunks only
 * (docs/decisions.md#raw-model-tokens). Of its errors only the class and the code are passed on, since providers
 * quote in them what the model said. A stream carries the first of several completions.
 */
export function protectModel(
  firewall: Firewall,
  model: BaseChatModel,
  options: ProtectModelOptions = {},
): ProtectedChatModel {
  requireCall(firewall, options, OPTIONS, 'protectModel')
  return new ProtectedChatModel(firewall, model, options)
}

const OPTIONS: OptionKinds<ProtectModelOptions> = {
  ...SERVICE,
  ownWords: oneOf('human', 'seen'),
  toolCalls: oneOf('leaks', 'whole'),
  cache: withMethods('a cache, from `protectCache()`', 'lookup', 'update'),
  retrieved: callback,
}

/** A symbol, because tracers copy the string keys of call options. */
const asked = Symbol('ragwall call')

interface ProtectedCallOptions extends BaseChatModelCallOptions {
  readonly [asked]?: CheckOptions
}

type BoundModel = Runnable<BaseLanguageModelInput, AIMessageChunk, ProtectedCallOptions>

/** What `protectModel` returns. */
export class ProtectedChatModel extends BaseChatModel<ProtectedCallOptions> {
  static override lc_name(): string {
    return 'ProtectedChatModel'
  }

  override lc_namespace = ['ragwall', 'chat_models']
  readonly #firewall: Firewall
  readonly #inner: BaseChatModel
  readonly #options: ProtectModelOptions

  constructor(firewall: Firewall, inner: BaseChatModel, options: ProtectModelOptions) {
    super(options.cache === undefined ? {} : { cache: options.cache })
    if (!isChatModel(inner)) {
      throw new FirewallError('option-invalid', 'protectModel was given something that is not a chat model', {
        help: 'protect the model first, then bind tools to what protectModel returned',
      })
    }
    this.#firewall = firewall
    this.#inner = inner
    this.#options = options
    this.disableStreaming = inner.disableStreaming
  }

  override _llmType(): string {
    return 'ragwall'
  }

  /** Facts about the inner model, for tracers and middleware. */
  override get profile(): BaseChatModel['profile'] {
    return this.#inner.profile
  }

  override getLsParams(options: this['ParsedCallOptions']): LangSmithParams {
    return this.#inner.getLsParams(innerOptions(options))
  }

  override getNumTokens(content: MessageContent): Promise<number> {
    return this.#inner.getNumTokens(content)
  }

  /** Tools are put into the inner model's own words and bound to this one. */
  override bindTools(tools: BindToolsInput[], options?: Partial<ProtectedCallOptions>): BoundModel {
    // An agent without tools binds none of them, to whatever model it has.
    const none = tools.length === 0 && this.#inner.bindTools === undefined
    const bound: unknown = none ? this.#inner : this.#inner.bindTools?.(tools, options)
    if (isBinding(bound)) {
      const settings = { ...bound.kwargs, ...bound.config } as Partial<ProtectedCallOptions>
      return this.withConfig(settings) as unknown as BoundModel
    }
    if (isChatModel(bound)) {
      return new ProtectedChatModel(this.#firewall, bound, this.#options) as unknown as BoundModel
    }
    throw new FirewallError('option-invalid', 'the inner model cannot bind tools', {
      help: 'use a model that can',
    })
  }

  /** The one place that sees the whole configuration of every call, before any callback runs. */
  protected override _separateRunnableConfigFromCallOptionsCompat(
    options?: Partial<ProtectedCallOptions>,
  ): [RunnableConfig, this['ParsedCallOptions']] {
    const [config, call] = super._separateRunnableConfigFromCallOptionsCompat(options)
    return [config, { ...call, [asked]: checkOptions(config, this.#options) }]
  }

  /** A cache is asked outside of any run, so the reader is put around it. */
  override async generate(
    messages: BaseMessageLike[][],
    options?: string[] | Partial<ProtectedCallOptions>,
    callbacks?: Callbacks,
  ): Promise<LLMResult> {
    const generate = () => super.generate(messages, options, callbacks)
    if (this.cache === undefined || this.cache === null) return generate()
    const [config] = super._separateRunnableConfigFromCallOptionsCompat(
      Array.isArray(options) ? { stop: options } : options,
    )
    return runWithPrincipal(checkOptions(config, this.#options).principal, generate)
  }

  /** Answers of another model, or under another policy, are other answers. */
  override _getSerializedCacheKeyParametersForCall(options: ProtectedCallOptions): string {
    const { service = '', ownWords = 'seen' } = this.#options
    const inner = this.#inner._getSerializedCacheKeyParametersForCall(innerOptions(options))
    return `ragwall:${JSON.stringify([service, ownWords])},${inner}`
  }

  override async _generate(
    messages: BaseMessage[],
    options: this['ParsedCallOptions'],
    manager?: CallbackManagerForLLMRun,
  ): Promise<ChatResult> {
    const check = this.#checkOptions(messages, options)
    const inner = this.#inner
    const { generations, llmOutput } = await untraced(() =>
      inner._generate(messages, innerOptions(options)),
    ).catch((error: unknown) => {
      throw modelError(error, options.signal)
    })
    const released = []
    for (const { message, generationInfo } of generations) {
      const { message: checked, verdict } = await checkedMessage(
        this.#firewall,
        message,
        check,
        this.#options,
      )
      await announceVerdict(verdict, manager)
      released.push({
        text: checked.text,
        message: checked,
        ...(generationInfo === undefined ? {} : { generationInfo: keptMetadata(generationInfo) }),
      })
    }
    return { generations: released, ...(llmOutput === undefined ? {} : { llmOutput: numbersOf(llmOutput) }) }
  }

  override async *_streamResponseChunks(
    messages: BaseMessage[],
    options: this['ParsedCallOptions'],
    manager?: CallbackManagerForLLMRun,
  ): AsyncGenerator<ChatGenerationChunk> {
    if (!streams(this.#inner)) {
      const { generations } = await this._generate(messages, options, manager)
      if (generations[0] !== undefined) yield await announced(chunkOf(generations[0].message), manager)
      return
    }
    const check = this.#checkOptions(messages, options)
    const raw: { whole?: AIMessageChunk } = {}
    const text = this.#firewall.check(this.#rawText(messages, options, raw), check)
    const settle = endOnAbort(text, options.signal)
    try {
      for await (const piece of text) yield await announced(new AIMessageChunk({ content: piece }), manager)
    } finally {
      settle()
    }
    if (raw.whole === undefined) return
    const { message, verdict } = await closingChunk(
      this.#firewall,
      raw.whole,
      await text.verdict,
      check,
      this.#options,
    )
    await announceVerdict(verdict, manager)
    yield await announced(message, manager)
  }

  async *#rawText(
    messages: BaseMessage[],
    options: this['ParsedCallOptions'],
    raw: { whole?: AIMessageChunk },
  ): AsyncGenerator<string> {
    const chunks = this.#inner._streamResponseChunks(messages, innerOptions(options))
    try {
      for (;;) {
        const { value, done } = await untraced(() => chunks.next())
        if (done === true) return
        // Completions come interleaved: judged as one text, each would hide what the others repeat.
        if (((value.generationInfo?.['completion'] as number | undefined) ?? 0) > 0) continue
        const message = value.message as AIMessageChunk
        raw.whole = raw.whole === undefined ? message : raw.whole.concat(message)
        yield message.text
      }
    } catch (error) {
      throw modelError(error, options.signal)
    } finally {
      await untraced(() => chunks.return(undefined)).catch(() => undefined)
    }
  }

  #checkOptions(messages: readonly BaseMessage[], options: this['ParsedCallOptions']): CheckOptions {
    // Without a principal the firewall refuses; a caller of `_generate` who went around `invoke` has none.
    const check = options[asked] ?? checkOptions(options, this.#options)
    const retrieved = this.#options.retrieved?.(messages)
    return {
      ...check,
      ...(this.#options.ownWords === 'human' ? { conversation: turnsOf(messages) } : {}),
      ...(retrieved === undefined ? {} : { retrieved }),
    }
  }
}

/** Told by what it can do: a model may be from another copy or build of LangChain. */
export function isChatModel(value: unknown): value is BaseChatModel {
  const { _generate, invoke } = (value ?? {}) as { _generate?: unknown; invoke?: unknown }
  return typeof _generate === 'function' && typeof invoke === 'function'
}

/** A model with settings around it, as `bindTools` of most providers returns one. */
function isBinding(value: unknown): value is Pick<RunnableBinding<unknown, unknown>, 'kwargs' | 'config'> {
  return (
    typeof value === 'object' && value !== null && 'bound' in value && 'kwargs' in value && 'config' in value
  )
}

/** The class that all chat models begin with has a method of that name too, which only throws. */
function streams(model: BaseChatModel): boolean {
  const [nearest] = declaring(model, '_streamResponseChunks')
  return nearest !== undefined && nearest !== declaring(model, 'generatePrompt').at(-1)
}

function innerOptions<Options extends ProtectedCallOptions>(options: Options): Options {
  const { [asked]: _asked, ...rest } = options
  return rest as Options
}

async function announced(
  message: AIMessageChunk,
  manager: CallbackManagerForLLMRun | undefined,
): Promise<ChatGenerationChunk> {
  const chunk = new ChatGenerationChunk({ message, text: message.text })
  await manager?.handleLLMNewToken(message.text, undefined, undefined, undefined, undefined, { chunk })
  return chunk
}
