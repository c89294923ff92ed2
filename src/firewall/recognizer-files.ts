import { z } from 'zod'
import { FirewallError } from '../core/errors.js'
import { LIMITS } from '../core/limits.js'
import type { Recognizer } from '../core/ports.js'
import { parseStrict, readYaml, yamlFiles } from '../core/schema.js'
import { pattern } from '../detect/pattern.js'

/** `config/recognizers/*.yaml`: recognizers as data, each with the examples that prove it. */

const text = z.string().min(1).max(LIMITS.recognizerLength)
const score = z.number().gt(0).max(1)

const recognizerSchema = z.strictObject({
  entity: z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'an entity name: `STAFF_NUMBER`'),
  class: z.enum(['name', 'contact', 'high-risk', 'secret']).describe('Its row of the action table.'),
  locales: z.array(z.string().min(1).max(40)).min(1).exactOptional(),
  regex: text.describe('Over surface-folded text: half width, no invisible characters, case kept.'),
  ignoreCase: z.boolean().default(false),
  keywords: z.array(text).min(1).max(1_000).exactOptional(),
  score: score.exactOptional(),
  context: z
    .strictObject({
      words: z.array(text).min(1).max(1_000),
      within: z.int().min(1).max(1_000).exactOptional(),
      score,
      required: z.boolean().exactOptional(),
    })
    .exactOptional(),
  examples: z.strictObject({
    match: z.array(z.union([text, z.strictObject({ text, value: text })])).min(1),
    noMatch: z.array(text).min(1),
  }),
})

const fileSchema = z.strictObject({ recognizers: z.array(recognizerSchema).max(10_000) })

/** Every `*.yaml` of a folder. Throws `recognizer-invalid` and what reading a configuration throws. */
export function loadRecognizers(folder: string): readonly Recognizer[] {
  return yamlFiles(folder).flatMap((file) => {
    const { recognizers } = parseStrict(fileSchema, readYaml(file), file)
    return recognizers.map(({ regex, ignoreCase, ...spec }) =>
      pattern({ ...spec, regex: compile(regex, ignoreCase, spec.entity, file) }),
    )
  })
}

function compile(source: string, ignoreCase: boolean, entity: string, file: string): RegExp {
  try {
    return new RegExp(source, ignoreCase ? 'iu' : 'u')
  } catch (error) {
    throw new FirewallError(
      'recognizer-invalid',
      `the expression of ${entity} in ${file} cannot be compiled`,
      {
        help: 'it is a JavaScript expression with the flag `u`',
        cause: error,
      },
    )
  }
}
