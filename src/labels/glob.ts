/**
 * Path globs over document uris: `*` within a segment, `**` over segments, `?` one character, everything else
 * itself, case-sensitive. A glob that begins with neither `/` nor a scheme may begin at any segment, so
 * `payroll/**` is that folder wherever it lies. Matching takes linear space and at most quadratic time.
 */
export function compileGlob(glob: string): (path: string) => boolean {
  const anchored = glob.startsWith('/') || /^[a-z][a-z0-9+.-]*:/i.test(glob)
  const segments = glob.replace(/^\//, '').split('/')
  const pattern = anchored || segments[0] === '**' ? segments : ['**', ...segments]
  return (path) => matchSegments(pattern, path.replace(/^\//, '').split('/'))
}

/**
 * The path that globs see: of a `file:` uri its decoded path, else the uri up to its query. Undefined for
 * what could be read as another path than the one it names.
 */
export function globPath(uri: string): string | undefined {
  const path = uri.startsWith('file:')
    ? decode(uri.replace(/^file:(\/\/[^/]*)?/, ''))
    : uri.replace(/[?#].*$/s, '')
  if (path === undefined || path.includes('\0')) return undefined
  return path.split(/[/\\]/).some((segment) => segment === '.' || segment === '..') ? undefined : path
}

function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path)
  } catch {
    return undefined
  }
}

const matchSegments = wildcard<string>(
  (part) => part === '**',
  (part, segment) => matchCharacters([...part], [...segment]),
)

const matchCharacters = wildcard<string>(
  (part) => part === '*',
  (part, character) => part === '?' || part === character,
)

/** Wildcard matching that only ever goes back to the latest wildcard: no pattern makes it exponential. */
function wildcard<Item>(isWild: (part: Item) => boolean, matches: (part: Item, item: Item) => boolean) {
  return (pattern: readonly Item[], items: readonly Item[]): boolean => {
    let p = 0
    let i = 0
    let wild = -1
    let resume = 0
    while (i < items.length) {
      const part = pattern[p]
      if (part !== undefined && isWild(part)) {
        wild = p++
        resume = i
      } else if (part !== undefined && matches(part, items[i]!)) {
        p += 1
        i += 1
      } else if (wild >= 0) {
        p = wild + 1
        i = ++resume
      } else return false
    }
    while (p < pattern.length && isWild(pattern[p]!)) p += 1
    return p === pattern.length
  }
}
