import { AsyncLocalStorage } from 'node:async_hooks'
import { isDeepStrictEqual } from 'node:util'
import type { RunnableConfig } from '@langchain/core/runnables'
import { AsyncLocalStorageProviderSingleton } from '@langchain/core/singletons'
import { FirewallError } from '../../core/errors.js'
import type { Principal } from '../../core/types.js'

/**
 * The principal comes with the call, never from a constructor: one chain serves many readers at once. Either
 * in the configuration, as an object (a string would be copied into trace metadata), or around the call.
 */
const scope = new AsyncLocalStorage<Principal>()

// LangChain's configuration travels by async context only after somebody gave it one; LangGraph does the same,
// and whoever was first wins. Without it a node that passes nothing on would call for nobody.
AsyncLocalStorageProviderSingleton.initializeGlobalInstance(new AsyncLocalStorage())

/** Everything that `work` does, however deep, is done for `principal`. */
export function runWithPrincipal<Result>(principal: Principal, work: () => Result): Result {
  return scope.run(principal, work)
}

/** What both doors need of a call. */
export interface CallContext {
  readonly principal: Principal
  readonly session?: string
  readonly signal?: AbortSignal
}

/**
 * Give it a configuration after `ensureConfig`, which adds what travels by async context: a tool or a node that
 * calls without one still calls for its own reader. Throws `principal-missing`, `principal-invalid` and
 * `option-invalid`.
 */
export function callContext({ configurable = {}, signal }: Partial<RunnableConfig>): CallContext {
  const session = sessionOf(configurable)
  return {
    principal: principalOf(configurable['principal']),
    ...(session === undefined ? {} : { session }),
    ...(signal === undefined ? {} : { signal }),
  }
}

function principalOf(configured: unknown): Principal {
  const scoped: unknown = scope.getStore()
  const principal = configured === undefined ? scoped : configured
  if (principal === undefined) throw missing('no principal came with the call')
  if (typeof principal !== 'object' || principal === null) throw missing('the principal is not an object')
  if (scoped !== undefined && !isDeepStrictEqual(principal, scoped)) {
    // Whichever won, some caller would read with the rights of somebody it did not mean.
    throw new FirewallError('principal-invalid', 'two different principals came with the call', {
      help: 'pass one, in `configurable` or by `runWithPrincipal`; nest the latter to act for somebody else',
    })
  }
  return principal as Principal
}

function sessionOf({ session, thread_id }: Record<string, unknown>): string | undefined {
  if (session === undefined) return typeof thread_id === 'string' ? thread_id : undefined
  if (typeof session === 'string') return session
  throw new FirewallError('option-invalid', '`configurable.session` is not a string')
}

function missing(message: string): FirewallError {
  return new FirewallError('principal-missing', message, {
    help: 'pass { configurable: { principal } } with the call, or wrap it in runWithPrincipal(principal, …)',
  })
}
