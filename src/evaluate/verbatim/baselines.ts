import type { NaiveRule } from '../overblocking/naive-rules.js'

/** Rules in use elsewhere, over texts of millions of words: runs are kept as hashes, whose rare twins favour the rule. */
export function baselines(texts: readonly string[]): readonly NaiveRule[] {
  return [runRule('ten-word rule', texts, wordsOf, 10), runRule('50-character rule', texts, charactersOf, 50)]
}

function runRule(
  name: string,
  texts: readonly string[],
  read: (text: string) => readonly string[],
  length: number,
): NaiveRule {
  const runs = new Set<number>()
  for (const text of texts) for (const run of runsOf(read(text), length)) runs.add(run)
  return {
    name,
    blocks(answer) {
      for (const run of runsOf(read(answer), length)) if (runs.has(run)) return true
      return false
    },
  }
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}

/** White space made one. */
function charactersOf(text: string): readonly string[] {
  return text.replace(/\s+/g, ' ').split('')
}

/** Two independent hashes of each run, in one number. */
function* runsOf(parts: readonly string[], length: number): Generator<number> {
  const hashes = parts.map((part) => {
    let hash = 0x811c9dc5
    for (let i = 0; i < part.length; i++) hash = Math.imul(hash ^ part.charCodeAt(i), 0x01000193)
    return hash >>> 0
  })
  let low = 0
  let high = 0
  const [lowPower, highPower] = [power(31, length), power(0x01000193, length)]
  for (let i = 0; i < hashes.length; i++) {
    low = (Math.imul(low, 31) + hashes[i]!) | 0
    high = (Math.imul(high, 0x01000193) + hashes[i]!) | 0
    if (i >= length) {
      low = (low - Math.imul(lowPower, hashes[i - length]!)) | 0
      high = (high - Math.imul(highPower, hashes[i - length]!)) | 0
    }
    if (i >= length - 1) yield (high & 0x1fffff) * 2 ** 32 + (low >>> 0)
  }
}

function power(base: number, exponent: number): number {
  let result = 1
  for (let i = 0; i < exponent; i++) result = Math.imul(result, base)
  return result
}
