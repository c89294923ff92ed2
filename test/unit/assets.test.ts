import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { type Asset, type AssetName, parseAsset, readAsset } from '../../src/core/assets.js'
import { buildNotice } from '../../tools/assets/build-notice.js'
import {
  assetFiles,
  digestList,
  encodeAsset,
  type NewAsset,
  termsOf,
} from '../../tools/assets/write-asset.js'
import { buildConsole } from '../../tools/console/build-console.js'
import { buildFoldTables } from '../../tools/tables/build-fold-tables.js'
import { buildHanVariants } from '../../tools/tables/build-han-variants.js'
import { buildJapaneseReadings } from '../../tools/tables/build-japanese-readings.js'
import { buildLatinNames } from '../../tools/tables/build-latin-names.js'

const files = assetFiles()

describe('the files in data', () => {
  test('are the ones that the code was made with', () => {
    expect(readFileSync('src/core/asset-digests.ts', 'utf8')).toBe(digestList())
  })

  test.each(files)(
    '$name says what it is, from where and under which terms, and can be unpacked',
    ({ name }) => {
      const { header, part } = readAsset(name as AssetName)
      expect(header.name).toBe(name)
      expect(header.what).toMatch(/\.$/)
      const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'))
      expect(Object.keys(scripts)).toContain(header.command.replace('npm run ', ''))
      for (const { from, taken, license, terms } of header.sources) {
        expect([from, taken, license]).not.toContain('')
        if (terms !== undefined) expect(termsOf(terms).length).toBeGreaterThan(500)
      }
      for (const one of header.parts) expect(part(one.name).length).toBeGreaterThanOrEqual(one.bytes)
    },
  )

  test('are listed in NOTICE with their terms: else run npm run build:notice', () => {
    expect(readFileSync('NOTICE', 'utf8')).toBe(buildNotice())
  })
})

/** Those whose sources are installed. The needs of the prefilter have a test of their own, which allows for change. */
describe('built anew', () => {
  test.for([
    ['console-script', buildConsole],
    ['fold-tables', buildFoldTables],
    ['han-variants', buildHanVariants],
    ['japanese-readings', buildJapaneseReadings],
    ['latin-names', buildLatinNames],
  ] as const)('%s is as it was, byte for byte', async ([name, build], context) => {
    const committed = readAsset(name)
    const anew = await build()
    const dated = (sources: NewAsset['sources']) => sources.filter(({ from }) => from.includes('Node.js'))
    const isOtherNode =
      JSON.stringify(dated(anew.sources)) !== JSON.stringify(dated(committed.header.sources))
    context.skip(isOtherNode, 'this Node has other Unicode data')
    const { parts: _, ...header } = committed.header
    expect({ ...anew, parts: undefined, terms: undefined }).toEqual({ ...header, parts: undefined })
    for (const [part, { contents }] of Object.entries(anew.parts)) {
      expect(Buffer.from(contents).equals(committed.part(part)), part).toBe(true)
    }
    for (const [file, text] of Object.entries(anew.terms ?? {})) {
      expect(termsOf(file).replace(/\s+/g, ' ').trim()).toBe(text.replace(/\s+/g, ' ').trim())
    }
  })
})

describe('an asset', () => {
  const place = mkdtempSync(join(tmpdir(), 'ragwall-assets-'))
  afterAll(() => rmSync(place, { recursive: true, force: true }))
  afterEach(() => {
    delete process.env['RAGWALL_ASSETS']
  })

  function contentsOf(asset: Asset): Record<string, string> {
    return Object.fromEntries(asset.header.parts.map(({ name }) => [name, asset.part(name).toString()]))
  }

  test('comes back as it was written, however it is packed', () => {
    const parts = { a: 'x'.repeat(1000), b: 'y\n\n', c: '' }
    const bytes = encodeAsset({
      name: 'made-up',
      what: 'Nothing.',
      command: 'npm run nothing',
      sources: [],
      numbers: { scale: 0.1 },
      parts: {
        a: { contents: parts.a },
        b: { contents: parts.b, compression: 'none' },
        c: { contents: parts.c, compression: 'deflate' },
      },
    })
    const asset = parseAsset(bytes)
    expect(contentsOf(asset)).toEqual(parts)
    expect(asset.number('scale')).toBe(0.1)
    expect(() => asset.part('d')).toThrow(RangeError)
    expect(() => asset.number('other')).toThrow(RangeError)
  })

  test('is read where RAGWALL_ASSETS says, and refused when it is missing there or another one', () => {
    const refusal = expect.objectContaining({
      code: 'asset-unreadable',
      help: expect.stringContaining('RAGWALL_ASSETS'),
    })
    process.env['RAGWALL_ASSETS'] = place
    expect(() => readAsset('fold-tables')).toThrow(refusal)
    const bytes = files.find(({ name }) => name === 'fold-tables')!.bytes
    writeFileSync(join(place, 'fold-tables.bin'), bytes)
    expect(readAsset('fold-tables').part('match').length).toBeGreaterThan(0)
    writeFileSync(join(place, 'fold-tables.bin'), bytes.subarray(0, -1))
    expect(() => readAsset('fold-tables')).toThrow(refusal)
  })
})
