import { z } from 'zod'
import { LIMITS } from '../../../core/limits.js'

/** The shapes of Presidio's REST services (microsoft.github.io/presidio, `api-docs`); what is not here is refused. */

const text = z.string().max(LIMITS.answerLength)
const name = z.string().min(1).max(LIMITS.idLength)

export const analyzeBody = z
  .strictObject({
    text: z.union([text, z.array(text).max(LIMITS.requestChanges)]),
    language: z.string().min(2).max(16).describe('Texts of every language are read alike.'),
    entities: z.array(name).max(LIMITS.requestChanges).exactOptional().describe('Default: everything.'),
    score_threshold: z.number().min(0).max(1).exactOptional(),
    allow_list: z
      .array(z.string())
      .max(LIMITS.aclEntries)
      .exactOptional()
      .describe('Values that are no findings.'),
    allow_list_match: z.literal('exact').exactOptional(),
    correlation_id: name.exactOptional(),
    return_decision_process: z.boolean().exactOptional().describe('There is none to return.'),
    trace: z.boolean().exactOptional(),
    context: z
      .array(z.string())
      .max(LIMITS.aclEntries)
      .exactOptional()
      .describe('Context is read from the text.'),
    ad_hoc_recognizers: z.array(z.unknown()).exactOptional().describe('Refused unless it is empty.'),
    regex_flags: z.int().exactOptional(),
  })
  .meta({ id: 'AnalyzeRequest' })

const count = z.int().min(0)

const result = z
  .strictObject({
    start: count.describe('In code points, as Python counts.'),
    end: count,
    score: z.number(),
    entity_type: z.string(),
    analysis_explanation: z.null(),
    recognition_metadata: z.strictObject({ recognizer_name: z.string(), recognizer_identifier: z.string() }),
  })
  .meta({ id: 'RecognizerResult' })

export const analyzeAnswer = z
  .union([z.array(result), z.array(z.array(result))])
  .meta({ id: 'AnalyzeAnswer', description: 'One list, or for a list of texts one list each.' })

const operator = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('replace'), new_value: z.string().exactOptional() }),
    z.strictObject({ type: z.literal('redact') }),
    z.strictObject({ type: z.literal('keep') }),
    z.strictObject({
      type: z.literal('mask'),
      masking_char: z.string().regex(/^.$/su, 'one character'),
      chars_to_mask: z.int(),
      from_end: z.boolean().exactOptional(),
    }),
    z.strictObject({
      type: z.literal('hash'),
      hash_type: z.enum(['sha256', 'sha512']).exactOptional(),
      salt: z.string().exactOptional(),
    }),
    z.strictObject({ type: z.literal('encrypt'), key: z.string() }),
  ])
  .meta({ id: 'AnonymizeOperator' })

export const anonymizeBody = z
  .strictObject({
    text,
    anonymizers: z
      .record(z.string(), operator)
      .exactOptional()
      .describe('By entity; `DEFAULT` for the others.'),
    analyzer_results: z.array(
      z.strictObject({
        start: count,
        end: count,
        score: z.number(),
        entity_type: name,
        analysis_explanation: z.unknown().exactOptional(),
        recognition_metadata: z.unknown().exactOptional(),
      }),
    ),
  })
  .meta({ id: 'AnonymizeRequest' })

export const anonymizeAnswer = z
  .strictObject({
    text: z.string(),
    items: z.array(
      z.strictObject({
        start: count,
        end: count,
        entity_type: z.string(),
        text: z.string(),
        operator: z.string(),
      }),
    ),
  })
  .meta({ id: 'AnonymizeAnswer', description: 'Offsets are those in the new text, from its end.' })

export type AnalyzeBody = z.output<typeof analyzeBody>
export type AnonymizeBody = z.output<typeof anonymizeBody>
