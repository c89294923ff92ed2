import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { files } from '../../../connectors/files.js'
import { tarOf, zipOf } from '../../support/archives.js'
import {
  docxParagraph,
  docxParts,
  mailOf,
  pdfOf,
  smallFiles,
  xlsxParts,
  xlsxRow,
} from '../../support/small-files.js'

const SAID = 'The reserve price of the northern plot is settled.'
const small = smallFiles(SAID)

/** Name for a small file of a kind: `good.docx`, `Dockerfile`. */
const named = (stem: string, kind: string) => (/^[A-Z.]/.test(kind) ? kind : `${stem}.${kind}`)

const ZIPPED = 'docx xlsx pptx odt ods odp epub'.split(' ')
const ENTITIES = `<!DOCTYPE b [<!ENTITY a0 "aaaaaaaaaa">${Array.from({ length: 12 }, (_, i) => `<!ENTITY a${i + 1} "${`&a${i};`.repeat(10)}">`).join('')}]>`
const MAIN: Readonly<Record<string, string>> = {
  docx: 'word/document.xml',
  xlsx: 'xl/worksheets/sheet1.xml',
  pptx: 'ppt/slides/slide1.xml',
  odt: 'content.xml',
  ods: 'content.xml',
  odp: 'content.xml',
  epub: 'p.opf',
}
const base: Readonly<Record<string, Record<string, string>>> = {
  docx: docxParts(docxParagraph(SAID)),
  xlsx: xlsxParts(xlsxRow(1, SAID)),
}
const partsOf = (kind: string, main: string): Record<string, string> => ({
  ...(base[kind] ?? {}),
  mimetype: kind === 'ods' ? 'application/vnd.oasis.opendocument.spreadsheet' : 'x',
  '_rels/.rels':
    base[kind]?.['_rels/.rels'] ??
    `<a><Relationship Id="r" Type="/officeDocument" Target="${MAIN[kind]}"/></a>`,
  'META-INF/container.xml': '<a><rootfile full-path="p.opf"/></a>',
  'ppt/presentation.xml': '<a><sldId xmlns:r="r" r:id="s"/></a>',
  ...(kind === 'pptx'
    ? {
        '_rels/.rels': '<a><Relationship Id="r" Type="/officeDocument" Target="ppt/presentation.xml"/></a>',
        'ppt/_rels/presentation.xml.rels':
          '<a><Relationship Id="s" Type="/slide" Target="slides/slide1.xml"/></a>',
      }
    : {}),
  [MAIN[kind]!]: main,
})

/** Files that cannot be taken, each with why. */
function hostile(): Record<string, Buffer> {
  const bad: Record<string, Buffer | string> = {}
  const cut = (bytes: Buffer, share: number) => bytes.subarray(0, Math.floor(bytes.length * share))
  for (const kind of [...ZIPPED, 'zip', 'tgz', 'tar.gz', 'rtf', 'tar']) {
    for (const share of [0.2, 0.6]) bad[`cut-${share}.${kind}`] = cut(small[kind]!, share)
  }
  for (const share of [0.3, 0.6]) bad[`cut-${share}.pdf`] = cut(small['pdf']!, share / 2)
  for (const share of [0.5, 0.9]) bad[`cut-${share}.ipynb`] = cut(small['ipynb']!, share)
  bad['cut.json'] = cut(small['json']!, 0.9)
  bad['cut.jsonl'] = cut(small['jsonl']!, 0.9)
  bad['cut.csv'] = 'a,b\n1,"2'
  for (const kind of [...ZIPPED, 'zip', 'pdf', 'rtf', 'tar', 'tgz', 'msg', 'mbox']) bad[`text.${kind}`] = SAID
  for (const kind of ['txt', 'md', 'html', 'csv', 'json', 'eml', 'xml', 'log', 'py', 'env']) {
    bad[`a-pdf.${kind}`] = small['pdf']!
    bad[`a-zip.${kind}`] = small['docx']!
  }
  for (const kind of ['docx', 'pdf', 'odt', 'epub']) bad[`a-picture.${kind}`] = '\x89PNG\r\n\x1a\n'
  bad['a-docx.xlsx'] = small['docx']!
  bad['a-zip.docx'] = small['zip']!
  for (const kind of ZIPPED) {
    const main = MAIN[kind]!
    bad[`entities.${kind}`] = zipOf(partsOf(kind, `${ENTITIES}<a>&a12;</a>`))
    bad[`deep.${kind}`] = zipOf(partsOf(kind, '<a>'.repeat(5_000)))
    bad[`broken.${kind}`] = zipOf(partsOf(kind, '<a><b></a>'))
    bad[`lies.${kind}`] = zipOf({ [main]: 'x'.repeat(100_000) }, { statedSize: 10 })
    bad[`locked.${kind}`] = zipOf(partsOf(kind, '<a/>'), { isEncrypted: true })
    bad[`old.${kind}`] = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)])
    bad[`empty.${kind}`] = zipOf({})
    bad[`zero.${kind}`] = ''
  }
  bad['bomb.docx'] = zipOf(partsOf('docx', ' '.repeat(4 << 20)))
  bad['deep.rtf'] = `{\\rtf1 ${'{'.repeat(5_000)}`
  bad['deep.json'] = '['.repeat(5_000) + ']'.repeat(5_000)
  bad['locked.odt'] = zipOf({ 'META-INF/manifest.xml': '<a><encryption-data/></a>', 'content.xml': '<a/>' })
  bad['scanned.pdf'] = pdfOf('', { page: 'q 10 0 0 10 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q' })
  bad['binary.txt'] = Buffer.from(Array.from({ length: 900 }, (_, i) => (i * 7919) % 251))
  bad['nul.log'] = `a\0b${SAID}`
  bad['blank.md'] = ' \n\n'
  bad['zero.txt'] = ''
  bad['script.html'] = '<script>x</script>'
  bad['none.eml'] = 'nothing of a mail'
  return Object.fromEntries(Object.entries(bad).map(([name, bytes]) => [name, Buffer.from(bytes)]))
}

const root = mkdtempSync(join(tmpdir(), 'ragwall-hostile-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))

function write(path: string, bytes: string | Uint8Array): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), bytes)
}

async function run(folder: string) {
  const taken = new Map<string, string>()
  const named = new Map<string, string>()
  for await (const change of files({ root: join(root, folder), archives: true }).changes({})) {
    if (change.kind === 'upsert') taken.set(change.document.id, change.document.text)
    if (change.kind === 'refused') named.set(change.id, change.help ?? '')
    if (change.kind === 'skipped') named.set(change.id, change.reason)
  }
  return { taken, named }
}

describe('hostile files', () => {
  test('of every kind: a line each, nothing half-taken, and whole ones beside them are read', async () => {
    write('all/.acl.yaml', 'allow: ["*"]')
    const bad = hostile()
    for (const [name, bytes] of Object.entries(bad)) write(`all/${name}`, bytes)
    const good = Object.keys(small).map((kind) => named('good', kind))
    for (const kind of Object.keys(small)) write(`all/${named('good', kind)}`, small[kind]!)
    const kinds = new Set([...Object.keys(bad), ...good].map((name) => name.slice(name.indexOf('.'))))
    expect(Object.keys(bad).length + good.length).toBeGreaterThanOrEqual(120)
    expect(kinds.size).toBeGreaterThanOrEqual(40)
    const { taken, named: told } = await run('all')
    for (const name of good) {
      const whole = [...taken].filter(([id]) => id === name || id.startsWith(`${name}#`))
      expect(whole.map(([, text]) => text).join(' '), name).toContain(SAID)
    }
    for (const name of Object.keys(bad)) {
      expect(told.get(name), name).toMatch(/^[^A-Z].{5,}/)
      expect(taken.has(name), name).toBe(false)
      expect(told.get(name), name).not.toContain('reserve')
    }
  })

  test('archives: what is in them is named, one by one, and no bomb is unpacked', async () => {
    const bomb = ' '.repeat(4 << 20)
    write('archives/.acl.yaml', 'allow: ["*"]')
    const inside = {
      'a.txt': SAID,
      'b.bin': 'x',
      'c.docx': 'no docx',
      'd.zip': small['zip']!,
      'e.eml': mailOf(SAID),
    }
    write('archives/mixed.zip', zipOf(inside))
    write('archives/mixed.tar.gz', gzipSync(tarOf(inside)))
    write('archives/bomb.zip', zipOf({ 'a.txt': bomb, 'b.txt': SAID }))
    write('archives/many-bombs.tgz', gzipSync(Buffer.alloc(300 << 20)))
    write('archives/link.tar', tarOf({ 'l.txt': '' }, '2'))
    write('archives/up.zip', zipOf({ '../../up.txt': SAID }))
    const before = process.memoryUsage().rss
    const { taken, named: told } = await run('archives')
    expect(process.memoryUsage().rss - before).toBeLessThan(600 << 20)
    for (const archive of ['mixed.zip', 'mixed.tar.gz']) {
      expect(taken.get(`${archive}#a.txt`)).toBe(SAID)
      expect(taken.get(`${archive}#e.eml`)).toContain(SAID)
      expect(told.get(`${archive}#b.bin`)).toBe('unknown-kind')
      expect(told.get(`${archive}#d.zip`)).toBe('archive')
      expect(told.get(`${archive}#c.docx`)).toContain('not what its name says')
    }
    expect(told.get('bomb.zip#a.txt')).toContain('unpacks to')
    expect(taken.get('bomb.zip#b.txt')).toBe(SAID)
    expect(told.get('many-bombs.tgz')).toContain('unpacked it has more than')
    expect(told.get('link.tar#l.txt')).toContain('link')
    expect(told.get('up.zip')).toContain('damaged')
  })

  test('trees: links in circles, ten thousand nested folders, names with line ends', async () => {
    write('tree/.acl.yaml', 'allow: ["*"]')
    write('tree/a\nb.txt', SAID)
    symlinkSync(join(root, 'tree'), join(root, 'tree/circle'))
    symlinkSync(join(root, 'tree/second'), join(root, 'tree/first'))
    symlinkSync(join(root, 'tree/first'), join(root, 'tree/second'))
    let deep = 'tree'
    // Deeper than an id may be long, and as deep as one call can make it.
    for (let depth = 0; depth < 1_500; depth++) deep += '/d'
    mkdirSync(join(root, deep), { recursive: true })
    const { taken, named: told } = await run('tree')
    expect([...taken.keys()]).toEqual(['a\nb.txt'])
    expect(told.get('circle')).toContain('links')
    expect([...told.values()].some((help) => help.includes('path is longer'))).toBe(true)
  })
})
