import { AsyncLocalStorage } from 'node:async_hooks'
import {
  type CallbackManagerForRetrieverRun,
  type Callbacks,
  parseCallbackConfigArg,
} from '@langchain/core/callbacks/manager'
import { Document, type DocumentInterface } from '@langchain/core/documents'
import { BaseRetriever } from '@langchain/core/retrievers'
import { ensureConfig, type RunnableConfig } from '@langchain/core/runnables'
import { FirewallError } from '../../core/errors.js'
import { LIMITS } from '../../core/limits.js'
import {
  anything,
  callback,
  either,
  type OptionKinds,
  oneOf,
  wholeNumber,
  withMethods,
} from '../../core/options.js'
import type { RetrieveOptions } from '../../core/types.js'
import type { Firewall } from '../../firewall/firewall.js'
import { requireCall, SERVICE } from './check.js'
import { type ForeignOptions, ForeignSearch, type ForeignStatus } from './foreign-search.js'
import { type RetrieverLike, registerProtected } from './leaf.js'
import { type CallContext, callContext } from './principal.js'
import type { VectorStoreLike } from './pushdown.js'
import { takeTagging } from './tags.js'

/** Options of `protect` over ragwall's own store. */
export interface ProtectOptions {
  /** Chunks per query. Default 10. */
  readonly k?: number
  /** Whose ceiling applies; default `default`. */
  readonly service?: string
}

/** Over a store of the application's own. */
export type ProtectForeignOptions = ForeignOptions &
  (
    | { readonly vectorStore: VectorStoreLike; readonly retriever?: never }
    /** A leaf, or a function that makes one which fetches `width`; a number in `k` or `topK` is widened for it. */
    | { readonly retriever: RetrieverLike | ((width: number) => RetrieverLike); readonly vectorStore?: never }
  )

const OPTIONS: OptionKinds<ProtectOptions | ProtectForeignOptions> = {
  ...SERVICE,
  k: wholeNumber(1, LIMITS.retrievedChunks),
  vectorStore: withMethods('a vector store of LangChain', 'similaritySearchVectorWithScore'),
  retriever: either(withMethods('a retriever of LangChain', 'invoke'), {
    ...callback,
    is: 'a function that makes one which fetches so many',
  }),
  labelOf: callback,
  filter: anything,
  pushdown: withMethods('how the store carries labels in its filters', 'filterFor'),
  candidates: wholeNumber(1, LIMITS.foreignCandidates),
  tooManyLabels: oneOf('over-fetch', 'fail'),
  onWarning: callback,
}

/** What a chunk of ragwall's own store says of its document. */
export interface ProtectedMetadata {
  /** As the source named it. */
  readonly documentId: string
  /** Where a person finds it. */
  readonly uri: string
  /** The document's. */
  readonly title?: string
  /** Higher is better; comparable within one call only. */
  readonly score: number
  /** The type of `Document` asks for it. */
  readonly [name: string]: unknown
}

/**
 * Door 1 as a LangChain retriever: over ragwall's own store, or over the application's. Callbacks and tracers
 * see what the reader sees: what is behind it runs without them. Works under `invoke`, `batch`, `stream` and
 * `pipe`, for as many principals at once as there are calls.
 *
 * A foreign store that filters is asked for the reader's labels only; what comes back is looked at again, under
 * the labels that documents have now. One that does not filter ranks first, and is asked for more until there
 * are k or no more: then how long it takes, and whether k are found within the bound, depends on what the
 * reader may not read. Only ragwall's own store promises that it does not.
 */
export function protect(
  firewall: Firewall,
  options: ProtectForeignOptions,
): ProtectedRetriever<Record<string, unknown>>
export function protect(firewall: Firewall, options?: ProtectOptions): ProtectedRetriever<ProtectedMetadata>
export function protect(firewall: Firewall, options: ProtectOptions | ProtectForeignOptions = {}) {
  requireCall(firewall, options, OPTIONS, 'protect')
  return new ProtectedRetriever(firewall, options)
}

/** `_getRelevantDocuments` is not handed the configuration, so `invoke` keeps it here. */
const calls = new AsyncLocalStorage<{ readonly call: CallContext; readonly config: RunnableConfig }>()

/** What `protect` returns. */
export class ProtectedRetriever<
  Metadata extends Record<string, unknown> = Record<string, unknown>,
> extends BaseRetriever<Metadata> {
  static override lc_name(): string {
    return 'ProtectedRetriever'
  }

  override lc_namespace = ['ragwall', 'retrievers']
  readonly #firewall: Firewall
  readonly #options: ProtectOptions
  readonly #foreign: ForeignSearch | undefined

  constructor(firewall: Firewall, options: ProtectOptions | ProtectForeignOptions) {
    super({})
    this.#firewall = firewall
    this.#options = options
    this.#foreign = foreignSearch(firewall, options)
    registerProtected(this)
  }

  /** What it has met with, if it is over a foreign store. */
  get status(): ForeignStatus | undefined {
    return this.#foreign?.status
  }

  override async invoke(
    query: string,
    config?: Callbacks | RunnableConfig,
  ): Promise<DocumentInterface<Metadata>[]> {
    // LangChain still takes bare callbacks where a configuration is meant.
    const whole = ensureConfig(parseCallbackConfigArg(config))
    const call = callContext(whole)
    return calls.run({ call, config: whole }, () => super.invoke(query, whole))
  }

  override async _getRelevantDocuments(
    query: string,
    _manager?: CallbackManagerForRetrieverRun,
  ): Promise<DocumentInterface<Metadata>[]> {
    const config = calls.getStore()?.config ?? ensureConfig()
    const call = calls.getStore()?.call ?? callContext(config)
    const { k, service } = this.#options
    const asked: RetrieveOptions = {
      ...call,
      ...(k === undefined ? {} : { k }),
      ...(service === undefined ? {} : { service }),
    }
    const found =
      this.#foreign === undefined
        ? await ownDocuments(this.#firewall, query, asked)
        : await this.#foreign.search(query, asked, config)
    return found as DocumentInterface<Metadata>[]
  }
}

/** A warning and no error: whether ragwall's own store holds something that others may read is not for this reader. */
const ELSEWHERE =
  'nothing was found in the store of ragwall, and tagged documents lie in another: give protect that one as `vectorStore`'

async function ownDocuments(
  firewall: Firewall,
  query: string,
  asked: RetrieveOptions,
): Promise<DocumentInterface[]> {
  const chunks = await firewall.retrieve(query, asked)
  if (chunks.length === 0 && takeTagging(firewall)) process.emitWarning(ELSEWHERE, 'RagwallWarning')
  return chunks.map(
    ({ id, documentId, uri, title, text, orders, score }) =>
      new Document({
        id,
        pageContent: text,
        metadata: {
          documentId,
          uri,
          score,
          ...(title === undefined ? {} : { title }),
          ...(orders === undefined ? {} : { orders: [...orders] }),
        },
      }),
  )
}

function foreignSearch(
  firewall: Firewall,
  options: ProtectOptions | ProtectForeignOptions,
): ForeignSearch | undefined {
  const { retriever, vectorStore, k: _k, service: _service, ...rest } = options as ProtectForeignOptions
  if (!('retriever' in options || 'vectorStore' in options)) {
    const [stray] = Object.keys(rest)
    if (stray === undefined) return undefined
    throw new FirewallError(
      'option-invalid',
      `the option \`${stray}\` of protect is for a store of your own`,
      {
        help: 'give that store too, as `vectorStore` or `retriever`; without one protect asks the store of ragwall',
      },
    )
  }
  if (retriever !== undefined && vectorStore !== undefined) {
    throw new FirewallError('option-invalid', 'give `retriever` or `vectorStore`, not both')
  }
  return new ForeignSearch(firewall, vectorStore ?? retriever, options)
}
