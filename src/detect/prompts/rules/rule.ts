import type { Recognizer } from '../../../core/ports.js'
import { surfaceFold } from '../../../text/fold.js'
import { provenPattern as pattern, withDecomposedKana } from '../../values/index.js'

/**
 * One family of wordings in one language: `source` is a regular expression over surface-folded text, without flags,
 * proven by sentences that it must and must not match. Several wordings share the name of a family.
 */
export function rule(
  entity: string,
  source: string,
  match: readonly string[],
  noMatch: readonly string[],
): Recognizer {
  return pattern({
    entity,
    class: 'secret',
    regex: new RegExp(source, 'i'),
    score: 0.9,
    // What counts is that the sentence is caught, not where in it the match begins.
    examples: {
      match: match.map((text) => ({ text, value: wordingIn(surfaceFold(text), source) })),
      noMatch,
    },
  })
}

function wordingIn(text: string, source: string): string {
  return new RegExp(withDecomposedKana(source), 'i').exec(text)?.[0] ?? text
}
