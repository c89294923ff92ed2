import { GRAM, type Rule } from './rules.js'
import { frequencyOf, type UnitSet } from './unit-set.js'

/**
 * The grams of all rules, sorted into eight buckets and looked up sixteen units at a time: a unit becomes a code of
 * eight bits, and for each place of a gram two tables of sixteen bytes say which buckets allow the lower and the upper
 * half of the code there. What passes all of them may be a gram; what does not is none. After Hyperscan's Teddy
 * (Wang et al., NSDI 2019), with sets of characters in place of literals.
 */

export const BUCKETS = 8
/** Share of the places of a text. */
const TOO_MANY = 0.25
/** Eight buckets of so many grams, in every kind of letters, would keep nothing away. */
const GRAMS = 128
/** Bytes of the tables: the lower halves by place, then the upper halves. */
export const NIBBLE_BYTES = 2 * 16 * GRAM

export interface Buckets {
  /** How codes are made: see `codeOf`. */
  readonly factor: number
  readonly nibbles: Uint8Array
}

/** Eight bits for a unit: ASCII is itself, and 128 codes are shared by all others. */
export function codeOf(unit: number, factor: number): number {
  return unit < 0x80 ? unit : 0x80 | (((unit * factor) & 0xffff) >>> 9)
}

/** Which halves occur, as bits: the lower halves in 0 to 15, the upper ones in 16 to 31. */
type Halves = number

/** Undefined when the buckets would keep too little away to be worth asking. */
export function buildBuckets(rules: readonly Rule[]): Buckets | undefined {
  const named = new Map<string, readonly UnitSet[]>()
  for (const { demands } of rules) {
    const sets = demands.slice(0, GRAM).map(({ set }) => set)
    named.set(sets.map(({ id }) => id).join(), sets)
  }
  if (named.size > GRAMS) return undefined
  const grams = [...named.values()]
  const codes = new Codes(new Set(grams.flat()))
  const weigh = (gram: Gram) => codes.rateOf(gram)
  const halves = grams.map((sets) => sets.map((set) => codes.halvesOf(set)))
  const buckets = refined(merged(halves, weigh), weigh).map(joined)
  if (buckets.reduce((rate, gram) => rate + weigh(gram), 0) > TOO_MANY) return undefined
  const nibbles = new Uint8Array(NIBBLE_BYTES)
  for (const [bucket, gram] of buckets.entries()) {
    for (const [place, halves] of gram.entries()) {
      for (let half = 0; half < 16; half++) {
        if ((halves >>> half) & 1) nibbles[16 * place + half]! |= 1 << bucket
        if ((halves >>> (16 + half)) & 1) nibbles[16 * (GRAM + place) + half]! |= 1 << bucket
      }
    }
  }
  return { factor: codes.factor, nibbles }
}

type Gram = readonly Halves[]
type Weigh = (gram: Gram) => number

/** The two that cost least together become one, until there are few enough. */
function merged(grams: readonly Gram[], rateOfGram: Weigh): Gram[][] {
  let buckets = grams.map((gram) => ({ grams: [gram], gram, rate: rateOfGram(gram) }))
  type Bucket = (typeof buckets)[number]
  const pairOf = (a: Bucket, b: Bucket) => ({
    a,
    b,
    price: rateOfGram(joined([a.gram, b.gram])) - a.rate - b.rate,
  })
  let pairs = buckets.flatMap((a, i) => buckets.slice(i + 1).map((b) => pairOf(a, b)))
  while (buckets.length > BUCKETS) {
    const { a, b } = pairs.reduce((best, pair) => (pair.price < best.price ? pair : best))
    const gram = joined([a.gram, b.gram])
    const both = { grams: [...a.grams, ...b.grams], gram, rate: rateOfGram(gram) }
    buckets = buckets.filter((bucket) => bucket !== a && bucket !== b)
    pairs = pairs.filter((pair) => ![pair.a, pair.b].some((one) => one === a || one === b))
    pairs.push(...buckets.map((other) => pairOf(other, both)))
    buckets.push(both)
  }
  return buckets.map((bucket) => bucket.grams)
}

/** What was merged early may be better off elsewhere in the end. */
function refined(buckets: Gram[][], rateOfGram: Weigh): Gram[][] {
  for (let round = 0; round < ROUNDS; round++) {
    for (const from of buckets) {
      for (const gram of [...from]) {
        const without = from.filter((other) => other !== gram)
        const saved = rateOfGram(joined(from)) - rateOfGram(joined(without))
        const prices = buckets.map((to) =>
          to === from ? saved : rateOfGram(joined([...to, gram])) - rateOfGram(joined(to)),
        )
        const to = buckets[prices.indexOf(Math.min(...prices))]!
        if (to === from) continue
        from.splice(from.indexOf(gram), 1)
        to.push(gram)
      }
    }
  }
  return buckets
}

const ROUNDS = 4

function joined(grams: readonly Gram[]): Gram {
  return Array.from({ length: GRAM }, (_, place) => grams.reduce((all, gram) => all | gram[place]!, 0))
}

/** Odd, so that no two units in a row share a code, and otherwise drawn. */
const FACTORS = [0x9e37, 0xc2b3, 0x85eb, 0xa3d9, 0x6c8f, 0xd1b5, 0x5bd1, 0xe995]
const UNITS_OF_BLOCK = 256
/** A set of so many units has no rare code anyway. */
const SMALL = 8

interface Shares {
  readonly english: number
  readonly japanese: number
  readonly numeric: number
}

/** Share of the places of a text that lie in or beside a number. */
const NUMERIC = 0.03
const ASCII_IN_JAPANESE = 0.1

/** Codes by the factor that gives what is looked for codes that little else has. */
class Codes {
  readonly factor: number
  readonly #frequencies: Float64Array
  readonly #ofBlocks: readonly Halves[]
  readonly #ofSets = new Map<UnitSet, Halves>()
  readonly #shares = new Map<Halves, Shares>()

  constructor(sets: Iterable<UnitSet>) {
    const sought = [...sets].flatMap(smallOthers)
    const choices = FACTORS.map((factor) => {
      const frequencies = codeFrequencies(factor)
      const codes = sought.map((unit) => frequencies[codeOf(unit, factor)]!)
      return { factor, frequencies, cost: codes.reduce((all, share) => all + share, 0) }
    })
    const { factor, frequencies } = choices.reduce((best, one) => (one.cost < best.cost ? one : best))
    this.factor = factor
    this.#frequencies = frequencies
    this.#ofBlocks = Array.from({ length: 0x10000 / UNITS_OF_BLOCK }, (_, block) => {
      let halves = 0
      for (let i = 0; i < UNITS_OF_BLOCK; i++) halves |= this.#halvesOfUnit(block * UNITS_OF_BLOCK + i)
      return halves
    })
  }

  halvesOf(set: UnitSet): Halves {
    let halves = this.#ofSets.get(set)
    if (halves !== undefined) return halves
    halves = 0
    const { ranges } = set
    for (let i = 0; i < ranges.length; i += 2) {
      for (let unit = ranges[i]!; unit <= ranges[i + 1]!; ) {
        const isBlock = unit % UNITS_OF_BLOCK === 0 && unit + UNITS_OF_BLOCK - 1 <= ranges[i + 1]!
        halves |= isBlock ? this.#ofBlocks[unit / UNITS_OF_BLOCK]! : this.#halvesOfUnit(unit)
        unit += isBlock ? UNITS_OF_BLOCK : 1
      }
    }
    this.#ofSets.set(set, halves)
    return halves
  }

  #halvesOfUnit(unit: number): Halves {
    const code = codeOf(unit, this.factor)
    return (1 << (code & 15)) | (1 << (16 + (code >> 4)))
  }

  /**
   * How often a gram's codes stand at a place of ordinary text, by the halves alone: among English words, among
   * Japanese or among numbers, whichever has more, since a text is one of them for some places in a row.
   */
  rateOf(gram: Gram): number {
    let english = 1
    let japanese = 1
    let numeric = NUMERIC
    for (const halves of gram) {
      const shares = this.#sharesOf(halves)
      english *= shares.english
      japanese *= shares.japanese
      numeric *= shares.numeric
    }
    return Math.max(english, japanese, numeric)
  }

  #sharesOf(halves: Halves): Shares {
    let shares = this.#shares.get(halves)
    if (shares !== undefined) return shares
    let [ascii, others, numeric] = [0, 0, 0]
    for (let code = 0; code < 256; code++) {
      if (((halves >>> (code & 15)) & (halves >>> (16 + (code >> 4))) & 1) === 0) continue
      if (code < 0x80) ascii += this.#frequencies[code]!
      else others += this.#frequencies[code]!
      numeric += besideNumbers(code)
    }
    const japanese = ascii * ASCII_IN_JAPANESE + others * (1 - ASCII_IN_JAPANESE)
    shares = { english: ascii, japanese, numeric }
    this.#shares.set(halves, shares)
    return shares
  }
}

/** A guess, as `frequencyOf` is. */
function besideNumbers(code: number): number {
  if (code >= 0x80) return 0
  if (code >= 0x30 && code <= 0x39) return 0.06
  if (code === 0x20) return 0.15
  return code > 0x20 && code < 0x30 ? 0.01 : 0.001
}

/** The units of a set that are not ASCII, if they are few. */
function smallOthers({ ranges }: UnitSet): number[] {
  const units: number[] = []
  for (let i = 0; i < ranges.length; i += 2) {
    for (let unit = Math.max(0x80, ranges[i]!); unit <= ranges[i + 1]!; unit++) {
      units.push(unit)
      if (units.length > SMALL) return []
    }
  }
  return units
}

/** Of ASCII among ASCII, of the rest among the rest. */
function codeFrequencies(factor: number): Float64Array {
  const each = new Float64Array(256)
  for (let unit = 0; unit < 0x10000; unit++) each[codeOf(unit, factor)]! += frequencyOf(unit)
  for (const part of [each.subarray(0, 0x80), each.subarray(0x80)]) {
    const sum = part.reduce((all, share) => all + share, 0)
    for (const [i, share] of part.entries()) part[i] = share / sum
  }
  return each
}
