/** `@auth0/ai-langchain` with the LangChain it was made for: both live in this folder and nowhere else. */
import { createRequire } from 'node:module'

// Its ES modules do not load in Node: they import each other without extensions.
const require = createRequire(import.meta.url)
const { FGARetriever } = require('@auth0/ai-langchain/RAG')
const { BaseRetriever } = require('@langchain/core/retrievers')
const { RunnableLambda } = require('@langchain/core/runnables')
const { Document } = require('@langchain/core/documents')

class RankedRetriever extends BaseRetriever {
  lc_namespace = ['peers']

  constructor(rank, k) {
    super({})
    this.rank = rank
    this.k = k
  }

  async _getRelevantDocuments(query) {
    return this.rank(query)
      .slice(0, this.k)
      .map(({ id, text }) => new Document({ pageContent: text, metadata: { id } }))
  }
}

/** As its documentation shows it: the user goes into the query builder when the retriever is made. */
export function createRetriever({ rank, k, user, url }) {
  return new FGARetriever(
    {
      retriever: new RankedRetriever(rank, k),
      buildQuery: ({ metadata }) => ({ user, object: `doc:${metadata.id}`, relation: 'viewer' }),
    },
    { apiUrl: url, storeId: '01JABCDEFGHJKMNPQRSTVWXYZ0', credentials: { method: 'none', config: {} } },
  )
}

/** The retriever inside a step that passes nothing on. */
export function inChain(retriever) {
  return RunnableLambda.from((query) => retriever.invoke(query))
}
