import { canonicalJson } from '../../../core/digest.js'
import { FirewallError } from '../../../core/errors.js'
import { unknownLevel } from '../../../core/levels.js'
import { LIMITS } from '../../../core/limits.js'
import { type ClaimsConfig, type IssuerConfig, SCOPES, type Scope } from '../../../core/server-config.js'
import { idKind } from '../../../labels/id.js'
import { checkPrincipal } from '../../../labels/principal.js'
import type { Caller } from '../authenticate.js'

/** The claims of a verified token. */
export type Claims = Readonly<Record<string, unknown>>

/**
 * Who a token's claims say is calling. Throws `principal-invalid` for claims that do not say it as configured and
 * `level-unknown` for a clearance that is none: what cannot be read is refused, never read as "no groups".
 */
export type ClaimsReader = (claims: Claims) => Caller

/** Throws `config-invalid` when an example of the configuration does not hold. */
export function createClaimsReader(issuer: IssuerConfig, levels: readonly string[]): ClaimsReader {
  const read = (claims: Claims) => readClaims(issuer.claims, claims, levels)
  for (const [i, expected] of issuer.expect.entries()) requireExpected(issuer, i, expected, read)
  return read
}

function readClaims(config: ClaimsConfig, claims: Claims, levels: readonly string[]): Caller {
  const id = applicationOf(config, claims) ?? `user:${word(claims, config.user, 'the user')}`
  const principal = checkPrincipal({
    id,
    groups: groupsOf(config, claims),
    clearance: { level: levelOf(config, claims, levels), compartments: compartmentsOf(config, claims) },
    ...attributesOf(config, claims),
  })
  return {
    subject: id,
    principal,
    scopes: scopesOf(config, claims),
    application: idKind(id) === 'service',
  }
}

function applicationOf({ applications }: ClaimsConfig, claims: Claims): string | undefined {
  if (applications === undefined) return undefined
  const { claim, ids, where = {} } = applications
  const value = claimAt(claims, claim)
  if (typeof value !== 'string' || !Object.hasOwn(ids, value)) return undefined
  return Object.entries(where).every(([name, wanted]) => claimAt(claims, name) === wanted)
    ? ids[value]
    : undefined
}

function groupsOf({ groups }: ClaimsConfig, claims: Claims): string[] {
  if (groups === undefined) return []
  const { claim, ids, missing } = groups
  if (leftOut(claims, claim)) {
    throw invalid(
      'the token leaves its groups out because they are too many',
      'let the provider send only the groups that are used here',
    )
  }
  const value = claimAt(claims, claim)
  if (value === undefined || value === null) {
    if (missing === 'none') return []
    throw invalid(
      'the token has no claim for its groups',
      'let the provider send it, or set `missing: none` if a token without it has none',
    )
  }
  const names = words(value, 'the groups')
  const known = names.flatMap((name) => {
    if (ids === undefined) return [`group:${name}`]
    return Object.hasOwn(ids, name) ? [ids[name]!] : []
  })
  return [...new Set(known)].sort()
}

/**
 * Providers that have too many groups for a token leave them out and say where else they are (OpenID Connect Core,
 * 5.6.2): such a token must not read as one without groups.
 */
function leftOut(claims: Claims, claim: ClaimName): boolean {
  const name = typeof claim === 'string' ? claim : claim[0]!
  const elsewhere = claims['_claim_names']
  if (typeof elsewhere === 'object' && elsewhere !== null && Object.hasOwn(elsewhere, name)) return true
  return claims['hasgroups'] === true || claims['hasgroups'] === 'true'
}

function levelOf({ clearance }: ClaimsConfig, claims: Claims, levels: readonly string[]): string {
  const lowest = levels[0]!
  if (clearance === undefined) return lowest
  const value = claimAt(claims, clearance.claim)
  if (value === undefined || value === null) return lowest
  if (typeof value !== 'string') throw invalid('the clearance in the token is not a word')
  const level = clearance.levels === undefined ? value : own(clearance.levels, value)
  if (level !== undefined && levels.includes(level)) return level
  throw unknownLevel(
    clearance.levels === undefined ? levels : Object.keys(clearance.levels),
    value,
    ' in a token',
  )
}

function compartmentsOf({ compartments }: ClaimsConfig, claims: Claims): string[] {
  if (compartments === undefined) return []
  const value = claimAt(claims, compartments.claim)
  if (value === undefined || value === null) return []
  const { names } = compartments
  const found = words(value, 'the compartments')
  return [...new Set(names === undefined ? found : found.flatMap((name) => own(names, name) ?? []))].sort()
}

function attributesOf(
  { attributes = {} }: ClaimsConfig,
  claims: Claims,
): { attributes?: Record<string, string> } {
  const found: Record<string, string> = {}
  for (const [name, claim] of Object.entries(attributes)) {
    const value = claimAt(claims, claim)
    if (value === undefined || value === null) continue
    if (typeof value === 'object') throw invalid('an attribute in the token is not one value')
    found[name] = String(value)
  }
  return Object.keys(found).length === 0 ? {} : { attributes: found }
}

/** Words that open nothing here are the business of other services: `openid`, `profile`. */
function scopesOf({ scopes }: ClaimsConfig, claims: Claims): ReadonlySet<Scope> {
  const value = claimAt(claims, scopes.claim)
  if (value === undefined || value === null) return new Set()
  const given = words(
    typeof value === 'string' ? value.split(' ').filter((one) => one !== '') : value,
    'the scopes',
  )
  if (scopes.words === undefined) return new Set(SCOPES.filter((scope) => given.includes(scope)))
  const { words: table } = scopes
  return new Set(given.flatMap((one) => own(table, one) ?? []))
}

type ClaimName = ClaimsConfig['user']

/** Only what a token holds itself: `constructor` is no claim. */
function claimAt(claims: Claims, name: ClaimName): unknown {
  let value: unknown = claims
  for (const part of typeof name === 'string' ? [name] : name) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined
    value = (value as Claims)[part]
  }
  return value
}

function word(claims: Claims, name: ClaimName, what: string): string {
  const value = claimAt(claims, name)
  if (typeof value === 'string' && value !== '') return value
  throw invalid(`the token does not say who ${what} is`, 'see `claims` of its issuer in the configuration')
}

function words(value: unknown, what: string): string[] {
  const list = typeof value === 'string' ? [value] : value
  if (
    Array.isArray(list) &&
    list.length <= LIMITS.principalGroups &&
    list.every((one) => typeof one === 'string' && one !== '')
  ) {
    return list as string[]
  }
  throw invalid(`${what} in the token are not a list of names`)
}

function own<Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined
}

type Expected = IssuerConfig['expect'][number]

function requireExpected(
  { issuer }: IssuerConfig,
  index: number,
  expected: Expected,
  read: ClaimsReader,
): void {
  const fails = (what: string, help?: string) =>
    new FirewallError('config-invalid', `expect[${index}] of the issuer ${issuer} does not hold: ${what}`, {
      help: help ?? 'change `claims` of the issuer, or the example',
    })
  let caller: Caller
  try {
    caller = read(expected.claims)
  } catch (error) {
    if ('refused' in expected) return
    const { message, help } = error as FirewallError
    throw fails(message, help)
  }
  if ('refused' in expected) throw fails('the claims are not refused')
  const { principal, scopes } = caller
  const found = {
    id: principal.id,
    groups: [...principal.groups].sort(),
    level: principal.clearance.level,
    compartments: [...principal.clearance.compartments].sort(),
    attributes: principal.attributes ?? {},
    scopes: [...scopes].sort(),
  }
  const { claims: _claims, ...wanted } = expected
  for (const [key, value] of Object.entries(wanted)) {
    const asked = Array.isArray(value) ? [...value].sort() : value
    const got = found[key as keyof typeof found]
    if (canonicalJson(asked) !== canonicalJson(got)) throw fails(`\`${key}\` is ${canonicalJson(got)}`)
  }
}

function invalid(message: string, help?: string): FirewallError {
  return new FirewallError('principal-invalid', message, help === undefined ? {} : { help })
}
