import { basename } from 'node:path/posix'
import { LIMITS } from '../../../src/core/limits.js'
import type { FileContent, FileSource } from '../content.js'
import type { Cells } from '../tables.js'
import { Unfit } from '../unfit.js'
import { readEmbedded, readPictured } from './docx.js'
import { readProperties, readRelations } from './office-properties.js'
import { PositionedText } from './positioned-text.js'
import { addSheet, columnOf, type SheetRow, tableOfSheets } from './sheet.js'
import { readXml } from './xml.js'
import { openZip, type Zip } from './zip.js'

/**
 * An Excel workbook (ECMA-376): every sheet, hidden ones, rows and columns too, with the values that formulas had
 * when it was saved; then comments, text in shapes, headers and footers, and properties.
 */
export async function readXlsx({ path, bytes, budget, inner }: FileSource): Promise<FileContent> {
  const zip = await openZip(bytes, budget)
  const root = await readRelations(zip, '')
  const main = [...root.values()].find(({ type }) => type === 'officeDocument')?.target ?? 'xl/workbook.xml'
  if (!zip.has(main)) throw new Unfit('document-invalid', 'it has no workbook part: it may be damaged')
  const relations = await readRelations(zip, main)
  const partOf = (type: string) => [...relations.values()].find((one) => one.type === type)?.target
  const strings = await readStrings(zip, partOf('sharedStrings'))
  const { sheets, since1904 } = await readWorkbook(zip, main)
  const styles = await readStyles(zip, partOf('styles'))
  const properties = await readProperties(zip)
  const out = new PositionedText()
  const table: Cells[] = []
  for (const [i, { relation, isHidden }] of sheets.entries()) {
    const part = relations.get(relation)?.target
    if (part === undefined || !zip.has(part)) continue
    const name = `sheet ${i + 1}${isHidden ? ' (hidden)' : ''}`
    const { rows, margins } = await readSheet(zip, part, { strings, styles, since1904 })
    out.at(name)
    out.add(sheets[i]!.name)
    table.push(...addSheet(out, name, rows))
    for (const [where, said] of margins) {
      out.at(`${name}, ${where}`)
      out.add(said)
    }
    for (const { type, target } of (await readRelations(zip, part)).values()) {
      if (zip.has(target) && /^(?:comments|threadedComment|drawing|vmlDrawing)$/.test(type))
        await readNotes(zip, target, out, `${name}, ${type === 'drawing' ? 'shape' : 'comment'}`)
    }
  }
  await readPictured(zip, out)
  out.addProperties(properties)
  const rows = tableOfSheets(table)
  const title = properties.get('Title')?.trim()
  return {
    own: { ...out.end(), title: title || basename(path), ...(rows === undefined ? {} : { table: rows }) },
    parts: await readEmbedded(zip, inner),
  }
}

async function readWorkbook(zip: Zip, main: string) {
  const sheets: { name: string; relation: string; isHidden: boolean }[] = []
  let since1904 = false
  await readXml((await zip.read(main))!, {
    open(element, { name = '', state = 'visible', date1904, ...attributes }) {
      if (element === 'sheet')
        sheets.push({ name, relation: attributes['r:id'] ?? '', isHidden: state !== 'visible' })
      if (element === 'workbookPr') since1904 = date1904 === '1' || date1904 === 'true'
    },
  })
  return { sheets, since1904 }
}

/** Strings without their phonetic guides, which follow them. */
async function readStrings(zip: Zip, part: string | undefined): Promise<readonly string[]> {
  const strings: string[] = []
  const bytes = part === undefined ? undefined : await zip.read(part)
  if (bytes === undefined) return strings
  let phonetic = 0
  let inText = false
  await readXml(bytes, {
    open(name) {
      if (name === 'si') strings.push('')
      if (name === 'rPh') phonetic += 1
      inText = name === 't' && phonetic === 0
    },
    text(said) {
      if (inText) strings.push((strings.pop() ?? '') + said)
    },
    close(name) {
      if (name === 'rPh') phonetic -= 1
      inText = false
    },
  })
  return strings
}

type Shown = 'date' | 'percent' | undefined

/** For each cell style whether its numbers are dates or percentages. */
async function readStyles(zip: Zip, part: string | undefined): Promise<readonly Shown[]> {
  const shown: Shown[] = []
  const bytes = part === undefined ? undefined : await zip.read(part)
  if (bytes === undefined) return shown
  const formats = new Map<string, string>()
  let inCells = false
  await readXml(bytes, {
    open(name, { numFmtId = '0', formatCode = '' }) {
      if (name === 'numFmt') formats.set(numFmtId, formatCode)
      if (name === 'cellXfs') inCells = true
      if (name === 'xf' && inCells) shown.push(shownAs(Number(numFmtId), formats.get(numFmtId)))
    },
    close(name) {
      if (name === 'cellXfs') inCells = false
    },
  })
  return shown
}

/** Built-in formats by number (ECMA-376 part 1, 18.8.30, with those of East Asia), others by their code. */
function shownAs(number: number, code: string | undefined): Shown {
  if (code === undefined) {
    if (number === 9 || number === 10) return 'percent'
    const isDate =
      (number >= 14 && number <= 22) ||
      (number >= 27 && number <= 36) ||
      (number >= 45 && number <= 47) ||
      (number >= 50 && number <= 58)
    return isDate ? 'date' : undefined
  }
  const bare = code.replace(/"[^"]*"|\\.|\[[^\]]*\]|_.|\*./g, '')
  if (bare.includes('%')) return 'percent'
  return /[ymdhs]/i.test(bare) && !/general/i.test(bare) ? 'date' : undefined
}

interface Workbook {
  readonly strings: readonly string[]
  readonly styles: readonly Shown[]
  readonly since1904: boolean
}

async function readSheet(zip: Zip, part: string, workbook: Workbook) {
  const rows: SheetRow[] = []
  const margins: [string, string][] = []
  let cells = new Map<number, string>()
  let count = 0
  let row = 0
  let column = -1
  let type = 'n'
  let style = 0
  let value = ''
  let collects = false
  let phonetic = 0
  await readXml((await zip.read(part))!, {
    open(name, attributes) {
      if (name === 'row') {
        row = Number(attributes['r'] ?? row + 1)
        column = -1
        cells = new Map()
      } else if (name === 'c') {
        column = attributes['r'] === undefined ? column + 1 : columnOf(attributes['r'])
        type = attributes['t'] ?? 'n'
        style = Number(attributes['s'] ?? 0)
        value = ''
      } else if (name === 'rPh') phonetic += 1
      else if (/^(?:odd|even|first)(?:Header|Footer)$/.test(name)) value = ''
      collects = phonetic === 0 && (name === 'v' || name === 't' || /(?:Header|Footer)$/.test(name))
    },
    text(said) {
      if (collects) value += said
    },
    close(name) {
      collects = false
      if (name === 'rPh') phonetic -= 1
      else if (name === 'c') {
        const said = cellText(value, type, style, workbook)
        if (said !== '') cells.set(column, said)
      } else if (name === 'row' && cells.size > 0) {
        count += cells.size
        if (count > MOST_CELLS) throw new Unfit('document-too-large', TOO_MANY)
        rows.push({ number: row, cells })
      } else if (/^(?:odd|even|first)(?:Header|Footer)$/.test(name)) {
        // `&L`, `&C`, `&R` part it, `&"Arial,Bold"` and `&12` say how it looks.
        margins.push([
          /Header$/.test(name) ? 'header' : 'footer',
          value.replace(/&"[^"]*"|&\d+|&K[\dA-F]{6}|&[A-Z]/g, ' '),
        ])
        value = ''
      }
    },
  })
  return { rows, margins }
}

/** Cells of one sheet; each takes a hundred bytes and more while it is read. */
const MOST_CELLS = 2_000_000
const TOO_MANY = `a sheet has more than ${MOST_CELLS} cells: save it as CSV, which is read row by row (up to ${LIMITS.tableFileBytes} bytes)`

function cellText(
  value: string,
  type: string,
  style: number,
  { strings, styles, since1904 }: Workbook,
): string {
  if (type === 's') return strings[Number(value)] ?? ''
  if (type === 'b') return value === '1' ? 'TRUE' : 'FALSE'
  if (type === 'e') return ''
  if (type !== 'n' || value === '' || !Number.isFinite(Number(value))) return value
  const number = Number(value)
  const shown = styles[style]
  if (shown === 'date') return dateText(number, since1904)
  // What a double cannot hold exactly is written with all its digits; people see fifteen.
  const plain = Number.isSafeInteger(number) ? value : String(Number(number.toPrecision(15)))
  return shown === 'percent' ? `${Number((number * 100).toPrecision(15))}%` : plain
}

const DAY = 24 * 60 * 60 * 1000

/** Days since the end of 1899 (and a day more, for the 29 February 1900 that never was), or since 1904. */
function dateText(days: number, since1904: boolean): string {
  const epoch = since1904 ? Date.UTC(1904, 0, 1) : days < 60 ? Date.UTC(1899, 11, 31) : Date.UTC(1899, 11, 30)
  const date = new Date(epoch + Math.round((days * DAY) / 1000) * 1000)
  if (Number.isNaN(date.getTime())) return String(days)
  const text = date.toISOString()
  const time = text.slice(11, text.slice(17, 19) === '00' ? 16 : 19)
  if (days >= 0 && days < 1) return time
  return time === '00:00' ? text.slice(0, 10) : `${text.slice(0, 10)} ${time}`
}

/** Comments and the text of shapes, paragraph by paragraph. */
async function readNotes(zip: Zip, part: string, out: PositionedText, where: string): Promise<void> {
  let said = ''
  let at = where
  let inText = false
  const end = () => {
    out.at(at)
    out.add(said)
    said = ''
  }
  await readXml((await zip.read(part))!, {
    open(name, { ref }) {
      if ((name === 'comment' || name === 'threadedComment') && ref !== undefined) {
        at = `${where.slice(0, where.lastIndexOf(','))}, comment on ${ref}`
      }
      inText = name === 't' || name === 'text' || name === 'author' || name === 'font'
    },
    text(words) {
      if (inText) said += words
    },
    close(name) {
      inText = false
      if (/^(?:p|comment|threadedComment|author|div)$/.test(name)) end()
    },
  })
}
