import assert from 'node:assert/strict'
import type { StoreChange } from '../../src/core/ports.js'
import type { Entitlements } from '../../src/core/types.js'
import type { ConformanceCase } from './case.js'
import {
  entitle,
  labelFor,
  type MakeStore,
  principal,
  put,
  rejectsWith,
  type StoreSubject,
  searchAs,
  visible,
  withStore,
} from './store-subject.js'

const alice = principal('user:alice', 'group:eng')
const bob = principal('user:bob')

/** Reads what Alice sees of one world. */
async function seenByAlice(store: StoreSubject['store']): Promise<string[]> {
  const seen: string[] = []
  for (const text of ['pump pressure', 'valve', 'pump pump 圧力計', 'nothing like it']) {
    for (const vector of [undefined, Float32Array.of(0.2, 0.9, 0.1), Float32Array.of(0, 0, 0)]) {
      const chunks = await searchAs(store, alice, { text, ...(vector === undefined ? {} : { vector }) })
      seen.push(visible(chunks, store.labels))
    }
  }
  seen.push(String(await store.chunks.get('forbidden-1#0', await entitle(store, alice))))
  return seen
}

const permittedWorld: readonly StoreChange[] = [
  put('p1', labelFor('user:alice'), [
    { text: 'the pump holds its pressure', vector: Float32Array.of(1, 0, 0) },
    { text: 'a valve for the pump, and another valve', vector: Float32Array.of(0.5, 0.5, 0) },
  ]),
  put('p2', labelFor('group:eng'), [{ text: '圧力計の校正', vector: Float32Array.of(0, 1, 0.2) }], {
    title: 'pump',
  }),
  put('p3', labelFor('*'), [{ text: 'notice to all', vector: Float32Array.of(0, 0, 1) }]),
  put('p4', labelFor('*'), [{ text: 'another notice', vector: Float32Array.of(0, 0, 1) }]),
]

/** Things that happen to documents Alice may not read; none may change a byte of what she sees. */
const forbiddenHistories: readonly (readonly StoreChange[])[] = [
  [
    put('forbidden-1', labelFor('user:bob'), [
      { text: 'pump pressure valve', vector: Float32Array.of(0.2, 0.9, 0.1) },
    ]),
  ],
  Array.from({ length: 150 }, (_, i) =>
    put(`forbidden-${i}`, labelFor('user:bob'), [
      { text: `pump pressure ${'valve '.repeat(i % 7)}`, vector: Float32Array.of(0.2, 0.9, i / 100) },
    ]),
  ),
  [
    put('a-first', labelFor('user:bob'), ['notice to all, pump']),
    { kind: 'relabel', id: 'a-first', label: labelFor('user:carol') },
    { kind: 'delete', id: 'forbidden-3' },
  ],
  [put('forbidden-1', labelFor('user:carol'), ['圧力計の校正 another text altogether'])],
]

/** What every store of chunks obeys. */
export const chunkStoreCases: ConformanceCase<MakeStore>[] = [
  {
    law: 'identity',
    name: 'user:Alice is not user:alice, and neither are documents Doc and doc',
    run: (make) =>
      withStore(make, async (store) => {
        await store.apply([
          put('doc', labelFor('user:alice'), ['lower']),
          put('Doc', labelFor('user:Alice'), ['upper']),
          put('döc', labelFor('user:alice'), ['composed']),
          put('do\u0308c', labelFor('user:Alice'), ['decomposed']),
          put('d\0c', labelFor('user:alice'), ['with\0a NUL']),
          put('d', labelFor('user:Alice'), ['without']),
        ])
        const ids = async (id: string) => {
          const chunks = await searchAs(store, principal(id), { text: '' })
          return chunks.map((chunk) => chunk.id).sort()
        }
        assert.deepEqual(await ids('user:alice'), ['d\0c#0', 'doc#0', 'döc#0'])
        assert.deepEqual(await ids('user:Alice'), ['Doc#0', 'd#0', 'do\u0308c#0'])
        assert.deepEqual(await ids('user:alicE'), [])
        assert.deepEqual(await ids('user:alice '), [])
        const entitlements = await entitle(store, principal('user:alice'))
        assert.equal((await store.chunks.get('doc#0', entitlements))?.text, 'lower')
        assert.equal((await store.chunks.get('d\0c#0', entitlements))?.text, 'with\0a NUL')
        assert.equal(await store.chunks.get('DOC#0', entitlements), undefined)
        assert.equal(store.documents.size, 6)
      }),
  },
  {
    law: 'entitlement',
    name: 'no search and no get without entitlements that entitle() made',
    run: (make) =>
      withStore(make, async (store) => {
        await store.apply([put('a', labelFor('user:alice'), ['text'])])
        const genuine = await entitle(store, alice)
        const forgeries = [
          undefined,
          null,
          {},
          { ...genuine },
          structuredClone({ labels: genuine.labels, expires: genuine.expires }),
          Object.create(genuine),
          { labels: [0], permits: () => true, expires: Number.MAX_SAFE_INTEGER, labelEpoch: 0 },
        ]
        for (const forged of forgeries as Entitlements[]) {
          await rejectsWith('entitlements-forged', store.chunks.search({ text: 'text', k: 1 }, forged))
          await rejectsWith('entitlements-forged', store.chunks.get('a#0', forged))
        }
      }),
  },
  {
    law: 'entitlement',
    name: 'expired entitlements are refused',
    run: (make) =>
      withStore(make, async (store) => {
        await store.apply([put('a', labelFor('user:alice'), ['text'])])
        let now = 1_000_000
        const entitlements = await entitle(store, alice, () => now)
        assert.equal((await store.chunks.search({ text: 'text', k: 1 }, entitlements)).length, 1)
        now = entitlements.expires
        await rejectsWith('entitlements-expired', store.chunks.search({ text: 'text', k: 1 }, entitlements))
        await rejectsWith('entitlements-expired', store.chunks.get('a#0', entitlements))
      }),
  },
  {
    law: 'entitlement',
    name: 'a conjunction of lists wants one id of each, deny beats allow, and nobody is nobody',
    run: (make) =>
      withStore(make, async (store) => {
        const base = labelFor('group:eng')
        await store.apply([
          put('both', { ...base, allow: [['group:eng'], ['group:hr']] }, ['x']),
          put('denied', { ...base, deny: ['user:alice'] }, ['x']),
          put('nobody', { ...base, allow: [] }, ['x']),
          put('anyone', { ...base, allow: [['*']] }, ['x']),
          put('higher', { ...base, compartments: ['merger'] }, ['x']),
        ])
        const ids = async (...groups: string[]) => {
          const chunks = await searchAs(store, principal('user:alice', ...groups), { text: 'x' })
          return chunks.map(({ document }) => document.id).sort()
        }
        assert.deepEqual(await ids('group:eng'), ['anyone'])
        assert.deepEqual(await ids('group:eng', 'group:hr'), ['anyone', 'both'])
        assert.deepEqual(await ids(), ['anyone'])
      }),
  },
  {
    law: 'forbidden is absent',
    name: 'a forbidden chunk, an absent one and one that is never retrieved are the same answer',
    run: (make) =>
      withStore(make, async (store) => {
        await store.apply([
          put('theirs', labelFor('user:bob'), ['text']),
          put('protected', labelFor('user:alice'), ['text'], { retrievable: false, kind: 'training' }),
          put('mine#1', labelFor('user:alice'), ['text']),
        ])
        const entitlements = await entitle(store, alice)
        for (const id of [
          'theirs#0',
          'absent#0',
          'protected#0',
          'mine#1',
          'mine#1#1',
          'mine#1#00',
          '#0',
          '',
          'mine#1#-1',
        ]) {
          assert.equal(await store.chunks.get(id, entitlements), undefined, id)
        }
        assert.equal((await store.chunks.get('mine#1#0', entitlements))?.document.id, 'mine#1')
        assert.deepEqual(
          (await searchAs(store, alice, { text: 'text' })).map(({ id }) => id),
          ['mine#1#0'],
        )
      }),
  },
  {
    law: 'k whenever k exist',
    name: 'eight better forbidden chunks do not cost the one that is permitted',
    run: (make) =>
      withStore(make, async (store) => {
        const vector = Float32Array.of(1, 0, 0)
        await store.apply([
          ...Array.from({ length: 8 }, (_, i) =>
            put(`theirs-${i}`, labelFor('user:bob'), [{ text: 'pump pressure', vector }]),
          ),
          put('mine', labelFor('user:alice'), [
            { text: 'something else', vector: Float32Array.of(-1, 0.1, 0) },
          ]),
        ])
        const chunks = await searchAs(store, alice, { text: 'pump pressure', vector, k: 4 })
        assert.deepEqual(
          chunks.map(({ id }) => id),
          ['mine#0'],
        )
      }),
  },
  {
    law: 'k whenever k exist',
    name: 'chunks that match nothing fill up to k, by id where nothing else decides',
    run: (make) =>
      withStore(make, async (store) => {
        const order = [7, 3, 9, 1, 5, 0, 8, 2, 6, 4]
        for (const i of order)
          await store.apply([put(`d${i}`, labelFor(i % 2 === 0 ? 'user:alice' : 'group:eng'), ['text'])])
        const ids = async (k: number, text: string) => {
          const chunks = await searchAs(store, alice, { text, k })
          return chunks.map(({ document }) => document.id).join(' ')
        }
        assert.equal(await ids(4, 'unrelated'), 'd0 d1 d2 d3')
        assert.equal(await ids(4, ''), 'd0 d1 d2 d3')
        assert.equal(await ids(10, 'text'), 'd0 d1 d2 d3 d4 d5 d6 d7 d8 d9')
        assert.equal(await ids(200, 'text'), 'd0 d1 d2 d3 d4 d5 d6 d7 d8 d9')
      }),
  },
  {
    law: 'retrieval',
    name: 'words, Japanese, titles and vectors find their chunk first',
    run: (make) =>
      withStore(make, async (store) => {
        await store.apply([
          put('en', labelFor('*'), ['pumps were Inspected on Tuesday']),
          put('ja', labelFor('*'), ['東京都の水道料金は毎月支払う']),
          put('titled', labelFor('*'), ['see below'], { title: 'Calibration of gauges' }),
          put('vector', labelFor('*'), [{ text: 'zzz', vector: Float32Array.of(0, 3, 4) }]),
          put('other', labelFor('*'), [{ text: 'yyy', vector: Float32Array.of(1, 0, 0) }]),
        ])
        const first = async (text: string, vector?: Float32Array) => {
          const chunks = await searchAs(store, bob, {
            text,
            k: 3,
            ...(vector === undefined ? {} : { vector }),
          })
          return chunks[0]?.document.id
        }
        assert.equal(await first('INSPECTED'), 'en')
        assert.equal(await first('水道の料金'), 'ja')
        assert.equal(await first('gauges calibration'), 'titled')
        assert.equal(await first('', Float32Array.of(0, 30, 40)), 'vector')
        assert.equal(await first('', Float32Array.of(7, 0, 0)), 'other')
      }),
  },
  {
    law: 'non-interference',
    name: 'adding, changing, relabelling and deleting forbidden documents changes not a byte',
    run: (make) =>
      withStore(make, async (store) => {
        await store.apply(permittedWorld)
        const alone = await seenByAlice(store)
        for (const history of forbiddenHistories) {
          await store.apply(history)
          assert.deepEqual(await seenByAlice(store), alone)
        }
      }),
  },
  {
    law: 'non-interference',
    name: 'a world in which the forbidden documents came first is the same world',
    run: (make) =>
      withStore(make, (plain) =>
        withStore(make, async (twin) => {
          await plain.apply(permittedWorld)
          for (const history of forbiddenHistories) await twin.apply(history)
          for (const change of [...permittedWorld].reverse()) await twin.apply([change])
          assert.deepEqual(await seenByAlice(twin), await seenByAlice(plain))
        }),
      ),
  },
  {
    law: 'change',
    name: 'relabelling moves a document at once, with its vectors',
    run: (make) =>
      withStore(make, async (store) => {
        const vector = Float32Array.of(0, 1, 0)
        await store.apply([put('a', labelFor('user:bob'), [{ text: 'pump', vector }])])
        const { epoch } = store.labels
        assert.deepEqual(await searchAs(store, alice, { text: 'pump', vector }), [])
        const [before] = await searchAs(store, bob, { text: 'pump', vector })
        await store.apply([{ kind: 'relabel', id: 'a', label: labelFor('user:alice') }])
        assert.ok(store.labels.epoch > epoch, 'the label epoch moves')
        assert.deepEqual(await searchAs(store, bob, { text: 'pump', vector }), [])
        assert.equal(await store.chunks.get('a#0', await entitle(store, bob)), undefined)
        const [after] = await searchAs(store, alice, { text: 'pump', vector })
        assert.equal(after?.id, 'a#0')
        assert.equal(after?.score, before?.score)
        assert.equal(store.documents.byId('a')?.label, after?.label)
        await store.apply([{ kind: 'relabel', id: 'absent', label: labelFor('user:alice') }])
        assert.equal(store.documents.byId('absent'), undefined)
      }),
  },
  {
    law: 'change',
    name: 'a put with a known id replaces the document under a new number',
    run: (make) =>
      withStore(make, async (store) => {
        await store.apply([put('a', labelFor('user:alice'), ['old words', 'second piece'])])
        const before = store.documents.byId('a')
        await store.apply([put('a', labelFor('user:alice'), ['new words'], { title: 'T', license: 'MIT' })])
        const after = store.documents.byId('a')
        assert.ok(before !== undefined && after !== undefined)
        assert.ok(after.number > before.number)
        assert.equal(store.documents.byNumber(before.number), undefined)
        assert.equal(await store.documents.text(after.number), 'new words')
        assert.equal(store.documents.size, 1)
        const chunks = await searchAs(store, alice, { text: 'old words second piece' })
        assert.deepEqual(
          chunks.map(({ id, text, title }) => ({ id, text, title })),
          [{ id: 'a#0', text: 'new words', title: 'T' }],
        )
        assert.equal(after.license, 'MIT')
      }),
  },
  {
    law: 'change',
    name: 'a deleted document is nowhere, and deleting it again is nothing',
    run: (make) =>
      withStore(make, async (store) => {
        await store.apply([
          put('a', labelFor('user:alice'), ['text']),
          put('b', labelFor('user:alice'), ['text']),
        ])
        const number = store.documents.byId('a')!.number
        await store.apply([{ kind: 'delete', id: 'a' }])
        await store.apply([
          { kind: 'delete', id: 'a' },
          { kind: 'delete', id: 'never' },
        ])
        assert.equal(store.documents.byId('a'), undefined)
        assert.equal(store.documents.byNumber(number), undefined)
        assert.equal(store.documents.stored('a'), undefined)
        await assert.rejects(store.documents.text(number))
        const chunks = await searchAs(store, alice, { text: 'text' })
        assert.deepEqual(
          chunks.map(({ id }) => id),
          ['b#0'],
        )
        assert.equal(await store.chunks.get('a#0', await entitle(store, alice)), undefined)
      }),
  },
  {
    law: 'atomicity',
    name: 'a batch with one bad change stores nothing of it',
    run: (make) =>
      withStore(make, async (store) => {
        await store.apply([
          put('a', labelFor('user:alice'), [{ text: 'first', vector: Float32Array.of(1, 0, 0) }]),
        ])
        for (const vector of [
          Float32Array.of(1, Number.NaN, 0),
          Float32Array.of(1, 0),
          Float32Array.of(Infinity, 0, 0),
        ]) {
          await rejectsWith(
            'embedder-invalid',
            store.apply([
              put('b', labelFor('user:alice'), ['second']),
              { kind: 'relabel', id: 'a', label: labelFor('user:bob') },
              put('c', labelFor('user:alice'), [{ text: 'third', vector }]),
            ]),
          )
        }
        await rejectsWith(
          'text-invalid',
          store.apply([put('d', labelFor('user:alice'), ['x', 'half \ud83d'])]),
        )
        await rejectsWith(
          'embedder-invalid',
          searchAs(store, alice, { text: '', vector: Float32Array.of(1) }),
        )
        const chunks = await searchAs(store, alice, { text: 'first second third x' })
        assert.deepEqual(
          chunks.map(({ id }) => id),
          ['a#0'],
        )
        assert.equal(store.documents.size, 1)
      }),
  },
  {
    law: 'atomicity',
    name: 'the last word of a batch on a document counts',
    run: (make) =>
      withStore(make, async (store) => {
        await store.apply([
          put('a', labelFor('user:bob'), ['one']),
          put('a', labelFor('user:bob'), ['two']),
          { kind: 'relabel', id: 'a', label: labelFor('user:alice') },
          put('b', labelFor('user:alice'), ['gone']),
          { kind: 'delete', id: 'b' },
          { kind: 'delete', id: 'c' },
          put('c', labelFor('user:alice'), ['back']),
        ])
        const chunks = await searchAs(store, alice, { text: 'one two gone back' })
        assert.deepEqual(
          chunks.map(({ id, text }) => [id, text]),
          [
            ['a#0', 'two'],
            ['c#0', 'back'],
          ],
        )
      }),
  },
  {
    law: 'injection',
    name: 'ids, labels, texts and queries are data, whatever they look like',
    run: (make) =>
      withStore(make, async (store) => {
        const hostile = [
          `'; DROP TABLE documents; --`,
          `" OR 1=1 --`,
          `a') UNION SELECT text FROM pieces --`,
          '%_\\%',
          '$1 ?1 :id @id',
          '__proto__',
          'constructor',
          '\u0000',
          '😀\u202e\ufeff',
        ]
        await store.apply([put('secret', labelFor('user:bob'), ['hidden'])])
        for (const [i, id] of hostile.entries()) {
          const label = { ...labelFor(`user:reader-${i}`, `group:${id}`), deny: [`user:${id}`] }
          await store.apply([put(id, label, [id], { title: id, connector: id, uri: id, license: id })])
        }
        for (const [i, id] of hostile.entries()) {
          const chunks = await searchAs(store, principal(`user:reader-${i}`), { text: id })
          assert.deepEqual(
            chunks.map((chunk) => [chunk.id, chunk.text, chunk.title, chunk.document.uri]),
            [[`${id}#0`, id, id, id]],
          )
          assert.deepEqual(await searchAs(store, principal('user:nobody'), { text: id }), [])
          assert.equal(store.documents.stored(id)?.connector, id)
        }
        await store.apply(hostile.map((id) => ({ kind: 'delete', id })))
        assert.equal(store.documents.size, 1)
      }),
  },
  {
    law: 'durability',
    name: 'after a restart everything is as it was',
    run: (make) =>
      withStore(make, async (store, subject) => {
        await store.apply(permittedWorld)
        for (const history of forbiddenHistories) await store.apply(history)
        await store.apply([
          { kind: 'delete', id: 'p4' },
          { kind: 'relabel', id: 'p3', label: labelFor('group:eng') },
        ])
        const before = await seenByAlice(store)
        const stored = store.documents.stored('p1')
        const { size } = store.documents
        const again = await subject.reopen()
        try {
          assert.deepEqual(await seenByAlice(again.store), before)
          assert.equal(again.store.documents.size, size)
          assert.equal(again.store.documents.stored('p1')?.contentDigest, stored?.contentDigest)
          const number = again.store.documents.byId('p1')!.number
          await again.store.apply([put('late', labelFor('user:alice'), ['pump'])])
          assert.ok(again.store.documents.byId('late')!.number > number, 'numbers are not reused')
        } finally {
          await again.close()
        }
      }),
  },
  {
    law: 'limits',
    name: 'k is a whole number within its bound, a query within its length',
    run: (make) =>
      withStore(make, async (store) => {
        for (const k of [0, -1, 1.5, Number.NaN, 201, Number.POSITIVE_INFINITY]) {
          await rejectsWith('option-invalid', searchAs(store, alice, { text: 'x', k }))
        }
        await rejectsWith('query-too-long', searchAs(store, alice, { text: 'x'.repeat(8_193) }))
      }),
  },
]
