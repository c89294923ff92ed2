import { AsyncLocalStorage } from 'node:async_hooks'
import type { RunnableConfig } from '@langchain/core/runnables'
import { FirewallError } from '../../core/errors.js'
import type { Principal } from '../../core/types.js'

/**
 * The principal comes with the call, never from a constructor: one chain serves many readers at once. Either
 * in the configuration, as an object (a string would be copied into trace metadata), or around the call.
 */
const scope = new AsyncLocalStorage<Principal>()

/** Everything that `work` does, however deep, is done for `principal`. */
export function runWithPrincipal<Result>(principal: Principal, work: () => Result): Result {
  return scope.run(principal, work)
}

/** Throws `principal-missing` naming both ways. */
export function principalOf(config: RunnableConfig | undefined): Principal {
  const configured: unknown = config?.configurable?.['principal']
  const principal = configured ?? scope.getStore()
  if (principal === undefined) throw missing('no principal came with the call')
  if (typeof principal !== 'object') throw missing('`configurable.principal` is not an object')
  return principal as Principal
}

function missing(message: string): FirewallError {
  return new FirewallError('principal-missing', message, {
    help: 'pass { configurable: { principal } } with the call, or wrap it in runWithPrincipal(principal, …)',
  })
}
