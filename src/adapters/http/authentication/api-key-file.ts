import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { closeSync, existsSync, mkdirSync, openSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { nameSchema } from '../../../core/config.js'
import { replaceFile } from '../../../core/durable-file.js'
import { FirewallError, toFirewallError } from '../../../core/errors.js'
import { LIMITS } from '../../../core/limits.js'
import { parseStrict, readYaml } from '../../../core/schema.js'
import { type Scope, scopesSchema, subjectSchema } from '../../../core/server-config.js'

/**
 * API keys at rest: one JSON file of digests. A key reads `rgw_<id>_<secret>`; the id is public and finds the entry,
 * the secret is 32 random bytes, so that a plain SHA-256 of it tells nothing (there is nothing to guess).
 */

const moment = z.iso.datetime()

const keySchema = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{16}$/),
  name: nameSchema,
  subject: subjectSchema,
  scopes: scopesSchema,
  services: z.array(nameSchema).min(1).exactOptional(),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  created: moment,
  expires: moment.exactOptional(),
  revoked: moment.exactOptional(),
})

const fileSchema = z.strictObject({ keys: z.array(keySchema).max(LIMITS.apiKeys) })

/** What is kept of a key; times in ISO 8601. */
export type ApiKeyEntry = z.output<typeof keySchema>

/** What a new key is for. */
export interface NewApiKey {
  readonly name: string
  /** Typed id: `service:portal`. */
  readonly subject: string
  readonly scopes: readonly Scope[]
  /** Services it may name; all of them if left out. */
  readonly services?: readonly string[]
  /** Milliseconds since the epoch. */
  readonly expires?: number
}

/** Throws `config-unreadable`, `config-invalid`, and `key-exposed` for a file that others may write to. */
export function readApiKeys(file: string): readonly ApiKeyEntry[] {
  const value = readYaml(file)
  requirePrivate(file)
  return parseStrict(fileSchema, value, file).keys
}

/** The entry of a key that is presented now; undefined for one that is unknown, revoked or expired. */
export function findApiKey(
  entries: ReadonlyMap<string, ApiKeyEntry>,
  key: string,
  now: number,
): ApiKeyEntry | undefined {
  const [, id = '', secret = ''] = API_KEY.exec(key) ?? []
  const entry = entries.get(id)
  const given = createHash('sha256').update(secret).digest()
  const kept = Buffer.from(entry?.digest ?? '', 'hex')
  if (entry === undefined || !timingSafeEqual(given, kept)) return undefined
  return stateOfKey(entry, now) === 'valid' ? entry : undefined
}

/** `rgw_`, 16 hex digits, `_`, 43 characters of base64url. */
export const API_KEY = /^rgw_([0-9a-f]{16})_([\w-]{43})$/

export function stateOfKey(entry: ApiKeyEntry, now: number): 'valid' | 'expired' | 'revoked' {
  if (entry.revoked !== undefined && Date.parse(entry.revoked) <= now) return 'revoked'
  return entry.expires !== undefined && Date.parse(entry.expires) <= now ? 'expired' : 'valid'
}

/** Adds a key; the answer is the only place where it ever stands. Errors as `readApiKeys`. */
export function makeApiKey(
  file: string,
  wanted: NewApiKey,
  now = Date.now(),
): { key: string; entry: ApiKeyEntry } {
  return edit(file, (keys) => {
    if (
      keys.some(({ name, ...one }) => name === wanted.name && stateOfKey({ name, ...one }, now) === 'valid')
    ) {
      throw new FirewallError('option-invalid', `there is a valid key called \`${wanted.name}\` already`, {
        help: 'rotate or revoke it, or choose another name',
      })
    }
    const made = freshKey(wanted, now)
    return { keys: [...keys, made.entry], answer: made }
  })
}

/**
 * A new key in place of another, which goes on working for `overlap` milliseconds. Throws `not-found` for an id that
 * is no valid key's.
 */
export function rotateApiKey(
  file: string,
  id: string,
  overlap: number,
  now = Date.now(),
): { key: string; entry: ApiKeyEntry } {
  return edit(file, (keys) => {
    const old = requireKey(keys, id, now)
    const { name, subject, scopes, services } = old
    const life = old.expires === undefined ? undefined : Date.parse(old.expires) - Date.parse(old.created)
    const made = freshKey(
      {
        name,
        subject,
        scopes,
        ...(services === undefined ? {} : { services }),
        ...(life === undefined ? {} : { expires: now + life }),
      },
      now,
    )
    const ends = Math.min(
      now + overlap,
      old.expires === undefined ? Number.POSITIVE_INFINITY : Date.parse(old.expires),
    )
    const ending = { ...old, expires: iso(ends) }
    return { keys: [...keys.map((one) => (one === old ? ending : one)), made.entry], answer: made }
  })
}

/** Ends a key now. Throws `not-found` for an id that is no valid key's. */
export function revokeApiKey(file: string, id: string, now = Date.now()): ApiKeyEntry {
  return edit(file, (keys) => {
    const old = requireKey(keys, id, now)
    const ended = { ...old, revoked: iso(now) }
    return { keys: keys.map((one) => (one === old ? ended : one)), answer: ended }
  })
}

function freshKey({ name, subject, scopes, services, expires }: NewApiKey, now: number) {
  const id = randomBytes(8).toString('hex')
  const secret = randomBytes(32).toString('base64url')
  const entry: ApiKeyEntry = {
    id,
    name,
    subject,
    scopes: [...scopes],
    ...(services === undefined ? {} : { services: [...services] }),
    digest: createHash('sha256').update(secret).digest('hex'),
    created: iso(now),
    ...(expires === undefined ? {} : { expires: iso(expires) }),
  }
  return { key: `rgw_${id}_${secret}`, entry }
}

function requireKey(keys: readonly ApiKeyEntry[], id: string, now: number): ApiKeyEntry {
  const found = keys.find((one) => one.id === id && stateOfKey(one, now) === 'valid')
  if (found !== undefined) return found
  throw new FirewallError('not-found', 'no valid key has this id', { help: 'see `ragwall key list`' })
}

/** One editor at a time, and the file whole at every instant. */
function edit<Answer>(
  file: string,
  change: (keys: readonly ApiKeyEntry[]) => { keys: readonly ApiKeyEntry[]; answer: Answer },
): Answer {
  const lock = `${file}.lock`
  takeLock(lock)
  try {
    const { keys, answer } = change(existsSync(file) ? readApiKeys(file) : [])
    const checked = parseStrict(fileSchema, { keys }, file)
    replaceFile(file, [Buffer.from(`${JSON.stringify(checked, undefined, 2)}\n`)], 'api-keys')
    return answer
  } finally {
    rmSync(lock, { force: true })
  }
}

function takeLock(lock: string): void {
  try {
    mkdirSync(dirname(lock), { recursive: true })
    closeSync(openSync(lock, 'wx', 0o600))
  } catch (error) {
    const taken = (error as { code?: unknown }).code === 'EEXIST'
    throw toFirewallError(
      error,
      'config-unreadable',
      taken ? `${lock} exists: another command changes the keys` : `${lock} cannot be written`,
      taken ? 'wait for it; if it was killed, remove this file' : undefined,
    )
  }
}

function requirePrivate(file: string): void {
  if (process.platform === 'win32' || (statSync(file).mode & 0o022) === 0) return
  throw new FirewallError('key-exposed', `others may write to ${file}`, { help: `chmod 600 ${file}` })
}

function iso(time: number): string {
  return new Date(time).toISOString()
}
