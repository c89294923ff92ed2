import type { SecretKey } from '../../core/digest.js'
import { LIMITS } from '../../core/limits.js'
import type { Analyzer } from '../../core/ports.js'
import { surfaceFold } from '../../text/fold.js'
import { DEFAULT_MIN_SCORE, valueDigest } from '../values/index.js'
import { analyzeAll, canonicalOf } from './analyze.js'
import { segmentsOf } from './segments.js'

/** What an analyzer knows of a source: its values as the store keeps them, and names of people as they are written. */
export interface SourceValues {
  readonly values: readonly { readonly entity: string; readonly digest: string }[]
  readonly people: readonly string[]
}

/**
 * Asked about a source as it is asked about an answer, in the same sentences, so that the same value is the same on
 * both sides. Rules are about what is said and not about sources: they are left out. Throws `detector-failed`,
 * `aborted`.
 */
export async function analyzeSource(
  analyzer: Analyzer,
  texts: readonly string[],
  key: SecretKey,
  signal?: AbortSignal,
): Promise<SourceValues> {
  const values = new Map<string, { entity: string; digest: string }>()
  const people = new Set<string>()
  for (const text of texts) {
    const surface = surfaceFold(text)
    const { segments } = segmentsOf(surface, 0, true, LIMITS.analyzerText)
    for (const span of await analyzeAll(analyzer, surface, segments, signal)) {
      if (span.rule === true || span.score < DEFAULT_MIN_SCORE) continue
      const spelling = surface.slice(span.start, span.end)
      const digest = valueDigest(key, span.label, canonicalOf(spelling))
      values.set(digest, { entity: span.label, digest })
      if (span.label === 'PERSON') people.add(spelling)
    }
  }
  return { values: [...values.values()], people: [...people] }
}
