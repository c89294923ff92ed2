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
  /** Whether a version of it is stored already. */
  readonly replaces: boolean
  readonly write: Omit<DocumentWrite, 'pieces'> & {
    readonly pieces: { readonly text: string; vector?: Float32Array }[]
  }
}

/** What came of one change; whoever asked counts it (`tally.ts`). */
export type Outcome = Taken | Refused

interface Taken {
  /** `ignored`: it is about a document that is not stored. */
  readonly kind: 'upserted' | 'relabelled' | 'deleted' | 'unchanged' | 'ignored'
  readonly id: string
  /** Code units of text that came with it. */
  readonly characters: number
  /** What the store is to do, if anything. */
  readonly change?: PreparedWrite | Exclude<StoreChange, { kind: 'put' }>
}

export interface Refused {
  readonly kind: 'refused'
  readonly refusal: SyncSummary['refused'][number]
  /** Whether it was delivered and not taken, and is asked for again. */
  readonly again: boolean
  /** Closes what is stored under its id meanwhile. */
  readonly change?: Extract<StoreChange, { kind: 'relabel' }>
}

/** Changes that come from no connector may touch every document. */
export const DIRECT = 'direct'

type Stored = ReturnType<Store['documents']['stored']>

export function prepare(
  context: PrepareContext,
  connector: string,
  change: Exclude<SourceChange, { kind: 'cursor' }>,
): Outcome {
  if (change.kind === 'refused') return { kind: 'refused', refusal: refusedBySource(change), again: false }
  const id: unknown = change.kind === 'upsert' ? change.document?.id : change.id
  const stored = typeof id === 'string' ? context.store.documents.stored(id) : undefined
  const isForeign = stored !== undefined && stored.connector !== connector && connector !== DIRECT
  try {
    if (isForeign) {
      throw new FirewallError('document-invalid', 'this id is already stored by another connector', {
        help: `connector ${stored.connector} has it; give each connector its own prefix`,
      })
    }
    return preparedChange(context, connector, change, stored)
  } catch (error) {
    const refusal = toFirewallError(error, 'document-invalid', 'the document cannot be taken')
    const outcome = refuse(typeof id === 'string' ? id.slice(0, LIMITS.idLength) : '(no id)', refusal)
    if (stored === undefined || isForeign) return outcome
    return { ...outcome, change: { kind: 'relabel', id: id as string, label: safeLabel(context, change) } }
  }
}

/** A document that was delivered and is not taken: asked for again. */
export function refuse(id: string, { code, help }: FirewallError): Refused {
  return { kind: 'refused', refusal: { id, code, ...(help === undefined ? {} : { help }) }, again: true }
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
  stored: Stored,
): Outcome {
  if (change.kind === 'upsert') return preparedUpsert(context, connector, change.document, stored)
  const { id } = change
  if (stored === undefined) return { kind: 'ignored', id, characters: 0 }
  if (change.kind === 'delete') return { kind: 'deleted', id, characters: 0, change: { kind: 'delete', id } }
  const label = closes(change.acl)
    ? nobody(context)
    : context.assigner.assign(change.acl, context.store.documents.byId(id)?.uri ?? id)
  return { ...relabelled(context, id, stored.label, label), characters: 0 }
}

function preparedUpsert(
  context: PrepareContext,
  connector: string,
  document: SourceDocument,
  stored: Stored,
): Outcome {
  const problem = documentProblem(document)
  if (problem !== undefined) throw problem
  const { id, text } = document
  const label = labelOf(context, document)
  const contentDigest = digestOf(context, document)
  const characters = text.length
  if (stored?.contentDigest === contentDigest)
    return { ...relabelled(context, id, stored.label, label), characters }
  const made = documentWrite(context, stored?.connector ?? connector, document, label, contentDigest)
  const change: PreparedWrite = { kind: 'put', document, replaces: stored !== undefined, ...made }
  return { kind: 'upserted', id, characters, change }
}

function relabelled(
  { store }: PrepareContext,
  id: string,
  stored: LabelId,
  label: Label,
): Omit<Taken, 'characters'> {
  if (store.labels.intern(label) === stored) return { kind: 'unchanged', id }
  return { kind: 'relabelled', id, change: { kind: 'relabel', id, label } }
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
