import { z } from 'zod'
import type { AnalyzedSpan, Analyzer, EntityClass } from '../../core/ports.js'
import { createHttpAnalyzer, type OffsetUnit, offsetReader } from './http-analyzer.js'

/** A guardrail over HTTP, and how its answers are read. */
export interface GuardrailOptions {
  /** Names it in errors. */
  readonly name: string
  /** Exactly where the text is posted: redirections are not followed. */
  readonly url: string
  /** What its offsets count. */
  readonly unit: OffsetUnit
  /** Sent with every request: a token, say. */
  readonly headers?: Readonly<Record<string, string>>
  /** Rows of the action table for its entities; those that ragwall knows keep theirs, others are `high-risk`. */
  readonly classes?: Readonly<Record<string, EntityClass>>
}

const answers = z.object({
  /** `block`: the whole text must not go out, whatever is found in it. */
  action: z.enum(['allow', 'block']),
  findings: z
    .array(
      z.object({
        start: z.int(),
        end: z.int(),
        entity: z.string().min(1),
        score: z.number().min(0).max(1).default(1),
      }),
    )
    .default([]),
})

/**
 * Any guardrail that is asked `{ "text": … }` and answers
 * `{ "action": "allow" | "block", "findings": [{ "start", "end", "entity", "score"? }] }`; a few lines of a
 * function or a gateway make one of each cloud's. A blocked sentence is a finding of the rule `name`. Throws as
 * `createHttpAnalyzer` does.
 */
export function createGuardrailAnalyzer(options: GuardrailOptions): Analyzer {
  const { name, url, unit, headers, classes } = options
  return createHttpAnalyzer({
    name,
    url,
    ...(headers === undefined ? {} : { headers }),
    ...(classes === undefined ? {} : { classes }),
    request: (text) => ({ text }),
    response(answer, text) {
      const { action, findings } = answers.parse(answer)
      const place = offsetReader(text, unit)
      const spans: AnalyzedSpan[] = findings.map(({ start, end, entity, score }) => ({
        start: place(start),
        end: place(end),
        score,
        label: entity,
      }))
      if (action === 'block') spans.push({ start: 0, end: text.length, score: 1, label: name, rule: true })
      return spans
    },
  })
}
