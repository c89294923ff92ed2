import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { type CryptoKey, decodeJwt, errors, type JWTPayload, jwtVerify, type KeyObject } from 'jose'
import { steadyNow } from '../../../core/clock.js'
import { FirewallError } from '../../../core/errors.js'
import { LIMITS } from '../../../core/limits.js'
import { listOf, type OptionKinds, record, required, requireOptions, text } from '../../../core/options.js'
import { parseStrict } from '../../../core/schema.js'
import { type IssuerConfig, issuerSchema } from '../../../core/server-config.js'
import type { Trouble } from '../../../core/trouble.js'
import { bearerToken, type Caller, unauthenticated } from '../authenticate.js'
import type { Authenticator } from './authenticator.js'
import { type ClaimsReader, createClaimsReader } from './claims.js'
import { type IssuerKeys, openIssuerKeys, type Surroundings } from './issuer-keys.js'

/** Whose tokens are accepted, and what their claims mean. */
export interface OidcOptions {
  /** As under `server.oidc` of the configuration: issuer and audience at least. */
  readonly issuers: readonly IssuerInput[]
  /** Lowest first: `firewall.levels`. */
  readonly levels: readonly string[]
}

/** One issuer; docs/configuration.md has every key. */
export type IssuerInput = Pick<IssuerConfig, 'issuer' | 'audience'> & { readonly [key: string]: unknown }

const OPTIONS: OptionKinds<OidcOptions> = {
  issuers: required(listOf(record("{ issuer: 'https://idp.example', audience: 'ragwall' }"))),
  levels: required(listOf(text)),
}

/**
 * Callers by the JWT access token of an identity provider (RFC 9068, OpenID Connect Discovery). Throws
 * `config-invalid` for an issuer without audience, without https, or with an example that does not hold.
 */
export function oidc(options: OidcOptions, surroundings?: Surroundings): Authenticator {
  const tokens = tokenReader(options, 'bearer', surroundings)
  return Object.assign(async (request: IncomingMessage) => tokens.read(bearerToken(request)), {
    trouble: tokens.trouble,
    warm: tokens.warm,
    issuers: tokens.issuers,
  })
}

/**
 * Users by the assertion that an application hands over in `Ragwall-Assertion`: a JWT of an issuer that the
 * configuration accepts for it. Undefined where no issuer is.
 */
export function assertions(options: OidcOptions, surroundings?: Surroundings): TokenReader | undefined {
  const tokens = tokenReader(options, 'assertion', surroundings)
  return tokens.issuers.length === 0 ? undefined : tokens
}

/** Verifies tokens. */
export interface TokenReader {
  /** Throws `unauthenticated`, `issuer-unavailable`, `principal-invalid`, `level-unknown`. */
  read(token: string): Promise<Caller>
  /** What works worse than it should. */
  trouble(): readonly Trouble[]
  /** Fetches the keys before the first token comes. Never throws. */
  warm(): Promise<void>
  /** Whose tokens it takes. */
  readonly issuers: readonly string[]
}

interface Issuer {
  readonly config: IssuerConfig
  readonly keys: IssuerKeys
  readonly caller: ClaimsReader
}

function tokenReader(
  options: OidcOptions,
  use: 'bearer' | 'assertion',
  surroundings?: Surroundings,
): TokenReader {
  requireOptions<OidcOptions>(options, OPTIONS, 'oidc')
  const issuers = new Map<string, Issuer>()
  for (const given of options.issuers) {
    const config = parseStrict(issuerSchema, given, 'an issuer of oidc')
    if (!config.accept.includes(use)) continue
    issuers.set(config.issuer, {
      config,
      keys: openIssuerKeys(config, surroundings),
      caller: createClaimsReader(config, options.levels),
    })
  }
  const seen = createVerifiedTokens()
  return {
    async read(token) {
      const issuer = issuers.get(issuerOf(token))
      if (issuer === undefined) throw unauthenticated()
      await issuer.keys.ready()
      const { version } = issuer.keys
      const digest = createHash('sha256').update(token).digest('base64')
      let claims = seen.get(digest, version)
      if (claims === undefined) {
        claims = await verified(token, issuer)
        seen.add(digest, claims, issuer.keys.version)
      }
      requireTime(claims, issuer.config)
      return issuer.caller(claims)
    },
    trouble: () =>
      [...issuers.values()].flatMap(({ keys: { trouble } }) =>
        trouble === undefined ? [] : [{ what: 'identity-provider' as const, message: trouble }],
      ),
    async warm() {
      await Promise.all([...issuers.values()].map(({ keys }) => keys.warm()))
    },
    issuers: [...issuers.keys()],
  }
}

/** Unverified: it only says whose keys to verify with. */
function issuerOf(token: string): string {
  if (token.length > LIMITS.tokenLength) throw unauthenticated()
  try {
    return decodeJwt(token).iss ?? ''
  } catch {
    throw unauthenticated()
  }
}

async function verified(token: string, { config, keys }: Issuer): Promise<JWTPayload> {
  const { issuer, audience, algorithms, type, clockSkew } = config
  const expected = {
    issuer,
    audience: typeof audience === 'string' ? audience : [...audience],
    algorithms: [...algorithms],
    clockTolerance: clockSkew,
    currentDate: new Date(steadyNow()),
    requiredClaims: ['exp'],
    ...(type === undefined ? {} : { typ: type }),
  }
  try {
    const { payload } = await jwtVerify(token, keys.find, expected)
    return payload
  } catch (error) {
    if (error instanceof FirewallError) throw error
    // Several keys fit and the token does not say which: one of them must have signed it.
    if (error instanceof errors.JWKSMultipleMatchingKeys) {
      for await (const key of error as AsyncIterable<CryptoKey | KeyObject>) {
        const { payload } = (await jwtVerify(token, key, expected).catch(() => undefined)) ?? {}
        if (payload !== undefined) return payload
      }
    }
    // The verifier's own errors carry the claims.
    throw unauthenticated()
  }
}

/** On every call, for a token that was verified before too. */
function requireTime(claims: JWTPayload, { clockSkew, maxAge }: IssuerConfig): void {
  const now = steadyNow() / 1_000
  const { exp = 0, nbf = 0, iat, cnf } = claims
  if (exp + clockSkew <= now || nbf - clockSkew > now) throw unauthenticated()
  if (
    maxAge !== undefined &&
    (typeof iat !== 'number' || iat + maxAge + clockSkew <= now || iat - clockSkew > now)
  ) {
    throw unauthenticated()
  }
  // Bound to a key that the sender would have to prove (RFC 8705, RFC 9449): as a bearer token it was stolen.
  if (cnf !== undefined) throw unauthenticated()
}

/** Tokens whose signature was verified under the present keys, the oldest forgotten first. */
function createVerifiedTokens() {
  const kept = new Map<string, { readonly claims: JWTPayload; readonly version: number }>()
  return {
    get(digest: string, version: number): JWTPayload | undefined {
      const found = kept.get(digest)
      return found?.version === version ? found.claims : undefined
    },
    add(digest: string, claims: JWTPayload, version: number): void {
      kept.delete(digest)
      kept.set(digest, { claims, version })
      if (kept.size > LIMITS.verifiedTokens) kept.delete(kept.keys().next().value as string)
    },
  }
}
