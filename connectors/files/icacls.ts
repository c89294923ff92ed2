import type { Acl } from '../../src/core/types.js'

/** Permissions as `icacls <folder> /T` prints them, by path below that folder with `/`. */
export type WindowsTree = ReadonlyMap<string, readonly WindowsEntry[]>

/** One line: whom it is about, and what it says of reading. */
export interface WindowsEntry {
  /** Name or SID, as printed. */
  readonly account: string
  readonly reads: 'allow' | 'deny'
  readonly isInherited: boolean
}

/** Rights that let one read what is in a file, alone or among others. */
const READING = new Set(['F', 'M', 'RX', 'R', 'GR', 'GA', 'RD'])

/**
 * Reads what was saved of `icacls <folder> /T`, in whatever language of Windows: paths, accounts and letters of rights
 * are told by their form. Names may hold spaces and so may paths, so where a line begins a path, `isPath` says which
 * of its beginnings is one. A path of which a line is not understood is left out, and so refused.
 */
export function parseIcacls(text: string, folder: string, isPath: (path: string) => boolean): WindowsTree {
  const tree = new Map<string, WindowsEntry[]>()
  let current: { readonly path: string; readonly entries: WindowsEntry[] } | undefined
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '') {
      current = undefined
      continue
    }
    const parsed = ENTRY.exec(line)
    if (parsed === null) {
      // A list that goes on in a way that is not understood may say who may not.
      if (/^\s/.test(line) && current !== undefined) tree.delete(current.path)
      current = undefined
      continue
    }
    const [, before = '', rights = ''] = parsed
    let account = before.trim()
    if (!/^\s/.test(before)) {
      const begun = beginningOf(before, folder, isPath)
      current = begun === undefined ? undefined : { path: begun.path, entries: [] }
      if (begun === undefined) continue
      account = begun.account
      tree.set(begun.path, current!.entries)
    }
    const said = entryOf(account, rights)
    if (said !== undefined) current?.entries.push(said)
  }
  return tree
}

/** `account:(flags)(rights)`, behind a path or behind spaces. */
const ENTRY = /^(.*?):((?:\([A-Za-z,]+\))+)\s*$/

/** The longest first: a file may be called as another one and a word more. */
function beginningOf(
  before: string,
  folder: string,
  isPath: (path: string) => boolean,
): { readonly path: string; readonly account: string } | undefined {
  const base = folder.replace(/\\+$/, '')
  for (let at = before.lastIndexOf(' '); at > 0; at = before.lastIndexOf(' ', at - 1)) {
    const full = before.slice(0, at)
    if (!full.toLowerCase().startsWith(`${base}\\`.toLowerCase())) continue
    const path = full.slice(base.length + 1).replaceAll('\\', '/')
    if (isPath(path)) return { path, account: before.slice(at + 1).trim() }
  }
  return undefined
}

function entryOf(account: string, rights: string): WindowsEntry | undefined {
  const parts = [...rights.matchAll(/\(([A-Za-z,]+)\)/g)].map((one) => one[1]!)
  // `IO` is for what is created below, and not for this.
  if (account === '' || parts.includes('IO')) return undefined
  const last = parts.at(-1)!.split(',')
  const isNothing = last.includes('N')
  if (!isNothing && !last.some((one) => READING.has(one))) return undefined
  const isDenied = isNothing || parts.includes('DENY')
  return { account, isInherited: parts.includes('I'), reads: isDenied ? 'deny' : 'allow' }
}

/** Everybody, as Windows calls them in its languages. What is called otherwise is an account. */
const EVERYONE = new Set(
  'S-1-1-0|Everyone|Jeder|Tout le monde|Todos|Tutti|Iedereen|Alla|Alle|Kaikki|Wszyscy|Все|Усі|모든 사람|每个人'.split(
    '|',
  ),
)

/**
 * Who may read, in the order of Windows: what is said of the file itself goes before what it inherits, and in each a
 * denial before a permission. Whom the file itself lets in by name, an inherited denial of that name does not keep out;
 * whom another name denies it does, although Windows would let them in. `everyone` says that everybody may be
 * everybody; else a permission for everybody is nobody's. A denial for everybody always counts.
 */
export function windowsReaders(
  entries: readonly WindowsEntry[],
  everyone: boolean,
  idOf: (account: string) => string,
): Pick<Acl, 'allow' | 'deny'> {
  const ids = (reads: 'allow' | 'deny', isInherited?: boolean) =>
    entries.flatMap((one) => {
      if (one.reads !== reads || (isInherited ?? one.isInherited) !== one.isInherited) return []
      if (!EVERYONE.has(one.account)) return [idOf(one.account)]
      return reads === 'deny' || everyone ? ['*'] : []
    })
  const own = ids('allow', false)
  const inherited = ids('deny', true).filter((id) => !own.includes(id))
  return {
    allow: [...new Set(ids('allow'))].sort(),
    deny: [...new Set([...ids('deny', false), ...inherited])].sort(),
  }
}
