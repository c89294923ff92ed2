import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { secretKey } from '../../../../src/core/digest.js'
import type { DocumentNumber } from '../../../../src/core/types.js'
import { type Fingerprints, openFingerprints } from '../../../../src/store/fingerprints/index.js'
import { documentText } from './texts.js'

const key = secretKey(new Uint8Array(32).fill(7))
const root = mkdtempSync(join(tmpdir(), 'low-memory-'))
afterAll(() => rmSync(root, { recursive: true }))

const fresh = () => mkdtempSync(join(root, 'd'))
const low = (directory: string, more = {}) => openFingerprints({ key, directory, lowMemory: true, ...more })
const number = (i: number) => i as DocumentNumber
const bytes = (text: string) => new TextEncoder().encode(text)

/** Passages that come again and again, whole, cut and inside others, and text that repeats itself. */
const piece = fc.oneof(
  fc.nat(5).map((i) => documentText(i, 300)),
  fc.tuple(fc.nat(5), fc.nat(200), fc.nat(100)).map(([i, at, n]) => documentText(i, 300).slice(at, at + n)),
  fc.stringMatching(/^[ab]{1,60}$/),
  fc.constantFrom('a'.repeat(50), 'abcde'.repeat(20), '埠頭の帳簿は二冊目である'.repeat(3)),
)
const text = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join('z'))
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('add' as const), texts: fc.array(text, { maxLength: 6 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('copies' as const), text, times: fc.nat(60) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('remove', 'erase'), which: fc.nat(30) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('compact', 'reopen') }) },
)

/** Everything an index can be asked. */
function answersOf(index: Fingerprints, queries: readonly Uint8Array[]) {
  const numbers = [...index.documents()].sort((a, b) => a - b)
  return {
    numbers,
    lengths: numbers.map((one) => index.lengthOf(one)),
    slices: numbers.map((one) => [...(index.slice(one, 3, 90) ?? [])]),
    notes: numbers.map((one) => [...(index.noteOf(one) ?? [])]),
    runs: queries.map((query) => index.search(query)),
    anchors: queries.map((query) => index.anchors(query, { copies: 5 })),
    limited: queries.flatMap((query) =>
      [100, 1_000, 10_000].map((workLimit) => {
        try {
          return index.search(query, { workLimit }).length
        } catch (error) {
          return (error as { code?: unknown }).code
        }
      }),
    ),
  }
}

test('answers are those of an index in memory, down to the work they take, whatever becomes of it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 8 }),
      fc.array(text, { minLength: 1, maxLength: 3 }),
      async (steps, queries) => {
        const directory = fresh()
        const other = fresh()
        let stored = await low(directory, { flushBytes: 3_000 })
        let loaded = await openFingerprints({ key, directory: other, flushBytes: 3_000 })
        let next = 0
        for (const one of steps) {
          if ('texts' in one || 'times' in one) {
            const added = 'texts' in one ? one.texts : Array.from({ length: one.times }, () => one.text)
            for (const each of added) {
              const note = next % 3 === 0 ? undefined : bytes(`note ${next}`)
              for (const index of [stored, loaded]) index.add(number(next), each, note)
              next += 1
            }
          } else if (one.kind === 'compact') await Promise.all([stored.compact(), loaded.compact()])
          else if ('which' in one) {
            const gone = number(one.which)
            for (const index of [stored, loaded]) {
              if (one.kind === 'erase') await index.erase([gone])
              else index.remove(gone)
            }
          } else {
            await Promise.all([stored.close(), loaded.close()])
            stored = await low(directory, { flushBytes: 3_000 })
            loaded = await openFingerprints({ key, directory: other, flushBytes: 3_000 })
            next += 100
          }
          await Promise.all([stored.flush(), loaded.flush()])
          const asked = queries.map(bytes)
          expect(answersOf(stored, asked)).toEqual(answersOf(loaded, asked))
        }
        await Promise.all([stored.close(), loaded.close()])
      },
    ),
    { numRuns: 15 },
  )
})

test('either mode opens what the other wrote, and only the filter lies in memory', async () => {
  const directory = fresh()
  const loaded = await openFingerprints({ key, directory })
  for (let i = 0; i < 60; i++) loaded.add(number(i), documentText(i, 5_000))
  await loaded.flush()
  const everything = loaded.statistics()
  expect(everything.memoryBytes).toBe(everything.textBytes + everything.indexBytes)
  await loaded.close()
  const stored = await low(directory)
  const { memoryBytes, textBytes } = stored.statistics()
  expect(textBytes).toBe(everything.textBytes)
  const empty = await low(fresh())
  expect((memoryBytes - empty.statistics().memoryBytes) / textBytes).toBeLessThan(0.15)
  await empty.close()
  for (let i = 0; i < 60; i++) {
    expect(stored.search(bytes(documentText(i, 5_000).slice(4_000, 4_060)))).toMatchObject([{ document: i }])
  }
  await stored.close()
})

test('a reader follows the writer, and what was erased is in no file and read by nobody', async () => {
  const directory = fresh()
  const writer = await low(directory)
  for (const i of [1, 2]) writer.add(number(i), documentText(i))
  await writer.flush()
  const reader = await low(directory, { readOnly: true })
  const found = (index: Fingerprints) =>
    [1, 2, 3].map((i) => index.search(bytes(documentText(i))).map((run) => run.document as number))
  expect(found(reader)).toEqual([[1], [2], []])
  await writer.erase([number(2)])
  writer.add(number(3), documentText(3))
  await writer.flush()
  expect(reader.refresh()).toBe(true)
  for (const index of [writer, reader]) expect(found(index)).toEqual([[1], [], [3]])
  const text = documentText(2)
  for (const name of readdirSync(directory)) {
    const file = readFileSync(join(directory, name))
    for (let at = 0; at + 12 <= text.length; at++) expect(file.includes(text.slice(at, at + 12))).toBe(false)
  }
  await Promise.all([writer.close(), reader.close()])
})

test('damage is seen when a file is opened, and a file that was cut while it is open is an error and no answer', async () => {
  const directory = fresh()
  const index = await low(directory)
  for (let i = 0; i < 40; i++) index.add(number(i), documentText(i, 4_000))
  await index.flush()
  const path = join(directory, readdirSync(directory).find((name) => name.startsWith('segment-'))!)
  const good = readFileSync(path)
  for (const at of [9, 70, 4_096 + 80, Math.floor(good.length / 2), good.length - 64]) {
    const bad = Buffer.from(good)
    bad[at]! ^= 1
    writeFileSync(`${path}.bad`, bad)
    rmSync(path)
    writeFileSync(path, bad)
    await expect(low(directory), `byte ${at}`).rejects.toMatchObject({ code: 'store-corrupt' })
  }
  writeFileSync(path, good)
  const cut = await low(directory)
  truncateSync(path, 4_096)
  expect(() => cut.search(bytes(documentText(3, 4_000)))).toThrow(
    expect.objectContaining({ code: 'store-corrupt' }),
  )
  await Promise.all([index.close(), cut.close()])
})

test('needs a directory, and is not shared', async () => {
  await expect(openFingerprints({ key, lowMemory: true })).rejects.toMatchObject({ code: 'option-invalid' })
  const index = await low(fresh())
  await expect(index.share()).rejects.toMatchObject({ code: 'option-invalid' })
  await index.close()
})
