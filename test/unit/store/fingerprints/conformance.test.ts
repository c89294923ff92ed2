import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { secretKey } from '../../../../src/core/digest.js'
import type { FingerprintIndex, FingerprintRun } from '../../../../src/core/ports.js'
import type { DocumentNumber } from '../../../../src/core/types.js'
import { openFingerprints } from '../../../../src/store/fingerprints/index.js'
import { fingerprintStoreCases, type MakeFingerprintIndex } from '../../../conformance/fingerprint-store.js'

const key = secretKey(new Uint8Array(32).fill(7))
const root = mkdtempSync(join(tmpdir(), 'fingerprints-'))
afterAll(() => rmSync(root, { recursive: true }))

const makers: Record<string, MakeFingerprintIndex> = {
  'in memory': () => openFingerprints({ key }),
  'in a directory': () => openFingerprints({ key, directory: mkdtempSync(join(root, 'd')) }),
  'with memtables of 1 kB': () => openFingerprints({ key, flushBytes: 1024 }),
  'in low-memory mode': () =>
    openFingerprints({ key, directory: mkdtempSync(join(root, 'd')), lowMemory: true, flushBytes: 4096 }),
  'without WebAssembly': () => openFingerprints({ key, kernels: 'typescript' }),
}

for (const [name, make] of Object.entries(makers)) {
  describe(`fingerprint store, ${name}`, () => {
    for (const { law, name, run } of fingerprintStoreCases) test(`${law}: ${name}`, () => run(make))
  })
}

type Search = (
  index: FingerprintIndex,
  ...arguments_: Parameters<FingerprintIndex['search']>
) => readonly FingerprintRun[]

/** An index whose searches go through `search`; everything else is the real one. */
function withSearch(search: Search): MakeFingerprintIndex {
  return async () => {
    const index = await openFingerprints({ key })
    return wrap(index, { search: (...arguments_) => search(index, ...arguments_) })
  }
}

function withAnchors(
  anchors: (
    index: FingerprintIndex,
    ...arguments_: Parameters<FingerprintIndex['anchors']>
  ) => ReturnType<FingerprintIndex['anchors']>,
): MakeFingerprintIndex {
  return async () => {
    const index = await openFingerprints({ key })
    return wrap(index, { anchors: (...arguments_) => anchors(index, ...arguments_) })
  }
}

function wrap(index: FingerprintIndex, changes: Partial<FingerprintIndex>): FingerprintIndex {
  return {
    guarantee: index.guarantee,
    search: (...arguments_) => index.search(...arguments_),
    covers: (...arguments_) => index.covers(...arguments_),
    anchors: (...arguments_) => index.anchors(...arguments_),
    places: (...arguments_) => index.places(...arguments_),
    lengthOf: (document) => index.lengthOf(document),
    slice: (...arguments_) => index.slice(...arguments_),
    add: (...arguments_) => index.add(...arguments_),
    remove: (document) => index.remove(document),
    documents: () => index.documents(),
    flush: () => index.flush(),
    compact: () => index.compact(),
    close: () => index.close(),
    ...changes,
  }
}

const sabotages: Record<string, MakeFingerprintIndex> = {
  'keeps at most eight documents per run': withSearch((index, ...query) => {
    const seen = new Map<number, number>()
    return index.search(...query).filter((run) => {
      seen.set(run.start, (seen.get(run.start) ?? 0) + 1)
      return seen.get(run.start)! <= 8
    })
  }),
  'reports runs one byte short of maximal': withSearch((index, ...query) =>
    index.search(...query).map((run) => ({ ...run, end: run.end - 1 })),
  ),
  'loses runs of exactly the guarantee': withSearch((index, ...query) =>
    index.search(...query).filter((run) => run.end - run.start > index.guarantee),
  ),
  'reports one diagonal per document': withSearch((index, ...query) => {
    const seen = new Set<number>()
    return index.search(...query).filter((run) => !seen.has(run.document) && seen.add(run.document))
  }),
  'attributes to the wrong offset': withSearch((index, ...query) =>
    index.search(...query).map((run) => ({ ...run, sourceStart: run.sourceStart + 1 })),
  ),
  'ignores the work limit': withSearch((index, query, options) =>
    index.search(query, { ...options, workLimit: Number.POSITIVE_INFINITY }),
  ),
  'ignores minBytes': withSearch((index, query) => index.search(query)),
  'forgets to hide removed documents': async () =>
    wrap(await openFingerprints({ key }), { remove: () => undefined }),
  'stores a copy once and so hides its twins': async () => {
    const index = await openFingerprints({ key })
    const first = new Map<string, DocumentNumber>()
    return wrap(index, {
      add: (document, text) => {
        if (first.has(text)) index.add(document, '')
        else index.add(first.set(text, document).get(text)!, text)
      },
    })
  },
  'joins documents': async () => {
    const index = await openFingerprints({ key })
    let text = ''
    return wrap(index, {
      add: (document, added) => {
        text += added
        index.add(document, text)
      },
    })
  },
  'claims to cover everything': async () => wrap(await openFingerprints({ key }), { covers: () => true }),
  'gives phrases as anchors': withAnchors((index, query, options) =>
    index.anchors(query, { ...options, copies: Number.POSITIVE_INFINITY }),
  ),
  'anchors nothing below the guarantee': withAnchors((index, query, options) =>
    index.anchors(query, { ...options, minBytes: Math.max(index.guarantee, options?.minBytes ?? 0) }),
  ),
  'shows text of removed documents': async () => {
    const index = await openFingerprints({ key })
    const texts = new Map<DocumentNumber, Buffer>()
    return wrap(index, {
      add: (document, text) => {
        texts.set(document, Buffer.from(text))
        index.add(document, text)
      },
      slice: (document, start, end) => texts.get(document)?.subarray(Math.max(0, start), end),
    })
  },
  'covers nothing': async () => wrap(await openFingerprints({ key }), { covers: () => false }),
  'loses what was in memory at a flush': async () => {
    let index = await openFingerprints({ key })
    return {
      ...wrap(index, {}),
      search: (...query) => index.search(...query),
      add: (document, text) => index.add(document, text),
      documents: () => index.documents(),
      flush: async () => {
        index = await openFingerprints({ key })
      },
    }
  },
}

describe('the suite notices', () => {
  test.each(Object.entries(sabotages))('an index that %s', async (_, make) => {
    expect(await firstFailure(make)).toBeInstanceOf(Error)
  })
})

async function firstFailure(make: MakeFingerprintIndex): Promise<unknown> {
  for (const { run } of fingerprintStoreCases) {
    try {
      await run(make)
    } catch (error) {
      return error
    }
  }
  return undefined
}
