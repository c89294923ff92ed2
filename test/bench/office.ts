import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readFormat } from '../../connectors/files/formats.js'
import { matchFold } from '../../src/text/fold.js'
import { PLAIN, writeWithLibreOffice } from '../support/libreoffice.js'
import { type OfficePaper, PAPERS } from '../support/office-texts.js'

/**
 * `npm run test:office`: one paper of several pages, in English and Japanese, written by LibreOffice in every format and
 * as PDF by two other producers (Chromium's printing and Ghostscript), then read. Prints for each file how many of the
 * paper's words came back, and how many of those of its body in their order. At least 99.5 % of both, or it fails. A
 * producer that is not installed is named and counted.
 */
const LEAST = 0.995

/** Enough of it that columns run over pages. */
function longer(paper: OfficePaper): OfficePaper {
  const columns = Array.from({ length: 28 }, (_, i) => `${i + 1}. ${paper.columns[i % paper.columns.length]}`)
  return { ...paper, columns }
}
const papers = { en: longer(PAPERS.en), ja: longer(PAPERS.ja) }

/** Words; of Japanese, which has no spaces to tell them by, its characters. As the match fold has them. */
function wordsOf(text: string, language: string): string[] {
  const parts = language === 'ja' ? [...text] : text.split(/[^\p{L}\p{N}]+/u)
  return parts.map((part) => Buffer.from(matchFold(part)).toString('latin1')).filter((part) => part !== '')
}

interface Expected {
  /** In this order. */
  readonly body: readonly string[]
  /** Anywhere. */
  readonly apart: readonly string[]
}

function expectedOf(name: string, paper: OfficePaper): Expected {
  const [before, deleted, inserted, after] = paper.changed
  const now = before + inserted + after
  const table = paper.table.flat()
  const secret = paper.secret.flat()
  const slides = paper.slides.flatMap(({ title, body }) => [title, body])
  const notes = paper.slides.map((slide) => slide.notes)
  const whole = [paper.title, paper.opening, now, ...table, ...paper.columns]
  const margins = [paper.header, paper.footer, paper.footnote, paper.boxed]
  const format = name.slice(name.lastIndexOf('.') + 1)
  // Rows of a table of text are told by the names of their columns.
  const [head = [], ...rows] = paper.table
  if (format === 'csv')
    return { body: rows.flatMap((row) => row.flatMap((cell, i) => [head[i]!, cell])), apart: [] }
  if (name.includes('-sheets')) return { body: [...table, ...secret], apart: [] }
  if (name.includes('-slides')) return { body: slides, apart: format === 'pdf' ? [] : notes }
  if (name.includes('-chromium'))
    return { body: [paper.title, paper.opening, ...table, ...paper.columns], apart: [paper.footnote] }
  // A print shows both states of a change side by side, an export the present one; neither shows what is hidden.
  if (format === 'pdf')
    return {
      body: [paper.title, paper.opening, before, after, ...table, ...paper.columns],
      apart: [...margins, inserted, deleted],
    }
  // LibreOffice leaves notes out of plain text.
  if (format === 'txt') return { body: whole, apart: [] }
  if (['html', 'epub'].includes(format)) return { body: whole, apart: [paper.footnote] }
  return {
    body: whole,
    apart: [...margins, before + deleted + after, paper.comment, paper.hidden, paper.author],
  }
}

/** How many words of `expected` there are in `found`, in their order: the longest common subsequence. */
function inOrder(expected: readonly string[], found: readonly string[]): number {
  let row = new Uint32Array(found.length + 1)
  for (const word of expected) {
    const next = new Uint32Array(found.length + 1)
    for (let i = 0; i < found.length; i++)
      next[i + 1] = word === found[i] ? row[i]! + 1 : Math.max(row[i + 1]!, next[i]!)
    row = next
  }
  return row[found.length]!
}

function anywhere(expected: readonly string[], found: readonly string[]): number {
  const left = new Map<string, number>()
  for (const word of found) left.set(word, (left.get(word) ?? 0) + 1)
  let count = 0
  for (const word of expected) {
    const there = left.get(word) ?? 0
    if (there > 0) count += 1
    left.set(word, there - 1)
  }
  return count
}

const installed = (program: string) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

function page(paper: OfficePaper): string {
  const paragraph = (text: string) => `<p>${escaped(text)}</p>`
  const rows = paper.table.map((row) => `<tr>${row.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`)
  return `<meta charset="utf-8"><style>section{columns:2}</style><h1>${escaped(paper.title)}</h1>${paragraph(paper.opening)}<table>${rows.join('')}</table><section>${paper.columns.map(paragraph).join('')}</section><hr>${paragraph(paper.footnote)}`
}

function printWithChromium(folder: string, files: Map<string, Buffer>): void {
  for (const [language, paper] of Object.entries(papers)) {
    const source = join(folder, `${language}.html`)
    const made = join(folder, `${language}-chromium.pdf`)
    writeFileSync(source, page(paper))
    const flags = [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      `--user-data-dir=${join(folder, 'profile')}`,
    ]
    execFileSync('chromium', [...flags, `--print-to-pdf=${made}`, source], {
      stdio: 'ignore',
      timeout: 180_000,
    })
    files.set(`${language}-chromium.pdf`, readFileSync(made))
  }
}

/** It takes a print of LibreOffice apart and sets it anew, with fonts and streams of its own. */
function distilWithGhostscript(folder: string, files: Map<string, Buffer>): void {
  for (const language of Object.keys(papers)) {
    const source = join(folder, `${language}-source.pdf`)
    const made = join(folder, `${language}-ghostscript.pdf`)
    writeFileSync(source, files.get(`${language}-text.pdf`)!)
    execFileSync('ps2pdf', [source, made], { stdio: 'ignore', timeout: 180_000 })
    files.set(`${language}-ghostscript.pdf`, readFileSync(made))
  }
}

async function main(folder: string): Promise<void> {
  const missing: string[] = []
  const soffice = process.env['RAGWALL_TEST_OFFICE'] ?? 'soffice'
  let files = new Map<string, Buffer>()
  if (installed(soffice)) files = writeWithLibreOffice(soffice, papers, PLAIN)
  else missing.push('LibreOffice (12 formats), Ghostscript (from its PDF)')
  if (installed('chromium')) printWithChromium(folder, files)
  else missing.push('Chromium (PDF)')
  if (installed('ps2pdf') && files.has('en-text.pdf')) distilWithGhostscript(folder, files)
  else if (files.has('en-text.pdf')) missing.push('Ghostscript (PDF)')
  let failed = 0
  // It writes pictures beside what it exports.
  for (const name of files.keys()) if (!/-[a-z]+\.[a-z]+$/.test(name)) files.delete(name)
  for (const [name, bytes] of [...files].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const language = name.slice(0, 2)
    const { own } = await readFormat(name, bytes)
    const found = wordsOf(own?.text ?? '', language)
    const { body, apart } = expectedOf(name, papers[language as 'en' | 'ja'])
    const words = (parts: readonly string[]) => parts.flatMap((part) => wordsOf(part, language))
    const all = words([...body, ...apart])
    const there = anywhere(all, found)
    const ordered = inOrder(words(body), found)
    const isGood = there >= LEAST * all.length && ordered >= LEAST * words(body).length
    if (!isGood) failed += 1
    process.stdout.write(
      `${isGood ? 'ok    ' : 'FAILED'} ${name.padEnd(22)} words ${there} of ${all.length}, in order ${ordered} of ${words(body).length}\n`,
    )
    if (!isGood && process.env['RAGWALL_SHOW'] !== undefined) process.stdout.write(`${own?.text}\n`)
  }
  process.stdout.write(`${files.size} files, ${failed} below ${LEAST * 100} %\n`)
  for (const producer of missing) process.stdout.write(`NOT INSTALLED: ${producer}\n`)
  process.stdout.write(`${missing.length} producers not installed\n`)
  if (failed > 0 || files.size === 0) process.exitCode = 1
}

const folder = mkdtempSync(join(tmpdir(), 'ragwall-office-'))
try {
  await main(folder)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
