import { MemoryVectorStore } from '@langchain/classic/vectorstores/memory'
import { HNSWLib } from '@langchain/community/vectorstores/hnswlib'
import { Document } from '@langchain/core/documents'
import { BaseRetriever } from '@langchain/core/retrievers'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DOCUMENT_KEY, LABEL_KEY, protect } from '../../../../src/adapters/langchain/index.js'
import type { ProtectForeignOptions } from '../../../../src/adapters/langchain/protect.js'
import { createMemoryJournal } from '../../../../src/audit/journal.js'
import type { AuditEvent } from '../../../../src/core/audit.js'
import { secretKey } from '../../../../src/core/digest.js'
import type { AuditSink } from '../../../../src/core/ports.js'
import type { Acl, Principal } from '../../../../src/core/types.js'
import { createFirewall, type Firewall } from '../../../../src/firewall/firewall.js'
import { embeddings, taggedDocuments } from '../../../support/foreign-stores.js'

const LEVELS = ['public', 'internal', 'secret'] as const
const PLAN = 'The harbour merger is announced on the ninth of October after the markets close.'
const LEAVE = 'Staff carry over at most five days of leave, announced in the spring of each year.'
const board: Acl = { allow: ['group:board'], deny: [], classification: 'secret' }
const everyone: Acl = { allow: ['*'], deny: [], classification: 'public' }
const documents = [
  { id: 'plan', uri: 'test:plan', text: PLAN, acl: board },
  { id: 'leave', uri: 'test:leave', text: LEAVE, acl: everyone },
]

function reader(id: string, level = 'public', groups: string[] = []): Principal {
  return { id, groups, clearance: { level, compartments: [] } }
}
const intern = reader('user:intern')
const director = reader('user:director', 'secret', ['group:board'])
const as = (principal: Principal) => ({ configurable: { principal } })
const idsOf = (found: readonly { metadata: Record<string, unknown> }[]) =>
  found.map(({ metadata }) => metadata[DOCUMENT_KEY] ?? metadata['source'])

let firewall: Firewall
let events: AuditEvent[]
let warnings: string[]

beforeEach(async () => {
  events = []
  warnings = []
  const journal = createMemoryJournal({ evidenceKey: secretKey(new Uint8Array(32).fill(7)) })
  const audit: AuditSink = {
    ...journal,
    append(event) {
      events.push(event)
      return journal.append(event)
    },
  }
  firewall = await createFirewall({ policy: LEVELS, audit })
})
afterEach(() => firewall.close())

async function storeOf(Store: typeof MemoryVectorStore = MemoryVectorStore) {
  const store = new Store(embeddings())
  await store.addDocuments(await taggedDocuments(firewall, documents))
  return store
}

function protectedBy(options: ProtectForeignOptions) {
  return protect(firewall, { onWarning: (sentence) => warnings.push(sentence), k: 4, ...options })
}

const incidents = () => events.filter(({ type }) => type === 'incident')

/** Takes the filter and forgets it, as a store does whose version has changed its filters' names. */
class Forgetful extends MemoryVectorStore {
  override similaritySearchVectorWithScore(query: number[], k: number) {
    return super.similaritySearchVectorWithScore(query, k)
  }
}

/** The label goes into the filter, and whatever comes back goes out. */
class TrustsThePushdown extends BaseRetriever {
  override lc_namespace = ['test']
  readonly store: MemoryVectorStore
  constructor(store: MemoryVectorStore) {
    super({})
    this.store = store
  }
  override async _getRelevantDocuments(query: string) {
    const { labels } = await firewall.openRetrieval(query, { principal: intern })
    return this.store.similaritySearch(query, 4, ({ metadata }) => labels.includes(metadata[LABEL_KEY]))
  }
}

describe('what a filtering store returns is looked at again', () => {
  const cases: readonly (readonly [string, string, () => Promise<MemoryVectorStore>])[] = [
    ['a store that forgets its filter', 'forbidden-chunk-behind-filter', () => storeOf(Forgetful)],
    [
      'a document whose permissions were taken away since',
      'stale-label-behind-filter',
      async () => {
        const opened = documents.map((document) => ({ ...document, acl: everyone }))
        const store = new MemoryVectorStore(embeddings())
        await store.addDocuments(await taggedDocuments(firewall, opened))
        await firewall.apply([{ kind: 'acl', id: 'plan', acl: board, cursor: '' }])
        return store
      },
    ],
    [
      'a tag that says more than the document',
      'stale-label-behind-filter',
      async () => {
        const tagged = await taggedDocuments(firewall, documents)
        const open = tagged.find(({ metadata }) => metadata[DOCUMENT_KEY] === 'leave')!
        for (const { metadata } of tagged) metadata[LABEL_KEY] = open.metadata[LABEL_KEY]
        const store = new MemoryVectorStore(embeddings())
        await store.addDocuments(tagged)
        return store
      },
    ],
    [
      'a document that was deleted',
      'unlabelled-chunk-behind-filter',
      async () => {
        const opened = documents.map((document) => ({ ...document, acl: everyone }))
        const store = new MemoryVectorStore(embeddings())
        await store.addDocuments(await taggedDocuments(firewall, opened))
        await firewall.apply([{ kind: 'delete', id: 'plan', cursor: '' }])
        return store
      },
    ],
  ]
  test.each(cases)('%s: the rest comes, and an incident is recorded', async (_name, what, make) => {
    const vectorStore = await make()
    const found = await protectedBy({ vectorStore }).invoke('the harbour merger', as(intern))
    expect(idsOf(found)).toEqual(['leave'])
    expect(incidents()).toEqual([{ type: 'incident', what, subject: intern.id, document: 'plan' }])
    expect(JSON.stringify(events)).not.toContain('harbour')
    const trusting = await new TrustsThePushdown(vectorStore).invoke('the harbour merger')
    expect(idsOf(trusting)).toContain('plan')
  })

  test('a document opened to more readers is found once it is tagged again', async () => {
    const store = await storeOf()
    await firewall.apply([{ kind: 'acl', id: 'plan', acl: everyone, cursor: '' }])
    const retriever = protectedBy({ vectorStore: store })
    expect(idsOf(await retriever.invoke('merger', as(intern)))).toEqual(['leave'])
    const again = documents.map((document) => ({ ...document, acl: everyone }))
    store.memoryVectors = []
    await store.addDocuments(await taggedDocuments(firewall, again))
    expect(idsOf(await retriever.invoke('merger', as(intern)))).toEqual(['plan', 'leave'])
  })
})

describe('a store whose labels nobody knows is loud', () => {
  test('nothing is registered: an error for every reader', async () => {
    const store = new MemoryVectorStore(embeddings())
    await store.addDocuments(documents.map(({ text }) => new Document({ pageContent: text })))
    for (const principal of [intern, director]) {
      await expect(protectedBy({ vectorStore: store }).invoke('x', as(principal))).rejects.toMatchObject({
        code: 'label-missing',
      })
    }
  })

  test('nothing that came back is tagged: an error, and a failure in the audit', async () => {
    await taggedDocuments(firewall, documents)
    const store = new MemoryVectorStore(embeddings())
    await store.addDocuments(documents.map(({ text }) => new Document({ pageContent: text })))
    const retriever = protectedBy({ retriever: (width) => store.asRetriever(width) })
    await expect(retriever.invoke('harbour', as(director))).rejects.toMatchObject({ code: 'label-missing' })
    expect(events).toContainEqual({
      type: 'failure',
      where: 'foreign store',
      code: 'label-missing',
      subject: director.id,
    })
  })

  test('a filter that finds nothing because nothing is tagged, while others are registered', async () => {
    await taggedDocuments(firewall, documents)
    const store = new MemoryVectorStore(embeddings())
    await store.addDocuments(documents.map(({ text }) => new Document({ pageContent: text })))
    const retriever = protectedBy({ vectorStore: store })
    for (let i = 0; i < 2; i++)
      await expect(retriever.invoke('harbour', as(director))).rejects.toMatchObject({ code: 'label-missing' })
  })

  test('or because it was tagged under another key', async () => {
    const other = await createFirewall({ policy: LEVELS, audit: 'memory' })
    const store = new MemoryVectorStore(embeddings())
    await store.addDocuments(await taggedDocuments(other, documents))
    await other.close()
    await taggedDocuments(firewall, documents)
    const retriever = protectedBy({ vectorStore: store })
    expect(await retriever.invoke('harbour', as(director))).toEqual([])
    expect(warnings).toEqual([expect.stringContaining('tag them again')])
  })

  test('a reader who may read nothing of a sound store is no reason to warn', async () => {
    const store = new MemoryVectorStore(embeddings())
    const [plan, leave] = documents
    await store.addDocuments(await taggedDocuments(firewall, [plan!]))
    await taggedDocuments(firewall, [leave!])
    expect(await protectedBy({ vectorStore: store }).invoke('harbour', as(intern))).toEqual([])
    expect(warnings).toEqual([])
  })

  test('some are not tagged: they are nobody’s, and the status says so', async () => {
    const store = await storeOf()
    await store.addDocuments([new Document({ pageContent: 'An untagged word on the harbour merger.' })])
    const retriever = protectedBy({ retriever: (width) => store.asRetriever(width) })
    expect(idsOf(await retriever.invoke('harbour', as(director)))).toEqual(['plan', 'leave'])
    expect(retriever.status).toMatchObject({ filter: 'over-fetch', unlabelled: 1 })
    expect(warnings).toEqual([expect.stringContaining('without a label')])
  })
})

describe('door 2 behind a foreign store', () => {
  test('knows what was tagged, whoever retrieved it', async () => {
    await storeOf()
    expect((await firewall.check(`So: ${PLAN}`, { principal: intern })).text).not.toContain('harbour')
    expect((await firewall.check(`So: ${PLAN}`, { principal: director })).action).toBe('release')
  })

  test('knows what was not, in the session that retrieved it; the status says so', async () => {
    const store = new MemoryVectorStore(embeddings())
    await store.addDocuments(
      documents.map(({ id, text, acl }) => new Document({ pageContent: text, metadata: { id, acl } })),
    )
    const labelOf: ProtectForeignOptions['labelOf'] = ({ metadata }) => ({ acl: metadata['acl'] })
    const retriever = protectedBy({ vectorStore: store, labelOf })
    const config = { configurable: { principal: director, session: 's' } }
    expect(await retriever.invoke('harbour', { configurable: { principal: intern } })).toHaveLength(1)
    expect(await retriever.invoke('harbour', config)).toHaveLength(2)
    expect(retriever.status).toMatchObject({ unheld: 3 })
    expect(warnings).toEqual([expect.stringContaining('door 2')])
    const sent = { principal: director, audience: [intern] }
    expect((await firewall.check(PLAN, { ...sent, session: 's' })).text).not.toContain('harbour')
    expect((await firewall.check(PLAN, { ...sent, session: 'another' })).text).toContain('harbour')
  })

  test('permissions that cannot be understood are nobody’s', async () => {
    const store = new MemoryVectorStore(embeddings())
    await store.addDocuments([
      new Document({ pageContent: PLAN, metadata: { acl: { allow: ['everybody'], deny: [] } } }),
      new Document({ pageContent: LEAVE, metadata: { acl: everyone } }),
    ])
    const labelOf: ProtectForeignOptions['labelOf'] = ({ metadata }) => ({ acl: metadata['acl'] })
    const found = await protectedBy({ vectorStore: store, labelOf }).invoke('harbour', as(director))
    expect(found.map(({ pageContent }) => pageContent)).toEqual([LEAVE])
  })
})

describe('filters and bounds', () => {
  test('the application’s own filter is kept, also the one of a retriever', async () => {
    const store = await storeOf()
    const filter = ({ metadata }: Document) => metadata['source'] === 'leave'
    for (const options of [
      { vectorStore: store, filter },
      { retriever: store.asRetriever({ k: 3, filter }) },
    ] satisfies ProtectForeignOptions[]) {
      const retriever = protect(firewall, options)
      expect(idsOf(await retriever.invoke('harbour', as(director)))).toEqual(['leave'])
      expect(retriever.status?.filter).toBe('native')
    }
  })

  test('a filter that throws or answers later lets nothing through, and the process lives', async () => {
    const store = new HNSWLib(embeddings(), { space: 'cosine' })
    await store.addDocuments(await taggedDocuments(firewall, documents))
    for (const filter of [
      () => {
        throw new Error('no')
      },
      async () => true,
      () => 1,
    ]) {
      expect(await protectedBy({ vectorStore: store, filter }).invoke('harbour', as(director))).toEqual([])
    }
    const before = store.index.getEf()
    expect(await protectedBy({ vectorStore: store }).invoke('harbour', as(director))).toHaveLength(2)
    expect(store.index.getEf()).toBe(before)
  })

  test('an empty graph, and a query whose vector is no number', async () => {
    const store = new HNSWLib(embeddings(), { space: 'cosine', numDimensions: 384 })
    await taggedDocuments(firewall, documents)
    expect(await protectedBy({ vectorStore: store }).invoke('harbour', as(director))).toEqual([])
    const broken = await storeOf()
    broken.embeddings = { embedQuery: async () => [Number.NaN] } as never
    await expect(protectedBy({ vectorStore: broken }).invoke('harbour', as(director))).rejects.toMatchObject({
      code: 'embedder-invalid',
    })
  })

  test('more labels than a filter carries: asked without one, or an error by choice', async () => {
    const many = Array.from({ length: 6 }, (_, i) => ({
      id: `d${i}`,
      uri: 'test:',
      text: `Note ${i} on the harbour.`,
      acl: { ...everyone, compartments: i < 3 ? [] : ['x'], allow: ['*', `user:u${i}`] },
    }))
    const acls = many.map((one, i) => ({ ...one, acl: { ...one.acl, allow: ['user:intern', `user:u${i}`] } }))
    const store = new MemoryVectorStore(embeddings())
    await store.addDocuments(await taggedDocuments(firewall, acls))
    const pushdown = { maxLabels: 2, filterFor: () => () => false }
    const open = protectedBy({ vectorStore: store, pushdown })
    expect(idsOf(await open.invoke('note', as(intern))).sort()).toEqual(['d0', 'd1', 'd2'])
    const strict = protectedBy({ vectorStore: store, pushdown, tooManyLabels: 'fail' })
    await expect(strict.invoke('note', as(intern))).rejects.toMatchObject({ code: 'filter-too-large' })
  })

  test('a search that ends at its bound says so', async () => {
    const many = Array.from({ length: 40 }, (_, i) => ({
      id: `d${i}`,
      uri: 'test:',
      text: i === 39 ? 'Quite another matter.' : `${PLAN} Copy ${i}.`,
      acl: i === 39 ? everyone : board,
    }))
    const store = new MemoryVectorStore(embeddings())
    await store.addDocuments(await taggedDocuments(firewall, many))
    const source = { retriever: (width: number) => store.asRetriever(width) }
    const bounded = protectedBy({ ...source, candidates: 20 })
    expect(await bounded.invoke(PLAN, as(intern))).toEqual([])
    expect(bounded.status).toMatchObject({ short: 1, queries: 2 })
    expect(warnings).toEqual([expect.stringContaining('bound')])
    const whole = protectedBy(source)
    expect(idsOf(await whole.invoke(PLAN, as(intern)))).toEqual(['d39'])
    expect(whole.status?.short).toBe(0)
  })

  test('a store of the application’s own, in a few lines', async () => {
    const tagged = await taggedDocuments(firewall, documents)
    const asked: unknown[] = []
    const vectorStore = {
      embeddings: embeddings(),
      _vectorstoreType: () => 'ours',
      async similaritySearchVectorWithScore(_vector: number[], k: number, filter?: { oneOf: string[] }) {
        asked.push(filter)
        const held = tagged.filter(({ metadata }) => filter?.oneOf.includes(metadata[LABEL_KEY]) ?? true)
        return held.slice(0, k).map((document): [Document, number] => [document, 1])
      },
    }
    const pushdown = { maxLabels: 10, filterFor: (oneOf: readonly string[]) => ({ oneOf }) }
    expect(idsOf(await protectedBy({ vectorStore, pushdown }).invoke('x', as(intern)))).toEqual(['leave'])
    expect(asked).toEqual([{ oneOf: [expect.stringMatching(/^[0-9a-f]{32}$/)] }])
    expect(idsOf(await protectedBy({ vectorStore }).invoke('x', as(intern)))).toEqual(['leave'])
  })

  test('a reader of nothing asks nothing', async () => {
    const store = new MemoryVectorStore(embeddings())
    await store.addDocuments(await taggedDocuments(firewall, documents.slice(0, 1)))
    store.similaritySearchVectorWithScore = async () => {
      throw new Error('asked')
    }
    expect(await protectedBy({ vectorStore: store }).invoke('x', as(intern))).toEqual([])
  })

  test.each([
    ['neither store nor retriever', { vectorStore: {} }],
    ['both', { vectorStore: {}, retriever: {} }],
    ['a filter for a retriever', { retriever: () => undefined, filter: {} }],
    ['a bound above the limit', { vectorStore: new MemoryVectorStore(embeddings()), candidates: 1e9 }],
  ])('%s is refused', (_name, options) => {
    expect(() => protect(firewall, options as never)).toThrow(
      expect.objectContaining({ code: 'option-invalid' }),
    )
  })
})
