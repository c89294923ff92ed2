import type { DocumentInterface } from '@langchain/core/documents'
import { FirewallError } from '../../core/errors.js'
import { type OptionKind, type OptionKinds, record, requireOptions, text } from '../../core/options.js'
import type { Acl } from '../../core/types.js'
import type { ForeignDocument } from '../../firewall/doors/foreign.js'
import { checkAcl } from '../../labels/assign.js'

/**
 * What a chunk carries through splitters and stores: flat members of its metadata, since some stores flatten
 * or refuse nested ones. The hash is keyed and says nothing; the id is the application's own.
 */
export const DOCUMENT_KEY = 'ragwall_document'
/** Metadata key of the keyed hash of its label. */
export const LABEL_KEY = 'ragwall_label'
/** Of a derived text: what it was made from, so that each source is asked about anew. */
export const SOURCES_KEY = 'ragwall_sources'

/** What is known of a document's readers: an id under which the firewall holds it, its permissions, or both. */
export interface Labelled {
  /** The document's id in the firewall. */
  readonly id?: string
  /** Its permissions, where the firewall does not hold it. */
  readonly acl?: Acl
}

/** What is known of a chunk's readers; `undefined`: nobody may read it. */
export type LabelOf = (document: DocumentInterface) => Labelled | undefined

/** Permissions as a source states them; what they say is looked at where they become a label. */
export const ACL: OptionKind = record(
  "who may read it: { allow: ['group:staff'], deny: [], classification: 'internal' }",
)

const tagging = new WeakSet<object>()

/** Documents were tagged for a store of the application: what is asked for without one may be what was forgotten. */
export function rememberTagging(firewall: object): void {
  tagging.add(firewall)
}

/** True once, after documents were tagged with this firewall. */
export function takeTagging(firewall: object): boolean {
  return tagging.delete(firewall)
}

/** What `tagDocuments` wrote. */
export function readTag({ metadata }: DocumentInterface): Labelled | undefined {
  const id: unknown = metadata?.[DOCUMENT_KEY]
  return typeof id === 'string' ? { id } : undefined
}

const LABELLED: OptionKinds<Labelled> = { id: text, acl: ACL }

/** What `labelOf` says of a chunk, or what is wrong with it. One that throws knows nothing. */
function labelledBy(
  labelOf: LabelOf,
  document: DocumentInterface,
): { labelled?: Labelled; fault?: FirewallError } {
  const labelled = attempt(() => labelOf(document))
  if (labelled === undefined) return {}
  try {
    requireOptions<Labelled>(labelled, LABELLED, 'what `labelOf` gives')
    if (labelled.acl !== undefined) checkAcl(labelled.acl)
    return { labelled }
  } catch (error) {
    if (error instanceof FirewallError) return { fault: error }
    throw error
  }
}

/**
 * A chunk as the firewall looks at it. What `labelOf` says nothing of, or says in another shape than the documented
 * one, is nobody's; the latter with the reason.
 */
export function foreignDocument(
  document: DocumentInterface,
  labelOf: LabelOf = readTag,
): ForeignDocument & { readonly fault?: FirewallError } {
  const { labelled, fault } = labelledBy(labelOf, document)
  const { [LABEL_KEY]: hash, [SOURCES_KEY]: sources } = document.metadata ?? {}
  const derived = Array.isArray(sources) ? sources.map(String) : []
  const own = labelled?.id ?? undefined
  return {
    id: own ?? (typeof document.id === 'string' ? document.id : '(no id)'),
    text: document.pageContent,
    documentIds: own === undefined ? [] : [own, ...derived],
    ...(labelled?.acl === undefined ? {} : { acl: labelled.acl }),
    ...(typeof hash === 'string' ? { hash } : {}),
    ...(fault === undefined ? {} : { fault }),
  }
}

function attempt<Result>(work: () => Result): Result | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
