import assert from 'node:assert/strict'
import type { FingerprintIndex, FingerprintRun } from '../../src/core/ports.js'
import type { DocumentNumber } from '../../src/core/types.js'
import type { ConformanceCase } from './case.js'

/** Makes an empty index with the default guarantee, in memory or in a fresh directory. */
export type MakeFingerprintIndex = () => Promise<FingerprintIndex>

/**
 * What every fingerprint store promises. Texts here are lower-case letters and digits only, which the match
 * fold leaves as they are, so offsets in text and in folded bytes are the same.
 */
export const fingerprintStoreCases: readonly ConformanceCase<MakeFingerprintIndex>[] = [
  {
    law: 'exactness',
    name: 'finds every maximal common run and nothing else, by comparison with all diagonals',
    async run(make) {
      for (const letters of ['ab', 'abcd', 'abcdefghijklmnopqrstuvwxyz']) {
        const random = lcg(letters.length)
        const index = await make()
        const documents = Array.from({ length: 12 }, () => randomText(random, letters, 40 + random(250)))
        documents.push(...documents.slice(0, 4).map((text) => mutate(random, text, letters)))
        for (const [i, text] of documents.entries()) index.add(number(i), text)
        for (let round = 0; round < 12; round++) {
          const query = bytes(collage(random, documents, letters))
          same(index.search(query), naiveRuns(query, documents, index), `alphabet of ${letters.length}`)
          if (round === 6) await index.flush()
        }
        await index.close()
      }
    },
  },
  {
    law: 'exactness',
    name: 'finds a run of exactly the guaranteed length at every phase, and at either end of both texts',
    async run(make) {
      const random = lcg(7)
      const index = await make()
      const text = randomText(random, LETTERS, 400)
      index.add(number(1), text)
      await index.flush()
      for (let at = 0; at + index.guarantee <= text.length; at++) {
        const copied = text.slice(at, at + index.guarantee)
        for (const query of [copied, `${'0'.repeat(50)}${copied}`, `${copied}1${'0'.repeat(50)}`]) {
          const runs = index.search(bytes(query))
          assert.equal(runs.length, 1, `copy of the bytes from ${at} on`)
          assert.equal(runs[0]!.document, 1)
          assert.ok(runs[0]!.end - runs[0]!.start >= index.guarantee)
          assert.equal(runs[0]!.sourceStart - runs[0]!.start, at - query.indexOf(copied))
        }
      }
      await index.close()
    },
  },
  {
    law: 'exactness',
    name: 'reports nothing shorter than asked, and never less than the guarantee',
    async run(make) {
      const index = await make()
      const text = randomText(lcg(3), LETTERS, 200)
      index.add(number(1), text)
      const query = (length: number) => bytes(text.slice(60, 60 + length))
      assert.equal(index.search(query(index.guarantee - 1), { minBytes: 1 }).length, 0)
      assert.equal(index.search(query(60), { minBytes: 61 }).length, 0)
      assert.equal(index.search(query(61), { minBytes: 61 }).length, 1)
      await index.close()
    },
  },
  {
    law: 'exactness',
    name: 'no run spans two documents',
    async run(make) {
      const index = await make()
      const text = randomText(lcg(4), LETTERS, 120)
      index.add(number(1), text.slice(0, 60))
      index.add(number(2), text.slice(60))
      for (const stage of [() => undefined, () => index.flush()]) {
        await stage()
        const runs = index.search(bytes(text))
        same(runs, [run(0, 60, 1, 0), run(60, 120, 2, 0)])
      }
      await index.close()
    },
  },
  {
    law: 'no cap',
    name: 'a passage in six hundred documents is found in every one of them, and so is a rare one among many alike',
    async run(make) {
      const random = lcg(5)
      const index = await make()
      const license = randomText(random, LETTERS, 300)
      const head = license.slice(0, 20)
      for (let i = 0; i < 600; i++) index.add(number(i), randomText(random, LETTERS, random(80)) + license)
      // The same first twenty bytes with six hundred different continuations: one k-gram, many contexts.
      const alike = Array.from({ length: 600 }, () => head + randomText(random, LETTERS, 60))
      for (const [i, text] of alike.entries()) index.add(number(1000 + i), text)
      for (const stage of [() => undefined, () => index.flush()]) {
        await stage()
        const found = new Set(index.search(bytes(license)).map((run) => run.document))
        assert.equal(found.size, 600)
        for (const i of [0, 299, 599]) {
          const runs = index.search(bytes(alike[i]!)).map((run) => run.document)
          assert.ok(runs.includes(number(1000 + i)), `continuation ${i}`)
        }
      }
      await index.close()
    },
  },
  {
    law: 'no cap',
    name: 'forms with the same words around different entries are told apart, by comparison with all diagonals',
    async run(make) {
      const random = lcg(12)
      const index = await make()
      const words = [22, 39, 17, 60, 20].map((length) => randomText(random, LETTERS, length))
      const form = () => words.map((word) => word + randomText(random, 'abcd', 1 + random(14))).join('')
      const documents = Array.from({ length: 90 }, form)
      for (const [i, text] of documents.entries()) index.add(number(i), text)
      const queries = [documents[3]!, documents[50]!.slice(7), form(), mutate(random, documents[9]!, LETTERS)]
      for (const stage of [() => undefined, () => index.flush()]) {
        await stage()
        for (const query of queries)
          same(index.search(bytes(query)), naiveRuns(bytes(query), documents, index))
      }
      await index.close()
    },
  },
  {
    law: 'no cap',
    name: 'the guaranteed length is enough in forms as well: at every phase every document with these bytes is found',
    async run(make) {
      const random = lcg(13)
      const index = await make()
      const words = Array.from({ length: 24 }, () => randomText(random, LETTERS, 18 + random(30)))
      const form = () => words.map((word) => word + randomText(random, 'ab', 1 + random(5))).join('')
      const documents = Array.from({ length: 60 }, form)
      for (const [i, text] of documents.entries()) index.add(number(i), text)
      for (const stage of [() => undefined, () => index.flush()]) {
        await stage()
        const text = documents[11]!
        for (let at = 0; at + index.guarantee <= text.length; at++) {
          const piece = text.slice(at, at + index.guarantee)
          const holders = documents.flatMap((document, i) => (document.includes(piece) ? [i] : []))
          const found = index.search(bytes(piece)).map((run) => run.document as number)
          assert.deepEqual(
            found.sort((a, b) => a - b),
            holders,
            `the bytes from ${at} on`,
          )
        }
      }
      await index.close()
    },
  },
  {
    law: 'no cap',
    name: 'two runs on one diagonal are both found in every copy',
    async run(make) {
      const random = lcg(14)
      const index = await make()
      const text = randomText(random, LETTERS, 300)
      for (let i = 0; i < 40; i++) index.add(number(i), text)
      const query = bytes(`${text.slice(0, 150)}0${text.slice(151)}`)
      for (const stage of [() => undefined, () => index.flush()]) {
        await stage()
        assert.equal(index.search(query).length, 80)
      }
      await index.close()
    },
  },
  {
    law: 'no cap',
    name: 'text that would take too much work is refused with work-limit',
    async run(make) {
      const index = await make()
      const text = randomText(lcg(6), LETTERS, 2000)
      for (let i = 0; i < 20; i++) index.add(number(i), text)
      await index.flush()
      assert.throws(
        () => index.search(bytes(text), { workLimit: 1000 }),
        (error: unknown) => (error as { code?: unknown }).code === 'work-limit',
      )
      assert.equal(index.search(bytes(text)).length, 20)
      await index.close()
    },
  },
  {
    law: 'low complexity',
    name: 'text of a period of four or less is declared uncovered, everything else is covered',
    async run(make) {
      const index = await make()
      const random = lcg(8)
      for (const period of ['a', 'ab', 'abc', 'abcd']) {
        const plain = bytes(period.repeat(60).slice(0, 60))
        assert.equal(index.covers(plain, 0, 60), false, `period ${period.length}`)
        assert.equal(index.covers(bytes(`${'a'.repeat(20)}bc${'a'.repeat(38)}`), 0, 60), true)
      }
      assert.equal(index.covers(bytes(randomText(random, LETTERS, 60)), 0, 60), true)
      index.add(number(1), 'abcde'.repeat(20))
      assert.ok(index.search(bytes('abcde'.repeat(10))).length > 0, 'period five is searched')
      await index.close()
    },
  },
  {
    law: 'erasure',
    name: 'a removed document is hidden at once and its twins stay found',
    async run(make) {
      const random = lcg(9)
      const index = await make()
      const text = randomText(random, LETTERS, 200)
      for (const i of [1, 2, 3]) index.add(number(i), text)
      const found = () => index.search(bytes(text)).map((run) => run.document as number)
      index.remove(number(1))
      assert.deepEqual(found(), [2, 3])
      await index.flush()
      assert.deepEqual(found(), [2, 3])
      index.remove(number(2))
      assert.deepEqual(found(), [3])
      assert.deepEqual([...index.documents()], [3])
      await index.compact()
      assert.deepEqual(found(), [3])
      index.remove(number(3))
      index.remove(number(77))
      assert.deepEqual(found(), [])
      await index.compact()
      assert.deepEqual(found(), [])
      assert.deepEqual([...index.documents()], [])
      await index.close()
    },
  },
  {
    law: 'anchors',
    name: 'are maximal common runs, all of the guaranteed length among them, and shorter ones of copies with edits',
    async run(make) {
      const random = lcg(15)
      const index = await make()
      const documents = Array.from({ length: 12 }, () => randomText(random, LETTERS, 60 + random(400)))
      for (const [i, text] of documents.entries()) index.add(number(i), text)
      for (let round = 0; round < 10; round++) {
        const query = bytes(collage(random, documents, LETTERS))
        const anchors = index.anchors(query)
        const spans = new Set(anchors.map(spanOf))
        for (const found of index.search(query)) assert.ok(spans.has(spanOf(found)), 'a guaranteed run')
        const real = new Set(naiveRuns(query, documents, { guarantee: 8, covers: () => true }).map(spanOf))
        for (const anchor of anchors) {
          assert.ok(real.has(spanOf(anchor)), 'no false or shortened run')
          assert.ok(anchor.copies >= 1)
        }
        const long = index.anchors(query, { minBytes: 50 })
        same(
          long,
          anchors.filter((anchor) => anchor.end - anchor.start >= 50),
        )
        if (round === 5) await index.flush()
      }
      // Every thirtieth letter is another one: no run of the guaranteed length is left.
      const source = randomText(random, LETTERS, 600)
      index.add(number(50), source)
      const edited = Array.from(source, (letter, i) => (i % 30 === 29 ? '0' : letter)).join('')
      assert.deepEqual(index.search(bytes(edited)), [])
      const anchors = index.anchors(bytes(edited))
      assert.ok(anchors.length >= 3, 'several anchors in twenty pieces')
      assert.ok(anchors.every((anchor) => anchor.document === 50 && anchor.start === anchor.sourceStart))
      await index.close()
    },
  },
  {
    law: 'places',
    name: 'are equal k-grams, one at least in every run of the guaranteed length, and each says what it says alone',
    async run(make) {
      const random = lcg(17)
      const index = await make()
      const documents = Array.from({ length: 12 }, () => randomText(random, LETTERS, 60 + random(400)))
      for (const [i, text] of documents.entries()) index.add(number(i), text)
      for (let round = 0; round < 6; round++) {
        const query = bytes(collage(random, documents, LETTERS))
        const places = index.places(query)
        for (const { at, document, source } of places) {
          const slice = index.slice(document, source, source + KGRAM)
          assert.deepEqual(Buffer.from(slice ?? []), Buffer.from(query.subarray(at, at + KGRAM)))
        }
        for (const run of index.search(query)) {
          const within = places.some(
            ({ at, document, source }) =>
              document === run.document &&
              source - at === run.sourceStart - run.start &&
              at >= run.start &&
              at + KGRAM <= run.end,
          )
          assert.ok(within, 'a place in every run')
        }
        const from = random(query.length - KGRAM)
        const alone = index
          .places(query.subarray(from, from + KGRAM))
          .map((place) => ({ ...place, at: from }))
        assert.deepEqual(
          alone,
          places.filter(({ at }) => at === from),
        )
        if (round === 3) await index.flush()
      }
      assert.deepEqual(index.places(bytes('short')), [])
      const phrase = randomText(random, LETTERS, 60)
      for (let i = 100; i < 104; i++) index.add(number(i), phrase + randomText(random, LETTERS, 50))
      assert.ok(index.places(bytes(phrase)).length >= 4)
      assert.deepEqual(index.places(bytes(phrase), { copies: 3 }), [], 'what more documents share')
      for (let i = 100; i < 104; i++) index.remove(number(i))
      assert.deepEqual(index.places(bytes(phrase)), [], 'no dead document')
      await index.close()
    },
  },
  {
    law: 'anchors',
    name: 'what many live documents share is none, however it is spread over segments',
    async run(make) {
      const index = await make()
      const random = lcg(16)
      const phrase = randomText(random, LETTERS, 60)
      for (let i = 0; i < 9; i++) index.add(number(i), phrase + randomText(random, LETTERS, 50))
      const documents = (copies: number) =>
        index.anchors(bytes(phrase), { copies }).map((anchor) => anchor.document as number)
      for (const stage of [() => undefined, () => index.flush()]) {
        await stage()
        assert.deepEqual(documents(9), [0, 1, 2, 3, 4, 5, 6, 7, 8])
        assert.ok(index.anchors(bytes(phrase)).every((anchor) => anchor.copies === 9))
        assert.deepEqual(documents(8), [])
      }
      index.remove(number(4))
      index.add(number(20), randomText(random, LETTERS, 50))
      assert.deepEqual(documents(8), [0, 1, 2, 3, 5, 6, 7, 8])
      assert.throws(
        () => index.anchors(bytes(phrase), { workLimit: 50 }),
        (error: unknown) => (error as { code?: unknown }).code === 'work-limit',
      )
      await index.close()
    },
  },
  {
    law: 'text',
    name: 'folded bytes of live documents can be read, before and after a flush, and of no others',
    async run(make) {
      const index = await make()
      const texts = ['abcdefgh', '', randomText(lcg(17), LETTERS, 300)]
      for (const [i, text] of texts.entries()) index.add(number(i), text)
      for (const stage of [() => undefined, () => index.flush(), () => index.compact()]) {
        await stage()
        for (const [i, text] of texts.entries()) {
          assert.equal(index.lengthOf(number(i)), text.length)
          for (const [from, to] of [
            [0, text.length],
            [2, 5],
            [3, 1000],
            [-4, 2],
            [5, 5],
          ] as const) {
            const expected = text.slice(Math.max(0, from), to)
            assert.deepEqual(Buffer.from(index.slice(number(i), from, to)!).toString(), expected)
          }
        }
      }
      index.remove(number(0))
      for (const i of [0, 77]) {
        assert.equal(index.lengthOf(number(i)), undefined)
        assert.equal(index.slice(number(i), 0, 3), undefined)
      }
      await index.close()
    },
  },
  {
    law: 'lifecycle',
    name: 'flush and compact change no result, and documents() lists what was added, empty texts too',
    async run(make) {
      const random = lcg(10)
      const index = await make()
      const documents = Array.from({ length: 30 }, () => randomText(random, 'abc', random(300)))
      documents[7] = ''
      const queries = Array.from({ length: 10 }, () => bytes(collage(random, documents, 'abc')))
      for (let i = 0; i < documents.length; i++) {
        index.add(number(i), documents[i]!)
        if (i % 4 === 3) await index.flush()
      }
      const before = queries.map((query) => index.search(query))
      await index.compact()
      for (const [i, query] of queries.entries()) {
        same(index.search(query), before[i]!)
        same(before[i]!, naiveRuns(query, documents, index))
      }
      assert.deepEqual(
        [...index.documents()].sort((a, b) => a - b),
        documents.map((_, i) => i),
      )
      await index.close()
    },
  },
  {
    law: 'lifecycle',
    name: 'a number is added once, and after close nothing answers',
    async run(make) {
      const index = await make()
      index.add(number(1), 'abc')
      assert.throws(() => index.add(number(1), 'abc'))
      await index.flush()
      assert.throws(() => index.add(number(1), 'abc'))
      await index.close()
      assert.throws(
        () => index.search(new Uint8Array(100)),
        (error: unknown) => (error as { code?: unknown }).code === 'closed',
      )
    },
  },
]

/** k, for the default guarantee. */
const KGRAM = 16
const LETTERS = 'abcdefghijklmnopqrstuvwxyz'

/** Every diagonal of every document, byte by byte. Exported for tests with texts of their own. */
export function naiveRuns(
  query: Uint8Array,
  documents: readonly string[],
  index: Pick<FingerprintIndex, 'guarantee' | 'covers'>,
  minBytes = index.guarantee,
): FingerprintRun[] {
  const runs: FingerprintRun[] = []
  documents.forEach((document, d) => {
    const text = bytes(document)
    for (let diagonal = -query.length + 1; diagonal < text.length; diagonal++) {
      let start = Math.max(0, -diagonal)
      for (let q = start; q <= query.length; q++) {
        if (q < query.length && q + diagonal < text.length && query[q] === text[q + diagonal]) continue
        if (q - start >= minBytes && index.covers(query, start, q))
          runs.push(run(start, q, d, start + diagonal))
        start = q + 1
        if (q + diagonal >= text.length) break
      }
    }
  })
  return runs
}

function spanOf({ start, end, document, sourceStart }: FingerprintRun): string {
  return [start, end, document, sourceStart].join(' ')
}

function run(start: number, end: number, document: number, sourceStart: number): FingerprintRun {
  return { start, end, document: number(document), sourceStart }
}

function same(
  actual: readonly FingerprintRun[],
  expected: readonly FingerprintRun[],
  message?: string,
): void {
  const sorted = (runs: readonly FingerprintRun[]) =>
    runs.map((r) => [r.start, r.end, r.document as number, r.sourceStart].join(' ')).sort()
  assert.deepEqual(sorted(actual), sorted(expected), message)
}

function number(i: number): DocumentNumber {
  return i as DocumentNumber
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

/** A small generator of its own: the published suite has no dependency. `random(n)` is in [0, n). */
function lcg(seed: number): (below: number) => number {
  let state = (seed * 2654435761) >>> 0
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

function randomText(random: (below: number) => number, letters: string, length: number): string {
  let text = ''
  while (text.length < length) {
    // Now and then a stretch that repeats itself, which is where ties and short periods come from.
    const piece = letters[random(letters.length)]!
    text += random(12) === 0 ? (piece + letters[random(letters.length)]!).repeat(random(12)) : piece
  }
  return text.slice(0, length)
}

function mutate(random: (below: number) => number, text: string, letters: string): string {
  const at = random(text.length)
  return text.slice(0, at) + letters[random(letters.length)] + text.slice(at + random(3))
}

/** Pieces of documents, with noise between. */
function collage(random: (below: number) => number, documents: readonly string[], letters: string): string {
  let text = ''
  for (let i = 0; i < 5; i++) {
    const source = documents[random(documents.length)]!
    const from = random(Math.max(1, source.length))
    text += source.slice(from, from + 20 + random(120)) + randomText(random, letters, random(30))
  }
  return text
}
