import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { deflateRawSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { secretKey } from '../../../../src/core/digest.js'
import type { DocumentNumber } from '../../../../src/core/types.js'
import { type Fingerprints, openFingerprints } from '../../../../src/store/fingerprints/index.js'
import { documentText } from './texts.js'

const key = secretKey(new Uint8Array(32).fill(7))
const root = mkdtempSync(join(tmpdir(), 'fingerprints-'))
afterAll(() => rmSync(root, { recursive: true }))

const fresh = () => mkdtempSync(join(root, 'd'))
const open = (directory: string, more = {}) => openFingerprints({ key, directory, ...more })
const number = (i: number) => i as DocumentNumber
const bytes = (text: string) => new TextEncoder().encode(text)
const found = (index: Fingerprints, i: number) =>
  index.search(bytes(documentText(i))).map((run) => run.document as number)
const listed = (index: Fingerprints) => [...index.documents()].sort((a, b) => a - b)
const segmentFiles = (directory: string) =>
  readdirSync(directory).filter((name) => name.startsWith('segment-'))

async function filled(directory: string, numbers: readonly number[]): Promise<Fingerprints> {
  const index = await open(directory)
  for (const i of numbers) index.add(number(i), documentText(i))
  await index.flush()
  return index
}

/** Whether any file has twelve letters of a document in a row, plain or as UTF-16, or all of it deflated. */
function leavesTraces(directory: string, i: number): boolean {
  const text = documentText(i)
  const pieces = Array.from({ length: text.length - 12 }, (_, at) => text.slice(at, at + 12))
  const deflated = deflateRawSync(text).subarray(4, 40)
  return readdirSync(directory).some((name) => {
    const file = readFileSync(join(directory, name))
    if (file.includes(deflated)) return true
    return pieces.some((piece) => file.includes(piece) || file.includes(Buffer.from(piece, 'utf16le')))
  })
}

describe('what is removed', () => {
  test.each([
    ['in files', true],
    ['in memory', false],
  ])('%s while it is being written is found no more', async (_, inFiles) => {
    const index = inFiles ? await open(fresh()) : await openFingerprints({ key })
    const numbers = Array.from({ length: 40 }, (_, i) => i)
    for (const i of numbers) index.add(number(i), documentText(i, 20_000))
    let flushing = true
    const flushed = index.flush().finally(() => {
      flushing = false
    })
    // One in each turn that the build gives others: the first before its first pause, and as many more as it pauses.
    const removed: number[] = []
    while (flushing && removed.length < numbers.length - 5) {
      index.remove(number(removed.length))
      removed.push(removed.length)
      await new Promise((resolve) => setImmediate(resolve))
    }
    await flushed
    expect(removed.length).toBeGreaterThan(0)
    const there = numbers.slice(removed.length)
    expect(listed(index)).toEqual(there)
    expect(numbers.filter((i) => found(index, i).length > 0)).toEqual(there)
    await index.close()
  })
})

describe('what is flushed', () => {
  test('is there after reopening, and what was only added is not', async () => {
    const directory = fresh()
    const index = await filled(directory, [1, 2, 3])
    index.remove(number(2))
    await index.flush()
    index.add(number(9), documentText(9))
    index.remove(number(3))
    await index.close()
    const again = await open(directory)
    expect(listed(again)).toEqual([1, 3])
    expect([1, 2, 3, 9].map((i) => found(again, i))).toEqual([[1], [], [3], []])
  })

  test('lies in files for the owner only, without the key', async () => {
    const directory = fresh()
    await filled(directory, [1, 2])
    for (const name of readdirSync(directory)) {
      expect(statSync(join(directory, name)).mode & 0o777, name).toBe(0o600)
      expect(readFileSync(join(directory, name)).includes(Buffer.from(key.bytes))).toBe(false)
    }
  })

  test('survives a failed flush, which can be repeated', async () => {
    const directory = fresh()
    const index = await filled(directory, [1])
    rmSync(directory, { recursive: true })
    index.add(number(2), documentText(2))
    await expect(index.flush()).rejects.toMatchObject({ code: 'store-failed' })
    expect(found(index, 2)).toEqual([2])
    mkdirSync(directory)
    await index.compact()
    expect(found(await open(directory), 2)).toEqual([2])
  })
})

describe('erasure', () => {
  test('leaves no byte of a removed text in any file', async () => {
    const directory = fresh()
    const index = await filled(directory, [1, 2, 3])
    index.add(number(4), documentText(4))
    await index.flush()
    const holds = (i: number) => leavesTraces(directory, i)
    expect([1, 2, 3, 4].map(holds)).toEqual([true, true, true, true])
    index.remove(number(2))
    index.remove(number(4))
    await index.compact()
    expect([1, 2, 3, 4].map(holds)).toEqual([true, false, true, false])
    index.remove(number(1))
    index.remove(number(3))
    await index.compact()
    expect(segmentFiles(directory)).toEqual([])
  })

  test('on request rewrites what holds the text and nothing else, notes too', async () => {
    const directory = fresh()
    const index = await open(directory)
    for (const i of [1, 2]) {
      index.add(number(i), documentText(i), Buffer.from(documentText(10 + i)))
      await index.flush()
    }
    const [first, second] = segmentFiles(directory)
    index.add(number(3), documentText(3), Buffer.from(documentText(13)))
    await index.erase([number(2), number(3), number(77)])
    expect([1, 2, 3, 11, 12, 13].map((i) => leavesTraces(directory, i))).toEqual([
      true,
      false,
      false,
      true,
      false,
      false,
    ])
    expect(segmentFiles(directory).filter((name) => name === first || name === second)).toHaveLength(1)
    expect([1, 2, 3].map((i) => index.noteOf(number(i)) !== undefined)).toEqual([true, false, false])
    expect([1, 2, 3].map((i) => found(index, i))).toEqual([[1], [], []])
  })
})

describe('what happens during a flush', () => {
  test('additions and removals are kept', async () => {
    const index = await open(fresh())
    for (const i of [1, 2, 3]) index.add(number(i), documentText(i))
    const flushed = index.flush()
    index.add(number(4), documentText(4))
    index.remove(number(2))
    expect(listed(index)).toEqual([1, 3, 4])
    const compacted = index.compact()
    index.remove(number(3))
    await Promise.all([flushed, compacted])
    expect(listed(index)).toEqual([1, 4])
    expect([1, 2, 3, 4].map((i) => found(index, i))).toEqual([[1], [], [], [4]])
  })

  test('many small flushes end in few segments', async () => {
    const directory = fresh()
    const index = await open(directory)
    for (let i = 0; i < 40; i++) {
      index.add(number(i), documentText(i))
      await index.flush()
    }
    expect(segmentFiles(directory).length).toBeLessThan(4)
    expect(index.statistics()).toMatchObject({ documents: 40 })
    for (let i = 0; i < 40; i++) expect(found(index, i)).toEqual([i])
  })

  test('a segment that is mostly dead is rewritten', async () => {
    const directory = fresh()
    const index = await filled(directory, [1, 2, 3, 4])
    const [before] = segmentFiles(directory)
    index.remove(number(1))
    index.remove(number(2))
    await index.flush()
    expect(segmentFiles(directory)).toHaveLength(1)
    expect(segmentFiles(directory)).not.toContain(before)
  })
})

describe('files that are not as they should be', () => {
  test.each([
    ['another key', { key: secretKey(new Uint8Array(32).fill(8)) }],
    ['another guarantee', { guaranteeBytes: 50 }],
    ['another k', { guaranteeBytes: 35 }],
  ])('%s is store-version', async (_, options) => {
    const directory = fresh()
    await filled(directory, [1])
    await expect(open(directory, options)).rejects.toMatchObject({ code: 'store-version' })
  })

  test('a flipped byte anywhere that counts, a cut file and a missing one are store-corrupt and named', async () => {
    const directory = fresh()
    await filled(directory, [1, 2])
    const [name] = segmentFiles(directory)
    const path = join(directory, name!)
    const good = readFileSync(path)
    const places = [0, 9, 17, 41, 70, 4096 + 80, good.length - 64]
    for (const at of places) {
      const bad = Buffer.from(good)
      bad[at]! ^= 1
      writeFileSync(path, bad)
      const error = await open(directory).catch((e: unknown) => e)
      expect(error, `byte ${at}`).toMatchObject({ code: 'store-corrupt' })
      expect((error as Error).message).toContain(name)
    }
    for (const length of [0, 100, 4096, good.length - 65]) {
      writeFileSync(path, good.subarray(0, length))
      await expect(open(directory), `cut to ${length}`).rejects.toMatchObject({ code: 'store-corrupt' })
    }
    rmSync(path)
    await expect(open(directory)).rejects.toMatchObject({ code: 'store-corrupt' })
    await expect(open(directory, { readOnly: true })).rejects.toMatchObject({ code: 'store-corrupt' })
  })

  test.each(['', '{', '[]', '{"generation":1,"segments":[{"file":"../../etc/passwd","dead":""}]}'])(
    'a manifest of %j is store-corrupt',
    async (manifest) => {
      const directory = fresh()
      await filled(directory, [1])
      writeFileSync(join(directory, 'manifest.json'), manifest)
      await expect(open(directory)).rejects.toMatchObject({ code: 'store-corrupt' })
    },
  )

  test('left-overs are deleted by the writer, and nothing else is', async () => {
    const directory = fresh()
    await filled(directory, [1])
    const [name] = segmentFiles(directory)
    const leftOver = `segment-${'0'.repeat(32)}.vbl`
    for (const file of [leftOver, `${name}.tmp`, 'manifest.json.tmp', 'notes.txt']) {
      writeFileSync(join(directory, file), 'x')
    }
    await open(directory, { readOnly: true })
    expect(readdirSync(directory)).toContain(leftOver)
    await open(directory)
    expect(readdirSync(directory).sort()).toEqual(['manifest.json', 'notes.txt', name].sort())
  })
})

describe('a reader', () => {
  test('sees what the writer committed, after refresh', async () => {
    const directory = fresh()
    const writer = await filled(directory, [1, 2])
    const reader = await open(directory, { readOnly: true })
    expect(listed(reader)).toEqual([1, 2])
    expect(reader.refresh()).toBe(false)
    writer.add(number(3), documentText(3))
    writer.remove(number(1))
    await writer.compact()
    expect(listed(reader)).toEqual([1, 2])
    expect(reader.refresh()).toBe(true)
    expect(listed(reader)).toEqual([2, 3])
    expect(found(reader, 3)).toEqual([3])
  })

  test('adds and removes for itself and writes nothing', async () => {
    const directory = fresh()
    const writer = await filled(directory, [1, 2])
    const reader = await open(directory, { readOnly: true })
    const before = readdirSync(directory).map((name) => [name, statSync(join(directory, name)).mtimeMs])
    reader.add(number(3), documentText(3))
    reader.add(number(4), documentText(4))
    reader.remove(number(1))
    await reader.flush()
    await reader.compact()
    expect(listed(reader)).toEqual([2, 3, 4])
    expect(readdirSync(directory).map((name) => [name, statSync(join(directory, name)).mtimeMs])).toEqual(
      before,
    )
    writer.add(number(3), documentText(3))
    await writer.flush()
    expect(reader.refresh()).toBe(true)
    expect(listed(reader)).toEqual([2, 3, 4])
    expect(found(reader, 3)).toEqual([3])
    expect(found(reader, 1)).toEqual([])
  })

  test('of nothing yet finds nothing and creates nothing', async () => {
    const directory = join(root, 'absent')
    const reader = await open(directory, { readOnly: true })
    expect(found(reader, 1)).toEqual([])
    expect(() => readdirSync(directory)).toThrow()
  })
})

describe('a crash', () => {
  const child = fileURLToPath(new URL('crash-child.ts', import.meta.url))
  const run = (directory: string, failpoint: string) =>
    new Promise<{ signal: string | null; live: number[]; erased: number[]; done: boolean }>((resolve) => {
      const env = { ...process.env, RAGWALL_FAILPOINT: failpoint }
      execFile(process.execPath, ['--import', 'tsx', child, directory], { env }, (error, stdout) => {
        const lines = stdout.trim().split('\n').filter(Boolean)
        const states = lines.filter((line) => line.startsWith('{'))
        const { live, erased } = JSON.parse(states.at(-1) ?? '{"live":[],"erased":[]}') as Record<
          'live' | 'erased',
          number[]
        >
        resolve({ signal: error?.signal ?? null, live, erased, done: lines.at(-1) === 'done' })
      })
    })

  test('at any write, fsync or rename loses nothing that was acknowledged and leaves nothing behind', async () => {
    const points = [
      'segment.write:12',
      'segment.fsync:2',
      'segment.rename:3',
      'segment.renamed:2',
      'segment.fsync:1',
    ]
    points.push(
      'manifest.write:1',
      'manifest.write:3',
      'manifest.fsync:2',
      'manifest.rename:4',
      'manifest.renamed:3',
      'segment.rename:6',
      'segment.renamed:8',
      'manifest.rename:8',
      'manifest.renamed:9',
    )
    const queue = points.map((point) => ({ point, directory: fresh() }))
    const worker = async () => {
      for (let job = queue.pop(); job !== undefined; job = queue.pop()) {
        const { signal, live: acknowledged, erased } = await run(job.directory, job.point)
        expect(signal, job.point).toBe('SIGKILL')
        expect(erased.filter((i) => leavesTraces(job.directory, i))).toEqual([])
        const index = await open(job.directory)
        const present = listed(index)
        // Of the step that was cut short, all or nothing is done: one addition of four or one removal.
        const difference = present.filter((i) => !acknowledged.includes(i as number)).length
        const missing = acknowledged.filter((i) => !present.includes(number(i))).length
        expect(
          [
            [0, 0],
            [4, 0],
            [0, 1],
          ],
          job.point,
        ).toContainEqual([difference, missing])
        for (const i of present) expect(found(index, i), job.point).toEqual([i])
        expect(readdirSync(job.directory).some((name) => name.endsWith('.tmp'))).toBe(false)
        index.add(number(99), documentText(99))
        await index.compact()
        expect(found(await open(job.directory), 99)).toEqual([99])
      }
    }
    await Promise.all([worker(), worker(), worker()])
    expect((await run(fresh(), 'never.reached')).done).toBe(true)
  })
})
