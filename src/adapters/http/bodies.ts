import { z } from 'zod'
import { FirewallError, nearest } from '../../core/errors.js'
import { LIMITS } from '../../core/limits.js'

/** Request bodies. Every object is strict: a member that is not here is refused, never ignored. */

const id = z.string().min(1).max(LIMITS.idLength)
const ids = z.array(id).max(LIMITS.aclEntries)
const clearance = z.strictObject({ level: id, compartments: ids })
const label = z.strictObject({
  level: id,
  compartments: ids,
  allow: z.array(ids).max(LIMITS.aclEntries),
  deny: ids,
})
const reader = z.strictObject({ id, groups: ids, clearance })
const turn = z.strictObject({ role: z.enum(['user', 'assistant', 'system', 'tool']), content: z.string() })
const conversation = z.array(turn)
const foreign = z.strictObject({ text: z.string(), label, id: id.exactOptional() })

const call = { service: id.exactOptional(), session: id.exactOptional() }

export const retrieveBody = z.strictObject({
  query: z.string(),
  k: z.int().min(1).max(LIMITS.retrievedChunks).exactOptional(),
  ...call,
})

export const inspectBody = z.strictObject({
  prompt: z.string(),
  conversation: conversation.exactOptional(),
  task: id.exactOptional(),
  ...call,
})

export const checkBody = z.strictObject({
  answer: z.string(),
  conversation: conversation.exactOptional(),
  retrieved: z
    .array(z.union([id, foreign]))
    .max(LIMITS.retrievedChunks)
    .exactOptional(),
  audience: z
    .array(z.union([reader, clearance]))
    .max(LIMITS.aclEntries)
    .exactOptional(),
  task: id.exactOptional(),
  ...call,
})

export type RetrieveBody = z.output<typeof retrieveBody>
export type InspectBody = z.output<typeof inspectBody>
export type CheckBody = z.output<typeof checkBody>

/** Members that people put into a body to say who is asking. */
const IDENTITY = new Set(['principal', 'subject', 'actor', 'user', 'userId', 'groups', 'clearance'])

/**
 * The body as the schema reads it. Throws `request-invalid`, which names members of the schema only: a
 * misplaced key may be a sentence of somebody's document.
 */
export function parseBody<Shape extends z.core.$ZodShape>(
  schema: z.ZodObject<Shape, z.core.$strict>,
  body: unknown,
): z.output<z.ZodObject<Shape, z.core.$strict>> {
  const result = schema.safeParse(body, { reportInput: true })
  if (result.success) return result.data
  const issue = result.error.issues[0]!
  if (issue.code === 'unrecognized_keys')
    throw unknownMember(issue.keys, issue.path, Object.keys(schema.shape))
  const at = pathName(issue.path)
  const missing = issue.code === 'invalid_type' && issue.input === undefined && at !== ''
  throw new FirewallError(
    'request-invalid',
    at === '' ? 'the body is not a JSON object' : `\`${at}\` is ${missing ? 'missing' : 'not valid'}`,
    { help: expectation(issue) },
  )
}

function unknownMember(
  keys: readonly string[],
  path: readonly PropertyKey[],
  known: readonly string[],
): FirewallError {
  if (path.length === 0 && keys.some((key) => IDENTITY.has(key))) {
    return new FirewallError('request-invalid', 'the body says who is asking', {
      help:
        'the reader is the subject of the bearer token; a backend whose token has the scope `act` names the user ' +
        'in the header `Ragwall-Principal`',
    })
  }
  const at = pathName(path)
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

function pathName(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '')
}
