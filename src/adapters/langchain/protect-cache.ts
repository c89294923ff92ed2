import { BaseCache } from '@langchain/core/caches'
import { BaseMessage } from '@langchain/core/messages'
import type { Generation } from '@langchain/core/outputs'
import { requireArgument, withMethods } from '../../core/options.js'
import type { Firewall } from '../../firewall/firewall.js'
import { type CheckRunnableOptions, requireCall, SERVICE } from './check.js'
import { presentPrincipal, readableText, recorded, releasedOrigin, storedOrigin, unrecorded } from './kept.js'
import { spokenText } from './messages.js'
import { ownOrigin } from './origins.js'

/**
 * An LLM or semantic cache that keeps what its answers were drawn from: a hit is one only for a reader who may
 * read all of that now, and passes door 2 again; for everybody else the cache is empty. Give it to the
 * *protected* model, `protectModel(firewall, model, { cache: protectCache(firewall, cache) })`, so that only
 * checked answers are kept. Semantic caches find what somebody else asked: that is the case it is for.
 */
export function protectCache(
  firewall: Firewall,
  cache: BaseCache,
  options: CheckRunnableOptions = {},
): ProtectedCache {
  requireCall(firewall, options, SERVICE, 'protectCache')
  requireArgument(
    cache,
    withMethods('a cache of LangChain', 'lookup', 'update'),
    'the second argument of protectCache',
  )
  return new ProtectedCache(firewall, cache, options)
}

/** What `protectCache` returns. */
export class ProtectedCache extends BaseCache {
  readonly #firewall: Firewall
  readonly #inner: BaseCache
  readonly #options: CheckRunnableOptions

  constructor(firewall: Firewall, inner: BaseCache, options: CheckRunnableOptions) {
    super()
    this.#firewall = firewall
    this.#inner = inner
    this.#options = options
  }

  async lookup(prompt: string, llmKey: string): Promise<Generation[] | null> {
    const reader = { principal: presentPrincipal(), ...this.#options }
    const found = await this.#inner.lookup(prompt, llmKey)
    if (found === null || found === undefined) return null
    const readable: Generation[] = []
    for (const generation of found) {
      const message = messageOf(generation)
      // Plain completions have no place for a record beside the text, so nothing says whose they are.
      if (message === undefined) return null
      const spoken = spokenText(message)
      if ((await readableText(this.#firewall, spoken, storedOrigin(message), reader)) !== spoken) return null
      readable.push({ ...generation, message: unrecorded(message) } as Generation)
    }
    return readable
  }

  async update(prompt: string, llmKey: string, generations: Generation[]): Promise<void> {
    const principal = presentPrincipal()
    const kept: Generation[] = []
    for (const generation of generations) {
      const message = messageOf(generation)
      if (message === undefined) return
      const origin = releasedOrigin(this.#firewall, message) ?? ownOrigin(principal)
      kept.push({ ...generation, message: recorded(message, origin) } as Generation)
    }
    await this.#inner.update(prompt, llmKey, kept)
  }
}

function messageOf(generation: Generation): BaseMessage | undefined {
  const { message } = generation as { message?: unknown }
  return BaseMessage.isInstance(message) ? message : undefined
}
