import { z } from 'zod'
import { ERROR_CODES } from '../../core/errors.js'
import { ASSERTION_HEADER, PRINCIPAL_HEADER } from './caller.js'
import type { AnyObject, Route } from './routes/route.js'
import { problem } from './schemas/answers.js'

type Json = Readonly<Record<string, unknown>>

/** OpenAPI 3.1 of a table of routes; its schemas are JSON Schema 2020-12, as zod writes them. */
export function openApiOf(routes: readonly Route[], version: string): Json {
  const schemas: Record<string, Json> = {}
  const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
    const {
      $schema: _dialect,
      $defs = {},
      ...root
    } = z.toJSONSchema(schema, { io }) as unknown as {
      $schema: string
      $defs?: Record<string, Json>
    } & Json
    for (const [name, definition] of Object.entries($defs)) schemas[name] = atComponents(definition)
    const { id, ...rest } = root
    if (typeof id !== 'string') return atComponents(root)
    schemas[id] = atComponents(rest)
    return { $ref: `#/components/schemas/${id}` }
  }
  const paths: Record<string, Record<string, Json>> = {}
  for (const row of routes) {
    const operations = (paths[row.path] ??= {})
    operations[row.method] = operationOf(row, schemaOf)
  }
  schemaOf(problem, 'output')
  const { properties, ...described } = schemas['Problem']!
  const code = { type: 'string', enum: [...Object.keys(ERROR_CODES), 'internal'] }
  schemas['Problem'] = { ...described, properties: { ...(properties as Json), code } }
  return {
    openapi: '3.1.0',
    info: {
      title: 'ragwall',
      version,
      description:
        'Both doors of the firewall. The reader is the subject of the bearer token; errors are problem documents (RFC 9457).',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1))),
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: 'What stands beside it in an operation is the scope that the token must carry.',
        },
      },
    },
  }
}

function operationOf(row: Route, schemaOf: (schema: z.ZodType, io: 'input' | 'output') => Json): Json {
  const { scope, summary, params, query, body, answer, reads, idempotent } = row
  const { bodyType = 'application/json', answerTypes = ['application/json'], otherAnswers = {} } = row
  const parameters = [
    ...parametersOf('path', params, schemaOf),
    ...parametersOf('query', query, schemaOf),
    ...(reads
      ? [
          header(
            PRINCIPAL_HEADER,
            'The user on whose behalf a backend asks, with the scope `act`: `user:alice`.',
          ),
          header(
            ASSERTION_HEADER,
            'The same by a signed assertion: a JWT of an issuer that is accepted for it.',
          ),
        ]
      : []),
    ...(idempotent
      ? [
          header(
            'idempotency-key',
            'A request that is sent again under its key is answered as before, and done once.',
          ),
        ]
      : []),
  ]
  const answers = schemaOf(answer, 'output')
  return {
    operationId: operationName(row),
    summary,
    ...(scope === undefined ? { security: [] } : { security: [{ bearer: [scope] }] }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined
      ? {}
      : { requestBody: { required: true, content: { [bodyType]: { schema: schemaOf(body, 'input') } } } }),
    responses: {
      200: {
        description: 'Done.',
        content: {
          ...Object.fromEntries(answerTypes.map((type) => [type, { schema: answers }])),
          ...Object.fromEntries(
            Object.entries(otherAnswers).map(([type, description]) => [
              type,
              { schema: { type: 'string', description } },
            ]),
          ),
        },
      },
      '4XX': problemAnswer('Refused: the request is to be changed, or may not be made.'),
      '5XX': problemAnswer('Failed: nothing was released.'),
    },
  }
}

function problemAnswer(description: string): Json {
  return {
    description,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  }
}

function parametersOf(
  place: 'path' | 'query',
  schema: AnyObject | undefined,
  schemaOf: (schema: z.ZodType, io: 'input') => Json,
): Json[] {
  return Object.entries(schema?.shape ?? {}).map(([name, member]) => {
    const { description, ...rest } = schemaOf(member as z.ZodType, 'input')
    return {
      name,
      in: place,
      required: place === 'path' || !z.safeParse(member as z.ZodType, undefined).success,
      ...(description === undefined ? {} : { description }),
      schema: rest,
    }
  })
}

function header(name: string, description: string): Json {
  return { name, in: 'header', required: false, description, schema: { type: 'string' } }
}

/** `postV1CheckStream`, `patchV1DocumentsIdAcl`. */
function operationName({ method, path }: Route): string {
  const words = path.split(/[^A-Za-z0-9]+/).filter((word) => word !== '')
  return method + words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join('')
}

/** The same schema, with its references where OpenAPI keeps schemas. */
function atComponents(schema: Json): Json {
  return JSON.parse(
    JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/'),
    (name, value) =>
      // Names are the keys they stand under.
      name === 'id' && typeof value === 'string' ? undefined : value,
  )
}
