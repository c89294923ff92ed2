import { AsyncLocalStorage } from 'node:async_hooks'
import {
  type CallbackManagerForRetrieverRun,
  type Callbacks,
  parseCallbackConfigArg,
} from '@langchain/core/callbacks/manager'
import { Document, type DocumentInterface } from '@langchain/core/documents'
import { BaseRetriever } from '@langchain/core/retrievers'
import { ensureConfig, type RunnableConfig } from '@langchain/core/runnables'
import type { RetrieveOptions } from '../../core/types.js'
import type { Firewall } from '../../firewall/firewall.js'
import { type CallContext, callContext } from './principal.js'

export interface ProtectOptions {
  /** Chunks per query. Default 10. */
  readonly k?: number
  readonly service?: string
}

export interface ProtectedMetadata {
  readonly documentId: string
  readonly uri: string
  readonly title?: string
  readonly score: number
  /** The type of `Document` asks for it. */
  readonly [name: string]: unknown
}

/**
 * Door 1 as a LangChain retriever. Callbacks and tracers see what the reader sees: nothing else was ever
 * retrieved. Works under `invoke`, `batch`, `stream` and `pipe`, for as many principals at once as there are
 * calls.
 */
export function protect(firewall: Firewall, options: ProtectOptions = {}): ProtectedRetriever {
  return new ProtectedRetriever(firewall, options)
}

/** `_getRelevantDocuments` is not handed the configuration, so `invoke` keeps what it needs of it here. */
const calls = new AsyncLocalStorage<CallContext>()

export class ProtectedRetriever extends BaseRetriever<ProtectedMetadata> {
  static override lc_name(): string {
    return 'ProtectedRetriever'
  }

  override lc_namespace = ['ragwall', 'retrievers']
  readonly #firewall: Firewall
  readonly #options: ProtectOptions

  constructor(firewall: Firewall, options: ProtectOptions) {
    super({})
    this.#firewall = firewall
    this.#options = options
  }

  override async invoke(
    query: string,
    config?: Callbacks | RunnableConfig,
  ): Promise<DocumentInterface<ProtectedMetadata>[]> {
    // LangChain still takes bare callbacks where a configuration is meant.
    const whole = ensureConfig(parseCallbackConfigArg(config))
    return calls.run(callContext(whole), () => super.invoke(query, whole))
  }

  override async _getRelevantDocuments(
    query: string,
    _manager?: CallbackManagerForRetrieverRun,
  ): Promise<DocumentInterface<ProtectedMetadata>[]> {
    const call = calls.getStore() ?? callContext(ensureConfig())
    const { k, service } = this.#options
    const asked: RetrieveOptions = {
      ...call,
      ...(k === undefined ? {} : { k }),
      ...(service === undefined ? {} : { service }),
    }
    const chunks = await this.#firewall.retrieve(query, asked)
    return chunks.map(
      ({ id, documentId, uri, title, text, score }) =>
        new Document({
          id,
          pageContent: text,
          metadata: { documentId, uri, score, ...(title === undefined ? {} : { title }) },
        }),
    )
  }
}
