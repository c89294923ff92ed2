import { within } from '../../core/deadline.js'
import { FirewallError, toFirewallError } from '../../core/errors.js'
import { LIMITS } from '../../core/limits.js'
import type { AnalyzedSpan, Analyzer } from '../../core/ports.js'
import type { Segment } from './segments.js'

/**
 * What an analyzer says of the segments of a text, as spans of the whole: a few at a time, and all of them or an
 * error. It has `LIMITS.analyzerTime` for each and answers within the text it was given. Throws `detector-failed`,
 * `aborted`.
 */
export async function analyzeAll(
  analyzer: Analyzer,
  surface: string,
  segments: readonly Segment[],
  signal?: AbortSignal,
): Promise<AnalyzedSpan[]> {
  const spans: AnalyzedSpan[] = []
  for (let at = 0; at < segments.length; at += LIMITS.analyzerCalls) {
    if (signal?.aborted) throw new FirewallError('aborted', 'the caller cancelled the sync')
    const batch = segments.slice(at, at + LIMITS.analyzerCalls)
    const answers = await Promise.all(
      batch.map(async ({ start, end }) => {
        const sentence = surface.slice(start, end)
        if (sentence.trim() === '') return []
        const found = await analyze(analyzer, sentence)
        return found.map((span) => ({ ...span, start: span.start + start, end: span.end + start }))
      }),
    )
    for (const answer of answers) spans.push(...answer)
  }
  return spans
}

/** The form in which spellings of a value are compared. */
export function canonicalOf(spelling: string): string {
  return spelling.normalize('NFC').trim()
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
