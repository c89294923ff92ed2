/**
 * The audit journal's record format, version 1. This comment is the specification: a verifier can be written
 * from it alone, and `test/unit/audit/independent-verifier.ts` is one.
 *
 * **Files.** A journal is a directory. Each process writes one *chain*, a file `<chain>.jsonl`; `<chain>` is
 * its creation time in milliseconds since the epoch as 12 hexadecimal digits, `-`, and 16 random hexadecimal
 * digits. Files are only appended to.
 *
 * **Lines.** A file is a sequence of records, each on one line that ends with a line feed (0x0A). Bytes after
 * the last line feed are a *torn* write: they were never acknowledged and are not part of the chain. A line
 * is the canonical JSON of its record in UTF-8: members sorted by UTF-16 code unit, no white space, strings
 * and numbers as ECMAScript's `JSON.stringify` writes them (RFC 8785). Any other bytes are a change.
 *
 * **Records.** `v` is 1. `chain` is the chain's id. `sequence` counts from 0 without gaps. `time` is in
 * milliseconds since the epoch and does not decrease within a chain. `previous` is the `hash` of the record
 * before, 64 zeros in the first. `event` is what is recorded (`src/core/audit.ts`). `receipt`, where present,
 * is the random id that was handed out for the record. `key` is the id of the evidence key: the first 8
 * hexadecimal digits of SHA-256 over `"ragwall key id\0"` and the key. Then, in lower-case hexadecimal:
 *
 *     hash = SHA-256("ragwall audit record v1\0" || canonical JSON of the record without `hash` and `mac`)
 *     mac  = HMAC-SHA-256(k, "ragwall audit mac v1\0" || the 32 bytes of hash)
 *     k    = HMAC-SHA-256(evidence key, "ragwall derive audit journal\0")
 *
 * The hash covers `previous`, so a head fixes everything before it; the MAC keeps who does not hold the
 * evidence key from writing another past. Quoted strings are ASCII, `\0` is one zero byte, `||` joins bytes.
 *
 * **Joins.** The first event of a file is `{ type: 'chain', joins, evidenceKey }` with `evidenceKey` equal to
 * `key`. `joins` names heads `{ chain, sequence, hash }` of the other chains as they were when this one began:
 * those that no earlier `chain` event names at that sequence or a later one. A record with this sequence and
 * hash must exist in that chain: a chain that ends before it is *truncated*, one without a file *missing*.
 *
 * **Checkpoints.** Every so many records, and when a chain is closed, an event `{ type: 'checkpoint', heads,
 * signature?, key? }` names the head of its own chain (the record just before it) and those of others that
 * have moved; they bind as joins do. `signature` (base64) is Ed25519 (RFC 8032) over
 *
 *     "ragwall audit checkpoint v1\0" || canonical JSON of { chain, heads, sequence, time }
 *
 * with the checkpoint's own chain, sequence and time. `key` is the first 8 hexadecimal digits of SHA-256 over
 * `"ragwall key id\0"` and the public key in its DER SubjectPublicKeyInfo form.
 *
 * **Anchors.** A directory outside the journal may hold one file `<chain>.json` per chain with the canonical
 * JSON of `{ chain, hash, sequence, v }`, replaced after every durable write and before its acknowledgement.
 * Anchors bind as joins do.
 *
 * **Removals.** Retention takes away whole chains, the oldest first. Before it does, an event `{ type: 'removal', chains,
 * records, last, total, by, keep, earlier? }` is durable in a chain that stays. `chains` names the last record of each chain
 * that goes; `earlier` those of chains that went before. They bind as joins do while a file is there. A chain without a
 * file that one of them names is *removed*, not missing: a head of it that something else names must have a lower sequence,
 * or the same sequence and hash.
 *
 * Without an anchor or a later chain, a cut-off tail cannot be told from records
 * that were never written; nothing inside a file can do better.
 */
import { createHash, createHmac, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import type { AuditEvent, AuditRecord, ChainHead, JournalEvent } from '../core/audit.js'
import {
  canonicalJson,
  canonicalMembers,
  deriveKey,
  joinMembers,
  randomId,
  type SecretKey,
} from '../core/digest.js'
import { LIMITS } from '../core/limits.js'

export const VERSION = 1
const GENESIS = '0'.repeat(64)
const RECORD_DOMAIN = 'ragwall audit record v1\0'
const MAC_DOMAIN = 'ragwall audit mac v1\0'
const CHECKPOINT_DOMAIN = 'ragwall audit checkpoint v1\0'

/** One line of a journal file. */
export interface ChainRecord extends AuditRecord {
  readonly v: typeof VERSION
  readonly previous: string
  readonly key: string
  readonly mac: string
}

export interface Sealed {
  readonly head: ChainHead
  /** The line's bytes, line feed included. */
  readonly bytes: Buffer
}

/** Writes the records of one chain, in order. */
export interface Sealer {
  readonly chain: string
  /** The last record sealed, undefined before the first. */
  readonly head: ChainHead | undefined
  /** Throws for what has no canonical JSON or is too long; the chain is then as it was. */
  seal(event: AuditEvent | JournalEvent, time: number, receipt?: string): Sealed
  /** A checkpoint over the own head and `others`. */
  checkpoint(others: readonly ChainHead[], time: number, signingKey?: KeyObject): Sealed
}

export function createChainId(time: number): string {
  return `${time.toString(16).padStart(12, '0')}-${randomId().slice(0, 16)}`
}

/** When a chain of this id began, milliseconds since the epoch. */
export function chainTime(chain: string): number {
  return Number.parseInt(chain.slice(0, 12), 16)
}

export function isChainId(name: string): boolean {
  return /^[0-9a-f]{12}-[0-9a-f]{16}$/.test(name)
}

export function createSealer(chain: string, evidenceKey: SecretKey): Sealer {
  const macKey = macKeyOf(evidenceKey)
  let head: ChainHead | undefined
  let lastTime = 0
  const next = () => (head === undefined ? 0 : head.sequence + 1)
  const seal: Sealer['seal'] = (event, time, receipt) => {
    const body = {
      v: VERSION,
      chain,
      sequence: next(),
      time: Math.max(time, lastTime),
      previous: head?.hash ?? GENESIS,
      event,
      receipt,
      key: evidenceKey.id,
    }
    const written = canonicalMembers(body)
    const hash = recordHash(joinMembers(written))
    const sealing = canonicalMembers({ hash, mac: recordMac(macKey, hash) })
    const line = joinMembers([...written, ...sealing])
    const bytes = Buffer.from(`${line}\n`, 'utf8')
    if (bytes.length > LIMITS.auditRecordBytes) throw new RangeError('an audit record is too long')
    lastTime = body.time
    head = { chain, sequence: body.sequence, hash }
    return { head, bytes }
  }
  return {
    chain,
    get head() {
      return head
    },
    seal,
    checkpoint(others, now, signingKey) {
      const time = Math.max(now, lastTime)
      const heads = head === undefined ? others : [head, ...others]
      if (signingKey === undefined) return seal({ type: 'checkpoint', heads }, time)
      const bytes = checkpointBytes(chain, heads, next(), time)
      const signature = sign(null, bytes, signingKey).toString('base64')
      return seal({ type: 'checkpoint', heads, signature, key: publicKeyId(signingKey) }, time)
    },
  }
}

/** The keys that a verifier trusts. */
export interface Trust {
  /** The evidence key and those it replaced. */
  readonly evidenceKeys: readonly SecretKey[]
  /** Ed25519 public keys. Without any, signatures are not checked (MACs always are). */
  readonly publicKeys: readonly KeyObject[]
}

export type FaultKind =
  | 'changed'
  | 'removed'
  | 'inserted'
  | 'reordered'
  | 'truncated'
  | 'missing chain'
  | 'missing journal'
  | 'contradictory heads'
  | 'unknown key'
  | 'invalid signature'

export type CheckedLine = { readonly record: ChainRecord } | { readonly fault: FaultKind }

/** Checks lines one by one, each for itself; the caller checks their order and completeness. */
export function createLineChecker(chain: string, trust: Trust): (line: Buffer) => CheckedLine {
  const macKeys = new Map(trust.evidenceKeys.map((key) => [key.id, macKeyOf(key)]))
  const publicKeys = new Map(trust.publicKeys.map((key) => [publicKeyId(key), key]))
  return (line) => {
    const record = parseRecord(line)
    if (record === undefined || record.chain !== chain) return { fault: 'changed' }
    const { hash, mac } = record
    const forms = canonicalForms(record)
    if (forms === undefined || !line.equals(Buffer.from(forms.whole, 'utf8'))) return { fault: 'changed' }
    if (recordHash(forms.body) !== hash) return { fault: 'changed' }
    const macKey = macKeys.get(record.key)
    if (macKey === undefined) return { fault: 'unknown key' }
    if (recordMac(macKey, hash) !== mac) return { fault: 'changed' }
    const { event } = record
    if ((record.sequence === 0) !== (event.type === 'chain')) return { fault: 'changed' }
    if (event.type === 'chain' && event.evidenceKey !== record.key) return { fault: 'changed' }
    if (headsNamedBy(record).some((head) => head.chain === chain && !precedes(head, record))) {
      return { fault: 'changed' }
    }
    if (event.type === 'checkpoint' && event.signature !== undefined && publicKeys.size > 0) {
      const publicKey = publicKeys.get(event.key ?? '')
      if (publicKey === undefined) return { fault: 'unknown key' }
      const bytes = checkpointBytes(chain, event.heads, record.sequence, record.time)
      const signature = Buffer.from(event.signature, 'base64')
      if (!verify(null, bytes, publicKey, signature)) return { fault: 'invalid signature' }
    }
    return { record }
  }
}

/** Whether `record` may follow a record (or nothing). */
export function follows(record: ChainRecord, head: ChainHead | undefined): boolean {
  return record.sequence === (head?.sequence ?? -1) + 1 && record.previous === (head?.hash ?? GENESIS)
}

/** What the hash of a record covers. */
export function bodyOf({ hash: _hash, mac: _mac, ...body }: ChainRecord): string {
  return canonicalJson(body)
}

/**
 * Canonical JSON of the whole record and of the part its hash covers. Where every object has its members in order, which
 * is so of all that was written as it must be, the JSON of the machine is canonical, and several times as fast.
 */
function canonicalForms(record: ChainRecord): { whole: string; body: string } | undefined {
  try {
    const { hash: _hash, mac: _mac, ...body } = record
    const write = isInOrder(record) ? JSON.stringify : canonicalJson
    return { whole: write(record), body: write(body) }
  } catch {
    // Nested more deeply than any record, or a number that JSON reads as infinite.
    return undefined
  }
}

/** Names that read as numbers come first in every object, whatever their order was: they are never in order here. */
function isInOrder(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object' || value === null) return true
  if (Array.isArray(value)) return value.every(isInOrder)
  let before = ''
  for (const name in value) {
    if (name < before || isDigit(name.charCodeAt(0))) return false
    before = name
    if (!isInOrder((value as Record<string, unknown>)[name])) return false
  }
  return true
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39
}

function precedes(head: ChainHead, record: ChainRecord): boolean {
  return head.sequence === record.sequence - 1 && head.hash === record.previous
}

/** The record on a line, unverified, or undefined if it is none. */
export function parseRecord(line: Buffer): ChainRecord | undefined {
  try {
    const value = JSON.parse(line.toString('utf8')) as ChainRecord
    // Whether it also is canonical, and so can be compared byte by byte, the line checker decides.
    const whole =
      value.v === VERSION &&
      typeof value.chain === 'string' &&
      Number.isSafeInteger(value.sequence) &&
      Number.isFinite(value.time) &&
      typeof value.hash === 'string' &&
      typeof value.event?.type === 'string' &&
      headsNamedBy(value).every(isHead)
    return whole ? value : undefined
  } catch {
    return undefined
  }
}

/** The heads that a record binds. */
export function headsNamedBy(record: ChainRecord): readonly ChainHead[] {
  const { event } = record
  if (event.type === 'chain') return event.joins
  if (event.type === 'removal') return [...event.chains, ...(event.earlier ?? [])]
  return event.type === 'checkpoint' ? event.heads : []
}

function isHead(head: ChainHead): boolean {
  return (
    typeof head.chain === 'string' && Number.isSafeInteger(head.sequence) && typeof head.hash === 'string'
  )
}

/** The id of the public key that belongs to a private one. */
export function publicKeyId(key: KeyObject): string {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key
  const der = publicKey.export({ type: 'spki', format: 'der' })
  return createHash('sha256').update('ragwall key id\0').update(der).digest('hex').slice(0, 8)
}

function macKeyOf(evidenceKey: SecretKey): Uint8Array {
  return deriveKey(evidenceKey, 'audit journal').bytes
}

/** Of the canonical JSON of a record without `hash` and `mac`. */
export function recordHash(body: string): string {
  return createHash('sha256').update(RECORD_DOMAIN).update(body, 'utf8').digest('hex')
}

function recordMac(macKey: Uint8Array, hash: string): string {
  return createHmac('sha256', macKey).update(MAC_DOMAIN).update(hash, 'hex').digest('hex')
}

function checkpointBytes(chain: string, heads: readonly ChainHead[], sequence: number, time: number): Buffer {
  return Buffer.from(CHECKPOINT_DOMAIN + canonicalJson({ chain, heads, sequence, time }), 'utf8')
}
