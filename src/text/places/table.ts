import { type Grammar, without } from './place.js'

/** Rows of cells: CSV with its quotes, or the cells of a Markdown table, which have none. */
export class TableGrammar implements Grammar {
  readonly #separator: string
  readonly #quotes: boolean
  #quoted = false
  #begins = true
  /** Ends of cells and rows in the part to be replaced. */
  #crossed = ''
  #wasQuoted = false

  constructor(separator: string, quotes: boolean) {
    this.#separator = separator
    this.#quotes = quotes
  }

  /** Inside a cell in quotes, which may hold ends of lines. */
  get quoted(): boolean {
    return this.#quoted
  }

  step(unit: string): void {
    if (this.#quotes && unit === '"' && (this.#quoted || this.#begins)) this.#quoted = !this.#quoted
    else if (!this.#quoted && (unit === this.#separator || unit === '\n')) this.#crossed += unit
    // A doubled quote ends a cell and begins it again.
    this.#begins = unit === this.#separator || unit === '\n' || (this.#quotes && unit === '"')
  }

  open(): void {
    this.#crossed = ''
    this.#wasQuoted = this.#quoted
  }

  close(marker: string): string {
    const written = this.#wasQuoted
      ? marker.replaceAll('"', '""')
      : without(this.#quotes ? marker.replaceAll('"', "'") : marker, this.#separators(), ' + ')
    if (this.#crossed === '' && this.#wasQuoted === this.#quoted) return written
    return `${written}${this.#wasQuoted ? '"' : ''}${this.#crossed}${this.#quoted ? '"' : ''}`
  }

  #separators(): RegExp {
    return new RegExp(`\\s*[${this.#separator}]\\s*`, 'g')
  }
}
