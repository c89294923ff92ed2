import { bitsFor, createCountTable } from './count-table.js'
import { NumberLists } from './numbers.js'
import type { Passages, Suspicion } from './passages.js'
import { isEnd, KIND, kindOf, SequenceHash, wordOf } from './statement.js'

/**
 * Rows whose answer belongs to another question. In a set whose answers take up what was asked, an answer that takes up
 * nothing is looked at: it is of another question where it names what another row asks about, or where its words never
 * come with the words of such a question. Sums, refusals and a bare *yes* come with theirs.
 */
/** Of a question and of an answer: the rarest words, that many of each. */
const ASKED = 4
const SAID = 10
/** Fewest telling words of an answer. */
const LEAST = 3
/** Rows that ask in rare words, and how many of their answers must take them up. */
const TAKING_UP = { rows: 20, share: 0.6 } as const
/** Share of an answer's words that other rows with such questions have. */
const FIT = 0.34
/** More of a set's rows than these are how it answers. */
const MOST = 0.05

export function findUnanswered(passages: Passages): Suspicion[] {
  const { size, statements, questions } = passages
  const rows: number[] = []
  /** Telling words of what is asked, and of what is said, by place among the rows. */
  const asking = new NumberLists()
  const saying = new NumberLists()
  /** Rows that cannot be of another question: the answer takes up what was asked. */
  const taken = new Set<number>()
  const askedBy = new Map<number, number>()
  let telling = 0
  for (let item = 0; item < size; item++) {
    const question = questions.of(item)
    if (question.length === 0) continue
    const statement = statements.of(item)
    const asked = tellingWords(question, passages, ASKED)
    asking.add(asked)
    saying.add(tellingWords(statement, passages, SAID))
    for (const name of namesOf(question, passages)) askedBy.set(name, (askedBy.get(name) ?? 0) + 1)
    if (asked.length > 0) telling += 1
    if (statement.some((token) => asked.includes(wordOf(token)))) taken.add(rows.length)
    rows.push(item)
  }
  if (telling < TAKING_UP.rows || taken.size < TAKING_UP.share * telling) return []
  const counts = createCountTable(bitsFor(questions.length * SAID))
  const pairs = (row: number, visit: (key: number, said: number) => void) => {
    const asked = asking.of(row)
    for (const said of saying.of(row))
      for (const word of asked) {
        const key = new SequenceHash()
        key.add(word)
        key.add(said)
        visit(key.value, said)
      }
  }
  for (let row = 0; row < rows.length; row++) pairs(row, (key) => counts.raise(key))
  const found = rows.filter((item, row) => {
    const said = saying.of(row)
    if (said.length < LEAST) return false
    // It is about somebody else.
    const asked = namesOf(questions.of(item), passages)
    const statement = statements.of(item)
    if (asked.size > 0 && !statement.some((token) => asked.has(wordOf(token)))) {
      for (const name of namesOf(statement, passages)) if (askedBy.has(name)) return true
    }
    if (taken.has(row)) return false
    const fitting = new Set<number>()
    pairs(row, (key, word) => {
      if (counts.of(key) > 1) fitting.add(word)
    })
    return fitting.size <= FIT * said.length
  })
  if (found.length === 0 || found.length > Math.max(8, MOST * rows.length)) return []
  return [{ rule: 'not-answered', items: found, remove: found, against: taken.size }]
}

/** The rarest words that say what a text is about, rarest first. */
function tellingWords(tokens: Uint32Array, { held, size }: Passages, most: number): Uint32Array {
  const words: number[] = []
  const counts: number[] = []
  for (const token of tokens) {
    const kind = kindOf(token)
    if (isEnd(token) || kind === KIND.function || kind === KIND.negation) continue
    const count = held(token)
    const word = wordOf(token)
    if (count > 0.2 * size || words.includes(word)) continue
    let at = words.length
    while (at > 0 && (counts[at - 1]! - count || words[at - 1]! - word) > 0) at -= 1
    if (at === most) continue
    words.splice(at, 0, word)
    counts.splice(at, 0, count)
    if (words.length <= most) continue
    words.pop()
    counts.pop()
  }
  return Uint32Array.from(words)
}

function namesOf(tokens: Uint32Array, { isName, held, rare }: Passages): Set<number> {
  const names = new Set<number>()
  for (const token of tokens) {
    if (!isEnd(token) && isName(token) && held(token) <= rare) names.add(wordOf(token))
  }
  return names
}
