/** A piece of text on a page, as the file shows it. Coordinates grow to the right and upwards. */
export interface PdfItem {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly width: number
  /** Size of the letters. */
  readonly size: number
  /** Runs in another direction than to the right. */
  readonly isTurned: boolean
}

/** Items beside each other, without a gap that a space does not fill. */
interface Segment {
  text: string
  readonly x: number
  end: number
  readonly y: number
  readonly size: number
  readonly isTurned: boolean
}

/**
 * The paragraphs of a page. Files show text in any order, mostly that of reading; where a page stands in columns they
 * are told by the white space between them, and read one after the other. Words parted at the end of a line are joined.
 */
export function pageText(items: readonly PdfItem[]): string {
  const marks = new Set(items.filter((item, i) => isNoteMark(item, items[i - 1])))
  const segments = segmentsOf(items.filter((item) => !marks.has(item)))
  const said = [...marks].map(({ text }) => text).join(' ')
  return [...paragraphsOf(inReadingOrder(segments, 0)), said].join('\n\n').trim()
}

/** A small raised number within a sentence: the sentence reads on without it. */
function isNoteMark({ text, y, size, isTurned }: PdfItem, before: PdfItem | undefined): boolean {
  if (before === undefined || isTurned || !/^[\d*†‡]{1,3}$/.test(text)) return false
  const raised = y - before.y
  return size < 0.8 * before.size && raised > 0.1 * before.size && raised < 0.8 * before.size
}

function segmentsOf(items: readonly PdfItem[]): Segment[] {
  const segments: Segment[] = []
  for (const { text, x, y, width, size, isTurned } of items) {
    if (text.trim() === '') continue
    const last = segments.at(-1)
    const gap = last === undefined ? 0 : x - last.end
    const isBeside = isTurned || (gap > -0.5 * size && gap < 1.2 * size)
    if (
      last !== undefined &&
      last.isTurned === isTurned &&
      Math.abs(last.y - y) < 0.4 * Math.max(size, last.size) &&
      isBeside
    ) {
      const isApart = gap > 0.15 * size && !/\s$/.test(last.text) && !/^\s/.test(text)
      last.text += (isApart && !isTurned ? ' ' : '') + text
      last.end = x + width
    } else segments.push({ text, x, end: x + width, y, size, isTurned })
  }
  return segments
}

/** Lines that each of two columns needs: fewer are a table, or a heading beside a picture. */
const COLUMN_LINES = 4
const COLUMNS = 4

function inReadingOrder(segments: readonly Segment[], depth: number): readonly Segment[] {
  if (depth >= COLUMNS || segments.some(({ isTurned }) => isTurned)) return segments
  const gutter = gutterOf(segments)
  if (gutter === undefined) return segments
  const ordered: Segment[] = []
  let left: Segment[] = []
  let right: Segment[] = []
  const end = () => {
    ordered.push(...inReadingOrder(left, depth + 1), ...inReadingOrder(right, depth + 1))
    left = []
    right = []
  }
  const rows = rowsOf(segments)
  const prose = rows.map((row) => row.some(isProse))
  for (const [i, row] of rows.entries()) {
    // A row of cells above or below the columns is read across; one between their lines is the end of a paragraph.
    const isInColumns = prose[i] || (prose[i - 1] && prose[i + 1])
    if (isInColumns && row.every(({ x, end: right }) => right <= gutter + 1 || x >= gutter - 1)) {
      left.push(...row.filter(({ x }) => x < gutter - 1))
      right.push(...row.filter(({ x }) => x >= gutter - 1))
      continue
    }
    // A heading over all columns: what stands above it is read before.
    end()
    ordered.push(...row)
  }
  end()
  return ordered
}

/** Segments of one line each, from the top. */
function rowsOf(segments: readonly Segment[]): Segment[][] {
  const rows: Segment[][] = []
  for (const segment of [...segments].sort((a, b) => b.y - a.y)) {
    const first = rows.at(-1)?.[0]
    if (first !== undefined && first.y - segment.y < 0.4 * Math.max(first.size, segment.size))
      rows.at(-1)!.push(segment)
    else rows.push([segment])
  }
  for (const row of rows) row.sort((a, b) => a.x - b.x)
  return rows
}

/** Longer than a word or a number. */
function isProse({ text }: Segment): boolean {
  return text.length >= (WIDE.test(text) ? 8 : 18)
}

/**
 * Middle of the strip that the fewest lines cross, hardly any, and of these of the widest, that has columns of text on
 * both sides. Lines of a column end where they will: a strip behind the shorter ones is crossed by the longer.
 */
function gutterOf(segments: readonly Segment[]): number | undefined {
  if (segments.length < 2 * COLUMN_LINES) return undefined
  const edges = [...new Set(segments.map(({ end }) => end))].sort((a, b) => a - b)
  let best: number | undefined
  let fewest = segments.length / 5
  let widest = 0
  for (const edge of edges) {
    const next = Math.min(...segments.filter(({ x }) => x > edge - 1).map(({ x }) => x))
    const width = next - edge
    if (!Number.isFinite(next) || width < 0.8 * segments[0]!.size) continue
    const middle = edge + width / 2
    const left = segments.filter(({ end }) => end <= middle)
    const right = segments.filter(({ x }) => x >= middle)
    const crossing = segments.length - left.length - right.length
    if (crossing > fewest || (crossing === fewest && width <= widest)) continue
    if (isColumn(left) && isColumn(right) && areBeside(left, right)) {
      fewest = crossing
      widest = width
      best = middle
    }
  }
  return best
}

/** Lines of prose, not cells. */
function isColumn(segments: readonly Segment[]): boolean {
  if (segments.length < COLUMN_LINES) return false
  return segments.filter(isProse).length >= segments.length * 0.6
}

function areBeside(left: readonly Segment[], right: readonly Segment[]): boolean {
  const span = (side: readonly Segment[]) => ({
    top: Math.max(...side.map(({ y }) => y)),
    bottom: Math.min(...side.map(({ y }) => y)),
  })
  const [a, b] = [span(left), span(right)]
  const common = Math.min(a.top, b.top) - Math.max(a.bottom, b.bottom)
  return common > 0.3 * Math.min(a.top - a.bottom, b.top - b.bottom)
}

interface Line {
  readonly cells: string[]
  readonly first: Segment
}

function paragraphsOf(segments: readonly Segment[]): string[] {
  const lines: Line[] = []
  for (const segment of segments) {
    const last = lines.at(-1)
    const size = Math.max(segment.size, last?.first.size ?? 0)
    if (last !== undefined && !segment.isTurned && Math.abs(last.first.y - segment.y) < 0.4 * size)
      last.cells.push(segment.text)
    else lines.push({ cells: [segment.text], first: segment })
  }
  const paragraphs: string[] = []
  let text = ''
  let last: Line | undefined
  for (const line of lines) {
    const said = line.cells.join('\t')
    if (last === undefined) text = said
    else {
      const size = Math.max(line.first.size, last.first.size)
      const down = last.first.y - line.first.y
      if (down < 0 || down > 2 * size || Math.abs(line.first.size - last.first.size) > 0.2 * size) {
        paragraphs.push(text)
        text = said
      } else if (line.cells.length > 1 || last.cells.length > 1) text += `\n${said}`
      else text = joinLines(text, said)
    }
    last = line
  }
  return [...paragraphs, text].map((one) => one.trim()).filter((one) => one !== '')
}

const WIDE = /[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef]/

function joinLines(text: string, next: string): string {
  const before = text.trimEnd()
  const after = next.trimStart()
  if (/\p{L}[-\u00ad\u2010]$/u.test(before) && /^\p{Ll}/u.test(after)) return before.slice(0, -1) + after
  if (WIDE.test(before.at(-1) ?? '') && WIDE.test(after[0] ?? '')) return before + after
  return `${before}\n${after}`
}
