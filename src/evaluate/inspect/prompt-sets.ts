import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { FirewallError, toFirewallError } from '../../core/errors.js'

/**
 * Prompts of a published set, which is the user's own to fetch: CSV (RFC 4180, with a header) or JSON Lines, gzipped
 * when the name ends in `.gz`. The prompt stands in the first of these columns that a row has: what AnswerCarefully,
 * Do-Not-Answer, TrustLLM, Tensor Trust and HarmBench call it.
 */
const COLUMNS = ['prompt', 'attack', 'question', 'behavior', 'goal', 'text', 'instruction', 'input'] as const

/** Throws `source-unreadable` for a file that cannot be read or has no such column. */
export async function readPrompts(path: string): Promise<string[]> {
  try {
    const prompts = /\.csv$/i.test(path)
      ? promptsOf(parseCsv(await readFile(path, 'utf8')))
      : promptsOf(await readJsonLines(path))
    if (prompts.length > 0) return prompts
  } catch (error) {
    throw toFirewallError(
      error,
      'source-unreadable',
      `${basename(path)} cannot be read`,
      'give a CSV or JSON Lines file',
    )
  }
  throw new FirewallError('source-unreadable', `${basename(path)} has no column with prompts`, {
    help: `one of ${COLUMNS.join(', ')}`,
  })
}

type Fields = Readonly<Record<string, unknown>>

function promptsOf(rows: readonly Fields[]): string[] {
  return rows.flatMap((row) => {
    const names = new Map(Object.keys(row).map((name) => [name.toLowerCase(), name]))
    const column = COLUMNS.map((name) => names.get(name)).find((name) => name !== undefined)
    const prompt = column === undefined ? undefined : row[column]
    return typeof prompt === 'string' && prompt.trim() !== '' ? [prompt] : []
  })
}

async function readJsonLines(path: string): Promise<Fields[]> {
  const file = createReadStream(path)
  const input = path.endsWith('.gz') ? file.pipe(createGunzip()) : file
  const rows: Fields[] = []
  for await (const line of createInterface({ input })) {
    if (line.trim() === '') continue
    const row: unknown = JSON.parse(line)
    if (typeof row === 'object' && row !== null) rows.push(row as Fields)
  }
  return rows
}

/** Fields in quotes may hold commas, line ends and doubled quotes. */
export function parseCsv(text: string): Fields[] {
  const rows: string[][] = [[]]
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy
  for (;;) {
    const match = field.exec(text)
    if (match === null) throw new FirewallError('source-unreadable', 'a quote in the CSV file does not end')
    rows.at(-1)!.push(match[1] === undefined ? (match[2] ?? '') : match[1].replaceAll('""', '"'))
    if (match[3] === '' || field.lastIndex >= text.length) break
    if (match[3] !== ',') rows.push([])
  }
  const [header = [], ...body] = rows
  return body
    .filter((row) => row.some((value) => value !== ''))
    .map((row) => Object.fromEntries(header.map((name, i) => [name.replace(/^\ufeff/, ''), row[i] ?? ''])))
}
