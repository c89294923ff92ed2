import { readFile } from 'node:fs/promises'
import { FirewallError } from '../../src/core/errors.js'
import type { Acl } from '../../src/core/types.js'
import type { Permissions } from './acl.js'
import { createDecoder, encodingOf } from './encoding.js'
import { parseIcacls, windowsReaders } from './icacls.js'
import { bothOf, posixReaders, readPosixTree } from './posix.js'

/** Where permissions come from: sidecars, the file system's own lists, or what Windows printed of them. */
export type PermissionSource = 'sidecars' | 'posix' | IcaclsSource

/** What `icacls <folder> /T` printed, saved in a file. */
export interface IcaclsSource {
  /** The file. */
  readonly icacls: string
  /** The folder as it was called there: `D:\share`. It is the connector's root. */
  readonly folder: string
}

/** Who the system lets read files. */
export interface SystemReaders {
  /** Undefined where that cannot be known. */
  of(path: string): Pick<Acl, 'allow' | 'deny'> | undefined
}

/**
 * Reads the system's lists, of the whole tree or, when only some files are asked about, of these and the folders above
 * them. `paths` are those that are known to be there. Throws `source-unreadable`.
 */
export async function readSystem(
  source: Exclude<PermissionSource, 'sidecars'>,
  root: string,
  everyone: (path: string) => boolean,
  { paths, only }: { readonly paths: readonly string[]; readonly only?: true },
): Promise<SystemReaders> {
  if (source === 'posix') {
    const tree = await readPosixTree(root, only ? withFolders(paths) : undefined)
    return { of: (path) => posixReaders(tree, path, everyone(path)) }
  }
  const known = new Set(withFolders(paths))
  const tree = parseIcacls(await readExport(source.icacls), source.folder, (path) => known.has(path))
  return {
    of(path) {
      const entries = tree.get(path)
      return entries === undefined ? undefined : windowsReaders(entries, everyone(path), windowsAccount)
    },
  }
}

/** Windows tells no case apart in names; security identifiers are as they are. */
function windowsAccount(name: string): string {
  return `account:${name.includes('\\') ? name.normalize('NFC').toLowerCase() : name}`
}

function withFolders(paths: readonly string[]): string[] {
  const all = new Set([''])
  for (const path of paths)
    for (let at = path; at !== '' && !all.has(at); at = at.slice(0, Math.max(0, at.lastIndexOf('/'))))
      all.add(at)
  return [...all]
}

async function readExport(file: string): Promise<string> {
  try {
    const bytes = await readFile(file)
    const encoding = encodingOf(bytes)
    if (encoding !== undefined) return createDecoder(encoding).decode(bytes)
  } catch {}
  throw new FirewallError('source-unreadable', `${file} cannot be read as what icacls printed`, {
    help: 'save it anew: `icacls D:\\share /T > acl.txt`, and convert it to UTF-8 if its encoding cannot be told',
  })
}

/** What sidecars say, and whom the system lets read: a sidecar that names readers lets in none whom the system does not. */
export function withSystem(said: Permissions, system: Pick<Acl, 'allow' | 'deny'>): Permissions {
  return {
    ...said,
    allow: said.allow === undefined ? system.allow : bothOf(system.allow, said.allow),
    deny: [...new Set([...said.deny, ...system.deny])],
  }
}
