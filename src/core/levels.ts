import { FirewallError, nearest } from './errors.js'

/** `level-unknown` with what would be right. */
export function unknownLevel(levels: readonly string[], level: string, where = ''): FirewallError {
  const close = nearest(level, levels)
  const known = `levels are ${levels.map((name) => `\`${name}\``).join(', ')}`
  return new FirewallError('level-unknown', `unknown level${quoteWord(level)}${where}`, {
    help: close === undefined ? known : `${known}; did you mean \`${close}\`?`,
  })
}

/** A word for an error message, with a space before it; nothing if it is more than a word: that may be content. */
export function quoteWord(word: string): string {
  return /^[\p{L}\p{N}_. -]{1,40}$/u.test(word) ? ` \`${word}\`` : ''
}
