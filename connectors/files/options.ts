import { z } from 'zod'
import { FirewallError, nearest } from '../../src/core/errors.js'

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

/** The part of a sidecar that says who may read, for connectors that take it as an option. */
export const aclSchema = z.strictObject({
  allow: z.array(z.string().min(1)),
  deny: z.array(z.string().min(1)).default([]),
  classification: z.string().min(1).exactOptional(),
  compartments: z.array(z.string().min(1)).exactOptional(),
})
