import { IDLE, type OpenReader, Segment, type SegmentSink, type ViewReader } from './growing-view.js'

/**
 * Data read downwards: the values of one key of JSON or YAML, the cells of one column of CSV or of a table, and what
 * subtitles say from one time to the next, one behind the other. What stands between them is of other fields.
 */
export const openFieldReader: OpenReader = (sink) => new FieldReader(sink)

/** Keys and columns that are followed; data has more, a text that hides in it does not. */
const MOST_KEYS = 64
const MOST_COLUMNS = 8
/** The longest line that is one row, code units. */
const LONGEST = 1_024

/** A key with its value; numbers in keys count its rows. */
const PAIR =
  /"((?:[^"\\\n]|\\.){1,60})"[ \t]{0,4}:[ \t]{0,4}(?:"((?:[^"\\]|\\.){0,400})"|(-?[0-9][0-9.eE+-]{0,30})(?=[\s,}\]]))/g
const OPEN_PAIR =
  /"(?:[^"\\\n]|\\.){0,60}(?:"[ \t]{0,4}(?::[ \t]{0,4}(?:"(?:[^"\\]|\\.){0,400}|-?[0-9][0-9.eE+-]{0,30})?)?)?(?![\s\S])/g
const YAML = /^([ \t]{0,8}(?:- )?)([\p{L}_][\p{L}\p{N}_-]{0,30}):[ \t]{1,4}(["']?)(\S.*?)["']?[ \t]*$/u

/** The line of a subtitle that says when it is shown. */
const SHOWN = /^[ \t]{0,4}[\d:.,]{4,14}[ \t]{1,4}-->[ \t]{1,4}[\d:.,]{4,14}/

interface Cell {
  readonly start: number
  readonly end: number
}

interface Row {
  readonly delimiter: string
  readonly cells: readonly Cell[]
}

class FieldReader implements ViewReader {
  settled = 0
  readonly #sink: SegmentSink
  /** Of each key its values, or the one that there is. */
  readonly #keys = new Map<string, Segment | Cell>()
  #columns: Segment[] = []
  #before: Row | undefined
  #line = 0
  #pair = 0
  #reads = false
  /** The line is one of a subtitle. */
  #shown = false
  #subtitles: Segment | undefined

  constructor(sink: SegmentSink) {
    this.#sink = sink
  }

  read(input: string, ended: boolean): void {
    this.#pairs(input, ended)
    for (;;) {
      const newline = input.indexOf('\n', this.#line)
      if (newline < 0) break
      this.#row(input, this.#line, newline)
      this.#line = newline + 1
    }
    if (ended && this.#line < input.length) {
      this.#row(input, this.#line, input.length)
      this.#line = input.length
    }
    const waits =
      !ended &&
      (this.#before !== undefined || this.#reads || this.#shown) &&
      input.length - this.#line <= LONGEST
    this.settled = ended ? input.length : Math.min(this.#pair, waits ? this.#line : input.length)
    this.#leaveSubtitles(this.settled)
  }

  #pairs(input: string, ended: boolean): void {
    if (input.indexOf('"', this.#pair) < 0) {
      this.#pair = input.length
      return
    }
    PAIR.lastIndex = this.#pair
    for (let match = PAIR.exec(input); match !== null; match = PAIR.exec(input)) {
      const [written, key, text, number] = match
      const value = (text ?? number)!
      const end = match.index + written.length - (text === undefined ? 0 : 1)
      this.#add(input, key!, { start: end - value.length, end })
      this.#pair = match.index + written.length
    }
    OPEN_PAIR.lastIndex = Math.max(this.#pair, input.length - 500)
    this.#pair = ended ? input.length : (OPEN_PAIR.exec(input)?.index ?? input.length)
  }

  #add(input: string, key: string, { start, end }: Cell): void {
    const name = key.replace(/[0-9]+/g, '#').toLowerCase()
    const known = this.#keys.get(name)
    if (known === undefined) {
      if (this.#keys.size < MOST_KEYS) this.#keys.set(name, { start, end })
      return
    }
    // A key that stands alone is a heading.
    const segment = known instanceof Segment ? known : this.#sink.fresh('field', start)
    if (!(known instanceof Segment)) {
      this.#keys.set(name, segment)
      write(segment, input, known)
    }
    write(segment, input, { start, end })
  }

  #row(input: string, start: number, end: number): void {
    const text = end - start > LONGEST ? '' : input.slice(start, end)
    if (this.#shown && text.trim() !== '') {
      this.#leaveSubtitles(start)
      this.#subtitles ??= this.#sink.fresh('subtitles', start)
      write(this.#subtitles, input, { start, end })
    }
    this.#shown = text.trim() !== '' && (this.#shown || SHOWN.test(text))
    const field = YAML.exec(text)
    this.#reads = field !== null
    if (field !== null) {
      const [, indent, key, quote, value] = field
      const at = start + text.indexOf(value!, indent!.length + key!.length + 1 + quote!.length)
      this.#add(input, key!, { start: at, end: at + value!.length })
    }
    const row = field === null ? rowOf(text, start) : undefined
    const before = this.#before
    this.#before = row
    if (row === undefined || before === undefined || row.delimiter !== before.delimiter) {
      this.#leave()
      return
    }
    if (row.cells.length !== before.cells.length) {
      this.#leave()
      return
    }
    if (this.#columns.length === 0) {
      this.#columns = row.cells.slice(0, MOST_COLUMNS).map(() => this.#sink.fresh('column', start))
      this.#cells(input, before)
    }
    this.#cells(input, row)
  }

  #cells(input: string, { cells }: Row): void {
    for (const [i, segment] of this.#columns.entries()) write(segment, input, cells[i]!)
  }

  /** What is open in them is decided before it is let go. */
  #leaveSubtitles(at: number): void {
    if (this.#subtitles === undefined || at - this.#subtitles.reach <= IDLE) return
    this.#subtitles.close()
    this.#subtitles = undefined
  }

  #leave(): void {
    for (const segment of this.#columns) segment.close()
    this.#columns = []
  }
}

function write(segment: Segment, input: string, { start, end }: Cell): void {
  segment.keep(input, start, end)
  segment.add(' ', end, end)
}

/** Cells of a line of a table, without their quotes and blanks; of one column there is no table. */
function rowOf(text: string, offset: number): Row | undefined {
  const delimiter = delimiterOf(text)
  if (delimiter === undefined) return undefined
  const cells: Cell[] = []
  let quoted = false
  let from = 0
  for (let i = 0; i <= text.length; i++) {
    if (text[i] === '"') quoted = !quoted
    if (i < text.length && (quoted || text[i] !== delimiter)) continue
    let [start, end] = [from, i]
    while (start < end && /["\s]/.test(text[start]!)) start += 1
    while (end > start && /["\s]/.test(text[end - 1]!)) end -= 1
    // What stands outside the bars of a table is nothing.
    if (delimiter !== '|' || end > start) cells.push({ start: offset + start, end: offset + end })
    from = i + 1
  }
  return cells.length < 2 ? undefined : { delimiter, cells }
}

function delimiterOf(text: string): string | undefined {
  if (/^\s*\|/.test(text)) return '|'
  for (const delimiter of ['\t', ';']) if (text.includes(delimiter)) return delimiter
  // A comma of a sentence has a blank behind it.
  return text.includes(',') && !/, /.test(text.replace(/"[^"]*"/g, '')) ? ',' : undefined
}
