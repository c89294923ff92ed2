import { basename } from 'node:path/posix'
import type { FileContent, FileSource } from '../content.js'
import { Unfit } from '../unfit.js'
import { readEmbedded, readPictured } from './docx.js'
import { readProperties, readRelations } from './office-properties.js'
import { Paragraphs } from './paragraphs.js'
import { PositionedText } from './positioned-text.js'
import { readXml } from './xml.js'
import { openZip, type Zip } from './zip.js'

/** A PowerPoint presentation (ECMA-376): slides in their order, hidden ones too, each with its notes and comments. */
export async function readPptx({ path, bytes, budget, inner }: FileSource): Promise<FileContent> {
  const zip = await openZip(bytes, budget)
  const root = await readRelations(zip, '')
  const main =
    [...root.values()].find(({ type }) => type === 'officeDocument')?.target ?? 'ppt/presentation.xml'
  if (!zip.has(main)) throw new Unfit('document-invalid', 'it has no presentation part: it may be damaged')
  const relations = await readRelations(zip, main)
  const slides: string[] = []
  await readXml((await zip.read(main))!, {
    open(name, attributes) {
      const target = name === 'sldId' ? relations.get(attributes['r:id'] ?? '')?.target : undefined
      if (target !== undefined && zip.has(target)) slides.push(target)
    },
  })
  const properties = await readProperties(zip)
  const out = new PositionedText()
  for (const [i, slide] of slides.entries()) {
    const where = await readSlide(zip, slide, out, `slide ${i + 1}`)
    for (const { type, target } of (await readRelations(zip, slide)).values()) {
      if (!zip.has(target)) continue
      if (type === 'notesSlide') await readSlide(zip, target, out, `${where}, notes`)
      else if (type === 'comments') await readSlide(zip, target, out, `${where}, comment`)
    }
  }
  await readPictured(zip, out)
  out.addProperties(properties)
  const title = properties.get('Title')?.trim()
  return { own: { ...out.end(), title: title || basename(path) }, parts: await readEmbedded(zip, inner) }
}

/** Text of shapes and tables, and of a comment, which has it without paragraphs. */
async function readSlide(zip: Zip, part: string, out: PositionedText, name: string): Promise<string> {
  let where = name
  const paragraphs = new Paragraphs(out)
  let inText = false
  // A field for the number of the slide says what the number is, which is no word of anybody's.
  let inNumber = false
  await readXml((await zip.read(part))!, {
    open(element, { show, type, descr }) {
      if (element === 'sld' && show === '0') where = `${name} (hidden)`
      if (element === 'sld' || element === 'notes' || element === 'cmLst') paragraphs.startApart(where)
      inText = element === 't' || element === 'text'
      if (element === 'fld') inNumber = type === 'slidenum'
      else if (element === 'br') paragraphs.text('\n')
      else if (element === 'tab') paragraphs.text('\t')
      else if (element === 'tbl') paragraphs.startTable()
      else if (element === 'tr') paragraphs.startRow()
      else if (element === 'tc') paragraphs.startCell()
      else if (element === 'cNvPr' && descr) {
        paragraphs.text(descr)
        paragraphs.endParagraph()
      }
    },
    text(said) {
      if (inText && !inNumber) paragraphs.text(said)
    },
    close(element) {
      inText = false
      if (element === 'fld') inNumber = false
      else if (element === 'p' || element === 'cm') paragraphs.endParagraph()
      else if (element === 'tbl') paragraphs.endTable()
      else if (element === 'tr') paragraphs.endRow()
      else if (element === 'tc') paragraphs.endCell()
      else if (element === 'sld' || element === 'notes' || element === 'cmLst') paragraphs.endApart()
    },
  })
  return where
}
