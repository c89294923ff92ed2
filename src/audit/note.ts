import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'

/**
 * Signed notes (c2sp.org/signed-note) with Ed25519, checkpoints (c2sp.org/tlog-checkpoint), and cosignatures of
 * witnesses (c2sp.org/tlog-cosignature, Ed25519).
 */

const ED25519 = 0x01
const COSIGNATURE = 0x04
const MOST_SIGNATURES = 64

export interface NoteSignature {
  readonly name: string
  /** Four bytes of key id and the signature. */
  readonly bytes: Buffer
}

export interface Note {
  /** With the line feed that ends it. */
  readonly text: string
  readonly signatures: readonly NoteSignature[]
}

/** Who may cosign, as C2SP writes a key: `<name>+<hexadecimal id>+<base64 of type and key>`. */
export interface Cosigner {
  readonly name: string
  readonly key: KeyObject
}

/** The text of a note as it is signed, and the line of its signature behind it. */
export function signNote(text: string, name: string, key: KeyObject): string {
  const id = keyId(name, ED25519, rawKey(createPublicKey(key)))
  const signature = Buffer.concat([id, sign(null, Buffer.from(text, 'utf8'), key)])
  return `${text}\n— ${name} ${signature.toString('base64')}\n`
}

/** Undefined for what is no signed note. */
export function parseNote(note: string): Note | undefined {
  const end = note.lastIndexOf('\n\n')
  if (end < 0 || !note.endsWith('\n') || /[\u0000-\u0009\u000b-\u001f]/.test(note)) return undefined
  const lines = note.slice(end + 2, -1).split('\n')
  if (lines.length > MOST_SIGNATURES) return undefined
  const signatures: NoteSignature[] = []
  for (const line of lines) {
    const [, name, text] = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/.exec(line) ?? []
    if (name === undefined || text === undefined) return undefined
    const bytes = Buffer.from(text, 'base64')
    if (bytes.length < 5 || bytes.toString('base64') !== text) return undefined
    signatures.push({ name, bytes })
  }
  return { text: note.slice(0, end + 1), signatures }
}

/** Whether a note is signed under a name by a key: one that is named and does not fit is a forgery. */
export function signatureState(note: Note, name: string, key: KeyObject): 'valid' | 'invalid' | 'absent' {
  const id = keyId(name, ED25519, rawKey(key))
  return stateOf(note, name, id, (signature) => verify(null, Buffer.from(note.text, 'utf8'), key, signature))
}

/** The same of a witness. */
export function cosignatureState(note: Note, { name, key }: Cosigner): 'valid' | 'invalid' | 'absent' {
  const id = keyId(name, COSIGNATURE, rawKey(key))
  return stateOf(note, name, id, (signature) => {
    if (signature.length !== 72) return false
    const message = `cosignature/v1\ntime ${signature.readBigUInt64BE()}\n${note.text}`
    return verify(null, Buffer.from(message, 'utf8'), key, signature.subarray(8))
  })
}

function stateOf(
  { signatures }: Note,
  name: string,
  id: Buffer,
  isRight: (signature: Buffer) => boolean,
): 'valid' | 'invalid' | 'absent' {
  const own = signatures.filter((one) => one.name === name && one.bytes.subarray(0, 4).equals(id))
  if (own.length === 0) return 'absent'
  return own.every(({ bytes }) => isRight(bytes.subarray(4))) ? 'valid' : 'invalid'
}

/** Undefined for what is no key of a cosigner. */
export function parseCosigner(text: string): Cosigner | undefined {
  const [, name, id, encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/.exec(text) ?? []
  const bytes = Buffer.from(encoded ?? '', 'base64')
  if (name === undefined || bytes.length !== 33 || bytes[0] !== COSIGNATURE) return undefined
  const raw = bytes.subarray(1)
  if (keyId(name, COSIGNATURE, raw).toString('hex') !== id) return undefined
  return { name, key: publicKeyOf(raw) }
}

function keyId(name: string, type: number, key: Uint8Array): Buffer {
  return createHash('sha256')
    .update(`${name}\n`)
    .update(Buffer.from([type]))
    .update(key)
    .digest()
    .subarray(0, 4)
}

/** The 32 bytes of RFC 8032. */
export function rawKey(key: KeyObject): Buffer {
  return Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url')
}

export function publicKeyOf(raw: Uint8Array): KeyObject {
  return createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(raw).toString('base64url') },
    format: 'jwk',
  })
}

/** What a checkpoint says of a log. */
export interface Checkpoint {
  readonly origin: string
  readonly size: number
  readonly root: Buffer
}

export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${root.toString('base64')}\n`
}

/** Undefined for a note of something else. */
export function parseCheckpoint({ text }: Note): Checkpoint | undefined {
  const [origin = '', size = '', root = ''] = text.split('\n')
  const hash = Buffer.from(root, 'base64')
  if (origin === '' || !/^(0|[1-9]\d{0,15})$/.test(size) || hash.length !== 32) return undefined
  if (hash.toString('base64') !== root || !Number.isSafeInteger(Number(size))) return undefined
  return { origin, size: Number(size), root: hash }
}
