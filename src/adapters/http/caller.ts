import type { IncomingMessage } from 'node:http'
import type { Scope } from '../../core/config.js'
import { FirewallError } from '../../core/errors.js'
import type { Principal } from '../../core/types.js'
import { idKind } from '../../labels/id.js'
import { checkPrincipal } from '../../labels/principal.js'
import { type Authenticate, type Caller, type PrincipalLookup, unauthenticated } from './authenticate.js'

/** Names the user a backend acts for. An id and nothing else: what it may read is the directory's to say. */
export const PRINCIPAL_HEADER = 'ragwall-principal'

/** The same by a signed assertion: a JWT of an issuer that is accepted for it, which says groups and clearance too. */
export const ASSERTION_HEADER = 'ragwall-assertion'

/** How the user whom a backend acts for is told. */
export interface ActingFor {
  /** By an id in `Ragwall-Principal`. */
  readonly principalOf?: PrincipalLookup
  /** By a token in `Ragwall-Assertion`. */
  readonly assertions?: AssertionReader
}

/** Verifies assertions. */
export interface AssertionReader {
  /** Who it names. Throws `unauthenticated` for one that does not hold. */
  read(token: string): Promise<Caller>
}

/** On whose behalf a request runs, and who sent it. */
export interface Reading {
  readonly principal: Principal
  /** The backend, when it is not the reader itself. */
  readonly actor?: string
}

/**
 * Runs `authenticate` and checks what it returns: it is code of the application, and a caller with no scopes
 * set or a malformed principal must not read as one who may do everything.
 */
export async function callerOf(authenticate: Authenticate, request: IncomingMessage): Promise<Caller> {
  let caller: Caller
  try {
    caller = await authenticate(request)
  } catch (error) {
    if (error instanceof FirewallError) throw error
    // Verifiers of tokens throw errors of their own, with the token in them.
    throw unauthenticated()
  }
  if (caller === undefined || caller === null) throw unauthenticated()
  const principal = checkPrincipal(caller.principal)
  if (!(caller.scopes instanceof Set) || typeof caller.application !== 'boolean') {
    throw new FirewallError('option-invalid', '`authenticate` returned something that is not a caller')
  }
  return { ...caller, principal }
}

export function requireScope(caller: Caller, scope: Scope): void {
  if (caller.scopes.has(scope)) return
  throw new FirewallError('scope-missing', `the token does not carry the scope \`${scope}\``, {
    help: `ask for a token with the scope \`${scope}\``,
  })
}

/**
 * The subject of the token, or the user whom a backend with the scope `act` names. A header from anybody
 * else is refused and never ignored: who sent it believes to be somebody else.
 */
export async function readingOf(
  caller: Caller,
  request: IncomingMessage,
  acting: ActingFor,
): Promise<Reading> {
  const named = request.headersDistinct[PRINCIPAL_HEADER]
  const asserted = request.headersDistinct[ASSERTION_HEADER]
  if (named === undefined && asserted === undefined) return { principal: caller.principal }
  requireScope(caller, 'act')
  if (!caller.application) {
    throw new FirewallError('scope-missing', 'only tokens of applications may act for a user')
  }
  if (named !== undefined && asserted !== undefined) {
    throw new FirewallError('principal-invalid', 'the request names a user in two ways', {
      help: 'send `Ragwall-Principal` or `Ragwall-Assertion`',
    })
  }
  const principal =
    asserted === undefined ? await namedBy(named ?? [], acting) : await assertedBy(asserted, acting)
  return { principal: checkPrincipal(principal), actor: caller.subject }
}

async function namedBy(named: readonly string[], { principalOf }: ActingFor): Promise<Principal> {
  if (principalOf !== undefined) return principalOf(namedId(named))
  throw new FirewallError(
    'config-invalid',
    'the router has no `principalOf` to look up whom a backend acts for',
  )
}

async function assertedBy(values: readonly string[], { assertions }: ActingFor): Promise<Principal> {
  const [token = '', ...more] = values
  const said = more.length === 0 ? await assertions?.read(token) : undefined
  if (said !== undefined && !said.application) return said.principal
  throw new FirewallError('principal-invalid', 'the header `Ragwall-Assertion` does not name one user', {
    help: 'send one JWT of an issuer whose `accept` in the configuration lists `assertion`',
  })
}

/** Header values are bytes; ids are UTF-8. */
function namedId(values: readonly string[]): string {
  const [value = '', ...more] = values
  const id = more.length === 0 ? decodeUtf8(value) : undefined
  if (idKind(id) !== 'user') {
    throw new FirewallError('principal-invalid', 'the header `Ragwall-Principal` does not name one user', {
      help: 'send one id such as `user:alice`, in UTF-8',
    })
  }
  return id as string
}

function decodeUtf8(latin1: string): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(latin1, 'latin1'))
  } catch {
    return undefined
  }
}
