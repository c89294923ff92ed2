import { FirewallError, toFirewallError } from '../core/errors.js'
import type { Embedder } from '../core/ports.js'
import { corrupt, type Database } from './database.js'
import { readNumber, readString, writeMeta } from './meta.js'
import { dot, normalizeVector } from './vectors.js'

/**
 * Texts whose vectors stand for an embedder without an `id` (docs/decisions.md#identity-of-an-embedder): two scripts,
 * numbers, a list. Their wording is part of the format; a change makes every store look as if its embedder had
 * changed.
 */
export const PROBE_TEXTS = [
  'The lease ends on the last day of March; either side may extend it by one year.',
  '四半期の売上は前年を下回ったが、在庫は計画どおりに減っている。',
  'pump 7, valve 12: open at 3.5 bar, close below 2.1 bar, log every 15 minutes',
] as const

/** Vectors of one model agree with themselves up to rounding; those of two models do not come near. */
const SAME = 0.999

/** What tells one embedder from another. */
export type EmbedderIdentity =
  | { readonly id: string }
  | { readonly dimension: number; readonly probes: readonly (readonly number[])[] }

/** Asks an embedder who it is. Throws `embedder-invalid`. */
export async function identify(embedder: Embedder): Promise<EmbedderIdentity> {
  if (embedder.id !== undefined) return { id: embedder.id }
  const vectors = await embed((texts) => embedder.embedDocuments(texts), [...PROBE_TEXTS])
  return { dimension: vectors[0]!.dimension, probes: vectors.map(({ unit }) => [...unit]) }
}

/** Embeds and checks: one finite vector per text, all of one dimension. Throws `embedder-invalid`. */
export async function embed(
  embedTexts: (texts: string[]) => Promise<number[][]>,
  texts: string[],
  dimension?: number,
): Promise<{ readonly dimension: number; readonly unit: Float32Array }[]> {
  let vectors: unknown
  try {
    vectors = await embedTexts(texts)
  } catch (error) {
    throw toFirewallError(error, 'embedder-invalid', 'the embedder failed')
  }
  if (!Array.isArray(vectors) || vectors.length !== texts.length) {
    throw new FirewallError('embedder-invalid', 'the embedder did not return one vector per text')
  }
  const expected = dimension ?? (vectors[0] as ArrayLike<number> | undefined)?.length
  return vectors.map((vector: unknown) => {
    if (!Array.isArray(vector) && !ArrayBuffer.isView(vector)) {
      throw new FirewallError('embedder-invalid', 'the embedder returned something that is not a vector')
    }
    const numbers = vector as ArrayLike<number>
    return { dimension: numbers.length, unit: normalizeVector(numbers, expected) }
  })
}

export function sameEmbedder(stored: EmbedderIdentity, now: EmbedderIdentity): boolean {
  if ('id' in stored || 'id' in now) return 'id' in stored && 'id' in now && stored.id === now.id
  if (stored.dimension !== now.dimension || stored.probes.length !== now.probes.length) return false
  return stored.probes.every((probe, i) => {
    const other = now.probes[i]!
    return dot(normalizeVector(probe), normalizeVector(other, probe.length), 0) >= SAME
  })
}

export function embedderChanged(): FirewallError {
  return new FirewallError('embedder-changed', 'the stored vectors come from another embedder', {
    help: 'configure the one they were made with, or embed everything again with `ragwall sync --reindex`',
  })
}

/** Identity, dimension and generation of the stored vectors, as far as there are any. */
export interface VectorState {
  readonly identity: EmbedderIdentity | undefined
  readonly dimension: number | undefined
  readonly generation: number
}

export function readVectorState(database: Database): VectorState {
  const dimension = readNumber(database, 'dimension', 0)
  return {
    identity: parseIdentity(readString(database, 'embedder')),
    dimension: dimension === 0 ? undefined : dimension,
    generation: readNumber(database, 'vector-generation', 1),
  }
}

export function writeVectorState(database: Database, state: VectorState): void {
  if (state.identity !== undefined) writeMeta(database, 'embedder', JSON.stringify(state.identity))
  writeMeta(database, 'dimension', state.dimension ?? 0)
  writeMeta(database, 'vector-generation', state.generation)
}

function parseIdentity(text: string | undefined): EmbedderIdentity | undefined {
  if (text === undefined) return undefined
  try {
    const identity = JSON.parse(text) as EmbedderIdentity
    if ('id' in identity ? typeof identity.id === 'string' : Array.isArray(identity.probes)) return identity
  } catch {}
  throw corrupt('the identity of the embedder')
}
