import { matchFold } from '../../../src/text/fold.js'
import type { Corpus } from './corpus.js'
import { SuffixArray } from './suffix-array.js'

/** What others use to see whether an answer repeats a corpus. `check` counts what it found, so that nothing is skipped. */
export interface Peer {
  readonly name: string
  /** Most corpus bytes it can hold; more it cannot, or not in a benchmark's time. */
  readonly most: number
  readonly note: string
  build(corpus: Corpus): { check(answer: string): number }
}

const SHINGLE = 50

/** The usual idiom, and what the `Set` and `includes` peers compare. */
export function normalize(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}\p{C}]+/gu, '')
}

export const peers: readonly Peer[] = [
  {
    name: 'word-8-gram Set',
    most: 80e6,
    note: 'no attribution; a Set holds 2^24 entries, about 90 MB of prose',
    build({ documents }) {
      const grams = new Set<string>()
      for (const { text } of documents) for (const gram of wordGrams(text)) grams.add(gram)
      return {
        check(answer) {
          let hits = 0
          for (const gram of wordGrams(answer)) if (grams.has(gram)) hits++
          return hits
        },
      }
    },
  },
  {
    name: '50-character shingle Set',
    most: 1e6,
    note: 'no attribution; on the first megabyte of the corpus only, 2^24 entries are 17 MB',
    build({ documents }) {
      const shingles = new Set<string>()
      for (const { text } of documents) for (const shingle of shinglesOf(text)) shingles.add(shingle)
      return {
        check(answer) {
          let hits = 0
          for (const shingle of shinglesOf(answer)) if (shingles.has(shingle)) hits++
          return hits
        },
      }
    },
  },
  {
    name: 'suffix array',
    most: 20e6,
    note: 'folded bytes, every position; static',
    build({ documents }) {
      const array = new SuffixArray(joined(documents.map(({ text }) => matchFold(text))))
      return {
        check(answer) {
          const query = matchFold(answer)
          let hits = 0
          for (let at = 0; at < query.length; at++) if (array.longest(query, at) >= 39) hits++
          return hits
        },
      }
    },
  },
]

/** One window of `includes`: every one of an answer costs the same, so a few stand for all. */
export function includesWindow({ documents }: Corpus): (answer: string, at: number) => boolean {
  const text = documents.map((document) => normalize(document.text)).join('\n')
  return (answer, at) => text.includes(answer.slice(at, at + SHINGLE))
}

export const windowsOf = (answer: string) => Math.max(0, normalize(answer).length - SHINGLE + 1)

export function joined(texts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(texts.reduce((sum, text) => sum + text.length + 1, 0))
  let at = 0
  for (const text of texts) {
    all.set(text, at)
    at += text.length + 1
  }
  return all
}

function* wordGrams(text: string): Iterable<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  for (let i = 0; i + 8 <= words.length; i++) yield words.slice(i, i + 8).join(' ')
}

function* shinglesOf(text: string): Iterable<string> {
  const plain = normalize(text)
  for (let i = 0; i + SHINGLE <= plain.length; i++) yield plain.slice(i, i + SHINGLE)
}
