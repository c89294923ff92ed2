import { bitsFor, createCountTable } from './count-table.js'
import { Holders } from './numbers.js'
import type { Passages, Suspicion } from './passages.js'
import { KIND, kindOf, SequenceHash, sentencesOf, statementsOf, wordOf } from './statement.js'

/**
 * Sentences that cannot both be true: the same words, and a negation, a number or a name is another. What is said in
 * three ways or more, or twice in one text, is a form (weekly figures, tables, logs) and no contradiction. Of two
 * sayings the one that fewer items have is to be removed; where both have as many, people decide.
 */
const LEAST_WORDS = 5
/** Names that differ: at most so many words. */
const LONGEST_NAME = 3
/** Ways of saying it, from which on it is a form, unless this share of its items agrees. */
const FORM = { ways: 3, agree: 0.6, holders: 4 } as const
/** Pairs in the corpus, from which on they are its way and say nothing. */
const LISTED = { pairs: 40, share: 0.01 } as const

interface Said {
  readonly item: number
  /** What was left out of the key: numbers and whether it is denied, or a name. */
  readonly filling: number
  readonly denied?: boolean
}

export function findContradictions(passages: Passages): Suspicion[] {
  const byNumbers = [...contradictions(passages, skeletons)]
  const found = [
    ...suspicion(
      'denied',
      byNumbers.filter(({ denied }) => denied),
    ),
    ...suspicion(
      'other-number',
      byNumbers.filter(({ denied }) => !denied),
    ),
    ...suspicion('other-name', [...contradictions(passages, names)]),
  ]
  const most = Math.max(LISTED.pairs, LISTED.share * passages.size)
  return found.filter(({ pairs }) => pairs <= most).map(({ pairs: _, ...one }) => one)
}

interface Contradiction {
  readonly more: readonly number[]
  readonly less: readonly number[]
  readonly denied: boolean
}

function suspicion(
  rule: Suspicion['rule'],
  pairs: readonly Contradiction[],
): (Suspicion & { readonly pairs: number })[] {
  if (pairs.length === 0) return []
  const items = new Set<number>()
  const remove = new Set<number>()
  let against = 0
  for (const { more, less } of pairs) {
    for (const item of [...more, ...less]) items.add(item)
    if (less.length < more.length) for (const item of less) remove.add(item)
    against += more.length
  }
  const sorted = (set: ReadonlySet<number>) => [...set].sort((a, b) => a - b)
  return [{ rule, items: sorted(items), remove: sorted(remove), against, pairs: pairs.length }]
}

type Keys = (
  words: Uint32Array,
  passages: Passages,
  emit: (key: number, filling: number, denied?: boolean) => void,
) => void

/** Everything but numbers and negations. */
const skeletons: Keys = (words, _, emit) => {
  if (words.length < LEAST_WORDS) return
  const key = new SequenceHash()
  const filling = new SequenceHash()
  let denied = false
  let telling = 0
  for (const word of words) {
    const kind = kindOf(word)
    if (kind === KIND.number) filling.add(wordOf(word))
    else if (kind === KIND.negation) denied = !denied
    else if (!SUPPORTING.has(wordOf(word))) {
      key.add(wordOf(word))
      if (kind !== KIND.function) telling += 1
    }
  }
  if (telling >= 3) emit(key.value, filling.value, denied)
}

/** Each name that stands behind another one, masked. */
const names: Keys = (words, passages, emit) => {
  if (words.length < LEAST_WORDS) return
  const isMasked = (word: number) => passages.isName(word) && passages.held(word) <= passages.rare
  let before = false
  for (let from = 0; from < words.length; from++) {
    if (!isMasked(words[from]!)) continue
    let to = from + 1
    while (to < words.length && isMasked(words[to]!)) to += 1
    // The last of a row of names may be part of what is spoken about; a sentence says something of its first one.
    if (before && to - from <= LONGEST_NAME) {
      const key = new SequenceHash()
      const filling = new SequenceHash()
      for (let i = 0; i < words.length; i++) {
        if (i >= from && i < to) filling.add(wordOf(words[i]!))
        else key.add(wordOf(words[i]!))
      }
      key.add(from)
      emit(key.value, filling.value)
    }
    before = true
    from = to
  }
}

/** They stand with a denial: *visitors climb*, *visitors do not climb*. */
const SUPPORTING = new Set(Array.from(statementsOf('do does did'), wordOf))

function* contradictions(passages: Passages, keys: Keys): Generator<Contradiction> {
  const { size, statements } = passages
  const counts = createCountTable(bitsFor(statements.length / 8))
  const each = (visit: (item: number, key: number, filling: number, denied?: boolean) => void) => {
    for (let item = 0; item < size; item++)
      for (const { words, isQuestion } of sentencesOf(statements.of(item)))
        if (!isQuestion) keys(words, passages, (key, filling, denied) => visit(item, key, filling, denied))
  }
  each((_, key) => counts.raise(key))
  const holders = new Holders()
  const said: Said[] = []
  each((item, key, filling, denied) => {
    if (counts.of(key) < 2) return
    holders.add(key, said.length)
    said.push(denied === undefined ? { item, filling } : { item, filling, denied })
  })
  for (const group of holders.groups(2)) {
    const sayings = Array.from(group, (at) => said[at]!)
    const polar = divided(sayings.map(({ item, denied }) => ({ item, filling: denied === true ? 1 : 0 })))
    if (polar !== undefined) yield { ...polar, denied: true }
    else {
      const parts = divided(sayings)
      if (parts !== undefined) yield { ...parts, denied: false }
    }
  }
}

/** Items by what they say, where that makes two parts. */
function divided(
  sayings: readonly Said[],
): { readonly more: readonly number[]; readonly less: readonly number[] } | undefined {
  const ways = new Map<number, Set<number>>()
  const ofItem = new Map<number, number>()
  for (const { item, filling } of sayings) {
    const known = ofItem.get(item)
    if (known !== undefined && known !== filling) return undefined
    ofItem.set(item, filling)
    const way = ways.get(filling)
    if (way === undefined) ways.set(filling, new Set([item]))
    else way.add(item)
  }
  if (ways.size < 2) return undefined
  const [more, ...others] = [...ways.values()].sort((a, b) => b.size - a.size)
  if (ways.size >= FORM.ways && (more!.size < FORM.holders || more!.size < FORM.agree * ofItem.size))
    return undefined
  return { more: [...more!], less: others.flatMap((items) => [...items]) }
}
