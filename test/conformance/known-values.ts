import assert from 'node:assert/strict'
import type { DocumentWrite } from '../../src/core/ports.js'
import type { ConformanceCase } from './case.js'
import { labelFor, type MakeStore, put, type StoreSubject, withStore } from './store-subject.js'

const alice = labelFor('user:alice')
const bob = labelFor('user:bob')

function holding(...digests: string[]): Partial<DocumentWrite> {
  return { values: digests.map((digest) => ({ entity: 'EMAIL_ADDRESS', digest })) }
}

/** Ids of the documents that hold each digest. */
async function holders(store: StoreSubject['store'], ...digests: string[]): Promise<string[][]> {
  const found = await store.values.lookup(digests)
  return found.map((numbers) => numbers.map((number) => store.documents.byNumber(number)?.id ?? '?').sort())
}

/** What every store of known values obeys. */
export const knownValueCases: ConformanceCase<MakeStore>[] = [
  {
    law: 'identity',
    name: 'digests compare byte for byte',
    run: (make) =>
      withStore(make, async (store) => {
        await store.apply([put('a', alice, ['x'], holding('abc')), put('A', bob, ['x'], holding('ABC'))])
        assert.deepEqual(await holders(store, 'abc', 'ABC', 'Abc', 'abc ', ''), [['a'], ['A'], [], [], []])
      }),
  },
  {
    law: 'lookup',
    name: 'every holder, whoever may read it, in the order asked',
    run: (make) =>
      withStore(make, async (store) => {
        await store.apply([
          put('a', alice, ['x'], holding('1', '2', '2')),
          put('b', bob, ['x'], holding('2', '3')),
          put('t', bob, ['x'], { ...holding('3'), retrievable: false, kind: 'training' }),
          put('m', alice, ['x'], {
            values: [
              { entity: 'EMAIL_ADDRESS', digest: '4' },
              { entity: 'URL', digest: '4' },
            ],
          }),
        ])
        assert.deepEqual(await holders(store, '3', '1', '2', '0', '3', '4'), [
          ['b', 't'],
          ['a'],
          ['a', 'b'],
          [],
          ['b', 't'],
          ['m'],
        ])
        assert.deepEqual(await holders(store), [])
      }),
  },
  {
    law: 'change',
    name: 'values vanish with their document and change with it, and stay when it is relabelled',
    run: (make) =>
      withStore(make, async (store) => {
        await store.apply([put('a', alice, ['x'], holding('1', '2')), put('b', bob, ['x'], holding('2'))])
        await store.apply([put('a', alice, ['y'], holding('3'))])
        assert.deepEqual(await holders(store, '1', '2', '3'), [[], ['b'], ['a']])
        await store.apply([{ kind: 'relabel', id: 'a', label: bob }])
        assert.deepEqual(await holders(store, '1', '2', '3'), [[], ['b'], ['a']])
        await store.apply([{ kind: 'delete', id: 'b' }])
        assert.deepEqual(await holders(store, '1', '2', '3'), [[], [], ['a']])
      }),
  },
  {
    law: 'atomicity',
    name: 'values of a refused batch are not there',
    run: (make) =>
      withStore(make, async (store) => {
        await assert.rejects(
          store.apply([put('a', alice, ['x'], holding('1')), put('b', alice, ['half \ud83d'], holding('2'))]),
        )
        assert.deepEqual(await holders(store, '1', '2'), [[], []])
      }),
  },
  {
    law: 'injection',
    name: 'a digest is data',
    run: (make) =>
      withStore(make, async (store) => {
        const hostile = `' OR digest <> ''; DELETE FROM known_values; --`
        await store.apply([put('a', alice, ['x'], holding('1'))])
        assert.deepEqual(await holders(store, hostile, '%', '_'), [[], [], []])
        await store.apply([put('b', alice, ['x'], holding(hostile))])
        assert.deepEqual(await holders(store, hostile, '1'), [['b'], ['a']])
      }),
  },
  {
    law: 'scale',
    name: 'thousands of digests in one lookup',
    run: (make) =>
      withStore(make, async (store) => {
        const digests = Array.from({ length: 5_000 }, (_, i) => i.toString(16).padStart(32, '0'))
        await store.apply([put('a', alice, ['x'], holding(...digests.filter((_, i) => i % 3 === 0)))])
        const found = await store.values.lookup(digests)
        assert.equal(found.length, digests.length)
        assert.ok(found.every((numbers, i) => numbers.length === (i % 3 === 0 ? 1 : 0)))
      }),
  },
  {
    law: 'durability',
    name: 'values are there after a restart',
    run: (make) =>
      withStore(make, async (store, subject) => {
        await store.apply([put('a', alice, ['x'], holding('1')), put('b', bob, ['x'], holding('1', '2'))])
        await store.apply([{ kind: 'delete', id: 'a' }])
        const again = await subject.reopen()
        try {
          assert.deepEqual(await holders(again.store, '1', '2'), [['b'], ['b']])
        } finally {
          await again.close()
        }
      }),
  },
]
