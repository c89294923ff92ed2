import type { PositionedText } from './positioned-text.js'

/**
 * Paragraphs of an office document while their XML is read. A paragraph with tracked changes is kept both ways, as
 * it reads with the changes and as it read before: put together, neither would be found. Tables become lines of
 * cells. What stands apart (a text box, a note) is told after the paragraph in which it is anchored.
 */
export class Paragraphs {
  readonly #out: PositionedText
  readonly #stack: Frame[] = []
  #count = 0
  #tables = 0
  #frame: Frame = newFrame('')
  /** Inside of insertions and deletions; the innermost counts. */
  readonly changes: ('inserted' | 'deleted')[] = []

  constructor(out: PositionedText) {
    this.#out = out
  }

  text(said: string): void {
    const change = this.changes.at(-1)
    if (change !== 'deleted') this.#frame.now += said
    if (change !== 'inserted') this.#frame.before += said
  }

  /** Deleted text that stands elsewhere in the file. */
  deleted(said: string): void {
    this.#frame.before += said
  }

  /** Ends a paragraph; in a cell of a table, a line of it. */
  endParagraph(): void {
    const { now, before, cells } = this.#frame
    this.#frame.now = ''
    this.#frame.before = ''
    if (cells !== undefined) {
      cells.now = joined(cells.now, now)
      cells.before = joined(cells.before, before)
      return
    }
    if (this.#frame.where === '') this.#count += 1
    this.#tell(this.#frame.where === '' ? `paragraph ${this.#count}` : this.#frame.where, now, before)
    this.#tellApart()
  }

  startTable(): void {
    this.#tables += 1
    this.#push({ ...newFrame(this.#frame.where || `table ${this.#tables}`), rows: [] })
  }

  startRow(): void {
    this.#frame.row = []
  }

  startCell(): void {
    this.#frame.cells = { now: '', before: '' }
  }

  endCell(): void {
    const { cells, now, before } = this.#frame
    if (cells === undefined) return
    this.#frame.row?.push({ now: joined(cells.now, now), before: joined(cells.before, before) })
    this.#frame.now = ''
    this.#frame.before = ''
    delete this.#frame.cells
  }

  endRow(): void {
    if (this.#frame.row !== undefined) this.#frame.rows?.push(this.#frame.row)
    delete this.#frame.row
  }

  endTable(): void {
    const { where, rows = [], apart } = this.#pop()
    const lines = rows
      .map((row, i) => ({ at: `${where}, row ${i + 1}`, now: line(row, 'now'), before: line(row, 'before') }))
      .filter(({ now, before }) => now.trim() !== '' || before.trim() !== '')
    this.#frame.apart.push(...apart)
    // A table within a cell is told with the cell.
    if (this.#frame.cells !== undefined || this.#frame.where !== '') {
      const target = this.#frame.cells ?? this.#frame
      for (const { now, before } of lines) {
        target.now = joined(target.now, now)
        target.before = joined(target.before, before)
      }
      return
    }
    const now = lines.filter((one) => one.now.trim() !== '')
    if (now.length > 0) this.#out.addLines(now.map((one) => ({ at: one.at, text: one.now.trimEnd() })))
    const changed = lines.filter((one) => one.before.trim() !== '' && one.before !== one.now)
    for (const one of changed) {
      this.#out.at(`${one.at}, before tracked changes`)
      this.#out.add(one.before)
    }
    this.#tellApart()
  }

  /** What follows stands apart, `text box`, `footnote 2`, until `endApart`. */
  startApart(where: string): void {
    this.#push(newFrame(where))
  }

  endApart(): void {
    const { where, now, before, apart } = this.#pop()
    if (now.trim() !== '' || before.trim() !== '') apart.push({ where, now, before })
    this.#frame.apart.push(...apart)
    if (this.#stack.length === 0 && this.#frame.now === '') this.#tellApart()
  }

  #push(frame: Frame): void {
    this.#stack.push(this.#frame)
    this.#frame = frame
  }

  #pop(): Frame {
    const frame = this.#frame
    this.#frame = this.#stack.pop() ?? newFrame('')
    return frame
  }

  #tell(where: string, now: string, before: string): void {
    if (this.#stack.length > 0) {
      this.#frame.apart.push({ where, now, before })
      return
    }
    this.#out.at(where)
    this.#out.add(now)
    if (before.trim() === '' || before === now) return
    this.#out.at(`${where}, before tracked changes`)
    this.#out.add(before)
  }

  #tellApart(): void {
    if (this.#stack.length > 0) return
    const { apart } = this.#frame
    this.#frame.apart = []
    for (const { where, now, before } of apart) this.#tell(where, now, before)
  }
}

interface Said {
  now: string
  before: string
}

interface Frame extends Said {
  /** Empty in the text itself, whose paragraphs are counted. */
  readonly where: string
  readonly rows?: Said[][]
  row?: Said[]
  cells?: Said
  apart: (Said & { readonly where: string })[]
}

function newFrame(where: string): Frame {
  return { where, now: '', before: '', apart: [] }
}

function joined(a: string, b: string): string {
  const said = b.trim()
  return a === '' ? said : said === '' ? a : `${a} ${said}`
}

function line(row: readonly Said[], way: 'now' | 'before'): string {
  return row.map((cell) => cell[way].replace(/\s+/g, ' ').trim()).join('\t')
}
