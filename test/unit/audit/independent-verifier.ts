/**
 * A second verifier, written only from the header comment of `src/audit/chain.ts`. It imports nothing from
 * `src`: what it accepts, anybody can verify.
 */
import { createHash, createHmac, type KeyObject, verify } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

interface Head {
  readonly chain: string
  readonly sequence: number
  readonly hash: string
}

/** Throws an Error that says what is wrong; answers how many records are right. */
export function verifyIndependently(
  directory: string,
  keys: readonly Uint8Array[],
  publicKeys: readonly KeyObject[] = [],
  anchorDirectory?: string,
): number {
  const hashes = new Map<string, string[]>()
  const named: Head[] = []
  const removed: Head[] = []
  let records = 0
  for (const file of readdirSync(directory).sort()) {
    const chain = file.replace(/\.jsonl$/, '')
    if (!/^[0-9a-f]{12}-[0-9a-f]{16}$/.test(chain)) throw new Error(`${file} is no chain`)
    const own = verifyFile(join(directory, file), chain, keys, publicKeys, named, removed)
    hashes.set(chain, own)
    records += own.length
  }
  if (anchorDirectory !== undefined) {
    for (const file of readdirSync(anchorDirectory)) {
      const { v, ...head } = JSON.parse(readFileSync(join(anchorDirectory, file), 'utf8'))
      if (v !== 1 || `${head.chain}.json` !== file) throw new Error(`${file} is no anchor`)
      named.push(head)
    }
  }
  for (const head of named) {
    const end = removed.find(({ chain }) => chain === head.chain)
    const isEarlier = end !== undefined && (head.sequence < end.sequence || head.hash === end.hash)
    if (!hashes.has(head.chain) && isEarlier) continue
    if (hashes.get(head.chain)?.[head.sequence] !== head.hash) {
      throw new Error(`${head.chain}#${head.sequence} is named and not there`)
    }
  }
  return records
}

function verifyFile(
  path: string,
  chain: string,
  keys: readonly Uint8Array[],
  publicKeys: readonly KeyObject[],
  named: Head[],
  removed: Head[],
): string[] {
  const bytes = readFileSync(path)
  const whole = bytes.subarray(0, bytes.lastIndexOf(0x0a) + 1)
  const hashes: string[] = []
  let previous = '0'.repeat(64)
  let time = 0
  for (const line of whole.toString('utf8').split('\n').slice(0, -1)) {
    const where = `${chain}#${hashes.length}`
    const record = JSON.parse(line)
    if (canonical(record) !== line) throw new Error(`${where} is not canonical`)
    if (record.v !== 1 || record.chain !== chain || record.sequence !== hashes.length) {
      throw new Error(`${where} is another record`)
    }
    if (record.previous !== previous) throw new Error(`${where} does not follow`)
    if (record.time < time) throw new Error(`${where} runs back`)
    const { hash, mac, ...body } = record
    const digest = createHash('sha256').update('ragwall audit record v1\0').update(canonical(body)).digest()
    if (digest.toString('hex') !== hash) throw new Error(`${where} has another hash`)
    const key = keys.find((one) => keyId(one) === record.key)
    if (key === undefined) throw new Error(`${where} has an unknown key`)
    const macKey = createHmac('sha256', key).update('ragwall derive audit journal\0').digest()
    const expected = createHmac('sha256', macKey)
      .update('ragwall audit mac v1\0')
      .update(digest)
      .digest('hex')
    if (expected !== mac) throw new Error(`${where} has another mac`)
    if ((record.event.type === 'chain') !== (hashes.length === 0)) throw new Error(`${where} is misplaced`)
    if (record.event.type === 'chain') named.push(...record.event.joins)
    if (record.event.type === 'removal') {
      const gone = [...record.event.chains, ...(record.event.earlier ?? [])]
      removed.push(...gone)
      named.push(...gone)
    }
    if (record.event.type === 'checkpoint') {
      named.push(...record.event.heads)
      if (publicKeys.length > 0) verifySignature(record, publicKeys, where)
    }
    previous = hash
    time = record.time
    hashes.push(hash)
  }
  return hashes
}

// biome-ignore lint/suspicious/noExplicitAny: parsed JSON, checked above
function verifySignature(record: any, publicKeys: readonly KeyObject[], where: string): void {
  const { chain, sequence, time, event } = record
  const key = publicKeys.find((one) => keyId(one.export({ type: 'spki', format: 'der' })) === event.key)
  const bytes = `ragwall audit checkpoint v1\0${canonical({ chain, heads: event.heads, sequence, time })}`
  const signed =
    key !== undefined && verify(null, Buffer.from(bytes), key, Buffer.from(event.signature ?? '', 'base64'))
  if (!signed) throw new Error(`${where} is not signed`)
}

function keyId(key: Uint8Array): string {
  return createHash('sha256').update('ragwall key id\0').update(key).digest('hex').slice(0, 8)
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical((value as Record<string, unknown>)[key])}`)
  return `{${members.join(',')}}`
}
