import { FirewallError } from '../../core/errors.js'
import { LIMITS } from '../../core/limits.js'
import { isFunctionPair, isFunctionWord } from '../../text/function-words.js'
import { lexicalTerms } from '../../text/words.js'

/**
 * How much of a passage a text gives back, as one number: for ranking what a fine-tuned model says by how likely
 * it had the passage by heart. It says less than a match does (nothing is claimed of any span) and sees more: a
 * paraphrase halfway to the original has no run of T bytes and still a score.
 *
 * The words that both have in the same order are chosen so that they weigh most: each as much as it is rare,
 * a tenth of that if the question already held it, and every new run of them costs `START`, since a word here and
 * a word there is found in any answer to the same question. The sum is divided by what the passage weighs, and
 * a little more, so that a short one given back whole says less than a long one. What the text says besides
 * costs nothing: models run on.
 */
export interface CopyScorer {
  /**
   * 0 to 1, higher for more. `source` is a passage, such as one training example; `given` is what the text
   * answers. Throws `work-limit` when `LIMITS.copyScoreWork` pairs of words would have to be compared.
   */
  score(text: string, source: string, given?: string): number
}

/** What a run of matched words costs, nats: about what one word of the kind that any answer has says. */
const START = 3
/** What is left of a word that the question held. */
const ECHO = 0.1
/** Added to the weight of the passage, nats: five words. */
const LEAST_SOURCE = 20
/** Texts that the list of function words counts for, beside the ones given. */
const PRIOR_TEXTS = 20
const PRIOR_FUNCTION = 0.3
const PRIOR_CONTENT = 0.018

/** `sources`: passages of the same kind, to learn from how common their words are; without any, a word list decides. */
export function createCopyScorer(sources: Iterable<string> = []): CopyScorer {
  const holders = new Map<string, number>()
  let texts = 0
  for (const source of sources) {
    texts += 1
    for (const term of new Set(termsOf(source))) holders.set(term, (holders.get(term) ?? 0) + 1)
  }
  const rarity = (term: string) => {
    const prior = isCommon(term) ? PRIOR_FUNCTION : PRIOR_CONTENT
    return Math.log((texts + PRIOR_TEXTS) / ((holders.get(term) ?? 0) + PRIOR_TEXTS * prior))
  }
  return {
    score(text, source, given = '') {
      const said = termsOf(text)
      const wanted = termsOf(source)
      if (said.length * wanted.length > LIMITS.copyScoreWork) throw tooMuch()
      const echoed = new Set(termsOf(given))
      const weights = Float64Array.from(wanted, (term) =>
        Math.max(0, rarity(term) * (echoed.has(term) ? ECHO : 1)),
      )
      const whole = weights.reduce((sum, weight) => sum + weight, 0)
      return heaviestRuns(said, wanted, weights) / (whole + LEAST_SOURCE)
    },
  }
}

/** The weight of the common subsequence that weighs most, less `START` for each of its runs. */
function heaviestRuns(said: readonly string[], wanted: readonly string[], weights: Float64Array): number {
  const { length } = wanted
  // Of the words so far: the best, and the best whose last word is the one just before.
  let best = new Float64Array(length + 1)
  let running = new Float64Array(length + 1).fill(Number.NEGATIVE_INFINITY)
  for (const term of said) {
    const nextBest = new Float64Array(length + 1)
    const nextRunning = new Float64Array(length + 1).fill(Number.NEGATIVE_INFINITY)
    for (let i = 0; i < length; i++) {
      if (wanted[i] === term) nextRunning[i + 1] = Math.max(running[i]!, best[i]! - START) + weights[i]!
      nextBest[i + 1] = Math.max(best[i + 1]!, nextBest[i]!, nextRunning[i + 1]!)
    }
    best = nextBest
    running = nextRunning
  }
  return best[length]!
}

/** An apostrophe in a word is no more than it is to the match fold. */
function termsOf(text: string): string[] {
  return lexicalTerms(text.replace(/(?<=\p{L})['’](?=\p{L})/gu, ''))
}

function isCommon(term: string): boolean {
  return isFunctionWord(term) || (term.length === 2 && isFunctionPair(term.charCodeAt(0), term.charCodeAt(1)))
}

function tooMuch(): FirewallError {
  return new FirewallError('work-limit', 'text and passage are too long to be compared word by word', {
    help: 'give passages of a source, not the whole of it',
  })
}
