import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { files } from '../../../../connectors/files.js'
import type { AuditEvent } from '../../../../src/core/audit.js'
import type { AuditSink } from '../../../../src/core/ports.js'
import { createFirewall, type Firewall } from '../../../../src/firewall/firewall.js'
import { zipOf } from '../../../support/archives.js'
import { docxParagraph, docxParts, mailOf, pdfOf, xlsxParts, xlsxRow } from '../../../support/small-files.js'

const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const relations = (all: Record<string, [string, string]>) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${Object.entries(all)
    .map(([id, [type, target]]) => `<Relationship Id="${id}" Type="${RELATION}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`

/** Each says a sentence, an address of mail and a telephone number of its own. */
const SECRETS = {
  footnote: 'The bursar sold the northern orchard for less than the surveyor had promised',
  deletion: 'Nobody outside the vestry has been told that the organ will be auctioned abroad',
  sheet: 'Tarnholm offered twice what Ostrava did and withdrew when the invoice arrived',
  notes: 'Pause here and leave the quarrel with the harbour master entirely unmentioned',
  attachment: 'Attached is the list of drivers whose licences lapsed before the accident in May',
  column: 'Forklifts that failed their inspection were driven for another seventeen weeks',
} as const
type Where = keyof typeof SECRETS
const WHERE = Object.keys(SECRETS) as Where[]
const mailOfPlace = (where: Where) => `${where}.keeper@tollgate-works.com`
const phoneOf = (where: Where) => `+44 20 7946 0${String(312 + WHERE.indexOf(where) * 7)}`
const said = (where: Where) => `${SECRETS[where]}. Ask ${mailOfPlace(where)} or ${phoneOf(where)}.`

function write(root: string): void {
  const put = (name: string, bytes: string | Uint8Array) => writeFileSync(join(root, name), bytes)
  put('.acl.yaml', 'allow: ["group:board"]\nclassification: internal\n')
  put(
    'paper.docx',
    zipOf(
      docxParts(
        `${docxParagraph('The yearly paper begins here.')}<w:p><w:r><w:t>A figure</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p><w:p><w:del w:id="9" w:author="x"><w:r><w:delText>${said('deletion')}</w:delText></w:r></w:del></w:p>`,
        {
          'word/_rels/document.xml.rels': relations({ f: ['footnotes', 'footnotes.xml'] }),
          'word/footnotes.xml': `<w:footnotes xmlns:w="w"><w:footnote w:id="2">${docxParagraph(said('footnote'))}</w:footnote></w:footnotes>`,
        },
      ),
    ),
  )
  put(
    'offers.xlsx',
    zipOf({
      ...xlsxParts(xlsxRow(1, 'Bay', 'Pallets') + xlsxRow(2, 'North', 'many')),
      'xl/workbook.xml': `<workbook xmlns:r="${RELATION}"><sheets><sheet name="Open" sheetId="1" r:id="s"/><sheet name="Kept" sheetId="2" state="hidden" r:id="h"/></sheets></workbook>`,
      'xl/_rels/workbook.xml.rels': relations({
        s: ['worksheet', 'worksheets/sheet1.xml'],
        h: ['worksheet', 'worksheets/sheet2.xml'],
      }),
      'xl/worksheets/sheet2.xml': `<worksheet><sheetData>${xlsxRow(1, 'Supplier', 'Remark')}${xlsxRow(2, 'A', said('sheet'))}</sheetData></worksheet>`,
    }),
  )
  const slide = (text: string) => `<a:p><a:r><a:t>${text}</a:t></a:r></a:p>`
  put(
    'talk.pptx',
    zipOf({
      '_rels/.rels': relations({ r: ['officeDocument', 'ppt/presentation.xml'] }),
      'ppt/presentation.xml': `<p:presentation xmlns:p="p" xmlns:r="${RELATION}"><p:sldIdLst><p:sldId id="256" r:id="s"/></p:sldIdLst></p:presentation>`,
      'ppt/_rels/presentation.xml.rels': relations({ s: ['slide', 'slides/slide1.xml'] }),
      'ppt/slides/slide1.xml': `<p:sld xmlns:p="p" xmlns:a="a">${slide('In brief')}</p:sld>`,
      'ppt/slides/_rels/slide1.xml.rels': relations({ n: ['notesSlide', '../notesSlides/notesSlide1.xml'] }),
      'ppt/notesSlides/notesSlide1.xml': `<p:notes xmlns:p="p" xmlns:a="a">${slide(said('notes'))}</p:notes>`,
    }),
  )
  put(
    'depot.eml',
    mailOf(
      '',
      `MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nThe list is attached.\r\n--b\r\nContent-Type: application/vnd.openxmlformats-officedocument.wordprocessingml.document\r\nContent-Disposition: attachment; filename=drivers.docx\r\nContent-Transfer-Encoding: base64\r\n\r\n${zipOf(docxParts(docxParagraph(said('attachment')))).toString('base64')}\r\n--b--\r\n`,
    ),
  )
  const lines = (x: number, all: readonly string[]) =>
    all.map((line, i) => `BT /F1 10 Tf ${x} ${600 - 12 * i} Td (${line.replace(/[()\\]/g, '\\$&')}) Tj ET`)
  const left = [
    'The night shift is short of',
    'three drivers since spring and',
    'overtime is paid at one and',
    'a half times the usual rate',
    'from the fortieth hour on',
    'of any week of the year.',
  ]
  const right = (said('column').match(/.{1,34}(?:\s|$)/g) ?? []).map((line) => line.trim())
  put('fleet.pdf', pdfOf('', { page: [...lines(60, left), ...lines(320, right)].join('\n') }))
}

const PLACE: Record<Where, readonly [document: string, at: RegExp]> = {
  footnote: ['paper.docx', /^footnote \d+$/],
  deletion: ['paper.docx', /^paragraph 3/],
  sheet: ['offers.xlsx', /^sheet 2 \(hidden\), B2$/],
  notes: ['talk.pptx', /^slide 1, notes$/],
  attachment: ['depot.eml#drivers.docx', /^paragraph 1$/],
  column: ['fleet.pdf', /^page 1$/],
}

let root: string
let firewall: Firewall
const events: AuditEvent[] = []
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'ragwall-places-'))
  write(root)
  const audit: AuditSink = {
    async append(event) {
      events.push(event)
      return { id: 'r', chain: 'c', sequence: events.length, hash: 'h' }
    },
    async *read() {},
    verify: async () => ({ chains: 1, records: 0, intact: true as const, torn: 0 }),
    async close() {},
  }
  firewall = await createFirewall({ policy: ['public', 'internal'], audit })
  const { refused } = await firewall.sync(files({ root }))
  expect(refused).toEqual([])
})
afterAll(async () => {
  await firewall.close()
  rmSync(root, { recursive: true })
})

async function placesOf(answer: string): Promise<{ kind: string; document: string; at: string }[]> {
  const principal = { id: 'user:eve', groups: [], clearance: { level: 'internal', compartments: [] } }
  const verdict = await firewall.check(answer, { principal })
  expect(verdict.action).not.toBe('release')
  const closed = events.findLast((event) => event.type === 'closed')!
  return closed.type !== 'closed'
    ? []
    : closed.findings.flatMap((finding) =>
        (finding.places ?? []).map((place) => ({ kind: finding.kind, ...place })),
      )
}

describe.each(WHERE)('what stands in a %s', (where) => {
  const [document, at] = PLACE[where]

  test('is found as a copy, with its place in the record', async () => {
    const found = await placesOf(`As far as I know: ${SECRETS[where]}.`)
    expect(found).toContainEqual({ kind: 'verbatim', document, at: expect.stringMatching(at) })
  })

  test.each(['address', 'number'] as const)(
    'is found as personal data (%s), with its place',
    async (what) => {
      const value = what === 'address' ? mailOfPlace(where) : phoneOf(where)
      const found = await placesOf(`You may turn to ${value} about it.`)
      expect(found).toContainEqual({ kind: expect.any(String), document, at: expect.stringMatching(at) })
    },
  )
})

test('a record holds places, not words', () => {
  const all = JSON.stringify(events)
  for (const where of WHERE) {
    expect(all).not.toContain(SECRETS[where].slice(0, 20))
    expect(all).not.toContain(mailOfPlace(where))
  }
})
