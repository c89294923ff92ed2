import { afterEach, beforeEach, expect, test } from 'vitest'
import type { EmbeddedStore } from '../../../src/store/store.js'
import { matchFold } from '../../../src/text/fold.js'
import {
  labelFor,
  openTestStore,
  principal,
  put,
  searchAs,
  temporaryDirectory,
} from '../../support/stores.js'

/** A process that slept while others worked: one by one it can follow what is remembered, behind that it reads all. */
const alice = principal('user:alice')
const text = (i: number) =>
  `The ledger of the year ${1900 + i} lies in room ${i} of the old harbour office by the sea.`
const KEPT = 0
const GONE = [1, 2, 3, 4, 5, 6]

let directory: ReturnType<typeof temporaryDirectory>
const stores: EmbeddedStore[] = []
beforeEach(() => {
  directory = temporaryDirectory()
})
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close()
  directory.remove()
})

async function open(rememberedCommits: number): Promise<EmbeddedStore> {
  const store = await openTestStore({ directory: directory.path, rememberedCommits })
  stores.push(store)
  return store
}

test.each([
  ['a little behind', 10_000],
  ['too far behind', 2],
])('a process that is %s keeps nothing that was deleted', async (_, remembered) => {
  const writer = await open(remembered)
  const all = [KEPT, ...GONE]
  await writer.apply(all.map((i) => put(`doc-${i}`, labelFor(alice.id), [text(i)])))
  const reader = await open(remembered)
  const seen = async () => ({
    documents: all.filter((i) => reader.documents.byId(`doc-${i}`) !== undefined),
    retrieved: (await searchAs(reader, alice, { text: 'ledger', k: 50 })).length,
    protected: all.filter((i) => reader.fingerprints.search(matchFold(text(i))).length > 0),
  })
  expect(await seen()).toEqual({ documents: all, retrieved: all.length, protected: all })
  for (const i of GONE) await writer.apply([{ kind: 'delete', id: `doc-${i}` }])
  await reader.refresh()
  expect(await seen()).toEqual({ documents: [KEPT], retrieved: 1, protected: [KEPT] })
})
