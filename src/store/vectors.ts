import { FirewallError } from '../core/errors.js'

/** Vectors are kept at unit length in rows padded to a multiple of this, so that the loop needs no tail. */
const LANES = 8

/** Floats one stored vector of `dimension` takes. */
export function strideOf(dimension: number): number {
  return Math.ceil(dimension / LANES) * LANES
}

/**
 * The vector at unit length, padded to its stride; all zeros stay zeros (an empty text is like nothing).
 * Throws `embedder-invalid` for anything but finite numbers of the expected dimension.
 */
export function normalizeVector(vector: ArrayLike<number>, dimension?: number): Float32Array {
  if (vector.length === 0 || (dimension !== undefined && vector.length !== dimension)) {
    throw new FirewallError(
      'embedder-invalid',
      `a vector has ${vector.length} dimensions${dimension === undefined ? '' : `, not ${dimension}`}`,
      { help: 'one store takes vectors of one embedder; to change it run `ragwall sync --reindex`' },
    )
  }
  let squares = 0
  for (let i = 0; i < vector.length; i++) squares += vector[i]! * vector[i]!
  const length = Math.sqrt(squares)
  if (!Number.isFinite(length)) {
    throw new FirewallError('embedder-invalid', 'a vector holds a number that is not finite')
  }
  const unit = new Float32Array(strideOf(vector.length))
  if (length > 0) for (let i = 0; i < vector.length; i++) unit[i] = vector[i]! / length
  return unit
}

/**
 * Inner product of `query` with the row of `block` that starts at `offset`. One fixed order of additions, so
 * that the same two vectors give the same bits wherever they lie.
 */
export function dot(query: Float32Array, block: Float32Array, offset: number): number {
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  for (let i = 0, j = offset; i < query.length; i += LANES, j += LANES) {
    a += query[i]! * block[j]! + query[i + 4]! * block[j + 4]!
    b += query[i + 1]! * block[j + 1]! + query[i + 5]! * block[j + 5]!
    c += query[i + 2]! * block[j + 2]! + query[i + 6]! * block[j + 6]!
    d += query[i + 3]! * block[j + 3]! + query[i + 7]! * block[j + 7]!
  }
  return a + b + (c + d)
}
