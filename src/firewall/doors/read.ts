import { keyedDigest, randomId } from '../../core/digest.js'
import { FirewallError } from '../../core/errors.js'
import { LIMITS } from '../../core/limits.js'
import type { StoredDocument } from '../../core/ports.js'
import type { Entitlements, RetrieveOptions } from '../../core/types.js'
import { underCeiling } from './ceiling.js'
import { requirePrincipal } from './reader.js'
import { orderingOf, type RetrieveContext, requireLive, whyKeptBack } from './retrieve.js'

/** A document that a reader may read, without its text. */
export interface ListedDocument {
  /** As the source named it. */
  readonly documentId: string
  /** Where a person finds it. */
  readonly uri: string
  /** The document's. */
  readonly title?: string
}

/** A page of what a reader may read, by id. */
export interface DocumentList {
  /** In the order of their ids, compared by code unit. */
  readonly documents: readonly ListedDocument[]
  /** There are more: ask again for those `after` this id. */
  readonly next?: string
}

/** A document that a reader may read. */
export interface ReadDocument extends ListedDocument {
  /** Its pieces, in order, but for what a service's policy does to orders in them. */
  readonly text: string
  /** Rules of the orders that it gives to the model that reads it, where there are any. */
  readonly orders?: readonly string[]
}

/** What a reading by id knows of the call. */
export type ReadOptions = Pick<RetrieveOptions, 'principal' | 'service' | 'session' | 'signal' | 'actor'>

/** Which page of a list. */
export interface ListOptions extends ReadOptions {
  /** The id that the page before ended with. */
  readonly after?: string
  /** Documents of a page, at most `LIMITS.accessPage`, which is also the default. */
  readonly limit?: number
}

/** Door 1, by id. A document that the reader may not read is one that does not exist: throws `not-found` for both. */
export async function readDocument(
  context: RetrieveContext,
  id: string,
  given: ReadOptions,
): Promise<ReadDocument> {
  const options = { ...given, principal: requirePrincipal(given) }
  requireLive(options)
  const { store, freshness } = context
  const began = Date.now()
  await store.refresh()
  const stored = store.documents.byId(id)
  // Only of what the reader may read is the source asked.
  if (
    stored !== undefined &&
    freshness.isStale(stored, began) &&
    (await isReadable(context, stored, await entitled(context, options)))
  ) {
    await freshness.renew([stored])
  }
  const entitlements = await entitled(context, options)
  const document = store.documents.byId(id)
  const pieces: { readonly id: string; readonly text: string; readonly orders: readonly string[] }[] = []
  let keptBack: string | undefined
  if (document !== undefined && !isUnsure(context, document, began)) {
    for (;;) {
      const piece = await store.chunks.get(`${id}#${pieces.length}`, entitlements)
      if (piece === undefined) break
      const vetted = context.orders.vet(piece.text, context.service)
      keptBack ??= whyKeptBack(context, piece.text)
      pieces.push({ id: piece.id, ...(vetted ?? { text: '', orders: [] }) })
    }
  }
  requireLive(options)
  if (keptBack !== undefined) {
    await context.audit.append({
      type: 'incident',
      what: keptBack,
      subject: options.principal.id,
      document: id,
    })
    pieces.length = 0
  }
  await context.audit.append({
    type: 'retrieve',
    call: randomId(),
    subject: options.principal.id,
    service: context.service.name,
    ...(options.actor === undefined ? {} : { actor: options.actor }),
    ...(options.session === undefined ? {} : { session: options.session }),
    query: keyedDigest(context.queryKey, id),
    k: pieces.length,
    chunks: pieces.map((piece) => piece.id),
    ...orderingOf(pieces),
  })
  if (document === undefined || pieces.length === 0) {
    throw new FirewallError('not-found', 'there is no document of this id, or none that this reader may read')
  }
  const orders = [...new Set(pieces.flatMap((piece) => piece.orders))]
  return {
    ...listed(document),
    text: pieces.map(({ text }) => text).join('\n'),
    ...(orders.length === 0 ? {} : { orders }),
  }
}

/** What may be read by `readDocument`. */
export async function listDocuments(context: RetrieveContext, given: ListOptions): Promise<DocumentList> {
  const options = { ...given, principal: requirePrincipal(given) }
  const { after, limit = LIMITS.accessPage } = options
  if (!Number.isInteger(limit) || limit < 1 || limit > LIMITS.accessPage) {
    throw new FirewallError('option-invalid', '`limit` is not a number of documents', {
      help: `it is a whole number from 1 to ${LIMITS.accessPage}`,
    })
  }
  const { store, freshness } = context
  const began = Date.now()
  await store.refresh()
  let entitlements = await entitled(context, options)
  const found: StoredDocument[] = []
  for (const number of store.documents.numbers()) {
    const document = store.documents.byNumber(number)!
    if (after !== undefined && document.id <= after) continue
    if (await isReadable(context, document, entitlements)) found.push(document)
  }
  found.sort((a, b) => (a.id < b.id ? -1 : 1))
  const page = found.slice(0, limit)
  const last = page.at(-1)
  const stale = page.filter((one) => freshness.isStale(one, began))
  if (stale.length > 0) {
    await freshness.renew(stale)
    entitlements = await entitled(context, options)
  }
  const shown: ListedDocument[] = []
  for (const { id } of page) {
    const document = store.documents.byId(id)
    if (document === undefined || freshness.isStale(document, began)) continue
    if (stale.length === 0 || (await isReadable(context, document, entitlements)))
      shown.push(listed(document))
  }
  return {
    documents: shown,
    ...(last === undefined || page.length === found.length ? {} : { next: last.id }),
  }
}

function listed({ id, uri, title }: StoredDocument): ListedDocument {
  return { documentId: id, uri, ...(title === undefined ? {} : { title }) }
}

async function isReadable(
  { store }: RetrieveContext,
  { id, label }: StoredDocument,
  entitlements: Entitlements,
): Promise<boolean> {
  return entitlements.permits(label) && (await store.chunks.get(`${id}#0`, entitlements)) !== undefined
}

/** Its permissions are older than they may be, and its source does not say what they are now. */
function isUnsure({ freshness }: RetrieveContext, document: StoredDocument, began: number): boolean {
  return freshness.isStale(document, began)
}

async function entitled(
  { entitler, store, service }: RetrieveContext,
  { principal }: ReadOptions,
): Promise<Entitlements> {
  return underCeiling(service, store.labels, await entitler.entitle(principal))
}
