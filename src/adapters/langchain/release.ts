import { AIMessage, AIMessageChunk, type BaseMessage } from '@langchain/core/messages'
import type { CheckOptions, Verdict } from '../../core/types.js'
import type { Firewall } from '../../firewall/firewall.js'
import { keptFields, spokenText, toolCallChunks, toolCalls } from './messages.js'

/**
 * The message a reader gets: the checked text, the tool calls if text and calls together were released whole,
 * and nothing besides. Reasoning, citations and other blocks were not judged, so they stay behind.
 */
export async function checkedMessage(
  firewall: Firewall,
  message: BaseMessage,
  options: CheckOptions,
): Promise<AIMessage> {
  const verdict = await firewall.check(message.text, options)
  const { note, calls, metadata } = await closing(firewall, message, verdict, options)
  const kept = keptFields(message)
  return new AIMessage({
    ...kept,
    ...(message.id === undefined ? {} : { id: message.id }),
    content: verdict.text + note,
    tool_calls: calls,
    response_metadata: { ...kept.response_metadata, ...metadata },
  })
}

/** The chunk after the last word of a stream: what can be judged only when everything is there. */
export async function closingChunk(
  firewall: Firewall,
  whole: AIMessageChunk,
  verdict: Verdict,
  options: CheckOptions,
): Promise<AIMessageChunk> {
  const { note, calls, metadata } = await closing(firewall, whole, verdict, options)
  const kept = keptFields(whole)
  return new AIMessageChunk({
    ...kept,
    content: note,
    tool_call_chunks: toolCallChunks(calls),
    response_metadata: { ...kept.response_metadata, ...metadata },
  })
}

async function closing(firewall: Firewall, message: BaseMessage, verdict: Verdict, options: CheckOptions) {
  const calls = toolCalls(message)
  const whole =
    calls.length === 0 || verdict.action !== 'release'
      ? verdict
      : await firewall.check(spokenText(message), options)
  const released = whole.action === 'release'
  return {
    note: released || whole === verdict ? '' : noteOf(whole, verdict.text),
    calls: released ? calls : [],
    // For the application: why the tool was not called, and where the record of it is (ruling 18).
    metadata: { ragwall: { action: whole.action, receipt: whole.receipt.id } },
  }
}

/** Tool calls were withheld from an answer whose text was fine: it says so, unless it says something anyway. */
function noteOf({ action, text }: Verdict, said: string): string {
  if (action === 'block' || action === 'hold') return said === '' ? text : `\n${text}`
  return said === '' ? '[REDACTED]' : ''
}
