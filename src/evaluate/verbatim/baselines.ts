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
  const runs = sortedRuns(texts, read, length)
  return {
    name,
    blocks(answer) {
      for (const run of runsOf(read(answer), length)) if (includes(runs, run)) return true
      return false
    },
  }
}

/** Sorted numbers instead of a `Set`, which takes no more than 2^24 members: books of 30 MB have more runs. */
function sortedRuns(
  texts: readonly string[],
  read: (text: string) => readonly string[],
  length: number,
): Float64Array {
  const own = texts.map((text) => Float64Array.from(runsOf(read(text), length)))
  const runs = new Float64Array(own.reduce((total, { length }) => total + length, 0))
  let at = 0
  for (const some of own) {
    runs.set(some, at)
    at += some.length
  }
  return runs.sort()
}

function includes(sorted: Float64Array, wanted: number): boolean {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle]! < wanted) low = middle + 1
    else high = middle
  }
  return sorted[low] === wanted
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
