import { ContextualCompressionRetriever } from '@langchain/classic/retrievers/contextual_compression'
import { EnsembleRetriever } from '@langchain/classic/retrievers/ensemble'
import { MultiQueryRetriever } from '@langchain/classic/retrievers/multi_query'
import { MultiVectorRetriever } from '@langchain/classic/retrievers/multi_vector'
import { ParentDocumentRetriever } from '@langchain/classic/retrievers/parent_document'
import { ScoreThresholdRetriever } from '@langchain/classic/retrievers/score_threshold'
import { createRetrieverTool } from '@langchain/classic/tools/retriever'
import { MemoryVectorStore } from '@langchain/classic/vectorstores/memory'
import { BM25Retriever } from '@langchain/community/retrievers/bm25'
import { Document, type DocumentInterface } from '@langchain/core/documents'
import { RunnableLambda } from '@langchain/core/runnables'
import { InMemoryStore } from '@langchain/core/stores'
import { Annotation, END, START, StateGraph } from '@langchain/langgraph'
import { RecursiveCharacterTextSplitter } from '@langchain/textsplitters'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  DOCUMENT_KEY,
  deriveDocument,
  LABEL_KEY,
  protect,
  runWithPrincipal,
  tagDocuments,
} from '../../../../src/adapters/langchain/index.js'
import type { Acl, Principal } from '../../../../src/core/types.js'
import { createFirewall, type Firewall } from '../../../../src/firewall/firewall.js'
import { handler, textOf } from '../../../conformance/langchain-recorder.js'
import { embeddings } from '../../../support/foreign-stores.js'
import { ScriptedModel } from '../../../support/models.js'

const LEVELS = ['public', 'internal', 'secret'] as const
const PLAN =
  'The harbour merger is announced on the ninth of October. The price was agreed at forty millions.'
const PAY = 'The pay of the harbour crew rises by eleven percent. It is paid from the first of January.'
const LEAVE =
  'Harbour staff carry over at most five days of leave. It is announced in the spring of each year.'

const acls: Record<string, Acl> = {
  plan: { allow: ['group:board'], deny: [], classification: 'secret' },
  pay: { allow: ['group:hr'], deny: [], classification: 'internal' },
  leave: { allow: ['*'], deny: [], classification: 'public' },
}

function reader(id: string, groups: string[] = []): Principal {
  return { id, groups, clearance: { level: 'secret', compartments: [] } }
}
const intern = reader('user:intern')
const director = reader('user:director', ['group:board'])
const chief = reader('user:chief', ['group:board', 'group:hr'])
const as = (principal: Principal) => ({ configurable: { principal } })
const idsOf = (found: readonly DocumentInterface[]) =>
  [...new Set(found.map(({ metadata }) => metadata[DOCUMENT_KEY]))].sort()

let firewall: Firewall
let tagged: Document[]

beforeEach(async () => {
  firewall = await createFirewall({ policy: LEVELS, audit: 'memory' })
  const loaded = Object.entries({ plan: PLAN, pay: PAY, leave: LEAVE }).map(
    ([source, pageContent]) => new Document({ pageContent, metadata: { source } }),
  )
  tagged = await tagDocuments(firewall, ({ metadata }) => ({
    acl: acls[String(metadata['source'])]!,
  })).invoke(loaded)
})
afterEach(() => firewall.close())

const splitter = () => new RecursiveCharacterTextSplitter({ chunkSize: 60, chunkOverlap: 0 })

async function storeOf(documents: Document[]) {
  const store = new MemoryVectorStore(embeddings())
  await store.addDocuments(documents)
  return store
}

/** Each reader sees their own documents through it, and its handlers nothing more. */
async function expectEach(
  retriever: { invoke(query: string, config: object): Promise<DocumentInterface[]> },
  expected: Record<string, readonly string[]> = { intern: ['leave'], director: ['leave', 'plan'] },
) {
  for (const principal of [intern, director]) {
    const seen: unknown[] = []
    const config = { ...as(principal), callbacks: [handler(seen)] }
    const found = await retriever.invoke('the harbour: merger, pay, leave', config)
    expect(idsOf(found)).toEqual(expected[principal.id.slice(5)])
    expect(textOf(seen)).not.toMatch(/eleven percent/)
    if (principal === intern) expect(textOf(seen)).not.toMatch(/ninth of October|forty millions/)
  }
}

describe('tags survive', () => {
  test('splitters', async () => {
    const chunks = await splitter().splitDocuments(tagged)
    expect(chunks.length).toBeGreaterThan(3)
    for (const { metadata } of chunks) {
      expect(metadata[DOCUMENT_KEY]).toBe(metadata['source'])
      expect(metadata[LABEL_KEY]).toMatch(/^[0-9a-f]{32}$/)
    }
    await expectEach(protect(firewall, { vectorStore: await storeOf(chunks) }))
    await expectEach(protect(firewall, { retriever: BM25Retriever.fromDocuments(chunks, { k: 2 }) as never }))
  })

  test('parents of the chunks that were found', async () => {
    const parents = new ParentDocumentRetriever({
      vectorstore: await storeOf([]),
      docstore: new InMemoryStore<Document>(),
      childSplitter: splitter(),
    })
    await parents.addDocuments(tagged)
    const retriever = protect(firewall, { retriever: parents, k: 2 })
    await expectEach(retriever)
    const [whole] = await retriever.invoke('leave', as(intern))
    expect(whole?.pageContent).toBe(LEAVE)
  })

  test('summaries and the documents behind them', async () => {
    const docstore = new InMemoryStore<Document>()
    await docstore.mset(tagged.map((document) => [document.metadata['source'], document]))
    const summaries = tagged.map(
      ({ metadata }) =>
        new Document({
          pageContent: `About the harbour ${metadata['source']}`,
          metadata: { doc_id: metadata['source'] },
        }),
    )
    const vectors = new MultiVectorRetriever({
      vectorstore: await storeOf(summaries),
      docstore: docstore,
    })
    await expectEach(protect(firewall, { retriever: vectors }))
  })
})

describe('retrievers of retrievers', () => {
  const leaf = async (k = 10) =>
    protect(firewall, { vectorStore: await storeOf(await splitter().splitDocuments(tagged)), k })
  const shout = {
    compressDocuments: async (found: Document[]) =>
      found.map(
        ({ pageContent, metadata }) => new Document({ pageContent: pageContent.toUpperCase(), metadata }),
      ),
  }

  test('compression, fusion and many queries, over protected leaves', async () => {
    const many = MultiQueryRetriever.fromLLM({
      llm: new ScriptedModel('<questions>\nthe harbour merger\nthe harbour pay\n</questions>'),
      retriever: await leaf(),
    })
    const compressed = new ContextualCompressionRetriever({
      baseCompressor: shout,
      baseRetriever: await leaf(),
    })
    const fused = new EnsembleRetriever({ retrievers: [(await leaf()) as never, (await leaf()) as never] })
    for (const retriever of [many, compressed, fused]) {
      await expectEach(protect(firewall, { retriever: retriever }))
      // As it is, it does not pass the configuration on: the principal then comes around the call.
      const found = await runWithPrincipal(intern, () => retriever.invoke('the harbour pay'))
      expect(idsOf(found)).toEqual(['leave'])
    }
  })

  test('unprotected ones inside are refused', async () => {
    const bare = (await storeOf(tagged)).asRetriever()
    const guarded = (await leaf()) as never
    for (const retriever of [
      new EnsembleRetriever({ retrievers: [guarded, bare] }),
      new ContextualCompressionRetriever({ baseCompressor: shout as never, baseRetriever: bare }),
      new ContextualCompressionRetriever({
        baseCompressor: shout,
        baseRetriever: new EnsembleRetriever({ retrievers: [bare] }),
      }),
      ScoreThresholdRetriever.fromVectorStore(await storeOf(tagged), { minSimilarityScore: 0 }),
      guarded,
    ]) {
      expect(() => protect(firewall, { retriever: retriever })).toThrow(
        expect.objectContaining({ code: 'option-invalid' }),
      )
    }
  })

  test('a compressor that loses the lineage loses the document', async () => {
    const forgetful = {
      compressDocuments: async (found: Document[]) =>
        found.map(({ pageContent }) => new Document({ pageContent })),
    }
    const retriever = new ContextualCompressionRetriever({
      baseCompressor: forgetful,
      baseRetriever: await leaf(),
    })
    await expect(
      protect(firewall, { retriever: retriever }).invoke('leave', as(intern)),
    ).rejects.toMatchObject({ code: 'label-missing' })
  })
})

describe('derived texts', () => {
  const summary = 'In short, the harbour is sold in autumn and its crew earns a tenth more from January on.'
  const about = (...sources: string[]) =>
    tagged.filter(({ metadata }) => sources.includes(metadata['source']))

  test('are for those who may read all of their sources, at both doors', async () => {
    const derived = await deriveDocument(firewall, {
      id: 'summary',
      text: summary,
      from: about('plan', 'pay'),
    })
    const retriever = protect(firewall, { vectorStore: await storeOf([...tagged, derived]) })
    const found = async (principal: Principal) => idsOf(await retriever.invoke('harbour', as(principal)))
    expect(await found(chief)).toEqual(['leave', 'pay', 'plan', 'summary'])
    expect(await found(director)).toEqual(['leave', 'plan'])
    expect((await firewall.check(summary, { principal: chief })).action).toBe('release')
    expect((await firewall.check(summary, { principal: director })).text).not.toContain('autumn')
  })

  test('go when one of their sources goes', async () => {
    const first = await deriveDocument(firewall, { id: 'first', text: summary, from: about('plan', 'leave') })
    const second = await deriveDocument(firewall, { id: 'second', text: `Again: ${summary}`, from: [first] })
    const retriever = protect(firewall, { vectorStore: await storeOf([first, second]) })
    expect(idsOf(await retriever.invoke('harbour', as(director)))).toEqual(['first', 'second'])
    await firewall.apply([{ kind: 'acl', id: 'plan', acl: acls['pay']!, cursor: '' }])
    expect(await retriever.invoke('harbour', as(director))).toEqual([])
    await firewall.apply([{ kind: 'delete', id: 'plan', cursor: '' }])
    await expect(retriever.invoke('harbour', as(chief))).resolves.toEqual([])
  })

  test('of untagged or unknown sources are refused, and leave what is stored closed', async () => {
    const bare = new Document({ pageContent: 'x' })
    for (const from of [
      [],
      [bare],
      [new Document({ pageContent: 'x', metadata: { [DOCUMENT_KEY]: 'none' } })],
    ])
      await expect(deriveDocument(firewall, { id: 'd', text: summary, from })).rejects.toMatchObject({
        code: 'label-missing',
      })
    await deriveDocument(firewall, { id: 'd', text: summary, from: about('plan') })
    const document = { id: 'd', uri: 'd', text: `${summary} More.`, acl: acls['leave']! }
    await firewall.apply([{ kind: 'upsert', document: { ...document, derivedFrom: ['none'] }, cursor: '' }])
    expect((await firewall.check(summary, { principal: director })).text).not.toContain('autumn')
  })
})

describe('tagDocuments', () => {
  test('a document without permissions stops the batch', async () => {
    const documents = [new Document({ pageContent: 'Some words.', metadata: { source: 'new' } })]
    for (const labelOf of [
      () => undefined,
      () => ({}),
      () => ({ acl: { allow: [], deny: [] } }),
      () => ({ acl: { allow: ['everyone'], deny: [] } }),
    ])
      await expect(tagDocuments(firewall, labelOf).invoke(documents)).rejects.toMatchObject({
        code: expect.stringMatching(/^(label-missing|acl-invalid)$/),
      })
  })

  test('a tag that came with the document is replaced', async () => {
    const open = tagged.find(({ metadata }) => metadata['source'] === 'leave')!
    const forged = new Document({ pageContent: PAY, metadata: { ...open.metadata, source: 'pay' } })
    const [made] = await tagDocuments(firewall, () => ({ acl: acls['pay']! })).invoke([forged])
    expect(made?.metadata).toMatchObject({ [DOCUMENT_KEY]: 'pay' })
    expect(made?.metadata[LABEL_KEY]).not.toBe(open.metadata[LABEL_KEY])
  })

  test('pages of one file are documents of their own, and one the firewall holds needs no permissions', async () => {
    const pages = [1, 2, 2].map(
      (pageNumber) =>
        new Document({ pageContent: `${PAY} ${pageNumber}`, metadata: { source: 'f', loc: { pageNumber } } }),
    )
    const made = await tagDocuments(firewall, () => ({ acl: acls['pay']! })).invoke(pages)
    expect(made.map(({ metadata }) => metadata[DOCUMENT_KEY])).toEqual(['f#1', 'f#2', 'f#2#2'])
    const [again] = await tagDocuments(firewall, () => ({ id: 'f#1' })).invoke([pages[0]!])
    expect(again?.metadata[LABEL_KEY]).toBe(made[0]?.metadata[LABEL_KEY])
  })

  test('nothing readable is in a tag but the id', async () => {
    const { [DOCUMENT_KEY]: _id, source: _source, ...rest } = tagged[0]!.metadata
    expect(Object.keys(rest)).toEqual([LABEL_KEY])
    const other = await createFirewall({ policy: LEVELS, audit: 'memory' })
    const [theirs] = await tagDocuments(other, () => ({ acl: acls['plan']! })).invoke([tagged[0]!])
    expect(theirs?.metadata[LABEL_KEY]).not.toBe(rest[LABEL_KEY])
    await other.close()
  })
})

describe('inside', () => {
  test('a retriever tool', async () => {
    const retriever = protect(firewall, { vectorStore: await storeOf(tagged) })
    const tool = createRetrieverTool(retriever as never, { name: 'search', description: 'Searches.' })
    const step = RunnableLambda.from((query: string) => tool.invoke({ query }))
    expect(await step.invoke('harbour', as(intern))).toBe(LEAVE)
    expect(await runWithPrincipal(director, () => tool.invoke({ query: 'harbour merger' }))).toContain(PLAN)
    await expect(tool.invoke({ query: 'harbour' })).rejects.toMatchObject({ code: 'principal-missing' })
  })

  test('a LangGraph node that passes nothing on, for many principals at once', async () => {
    const retriever = protect(firewall, { vectorStore: await storeOf(tagged) })
    const State = Annotation.Root({ question: Annotation<string>, found: Annotation<string[]> })
    const graph = new StateGraph(State)
      .addNode('search', async ({ question }) => ({ found: idsOf(await retriever.invoke(question)) }))
      .addEdge(START, 'search')
      .addEdge('search', END)
      .compile()
    const readers = Array.from({ length: 30 }, (_, i) => [intern, director, chief][i % 3]!)
    const answers = await Promise.all(
      readers.map((principal) => graph.invoke({ question: 'harbour' }, as(principal))),
    )
    const counts = new Map([
      [intern, 1],
      [director, 2],
      [chief, 3],
    ])
    expect(answers.map(({ found }) => found.length)).toEqual(readers.map((one) => counts.get(one)))
  })

  test('a chain', async () => {
    const retriever = protect(firewall, { vectorStore: await storeOf(tagged) })
    const chain = RunnableLambda.from((question: string) => question)
      .pipe(retriever)
      .pipe(RunnableLambda.from((found: DocumentInterface[]) => idsOf(found)))
    expect(await chain.batch(['harbour', 'harbour'], [as(intern), as(director)])).toEqual([
      ['leave'],
      ['leave', 'plan'],
    ])
  })
})
