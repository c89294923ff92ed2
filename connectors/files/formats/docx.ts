import { basename } from 'node:path/posix'
import type { FileContent, FilePart, FileSource } from '../content.js'
import { Unfit } from '../unfit.js'
import { readProperties, readRelations } from './office-properties.js'
import { Paragraphs } from './paragraphs.js'
import { PositionedText } from './positioned-text.js'
import { readXml } from './xml.js'
import { openZip, type Zip } from './zip.js'

/**
 * A Word document (ECMA-376): its text, then headers, footers, notes, comments, charts and properties. Hidden text is
 * text. What is embedded in it is a part of its own.
 */
export async function readDocx({ path, bytes, budget, inner }: FileSource): Promise<FileContent> {
  const zip = await openZip(bytes, budget)
  const root = await readRelations(zip, '')
  const main = [...root.values()].find(({ type }) => type === 'officeDocument')?.target ?? 'word/document.xml'
  if (!zip.has(main)) throw new Unfit('document-invalid', 'it has no text part: it may be damaged')
  const properties = await readProperties(zip)
  const out = new PositionedText()
  await readStory(zip, main, out, '')
  const counts = new Map<string, number>()
  for (const { type, target } of (await readRelations(zip, main)).values()) {
    if (!zip.has(target)) continue
    const where = STORIES[type]
    if (where !== undefined) {
      const count = (counts.get(type) ?? 0) + 1
      counts.set(type, count)
      await readStory(zip, target, out, type === 'header' || type === 'footer' ? `${where} ${count}` : where)
    }
  }
  await readPictured(zip, out)
  out.addProperties(properties)
  const title = properties.get('Title')?.trim()
  return { own: { ...out.end(), title: title || basename(path) }, parts: await readEmbedded(zip, inner) }
}

/** Parts that hold text of their own, by the type of the relation to them. */
const STORIES: Readonly<Record<string, string>> = {
  header: 'header',
  footer: 'footer',
  footnotes: 'footnote',
  endnotes: 'endnote',
  comments: 'comment',
}

/** Properties of paragraphs and runs have elements of the names that text has. */
const PROPERTIES = new Set(
  'pPr rPr sectPr tblPr tcPr trPr tblGrid instrText delInstrText Fallback'.split(' '),
)

async function readStory(zip: Zip, part: string, out: PositionedText, story: string): Promise<void> {
  const paragraphs = new Paragraphs(out)
  let ignored = 0
  let inText = false
  let inRuby = false
  let notes = 0
  if (story !== '' && /\d$/.test(story)) paragraphs.startApart(story)
  await readXml((await zip.read(part))!, {
    open(name, attributes) {
      if (ignored > 0 || PROPERTIES.has(name)) {
        ignored += 1
        return
      }
      if (name === 't' || name === 'delText') inText = true
      else if (name === 'tab' || name === 'ptab') paragraphs.text('\t')
      else if (name === 'br' || name === 'cr') paragraphs.text('\n')
      else if (name === 'noBreakHyphen') paragraphs.text('-')
      else if (name === 'ins' || name === 'moveTo') paragraphs.changes.push('inserted')
      else if (name === 'del' || name === 'moveFrom') paragraphs.changes.push('deleted')
      else if (name === 'tbl') paragraphs.startTable()
      else if (name === 'tr') paragraphs.startRow()
      else if (name === 'tc') paragraphs.startCell()
      else if (name === 'txbxContent') paragraphs.startApart('text box')
      else if (name === 'rt') {
        inRuby = true
        paragraphs.startApart('phonetic guide')
      } else if (name === 'footnote' || name === 'endnote' || name === 'comment') {
        notes += 1
        // The first two of Word's notes are the lines between text and notes.
        const number = attributes['id'] ?? String(notes)
        paragraphs.startApart(`${name} ${number}`)
        if (name === 'comment' && attributes['author']) paragraphs.text(`${attributes['author']}: `)
      } else if (name === 'docPr' && attributes['descr']) {
        paragraphs.startApart('picture')
        paragraphs.text(attributes['descr'])
        paragraphs.endApart()
      }
    },
    text(said) {
      if (inText && ignored === 0) paragraphs.text(said)
    },
    close(name) {
      if (ignored > 0) {
        ignored -= 1
        return
      }
      if (name === 't' || name === 'delText') inText = false
      else if (name === 'p' && !inRuby) paragraphs.endParagraph()
      else if (name === 'ins' || name === 'moveTo' || name === 'del' || name === 'moveFrom')
        paragraphs.changes.pop()
      else if (name === 'tbl') paragraphs.endTable()
      else if (name === 'tr') paragraphs.endRow()
      else if (name === 'tc') paragraphs.endCell()
      else if (name === 'rt') {
        inRuby = false
        paragraphs.endApart()
      } else if (name === 'txbxContent' || name === 'footnote' || name === 'endnote' || name === 'comment')
        paragraphs.endApart()
    },
  })
  if (story !== '' && /\d$/.test(story)) paragraphs.endApart()
}

/** Words and values in charts and diagrams. */
export async function readPictured(zip: Zip, out: PositionedText): Promise<void> {
  for (const name of zip.names) {
    const found = /\/(charts|diagrams)\/(?:chart|data)(\d+)\.xml$/.exec(name)
    if (found === null) continue
    const said: string[] = []
    let collects = false
    await readXml((await zip.read(name))!, {
      open(element) {
        collects = element === 't' || element === 'v'
        if (collects) said.push('')
      },
      text(text) {
        if (collects) said.push((said.pop() ?? '') + text)
      },
      close() {
        collects = false
      },
    })
    out.at(`${found[1] === 'charts' ? 'chart' : 'diagram'} ${found[2]}`)
    out.add(said.filter((one) => one.trim() !== '').join('\n'))
  }
}

/** Files that were put into an office document. */
export async function readEmbedded(zip: Zip, inner: FileSource['inner']): Promise<FilePart[]> {
  const parts: FilePart[] = []
  for (const name of zip.names) {
    if (!/\/embeddings\/[^/]+$/.test(name)) continue
    parts.push(...(await inner(basename(name), (await zip.read(name))!)))
  }
  return parts
}
