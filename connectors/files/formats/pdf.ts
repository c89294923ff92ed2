import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { basename } from 'node:path/posix'
import { LIMITS } from '../../../src/core/limits.js'
import type { FileContent, FilePart, FileSource } from '../content.js'
import { Unfit } from '../unfit.js'
import { uniqueName } from './mail.js'
import { notInstalled } from './not-installed.js'
import { pageText } from './pdf-lines.js'
import { PositionedText } from './positioned-text.js'

type Pdfjs = typeof import('pdfjs-dist/legacy/build/pdf.mjs')
type Page = Awaited<ReturnType<Awaited<ReturnType<Pdfjs['getDocument']>['promise']>['getPage']>>

/** Pages of one file: a print run, and days of work above it. */
const PAGES = 20_000

/**
 * The text layer of a PDF, page by page, with comments, what forms are filled in with, properties, and attached files
 * as parts. A page that shows pictures and no text is named; a file without any text is refused.
 */
export async function readPdf({ path, bytes, inner }: FileSource): Promise<FileContent> {
  const pdfjs = await loadPdfjs()
  const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
  const task = pdfjs.getDocument({
    // It takes the bytes away from whoever has them.
    data: new Uint8Array(bytes),
    cMapUrl: `${join(folder, 'cmaps')}/`,
    cMapPacked: true,
    standardFontDataUrl: `${join(folder, 'standard_fonts')}/`,
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    verbosity: 0,
  })
  try {
    const document = await task.promise
    if (document.numPages > PAGES)
      throw new Unfit('document-too-large', `it has more than ${PAGES} pages: split it at its source`)
    const out = new PositionedText()
    const parts: FilePart[] = []
    let hasText = false
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number)
      const text = await textOfPage(page)
      out.at(`page ${number}`)
      out.add(text)
      if (text !== '') hasText = true
      else if (await showsPicture(page, pdfjs))
        parts.push({ name: `page ${number}`, refused: new Unfit('document-invalid', SCANNED) })
      for (const said of await annotationsOf(page)) {
        out.at(`page ${number}, comment or field`)
        out.add(said)
      }
      page.cleanup()
    }
    if (!hasText) throw new Unfit('document-invalid', SCANNED)
    const { info } = await document.getMetadata()
    const properties = new Map<string, string>()
    for (const name of ['Title', 'Author', 'Subject', 'Keywords']) {
      const value: unknown = (info as Record<string, unknown>)[name]
      if (typeof value === 'string') properties.set(name, value)
    }
    out.addProperties(properties)
    const names = new Set<string>()
    const attached = (await document.getAttachments()) as Record<string, { content: Uint8Array }> | null
    for (const [name, { content }] of Object.entries(attached ?? {}))
      parts.push(...(await inner(uniqueName(basename(name.replaceAll('\\', '/')), names), content)))
    return { own: { ...out.end(), title: properties.get('Title')?.trim() || basename(path) }, parts }
  } catch (error) {
    if (error instanceof Unfit) throw error
    if ((error as Error | undefined)?.name === 'PasswordException')
      throw new Unfit('document-invalid', 'it is encrypted: save it without a password')
    throw new Unfit('document-invalid', 'it is damaged or cut off: it cannot be opened')
  } finally {
    await task.destroy().catch(() => undefined)
  }
}

/**
 * It wants classes for drawing when it is loaded, from a package of 30 MB that reading text does not need; they stand
 * in its way for as long as it loads.
 */
async function loadPdfjs(): Promise<Pdfjs> {
  const drawing = globalThis as Record<string, unknown>
  const missing = ['DOMMatrix', 'ImageData', 'Path2D'].filter((name) => drawing[name] === undefined)
  for (const name of missing) drawing[name] = class {}
  try {
    return await import('pdfjs-dist/legacy/build/pdf.mjs')
  } catch {
    return notInstalled('pdfjs-dist')
  } finally {
    for (const name of missing) delete drawing[name]
  }
}

const SCANNED = 'it shows pictures and has no text (it was scanned): run it through text recognition'

async function textOfPage(page: Page): Promise<string> {
  const { items } = await page.getTextContent()
  let length = 0
  const shown = items.flatMap((item) => {
    if (!('str' in item) || item.str === '') return []
    length += item.str.length
    if (length > LIMITS.documentLength)
      throw new Unfit('document-too-large', `the limit is ${LIMITS.documentLength} characters: split it`)
    const [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0] = item.transform as number[]
    return {
      text: item.str,
      x,
      y,
      width: item.width,
      size: Math.hypot(c, d) || Math.hypot(a, b) || 1,
      isTurned: Math.abs(b) > Math.abs(a) || item.dir === 'ttb',
    }
  })
  return pageText(shown)
}

async function showsPicture(page: Page, { OPS }: Pdfjs): Promise<boolean> {
  const { fnArray } = await page.getOperatorList()
  const pictures = new Set([OPS.paintImageXObject, OPS.paintInlineImageXObject, OPS.paintImageMaskXObject])
  return fnArray.some((operator: number) => pictures.has(operator))
}

async function annotationsOf(page: Page): Promise<string[]> {
  const annotations = (await page.getAnnotations()) as readonly {
    readonly subtype?: string
    readonly contentsObj?: { readonly str?: string }
    readonly fieldValue?: unknown
  }[]
  return annotations.flatMap(({ subtype, contentsObj, fieldValue }) => [
    subtype === 'Link' ? '' : (contentsObj?.str ?? ''),
    typeof fieldValue === 'string' && fieldValue !== 'Off' ? fieldValue : '',
  ])
}
