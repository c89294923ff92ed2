import { z } from 'zod'
import { sidecarSchema } from '../../connectors/files/acl.js'
import { filesOptionsSchema, trainingOptionsSchema } from '../../connectors/files/options.js'
import { configSchema } from '../../src/core/config.js'
import { servicePolicySchema } from '../../src/core/policy-schema.js'
import { recognizerFileSchema } from '../../src/firewall/policy/recognizer-files.js'
import { directorySchema } from '../../src/labels/directory.js'

/** A part of a JSON Schema, as far as the reference page looks at it. */
export interface JsonSchema {
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly default?: unknown
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly additionalProperties?: boolean | JsonSchema
  readonly propertyNames?: JsonSchema
  readonly items?: JsonSchema
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly minimum?: number
  readonly exclusiveMinimum?: number
  readonly maximum?: number
}

/** A file that people write, and the schema it is checked with. */
export interface ConfigurationFile {
  /** Name of its schema: `config/schema/<name>.json`. */
  readonly name: string
  readonly title: string
  /** What the file is, for its section of the reference. */
  readonly about: string
  readonly schema: z.ZodType
}

export const CONFIGURATION_FILES: readonly ConfigurationFile[] = [
  {
    name: 'ragwall',
    title: 'config/ragwall.yaml',
    about: 'Where things lie, which levels there are, where documents come from, who may call.',
    schema: configSchema,
  },
  {
    name: 'service',
    title: 'config/services/*.yaml',
    about:
      'The policy of one service: what happens to which finding, when something is one, and what the service may handle at all.',
    schema: servicePolicySchema,
  },
  {
    name: 'principals',
    title: 'config/principals.yaml',
    about: 'Who is in which group, and who is cleared for what.',
    schema: directorySchema,
  },
  {
    name: 'recognizers',
    title: 'config/recognizers/*.yaml',
    about: 'Names and numbers of your own, each with the examples that prove it.',
    schema: recognizerFileSchema,
  },
  {
    name: 'acl',
    title: '.acl.yaml and <file>.acl.yaml',
    about:
      'Who may read what lies beside it: `.acl.yaml` speaks for its folder and everything below, `<file>.acl.yaml` for one file.',
    schema: sidecarSchema,
  },
]

/** The connectors that come with ragwall and are named in configuration, with the options they take beside `use`. */
export const CONNECTORS: Readonly<Record<string, z.ZodType>> = {
  files: filesOptionsSchema,
  training: trainingOptionsSchema,
}

/** JSON Schema (draft 2020-12) of a file as it is written, defaults left out. */
export function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { io: 'input' }) as JsonSchema
}
