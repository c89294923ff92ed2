import { LIMITS } from '../../core/limits.js'
import type { SourceTable } from '../../core/types.js'
import { surfaceFold } from '../../text/fold.js'

/**
 * A document cut into *records*: what stands together. A row of a table is one, and so is a piece of prose;
 * neighboring pieces stand together too, neighboring rows do not. Record 0 is the head of the document
 * (title, letterhead, first lines) and stands with everything.
 */
export interface SourceRecord {
  readonly ordinal: number
  /** Prose, read for names. */
  readonly text?: string
  /** A row, or the lines of a form. */
  readonly fields?: readonly Field[]
  readonly isRow?: boolean
}

export interface Field {
  readonly name: string
  readonly value: string
  /** The source says that it tells by itself which row it is of. */
  readonly identifying?: boolean
}

/** Code units of one piece of prose. Two of them are about as far as a reference reaches back. */
const LONGEST_PIECE = 700
/** A document up to this length is one record: a mail, a ticket, a note. */
const SHORT = 1_600
const HEAD = 300

export function recordsOf(text: string, title: string): SourceRecord[] {
  const records: SourceRecord[] = []
  if (title !== '') records.push({ ordinal: 0, text: title })
  const blocks = blocksOf(text)
  const short = text.length <= SHORT && blocks.every(({ rows }) => rows === undefined)
  let ordinal = 1
  let isFirst = true
  const next = (step: number) => {
    const taken = Math.min(ordinal, LIMITS.termRecords)
    ordinal += step
    return taken
  }
  for (const { prose, rows } of blocks) {
    if (rows !== undefined) {
      // A gap on both sides keeps rows from being neighbors, of each other and of prose.
      ordinal += 1
      for (const fields of rows) records.push({ ordinal: next(2), fields, isRow: true })
    } else if (short) {
      records.push(...withForms(0, prose))
    } else {
      for (const piece of piecesOf(prose)) {
        const isHead = isFirst && (piece.length <= HEAD || looksLikeHead(piece))
        records.push(...withForms(isHead ? 0 : next(1), piece))
        isFirst = false
      }
    }
    isFirst = false
  }
  return records
}

/** Rows that come as data, none of them the neighbor of another one. */
export function tableRecords(
  { rows, identifying = [], ignored = [] }: SourceTable,
  from: number,
): SourceRecord[] {
  const folded = (names: readonly string[]) => new Set(names.map(surfaceFold))
  const [telling, left] = [folded(identifying), folded(ignored)]
  return rows.map((row, i) => ({
    ordinal: Math.min(from + 2 * i, LIMITS.termRecords),
    fields: Object.entries(row).flatMap(([column, value]): Field[] => {
      const name = surfaceFold(column)
      const field = { name, value: surfaceFold(String(value)).trim() }
      // `orders.item` is that of each of the orders.
      const each = name.replace(/\[[0-9]+\]/g, '')
      if (left.has(name) || left.has(each)) return []
      return [telling.has(name) || telling.has(each) ? { ...field, identifying: true } : field]
    }),
    isRow: true,
  }))
}

/** `Name: value` lines are read twice: as prose, and as what they are. */
function withForms(ordinal: number, text: string): SourceRecord[] {
  const fields: Field[] = []
  for (const match of text.matchAll(FORM_LINE))
    fields.push({ name: match[1]!.trim(), value: match[2]!.trim() })
  return fields.length === 0
    ? [{ ordinal, text }]
    : [
        { ordinal, text },
        { ordinal, fields },
      ]
}

const FORM_LINE =
  /(?:^|\n|[;|・●▪*] ?)[-*・●■◆\s]{0,4}([^\n:：;|]{1,32})[:：][ \t]{0,4}([^\n;|]{1,80})(?=$|\n|[;|])/g

function looksLikeHead(text: string): boolean {
  return /^(?:from|to|subject|date|title|re|cc|件名|宛先|差出人|日付|送信者)[ \t]*[:：]/i.test(text)
}

interface Block {
  readonly prose: string
  readonly rows?: readonly (readonly Field[])[]
}

function blocksOf(text: string): Block[] {
  const whole = jsonRows(text)
  if (whole !== undefined) return [{ prose: '', rows: whole }]
  const blocks: Block[] = []
  let prose: string[] = []
  const lines = text.split(/\r?\n/)
  for (let i = 0; i < lines.length; ) {
    const table = tableAt(lines, i)
    if (table === undefined) {
      prose.push(lines[i]!)
      i += 1
      continue
    }
    if (prose.join('').trim() !== '') blocks.push({ prose: prose.join('\n') })
    prose = []
    blocks.push({ prose: '', rows: table.rows })
    i = table.end
  }
  if (prose.join('').trim() !== '') blocks.push({ prose: prose.join('\n') })
  return blocks
}

const DELIMITERS: readonly string[] = ['\t', ',', ';', '|', '，', '、']

/** A head line and at least one more line with as many cells; three columns, or two with a tab or a bar. */
function tableAt(lines: readonly string[], start: number): { rows: Field[][]; end: number } | undefined {
  const head = lines[start]!
  for (const delimiter of DELIMITERS) {
    if (!head.includes(delimiter)) continue
    const names = cellsOf(head, delimiter)
    if (names.length < (delimiter === '\t' || delimiter === '|' ? 2 : 3)) continue
    if (names.some((name) => name.length > 40 || /[.。!?！？]$/.test(name))) continue
    const rows: Field[][] = []
    let at = start + 1
    for (; at < lines.length; at++) {
      const line = lines[at]!
      if (/^[\s|:+-]+$/.test(line) && line.includes('-')) continue
      if (line.trim() === '') break
      const cells = cellsOf(line, delimiter)
      if (cells.length !== names.length) break
      rows.push(cells.map((value, i) => ({ name: names[i]!, value })))
    }
    const enough = delimiter === '\t' || delimiter === '|' ? 1 : 2
    if (rows.length < enough) continue
    return { rows: isForm(names, rows) ? [formOf(names, rows)] : rows, end: at }
  }
  return undefined
}

/** Two columns without a head: a name and its value on every line, all of one thing. */
function isForm(head: readonly string[], rows: readonly (readonly Field[])[]): boolean {
  if (head.length !== 2) return false
  const lines = [head, ...rows.map((row) => row.map(({ value }) => value))]
  const labels = lines.filter(([label]) => LABEL.test(label!)).length
  return /[0-9]/.test(head[1]!) || (labels >= 2 && labels * 2 >= lines.length)
}

function formOf(head: readonly string[], rows: readonly (readonly Field[])[]): Field[] {
  return [head, ...rows.map((row) => row.map(({ value }) => value))].map(([name, value]) => ({
    name: name!,
    value: value!,
  }))
}

const LABEL =
  /^(?:reference|applicant|approver|supplier|customer|client|vendor|amount|total|sum|price|date|due|deadline|start|end|name|employee|patient|owner|subject|from|to|reason|status|account|phone|e-?mail|address|department|title|number|id|needed by|budget|lead|chair)(?:[^a-z].*)?$|(?:者|先|日|額|名|号|署|限|費|件|由)$/i

/** Cells of a line, quotes as in RFC 4180. */
function cellsOf(line: string, delimiter: string): string[] {
  const source = delimiter === '|' ? line.trim().replace(/^\||\|$/g, '') : line
  const cells: string[] = []
  let cell = ''
  let quoted = false
  for (let i = 0; i < source.length; i++) {
    const character = source[i]!
    if (quoted) {
      if (character !== '"') cell += character
      else if (source[i + 1] === '"') {
        cell += '"'
        i += 1
      } else quoted = false
    } else if (character === '"' && cell.trim() === '') {
      quoted = true
      cell = ''
    } else if (character === delimiter) {
      cells.push(cell.trim())
      cell = ''
    } else cell += character
  }
  cells.push(cell.trim())
  return cells
}

/** An array of objects, an object, or one object to a line. */
function jsonRows(text: string): Field[][] | undefined {
  const trimmed = text.trim()
  if (!/^[[{]/.test(trimmed)) return undefined
  const values =
    parsed(trimmed) ?? trimmed.split('\n').map((line) => (line.trim() === '' ? [] : parsed(line)))
  const objects = (Array.isArray(values) ? values.flat() : [values]).filter(
    (value): value is Record<string, unknown> => typeof value === 'object' && value !== null,
  )
  if (objects.length === 0 || (Array.isArray(values) && values.includes(undefined))) return undefined
  const rows: Field[][] = []
  for (const object of objects) collectRows(object, '', [], rows, 0)
  return rows
}

/** Objects in objects are of one record; objects in lists are records of their own, with what is around them. */
function collectRows(
  object: Record<string, unknown>,
  prefix: string,
  around: readonly Field[],
  rows: Field[][],
  depth: number,
): void {
  const own: Field[] = [...around]
  const inner: Record<string, unknown>[] = []
  const visit = (value: unknown, name: string, level: number): void => {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      own.push({ name, value: String(value) })
    } else if (Array.isArray(value)) {
      for (const item of value) {
        if (typeof item === 'object' && item !== null && !Array.isArray(item)) inner.push(item as never)
        else visit(item, name, level + 1)
      }
    } else if (typeof value === 'object' && value !== null && level < 8) {
      for (const [key, member] of Object.entries(value)) visit(member, key, level + 1)
    }
  }
  visit(object, prefix, 0)
  if (own.length > around.length || inner.length === 0) rows.push(own)
  if (depth < 4) for (const item of inner) collectRows(item, '', own.slice(0, 8), rows, depth + 1)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Prose cut at blank lines, lines and sentences into pieces of about the same length. */
function piecesOf(prose: string): string[] {
  const pieces: string[] = []
  let piece = ''
  for (const sentence of prose.split(/(?<=\n\s*\n)|(?<=\n)|(?<=[.!?] )|(?<=[。！？])/)) {
    if (piece.length + sentence.length > LONGEST_PIECE && piece.trim() !== '') {
      pieces.push(piece)
      piece = ''
    }
    piece += sentence
  }
  if (piece.trim() !== '') pieces.push(piece)
  return pieces
}
