import { matchFold } from '../../text/fold.js'
import type { OracleDocument } from './oracle.js'

/**
 * What the rule on values says of a found name, number or date, naively: it is a leak when a passage that this
 * reader may not read has its very letters, and no passage that they may read and none of their own turns has
 * them. A value in another spelling is beyond this oracle and counted apart; so is a word of the reader's own that
 * completes a fact with what stands before it, where the later part is what is withheld.
 */
export type ValueCase = 'right' | 'readable' | 'own' | 'in no passage'

/** Values as they stand, against all passages: folded once. */
export function createValueOracle(documents: readonly OracleDocument[]) {
  const texts = documents.map(({ id, text }) => ({ id, text: folded(text) }))
  return {
    judge(
      value: string,
      {
        permitted,
        ownTurns,
      }: { readonly permitted: ReadonlySet<string>; readonly ownTurns: readonly string[] },
    ): ValueCase {
      const letters = folded(value)
      if (ownTurns.some((turn) => folded(turn).includes(letters))) return 'own'
      const holding = texts.filter(({ text }) => text.includes(letters))
      if (holding.length === 0) return 'in no passage'
      return holding.some(({ id }) => permitted.has(id)) ? 'readable' : 'right'
    },
  }
}

export type ValueOracle = ReturnType<typeof createValueOracle>

/**
 * Names that the answer has and an oracle without lists can see: two to four capitalised words in a row, within a
 * sentence.
 */
export function namesIn(answer: string): string[] {
  return answer.match(/(?<=[\p{Ll},;:)] )\p{Lu}\p{Ll}{2,}(?: \p{Lu}\p{Ll}{2,}){1,3}/gu) ?? []
}

function folded(text: string): string {
  return Buffer.from(matchFold(text)).toString('latin1')
}
