import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Embedder } from '../../../src/core/ports.js'
import { PROBE_TEXTS } from '../../../src/store/embedder-identity.js'
import {
  labelFor,
  openTestStore,
  principal,
  put,
  rejectsWith,
  searchAs,
  temporaryDirectory,
} from '../../support/stores.js'

const alice = principal('user:alice')

/** Letter counts, turned by an angle: two angles are two models of one dimension. */
function embedder(turn: number, id?: string): Embedder {
  const embed = (text: string) => {
    const vector = [0, 0, 0, 0]
    for (const letter of text) {
      const angle = (letter.codePointAt(0)! % 4) + turn
      const first = Math.floor(angle) % 4
      vector[first]! += 1 - (angle % 1)
      vector[(first + 1) % 4]! += angle % 1
    }
    return vector
  }
  return {
    embedDocuments: async (texts) => texts.map(embed),
    embedQuery: async (text) => embed(text),
    ...(id === undefined ? {} : { id }),
  }
}

let directory: ReturnType<typeof temporaryDirectory>
beforeEach(() => {
  directory = temporaryDirectory()
})
afterEach(() => directory.remove())

async function open(model: Embedder, options = {}) {
  return openTestStore({ directory: directory.path, embedder: model, ...options })
}

async function fill(model: Embedder) {
  const store = await open(model)
  const texts = ['abcd', 'aaaa', 'bbbb']
  const vectors = await model.embedDocuments(texts)
  await store.apply(
    texts.map((text, i) =>
      put(text, labelFor('user:alice'), [{ text, vector: Float32Array.from(vectors[i]!) }]),
    ),
  )
  await store.close()
}

describe('an embedder', () => {
  test('without an id is known by its vectors', async () => {
    await fill(embedder(0))
    await (await open(embedder(0))).close()
    await (await open(embedder(0.001))).close()
    await expect(open(embedder(0.5))).rejects.toMatchObject({
      code: 'embedder-changed',
      help: expect.stringContaining('ragwall sync --reindex'),
    })
  })

  test('with an id is known by it, whatever its vectors', async () => {
    await fill(embedder(0, 'model-1'))
    await (await open(embedder(0.5, 'model-1'))).close()
    await rejectsWith('embedder-changed', open(embedder(0, 'model-2')))
    await rejectsWith('embedder-changed', open(embedder(0)))
  })

  test('of another dimension is another one', async () => {
    await fill(embedder(0))
    const wider: Embedder = {
      embedDocuments: async (texts) =>
        (await embedder(0).embedDocuments(texts)).map((vector) => [...vector, 0]),
      embedQuery: async (text) => [...(await embedder(0).embedQuery(text)), 0],
    }
    await rejectsWith('embedder-changed', open(wider))
  })

  test.each<[string, unknown]>([
    ['too few', [[1, 2]]],
    ['no numbers', PROBE_TEXTS.map(() => [1, Number.NaN])],
    ['different lengths', PROBE_TEXTS.map((_, i) => Array(i + 1).fill(1))],
    ['empty ones', PROBE_TEXTS.map(() => [])],
    ['something else', 'vectors'],
  ])('that returns %s is refused', async (_, vectors) => {
    await rejectsWith(
      'embedder-invalid',
      open({ ...embedder(0), embedDocuments: async () => vectors as number[][] }),
    )
  })

  test('that throws does not put what it threw into the error', async () => {
    const opening = open({
      ...embedder(0),
      embedDocuments: async (texts) => {
        throw new Error(`cannot embed ${texts[0]}`)
      },
    })
    const error: Error = await opening.then(
      () => Promise.reject(new Error('opened')),
      (error) => error,
    )
    expect(JSON.stringify([error.message, error.cause, error.stack])).not.toContain(
      PROBE_TEXTS[0].slice(0, 12),
    )
  })
})

describe('re-indexing', () => {
  test('replaces all vectors in one step, and takes no changes before', async () => {
    await fill(embedder(0))
    const next = embedder(0.5)
    const store = await open(next, { allowOtherEmbedder: true })
    expect(
      await searchAs(store, alice, {
        text: 'aaaa',
        vector: Float32Array.from(await next.embedQuery('bbbb')),
      }),
    ).toMatchObject([{ id: 'aaaa#0', score: 0.8 }, { score: 0 }, { score: 0 }])
    await rejectsWith('embedder-changed', store.apply([{ kind: 'delete', id: 'abcd' }]))
    const progress: number[] = []
    await store.reindex(
      (texts) => next.embedDocuments(texts),
      (done) => progress.push(done),
    )
    expect(progress).toEqual([3])
    const vector = Float32Array.from(await next.embedQuery('bbbb'))
    expect((await searchAs(store, alice, { text: '', vector }))[0]?.id).toBe('bbbb#0')
    await store.apply([{ kind: 'delete', id: 'abcd' }])
    await store.close()
    await (await open(next)).close()
    await rejectsWith('embedder-changed', open(embedder(0)))
  })

  test('that fails changes nothing', async () => {
    await fill(embedder(0))
    const store = await open(embedder(0.5), { allowOtherEmbedder: true })
    await rejectsWith(
      'embedder-invalid',
      store.reindex(async (texts) => texts.map(() => [Number.NaN])),
    )
    await store.close()
    await (await open(embedder(0))).close()
  })

  test('makes changes wait, so that none gets the old vectors', async () => {
    const store = await openTestStore()
    await store.apply([put('a', labelFor('user:alice'), [{ text: 'a', vector: Float32Array.of(1, 0) }])])
    const order: string[] = []
    const reindexed = store
      .reindex(async (texts) => {
        await new Promise((resolve) => setTimeout(resolve, 20))
        return texts.map(() => [0, 1, 0])
      })
      .then(() => order.push('reindexed'))
    const applied = store
      .apply([put('b', labelFor('user:alice'), [{ text: 'b', vector: Float32Array.of(0, 0, 1) }])])
      .then(() => order.push('applied'))
    await Promise.all([reindexed, applied])
    expect(order).toEqual(['reindexed', 'applied'])
    await store.close()
  })
})
