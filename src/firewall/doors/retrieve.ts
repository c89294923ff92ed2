import { keyedDigest, randomId, type SecretKey } from '../../core/digest.js'
import { FirewallError } from '../../core/errors.js'
import { LIMITS } from '../../core/limits.js'
import type { AuditSink, Embedder, HistoryStore, ScoredChunk, Store } from '../../core/ports.js'
import type { Entitlements, RetrievedChunk, RetrieveOptions } from '../../core/types.js'
import type { Entitler } from '../../labels/entitle.js'
import { narrow } from '../../labels/entitlements.js'
import { embedQuery } from '../../text/embed.js'
import type { Service } from '../policy/service.js'
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
}

export async function retrieve(
  context: RetrieveContext,
  query: string,
  given: RetrieveOptions,
): Promise<readonly RetrievedChunk[]> {
  const options = { ...given, principal: requirePrincipal(given) }
  requireQuery(query)
  const k = requireCount(options.k ?? 10)
  requireLive(options)
  const { store, service } = context
  await store.refresh()
  const entitled = await context.entitler.entitle(options.principal)
  const entitlements = narrow(entitled, (label) => service.withinCeiling(store.labels.get(label)))
  const vector = await embedQuery(context.embedder, query, context.dimension)
  requireLive(options)
  const found = await store.chunks.search({ text: query, vector, k }, entitlements)
  const chunks = await recheck(context, found, entitlements, options)
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
  })
  context.history.remember(options.principal.id, options.session ?? '', query)
  options.onReceipt?.(receipt)
  return chunks
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
    chunks.push({
      id,
      documentId: document.id,
      uri: document.uri,
      ...(title === undefined ? {} : { title }),
      text,
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
