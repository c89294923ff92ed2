import { describe, expect, test } from 'vitest'
import type { ChunkStore } from '../../../src/core/ports.js'
import type { Entitlements, LabelId } from '../../../src/core/types.js'
import { makeEntitlements } from '../../../src/labels/entitlements.js'
import { chunkStoreCases } from '../../conformance/chunk-store.js'
import { knownTermCases } from '../../conformance/known-terms.js'
import { knownValueCases } from '../../conformance/known-values.js'
import { type MakeStore, makeEmbedded, type StoreSubject } from '../../support/stores.js'

type Parts = StoreSubject['store']

const suites = {
  'chunk store': chunkStoreCases,
  'known values': knownValueCases,
  'known terms': knownTermCases,
}

describe.each(Object.entries(suites))('%s', (_, cases) => {
  test.each(cases)('$law: $name', ({ run }) => run(() => makeEmbedded()))
})

/** A store with one thing wrong. */
function sabotaged(break_: (parts: Parts) => Partial<Parts>): MakeStore {
  const wrap = (subject: StoreSubject): StoreSubject => {
    const { labels, documents, chunks, values, terms, apply } = subject.store
    const parts = { labels, documents, chunks, values, apply, ...(terms === undefined ? {} : { terms }) }
    return {
      store: { ...parts, ...break_(parts) },
      reopen: async () => wrap(await subject.reopen()),
      close: () => subject.close(),
    }
  }
  return async () => wrap(await makeEmbedded())
}

/** Entitlements to everything that is stored, which no policy gave. */
function everything({ labels }: Parts): Entitlements {
  const all = Array.from({ length: labels.size }, (_, i) => i as LabelId)
  return makeEntitlements(all, { expires: Number.POSITIVE_INFINITY, labelEpoch: labels.epoch, now: () => 0 })
}

function withSearch(search: (parts: Parts) => ChunkStore['search']): (parts: Parts) => Partial<Parts> {
  return (parts) => ({ chunks: { get: (...args) => parts.chunks.get(...args), search: search(parts) } })
}

const sabotages: Record<string, { broken: (parts: Parts) => Partial<Parts>; law: string }> = {
  'a filter after the search': {
    law: 'k whenever k exist',
    broken: withSearch((parts) => async (query, entitlements) => {
      await parts.chunks.search(query, entitlements)
      const found = await parts.chunks.search(query, everything(parts))
      return found.filter(({ label }) => entitlements.permits(label))
    }),
  },
  'statistics of the whole corpus': {
    law: 'non-interference',
    broken: withSearch((parts) => async (query, entitlements) => {
      await parts.chunks.search(query, entitlements)
      const found = await parts.chunks.search({ ...query, k: 200 }, everything(parts))
      return found.filter(({ label }) => entitlements.permits(label)).slice(0, query.k)
    }),
  },
  'ids without case': {
    law: 'identity',
    broken: (parts) => ({
      apply: (changes) =>
        parts.apply(
          changes.map((change) =>
            change.kind === 'put'
              ? { kind: 'put', write: { ...change.write, id: change.write.id.toLowerCase() } }
              : { ...change, id: change.id.toLowerCase() },
          ),
        ),
    }),
  },
  'a search for anyone': {
    law: 'entitlement',
    broken: withSearch((parts) => (query) => parts.chunks.search(query, everything(parts))),
  },
  'a get for anyone': {
    law: 'forbidden is absent',
    broken: (parts) => ({
      chunks: {
        search: (...args) => parts.chunks.search(...args),
        get: (id) => parts.chunks.get(id, everything(parts)),
      },
    }),
  },
  'ties by insertion': {
    law: 'k whenever k exist',
    broken: withSearch((parts) => async (query, entitlements) => {
      const found = await parts.chunks.search({ ...query, k: 200 }, entitlements)
      return [...found]
        .sort((a, b) => b.score - a.score || a.document.number - b.document.number)
        .slice(0, query.k)
    }),
  },
  'changes one by one': {
    law: 'atomicity',
    broken: (parts) => ({
      apply: async (changes) => {
        for (const change of changes) await parts.apply([change])
      },
    }),
  },
  'deletions that only pretend': {
    law: 'change',
    broken: (parts) => ({ apply: (changes) => parts.apply(changes.filter(({ kind }) => kind !== 'delete')) }),
  },
  'relabelling that only pretends': {
    law: 'change',
    broken: (parts) => ({
      apply: (changes) => parts.apply(changes.filter(({ kind }) => kind !== 'relabel')),
    }),
  },
  'queries cut short instead of refused': {
    law: 'limits',
    broken: withSearch((parts) => (query, entitlements) => {
      const k = Math.max(1, Math.min(200, Math.trunc(query.k) || 1))
      return parts.chunks.search({ ...query, text: query.text.slice(0, 8_192), k }, entitlements)
    }),
  },
}

describe('the chunk store suite sees', () => {
  test.each(Object.entries(sabotages))('%s', async (_, { broken, law }) => {
    const failed = await failing(chunkStoreCases, sabotaged(broken))
    expect(failed).toContain(law)
  })

  test('a store that forgets', async () => {
    const make: MakeStore = async () => ({ ...(await makeEmbedded()), reopen: () => makeEmbedded() })
    expect(await failing(chunkStoreCases, make)).toEqual(['durability'])
    expect(await failing(knownValueCases, make)).toEqual(['durability'])
  })
})

describe('the known value suite sees', () => {
  const lookups: Record<string, { lookup: (parts: Parts) => Parts['values']['lookup']; law: string }> = {
    'digests without case': {
      law: 'identity',
      lookup: (parts) => (digests) => parts.values.lookup(digests.map((digest) => digest.toLowerCase())),
    },
    'answers without the unknown': {
      law: 'lookup',
      lookup: (parts) => async (digests) =>
        (await parts.values.lookup(digests)).filter((numbers) => numbers.length > 0),
    },
    'retrievable sources only': {
      law: 'lookup',
      lookup: (parts) => async (digests) => {
        const found = await parts.values.lookup(digests)
        return found.map((numbers) =>
          numbers.filter((number) => parts.documents.byNumber(number)?.kind !== 'training'),
        )
      },
    },
  }
  test.each(Object.entries(lookups))('%s', async (_, { lookup, law }) => {
    const make = sabotaged((parts) => ({ values: { lookup: lookup(parts) } }))
    expect(await failing(knownValueCases, make)).toContain(law)
  })
})

async function failing(cases: typeof chunkStoreCases, make: MakeStore): Promise<string[]> {
  const laws = new Set<string>()
  for (const { law, run } of cases) {
    await run(make).catch(() => laws.add(law))
  }
  return [...laws]
}
