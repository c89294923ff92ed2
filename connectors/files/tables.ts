import { LIMITS } from '../../src/core/limits.js'
import type { SourceTable } from '../../src/core/types.js'
import { CsvReader, type CsvRow, delimiterOf } from './csv.js'

/** Names and values of one row, empty ones left out. */
export type Cells = readonly (readonly [name: string, value: string])[]

/**
 * CSV (`csv.ts`) as one paragraph per row of `column: value` lines: rows stay whole when the text is split, and every
 * value stands beside the name of its column; and as a table of the same rows. The first row names the columns;
 * empty values are left out.
 */
export function readCsv(csv: string): { readonly text: string; readonly table?: SourceTable } {
  const [header, ...rows] = parseCsv(csv, delimiterOf(csv))
  if (rows.length === 0) return { text: (header ?? []).map(oneLine).join('\n') }
  const cells = rows.map((row) => cellsOf(header ?? [], row)).filter(({ length }) => length > 0)
  const table = tableOf(cells)
  return { text: paragraphs(cells), ...(table === undefined ? {} : { table }) }
}

/** Rows of fields. Throws Unfit where a quote is never closed. */
export function parseCsv(text: string, delimiter: string): string[][] {
  return rowsOf(text, delimiter).map(({ fields }) => [...fields])
}

function rowsOf(text: string, delimiter: string): CsvRow[] {
  const reader = new CsvReader(delimiter)
  const rows = reader.push(text)
  return [...rows, ...reader.end()]
}

export function cellsOf(header: readonly string[], fields: readonly string[]): Cells {
  return fields.flatMap((value, i): (readonly [string, string])[] => {
    const said = oneLine(value)
    return said === '' ? [] : [[oneLine(header[i] ?? '') || `column ${i + 1}`, said]]
  })
}

export function paragraphs(rows: readonly Cells[]): string {
  return rows.map((row) => row.map(([name, value]) => `${name}: ${value}`).join('\n')).join('\n\n')
}

/** Undefined where two columns of one name are one key, and for more rows than one document may have. */
export function tableOf(rows: readonly Cells[]): SourceTable | undefined {
  const named = rows.every((row) => new Set(row.map(([name]) => name)).size === row.length)
  if (!named || rows.length > LIMITS.tableRows) return undefined
  return { rows: rows.map((row) => Object.fromEntries(row)), complete: true }
}

export function oneLine(value: string): string {
  return value.replace(/\s+/g, ' ').trim()
}
