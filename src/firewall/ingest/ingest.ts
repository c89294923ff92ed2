import { unlessAborted, untilAborted } from '../../core/deadline.js'
import { keyedDigest } from '../../core/digest.js'
import { FirewallError, toFirewallError } from '../../core/errors.js'
import { LIMITS } from '../../core/limits.js'
import type {
  AuditSink,
  Connector,
  Embedder,
  PermissionAnswer,
  ResolveLabel,
  StoreChange,
} from '../../core/ports.js'
import type { SkipReason, SourceChange, SyncProgress, SyncSummary } from '../../core/types.js'
import { embeddedText } from '../../store/mirror.js'
import { embedAll } from '../../text/embed.js'
import { analyzeWrites } from './analyze-sources.js'
import {
  type ChangeOrigin,
  DIRECT,
  type Outcome,
  type PrepareContext,
  type PreparedWrite,
  prepare,
} from './prepare.js'
import { addTally, emptyTally, type Tally, tallyOf } from './tally.js'

/**
 * The one write path. Changes are prepared (`prepare.ts`), embedded and stored a batch at a time, in one
 * transaction; then the batch is audited; then the cursor is saved. A crash between any two of these repeats
 * work and never skips it.
 */
export interface IngestContext extends PrepareContext {
  readonly audit: AuditSink
  readonly embedder: Embedder
  readonly dimension: number
  readonly resolve: ResolveLabel
}

export interface IngestOptions {
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: SyncProgress) => void
}

export async function sync(
  context: IngestContext,
  connector: Connector,
  options: IngestOptions = {},
): Promise<SyncSummary> {
  const asked = Date.now()
  const progress = readProgress(await context.store.cursor(connector.name))
  const { cursor, retry } = progress
  const { signal } = options
  const changes = connector.changes({
    ...(cursor === '' ? {} : { since: cursor }),
    ...(retry.size === 0 ? {} : { retry: new Set(retry) }),
    ...(signal === undefined ? {} : { signal }),
  })
  return run(context, { connector: connector.name, asked }, changes, progress, options)
}

/** Changes that come from no connector: HTTP, tests, an application's own pipeline. Keeps no cursor. */
export async function apply(
  context: IngestContext,
  changes: Iterable<SourceChange> | AsyncIterable<SourceChange>,
): Promise<SyncSummary> {
  const origin = { connector: DIRECT, asked: Date.now() }
  return run(context, origin, changes, { cursor: '', retry: new Set(), skipped: '' }, {})
}

/**
 * What a source says of single documents, asked out of turn. Resolves with the ids that are stored as it said; writes
 * only what differs. Throws as `sync` does, `store-locked` included: a process that may not write cannot take a change.
 */
export async function takePermissions(
  context: IngestContext,
  origin: ChangeOrigin,
  answers: readonly PermissionAnswer[],
): Promise<ReadonlySet<string>> {
  const changes = answers.map((answer): SourceChange => ({ ...answer, cursor: '' }))
  const taken = new Set<string>()
  for (const part of [changes.filter(isContainer), changes.filter((change) => !isContainer(change))]) {
    if (part.length === 0) continue
    const ids = new Set(part.map((change) => extentOf(change).id!))
    const intend = (changed: readonly string[]) => askAgain(context, origin.connector, changed)
    const tally = await inTurn(context, ids, () => storeBatch(context, origin, part, { intend }))
    for (const id of tally.taken) taken.add(id)
    if (tally.containers + tally.relabelled + tally.deleted + tally.refused.length > 0)
      await record(context, origin.connector, '', tally)
  }
  return taken
}

/**
 * What was written out of turn is asked for again by the next run: the connector's cursor does not know of it, and says
 * nothing of what by then is as it was before.
 */
async function askAgain(
  context: IngestContext,
  connector: string,
  changed: readonly string[],
): Promise<void> {
  const underWay = syncsOf(context).get(connector)
  const progress = underWay ?? readProgress(await context.store.cursor(connector))
  for (const id of changed) progress.retry.add(id)
  await context.store.saveCursor(connector, writeProgress(progress))
}

/** Where the runs under way stand, by connector: each saves its own at the end of a batch. */
const running = new WeakMap<IngestContext, Map<string, Progress>>()

function syncsOf(context: IngestContext): Map<string, Progress> {
  const known = running.get(context) ?? new Map<string, Progress>()
  running.set(context, known)
  return known
}

/** Where a connector stands: its own cursor, the documents it is to deliver again, and what it last passed over. */
interface Progress {
  cursor: string
  readonly retry: Set<string>
  /** Keyed digest; empty for nothing. */
  skipped: string
}

function readProgress(stored: string | undefined): Progress {
  if (stored === undefined) return { cursor: '', retry: new Set(), skipped: '' }
  const {
    cursor,
    retry,
    skipped = '',
  } = JSON.parse(stored) as { cursor: string; retry: string[]; skipped?: string }
  return { cursor, retry: new Set(retry), skipped }
}

function writeProgress({ cursor, retry, skipped }: Progress): string {
  return JSON.stringify({ cursor, retry: [...retry], ...(skipped === '' ? {} : { skipped }) })
}

async function run(
  context: IngestContext,
  origin: ChangeOrigin,
  changes: Iterable<SourceChange> | AsyncIterable<SourceChange>,
  progress: Progress,
  options: IngestOptions,
): Promise<SyncSummary> {
  const { connector } = origin
  if (connector === DIRECT) return runToEnd(context, origin, changes, progress, options)
  const syncs = syncsOf(context)
  syncs.set(connector, progress)
  try {
    return await runToEnd(context, origin, changes, progress, options)
  } finally {
    syncs.delete(connector)
  }
}

async function runToEnd(
  context: IngestContext,
  origin: ChangeOrigin,
  changes: Iterable<SourceChange> | AsyncIterable<SourceChange>,
  progress: Progress,
  options: IngestOptions,
): Promise<SyncSummary> {
  const { connector } = origin
  const total = emptyTally()
  let batch: SourceChange[] = []
  let ids = new Set<string>()
  let length = 0
  let saved = ''
  const flush = async () => {
    const last = batch.at(-1)
    if (last === undefined) return
    const tally = await inTurn(context, ids, () => storeBatch(context, origin, batch, options))
    for (const id of tally.taken) progress.retry.delete(id)
    for (const id of tally.rejected) progress.retry.add(id)
    progress.cursor = last.cursor
    await record(context, connector, progress.cursor, tally)
    const state = writeProgress(progress)
    // A folder's is megabytes long, and stays as it is from batch to batch.
    if (connector !== DIRECT && state !== saved) await context.store.saveCursor(connector, state)
    saved = state
    addTally(total, tally)
    batch = []
    ids = new Set()
    length = 0
    options.onProgress?.({
      connector,
      changes: total.changes,
      characters: total.characters,
      refused: total.refused.length,
    })
  }
  try {
    for await (const change of untilAborted(changes, options.signal)) {
      if (options.signal?.aborted) throw new FirewallError('aborted', 'the caller cancelled the sync')
      const { id, size } = extentOf(change)
      if (change.kind === 'skipped') {
        total.skipped.push(skipOf(change))
        continue
      }
      // Two changes of one document never share a batch: the second must see the first stored. Nor do containers
      // and what is in them.
      const other = batch.at(-1) !== undefined && isContainer(batch.at(-1)!) !== isContainer(change)
      if (other || (id !== undefined && ids.has(id))) await flush()
      if (id !== undefined) ids.add(id)
      batch.push(change)
      length += size
      if (change.kind === 'cursor') total.unchanged += change.unchanged ?? 0
      // Containers that come together change together: one without the other may open what both of them close.
      const most = isContainer(change) ? LIMITS.syncBatchContainers : LIMITS.syncBatchDocuments
      const full = batch.length >= most || length >= LIMITS.syncBatchLength
      // A position is saved before what comes behind it is stored: it may say what is about to come.
      if (full || change.kind === 'cursor') await flush()
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
  await recordSkipped(context, origin.connector, progress, total.skipped)
  // Handed over to its end: what was not given is as it was when the source was asked.
  if (connector !== DIRECT) await context.store.saveCursor(connector, writeProgress(progress), origin.asked)
  const { upserted, relabelled, deleted, containers, unchanged, refused, skipped } = total
  return {
    upserted,
    relabelled,
    deleted,
    ...(containers === 0 ? {} : { containers }),
    unchanged,
    refused,
    skipped,
    cursor: progress.cursor,
  }
}

function isContainer({ kind }: SourceChange): boolean {
  return kind === 'container'
}

async function record(
  context: IngestContext,
  connector: string,
  cursor: string,
  tally: Tally,
): Promise<void> {
  for (const { id, code } of tally.refused) {
    await context.audit.append({ type: 'refused-document', connector, document: id, code })
  }
  const { upserted, relabelled, deleted, containers, unchanged } = tally
  await context.audit.append({
    type: 'sync',
    connector,
    cursor: keyedDigest(context.contentKey, 'cursor', cursor),
    upserted,
    relabelled,
    deleted,
    ...(containers === 0 ? {} : { containers }),
    unchanged,
    refused: tally.refused.length,
    repeated: unchanged > 0 && upserted + relabelled + deleted + containers === 0,
  })
}

/** A source passes over the same things in every run: the journal says so once, and again when it is something else. */
async function recordSkipped(
  context: IngestContext,
  connector: string,
  progress: Progress,
  skipped: SyncSummary['skipped'],
): Promise<void> {
  const digest =
    skipped.length === 0 ? '' : keyedDigest(context.contentKey, 'skipped', JSON.stringify(skipped))
  if (digest === progress.skipped) return
  const reasons: Partial<Record<SkipReason, number>> = {}
  for (const { reason } of skipped) reasons[reason] = (reasons[reason] ?? 0) + 1
  const first = skipped.slice(0, LIMITS.auditSkipped).map(({ id }) => id)
  await context.audit.append({ type: 'skipped', connector, count: skipped.length, reasons, first })
  progress.skipped = digest
}

const SKIP_REASONS: ReadonlySet<string> = new Set<SkipReason>([
  'unknown-kind',
  'excluded',
  'not-included',
  'hidden',
  'archive',
])

/** Ends up in the audit, as refusals do. */
function skipOf({ id, reason }: Extract<SourceChange, { kind: 'skipped' }>): SyncSummary['skipped'][number] {
  return {
    id: typeof id === 'string' ? id.slice(0, LIMITS.idLength) : '(no id)',
    reason: SKIP_REASONS.has(reason) ? reason : 'unknown-kind',
  }
}

/** Batches that are being stored, in the order in which they came. */
const underWay = new WeakMap<IngestContext, Set<{ ids: ReadonlySet<string>; done: Promise<unknown> }>>()

/**
 * Runs after every earlier batch that shares a document with this one. What a change comes to is decided
 * against what is stored: a revocation that found its label already there, while an older change was still
 * being embedded, would be dropped and then undone.
 */
async function inTurn<Result>(
  context: IngestContext,
  ids: ReadonlySet<string>,
  work: () => Promise<Result>,
): Promise<Result> {
  const batches = underWay.get(context) ?? new Set()
  underWay.set(context, batches)
  const earlier = [...batches].filter((batch) => [...ids].some((id) => batch.ids.has(id)))
  const result = Promise.all(earlier.map(({ done }) => done)).then(work)
  const batch = { ids, done: result.catch(() => undefined) }
  batches.add(batch)
  try {
    return await result
  } finally {
    batches.delete(batch)
  }
}

async function storeBatch(
  context: IngestContext,
  origin: ChangeOrigin,
  batch: readonly SourceChange[],
  {
    signal,
    intend,
  }: {
    readonly signal?: AbortSignal
    /** Is told what is about to change, before it does. */
    readonly intend?: (changed: readonly string[]) => Promise<void>
  },
): Promise<Tally> {
  // Another process may have written: what is stored there is what these changes are changes of.
  await context.store.refresh()
  const prepared = batch.flatMap((change): Outcome[] =>
    change.kind === 'cursor' || change.kind === 'skipped' ? [] : [prepare(context, origin, change)],
  )
  const { outcomes, failures } = await unlessAborted(analyzeWrites(context, prepared, signal), signal)
  for (const { code } of failures)
    await context.audit.append({ type: 'failure', where: `sync ${origin.connector}`, code })
  const writes: PreparedWrite[] = []
  const changes: StoreChange[] = []
  for (const { change } of outcomes) {
    if (change?.kind === 'put') writes.push(change)
    else if (change !== undefined) changes.push(change)
  }
  await unlessAborted(embedWrites(context, writes), signal)
  for (const { write } of writes) changes.push({ kind: 'put', write })
  if (changes.length > 0) {
    await intend?.(changes.map((change) => (change.kind === 'put' ? change.write.id : change.id)))
    await context.store.apply(changes, context.resolve)
  }
  return tallyOf(outcomes)
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

const KINDS: ReadonlySet<string> = new Set([
  'upsert',
  'acl',
  'delete',
  'container',
  'refused',
  'skipped',
  'cursor',
])

/** Which document a change is about, and how much text it carries. What it is given is not checked yet. */
function extentOf(change: SourceChange): { id: string | undefined; size: number } {
  if (!KINDS.has(change.kind) || typeof change.cursor !== 'string') {
    throw new FirewallError('connector-failed', 'a change has no known `kind` or no `cursor`', {
      help: 'see SourceChange in the documentation',
    })
  }
  if (change.kind === 'cursor' || change.kind === 'skipped') return { id: undefined, size: 0 }
  if (change.kind === 'container') return { id: `container ${change.id}`, size: 0 }
  if (change.kind !== 'upsert') return { id: change.id, size: 0 }
  const text: unknown = change.document?.text
  return { id: change.document?.id, size: typeof text === 'string' ? text.length : 0 }
}
