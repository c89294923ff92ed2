import { describe, expect, test } from 'vitest'
import { protect, runWithPrincipal } from '../../../../src/adapters/langchain/index.js'
import { createFirewall } from '../../../../src/firewall/firewall.js'
import { createHashingEmbedder } from '../../../../src/text/hashing-embedder.js'
import {
  langchainRetrieverCases,
  type RetrieverFactory,
  type RetrieverLike,
} from '../../../conformance/langchain-retriever.js'
import { filteringRetriever, naiveRetrievers } from '../../../support/naive-retrievers.js'
import { upserts } from '../../../support/world.js'

const makeProtected: RetrieverFactory = async ({ levels, documents, k, fault }) => {
  const embedder = createHashingEmbedder()
  let broken = false
  const firewall = await createFirewall({
    policy: levels,
    audit: 'memory',
    embedder: {
      embedDocuments: (texts) => embedder.embedDocuments(texts),
      async embedQuery(text) {
        if (broken) throw new Error(fault)
        return embedder.embedQuery(text)
      },
    },
  })
  await firewall.apply(upserts(documents))
  broken = fault !== undefined
  return {
    retriever: protect(firewall, { k }) as unknown as RetrieverLike,
    runAs: runWithPrincipal,
    close: () => firewall.close(),
  }
}

describe.each([
  ['protect', makeProtected],
  ['the careful filter the naive ones derive from', filteringRetriever],
])('%s', (_name, make) => {
  test.each(langchainRetrieverCases.map((law) => [`${law.law}: ${law.name}`, law] as const))('%s', (_, law) =>
    law.run(make),
  )
})

describe('the suite finds a retriever that', () => {
  test.each(naiveRetrievers.map((naive) => [naive.name, naive] as const))('%s', async (_, { law, make }) => {
    const broken = new Set<string>()
    for (const one of langchainRetrieverCases) {
      await one.run(make).catch(() => broken.add(one.law))
    }
    expect([...broken]).toContain(law)
  })
})
