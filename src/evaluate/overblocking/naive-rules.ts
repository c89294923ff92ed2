import { DEFAULT_THRESHOLDS } from '../../core/thresholds.js'
/** Rules that are in use elsewhere, as baselines: they know no reader. */
export interface NaiveRule {
  readonly name: string
  blocks(answer: string): boolean
}

const RUN = 10

/** Ten words in a row that a protected text has too. */
export function tenWordRule(texts: readonly string[]): NaiveRule {
  const runs = new Set(texts.flatMap((text) => wordRuns(text)))
  return { name: 'ten-word rule', blocks: (answer) => wordRuns(answer).some((run) => runs.has(run)) }
}

/** The answer itself stands in a protected text: what a search for copies comes to when answers are short. */
export function containmentRule(texts: readonly string[]): NaiveRule {
  return {
    name: '`includes` rule',
    blocks: (answer) => answer.trim() !== '' && texts.some((text) => text.includes(answer.trim())),
  }
}

/** A whole sentence of the answer stands, byte for byte, in a protected text. */
export function sentenceRule(texts: readonly string[]): NaiveRule {
  return {
    name: 'sentences, byte for byte',
    blocks: (answer) =>
      answer
        .split(/(?<=[.!?。！？])\s*|\n+/u)
        .filter((sentence) => sentence.length >= DEFAULT_THRESHOLDS.verbatimBytes)
        .some((sentence) => texts.some((text) => text.includes(sentence))),
  }
}

const segmenter = new Intl.Segmenter('en', { granularity: 'word' })

export function wordsOf(text: string): string[] {
  return Array.from(segmenter.segment(text.toLowerCase()))
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment }) => segment)
}

function wordRuns(text: string): string[] {
  const words = wordsOf(text)
  return Array.from({ length: Math.max(0, words.length - RUN + 1) }, (_, i) =>
    words.slice(i, i + RUN).join(' '),
  )
}
