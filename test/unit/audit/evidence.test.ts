import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type EvidenceBundle, verifyBundle } from '../../../src/audit/evidence.js'
import { createMemoryJournal, type Journal, openJournal } from '../../../src/audit/journal.js'
import { createMerkleTree, followInclusion, isConsistent, leafHash } from '../../../src/audit/merkle.js'
import {
  parseCheckpoint,
  parseCosigner,
  parseNote,
  publicKeyOf,
  rawKey,
  signatureState,
} from '../../../src/audit/note.js'
import type { AuditEvent, AuditFinding } from '../../../src/core/audit.js'
import { secretKey } from '../../../src/core/digest.js'
import { verifyBundleIndependently } from './bundle-verifier.js'

const evidenceKey = secretKey(new Uint8Array(32).fill(7))
const [ours, next, stranger] = [1, 2, 3].map(() => generateKeyPairSync('ed25519')) as [Pair, Pair, Pair]
type Pair = { publicKey: KeyObject; privateKey: KeyObject }

const finding: AuditFinding = {
  start: 0,
  end: 9,
  score: 1,
  evidence: 'e',
  action: 'redact',
  provenance: 'forbidden',
  sources: ['hr/pay.txt'],
  sourceCount: 1,
  kind: 'personal-data',
  entity: 'EMAIL_ADDRESS',
}
const opened = (call: string): AuditEvent => ({
  type: 'opened',
  call,
  subject: 'user:a',
  door: 'check',
  streaming: false,
})
const closed = (call: string, findings: readonly AuditFinding[]): AuditEvent => ({
  type: 'closed',
  call,
  subject: 'user:a',
  door: 'check',
  action: 'redact',
  decided: 'redact',
  outcome: 'complete',
  read: 9,
  sent: 9,
  findings,
  spared: 0,
})

describe('the tree', () => {
  const sha = (...parts: Uint8Array[]) =>
    parts.reduce((h, part) => h.update(part), createHash('sha256')).digest()
  /** RFC 9162, 2.1.1, as it is written. */
  function rootOf(leaves: readonly Buffer[]): Buffer {
    if (leaves.length === 0) return sha()
    if (leaves.length === 1) return leaves[0]!
    let k = 1
    while (k * 2 < leaves.length) k *= 2
    return sha(Buffer.from([1]), rootOf(leaves.slice(0, k)), rootOf(leaves.slice(k)))
  }

  test('has the root of the standard at every size; every place and every beginning is proved, and no other', () => {
    const leaves = Array.from({ length: 36 }, (_, i) => leafHash(Buffer.from(`leaf ${i}`)))
    const tree = createMerkleTree()
    for (const [i, leaf] of leaves.entries()) {
      tree.add(leaf)
      expect(tree.root()).toEqual(rootOf(leaves.slice(0, i + 1)))
    }
    for (let size = 0; size <= leaves.length; size++) {
      const root = rootOf(leaves.slice(0, size))
      for (let index = 0; index < size; index++) {
        const proof = tree.inclusion(index, size)
        expect(followInclusion(leaves[index]!, index, size, proof)).toEqual(root)
        const other = (index + 1) % size
        if (size > 1)
          expect(followInclusion(leaves[index]!, other, size, proof)?.equals(root) ?? false).toBe(false)
        if (proof.length > 0)
          expect(followInclusion(leaves[index]!, index, size, proof.slice(1))?.equals(root) ?? false).toBe(
            false,
          )
      }
      for (let first = 0; first <= size; first++) {
        const before = { size: first, root: rootOf(leaves.slice(0, first)) }
        const proof = tree.consistency(first, size)
        expect(isConsistent(before, { size, root }, proof), `${first} ${size}`).toBe(true)
        const forged = { size: first, root: leafHash(before.root) }
        if (first > 0) expect(isConsistent(forged, { size, root }, proof), `${first} ${size}`).toBe(false)
      }
    }
  })
})

describe('a note', () => {
  test('of others verifies: the example of the package that the format comes from', () => {
    const text =
      "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
    const note = `${text}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`
    const key = publicKeyOf(Buffer.from('ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW', 'base64').subarray(1))
    expect(signatureState(parseNote(note)!, 'PeterNeumann', key)).toBe('valid')
    expect(signatureState(parseNote(note.replace('answer', 'Answer'))!, 'PeterNeumann', key)).toBe('invalid')
    expect(signatureState(parseNote(note)!, 'PeterNeumann', ours.publicKey)).toBe('absent')
  })
})

describe('a bundle', () => {
  const root = mkdtempSync(join(tmpdir(), 'ragwall-evidence-'))
  const directory = join(root, 'journal')
  const open = (pair: Pair, others: readonly Pair[] = []) =>
    openJournal({
      directory,
      evidenceKey,
      signingKey: pair.privateKey,
      publicKeys: others.map(({ publicKey }) => publicKey),
    })
  let journal: Journal
  let id: string
  let receipt: string
  let bundle: EvidenceBundle

  beforeAll(async () => {
    // Two processes, one case over both, and other records around it.
    for (const process of ['a', 'b']) {
      const sink = open(ours)
      for (let i = 0; i < 5; i++) {
        await sink.append(opened(`${process}${i}`))
        await sink.append(closed(`${process}${i}`, i % 2 === 0 ? [finding] : []))
      }
      await sink.close()
    }
    journal = open(ours)
    id = (await journal.ledger.cases())[0]!.id
    await journal.append({ type: 'triage', case: id, state: 'acknowledged', by: 'user:ruth' })
    receipt = (await journal.append(closed('x', []))).id
    bundle = await journal.proofs.evidence({ case: id })
  })
  afterAll(async () => {
    await journal.close()
    rmSync(root, { recursive: true })
  })
  const verify = (value: unknown, keys = [ours.publicKey], cosigners: string[] = []) =>
    verifyBundle(JSON.stringify(value), { keys, cosigners: cosigners.map((one) => parseCosigner(one)!) })

  test('holds what belongs to the case, from its beginning to what people did, and nothing else', () => {
    const found = verify(bundle)
    expect(found).toMatchObject({ intact: true, about: `case ${id}` })
    const types = found.intact ? found.records.map(({ type }) => type) : []
    expect(types.filter((type) => type === 'opened')).toHaveLength(6)
    expect(types.filter((type) => type === 'closed')).toHaveLength(6)
    expect(types.slice(12)).toEqual(['triage'])
    expect(found.intact && new Set(found.records.map(({ chain }) => chain)).size).toBe(3)
  })

  test('is verified by what was written from the prose alone, and its faults are found by it too', () => {
    const key = rawKey(ours.publicKey)
    expect(verifyBundleIndependently(JSON.stringify(bundle), key)).toBe(13)
    expect(() => verifyBundleIndependently(JSON.stringify(bundle), rawKey(stranger.publicKey))).toThrow()
    for (const spoil of Object.values(spoiled()))
      expect(() => verifyBundleIndependently(JSON.stringify(spoil.bundle), key)).toThrow()
  })

  /** Each way to tamper with it, and what verification must call it. */
  function spoiled(): Record<string, { bundle: unknown; why: string; record?: number }> {
    const { records } = bundle
    const [a, b] = [records[1]!, records[3]!]
    const at = (index: number, change: Partial<(typeof records)[number]>) => ({
      ...bundle,
      records: records.map((one, i) => (i === index ? { ...one, ...change } : one)),
    })
    return {
      'a changed record': {
        bundle: at(1, { record: a.record.replace('"user:a"', '"user:b"') }),
        why: 'changed',
        record: 1,
      },
      'another spelling of a record': {
        bundle: at(1, { record: ` ${a.record}` }),
        why: 'changed',
        record: 1,
      },
      'a proof moved to another record': {
        bundle: at(1, { proof: b.proof }),
        why: 'proof of another record',
        record: 1,
      },
      'a record moved to another proof': {
        bundle: at(1, { record: b.record }),
        why: 'proof of another record',
        record: 1,
      },
      'another index': {
        bundle: at(1, { proof: a.proof.replace(/index \d+/, 'index 3') }),
        why: 'proof of another record',
        record: 1,
      },
      'a changed hash of the proof': {
        bundle: at(1, {
          proof: a.proof.replace(/\n([A-Za-z0-9+/]{43}=)\n/, (_, hash: string) => `\n${flip(hash)}\n`),
        }),
        why: 'changed',
        record: 1,
      },
      'a larger tree': {
        bundle: at(1, { proof: a.proof.replace(/\n(\d+)\n/, '\n99\n') }),
        why: 'invalid signature',
        record: 1,
      },
      'another log': {
        bundle: at(1, { proof: a.proof.replaceAll(/journal\/[0-9a-f]{12}/g, 'journal/000000000000') }),
        why: 'unknown key',
        record: 1,
      },
      'a record left out': { bundle: { ...bundle, records: records.slice(1) }, why: 'not what was signed' },
      'a record twice': { bundle: { ...bundle, records: [...records, a] }, why: 'not what was signed' },
      'records in another order': {
        bundle: { ...bundle, records: [...records].reverse() },
        why: 'not what was signed',
      },
      'another case': {
        bundle: { ...bundle, statement: bundle.statement.replace(id, '0'.repeat(16)) },
        why: 'invalid signature',
      },
      'no signature': {
        bundle: { ...bundle, statement: bundle.statement.replace(/— .*\n/, '') },
        why: 'no bundle',
      },
      'another format': { bundle: { ...bundle, format: 'ragwall evidence v2' }, why: 'no bundle' },
    }
  }

  function flip(hash: string): string {
    const bytes = Buffer.from(hash, 'base64')
    bytes[0] = bytes[0]! ^ 1
    return bytes.toString('base64')
  }

  test('is not intact in any way in which it can be tampered with, and says which', () => {
    for (const [name, { bundle: changed, why, record }] of Object.entries(spoiled()))
      expect(verify(changed), name).toEqual({
        intact: false,
        why,
        ...(record === undefined ? {} : { record }),
      })
  })

  test('does not hold with any byte of it changed', () => {
    const text = JSON.stringify({ ...bundle, key: undefined })
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.integer({ min: 0x20, max: 0x7e }), (at, code) => {
        const changed = text.slice(0, at) + String.fromCharCode(code) + text.slice(at + 1)
        if (changed === text) return
        const found = verifyBundle(changed, { keys: [ours.publicKey] })
        // A letter of an unknown member, or one that JSON reads as the same, changes nothing that is said.
        if (found.intact) expect(sameRecords(changed)).toBe(true)
      }),
      { numRuns: 200 },
    )
  })
  const sameRecords = (text: string) =>
    JSON.stringify(JSON.parse(text).records) === JSON.stringify(bundle.records) &&
    JSON.parse(text).statement === bundle.statement

  test('of another journal, or signed by somebody else, is not ours', async () => {
    const foreign = createMemoryJournal({ signingKey: stranger.privateKey })
    await foreign.append(closed('y', [finding]))
    const [one] = await foreign.ledger.cases()
    const other = await foreign.proofs.evidence({ case: one!.id })
    expect(verify(other)).toEqual({ intact: false, why: 'unknown key' })
    expect(verify(other, [stranger.publicKey])).toMatchObject({ intact: true })
    // Its records under our statement, and ours under its own.
    expect(verify({ ...bundle, records: other.records })).toMatchObject({ why: 'unknown key', record: 0 })
    await foreign.close()
  })

  test('of one answer is found by its receipt or call', async () => {
    for (const record of [receipt, 'x'])
      expect(verify(await journal.proofs.evidence({ record }))).toMatchObject({
        intact: true,
        records: [{ type: 'closed' }],
      })
    await expect(journal.proofs.evidence({ record: 'nothing' })).rejects.toMatchObject({ code: 'not-found' })
  })

  test('verifies with the key that signed it after another took its place, and the new one signs from then on', async () => {
    const rotated = open(next, [ours])
    const later = await rotated.proofs.evidence({ case: id })
    expect(verify(later)).toEqual({ intact: false, why: 'unknown key' })
    expect(verify(later, [next.publicKey])).toMatchObject({ intact: true })
    const published = rotated.proofs.keys().map(({ ed25519 }) => publicKeyOf(Buffer.from(ed25519, 'base64')))
    for (const one of [bundle, later]) expect(verify(one, published)).toMatchObject({ intact: true })
    expect(await rotated.verify()).toMatchObject({ intact: true })
    await rotated.close()
  })

  test('is cosigned by whoever was asked to, or says that it is not', () => {
    const name = 'witness.example/w1'
    const raw = rawKey(stranger.publicKey)
    const keyId = createHash('sha256')
      .update(`${name}\n`)
      .update(Buffer.from([4]))
      .update(raw)
      .digest()
      .subarray(0, 4)
    const vkey = `${name}+${keyId.toString('hex')}+${Buffer.concat([Buffer.from([4]), raw]).toString('base64')}`
    const cosigned = (time: number) => ({
      ...bundle,
      records: bundle.records.map((one) => {
        const note = parseNote(one.proof.slice(one.proof.indexOf('\n\n') + 2))!
        const message = Buffer.from(`cosignature/v1\ntime 1700000000\n${note.text}`)
        const stamp = Buffer.alloc(8)
        stamp.writeBigUInt64BE(BigInt(time))
        const line = Buffer.concat([keyId, stamp, sign(null, message, stranger.privateKey)]).toString(
          'base64',
        )
        return { ...one, proof: `${one.proof}— ${name} ${line}\n` }
      }),
    })
    expect(verify(bundle, undefined, [vkey])).toEqual({ intact: false, record: 0, why: 'not cosigned' })
    expect(verify(cosigned(1_700_000_000), undefined, [vkey])).toMatchObject({ intact: true })
    expect(verify(cosigned(1_700_000_000))).toMatchObject({ intact: true })
    expect(verify(cosigned(1_700_000_001), undefined, [vkey])).toEqual({
      intact: false,
      record: 0,
      why: 'invalid signature',
    })
  })

  test('is not made of a journal that was tampered with', async () => {
    const [file = ''] = readdirSync(directory).sort()
    const path = join(directory, file)
    const original = readFileSync(path)
    try {
      writeFileSync(path, original.toString('utf8').replace('"user:a"', '"user:b"'))
      await expect(journal.proofs.evidence({ case: id })).rejects.toMatchObject({ code: 'audit-unavailable' })
      // Cut at its end: whole by itself, and missed by the chains that joined it.
      writeFileSync(path, original.subarray(0, original.lastIndexOf('\n', original.length - 2) + 1))
      await expect(journal.proofs.evidence({ case: id })).rejects.toMatchObject({ code: 'audit-unavailable' })
    } finally {
      writeFileSync(path, original)
    }
  })

  test('two checkpoints of a chain show that it only grew, and that another past did not lead there', async () => {
    const chain = (await journal.append(closed('z', []))).chain
    const first = await journal.proofs.checkpoint(chain)
    await journal.append(closed('z2', []))
    await journal.append(closed('z3', []))
    const before = parseCheckpoint(parseNote(first.checkpoint)!)!
    const later = await journal.proofs.checkpoint(chain, before.size)
    const after = parseCheckpoint(parseNote(later.checkpoint)!)!
    const proof = later.consistency!.map((hash) => Buffer.from(hash, 'base64'))
    expect(after.size).toBe(before.size + 2)
    expect(isConsistent(before, after, proof)).toBe(true)
    expect(isConsistent({ ...before, root: leafHash(before.root) }, after, proof)).toBe(false)
    await expect(journal.proofs.checkpoint(chain, 10_000)).rejects.toMatchObject({ code: 'not-found' })
    await expect(journal.proofs.checkpoint('../x')).rejects.toMatchObject({ code: 'not-found' })
  })
})
