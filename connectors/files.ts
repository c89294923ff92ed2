import { realpath } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { type ErrorCode, FirewallError, toFirewallError } from '../src/core/errors.js'
import { LIMITS } from '../src/core/limits.js'
import {
  anyText,
  flag,
  listOf,
  type OptionKinds,
  oneOf,
  record,
  required,
  requireOptions,
  text,
} from '../src/core/options.js'
import type { Connector } from '../src/core/ports.js'
import { parseStrict } from '../src/core/schema.js'
import type { Acl, SkipReason, SourceChange, SourceDocument } from '../src/core/types.js'
import {
  aclOf,
  applySidecar,
  NO_PERMISSIONS,
  type Permissions,
  type Sidecar,
  shortHash,
  type Traits,
  traitsOf,
} from './files/acl.js'
import type { FileContent, FileText } from './files/content.js'
import { EMPTY, mayHoldMail, NO_READER, readability, readFormat, unfitOf } from './files/formats.js'
import { compileGlobs } from './files/glob.js'
import { filesOptionsSchema } from './files/options.js'
import { openBlocks, readWhole, sizeOf, statOf } from './files/read.js'
import { hasRows, recordParts } from './files/record-parts.js'
import { addKnown, idsOf, type Known, type Left, packKnown, partId, unpackKnown } from './files/state.js'
import { Unfit } from './files/unfit.js'
import { type Choose, type Refusal, type Seen, type Tree, walk } from './files/walk.js'

/** Which folder, and what in it. */
export interface FilesOptions {
  /** The folder. Ids are `prefix` and the path below it, byte for byte, with `/`; uris are `file:` and the same. */
  readonly root: string
  /** Default `files`. Cursors are stored under it: give each folder its own. */
  readonly name?: string
  /** Default none. Two folders in one store need different ones. */
  readonly prefix?: string
  /** Globs (`files/glob.ts`). Default: every file of a kind that has a reader, see `files/formats.ts`. */
  readonly include?: readonly string[]
  /** Globs of what is left out; a folder that one matches is not entered. */
  readonly exclude?: readonly string[]
  /** What becomes of files of a kind that has no reader: counted and named, or refused. Default `skip`. */
  readonly onUnknown?: 'skip' | 'refuse'
  /** Archives are entered, one level deep. Default false: they are named as skipped. */
  readonly archives?: boolean
  /**
   * Who may read a mail and what is attached to it: whom the sidecars name, or of all people its sender and
   * recipients, as `user:<address>` in lower case, none of whom `deny` names. Default `sidecar`.
   */
  readonly mailReaders?: 'sidecar' | 'correspondents'
  /** What holds above the root's own sidecar, in a sidecar's words. */
  readonly defaults?: Omit<Sidecar, 'inherit'>
}

const GLOBS = { ...listOf(text), is: "a list of globs: ['*.md', 'drafts/**']" }

const OPTIONS: OptionKinds<FilesOptions> = {
  root: required({ ...text, is: 'a folder' }),
  name: text,
  prefix: anyText,
  include: GLOBS,
  exclude: GLOBS,
  onUnknown: oneOf('skip', 'refuse'),
  archives: flag,
  mailReaders: oneOf('sidecar', 'correspondents'),
  defaults: record("a sidecar's words: { allow: ['group:staff'], classification: 'internal' }"),
}

/**
 * A folder tree: documents, tables, presentations, mail, text and source files (`files/formats.ts` has the kinds),
 * with permissions from sidecar files (`files/acl.ts` has their rules). Symbolic links are not followed. What is not
 * taken is `skipped` by name (of a kind without a reader, hidden folders, what the options leave out) or refused.
 *
 * A run lists the tree, then gives in this order: permissions that changed alone; new and changed files, a
 * file being read again only if its size or times changed; deletions; one new cursor. Until that last change
 * every change repeats the cursor the run began with, or one that also names the new files it will give.
 *
 * A CSV or JSON Lines file of more than `LIMITS.wholeTableBytes` or `LIMITS.tableRows` is read as a stream and given
 * as parts, `path#1`, `path#2` …, each with its rows; a row with more fields than names is taken and named by line.
 * What is attached to a mail or stands in an archive is a document of its own, `path#name`, with the permissions of
 * the file it is in; what of it cannot be taken is named.
 *
 * One bad file never stops the others. It is reported as refused, every run anew, and of what was stored for
 * it before
 * - the content stays while the file cannot be read, but if its permissions changed meanwhile nobody may read
 *   it: who may read the new content need not be who may read the old;
 * - nobody may read it while its permissions are missing or broken (an `acl` change that allows nobody);
 * - it is deleted when the file is there and empty.
 *
 * Throws `source-unreadable` when the root is missing, unreadable or suddenly without any entry: a share that
 * is not mounted must not read as everything deleted. Nothing counts as deleted in a folder that cannot be
 * listed. Throws `aborted`, and `connector-failed` for a cursor it cannot read.
 */
export function files(options: FilesOptions): Connector {
  requireOptions<FilesOptions>(options, OPTIONS, 'files')
  const { name = 'files', prefix = '' } = options
  const choose = chooser(options)
  const defaults = applySidecar(NO_PERMISSIONS, options.defaults ?? {})
  return {
    name,
    async *changes({ since, retry, signal }) {
      const known = unpackKnown(name, since)
      for (const [path, stored] of known)
        if (idsOf(path, stored).some((id) => retry?.has(prefix + id)))
          known.set(path, { ...stored, ...NOT_TAKEN })
      const run: Run = {
        prefix,
        options,
        cursor: since ?? '',
        unchanged: 0,
        known,
        next: new Map(),
      }
      const { root, tree } = await list(options.root, defaults, choose)
      if (tree.empty && run.known.size > 0) throw rootError('has no entry left')
      for (const { path, ...refusal } of tree.problems) yield refuse(run, path, refusal)
      for (const { path, reason } of tree.skipped) yield skip(run, path, reason)
      const unread: Unread[] = []
      for (const seen of tree.files) {
        checkAbort(signal)
        yield* changesWithoutReading(run, root, seen, unread)
      }
      yield* intent(run, unread)
      for await (const group of readInGroups(run, root, unread, signal))
        yield* changesOfGroup(run, root, group)
      yield* deletions(run, tree)
      yield { kind: 'cursor', cursor: packKnown(run.next), unchanged: run.unchanged }
    },
  }
}

/** For configuration files: `use: files`. A relative root starts at `folder`. */
export function createConnector(options: unknown, { folder }: { readonly folder: string }): Connector {
  const parsed = parseStrict(filesOptionsSchema, options, 'the files connector')
  return files({ ...parsed, root: resolve(folder, parsed.root) })
}

/** What the options say of a path. */
function chooser({ include, exclude = [], onUnknown = 'skip', archives = false }: FilesOptions): Choose {
  const included = include === undefined ? undefined : compileGlobs(include)
  const excluded = compileGlobs(exclude)
  return (path) => {
    if (excluded(path)) return 'excluded'
    if (path.endsWith('/')) return 'take'
    if (included?.(path) === false) return 'not-included'
    const readable = readability(path, { archives })
    return readable === 'unknown-kind' && onUnknown === 'refuse'
      ? { code: 'document-invalid', help: NO_READER }
      : readable
  }
}

interface Run {
  readonly prefix: string
  readonly options: FilesOptions
  /** What changes are given out with, until the run is through. */
  cursor: string
  /** Documents that nothing has to be said of. */
  unchanged: number
  /** What is stored, as the cursor remembers it. */
  readonly known: ReadonlyMap<string, Known>
  /** What will be stored when all changes of this run are. */
  readonly next: Map<string, Known>
}

interface Unread {
  readonly seen: Seen
  readonly stat: string
  readonly acl: Acl
  readonly traits: Traits
}

/** Delivered once, and not taken: read again, and deleted if it is gone. */
const NOT_TAKEN: Known = { stat: '', content: '', traits: '', acl: '' }

const NOBODY: Acl = { allow: [], deny: [] }

async function list(
  path: string,
  defaults: Permissions,
  choose: Choose,
): Promise<{ root: string; tree: Tree }> {
  try {
    const root = await realpath(path)
    return { root, tree: await walk(root, defaults, choose) }
  } catch (error) {
    throw toFirewallError(error, 'source-unreadable', `the root ${path} cannot be listed`, ROOT_HELP)
  }
}

const ROOT_HELP = 'check that it is mounted and readable; nothing was taken for deleted'

function rootError(what: string): FirewallError {
  return new FirewallError('source-unreadable', `the root of the files connector ${what}`, {
    help: ROOT_HELP,
  })
}

/** What can be said of a file by its permissions and times alone; the rest goes to `unread`. */
async function* changesWithoutReading(
  run: Run,
  root: string,
  seen: Seen,
  unread: Unread[],
): AsyncGenerator<SourceChange> {
  const { path, permissions } = seen
  const stored = run.known.get(path)
  if ('spoiledBy' in permissions) {
    yield* closeToAll(run, path)
    const help = `the sidecar ${permissions.spoiledBy} is not valid: ${permissions.help}`
    yield refuse(run, path, { code: 'acl-invalid', help })
    return
  }
  const acl = aclOf(permissions)
  if (acl === undefined) {
    yield* closeToAll(run, path)
    const help = `say who may read it: write \`allow: [...]\` to ${path}.acl.yaml, or to .acl.yaml in its folder`
    yield refuse(run, path, { code: 'label-missing', help })
    return
  }
  const stated = traitsOf(permissions)
  // Whose permissions depend on what is in it is read anew when they change.
  const traits =
    run.options.mailReaders === 'correspondents' && mayHoldMail(path) ? { ...stated, acl } : stated
  const stat = seen.refused === undefined ? await statOf(root, path) : ''
  if (stored === undefined || stat === '' || stat !== stored.stat || shortHash(traits) !== stored.traits) {
    unread.push({ seen, stat, acl, traits })
    return
  }
  yield* asBefore(run, path, stored, acl)
}

/**
 * Remembers new files before they are handed over: one that is stored, and then gone or closed before a run that
 * was interrupted is repeated, would otherwise be unknown to every later run and stay readable.
 */
function* intent(run: Run, unread: readonly Unread[]): Generator<SourceChange> {
  const fresh = unread.flatMap(({ seen }) => (run.known.has(seen.path) ? [] : [seen.path]))
  if (fresh.length === 0) return
  yield intend(run, new Map(fresh.map((path) => [path, NOT_TAKEN])))
}

function intend(run: Run, known: ReadonlyMap<string, Known>): SourceChange {
  run.cursor = addKnown(run.cursor, known)
  return { kind: 'cursor', cursor: run.cursor }
}

/** A file that was read, or that has to be read as a stream, or that cannot be. */
interface ReadFile extends Unread {
  readonly read: FileContent | 'as-before' | 'in-parts' | Unfit
  /** Hash of its bytes; empty where they were not read. */
  readonly content: string
}

/**
 * Reads a few files ahead: what is in them has to be remembered before any of it is handed over, and a cursor for
 * each of them would be a transaction for each.
 */
async function* readInGroups(
  run: Run,
  root: string,
  unread: readonly Unread[],
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly ReadFile[]> {
  let group: ReadFile[] = []
  let length = 0
  for (const file of unread) {
    checkAbort(signal)
    const done = await readFile(run, root, file)
    group.push(done)
    if (isContent(done.read)) length += lengthOf(done.read)
    if (group.length < LIMITS.syncBatchDocuments && length < LIMITS.syncBatchLength) continue
    yield group
    group = []
    length = 0
  }
  if (group.length > 0) yield group
}

async function readFile(run: Run, root: string, file: Unread): Promise<ReadFile> {
  const { seen, traits } = file
  const { path } = seen
  const stored = run.known.get(path)
  try {
    if (seen.refused !== undefined) throw new Unfit(seen.refused.code, seen.refused.help)
    if (hasRows(path) && (await sizeOf(root, path)) > LIMITS.wholeTableBytes)
      return { ...file, content: '', read: 'in-parts' }
    const { bytes, content } = await readWhole(root, path)
    if (stored?.content === content && stored.traits === shortHash(traits))
      return { ...file, content, read: 'as-before' }
    if (hasRows(path) && linesIn(bytes) >= LIMITS.tableRows) return { ...file, content: '', read: 'in-parts' }
    return { ...file, content, read: await readFormat(path, bytes, run.options) }
  } catch (error) {
    return { ...file, content: '', read: unfitOf(error) }
  }
}

function isContent(read: ReadFile['read']): read is FileContent {
  return typeof read === 'object' && !(read instanceof Unfit)
}

function lengthOf({ own, parts }: FileContent): number {
  return parts.reduce(
    (sum, part) => sum + ('content' in part ? part.content.text.length : 0),
    own?.text.length ?? 0,
  )
}

async function* changesOfGroup(
  run: Run,
  root: string,
  group: readonly ReadFile[],
): AsyncGenerator<SourceChange> {
  const parted = group.flatMap((file): [string, Known][] => {
    if (!isContent(file.read)) return []
    const names = namesOf(file.read)
    const stored = run.known.get(file.seen.path)
    return names.length === 0
      ? []
      : [[file.seen.path, { ...NOT_TAKEN, parts: [...new Set([...names, ...partsOf(stored)])] }]]
  })
  if (parted.length > 0) yield intend(run, new Map(parted))
  for (const file of group) yield* changesByReading(run, root, file)
}

function namesOf({ parts }: FileContent): string[] {
  return parts.flatMap((part) => ('content' in part ? [part.name] : []))
}

function partsOf(known: Known | undefined): string[] {
  return known === undefined
    ? []
    : idsOf('', known)
        .slice(1)
        .map((id) => id.slice(1))
}

async function* changesByReading(run: Run, root: string, file: ReadFile): AsyncGenerator<SourceChange> {
  const { seen, stat, acl, traits, read } = file
  const { path } = seen
  const stored = run.known.get(path)
  try {
    if (read instanceof Unfit) throw read
    if (read === 'in-parts') {
      yield* changesByParts(run, root, file)
      return
    }
    if (read === 'as-before') {
      yield* asBefore(run, path, { ...stored!, stat }, acl)
      return
    }
    const left = leftOf(read)
    const names = namesOf(read)
    const next: Known = {
      ...{ stat, content: file.content, traits: shortHash(traits), acl: shortHash(acl) },
      ...(names.length === 0 ? {} : { parts: names }),
      ...(left.length === 0 ? {} : { left }),
    }
    run.next.set(path, next)
    if (read.own !== undefined)
      yield { kind: 'upsert', document: documentOf(run, path, file, read.own), cursor: run.cursor }
    for (const part of read.parts) {
      if (!('content' in part)) continue
      const document = documentOf(run, partId(path, part.name), file, part.content)
      yield { kind: 'upsert', document, cursor: run.cursor }
    }
    yield* leaveBehind(run, path, stored, next, read.own !== undefined)
    yield* sayLeft(run, path, next)
  } catch (error) {
    const unfit = unfitOf(error)
    const begun = run.next.get(path)
    // Some of its parts are the new ones by now.
    if (begun !== undefined && stored !== undefined && stored.acl !== begun.acl)
      yield* relabel(run, path, { ...begun, acl: stored.acl }, NOBODY)
    else if (begun !== undefined) run.next.set(path, { ...begun, stat: '' })
    else if (stored !== undefined && unfit.help === EMPTY) yield* remove(run, path, stored)
    else if (stored !== undefined && stored.acl !== shortHash(acl)) yield* closeToAll(run, path)
    else if (stored !== undefined) run.next.set(path, { ...stored, stat: '' })
    yield refuse(run, path, unfit)
  }
}

/** What is in a file and was not taken, as every run says it anew. */
function leftOf({ parts }: FileContent): Left[] {
  return parts.flatMap((part): Left[] => {
    if ('refused' in part) return [[part.name, part.refused.code, part.refused.help]]
    return 'skipped' in part ? [[part.name, part.skipped]] : []
  })
}

function* sayLeft(run: Run, path: string, { left = [] }: Known): Generator<SourceChange> {
  for (const [name, why, help] of left) {
    const id = partId(path, name)
    yield help === undefined
      ? skip(run, id, why as SkipReason)
      : refuse(run, id, { code: why as ErrorCode, help })
  }
}

function* asBefore(run: Run, path: string, stored: Known, acl: Acl): Generator<SourceChange> {
  yield* relabel(run, path, stored, acl)
  yield* sayLeft(run, path, stored)
}

function documentOf(
  run: Run,
  id: string,
  { acl, traits: { columns, ...stated } }: Unread,
  { table, correspondents, ...read }: FileText,
): SourceDocument {
  const uri = `file:${(run.prefix + id).split('/').map(encodeURIComponent).join('/')}`
  const readers =
    run.options.mailReaders === 'correspondents' && correspondents !== undefined
      ? { ...acl, allow: correspondents.map((address) => `user:${address}`) }
      : acl
  return {
    ...{ id: run.prefix + id, uri, ...read, ...stated, acl: readers },
    ...(table === undefined ? {} : { table: { ...table, ...columns } }),
  }
}

/**
 * A file of so many rows that it is several documents. It is read twice: once to know that all of it can be taken and
 * how many parts it has, so that whatever happens in between, every part that was stored is known to a later run.
 */
async function* changesByParts(run: Run, root: string, file: Unread): AsyncGenerator<SourceChange> {
  const { seen, stat, acl, traits } = file
  const { path } = seen
  const stored = run.known.get(path)
  const { parts, content, wrong } = await survey(root, path)
  if (stored?.content === content && stored.traits === shortHash(traits)) {
    yield* relabel(run, path, { ...stored, stat }, acl)
    return
  }
  const underWay: Known = {
    ...NOT_TAKEN,
    parts: Math.max(parts, typeof stored?.parts === 'number' ? stored.parts : 0),
  }
  yield intend(run, new Map([[path, underWay]]))
  // What it comes to if it cannot be read to its end: to be read again, with as many parts as may be stored.
  run.next.set(path, { ...underWay, acl: shortHash(acl) })
  const again = await openBlocks(root, path)
  try {
    let part = 0
    for await (const { text, table, from, to } of recordParts(path, again.blocks, { lines: [], count: 0 })) {
      part += 1
      if (part > parts)
        throw new Unfit('source-unreadable', 'it changes while it is read; it will be tried again')
      const title = `${basename(path)}, ${from}–${to}`.slice(0, LIMITS.idLength)
      const read = { text, title, ...(table === undefined ? {} : { table }) }
      yield {
        kind: 'upsert',
        document: documentOf(run, partId(path, part), file, read),
        cursor: run.cursor,
      }
    }
    const isSame = (await again.content()) === content
    const next = { stat: isSame ? stat : '', content, traits: shortHash(traits), acl: shortHash(acl), parts }
    yield* leaveBehind(run, path, stored, next, false)
    run.next.set(path, next)
  } finally {
    await again.close()
  }
  if (wrong.count > 0) {
    const rest = wrong.count > wrong.lines.length ? ` and ${wrong.count - wrong.lines.length} more` : ''
    const help = `it was taken, but lines ${wrong.lines.join(', ')}${rest} have more fields than the first line has names: mend their quotes`
    yield refuse(run, `${path} (rows)`, { code: 'document-invalid', help })
  }
}

async function survey(root: string, path: string) {
  const file = await openBlocks(root, path)
  try {
    const wrong = { lines: [], count: 0 }
    let parts = 0
    for await (const _ of recordParts(path, file.blocks, wrong)) parts += 1
    if (parts === 0) throw new Unfit('document-invalid', EMPTY)
    return { parts, content: await file.content(), wrong }
  } finally {
    await file.close()
  }
}

function linesIn(bytes: Uint8Array): number {
  let lines = 0
  for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) lines += 1
  return lines
}

/** Documents that a file was and is no more. */
function* leaveBehind(
  run: Run,
  path: string,
  stored: Known | undefined,
  next: Known,
  keepsOwn: boolean,
): Generator<SourceChange> {
  if (stored === undefined) return
  const kept = new Set(idsOf(path, next).slice(keepsOwn ? 0 : 1))
  for (const id of idsOf(path, stored))
    if (!kept.has(id)) yield { kind: 'delete', id: run.prefix + id, cursor: run.cursor }
}

function* remove(run: Run, path: string, stored: Known): Generator<SourceChange> {
  for (const id of idsOf(path, stored)) yield { kind: 'delete', id: run.prefix + id, cursor: run.cursor }
}

function* relabel(run: Run, path: string, stored: Known, acl: Acl): Generator<SourceChange> {
  run.next.set(path, { ...stored, acl: shortHash(acl) })
  if (stored.acl === shortHash(acl)) {
    // Without times it was not read, and is reported as refused.
    if (stored.stat !== '') run.unchanged += documentsOf(stored)
    return
  }
  for (const id of idsOf(path, stored)) yield { kind: 'acl', id: run.prefix + id, acl, cursor: run.cursor }
}

function documentsOf({ parts }: Known): number {
  return typeof parts === 'number' ? parts : 1 + (parts?.length ?? 0)
}

/** Closes what is stored of a file: nobody may read it until its permissions are understood and it is read again. */
function* closeToAll(run: Run, path: string): Generator<SourceChange> {
  const stored = run.known.get(path)
  if (stored !== undefined) yield* relabel(run, path, { ...stored, stat: '' }, NOBODY)
}

function refuse(run: Run, path: string, { code, help }: Refusal): SourceChange {
  return {
    kind: 'refused',
    id: (run.prefix + path).slice(0, LIMITS.idLength),
    code,
    help,
    cursor: run.cursor,
  }
}

function skip(run: Run, path: string, reason: SkipReason): SourceChange {
  return { kind: 'skipped', id: (run.prefix + path).slice(0, LIMITS.idLength), reason, cursor: run.cursor }
}

function* deletions(run: Run, tree: Tree): Generator<SourceChange> {
  const seen = new Set(tree.files.map(({ path }) => path))
  for (const [path, stored] of run.known) {
    if (seen.has(path)) continue
    if (tree.blind.some((folder) => path.startsWith(folder))) run.next.set(path, stored)
    else yield* remove(run, path, stored)
  }
}

function checkAbort(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new FirewallError('aborted', 'the caller cancelled the sync')
}
