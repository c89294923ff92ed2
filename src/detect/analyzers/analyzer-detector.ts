import { within } from '../../core/deadline.js'
import type { SecretKey } from '../../core/digest.js'
import { FirewallError, toFirewallError } from '../../core/errors.js'
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
import { rawSpan, surfaceIndex } from '../surface.js'
import { valueDigest } from '../values.js'
import { type Segment, segmentsOf } from './segments.js'

export interface AnalyzerDetectorOptions {
  readonly analyzer: Analyzer
  readonly values: KnownValueStore
  /** The key that the store's digests were made with. */
  readonly key: SecretKey
  /** Default 0.5. */
  readonly minScore?: number
  /** Only these are reported; all without. Rules always are. */
  readonly entities?: readonly string[]
}

/**
 * An analyzer that runs elsewhere as a detector. It is handed surface-folded sentences, each once and by itself,
 * so what it says does not depend on how the text was cut (law 2); a sentence that does not end is handed over
 * after `LIMITS.analyzerText` code units. It answers in `LIMITS.analyzerTime`, within the text it was given, or
 * the check fails: nothing is released on its silence.
 */
export function createAnalyzerDetector(options: AnalyzerDetectorOptions): Detector {
  const { analyzer, values, key, minScore = 0.5 } = options
  const wanted = options.entities === undefined ? undefined : new Set(options.entities)
  return {
    name: `analyzer ${analyzer.name}`,
    holdback: LIMITS.analyzerText,
    async detect(text, from, reader): Promise<DetectorStep> {
      const first = surfaceIndex(text, from)
      const { segments, open } = segmentsOf(text.surface, first, text.ended, LIMITS.analyzerText)
      const settled = text.ended ? text.raw.length : text.surfaceStart(open)
      const spans = await analyzeAll(analyzer, text, segments)
      const found = spans.filter(
        ({ score, label, rule }) => rule === true || (score >= minScore && (wanted?.has(label) ?? true)),
      )
      if (found.length === 0) return { detections: [], settled }
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

/** Spans in the whole surface text. A few sentences at a time; all of them, or an error. */
async function analyzeAll(
  analyzer: Analyzer,
  text: FoldedText,
  segments: readonly Segment[],
): Promise<AnalyzedSpan[]> {
  const spans: AnalyzedSpan[] = []
  for (let at = 0; at < segments.length; at += LIMITS.analyzerCalls) {
    const batch = segments.slice(at, at + LIMITS.analyzerCalls)
    const answers = await Promise.all(
      batch.map(async ({ start, end }) => {
        const sentence = text.surface.slice(start, end)
        if (sentence.trim() === '') return []
        const found = await analyze(analyzer, sentence)
        return found.map((span) => ({ ...span, start: span.start + start, end: span.end + start }))
      }),
    )
    for (const answer of answers) spans.push(...answer)
  }
  return spans
}

async function analyze(analyzer: Analyzer, sentence: string): Promise<readonly AnalyzedSpan[]> {
  const late = () => failed(analyzer, 'did not answer in time')
  let spans: readonly AnalyzedSpan[]
  try {
    const work = analyzer.analyze(sentence, AbortSignal.timeout(LIMITS.analyzerTime))
    spans = await within(LIMITS.analyzerTime, work, late)
  } catch (error) {
    throw toFirewallError(error, 'detector-failed', `the analyzer ${analyzer.name} failed`, HELP)
  }
  const sound =
    Array.isArray(spans) && spans.length <= sentence.length && spans.every((span) => isSpan(span, sentence))
  if (!sound) throw failed(analyzer, 'named places outside the text it was given')
  return spans
}

function isSpan(span: AnalyzedSpan, { length }: string): boolean {
  const { start, end, score, label } = span
  return (
    Number.isInteger(start) &&
    Number.isInteger(end) &&
    start >= 0 &&
    start < end &&
    end <= length &&
    score >= 0 &&
    score <= 1 &&
    typeof label === 'string' &&
    label !== ''
  )
}

const HELP = 'nothing was released; see that it runs where `analyzers` in the configuration says'

function failed(analyzer: Analyzer, what: string): FirewallError {
  return new FirewallError('detector-failed', `the analyzer ${analyzer.name} ${what}`, { help: HELP })
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

function canonicalOf(spelling: string): string {
  return spelling.normalize('NFC').trim()
}
