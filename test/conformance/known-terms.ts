import assert from 'node:assert/strict'
import type { DocumentWrite, KnownTermStore, TermWrite } from '../../src/core/ports.js'
import type { ConformanceCase } from './case.js'
import { labelFor, type MakeStore, put, type StoreSubject, withStore } from './store-subject.js'

const alice = labelFor('user:alice')
const bob = labelFor('user:bob')

/** A term with everything that follows from a number. */
function term(n: number, more: Partial<TermWrite> = {}): TermWrite {
  const digest = n.toString(16).padStart(16, '0')
  return { high: n * 7, low: -n * 13, digest, record: 0, kind: 1, bits: 10, ...more }
}

function holding(...terms: TermWrite[]): Partial<DocumentWrite> {
  return { terms }
}

function termsOf({ terms }: StoreSubject['store']): KnownTermStore {
  assert.ok(terms !== undefined, 'the store keeps terms')
  return terms
}

/** `id/record/kind/bits` of the holders of each term. */
async function holders(store: StoreSubject['store'], ...terms: TermWrite[]): Promise<string[][]> {
  const found = await termsOf(store).lookup(terms)
  return found.map(({ holders }) =>
    holders
      .map(
        ({ document, record, kind, bits }) =>
          `${store.documents.byNumber(document)?.id}/${record}/${kind}/${bits}`,
      )
      .sort(),
  )
}

/** What every store of known terms obeys. */
export const knownTermCases: ConformanceCase<MakeStore>[] = [
  {
    law: 'lookup',
    name: 'every place of a term, whoever may read it, in the order asked',
    run: (make) =>
      withStore(make, async (store) => {
        await store.apply([
          put(
            'a',
            alice,
            ['x'],
            holding(term(1), term(2, { record: 3, kind: 9, bits: 255 }), term(2, { record: 65_000 })),
          ),
          put('b', bob, ['x'], holding(term(2, { bits: 1 }))),
        ])
        assert.deepEqual(await holders(store, term(2), term(1), term(3)), [
          ['a/3/9/255', 'a/65000/1/10', 'b/0/1/1'],
          ['a/0/1/10'],
          [],
        ])
        assert.deepEqual(await holders(store), [])
      }),
  },
  {
    law: 'confirmation',
    name: 'a key alone holds nothing: the digest must agree',
    run: (make) =>
      withStore(make, async (store) => {
        await store.apply([put('a', alice, ['x'], holding(term(1)))])
        const impostor = { ...term(1), digest: 'f'.repeat(16) }
        assert.equal(termsOf(store).mayHold(impostor.high, impostor.low), true)
        assert.deepEqual(await holders(store, impostor, term(1)), [[], ['a/0/1/10']])
      }),
  },
  {
    law: 'prefilter',
    name: 'never wrongly denies a key, parts of terms included, and parts hold nothing',
    run: (make) =>
      withStore(make, async (store) => {
        const many = Array.from({ length: 3_000 }, (_, i) => term(i + 1))
        const part = term(5_000, { bits: 0, digest: '' })
        await store.apply([put('a', alice, ['x'], holding(...many, part))])
        const terms = termsOf(store)
        assert.ok([...many, part].every(({ high, low }) => terms.mayHold(high, low)))
        assert.equal(terms.mayHold(1, 1), false)
        assert.deepEqual(await holders(store, { ...part, digest: '0'.repeat(16) }), [[]])
      }),
  },
  {
    law: 'change',
    name: 'terms vanish with their document and change with it, and stay when it is relabelled',
    run: (make) =>
      withStore(make, async (store) => {
        await store.apply([
          put('a', alice, ['x'], holding(term(1), term(2))),
          put('b', bob, ['x'], holding(term(2))),
        ])
        await store.apply([put('a', alice, ['y'], holding(term(3)))])
        assert.deepEqual(await holders(store, term(1), term(2), term(3)), [[], ['b/0/1/10'], ['a/0/1/10']])
        await store.apply([{ kind: 'relabel', id: 'a', label: bob }])
        assert.deepEqual(await holders(store, term(3)), [['a/0/1/10']])
        await store.apply([{ kind: 'delete', id: 'b' }])
        assert.deepEqual(await holders(store, term(2), term(3)), [[], ['a/0/1/10']])
      }),
  },
  {
    law: 'bound',
    name: 'of a term that stands everywhere it is told that it does, whoever holds it',
    run: (make) =>
      withStore(make, async (store) => {
        const everywhere = Array.from({ length: 700 }, (_, record) => term(1, { record }))
        await store.apply([put('a', alice, ['x'], holding(...everywhere, term(2)))])
        const [first, second] = await termsOf(store).lookup([term(1), term(2)])
        assert.equal(first?.common, true)
        assert.equal(second?.common, false)
      }),
  },
  {
    law: 'scale',
    name: 'documents that come and go leave the terms of the others alone',
    run: (make) =>
      withStore(make, async (store) => {
        for (let round = 0; round < 12; round++) {
          const terms = Array.from({ length: 400 }, (_, i) => term(round * 1_000 + i + 1))
          await store.apply([
            put(`d${round}`, alice, ['x'], holding(...terms, term(99_999, { record: round }))),
          ])
          if (round > 1) await store.apply([{ kind: 'delete', id: `d${round - 2}` }])
        }
        assert.deepEqual(await holders(store, term(9_001), term(10_400), term(11_001), term(99_999)), [
          [],
          ['d10/0/1/10'],
          ['d11/0/1/10'],
          ['d10/10/1/10', 'd11/11/1/10'],
        ])
      }),
  },
  {
    law: 'atomicity',
    name: 'terms of a refused batch are not there',
    run: (make) =>
      withStore(make, async (store) => {
        await assert.rejects(
          store.apply([
            put('a', alice, ['x'], holding(term(1))),
            put('b', alice, ['half \ud83d'], holding(term(2))),
          ]),
        )
        assert.deepEqual(await holders(store, term(1), term(2)), [[], []])
      }),
  },
  {
    law: 'durability',
    name: 'terms are there after a restart, those of deleted documents are not',
    run: (make) =>
      withStore(make, async (store, subject) => {
        await store.apply([
          put('a', alice, ['x'], holding(term(1))),
          put('b', bob, ['x'], holding(term(1), term(2))),
        ])
        await store.apply([{ kind: 'delete', id: 'a' }])
        const again = await subject.reopen()
        try {
          assert.deepEqual(await holders(again.store, term(1), term(2)), [['b/0/1/10'], ['b/0/1/10']])
        } finally {
          await again.close()
        }
      }),
  },
]
