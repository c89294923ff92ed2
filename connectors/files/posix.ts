import { spawn } from 'node:child_process'
import { FirewallError } from '../../src/core/errors.js'
import type { Acl } from '../../src/core/types.js'

/** Modes and access lists of files and folders (POSIX 1003.1e), by path below the root; the root's is empty. */
export type PosixTree = ReadonlyMap<string, PosixAcl>

export interface PosixAcl {
  /** Numbers of the owner and the owning group. */
  readonly owner: string
  readonly group: string
  /** By class: `r`, `w` and `x` in one word, as the mask leaves them. Owner and owning group are among them. */
  readonly users: ReadonlyMap<string, string>
  readonly groups: ReadonlyMap<string, string>
  readonly other: string
}

/**
 * Reads them with `getfacl`, which is the only way that sees more than the mode: where a file has a list, the mode's
 * middle part is no group's. Of the whole tree, or of these paths. What it cannot read is missing. Throws
 * `source-unreadable` where it is not installed.
 */
export async function readPosixTree(root: string, paths?: readonly string[]): Promise<PosixTree> {
  const what = paths === undefined ? ['-R', '--', '.'] : ['--', ...paths.map((path) => `./${path}`)]
  const tree = new Map<string, PosixAcl>()
  const child = spawn('getfacl', ['--numeric', '--absolute-names', '--physical', ...what], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, LC_ALL: 'C' },
  })
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', () => reject(notInstalled()))
    child.once('close', () => resolve())
  })
  ended.catch(() => undefined)
  let rest = ''
  // Bytes one by one: a name need not be UTF-8, and its quotes stand for bytes.
  child.stdout.setEncoding('latin1')
  for await (const chunk of child.stdout) {
    const blocks = (rest + String(chunk)).split('\n\n')
    rest = blocks.pop()!
    for (const block of blocks) take(block, tree)
  }
  if (rest.trim() !== '') take(rest, tree)
  await ended
  return tree
}

function notInstalled(): FirewallError {
  return new FirewallError(
    'source-unreadable',
    'the command `getfacl` is not here to read permissions with',
    {
      help: 'install it (Debian: the package `acl`), or take permissions from sidecars',
    },
  )
}

function take(block: string, tree: Map<string, PosixAcl>): void {
  const parsed = parsePosixAcl(block)
  if (parsed !== undefined) tree.set(parsed.path, parsed.acl)
}

/** One entry of `getfacl --numeric`. Undefined for what is none, or lacks a class that every file has. */
export function parsePosixAcl(block: string): { readonly path: string; readonly acl: PosixAcl } | undefined {
  const said = new Map<string, string>()
  const named: [kind: string, id: string, permissions: string][] = []
  for (const line of block.split('\n')) {
    const comment = /^# (file|owner|group): (.*)$/.exec(line)
    if (comment !== null) said.set(comment[1]!, comment[2]!)
    // What folders hand down (`default:`) is nobody's yet.
    const entry = /^(user|group|mask|other):(\d*):([r-][w-][x-])/.exec(line)
    if (entry !== null) named.push([entry[1]!, entry[2]!, entry[3]!])
  }
  const of = (kind: string) => named.find(([one, id]) => one === kind && id === '')?.[2]
  const [file, owner, group] = [said.get('file'), said.get('owner'), said.get('group')]
  const [own, owning, other] = [of('user'), of('group'), of('other')]
  if ([file, owner, group, own, owning, other].includes(undefined)) return undefined
  const mask = of('mask') ?? 'rwx'
  const masked = (permissions: string) =>
    [...permissions].map((one, i) => (mask[i] === '-' ? '-' : one)).join('')
  const users = new Map<string, string>()
  const groups = new Map<string, string>()
  for (const [kind, id, permissions] of named) {
    if (id === '') continue
    if (kind === 'user') users.set(id, masked(permissions))
    if (kind === 'group') groups.set(id, masked(permissions))
  }
  // The owner's class is not masked, and an entry that names the owner is never looked at.
  users.set(owner!, own!)
  // Of two entries of one group either will do.
  const both = [masked(owning!), groups.get(group!) ?? '---']
  groups.set(
    group!,
    [0, 1, 2].map((i) => both.map((one) => one[i]!).find((one) => one !== '-') ?? '-').join(''),
  )
  const path = unquoted(file!).replace(/^\.(?:\/|$)/, '')
  return { path, acl: { owner: owner!, group: group!, users, groups, other: other! } }
}

/** `\012` for a line end; the rest are bytes. */
function unquoted(name: string): string {
  const bytes = name.replace(/\\([0-7]{3})/g, (_, octal: string) =>
    String.fromCharCode(Number.parseInt(octal, 8)),
  )
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

/** Who is let through, as ids; `'*'` is everybody. */
type Passing = Pick<Acl, 'allow' | 'deny'>

/**
 * Who may read a file: by its own list, and through every folder on the way. Whom the system would ask first decides
 * alone (the owner, then those named, then groups), so whoever that refuses is denied. `everyone` says that those
 * whom no list names may read where the mode lets them; else they may pass through folders, and read nothing.
 *
 * What cannot be said in one list is left out, never let in: somebody who may pass a folder by one group and read a
 * file in it by another, or who is in a group that is refused where everybody else may read. Undefined where a list on
 * the way could not be read.
 */
export function posixReaders(tree: PosixTree, path: string, everyone: boolean): Passing | undefined {
  const file = tree.get(path)
  if (file === undefined) return undefined
  let { allow, deny } = passing(file, 0, everyone)
  for (let at = path.lastIndexOf('/'); ; at = path.lastIndexOf('/', at - 1)) {
    const folder = tree.get(path.slice(0, Math.max(0, at)))
    if (folder === undefined) return undefined
    const through = passing(folder, 2, true)
    allow = bothOf(allow, through.allow)
    deny = [...deny, ...through.deny]
    if (at <= 0) break
  }
  return { allow: [...new Set(allow)].sort(), deny: [...new Set(deny)].sort() }
}

function passing(acl: PosixAcl, bit: 0 | 2, everyone: boolean): Passing {
  const others = everyone && acl.other[bit] !== '-'
  const ids = [
    ...[...acl.users].map(([id, permissions]) => [`account:uid:${id}`, permissions, 'user'] as const),
    ...[...acl.groups].map(([id, permissions]) => [`account:gid:${id}`, permissions, 'group'] as const),
  ]
  const isLet = ([, permissions]: (typeof ids)[number]) => permissions[bit] !== '-'
  const allow = others ? ['*'] : ids.filter(isLet).map(([id]) => id)
  // A user whom an entry refuses could still come by a group; a member of a group only where everybody may.
  const deny = ids.filter((one) => !isLet(one) && (one[2] === 'user' || others)).map(([id]) => id)
  return { allow, deny }
}

/** Ids that are in both; everybody is in each. */
export function bothOf(a: readonly string[], b: readonly string[]): readonly string[] {
  if (a.includes('*')) return b
  return b.includes('*') ? a : a.filter((id) => b.includes(id))
}
