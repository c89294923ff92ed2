import { basename } from 'node:path/posix'
import type { FileSource, FileText } from '../content.js'
import type { Cells } from '../tables.js'
import { Unfit } from '../unfit.js'
import { readProperties } from './office-properties.js'
import { Paragraphs } from './paragraphs.js'
import { PositionedText } from './positioned-text.js'
import { addSheet, type SheetRow, tableOfSheets } from './sheet.js'
import { readXml } from './xml.js'
import { openZip, type Zip } from './zip.js'

/**
 * An OpenDocument text, spreadsheet or presentation (ODF 1.3): its text with notes, comments, tracked changes, hidden
 * parts, then headers and footers of its page styles, and its properties.
 */
export async function readOdf({ path, bytes, budget }: FileSource): Promise<FileText> {
  const zip = await openZip(bytes, budget)
  await refuseEncrypted(zip)
  const content = await zip.read('content.xml')
  if (content === undefined) throw new Unfit('document-invalid', 'it has no content part: it may be damaged')
  const properties = await readProperties(zip)
  const out = new PositionedText()
  const table: Cells[] = []
  const isSheet = (await kindOf(zip)) === 'spreadsheet'
  if (isSheet) await readSheets(content, out, table)
  else await readBody(content, out)
  const styles = await zip.read('styles.xml')
  if (styles !== undefined) await readMargins(styles, out)
  out.addProperties(properties)
  const rows = tableOfSheets(table)
  const title = properties.get('Title')?.trim()
  return { ...out.end(), title: title || basename(path), ...(rows === undefined ? {} : { table: rows }) }
}

async function kindOf(zip: Zip): Promise<string | undefined> {
  const type = (await zip.read('mimetype'))?.toString('latin1')
  return /opendocument\.([a-z]+)/.exec(type ?? '')?.[1]
}

async function refuseEncrypted(zip: Zip): Promise<void> {
  const manifest = await zip.read('META-INF/manifest.xml')
  if (manifest === undefined) return
  await readXml(manifest, {
    open(name) {
      if (name === 'encryption-data')
        throw new Unfit('document-invalid', 'it is encrypted: save it without a password')
    },
  })
}

/** What deletions took away, by the id of their change: it stands before the text that it was taken from. */
async function deletionsOf(content: Buffer): Promise<Map<string, string>> {
  const deletions = new Map<string, string>()
  let id: string | undefined
  let said = ''
  let inDeletion = false
  let inInfo = 0
  await readXml(content, {
    open(name, attributes) {
      if (name === 'changed-region') {
        id = attributes['text:id'] ?? attributes['id']
        said = ''
      } else if (name === 'deletion') inDeletion = true
      else if (name === 'change-info') inInfo += 1
    },
    text(words) {
      if (inDeletion && inInfo === 0) said += words
    },
    close(name) {
      if (name === 'change-info') inInfo -= 1
      else if (name === 'deletion') {
        inDeletion = false
        if (id !== undefined) deletions.set(id, said.trim())
      } else if (inDeletion && (name === 'p' || name === 'h') && said !== '') said += ' '
    },
  })
  return deletions
}

async function readBody(content: Buffer, out: PositionedText): Promise<void> {
  const deletions = await deletionsOf(content)
  await readParagraphs(content, out, { inside: 'body', deletions })
}

/** Headers and footers, which the page styles hold. */
async function readMargins(styles: Buffer, out: PositionedText): Promise<void> {
  await readParagraphs(styles, out, { inside: 'master-styles', deletions: new Map() })
}

const MARGINS = new Set(['header', 'header-left', 'header-first', 'footer', 'footer-left', 'footer-first'])

async function readParagraphs(
  xml: Buffer,
  out: PositionedText,
  { inside, deletions }: { inside: string; deletions: ReadonlyMap<string, string> },
): Promise<void> {
  const paragraphs = new Paragraphs(out)
  let depth = 0
  let ignored = 0
  let inParagraph = 0
  let slides = 0
  let notes = 0
  let comments = 0
  /** What each open element began, to be ended with it. */
  const open: ('' | 'apart')[] = []
  const apart = (where: string) => {
    paragraphs.startApart(where)
    open[open.length - 1] = 'apart'
  }
  await readXml(xml, {
    open(name, attributes) {
      if (name === inside) depth += 1
      if (depth === 0) return
      if (ignored > 0 || IGNORED.has(name)) {
        ignored += 1
        return
      }
      open.push('')
      if (name === 'p' || name === 'h') inParagraph += 1
      else if (name === 's') paragraphs.text(' '.repeat(Math.min(Number(attributes['c'] ?? 1), 1_000)))
      else if (name === 'tab') paragraphs.text('\t')
      else if (name === 'line-break') paragraphs.text('\n')
      else if (name === 'change-start') paragraphs.changes.push('inserted')
      else if (name === 'change-end') paragraphs.changes.pop()
      else if (name === 'change') paragraphs.deleted(deletions.get(attributes['change-id'] ?? '') ?? '')
      else if (name === 'hidden-text') paragraphs.text(attributes['string-value'] ?? '')
      else if (name === 'table') paragraphs.startTable()
      else if (name === 'table-row') paragraphs.startRow()
      else if (name === 'table-cell' || name === 'covered-table-cell') paragraphs.startCell()
      else if (name === 'page' && inside === 'body') {
        slides += 1
        apart(`slide ${slides}`)
      } else if (name === 'notes') apart(slides === 0 ? 'notes' : `slide ${slides}, notes`)
      else if (name === 'note') {
        notes += 1
        apart(`${attributes['note-class'] === 'endnote' ? 'endnote' : 'footnote'} ${notes}`)
      } else if (name === 'annotation') {
        comments += 1
        apart(slides === 0 ? `comment ${comments}` : `slide ${slides}, comment ${comments}`)
      } else if (name === 'text-box' && slides === 0 && inside === 'body') apart('text box')
      else if (name === 'ruby-text') apart('phonetic guide')
      else if (MARGINS.has(name)) apart(name.split('-')[0]!)
      else if (name === 'creator') paragraphs.text('')
    },
    text(said) {
      if (depth === 0 || ignored > 0) return
      // Between elements there is nothing but the layout of the XML; a comment's author is no paragraph.
      if (inParagraph > 0 || said.trim() !== '')
        paragraphs.text(inParagraph > 0 ? said.replace(/\s+/g, ' ') : said)
    },
    close(name) {
      if (depth > 0 && ignored > 0) {
        ignored -= 1
      } else if (depth > 0) {
        const began = open.pop()
        if (name === 'p' || name === 'h') {
          inParagraph -= 1
          paragraphs.endParagraph()
        } else if (name === 'creator') paragraphs.text(': ')
        else if (name === 'desc' || name === 'title') paragraphs.endParagraph()
        else if (name === 'table') paragraphs.endTable()
        else if (name === 'table-row') paragraphs.endRow()
        else if (name === 'table-cell' || name === 'covered-table-cell') paragraphs.endCell()
        if (began === 'apart') paragraphs.endApart()
      }
      if (name === inside) depth -= 1
    },
  })
}

/** Told elsewhere, or no words: numbers of notes and pages, dates of comments, what deletions took. */
const IGNORED = new Set(
  'tracked-changes note-citation date date-string page-number page-count sequence-decls forms automatic-styles'.split(
    ' ',
  ),
)

/** Rows and cells that repeat are empty in all but jokes: so often is one written out. */
const REPEATS = 1_000

async function readSheets(content: Buffer, out: PositionedText, table: Cells[]): Promise<void> {
  let sheets = 0
  let title = ''
  let rows: SheetRow[] = []
  let cells = new Map<number, string>()
  let row = 0
  let column = 0
  let repeat = 1
  let rowRepeat = 1
  let value: string | undefined
  let said = ''
  let inCell = false
  let noted = ''
  let inNote = false
  const notes: { at: string; text: string }[] = []
  await readXml(content, {
    open(name, attributes) {
      if (name === 'table') {
        sheets += 1
        title = attributes['table:name'] ?? ''
        rows = []
        row = 0
      } else if (name === 'table-row') {
        cells = new Map()
        column = 0
        rowRepeat = Number(attributes['number-rows-repeated'] ?? 1)
      } else if (name === 'table-cell' || name === 'covered-table-cell') {
        inCell = true
        said = ''
        repeat = Number(attributes['number-columns-repeated'] ?? 1)
        value = cellValue(attributes)
      } else if (name === 'annotation') {
        inNote = true
        noted = ''
      } else if (name === 's' && inCell) said += ' '
      else if (name === 'line-break' && inCell) said += '\n'
    },
    text(words) {
      if (inNote) noted += words
      else if (inCell) said += words
    },
    close(name) {
      if (name === 'p' && inNote) noted += '\n'
      else if (name === 'p' && inCell) said += '\n'
      else if (name === 'annotation') {
        inNote = false
        notes.push({ at: `sheet ${sheets}, comment in row ${row + 1}`, text: noted })
      } else if (name === 'table-cell' || name === 'covered-table-cell') {
        inCell = false
        const text = (value ?? said).trim()
        if (text !== '') for (let i = 0; i < Math.min(repeat, REPEATS); i++) cells.set(column + i, text)
        column += repeat
      } else if (name === 'table-row') {
        if (cells.size > 0)
          for (let i = 0; i < Math.min(rowRepeat, REPEATS); i++) rows.push({ number: row + i + 1, cells })
        row += rowRepeat
      } else if (name === 'table') {
        out.at(`sheet ${sheets}`)
        out.add(title)
        table.push(...addSheet(out, `sheet ${sheets}`, rows))
        for (const { at, text } of notes.splice(0)) {
          out.at(at)
          out.add(text)
        }
      }
    },
  })
}

/** Dates as they are, not as they look; other cells as they look. */
function cellValue(attributes: Readonly<Record<string, string>>): string | undefined {
  if (attributes['value-type'] === 'date')
    return attributes['date-value']?.replace(/T00:00:00.*$/, '').replace('T', ' ')
  return undefined
}
