import type { Block } from './blocks.js'
import type { Candidate } from './features.js'

/** What a candidate may be. `other`: products, events, buildings; known so that they are not taken for the rest. */
export const NAME_KINDS = ['person', 'location', 'organisation', 'other'] as const
export type NameKind = (typeof NAME_KINDS)[number]

/** Weight of a feature for a kind at [feature × number of kinds + kind]. */
export type Weights = Float32Array | Int8Array

export interface Marginals {
  /** By candidate × kind: how likely it is that this candidate is a name of this kind, given the whole block. */
  readonly of: Float64Array
  /** Natural logarithm of the sum over all readings of the block. */
  readonly logTotal: number
  readonly scores: Float64Array
}

/**
 * A semi-Markov conditional random field of order zero (Sarawagi and Cohen, 2004): a block is read as names and
 * single characters that are none, the weight of a reading is the product of its names' weights, and names
 * do not overlap. `scale` is what a unit of the weights is worth.
 */
export function marginalsOf(
  block: Block,
  candidates: readonly Candidate[],
  weights: Weights,
  scale: number,
): Marginals {
  const kinds = NAME_KINDS.length
  const length = block.end - block.start
  const scores = new Float64Array(candidates.length * kinds)
  const endingAt: number[][] = Array.from({ length: length + 1 }, () => [])
  for (const [i, { end, features }] of candidates.entries()) {
    endingAt[end - block.start]!.push(i)
    for (const feature of features) {
      for (let kind = 0; kind < kinds; kind++) {
        scores[i * kinds + kind]! += weights[feature * kinds + kind]! * scale
      }
    }
  }
  const sums = Float64Array.from(candidates, (_, i) => logSum(scores.subarray(i * kinds, (i + 1) * kinds)))
  const forward = new Float64Array(length + 1)
  for (let place = 1; place <= length; place++) {
    const ways = [forward[place - 1]!]
    for (const i of endingAt[place]!) ways.push(forward[candidates[i]!.start - block.start]! + sums[i]!)
    forward[place] = logSum(ways)
  }
  const backward = new Float64Array(length + 1)
  const ways: number[][] = Array.from({ length: length + 1 }, () => [])
  for (let place = length; place >= 0; place--) {
    if (place < length) {
      ways[place]!.push(backward[place + 1]!)
      backward[place] = logSum(ways[place]!)
    }
    for (const i of endingAt[place]!) {
      ways[candidates[i]!.start - block.start]!.push(backward[place]! + sums[i]!)
    }
  }
  const logTotal = forward[length]!
  const of = new Float64Array(candidates.length * kinds)
  for (const [i, { start, end }] of candidates.entries()) {
    const around = forward[start - block.start]! + backward[end - block.start]! - logTotal
    for (let kind = 0; kind < kinds; kind++) {
      of[i * kinds + kind] = Math.exp(scores[i * kinds + kind]! + around)
    }
  }
  return { of, logTotal, scores }
}

function logSum(values: ArrayLike<number>): number {
  let most = Number.NEGATIVE_INFINITY
  for (let i = 0; i < values.length; i++) if (values[i]! > most) most = values[i]!
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += Math.exp(values[i]! - most)
  return most + Math.log(sum)
}
