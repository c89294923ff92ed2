import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto'
import { deriveKey, type SecretKey, secretKey } from '../../core/digest.js'

/**
 * Values as tokens that only the key opens: `[EMAIL_ADDRESS~<key id>.<base64url>]`, AES-256-GCM (NIST SP
 * 800-38D) with the entity as associated data. The nonce is a digest of what is encrypted, so equal values have
 * equal tokens: a stream writes what a batch writes, and a model can tell one person from another. Whoever must
 * not see that two values are equal redacts them instead.
 */
export function encryptValue(key: SecretKey, entity: string, value: string): string {
  const { cipherKey, nonceKey } = keysOf(key)
  const nonce = createHmac('sha256', nonceKey).update(`${entity}\0${value}`).digest().subarray(0, NONCE)
  const cipher = createCipheriv('aes-256-gcm', cipherKey, nonce).setAAD(Buffer.from(entity))
  const body = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()])
  const token = Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')
  return `[${entity}~${key.id}.${token}]`
}

/**
 * The text with every token of these keys (32 bytes or more each) opened. What no key opens stays as it is and
 * is counted in `left`: it may have been made under another key, been altered, or never have been a token.
 */
export function decryptValues(
  text: string,
  keys: readonly Uint8Array[],
): { readonly text: string; readonly opened: number; readonly left: number } {
  const byId = new Map(keys.map(secretKey).map((key) => [key.id, key]))
  let opened = 0
  let left = 0
  const plain = text.replace(TOKEN, (token, entity: string, id: string, body: string) => {
    const key = byId.get(id)
    const value = key === undefined ? undefined : decrypt(key, entity, Buffer.from(body, 'base64url'))
    if (value === undefined) left += 1
    else opened += 1
    return value ?? token
  })
  return { text: plain, opened, left }
}

/** What opens the tokens that a firewall with this `evidenceKey` (32 bytes or more) wrote into its answers. */
export function operatorKey(evidenceKey: Uint8Array): Uint8Array {
  return deriveKey(secretKey(evidenceKey), 'operators').bytes
}

const TOKEN = /\[([A-Z][A-Z0-9_]*)~([0-9a-f]{8})\.([A-Za-z0-9_-]+)\]/g
const NONCE = 12
const TAG = 16

function decrypt(key: SecretKey, entity: string, bytes: Buffer): string | undefined {
  if (bytes.length < NONCE + TAG) return undefined
  const nonce = bytes.subarray(0, NONCE)
  const cipher = createDecipheriv('aes-256-gcm', keysOf(key).cipherKey, nonce, { authTagLength: TAG })
    .setAAD(Buffer.from(entity))
    .setAuthTag(bytes.subarray(NONCE, NONCE + TAG))
  try {
    return Buffer.concat([cipher.update(bytes.subarray(NONCE + TAG)), cipher.final()]).toString('utf8')
  } catch {
    return undefined
  }
}

/** Derived once per key object: a text may hold many values. */
const derived = new WeakMap<SecretKey, { readonly cipherKey: Uint8Array; readonly nonceKey: Uint8Array }>()

function keysOf(key: SecretKey): { readonly cipherKey: Uint8Array; readonly nonceKey: Uint8Array } {
  let keys = derived.get(key)
  if (keys === undefined) {
    keys = {
      cipherKey: deriveKey(key, 'operator encrypt').bytes,
      nonceKey: deriveKey(key, 'operator nonce').bytes,
    }
    derived.set(key, keys)
  }
  return keys
}
