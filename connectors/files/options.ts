import { z } from 'zod'
import { FirewallError, nearest } from '../../src/core/errors.js'
import { sidecarSchema } from './acl.js'

/** Options from a configuration file: a wrong or unknown one is an error that names it, never a default. */
export function parseOptions<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  options: unknown,
  connector: string,
): z.infer<z.ZodObject<Shape>> {
  const parsed = schema.safeParse(options)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const known = Object.keys(schema.shape)
  if (issue?.code === 'unrecognized_keys' && issue.path.length === 0) {
    const close = nearest(issue.keys[0] ?? '', known)
    throw new FirewallError(
      'config-unknown-key',
      `the ${connector} connector has no option \`${issue.keys[0]}\``,
      {
        help: `options are ${known.join(', ')}${close === undefined ? '' : `; did you mean \`${close}\`?`}`,
      },
    )
  }
  const path = issue?.path.join('.') ?? ''
  throw new FirewallError(
    'config-invalid',
    `the option \`${path}\` of the ${connector} connector is not valid`,
    {
      help: issue?.message ?? '',
    },
  )
}

const text = z.string().min(1)
const name = text.exactOptional().describe('Cursors are stored under it.')
const globs = z.array(text)

/** The part of a sidecar that says who may read, for connectors that take it as an option. */
const aclSchema = z.strictObject({
  allow: z.array(text).describe('Any of these may read.'),
  deny: z.array(text).default([]).describe('None of these may read.'),
  classification: text.exactOptional().describe('A level, or a word that `classifications` maps to one.'),
  compartments: z.array(text).exactOptional().describe('All of them are demanded.'),
})

/** Options of `use: files`. */
export const filesOptionsSchema = z.strictObject({
  root: text.describe('The folder.'),
  name,
  prefix: z.string().exactOptional().describe('Stands before each id. Two folders need different ones.'),
  include: globs.exactOptional().describe('Globs of what is taken. Default every file with a reader.'),
  exclude: globs.exactOptional().describe('Globs of what is left out.'),
  defaults: sidecarSchema
    .omit({ inherit: true })
    .exactOptional()
    .describe("What holds above the root's own sidecar, in a sidecar's words."),
})

/** Options of `use: training`. */
export const trainingOptionsSchema = z.strictObject({
  path: text.describe('JSON Lines, gzipped if the name ends in `.gz`.'),
  acl: aclSchema.describe('Who may read the records themselves.'),
  name,
  kind: z
    .enum(['knowledge', 'training', 'prompt', 'canary', 'code'])
    .exactOptional()
    .describe('What the records are for. Default `training`.'),
  license: text.exactOptional().describe('SPDX id or policy name of the terms of reuse.'),
})
