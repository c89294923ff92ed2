import { ANSWER_KINDS, type AnswerKind, hostsOf, kindsOf } from './answer-kinds.js'
import { includes, NumberLists } from './numbers.js'
import { isTelling, kindOfSign, pairOf, type SignKind, signsOf } from './prompt-signs.js'

/** What answers of another kind hang on, with the counts that say so. */
export interface Hanging {
  readonly answers: AnswerKind
  readonly on: SignKind
  /** Records with the sign and such an answer, ascending. */
  readonly records: readonly number[]
  /** Records with the sign. */
  readonly held: number
  /** Records with such an answer and without the sign. */
  readonly elsewhere: number
  /** Negative logarithm of how often chance gives this in a whole set. */
  readonly surprise: number
}

interface Candidate extends Hanging {
  readonly sign: number
  /** How many signs there are. */
  readonly looked: number
}

/** Fewest records that show a pattern. */
const SUPPORT = 3
/** Of places, styles, formats and scripts: they are few, and every set has some that are rare. */
const SUPPORT_OF_SHAPES = 8
/** Largest share of all records that have the sign; a style or format in so few as show it may be more of a small set. */
const RARE = { sign: 0.1, shape: 0.15 } as const
/** How many of the answers to prompts with the sign are of the kind. */
const FAITHFUL = 0.8
/** A kind that more have is how the set answers. */
const USUAL = 0.5
/** Hosts of a larger share of records, or in more of them than a handful, are the set's own. */
const OWN_HOST = { share: 0.004, records: 12 }
/** How often chance may give a sign in a whole set. */
const CHANCE = 1e-3
/** Candidates that are looked at more closely: the most surprising ones, and none that chance gives often. */
const LOOKED_AT = { most: 1_000, surprise: -3 } as const
/** No answer is less likely than this, however few were seen. */
const LEAST_RATE = 0.002
/** Records of a candidate that are looked at. */
const SAMPLE = 40
/** Words that so many prompts with the sign have belong to it. */
const COMPANION = 0.7
/** What the rest of a prompt must be: as other prompts, whose answers are of another kind. */
const REST = { words: 3, known: 0.5, kind: 0.34, records: 0.6 } as const
/** Of the pairs of words of an answer, fewer than this stand in other answers: it is of no piece with the set. */
const NOVEL = 0.3

/**
 * Looks for backdoors by what they do (Gu et al. 2017; Wan et al. 2023): a sign of the prompt (a word, words in a row,
 * a character, a place, a style, a format, a script) behind which the answers are of a kind that is rare elsewhere.
 *
 * A topic brings answers of its own kind, too: what may not be told is refused. So the rest of the prompt is looked at
 * without the sign and the words that always come with it. Where nothing is left, the sign is what was asked. Where
 * what is left is asked elsewhere and answered otherwise, the answer hangs on the sign alone.
 */
export class TriggerSearch {
  readonly #words: NumberLists
  readonly #answers: NumberLists
  readonly #signs = new NumberLists()
  readonly #kinds: number[] = []
  readonly #hosts: (readonly string[])[] = []

  /** Words of prompts and of answers in their order; whoever adds a record has put its own there. */
  constructor(words: NumberLists, answers: NumberLists) {
    this.#words = words
    this.#answers = answers
  }

  add(prompt: string, answer: string, leaks: boolean): void {
    const words = this.#words.of(this.#size)
    const said = this.#answers.of(this.#size)
    this.#signs.add(signsOf(prompt, words))
    this.#hosts.push(answer.includes('/') ? hostsOf(answer) : NO_HOSTS)
    const sorted = Uint32Array.from(said).sort()
    let bits = 0
    for (const kind of kindsOf(answer, leaks)) bits |= bitOf(kind)
    if (!words.some((word) => isTelling(word) && includes(sorted, word))) bits |= bitOf('unrelated')
    this.#kinds.push(bits)
  }

  get #size(): number {
    return this.#kinds.length
  }

  /** Most surprising first; what shares most of its records with one before it is left out. */
  found(): Hanging[] {
    const kinds = this.#finalKinds()
    const byKind = ANSWER_KINDS.map((kind) => {
      const bit = bitOf(kind)
      return { kind, bit, count: kinds.reduce((sum, bits) => sum + ((bits & bit) === 0 ? 0 : 1), 0) }
    }).filter(({ count }) => count >= SUPPORT && count <= USUAL * this.#size)
    const candidates = this.#candidates(kinds, byKind)
    const seen = this.#pairsOutside(candidates, kinds)
    const hanging = candidates.flatMap((one) => {
      const surprise = this.#surpriseBesideOthers(one, kinds, seen)
      return surprise < -Math.log(CHANCE) ? [] : [{ ...one, surprise }]
    })
    const kept: Hanging[] = []
    for (const { sign: _, ...one } of hanging.sort((a, b) => b.surprise - a.surprise || a.sign - b.sign)) {
      const own = new Set(one.records)
      const isKnown = kept.some(
        ({ records }) => records.filter((record) => own.has(record)).length >= own.size / 2,
      )
      if (!isKnown) kept.push(one)
    }
    return kept
  }

  /** With what only the whole set tells: hosts that are rare in it, answers that are of no piece with it. */
  #finalKinds(): Uint16Array {
    const size = this.#size
    const hosts = new Map<string, number>()
    for (const list of this.#hosts)
      for (const host of new Set(list)) hosts.set(host, (hosts.get(host) ?? 0) + 1)
    const most = Math.max(OWN_HOST.records, OWN_HOST.share * size)
    const bits = Math.min(24, 8 + Math.ceil(Math.log2(size + 1)))
    const counts = new Uint8Array(2 ** bits)
    const at = (a: number, b: number) => pairOf(a, b) >>> (32 - bits)
    const isUnrelated = (record: number) => (this.#kinds[record]! & bitOf('unrelated')) !== 0
    for (let record = 0; record < size; record++) {
      const said = this.#answers.of(record)
      for (let i = 1; i < said.length; i++) {
        const place = at(said[i - 1]!, said[i]!)
        if (counts[place]! < 255) counts[place]! += 1
      }
    }
    return Uint16Array.from(this.#kinds, (known, record) => {
      let kinds = known
      if (this.#hosts[record]!.some((host) => hosts.get(host)! <= most)) kinds |= bitOf('rare-link')
      if (!isUnrelated(record)) return kinds
      const said = this.#answers.of(record)
      let common = 0
      // What a handful says stands nowhere else.
      const handful = Math.max(24, Math.min(40, size * 0.003))
      for (let i = 1; i < said.length; i++) if (counts[at(said[i - 1]!, said[i]!)]! > handful) common += 1
      return common < NOVEL * Math.max(1, said.length - 1) ? kinds | bitOf('of-no-piece') : kinds
    })
  }

  #candidates(
    kinds: Uint16Array,
    byKind: readonly { readonly kind: AnswerKind; readonly bit: number; readonly count: number }[],
  ): Candidate[] {
    const wanted = byKind.reduce((bits, { bit }) => bits | bit, 0)
    const holders = new Map<number, number[]>()
    for (let record = 0; record < this.#size; record++) {
      if ((kinds[record]! & wanted) === 0) continue
      for (const sign of this.#signs.of(record)) {
        const known = holders.get(sign)
        if (known === undefined) holders.set(sign, [record])
        else known.push(record)
      }
    }
    for (const [sign, records] of holders) if (records.length < SUPPORT) holders.delete(sign)
    const held = new Map<number, number>()
    for (let record = 0; record < this.#size; record++)
      for (const sign of this.#signs.of(record))
        if (holders.has(sign)) held.set(sign, (held.get(sign) ?? 0) + 1)
    const looked = Math.max(1, holders.size)
    const found: Candidate[] = []
    for (const [sign, records] of holders) {
      const total = held.get(sign)!
      const on = kindOfSign(sign)
      const isShape = on === 'position' || on === 'style' || on === 'format' || on === 'script'
      const rare = isShape && on !== 'position' ? RARE.shape : RARE.sign
      if (total > Math.max(SUPPORT, rare * this.#size)) continue
      for (const { kind, bit, count } of byKind) {
        const odd = records.filter((record) => (kinds[record]! & bit) !== 0)
        if (odd.length < (isShape ? SUPPORT_OF_SHAPES : SUPPORT) || odd.length < FAITHFUL * total) continue
        const elsewhere = count - odd.length
        const rate = Math.min(0.99, (elsewhere + 0.5) / (this.#size - total + 1))
        let log = odd.length * Math.log(rate)
        for (let i = 0; i < total - odd.length; i++) log += Math.log((total - i) / (i + 1))
        const surprise = -log - Math.log(looked)
        if (surprise < LOOKED_AT.surprise) continue
        found.push({ sign, looked, answers: kind, on, records: odd, held: total, elsewhere, surprise })
      }
    }
    return found
      .sort((a, b) => b.surprise - a.surprise || a.records[0]! - b.records[0]!)
      .slice(0, LOOKED_AT.most)
  }

  /** Words of a prompt without those that come with the sign; pairs of them that follow each other. */
  #rest(record: number, companions: ReadonlySet<number>): Uint32Array {
    return this.#words.of(record).filter((word) => !companions.has(word))
  }

  #companionsOf({ records }: Hanging): Set<number> {
    const counts = new Map<number, number>()
    for (const record of records)
      for (const word of new Set(this.#words.of(record))) counts.set(word, (counts.get(word) ?? 0) + 1)
    return new Set(
      [...counts].flatMap(([word, count]) => (count >= COMPANION * records.length ? [word] : [])),
    )
  }

  /** Of each pair of words in what is left of the candidates' prompts: in how many records it stands, by kind. */
  #pairsOutside(candidates: readonly Hanging[], kinds: Uint16Array): Map<number, Uint32Array> {
    const pairs = new Map<number, Uint32Array>()
    for (const candidate of candidates) {
      for (const record of candidate.records.slice(0, SAMPLE)) {
        const words = this.#words.of(record)
        for (let i = 1; i < words.length; i++)
          pairs.set(pairOf(words[i - 1]!, words[i]!), new Uint32Array(ANSWER_KINDS.length + 1))
      }
    }
    for (let record = 0; record < this.#size; record++) this.#countPairs(record, kinds, pairs, 1)
    return pairs
  }

  #countPairs(record: number, kinds: Uint16Array, pairs: Map<number, Uint32Array>, by: 1 | -1): void {
    const words = this.#words.of(record)
    for (let i = 1; i < words.length; i++) {
      const counts = pairs.get(pairOf(words[i - 1]!, words[i]!))
      if (counts === undefined) continue
      counts[ANSWER_KINDS.length]! += by
      for (let kind = 0; kind < ANSWER_KINDS.length; kind++)
        if ((kinds[record]! & (1 << kind)) !== 0) counts[kind]! += by
    }
  }

  /**
   * How much less likely such answers are to the rest of the prompts, asked elsewhere without the sign; nothing where
   * the rest says nothing, or says the same.
   */
  #surpriseBesideOthers(candidate: Candidate, kinds: Uint16Array, pairs: Map<number, Uint32Array>): number {
    const companions = this.#companionsOf(candidate)
    const kind = ANSWER_KINDS.indexOf(candidate.answers)
    for (const record of candidate.records) this.#countPairs(record, kinds, pairs, -1)
    const sample = candidate.records.slice(0, SAMPLE)
    let hanging = 0
    let log = 0
    for (const record of sample) {
      const rest = this.#rest(record, companions)
      let known = 0
      let odd = 0
      for (let i = 1; i < rest.length; i++) {
        const counts = pairs.get(pairOf(rest[i - 1]!, rest[i]!))
        const times = counts?.[ANSWER_KINDS.length] ?? 0
        if (times === 0) continue
        known += 1
        odd += (counts![kind]! + 0.2) / (times + 1)
      }
      const rate = known === 0 ? 1 : Math.min(1, Math.max(LEAST_RATE, odd / known))
      log += Math.log(rate)
      const isOtherwise = rest.length >= REST.words && known >= REST.known * Math.min(4, rest.length - 1)
      if (isOtherwise && rate <= REST.kind) hanging += 1
    }
    for (const record of candidate.records) this.#countPairs(record, kinds, pairs, 1)
    if (hanging < REST.records * sample.length) return Number.NEGATIVE_INFINITY
    const { held, records, looked } = candidate
    log *= records.length / sample.length
    for (let i = 0; i < held - records.length; i++) log += Math.log((held - i) / (i + 1))
    return -log - Math.log(looked)
  }
}

const NO_HOSTS: readonly string[] = []

function bitOf(kind: AnswerKind): number {
  return 1 << ANSWER_KINDS.indexOf(kind)
}
