import type { BaseMessage } from '@langchain/core/messages'

/**
 * What a model's message holds beside its words and tool calls: reasoning and citations. It goes out as a whole
 * or not at all, because a refusal can stand in a text and in nothing else.
 */
export type Block = Exclude<BaseMessage['content'], string>[number]

/** Blocks that are made of words, in the shapes that providers give them. Anything else cannot be judged and stays behind. */
const READABLE: ReadonlySet<unknown> = new Set(['text', 'reasoning', 'thinking', 'tool_use', 'tool_call'])
/** Sealed by the provider: no model writes them and no reader can. Without them a provider refuses its own reasoning. */
const SEALED: ReadonlySet<string> = new Set(['signature', 'id', 'encrypted_content', 'encrypted_index'])

/** The blocks that may go along, if the message has any that its text and its tool calls do not say already. */
export function blocksOf({ content }: BaseMessage): Block[] {
  if (typeof content === 'string') return []
  const blocks = content.filter(({ type }) => READABLE.has(type))
  return blocks.some(
    (block) => !isPlainText(block) && block.type !== 'tool_use' && block.type !== 'tool_call',
  )
    ? blocks
    : []
}

/** For the end of a stream whose words are already out: citations without the text they stand behind. */
export function withoutText(blocks: readonly Block[]): Block[] {
  return blocks
    .filter((block) => !isPlainText(block))
    .map((block) => (block.type === 'text' ? { ...block, text: '' } : block))
}

/** Everything in them that somebody could read, one string each. */
export function wordsOf(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => leaves(block)).filter((words) => words !== '')
}

function isPlainText(block: Block): boolean {
  return block.type === 'text' && Object.keys(block).every((key) => key === 'type' || key === 'text')
}

function leaves(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value === 'number' || typeof value === 'bigint') return [String(value)]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, member]) =>
    SEALED.has(key) || (key === 'type' && typeof member === 'string') ? [] : leaves(member),
  )
}
