import { LIMITS } from '../../src/core/limits.js'
import { Unfit } from './unfit.js'

/** A row of fields, and the line of the file, from 1, that it begins on. */
export interface CsvRow {
  readonly fields: readonly string[]
  readonly line: number
}

/**
 * CSV (RFC 4180) as it comes in, in pieces of any size: what is whole is given out, what is not waits. Behind a
 * closing quote, and in an unquoted field, everything up to the delimiter is taken as it stands. Throws Unfit for a
 * quote that is never closed and a row longer than `LIMITS.csvRowLength`, by line.
 */
export class CsvReader {
  readonly #delimiter: string
  #pending = ''
  #line = 1

  constructor(delimiter: string) {
    this.#delimiter = delimiter
  }

  push(text: string): CsvRow[] {
    return this.#read(this.#pending + text, false)
  }

  end(): CsvRow[] {
    return this.#read(this.#pending, true)
  }

  #read(text: string, ended: boolean): CsvRow[] {
    const rows: CsvRow[] = []
    let from = 0
    while (from < text.length) {
      const row = this.#rowAt(text, from, ended)
      if (row === undefined) break
      rows.push({ fields: row.fields, line: this.#line })
      this.#line += row.lines
      from = row.end
    }
    this.#pending = text.slice(from)
    if (this.#pending.length > LIMITS.csvRowLength) {
      throw new Unfit(
        'document-invalid',
        `the row that begins in line ${this.#line} has more than ${LIMITS.csvRowLength} characters: a quote may be missing`,
      )
    }
    return rows
  }

  /** Undefined if the row may still go on. */
  #rowAt(
    text: string,
    start: number,
    ended: boolean,
  ): { fields: string[]; end: number; lines: number } | undefined {
    const fields: string[] = []
    let lines = 0
    for (let i = start; ; ) {
      let field = ''
      if (text[i] === '"') {
        const close = closingQuote(text, i)
        if (close < 0) {
          if (!ended) return undefined
          const line = this.#line + lines
          throw new Unfit('document-invalid', `a quote opened in line ${line} is never closed`)
        }
        field = text.slice(i + 1, close).replaceAll('""', '"')
        lines += breaksIn(field)
        i = close + 1
      }
      const rest = i
      while (i < text.length && !this.#endsField(text.charCodeAt(i))) i += 1
      fields.push(rest === i ? field : field + text.slice(rest, i))
      if (i === text.length) return ended ? { fields, end: i, lines } : undefined
      if (text[i] === this.#delimiter) {
        i += 1
        if (i < text.length) continue
        if (!ended) return undefined
        return { fields: [...fields, ''], end: i, lines }
      }
      // The second half of a line end may be in the next piece.
      if (text[i] === '\r' && i + 1 === text.length && !ended) return undefined
      const width = text[i] === '\r' && text[i + 1] === '\n' ? 2 : 1
      return { fields, end: i + width, lines: lines + 1 }
    }
  }

  #endsField(unit: number): boolean {
    return unit === 0x0a || unit === 0x0d || unit === this.#delimiter.charCodeAt(0)
  }
}

function closingQuote(text: string, open: number): number {
  for (let from = open + 1; ; ) {
    const quote = text.indexOf('"', from)
    if (quote < 0 || text[quote + 1] !== '"') return quote
    from = quote + 2
  }
}

function breaksIn(field: string): number {
  return field.match(/\r\n|[\r\n]/g)?.length ?? 0
}

/** `,`, `;` or tab, whichever the first line holds most of. */
export function delimiterOf(text: string): string {
  const line = /^(?:"(?:[^"]|"")*"|[^"\r\n])*/.exec(text.slice(0, 65_536))?.[0].replace(/"[^"]*"/g, '') ?? ''
  const count = (delimiter: string) => line.split(delimiter).length
  return [',', ';', '\t'].reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best))
}
