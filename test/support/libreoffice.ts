import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { flatSheets, flatSlides, flatText } from './flat-odf.js'
import { type OfficePaper, PAPERS } from './office-texts.js'

/** What LibreOffice is asked to make of each of the three forms of a paper. */
const MADE = [
  ['text', 'fodt', flatText, ['docx', 'odt', 'rtf', 'pdf', 'epub']],
  ['sheets', 'fods', flatSheets, ['xlsx', 'ods']],
  ['slides', 'fodp', flatSlides, ['pptx', 'odp', 'pdf']],
] as const

/** Formats of text, which it is asked for by filter. */
export const PLAIN: Readonly<Record<string, readonly string[]>> = {
  text: ['html', 'txt:Text (encoded):UTF8'],
  sheets: ['csv:Text - txt - csv (StarCalc):44,34,76,1'],
}

/** `soffice` where the environment says so: the suites that write office files then write them anew. */
export const OFFICE = process.env['RAGWALL_TEST_OFFICE']

/** Every paper in every format, by file name: `en-text.docx`. One start of the program for each format of each form. */
export function writeWithLibreOffice(
  soffice: string,
  papers: Readonly<Record<string, OfficePaper>> = PAPERS,
  more: Readonly<Record<string, readonly string[]>> = {},
): Map<string, Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'ragwall-office-'))
  try {
    const out = join(folder, 'out')
    mkdirSync(out)
    const files = new Map<string, Buffer>()
    for (const [form, extension, write, formats] of MADE) {
      const sources = Object.entries(papers).map(([language, paper]) => {
        const source = join(folder, `${language}-${form}.${extension}`)
        writeFileSync(source, write(paper))
        return source
      })
      for (const format of [...formats, ...(more[form] ?? [])]) {
        const asked = ['--headless', '--convert-to', format, '--outdir', out, ...sources]
        execFileSync(soffice, asked, { stdio: 'ignore', timeout: 180_000 })
      }
    }
    for (const name of readdirSync(out)) files.set(name, readFileSync(join(out, name)))
    return files
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
