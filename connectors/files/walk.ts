import type { Dirent } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { ErrorCode } from '../../src/core/errors.js'
import { LIMITS } from '../../src/core/limits.js'
import type { ContainerPermissions, SkipReason } from '../../src/core/types.js'
import { allWords, applySidecar, type Inherited, ownWords, type Permissions, parseSidecar } from './acl.js'
import { isExact, looseKey, SIDECAR, type SidecarName, sidecarName, spellingsOf } from './sidecar-name.js'

/** A file, link or other thing in the tree, by its path relative to the root. */
export interface Seen {
  readonly path: string
  readonly permissions: Inherited
  /** Path of the container whose permissions these are: of a folder (ending in `/`), or its own where it has a sidecar. */
  readonly container: string
  /** These are its own, whatever the container says. */
  readonly isOwn?: true
  /** Why it cannot even be opened. */
  readonly refused?: Refusal
}

/**
 * One permission that many documents have: of the root, of the folders of the first levels, and of whatever has a
 * sidecar of its own. Other folders are as the one around them: each container is a label of its own, and a search
 * opens one after the other.
 */
export interface Container {
  /** The container around it; the root has none. */
  readonly parent?: string
  /** What it says of its own. */
  readonly says: ContainerPermissions
  /** What that comes to. */
  readonly permissions: Inherited
}

export interface Refusal {
  readonly code: ErrorCode
  readonly help: string
}

export interface Tree {
  readonly files: readonly Seen[]
  /** By path; the root's is empty. */
  readonly containers: ReadonlyMap<string, Container>
  /** Files, and folders (ending in `/`) with all that is in them, that are not asked for. */
  readonly skipped: readonly { readonly path: string; readonly reason: SkipReason }[]
  /** Sidecars and folders that something is wrong with, for the report. */
  readonly problems: readonly ({ readonly path: string } & Refusal)[]
  /** Folders (ending in `/`) that could not be listed: nothing in them counts as deleted. */
  readonly blind: readonly string[]
  /** The root holds nothing at all. */
  readonly empty: boolean
}

/** What the configuration says of a file, or of a folder (ending in `/`), by its path. */
export type Choose = (path: string) => 'take' | SkipReason | Refusal

/**
 * Lists everything under `root`, with the permissions it inherits, in the order of paths: what is to be taken and
 * what is passed over. Follows no symbolic link, looks into no hidden folder. `longest` is the longest path that can be
 * an id. Throws what listing the root throws.
 */
export async function walk(
  root: string,
  defaults: Permissions,
  choose: Choose,
  longest: number = LIMITS.idLength,
): Promise<Tree> {
  const tree = {
    files: [] as Seen[],
    containers: new Map<string, Container>(),
    skipped: [] as Tree['skipped'][number][],
    problems: [] as Tree['problems'][number][],
    blind: [] as string[],
  }
  const waiting = [above(defaults)]
  let empty = false
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { folder } = next
    let listed: ListedFolder
    try {
      listed = await listFolder(root, next, choose)
    } catch (error) {
      if (folder === '') throw error
      tree.blind.push(folder)
      tree.problems.push({ path: folder, code: 'source-unreadable', help: 'the folder cannot be listed' })
      continue
    }
    const { entries, sidecars } = listed
    if (folder === '') empty = entries.length + sidecars.length === 0
    for (const { path, problem } of sidecars)
      if (problem !== undefined) tree.problems.push({ path, code: 'acl-invalid', help: problem })
    if (listed.container.path === folder) tree.containers.set(folder, listed.container)
    for (const entry of entries) {
      const path = folder + entry.name
      if (entry.isDirectory()) {
        const choice = entry.name.startsWith('.') ? 'hidden' : choose(`${path}/`)
        if (path.length >= longest) tree.problems.push({ path: `${path}/`, ...TOO_LONG })
        else if (choice === 'excluded' || choice === 'hidden')
          tree.skipped.push({ path: `${path}/`, reason: choice })
        else waiting.push(listed.below(entry.name))
        continue
      }
      const isFolder = await isLinkedFolder(root, path, entry)
      const choice = choose(isFolder ? `${path}/` : path)
      // A link to a folder has no kind: what is in it may be of any.
      if (typeof choice === 'string' && choice !== 'take' && !(isFolder && choice !== 'excluded')) {
        tree.skipped.push({ path, reason: choice })
        continue
      }
      const refused = typeof choice === 'object' ? choice : refusalOf(entry, path, longest)
      const container = listed.containerOf(entry.name)
      if (container.path === path) tree.containers.set(path, container)
      const { permissions } = container
      tree.files.push({
        ...{ path, permissions, container: container.path },
        ...(refused === undefined ? {} : { refused }),
      })
    }
  }
  for (const list of [tree.files, tree.skipped]) list.sort((a, b) => (a.path < b.path ? -1 : 1))
  return { ...tree, empty }
}

/** A container with its path. */
export interface PlacedContainer extends Container {
  readonly path: string
}

/** A folder that is to be listed, the container that it is in, and whether something beside it speaks for it. */
export interface WaitingFolder {
  readonly folder: string
  readonly container: PlacedContainer
  readonly speaking: readonly ReadSidecar[]
}

/** The root, in what holds above it. */
export function above(defaults: Permissions): WaitingFolder {
  return { folder: '', container: { path: '', says: {}, permissions: defaults }, speaking: [] }
}

/** What is in a folder, and which container each of it is in. */
export interface ListedFolder {
  /** Without the sidecars. */
  readonly entries: readonly Dirent[]
  readonly sidecars: readonly ReadSidecar[]
  /** Of the folder itself. */
  readonly container: PlacedContainer
  /** Of a file in it. */
  containerOf(name: string): PlacedContainer
  /** A folder in it. */
  below(name: string): WaitingFolder
}

/** Lists one folder. Throws what the system throws. */
export async function listFolder(
  root: string,
  { folder, container: around, speaking: beside }: WaitingFolder,
  choose: Choose,
): Promise<ListedFolder> {
  const all = await readdir(join(root, folder), { withFileTypes: true })
  const sidecars = await readSidecars(root, folder, all, choose)
  const names = new Set(sidecars.map(({ name }) => name))
  const speaking = new Map<string, ReadSidecar[]>()
  for (const sidecar of sidecars)
    for (const target of sidecar.targets) speaking.set(target, [...(speaking.get(target) ?? []), sidecar])
  const container = containerAt(folder, around, [...beside, ...(speaking.get(FOLDER) ?? [])])
  return {
    entries: all.filter(({ name }) => !names.has(name)),
    sidecars,
    container,
    containerOf: (name) => {
      const own = speaking.get(name) ?? []
      return own.length === 0 ? container : containerAt(folder + name, container, own)
    },
    below: (name) => ({ folder: `${folder}${name}/`, container, speaking: speaking.get(name) ?? [] }),
  }
}

/** Levels of folders that are containers even before they have a sidecar: most of what is below is in few of them. */
const CONTAINER_LEVELS = 2

function containerAt(
  path: string,
  around: PlacedContainer,
  speaking: readonly ReadSidecar[],
): PlacedContainer {
  const permissions = speaking.reduce(applyTo, around.permissions)
  if (path === '') {
    // What holds above the root is no folder: the root says it all.
    return { path, says: 'spoiledBy' in permissions ? SHUT : allWords(permissions), permissions }
  }
  if (speaking.length === 0 && path.split('/').length - 1 > CONTAINER_LEVELS) return around
  const own = speaking[0]?.sidecar
  const says = 'spoiledBy' in permissions ? SHUT : typeof own === 'object' ? ownWords(own) : {}
  return { path, parent: around.path, says, permissions }
}

/** Nobody's, whatever is said around it. */
const SHUT: ContainerPermissions = { inherit: false, allow: [] }

async function isLinkedFolder(root: string, path: string, entry: Dirent): Promise<boolean> {
  if (!entry.isSymbolicLink()) return false
  const target = await stat(join(root, path)).catch(() => undefined)
  return target?.isDirectory() ?? false
}

const TOO_LONG: Refusal = {
  code: 'document-invalid',
  help: `its path is longer than ${LIMITS.idLength} characters`,
}

function refusalOf(entry: Dirent, path: string, longest: number): Refusal | undefined {
  const unreadable = (help: string): Refusal => ({ code: 'source-unreadable', help })
  if (entry.isSymbolicLink()) return unreadable('symbolic links are not followed: put the file itself here')
  if (!entry.isFile()) return unreadable('it is not a regular file')
  if (path.includes('\ufffd')) return unreadable('its name is not valid UTF-8: rename it')
  return path.length > longest ? TOO_LONG : undefined
}

/** A sidecar of one folder: its settings, or what is wrong with it, and which entries of the folder it speaks for. */
export interface ReadSidecar {
  readonly path: string
  readonly name: string
  readonly sidecar: ReturnType<typeof parseSidecar>
  /** Names of entries, or `FOLDER`. */
  readonly targets: readonly string[]
  /** What to report of the sidecar itself. */
  readonly problem?: string
}

const FOLDER = ''

async function readSidecars(
  root: string,
  folder: string,
  entries: readonly Dirent[],
  choose: Choose,
): Promise<ReadSidecar[]> {
  const named = entries.flatMap((entry): [Dirent, SidecarName][] => {
    const name = entry.isDirectory() && !isExact(entry.name) ? undefined : sidecarName(entry.name)
    // Whoever leaves it out by name says that it is a document, not permissions.
    const isNone = name === undefined || (!isExact(entry.name) && choose(folder + entry.name) === 'excluded')
    return isNone ? [] : [[entry, name]]
  })
  if (named.length === 0) return []
  const sidecars = new Set(named.map(([{ name }]) => name))
  const others = new Map<string, Dirent>()
  const spellings = new Map<string, Dirent[]>()
  for (const entry of entries) {
    if (sidecars.has(entry.name)) continue
    others.set(entry.name, entry)
    for (const spelling of spellingsOf(entry.name))
      spellings.set(spelling, [...(spellings.get(spelling) ?? []), entry])
  }
  const found: ReadSidecar[] = []
  for (const [entry, { target, isCertain }] of named) {
    const { name } = entry
    const path = folder + name
    const itself = others.get(target)
    if (isExact(name) && (target === '' || itself?.isDirectory() === false)) {
      const sidecar = entry.isFile() ? await parseFile(join(root, path)) : 'it is not a regular file'
      const problem = typeof sidecar === 'string' ? { problem: sidecar } : {}
      found.push({ path, name, sidecar, targets: [target === '' ? FOLDER : target], ...problem })
      continue
    }
    const meant = target === '' ? [] : (spellings.get(looseKey(target)) ?? [])
    // `network_acl.yaml` may be a document about something else.
    if (meant.length === 0 && !isCertain) continue
    const problem =
      meant.length > 0 || target === ''
        ? `it closes what it seems to be meant for, for it is not named as a sidecar: name it ${rightName(meant[0])}, or \`exclude\` it if it is none`
        : `there is no file ${target} beside it; a folder's own sidecar is ${SIDECAR} inside it`
    const targets = target === '' ? [FOLDER] : meant.map((one) => one.name)
    found.push({ path, name, sidecar: problem, targets, problem })
  }
  return found
}

function rightName(meant: Dirent | undefined): string {
  if (meant === undefined) return SIDECAR
  return meant.isDirectory() ? `${meant.name}/${SIDECAR}` : meant.name + SIDECAR
}

async function parseFile(path: string): Promise<ReturnType<typeof parseSidecar>> {
  try {
    const bytes = await readFile(path)
    if (bytes.length > LIMITS.configBytes) return 'it is too large'
    return parseSidecar(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return 'it cannot be read as UTF-8'
  }
}

function applyTo(inherited: Inherited, own: ReadSidecar): Inherited {
  if ('spoiledBy' in inherited) return inherited
  if (typeof own.sidecar === 'string') return { spoiledBy: own.path, help: own.sidecar }
  return applySidecar(inherited, own.sidecar)
}
