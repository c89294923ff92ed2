import { basename, extname } from 'node:path/posix'
import { LIMITS } from '../../src/core/limits.js'
import type { SourceTable } from '../../src/core/types.js'
import { decodeText } from './decode.js'
import { htmlToText } from './html.js'
import { jsonLinesToText, jsonRecord, jsonRecords, jsonToText } from './json.js'
import { statedLicense } from './license.js'
import { NO_TEXT } from './read.js'
import { type Cells, readCsv, tableOf } from './tables.js'
import { Unfit } from './unfit.js'

export interface FileText {
  readonly text: string
  readonly title: string
  /** `code` for source files; what a sidecar says is stronger. */
  readonly kind?: 'code'
  /** Terms of reuse that the file itself states (`license.ts`); what a sidecar says is stronger. */
  readonly license?: string
  readonly table?: SourceTable
}

/** One reader per file name extension; a new format is one line here. */
const READERS: Readonly<Record<string, (text: string, path: string) => FileText>> = {
  '.txt': (text, path) => ({ text, title: basename(path) }),
  '.md': (text, path) => ({ text, title: heading(text) ?? basename(path) }),
  '.markdown': (text, path) => ({ text, title: heading(text) ?? basename(path) }),
  '.html': fromHtml,
  '.htm': fromHtml,
  '.csv': (text, path) => ({ ...readCsv(text), title: basename(path) }),
  '.json': fromJson,
  '.jsonl': fromJsonLines,
  ...Object.fromEntries(
    `c cc cpp cs cxx go h hpp java js jsx kt kts lua mjs cjs mts cts php pl py r rb rs scala sh bash sql swift ts tsx`
      .split(' ')
      .map((extension) => [`.${extension}`, sourceFile]),
  ),
}

export const EXTENSIONS: readonly string[] = Object.keys(READERS)

/** The text of a file. Throws Unfit for what cannot be taken whole. */
export function readFormat(path: string, bytes: Uint8Array): FileText {
  const read = READERS[extname(path).toLowerCase()]
  if (read === undefined) {
    throw new Unfit('document-invalid', `there is no reader for this kind of file: ${EXTENSIONS.join(' ')}`)
  }
  if (bytes.length === 0) throw new Unfit('document-invalid', EMPTY)
  const decoded = decodeText(bytes)
  if (decoded === undefined) {
    throw new Unfit('source-unreadable', NO_TEXT)
  }
  const { text, title, kind, table } = read(decoded, path)
  const license = statedLicense(decoded)
  if (text.trim() === '') throw new Unfit('document-invalid', EMPTY)
  if (text.length > LIMITS.documentLength) {
    throw new Unfit(
      'document-too-large',
      `the limit is ${LIMITS.documentLength} characters: split it at its source`,
    )
  }
  return {
    text,
    title: title.slice(0, LIMITS.idLength),
    ...(kind === undefined ? {} : { kind }),
    ...(license === undefined ? {} : { license }),
    ...(table === undefined ? {} : { table }),
  }
}

export const EMPTY = 'it is empty'

function fromJson(json: string, path: string): FileText {
  const text = jsonToText(json)
  return withTable({ text, title: basename(path) }, jsonRecords(json))
}

function fromJsonLines(jsonLines: string, path: string): FileText {
  const text = jsonLinesToText(jsonLines)
  const records = jsonLines
    .split(/\r?\n/)
    .flatMap((line, i) => (line.trim() === '' ? [] : [jsonRecord(line, `line ${i + 1}`)]))
  const rows = records.filter((record) => record !== undefined)
  return withTable({ text, title: basename(path) }, rows.length === records.length ? rows : undefined)
}

function withTable(file: FileText, rows: readonly Cells[] | undefined): FileText {
  const table = rows === undefined || rows.length === 0 ? undefined : tableOf(rows)
  return table === undefined ? file : { ...file, table }
}

function sourceFile(text: string, path: string): FileText {
  return { text, title: basename(path), kind: 'code' }
}

function fromHtml(html: string, path: string): FileText {
  const { text, title } = htmlToText(html)
  return { text, title: title ?? basename(path) }
}

/** The first heading of a Markdown file, `# …` or underlined with `===`. */
function heading(text: string): string | undefined {
  const start = text.slice(0, 4_000)
  const match = /^#{1,6}[ \t]+(.+?)[ \t#]*$|^([^\n]+)\n=+[ \t]*$/m.exec(start)
  return (match?.[1] ?? match?.[2])?.trim()
}
