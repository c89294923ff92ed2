import { AsyncLocalStorage } from 'node:async_hooks'
import type { CallbackManagerForRetrieverRun, Callbacks } from '@langchain/core/callbacks/manager'
import { Document, type DocumentInterface } from '@langchain/core/documents'
import { BaseRetriever } from '@langchain/core/retrievers'
import type { RunnableConfig } from '@langchain/core/runnables'
import { FirewallError } from '../../core/errors.js'
import type { Principal, RetrieveOptions } from '../../core/types.js'
import type { Firewall } from '../../firewall/firewall.js'
import { principalOf } from './principal.js'

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
interface Call {
  readonly principal: Principal
  readonly session?: string
  readonly signal?: AbortSignal
}

const calls = new AsyncLocalStorage<Call>()

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
    return calls.run(callOf(config), () => super.invoke(query, config as RunnableConfig))
  }

  override async _getRelevantDocuments(
    query: string,
    _manager?: CallbackManagerForRetrieverRun,
  ): Promise<DocumentInterface<ProtectedMetadata>[]> {
    const call = calls.getStore() ?? callOf(undefined)
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

function callOf(config: Callbacks | RunnableConfig | undefined): Call {
  // LangChain still takes bare callbacks where a configuration is meant.
  const whole = isConfig(config) ? config : undefined
  const session: unknown = whole?.configurable?.['session'] ?? whole?.configurable?.['thread_id']
  if (session !== undefined && typeof session !== 'string') {
    throw new FirewallError('option-invalid', '`configurable.session` is not a string')
  }
  return {
    principal: principalOf(whole),
    ...(session === undefined ? {} : { session }),
    ...(whole?.signal === undefined ? {} : { signal: whole.signal }),
  }
}

function isConfig(config: Callbacks | RunnableConfig | undefined): config is RunnableConfig {
  return typeof config === 'object' && !Array.isArray(config) && !('addHandler' in config)
}
