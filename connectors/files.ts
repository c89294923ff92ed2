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
import type { ContainerPermissions, SkipReason, SourceChange, SourceDocument } from '../src/core/types.js'
import {
  aclOf,
  applySidecar,
  type Inherited,
  NO_PERMISSIONS,
  type Permissions,
  type Sidecar,
  shortHash,
  type Traits,
  traitsOf,
} from './files/acl.js'
import { askAgain } from './files/ask-again.js'
import type { FileContent, FileText } from './files/content.js'
import { createCorrespondents } from './files/correspondents.js'
import { EMPTY, isHolder, mayHoldMail, NO_READER, readability, readFormat, unfitOf } from './files/formats.js'
import { compileGlobs } from './files/glob.js'
import { filesOptionsSchema } from './files/options.js'
import {
  CLOSED,
  containerId,
  isMoving,
  isPlaced,
  knownAs,
  narrowed,
  type Placement,
  permissionsOf,
  placedAlone,
  placedIn,
  readBy,
  usedContainers,
} from './files/placement.js'
import { openBlocks, readWhole, sizeOf, statOf } from './files/read.js'
import { hasRows, recordParts, wholeBytes } from './files/record-parts.js'
import {
  addKnown,
  idsOf,
  type Known,
  type KnownContainer,
  type Left,
  packKnown,
  partId,
  unpackKnown,
} from './files/state.js'
import { type PermissionSource, readSystem, type SystemReaders, withSystem } from './files/system-readers.js'
import { Unfit } from './files/unfit.js'
import { type Choose, type Container, type Refusal, type Seen, type Tree, walk } from './files/walk.js'

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
  /**
   * Who may read: whom sidecars name; whom the file system lets read (`posix`: owner, group, mode and list of a file,
   * and of every folder on the way); or whom Windows does, by what `icacls <folder> /T` printed into a file. Readers
   * are then accounts (`account:uid:1000`, `account:gid:100`, `account:corp\\alice`), which `accounts` of the
   * configuration says whose they are; sidecars may narrow them, and give levels. Default `sidecars`.
   */
  readonly permissions?: PermissionSource
  /** Globs of files that everybody may read where the system says so. Default none: there it is nobody. */
  readonly everyone?: readonly string[]
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
  permissions: {
    is: "'sidecars', 'posix', or { icacls: 'acl.txt', folder: 'D:\\\\share' }",
    accepts: isPermissionSource,
  },
  everyone: GLOBS,
  defaults: record("a sidecar's words: { allow: ['group:staff'], classification: 'internal' }"),
}

/**
 * A folder tree: documents, tables, presentations, mail, text and source files (`files/formats.ts` has the kinds),
 * with permissions from sidecar files (`files/acl.ts` has their rules). Symbolic links are not followed. What is not
 * taken is `skipped` by name (of a kind without a reader, hidden folders, what the options leave out) or refused.
 *
 * Documents have the permissions of a container (`Container` in `files/walk.ts`), so that a sidecar that changes is one
 * change, whatever is below it. `permissions` answers from the sidecars as they are now.
 *
 * A run lists the tree, then gives in this order: containers, as far as they take something away; what it is about to
 * change, as a cursor, so that a run that is interrupted is repeated; documents that are closed until the run comes to them, because the permissions around them
 * change and their text or place is of an earlier moment; containers; documents that are in another container; new and
 * changed files, a file being read again only if its size or times changed; deletions; one new cursor. Until that last
 * change every change repeats the cursor the run began with, or one that also names what is about to change.
 *
 * A CSV or JSON Lines file of more than `LIMITS.wholeTableBytes` or `LIMITS.tableRows` is read as a stream and given
 * as parts, `path#1`, `path#2` …, each with its rows; a row with more fields than names is taken and named by line. So
 * is plain text (a log) of more than `LIMITS.wholeTextBytes`, in parts of whole lines.
 * What is attached to a mail or stands in an archive is a document of its own, `path#name`, with the permissions of
 * the file it is in; what of it cannot be taken is named.
 *
 * One bad file never stops the others. It is reported as refused, every run anew, and of what was stored for
 * it before
 * - the content stays while the file cannot be read, but if its permissions changed meanwhile nobody may read
 *   it: who may read the new content need not be who may read the old;
 * - nobody may read it while its permissions are missing or broken (a container that allows nobody);
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
  const { permissions: source = 'sidecars' } = options
  const everyone = compileGlobs(options.everyone ?? [])
  const system =
    source === 'sidecars'
      ? undefined
      : (root: string, of: Parameters<typeof readSystem>[3]) => readSystem(source, root, everyone, of)
  return {
    name,
    async *changes({ since, retry, signal }) {
      const { known, containers } = unpackKnown(name, since)
      for (const [path, stored] of known)
        if (idsOf(path, stored).some((id) => retry?.has(prefix + id)))
          known.set(path, { ...stored, ...NOT_TAKEN })
      for (const path of containers.keys()) if (retry?.has(containerId(prefix, path))) containers.delete(path)
      const { root, tree } = await list(options, defaults, choose)
      if (tree.empty && known.size > 0) throw rootError('has no entry left')
      const run: Run = {
        ...{ prefix, options, tree, cursor: since ?? '', unchanged: 0 },
        ...{ known, next: new Map(), containers, used: usedContainers(tree), told: new Set() },
      }
      for (const { path, ...refusal } of tree.problems) yield refuse(run, path, refusal)
      for (const { path, reason } of tree.skipped) yield skip(run, path, reason)
      yield* narrowings(run)
      const plan: Plan = { unread: [], placed: [], told: [] }
      const readers = await system?.(root, { paths: tree.files.map(({ path }) => path) })
      for (let at = 0; at < tree.files.length; at += LOOKED_AT_ONCE) {
        checkAbort(signal)
        const some = tree.files.slice(at, at + LOOKED_AT_ONCE)
        const stats = await Promise.all(some.map((seen) => lookedAt(root, seen)))
        for (const [i, seen] of some.entries())
          look(run, readers === undefined ? seen : underSystem(seen, readers), stats[i]!, plan)
      }
      yield* intent(run, plan)
      yield* closings(run, plan)
      yield* containerChanges(run)
      for (const { path, stored, to } of plan.placed) yield* place(run, path, stored, to)
      for (const { path, stored, refusal } of plan.told) {
        if (refusal !== undefined) yield refuse(run, path, refusal)
        else yield* sayLeft(run, path, stored)
      }
      for await (const group of readInGroups(run, root, plan.unread, signal))
        yield* changesOfGroup(run, root, group)
      yield* deletions(run)
      const kept = yield* containersLeft(run)
      yield { kind: 'cursor', cursor: packKnown(run.next, kept), unchanged: run.unchanged }
    },
    permissions: askAgain({
      ...(system === undefined ? {} : { system }),
      prefix,
      defaults,
      choose,
      root: () => rootOf(options.root),
      ...(options.mailReaders === 'correspondents' ? { correspondents: createCorrespondents(options) } : {}),
    }),
  }
}

/** For configuration files: `use: files`. A relative root starts at `folder`. */
export function createConnector(options: unknown, { folder }: { readonly folder: string }): Connector {
  const parsed = parseStrict(filesOptionsSchema, options, 'the files connector')
  const { permissions } = parsed
  return files({
    ...parsed,
    root: resolve(folder, parsed.root),
    ...(typeof permissions === 'object'
      ? { permissions: { ...permissions, icacls: resolve(folder, permissions.icacls) } }
      : {}),
  })
}

/** A file with the readers that the system gives it: its permissions are its own then, and no container's. */
function underSystem(seen: Seen, system: SystemReaders): Seen {
  if ('spoiledBy' in seen.permissions) return { ...seen, isOwn: true }
  const readers = system.of(seen.path)
  const permissions: Inherited =
    readers === undefined
      ? { spoiledBy: 'of the file system', help: 'its permissions cannot be read, or stand nowhere' }
      : withSystem(seen.permissions, readers)
  return { ...seen, permissions, isOwn: true }
}

function isPermissionSource(value: unknown): boolean {
  if (value === 'sidecars' || value === 'posix') return true
  const { icacls, folder, ...rest } = (value ?? {}) as Record<string, unknown>
  return typeof icacls === 'string' && typeof folder === 'string' && Object.keys(rest).length === 0
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
  readonly tree: Tree
  /** What changes are given out with, until the run is through. */
  cursor: string
  /** Documents that nothing has to be said of. */
  unchanged: number
  /** What is stored, as the cursor remembers it. */
  readonly known: Map<string, Known>
  /** What will be stored when all changes of this run are. */
  readonly next: Map<string, Known>
  /** Containers as the cursor remembers them, and those that documents are in now. */
  readonly containers: ReadonlyMap<string, KnownContainer>
  readonly used: ReadonlyMap<string, Container>
  /** Containers of which all is said. */
  readonly told: Set<string>
}

/** What a run is about to do, as far as it can be known without reading files. */
interface Plan {
  readonly unread: Unread[]
  /** What is stored and has its permissions elsewhere, or differently, from now on. */
  readonly placed: { readonly path: string; readonly stored: Known; readonly to: Placement }[]
  /** What is to be said of files that stay as they are. */
  readonly told: { readonly path: string; readonly stored: Known; readonly refusal?: Refusal }[]
}

interface Unread {
  readonly seen: Seen
  readonly stat: string
  readonly to: Placement
  readonly traits: Traits
}

/** Delivered once, and not taken: read again, and deleted if it is gone. */
const NOT_TAKEN: Known = { stat: '', content: '', traits: '', acl: '' }

async function list(
  { root: path, prefix = '' }: FilesOptions,
  defaults: Permissions,
  choose: Choose,
): Promise<{ root: string; tree: Tree }> {
  try {
    const root = await realpath(path)
    // A container's id is longer than its path.
    const longest = LIMITS.idLength - containerId(prefix, '').length
    return { root, tree: await walk(root, defaults, choose, longest) }
  } catch (error) {
    throw unlistable(path, error)
  }
}

async function rootOf(path: string): Promise<string> {
  return realpath(path).catch((error: unknown) => Promise.reject(unlistable(path, error)))
}

function unlistable(path: string, error: unknown): FirewallError {
  return toFirewallError(error, 'source-unreadable', `the root ${path} cannot be listed`, ROOT_HELP)
}

const ROOT_HELP = 'check that it is mounted and readable; nothing was taken for deleted'

function rootError(what: string): FirewallError {
  return new FirewallError('source-unreadable', `the root of the files connector ${what}`, {
    help: ROOT_HELP,
  })
}

/** A share answers many such questions in the time of one. */
const LOOKED_AT_ONCE = 64

async function lookedAt(root: string, { path, refused }: Seen): Promise<string> {
  return refused === undefined ? statOf(root, path) : ''
}

/** What can be known of a file by its permissions and times alone. */
function look(run: Run, seen: Seen, stat: string, plan: Plan): void {
  const { path, permissions } = seen
  const stored = run.known.get(path)
  const refusal = 'spoiledBy' in permissions ? spoiled(permissions) : unsaid(path, permissions)
  if ('spoiledBy' in permissions || refusal !== undefined) {
    plan.told.push({ path, stored: NOT_TAKEN, refusal: refusal! })
    if (stored === undefined) return
    const closed = seen.isOwn ? CLOSED : placedIn(run.prefix, seen)
    // Its container is closed, and it with it; what has permissions of its own is closed by itself.
    if (isPlaced(stored, closed)) run.next.set(path, { ...stored, acl: closed.comesTo })
    else plan.placed.push({ path, stored: { ...stored, stat: '' }, to: CLOSED })
    return
  }
  const stated = traitsOf(permissions)
  // Whose permissions depend on what is in it is read anew when they change.
  const isInText = run.options.mailReaders === 'correspondents' && mayHoldMail(path)
  const to = isInText || seen.isOwn ? placedAlone(permissions) : placedIn(run.prefix, seen)
  const traits = isInText ? { ...stated, acl: to.acl } : stated
  if (stored === undefined || stat === '' || stat !== stored.stat || shortHash(traits) !== stored.traits) {
    plan.unread.push({ seen, stat, to, traits })
    return
  }
  plan.placed.push({ path, stored, to })
  if (stored.left !== undefined) plan.told.push({ path, stored })
}

function spoiled({ spoiledBy, help }: Extract<Inherited, { spoiledBy: string }>): Refusal {
  return { code: 'acl-invalid', help: `the sidecar ${spoiledBy} is not valid: ${help}` }
}

function unsaid(path: string, permissions: Permissions): Refusal | undefined {
  if (aclOf(permissions) !== undefined) return undefined
  const help = `say who may read it: write \`allow: [...]\` to ${path}.acl.yaml, or to .acl.yaml in its folder`
  return { code: 'label-missing', help }
}

/**
 * What containers take away is in force before a single file is looked at, which takes long on a share: what else they
 * say comes when it is known what is below.
 */
function* narrowings(run: Run): Generator<SourceChange> {
  const { prefix } = run
  const narrower = new Map<string, ContainerPermissions>()
  for (const [path, container] of changedContainers(run)) {
    const permissions = narrowed(prefix, path, container, run.containers)
    if (permissions !== undefined) narrower.set(path, permissions)
  }
  if (narrower.size === 0) return
  const unsaid = { said: '', comesTo: '' }
  yield intend(run, new Map(), new Map([...narrower.keys()].map((path) => [path, unsaid])))
  for (const [path, permissions] of narrower) {
    yield { kind: 'container', id: containerId(prefix, path), permissions, cursor: run.cursor }
    if (shortHash(permissions) === knownAs(prefix, run.used.get(path)!).said) run.told.add(path)
  }
  // A position: what came before it is stored before the next is asked for.
  yield { kind: 'cursor', cursor: run.cursor }
}

/**
 * Remembers what is about to change before any of it is handed over. A run that is interrupted is repeated as if none
 * of it had been: a new file that is gone by then is deleted, and what went back to what it was is said again.
 */
function* intent(run: Run, plan: Plan): Generator<SourceChange> {
  const known = new Map<string, Known>()
  for (const { seen } of plan.unread) {
    const stored = run.known.get(seen.path)
    known.set(seen.path, stored === undefined ? NOT_TAKEN : { ...stored, stat: '', content: '' })
  }
  for (const { path, stored, to } of plan.placed)
    if (!isPlaced(stored, to)) known.set(path, { ...(run.known.get(path) ?? stored), acl: '', under: -1 })
  const containers = new Map<string, KnownContainer>()
  for (const [path] of changedContainers(run)) containers.set(path, { said: '', comesTo: '' })
  if (known.size + containers.size > 0) yield intend(run, known, containers)
}

/**
 * What is stored is closed where others are about to read it by a change of what is around it, while its text or its
 * place is of an earlier moment: it was edited, moved away or put under another sidecar as well.
 */
function* closings(run: Run, plan: Plan): Generator<SourceChange> {
  const still = new Set(run.next.keys())
  for (const { path, stored, to } of plan.placed) if (isPlaced(stored, to)) still.add(path)
  for (const [path, stored] of run.known) {
    if (still.has(path) || !isMoving(path, stored, run.tree, run.containers)) continue
    yield* place(run, path, stored, CLOSED)
    run.known.set(path, run.next.get(path)!)
    run.next.delete(path)
  }
  for (const [i, one] of plan.placed.entries()) {
    const { stat } = one.stored
    plan.placed[i] = { ...one, stored: { ...(run.known.get(one.path) ?? one.stored), stat } }
  }
}

function* containerChanges(run: Run): Generator<SourceChange> {
  for (const [path, container] of changedContainers(run)) {
    const id = containerId(run.prefix, path)
    yield { kind: 'container', id, permissions: permissionsOf(run.prefix, container), cursor: run.cursor }
  }
}

/** Those that say something else than is known of them. */
function changedContainers({ prefix, used, containers, told }: Run): [string, Container][] {
  return [...used].filter(
    ([path, container]) => !told.has(path) && containers.get(path)?.said !== knownAs(prefix, container).said,
  )
}

/** Takes away containers that are no more. Returns those that there are. */
function* containersLeft(run: Run): Generator<SourceChange, ReadonlyMap<string, KnownContainer>> {
  const kept = new Map<string, KnownContainer>()
  for (const [path, container] of run.used) kept.set(path, knownAs(run.prefix, container))
  for (const [path, known] of run.containers) {
    if (kept.has(path)) continue
    if (run.tree.blind.some((folder) => path.startsWith(folder))) kept.set(path, known)
    else yield { kind: 'container', id: containerId(run.prefix, path), cursor: run.cursor }
  }
  return kept
}

function intend(
  run: Run,
  known: ReadonlyMap<string, Known>,
  containers?: ReadonlyMap<string, KnownContainer>,
): SourceChange {
  run.cursor = addKnown(run.cursor, known, containers)
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
    if ((await sizeOf(root, path)) > (wholeBytes(path) ?? Number.POSITIVE_INFINITY))
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
  const { seen, stat, to, traits, read } = file
  const { path } = seen
  const stored = run.known.get(path)
  try {
    if (read instanceof Unfit) throw read
    if (read === 'in-parts') {
      yield* changesByParts(run, root, file)
      return
    }
    if (read === 'as-before') {
      yield* place(run, path, { ...stored!, stat }, to)
      yield* sayLeft(run, path, stored!)
      return
    }
    const left = leftOf(read)
    const names = namesOf(read)
    const next: Known = {
      ...{ stat, content: file.content, traits: shortHash(traits), ...placeOf(to) },
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
      yield* place(run, path, { ...begun, acl: stored.acl }, CLOSED)
    else if (begun !== undefined) run.next.set(path, { ...begun, stat: '' })
    else if (stored !== undefined && unfit.help === EMPTY) yield* remove(run, path, stored)
    else if (stored !== undefined && stored.acl !== to.comesTo) yield* place(run, path, stored, CLOSED)
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

function documentOf(
  run: Run,
  id: string,
  { to: { acl }, traits: { columns, ...stated } }: Unread,
  { table, correspondents, ...read }: FileText,
): SourceDocument {
  const uri = `file:${(run.prefix + id).split('/').map(encodeURIComponent).join('/')}`
  const isTheirs = run.options.mailReaders === 'correspondents'
  return {
    ...{ id: run.prefix + id, uri, ...read, ...stated },
    acl: isTheirs ? readBy(acl, correspondents) : acl,
    ...(table === undefined ? {} : { table: { ...table, ...columns } }),
  }
}

/**
 * A file of so many rows, or so much text, that it is several documents. It is read twice: once to know that all of it can be taken and
 * how many parts it has, so that whatever happens in between, every part that was stored is known to a later run.
 */
async function* changesByParts(run: Run, root: string, file: Unread): AsyncGenerator<SourceChange> {
  const { seen, stat, to, traits } = file
  const { path } = seen
  const stored = run.known.get(path)
  const { parts, content, wrong } = await survey(root, path)
  if (stored?.content === content && stored.traits === shortHash(traits)) {
    yield* place(run, path, { ...stored, stat }, to)
    return
  }
  const underWay: Known = {
    ...NOT_TAKEN,
    parts: Math.max(parts, typeof stored?.parts === 'number' ? stored.parts : 0),
  }
  yield intend(run, new Map([[path, underWay]]))
  // What it comes to if it cannot be read to its end: to be read again, with as many parts as may be stored.
  run.next.set(path, { ...underWay, ...placeOf(to) })
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
    const next: Known = {
      ...{ stat: isSame ? stat : '', content, traits: shortHash(traits), parts },
      ...placeOf(to),
    }
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

/** What a placement is remembered as. */
function placeOf({ comesTo, under }: Placement): Pick<Known, 'acl' | 'under'> {
  return { acl: comesTo, ...(under === undefined ? {} : { under }) }
}

/** What is stored of a file has these permissions from now on, said where they are not those it has. */
function* place(run: Run, path: string, stored: Known, to: Placement): Generator<SourceChange> {
  const { under: _under, acl: _acl, ...rest } = stored
  const isClosed = to === CLOSED
  run.next.set(path, { ...rest, ...placeOf(to), ...(isClosed ? { stat: '' } : {}) })
  if (isPlaced(stored, to)) {
    // Without times it was not read, and is reported as refused.
    if (stored.stat !== '') run.unchanged += documentsOf(path, stored)
    return
  }
  const { acl } = to
  for (const id of idsOf(path, stored)) yield { kind: 'acl', id: run.prefix + id, acl, cursor: run.cursor }
}

function documentsOf(path: string, { parts }: Known): number {
  return typeof parts === 'number' ? parts : (isHolder(path) ? 0 : 1) + (parts?.length ?? 0)
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

function* deletions(run: Run): Generator<SourceChange> {
  const { files, blind } = run.tree
  const seen = new Set(files.map(({ path }) => path))
  for (const [path, stored] of run.known) {
    if (seen.has(path)) continue
    if (blind.some((folder) => path.startsWith(folder))) run.next.set(path, stored)
    else yield* remove(run, path, stored)
  }
}

function checkAbort(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new FirewallError('aborted', 'the caller cancelled the sync')
}
