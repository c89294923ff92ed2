import { keyedDigest, type SecretKey } from '../core/digest.js'
import { FirewallError, toFirewallError } from '../core/errors.js'
import { LIMITS } from '../core/limits.js'
import type {
  AuditSink,
  Connector,
  DocumentWrite,
  Embedder,
  LabelAssigner,
  Recognizer,
  Store,
  StoreChange,
} from '../core/ports.js'
import type { Label, SourceChange, SourceDocument, SyncProgress, SyncSummary } from '../core/types.js'
import { recognizeValues, valueDigest } from '../detect/values.js'
import { splitDocument } from '../text/split.js'
import { documentProblem } from './document.js'
import { embedAll } from './embed.js'

/**
 * The one write path. A change is labelled, split, embedded, its values recognised, and stored with its batch
 * in one transaction; then the batch is audited; then the cursor is saved. A crash between any two of these
 * repeats work and never skips it. What cannot be labelled or read is refused by name and audited, and what
 * is stored under the same id is then readable by nobody: a revocation must not fail open.
 */
export interface IngestContext {
  readonly store: Store
  readonly audit: AuditSink
  readonly assigner: LabelAssigner
  readonly embedder: Embedder
  readonly dimension: number
  readonly recognizers: readonly Recognizer[]
  readonly valueKey: SecretKey
  readonly contentKey: SecretKey
  readonly levels: readonly string[]
}

export interface IngestOptions {
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: SyncProgress) => void
}

type Refusal = { readonly id: string; readonly code: string; readonly help?: string }

interface Tally {
  upserted: number
  relabelled: number
  deleted: number
  unchanged: number
  changes: number
  characters: number
  readonly refused: Refusal[]
}

export async function sync(
  context: IngestContext,
  connector: Connector,
  options: IngestOptions = {},
): Promise<SyncSummary> {
  const since = await context.store.cursor(connector.name)
  const { signal } = options
  const changes = connector.changes({
    ...(since === undefined ? {} : { since }),
    ...(signal === undefined ? {} : { signal }),
  })
  return run(context, connector.name, changes, since ?? '', options)
}

/** Changes that come from no connector: HTTP, tests, an application's own pipeline. Keeps no cursor. */
export async function apply(
  context: IngestContext,
  changes: Iterable<SourceChange> | AsyncIterable<SourceChange>,
): Promise<SyncSummary> {
  return run(context, DIRECT, changes, '', {})
}

const DIRECT = 'direct'

async function run(
  context: IngestContext,
  connector: string,
  changes: Iterable<SourceChange> | AsyncIterable<SourceChange>,
  since: string,
  options: IngestOptions,
): Promise<SyncSummary> {
  const total = emptyTally()
  let cursor = since
  let batch: SourceChange[] = []
  let length = 0
  const flush = async () => {
    const last = batch.at(-1)
    if (last === undefined) return
    const tally = await storeBatch(context, connector, batch)
    const repeated = last.cursor === cursor && connector !== DIRECT
    cursor = last.cursor
    await record(context, connector, cursor, tally, repeated)
    if (connector !== DIRECT) await context.store.saveCursor(connector, cursor)
    add(total, tally)
    batch = []
    length = 0
    options.onProgress?.({
      connector,
      changes: total.changes,
      characters: total.characters,
      refused: total.refused.length,
    })
  }
  try {
    for await (const change of changes) {
      if (options.signal?.aborted) throw new FirewallError('aborted', 'the caller cancelled the sync')
      // Two changes of one document never share a batch: the second must see the first stored.
      if (batch.some((earlier) => idOf(earlier) !== undefined && idOf(earlier) === idOf(change)))
        await flush()
      batch.push(change)
      length +=
        change.kind === 'upsert' && typeof change.document?.text === 'string'
          ? change.document.text.length
          : 0
      if (batch.length >= LIMITS.syncBatchDocuments || length >= LIMITS.syncBatchLength) await flush()
    }
  } catch (error) {
    const failure = toFirewallError(
      error,
      'connector-failed',
      `connector ${connector} stopped with an error`,
      'what it delivered before is stored; run the sync again',
    )
    await context.audit.append({ type: 'failure', where: `sync ${connector}`, code: failure.code })
    throw failure
  }
  await flush()
  const { upserted, relabelled, deleted, unchanged, refused } = total
  return { upserted, relabelled, deleted, unchanged, refused, cursor }
}

async function record(
  context: IngestContext,
  connector: string,
  cursor: string,
  tally: Tally,
  repeated: boolean,
): Promise<void> {
  for (const { id, code } of tally.refused) {
    await context.audit.append({ type: 'refused-document', connector, document: id, code })
  }
  const { upserted, relabelled, deleted, unchanged } = tally
  await context.audit.append({
    type: 'sync',
    connector,
    cursor: keyedDigest(context.contentKey, 'cursor', cursor),
    upserted,
    relabelled,
    deleted,
    unchanged,
    refused: tally.refused.length,
    repeated,
  })
}

async function storeBatch(
  context: IngestContext,
  connector: string,
  batch: readonly SourceChange[],
): Promise<Tally> {
  const tally = emptyTally()
  const changes: StoreChange[] = []
  const writes: PreparedWrite[] = []
  for (const change of batch) {
    if (change.kind === 'cursor') continue
    tally.changes += 1
    const prepared = prepare(context, connector, change, tally)
    if (prepared === undefined) continue
    if (prepared.kind === 'put') writes.push(prepared)
    else changes.push(prepared)
  }
  await embedWrites(context, writes)
  for (const { write } of writes) changes.push({ kind: 'put', write })
  if (changes.length > 0) await context.store.apply(changes)
  return tally
}

interface PreparedWrite {
  readonly kind: 'put'
  readonly write: Omit<DocumentWrite, 'pieces'> & {
    readonly pieces: { text: string; vector?: Float32Array }[]
  }
}

/** What a change means for the store; undefined if nothing. Refusals go into the tally. */
function prepare(
  context: IngestContext,
  connector: string,
  change: Exclude<SourceChange, { kind: 'cursor' }>,
  tally: Tally,
): PreparedWrite | Exclude<StoreChange, { kind: 'put' }> | undefined {
  const { documents } = context.store
  if (change.kind === 'refused') {
    tally.refused.push({
      id: change.id,
      code: change.code,
      ...(change.help === undefined ? {} : { help: change.help }),
    })
    return undefined
  }
  const id = change.kind === 'upsert' ? change.document?.id : change.id
  const stored = typeof id === 'string' ? documents.stored(id) : undefined
  if (stored !== undefined && stored.connector !== connector && connector !== DIRECT) {
    tally.refused.push({
      id,
      code: 'document-invalid',
      help: `this id is already stored by connector ${stored.connector}; give each connector its own prefix`,
    })
    return undefined
  }
  if (change.kind === 'delete') {
    if (stored === undefined) return undefined
    tally.deleted += 1
    return { kind: 'delete', id }
  }
  try {
    if (change.kind === 'acl') {
      if (stored === undefined) return undefined
      tally.relabelled += 1
      return {
        kind: 'relabel',
        id,
        label: context.assigner.assign(change.acl, documents.byId(id)?.uri ?? id),
      }
    }
    const problem = documentProblem(change.document)
    if (problem !== undefined) throw problem
    const label = context.assigner.assign(change.document.acl, change.document.uri)
    const contentDigest = digestOf(context, change.document)
    tally.characters += change.document.text.length
    if (stored?.contentDigest === contentDigest) {
      if (sameLabel(context, stored.label, label)) {
        tally.unchanged += 1
        return undefined
      }
      tally.relabelled += 1
      return { kind: 'relabel', id, label }
    }
    tally.upserted += 1
    return { kind: 'put', write: documentWrite(context, connector, change.document, label, contentDigest) }
  } catch (error) {
    const refusal = toFirewallError(error, 'document-invalid', 'the document cannot be taken')
    tally.refused.push({
      id: typeof id === 'string' ? id.slice(0, LIMITS.idLength) : '(no id)',
      code: refusal.code,
      ...(refusal.help === undefined ? {} : { help: refusal.help }),
    })
    return stored === undefined ? undefined : { kind: 'relabel', id, label: nobody(context) }
  }
}

/** Protected, readable by no one: where a stored document goes whose new permissions cannot be understood. */
function nobody({ levels }: IngestContext): Label {
  return { level: levels.at(-1)!, compartments: [], allow: [], deny: [] }
}

function sameLabel(
  { store }: IngestContext,
  id: Parameters<Store['labels']['get']>[0],
  label: Label,
): boolean {
  return store.labels.intern(label) === id
}

function digestOf(context: IngestContext, document: SourceDocument): string {
  const { id: _id, acl: _acl, metadata: _metadata, text, ...rest } = document
  return keyedDigest(context.contentKey, 'document', JSON.stringify(Object.entries(rest).sort()), text)
}

function documentWrite(
  { recognizers, valueKey }: IngestContext,
  connector: string,
  document: SourceDocument,
  label: Label,
  contentDigest: string,
): PreparedWrite['write'] {
  const digests = new Map<string, { entity: string; digest: string }>()
  for (const { entity, canonical } of recognizeValues(document.text, recognizers)) {
    const digest = valueDigest(valueKey, entity, canonical)
    digests.set(digest, { entity, digest })
  }
  const { id, uri, title, license } = document
  return {
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
  }
}

/** Vectors for all retrievable pieces of a batch, in as few calls as the embedder likes. */
async function embedWrites(context: IngestContext, writes: readonly PreparedWrite[]): Promise<void> {
  const pieces = writes
    .filter(({ write }) => write.retrievable)
    .flatMap(({ write }) =>
      write.pieces.map((piece) => ({ piece, text: embeddedText(write.title, piece.text) })),
    )
  const vectors = await embedAll(
    context.embedder,
    pieces.map(({ text }) => text),
    context.dimension,
  )
  for (const [i, { piece }] of pieces.entries()) piece.vector = vectors[i]!
}

/** A piece is embedded under its title: the words of a heading are often the words of the question. */
export function embeddedText(title: string | undefined, text: string): string {
  return title === undefined || title === '' ? text : `${title}\n${text}`
}

function idOf(change: SourceChange): string | undefined {
  if (change.kind === 'cursor') return undefined
  return change.kind === 'upsert' ? change.document?.id : change.id
}

function emptyTally(): Tally {
  return { upserted: 0, relabelled: 0, deleted: 0, unchanged: 0, changes: 0, characters: 0, refused: [] }
}

function add(total: Tally, tally: Tally): void {
  total.upserted += tally.upserted
  total.relabelled += tally.relabelled
  total.deleted += tally.deleted
  total.unchanged += tally.unchanged
  total.changes += tally.changes
  total.characters += tally.characters
  total.refused.push(...tally.refused)
}
