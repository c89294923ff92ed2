import { expect, test } from 'vitest'
import { entitle, labelFor, openTestStore, principal, put } from '../../support/stores.js'

test('what was put is found by those who may read it', async () => {
  const store = await openTestStore()
  await store.apply([
    put('a', labelFor('user:alice'), ['the quarterly report', 'on pumps and valves']),
    put('b', labelFor('user:bob'), ['pumps are not for alice']),
  ])
  const found = await store.chunks.search(
    { text: 'pumps', k: 5 },
    await entitle(store, principal('user:alice')),
  )
  expect(found.map(({ id }) => id)).toEqual(['a#1', 'a#0'])
  await store.close()
})
