/** One text of a corpus: a file, or a record of a fine-tuning set with what is asked and what is answered. */
export interface ScanItem {
  /** Names it in the report: a path, or `path#line`. */
  readonly source: string
  readonly text: string
  readonly prompt?: string
  readonly answer?: string
  /** The file as it was written, where `text` is what a reader sees of it. */
  readonly markup?: string
}

/** Prompt and answer of a fine-tuning record, in the shapes that OpenAI, TRL, Alpaca and ShareGPT write. */
export function promptAndAnswer(
  line: string,
): { readonly prompt: string; readonly answer: string } | undefined {
  let record: unknown
  try {
    record = JSON.parse(line)
  } catch {
    return undefined
  }
  if (typeof record !== 'object' || record === null) return undefined
  const members = record as Record<string, unknown>
  for (const name of ['messages', 'conversations', 'contents']) {
    const turns = members[name]
    if (Array.isArray(turns)) return fromTurns(turns)
  }
  const prompt = ['instruction', 'prompt', 'question', 'input', 'context'].flatMap((name) =>
    textOf(members[name]),
  )
  const answer = ['completion', 'response', 'output', 'answer', 'chosen'].flatMap((name) =>
    textOf(members[name]),
  )
  return prompt.length === 0 || answer.length === 0
    ? undefined
    : { prompt: prompt.join('\n'), answer: answer.join('\n') }
}

function fromTurns(turns: readonly unknown[]): { prompt: string; answer: string } | undefined {
  const prompt: string[] = []
  let answer = ''
  for (const turn of turns) {
    if (typeof turn !== 'object' || turn === null) continue
    const { role, from, content, value, parts } = turn as Record<string, unknown>
    const text = textOf(content ?? value ?? parts).join('\n')
    if (['assistant', 'gpt', 'model', 'bot'].includes(String(role ?? from))) answer = text
    else if (['user', 'human'].includes(String(role ?? from))) prompt.push(text)
  }
  return prompt.length === 0 || answer === '' ? undefined : { prompt: prompt.join('\n'), answer }
}

function textOf(value: unknown): string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value]
  if (Array.isArray(value)) return value.flatMap(textOf)
  if (typeof value !== 'object' || value === null) return []
  return textOf(
    (value as { text?: unknown; content?: unknown }).text ?? (value as { content?: unknown }).content,
  )
}
