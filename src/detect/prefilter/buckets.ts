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
const GRAMS = 400
/** Bytes of the tables: the lower halves by place, then the upper halves. */
export const NIBBLE_BYTES = 2 * 16 * GRAM

/** Eight bits for a unit: ASCII is itself, and 128 codes are shared by all others. */
export function codeOf(unit: number): number {
  return unit < 0x80 ? unit : 0x80 | ((unit ^ (unit >>> 7)) & 0x7f)
}

/** Which halves occur, as bits: the lower halves in 0 to 15, the upper ones in 16 to 31. */
type Halves = number

/** Undefined when the buckets would keep too little away to be worth asking. */
export function buildNibbles(rules: readonly Rule[]): Uint8Array | undefined {
  const grams = new Map<string, Halves[]>()
  for (const { demands } of rules) {
    const gram = demands.slice(0, GRAM).map(({ set }) => halvesOf(set))
    grams.set(gram.join(), gram)
  }
  if (grams.size > GRAMS) return undefined
  const buckets = mergedTo(BUCKETS, gathered([...grams.values()]))
  if (buckets.reduce((rate, gram) => rate + rateOfGram(gram), 0) > TOO_MANY) return undefined
  const tables = new Uint8Array(NIBBLE_BYTES)
  for (const [bucket, gram] of buckets.entries()) {
    for (const [place, halves] of gram.entries()) {
      for (let half = 0; half < 16; half++) {
        if ((halves >>> half) & 1) tables[16 * place + half]! |= 1 << bucket
        if ((halves >>> (16 + half)) & 1) tables[16 * (GRAM + place) + half]! |= 1 << bucket
      }
    }
  }
  return tables
}

type Bucket = readonly Halves[]

/** More buckets than these are too many to weigh each pair of them. */
const FEW = 96

/** What is too much to weigh is put where it costs least, one after the other, the frequent first. */
function gathered(grams: readonly Bucket[]): Bucket[] {
  const rated = grams.map((gram) => ({ gram, rate: rateOfGram(gram) })).sort((a, b) => b.rate - a.rate)
  const buckets: { gram: Bucket; rate: number }[] = []
  for (const one of rated) {
    if (buckets.some(({ gram }) => one.gram.every((halves, i) => (halves & ~gram[i]!) === 0))) continue
    if (buckets.length < FEW) {
      buckets.push(one)
      continue
    }
    const joined = buckets.map(({ gram, rate }) => {
      const both = joinedGram(gram, one.gram)
      const grown = rateOfGram(both)
      return { gram: both, rate: grown, grows: grown - rate }
    })
    const least = joined.reduce((best, { grows }, i) => (grows < joined[best]!.grows ? i : best), 0)
    buckets[least] = joined[least]!
  }
  return buckets.map(({ gram }) => gram)
}

/** The two that cost least together become one, until there are few enough. */
function mergedTo(count: number, grams: readonly Bucket[]): Bucket[] {
  let buckets = grams.map((gram) => ({ gram, rate: rateOfGram(gram) }))
  const price = (a: { gram: Bucket; rate: number }, b: { gram: Bucket; rate: number }) =>
    rateOfGram(joinedGram(a.gram, b.gram)) - a.rate - b.rate
  let pairs = buckets.flatMap((a, i) => buckets.slice(i + 1).map((b) => ({ a, b, price: price(a, b) })))
  while (buckets.length > count) {
    const { a, b } = pairs.reduce((best, pair) => (pair.price < best.price ? pair : best))
    const gram = joinedGram(a.gram, b.gram)
    const joined = { gram, rate: rateOfGram(gram) }
    buckets = buckets.filter((bucket) => bucket !== a && bucket !== b)
    pairs = pairs.filter((pair) => ![pair.a, pair.b].some((one) => one === a || one === b))
    pairs.push(...buckets.map((other) => ({ a: other, b: joined, price: price(other, joined) })))
    buckets.push(joined)
  }
  return buckets.map(({ gram }) => gram)
}

function joinedGram(a: Bucket, b: Bucket): Bucket {
  return a.map((halves, i) => halves | b[i]!)
}

const halvesOfSets = new Map<number, Halves>()

function halvesOf({ id, ranges }: UnitSet): Halves {
  let halves = halvesOfSets.get(id)
  if (halves !== undefined) return halves
  halves = 0
  for (let i = 0; i < ranges.length; i += 2) {
    for (let unit = ranges[i]!; unit <= ranges[i + 1]!; unit++) {
      const code = codeOf(unit)
      halves |= (1 << (code & 15)) | (1 << (16 + (code >> 4)))
      // All 128 codes of what is not ASCII lie within twice as many units.
      if (unit > ranges[i]! + 0x180) break
    }
  }
  halvesOfSets.set(id, halves)
  return halves
}

/** How often a gram's codes stand at a place of ordinary text, by the halves alone. */
function rateOfGram(gram: readonly Halves[]): number {
  return gram.reduce<number>((rate, halves) => rate * frequencyOfHalves(halves), 1)
}

const frequencies = new Map<Halves, number>()
let frequencyOfCode: Float64Array | undefined

function frequencyOfHalves(halves: Halves): number {
  let frequency = frequencies.get(halves)
  if (frequency !== undefined) return frequency
  frequencyOfCode ??= codeFrequencies()
  frequency = 0
  for (let high = 0; high < 16; high++) {
    if (((halves >>> (16 + high)) & 1) === 0) continue
    for (let low = 0; low < 16; low++) {
      if ((halves >>> low) & 1) frequency += frequencyOfCode[16 * high + low]!
    }
  }
  frequencies.set(halves, frequency)
  return frequency
}

function codeFrequencies(): Float64Array {
  const each = new Float64Array(256)
  for (let unit = 0; unit < 0x10000; unit++) each[codeOf(unit)]! += frequencyOf(unit)
  return each
}
