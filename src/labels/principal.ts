import { FirewallError, nearest } from '../core/errors.js'
import { quoteWord } from '../core/levels.js'
import { LIMITS } from '../core/limits.js'
import type { Clearance, Principal } from '../core/types.js'
import { idKind } from './id.js'

/**
 * A frozen copy of a principal that has exactly the documented shape. What a token mapping got wrong is said
 * here rather than read as "no groups". Throws `principal-missing`, `principal-invalid`.
 */
export function checkPrincipal(value: unknown): Principal {
  if (value === undefined || value === null) {
    throw new FirewallError('principal-missing', 'no principal came with the call', {
      help: 'pass `principal`, built from a verified token',
    })
  }
  const { id, groups, clearance, attributes } = members(value, 'the principal', PRINCIPAL_KEYS)
  const kind = idKind(id)
  if (kind !== 'user' && kind !== 'service') {
    throw invalid('the principal has no typed id', 'ids read `user:alice` or `service:reports`')
  }
  return Object.freeze({
    id: id as string,
    groups: checkGroups(groups),
    clearance: checkClearance(clearance),
    ...(attributes === undefined ? {} : { attributes: checkAttributes(attributes) }),
  })
}

/** The same for a clearance. Whether its level exists is for those to say who know the levels. */
export function checkClearance(value: unknown): Clearance {
  const { level, compartments } = members(value, 'the clearance', CLEARANCE_KEYS)
  if (!isName(level)) throw invalid('the clearance has no level', SHAPE)
  const names = list(compartments, 'the compartments of the clearance', LIMITS.aclEntries)
  if (!names.every(isName)) throw invalid('a compartment of the clearance is not a name')
  return Object.freeze({ level, compartments: Object.freeze(names as string[]) })
}

/** Typed group ids, at most `LIMITS.principalGroups`. */
export function checkGroups(value: unknown): readonly string[] {
  const groups = list(value, 'the groups of the principal', LIMITS.principalGroups)
  if (!groups.every((group) => idKind(group) === 'group')) {
    throw invalid('a group of the principal has no typed id', 'group ids read `group:sales`')
  }
  return Object.freeze(groups as string[])
}

/** Ids of accounts, which only a directory gives. */
export function checkAccounts(value: unknown): readonly string[] {
  const accounts = list(value, 'the accounts of the principal', LIMITS.principalGroups)
  if (!accounts.every((one) => idKind(one) === 'account')) throw invalid('an account has no typed id')
  return accounts as string[]
}

export function checkAttributes(value: unknown): Readonly<Record<string, string>> {
  if (!isRecord(value)) throw invalid('the attributes of the principal are not an object')
  const entries = Object.entries(value)
  if (entries.length > LIMITS.principalAttributes) throw invalid('the principal has too many attributes')
  const sound = entries.every(
    ([name, text]) =>
      name.length <= LIMITS.idLength && typeof text === 'string' && text.length <= LIMITS.idLength,
  )
  if (!sound) throw invalid('an attribute of the principal is not a short string')
  return Object.freeze(Object.fromEntries(entries) as Record<string, string>)
}

const SHAPE =
  "a principal is { id: 'user:alice', groups: ['group:sales'], clearance: { level: 'internal', compartments: [] } }"
const PRINCIPAL_KEYS = ['id', 'groups', 'clearance', 'attributes']
const CLEARANCE_KEYS = ['level', 'compartments']

function members(value: unknown, what: string, known: readonly string[]): Record<string, unknown> {
  if (!isRecord(value)) throw invalid(`${what} is not an object`, SHAPE)
  const copy = { ...value }
  for (const key of Object.keys(copy)) {
    if (known.includes(key)) continue
    const close = nearest(key, known)
    throw invalid(
      `${what} has an unknown member${quoteWord(key)}`,
      close === undefined
        ? `members are ${known.map((name) => `\`${name}\``).join(', ')}`
        : `did you mean \`${close}\`?`,
    )
  }
  return copy
}

function list(value: unknown, what: string, most: number): unknown[] {
  if (!Array.isArray(value)) throw invalid(`${what} are not a list`, SHAPE)
  if (value.length > most) throw invalid(`${what} are more than ${most}`)
  return Array.from(value)
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= LIMITS.idLength
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function invalid(message: string, help?: string): FirewallError {
  return new FirewallError('principal-invalid', message, help === undefined ? {} : { help })
}
