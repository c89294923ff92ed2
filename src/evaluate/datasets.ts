import { createReadStream, type ReadStream } from 'node:fs'
import { basename } from 'node:path'
import { createGunzip, type Gunzip } from 'node:zlib'
import { z } from 'zod'
import { FirewallError } from '../core/errors.js'

/**
 * Readers of evaluation data: JSON Lines in UTF-8, gzipped when the name ends in `.gz`. Keys that a schema
 * does not name are accepted and dropped. Offsets are UTF-16 code units.
 */
const turn = z.object({ role: z.enum(['user', 'assistant', 'system', 'tool']), content: z.string() })

/** Personal data: texts and what is in them. `text.slice(start, end) === value`. */
export const PII = z
  .object({
    id: z.string(),
    lang: z.string(),
    text: z.string(),
    spans: z.array(
      z.object({
        start: z.int().nonnegative(),
        end: z.int().nonnegative(),
        entity: z.string(),
        value: z.string(),
        sourceEntity: z.string().optional(),
      }),
    ),
    attack: z.string().optional(),
    /** What rows made from one sentence, or set in one form, share: they stay together when data is split. */
    template: z.union([z.string(), z.number()]).optional(),
    layout: z.string().optional(),
  })
  .refine(({ text, spans }) => spans.every(({ start, end, value }) => text.slice(start, end) === value), {
    path: ['spans'],
    error: 'offsets do not fit the text',
  })

/** Answers that must pass: the turns end with the question, the contexts are what it was answered from. */
export const BENIGN = z.object({
  id: z.string(),
  lang: z.string(),
  turns: z.array(turn),
  contexts: z.array(z.object({ id: z.string(), text: z.string() })),
  answer: z.string(),
  author: z.string(),
  conversation: z.string().optional(),
})

export const CORPUS = z.object({ id: z.string(), title: z.string(), text: z.string() })
export const QUERY = z.object({ id: z.string(), text: z.string() })
export const QREL = z.object({ query: z.string(), doc: z.string(), score: z.number() })

/** Long texts to copy from. */
export const BOOK = z.object({
  id: z.string(),
  lang: z.string(),
  title: z.string(),
  text: z.string(),
  author: z.string(),
  edition: z.string().optional(),
})

/** What a model said after fine-tuning; `member` when it had seen the source. */
export const GENERATION = z.object({
  id: z.string(),
  model: z.string(),
  prompt: z.string(),
  source: z.string(),
  generation: z.string(),
  member: z.boolean(),
  author: z.union([z.string(), z.number()]),
  set: z.enum(['forget', 'retain']),
})

/** Programs that were copied at a level of disguise, or written independently. */
export const CODE_PAIR = z.object({
  id: z.string(),
  case: z.string(),
  level: z.string(),
  original: z.string(),
  candidate: z.string(),
  copied: z.boolean(),
})

export const CODE_FILE = z.object({ id: z.string(), license: z.string(), path: z.string(), text: z.string() })

export type PiiRow = z.infer<typeof PII>
export type BenignRow = z.infer<typeof BENIGN>
export type CorpusRow = z.infer<typeof CORPUS>
export type QueryRow = z.infer<typeof QUERY>
export type QrelRow = z.infer<typeof QREL>
export type BookRow = z.infer<typeof BOOK>
export type GenerationRow = z.infer<typeof GENERATION>
export type CodePairRow = z.infer<typeof CODE_PAIR>
export type CodeFileRow = z.infer<typeof CODE_FILE>

/** Rows one by one. Errors name file, line and member, never what stands there. Throws `source-unreadable`. */
export async function* readRows<Row>(path: string, schema: z.ZodType<Row>): AsyncGenerator<Row> {
  let line = 0
  const fail = (what: string, cause?: unknown) =>
    new FirewallError('source-unreadable', `${basename(path)}, line ${line}: ${what}`, {
      help: 'evaluation data is JSON Lines in UTF-8; the schemas are in src/evaluate/datasets.ts',
      ...(cause === undefined ? {} : { cause }),
    })
  try {
    for await (const text of linesOf(path)) {
      line += 1
      if (text === '') continue
      const parsed = schema.safeParse(parse(text, fail))
      if (!parsed.success) throw fail(shapeProblem(parsed.error))
      yield parsed.data
    }
  } catch (error) {
    if (error instanceof FirewallError) throw error
    throw line === 0
      ? new FirewallError('source-unreadable', `${basename(path)} cannot be read`, {
          cause: error,
          help: 'check the path',
        })
      : fail('the file cannot be read on', error)
  }
}

/** All rows, with ids that occur once. `limit` 0: all. Throws `source-unreadable`. */
export async function readAll<Row>(path: string, schema: z.ZodType<Row>, limit = 0): Promise<Row[]> {
  const rows: Row[] = []
  const ids = new Set<unknown>()
  for await (const row of readRows(path, schema)) {
    const { id } = row as { id?: unknown }
    if (id !== undefined && ids.has(id)) {
      throw new FirewallError(
        'source-unreadable',
        `${basename(path)}: an id occurs twice, again in row ${rows.length + 1}`,
      )
    }
    ids.add(id)
    rows.push(row)
    if (rows.length === limit) break
  }
  return rows
}

/**
 * Lines without their ends; the file is closed however the reading ends, and its errors are thrown. Cut at
 * `\n` alone: from Node 22 on readline also cuts at U+2028, which JSON may hold as it is.
 */
async function* linesOf(path: string): AsyncGenerator<string> {
  const file = createReadStream(path)
  const input = path.endsWith('.gz') ? unzipped(file) : file
  const decoder = new TextDecoder()
  let rest = ''
  try {
    for await (const bytes of input as AsyncIterable<Buffer>) {
      const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) yield line.endsWith('\r') ? line.slice(0, -1) : line
    }
    rest += decoder.decode()
    if (rest !== '') yield rest
  } finally {
    file.destroy()
    input.destroy()
  }
}

function unzipped(file: ReadStream): Gunzip {
  const gunzip = createGunzip()
  file.once('error', (error) => gunzip.destroy(error))
  return file.pipe(gunzip)
}

function parse(text: string, fail: (what: string) => FirewallError): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw fail('this is not JSON')
  }
}

/** Where and of what kind: a schema's own words, with no value in them. */
function shapeProblem({ issues }: z.ZodError): string {
  const [issue] = issues
  const place = (issue?.path ?? []).map(String).join('.')
  const wanted =
    issue?.code === 'invalid_type'
      ? ` is not of type ${issue.expected}`
      : ' does not have the documented shape'
  return place === '' ? `the row${wanted}` : `\`${place}\`${wanted}`
}
