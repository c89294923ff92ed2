import { extname } from 'node:path/posix'
import { LIMITS } from '../../src/core/limits.js'
import type { SourceTable } from '../../src/core/types.js'
import { CsvReader, delimiterOf } from './csv.js'
import { jsonRecord } from './json.js'
import { type Cells, cellsOf, oneLine, paragraphs, tableOf } from './tables.js'
import { Unfit } from './unfit.js'

/** Some of the rows, or lines, of a file that is too large for one document. */
export interface RecordPart {
  readonly text: string
  readonly table?: SourceTable
  /** Numbers of its rows or lines in the file, from 1. */
  readonly from: number
  readonly to: number
}

/** Rows with more fields than the first row has names: one has lost a quote, or gained a delimiter. */
export interface WrongRows {
  readonly lines: number[]
  count: number
}

/** Whether files of this name are rows, and may be stored in parts. */
export function hasRows(path: string): boolean {
  return READERS[extname(path).toLowerCase()] !== undefined
}

/** Bytes from which on a file of this name is stored in parts; undefined for one that never is. */
export function wholeBytes(path: string): number | undefined {
  if (hasRows(path)) return LIMITS.wholeTableBytes
  return /\.(?:log|out|txt|text)$/i.test(path) ? LIMITS.wholeTextBytes : undefined
}

/**
 * The rows of a file as documents of at most `LIMITS.tablePartRows` rows, or its text as documents of whole lines, as
 * they are read; one part is in memory at a time. Rows that are not like the first are taken as they stand, and named
 * in `wrong`. Throws Unfit, which names the line.
 */
export async function* recordParts(
  path: string,
  blocks: AsyncIterable<string>,
  wrong: WrongRows,
): AsyncGenerator<RecordPart> {
  const read = READERS[extname(path).toLowerCase()]
  if (read === undefined) {
    yield* lineParts(blocks)
    return
  }
  let rows: Cells[] = []
  let length = 0
  let from = 1
  const part = (): RecordPart => {
    const table = tableOf(rows)
    const made = { text: paragraphs(rows), from, to: from + rows.length - 1, ...(table && { table }) }
    from += rows.length
    rows = []
    length = 0
    return made
  }
  for await (const cells of read(blocks, wrong)) {
    if (cells.length === 0) continue
    rows.push(cells)
    for (const [name, value] of cells) length += name.length + value.length + 3
    if (rows.length === LIMITS.tablePartRows || length >= LIMITS.tablePartLength) yield part()
  }
  if (rows.length > 0) yield part()
}

/** Cut behind the last line that fits; a line that is longer than a part is cut in it, between characters. */
async function* lineParts(blocks: AsyncIterable<string>): AsyncGenerator<RecordPart> {
  let text = ''
  let from = 1
  function* parts(least: number): Generator<RecordPart> {
    while (text.length > least) {
      const end = text.length <= LIMITS.textPartLength ? text.length : partEnd(text)
      const part = text.slice(0, end)
      text = text.slice(end)
      const ends = linesIn(part)
      const isMidLine = !part.endsWith('\n')
      if (part.trim() !== '') yield { text: part, from, to: from + ends - (isMidLine ? 0 : 1) }
      from += ends
    }
  }
  for await (const block of blocks) {
    text += block
    yield* parts(LIMITS.textPartLength)
  }
  yield* parts(0)
}

function partEnd(text: string): number {
  const line = text.lastIndexOf('\n', LIMITS.textPartLength - 1) + 1
  if (line > 0) return line
  const isPair = (text.charCodeAt(LIMITS.textPartLength - 1) & 0xfc00) === 0xd800
  return LIMITS.textPartLength - (isPair ? 1 : 0)
}

function linesIn(text: string): number {
  let lines = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1
  return lines
}

type RowReader = (blocks: AsyncIterable<string>, wrong: WrongRows) => AsyncGenerator<Cells>

const READERS: Readonly<Record<string, RowReader>> = {
  ...{ '.csv': csvRows, '.tsv': csvRows, '.tab': csvRows },
  ...{ '.jsonl': jsonRows, '.ndjson': jsonRows },
}

async function* csvRows(blocks: AsyncIterable<string>, wrong: WrongRows): AsyncGenerator<Cells> {
  let reader: CsvReader | undefined
  let header: readonly string[] | undefined
  function* cells(rows: ReturnType<CsvReader['push']>) {
    for (const { fields, line } of rows) {
      if (header === undefined) {
        header = fields
        continue
      }
      if (fields.length > header.length) {
        wrong.count += 1
        if (wrong.lines.length < LIMITS.wrongRows) wrong.lines.push(line)
      }
      yield cellsOf(header, fields)
    }
  }
  for await (const block of blocks) {
    reader ??= new CsvReader(delimiterOf(block))
    yield* cells(reader.push(block))
  }
  if (reader !== undefined) yield* cells(reader.end())
}

async function* jsonRows(blocks: AsyncIterable<string>): AsyncGenerator<Cells> {
  let rest = ''
  let at = 0
  function* cells(lines: readonly string[]) {
    for (const line of lines) {
      at += 1
      if (line.trim() === '') continue
      yield jsonRecord(line, `line ${at}`) ?? [['value', oneLine(line)]]
    }
  }
  for await (const block of blocks) {
    const lines = (rest + block).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > LIMITS.csvRowLength)
      throw new Unfit('document-too-large', `line ${at + lines.length + 1} is too long for one record`)
    yield* cells(lines)
  }
  yield* cells([rest])
}
