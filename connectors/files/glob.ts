/**
 * A glob over relative POSIX paths: `*` within a segment, `**` over segments, `?` one character, the rest
 * itself, case-sensitive. One that does not begin with `/` may begin at any segment: `*.md` is every Markdown
 * file, `drafts/**` every folder of that name.
 */
export function compileGlobs(globs: readonly string[]): (path: string) => boolean {
  const patterns = globs.map((glob) => {
    const body = glob
      .replace(/^\//, '')
      .split(/(\*\*\/|\*\*|\*|\?)/)
      .map((part) => WILD[part] ?? part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
      .join('')
    return new RegExp(`^${glob.startsWith('/') ? '' : '(?:.*/)?'}${body}$`, 'su')
  })
  return (path) => patterns.some((pattern) => pattern.test(path))
}

const WILD: Readonly<Record<string, string>> = {
  '**/': '(?:.*/)?',
  '**': '.*',
  '*': '[^/]*',
  '?': '[^/]',
}
