import { LIMITS } from '../../src/core/limits.js'
import type { SourceTable } from '../../src/core/types.js'
import { Unfit } from './unfit.js'

/**
 * CSV (RFC 4180; also `;` or tab, whichever the first line holds most of) as one paragraph per row of
 * `column: value` lines: rows stay whole when the text is split, and every value stands beside the name of
 * its column; and as a table of the same rows. The first row names the columns; empty values are left out.
 */
export function readCsv(csv: string): { readonly text: string; readonly table?: SourceTable } {
  const [header = [], ...records] = parseCsv(csv, delimiterOf(csv))
  if (records.length === 0) return { text: header.map(oneLine).join('\n') }
  const cells = records
    .map((row) =>
      row.flatMap((value, i): [string, string][] => {
        const name = oneLine(header[i] ?? '') || `column ${i + 1}`
        return oneLine(value) === '' ? [] : [[name, oneLine(value)]]
      }),
    )
    .filter((row) => row.length > 0)
  const text = cells.map((row) => row.map(([name, value]) => `${name}: ${value}`).join('\n')).join('\n\n')
  // Two columns of one name are one key; a longer table is read as its text.
  const named = cells.every((row) => new Set(row.map(([name]) => name)).size === row.length)
  if (!named || cells.length > LIMITS.tableRows) return { text }
  return { text, table: { rows: cells.map((row) => Object.fromEntries(row)), complete: true } }
}

/** Rows of fields. Throws Unfit where a quote is never closed. */
export function parseCsv(text: string, delimiter: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let i = 0
  while (i < text.length) {
    let field: string
    if (text[i] === '"') [field, i] = quoted(text, i, rows.length)
    else field = ''
    // Behind a closing quote, and in an unquoted field, everything up to the delimiter is taken as it stands.
    const start = i
    while (i < text.length && text[i] !== delimiter && text[i] !== '\n' && text[i] !== '\r') i += 1
    row.push(field + text.slice(start, i))
    if (text[i] === delimiter) {
      i += 1
      if (i < text.length) continue
      row.push('')
    } else if (text[i] === '\r' && text[i + 1] === '\n') i += 2
    else i += 1
    rows.push(row)
    row = []
  }
  return rows
}

function quoted(text: string, start: number, row: number): [string, number] {
  const parts: string[] = []
  let from = start + 1
  for (;;) {
    const quote = text.indexOf('"', from)
    if (quote < 0) throw new Unfit('document-invalid', `a quote opened in row ${row + 1} is never closed`)
    if (text[quote + 1] !== '"') return [parts.join('') + text.slice(from, quote), quote + 1]
    parts.push(text.slice(from, quote + 1))
    from = quote + 2
  }
}

function delimiterOf(text: string): string {
  const line = /^(?:"(?:[^"]|"")*"|[^"\r\n])*/.exec(text.slice(0, 65_536))?.[0].replace(/"[^"]*"/g, '') ?? ''
  const count = (delimiter: string) => line.split(delimiter).length
  return [',', ';', '\t'].reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best))
}

function oneLine(value: string): string {
  return value.replace(/\s+/g, ' ').trim()
}
