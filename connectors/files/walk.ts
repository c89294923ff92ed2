import type { Dirent } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { ErrorCode } from '../../src/core/errors.js'
import { LIMITS } from '../../src/core/limits.js'
import { applySidecar, type Inherited, type Permissions, parseSidecar } from './acl.js'

/** A file, link or other thing in the tree, by its path relative to the root. */
export interface Seen {
  readonly path: string
  readonly permissions: Inherited
  /** Why it cannot even be opened. */
  readonly refused?: Refusal
}

export interface Refusal {
  readonly code: ErrorCode
  readonly help: string
}

export interface Tree {
  readonly files: readonly Seen[]
  /** Sidecars and folders that something is wrong with, for the report. */
  readonly problems: readonly ({ readonly path: string } & Refusal)[]
  /** Folders (ending in `/`) that could not be listed: nothing in them counts as deleted. */
  readonly blind: readonly string[]
  /** The root holds nothing at all. */
  readonly empty: boolean
}

const SIDECAR = '.acl.yaml'
/** What was surely meant to be a sidecar: ignoring it would leave open what it closes. */
const ALMOST_SIDECAR = /\.acl\.(ya?ml|json)$/i

/**
 * Lists everything under `root` that `wanted` wants, with the permissions it inherits, in the order of paths.
 * Follows no symbolic link, looks into no hidden folder. Throws what listing the root throws.
 */
export async function walk(
  root: string,
  defaults: Permissions,
  wanted: (path: string) => boolean,
): Promise<Tree> {
  const tree = { files: [] as Seen[], problems: [] as Tree['problems'][number][], blind: [] as string[] }
  const waiting: { folder: string; inherited: Inherited }[] = [{ folder: '', inherited: defaults }]
  let empty = false
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { folder } = next
    let entries: Dirent[]
    try {
      entries = await readdir(join(root, folder), { withFileTypes: true })
    } catch (error) {
      if (folder === '') throw error
      tree.blind.push(folder)
      tree.problems.push({ path: folder, code: 'source-unreadable', help: 'the folder cannot be listed' })
      continue
    }
    if (folder === '') empty = entries.length === 0
    const sidecars = await readSidecars(root, folder, entries)
    const permissions = applyTo(next.inherited, sidecars.get(''))
    for (const entry of entries) {
      const path = folder + entry.name
      if (ALMOST_SIDECAR.test(entry.name)) {
        const problem = sidecarProblem(entry.name, entries, sidecars)
        if (problem !== undefined) tree.problems.push({ path, code: 'acl-invalid', help: problem })
      } else if (entry.name.startsWith('.')) {
      } else if (entry.isDirectory()) waiting.push({ folder: `${path}/`, inherited: permissions })
      else if (wanted(path) || (wanted(`${path}/`) && (await isLinkedFolder(root, path, entry)))) {
        const refused = refusalOf(entry, path)
        const own = applyTo(permissions, sidecars.get(entry.name))
        tree.files.push({ path, permissions: own, ...(refused === undefined ? {} : { refused }) })
      }
    }
  }
  tree.files.sort((a, b) => (a.path < b.path ? -1 : 1))
  return { ...tree, empty }
}

async function isLinkedFolder(root: string, path: string, entry: Dirent): Promise<boolean> {
  if (!entry.isSymbolicLink()) return false
  const target = await stat(join(root, path)).catch(() => undefined)
  return target?.isDirectory() ?? false
}

function refusalOf(entry: Dirent, path: string): Refusal | undefined {
  const unreadable = (help: string): Refusal => ({ code: 'source-unreadable', help })
  if (entry.isSymbolicLink()) return unreadable('symbolic links are not followed: put the file itself here')
  if (!entry.isFile()) return unreadable('it is not a regular file')
  if (path.includes('\ufffd')) return unreadable('its name is not valid UTF-8: rename it')
  if (path.length > LIMITS.idLength) {
    return { code: 'document-invalid', help: `its path is longer than ${LIMITS.idLength} characters` }
  }
  return undefined
}

/** A sidecar's settings, or what is wrong with it. */
type ReadSidecar = { readonly path: string; readonly sidecar: ReturnType<typeof parseSidecar> }

/** By the name of the file they speak for, `''` for the folder. One that is misspelled is there and spoilt. */
async function readSidecars(
  root: string,
  folder: string,
  entries: readonly Dirent[],
): Promise<Map<string, ReadSidecar>> {
  const sidecars = new Map<string, ReadSidecar>()
  for (const entry of entries) {
    const { name } = entry
    if (!ALMOST_SIDECAR.test(name)) continue
    const path = folder + name
    const target = name.replace(ALMOST_SIDECAR, '')
    if (!name.endsWith(SIDECAR)) sidecars.set(target, { path, sidecar: `name it ${target}${SIDECAR}` })
    else if (!entry.isFile()) sidecars.set(target, { path, sidecar: 'it is not a regular file' })
    else if (typeof sidecars.get(target)?.sidecar !== 'string') {
      sidecars.set(target, { path, sidecar: await readSidecar(join(root, path)) })
    }
  }
  return sidecars
}

async function readSidecar(path: string): Promise<ReturnType<typeof parseSidecar>> {
  try {
    const bytes = await readFile(path)
    if (bytes.length > LIMITS.configBytes) return 'it is too large'
    return parseSidecar(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return 'it cannot be read as UTF-8'
  }
}

function applyTo(inherited: Inherited, own: ReadSidecar | undefined): Inherited {
  if ('spoiledBy' in inherited || own === undefined) return inherited
  if (typeof own.sidecar === 'string') return { spoiledBy: own.path, help: own.sidecar }
  return applySidecar(inherited, own.sidecar)
}

/** What to report of a sidecar itself: that it is spoilt, or speaks for nothing. */
function sidecarProblem(
  name: string,
  entries: readonly Dirent[],
  sidecars: ReadonlyMap<string, ReadSidecar>,
): string | undefined {
  const target = name.replace(ALMOST_SIDECAR, '')
  const sidecar = sidecars.get(target)?.sidecar
  if (typeof sidecar === 'string') return sidecar
  if (target === '' || entries.some((entry) => entry.name === target && !entry.isDirectory()))
    return undefined
  return `there is no file ${target} beside it; a folder's own sidecar is ${SIDECAR} inside it`
}
