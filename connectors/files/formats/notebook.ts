import { basename } from 'node:path/posix'
import type { FileSource, FileText } from '../content.js'
import { Unfit } from '../unfit.js'
import { PositionedText } from './positioned-text.js'

/** A Jupyter notebook (nbformat 3 and 4): text, code and what it printed, cell by cell. */
export function readNotebook({ path, text }: FileSource): FileText {
  let notebook: unknown
  try {
    notebook = JSON.parse(text())
  } catch {
    throw new Unfit('document-invalid', 'the file is not valid JSON')
  }
  const sheets = listOf(notebook, 'worksheets')
  const cells =
    sheets.length > 0 ? sheets.flatMap((sheet) => listOf(sheet, 'cells')) : listOf(notebook, 'cells')
  const out = new PositionedText()
  for (const [i, cell] of cells.entries()) {
    out.at(`cell ${i + 1}`)
    out.add(said(member(cell, 'source') ?? member(cell, 'input')))
    for (const output of listOf(cell, 'outputs')) {
      out.at(`cell ${i + 1}, output`)
      out.add(said(member(output, 'text')))
      out.add([member(output, 'ename'), member(output, 'evalue')].map(said).filter(Boolean).join(': '))
      const data = member(output, 'data')
      for (const type of ['text/plain', 'text/markdown', 'application/json'])
        out.add(said(member(data, type)))
    }
  }
  return { ...out.end(), title: basename(path) }
}

function said(value: unknown): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.map(said).join('')
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : ''
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
}

function listOf(value: unknown, name: string): readonly unknown[] {
  const list = member(value, name)
  return Array.isArray(list) ? list : []
}
