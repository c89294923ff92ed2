import { FirewallError } from '../../src/core/errors.js'
import type { Connector, PermissionAnswer } from '../../src/core/ports.js'
import { aclOf, type Inherited, NOBODY, type Permissions } from './acl.js'
import type { Correspondents } from './correspondents.js'
import { containerId, permissionsOf, readBy } from './placement.js'
import { type SystemReaders, withSystem } from './system-readers.js'
import { above, type Choose, type ListedFolder, listFolder, type PlacedContainer } from './walk.js'

/** What asking for single files takes. */
export interface AskContext {
  readonly prefix: string
  readonly defaults: Permissions
  readonly choose: Choose
  /** The real path of the root. Throws `source-unreadable`. */
  root(): Promise<string>
  /** Whom the system lets read, where permissions come from there. */
  system?(
    root: string,
    of: { readonly paths: readonly string[]; readonly only: true },
  ): Promise<SystemReaders>
  /** Whom the mails in a file name, where these are their readers. Throws for a file that cannot be read. */
  correspondents?(root: string, path: string): Promise<Correspondents | 'none'>
}

/** A document with permissions of its own, and whom the mail that it is, or belongs to, names. */
interface Own {
  readonly id: string
  readonly readers: readonly string[] | undefined
}

/** `gone`: there is no such folder. `unknown`: it cannot be listed, or the options leave it out. */
type Listed = ListedFolder | 'gone' | 'unknown'

/**
 * Permissions of single files as they are now: the folders on the way to them are listed and their sidecars read, once
 * in each call. A file that is not there is deleted; one in a folder that cannot be listed, or that the options leave
 * out, is not answered, which denies it. Throws `source-unreadable` as a run does.
 */
export function askAgain(context: AskContext): NonNullable<Connector['permissions']> {
  return async (ids, { signal }) => {
    const tree = new AskedTree(context, await context.root())
    for (const id of ids) {
      signal.throwIfAborted()
      if (id.startsWith(context.prefix)) await tree.answer(id)
    }
    await tree.answerOwn()
    return tree.answers
  }
}

class AskedTree {
  readonly answers: PermissionAnswer[] = []
  readonly #context: AskContext
  readonly #root: string
  readonly #folders = new Map<string, Promise<Listed>>()
  readonly #told = new Set<string>()
  readonly #own: (Own & { readonly path: string; readonly permissions: Inherited })[] = []

  constructor(context: AskContext, root: string) {
    this.#context = context
    this.#root = root
  }

  async answer(id: string): Promise<void> {
    const { prefix, choose, correspondents, system } = this.#context
    let isGone = true
    // Of what is in a file the id is the file's and a name, which may look like a path.
    for (const path of filesOf(id.slice(prefix.length))) {
      const at = path.lastIndexOf('/') + 1
      const folder = await this.#list(path.slice(0, at))
      if (folder === 'unknown') isGone = false
      if (typeof folder !== 'object') continue
      const name = path.slice(at)
      const entry = folder.entries.find((one) => one.name === name)
      if (entry === undefined) continue
      if (!entry.isFile() || choose(path) !== 'take') return
      const container = folder.containerOf(name)
      const { permissions } = container
      const said = await correspondents?.(this.#root, path).catch(() => undefined)
      if (correspondents !== undefined && said === undefined) return
      const isInText = said !== undefined && said !== 'none'
      const part = id.slice(prefix.length + path.length + 1)
      if (isInText && !said.has(part)) {
        this.answers.push({ kind: 'delete', id })
        return
      }
      const own = { id, readers: isInText ? said.get(part) : undefined }
      if (system !== undefined) {
        this.#own.push({ ...own, path, permissions })
        return
      }
      if (isInText) {
        this.#say(own, permissions)
        return
      }
      await this.#tell(container)
      this.answers.push({
        kind: 'acl',
        id,
        acl: { allow: [], deny: [], container: containerId(prefix, container.path) },
      })
      return
    }
    if (isGone) this.answers.push({ kind: 'delete', id })
  }

  /** Of files whose permissions are the system's: asked for all at once. */
  async answerOwn(): Promise<void> {
    const { system } = this.#context
    if (system === undefined || this.#own.length === 0) return
    const paths = [...new Set(this.#own.map(({ path }) => path))]
    const systems = await system(this.#root, { paths, only: true })
    for (const { id, path, permissions, readers } of this.#own) {
      const own = systems.of(path)
      if (own === undefined || 'spoiledBy' in permissions) continue
      this.#say({ id, readers }, withSystem(permissions, own))
    }
  }

  /** Of what has permissions of its own; nobody's where they cannot be understood. */
  #say({ id, readers }: Own, permissions: Inherited): void {
    const acl = 'spoiledBy' in permissions ? undefined : aclOf(permissions)
    this.answers.push({ kind: 'acl', id, acl: acl === undefined ? NOBODY : readBy(acl, readers) })
  }

  /** Outer containers come first. */
  async #tell(container: PlacedContainer): Promise<void> {
    if (this.#told.has(container.path)) return
    this.#told.add(container.path)
    if (container.parent !== undefined) {
      const around = await this.#list(container.parent)
      if (typeof around === 'object') await this.#tell(around.container)
    }
    const { prefix } = this.#context
    const id = containerId(prefix, container.path)
    this.answers.push({ kind: 'container', id, permissions: permissionsOf(prefix, container) })
  }

  #list(folder: string): Promise<Listed> {
    const known = this.#folders.get(folder)
    if (known !== undefined) return known
    const listed = folder === '' ? this.#listRoot() : this.#listBelow(folder)
    this.#folders.set(folder, listed)
    return listed
  }

  async #listRoot(): Promise<Listed> {
    const { defaults, choose } = this.#context
    const listed = await listFolder(this.#root, above(defaults), choose).catch(() => undefined)
    if (listed !== undefined && listed.entries.length + listed.sidecars.length > 0) return listed
    throw new FirewallError('source-unreadable', 'the root of the files connector has no entry left', {
      help: 'check that it is mounted and readable; nothing was taken for deleted',
    })
  }

  async #listBelow(folder: string): Promise<Listed> {
    const { choose } = this.#context
    const name = folder.slice(0, -1).replace(/^.*\//s, '')
    const around = await this.#list(folder.slice(0, -name.length - 1))
    if (typeof around !== 'object') return around
    const entry = around.entries.find((one) => one.name === name)
    if (entry === undefined) return 'gone'
    if (!entry.isDirectory() || name.startsWith('.') || choose(folder) === 'excluded') return 'unknown'
    return listFolder(this.#root, around.below(name), choose).catch(() => 'unknown' as const)
  }
}

/** Paths of the file that an id may be of, the longest first. */
function filesOf(path: string): string[] {
  const paths = [path]
  for (let at = path.lastIndexOf('#'); at > 0; at = path.lastIndexOf('#', at - 1))
    paths.push(path.slice(0, at))
  return paths
}
