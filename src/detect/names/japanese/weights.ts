import { readAsset } from '../../../core/assets.js'
import { FEATURE_BITS } from './features.js'
import { NAME_KINDS } from './scores.js'

/** What the trained model weighs, as `marginalsOf` wants it: one byte each, some 4 MB in memory. */
export interface Model {
  readonly weights: Int8Array
  readonly scale: number
}

/** Weights in bytes: `scale` is what a step is worth. Anything below half a step is nothing. */
export function quantize(weights: Float32Array, most: number): Model {
  const scale = most / 127
  return {
    scale,
    weights: Int8Array.from(weights, (weight) => Math.max(-127, Math.min(127, Math.round(weight / scale)))),
  }
}

/** Rows that are not zero: a bit for each row, then the rows. */
export function encodeWeights({ weights }: Model): Uint8Array {
  const kinds = NAME_KINDS.length
  const rows = 1 << FEATURE_BITS
  const present = new Uint8Array(rows >> 3)
  const kept: Int8Array[] = []
  for (let row = 0; row < rows; row++) {
    const values = weights.subarray(row * kinds, (row + 1) * kinds)
    if (values.every((value) => value === 0)) continue
    present[row >> 3]! |= 1 << (row & 7)
    kept.push(values)
  }
  return Buffer.concat([present, ...kept.map((values) => new Uint8Array(values))])
}

function decodeWeights(all: Uint8Array): Int8Array {
  const kinds = NAME_KINDS.length
  const rows = 1 << FEATURE_BITS
  const weights = new Int8Array(rows * kinds)
  for (let row = 0, at = rows >> 3; row < rows; row++) {
    if (((all[row >> 3]! >> (row & 7)) & 1) === 0) continue
    for (let kind = 0; kind < kinds; kind++) weights[row * kinds + kind] = all[at++]!
  }
  return weights
}

let shared: Model | undefined

export function model(): Model {
  return (shared ??= load())
}

function load(): Model {
  const asset = readAsset('japanese-name-weights')
  return { weights: decodeWeights(asset.part('weights')), scale: asset.number('scale') }
}
