import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { foldText } from '../../../src/text/fold.js'
import { VerbatimIndex, type VerbatimMatch, type VerbatimOptions } from '../../../src/verbatim-index/index.js'

const key = new Uint8Array(32).fill(5)
const root = mkdtempSync(join(tmpdir(), 'verbatim-'))
afterAll(() => rmSync(root, { recursive: true }))
const open = (options: Partial<VerbatimOptions> = {}) => VerbatimIndex.open({ key, ...options })

/** Words of a small vocabulary, so that texts share runs of every length, in three scripts and several dresses. */
const word = fc.oneof(
  fc.constantFrom('harbour', 'Ledger', 'the', 'second', 'of', 'STAIRS', 'mast', 'a', 'keeps'),
  fc.constantFrom('埠頭の帳簿', '二冊目', 'カギ', '港湾長', 'を', '각하', '𝐤𝐞𝐲', 'ﬁnal', 'naïve'),
)
const space = fc.constantFrom(' ', ' ', '  ', ', ', '\n', '… ', '😀')
const words = fc
  .array(fc.tuple(word, space), { minLength: 4, maxLength: 40 })
  .map((pairs) => pairs.flat().join(''))
const letters = fc.stringMatching(/^[ab]{0,120}$/)
const text = fc.oneof(words, words, letters)

/** By the definition: all diagonals, byte by byte, whole characters, windows by script, counted one by one. */
function plainMatches(query: string, documents: readonly string[]): VerbatimMatch[] {
  const q = foldText(query)
  const found: (VerbatimMatch & { readonly from: number; readonly to: number })[] = []
  const runs: { from: number; to: number }[] = []
  for (const [d, document] of documents.entries()) {
    const s = foldText(document)
    for (let diagonal = -q.match.length + 1; diagonal < s.match.length; diagonal++) {
      for (let at = Math.max(0, -diagonal); at < q.match.length && at + diagonal < s.match.length; at++) {
        let end = at
        while (
          end < q.match.length &&
          end + diagonal < s.match.length &&
          q.match[end] === s.match[end + diagonal]
        )
          end++
        if (end === at) continue
        runs.push({ from: at, to: end })
        let from = at
        let to = end
        const inside = (i: number) => i < q.match.length && (q.match[i]! & 0xc0) === 0x80
        while (from < to && inside(from)) from++
        while (to > from && inside(to)) to--
        at = end
        if (!reported(q.match.subarray(from, to))) continue
        found.push({
          start: q.matchStart(from),
          end: q.matchEnd(to - 1),
          documentId: `d${d}`,
          sourceStart: s.matchStart(from + diagonal),
          sourceEnd: s.matchEnd(to + diagonal - 1),
          match: 'exact',
          view: 'folded',
          similarity: 1,
          copies: 0,
          from,
          to,
        })
      }
    }
  }
  return found.map(({ from, to, ...match }) => ({
    ...match,
    copies: runs.filter((run) => run.from <= from && run.to >= to).length,
  }))
}

function reported(bytes: Uint8Array): boolean {
  const isCjk = (i: number) =>
    /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u.test(characterAt(bytes, i))
  const plain = (i: number) =>
    [1, 2, 3, 4].some((period) => {
      for (let j = i + period; j < i + 8; j++) if (bytes[j] !== bytes[j - period]) return false
      return true
    })
  let covered = false
  for (let i = 0; i + 16 <= bytes.length; i++) covered ||= !plain(i)
  for (let i = 0; covered && i + 39 <= bytes.length; i++) {
    if ((bytes[i]! & 0xc0) === 0x80) continue
    let cjk = 0
    for (let j = i; j < i + 39; j++) if (isCjk(j)) cjk++
    if (2 * cjk <= 39 || i + 48 <= bytes.length) return true
  }
  return false
}

function characterAt(bytes: Uint8Array, i: number): string {
  let start = i
  while ((bytes[start]! & 0xc0) === 0x80) start--
  return [...Buffer.from(bytes.subarray(start, start + 4)).toString()][0]!
}

const sorted = (matches: readonly VerbatimMatch[]) =>
  matches.map((m) => JSON.stringify(Object.entries(m).sort())).sort()

describe('match', () => {
  test.each(['wasm', 'typescript'] as const)('is what the definition says, with %s', async (kernels) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(text, { minLength: 1, maxLength: 5 }),
        fc.array(text, { maxLength: 3 }),
        fc.nat(),
        async (documents, own, cut) => {
          const index = await open({ kernels })
          await index.add(documents.map((text, i) => ({ id: `d${i}`, text })))
          const query = [[...documents[0]!].slice(cut % 40).join(''), ...own, documents.at(-1)!].join(' ')
          expect(sorted(index.match(query, { limit: 1000, views: false, near: false }))).toEqual(
            sorted(plainMatches(query, documents)),
          )
          await index.close()
        },
      ),
      { numRuns: 60 },
    )
  })

  test('gives offsets of the raw text on both sides, whatever dress the words wear', async () => {
    const index = await open()
    const secret = 'The harbour master keeps the second ledger in the room behind the stairs.'
    await index.add([{ id: 'memo', text: `Note — ${secret} Burn this.` }])
    const answer = `He said: “THE ＨＡＲＢＯＵＲ master\n> keeps the *second* ledger, in the room behind the stairs” and left.`
    const [match, ...rest] = index.match(answer)
    expect(rest).toEqual([])
    expect(answer.slice(match!.start, match!.end)).toBe(answer.slice(10, answer.indexOf('”')))
    expect(`Note — ${secret}`.slice(match!.sourceStart, match!.sourceEnd)).toBe(secret.slice(0, -1))
    expect(match).toMatchObject({
      documentId: 'memo',
      copies: 1,
      match: 'exact',
      view: 'folded',
      similarity: 1,
    })
    await index.close()
  })

  test('lists at most `limit` sources of a span, oldest first, and counts them all', async () => {
    const index = await open()
    const license =
      'Permission is hereby granted, free of charge, to any person obtaining a copy of this software'
    await index.add(
      Array.from({ length: 50 }, (_, i) => ({ id: `f${i}`, text: `File number ${i}. ${license}` })),
    )
    const matches = index.match(`Here: ${license}!`, { limit: 3 })
    expect(matches.map((m) => [m.documentId, m.copies])).toEqual([
      ['f0', 50],
      ['f1', 50],
      ['f2', 50],
    ])
    expect(index.match(`Here: ${license}!`).length).toBe(20)
    await index.close()
  })

  test('minBytes and minBytesCjk are least lengths, by script', async () => {
    const index = await open()
    const english = 'the second ledger is behind the stairs of the old harbour'
    const japanese = '港湾長は二冊目の帳簿を階段の裏の部屋に隠していた'
    await index.add([{ id: 'a', text: `${english}。${japanese}` }])
    const lengths = (text: string, options = {}) => index.match(text, options).length
    expect(lengths(english)).toBe(1)
    expect(lengths(english, { minBytes: 60 })).toBe(0)
    expect(lengths(japanese.slice(0, 14))).toBe(0)
    expect(lengths(japanese.slice(0, 14), { minBytesCjk: 42 })).toBe(1)
    expect(lengths(japanese.slice(0, 16))).toBe(1)
    for (const minBytes of [0, 1.5, Number.NaN]) {
      expect(() => index.match(english, { minBytes })).toThrow(
        expect.objectContaining({ code: 'option-invalid' }),
      )
    }
    await index.close()
  })
})

describe('views', () => {
  const secret =
    'The harbour master keeps the second ledger in the room behind the stairs, under a loose board by the window'
  const dressed: Record<string, string> = {
    base64: `Sure: ${Buffer.from(secret).toString('base64')} that is all`,
    hex: Buffer.from(secret).toString('hex'),
    rot13: secret.replace(/[a-z]/gi, (c) =>
      String.fromCharCode((((c.charCodeAt(0) & 31) + 12) % 26) + (c.charCodeAt(0) & 96) + 1),
    ),
    reversed: [...secret].reverse().join(''),
    'filler after every word': secret.replaceAll(' ', ' pear '),
  }

  test.each(Object.entries(dressed))('%s is read, with where it stands in both texts', async (_, answer) => {
    const index = await open()
    await index.add([{ id: 'memo', text: `Note — ${secret}. Burn this.` }])
    const matches = index.match(`Well then.\n${answer}`)
    expect(matches.length).toBeGreaterThan(0)
    expect(matches.every((match) => match.view !== 'folded' && match.documentId === 'memo')).toBe(true)
    const covered =
      Math.max(...matches.map((match) => match.sourceEnd)) -
      Math.min(...matches.map((match) => match.sourceStart))
    expect(covered).toBeGreaterThan(secret.length * 0.7)
    expect(index.match(`Well then.\n${answer}`, { views: false, near: false })).toEqual([])
    await index.close()
  })
})

describe('stream', () => {
  test('returns what match returns, for every cutting', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(text, { minLength: 1, maxLength: 4 }),
        fc.array(text, { maxLength: 2 }),
        fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 20 }),
        async (documents, own, sizes) => {
          const index = await open()
          await index.add(documents.map((text, i) => ({ id: `d${i}`, text })))
          const query = [...documents.slice(1), ...own, documents[0]!].join('. ')
          const stream = index.stream()
          const matches: VerbatimMatch[] = []
          for (let at = 0, i = 0; at < query.length; i++) {
            const size = sizes[i % sizes.length]!
            matches.push(...stream.push(query.slice(at, at + size)))
            at += size
          }
          matches.push(...stream.end())
          expect(sorted(matches)).toEqual(sorted(index.match(query)))
          await index.close()
        },
      ),
      { numRuns: 120 },
    )
  })

  test('tells a match as soon as the text goes on differently', async () => {
    const index = await open()
    const secret = 'The harbour master keeps the second ledger in the room behind the stairs'
    await index.add([{ id: 'memo', text: `${secret} and the key` }])
    const stream = index.stream()
    expect(stream.push(secret)).toEqual([])
    expect(stream.push(' — ')).toEqual([])
    expect(stream.push('o')).toMatchObject([{ start: 0, end: secret.length, sourceStart: 0 }])
    expect(stream.end()).toEqual([])
    await index.close()
  })
})

describe('documents', () => {
  const secret = (i: number) =>
    `Ledger ${i * 7919} lies in harbour room ${i * 104_729} behind stair ${i * 1_299_709} of the pier`
  const ids = (index: VerbatimIndex, i: number) => index.match(secret(i)).map((m) => m.documentId)

  test('are there after reopening, replaced and deleted ones are not', async () => {
    const directory = mkdtempSync(join(root, 'd'))
    const index = await open({ directory })
    expect(await index.add([1, 2, 3].map((i) => ({ id: `m${i}`, text: secret(i) })))).toMatchObject({
      documents: 3,
    })
    await index.add([{ id: 'm2', text: secret(4) }])
    expect(await index.delete('m3')).toBe(true)
    expect(await index.delete('m3')).toBe(false)
    const before = index.stats()
    expect([1, 2, 3, 4].map((i) => ids(index, i))).toEqual([['m1'], [], [], ['m2']])
    await expect(open({ directory })).rejects.toMatchObject({ code: 'store-locked' })
    await index.close()
    const again = await open({ directory })
    expect([1, 2, 3, 4].map((i) => ids(again, i))).toEqual([['m1'], [], [], ['m2']])
    expect(again.stats()).toMatchObject({ documents: 2, sourceBytes: before.sourceBytes })
    await again.close()
    await expect(open({ directory, key: new Uint8Array(32).fill(6) })).rejects.toMatchObject({
      code: 'store-version',
    })
    await (await open({ directory })).close()
  })

  test('in files with little in memory are found as they are in memory, with their places', async () => {
    const directory = mkdtempSync(join(root, 'd'))
    const index = await open({ directory, lowMemory: true })
    const documents = Array.from({ length: 300 }, (_, i) => ({
      id: `m${i}`,
      text: `${secret(i)} — ${secret(i + 1)}`.repeat(20),
    }))
    await index.add(documents)
    await index.delete('m7')
    await index.delete('m9', { erase: true })
    await index.close()
    const [stored, loaded] = [await open({ directory, lowMemory: true }), await open()]
    await loaded.add(documents.filter(({ id }) => id !== 'm7' && id !== 'm9'))
    for (const i of [0, 6, 8, 9, 120, 299]) {
      const query = `They say: ${secret(i).toUpperCase()}; and ${secret(i * 2)}.`
      expect(stored.match(query)).toEqual(loaded.match(query))
      expect(stored.match(query)).not.toEqual([])
    }
    const { memoryBytes, sourceBytes } = stored.stats()
    expect(memoryBytes).toBeLessThan(sourceBytes / 2)
    await Promise.all([stored.close(), loaded.close()])
  })

  test('erased leave no trace in any file, and their twins stay', async () => {
    const directory = mkdtempSync(join(root, 'd'))
    const index = await open({ directory })
    await index.add([1, 2, 3].map((i) => ({ id: `memo-${i}`, text: secret(i) })))
    await index.add([{ id: 'memo-1-copy', text: secret(1) }])
    const traces = (needles: readonly string[]) =>
      readdirSync(directory).flatMap((name) => {
        const file = readFileSync(join(directory, name))
        return needles.filter(
          (needle) => file.includes(needle) || file.includes(Buffer.from(needle, 'utf16le')),
        )
      })
    const folded = (i: number) =>
      Buffer.from(foldText(secret(i)).match)
        .toString()
        .slice(0, 20)
    expect(traces([folded(2), 'memo-2'])).toEqual([folded(2), 'memo-2'])
    expect(await index.delete('memo-2', { erase: true })).toBe(true)
    expect(await index.delete('memo-1', { erase: true })).toBe(true)
    expect(traces([folded(2), 'memo-2', secret(2)])).toEqual([])
    expect([1, 2, 3].map((i) => ids(index, i))).toEqual([['memo-1-copy'], [], ['memo-3']])
    await index.close()
  })

  test('of the wrong shape are refused and leave nothing behind', async () => {
    const index = await open()
    for (const bad of [
      { id: '', text: 'x' },
      { id: 'x', text: 5 },
      { id: 'x', text: '\ud800' },
    ]) {
      await expect(index.add([bad as { id: string; text: string }])).rejects.toMatchObject({
        code: expect.stringMatching(/^(document|text)-invalid$/),
      })
    }
    expect(index.stats().documents).toBe(0)
    await expect(open({ key: new Uint8Array(5) })).rejects.toMatchObject({ code: 'option-invalid' })
    await index.close()
    expect(() => index.match('x'.repeat(50))).toThrow(expect.objectContaining({ code: 'closed' }))
  })
})

describe('hash-only', () => {
  const hashed = (options: Partial<VerbatimOptions> = {}) => open({ storeText: false, ...options })

  test('finds every run of 135 folded bytes, nothing that is not there, and says where to within a sample', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(words, { minLength: 1, maxLength: 5 }),
        fc.array(words, { maxLength: 3 }),
        fc.integer({ min: 1, max: 30 }),
        async (documents, own, size) => {
          const index = await hashed()
          const exact = await open()
          const sources = documents.map((text, i) => ({ id: `d${i}`, text }))
          await index.add(sources)
          await exact.add(sources)
          const query = [documents[0]!, ...own, documents.at(-1)!].join(' ')
          const found = index.match(query, { limit: 1000, views: false, near: false })
          const real = exact.match(query, { limit: 1000, views: false, near: false })
          const inside = (a: VerbatimMatch, b: VerbatimMatch) =>
            a.documentId === b.documentId &&
            a.start >= b.start &&
            a.end <= b.end &&
            a.sourceStart >= b.sourceStart &&
            a.sourceEnd <= b.sourceEnd
          for (const match of found) expect(real.some((one) => inside(match, one))).toBe(true)
          for (const match of real) {
            const length = foldText(query.slice(match.start, match.end)).match.length
            if (length >= 135) expect(found.some((one) => inside(one, match))).toBe(true)
          }
          const stream = index.stream({ limit: 1000, views: false, near: false })
          for (let at = 0; at < query.length; at += size)
            expect(stream.push(query.slice(at, at + size))).toEqual([])
          expect(stream.end()).toEqual(found)
          await Promise.all([index.close(), exact.close()])
        },
      ),
      { numRuns: 80 },
    )
  })

  test('keeps no text, reopens in this mode alone, and erases', async () => {
    const directory = mkdtempSync(join(root, 'd'))
    const secret =
      'The harbour master keeps the second ledger in a room behind the stairs of the old pier, and the key to it hangs on a nail under the third step, where nobody has looked since the storm.'
    const index = await hashed({ directory })
    await index.add([
      { id: 'memo', text: secret },
      { id: 'twin', text: secret },
    ])
    const [match] = index.match(`He said: ${secret.toUpperCase()}`)
    expect(match).toMatchObject({ documentId: 'memo', copies: 2 })
    expect(secret.length - (match!.end - match!.start)).toBeLessThan(80)
    const folded = Buffer.from(foldText(secret).match)
    const files = () => readdirSync(directory).map((name) => readFileSync(join(directory, name)))
    for (let at = 0; at + 6 <= folded.length; at++) {
      expect(files().some((file) => file.includes(folded.subarray(at, at + 6)))).toBe(false)
    }
    expect(index.stats().textBytes).toBe(0)
    await index.close()
    await expect(open({ directory })).rejects.toMatchObject({ code: 'store-version' })
    const again = await hashed({ directory })
    expect(again.match(secret)).toHaveLength(2)
    await again.delete('memo', { erase: true })
    expect(again.match(secret)).toMatchObject([{ documentId: 'twin', copies: 1 }])
    expect(files().some((file) => file.includes(Buffer.from('memo', 'utf16le')))).toBe(false)
    await again.close()
  })
})

describe('shared between threads', () => {
  test('two workers answer as the owner does, on one image, while the owner goes on', async () => {
    const index = await open()
    const secret = (i: number) =>
      `Ledger ${i * 7919} lies in harbour room ${i * 104_729} behind stair ${i * 1_299_709}`
    await index.add(
      Array.from({ length: 60 }, (_, i) => ({ id: `m${i}`, text: `${secret(i)}. ${secret(i + 1)}` })),
    )
    await index.delete('m7')
    const queries = Array.from(
      { length: 200 },
      (_, i) => `So: ${secret(i % 70)} and ${secret((i * 13) % 70)}`,
    )
    const expected = queries.map((query) => index.match(query))
    const shares = await Promise.all([index.share(), index.share()])
    const workers = shares.map(({ image }) => {
      const file = JSON.stringify(new URL('verbatim-worker.ts', import.meta.url).href)
      const start = `import('tsx/esm/api').then(({ tsImport }) => tsImport(${file}, ${file}))`
      return new Worker(start, { workerData: { image, key }, eval: true })
    })
    const ask = (worker: Worker) =>
      new Promise((resolve, reject) => {
        worker.once('message', resolve).once('error', reject)
        worker.postMessage(queries)
      })
    expect(await Promise.all(workers.map(ask))).toEqual([expected, expected])
    // What they search stays where it is, whatever becomes of it here.
    await index.delete('m9', { erase: true })
    await index.add(
      Array.from({ length: 60 }, (_, i) => ({ id: `n${i}`, text: 'x'.repeat(5000) + secret(i + 500) })),
    )
    await index.compact()
    expect(await Promise.all(workers.map(ask))).toEqual([expected, expected])
    await Promise.all(workers.map((worker) => worker.terminate()))
    for (const { release } of shares) release()
    await index.close()
    expect(() => VerbatimIndex.attach(shares[0]!.image, { key: new Uint8Array(32) })).toThrow(
      expect.objectContaining({ code: 'store-version' }),
    )
  })
})
