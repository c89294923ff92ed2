import { keyedDigest, randomId, type SecretKey } from '../../core/digest.js'
import { FirewallError } from '../../core/errors.js'
import { isUnspeakable } from '../../core/leak.js'
import type { AuditSink, HistoryStore, LabelAssigner, Store } from '../../core/ports.js'
import type { Acl, AuditReceipt, Label, LabelId, RetrieveOptions } from '../../core/types.js'
import type { Entitler } from '../../labels/entitle.js'
import { assertEntitlements } from '../../labels/entitlements.js'
import { canonicalLabel, hashLabel } from '../../labels/label.js'
import type { Service } from '../policy/service.js'
import { underCeiling } from './ceiling.js'
import type { Freshness } from './freshness.js'
import type { OrderReader, Vetted } from './orders.js'
import { requirePrincipal } from './reader.js'
import { orderingOf, requireCount, requireLive, requireQuery, whyKeptBack } from './retrieve.js'
import type { ShownDocuments } from './shown.js'

/**
 * Door 1 over a store of somebody else's. That store ranks, this decides: it names the labels to ask for, looks
 * at everything that came back under the labels documents have *now*, and records the retrieval before anything
 * is returned. A label's hash in a store may be old or forged; what the firewall itself holds is not
 * (docs/decisions.md#label-ids-stay-inside).
 */
export interface ForeignContext {
  readonly store: Store
  readonly entitler: Entitler
  readonly audit: AuditSink
  readonly history: HistoryStore
  readonly shown: ShownDocuments
  readonly assigner: LabelAssigner
  readonly service: Service
  readonly queryKey: SecretKey
  readonly hashOf: (label: LabelId) => string
  readonly freshness: Freshness
  readonly orders: OrderReader
}

/** A chunk as a foreign store returned it. */
export interface ForeignDocument {
  /** Names it in the audit. */
  readonly id: string
  /** As the store holds it. */
  readonly text: string
  /** Ids of all documents it was made from, as the firewall holds them: each must be permitted. */
  readonly documentIds: readonly string[]
  /** Permissions the store itself keeps: they count only where the firewall holds no document. */
  readonly acl?: Acl
  /** The label hash it carries. */
  readonly hash?: string
}

/** `unlabelled`: neither the firewall nor the store knows who may read it, so nobody may. */
export type Examined = 'permitted' | 'forbidden' | 'unlabelled'

/** Door 1 over a store of the application's own, for one query of one reader. */
export interface ForeignRetrieval {
  /** 128-bit keyed hashes, as hex, of all labels the reader may read now: what a native filter asks for. */
  readonly labels: readonly string[]
  /** The firewall holds no document at all: whatever the store holds was never registered. */
  readonly nothingHeld: boolean
  /**
   * One verdict per document. `filtered` says that the store was asked for `labels` only: then a forbidden
   * document is an incident; otherwise one without a label is a failure. Both are recorded before this resolves.
   */
  examine(
    found: readonly ForeignDocument[],
    options: { readonly filtered: boolean },
  ): Promise<readonly Examined[]>
  /**
   * Records what is about to be returned, durably. What the firewall does not hold itself is remembered for
   * this reader's session, so that door 2 knows it, and counted as `unheld`. Throws `audit-unavailable`; then
   * nothing may be returned.
   */
  close(given: readonly ForeignDocument[]): Promise<{
    readonly receipt: AuditReceipt
    readonly unheld: number
    /** What a model may be given of each, as the service's policy has it of orders in documents. */
    readonly vetted: readonly Vetted[]
  }>
}

export async function openRetrieval(
  context: ForeignContext,
  query: string,
  given: RetrieveOptions,
): Promise<ForeignRetrieval> {
  const options = { ...given, principal: requirePrincipal(given) }
  requireQuery(query)
  const k = requireCount(options.k ?? 10)
  requireLive(options)
  const { store, service, audit } = context
  const began = Date.now()
  await store.refresh()
  const entitled = await context.entitler.entitle(options.principal)
  const entitlements = underCeiling(service, store.labels, entitled)
  const labels = entitlements.labels.map(context.hashOf)
  const asked = new Set(labels)
  const reported = new Set<string>()
  const mayRead = remembered(async (label: Label) => {
    return service.withinCeiling(label) && (await context.entitler.mayRead(options.principal, label))
  })

  async function examineOne(document: ForeignDocument): Promise<Examined> {
    const { documentIds } = document
    const held = documentIds.map((id) => store.documents.byId(id))
    if (held.length > 0 && held.every((one) => one !== undefined)) {
      const readable = held.every(
        (one) =>
          !isUnspeakable(one.kind) &&
          entitlements.permits(one.label) &&
          !context.freshness.isStale(one, began),
      )
      return readable ? 'permitted' : 'forbidden'
    }
    const label = labelOf(context, document)
    if (label === undefined) return 'unlabelled'
    return (await mayRead(label)) ? 'permitted' : 'forbidden'
  }

  /** Once per document. */
  async function incident(what: string, document: ForeignDocument): Promise<void> {
    if (reported.has(document.id)) return
    reported.add(document.id)
    await audit.append({
      type: 'incident',
      what,
      subject: options.principal.id,
      document: document.id,
    })
  }

  /** Once per retrieval. */
  async function unlabelled(): Promise<void> {
    if (reported.has('')) return
    reported.add('')
    await audit.append({
      type: 'failure',
      where: 'foreign store',
      code: 'label-missing',
      subject: options.principal.id,
    })
  }

  return {
    labels,
    nothingHeld: store.documents.size === 0,
    async examine(found, { filtered }) {
      requireLive(options)
      await store.refresh()
      assertEntitlements(entitlements)
      await askStale(context, found, began)
      const verdicts: Examined[] = []
      for (const document of found) {
        const verdict = await examineOne(document)
        const why = verdict === 'permitted' ? whyKeptBack(context, document.text) : undefined
        if (why !== undefined) {
          verdicts.push('forbidden')
          await incident(why, document)
          continue
        }
        verdicts.push(verdict)
        if (filtered && verdict !== 'permitted')
          await incident(incidentOf(verdict, document, asked), document)
        else if (verdict === 'unlabelled') await unlabelled()
      }
      return verdicts
    },
    async close(documents) {
      requireLive(options)
      const session = options.session ?? ''
      const vetted = documents.map(({ text }) => context.orders.vet(text, service))
      const ordering = documents.map(({ id }, i) => ({ id, orders: vetted[i]?.orders ?? [] }))
      const receipt = await audit.append({
        type: 'retrieve',
        call: randomId(),
        subject: options.principal.id,
        service: service.name,
        ...(options.actor === undefined ? {} : { actor: options.actor }),
        ...(options.session === undefined ? {} : { session }),
        query: keyedDigest(context.queryKey, query),
        k,
        chunks: documents.map(({ id }) => id),
        ...orderingOf(ordering),
      })
      if (options.templated !== true) context.history.remember(options.principal.id, session, query)
      let unheld = 0
      for (const document of documents) {
        if (holds(store, document)) continue
        const label = labelOf(context, document)
        if (label === undefined) throw new FirewallError('label-missing', 'a returned document has no label')
        unheld += 1
        context.shown.remember(options.principal.id, session, { text: document.text, label })
      }
      options.onReceipt?.(receipt)
      // What a policy that changed meanwhile keeps back is given as nothing.
      return { receipt, unheld, vetted: vetted.map((one) => one ?? { text: '', orders: [] }) }
    },
  }
}

/** Asks about what is held and too old, all at once; what stays unknown stays stale, and is denied. */
async function askStale(
  { store, freshness }: ForeignContext,
  found: readonly ForeignDocument[],
  began: number,
): Promise<void> {
  const held = new Set(found.flatMap(({ documentIds }) => documentIds).map((id) => store.documents.byId(id)))
  const stale = [...held].filter((one) => one !== undefined).filter((one) => freshness.isStale(one, began))
  if (stale.length > 0) await freshness.renew(stale)
}

/** Whether door 2 knows the document without being told. */
function holds(store: Store, { documentIds }: ForeignDocument): boolean {
  return documentIds.length > 0 && documentIds.every((id) => store.documents.byId(id) !== undefined)
}

/** The label of a document that the store keeps the permissions of; what cannot be understood is nobody's. */
function labelOf({ assigner }: ForeignContext, { id, acl }: ForeignDocument): Label | undefined {
  if (acl === undefined) return undefined
  try {
    return assigner.assign(acl, id)
  } catch {
    return undefined
  }
}

/** A store that ignored the filter, one that was not told of a new label, one that holds what it should not. */
function incidentOf(verdict: Examined, { hash }: ForeignDocument, asked: ReadonlySet<string>): string {
  if (verdict === 'unlabelled') return 'unlabelled-chunk-behind-filter'
  return hash !== undefined && asked.has(hash) ? 'stale-label-behind-filter' : 'forbidden-chunk-behind-filter'
}

/** Few labels, many chunks: each is asked about once. */
function remembered(decide: (label: Label) => Promise<boolean>): (label: Label) => Promise<boolean> {
  const known = new Map<string, Promise<boolean>>()
  return (label) => {
    const form = canonicalLabel(label)
    const decided = known.get(form) ?? decide(label)
    known.set(form, decided)
    return decided
  }
}

/** Hashes of labels, each computed once. */
export function labelHashes(store: Store, key: SecretKey): (label: LabelId) => string {
  const hashes = new Map<LabelId, string>()
  return (label) => {
    const known = hashes.get(label) ?? hashLabel(key, store.labels.get(label))
    hashes.set(label, known)
    return known
  }
}
