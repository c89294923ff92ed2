import { keyedDigest, type SecretKey } from '../../core/digest.js'
import { FirewallError, toFirewallError } from '../../core/errors.js'
import { LIMITS } from '../../core/limits.js'
import type {
  Analyzer,
  DocumentWrite,
  LabelAssigner,
  Recognizer,
  Store,
  StoreChange,
} from '../../core/ports.js'
import type { Acl, Label, LabelId, SourceChange, SourceDocument, SyncSummary } from '../../core/types.js'
import type { Background } from '../../detect/grounding/index.js'
import { sourceTerms } from '../../detect/grounding/index.js'
import { recognizeValues, valueDigest } from '../../detect/values/index.js'
import { joinLabels } from '../../labels/label.js'
import { splitDocument } from '../../text/split.js'
import { documentProblem } from './document.js'

/**
 * What one change of a source means for the store. A document whose permissions cannot be understood is
 * refused, and what is stored under its id is then readable by nobody: a revocation must not fail open. If
 * only its text cannot be taken, the stored text stays, under the permissions it has now.
 */
export interface PrepareContext {
  readonly store: Store
  readonly assigner: LabelAssigner
  readonly recognizers: readonly Recognizer[]
  readonly valueKey: SecretKey
  readonly termKey: SecretKey
  readonly contentKey: SecretKey
  /** What is distinctive in a source is seen against this. */
  readonly background: Background
  /** Those that are shown sources. */
  readonly analyzers: readonly Analyzer[]
  /** Lowest first. */
  readonly levels: readonly string[]
}

/** A document ready but for its vectors. */
export interface PreparedWrite {
  readonly kind: 'put'
  /** What it was made from, for whoever has more to say of it, and the names of people found in it so far. */
  readonly document: SourceDocument
  readonly people: readonly string[]
  readonly write: Omit<DocumentWrite, 'pieces'> & {
    readonly pieces: { readonly text: string; vector?: Float32Array }[]
  }
}

export type Prepared = PreparedWrite | Exclude<StoreChange, { kind: 'put' }>

/** What came of a batch. */
export interface Tally {
  upserted: number
  relabelled: number
  deleted: number
  unchanged: number
  changes: number
  characters: number
  readonly refused: SyncSummary['refused'][number][]
  /** Ids delivered and not taken, and ids taken: what the source is to deliver again, and what no more. */
  readonly rejected: string[]
  readonly taken: string[]
}

export function emptyTally(): Tally {
  return {
    upserted: 0,
    relabelled: 0,
    deleted: 0,
    unchanged: 0,
    changes: 0,
    characters: 0,
    refused: [],
    rejected: [],
    taken: [],
  }
}

/** Changes that come from no connector may touch every document. */
export const DIRECT = 'direct'

export function prepare(
  context: PrepareContext,
  connector: string,
  change: Exclude<SourceChange, { kind: 'cursor' }>,
  tally: Tally,
): Prepared | undefined {
  if (change.kind === 'refused') {
    tally.refused.push(refusedBySource(change))
    return undefined
  }
  const id: unknown = change.kind === 'upsert' ? change.document?.id : change.id
  const stored = typeof id === 'string' ? context.store.documents.stored(id) : undefined
  try {
    if (stored !== undefined && stored.connector !== connector && connector !== DIRECT) {
      throw new FirewallError('document-invalid', 'this id is already stored by another connector', {
        help: `connector ${stored.connector} has it; give each connector its own prefix`,
      })
    }
    const prepared = preparedChange(context, connector, change, tally)
    tally.taken.push(id as string)
    return prepared
  } catch (error) {
    const refusal = toFirewallError(error, 'document-invalid', 'the document cannot be taken')
    refuse(tally, typeof id === 'string' ? id.slice(0, LIMITS.idLength) : '(no id)', refusal)
    if (stored === undefined || (stored.connector !== connector && connector !== DIRECT)) return undefined
    return { kind: 'relabel', id: id as string, label: safeLabel(context, change) }
  }
}

/** A document that was delivered and is not taken: asked for again. */
export function refuse(tally: Tally, id: string, { code, help }: FirewallError): void {
  tally.refused.push({ id, code, ...(help === undefined ? {} : { help }) })
  tally.rejected.push(id)
}

/**
 * What a connector says of an item it cannot take ends up in the audit: an id and a code, whatever else it put
 * there. A message in the place of a code may quote the item.
 */
function refusedBySource({
  id,
  code,
  help,
}: Extract<SourceChange, { kind: 'refused' }>): SyncSummary['refused'][number] {
  return {
    id: typeof id === 'string' ? id.slice(0, LIMITS.idLength) : '(no id)',
    code: typeof code === 'string' && /^[\w-]{1,40}$/.test(code) ? code : 'source-unreadable',
    ...(typeof help === 'string' ? { help } : {}),
  }
}

function preparedChange(
  context: PrepareContext,
  connector: string,
  change: Exclude<SourceChange, { kind: 'cursor' | 'refused' }>,
  tally: Tally,
): Prepared | undefined {
  const { documents } = context.store
  if (change.kind === 'upsert') return preparedUpsert(context, connector, change.document, tally)
  const { id } = change
  const stored = documents.stored(id)
  if (stored === undefined) return undefined
  if (change.kind === 'delete') {
    tally.deleted += 1
    return { kind: 'delete', id }
  }
  const label = closes(change.acl)
    ? nobody(context)
    : context.assigner.assign(change.acl, documents.byId(id)?.uri ?? id)
  return relabelled(context, id, stored.label, label, tally)
}

function preparedUpsert(
  context: PrepareContext,
  connector: string,
  document: SourceDocument,
  tally: Tally,
): Prepared | undefined {
  const problem = documentProblem(document)
  if (problem !== undefined) throw problem
  const label = labelOf(context, document)
  const contentDigest = digestOf(context, document)
  const stored = context.store.documents.stored(document.id)
  tally.characters += document.text.length
  if (stored?.contentDigest === contentDigest)
    return relabelled(context, document.id, stored.label, label, tally)
  const made = documentWrite(context, stored?.connector ?? connector, document, label, contentDigest)
  tally.upserted += 1
  return { kind: 'put', document, ...made }
}

function relabelled(
  { store }: PrepareContext,
  id: string,
  stored: LabelId,
  label: Label,
  tally: Tally,
): Prepared | undefined {
  if (store.labels.intern(label) === stored) {
    tally.unchanged += 1
    return undefined
  }
  tally.relabelled += 1
  return { kind: 'relabel', id, label }
}

/** Its own permissions, and those of everything it was made from. Throws `label-missing` and the assigner's errors. */
function labelOf({ assigner, store, levels }: PrepareContext, document: SourceDocument): Label {
  const sources = (document.derivedFrom ?? []).map((id) => {
    const source = store.documents.byId(id)
    if (source !== undefined) return store.labels.get(source.label)
    throw new FirewallError('label-missing', 'a document is derived from one that is not stored', {
      help: 'store its sources first: without their labels nobody may read it',
    })
  })
  return joinLabels([assigner.assign(document.acl, document.uri), ...sources], levels)
}

/** The label a refused change leaves its stored document under: its own if it has one, else nobody's. */
function safeLabel(context: PrepareContext, change: SourceChange): Label {
  try {
    if (change.kind === 'upsert') return labelOf(context, change.document)
  } catch {
    // Permissions that cannot be understood are nobody's.
  }
  return nobody(context)
}

/** A source that says in so many words that nobody may read it is not one that forgot to say who. */
function closes(acl: Acl): boolean {
  return Array.isArray(acl?.allow) && acl.allow.length === 0
}

/** Protected, readable by no one. */
function nobody({ levels }: PrepareContext): Label {
  return { level: levels.at(-1)!, compartments: [], allow: [], deny: [] }
}

function digestOf({ contentKey, analyzers }: PrepareContext, document: SourceDocument): string {
  const { id: _id, acl: _acl, metadata: _metadata, text, ...rest } = document
  // What another analyzer would find in it has not been found yet.
  const readers = analyzers.map(({ name }) => name)
  return keyedDigest(contentKey, 'document', JSON.stringify(Object.entries(rest).sort()), text, ...readers)
}

function documentWrite(
  { recognizers, valueKey, termKey, background }: PrepareContext,
  connector: string,
  document: SourceDocument,
  label: Label,
  contentDigest: string,
): Pick<PreparedWrite, 'write' | 'people'> {
  const digests = new Map<string, { entity: string; digest: string }>()
  const people: string[] = []
  // A title is handed out with every chunk, so what it names is as protected as what the text names.
  for (const text of [document.title ?? '', document.text]) {
    for (const { entity, canonical, start, end } of recognizeValues(text, recognizers)) {
      if (entity === 'PERSON') people.push(text.slice(start, end))
      const digest = valueDigest(valueKey, entity, canonical)
      digests.set(digest, { entity, digest })
    }
  }
  const { id, uri, title, license } = document
  const write = {
    id,
    connector,
    uri,
    ...(title === undefined ? {} : { title }),
    ...(license === undefined ? {} : { license }),
    kind: document.kind ?? 'knowledge',
    retrievable: document.retrievable ?? true,
    origin: document.origin ?? 'internal',
    label,
    contentDigest,
    pieces: splitDocument(document.text).map((text) => ({ text })),
    values: [...digests.values()],
    terms: sourceTerms({ ...document, people }, termKey, background),
  }
  return { write, people }
}
