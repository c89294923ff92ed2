import type { FingerprintIndex, FingerprintPlace, FingerprintRun } from '../../src/core/ports.js'
import type { DocumentNumber } from '../../src/core/types.js'
import { matchFold } from '../../src/text/fold.js'

/** The k of the default guarantee: shorter runs anchor nothing. */
const K = 16

/**
 * The fingerprint port the plain way: keeps whole texts and looks for every window in every one of them. Holds
 * nothing on disk, so its owner adds everything again after a restart, as it would after a crash.
 */
export function createPlainFingerprints(guarantee = 39): FingerprintIndex & { readonly flushes: number } {
  const texts = new Map<DocumentNumber, Buffer>()
  const seen = new Set<DocumentNumber>()
  let flushes = 0
  const runsOf = (query: Uint8Array, length: number) => {
    const runs: FingerprintRun[] = []
    for (const [document, text] of texts) {
      for (let start = 0; start + length <= query.length; start++) {
        const window = query.subarray(start, start + length)
        for (let at = text.indexOf(window); at >= 0; at = text.indexOf(window, at + 1)) {
          if (start > 0 && at > 0 && query[start - 1] === text[at - 1]) continue
          let end = start + length
          while (
            end < query.length &&
            query[end] === text[at + end - start] &&
            at + end - start < text.length
          )
            end++
          runs.push({ start, end, document, sourceStart: at })
        }
      }
    }
    return runs
  }
  const occurrences = (kgram: Uint8Array) => {
    let count = 0
    for (const text of texts.values()) {
      for (let at = text.indexOf(kgram); at >= 0; at = text.indexOf(kgram, at + 1)) count += 1
    }
    return count
  }
  return {
    guarantee,
    get flushes() {
      return flushes
    },
    add(document, text) {
      if (seen.has(document)) throw new Error('a number is added once')
      seen.add(document)
      texts.set(document, Buffer.from(matchFold(text)))
    },
    remove(document) {
      texts.delete(document)
    },
    covers: () => true,
    documents: () => [...texts.keys()],
    search: (query, { minBytes = guarantee } = {}) => runsOf(query, Math.max(minBytes, guarantee)),
    anchors(query, { minBytes = K, copies = 64 } = {}) {
      return runsOf(query, Math.max(minBytes, K)).flatMap((run) => {
        const rarest = Math.min(...kgramsOf(query, run).map(occurrences))
        return rarest > copies ? [] : [{ ...run, copies: rarest }]
      })
    },
    places(query, { copies = 64 } = {}) {
      return Array.from({ length: Math.max(0, query.length - K + 1) }, (_, at) => {
        const kgram = query.subarray(at, at + K)
        if (occurrences(kgram) > copies) return []
        return [...texts].flatMap(([document, text]) => {
          const found: FingerprintPlace[] = []
          for (let source = text.indexOf(kgram); source >= 0; source = text.indexOf(kgram, source + 1)) {
            found.push({ at, document, source })
          }
          return found
        })
      }).flat()
    },
    lengthOf: (document) => texts.get(document)?.length,
    slice: (document, start, end) => texts.get(document)?.subarray(start, end),
    async flush() {
      flushes += 1
    },
    async compact() {},
    async close() {},
  }
}

function kgramsOf(query: Uint8Array, { start, end }: FingerprintRun): Uint8Array[] {
  return Array.from({ length: end - start - K + 1 }, (_, i) => query.subarray(start + i, start + i + K))
}
