import { LIMITS } from '../../src/core/limits.js'
import { Unfit } from '../files/unfit.js'

/** Members that hold what a model learns, in the order they are read in. */
const MEMBERS = [
  'system',
  'messages',
  'conversations',
  'contents',
  'instruction',
  'prompt',
  'question',
  'input',
  'context',
  'completion',
  'response',
  'output',
  'answer',
  'chosen',
  'rejected',
  'text',
] as const

/**
 * The text of one fine-tuning record: a JSON string, or an object with any of `MEMBERS` (chat `messages`,
 * `prompt` and `completion`, `text`, …), each a string or a list of turns. Turns stand in paragraphs, without
 * their roles: a model repeats what was said, not who said it. Undefined for an empty line. Throws Unfit.
 */
export function recordText(bytes: Uint8Array): string | undefined {
  if (bytes.length > LIMITS.fileBytes) throw new Unfit('document-too-large', 'it is too long for one record')
  const value = parse(bytes)
  if (value === undefined) return undefined
  const parts = typeof value === 'string' ? [value] : membersOf(value).flatMap(textOf)
  const text = parts.filter((part) => part.trim() !== '').join('\n\n')
  if (text === '') {
    throw new Unfit(
      'document-invalid',
      `it holds no text under ${MEMBERS.map((name) => `\`${name}\``).join(', ')}`,
    )
  }
  if (text.length > LIMITS.documentLength)
    throw new Unfit('document-too-large', 'it is too long for one record')
  return text
}

function parse(bytes: Uint8Array): unknown {
  let json: string
  try {
    json = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Unfit('source-unreadable', 'it is not valid UTF-8')
  }
  if (json.trim() === '') return undefined
  try {
    return JSON.parse(json)
  } catch {
    throw new Unfit('document-invalid', 'it is not valid JSON')
  }
}

function membersOf(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return []
  return MEMBERS.flatMap((name) =>
    Object.hasOwn(value, name) ? [(value as Record<string, unknown>)[name]] : [],
  )
}

/** A string, a turn, a content part, or a list of these. Pictures and the like hold no text. */
function textOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.flatMap(textOf)
  if (typeof value !== 'object' || value === null) return []
  const turn = value as Record<string, unknown>
  return [
    ...['content', 'value', 'text', 'parts'].flatMap((name) => textOf(turn[name])),
    ...listOf(turn['tool_calls']).flatMap(argumentsOf),
  ]
}

/** What a model learned to hand to a tool it also learned. */
function argumentsOf(call: unknown): string[] {
  const { function: called } = (call ?? {}) as { function?: { arguments?: unknown } }
  const given = called?.arguments
  if (given === undefined) return []
  return [typeof given === 'string' ? given : JSON.stringify(given)]
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}
