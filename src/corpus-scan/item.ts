/** One text of a corpus: a file, or a record of a fine-tuning set with what is asked and what is answered. */
export interface ScanItem {
  /** Names it in the report: a path, or `path#line`. */
  readonly source: string
  readonly text: string
  readonly prompt?: string | undefined
  readonly answer?: string | undefined
  /** Who wrote it, where the corpus says so. */
  readonly author?: string | undefined
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

/** Who wrote a record, in the members that corpora name it by, also one level down. */
export function authorOf(line: string): string | undefined {
  if (!AUTHOR.test(line)) return undefined
  try {
    const { metadata, meta, ...record } = Object(JSON.parse(line)) as Record<string, unknown>
    for (const members of [record, metadata, meta]) {
      const named = Object.entries(Object(members) as object).find(
        ([name, value]) => AUTHORS.has(name.toLowerCase()) && typeof value === 'string' && value !== '',
      )
      if (named !== undefined) return named[1] as string
    }
  } catch {
    // What is no record has no author.
  }
  return undefined
}

const AUTHORS = new Set(['author', 'user', 'username', 'uploader', 'created_by', 'createdby', 'writer'])
const AUTHOR = /"(?:author|user|username|uploader|created_?by|writer)"\s*:\s*"/i

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
