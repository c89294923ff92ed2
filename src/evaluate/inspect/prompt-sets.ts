import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import { FirewallError, toFirewallError } from '../../core/errors.js'

/** A published set of prompts, which is the user's own to fetch. */
export interface PromptSet {
  /** What its columns say it is. */
  readonly name: string
  readonly prompts: readonly string[]
}

interface Layout {
  readonly name: string
  /** Columns that tell the set, small letters. */
  readonly columns: readonly string[]
  readonly prompt: (row: Fields) => unknown
}

const column = (name: string) => (row: Fields) => row[name]

/** How known sets name their columns; the first whose columns a file has. */
const LAYOUTS: readonly Layout[] = [
  {
    name: 'HarmBench',
    columns: ['behavior', 'semanticcategory'],
    prompt: ({ behavior, contextstring }) =>
      typeof contextstring === 'string' && contextstring.trim() !== ''
        ? `${contextstring}\n\n${String(behavior)}`
        : behavior,
  },
  { name: 'Do-Not-Answer', columns: ['question', 'risk_area'], prompt: column('question') },
  { name: 'AnswerCarefully', columns: ['id', 'text', 'output'], prompt: column('text') },
  {
    name: 'Tensor Trust',
    columns: ['attack', 'pre_prompt', 'access_code'],
    prompt: column('attack'),
  },
  { name: 'Tensor Trust', columns: ['attacker_input'], prompt: column('attacker_input') },
  { name: 'TrustLLM', columns: ['prompt', 'label', 'source'], prompt: column('prompt') },
  { name: 'TrustLLM', columns: ['prompt', 'label'], prompt: column('prompt') },
  { name: 'AdvBench', columns: ['goal', 'target'], prompt: column('goal') },
  ...['prompt', 'attack', 'question', 'behavior', 'goal', 'text', 'instruction', 'input'].map(
    (name): Layout => ({ name: `column ${name}`, columns: [name], prompt: column(name) }),
  ),
]
const KNOWN = 'HarmBench, Do-Not-Answer, AnswerCarefully, Tensor Trust, TrustLLM, AdvBench'

/**
 * A file of prompts: CSV or TSV (RFC 4180, with a header), a JSON array, or JSON Lines, gzipped when the name ends in
 * `.gz`. Which set it is, its columns tell. Throws `source-unreadable` for what cannot be read or has no prompts.
 */
export async function readPromptSet(path: string): Promise<PromptSet> {
  const file = basename(path)
  const rows = await readRows(path, file)
  const names = new Set(rows.slice(0, 20).flatMap((row) => Object.keys(row)))
  const layout = LAYOUTS.find(({ columns }) => columns.every((name) => names.has(name)))
  const prompts = rows.flatMap((row) => {
    const prompt = layout?.prompt(row)
    return typeof prompt === 'string' && prompt.trim() !== '' ? [prompt] : []
  })
  if (layout === undefined || prompts.length === 0) {
    throw new FirewallError('source-unreadable', `${file} has no column with prompts`, {
      help: `give a file of ${KNOWN}, or one with a column prompt, question, text, instruction or input`,
    })
  }
  return { name: layout.name, prompts }
}

async function readRows(path: string, file: string): Promise<Fields[]> {
  const binary = BINARY.find(([ending]) => file.toLowerCase().endsWith(ending))
  if (binary !== undefined) {
    throw new FirewallError('source-unreadable', `${file} is no text file`, { help: binary[1] })
  }
  try {
    const rows = /\.(?:csv|tsv)$/i.test(path)
      ? parseCsv(await readFile(path, 'utf8'), /\.tsv$/i.test(path) ? '\t' : ',')
      : /\.json$/i.test(path)
        ? arrayOf(JSON.parse(await readFile(path, 'utf8')))
        : await readJsonLines(path)
    return rows.map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name.trim().toLowerCase(), value])),
    )
  } catch (error) {
    throw toFirewallError(
      error,
      'source-unreadable',
      `${file} cannot be read`,
      'give a CSV, TSV, JSON or JSON Lines file in UTF-8',
    )
  }
}

const BINARY: readonly (readonly [ending: string, help: string])[] = [
  [
    '.parquet',
    "write it as JSON Lines first: pandas.read_parquet(f).to_json(g, orient='records', lines=True)",
  ],
  ['.bz2', 'unpack it first: bunzip2 -k'],
  ['.zip', 'unpack it first: unzip'],
  ['.xlsx', 'save it as CSV first'],
]

type Fields = Readonly<Record<string, unknown>>

/** Some sets keep their rows under a name: `{ "data": [...] }`. */
function arrayOf(value: unknown): Fields[] {
  const list = Array.isArray(value) ? value : Object.values(Object(value) as object).find(Array.isArray)
  return (list ?? []).filter((row: unknown): row is Fields => typeof row === 'object' && row !== null)
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
export function parseCsv(text: string, separator: ',' | '\t' = ','): Fields[] {
  const rows: string[][] = [[]]
  const field =
    separator === ','
      ? /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/gy
      : /(?:"((?:[^"]|"")*)"|([^"\t\r\n]*))(\t|\r?\n|$)/gy
  for (;;) {
    const match = field.exec(text)
    if (match === null) throw new SyntaxError('a quote does not end')
    rows.at(-1)!.push(match[1] === undefined ? (match[2] ?? '') : match[1].replaceAll('""', '"'))
    if (match[3] === '' || field.lastIndex >= text.length) break
    if (match[3] !== separator) rows.push([])
  }
  const [header = [], ...body] = rows
  return body
    .filter((row) => row.some((value) => value !== ''))
    .map((row) => Object.fromEntries(header.map((name, i) => [name.replace(/^\ufeff/, ''), row[i] ?? ''])))
}
