import type { Labelled } from './texts.js'

/** What one contender made of each text, and the milliseconds of its best run over all. */
export interface Outcome {
  readonly results: readonly string[]
  readonly milliseconds: number
}

/**
 * A value is found when what is left of its text no longer holds it, nor half of it in a row. A word beside the
 * values is wrongly altered when it does not come out in its order.
 */
export function score(
  rows: readonly Labelled[],
  results: readonly string[],
): { values: number; found: string; 'words altered per 1,000': number } {
  let values = 0
  let found = 0
  let words = 0
  let altered = 0
  for (const [i, { text, spans }] of rows.entries()) {
    const result = results[i] ?? text
    for (const { start, end } of spans) {
      values += 1
      if (isGone(text.slice(start, end), result)) found += 1
    }
    const beside = wordsBeside(text, spans)
    words += beside.length
    altered += beside.length - inOrder(beside, result)
  }
  return {
    values,
    found: `${((100 * found) / Math.max(1, values)).toFixed(1)} %`,
    'words altered per 1,000': Number(((1000 * altered) / Math.max(1, words)).toFixed(2)),
  }
}

function isGone(value: string, result: string): boolean {
  const half = Math.max(3, Math.ceil(value.length / 2))
  for (let at = 0; at + half <= value.length; at++)
    if (result.includes(value.slice(at, at + half))) return false
  return !result.includes(value)
}

const segmenter = new Intl.Segmenter('ja', { granularity: 'word' })

function wordsBeside(text: string, spans: Labelled['spans']): string[] {
  return [...segmenter.segment(text)]
    .filter(({ index, segment, isWordLike }) => {
      const end = index + segment.length
      return isWordLike === true && !spans.some((span) => span.start < end && index < span.end)
    })
    .map(({ segment }) => segment)
}

/** How many of the words stand in the text one after the other: the longest common subsequence, by words. */
function inOrder(words: readonly string[], text: string): number {
  const there = [...segmenter.segment(text)].map(({ segment }) => segment)
  let last = new Uint32Array(there.length + 1)
  for (const word of words) {
    const next = new Uint32Array(there.length + 1)
    for (let j = 0; j < there.length; j++) {
      next[j + 1] = there[j] === word ? last[j]! + 1 : Math.max(last[j + 1]!, next[j]!)
    }
    last = next
  }
  return last[there.length]!
}
