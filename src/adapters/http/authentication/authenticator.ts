import type { IncomingMessage } from 'node:http'
import { FirewallError } from '../../../core/errors.js'
import type { Trouble } from '../../../core/trouble.js'
import { type Authenticate, type Caller, unauthenticated } from '../authenticate.js'

/** A way of telling callers, with what readiness and RFC 9728 want to know of it. */
export interface Authenticator extends Authenticate {
  /** What works worse than it should; empty when all is well. */
  trouble?(): readonly Trouble[]
  /** Gets ready before the first call. Never throws. */
  warm?(): Promise<void>
  /** Authorization servers whose tokens it takes. */
  readonly issuers?: readonly string[]
}

/**
 * The first of several ways that knows the caller. Throws what the first one says that is more than
 * `unauthenticated`: an identity provider that cannot be asked, a clearance that is none.
 */
export function anyOf(ways: readonly Authenticator[]): Authenticator {
  const first = ways[0]
  if (first === undefined) {
    throw new FirewallError('option-invalid', 'there is no way to tell who calls', {
      help: 'give `oidc(…)`, `apiKeys(…)` or one of your own',
    })
  }
  if (ways.length === 1) return first
  const any = async (request: IncomingMessage): Promise<Caller> => {
    for (const way of ways) {
      try {
        return await way(request)
      } catch (error) {
        if (!(error instanceof FirewallError) || error.code !== 'unauthenticated') throw error
      }
    }
    throw unauthenticated()
  }
  return Object.assign(any, {
    trouble: () => ways.flatMap((way) => way.trouble?.() ?? []),
    warm: async () => {
      await Promise.all(ways.map((way) => way.warm?.()))
    },
    issuers: ways.flatMap((way) => way.issuers ?? []),
  })
}
