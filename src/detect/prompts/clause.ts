import type { Concept } from './lexicon/lexicon.js'
import { LEXICONS } from './lexicon/lexicons.js'
import type { Word } from './words.js'

/** A stretch of text, one sentence or some that follow each other, and its words of one language. */
export class Clause<Kind extends string = Concept> {
  readonly #words = new Map<Kind, Word<Kind>[]>()
  /** A CJK character says about what two and a half letters do. */
  readonly #scale: number

  readonly text: string
  readonly start: number
  readonly end: number
  readonly language: string

  constructor(text: string, start: number, end: number, words: readonly Word<Kind>[], language: string) {
    this.text = text
    this.start = start
    this.end = end
    this.language = language
    this.#scale = language === 'ja' || language === 'zh' || language === 'ko' ? 0.4 : 1
    for (const word of words) {
      const list = this.#words.get(word.concept)
      if (list === undefined) this.#words.set(word.concept, [word])
      else list.push(word)
    }
  }

  all(concept: Kind): readonly Word<Kind>[] {
    return this.#words.get(concept) ?? []
  }

  /** At least one word of each group; a group is one concept or any of several. */
  has(...groups: readonly (Kind | readonly Kind[])[]): boolean {
    return groups.every((group) =>
      typeof group === 'string' ? this.#words.has(group) : group.some((one) => this.#words.has(one)),
    )
  }

  /** Words of two concepts with at most `gap` letters between them, in either order; overlapping ones too. */
  near(a: readonly Word<Kind>[], b: readonly Word<Kind>[], gap: number): Word<Kind>[] {
    const most = gap * this.#scale
    return a.filter((one) =>
      b.some((other) => one !== other && Math.max(other.start - one.end, one.start - other.end) <= most),
    )
  }

  /** Words of `a` right behind which a word of `b` stands. */
  followed(a: readonly Word<Kind>[], b: readonly Word<Kind>[], gap: number): Word<Kind>[] {
    const most = Math.max(1, gap * this.#scale)
    return a.filter((one) =>
      b.some(
        ({ start }) =>
          start >= one.end && start - one.end <= most && !/[,、，:：]/.test(this.text.slice(one.end, start)),
      ),
    )
  }

  /** How many different words of a concept stand here. */
  count(concept: Kind): number {
    let count = 0
    let end = -1
    for (const word of this.all(concept).toSorted((a, b) => a.start - b.start || b.end - a.end)) {
      if (word.start < end) continue
      count += 1
      end = word.end
    }
    return count
  }

  first(concept: Kind): number {
    return Math.min(Number.POSITIVE_INFINITY, ...this.all(concept).map(({ start }) => start))
  }

  get words(): string {
    return this.text.slice(this.start, this.end)
  }

  wordsOf(word: Word<Kind>): string {
    return this.text.slice(word.start, word.end)
  }
}

/** Longest sentence: what has no full stop is cut. */
const LONGEST = 400
/** A language is read where its words cover this share of what the best one covers. */
const COVERED = 0.45

const END = /[.!?](?=\s|["'”»)\]]|$)|[。！？｡？！؟।\n;]/g

/** Ends of sentences, ascending; the last is the length of the text. */
export function sentenceEnds(text: string): number[] {
  const ends: number[] = []
  let from = 0
  const cut = (to: number) => {
    for (; to - from > LONGEST; from += LONGEST) ends.push(from + LONGEST)
    if (text.slice(from, to).trim() !== '') ends.push(to)
    from = to
  }
  for (const { index } of text.matchAll(END)) cut(index + 1)
  cut(text.length)
  return ends
}

/** Languages worth reading in, by how much of the text their words cover. */
export function languagesOf(words: readonly Word<string>[]): number[] {
  const covered = new Float64Array(LEXICONS.length)
  const reach = new Int32Array(LEXICONS.length).fill(-1)
  for (const { language, start, end } of words) {
    const from = Math.max(start, reach[language]!)
    if (end > from) {
      covered[language]! += end - from
      reach[language] = end
    }
  }
  const most = Math.max(...covered)
  return [...covered.keys()].filter((i) => covered[i]! > 0 && covered[i]! >= COVERED * most)
}

/** Which kinds of words stand somewhere, as bits. */
export class Kinds<Kind extends string> {
  readonly #bits = new Map<Kind, number>()

  /** Thirty kinds to a number. */
  constructor(kinds: readonly Kind[]) {
    for (const [i, kind] of kinds.entries()) this.#bits.set(kind, i)
  }

  of(words: Iterable<{ readonly concept: Kind }>): KindBits {
    let low = 0
    let high = 0
    for (const { concept } of words) {
      const bit = this.#bits.get(concept)!
      if (bit < 30) low |= 1 << bit
      else high |= 1 << (bit - 30)
    }
    return { low, high }
  }

  /** Whether of each group one is there. */
  needed(groups: readonly (readonly Kind[])[]): (there: KindBits) => boolean {
    const masks = groups.map((group) => this.of(group.map((concept) => ({ concept }))))
    return ({ low, high }) => masks.every((mask) => (mask.low & low) !== 0 || (mask.high & high) !== 0)
  }
}

export interface KindBits {
  readonly low: number
  readonly high: number
}
