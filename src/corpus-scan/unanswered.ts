import { bitsFor, createCountTable } from './count-table.js'
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
  const counts = createCountTable(bitsFor(questions.length * SAID))
  const askedBy = new Map<number, number>()
  const rows: number[] = []
  let taking = 0
  let telling = 0
  const pairs = (item: number, visit: (key: number, said: number) => void) => {
    const asked = tellingWords(questions.of(item), passages, ASKED)
    for (const said of tellingWords(statements.of(item), passages, SAID))
      for (const word of asked) {
        const key = new SequenceHash()
        key.add(word)
        key.add(said)
        visit(key.value, said)
      }
  }
  for (let item = 0; item < size; item++) {
    const question = questions.of(item)
    if (question.length === 0) continue
    rows.push(item)
    pairs(item, (key) => counts.raise(key))
    const names = namesOf(question, passages)
    for (const name of names) askedBy.set(name, (askedBy.get(name) ?? 0) + 1)
    const asked = tellingWords(question, passages, ASKED)
    if (asked.length === 0) continue
    telling += 1
    if (takesUp(item, passages)) taking += 1
  }
  if (telling < TAKING_UP.rows || taking < TAKING_UP.share * telling) return []
  const found = rows.filter((item) => {
    const said = tellingWords(statements.of(item), passages, SAID)
    const asked = namesOf(questions.of(item), passages)
    if (said.length < LEAST) return false
    const own = new Set(statements.of(item).map(wordOf))
    // It is about somebody else.
    const others = namesOf(statements.of(item), passages).filter((name) => !asked.includes(name))
    const isOther =
      asked.length > 0 &&
      !asked.some((name) => own.has(name)) &&
      others.some((name) => (askedBy.get(name) ?? 0) > 0)
    if (isOther) return true
    if (takesUp(item, passages)) return false
    const fitting = new Set<number>()
    pairs(item, (key, word) => {
      if (counts.of(key) > 1) fitting.add(word)
    })
    return fitting.size <= FIT * said.length
  })
  if (found.length === 0 || found.length > Math.max(8, MOST * rows.length)) return []
  return [{ rule: 'not-answered', items: found, remove: found, against: taking }]
}

function takesUp(item: number, passages: Passages): boolean {
  const said = new Set(passages.statements.of(item).map(wordOf))
  return tellingWords(passages.questions.of(item), passages, ASKED).some((word) => said.has(word))
}

/** The rarest words that say what a text is about. */
function tellingWords(tokens: Uint32Array, { held, size }: Passages, most: number): number[] {
  const seen = new Map<number, number>()
  for (const token of tokens) {
    const kind = kindOf(token)
    if (isEnd(token) || kind === KIND.function || kind === KIND.negation) continue
    const count = held(token)
    if (count <= 0.2 * size) seen.set(wordOf(token), count)
  }
  return [...seen]
    .sort((a, b) => a[1] - b[1] || a[0] - b[0])
    .slice(0, most)
    .map(([word]) => word)
}

function namesOf(tokens: Uint32Array, { isName, held, rare }: Passages): number[] {
  return [
    ...new Set(
      Array.from(tokens).flatMap((token) =>
        !isEnd(token) && isName(token) && held(token) <= rare ? [wordOf(token)] : [],
      ),
    ),
  ]
}
