import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'
import type { ServerConfig } from '../../../core/server-config.js'
import { idKind } from '../../../labels/id.js'
import { type PrincipalLookup, unauthenticated } from '../authenticate.js'
import type { Authenticator } from './authenticator.js'

/**
 * Callers by the client certificate that a trusted proxy verified, told by a header of the proxy. From any other
 * address the header is somebody's claim and opens nothing; so does a request that carries a token too, which is
 * for the token to decide.
 */
export function clientCertificates(
  config: NonNullable<ServerConfig['clientCertificates']>,
  {
    trusts,
    principalOf,
  }: { readonly trusts: (address: string) => boolean; readonly principalOf: PrincipalLookup },
): Authenticator {
  const subjects = new Map(Object.entries(config.subjects))
  const { verified } = config
  return async (request) => {
    if (!trusts(request.socket.remoteAddress ?? '') || request.headers.authorization !== undefined) {
      throw unauthenticated()
    }
    if (verified !== undefined && only(request, verified.header) !== verified.value) throw unauthenticated()
    const known = subjects.get(only(request, config.header) ?? '')
    if (known === undefined) throw unauthenticated()
    return {
      subject: known.subject,
      principal: await principalOf(known.subject),
      scopes: new Set(known.scopes),
      application: idKind(known.subject) === 'service',
    }
  }
}

/** Whether an address is in one of the networks: `10.0.0.0/8`, `::1`. */
export function networksOf(networks: readonly string[]): (address: string) => boolean {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', length] = network.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (length === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(length), family)
  }
  return (given) => {
    // A dual-stack listener names IPv4 callers so.
    const address = given.replace(/^::ffff:(?=\d+\.)/i, '')
    const family = isIP(address)
    return family !== 0 && list.check(address, family === 6 ? 'ipv6' : 'ipv4')
  }
}

/** A header that was sent once. Twice, somebody tries to be two. */
function only(request: IncomingMessage, header: string): string | undefined {
  const values = request.headersDistinct[header.toLowerCase()]
  return values?.length === 1 ? values[0] : undefined
}
