/** Eyes for the laws of LangChain adapters: handlers that write down whatever they are shown. */

const METHODS = [
  'handleLLMStart',
  'handleChatModelStart',
  'handleChatModelStreamEvent',
  'handleLLMNewToken',
  'handleLLMEnd',
  'handleLLMError',
  'handleChainStart',
  'handleChainEnd',
  'handleChainError',
  'handleRetrieverStart',
  'handleRetrieverEnd',
  'handleRetrieverError',
  'handleToolStart',
  'handleToolEnd',
  'handleToolError',
  'handleAgentAction',
  'handleAgentEnd',
  'handleText',
  'handleCustomEvent',
] as const

/** A callback handler that pushes the name of each event and everything that came with it. */
export function handler(seen: unknown[]): object {
  const methods = METHODS.map((method) => [
    method,
    (...shown: unknown[]) => void seen.push(method, ...shown.map(copy)),
  ])
  return { awaitHandlers: true, ...Object.fromEntries(methods) }
}

/** Runs `work` while a handler is switched on by an environment variable, and returns what that was shown. */
export async function withEnvironmentHandler(work: () => Promise<unknown>): Promise<unknown[]> {
  const { BaseCallbackHandler } = await import('@langchain/core/callbacks/base')
  const { registerConfigureHook } = await import('@langchain/core/context')
  const seen: unknown[] = []
  const variable = `RAGWALL_CONFORMANCE_${Math.random().toString(36).slice(2).toUpperCase()}`
  class EnvironmentHandler extends BaseCallbackHandler {
    override name = variable
    constructor() {
      super()
      Object.assign(this, handler(seen))
    }
  }
  registerConfigureHook({ handlerClass: EnvironmentHandler, envVar: variable })
  process.env[variable] = 'true'
  try {
    await work()
  } finally {
    delete process.env[variable]
  }
  return seen
}

/** As it was when it was shown: handlers that buffer see later changes, these do not. */
function copy(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? textOf(value) : value
}

/** Everything in a value as one string, errors with their messages, causes and stacks. */
export function textOf(value: unknown): string {
  const seen = new WeakSet<object>()
  // `this` holds the member before its `toJSON`, which errors use to hide what they carry.
  function show(this: Record<string, unknown>, key: string, shown: unknown): unknown {
    const member = this[key] instanceof Error ? this[key] : shown
    if (typeof member === 'bigint') return String(member)
    if (typeof member !== 'object' || member === null) return member
    if (seen.has(member)) return undefined
    seen.add(member)
    if (!(member instanceof Error)) return member
    const { name, message, cause, stack } = member
    return { ...member, name, message, cause, stack }
  }
  return JSON.stringify(value, show) ?? ''
}
