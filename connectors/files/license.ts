/** Code units of a file in which it states its terms: a header, not a mention of them. */
const HEADER = 4_000

/**
 * The terms of reuse that a file states itself: an `SPDX-License-Identifier` in its header (SPDX 2.3, annex E, in
 * whatever comment the language has), or `license:` in the YAML front matter of a Markdown file.
 */
export function statedLicense(text: string): string | undefined {
  const header = text.slice(0, HEADER)
  const frontMatter = /^\ufeff?---[ \t]*\r?\n([\s\S]*?)\n(?:---|\.\.\.)[ \t]*\r?\n/.exec(header)?.[1] ?? ''
  const found =
    /^[^A-Za-z0-9\r\n]*SPDX-License-Identifier:[ \t]*([^\r\n]+)/im.exec(header)?.[1] ??
    /^licen[cs]e:[ \t]*([^\r\n]+)$/im.exec(frontMatter)?.[1]
  const license = found
    ?.replace(/\s*(?:\*\/|-->|--\]\]|\*\)|#\}|'''|""").*$/s, '')
    .replace(/^["']|["']$/g, '')
    .trim()
  return license === undefined || license === '' || license.length > 200 ? undefined : license
}
