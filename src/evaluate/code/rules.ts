/** Rules in use elsewhere, as baselines: runs of equal characters, white space apart. */

/** Longest run of characters that both texts have. */
export function longestRun(a: string, b: string): number {
  const [x, y] = [squeezed(a), squeezed(b)]
  let best = 0
  let before = new Uint32Array(y.length + 1)
  let row = new Uint32Array(y.length + 1)
  for (let i = 0; i < x.length; i++) {
    for (let j = 0; j < y.length; j++) {
      row[j + 1] = x[i] === y[j] ? before[j]! + 1 : 0
      if (row[j + 1]! > best) best = row[j + 1]!
    }
    ;[before, row] = [row, before]
  }
  return best
}

/** Published filters look for about 150 characters. */
export const RULE_LENGTH = 150

/** Whether the code has a run of `RULE_LENGTH` characters of one of the files. */
export function runRule(files: readonly string[]): (code: string) => boolean {
  const texts = files.map(squeezed)
  return (code) => {
    const text = squeezed(code)
    for (let at = 0; at + RULE_LENGTH <= text.length; at++) {
      const window = text.slice(at, at + RULE_LENGTH)
      if (texts.some((file) => file.includes(window))) return true
    }
    return false
  }
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, ' ')
}
