import { AIMessage, AIMessageChunk, type BaseMessage } from '@langchain/core/messages'
import type { Turn, Verdict } from '../../core/types.js'

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
 * Everything of a model's message that a reader, a tool or a tracer could read, as one text: its text blocks
 * and every string among the arguments of its tool calls, so that neither hides what the other half of a
 * leak is in.
 */
export function spokenText(message: BaseMessage): string {
  return [message.text, ...toolCalls(message).flatMap(({ args }) => strings(args))]
    .filter((text) => text !== '')
    .join('\n')
}

/** The message a reader gets: as it was if it was released whole, else the verdict's text and nothing besides. */
export function releasedMessage(message: BaseMessage, { action, text }: Verdict): AIMessage {
  const { id, response_metadata } = message
  const usage =
    AIMessage.isInstance(message) || AIMessageChunk.isInstance(message) ? message.usage_metadata : undefined
  const kept = {
    ...(id === undefined ? {} : { id }),
    response_metadata,
    ...(usage === undefined ? {} : { usage_metadata: usage }),
  }
  if (action !== 'release') return new AIMessage({ ...kept, content: text })
  // Reasoning, citations and other blocks were not judged, so they stay behind.
  return new AIMessage({ ...kept, content: message.text, tool_calls: toolCalls(message) })
}

export function toolCalls(message: BaseMessage): NonNullable<AIMessage['tool_calls']> {
  return AIMessage.isInstance(message) || AIMessageChunk.isInstance(message) ? (message.tool_calls ?? []) : []
}

/** Tool calls in the form that survives the joining of chunks. */
export function toolCallChunks(
  calls: NonNullable<AIMessage['tool_calls']>,
): AIMessageChunk['tool_call_chunks'] {
  return calls.map(({ name, args, id }, index) => ({
    type: 'tool_call_chunk',
    name,
    args: JSON.stringify(args),
    index,
    ...(id === undefined ? {} : { id }),
  }))
}

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value === 'number') return [String(value)]
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, member]) => [key, ...strings(member)])
  return []
}
