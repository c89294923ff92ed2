import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { SecretKey } from '../../core/digest.js'
import { FirewallError } from '../../core/errors.js'
import type { HeldStore } from '../../core/ports.js'

/**
 * Answers that wait for a person, sealed with AES-256-GCM (NIST SP 800-38D) under a key that is not in the
 * data directory, the call id as associated data: the store keeps bytes it cannot read.
 */
export interface HeldAnswers {
  hold(call: string, text: string): Promise<void>
  /** The text, still held; undefined when nothing is held under this id. Throws `store-corrupt`. */
  read(call: string): Promise<string | undefined>
  list(): Promise<readonly string[]>
  /** False when it was already gone: somebody else decided. */
  discard(call: string): Promise<boolean>
}

const NONCE = 12
const TAG = 16

export function createHeldAnswers(key: SecretKey, store: HeldStore): HeldAnswers {
  return {
    hold: (call, text) => store.hold(call, seal(key, call, text)),
    async read(call) {
      const sealed = await store.held(call)
      return sealed === undefined ? undefined : unseal(key, call, sealed.bytes)
    },
    list: () => store.heldCalls(),
    discard: (call) => store.settleHeld(call),
  }
}

function seal(key: SecretKey, call: string, text: string): Uint8Array {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', key.bytes.subarray(0, 32), nonce).setAAD(Buffer.from(call))
  return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
}

function unseal(key: SecretKey, call: string, sealed: Uint8Array): string {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key.bytes.subarray(0, 32), sealed.subarray(0, NONCE))
    decipher.setAAD(Buffer.from(call)).setAuthTag(sealed.subarray(-TAG))
    return Buffer.concat([decipher.update(sealed.subarray(NONCE, -TAG)), decipher.final()]).toString('utf8')
  } catch (error) {
    throw new FirewallError('store-corrupt', `held answer ${call} cannot be decrypted`, {
      help: 'it was changed, or the secret key is not the one it was held under',
      cause: error,
    })
  }
}
