import { readXml } from './xml.js'
import type { Zip } from './zip.js'

const SAID: Readonly<Record<string, string>> = {
  title: 'Title',
  subject: 'Subject',
  creator: 'Author',
  'initial-creator': 'First author',
  keywords: 'Keywords',
  keyword: 'Keywords',
  description: 'Comments',
  lastModifiedBy: 'Last saved by',
  lastPrinted: 'Last printed',
  'print-date': 'Last printed',
  'printed-by': 'Printed by',
  category: 'Category',
  contentStatus: 'Status',
  Company: 'Company',
  Manager: 'Manager',
  HyperlinkBase: 'Hyperlink base',
  Template: 'Template',
}

/** Who wrote it, for which company, when it was last printed: OOXML's `docProps`, OpenDocument's `meta.xml`. */
export async function readProperties(zip: Zip): Promise<Map<string, string>> {
  const properties = new Map<string, string>()
  for (const name of ['docProps/core.xml', 'docProps/app.xml', 'docProps/custom.xml', 'meta.xml']) {
    const bytes = await zip.read(name)
    if (bytes === undefined) continue
    let label: string | undefined
    let value = ''
    await readXml(bytes, {
      open(element, attributes) {
        // Properties that a company made up: their name is an attribute, and their value an element of its type.
        if (element === 'property' || element === 'user-defined') label = attributes['name']
        else if (SAID[element] !== undefined) label = SAID[element]
        else return
        value = ''
      },
      text(said) {
        value += said
      },
      close(element) {
        if (element !== 'property' && element !== 'user-defined' && SAID[element] === undefined) return
        if (label !== undefined && value.trim() !== '') {
          const before = properties.get(label)
          properties.set(label, before === undefined ? value : `${before}, ${value}`)
        }
        label = undefined
        value = ''
      },
    })
  }
  return properties
}

/** Relations of a part of an OOXML package by id: what `r:id` means there, as names in the zip. */
export async function readRelations(
  zip: Zip,
  part: string,
): Promise<Map<string, { readonly type: string; readonly target: string }>> {
  const relations = new Map<string, { type: string; target: string }>()
  const folder = part.slice(0, part.lastIndexOf('/') + 1)
  const bytes = await zip.read(`${folder}_rels/${part.slice(folder.length)}.rels`)
  if (bytes === undefined) return relations
  await readXml(bytes, {
    open(name, { Id, Type = '', Target = '', TargetMode }) {
      if (name !== 'Relationship' || Id === undefined) return
      const type = Type.slice(Type.lastIndexOf('/') + 1)
      relations.set(Id, { type, target: TargetMode === 'External' ? Target : resolvePart(folder, Target) })
    },
  })
  return relations
}

function resolvePart(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1)
  const parts = folder.split('/').slice(0, -1)
  for (const part of target.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.') parts.push(part)
  }
  return parts.join('/')
}
