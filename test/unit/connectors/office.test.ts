import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FileText } from '../../../connectors/files/content.js'
import { readFormat } from '../../../connectors/files/formats.js'
import { OFFICE, writeWithLibreOffice } from '../../support/libreoffice.js'
import { type OfficePaper, PAPERS } from '../../support/office-texts.js'
import { pdfOf } from '../../support/small-files.js'

/** Files that LibreOffice wrote of the papers: kept ones, or where it is installed ones that it writes now. */
const folder = join(import.meta.dirname, '../../fixtures/office')
const FILES: ReadonlyMap<string, Buffer> =
  OFFICE === undefined
    ? new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]))
    : writeWithLibreOffice(OFFICE)

/** White space is layout. */
const squeezed = (text: string) => text.replace(/\s+/g, '')

async function read(name: string): Promise<FileText> {
  return (await readFormat(name, FILES.get(name)!)).own!
}

function expectInOrder(text: string, parts: readonly string[]): void {
  let from = 0
  for (const part of parts) {
    const at = squeezed(text).indexOf(squeezed(part), from)
    expect(at, part).toBeGreaterThanOrEqual(0)
    from = at + squeezed(part).length
  }
}

/** Where a stretch of the text stands. */
function placeOf({ text, positions = [] }: FileText, part: string): string | undefined {
  const at = text.indexOf(part)
  return at < 0 ? undefined : positions.findLast(({ start }) => start <= at)?.at
}

const ways = ({ changed: [before, deleted, inserted, after] }: OfficePaper) =>
  [before + inserted + after, before + deleted + after] as const

describe.each(Object.entries(PAPERS))('what LibreOffice writes of one paper (%s)', (language, paper) => {
  test.each(['docx', 'odt', 'rtf'])(
    '%s: all of its words in order, and what is hidden, noted, changed',
    async (format) => {
      const file = await read(`${language}-text.${format}`)
      const [now, before] = ways(paper)
      expectInOrder(file.text, [paper.title, paper.opening, now, ...paper.table.flat(), ...paper.columns])
      const places = {
        [paper.footnote]: /^footnote \d+$/,
        [paper.comment]: /^comment \d+$/,
        [paper.boxed]: /^text box$/,
        [paper.hidden]: /^paragraph 5$/,
        [paper.header]: /^header/,
        [paper.footer]: /^footer/,
        [now]: /^paragraph 3$/,
        [before]: /^paragraph 3, before tracked changes$/,
      }
      for (const [said, place] of Object.entries(places)) expect(placeOf(file, said), said).toMatch(place)
      expect(file.title).toMatch(format === 'rtf' ? /./ : new RegExp(`^${paper.title}$`))
      expect(file.text.slice(file.positions?.at(-1)?.start)).toContain(paper.author)
      if (format !== 'rtf') expect(placeOf(file, paper.table[2]![2]!)).toBe('table 1, row 3')
    },
  )

  test('PDF: one column after the other, with the page', async () => {
    const file = await read(`${language}-text.pdf`)
    const [before, , , after] = paper.changed
    expectInOrder(file.text, [
      paper.title,
      paper.opening,
      before,
      after,
      ...paper.table.flat(),
      ...paper.columns,
    ])
    for (const said of [paper.footnote, paper.boxed, paper.header, paper.footer])
      expect(squeezed(file.text)).toContain(squeezed(said))
    expect(file.positions?.[0]).toEqual({ start: 0, at: 'page 1' })
    const slides = await read(`${language}-slides.pdf`)
    expect(placeOf(slides, paper.slides[1]!.title)).toBe('page 2')
  })

  test('EPUB: in reading order', async () => {
    const file = await read(`${language}-text.epub`)
    expectInOrder(file.text, [paper.title, paper.opening, ...paper.columns])
  })

  test.each(['xlsx', 'ods'])(
    '%s: rows for exact matching, of hidden sheets too, each cell with its place',
    async (format) => {
      const file = await read(`${language}-sheets.${format}`)
      const [head, ...rows] = paper.table
      const [secretHead, ...secrets] = paper.secret
      const named = (names: readonly string[], row: readonly string[]) =>
        Object.fromEntries(names.map((name, i) => [name, row[i]]))
      expect(file.table?.rows).toEqual([
        ...rows.map((row) => named(head!, row)),
        ...secrets.map((row) => named(secretHead!, row)),
      ])
      expect(placeOf(file, secrets[1]![2]!)).toMatch(/^sheet 2( \(hidden\))?, C3$/)
    },
  )

  test.each(['pptx', 'odp'])('%s: slides in order, with their notes', async (format) => {
    const file = await read(`${language}-slides.${format}`)
    expectInOrder(
      file.text,
      paper.slides.flatMap(({ title, body, notes }) => [title, body, notes]),
    )
    for (const [i, { title, notes }] of paper.slides.entries()) {
      expect(placeOf(file, title)).toBe(`slide ${i + 1}`)
      expect(placeOf(file, notes)).toBe(`slide ${i + 1}, notes`)
    }
  })
})

describe('PDF pages', () => {
  const page = (lines: readonly (readonly [x: number, y: number, text: string])[]) =>
    pdfOf('', {
      page: `BT /F1 10 Tf ${lines.map(([x, y, text]) => `1 0 0 1 ${x} ${y} Tm (${text}) Tj`).join(' ')} ET`,
    })
  const textOf = async (lines: Parameters<typeof page>[0]) =>
    (await readFormat('a.pdf', page(lines))).own!.text

  const left = [
    'The night shift is short of',
    'three drivers since spring, and',
    'overtime is paid at one and',
    'a half times the usual rate.',
  ]
  const right = [
    'Forklifts are inspected all six',
    'weeks; the log is kept in the',
    'office beside bay four and can',
    'be read by every driver here.',
  ]

  test('columns that are shown line by line across are read one after the other; a table is not', async () => {
    const across = left.flatMap((line, i): [number, number, string][] => [
      [60, 600 - 12 * i, line],
      [320, 600 - 12 * i, right[i]!],
    ])
    const text = await textOf([[60, 650, 'A heading over both of the columns of this page here'], ...across])
    expectInOrder(text, ['A heading over both', ...left, ...right])
    const cells = [1, 2, 3, 4, 5].flatMap((i): [number, number, string][] => [
      [60, 600 - 12 * i, `Bay ${i}`],
      [320, 600 - 12 * i, `${i}00 kg`],
    ])
    expectInOrder(
      await textOf(cells),
      [1, 2, 3, 4, 5].flatMap((i) => [`Bay ${i}`, `${i}00 kg`]),
    )
  })

  test('columns whose lines end anywhere are read one after the other, whatever stands above them', async () => {
    const words = 'the pump of the northern works was raised to forty bar by order and without notice'.split(
      ' ',
    )
    const line = fc
      .tuple(fc.nat(words.length - 1), fc.integer({ min: 20, max: 44 }))
      .map(([from, length]) => [...words.slice(from), ...words, ...words].join(' ').slice(0, length).trim())
    const column = fc.array(line, { minLength: 8, maxLength: 30 })
    await fc.assert(
      fc.asyncProperty(column, column, fc.boolean(), async (one, two, hasTable) => {
        // Numbered, so that no line is like another.
        const numbered = (side: string, lines: readonly string[]) =>
          lines.map((said, i) => `${side}${i} ${said}`)
        const [first, second] = [numbered('L', one), numbered('R', two)]
        const table = ['Bay', 'North', 'South'].flatMap((cell, i): [number, number, string][] => [
          [60, 660 - 12 * i, cell],
          [220, 660 - 12 * i, `${i}00`],
          [380, 660 - 12 * i, 'open'],
        ])
        const put = (x: number, lines: readonly string[]) =>
          lines.map((said, i): [number, number, string] => [x, 600 - 12 * i, said])
        const text = await textOf([...(hasTable ? table : []), ...put(60, first), ...put(330, second)])
        expectInOrder(text, [...first, ...second])
      }),
      { numRuns: 15 },
    )
  })

  test('words parted at the end of a line are joined', async () => {
    expect(
      await textOf([
        [60, 600, 'an inde-'],
        [60, 588, 'pendent auditor'],
      ]),
    ).toBe('an independent auditor')
  })
})
