import { createHash, createHmac, randomFillSync } from 'node:crypto'
import { resolve } from 'node:path'

/**
 * Canonical JSON: keys sorted by code unit, no white space, `undefined` members dropped, numbers as
 * ECMAScript prints them (the rules of RFC 8785). Equal values have equal bytes, so they can be hashed.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError('a number in canonical JSON must be finite')
    return JSON.stringify(value)
  }
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`
  if (typeof value === 'object') return joinMembers(canonicalMembers(value))
  throw new TypeError(`a ${typeof value} has no canonical JSON`)
}

/** A member of an object in canonical JSON: its key, and both as they are written. */
export type CanonicalMember = readonly [key: string, written: string]

/** The members of an object, each written by itself, so that an object with some more need not write them again. */
export function canonicalMembers(value: object): CanonicalMember[] {
  const members: CanonicalMember[] = []
  for (const [key, member] of Object.entries(value)) {
    if (member !== undefined) members.push([key, `${JSON.stringify(key)}:${canonicalJson(member)}`])
  }
  return members
}

/** Canonical JSON of an object with these members, in any order. */
export function joinMembers(members: readonly CanonicalMember[]): string {
  const sorted = members.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return `{${sorted.map(([, written]) => written).join(',')}}`
}

/** A secret with a name, so that what was digested under an old key stays comparable after a rotation. */
export interface SecretKey {
  /** First 8 hex digits of SHA-256 over the key: names it without revealing it. */
  readonly id: string
  readonly bytes: Uint8Array
}

export function secretKey(bytes: Uint8Array): SecretKey {
  if (bytes.length < 32) throw new RangeError('a secret key has at least 32 bytes')
  const id = createHash('sha256').update('ragwall key id\0').update(bytes).digest('hex').slice(0, 8)
  return { id, bytes }
}

/** A key of its own for each purpose, so that digests of one kind say nothing about those of another. */
export function deriveKey(key: SecretKey, purpose: string): SecretKey {
  return secretKey(createHmac('sha256', key.bytes).update(`ragwall derive ${purpose}\0`).digest())
}

/**
 * HMAC-SHA-256 over length-prefixed parts (they cannot run into each other), cut to 128 bits, as hex. Keyed,
 * because an unkeyed hash of a nine-digit number is a lookup table.
 */
export function keyedDigest(key: SecretKey, ...parts: readonly string[]): string {
  const mac = createHmac('sha256', key.bytes)
  for (const part of parts) {
    const bytes = Buffer.from(part, 'utf8')
    const length = Buffer.allocUnsafe(4)
    length.writeUInt32BE(bytes.length)
    mac.update(length).update(bytes)
  }
  return mac.digest('hex').slice(0, 32)
}

/** Random bytes for the next ids: the system is asked for many at once, for asking takes longer than making them. */
const pool = Buffer.alloc(4_096)
let used = pool.length

/** 128 random bits as hex. */
export function randomId(): string {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  used += 16
  return pool.toString('hex', used - 16, used)
}

/** A short name for a place on this machine, the same for every spelling of its path. */
export function placeName(path: string): string {
  return createHash('sha256').update(resolve(path)).digest('hex').slice(0, 16)
}
