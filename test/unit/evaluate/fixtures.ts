import type { BenignRow } from '../../../src/evaluate/datasets.js'
import { createRandom, type Random } from '../../../src/evaluate/random.js'
import type { EvaluationReport } from '../../../src/evaluate/report.js'

const ONSETS = ['b', 'd', 'f', 'g', 'k', 'l', 'm', 'n', 'p', 'r', 's', 't', 'v', 'z']
const VOWELS = ['a', 'e', 'i', 'o', 'u']

/** Words that no dictionary has: nothing in them is a name, a place or a date. */
function word(random: Random): string {
  return Array.from({ length: 2 + random.below(3) }, () => random.pick(ONSETS) + random.pick(VOWELS)).join('')
}

export function sentence(random: Random, words = 14): string {
  const text = Array.from({ length: words }, () => word(random)).join(' ')
  return `${text[0]!.toUpperCase()}${text.slice(1)}.`
}

function passage(random: Random): string {
  return Array.from({ length: 4 }, () => sentence(random)).join(' ')
}

/** Conversations of two answers each, every answer copied from a passage, every fourth made of nothing. */
export function benignRows(count: number, seed = 'benign'): BenignRow[] {
  const random = createRandom(seed)
  return Array.from({ length: count }, (_, i) => {
    const text = passage(random)
    // Set with other spaces, as models do: a comparison byte for byte does not see it.
    const copied = text.slice(0, text.indexOf('. ') + 1).replaceAll(' ', '  ')
    const own = i % 4 === 3
    return {
      id: `row-${i}`,
      lang: 'en',
      turns: [{ role: 'user', content: sentence(random, 6) }],
      contexts: own ? [] : [{ id: `passage-${i}`, text }],
      answer: own ? sentence(random, 12) : `${sentence(random, 3)} ${copied} ${sentence(random, 12)}`,
      author: own ? 'human' : 'model',
      conversation: `talk-${Math.floor(i / 2)}`,
    }
  })
}

/** Documents with a few words of their own, and questions with words of one document. */
export function searchSet(documents: number, seed = 'search') {
  const random = createRandom(seed)
  const corpus = Array.from({ length: documents }, (_, i) => {
    const text = passage(random)
    return { id: `doc-${i}`, title: `Title ${i % 20}`, text }
  })
  const queries = corpus.map(({ id, text }) => ({
    id: `about-${id}`,
    text: random.sample(text.split(' '), 5).join(' '),
  }))
  const qrels = corpus.map(({ id }) => ({ query: `about-${id}`, doc: id, score: 1 }))
  return { corpus, queries, qrels }
}

export function jsonl(rows: readonly unknown[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('')
}

/** Outcome by row name, of the table whose title begins so. */
export function outcomes(
  { tables }: Pick<EvaluationReport, 'tables'>,
  title: string,
): Record<string, string> {
  const table = tables.find((candidate) => candidate.title.startsWith(title))
  return Object.fromEntries((table?.rows ?? []).map(({ name, outcome }) => [name, outcome]))
}

/** Names of the rows that missed their target. */
export function missed(report: Pick<EvaluationReport, 'tables'>, title: string): string[] {
  return Object.entries(outcomes(report, title)).flatMap(([name, outcome]) =>
    outcome === 'missed' ? [name] : [],
  )
}
