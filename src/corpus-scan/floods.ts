import { bitsFor, createCountTable } from './count-table.js'
import { Holders } from './numbers.js'
import type { Passages, Suspicion } from './passages.js'
import { KIND, kindOf, SequenceHash, sentencesOf, wordOf } from './statement.js'

/** Items with one claim, from which on it is a flood. */
const LEAST = 5
/** Rare words of one sentence that are looked up by pairs. */
const LOOKED_UP = 6
/** Words that most of the items have in their sentences: about whom it is, and what is claimed; some of them are rare. */
const SHARED = { rare: 2, words: 4, items: 0.6 } as const
/** Different wordings: what one form says is a form, and what stands there word for word a footer. */
const WORDINGS = 3
/** Share of a passage's words that stand in the claim, in the middle of them: there is little else in them. */
const CLAIMING = 0.7
/** Of the words of a sentence, those that the others say, too: a sentence about the same thing says something else of it. */
const SAYING = 0.45
/** Of the items by one author. */
const AUTHOR = 0.8

/**
 * One claim, in many passages and many wordings: rare words that stand together in sentences of five items or more,
 * where these items hold little else or are by one author (Zou et al. 2024). An honest fact that many pages mention
 * stands in pages of their own.
 */
export function findFloods(passages: Passages): Suspicion[] {
  const { size, statements, questions, authors } = passages
  const counts = createCountTable(bitsFor(statements.length))
  const isPassage = (item: number) => questions.of(item).length === 0
  const each = (visit: (item: number, pair: number) => void) => {
    for (let item = 0; item < size; item++) {
      if (!isPassage(item)) continue
      const pairs = new Set<number>()
      for (const { words } of sentencesOf(statements.of(item)))
        for (const pair of pairsOf(rareWords(words, passages))) pairs.add(pair)
      for (const pair of pairs) visit(item, pair)
    }
  }
  each((_, pair) => counts.raise(pair))
  const holders = new Holders()
  each((item, pair) => {
    if (counts.of(pair) >= LEAST) holders.add(pair, item)
  })
  const found: { readonly items: number[]; readonly shared: number }[] = []
  const known = new Set<string>()
  for (const group of holders.groups(LEAST)) {
    const items = [...group]
    const key = items.join()
    if (known.has(key) || items.length > passages.rare) continue
    known.add(key)
    const flood = floodOf(items, passages)
    if (flood !== undefined) found.push(flood)
  }
  const kept: Suspicion[] = []
  for (const { items } of found.sort((a, b) => b.shared * b.items.length - a.shared * a.items.length)) {
    if (kept.some((one) => items.filter((item) => one.items.includes(item)).length >= items.length / 2))
      continue
    kept.push({
      rule: 'flood',
      items,
      remove: items,
      against: new Set(items.map((item) => authors[item])).size,
    })
  }
  return kept
}

/** Of a sentence, numbers and the rarest words that enough items have, the rarest first. */
function rareWords(words: Uint32Array, { held, rare }: Passages): Looked[] {
  const seen = new Map<number, Looked>()
  for (const word of words) {
    const kind = kindOf(word)
    if (kind === KIND.function || kind === KIND.negation) continue
    const count = held(word)
    if (count >= LEAST && (count <= rare || kind === KIND.number))
      seen.set(wordOf(word), { word: wordOf(word), count, isNumber: kind === KIND.number })
  }
  return [...seen.values()].sort((a, b) => a.count - b.count || a.word - b.word).slice(0, LOOKED_UP)
}

interface Looked {
  readonly word: number
  readonly count: number
  readonly isNumber: boolean
}

/** Two numbers tell nothing. */
function* pairsOf(words: readonly Looked[]): Generator<number> {
  const sorted = words.toSorted((a, b) => a.word - b.word)
  for (let i = 0; i < sorted.length; i++)
    for (let j = 0; j < i; j++) {
      if (sorted[i]!.isNumber && sorted[j]!.isNumber) continue
      const pair = new SequenceHash()
      pair.add(sorted[j]!.word)
      pair.add(sorted[i]!.word)
      yield pair.value
    }
}

interface Claim {
  readonly item: number
  readonly share: number
  /** Of the sentence that claims most, and of all that claim. */
  readonly wording: number
  readonly wordings: readonly number[]
}

/** The items that claim what most of them do; nothing where it is a form, or one thing among many in them. */
function floodOf(
  items: readonly number[],
  passages: Passages,
): { readonly items: number[]; readonly shared: number } | undefined {
  const { statements, authors, texts } = passages
  const sentences = items.flatMap((item) =>
    [...sentencesOf(statements.of(item))].map(({ words }) => ({
      item,
      all: words.length,
      kept: words.filter((word) => kindOf(word) !== KIND.function).map(wordOf),
      words,
    })),
  )
  // In how many of the items a word stands.
  const counts = new Map<number, Set<number>>()
  for (const { item, kept } of sentences)
    for (const word of kept) counts.set(word, (counts.get(word) ?? new Set()).add(item))
  const shared = new Set(
    [...counts].flatMap(([word, holders]) => (holders.size >= SHARED.items * items.length ? [word] : [])),
  )
  const isRare = new Map(
    sentences.flatMap(({ words }) => Array.from(words, (word) => [wordOf(word), isTelling(word, passages)])),
  )
  const rareOf = (words: Iterable<number>) => [...words].filter((word) => isRare.get(word)).length
  if (shared.size < SHARED.words || rareOf(shared) < SHARED.rare) return undefined
  const claims: Claim[] = []
  for (const item of items) {
    const own = sentences.filter((one) => one.item === item)
    const claiming = own
      .map(({ kept, ...one }) => ({
        ...one,
        content: new Set(kept).size,
        said: new Set([...kept].filter((word) => shared.has(word))),
      }))
      .filter(({ said, content }) => rareOf(said) > 0 && said.size >= SAYING * content)
      .sort((a, b) => b.said.size - a.said.size)
    const [claim] = claiming
    if (claim === undefined || rareOf(claim.said) < SHARED.rare || claim.said.size < SHARED.words - 1)
      continue
    const all = own.reduce((sum, one) => sum + one.all, 0)
    const others = claiming
      .filter(({ said }) => rareOf(said) >= SHARED.rare)
      .map(({ words }) => wordingOf(words))
    claims.push({
      item,
      wordings: others,
      share: claiming.reduce((sum, one) => sum + one.all, 0) / all,
      wording: wordingOf(claim.words),
    })
  }
  if (new Set(claims.map(({ item }) => texts[item])).size < LEAST) return undefined
  const shares = claims.map(({ share }) => share).sort((a, b) => a - b)
  const isAll = shares[Math.floor(shares.length / 2)]! >= CLAIMING
  const isOf = isOneAuthor(claims.map(({ item }) => authors[item]!))
  const wordings = new Set(claims.map(({ wording }) => wording)).size
  const all = new Set(claims.flatMap((one) => one.wordings)).size
  if (!(isAll && wordings >= WORDINGS) && !(isOf && all >= WORDINGS)) return undefined
  return { items: claims.map(({ item }) => item), shared: shared.size }
}

/** A number by itself is nowhere rare, and with a rare word it is. */
function isTelling(word: number, { held, rare }: Passages): boolean {
  return kindOf(word) === KIND.number || held(word) <= rare
}

/** Names and numbers apart. */
function wordingOf(words: Uint32Array): number {
  const wording = new SequenceHash()
  for (const word of words)
    if (kindOf(word) === KIND.word || kindOf(word) === KIND.function) wording.add(wordOf(word))
  return wording.value
}

function isOneAuthor(authors: readonly number[]): boolean {
  const counts = new Map<number, number>()
  for (const author of authors) if (author !== 0) counts.set(author, (counts.get(author) ?? 0) + 1)
  return Math.max(0, ...counts.values()) >= AUTHOR * authors.length
}
