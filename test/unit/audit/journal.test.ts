import { generateKeyPairSync } from 'node:crypto'
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type JournalOptions, openJournal } from '../../../src/audit/journal.js'
import type { AuditEvent } from '../../../src/core/audit.js'
import { canonicalJson, secretKey } from '../../../src/core/digest.js'
import { verifyIndependently } from './independent-verifier.js'

const keyBytes = new Uint8Array(32).fill(7)
const evidenceKey = secretKey(keyBytes)
const signing = generateKeyPairSync('ed25519')

let root: string
let directory: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ragwall-audit-'))
  directory = join(root, 'journal')
})
afterEach(() => rmSync(root, { recursive: true }))

const event = (call: string): AuditEvent => ({
  type: 'retrieve',
  subject: 'user:a',
  call,
  query: 'q',
  k: 1,
  chunks: [],
})

/** One chain per entry, of that many events each. */
async function write(sizes: readonly number[], options: Partial<JournalOptions> = {}): Promise<void> {
  for (const [chain, size] of sizes.entries()) {
    const sink = openJournal({ directory, evidenceKey, ...options })
    await Promise.all(Array.from({ length: size }, (_, i) => sink.append(event(`${chain}.${i}`))))
    await sink.close()
    // Chain ids are made of milliseconds: keep these in order.
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}

const verify = (options: Partial<JournalOptions> = {}) =>
  openJournal({ directory, evidenceKey, readOnly: true, ...options }).verify()

const files = () => readdirSync(directory).sort()
const chainOf = (file: string) => file.replace('.jsonl', '')
const linesOf = (file: string) => readFileSync(join(directory, file), 'utf8').split('\n').slice(0, -1)
const store = (file: string, lines: readonly string[]) =>
  writeFileSync(join(directory, file), lines.map((line) => `${line}\n`).join(''))

describe('what cannot be known', () => {
  test('is said: without a head outside the journal, nobody misses its end', async () => {
    await write([2])
    expect(await verify()).toMatchObject({ intact: true, anchored: false })
    const places = { headPlaces: [join(root, 'heads')] }
    await write([2], places)
    expect(await verify(places)).toMatchObject({ intact: true, anchored: true })
    expect(await verify({ heads: [{ chain: 'x', sequence: 0, hash: '' }] })).toMatchObject({ intact: false })
  })

  test('is less while the journal runs: it misses what it acknowledged itself', async () => {
    const sink = openJournal({ directory, evidenceKey })
    for (const call of ['1', '2', '3']) await sink.append(event(call))
    expect(await sink.verify()).toMatchObject({ intact: true })
    const [file = ''] = files()
    const lines = linesOf(file)
    store(file, lines.slice(0, -1))
    expect(await sink.verify()).toMatchObject({ intact: false, why: 'truncated' })
    store(file, lines.slice(0, 1))
    expect(await sink.verify()).toMatchObject({ intact: false, why: 'truncated' })
    await sink.close().catch(() => undefined)
  })

  test('of two heads for one record neither is believed alone, whichever was named last', async () => {
    await write([3])
    const [file = ''] = files()
    const { sequence, hash } = JSON.parse(linesOf(file).at(-1)!) as { sequence: number; hash: string }
    const head = { chain: chainOf(file), sequence, hash }
    const forged = { ...head, hash: '0'.repeat(64) }
    expect(await verify({ heads: [head] })).toMatchObject({ intact: true })
    for (const heads of [
      [head, forged],
      [forged, head],
    ])
      expect(await verify({ heads })).toMatchObject({ intact: false })
  })

  test('heads that contradict each other are told from a chain that was changed', async () => {
    const [heads, others] = [join(root, 'heads'), join(root, 'others')]
    await write([2], { headPlaces: [heads, others] })
    const [name = ''] = readdirSync(others)
    const head = JSON.parse(readFileSync(join(others, name), 'utf8'))
    writeFileSync(join(others, name), JSON.stringify({ ...head, hash: '0'.repeat(64) }))
    expect(await verify({ headPlaces: [heads, others] })).toMatchObject({
      intact: false,
      why: 'changed',
    })
    const later = { ...head, sequence: head.sequence + 9 }
    writeFileSync(join(others, name), JSON.stringify({ ...later, hash: '0'.repeat(64) }))
    writeFileSync(join(heads, name), JSON.stringify(later))
    expect(await verify({ headPlaces: [heads, others] })).toMatchObject({
      intact: false,
      why: 'contradictory heads',
    })
  })
})

describe('the format', () => {
  test('a verifier written from the comment alone accepts it', async () => {
    const anchor = join(root, 'anchor')
    await write([5, 3, 4], { signingKey: signing.privateKey, anchor, checkpointEvery: 2 })
    const records = verifyIndependently(directory, [keyBytes], [signing.publicKey], anchor)
    expect(await verify({ publicKeys: [signing.publicKey], anchor })).toEqual({
      intact: true,
      chains: 3,
      records,
      torn: 0,
      anchored: true,
    })
    expect(records).toBeGreaterThanOrEqual(5 + 3 + 4 + 3 + 3)
  })

  test('files are private and hold one record a line', async () => {
    await write([2])
    expect(statSync(directory).mode & 0o777).toBe(0o700)
    expect(statSync(join(directory, files()[0]!)).mode & 0o777).toBe(0o600)
    expect(linesOf(files()[0]!).map((line) => JSON.parse(line).event.type)).toEqual([
      'chain',
      'retrieve',
      'retrieve',
      'checkpoint',
    ])
  })

  test('nothing is written before the first append', async () => {
    const sink = openJournal({ directory, evidenceKey })
    await sink.close()
    expect(files()).toEqual([])
  })

  test('a chain joins the leaf heads only', async () => {
    await write([2, 2, 2])
    const joins = files().map((file) => JSON.parse(linesOf(file)[0]!).event.joins)
    expect(joins.map((heads: { chain: string }[]) => heads.map(({ chain }) => chain))).toEqual([
      [],
      [chainOf(files()[0]!)],
      [chainOf(files()[1]!)],
    ])
  })

  test('checkpoints of a running chain name what others wrote meanwhile', async () => {
    const [a, b] = [1, 2].map(() => openJournal({ directory, evidenceKey, checkpointEvery: 3 }))
    await a!.append(event('a'))
    // Chains that begin in one millisecond come in any order.
    const [fileA, ...none] = files()
    expect(none).toEqual([])
    for (let i = 0; i < 3; i++) await b!.append(event('b'))
    await a!.append(event('a'))
    await a!.append(event('a'))
    await a!.close()
    const named = linesOf(fileA!)
      .map((line) => JSON.parse(line).event)
      .filter(({ type }) => type === 'checkpoint')
      .map(({ heads }) => heads.length)
    expect(named).toEqual([2, 1])
    await b!.close()
    expect((await verify()).intact).toBe(true)
    // The tail of b, cut behind a's checkpoint, is missed by a.
    const fileB = files().find((file) => file !== fileA)!
    store(fileB, linesOf(fileB).slice(0, 2))
    expect(await verify()).toMatchObject({ intact: false, brokenAt: `${chainOf(fileB)}#2`, why: 'truncated' })
  })
})

describe('tampering', () => {
  type Mutation = { kind: 'change' | 'remove' | 'insert' | 'duplicate' | 'swap'; at: number; seed: number }

  /** Applies the mutation to the lines; answers what verification must say, or undefined if nothing changed. */
  function mutate(lines: string[], { kind, at, seed }: Mutation): { at: number; why: string } | undefined {
    const i = at % lines.length
    if (kind === 'remove') {
      lines.splice(i, 1)
      return { at: i, why: i === lines.length ? 'truncated' : 'removed' }
    }
    if (kind === 'swap') {
      const j = seed % lines.length
      if (i === j) return undefined
      ;[lines[i], lines[j]] = [lines[j]!, lines[i]!]
      return { at: Math.min(i, j), why: 'reordered' }
    }
    if (kind === 'duplicate') {
      const to = seed % (lines.length + 1)
      lines.splice(to, 0, lines[i]!)
      // A copy in front of its original is the original standing too early.
      if (to <= i) return to === i ? { at: i + 1, why: 'inserted' } : { at: to, why: 'reordered' }
      return { at: to, why: 'inserted' }
    }
    if (kind === 'insert') {
      const forged = { ...JSON.parse(lines[i]!), receipt: 'f'.repeat(32) }
      lines.splice(i, 0, canonicalJson(forged))
      return { at: i, why: 'inserted' }
    }
    const bytes = Buffer.from(lines[i]!)
    const position = seed % bytes.length
    const bit = bytes[position]! ^ (1 << (seed % 7))
    if (bit === 0x0a) return undefined
    bytes[position] = bit
    lines[i] = bytes.toString('utf8')
    return { at: i, why: 'changed' }
  }

  test('any change, removal, insertion or swap is found, located and named', async () => {
    await write([6, 5])
    const original = files().map(linesOf)
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          kind: fc.constantFrom('change', 'remove', 'insert', 'duplicate', 'swap'),
          at: fc.nat(1_000),
          seed: fc.nat(1_000_000),
        }),
        fc.nat(1),
        async (mutation, chain) => {
          const file = files()[chain]!
          const lines = [...original[chain]!]
          const expected = mutate(lines, mutation as Mutation)
          if (expected === undefined) return
          // Nothing joins the last chain yet: its cut tail is the anchor's matter, below.
          if (chain === 1 && expected.why === 'truncated') return
          store(file, lines)
          try {
            const found = await verify()
            expect(found).toMatchObject({
              intact: false,
              brokenAt: `${chainOf(file)}#${expected.at}`,
              why: expected.why,
            })
          } finally {
            store(file, original[chain]!)
          }
        },
      ),
      { numRuns: 250 },
    )
    expect((await verify()).intact).toBe(true)
  })

  test('a changed byte is found wherever it is, line feeds included', async () => {
    await write([2, 1])
    const path = join(directory, files()[0]!)
    const original = readFileSync(path)
    for (let i = 0; i < original.length; i += 17) {
      const changed = Buffer.from(original)
      changed[i] = changed[i]! ^ 1
      writeFileSync(path, changed)
      expect((await verify()).intact, `byte ${i}`).toBe(false)
    }
    for (const tail of ['\n', ' ', '{}\n']) {
      writeFileSync(path, original)
      appendFileSync(path, tail)
      expect((await verify()).intact, JSON.stringify(tail)).toBe(tail === ' ')
    }
  })

  test('who rewrites the whole chain without the key is found at its first record', async () => {
    await write([3])
    const [file] = files()
    const stolen = secretKey(new Uint8Array(32).fill(9))
    rmSync(directory, { recursive: true })
    await write([3], { evidenceKey: stolen })
    expect(await verify()).toMatchObject({ intact: false, why: 'unknown key' })
    // With the right key's id written over it, the hash no longer holds.
    const forged = files()[0]!
    store(
      forged,
      linesOf(forged).map((line) => line.replaceAll(stolen.id, evidenceKey.id)),
    )
    expect(await verify()).toMatchObject({ intact: false, brokenAt: `${chainOf(forged)}#0`, why: 'changed' })
    expect(file).not.toBe(forged)
  })

  test('a checkpoint signed with another key is found', async () => {
    await write([1], { signingKey: generateKeyPairSync('ed25519').privateKey })
    expect((await verify()).intact).toBe(true)
    expect(await verify({ publicKeys: [signing.publicKey] })).toMatchObject({
      intact: false,
      brokenAt: `${chainOf(files()[0]!)}#2`,
      why: 'unknown key',
    })
  })

  test.each([1, 2, 3, 4])('a tail cut by %i records is found by the chain that joined it', async (cut) => {
    await write([3, 1])
    const file = files()[0]!
    const lines = linesOf(file)
    store(file, lines.slice(0, -cut))
    expect(await verify()).toMatchObject({
      intact: false,
      brokenAt: `${chainOf(file)}#${lines.length - cut}`,
      why: 'truncated',
    })
  })

  test('a cut tail of the last chain is found with the anchor, also one byte of it, and not without', async () => {
    const anchor = join(root, 'anchor')
    const sink = openJournal({ directory, evidenceKey, anchor })
    await sink.append(event('1'))
    await sink.append(event('2'))
    const path = join(directory, files()[0]!)
    const original = readFileSync(path)
    for (const keep of [original.length - 1, original.lastIndexOf('\n', original.length - 2) + 1, 0]) {
      truncateSync(path, keep)
      const records = readFileSync(path, 'utf8').split('\n').length - 1
      const expected = { intact: false, brokenAt: `${chainOf(files()[0]!)}#${records}`, why: 'truncated' }
      expect(await verify({ anchor })).toMatchObject(expected)
      expect(await verify()).toMatchObject({ intact: true })
      // The process that wrote it knows its own head.
      expect(await sink.verify()).toMatchObject(expected)
      writeFileSync(path, original)
    }
    expect(await verify({ anchor })).toMatchObject({ intact: true })
    await sink.close()
  })

  test('a head noted elsewhere does what an anchor does', async () => {
    const sink = openJournal({ directory, evidenceKey })
    await sink.append(event('1'))
    const { chain, sequence, hash } = await sink.append(event('2'))
    await sink.close()
    const heads = [{ chain, sequence, hash }]
    expect(await verify({ heads })).toMatchObject({ intact: true })
    store(files()[0]!, linesOf(files()[0]!).slice(0, 2))
    expect(await verify({ heads })).toMatchObject({ intact: false, why: 'truncated' })
  })

  test('a removed chain file is found by a later chain or an anchor', async () => {
    const anchor = join(root, 'anchor')
    await write([1, 1, 1], { anchor })
    const [first, , last] = files()
    for (const [file, options] of [
      [first!, {}],
      [last!, { anchor }],
    ] as const) {
      copyFileSync(join(directory, file), join(root, 'kept'))
      unlinkSync(join(directory, file))
      expect(await verify(options)).toMatchObject({
        intact: false,
        brokenAt: `${chainOf(file)}#0`,
        why: 'missing chain',
      })
      copyFileSync(join(root, 'kept'), join(directory, file))
    }
    expect(await verify({ anchor })).toMatchObject({ intact: true })
  })

  test('a damaged anchor is not an absent one', async () => {
    const anchor = join(root, 'anchor')
    await write([1], { anchor })
    writeFileSync(join(anchor, readdirSync(anchor)[0]!), '{}')
    expect((await verify({ anchor })).intact).toBe(false)
  })

  test.each(['{}', 'null', '{"v":1}', 'garbage'])(
    'a chain whose first line became %s is found, and a new chain can still begin',
    async (first) => {
      await write([1, 1])
      const file = files()[0]!
      store(file, [first, ...linesOf(file).slice(1)])
      const joinless = {
        ...JSON.parse(linesOf(files()[1]!)[0]!),
        event: { type: 'chain', joins: [{ chain: 1 }] },
      }
      store(files()[1]!, [JSON.stringify(joinless), ...linesOf(files()[1]!).slice(1)])
      await write([1])
      expect(await verify()).toMatchObject({ intact: false, brokenAt: `${chainOf(file)}#0`, why: 'changed' })
    },
  )

  test('a chain under another name is found', async () => {
    await write([1])
    copyFileSync(join(directory, files()[0]!), join(directory, `${'0'.repeat(12)}-${'0'.repeat(16)}.jsonl`))
    expect((await verify()).intact).toBe(false)
  })
})

describe('crashes', () => {
  test('a torn last line is no record and no damage', async () => {
    await write([2])
    const path = join(directory, files()[0]!)
    const whole = readFileSync(path)
    for (const tail of [whole.subarray(0, 40), Buffer.alloc(4_096)]) {
      writeFileSync(path, Buffer.concat([whole, tail]))
      expect(await verify()).toMatchObject({ intact: true, torn: 1, records: 4 })
    }
    await write([1])
    expect(await verify()).toMatchObject({ intact: true, torn: 1, chains: 2 })
    expect(JSON.parse(linesOf(files()[1]!)[0]!).event.joins).toHaveLength(1)
  })

  test('an empty chain file is a torn write', async () => {
    mkdirSync(directory)
    writeFileSync(join(directory, `${'1'.repeat(12)}-${'2'.repeat(16)}.jsonl`), '')
    await write([1])
    expect(await verify()).toMatchObject({ intact: true, torn: 1, chains: 2 })
  })
})

describe('keys', () => {
  test('after a rotation old chains verify with the old key, and not without it', async () => {
    await write([2])
    const next = secretKey(new Uint8Array(32).fill(8))
    await write([2], { evidenceKey: next })
    expect(await verify({ evidenceKey: next, previousKeys: [evidenceKey] })).toMatchObject({ intact: true })
    expect(await verify({ evidenceKey: next })).toMatchObject({
      intact: false,
      brokenAt: `${chainOf(files()[0]!)}#0`,
      why: 'unknown key',
    })
  })
})

describe('fails closed', () => {
  test('a journal that cannot be opened is an error with a code', () => {
    writeFileSync(join(root, 'file'), '')
    expect(() => openJournal({ directory: join(root, 'file'), evidenceKey })).toThrow(
      expect.objectContaining({ code: 'audit-unavailable' }),
    )
    expect(() => openJournal({ directory, evidenceKey, anchor: join(directory, 'anchor') })).toThrow(
      expect.objectContaining({ code: 'option-invalid' }),
    )
    const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey
    expect(() => openJournal({ directory, evidenceKey, signingKey: rsa })).toThrow(
      expect.objectContaining({ code: 'option-invalid' }),
    )
  })

  test('read-only: no record, no directory, no file', async () => {
    const sink = openJournal({ directory, evidenceKey, readOnly: true })
    await expect(sink.append(event('1'))).rejects.toMatchObject({ code: 'audit-unavailable' })
    await expect(sink.verify()).rejects.toMatchObject({ code: 'audit-unavailable' })
    expect(existsSync(directory)).toBe(false)
  })

  test.each([
    ['deleted', (path: string) => unlinkSync(path)],
    ['cut', (path: string) => truncateSync(path, 10)],
    ['written to', (path: string) => appendFileSync(path, '{}\n')],
  ])('a chain file that is %s behind our back ends the acknowledging', async (_name, meddle) => {
    const sink = openJournal({ directory, evidenceKey })
    await sink.append(event('1'))
    meddle(join(directory, files()[0]!))
    await expect(sink.append(event('2'))).rejects.toMatchObject({ code: 'audit-unavailable' })
    await expect(sink.append(event('3'))).rejects.toMatchObject({ code: 'audit-unavailable' })
    await sink.close()
    const again = openJournal({ directory, evidenceKey })
    await again.append(event('4'))
    await again.close()
  })
})
