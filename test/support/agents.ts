import type { CallbackManagerForLLMRun } from '@langchain/core/callbacks/manager'
import { AIMessage, type BaseMessage } from '@langchain/core/messages'
import type { ChatGenerationChunk, ChatResult } from '@langchain/core/outputs'
import type { Principal, SourceDocument } from '../../src/core/types.js'
import { ScriptedModel } from './models.js'

/** One small company for tests of agents: a plan for the board, a rule for all, an intern and a director. */
export const PLAN =
  'The merger with the harbour operator will be announced on the ninth of October after the markets close.'
export const LEAVE =
  'Staff may carry over at most five days of unused leave into the first quarter of the following year.'
export const ADDRESS = 'mika.tanaka@harbour.example'
/** Enough harmless words around a leak that it is redacted and does not block. */
export const CHAT = 'Here is what I found about the matter you asked me to look into for you today. '.repeat(
  8,
)

export const documents: SourceDocument[] = [
  {
    id: 'plan',
    uri: 'test:plan',
    text: `${PLAN} Contact: ${ADDRESS}`,
    acl: { allow: ['group:board'], deny: [], classification: 'secret' },
  },
  { id: 'leave', uri: 'test:leave', text: LEAVE, acl: { allow: ['*'], deny: [], classification: 'public' } },
]

export const intern: Principal = {
  id: 'user:intern',
  groups: [],
  clearance: { level: 'internal', compartments: [] },
}
export const director: Principal = {
  id: 'user:director',
  groups: ['group:board'],
  clearance: { level: 'secret', compartments: [] },
}
/** Whoever reads an e-mail that leaves the house. */
export const OUTSIDE = { level: 'public', compartments: [] }

export const as = (principal: Principal) => ({ configurable: { principal } })

/** A model that decides by what it is given what to say next. */
export class DecidingModel extends ScriptedModel {
  readonly given: BaseMessage[][] = []
  /** The tools it was last bound to. */
  bound: readonly { readonly function?: { readonly name: string } }[] = []
  readonly #next: (messages: BaseMessage[]) => AIMessage | string

  constructor(next: (messages: BaseMessage[]) => AIMessage | string) {
    super('unused')
    this.#next = next
  }

  override bindTools(tools: unknown[]) {
    this.bound = tools as DecidingModel['bound']
    return this.withConfig({ tools } as object)
  }

  override _generate(
    messages: BaseMessage[],
    options: unknown,
    manager?: CallbackManagerForLLMRun,
  ): Promise<ChatResult> {
    return this.#script(messages)._generate(messages, options, manager)
  }

  override _streamResponseChunks(
    messages: BaseMessage[],
    options: unknown,
    manager?: CallbackManagerForLLMRun,
  ): AsyncGenerator<ChatGenerationChunk> {
    return this.#script(messages)._streamResponseChunks(messages, options, manager)
  }

  #script(messages: BaseMessage[]): ScriptedModel {
    this.given.push(messages)
    return new ScriptedModel(this.#next(messages))
  }
}

export function calling(name: string, args: Record<string, unknown>, id = 'call_1'): AIMessage {
  return new AIMessage({ content: '', tool_calls: [{ name, args, id }] })
}
