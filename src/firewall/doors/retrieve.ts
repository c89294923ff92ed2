import { unlessAborted } from '../../core/deadline.js'
import { keyedDigest, randomId, type SecretKey } from '../../core/digest.js'
import { FirewallError } from '../../core/errors.js'
import { LIMITS } from '../../core/limits.js'
import type {
  AuditSink,
  ChunkQuery,
  Embedder,
  HistoryStore,
  ScoredChunk,
  Store,
  StoredDocument,
} from '../../core/ports.js'
import { traced } from '../../core/trace.js'
import type { DocumentNumber, Entitlements, RetrievedChunk, RetrieveOptions } from '../../core/types.js'
import type { Entitler } from '../../labels/entitle.js'
import { embedQuery } from '../../text/embed.js'
import type { Service } from '../policy/service.js'
import { underCeiling } from './ceiling.js'
import type { Freshness } from './freshness.js'
import { HIDDEN_IN_CHUNK, isKeptBack } from './hidden.js'
import { ORDER_IN_CHUNK, type OrderReader } from './orders.js'
import { requirePrincipal } from './reader.js'

/**
 * Door 1. The entitlement is decided first, the search opens permitted partitions only, every chunk is looked
 * at once more, and the record is durable before anything is returned.
 */
export interface RetrieveContext {
  readonly store: Store
  readonly entitler: Entitler
  readonly audit: AuditSink
  readonly history: HistoryStore
  readonly embedder: Embedder
  readonly dimension: number
  readonly service: Service
  readonly queryKey: SecretKey
  readonly freshness: Freshness
  readonly orders: OrderReader
}

export function retrieve(
  context: RetrieveContext,
  query: string,
  given: RetrieveOptions,
): Promise<readonly RetrievedChunk[]> {
  const attributes = { 'ragwall.service': context.service.name }
  return traced('ragwall.retrieve', attributes, () => retrieveChunks(context, query, given))
}

async function retrieveChunks(
  context: RetrieveContext,
  query: string,
  given: RetrieveOptions,
): Promise<readonly RetrievedChunk[]> {
  const options = { ...given, principal: requirePrincipal(given) }
  requireQuery(query)
  const k = requireCount(options.k ?? 10)
  requireLive(options)
  const { store, service } = context
  const { signal } = options
  await store.refresh()
  // Before the query is looked at: who may read nothing is told so of any.
  await unlessAborted(entitlementsOf(context, options), signal)
  const vector = await unlessAborted(embedQuery(context.embedder, query, context.dimension), signal)
  requireLive(options)
  const { found, entitlements } = await traced('ragwall.search', { 'ragwall.k': k }, async (span) => {
    const fresh = await unlessAborted(searchFresh(context, { text: query, vector, k }, options), signal)
    span.setAttribute('ragwall.chunks', fresh.found.length)
    return fresh
  })
  requireLive(options)
  const chunks = await recheck(context, found, entitlements, options)
  const aclAge = context.freshness.age(returned(store, chunks))
  const receipt = await context.audit.append({
    type: 'retrieve',
    call: randomId(),
    subject: options.principal.id,
    service: service.name,
    ...(options.actor === undefined ? {} : { actor: options.actor }),
    ...(options.session === undefined ? {} : { session: options.session }),
    query: keyedDigest(context.queryKey, query),
    k,
    chunks: chunks.map(({ id }) => id),
    ...orderingOf(chunks),
    ...(aclAge === undefined ? {} : { aclAge }),
  })
  if (options.templated !== true) context.history.remember(options.principal.id, options.session ?? '', query)
  options.onReceipt?.(receipt)
  return chunks
}

async function entitlementsOf(
  { entitler, store, service }: Pick<RetrieveContext, 'entitler' | 'store' | 'service'>,
  { principal }: RetrieveOptions,
): Promise<Entitlements> {
  return underCeiling(service, store.labels, await entitler.entitle(principal))
}

/** Rounds of asking sources in one retrieval: each settles all that was found, so more than a few is a source that lies. */
const ROUNDS = 8

/**
 * The best `k` whose permissions are no older than they may be: of those that are, the sources are asked before they
 * count, and what stays unknown leaves its place to the next. So does a document with a chunk that is kept back for
 * what it hides or orders.
 */
async function searchFresh(
  context: RetrieveContext,
  query: ChunkQuery,
  options: RetrieveOptions,
): Promise<{ found: readonly ScoredChunk[]; entitlements: Entitlements }> {
  const { store, freshness, audit } = context
  const began = Date.now()
  const denied = new Set<DocumentNumber>()
  const without = (document: StoredDocument) =>
    denied.has(document.number) || freshness.isDenied(document, began)
  for (let round = 1; ; round++) {
    const entitlements = await entitlementsOf(context, options)
    // Looking at every document costs a scan: not before there is one to leave out.
    const asked = denied.size === 0 ? query : { ...query, without }
    const found = await store.chunks.search(asked, entitlements)
    const stale = new Map(
      found
        .filter(({ document }) => freshness.isStale(document, began))
        .map((chunk) => [chunk.document.number, chunk]),
    )
    const keptBack = new Map<DocumentNumber, { what: string; document: string }>()
    for (const { document, text } of found) {
      if (stale.has(document.number)) continue
      const what = whyKeptBack(context, text)
      if (what !== undefined) keptBack.set(document.number, { what, document: document.id })
    }
    const news = [...keptBack].filter(([number]) => !denied.has(number))
    for (const [number, { what, document }] of news) {
      denied.add(number)
      await audit.append({ type: 'incident', what, subject: options.principal.id, document })
    }
    if ((stale.size === 0 && news.length === 0) || round === ROUNDS) {
      const kept = found.filter(({ document: { number } }) => !stale.has(number) && !keptBack.has(number))
      return { found: kept, entitlements }
    }
    const known = await freshness.renew([...stale.values()].map(({ document }) => document))
    for (const number of stale.keys()) if (!known.has(number)) denied.add(number)
  }
}

/** What is on record where a service does not give such a text to a model. */
export function whyKeptBack(
  { service, orders }: Pick<RetrieveContext, 'service' | 'orders'>,
  text: string,
): string | undefined {
  if (isKeptBack(text, service)) return HIDDEN_IN_CHUNK
  return orders.vet(text, service) === undefined ? ORDER_IN_CHUNK : undefined
}

/** Which of them give orders to the model, for the record. */
export function orderingOf(chunks: readonly { readonly id: string; readonly orders?: readonly string[] }[]): {
  ordering?: readonly string[]
} {
  const ordering = chunks.filter(({ orders = [] }) => orders.length > 0).map(({ id }) => id)
  return ordering.length === 0 ? {} : { ordering }
}

function* returned(
  { documents }: Store,
  chunks: readonly { readonly documentId: string }[],
): Generator<DocumentNumber> {
  for (const { documentId } of chunks) {
    const document = documents.byId(documentId)
    if (document !== undefined) yield document.number
  }
}

/** A forbidden chunk behind a search is not a chunk to drop in silence: it is an incident (lessons: trust, then verify). */
async function recheck(
  context: RetrieveContext,
  found: readonly ScoredChunk[],
  entitlements: Entitlements,
  options: RetrieveOptions,
): Promise<RetrievedChunk[]> {
  const { labels, documents } = context.store
  const chunks: RetrievedChunk[] = []
  for (const { id, document, title, text, score, label } of found) {
    const current = documents.byId(document.id)?.label
    // Deleted or relabelled between search and here: as if it had never been found.
    if (current === undefined || (entitlements.permits(label) && !entitlements.permits(current))) continue
    if (!entitlements.permits(label)) {
      await context.audit.append({
        type: 'incident',
        what: 'forbidden-chunk-behind-search',
        subject: options.principal.id,
        document: document.id,
      })
      continue
    }
    const vetted = context.orders.vet(text, context.service)
    if (vetted === undefined) continue
    chunks.push({
      id,
      documentId: document.id,
      uri: document.uri,
      ...(title === undefined ? {} : { title }),
      text: vetted.text,
      ...(vetted.orders.length === 0 ? {} : { orders: vetted.orders }),
      score,
      label: labels.get(label),
    })
  }
  return chunks
}

export function requireQuery(query: unknown): asserts query is string {
  if (typeof query !== 'string' || query.trim() === '') {
    throw new FirewallError('query-invalid', 'the query is empty or not a string', {
      help: 'pass the question as text',
    })
  }
  if (query.length > LIMITS.queryLength) {
    throw new FirewallError('query-too-long', `the query is longer than ${LIMITS.queryLength} code units`, {
      help: 'ask a question; to look for a document, use a part of it',
    })
  }
  if (!query.isWellFormed()) {
    throw new FirewallError('text-invalid', 'the query is not well-formed UTF-16', {
      help: 'a surrogate stands alone in it: decode the request as UTF-8',
    })
  }
}

export function requireCount(k: unknown): number {
  if (Number.isInteger(k) && (k as number) >= 1 && (k as number) <= LIMITS.retrievedChunks) return k as number
  throw new FirewallError('option-invalid', '`k` is out of range', {
    help: `k is a whole number from 1 to ${LIMITS.retrievedChunks}`,
  })
}

export function requireLive({ signal }: RetrieveOptions): void {
  if (signal?.aborted) throw new FirewallError('aborted', 'the caller cancelled the retrieval')
}
