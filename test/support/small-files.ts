import { gzipSync } from 'node:zlib'
import { tarOf, zipOf } from './archives.js'

const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

const relations = (all: Readonly<Record<string, readonly [type: string, target: string]>>) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${Object.entries(all)
    .map(([id, [type, target]]) => `<Relationship Id="${id}" Type="${RELATION}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

export function docxParts(body: string, more: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': relations({ r: ['officeDocument', 'word/document.xml'] }),
    'word/document.xml': `<w:document xmlns:w="w"><w:body>${body}</w:body></w:document>`,
    ...more,
  }
}

export const docxParagraph = (text: string) => `<w:p><w:r><w:t>${escaped(text)}</w:t></w:r></w:p>`

export function xlsxParts(
  sheet: string,
  more: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return {
    '_rels/.rels': relations({ r: ['officeDocument', 'xl/workbook.xml'] }),
    'xl/workbook.xml': `<workbook xmlns:r="${RELATION}"><sheets><sheet name="Secret" sheetId="1" r:id="s"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations({ s: ['worksheet', 'worksheets/sheet1.xml'] }),
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${sheet}</sheetData></worksheet>`,
    ...more,
  }
}

export const xlsxRow = (number: number, ...cells: readonly string[]) =>
  `<row r="${number}">${cells.map((cell) => `<c t="inlineStr"><is><t>${escaped(cell)}</t></is></c>`).join('')}</row>`

function pptxParts(text: string): Record<string, string> {
  return {
    '_rels/.rels': relations({ r: ['officeDocument', 'ppt/presentation.xml'] }),
    'ppt/presentation.xml': `<p:presentation xmlns:p="p" xmlns:r="${RELATION}"><p:sldIdLst><p:sldId id="256" r:id="s"/></p:sldIdLst></p:presentation>`,
    'ppt/_rels/presentation.xml.rels': relations({ s: ['slide', 'slides/slide1.xml'] }),
    'ppt/slides/slide1.xml': `<p:sld xmlns:p="p" xmlns:a="a"><a:p><a:r><a:t>${escaped(text)}</a:t></a:r></a:p></p:sld>`,
  }
}

function odfParts(kind: string, text: string): Record<string, string> {
  const said = `<text:p>${escaped(text)}</text:p>`
  const body: Record<string, string> = {
    text: said,
    spreadsheet: `<table:table table:name="A"><table:table-row><table:table-cell>${said}</table:table-cell></table:table-row></table:table>`,
    presentation: `<draw:page><draw:text-box>${said}</draw:text-box></draw:page>`,
  }
  return {
    mimetype: `application/vnd.oasis.opendocument.${kind}`,
    'content.xml': `<office:document-content xmlns:office="o" xmlns:text="t" xmlns:table="b" xmlns:draw="d"><office:body><office:${kind}>${body[kind]}</office:${kind}></office:body></office:document-content>`,
  }
}

/** A PDF of one page with this text, in the letters of Latin 1. */
export function pdfOf(text: string, { page = '' } = {}): Buffer {
  const show = page || `BT /F1 12 Tf 72 720 Td (${text.replace(/[()\\]/g, '\\$&')}) Tj ET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${Buffer.byteLength(show, 'latin1')} >>\nstream\n${show}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  ]
  let file = '%PDF-1.4\n'
  const offsets = objects.map((object, i) => {
    const offset = file.length
    file += `${i + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const start = file.length
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`
  return Buffer.from(file, 'latin1')
}

export const mailOf = (text: string, more = '') =>
  `From: Hanne Vik <hanne@larkfield.example>\r\nTo: ruben@larkfield.example\r\nSubject: Depot\r\nDate: Mon, 05 Jan 2026 10:00:00 +0000\r\n${more || `Content-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n`}`

const epubParts = (text: string) => ({
  'META-INF/container.xml': '<container><rootfiles><rootfile full-path="p.opf"/></rootfiles></container>',
  'p.opf':
    '<package><metadata/><manifest><item id="c" href="c.xhtml"/></manifest><spine><itemref idref="c"/></spine></package>',
  'c.xhtml': `<html><body><p>${escaped(text)}</p></body></html>`,
})

/** A small file of every kind that has a reader, each saying the text, by extension. */
export function smallFiles(text: string): Readonly<Record<string, Buffer>> {
  const plain = 'txt md rst adoc log yaml toml ini env py ts sql tex vcf srt Dockerfile .env'.split(' ')
  const files: Record<string, string | Uint8Array> = {
    ...Object.fromEntries(plain.map((extension) => [extension, text])),
    html: `<html><body><p>${escaped(text)}</p></body></html>`,
    csv: `name,said\nA,"${text}"\n`,
    tsv: `name\tsaid\nA\t${text}\n`,
    json: JSON.stringify({ said: text }),
    jsonl: `${JSON.stringify({ said: text })}\n`,
    xml: `<a><b c="d">${escaped(text)}</b></a>`,
    svg: `<svg><text>${escaped(text)}</text></svg>`,
    ipynb: JSON.stringify({ nbformat: 4, cells: [{ cell_type: 'markdown', source: [text] }] }),
    docx: zipOf(docxParts(docxParagraph(text))),
    xlsx: zipOf(xlsxParts(xlsxRow(1, 'name', 'said') + xlsxRow(2, 'A', text))),
    pptx: zipOf(pptxParts(text)),
    odt: zipOf(odfParts('text', text)),
    ods: zipOf(odfParts('spreadsheet', text)),
    odp: zipOf(odfParts('presentation', text)),
    epub: zipOf(epubParts(text)),
    rtf: `{\\rtf1\\ansi\\ansicpg1252 ${text}\\par}`,
    pdf: pdfOf(text),
    eml: mailOf(text),
    mhtml: mailOf(text),
    mbox: `From x Mon Jan  5 10:00:00 2026\n${mailOf(text).replaceAll('\r', '')}\n`,
    zip: zipOf({ 'inside.txt': text }),
    tar: tarOf({ 'inside.txt': text }),
    'tar.gz': gzipSync(tarOf({ 'inside.txt': text })),
    tgz: gzipSync(tarOf({ 'inside.txt': text })),
  }
  return Object.fromEntries(Object.entries(files).map(([kind, bytes]) => [kind, Buffer.from(bytes)]))
}
