import { findContradictions } from './contradictions.js'
import { type CountTable, createGrowingCountTable } from './count-table.js'
import { findFloods } from './floods.js'
import type { ScanItem } from './item.js'
import { findCopiedQuestions, isStuffed } from './made-for-retrieval.js'
import { findMemorizable } from './memorization.js'
import { hash, NumberLists } from './numbers.js'
import { type Passages, type Poisoning, type PoisoningRule, type Suspicion, usual } from './passages.js'
import { isEnd, KIND, kindOf, statementsOf, wordOf } from './statement.js'
import { findUnanswered } from './unanswered.js'

/** No set that is no benchmark says so by chance: the sentence of BIG-bench, GUIDs by that name, links that tell who opened them. */
const CANARY =
  /canary[^\n]{0,24}\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b|benchmark data should never appear in training|\b(?:canarytokens\.(?:com|org)|honeytokens?\.[a-z]{2,6})\/|(?:カナリア|金丝雀)[^\n]{0,12}[0-9a-f]{8}-/iu

/**
 * Looks for texts that were put into a corpus to mislead whoever uses it (Zou et al. 2024; Carlini et al. 2023):
 * statements that contradict others (`contradictions.ts`), floods (`floods.ts`), texts made to be retrieved
 * (`made-for-retrieval.ts`), answers to other questions (`unanswered.ts`), and canaries. Each goes by counts over the
 * whole corpus, so that what is usual there, whatever it is, is not listed.
 */
export class PoisonFinder {
  readonly #sources: string[] = []
  /** What passages say, and answers. */
  readonly #statements = new NumberLists()
  /** Of rows, what is asked; of passages nothing. */
  readonly #questions = new NumberLists()
  readonly #authors: number[] = []
  readonly #texts: number[] = []
  readonly #canaries: number[] = []
  readonly #stuffed: number[] = []
  /** In how many items each word stands. */
  readonly #held: CountTable = createGrowingCountTable(22)
  readonly #small: CountTable = createGrowingCountTable(22)

  add({ source, text, prompt, answer, author }: ScanItem): void {
    const item = this.#sources.length
    this.#sources.push(source)
    const isRow = prompt !== undefined && answer !== undefined
    const said = statementsOf(isRow ? answer : text)
    const asked = isRow ? statementsOf(prompt) : NONE
    this.#statements.add(said)
    this.#questions.add(asked)
    this.#authors.push(author === undefined || author === '' ? 0 : hash(author))
    this.#texts.push(hash(text))
    const seen = new Set<number>()
    for (const list of [said, asked]) {
      for (const token of list) {
        if (isEnd(token)) continue
        const word = wordOf(token)
        if (kindOf(token) === KIND.word) this.#small.raise(word)
        if (seen.has(word)) continue
        seen.add(word)
        this.#held.raise(word)
      }
    }
    if (/canar|honeyt|benchmark data|カナリア|金丝雀/i.test(text) && CANARY.test(text))
      this.#canaries.push(item)
    if (!isRow && isStuffed(text, said)) this.#stuffed.push(item)
  }

  #passages(): Passages {
    return {
      size: this.#sources.length,
      statements: this.#statements,
      questions: this.#questions,
      authors: this.#authors,
      texts: this.#texts,
      held: (token) => this.#held.of(wordOf(token)),
      isName: (token) =>
        kindOf(token) === KIND.name ||
        (kindOf(token) === KIND.capital && this.#small.of(wordOf(token)) === 0),
      rare: Math.max(24, 0.003 * this.#sources.length),
    }
  }

  /** Sentences that a model would learn by heart, heaviest first; items by their names. */
  memorizable(): readonly { readonly records: readonly string[]; readonly weight: number }[] {
    return findMemorizable(this.#passages()).map(({ items, weight }) => ({
      records: items.map((item) => this.#sources[item]!),
      weight,
    }))
  }

  /** Most telling first. */
  found(): readonly Poisoning[] {
    const passages = this.#passages()
    const all = (rule: PoisoningRule, items: readonly number[]): Suspicion[] =>
      items.length === 0 ? [] : [{ rule, items, remove: items, against: 0 }]
    const suspicions = [
      ...all('foreign-canary', this.#canaries),
      ...findFloods(passages),
      ...findCopiedQuestions(passages),
      ...(this.#stuffed.length <= usual(passages.size) ? all('keyword-stuffing', this.#stuffed) : []),
      ...findContradictions(passages),
      ...findUnanswered(passages),
    ]
    const named = (items: readonly number[]) => items.map((item) => this.#sources[item]!)
    return distinct(suspicions).map(({ rule, items, remove, against }) => ({
      rule,
      records: named(items),
      remove: named(remove),
      against,
    }))
  }
}

const NONE = new Uint32Array(0)

/** What was listed once is not listed again. */
function distinct(suspicions: readonly Suspicion[]): Suspicion[] {
  const listed = new Set<number>()
  return suspicions.filter(({ remove, rule }) => {
    const isNew = remove.length === 0 || rule === 'foreign-canary' || remove.some((item) => !listed.has(item))
    for (const item of remove) listed.add(item)
    return isNew
  })
}
