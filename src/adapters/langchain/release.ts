import { AIMessageChunk, type BaseMessage } from '@langchain/core/messages'
import type { CheckOptions, Verdict } from '../../core/types.js'
import type { Firewall } from '../../firewall/firewall.js'
import { keptFields, spokenText, toolCallChunks, toolCalls } from './messages.js'

/**
 * The message a reader gets: the checked text, the tool calls if text and calls together were released whole,
 * and nothing besides. Reasoning, citations and other blocks were not judged, so they stay behind. It is a
 * chunk, which LangChain's structured output asks for.
 */
export async function checkedMessage(
  firewall: Firewall,
  message: BaseMessage,
  options: CheckOptions,
): Promise<AIMessageChunk> {
  const verdict = await firewall.check(message.text, options)
  const last = await closingFields(firewall, message, verdict, options)
  const id = message.id === undefined ? {} : { id: message.id }
  return new AIMessageChunk({ ...last, ...id, content: verdict.text + last.content })
}

/** The chunk after the last word of a stream: what can be judged only when everything is there. */
export async function closingChunk(
  firewall: Firewall,
  whole: AIMessageChunk,
  verdict: Verdict,
  options: CheckOptions,
): Promise<AIMessageChunk> {
  return new AIMessageChunk(await closingFields(firewall, whole, verdict, options))
}

async function closingFields(
  firewall: Firewall,
  message: BaseMessage,
  verdict: Verdict,
  options: CheckOptions,
) {
  const calls = toolCalls(message)
  const judged = calls.length > 0 && verdict.action === 'release'
  const whole = judged ? await firewall.check(spokenText(message), options) : verdict
  const released = whole.action === 'release'
  const kept = keptFields(message)
  return {
    ...kept,
    content: released || !judged ? '' : noteOf(whole, verdict.text),
    tool_call_chunks: toolCallChunks(released ? calls : []),
    response_metadata: {
      ...kept.response_metadata,
      // For the application: why the tool was not called, and where the record of it is (ruling 18).
      ragwall: { action: whole.action, receipt: whole.receipt.id },
    },
  }
}

/** Tool calls were withheld from an answer whose text was fine: it says so, unless it says something anyway. */
function noteOf({ action, text }: Verdict, said: string): string {
  if (action === 'block' || action === 'hold') return said === '' ? text : `\n${text}`
  return said === '' ? '[REDACTED]' : ''
}
