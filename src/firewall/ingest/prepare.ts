import { canonicalJson, keyedDigest, type SecretKey } from '../../core/digest.js'
import { FirewallError, toFirewallError } from '../../core/errors.js'
import { describesItself } from '../../core/leak.js'
import { LIMITS } from '../../core/limits.js'
import type {
  Analyzer,
  DerivedLabel,
  DocumentWrite,
  LabelAssigner,
  Recognizer,
  Store,
  StoreChange,
} from '../../core/ports.js'
import type {
  Acl,
  ContainerPermissions,
  Label,
  SourceChange,
  SourceDocument,
  SyncSummary,
} from '../../core/types.js'
import type { Background } from '../../detect/grounding/index.js'
import { sourceTerms } from '../../detect/grounding/index.js'
import { recognizeValues, valueDigest } from '../../detect/values/index.js'
import { nobodysLabel } from '../../labels/assign.js'
import { joinLabels } from '../../labels/label.js'
import { splitDocument } from '../../text/split.js'
import { documentProblem } from './document.js'
import { unspeakableText } from './self-description.js'

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

/** Whose changes they are, and what moment they speak of. */
export interface ChangeOrigin {
  readonly connector: string
  /** When the source was asked, milliseconds since the epoch: what it says was true then, or later. */
  readonly asked: number
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
  /** `ignored`: it is about a document that is not stored, or a container that is as it was. */
  readonly kind: 'upserted' | 'relabelled' | 'deleted' | 'unchanged' | 'ignored' | 'containers'
  readonly id: string
  /** Code units of text that came with it. */
  readonly characters: number
  /** What the store is to do, if anything. */
  readonly change?: PreparedWrite | Exclude<StoreChange, { kind: 'put' }>
  /** Its permissions changed while its source was read: taken under both, and asked for again. */
  readonly again?: true
}

export interface Refused {
  readonly kind: 'refused'
  readonly refusal: SyncSummary['refused'][number]
  /** Whether it was delivered and not taken, and is asked for again. */
  readonly again: boolean
  /** Closes what is stored under its id meanwhile. */
  readonly change?: Extract<StoreChange, { kind: 'relabel' | 'container' }>
}

/** Changes that come from no connector may touch every document. */
export const DIRECT = 'direct'

type Stored = ReturnType<Store['documents']['stored']>

export function prepare(
  context: PrepareContext,
  origin: ChangeOrigin,
  change: Exclude<SourceChange, { kind: 'cursor' | 'skipped' }>,
): Outcome {
  const { connector } = origin
  if (change.kind === 'refused') return { kind: 'refused', refusal: refusedBySource(change), again: false }
  if (change.kind === 'container') return preparedContainer(context, origin, change)
  const id: unknown = change.kind === 'upsert' ? change.document?.id : change.id
  const stored = typeof id === 'string' ? context.store.documents.stored(id) : undefined
  const isForeign = stored !== undefined && stored.connector !== connector && connector !== DIRECT
  try {
    if (isForeign) {
      throw new FirewallError('document-invalid', 'this id is already stored by another connector', {
        help: `connector ${stored.connector} has it; give each connector its own prefix`,
      })
    }
    return preparedChange(context, origin, change, stored)
  } catch (error) {
    const refusal = toFirewallError(error, 'document-invalid', 'the document cannot be taken')
    const outcome = refuse(typeof id === 'string' ? id.slice(0, LIMITS.idLength) : '(no id)', refusal)
    if (stored === undefined || isForeign) return outcome
    const label = safeLabel(context, change)
    return { ...outcome, change: { kind: 'relabel', id: id as string, label, checked: origin.asked } }
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
  origin: ChangeOrigin,
  change: Exclude<SourceChange, { kind: 'cursor' | 'refused' | 'skipped' | 'container' }>,
  stored: Stored,
): Outcome {
  if (change.kind === 'upsert') return preparedUpsert(context, origin, change.document, stored)
  const { id } = change
  if (stored === undefined) return { kind: 'ignored', id, characters: 0 }
  if (change.kind === 'delete') return { kind: 'deleted', id, characters: 0, change: { kind: 'delete', id } }
  const uri = context.store.documents.byId(id)?.uri ?? id
  const label = closes(change.acl)
    ? nobodysLabel(context.levels)
    : labelUnder(context, change.acl, uri, stricter(context, origin, stored))
  return relabelled(context, origin, id, stored, label)
}

/** Its own statement, checked as a document's is. One that cannot be understood closes what is below. */
function preparedContainer(
  { store, assigner }: PrepareContext,
  { connector, asked }: ChangeOrigin,
  { id, permissions }: Extract<SourceChange, { kind: 'container' }>,
): Outcome {
  const stored = typeof id === 'string' ? store.containers.byId(id) : undefined
  // Whoever brought it keeps it, whatever else speaks of it.
  const write = { kind: 'container', id, connector: stored?.connector ?? connector, checked: asked } as const
  const isForeign = stored !== undefined && stored.connector !== connector && connector !== DIRECT
  try {
    if (typeof id !== 'string' || id === '' || id.length > LIMITS.idLength || !id.isWellFormed())
      throw new FirewallError('acl-invalid', 'a container has no id')
    if (isForeign) throw new FirewallError('acl-invalid', 'this container is stored by another connector')
    if (permissions !== undefined) assigner.checkContainer(permissions)
    if (isSame(stored?.permissions, permissions)) return { kind: 'ignored', id, characters: 0 }
    if (stored !== undefined && stored.checked > asked && !narrows(permissions, stored.permissions)) {
      // What was said of it since the source was asked stands until it is asked again.
      return { ...refuse(id, changedMeanwhile()) }
    }
    const change = { ...write, ...(permissions === undefined ? {} : { permissions }) }
    return { kind: 'containers', id, characters: 0, change }
  } catch (error) {
    const refusal = toFirewallError(error, 'acl-invalid', 'the container cannot be taken')
    const outcome = refuse(typeof id === 'string' ? id.slice(0, LIMITS.idLength) : '(no id)', refusal)
    if (stored === undefined || isForeign) return outcome
    return { ...outcome, change: { ...write, permissions: { inherit: false, allow: [] } } }
  }
}

function changedMeanwhile(): FirewallError {
  return new FirewallError('acl-invalid', 'its permissions changed while its source was read', {
    help: 'nothing: it is asked for again',
  })
}

function isSame(a: ContainerPermissions | undefined, b: ContainerPermissions | undefined): boolean {
  return (a === undefined) === (b === undefined) && canonicalJson(a ?? {}) === canonicalJson(b ?? {})
}

/** Whether the one surely lets in nobody whom the other keeps out. */
function narrows(to: ContainerPermissions | undefined, from: ContainerPermissions): boolean {
  if (to === undefined) return true
  const { allow, deny = [], compartments = [], ...rest } = to
  const { allow: before, deny: denied = [], compartments: demanded = [], ...same } = from
  const holds = (list: readonly string[], of: readonly string[]) => of.every((one) => list.includes(one))
  if (!holds(deny, denied) || !holds(compartments, demanded)) return false
  if (canonicalJson(rest) !== canonicalJson(same)) return false
  return allow === undefined || before === undefined ? allow === before : holds(before, allow)
}

/**
 * Permissions and content come from one moment: what was said of a document since its source was asked counts beside
 * what the source says, until it is asked again.
 */
function stricter(
  { store }: PrepareContext,
  { asked, connector }: ChangeOrigin,
  stored: Stored,
): readonly Label[] {
  if (stored === undefined || connector === DIRECT || stored.checked <= asked) return []
  return [store.labels.get(stored.label)]
}

function preparedUpsert(
  context: PrepareContext,
  origin: ChangeOrigin,
  document: SourceDocument,
  stored: Stored,
): Outcome {
  const problem = documentProblem(document)
  if (problem !== undefined) throw problem
  const { id, text } = document
  const newer = stricter(context, origin, stored)
  const label = labelOf(context, document, newer)
  const contentDigest = digestOf(context, document)
  const characters = text.length
  if (stored?.contentDigest === contentDigest)
    return { ...relabelled(context, origin, id, stored, label), characters }
  const made = documentWrite(context, stored?.connector ?? origin.connector, document, {
    label,
    checked: Math.max(origin.asked, newer.length > 0 ? stored!.checked : 0),
    contentDigest,
  })
  const change: PreparedWrite = { kind: 'put', document, replaces: stored !== undefined, ...made }
  return { kind: 'upserted', id, characters, change, ...(newer.length > 0 ? { again: true } : {}) }
}

function relabelled(
  { store }: PrepareContext,
  { connector, asked }: ChangeOrigin,
  id: string,
  stored: NonNullable<Stored>,
  label: Label | DerivedLabel,
): Taken {
  const change = { kind: 'relabel', id, label, checked: Math.max(asked, stored.checked) } as const
  const again = stored.checked > asked && connector !== DIRECT ? ({ again: true } as const) : {}
  if (isDerived(label) ? isSameDerived(label, stored.derived) : store.labels.intern(label) === stored.label) {
    const unchanged = { kind: 'unchanged', id, characters: 0 } as const
    // A run of a connector confirms all it has at its end; what comes by itself says so of itself.
    return connector === DIRECT || isDerived(label) !== (stored.derived !== undefined)
      ? { ...unchanged, change }
      : unchanged
  }
  return { kind: 'relabelled', id, characters: 0, change, ...again }
}

function isDerived(label: Label | DerivedLabel): label is DerivedLabel {
  return 'container' in label
}

function isSameDerived(a: DerivedLabel, b: DerivedLabel | undefined): boolean {
  return b !== undefined && a.container === b.container && a.own === b.own
}

/** Its own permissions, and those of everything it was made from. Throws `label-missing` and the assigner's errors. */
function labelOf(
  context: PrepareContext,
  document: SourceDocument,
  newer: readonly Label[],
): Label | DerivedLabel {
  const { store } = context
  const sources = (document.derivedFrom ?? []).map((id) => {
    const source = store.documents.byId(id)
    if (source !== undefined) return store.labels.get(source.label)
    throw new FirewallError('label-missing', 'a document is derived from one that is not stored', {
      help: 'store its sources first: without their labels nobody may read it',
    })
  })
  return labelUnder(context, document.acl, document.uri, [...sources, ...newer])
}

/** A label of its own, or one that follows the container that the list names; joined with others in either case. */
function labelUnder(
  { assigner, store, levels }: PrepareContext,
  acl: Acl,
  uri: string,
  others: readonly Label[],
): Label | DerivedLabel {
  const container = acl?.container
  if (container === undefined) return joinLabels([assigner.assign(acl, uri), ...others], levels)
  const joined = others.length === 0 ? undefined : joinLabels(others, levels)
  const derived = assigner.derive({ ...acl, container }, uri, joined)
  const containers = store.containers.chain(container)
  if (containers === undefined) {
    throw new FirewallError('label-missing', 'a document is in a container that is not known', {
      help: 'give a container, and those it lies in, before the documents in it',
    })
  }
  // What nobody could read for want of a level or of a word for one is refused by name.
  assigner.resolve(derived, containers)
  return derived
}

/** The label a refused change leaves its stored document under: its own if it has one, else nobody's. */
function safeLabel(context: PrepareContext, change: SourceChange): Label | DerivedLabel {
  try {
    if (change.kind === 'upsert') return labelOf(context, change.document, [])
  } catch {
    // Permissions that cannot be understood are nobody's.
  }
  return nobodysLabel(context.levels)
}

/** A source that says in so many words that nobody may read it is not one that forgot to say who. */
function closes(acl: Acl): boolean {
  return Array.isArray(acl?.allow) && acl.allow.length === 0 && acl.container === undefined
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
  given: SourceDocument,
  as: Pick<DocumentWrite, 'label' | 'checked' | 'contentDigest'>,
): Pick<PreparedWrite, 'write' | 'people'> {
  const document = describesItself(given.kind) ? { ...given, text: unspeakableText(given.text) } : given
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
    ...as,
    pieces: splitDocument(document.text).map((text) => ({ text })),
    values: [...digests.values()],
    ...(document.positions === undefined ? {} : { positions: document.positions }),
    terms: sourceTerms({ ...document, people }, termKey, background),
  }
  return { write, people }
}
