import { existsSync } from 'node:fs'
import { steadyNow } from '../../../core/clock.js'
import { FirewallError, toFirewallError } from '../../../core/errors.js'
import { followFiles } from '../../../core/followed-files.js'
import { LIMITS } from '../../../core/limits.js'
import { callback, type OptionKinds, required, requireOptions, text } from '../../../core/options.js'
import { idKind } from '../../../labels/id.js'
import { bearerToken, type PrincipalLookup, unauthenticated } from '../authenticate.js'
import { type ApiKeyEntry, findApiKey, readApiKeys } from './api-key-file.js'
import type { Authenticator } from './authenticator.js'

/** Where the keys are, and who their subjects are. */
export interface ApiKeysOptions {
  /** What `ragwall key make` writes. */
  readonly file: string
  /** Groups and clearance of a key's subject, as the directory has them. */
  readonly principalOf: PrincipalLookup
}

const OPTIONS: OptionKinds<ApiKeysOptions> = {
  file: required(text),
  principalOf: required({ ...callback, is: 'a function from an id to the principal of that id' }),
}

/**
 * Callers by an API key, `Authorization: Bearer rgw_…`. The file is read again when it changes, so that a revoked key
 * opens nothing at the next call. One that became bad leaves the keys as they were for
 * `LIMITS.badPrincipalsGrace`, then nobody comes in by a key: the fault may stand in a revocation. Throws
 * `config-unreadable`, `config-invalid`, `key-exposed`.
 */
export function apiKeys(
  options: ApiKeysOptions,
  elapsed: () => number = () => performance.now(),
): Authenticator {
  requireOptions<ApiKeysOptions>(options, OPTIONS, 'apiKeys')
  const { file, principalOf } = options
  const followed = followFiles(file, 'file')
  // Before the first key is made there is no file; one that goes away later is a fault.
  let entries = existsSync(file) ? byId(readApiKeys(file)) : new Map<string, ApiKeyEntry>()
  let bad: { readonly since: number; readonly cause: FirewallError } | undefined

  function current(): ReadonlyMap<string, ApiKeyEntry> {
    if (followed.changed()) {
      try {
        entries = byId(readApiKeys(file))
        bad = undefined
      } catch (error) {
        bad = {
          since: bad?.since ?? elapsed(),
          cause: toFirewallError(error, 'config-unreadable', `${file} cannot be read`),
        }
      }
    }
    if (bad !== undefined && elapsed() - bad.since >= LIMITS.badPrincipalsGrace) {
      throw new FirewallError(
        'decision-failed',
        `${file} has been bad for too long to go by what it said before`,
        {
          help: bad.cause.message,
          cause: bad.cause,
        },
      )
    }
    return entries
  }

  return Object.assign(
    async (request: Parameters<Authenticator>[0]) => {
      const key = bearerToken(request)
      if (!key.startsWith('rgw_')) throw unauthenticated()
      const entry = findApiKey(current(), key, steadyNow())
      if (entry === undefined) throw unauthenticated()
      const { subject, scopes, services } = entry
      return {
        subject,
        principal: await principalOf(subject),
        scopes: new Set(scopes),
        application: idKind(subject) === 'service',
        ...(services === undefined ? {} : { services }),
      }
    },
    {
      trouble: () => {
        if (bad === undefined) return []
        return [
          {
            what: 'api-keys' as const,
            message: `${bad.cause.message}; what it said before holds for a minute`,
          },
        ]
      },
    },
  )
}

function byId(entries: readonly ApiKeyEntry[]): ReadonlyMap<string, ApiKeyEntry> {
  return new Map(entries.map((entry) => [entry.id, entry]))
}
