import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { StoreChange } from '../../../src/core/ports.js'
import type { Label } from '../../../src/core/types.js'
import { createRandom } from '../../../src/evaluate/random.js'
import { normalizeLabel } from '../../../src/labels/label.js'
import { LexicalScores, scoreLexically } from '../../../src/store/bm25.js'
import { Partitions } from '../../../src/store/partitions.js'
import { Best } from '../../../src/store/rank.js'
import { viewOf } from '../../../src/store/views.js'
import {
  entitle,
  labelFor,
  openTestStore,
  principal,
  put,
  searchAs,
  visible,
  writeOf,
} from '../../support/stores.js'

/** A world small enough to collide often. */
const ids = fc.constantFrom('a', 'b', 'c', 'A', 'a#0', 'd1', 'd10', 'd2')
const labels: fc.Arbitrary<Label> = fc.constantFrom(
  labelFor('user:alice'),
  labelFor('user:bob'),
  labelFor('*'),
  { ...labelFor('group:eng'), allow: [['group:eng'], ['user:alice', 'user:bob']] },
  { ...labelFor('*'), deny: ['user:alice'] },
)
const vectors = fc.tuple(fc.integer({ min: -2, max: 2 }), fc.integer({ min: -2, max: 2 }), fc.constant(1))
const pieces = fc.array(
  fc.record({
    text: fc
      .array(fc.constantFrom('pump', 'valve', '圧力', 'x'), { maxLength: 5 })
      .map((words) => words.join(' ')),
    vector: vectors.map((vector) => Float32Array.from(vector)),
  }),
  { minLength: 1, maxLength: 3 },
)
const values = fc
  .subarray(['v1', 'v2', 'v3'])
  .map((digests) => digests.map((digest) => ({ entity: 'X', digest })))
const changes: fc.Arbitrary<StoreChange> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(ids, labels, pieces, fc.boolean(), values)
      .map(([id, label, all, retrievable, values]) => put(id, label, all, { retrievable, values })),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('relabel' as const), id: ids, label: labels }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), id: ids }) },
)
const batches = fc.array(fc.array(changes, { maxLength: 6 }), { maxLength: 6 })

/** The stupid model: a map, changed one by one. */
function modelOf(batches: readonly (readonly StoreChange[])[]) {
  const model = new Map<string, Extract<StoreChange, { kind: 'put' }>['write']>()
  for (const change of batches.flat()) {
    if (change.kind === 'put') model.set(change.write.id, change.write)
    else if (change.kind === 'delete') model.delete(change.id)
    else if (change.kind === 'relabel') {
      const write = model.get(change.id)
      if (write !== undefined) model.set(change.id, { ...write, label: change.label })
    }
  }
  return model
}

const readers = [principal('user:alice', 'group:eng'), principal('user:bob'), principal('user:carol')]
const queries = [
  { text: 'pump valve', vector: Float32Array.of(1, 2, 1), k: 3 },
  { text: '圧力 x x', k: 50 },
  { text: '', vector: Float32Array.of(-1, 0, 1), k: 2 },
]

test('whatever happens, the store is its model, and a search is the exact search', async () => {
  await fc.assert(
    fc.asyncProperty(batches, async (batches) => {
      const store = await openTestStore()
      for (const batch of batches) await store.apply(batch)
      const model = modelOf(batches)
      expect(store.documents.size).toBe(model.size)
      for (const write of model.values()) {
        const document = store.documents.byId(write.id)!
        expect(store.labels.get(document.label)).toEqual(normalizeLabel(write.label as Label))
        expect(await store.documents.text(document.number)).toBe(
          write.pieces.map(({ text }) => text).join(''),
        )
      }
      for (const [i, digest] of ['v1', 'v2', 'v3'].entries()) {
        const found = (await store.values.lookup(['v1', 'v2', 'v3']))[i]!
        const holders = [...model.values()].filter(({ values }) =>
          values.some((value) => value.digest === digest),
        )
        expect(found.map((number) => store.documents.byNumber(number)!.id).sort()).toEqual(
          holders.map(({ id }) => id).sort(),
        )
      }
      for (const reader of readers) {
        const entitlements = await entitle(store, reader)
        for (const query of queries) {
          const found = await store.chunks.search(query, entitlements)
          expect(found).toEqual(await store.searchExactly(query, entitlements))
        }
      }
      await store.close()
    }),
    { numRuns: 60 },
  )
})

test('what a search leaves out could not have come, whatever the scores, and after any change', async () => {
  const world = fc.record({
    seed: fc.string(),
    // One word makes ties, many words leave most chunks without a hit.
    words: fc.constantFrom(1, 3, 40, 400),
    // In one direction all cosines are alike; of both signs they pull a score up and down.
    directions: fc.constantFrom(1, 2, 50),
    k: fc.constantFrom(1, 3, 10, 200),
  })
  await fc.assert(
    fc.asyncProperty(world, async ({ seed, words, directions, k }) => {
      const random = createRandom(seed)
      const store = await openTestStore()
      const vectors = Array.from({ length: directions }, () =>
        Float32Array.from({ length: 9 }, () => random.next() - 0.5),
      )
      const owners = ['user:alice', 'user:bob', '*', 'group:eng', 'user:carol', 'user:mallory']
      const draw = (i: number) => {
        const text = Array.from({ length: 1 + random.below(6) }, () => `w${random.below(words)}`).join(' ')
        const vector = random.chance(0.1) ? new Float32Array(9) : random.pick(vectors)
        return put(`d${i}`, labelFor(...random.sample(owners, 1 + random.below(2))), [{ text, vector }])
      }
      const all = Array.from({ length: 150 }, (_, i) => draw(i))
      await store.apply(random.shuffle(all))
      const entitled = await Promise.all(readers.map((reader) => entitle(store, reader)))
      for (let round = 0; round < 4; round++) {
        for (const entitlements of entitled) {
          const query = {
            text: Array.from({ length: random.below(4) }, () => `w${random.below(words)}`).join(' '),
            ...(random.chance(0.9) ? { vector: random.pick(vectors) } : {}),
            ...(random.chance(0.3) ? { without: ({ id }: { id: string }) => id.endsWith('3') } : {}),
            k,
          }
          // The same value is used again after the store has changed: nothing of before may be left in it.
          expect(await store.chunks.search(query, entitlements)).toEqual(
            await store.searchExactly(query, entitlements),
          )
        }
        const kind = random.pick(['put', 'delete', 'relabel'] as const)
        await store.apply(
          random.sample([...all.keys()], 20).map((i) => {
            if (kind === 'put') return draw(i)
            const id = `d${i}`
            return kind === 'delete' ? { kind, id } : { kind, id, label: labelFor(random.pick(owners)) }
          }),
        )
      }
      await store.close()
    }),
    { numRuns: 40 },
  )
})

test('a label that means something else is read so at the next search, for entitlements of before', async () => {
  const store = await openTestStore()
  const readable = (by: string) => () => labelFor(by)
  const folder = (allow: string[]): StoreChange => {
    return { kind: 'container', id: 'top', connector: 'test', permissions: { allow }, checked: 1 }
  }
  await store.apply([
    put('own', labelFor('user:alice'), ['pump']),
    put('hers', labelFor('user:bob'), ['pump']),
  ])
  await store.apply([folder(['group:eng'])], readable('user:alice'))
  const derived = { ...writeOf('below', labelFor('*'), ['pump']), label: { container: 'top', own: '' } }
  await store.apply([{ kind: 'put', write: derived }], readable('user:alice'))
  const entitlements = await entitle(store, principal('user:alice'))
  const found = async () =>
    (await store.chunks.search({ text: 'pump', k: 9 }, entitlements)).map(({ id }) => id)
  expect(await found()).toEqual(['below#0', 'own#0'])
  await store.apply([folder([])], readable('user:bob'))
  expect(await found()).toEqual(['own#0'])
  await store.close()
})

test('law 1: what a reader may not read changes nothing of what they get', async () => {
  const forbidden = fc.array(
    fc
      .tuple(fc.constantFrom('f1', 'f2', 'f3', 'A0'), pieces)
      .map(([id, all]) => put(id, labelFor('user:mallory'), all)),
    { maxLength: 4 },
  )
  await fc.assert(
    fc.asyncProperty(batches, forbidden, forbidden, async (batches, before, after) => {
      const [plain, twin] = await Promise.all([openTestStore(), openTestStore()])
      await twin.apply(before)
      for (const batch of batches) {
        await plain.apply(batch)
        await twin.apply(batch)
      }
      await twin.apply([...after, { kind: 'delete', id: 'f1' }])
      for (const reader of readers) {
        for (const query of queries) {
          const seen = visible(await searchAs(plain, reader, query), plain.labels)
          expect(visible(await searchAs(twin, reader, query), twin.labels)).toBe(seen)
        }
      }
      await Promise.all([plain.close(), twin.close()])
    }),
    { numRuns: 60 },
  )
})

test('a label scores the same, bit for bit, with an inverted index and without, after any removals', () => {
  const terms = ['a', 'b', 'c', 'd']
  const row = fc.array(fc.constantFrom(...terms, 'e', 'f'), { minLength: 1, maxLength: 9 })
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 40 }), fc.integer(), (rows, seed) => {
      const score = (filler: number, neighbors = 0) => {
        const partitions = new Partitions()
        const add = (document: number, words: readonly string[], label = 0) =>
          partitions.add({ number: label }, document, [{ ordinal: 0, ...partitions.vocabulary.count(words) }])
        // Small labels of others share the postings of small ones; some of them die, some move, one stays.
        for (let i = 0; i < neighbors; i++) add(10_000 + i, [terms[i & 3]!, 'e'], 1 + (i % 50))
        for (let i = 0; i < neighbors; i += 3) partitions.remove(10_000 + i)
        for (let i = 1; i < neighbors; i += 3) partitions.relabel(10_000 + i, { number: 60 })
        // Filler makes the partition large enough for an index; removed, it must leave no trace.
        for (let i = 0; i < filler; i++) add(1_000 + i, [terms[(i + seed) & 3]!, 'e'])
        for (const [i, words] of rows.entries()) add(i, words)
        for (let i = 0; i < filler; i++) partitions.remove(1_000 + i)
        const scores = new LexicalScores()
        const view = viewOf(partitions, [partitions.get({ number: 0 })!])
        scoreLexically(partitions, view, ['b', 'a', 'zz', 'c', 'b', 'd'], scores)
        return rows.map((_, i) => scores.scores[partitions.rowsOf(i)[0]!])
      }
      const plain = score(0)
      for (const filler of [64, 100, 300]) expect(score(filler)).toEqual(plain)
      // Few neighbors: found in shared postings; many: looked through. Also while dead rows pile up.
      for (const neighbors of [2, 90, 2_000]) expect(score(0, neighbors)).toEqual(plain)
      expect(score(20, 900)).toEqual(plain)
    }),
    { numRuns: 100 },
  )
})

test('the best k are the first k of the sorted list', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 60 }),
      fc.integer({ min: 1, max: 12 }),
      (scores, k) => {
        const name = (row: number) => `c#${row}`
        const best = new Best(k, name)
        for (const [row, score] of scores.entries()) best.offer(row, score)
        const sorted = scores
          .map((score, row) => ({ row, score }))
          .sort((a, b) => b.score - a.score || (name(a.row) < name(b.row) ? -1 : 1))
        expect(best.ranked()).toEqual(sorted.slice(0, k))
      },
    ),
  )
})
