import type { Block } from './blocks.js'
import { type Candidate, eachCandidate, FeatureReader } from './features.js'

/** What a candidate may be. `other`: products, events, buildings; known so that they are not taken for the rest. */
export const NAME_KINDS = ['person', 'location', 'organization', 'other'] as const
export type NameKind = (typeof NAME_KINDS)[number]
const KINDS = NAME_KINDS.length

/** Weight of a feature for a kind at [feature × number of kinds + kind]. */
export type Weights = Float32Array | Int8Array

/** Candidates of a block, by beginning and then by end, with their scores. */
export interface Scored {
  readonly count: number
  /** In the block's text. */
  readonly starts: ArrayLike<number>
  readonly ends: ArrayLike<number>
  /** By candidate × kind: the sum of the weights of its features, in the weights' unit. */
  readonly scores: ArrayLike<number>
}

export interface Marginals {
  /** By candidate × kind: how likely it is that this candidate is a name of this kind, given the whole block. */
  readonly of: Float64Array
  /** Natural logarithm of the sum over all readings of the block. */
  readonly logTotal: number
  readonly scores: Float64Array
}

const reader = new FeatureReader()
let starts = new Int32Array(512)
let ends = new Int32Array(512)
let scores = new Float64Array(512 * KINDS)
/** By place × kind; of characters once for short and once for long candidates, summed up to the place. */
let startSums = new Float64Array(128 * KINDS)
let endSums = new Float64Array(128 * KINDS)
let shortSums = new Float64Array(128 * KINDS)
let longSums = new Float64Array(128 * KINDS)

/**
 * The same numbers as by `candidatesOf` and `scored`, without a list: what hangs on a beginning, an end or a
 * character alone is added up once for all candidates that have it. Holds until the next call.
 */
export function scoreBlock(text: string, block: Block, weights: Weights): Scored {
  reader.open(text, block)
  makeRoom(reader)
  const { borders, borderCount } = reader
  for (let i = 0; i < borderCount; i++) {
    const place = borders[i]!
    reader.readStart(place)
    addWeights(weights, startSums, place, undefined)
    reader.readEnd(place)
    addWeights(weights, endSums, place, undefined)
  }
  shortSums.fill(0, reader.start * KINDS, (reader.start + 1) * KINDS)
  longSums.fill(0, reader.start * KINDS, (reader.start + 1) * KINDS)
  for (let place = reader.start; place < reader.end; place++) {
    reader.readCharacter(place, false)
    addWeights(weights, shortSums, place + 1, shortSums)
    reader.readCharacter(place, true)
    addWeights(weights, longSums, place + 1, longSums)
  }
  let count = 0
  eachCandidate(reader, (s, e) => {
    reader.readPair()
    starts[count] = s + reader.from
    ends[count] = e + reader.from
    addWeights(weights, scores, count, undefined)
    const characters = e - s > 4 ? longSums : shortSums
    for (let kind = 0; kind < KINDS; kind++) {
      scores[count * KINDS + kind]! +=
        startSums[s * KINDS + kind]! +
        endSums[e * KINDS + kind]! +
        characters[e * KINDS + kind]! -
        characters[s * KINDS + kind]!
    }
    count += 1
  })
  return { count, starts, ends, scores }
}

function makeRoom({ end, borderCount }: FeatureReader): void {
  const most = (borderCount * borderCount) / 2 + 1
  if (most > starts.length) {
    starts = new Int32Array(2 * most)
    ends = new Int32Array(2 * most)
    scores = new Float64Array(2 * most * KINDS)
  }
  if ((end + 2) * KINDS > startSums.length) {
    const room = 2 * (end + 2) * KINDS
    startSums = new Float64Array(room)
    endSums = new Float64Array(room)
    shortSums = new Float64Array(room)
    longSums = new Float64Array(room)
  }
}

/** Sums of the weights of the features read last into row `at`, on top of the row before it in `before`. */
function addWeights(
  weights: Weights,
  sums: Float64Array,
  at: number,
  before: Float64Array | undefined,
): void {
  const { features, count } = reader
  let person = 0
  let location = 0
  let organization = 0
  let other = 0
  for (let i = 0; i < count; i++) {
    const row = features[i]! * KINDS
    person += weights[row]!
    location += weights[row + 1]!
    organization += weights[row + 2]!
    other += weights[row + 3]!
  }
  const to = at * KINDS
  sums[to] = person + (before?.[to - 4] ?? 0)
  sums[to + 1] = location + (before?.[to - 3] ?? 0)
  sums[to + 2] = organization + (before?.[to - 2] ?? 0)
  sums[to + 3] = other + (before?.[to - 1] ?? 0)
}

/** Candidates with their features listed, scored one by one. */
export function scored(candidates: readonly Candidate[], weights: Weights): Scored {
  const sums = new Float64Array(candidates.length * KINDS)
  for (const [i, { features }] of candidates.entries()) {
    for (const feature of features) {
      for (let kind = 0; kind < KINDS; kind++) sums[i * KINDS + kind]! += weights[feature * KINDS + kind]!
    }
  }
  return {
    count: candidates.length,
    starts: candidates.map(({ start }) => start),
    ends: candidates.map(({ end }) => end),
    scores: sums,
  }
}

/**
 * A semi-Markov conditional random field of order zero (Sarawagi and Cohen, 2004): a block is read as names and
 * single characters that are none, the weight of a reading is the product of its names' weights, and names
 * do not overlap. `scale` is what a unit of the weights is worth.
 */
export function marginalsOf(block: Block, { count, starts, ends, scores }: Scored, scale: number): Marginals {
  const length = block.end - block.start
  const scaled = new Float64Array(count * KINDS)
  const sums = new Float64Array(count)
  /** The last candidate that ends at a place, and for each the one before it that ends there too. */
  const lastEnding = new Int32Array(length + 1).fill(-1)
  const nextEnding = new Int32Array(count)
  for (let i = 0; i < count; i++) {
    for (let kind = 0; kind < KINDS; kind++) scaled[i * KINDS + kind] = scores[i * KINDS + kind]! * scale
    sums[i] = logSumOf(scaled, i * KINDS)
    const end = ends[i]! - block.start
    nextEnding[i] = lastEnding[end]!
    lastEnding[end] = i
  }
  const forward = new Float64Array(length + 1)
  for (let place = 1; place <= length; place++) {
    let most = forward[place - 1]!
    for (let i = lastEnding[place]!; i >= 0; i = nextEnding[i]!)
      most = Math.max(most, forward[starts[i]! - block.start]! + sums[i]!)
    let sum = Math.exp(forward[place - 1]! - most)
    for (let i = lastEnding[place]!; i >= 0; i = nextEnding[i]!)
      sum += Math.exp(forward[starts[i]! - block.start]! + sums[i]! - most)
    forward[place] = most + Math.log(sum)
  }
  const backward = new Float64Array(length + 1)
  // By beginning, so those of one place lie side by side.
  for (let place = length - 1, to = count; place >= 0; place--) {
    let from = to
    while (from > 0 && starts[from - 1] === place + block.start) from -= 1
    let most = backward[place + 1]!
    for (let i = from; i < to; i++) most = Math.max(most, backward[ends[i]! - block.start]! + sums[i]!)
    let sum = Math.exp(backward[place + 1]! - most)
    for (let i = from; i < to; i++) sum += Math.exp(backward[ends[i]! - block.start]! + sums[i]! - most)
    backward[place] = most + Math.log(sum)
    to = from
  }
  const logTotal = forward[length]!
  const of = new Float64Array(count * KINDS)
  for (let i = 0; i < count; i++) {
    const around = forward[starts[i]! - block.start]! + backward[ends[i]! - block.start]! - logTotal
    for (let kind = 0; kind < KINDS; kind++)
      of[i * KINDS + kind] = Math.exp(scaled[i * KINDS + kind]! + around)
  }
  return { of, logTotal, scores: scaled }
}

/**
 * What the marginals of all candidates add up to at most: a name's is no more than its own weight, since the
 * reading with nothing in its place has the weight 1 there.
 */
export function sumAtMost({ count, scores }: Scored, scale: number): number {
  let sum = 0
  // The last kind, `other`, is nobody's name.
  for (let i = 0; i < count * KINDS; i++) if ((i & 3) !== 3) sum += Math.exp(scores[i]! * scale)
  return sum
}

function logSumOf(values: Float64Array, at: number): number {
  const most = Math.max(values[at]!, values[at + 1]!, values[at + 2]!, values[at + 3]!)
  let sum = 0
  for (let kind = 0; kind < KINDS; kind++) sum += Math.exp(values[at + kind]! - most)
  return most + Math.log(sum)
}
