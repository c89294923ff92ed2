import type { Config } from '../../../core/config.js'
import { FirewallError } from '../../../core/errors.js'
import { demoTokens, type PrincipalLookup } from '../authenticate.js'
import { apiKeys } from './api-keys.js'
import { type Authenticator, anyOf } from './authenticator.js'
import { clientCertificates, networksOf } from './client-certificates.js'
import { assertions, oidc, type TokenReader } from './oidc.js'

/** The ways of telling callers that a configuration names. */
export interface ConfiguredAuthentication {
  readonly authenticate: Authenticator
  /** Of users whom applications act for. */
  readonly assertions?: TokenReader
}

/**
 * All of `server` that says who calls. Throws `config-invalid` when nothing does, and what the ways throw for a
 * file, an issuer or an example that does not hold.
 */
export function configuredAuthentication(
  config: Pick<Config, 'server' | 'levels' | 'file'>,
  { host, principalOf }: { readonly host: string; readonly principalOf: PrincipalLookup },
): ConfiguredAuthentication {
  const {
    oidc: issuers,
    apiKeys: file,
    clientCertificates: certificates,
    trustProxy = [],
    demoTokens: tokens,
  } = config.server
  const { levels } = config
  const ways: Authenticator[] = []
  if (issuers.some(({ accept }) => accept.includes('bearer'))) ways.push(oidc({ issuers, levels }))
  if (file !== undefined) ways.push(apiKeys({ file, principalOf }))
  if (certificates !== undefined) {
    ways.push(clientCertificates(certificates, { trusts: networksOf(trustProxy), principalOf }))
  }
  if (tokens.length > 0) ways.push(demoTokens({ tokens, host, principalOf }))
  if (ways.length === 0) {
    throw new FirewallError('config-invalid', `${config.file} has no tokens, so nobody could ask anything`, {
      help:
        'set `server.oidc` for an identity provider or `server.apiKeys` for keys that `ragwall key make` makes; ' +
        '`server.demoTokens` are for trying it out on this machine',
    })
  }
  const users = issuers.length === 0 ? undefined : assertions({ issuers, levels })
  const any = anyOf(ways)
  const { trustProxy: proxies, tls } = config.server
  const authenticate =
    proxies === undefined || tls !== undefined ? any : behindProxy(any, networksOf(proxies))
  return { authenticate, ...(users === undefined ? {} : { assertions: users }) }
}

/** Whoever goes around the proxy that ends TLS has sent the token in the clear; it opens nothing that way. */
function behindProxy(way: Authenticator, trusts: (address: string) => boolean): Authenticator {
  const { trouble, warm, issuers } = way
  const guarded: Authenticator = async (request) => {
    if (trusts(request.socket.remoteAddress ?? '')) return way(request)
    throw new FirewallError('unauthenticated', 'the request did not come by the proxy', {
      help: 'call the address of the proxy; its networks stand under `server.trustProxy`',
    })
  }
  return Object.assign(guarded, {
    ...(trouble === undefined ? {} : { trouble }),
    ...(warm === undefined ? {} : { warm }),
    ...(issuers === undefined ? {} : { issuers }),
  })
}
