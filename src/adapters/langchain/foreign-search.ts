import { Document, type DocumentInterface } from '@langchain/core/documents'
import type { RunnableConfig } from '@langchain/core/runnables'
import { within } from '../../core/deadline.js'
import { FirewallError, toFirewallError } from '../../core/errors.js'
import { LIMITS } from '../../core/limits.js'
import type { RetrieveOptions } from '../../core/types.js'
import type { Examined, Firewall, ForeignRetrieval } from '../../firewall/firewall.js'
import { silenced, untraced } from './inner.js'
import { type RetrieverLike, type Source, sourceOf, type Widened, widened } from './leaf.js'
import { bundledPushdown, FILTERING_STORES, type PushdownFilter, type VectorStoreLike } from './pushdown.js'
import { foreignDocument, type LabelOf } from './tags.js'

/** How a store of the application's own is searched for a reader. */
export interface ForeignOptions {
  /** Chunks per query. Default: the retriever's own number, else 10. */
  readonly k?: number
  /** Whose ceiling applies; default `default`. */
  readonly service?: string
  /**
   * Which document a chunk is of, and who may read it where the firewall does not hold that document. Default:
   * what `tagDocuments` wrote. With one of your own the store is not filtered unless you give `pushdown` too.
   */
  readonly labelOf?: LabelOf
  /** The application's own filter, in the store's words; the entitlement is added to it. */
  readonly filter?: unknown
  /** How the store carries labels in its filters. Default: what is known of its type. */
  readonly pushdown?: PushdownFilter
  /**
   * Most chunks fetched for one query while forbidden ones are among them, at most
   * `LIMITS.foreignCandidates`, which is the default. The best k permitted come back if they are among these.
   */
  readonly candidates?: number
  /** When a reader may read more labels than a filter carries: fetch without one (default), or fail. */
  readonly tooManyLabels?: 'over-fetch' | 'fail'
  /** Hears each warning of `status` once. Default: a warning of the process. */
  readonly onWarning?: (sentence: string) => void
}

/** What a retriever over a foreign store has met with. Counts since it was made. */
export interface ForeignStatus {
  /** How readers are told apart: by the store, by fetching more, or by a protected retriever inside. */
  readonly filter: 'native' | 'over-fetch' | 'protected inside'
  /** Queries that readers asked. */
  readonly searches: number
  /** Queries sent to the store: more than searches where fetching had to be repeated. */
  readonly queries: number
  /** Searches that ended at the bound with fewer than k documents, and perhaps more to find. */
  readonly short: number
  /** Chunks nobody knows the readers of; nobody got them. */
  readonly unlabelled: number
  /** Documents returned that the firewall does not hold: door 2 knows them in the session that retrieved them only. */
  readonly unheld: number
  /** Sentences for the operator, each once. */
  readonly warnings: readonly string[]
}

/** Chunks looked into when a filtered search finds none. */
const PROBED = 16

/** How many more to fetch than are wanted where the store does not filter, and each time that was not enough. */
const WIDENING = 4

/** Door 1 over a store of the application's own. */
export class ForeignSearch {
  readonly #firewall: Firewall
  readonly #options: ForeignOptions
  readonly #source: Source
  readonly #pushdown: PushdownFilter | undefined
  readonly #counts = { searches: 0, queries: 0, short: 0, unlabelled: 0, unheld: 0 }
  readonly #warnings: string[] = []
  /** An empty answer was looked into, and the store's tags are sound. */
  #sound = false

  constructor(firewall: Firewall, given: unknown, options: ForeignOptions) {
    this.#firewall = firewall
    this.#options = options
    this.#source = sourceOf(given)
    this.#pushdown = pushdownOf(this.#source, options)
    requireFitting(this.#source, options)
  }

  get status(): ForeignStatus {
    const native = this.#pushdown === undefined ? 'over-fetch' : 'native'
    return {
      filter: this.#source.kind === 'container' ? 'protected inside' : native,
      ...this.#counts,
      warnings: [...this.#warnings],
    }
  }

  get k(): number {
    return this.#options.k ?? (this.#source.kind === 'store' ? this.#source.search.k : undefined) ?? 10
  }

  async search(query: string, asked: RetrieveOptions, config: RunnableConfig): Promise<DocumentInterface[]> {
    const retrieval = await this.#firewall.openRetrieval(query, { ...asked, k: this.k })
    this.#counts.searches += 1
    try {
      const permitted = await this.#collect(query, retrieval, config)
      const given = permitted.slice(0, this.k)
      const { unheld, vetted } = await retrieval.close(given.map((document) => this.#seen(document)))
      this.#counts.unheld += unheld
      if (unheld > 0) this.#warn(UNHELD)
      return given.map(({ id, metadata }, i) => {
        const { text: pageContent, orders } = vetted[i]!
        // A copy: some stores hand out what they hold.
        const own = { ...metadata, ...(orders.length === 0 ? {} : { orders: [...orders] }) }
        return new Document({ pageContent, metadata: own, ...(id === undefined ? {} : { id }) })
      })
    } catch (error) {
      throw toFirewallError(error, 'store-failed', 'the store behind the retriever stopped with an error')
    }
  }

  /** Fetches until k are permitted, the source has no more, or the bound is reached. */
  async #collect(
    query: string,
    retrieval: ForeignRetrieval,
    config: RunnableConfig,
  ): Promise<DocumentInterface[]> {
    const plan = await this.#plan(query, retrieval, config)
    if (plan === undefined) return []
    const { k } = this
    const bound = Math.min(this.#options.candidates ?? LIMITS.foreignCandidates, plan.size)
    for (
      let width = Math.min(plan.filtered ? k : k * WIDENING, bound);
      ;
      width = Math.min(width * WIDENING, bound)
    ) {
      this.#counts.queries += 1
      const { found, more } = await plan.fetch(width)
      const seen = found.map((document) => this.#seen(document))
      const verdicts = await retrieval.examine(seen, { filtered: plan.filtered })
      const permitted = found.filter((_, i) => verdicts[i] === 'permitted')
      if (permitted.length >= k) return permitted
      if (more && width < bound) continue
      if (found.length === 0 && plan.probe !== undefined) await this.#lookInto(plan.probe, retrieval)
      if (!plan.filtered) this.#accountUnlabelled(seen, verdicts)
      if (more && bound !== plan.size) this.#accountShort()
      return permitted
    }
  }

  /**
   * A filter finds nothing in a store that was never tagged, or was under another key, and says nothing of it. So
   * the first empty answer has a few chunks fetched without one, for their tags alone.
   */
  async #lookInto(probe: () => Promise<DocumentInterface[]>, retrieval: ForeignRetrieval): Promise<void> {
    if (this.#sound) return
    const seen = (await probe()).map((document) => this.#seen(document))
    this.#accountUnlabelled(seen, await retrieval.examine(seen, { filtered: false }))
    const tags = await Promise.all(seen.map(({ documentIds: [id = ''] }) => this.#firewall.tag(id)))
    if (seen.some(({ hash }, i) => hash !== undefined && hash === tags[i])) this.#sound = true
    else if (seen.length > 0) this.#warn(STALE)
  }

  #accountUnlabelled(seen: readonly Seen[], verdicts: readonly Examined[]): void {
    const unlabelled = verdicts.filter((verdict) => verdict === 'unlabelled').length
    this.#counts.unlabelled += unlabelled
    if (unlabelled === 0) return
    const faults = seen.flatMap(({ fault = [] }) => fault)
    // One chunk may have been written by anybody; all of them are a `labelOf` that was written otherwise.
    if (faults.length === seen.length) throw faults[0]!
    if (faults.length > 0) this.#warn(`${MISLABELLED}: ${faults[0]!.message}; ${faults[0]!.help ?? ''}`)
    this.#warn(UNLABELLED)
    if (seen.every(({ documentIds, acl }) => documentIds.length === 0 && acl === undefined)) {
      throw new FirewallError('label-missing', 'nothing that the store returned has a label', {
        help: TAG_FIRST,
      })
    }
  }

  #accountShort(): void {
    this.#counts.short += 1
    this.#warn(SHORT)
  }

  /** How the source is asked for this reader; undefined when there is nothing to ask for. */
  async #plan(query: string, retrieval: ForeignRetrieval, config: RunnableConfig): Promise<Plan | undefined> {
    const source = this.#source
    if (source.kind === 'store') return this.#storePlan(source, query, retrieval)
    const plain = { filtered: false, size: Number.POSITIVE_INFINITY }
    if (source.kind === 'container') {
      const { retriever } = source
      // Whatever it asks is protected, and finds its reader in the configuration that travels on.
      const fetch = () => silenced(config, () => retriever._getRelevantDocuments(query))
      return { ...plain, fetch: async () => ({ found: await fetch(), more: false }) }
    }
    return {
      ...plain,
      fetch: (width) =>
        untraced(async () => {
          const at = source.kind === 'factory' ? asMade(source.make(width), width) : widened(source, width)
          const found = await at.search(query)
          return { found, more: at.more(found.length) }
        }),
    }
  }

  async #storePlan(
    { store, search }: Extract<Source, { kind: 'store' }>,
    query: string,
    retrieval: ForeignRetrieval,
  ): Promise<Plan | undefined> {
    const pushdown = this.#carrying(retrieval.labels)
    const own = this.#options.filter ?? search.filter
    if (pushdown !== undefined) {
      if (retrieval.nothingHeld) {
        throw new FirewallError('label-missing', 'the firewall holds none of the store’s documents', {
          help: TAG_FIRST,
        })
      }
      // An empty list of labels is a syntax error in one store and no filter at all in another.
      if (retrieval.labels.length === 0) return undefined
    }
    // Its manners are its own, filtered or not.
    const manners = pushdown ?? bundledPushdown(store)
    const size = manners?.size?.(store) ?? Number.POSITIVE_INFINITY
    if (size === 0) return undefined
    const filter = pushdown === undefined ? own : pushdown.filterFor(retrieval.labels, own)
    const around = manners?.search
    const run = <Result>(width: number, work: () => Result): Result =>
      around === undefined ? work() : around(store, width, work)
    const ask = await fetcher(store, search, query)
    const probe = () => untraced(() => ask(Math.min(PROBED, size), undefined))
    return {
      filtered: pushdown !== undefined,
      size,
      ...(pushdown === undefined ? {} : { probe }),
      async fetch(width) {
        const found = await untraced(() => run(width, () => ask(width, filter)))
        return { found, more: pushdown?.afterRanking === true || found.length >= width }
      },
    }
  }

  #carrying(labels: readonly string[]): PushdownFilter | undefined {
    const pushdown = this.#pushdown
    if (pushdown === undefined || labels.length <= pushdown.maxLabels) return pushdown
    if (this.#options.tooManyLabels !== 'fail') return undefined
    throw new FirewallError('filter-too-large', 'the reader may read more labels than a filter carries', {
      help: `a filter of this store carries ${pushdown.maxLabels}; name groups in permissions instead of people`,
    })
  }

  #seen(document: DocumentInterface) {
    return foreignDocument(document, this.#options.labelOf)
  }

  #warn(sentence: string): void {
    if (this.#warnings.includes(sentence)) return
    this.#warnings.push(sentence)
    const { onWarning = (text) => process.emitWarning(text, 'RagwallWarning') } = this.#options
    onWarning(sentence)
  }
}

type Seen = ReturnType<typeof foreignDocument>

interface Plan {
  readonly filtered: boolean
  readonly size: number
  /** A few chunks as they come, where a filter may have hidden them all. */
  readonly probe?: () => Promise<DocumentInterface[]>
  /** `more`: asking for more may bring more. */
  fetch(width: number): Promise<{ readonly found: DocumentInterface[]; readonly more: boolean }>
}

const TAG_FIRST = 'send documents through `tagDocuments` on their way into the store, or give `labelOf`'
const UNLABELLED =
  'the store holds chunks without a label, which nobody is given: send documents through tagDocuments'
const MISLABELLED = 'chunks are given to nobody, since `labelOf` says nothing that can be understood of them'
const UNHELD =
  'door 2 knows texts of the store only in the session that retrieved them: register them with tagDocuments'
const STALE =
  'chunks of the store carry none of the labels they have now: tag them again (has the key or every label changed?)'
const SHORT = 'a search ended at its bound before it found k documents that its reader may read'

function pushdownOf(source: Source, { labelOf, pushdown }: ForeignOptions): PushdownFilter | undefined {
  if (source.kind !== 'store') return undefined
  // What tells labels in its own way need not have been tagged.
  return pushdown ?? (labelOf === undefined ? bundledPushdown(source.store) : undefined)
}

function requireFitting(source: Source, { filter, pushdown }: ForeignOptions): void {
  if (source.kind !== 'store' && (filter !== undefined || pushdown !== undefined)) {
    throw new FirewallError('option-invalid', '`filter` and `pushdown` belong to a vector store', {
      help: `give \`vectorStore\`; known ones are ${FILTERING_STORES.join(', ')}`,
    })
  }
  // Pinecone's class would refuse every call; it cannot be given two.
  if (source.kind === 'store' && source.store._vectorstoreType() === 'pinecone' && 'filter' in source.store) {
    const { filter: fixed } = source.store as { filter?: unknown }
    if (fixed !== undefined) {
      throw new FirewallError('option-invalid', 'the store has a filter of its own, which takes no second', {
        help: 'give it to protect as `filter` instead',
      })
    }
  }
}

function asMade(retriever: RetrieverLike, width: number): Widened {
  return { search: (query) => retriever._getRelevantDocuments(query), more: (count) => count >= width }
}

/** The store's search for one query, embedded once however often it is asked. */
async function fetcher(
  store: VectorStoreLike,
  { mmr }: { readonly mmr?: { readonly fetchK?: number; readonly lambda?: number } },
  query: string,
): Promise<(width: number, filter: unknown) => Promise<DocumentInterface[]>> {
  if (mmr !== undefined) {
    const diverse = (store as { maxMarginalRelevanceSearch?: MmrSearch }).maxMarginalRelevanceSearch
    if (diverse === undefined) throw new FirewallError('option-invalid', 'the store knows no `mmr` search')
    return (width, filter) =>
      diverse.call(store, query, { ...mmr, k: width, fetchK: Math.max(mmr.fetchK ?? 20, width), filter })
  }
  const vector = await untraced(() => embedded(store, query))
  return async (width, filter) => {
    const found = await store.similaritySearchVectorWithScore(vector, width, filter)
    return found.map(([document]) => document)
  }
}

type MmrSearch = (query: string, options: object) => Promise<DocumentInterface[]>

/** A graph answers a NaN with whatever it likes. */
async function embedded({ embeddings }: VectorStoreLike, query: string): Promise<number[]> {
  const late = () => new FirewallError('embedder-invalid', 'the embedder did not answer in time')
  const vector = await within(LIMITS.embeddingTime, embeddings.embedQuery(query), late)
  if (Array.isArray(vector) && vector.length > 0 && vector.every(Number.isFinite)) return vector
  throw new FirewallError('embedder-invalid', 'the embedder returned something that is not a finite vector')
}
