import { createRequire } from 'node:module'
import type { DocumentInterface } from '@langchain/core/documents'
import { BaseRetriever } from '@langchain/core/retrievers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { leakageMiddleware, protect, protectModel } from '../../../../src/adapters/langchain/index.js'
import { createFirewall, type Firewall } from '../../../../src/firewall/firewall.js'
import type { Principal } from '../../../../src/index.js'

/**
 * Applications hold other copies of LangChain than this package sees: the CommonJS build, a nested version. Their
 * objects share no class with ours, and are known by what they can do.
 */
const require = createRequire(import.meta.url)
const other = {
  ...(require('@langchain/core/retrievers') as typeof import('@langchain/core/retrievers')),
  ...(require('@langchain/core/vectorstores') as typeof import('@langchain/core/vectorstores')),
  ...(require('@langchain/core/documents') as typeof import('@langchain/core/documents')),
  ...(require('@langchain/core/messages') as typeof import('@langchain/core/messages')),
  ...(require('@langchain/core/utils/testing') as typeof import('@langchain/core/utils/testing')),
}

const reader: Principal = {
  id: 'user:a',
  groups: [],
  clearance: { level: 'public', compartments: [] },
}
const as = { configurable: { principal: reader } }
const labelOf = ({ metadata }: DocumentInterface) => ({
  acl: { allow: [String(metadata['reader'])], deny: [], classification: 'public' },
})
/** One document in five is the reader's, so that more must be fetched than was asked for. */
const texts = Array.from({ length: 20 }, (_, i) => ({
  pageContent: `text ${i}`,
  metadata: { reader: i % 5 === 4 ? 'user:a' : 'user:b' },
}))
const theirs = ['text 4', 'text 9', 'text 14', 'text 19']

let firewall: Firewall
beforeAll(async () => {
  firewall = await createFirewall({ policy: ['public', 'secret'], audit: 'memory' })
})
afterAll(() => firewall.close())

function retrieverOf(Base: typeof BaseRetriever) {
  return class extends Base {
    lc_namespace = ['test']
    k = 1
    override async _getRelevantDocuments() {
      return texts.slice(0, this.k).map((text) => new other.Document(text))
    }
  }
}

test('the other build is another one', () => {
  expect(other.BaseRetriever).not.toBe(BaseRetriever)
})

describe.each([
  ['this copy', BaseRetriever],
  ['the CommonJS build', other.BaseRetriever as unknown as typeof BaseRetriever],
])('a retriever of %s', (_, Base) => {
  test('is protected, and widened until the reader has enough', async () => {
    const retriever = new (retrieverOf(Base))()
    const found = await protect(firewall, { retriever, k: 3, labelOf }).invoke('q', as)
    expect(found.map(({ pageContent }) => pageContent)).toEqual(theirs.slice(0, 3))
    expect(retriever.k).toBe(1)
  })

  test('with private fields is too, also by several at once', async () => {
    class Private extends retrieverOf(Base) {
      readonly #rows = texts
      override async _getRelevantDocuments() {
        await Promise.resolve()
        return this.#rows.slice(0, this.k).map((text) => new other.Document(text))
      }
    }
    const retriever = new Private()
    const protectedOne = protect(firewall, { retriever, k: 3, labelOf })
    const found = await Promise.all([1, 2, 3].map(() => protectedOne.invoke('q', as)))
    for (const documents of found) {
      expect(documents.map(({ pageContent }) => pageContent)).toEqual(theirs.slice(0, 3))
    }
    expect(retriever.k).toBe(1)
  })

  test('whose `invoke` does more is refused', () => {
    class Own extends retrieverOf(Base) {
      override async invoke() {
        return []
      }
    }
    expect(() => protect(firewall, { retriever: new Own(), labelOf })).toThrow(
      expect.objectContaining({ code: 'option-invalid', help: 'protect the vector store behind it' }),
    )
  })

  test('that stops with a TypeError of its own is a store that failed', async () => {
    class Broken extends retrieverOf(Base) {
      override async _getRelevantDocuments(): Promise<never> {
        throw new TypeError('a secret')
      }
    }
    const retriever = protect(firewall, { retriever: new Broken(), labelOf })
    await expect(retriever.invoke('q', as)).rejects.toMatchObject({ code: 'store-failed' })
  })
})

test('a vector store of the other build, and the retriever it makes', async () => {
  const embeddings = {
    embedQuery: async () => [1],
    embedDocuments: async (all: string[]) => all.map(() => [1]),
  }
  class Store extends other.VectorStore {
    _vectorstoreType() {
      return 'plain'
    }
    async addVectors() {}
    async addDocuments() {}
    async similaritySearchVectorWithScore(
      _query: number[],
      k: number,
    ): Promise<[DocumentInterface, number][]> {
      return texts.slice(0, k).map((text) => [new other.Document(text), 1])
    }
  }
  const store = new Store(embeddings as never, {})
  for (const options of [{ vectorStore: store }, { retriever: store.asRetriever(2) }]) {
    const retriever = protect(firewall, { ...options, k: 3, labelOf } as never)
    expect((await retriever.invoke('q', as)).map(({ pageContent }) => pageContent)).toEqual(
      theirs.slice(0, 3),
    )
    expect(retriever.status?.filter).toBe('over-fetch')
  }
})

describe('a chat model of the other build', () => {
  const make = () => new other.FakeListChatModel({ responses: ['The office opens at nine.'] })

  test('is protected, whole and streamed', async () => {
    const model = protectModel(firewall, make() as never)
    expect((await model.invoke('when?', as)).text).toBe('The office opens at nine.')
    let streamed = ''
    for await (const { text } of await model.stream('when?', as)) streamed += text
    expect(streamed).toBe('The office opens at nine.')
  })

  test('that does not stream is called whole', async () => {
    class Whole extends other.FakeChatModel {}
    let streamed = ''
    const model = protectModel(firewall, new Whole({}) as never)
    for await (const { text } of await model.stream('when?', as)) streamed += text
    expect(streamed).toContain('when?')
  })

  test('is one for the middleware', async () => {
    const middleware = leakageMiddleware(firewall, { tools: {} })
    const request = { model: make(), tools: [], state: { messages: [] }, runtime: {} }
    const given = await middleware.wrapModelCall(request, async ({ model }) => model)
    expect((given as { _llmType(): string })._llmType()).toBe('ragwall')
    await expect(
      middleware.wrapModelCall({ ...request, model: { invoke() {} } as never }, async ({ model }) => model),
    ).rejects.toMatchObject({ code: 'option-invalid' })
  })
})
