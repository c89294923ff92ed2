import { Holders } from './numbers.js'
import { type Passages, type Suspicion, usual } from './passages.js'
import { isEnd, KIND, kindOf, SequenceHash, sentencesOf, wordOf } from './statement.js'

/** A stretch of words in which a few come over and over, with hardly a word between them. */
const STUFFED = { words: 40, different: 0.36, function: 0.2, numbers: 0.2, top: 8 } as const
/** Code and mark-up repeat their names, too. */
const SIGNS = /[{}();=<>|[\]\\]/g
const MOST_SIGNS = 0.03

export function isStuffed(text: string, tokens: Uint32Array): boolean {
  if (tokens.length < STUFFED.words) return false
  const words = tokens.filter((token) => !isEnd(token))
  if (words.length < STUFFED.words) return false
  const counts = new Map<number, number>()
  const tally = { function: 0, number: 0 }
  const step = (token: number, by: number) => {
    const kind = kindOf(token)
    if (kind === KIND.function || kind === KIND.negation) tally.function += by
    if (kind === KIND.number) tally.number += by
    const count = (counts.get(wordOf(token)) ?? 0) + by
    if (count === 0) counts.delete(wordOf(token))
    else counts.set(wordOf(token), count)
  }
  for (const [i, token] of words.entries()) {
    step(token, 1)
    if (i >= STUFFED.words) step(words[i - STUFFED.words]!, -1)
    if (i < STUFFED.words - 1) continue
    if (
      counts.size <= STUFFED.different * STUFFED.words &&
      tally.function <= STUFFED.function * STUFFED.words &&
      tally.number <= STUFFED.numbers * STUFFED.words &&
      Math.max(...counts.values()) >= STUFFED.top
    )
      return (text.match(SIGNS)?.length ?? 0) <= MOST_SIGNS * text.length
  }
  return false
}

/** Words of a question that may be copied. */
const QUESTION_WORDS = 3
/** Passages that begin with one question. */
const SAME_QUESTION = 3
/** Questions of a page that is nothing but questions, and how many of them must be of different things. */
const LIST = { questions: 5, share: 0.6 } as const

/**
 * Passages that begin with the question that they want to be found by, or that list what people ask. Pages of questions
 * and answers begin so, too: each with its own, or all of them.
 */
export function findCopiedQuestions(passages: Passages): Suspicion[] {
  const { size, statements, questions, texts, held, rare } = passages
  const asked = new Set<number>()
  const beginnings = new Holders()
  const lists: number[] = []
  const begun: [number, number][] = []
  for (let item = 0; item < size; item++) {
    const own = questions.of(item)
    if (own.length > 0) {
      for (const { words } of sentencesOf(own)) if (words.length >= QUESTION_WORDS) asked.add(keyOf(words))
      continue
    }
    const sentences = [...sentencesOf(statements.of(item))]
    const [first] = sentences
    if (first?.isQuestion && sentences.length > 1 && first.words.length >= QUESTION_WORDS) {
      beginnings.add(keyOf(first.words), item)
      begun.push([keyOf(first.words), item])
    }
    const lines = sentences.filter(({ isQuestion, words }) => isQuestion && words.length >= QUESTION_WORDS)
    if (lines.length < LIST.questions || lines.length < LIST.share * sentences.length) continue
    // A sheet of questions about one thing names it again and again.
    const seen = new Set<number>()
    let apart = 0
    for (const { words } of lines) {
      const telling = words.filter((word) => kindOf(word) !== KIND.function && held(word) <= rare).map(wordOf)
      if (telling.length > 0 && !telling.every((word) => seen.has(word))) apart += 1
      for (const word of telling) seen.add(word)
    }
    if (apart >= LIST.share * lines.length) lists.push(item)
  }
  const found: Suspicion[] = []
  const listed = (items: readonly number[]) =>
    found.push({ rule: 'query-copy', items, remove: items, against: 0 })
  for (const items of beginnings.groups(SAME_QUESTION)) {
    if (items.length > Math.max(usual(size), rare)) continue
    if (new Set(Array.from(items, (item) => texts[item])).size >= SAME_QUESTION) listed([...items])
  }
  const copied = begun.filter(([key]) => asked.has(key)).map(([, item]) => item)
  if (copied.length > 0 && copied.length <= usual(size)) listed(copied)
  if (lists.length > 0 && lists.length <= usual(size)) listed(lists)
  return found
}

function keyOf(words: Uint32Array): number {
  const key = new SequenceHash()
  for (const word of words) key.add(wordOf(word))
  return key.value
}
