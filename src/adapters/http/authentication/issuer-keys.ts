import { readFileSync } from 'node:fs'
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose'
import { isLoopback } from '../../../core/config.js'
import { canonicalJson } from '../../../core/digest.js'
import { FirewallError, toFirewallError } from '../../../core/errors.js'
import { type FollowedFiles, followFiles } from '../../../core/followed-files.js'
import { LIMITS } from '../../../core/limits.js'
import type { IssuerConfig } from '../../../core/server-config.js'

/** The keys that an issuer signs with, as they are now. */
export interface IssuerKeys {
  /**
   * Before every use of a token, also of one that was verified before: sees to it that the keys are not too old.
   * Throws `issuer-unavailable` when they are.
   */
  ready(): Promise<unknown>
  /** For the verifier of one token. Throws `issuer-unavailable` when the keys cannot be had. */
  readonly find: JWTVerifyGetKey
  /** Moves when the keys become others: what was verified under the earlier ones is verified again. */
  readonly version: number
  /** What works worse than it should; undefined when all is well. */
  readonly trouble: string | undefined
  /** Fetches the keys before the first token asks for them. Never throws. */
  warm(): Promise<void>
}

/** What a test puts in place of the network and of time. */
export interface Surroundings {
  readonly fetch: typeof fetch
  /** Milliseconds that only grow, from any start. */
  readonly elapsed: () => number
}

const SURROUNDINGS: Surroundings = {
  fetch: (...asked) => fetch(...asked),
  elapsed: () => performance.now(),
}

/** Age from which keys are fetched again behind the back of whoever asks: how long a withdrawn key goes on working. */
const FRESH = 5 * 60_000

/** Keys from a file, from an address, or from where the issuer's discovery document says. */
export function openIssuerKeys(
  { issuer, keys }: Pick<IssuerConfig, 'issuer' | 'keys'>,
  { fetch, elapsed }: Surroundings = SURROUNDINGS,
): IssuerKeys {
  if (keys !== undefined && 'file' in keys) return keysOfFile(keys.file)
  requireSecure(issuer)
  const given = keys?.url
  if (given !== undefined) requireSecure(given)
  let known: { readonly set: JWTVerifyGetKey; readonly text: string; readonly fetched: number } | undefined
  let version = 0
  let asked: number | undefined
  let running: Promise<void> | undefined
  let failure: FirewallError | undefined

  async function load(): Promise<void> {
    asked = elapsed()
    try {
      const address = given ?? (await addressOf(issuer, fetch))
      const found = parseKeys(await json(address, fetch))
      const text = canonicalJson(found)
      if (text !== known?.text) version++
      known = { set: createLocalJWKSet(found), text, fetched: elapsed() }
      failure = undefined
    } catch (error) {
      failure = toFirewallError(
        error,
        'issuer-unavailable',
        `the keys of the issuer ${issuer} cannot be had`,
        'see that its discovery document can be reached from here',
      )
    } finally {
      running = undefined
    }
  }

  /** One request at a time, and none right after another: whoever sends invented key ids must not make us ask each time. */
  function refetch(): Promise<void> {
    if (running !== undefined) return running
    if (asked !== undefined && elapsed() - asked < LIMITS.issuerCooldown) return Promise.resolve()
    running = load()
    return running
  }

  async function current(): Promise<JWTVerifyGetKey> {
    const age = known === undefined ? Number.POSITIVE_INFINITY : elapsed() - known.fetched
    if (age > FRESH) {
      const loading = refetch()
      if (age > LIMITS.issuerKeysKept) await loading
    }
    if (known === undefined || elapsed() - known.fetched > LIMITS.issuerKeysKept)
      throw failure ?? unavailable(issuer)
    return known.set
  }

  return {
    ready: current,
    async find(header, token) {
      const set = await current()
      try {
        return await set(header, token)
      } catch (error) {
        if (!(error instanceof errors.JWKSNoMatchingKey)) throw error
        await refetch()
        // A key that is not known while the issuer cannot be asked may be its newest.
        if (failure !== undefined) throw failure
        return (known?.set ?? set)(header, token)
      }
    },
    get version() {
      return version
    },
    get trouble() {
      if (failure === undefined) return undefined
      return known === undefined
        ? failure.message
        : `${failure.message}; those known before go on working for now`
    },
    warm: refetch,
  }
}

function keysOfFile(file: string): IssuerKeys {
  const followed: FollowedFiles = followFiles(file, 'file')
  const read = () => {
    try {
      return createLocalJWKSet(parseKeys(JSON.parse(readFileSync(file, 'utf8'))))
    } catch (error) {
      throw toFirewallError(
        error,
        'config-unreadable',
        `${file} is not a JWK set`,
        'it reads { "keys": [...] } with public keys',
      )
    }
  }
  let set = read()
  let version = 0
  let trouble: string | undefined
  return {
    async ready() {
      if (!followed.changed()) return
      try {
        set = read()
        version++
        trouble = undefined
      } catch (error) {
        trouble = `${(error as FirewallError).message}; what it said before holds`
      }
    },
    find: (header, token) => set(header, token),
    get version() {
      return version
    },
    get trouble() {
      return trouble
    },
    async warm() {},
  }
}

/** OpenID Connect Discovery 1.0, section 4: the document lies under the issuer and repeats it, byte for byte. */
async function addressOf(issuer: string, get: typeof fetch): Promise<string> {
  const found = await json(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, get)
  const { issuer: named, jwks_uri: address } = (found ?? {}) as { issuer?: unknown; jwks_uri?: unknown }
  if (named !== issuer || typeof address !== 'string') {
    throw new FirewallError(
      'issuer-unavailable',
      `the discovery document of ${issuer} is not its own, or names no keys`,
      {
        help: '`issuer` must stand in the configuration as in the document, byte for byte',
      },
    )
  }
  requireSecure(address)
  return address
}

async function json(address: string, get: typeof fetch): Promise<unknown> {
  const response = await get(address, {
    redirect: 'error',
    headers: { accept: 'application/json, application/jwk-set+json' },
    signal: AbortSignal.timeout(LIMITS.issuerTime),
  })
  if (!response.ok) throw new Error('the issuer answered with an error')
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of response.body ?? []) {
    length += part.byteLength
    if (length > LIMITS.issuerBytes) throw new Error('the answer of the issuer is too long')
    parts.push(part)
  }
  return JSON.parse(Buffer.concat(parts).toString('utf8'))
}

/** Public keys for signatures; whatever else the issuer publishes, shared secrets above all, is left aside. */
function parseKeys(value: unknown): JSONWebKeySet {
  const { keys } = (value ?? {}) as { keys?: unknown }
  if (!Array.isArray(keys)) throw new Error('a JWK set has a list of keys')
  const usable = keys.filter((key) => key?.kty !== 'oct' && (key?.use ?? 'sig') === 'sig')
  if (usable.length === 0) throw new Error('a JWK set without a key for signatures')
  return { keys: usable }
}

function requireSecure(address: string): void {
  const { protocol, hostname } = new URL(address)
  if (protocol === 'https:' || isLoopback(hostname.replace(/^\[(.*)\]$/, '$1'))) return
  throw new FirewallError(
    'config-invalid',
    `${address} is not https, so whoever sits between could make tokens`,
    {
      help: 'plain http is for loopback addresses only',
    },
  )
}

function unavailable(issuer: string): FirewallError {
  return new FirewallError('issuer-unavailable', `the keys of the issuer ${issuer} cannot be had`)
}
