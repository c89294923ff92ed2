import { dirname, resolve } from 'node:path'
import { z } from 'zod'
import { FirewallError } from '../../core/errors.js'
import { LIMITS } from '../../core/limits.js'
import type { Recognizer } from '../../core/ports.js'
import { parseStrict, readYaml, withLine, yamlFiles } from '../../core/schema.js'
import { dictionary, pattern } from '../../detect/values/index.js'
import { surfaceFold } from '../../text/fold.js'
import { readLines } from './lines.js'

/** `config/recognizers/*.yaml`: recognizers as data, each with the examples that prove it. */

const text = z.string().min(1).max(LIMITS.recognizerLength)
const score = z.number().gt(0).max(1)

const recognizerSchema = z.strictObject({
  entity: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]*$/, 'an entity name: `STAFF_NUMBER`')
    .describe('What the value is, in capitals.'),
  class: z.enum(['name', 'contact', 'high-risk', 'secret']).describe('Its row of the action table.'),
  locales: z
    .array(z.string().min(1).max(40))
    .min(1)
    .exactOptional()
    .describe('Language tags of the places it belongs to. Default everywhere.'),
  regex: text.describe('Over surface-folded text: half width, no invisible characters, case kept.'),
  ignoreCase: z.boolean().default(false).describe('Whether capitals are the same as small letters.'),
  allow: z.array(text).max(100_000).default([]).describe('Values that are none, compared after folding.'),
  keywords: z
    .array(text)
    .min(1)
    .max(1_000)
    .exactOptional()
    .describe('For speed: a match, or what stands before it, contains one of these.'),
  score: score.exactOptional().describe('How sure a match is. Default 0.8.'),
  context: z
    .strictObject({
      words: z.array(text).min(1).max(1_000).describe('They stand before the value.'),
      within: z.int().min(1).max(1_000).exactOptional().describe('Code units between them. Default 40.'),
      score: score.describe('How sure a match with such a word is.'),
      required: z.boolean().exactOptional().describe('Without such a word it is no match.'),
    })
    .exactOptional()
    .describe('Words that make a weak pattern strong.'),
  examples: z
    .strictObject({
      match: z
        .array(
          z.union([
            text,
            z.strictObject({
              text: text.describe('A text that holds one value.'),
              value: text.describe('The value in it.'),
            }),
          ]),
        )
        .min(1)
        .describe('Texts that are one match, or hold one.'),
      noMatch: z.array(text).min(1).describe('Texts that hold none.'),
    })
    .describe('Tried whenever the file is loaded.'),
})

const dictionarySchema = z.strictObject({
  entity: recognizerSchema.shape.entity,
  class: recognizerSchema.shape.class,
  locales: recognizerSchema.shape.locales,
  values: z.array(text).max(1_000_000).default([]).describe('Code names, customers, products.'),
  file: z.string().min(1).exactOptional().describe('More of them, one per line.'),
  except: z.array(text).max(100_000).exactOptional().describe('Longer texts in which a value is none.'),
  ignoreCase: z.boolean().exactOptional().describe('Default true.'),
  score: score.exactOptional().describe('How sure a match is. Default 0.9.'),
  examples: z
    .strictObject({
      match: recognizerSchema.shape.examples.shape.match,
      noMatch: z.array(text).default([]).describe('Texts that hold none.'),
    })
    .exactOptional()
    .describe('Besides the values, which are examples already.'),
})

/** One file of the folder. */
export const recognizerFileSchema = z.strictObject({
  recognizers: z.array(recognizerSchema).max(10_000).default([]).describe('Values by their shape.'),
  dictionaries: z.array(dictionarySchema).max(1_000).default([]).describe('Values by a list.'),
})

/** Every `*.yaml` of a folder. Throws `recognizer-invalid` and what reading a configuration throws. */
export function loadRecognizers(folder: string): readonly Recognizer[] {
  return yamlFiles(folder).flatMap((file) => {
    const value = readYaml(file)
    const { recognizers, dictionaries } = parseStrict(recognizerFileSchema, value, file)
    const at = (list: string, i: number) => withLine(file, value, [list, i])
    return [
      ...recognizers.map((spec, i) => placed(at('recognizers', i), () => patternOf(spec))),
      ...dictionaries.map((spec, i) => placed(at('dictionaries', i), () => dictionaryOf(spec, file))),
    ]
  })
}

/** What is wrong with a recognizer, and where it stands. */
function placed(place: string, make: () => Recognizer): Recognizer {
  try {
    return make()
  } catch (error) {
    if (!(error instanceof FirewallError) || error.code !== 'recognizer-invalid') throw error
    const { code, message, help, cause } = error
    throw new FirewallError(code, `${message} (${place})`, {
      ...(help === undefined ? {} : { help }),
      ...(cause === undefined ? {} : { cause }),
    })
  }
}

type RecognizerFile = z.output<typeof recognizerFileSchema>

function patternOf({
  regex,
  ignoreCase,
  allow,
  examples,
  ...spec
}: RecognizerFile['recognizers'][number]): Recognizer {
  const allowed = new Set(allow.map(fold))
  return pattern({
    ...spec,
    regex: compile(regex, ignoreCase, spec.entity),
    ...(allowed.size === 0 ? {} : { validate: (value: string) => !allowed.has(fold(value)) }),
    examples: { ...examples, noMatch: [...examples.noMatch, ...allow] },
  })
}

function fold(value: string): string {
  return surfaceFold(value).toLowerCase()
}

/** A list beside the file may be long; what it lists is found as if it stood in the file. */
function dictionaryOf(
  { file: list, values, ...spec }: RecognizerFile['dictionaries'][number],
  file: string,
): Recognizer {
  const listed = list === undefined ? [] : readLines(resolve(dirname(file), list))
  return dictionary({ ...spec, values: [...values, ...listed] })
}

function compile(source: string, ignoreCase: boolean, entity: string): RegExp {
  try {
    return new RegExp(source, ignoreCase ? 'iu' : 'u')
  } catch (error) {
    // What the engine says after the expression: "Invalid group", "Unterminated character class".
    const why = /: ([\w ]+)$/.exec((error as Error).message)?.[1]?.toLowerCase()
    throw new FirewallError('recognizer-invalid', `the expression of ${entity} cannot be compiled`, {
      help: `${why === undefined ? '' : `${why}; `}it is a JavaScript expression with the flag \`u\`, best in single quotes`,
      cause: error,
    })
  }
}
