import { z } from 'zod'
import { FirewallError, nearest } from '../../core/errors.js'
import type { AnyObject } from './routes/route.js'

/** Members that people put into a body to say who is asking. */
const IDENTITY = new Set(['principal', 'subject', 'actor', 'user', 'userId', 'groups', 'clearance'])

/**
 * The body as the schema reads it. Throws `request-invalid`, which names members of the schema only: a
 * misplaced key may be a sentence of somebody's document.
 */
export function parseBody<Schema extends AnyObject>(schema: Schema, body: unknown): z.output<Schema> {
  const result = schema.safeParse(body, { reportInput: true })
  if (result.success) return result.data
  const issue = result.error.issues[0]!
  if (issue.code === 'unrecognized_keys') throw unknownMember(issue.keys, issue.path, schema)
  const at = pathName(issue.path, schema)
  const missing = issue.code === 'invalid_type' && issue.input === undefined && at !== ''
  throw new FirewallError(
    'request-invalid',
    at === '' ? 'the body is not a JSON object' : `\`${at}\` is ${missing ? 'missing' : 'not valid'}`,
    { help: expectation(issue) },
  )
}

/** The query string likewise: each parameter once, and none that is not documented. */
export function parseQuery<Schema extends AnyObject>(schema: Schema, query: object): z.output<Schema> {
  const known = Object.keys(schema.shape)
  for (const [name, value] of Object.entries(query)) {
    if (!known.includes(name)) {
      throw new FirewallError('request-invalid', 'the query string has a parameter that is not documented', {
        help:
          known.length === 0
            ? 'this route takes none'
            : `parameters are ${known.map((one) => `\`${one}\``).join(', ')}`,
      })
    }
    if (typeof value !== 'string' || value === '') {
      throw new FirewallError('request-invalid', `\`${name}\` is not one value`, { help: 'give it once' })
    }
  }
  return parseBody(schema, query)
}

function unknownMember(
  keys: readonly string[],
  path: readonly PropertyKey[],
  schema: AnyObject,
): FirewallError {
  const known = Object.keys(schema.shape)
  if (path.length === 0 && keys.some((key) => IDENTITY.has(key))) {
    return new FirewallError('request-invalid', 'the body says who is asking', {
      help:
        'the reader is the subject of the bearer token; a backend whose token has the scope `act` names the user ' +
        'in the header `Ragwall-Principal`',
    })
  }
  const at = pathName(path, schema)
  if (at !== '') {
    return new FirewallError('request-invalid', `\`${at}\` has a member that is not documented`, {
      help: 'see the documented shape of this route',
    })
  }
  const close = nearest(keys[0] ?? '', known)
  const list = `members are ${known.map((name) => `\`${name}\``).join(', ')}`
  return new FirewallError('request-invalid', 'the body has a member that is not documented', {
    help: close === undefined ? list : `${list}; did you mean \`${close}\`?`,
  })
}

/** Only what the schema says, never what was sent. */
function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${issue.expected}`
    case 'invalid_value':
      return `expected one of ${issue.values.map((value) => `\`${String(value)}\``).join(', ')}`
    case 'too_big':
      return `at most ${issue.maximum}`
    case 'too_small':
      return `at least ${issue.minimum}`
    default:
      return 'see the documented shape of this route'
  }
}

/** Where something is wrong, as far as the schema has words for it: keys of a record are whoever sent them's. */
function pathName(path: readonly PropertyKey[], schema: AnyObject): string {
  const known = membersOf(schema)
  const foreign = path.findIndex((part) => typeof part === 'string' && !known.has(part))
  return (foreign < 0 ? path : path.slice(0, foreign))
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '')
}

const members = new WeakMap<AnyObject, ReadonlySet<string>>()

/** Every name that a schema gives a member, however deep. */
function membersOf(schema: AnyObject): ReadonlySet<string> {
  let known = members.get(schema)
  if (known === undefined) {
    const names = new Set<string>()
    JSON.stringify(z.toJSONSchema(schema, { io: 'input' }), (name, value) => {
      if (name === 'properties') for (const member of Object.keys(value)) names.add(member)
      return value
    })
    known = names
    members.set(schema, known)
  }
  return known
}
