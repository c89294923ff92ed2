import { AIMessage, AIMessageChunk, type BaseMessage } from '@langchain/core/messages'
import type { Turn } from '../../core/types.js'
import { strings } from '../../firewall/structured.js'
import { blocksOf, withoutText, wordsOf } from './blocks.js'

type ToolCalls = NonNullable<AIMessage['tool_calls']>

/** Earlier messages as the firewall's turns. What LangChain calls human is the reader. */
export function turnsOf(messages: readonly BaseMessage[]): Turn[] {
  return messages.flatMap((message): Turn[] => {
    const role = ROLES[message.getType()]
    return role === undefined ? [] : [{ role, content: message.text }]
  })
}

const ROLES: Readonly<Record<string, Turn['role']>> = {
  human: 'user',
  ai: 'assistant',
  system: 'system',
  developer: 'system',
  tool: 'tool',
  function: 'tool',
}

/**
 * Everything of a model's message that a reader, a tool or a tracer could read, as one text: its text, reasoning
 * and citations, and the names and arguments of its tool calls twice, once with their keys, whose words are
 * context (`card:`), and once without, so that a text cut up over several arguments is whole again.
 */
export function spokenText(message: BaseMessage): string {
  const calls = toolCalls(message)
  const named = calls.flatMap(({ name, args }) => [name, ...strings(args, true)])
  const bare = calls.flatMap(({ args }) => strings(args, false))
  const beside = wordsOf(withoutText(blocksOf(message)))
  return [message.text, ...beside, ...bare, ...named].filter((text) => text !== '').join('\n')
}

export function toolCalls(message: BaseMessage): ToolCalls {
  return isAnswer(message) ? (message.tool_calls ?? []) : []
}

/** Tool calls in the form that survives the joining of chunks. Index 0 is the text's, where blocks are counted. */
export function toolCallChunks(calls: ToolCalls): NonNullable<AIMessageChunk['tool_call_chunks']> {
  return calls.map(({ name, args, id }, index) => ({
    type: 'tool_call_chunk',
    name,
    args: JSON.stringify(args),
    index: index + 1,
    ...(id === undefined ? {} : { id }),
  }))
}

/**
 * What is passed on beside the words. Providers put words there too (token probabilities, raw responses), so
 * it is a list of what is known to be none, and a shape that has no room for them.
 */
export function keptFields(message: BaseMessage) {
  const usage = isAnswer(message) ? message.usage_metadata : undefined
  return {
    response_metadata: keptMetadata(message.response_metadata),
    ...(usage === undefined ? {} : { usage_metadata: numbersOf(usage) as typeof usage }),
  }
}

const KEPT = ['finish_reason', 'stop_reason', 'model_name', 'model', 'system_fingerprint', 'service_tier']

export function keptMetadata(metadata: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return Object.fromEntries(
    KEPT.map((key) => [key, metadata[key]] as const).filter(([, value]) => isIdentifier(value)),
  )
}

function isIdentifier(value: unknown): boolean {
  return typeof value === 'string' && /^[\w.:/@-]{1,64}$/.test(value)
}

/** The counts in a usage record, however deep. */
export function numbersOf(record: object): Record<string, unknown> {
  const kept: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(record)) {
    if (typeof value === 'number') kept[key] = value
    if (typeof value === 'object' && value !== null) kept[key] = numbersOf(value)
  }
  return kept
}

function isAnswer(message: BaseMessage): message is AIMessage | AIMessageChunk {
  return AIMessage.isInstance(message) || AIMessageChunk.isInstance(message)
}
