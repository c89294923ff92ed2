import type { SecretKey } from '../../core/digest.js'
import type { KnownTermStore, Reader } from '../../core/ports.js'
import { AnswerScan, type Candidate } from './answer-scan.js'
import { termDigest } from './collector.js'
import { placeTerm, type TermMatch } from './placed-term.js'
import { TermHasher } from './term-key.js'
import { typedValue } from './typed-values.js'
import { DISTINCTIVE } from './weights.js'

/** What a short surface-folded text names, by the sources that hold it. */
export interface Mentions {
  /** Whether it names something of a source that this reader may not read. */
  namesForbidden(text: string, reader: Reader): Promise<boolean>
  /** Whether it is one term as a whole, and a source that this reader may read holds it. */
  isPermitted(text: string, reader: Reader): Promise<boolean>
  /** Whether the value that it is would be a leak without anything beside it. */
  saysAlone(text: string): boolean
}

export function createMentions(terms: KnownTermStore, key: SecretKey): Mentions {
  const hasher = new TermHasher(key)

  async function matchesIn(text: string): Promise<TermMatch[]> {
    const candidates: readonly Candidate[] = new AnswerScan(hasher, terms).scan(text, true)
    if (candidates.length === 0) return []
    const found = await terms.lookup(
      candidates.map(({ high, low, canonical }) => ({ high, low, digest: termDigest(key, canonical) })),
    )
    return candidates.flatMap((candidate, i) => {
      const { holders, common } = found[i]!
      return holders.length === 0 || common ? [] : [{ candidate, holders }]
    })
  }

  return {
    async namesForbidden(text, reader) {
      const matches = await matchesIn(text)
      return matches.some((match) => placeTerm(match, reader, false).places.size > 0)
    },
    async isPermitted(text, reader) {
      const matches = await matchesIn(text)
      return matches.some(
        ({ candidate: { start, end }, holders }) =>
          end - start >= text.length * WHOLE &&
          holders.some(({ document }) => reader.classify(document) === 'permitted'),
      )
    },
    saysAlone: (text) => typedValue(text, 0)?.kept.some(({ bits }) => bits >= DISTINCTIVE) ?? false,
  }
}

/** So much of a text is all of it but a title or a unit. */
const WHOLE = 0.6
