import { LIMITS } from '../core/limits.js'
import type { Embedder } from '../core/ports.js'

/** An embedder, and whether it works. */
export interface WatchedEmbedder extends Embedder {
  /** The last call failed, or one has been open for longer than is waited for. */
  isFailing(): boolean
}

export function watchEmbedder(embedder: Embedder): WatchedEmbedder {
  let failed = false
  /** When the calls began that have not been answered, on a clock that nobody sets. */
  const open = new Set<{ readonly began: number }>()

  async function watched<Result>(call: () => Promise<Result>): Promise<Result> {
    const asked = { began: performance.now() }
    open.add(asked)
    try {
      const result = await call()
      failed = false
      return result
    } catch (error) {
      failed = true
      throw error
    } finally {
      open.delete(asked)
    }
  }

  return {
    ...(embedder.id === undefined ? {} : { id: embedder.id }),
    embedDocuments: (texts) => watched(() => embedder.embedDocuments(texts)),
    embedQuery: (text) => watched(() => embedder.embedQuery(text)),
    isFailing: () =>
      failed || [...open].some(({ began }) => performance.now() - began > LIMITS.embeddingTime),
  }
}
