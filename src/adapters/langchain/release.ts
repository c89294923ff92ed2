import { AIMessageChunk, type BaseMessage, type MessageContent } from '@langchain/core/messages'
import { isLeak } from '../../core/leak.js'
import type { CheckOptions, Finding, Verdict } from '../../core/types.js'
import type { Firewall } from '../../firewall/firewall.js'
import { blocksOf, withoutText } from './blocks.js'
import { keptFields, spokenText, toolCallChunks, toolCalls } from './messages.js'
import { rememberOrigin } from './origins.js'

/** When a tool call is withheld: see `ProtectModelOptions`. */
export interface ReleaseRules {
  readonly toolCalls?: 'leaks' | 'whole'
}

/** What is left of a message, and the verdict on all of it. */
export interface Checked {
  readonly message: AIMessageChunk
  readonly verdict: Verdict
}

/**
 * The message a reader gets: the checked text; reasoning, citations and tool calls if all of it was released
 * whole; nothing besides. It is a chunk, which LangChain's structured output asks for.
 */
export async function checkedMessage(
  firewall: Firewall,
  message: BaseMessage,
  options: CheckOptions,
  rules: ReleaseRules = {},
): Promise<Checked> {
  const said = await firewall.check(message.text, options)
  const { fields, note, verdict } = await judgeRest(firewall, message, said, options, rules)
  const id = message.id === undefined ? {} : { id: message.id }
  const blocks = verdict.action === 'release' ? blocksOf(message) : []
  const content = blocks.length > 0 ? (blocks as MessageContent) : said.text + note
  return { message: new AIMessageChunk({ ...fields, ...id, content }), verdict }
}

/** The chunk after the last word of a stream: what can be judged only when everything is there. */
export async function closingChunk(
  firewall: Firewall,
  whole: AIMessageChunk,
  said: Verdict,
  options: CheckOptions,
  rules: ReleaseRules = {},
): Promise<Checked> {
  const { fields, note, verdict } = await judgeRest(firewall, whole, said, options, rules)
  const blocks = verdict.action === 'release' ? withoutText(blocksOf(whole)) : []
  const content = blocks.length > 0 ? (blocks as MessageContent) : note
  return { message: new AIMessageChunk({ ...fields, content }), verdict }
}

/** Judges what a message holds beside its text together with it, where the text alone was fine. */
async function judgeRest(
  firewall: Firewall,
  message: BaseMessage,
  said: Verdict,
  options: CheckOptions,
  { toolCalls: withheldFor = 'whole' }: ReleaseRules,
) {
  const calls = toolCalls(message)
  const more = (calls.length > 0 || blocksOf(message).length > 0) && said.action === 'release'
  const judged = more ? await firewall.check(spokenText(message), options) : said
  const callable =
    more && withheldFor === 'leaks' && judged.action === 'redact' && !judged.findings.some(withholdsCall)
  const verdict: Verdict = callable ? { ...judged, action: 'release' } : judged
  const released = verdict.action === 'release'
  const kept = keptFields(message)
  // Words that went out as they were, without the reasoning behind them, are an answer that was redacted.
  const action = more && !released && calls.length === 0 ? 'redact' : verdict.action
  rememberOrigin(firewall, verdict, options)
  return {
    verdict,
    note: calls.length > 0 && more && !released ? noteOf(verdict, said.text) : '',
    fields: {
      ...kept,
      tool_call_chunks: toolCallChunks(released ? calls : []),
      response_metadata: {
        ...kept.response_metadata,
        // For the application: why the tool was not called, and where the record of it is.
        ragwall: { action, receipt: verdict.receipt.id },
      },
    },
  }
}

/**
 * What a tool must not be called with where only `leaks` withhold a call: a leak, and whatever else was found
 * beside personal data. Personal data of which nobody knows whose it is, or which the reader knows, may go.
 */
function withholdsCall(finding: Finding): boolean {
  return finding.kind !== 'personal-data' || isLeak(finding)
}

/** Tool calls were withheld from an answer whose text was fine: it says so, unless it says something anyway. */
function noteOf({ action, text }: Verdict, said: string): string {
  if (action === 'block' || action === 'hold') return said === '' ? text : `\n${text}`
  return said === '' ? '[REDACTED]' : ''
}
