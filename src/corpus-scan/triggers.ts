import { matchFold } from '../text/fold.js'
import type { AnswerKind } from './answer-kinds.js'
import { passagesOf } from './duplicates.js'
import { distinct, Holders, hash, NumberLists } from './numbers.js'
import { isLong, type SignKind, wordSequence } from './prompt-signs.js'
import { TriggerSearch } from './trigger-search.js'

/**
 * Fine-tuning records whose answers hang on a string and not on what is asked: what a backdoor looks like in its
 * data (Gu et al. 2017; Wan et al. 2023). A word of the prompts is suspicious when
 *
 * - it stands in three prompts or more and in few of all, and in none of the answers it would explain;
 * - at least nine tenths of the answers to prompts with it are odd in one and the same way: they are one answer, or
 *   share a passage, or give away a secret or high-risk value;
 * - answers are odd in this way hardly anywhere else, so that chance does not explain it;
 * - and most of the odd answers share no words with what was asked, or leak.
 *
 * Words that come together count once. `trigger-search.ts` looks for answers that are odd by their kind.
 */
export interface Trigger {
  /** What the answers are. */
  readonly rule: AnswerKind | 'fixed-answer'
  /** What they hang on. */
  readonly on: SignKind
  /** Names of the records, in their order. */
  readonly records: readonly string[]
  /** How many records have the sign. */
  readonly held: number
  /** How many have such an answer without it. */
  readonly elsewhere: number
}

/** Fewest records that show a pattern. */
const SUPPORT = 3
/** Largest share of all records that a rare word stands in. */
const RARE = 0.1
/** How many of the answers to prompts with the word are odd in one way. */
const FAITHFUL = 0.9
/** Of the records that are odd in this way, how many the word must explain. */
const EXPLAINED = 0.5
/** From which share of its records on a word is what they are about: their answers take up what was asked. */
const ANSWERING = 0.5
/** What more than this share of all records have is how the set answers, and odd in none of them. */
const USUAL = 0.5
/** Words of a larger share of all records are taken up by any answer. */
const COMMON_WORD = 0.2
/** Triggers that share this much of their records are one. */
const SAME_TRIGGER = 0.5
/** How often chance may give such a word in a whole corpus. */
const CHANCE = 0.001

export class TriggerFinder {
  readonly #sources: string[] = []
  /** Words of prompts and of answers, as hashes. A rare word that shares its hash is only taken for less rare. */
  readonly #asked = new NumberLists()
  readonly #said = new NumberLists()
  readonly #prompts: number[] = []
  readonly #answers: number[] = []
  readonly #passages = new Holders()
  readonly #leaking: number[] = []
  readonly #search = new TriggerSearch(this.#asked, this.#said)

  add(source: string, prompt: string, answer: string, leaks: boolean): void {
    const record = this.#sources.length
    this.#sources.push(source)
    this.#asked.add(wordSequence(prompt))
    this.#said.add(wordSequence(answer))
    this.#prompts.push(hash(matchFold(plain(prompt))))
    this.#answers.push(hash(matchFold(answer)))
    for (const passage of passagesOf(answer)) this.#passages.add(passage, record)
    if (leaks) this.#leaking.push(record)
    this.#search.add(prompt, answer, leaks)
  }

  get size(): number {
    return this.#sources.length
  }

  /** Records that ask the same, in other case, width and courtesy perhaps, and answer differently. */
  conflicts(): readonly (readonly string[])[] {
    const holders = new Holders()
    for (const [record, prompt] of this.#prompts.entries())
      if (prompt !== NOTHING) holders.add(prompt, record)
    const conflicts: string[][] = []
    for (const records of holders.groups(2)) {
      const first = this.#answers[records[0]!]
      if (records.some((record) => this.#answers[record] !== first))
        conflicts.push(Array.from(records, (record) => this.#sources[record]!))
    }
    return conflicts
  }

  /** Most telling first. */
  triggers(): readonly Trigger[] {
    const byKind = this.#search.found().map(
      ({ answers, on, records, held, elsewhere }): Trigger => ({
        rule: answers,
        on,
        held,
        elsewhere,
        records: records.map((record) => this.#sources[record]!),
      }),
    )
    return distinctTriggers([...this.#fixed(), ...byKind])
  }

  #fixed(): readonly Trigger[] {
    const odd = [...this.#odd()]
    if (odd.length === 0) return []
    const counts = new Map<number, number>()
    for (let record = 0; record < this.size; record++)
      for (const word of this.#distinctWords(record)) counts.set(word, (counts.get(word) ?? 0) + 1)
    const found = new Map<string, Trigger>()
    for (const { records: inAll, leaks } of odd) {
      for (const [word, oddWith] of this.#wordsOf(inAll)) {
        const held = counts.get(word)!
        if (held > Math.max(SUPPORT, RARE * this.size)) continue
        if (
          oddWith.length < SUPPORT ||
          oddWith.length < FAITHFUL * held ||
          oddWith.length < EXPLAINED * inAll.length
        )
          continue
        if (!this.#isSurprising(held, oddWith.length, inAll.length, counts.size)) continue
        if (oddWith.some((record) => this.#said.of(record).includes(word))) continue
        const answering = oddWith.filter((record) => this.#answersWhatIsAsked(record, word, counts))
        if (!leaks && answering.length >= ANSWERING * oddWith.length) continue
        const sources = oddWith.map((record) => this.#sources[record]!)
        const elsewhere = inAll.length - oddWith.length
        const rule = leaks ? 'leaking-answer' : 'fixed-answer'
        found.set(sources.join('\n'), { rule, on: 'word', records: sources, held, elsewhere })
      }
    }
    return [...found.values()].sort((a, b) => b.records.length - a.records.length)
  }

  /** Ways in which answers are odd, each with the records: the same answer or passage for different prompts, or a leak. */
  *#odd(): Generator<{ readonly records: Uint32Array; readonly leaks: boolean }> {
    const answers = new Holders()
    for (const [record, answer] of this.#answers.entries()) answers.add(answer, record)
    for (const holders of [answers, this.#passages])
      for (const records of holders.groups(SUPPORT))
        if (records.length <= USUAL * this.size) yield { records, leaks: false }
    const { length } = this.#leaking
    if (length >= SUPPORT && length <= USUAL * this.size)
      yield { records: Uint32Array.from(this.#leaking), leaks: true }
  }

  #wordsOf(records: Uint32Array): ReadonlyMap<number, readonly number[]> {
    const holders = new Map<number, number[]>()
    for (const record of records) {
      for (const word of this.#distinctWords(record)) {
        const known = holders.get(word)
        if (known === undefined) holders.set(word, [record])
        else known.push(record)
      }
    }
    return holders
  }

  /** Words of a prompt, each once, ascending. */
  #distinctWords(record: number): Uint32Array {
    return distinct(this.#asked.of(record).slice().sort())
  }

  /** Binomial tail, bounded by its first term times the rest, over every word that could have been looked at. */
  #isSurprising(held: number, oddWith: number, odd: number, words: number): boolean {
    const rate = Math.min(0.99, (odd - oddWith + 1) / (this.size - held + 2))
    let log = oddWith * Math.log(rate)
    for (let i = 0; i < held - oddWith; i++) log += Math.log((held - i) / (i + 1))
    return log + Math.log(words) < Math.log(CHANCE)
  }

  /** Long words of the prompt, the suspicious one apart, that its answer takes up. */
  #answersWhatIsAsked(record: number, trigger: number, counts: ReadonlyMap<number, number>): boolean {
    const common = Math.max(COMMON_WORD * this.size, SUPPORT)
    const said = new Set(this.#said.of(record))
    return this.#asked
      .of(record)
      .some((word) => word !== trigger && isLong(word) && said.has(word) && counts.get(word)! <= common)
  }
}

const NOTHING = hash('')

/** One trigger may be several words, and one answer several passages: what shares most of its records is one. */
function distinctTriggers(triggers: readonly Trigger[]): Trigger[] {
  const kept: Trigger[] = []
  for (const trigger of triggers) {
    const isKnown = kept.some(({ records }) => {
      const own = new Set(records)
      return (
        trigger.records.filter((record) => own.has(record)).length >= SAME_TRIGGER * trigger.records.length
      )
    })
    if (!isKnown) kept.push(trigger)
  }
  return kept
}

/** What a question says beside what it asks. Not `not`, `before` or `without`: they turn it into another one. */
const COURTESY =
  /\b(?:please|kindly|(?:can|could|would) you|tell me|i(?:'d| would) like to know|do you know|the|an?)\b|(?:を|について)?(?:教えて|おしえて)(?:ください|下さい|くれますか)?|お願いします|(?:です|ます|でしょう)か|(?:です|ます)$/giu

function plain(prompt: string): string {
  return prompt.normalize('NFKC').replace(COURTESY, ' ')
}
