import type { SecretKey } from '../../core/digest.js'
import { LIMITS } from '../../core/limits.js'
import type {
  AnalyzedSpan,
  Analyzer,
  Detection,
  Detector,
  DetectorStep,
  FoldedText,
  KnownValueStore,
  Reader,
} from '../../core/ports.js'
import type { DocumentNumber, Provenance } from '../../core/types.js'
import { rawSpan } from '../../text/surface.js'
import { DEFAULT_MIN_SCORE, valueDigest } from '../values/index.js'
import { analyzeAll, canonicalOf } from './analyze.js'
import { segmentsOf } from './segments.js'

export interface AnalyzerDetectorOptions {
  readonly analyzer: Analyzer
  readonly values: KnownValueStore
  /** The key that the store's digests were made with. */
  readonly key: SecretKey
  /** Default 0.5. */
  readonly minScore?: number
  /** Only these are reported; all without. Rules always are. */
  readonly entities?: readonly string[]
  /**
   * The text is the reader's own: every value in it is theirs. Whether a source that they may not read has it too is
   * not looked up, for the answer would tell.
   */
  readonly prompts?: boolean
}

/**
 * An analyzer that runs elsewhere as a detector. It is handed surface-folded sentences, each once and by itself,
 * so what it says does not depend on how the text was cut (law 2); a sentence that does not end is handed over
 * after `LIMITS.analyzerText` code units. It answers in `LIMITS.analyzerTime`, within the text it was given, or
 * the check fails: nothing is released on its silence.
 */
export function createAnalyzerDetector(options: AnalyzerDetectorOptions): Detector {
  const { analyzer, values, key, minScore = DEFAULT_MIN_SCORE, prompts = false } = options
  const wanted = options.entities === undefined ? undefined : new Set(options.entities)
  return {
    name: `analyzer ${analyzer.name}`,
    holdback: LIMITS.analyzerText,
    async detect(text, from, reader): Promise<DetectorStep> {
      const first = text.surfaceIndex(from)
      const { segments, open } = segmentsOf(text.surface, first, text.ended, LIMITS.analyzerText)
      const settled = text.ended ? text.raw.length : text.surfaceStart(open)
      const spans = await analyzeAll(analyzer, text.surface, segments)
      const found = spans.filter(
        ({ score, label, rule }) => rule === true || (score >= minScore && (wanted?.has(label) ?? true)),
      )
      if (found.length === 0) return { detections: [], settled }
      if (prompts) {
        const own = found.map((span) =>
          detectionOf(span, text.surface.slice(span.start, span.end), [], 'user', text),
        )
        return { detections: own, settled }
      }
      const spellings = found.map(({ start, end }) => text.surface.slice(start, end))
      const digests = found.map(({ label }, i) => valueDigest(key, label, canonicalOf(spellings[i]!)))
      const holders = await values.lookup(digests)
      const detections: Detection[] = []
      for (const [i, span] of found.entries()) {
        const sources = holders[i] ?? []
        const provenance = await provenanceOf(spellings[i]!, sources, reader)
        detections.push(detectionOf(span, spellings[i]!, sources, provenance, text))
      }
      return { detections, settled }
    },
  }
}

/** As in personal-data.ts, without the spellings that only a recognizer knows to be one value. */
async function provenanceOf(
  spelling: string,
  sources: readonly DocumentNumber[],
  reader: Reader,
): Promise<Provenance> {
  const classes = new Set(sources.map((source) => reader.classify(source)))
  const { foreign, ownTurns } = reader
  const holds = (text: FoldedText) => text.surface.includes(spelling)
  if (classes.has('permitted')) return 'permitted'
  if (foreign.some(({ permitted, text }) => permitted && holds(text))) return 'permitted'
  if (ownTurns.some(holds)) return 'user'
  const texts = (await reader.permittedTexts?.(spelling)) ?? []
  if (texts.some((text) => text.includes(spelling))) return 'permitted'
  if (classes.has('forbidden')) return 'forbidden'
  if (foreign.some(({ permitted, text }) => !permitted && holds(text))) return 'forbidden'
  return classes.has('training') ? 'training' : 'unknown'
}

function detectionOf(
  { start, end, score, label, rule }: AnalyzedSpan,
  spelling: string,
  sources: readonly DocumentNumber[],
  provenance: Provenance,
  text: FoldedText,
): Detection {
  const place = { ...rawSpan(text, start, end), score, sources }
  if (rule === true)
    return { ...place, kind: 'disclosure', rule: label, provenance: 'unknown', canonical: label }
  const canonical = `${label}:${canonicalOf(spelling)}`
  return { ...place, kind: 'personal-data', entity: label, provenance, canonical }
}
