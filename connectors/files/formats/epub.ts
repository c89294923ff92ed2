import { basename } from 'node:path/posix'
import type { FileSource, FileText } from '../content.js'
import { decodeText } from '../encoding.js'
import { htmlToText } from '../html.js'
import { Unfit } from '../unfit.js'
import { PositionedText } from './positioned-text.js'
import { readXml } from './xml.js'
import { openZip } from './zip.js'

/** An EPUB book: its chapters in reading order, and who made it. */
export async function readEpub({ path, bytes, budget }: FileSource): Promise<FileText> {
  const zip = await openZip(bytes, budget)
  const container = await zip.read('META-INF/container.xml')
  let main: string | undefined
  if (container !== undefined) {
    await readXml(container, {
      open(name, attributes) {
        if (name === 'rootfile') main ??= attributes['full-path']
      },
    })
  }
  const packaged = main === undefined ? undefined : await zip.read(main)
  if (main === undefined || packaged === undefined)
    throw new Unfit('document-invalid', 'it names no package: it may be damaged')
  const files = new Map<string, string>()
  const spine: string[] = []
  const properties = new Map<string, string>()
  let label: string | undefined
  await readXml(packaged, {
    open(name, { id = '', href = '', idref = '' }) {
      if (name === 'item') files.set(id, href)
      if (name === 'itemref') spine.push(idref)
      label = MADE[name]
    },
    text(said) {
      if (label !== undefined) properties.set(label, (properties.get(label) ?? '') + said)
    },
    close() {
      label = undefined
    },
  })
  const folder = main.slice(0, main.lastIndexOf('/') + 1)
  const out = new PositionedText()
  for (const [i, id] of spine.entries()) {
    const href = files.get(id)?.split('#')[0]
    const chapter = href === undefined ? undefined : await zip.read(folder + decodeURIComponent(href))
    if (chapter === undefined)
      throw new Unfit('document-invalid', `chapter ${i + 1} is missing: it may be damaged`)
    const html = decodeText(chapter)
    if (html === undefined) throw new Unfit('source-unreadable', `chapter ${i + 1} is in no known encoding`)
    out.at(`chapter ${i + 1}`)
    out.add(htmlToText(html).text)
  }
  out.addProperties(properties)
  return { ...out.end(), title: properties.get('Title')?.trim() || basename(path) }
}

const MADE: Readonly<Record<string, string>> = {
  title: 'Title',
  creator: 'Author',
  contributor: 'Contributor',
  publisher: 'Publisher',
  rights: 'Rights',
  description: 'Description',
}
