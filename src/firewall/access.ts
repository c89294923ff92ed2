import type { Pseudonyms } from '../audit/pseudonyms.js'
import { FirewallError } from '../core/errors.js'
import { LIMITS } from '../core/limits.js'
import type { AuditSink, Directory, Store } from '../core/ports.js'
import type { Label, LabelId, Principal } from '../core/types.js'
import type { Entitler } from '../labels/entitle.js'

/** Who may read a document, why, since when, and who was given it. Names documents and people, never content. */
export interface DocumentAccess {
  /** Its id. */
  readonly document: string
  /** What it demands of its readers now. */
  readonly label: Label
  /** The container that its permissions come from, where they come from one. */
  readonly container?: string
  /** Milliseconds since the epoch since when it demands that; 0 is not known. */
  readonly since: number
  /** When its source last said so, milliseconds since the epoch; 0 is not known. */
  readonly checked: number
  /** What the access policy says to each of those asked about, whatever a service's ceiling takes away from it. */
  readonly readers: readonly ReaderAccess[]
  /** Who was handed a piece of it, or an answer that repeats it, as far back as the journal goes. */
  readonly received: readonly Received[]
}

/** The policy's word to one reader. */
export interface ReaderAccess {
  /** Id of the principal. */
  readonly id: string
  /** `indeterminate`: nobody could decide, which denies. */
  readonly effect: 'permit' | 'deny' | 'indeterminate'
  /** What is met, where it permits: one id of each list. What is missing or forbids, where it denies. */
  readonly why: readonly string[]
}

/** What the journal says of one reader and one document. */
export interface Received {
  /** Id of the principal. */
  readonly subject: string
  /** How often. */
  readonly times: number
  /** The first time, milliseconds since the epoch. */
  readonly first: number
  /** The last time, milliseconds since the epoch. */
  readonly last: number
  /** The last time was before the permissions became what they are, and the policy denies it now. */
  readonly revokedSince: boolean
}

/** What one principal may read, a page of it, by id. Names documents, never content. */
export interface ReadableDocuments {
  /** Id of the principal. */
  readonly principal: string
  /** In the order of their ids, compared by code unit. */
  readonly documents: readonly ReadableDocument[]
  /** There are more: ask again for those `after` this id. */
  readonly next?: string
}

/** A document that a principal may read. */
export interface ReadableDocument {
  /** Its id. */
  readonly document: string
  /** Its level. */
  readonly level: string
  /** What is met: one id of each list of its label. */
  readonly why: readonly string[]
  /** Milliseconds since the epoch since when it demands that; 0 is not known. */
  readonly since: number
}

/** Which page of what a principal may read. */
export interface ReadableOptions {
  /** The id that the page before ended with. */
  readonly after?: string
  /** Documents of a page, at most `LIMITS.accessPage`, which is also the default. */
  readonly limit?: number
}

/** Throws `not-found` for a document that is not stored, and what entitling a principal throws. */
export async function accessTo(
  context: {
    readonly store: Store
    readonly audit: AuditSink
    readonly entitler: Entitler
    readonly pseudonyms: Pseudonyms
  },
  id: string,
  principals: readonly Principal[],
): Promise<DocumentAccess> {
  const { store, audit, entitler, pseudonyms } = context
  await store.refresh()
  const document = store.documents.byId(id)
  if (document === undefined) {
    throw new FirewallError('not-found', 'no document of this id is stored', {
      help: 'ids are those that `retrieve` and the report show; for a file its path below the root',
    })
  }
  const label = store.labels.get(document.label)
  const { since, checked } = store.documents.permissionTimes(document.number)
  const container = store.documents.stored(id)?.derived?.container
  const readers: ReaderAccess[] = []
  for (const principal of principals) readers.push(await readerAccess(entitler, principal, label))
  const received = await receivedBy(audit, id)
  const denied = new Set(
    readers.filter(({ effect }) => effect !== 'permit').map((reader) => pseudonyms.of(reader.id)),
  )
  return {
    document: id,
    label,
    ...(container === undefined ? {} : { container }),
    since,
    checked,
    readers,
    received: received.map((one) => ({
      ...one,
      revokedSince: denied.has(one.subject) && one.last < since,
    })),
  }
}

/** Throws `option-invalid`, and what entitling a principal throws. */
export async function readableBy(
  context: { readonly store: Store; readonly entitler: Entitler },
  principal: Principal,
  { after, limit = LIMITS.accessPage }: ReadableOptions,
): Promise<ReadableDocuments> {
  if (!Number.isInteger(limit) || limit < 1 || limit > LIMITS.accessPage) {
    throw new FirewallError('option-invalid', '`limit` is not a number of documents', {
      help: `it is a whole number from 1 to ${LIMITS.accessPage}`,
    })
  }
  const { store, entitler } = context
  await store.refresh()
  const entitlements = await entitler.entitle(principal)
  const found: { id: string; label: LabelId; since: number }[] = []
  for (const number of store.documents.numbers()) {
    const { id, label } = store.documents.byNumber(number)!
    if (after !== undefined && id <= after) continue
    if (!entitlements.permits(label)) continue
    found.push({ id, label, since: store.documents.permissionTimes(number).since })
  }
  found.sort((a, b) => (a.id < b.id ? -1 : 1))
  const page = found.slice(0, limit)
  const reasons = new Map<LabelId, { level: string; why: readonly string[] }>()
  const documents: ReadableDocument[] = []
  for (const { id, label, since } of page) {
    let reason = reasons.get(label)
    if (reason === undefined) {
      const demanded = store.labels.get(label)
      const { effect, why } = await readerAccess(entitler, principal, demanded)
      reason = { level: demanded.level, why: effect === 'permit' ? why : [] }
      reasons.set(label, reason)
    }
    documents.push({ document: id, ...reason, since })
  }
  const last = page.at(-1)
  return {
    principal: principal.id,
    documents,
    ...(last === undefined || found.length === page.length ? {} : { next: last.id }),
  }
}

/** What the access policy says to a principal of a label. Throws what entitling a principal throws. */
export async function readerAccess(
  entitler: Entitler,
  principal: Principal,
  label: Label,
): Promise<ReaderAccess> {
  const { reader, decision } = await entitler.explain(principal, label)
  const held = ['*', reader.id, ...reader.groups]
  const { effect } = decision
  if (decision.effect === 'permit') {
    const met = label.allow.map((list) => list.find((one) => held.includes(one)) ?? '?')
    return { id: principal.id, effect, why: met }
  }
  if (decision.effect === 'indeterminate') return { id: principal.id, effect, why: ['decision-failed'] }
  const missing: Record<typeof decision.reason, () => readonly string[]> = {
    level: () => [`level ${label.level}, above ${reader.clearance.level}`],
    compartment: () =>
      label.compartments
        .filter((one) => !reader.clearance.compartments.includes(one))
        .map((one) => `compartment ${one}`),
    deny: () => {
      const own = label.deny.filter((one) => held.includes(one)).map((one) => `denied ${one}`)
      return own.length > 0 ? own : ["denies an account that is nobody's"]
    },
    allow: () => ['not allowed'],
    policy: () => ['policy'],
  }
  return { id: principal.id, effect, why: missing[decision.reason]() }
}

/**
 * Accounts that labels of stored documents name and that are nobody's: whom they mean can read nothing by them. Throws
 * `decision-failed`.
 */
export async function unmatchedAccounts({
  store,
  directory,
}: {
  readonly store: Store
  readonly directory: Directory
}): Promise<readonly string[]> {
  await store.refresh()
  const known = (await directory.accounts?.()) ?? new Set()
  const labels = new Set(
    [...store.documents.numbers()].map((number) => store.documents.byNumber(number)!.label),
  )
  const named = new Set<string>()
  for (const label of labels) {
    const { allow, deny } = store.labels.get(label)
    for (const id of [...allow.flat(), ...deny])
      if (id.startsWith('account:') && !known.has(id)) named.add(id)
  }
  return [...named].sort()
}

async function receivedBy(audit: AuditSink, id: string): Promise<Omit<Received, 'revokedSince'>[]> {
  const found = new Map<string, { subject: string; times: number; first: number; last: number }>()
  for await (const { time, event } of audit.read()) {
    const given =
      event.type === 'retrieve'
        ? event.chunks.some((chunk) => chunk.slice(0, chunk.lastIndexOf('#')) === id)
        : event.type === 'closed' &&
          event.findings.some(({ action, sources }) => action === 'release' && sources.includes(id))
    if (!given || !('subject' in event) || event.subject === undefined) continue
    const { subject } = event
    const known = found.get(subject) ?? { subject, times: 0, first: time, last: time }
    found.set(subject, {
      subject,
      times: known.times + 1,
      first: Math.min(known.first, time),
      last: Math.max(known.last, time),
    })
  }
  return [...found.values()].sort((a, b) => b.last - a.last)
}
