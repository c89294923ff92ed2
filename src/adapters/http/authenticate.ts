import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { isLoopback, type Scope } from '../../core/config.js'
import { FirewallError } from '../../core/errors.js'
import type { Principal } from '../../core/types.js'

/** Who sent a request, as the token proves it. Nothing of it may come from a body. */
export interface Caller {
  /** Typed id of the token's subject: `user:alice`, `service:portal`. */
  readonly subject: string
  /** The subject as a reader, from the token or the directory. */
  readonly principal: Principal
  /** Which routes the token opens. */
  readonly scopes: ReadonlySet<Scope>
  /**
   * A backend's token: it gets whole verdicts, and its word on conversations counts
   * (docs/decisions.md#what-an-end-user-learns).
   */
  readonly application: boolean
  /** Services this caller may name; all of them if undefined. */
  readonly services?: readonly string[]
}

/**
 * Turns a request into its caller, by its headers: the body has not been read yet. Throws `unauthenticated`
 * for a missing or wrong token; any other error is answered like it, a `FirewallError` with its own code.
 */
export type Authenticate = (request: IncomingMessage) => Promise<Caller>

/** Who an id is: groups and clearance as the directory has them. Throws `principal-invalid` for an unknown one. */
export type PrincipalLookup = (id: string) => Promise<Principal>

/** A fixed token and what it opens. */
export interface TokenGrant {
  /** At least 16 characters. */
  readonly token: string
  /** Typed id: `user:alice`, `service:portal`. */
  readonly subject: string
  /** Which routes it opens. */
  readonly scopes: readonly Scope[]
}

/**
 * Fixed tokens for trying things out. They stand in a file that everybody can read, so they open nothing
 * but a listener on this very machine: throws `config-invalid` for any other `host`.
 */
export function demoTokens(options: {
  readonly tokens: readonly TokenGrant[]
  /** The address the server will listen on. */
  readonly host: string
  readonly principalOf: PrincipalLookup
}): Authenticate {
  if (!isLoopback(options.host)) {
    throw new FirewallError('config-invalid', 'demonstration tokens are for loopback addresses only', {
      help: 'listen on 127.0.0.1, or use tokens of an identity provider',
    })
  }
  const find = tokenTable(options.tokens)
  return async (request) => {
    // A page in a browser can point its own host name at this machine; it cannot send another `Host`.
    if (!isLoopback(hostName(request.headers.host ?? ''))) throw unauthenticated()
    const { subject, scopes } = find(bearerToken(request)) ?? refuse()
    const principal = await options.principalOf(subject)
    return { subject, principal, scopes: new Set(scopes), application: subject.startsWith('service:') }
  }
}

/** The token of `Authorization: Bearer …`. Throws `unauthenticated` when there is none, or more than one. */
export function bearerToken(request: IncomingMessage): string {
  const [header, ...more] = request.headersDistinct['authorization'] ?? []
  const match = /^bearer +([\w.~+/-]+=*) *$/i.exec(header ?? '')
  if (match?.[1] === undefined || more.length > 0) throw unauthenticated()
  return match[1]
}

export function unauthenticated(): FirewallError {
  return new FirewallError('unauthenticated', 'the request carries no valid token', {
    help: 'send `Authorization: Bearer` with a token for this service',
  })
}

/** Compares keyed digests, all of them, so that time says nothing of a token or of how near a guess was. */
function tokenTable(grants: readonly TokenGrant[]): (token: string) => TokenGrant | undefined {
  const key = randomBytes(32)
  const digest = (token: string) => createHmac('sha256', key).update(token, 'utf8').digest()
  const table = grants.map((grant) => ({ grant, digest: digest(grant.token) }))
  if (new Set(table.map((row) => row.digest.toString('hex'))).size !== table.length) {
    throw new FirewallError('config-invalid', 'the same token is given twice', {
      help: 'a token names one subject',
    })
  }
  return (token) => {
    const asked = digest(token)
    let found: TokenGrant | undefined
    for (const row of table) {
      if (timingSafeEqual(row.digest, asked)) found = row.grant
    }
    return found
  }
}

function hostName(header: string): string {
  return header
    .replace(/:\d+$/, '')
    .replace(/^\[(.*)\]$/, '$1')
    .toLowerCase()
}

function refuse(): never {
  throw unauthenticated()
}
