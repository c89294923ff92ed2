import type { CallbackManagerForRetrieverRun, Callbacks } from '@langchain/core/callbacks/manager'
import { parseCallbackConfigArg } from '@langchain/core/callbacks/manager'
import { Document, type DocumentInterface } from '@langchain/core/documents'
import { BaseRetriever } from '@langchain/core/retrievers'
import { ensureConfig, type RunnableConfig } from '@langchain/core/runnables'
import { callContext, runWithPrincipal } from '../../src/adapters/langchain/principal.js'
import { FirewallError } from '../../src/core/errors.js'
import type { Principal, SourceDocument } from '../../src/core/types.js'
import type { RetrieverFactory, RetrieverLike, RetrieverWorld } from '../conformance/langchain-retriever.js'
import { mayRead } from './world.js'

/**
 * Retrievers as they are commonly protected, each wrong in one way and right in every other, so that the suite
 * is seen to tell them apart. Their access rule is the oracle of the laws, so none fails for a wrong rule.
 */
type Found = DocumentInterface<{ id: string }>

/** What is to be protected: the best documents for anybody, by shared words. */
class OpenRetriever extends BaseRetriever<{ id: string }> {
  override lc_namespace = ['test']
  readonly world: RetrieverWorld
  readonly k: number

  constructor(world: RetrieverWorld, k = world.k) {
    super({})
    this.world = world
    this.k = k
  }

  override async _getRelevantDocuments(query: string): Promise<Found[]> {
    if (query.trim() === '') throw new FirewallError('query-invalid', 'the query is empty')
    if (this.world.fault !== undefined) throw new Error(this.world.fault)
    const words = query.toLowerCase().match(/\w+/g) ?? []
    const score = ({ text }: SourceDocument) =>
      words.filter((word) => text.toLowerCase().includes(word)).length
    return this.world.documents
      .toSorted((a, b) => score(b) - score(a))
      .slice(0, this.k)
      .map(({ id, text }) => new Document({ id, pageContent: text, metadata: { id } }))
  }
}

/** Filters in front of the callbacks, silently, over all there is: the one that is right, but for its cost. */
class Filtering extends BaseRetriever<{ id: string }> {
  override lc_namespace = ['test']
  readonly inner: OpenRetriever
  readonly k: number
  readonly world: RetrieverWorld

  constructor(world: RetrieverWorld) {
    super({})
    this.world = world
    this.k = world.k
    this.inner = new OpenRetriever(world, this.width())
  }

  /** How many to fetch before filtering. */
  width(): number {
    return this.world.documents.length
  }

  reader(config: RunnableConfig): Principal {
    return callContext(config).principal
  }

  mayRead(reader: Principal, document: SourceDocument): boolean {
    return mayRead(reader, document)
  }

  fetch(query: string, _manager?: CallbackManagerForRetrieverRun): Promise<Found[]> {
    return this.inner._getRelevantDocuments(query)
  }

  refuse(error: unknown): unknown {
    return error instanceof FirewallError ? error : new FirewallError('store-failed', 'the search failed')
  }

  override async invoke(query: string, config?: Callbacks | RunnableConfig): Promise<Found[]> {
    const whole = ensureConfig(parseCallbackConfigArg(config))
    const reader = this.reader(whole)
    // Stands in for the configuration that `_getRelevantDocuments` is not handed.
    return Object.assign(Object.create(this) as Filtering, { present: reader }).search(query, whole)
  }

  declare readonly present: Principal

  search(query: string, config: RunnableConfig): Promise<Found[]> {
    return super.invoke(query, config)
  }

  override async _getRelevantDocuments(query: string, manager?: CallbackManagerForRetrieverRun) {
    try {
      const results = await this.fetch(query, manager)
      return results
        .filter(({ id }) =>
          this.mayRead(this.present, this.world.documents.find((document) => document.id === id)!),
        )
        .slice(0, this.k)
    } catch (error) {
      throw this.refuse(error)
    }
  }
}

class WithChildRun extends Filtering {
  override fetch(query: string, manager?: CallbackManagerForRetrieverRun) {
    return this.inner.invoke(query, manager?.getChild())
  }
}

class WithAmbientRun extends Filtering {
  override fetch(query: string) {
    return this.inner.invoke(query)
  }
}

class WithEmptyCallbacks extends Filtering {
  override fetch(query: string) {
    return this.inner.invoke(query, { callbacks: [] })
  }
}

class PostFiltering extends Filtering {
  override width(): number {
    return this.k
  }
}

class FrozenIdentity extends Filtering {
  #first: Principal | undefined

  override reader(config: RunnableConfig): Principal {
    this.#first ??= super.reader(config)
    return this.#first
  }
}

class IgnoringCase extends Filtering {
  override mayRead(reader: Principal, { acl }: SourceDocument): boolean {
    const lower = (id: string) => id.toLowerCase()
    const low = { ...acl, allow: acl.allow.map(lower), deny: acl.deny.map(lower) }
    return mayRead({ ...reader, id: lower(reader.id) }, { acl: low })
  }
}

class OpenByDefault extends Filtering {
  override reader(config: RunnableConfig): Principal {
    const configured: unknown = config.configurable?.['principal']
    if (typeof configured === 'object' && configured !== null) return super.reader(config)
    const id = typeof configured === 'string' ? configured : 'user:anonymous'
    return { id, groups: [], clearance: { level: 'public', compartments: [] } }
  }
}

class TalkativeErrors extends Filtering {
  override refuse(error: unknown): unknown {
    return error
  }
}

class SharedField extends Filtering {
  #latest: Principal | undefined

  override async invoke(query: string, config?: Callbacks | RunnableConfig): Promise<Found[]> {
    const whole = ensureConfig(parseCallbackConfigArg(config))
    this.#latest = this.reader(whole)
    return this.search(query, whole)
  }

  override fetch(query: string): Promise<Found[]> {
    Object.assign(this, { present: this.#latest })
    return super.fetch(query)
  }
}

/** Each with the law it breaks. */
const naive = {
  'calls the inner retriever as a child run': [WithChildRun, 'silence'],
  'calls the inner retriever within the present run': [WithAmbientRun, 'silence'],
  'calls the inner retriever with no callbacks': [WithEmptyCallbacks, 'silence'],
  'filters the best k': [PostFiltering, 'k'],
  'keeps the first identity it sees': [FrozenIdentity, 'identity'],
  'keeps the identity in a field': [SharedField, 'identity'],
  'compares ids without case': [IgnoringCase, 'identity'],
  'takes a call without a principal as anonymous': [OpenByDefault, 'identity'],
  'passes errors on': [TalkativeErrors, 'errors'],
} as const

export const naiveRetrievers = Object.entries(naive).map(([name, [Retriever, law]]) => ({
  name,
  law,
  make: factory((world) => new Retriever(world)),
}))

export const filteringRetriever: RetrieverFactory = factory((world) => new Filtering(world))

function factory(create: (world: RetrieverWorld) => Filtering): RetrieverFactory {
  return async (world) => ({
    retriever: create(world) as unknown as RetrieverLike,
    runAs: runWithPrincipal,
    close: async () => undefined,
  })
}
