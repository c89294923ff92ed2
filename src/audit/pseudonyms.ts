import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto'
import type { AuditEvent } from '../core/audit.js'
import { deriveKey, type SecretKey } from '../core/digest.js'
import type { AuditSink } from '../core/ports.js'
import { idKind } from '../labels/id.js'

/** Names for principals that say who it is to the holder of the key alone. */
export interface Pseudonyms {
  /** The same one each time, of the same kind (`user:~…`). What is a pseudonym, or no typed id, stays as it is. */
  of(id: string): string
  /** Who it is; undefined for what none of the keys has made. */
  resolve(pseudonym: string): string | undefined
}

/** Of a journal that names principals as they are. */
export const PLAIN_NAMES: Pseudonyms = { of: (id) => id, resolve: () => undefined }

const MARK = '~'
/** Ids of about the same length have pseudonyms of one length. */
const BLOCK = 16

/**
 * Deterministic encryption with a synthetic initialization vector (the construction of RFC 5297, with HMAC-SHA-256 cut
 * to 128 bits): the vector is a MAC of the id, so that equal ids have equal pseudonyms and a forged one resolves to
 * nobody. New ones are made with the first key, those of the others are still resolved.
 */
export function createPseudonyms(keys: readonly SecretKey[]): Pseudonyms {
  const pairs = keys.map((key) => ({
    mac: deriveKey(key, 'pseudonym vector').bytes,
    cipher: deriveKey(key, 'pseudonym text').bytes,
  }))
  const vectorOf = (mac: Uint8Array, id: string) =>
    createHmac('sha256', mac).update(id, 'utf8').digest().subarray(0, 16)
  const pseudonyms: Pseudonyms = {
    of(id) {
      const kind = idKind(id)
      // An id of somebody may begin like one.
      if (kind === undefined || pseudonyms.resolve(id) !== undefined) return id
      const { mac, cipher } = pairs[0]!
      const bytes = Buffer.from(id, 'utf8')
      const padded = Buffer.alloc(Math.ceil(bytes.length / BLOCK) * BLOCK)
      padded.set(bytes)
      const vector = vectorOf(mac, id)
      const hidden = createCipheriv('aes-256-ctr', cipher.subarray(0, 32), vector).update(padded)
      return `${kind}:${MARK}${Buffer.concat([vector, hidden]).toString('base64url')}`
    },
    resolve(pseudonym) {
      const [, text] = /^[a-z]+:~([\w-]+)$/.exec(pseudonym) ?? []
      const bytes = Buffer.from(text ?? '', 'base64url')
      if (bytes.length < 2 * BLOCK) return undefined
      for (const { mac, cipher } of pairs) {
        const vector = bytes.subarray(0, 16)
        const padded = createDecipheriv('aes-256-ctr', cipher.subarray(0, 32), vector).update(
          bytes.subarray(16),
        )
        const id = padded.toString('utf8').replace(/\0+$/, '')
        if (vectorOf(mac, id).equals(vector)) return id
      }
      return undefined
    },
  }
  return pseudonyms
}

/** Members of events that name a principal. */
export const PRINCIPAL_MEMBERS = ['subject', 'actor', 'reviewer', 'by'] as const

/** A sink whose records name nobody: who reads them reads pseudonyms. */
export function pseudonymous(sink: AuditSink, pseudonyms: Pseudonyms): AuditSink {
  return {
    append: (event) => sink.append(hidden(event, pseudonyms)),
    read: (range) => sink.read(range),
    verify: () => sink.verify(),
    ...(sink.ready === undefined ? {} : { ready: () => sink.ready!() }),
    close: () => sink.close(),
  }
}

function hidden(event: AuditEvent, pseudonyms: Pseudonyms): AuditEvent {
  const changed: Record<string, unknown> = { ...event }
  for (const name of PRINCIPAL_MEMBERS)
    if (typeof changed[name] === 'string') changed[name] = pseudonyms.of(changed[name])
  return changed as unknown as AuditEvent
}
