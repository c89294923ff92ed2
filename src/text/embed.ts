import { within } from '../core/deadline.js'
import { FirewallError, toFirewallError } from '../core/errors.js'
import { LIMITS } from '../core/limits.js'
import type { Embedder } from '../core/ports.js'

/** Texts per call: what hosted embedding interfaces accept, and small enough to show progress. */
const BATCH = 64

/** Vectors of all texts, checked: a wrong dimension or a NaN stored today is a wrong neighbor for ever. */
export async function embedAll(
  embedder: Embedder,
  texts: readonly string[],
  dimension: number,
): Promise<Float32Array[]> {
  const vectors: Float32Array[] = []
  for (let i = 0; i < texts.length; i += BATCH) {
    const batch = texts.slice(i, i + BATCH)
    const embedded = await called(() => embedder.embedDocuments(batch))
    if (!Array.isArray(embedded) || embedded.length !== batch.length) {
      throw invalid('the embedder returned another number of vectors than it was given texts')
    }
    for (const vector of embedded) vectors.push(checked(vector, dimension))
  }
  return vectors
}

export async function embedQuery(embedder: Embedder, text: string, dimension: number): Promise<Float32Array> {
  return checked(await called(() => embedder.embedQuery(text)), dimension)
}

/** The dimension of an embedder, learned from one vector. */
export async function probeDimension(embedder: Embedder): Promise<number> {
  const vector = await called(() => embedder.embedQuery('dimension'))
  if (!Array.isArray(vector) || vector.length === 0) throw invalid('the embedder returned no vector')
  return vector.length
}

async function called<Result>(call: () => Promise<Result>): Promise<Result> {
  try {
    return await within(LIMITS.embeddingTime, call(), late)
  } catch (error) {
    throw toFirewallError(
      error,
      'embedder-invalid',
      'the embedder failed',
      'check its key, its network and its limits',
    )
  }
}

function late(): FirewallError {
  return new FirewallError('embedder-invalid', 'the embedder did not answer in time', {
    help: 'check its network and its limits; nothing was stored or returned',
  })
}

function checked(vector: readonly number[], dimension: number): Float32Array {
  if (vector?.length !== dimension)
    throw invalid(`the embedder returned a vector of another dimension than ${dimension}`)
  // What is not a number would be converted, and a conversion may run somebody's code or throw.
  const copy = Float32Array.from(vector, (value: unknown) => (typeof value === 'number' ? value : Number.NaN))
  if (!copy.every(Number.isFinite)) throw invalid('the embedder returned a vector that is not finite')
  return copy
}

function invalid(message: string): FirewallError {
  return new FirewallError('embedder-invalid', message, {
    help: 'every text needs one finite vector of the same length',
  })
}
