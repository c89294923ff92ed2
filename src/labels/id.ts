import { LIMITS } from '../core/limits.js'

/** In an allow list: anyone whose clearance suffices. In a deny list: everyone. Never an id of anybody. */
export const ANYONE = '*'

const TYPED = /^(user|group|service|account):./su
/** Ids stand in log lines, headers and records; controls and lone surrogates do not survive the way there. */
const UNSAFE = /[\p{Cc}\p{Surrogate}]/u

export type IdKind = 'user' | 'group' | 'service' | 'account'

/**
 * The kind of a typed id (`user:`, `group:`, `service:`, `account:` and at least one more character, at most
 * `LIMITS.idLength` code units), or undefined if it is not one. Nothing is normalized: ids are equal when
 * their code units are.
 */
export function idKind(value: unknown): IdKind | undefined {
  if (typeof value !== 'string' || value.length > LIMITS.idLength || UNSAFE.test(value)) return undefined
  return TYPED.exec(value)?.[1] as IdKind | undefined
}

/**
 * The id under which labels keep what a source calls somebody. Names with a domain before a backslash are those of
 * Windows, which tells no case apart; all others are kept as they are.
 */
export function accountId(name: string): string {
  return `account:${name.includes('\\') ? name.normalize('NFC').toLowerCase() : name}`
}
