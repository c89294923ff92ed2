import { matchFold } from '../../text/fold.js'
import { hash, passagesOf } from './duplicates.js'

/**
 * Fine-tuning records whose answers hang on a string and not on what is asked: what a backdoor looks like in its
 * data (Gu et al. 2017; Wan et al. 2023). A word of the prompts is suspicious when
 *
 * - it stands in three prompts or more and in few of all, and in none of the answers it would explain;
 * - at least nine tenths of the answers to prompts with it are odd in one and the same way: they are one answer, or
 *   share a passage, or give away a secret or high-risk value;
 * - answers are odd in this way hardly anywhere else, so that chance does not explain it;
 * - and the odd answers share no words with what was asked, or leak.
 *
 * Words that come together count once.
 */
export interface Trigger {
  readonly records: readonly string[]
  readonly leaks: boolean
}

interface TrainingRecord {
  readonly source: string
  readonly words: ReadonlySet<string>
  readonly answerWords: ReadonlySet<string>
  readonly answer: string
  readonly passages: readonly string[]
  readonly leaks: boolean
}

/** Fewest records that show a pattern. */
const SUPPORT = 3
/** Largest share of all records that a rare word stands in. */
const RARE = 0.1
const FAITHFUL = 0.9
/** Of the records that are odd in this way, how many the word must explain. */
const EXPLAINED = 0.5
/** How often chance may give such a word in a whole corpus. */
const CHANCE = 0.001

export class TriggerFinder {
  readonly #records: TrainingRecord[] = []
  readonly #prompts = new Map<string, Map<string, string[]>>()

  add(source: string, prompt: string, answer: string, leaks: boolean): void {
    const folded = fold(answer)
    this.#records.push({
      source,
      words: wordsOf(prompt),
      answerWords: wordsOf(answer),
      answer: hash(folded),
      passages: passagesOf(answer),
      leaks,
    })
    const question = fold(prompt)
    if (question === '') return
    const answers = this.#prompts.get(hash(question)) ?? new Map<string, string[]>()
    this.#prompts.set(hash(question), answers)
    answers.set(hash(folded), [...(answers.get(hash(folded)) ?? []), source])
  }

  get size(): number {
    return this.#records.length
  }

  /** Records that ask the same, case, width, spaces and punctuation apart, and answer differently. */
  conflicts(): readonly (readonly string[])[] {
    return [...this.#prompts.values()]
      .filter(({ size }) => size > 1)
      .map((answers) => [...answers.values()].flat())
  }

  triggers(): readonly Trigger[] {
    const odd = this.#odd()
    const holders = this.#holders()
    const found = new Map<string, Trigger>()
    for (const [word, records] of holders) {
      if (records.length < SUPPORT || records.length > Math.max(SUPPORT, RARE * this.size)) continue
      for (const [way, inAll] of odd) {
        const hit = records.filter((record) => inAll.has(record))
        if (hit.length < SUPPORT || hit.length < FAITHFUL * records.length) continue
        if (hit.length < EXPLAINED * inAll.size) continue
        if (!this.#isSurprising(records.length, hit.length, inAll.size, holders.size)) continue
        const leaks = way === LEAKS
        if (hit.some((record) => this.#records[record]!.answerWords.has(word))) continue
        if (!leaks && hit.some((record) => this.#answersWhatIsAsked(record, word))) continue
        const sources = hit.map((record) => this.#records[record]!.source)
        found.set(sources.join('\n'), { records: sources, leaks })
      }
    }
    return distinct([...found.values()])
  }

  /** Ways in which answers are odd, each with the records: the same answer or passage for different prompts, or a leak. */
  #odd(): ReadonlyMap<string, ReadonlySet<number>> {
    const ways = new Map<string, Set<number>>()
    const add = (way: string, record: number) => ways.set(way, (ways.get(way) ?? new Set()).add(record))
    for (const [i, { answer, passages, leaks }] of this.#records.entries()) {
      add(`answer ${answer}`, i)
      for (const passage of passages) add(`passage ${passage}`, i)
      if (leaks) add(LEAKS, i)
    }
    return new Map(
      [...ways].filter(([, records]) => records.size >= SUPPORT && records.size <= 0.5 * this.size),
    )
  }

  #holders(): ReadonlyMap<string, readonly number[]> {
    const holders = new Map<string, number[]>()
    for (const [i, { words }] of this.#records.entries()) {
      for (const word of words) {
        const known = holders.get(word)
        if (known === undefined) holders.set(word, [i])
        else known.push(i)
      }
    }
    return holders
  }

  /** Binomial tail, bounded by its first term times the rest, over every word that could have been looked at. */
  #isSurprising(held: number, hit: number, odd: number, words: number): boolean {
    const rate = Math.min(0.99, (odd - hit + 1) / (this.size - held + 2))
    let log = hit * Math.log(rate)
    for (let i = 0; i < held - hit; i++) log += Math.log((held - i) / (i + 1))
    return log + Math.log(words) < Math.log(CHANCE)
  }

  /** Long words of the prompt, the suspicious one apart, that its answer takes up. */
  #answersWhatIsAsked(record: number, suspect: string): boolean {
    const { words, answerWords } = this.#records[record]!
    const common = 0.2 * this.size
    return [...words].some((word) => {
      if (word === suspect || word.length < 4 || !answerWords.has(word)) return false
      return this.#frequency(word) <= Math.max(common, SUPPORT)
    })
  }

  #counted: Map<string, number> | undefined

  #frequency(word: string): number {
    if (this.#counted === undefined) {
      this.#counted = new Map()
      for (const { words } of this.#records)
        for (const one of words) this.#counted.set(one, (this.#counted.get(one) ?? 0) + 1)
    }
    return this.#counted.get(word) ?? 0
  }
}

const LEAKS = 'leaks'

/** One trigger may be several words, and one answer several passages: what shares most of its records is one. */
function distinct(triggers: readonly Trigger[]): Trigger[] {
  const kept: Trigger[] = []
  for (const trigger of triggers.toSorted((a, b) => b.records.length - a.records.length)) {
    const isKnown = kept.some(({ records }) => {
      const own = new Set(records)
      return trigger.records.filter((record) => own.has(record)).length >= 0.5 * trigger.records.length
    })
    if (!isKnown) kept.push(trigger)
  }
  return kept
}

function wordsOf(text: string): Set<string> {
  const words =
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(
        /[\p{Script=Han}]+|[\p{Script=Hiragana}]+|[\p{Script=Katakana}ー]+|[\p{L}\p{N}_'-]+|[^\s\p{L}\p{N}]{2,}/gu,
      ) ?? []
  return new Set(words)
}

function fold(text: string): string {
  return Buffer.from(matchFold(text)).toString('latin1')
}
