import type { FingerprintRun, FingerprintStore } from '../../core/ports.js'

/**
 * A fingerprint store for detectors that ask the same question one after the other: a search of the same bytes
 * is made once. A text's bytes are only ever added to, so the same place in the same memory is the same question.
 */
export function shareSearches(fingerprints: FingerprintStore): FingerprintStore {
  const last = new WeakMap<ArrayBufferLike, Answer>()
  return {
    guarantee: fingerprints.guarantee,
    covers: (text, start, end) => fingerprints.covers(text, start, end),
    anchors: (query, options) => fingerprints.anchors(query, options),
    places: (query, options) => fingerprints.places(query, options),
    lengthOf: (document) => fingerprints.lengthOf(document),
    slice: (document, start, end) => fingerprints.slice(document, start, end),
    search(query, options = {}) {
      const { buffer, byteOffset: offset, length } = query
      // A `Buffer` may lie in memory that is handed out again.
      const plain = options.workLimit === undefined && options.copies === undefined
      if (query instanceof Buffer || !plain) return fingerprints.search(query, options)
      const known = last.get(buffer)
      if (
        known !== undefined &&
        known.offset === offset &&
        known.length === length &&
        known.minBytes === options.minBytes
      )
        return known.runs
      const runs = fingerprints.search(query, options)
      last.set(buffer, { offset, length, minBytes: options.minBytes, runs })
      return runs
    },
  }
}

interface Answer {
  readonly offset: number
  readonly length: number
  readonly minBytes: number | undefined
  readonly runs: readonly FingerprintRun[]
}
