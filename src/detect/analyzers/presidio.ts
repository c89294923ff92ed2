import { z } from 'zod'
import type { Analyzer, EntityClass } from '../../core/ports.js'
import { createHttpAnalyzer, offsetReader } from './http-analyzer.js'

/** A Presidio analyzer, and what is asked of it. */
export interface PresidioOptions {
  /** Names it in errors. */
  readonly name: string
  /** The analyzer's address, `/analyze` included. */
  readonly url: string
  /** As Presidio names it: `en`. */
  readonly language: string
  /** Asks for these only; all without. */
  readonly entities?: readonly string[]
  /** Asks for matches from this score on, 0 to 1. */
  readonly threshold?: number
  /** Sent with every request: a token, say. */
  readonly headers?: Readonly<Record<string, string>>
  /** Rows of the action table for entities that ragwall has no recognizer for; without one, `high-risk`. */
  readonly classes?: Readonly<Record<string, EntityClass>>
}

const results = z.array(
  z.object({ entity_type: z.string().min(1), start: z.int(), end: z.int(), score: z.number() }),
)

/**
 * Microsoft Presidio's analyzer service (POST /analyze, as in its OpenAPI description). It counts offsets in
 * code points, as Python does. Throws as `createHttpAnalyzer` does.
 */
export function createPresidioAnalyzer(options: PresidioOptions): Analyzer {
  const { name, url, language, entities, threshold, headers, classes } = options
  return createHttpAnalyzer({
    name,
    url,
    ...(headers === undefined ? {} : { headers }),
    ...(classes === undefined ? {} : { classes }),
    request: (text) => ({
      text,
      language,
      ...(entities === undefined ? {} : { entities }),
      ...(threshold === undefined ? {} : { score_threshold: threshold }),
    }),
    response(answer, text) {
      const place = offsetReader(text, 'codepoint')
      return results.parse(answer).map(({ entity_type: label, start, end, score }) => ({
        start: place(start),
        end: place(end),
        score,
        label,
      }))
    },
  })
}
