import { LIMITS } from '../../../src/core/limits.js'
import { type Cells, cellsOf, oneLine, tableOf } from '../tables.js'
import type { PositionedText } from './positioned-text.js'

/** A row of a sheet: its number there from 1, and its cells by column from 0. */
export interface SheetRow {
  readonly number: number
  readonly cells: ReadonlyMap<number, string>
}

/** Rows among which the names of the columns are looked for: a title and a date may stand above them. */
const HEAD_ROWS = 10

/**
 * A sheet as text and, where a row names the columns, as rows for exact matching. Each cell has its place; in a sheet
 * of more cells than a document may have places, each row has.
 */
export function addSheet(out: PositionedText, name: string, rows: readonly SheetRow[]): Cells[] {
  const head = headerOf(rows)
  const table: Cells[] = []
  const cellCount = rows.reduce((sum, { cells }) => sum + cells.size, 0)
  const byCell = cellCount <= LIMITS.positions / 2
  for (const row of rows) {
    const cells = [...row.cells].filter(([, value]) => value.trim() !== '').sort(([a], [b]) => a - b)
    if (cells.length === 0) continue
    const at = (column: number) => `${name}, ${columnName(column)}${row.number}`
    if (head === undefined || row.number <= head.number) {
      out.at(at(cells[0]![0]))
      out.add(cells.map(([, value]) => oneLine(value)).join('\t'))
      continue
    }
    const named = cells.map(([column, value]) => ({
      at: byCell ? at(column) : at(cells[0]![0]),
      text: `${head.names.get(column) ?? `column ${columnName(column)}`}: ${oneLine(value)}`,
    }))
    out.addLines(named)
    const fields = cells.map(([, value]) => value)
    const names = cells.map(([column]) => head.names.get(column) ?? `column ${columnName(column)}`)
    table.push(cellsOf(names, fields))
  }
  return table
}

/** Rows of all sheets of a workbook, as one table; undefined where they are none. */
export function tableOfSheets(rows: readonly Cells[]): ReturnType<typeof tableOf> {
  const table = rows.length === 0 ? undefined : tableOf(rows)
  // Titles, comments and properties are no rows: the text is read for values too.
  return table === undefined ? undefined : { ...table, complete: false }
}

/** The first row of two or more words with nothing but words in it, all different, that another row follows. */
function headerOf(
  rows: readonly SheetRow[],
): { readonly number: number; readonly names: ReadonlyMap<number, string> } | undefined {
  for (const [i, { number, cells }] of rows.slice(0, HEAD_ROWS).entries()) {
    if (i + 1 === rows.length) return undefined
    const said = [...cells].filter(([, value]) => value.trim() !== '')
    const names = said.map(([, value]) => oneLine(value))
    const isHead =
      said.length >= 2 &&
      new Set(names).size === names.length &&
      names.every((value) => value.length <= 100 && /\p{L}/u.test(value) && !/^\d/.test(value))
    if (isHead) return { number, names: new Map(said.map(([column], at) => [column, names[at]!])) }
  }
  return undefined
}

/** `A`, `B` … `Z`, `AA`. */
export function columnName(column: number): string {
  let name = ''
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26))
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name
  return name
}

/** 0 for `A1`. */
export function columnOf(reference: string): number {
  let column = 0
  for (const letter of reference) {
    const value = letter.charCodeAt(0) - 64
    if (value < 1 || value > 26) break
    column = column * 26 + value
  }
  return column - 1
}
