import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { SecretKey } from '../../core/digest.js'
import { FirewallError } from '../../core/errors.js'
import { LIMITS } from '../../core/limits.js'
import type { HeldStore } from '../../core/ports.js'
import type { HeldAnswer } from '../../core/types.js'

/**
 * Answers that wait for a person, sealed with AES-256-GCM (NIST SP 800-38D) under a key that is not in the
 * data directory, the call id as associated data: the store keeps bytes it cannot read.
 */
export interface HeldAnswers {
  /** Throws `answer-refused` for more media than `LIMITS.heldMedia`. */
  hold(call: string, answer: HeldAnswer): Promise<void>
  /** The answer, still held; undefined when nothing is held under this id. Throws `store-corrupt`. */
  read(call: string): Promise<HeldAnswer | undefined>
  list(): Promise<readonly string[]>
  /** False when it was already gone: somebody else decided. */
  discard(call: string): Promise<boolean>
}

const NONCE = 12
const TAG = 16

export function createHeldAnswers(key: SecretKey, store: HeldStore): HeldAnswers {
  return {
    hold: (call, answer) => store.hold(call, seal(key, call, written(answer))),
    async read(call) {
      const sealed = await store.held(call)
      return sealed === undefined ? undefined : readAnswer(unseal(key, call, sealed.bytes))
    },
    list: () => store.heldCalls(),
    discard: (call) => store.settleHeld(call),
  }
}

/** No text begins so: UTF-8 has no such byte. */
const MEDIA = Buffer.from([0xff])

/**
 * A text is written as it is. One with media is `MEDIA`, the length of a head as 32 bits in network order, the head as JSON
 * (the text, and of each medium field, type and length), and the bytes of the media.
 */
function written({ text, media }: HeldAnswer): Buffer {
  if (media.length === 0) return Buffer.from(text, 'utf8')
  const bytes = media.reduce((sum, { data }) => sum + data.length, 0)
  if (bytes > LIMITS.heldMedia) {
    throw new FirewallError('answer-refused', 'the answer has more media than may wait for a person', {
      help: `at most ${LIMITS.heldMedia / 1024 / 1024} MiB of one answer are held`,
    })
  }
  const parts = media.map(({ field, type, data }) => ({ field, type, length: data.length }))
  const head = Buffer.from(JSON.stringify({ text, media: parts }), 'utf8')
  const length = Buffer.alloc(4)
  length.writeUInt32BE(head.length)
  return Buffer.concat([MEDIA, length, head, ...media.map(({ data }) => data)])
}

function readAnswer(bytes: Buffer): HeldAnswer {
  if (!bytes.subarray(0, MEDIA.length).equals(MEDIA)) return { text: bytes.toString('utf8'), media: [] }
  const from = MEDIA.length + 4
  let at = from + bytes.readUInt32BE(MEDIA.length)
  const head = JSON.parse(bytes.subarray(from, at).toString('utf8')) as WrittenHead
  const media = head.media.map(({ field, type, length }) => {
    const data = Uint8Array.from(bytes.subarray(at, at + length))
    at += length
    return { field, type, data }
  })
  return { text: head.text, media }
}

interface WrittenHead {
  readonly text: string
  readonly media: readonly { readonly field: string; readonly type: string; readonly length: number }[]
}

function seal(key: SecretKey, call: string, content: Buffer): Uint8Array {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', key.bytes.subarray(0, 32), nonce).setAAD(Buffer.from(call))
  return Buffer.concat([nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()])
}

function unseal(key: SecretKey, call: string, sealed: Uint8Array): Buffer {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key.bytes.subarray(0, 32), sealed.subarray(0, NONCE))
    decipher.setAAD(Buffer.from(call)).setAuthTag(sealed.subarray(-TAG))
    return Buffer.concat([decipher.update(sealed.subarray(NONCE, -TAG)), decipher.final()])
  } catch (error) {
    throw new FirewallError('store-corrupt', `held answer ${call} cannot be decrypted`, {
      help: 'it was changed, or the secret key is not the one it was held under',
      cause: error,
    })
  }
}
