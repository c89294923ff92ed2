import type { SourceDocument } from '../../../src/core/types.js'
import { FIXED } from '../pii/patterns.js'

/** How many things were found. */
export type Naive = (answer: string) => number

/** Code units of a window that is looked for, and from one to the next. */
const WINDOW = 50
const STEP = 25

/**
 * What is written in an afternoon: 32 expressions one after the other, and every window of the answer looked for in
 * all that is protected. Knows no views, no readers, no values in another form.
 */
export function createNaive(documents: readonly SourceDocument[]): Naive {
  const corpus = documents.map(({ text }) => text).join('\n')
  return (answer) => {
    let found = 0
    for (const recognizer of FIXED) found += recognizer.recognize(answer).length
    for (let at = 0; at + WINDOW <= answer.length; at += STEP) {
      if (corpus.includes(answer.slice(at, at + WINDOW))) found += 1
    }
    return found
  }
}
