import { type BaseChatMessageHistory, BaseListChatMessageHistory } from '@langchain/core/chat_history'
import { AIMessage, type BaseMessage, HumanMessage, ToolMessage } from '@langchain/core/messages'
import { FirewallError } from '../../core/errors.js'
import { requireArgument, withMethods } from '../../core/options.js'
import type { Principal } from '../../core/types.js'
import type { Firewall } from '../../firewall/firewall.js'
import { type CheckRunnableOptions, requireCall, SERVICE } from './check.js'
import { presentPrincipal, readableText, recorded, releasedOrigin, storedOrigin, unrecorded } from './kept.js'
import { spokenText } from './messages.js'
import { ownOrigin } from './origins.js'

/**
 * A chat history that keeps what its messages were drawn from, and hands each reader what they may read at that
 * moment: another principal, or the same one after a revocation, finds `[REDACTED]` in the place of the rest. Works over any
 * history; what stands in it from before, or was written around this one, is nobody's.
 */
export function protectHistory(
  firewall: Firewall,
  history: BaseChatMessageHistory,
  options: CheckRunnableOptions = {},
): ProtectedHistory {
  requireCall(firewall, options, SERVICE, 'protectHistory')
  requireArgument(history, HISTORY, 'the second argument of protectHistory')
  return new ProtectedHistory(firewall, history, options)
}

const HISTORY = withMethods('a chat history of LangChain', 'getMessages', 'addMessages', 'clear')

const REMOVED = '[REDACTED]'

/** What `protectHistory` returns. */
export class ProtectedHistory extends BaseListChatMessageHistory {
  lc_namespace = ['ragwall', 'stores']
  readonly #firewall: Firewall
  readonly #inner: BaseChatMessageHistory
  readonly #options: CheckRunnableOptions
  /** Everyone who used this object: LangChain stores a run's messages after the run's context is gone. */
  readonly #readers = new Map<string, Principal>()

  constructor(firewall: Firewall, inner: BaseChatMessageHistory, options: CheckRunnableOptions) {
    super()
    this.#firewall = firewall
    this.#inner = inner
    this.#options = options
  }

  override async getMessages(): Promise<BaseMessage[]> {
    const principal = presentPrincipal()
    this.#readers.set(principal.id, principal)
    const reader = { principal, ...this.#options }
    const messages = await this.#inner.getMessages()
    // One after the other: a long history must not ask a hundred questions of a directory at once.
    const readable: BaseMessage[] = []
    for (const message of messages) {
      const spoken = spokenText(message)
      const text = await readableText(this.#firewall, spoken, storedOrigin(message), reader)
      readable.push(text === spoken ? unrecorded(message) : emptied(message))
    }
    return readable
  }

  override async addMessage(message: BaseMessage): Promise<void> {
    await this.addMessages([message])
  }

  override async addMessages(messages: BaseMessage[]): Promise<void> {
    const principal = this.#writer(messages)
    const originOf = (message: BaseMessage) => releasedOrigin(this.#firewall, message) ?? ownOrigin(principal)
    await this.#inner.addMessages(messages.map((message) => recorded(message, originOf(message))))
  }

  override clear(): Promise<void> {
    return this.#inner.clear()
  }

  /** Whose messages these are: by their answer, by the call, or by the only one who ever used this object. */
  #writer(messages: readonly BaseMessage[]): Principal {
    for (const message of messages) {
      const origin = releasedOrigin(this.#firewall, message)
      if (origin !== undefined) return origin.principal
    }
    try {
      return presentPrincipal()
    } catch (error) {
      const [only, ...others] = this.#readers.values()
      const missing = error instanceof FirewallError && error.code === 'principal-missing'
      if (missing && only !== undefined && others.length === 0) return only
      throw error
    }
  }
}

/** The message keeps its place and its kind, so that what was counted or paired still is. */
function emptied(message: BaseMessage): BaseMessage {
  const id = message.id === undefined ? {} : { id: message.id }
  if (ToolMessage.isInstance(message)) {
    return new ToolMessage({ ...id, content: REMOVED, tool_call_id: message.tool_call_id })
  }
  if (HumanMessage.isInstance(message)) return new HumanMessage({ ...id, content: REMOVED })
  const calls = AIMessage.isInstance(message) ? (message.tool_calls ?? []) : []
  const tool_calls = calls.map(({ name, id: call }) => ({
    name,
    args: {},
    ...(call === undefined ? {} : { id: call }),
  }))
  return new AIMessage({ ...id, content: REMOVED, tool_calls })
}
