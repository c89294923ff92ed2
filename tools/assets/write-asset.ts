import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { brotliCompressSync, constants, deflateRawSync } from 'node:zlib'
import { ASSET_FORMAT, type AssetHeader, type Compression } from '../../src/core/assets.js'

/** What a builder makes: the header of an asset, with the contents of its parts beside their names. */
export interface NewAsset extends Omit<AssetHeader, 'parts'> {
  readonly parts: Readonly<Record<string, NewPart>>
  /** Terms of its sources in full, by the names that the sources give them. */
  readonly terms?: Readonly<Record<string, string>>
}

export interface NewPart {
  readonly contents: string | Uint8Array
  /** Brotli unless said: it packs most tightly, and takes up to six times as long to unpack as deflate. */
  readonly compression?: Compression
}

const data = new URL('../../data/', import.meta.url)

export function encodeAsset({ parts, terms: _, ...header }: NewAsset): Buffer {
  const packed = Object.entries(parts).map(([name, { contents, compression = 'brotli' }]) => {
    return { name, compression, bytes: pack(Buffer.from(contents), compression) }
  })
  const listed = packed.map(({ name, compression, bytes }) => ({ name, bytes: bytes.length, compression }))
  const head = JSON.stringify({ ...header, parts: listed } satisfies AssetHeader, null, 2)
  return Buffer.concat([Buffer.from(`${ASSET_FORMAT}\n${head}\n\n`), ...packed.map(({ bytes }) => bytes)])
}

function pack(contents: Buffer, compression: Compression): Uint8Array {
  if (compression === 'none') return contents
  if (compression === 'deflate') return deflateRawSync(contents, { level: 9 })
  return brotliCompressSync(contents, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: contents.length,
    },
  })
}

/** Writes `data/<name>.bin` and the terms of its sources, and puts its digest into `src/core/asset-digests.ts`. */
export function writeAsset(asset: NewAsset): void {
  writeFileSync(new URL(`${asset.name}.bin`, data), encodeAsset(asset))
  for (const [name, text] of Object.entries(asset.terms ?? {})) {
    writeFileSync(new URL(`terms/${name}`, data), tidied(text))
  }
  writeFileSync(new URL('../../src/core/asset-digests.ts', import.meta.url), digestList())
}

/** Terms as they are, but for line ends and white space around them. */
export function tidied(text: string): string {
  return `${text
    .split(/\r?\n/)
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/^\n+|\n+$/g, '')}\n`
}

/** The files of all assets, in the order of their names. */
export function assetFiles(): { readonly name: string; readonly bytes: Buffer }[] {
  return readdirSync(data)
    .filter((file) => file.endsWith('.bin'))
    .sort()
    .map((file) => ({ name: file.slice(0, -'.bin'.length), bytes: readFileSync(new URL(file, data)) }))
}

/** Terms in full, by the name that sources give them. */
export function termsOf(name: string): string {
  const file = new URL(`terms/${name}`, data)
  if (!existsSync(file)) throw new Error(`data/terms/${name} is missing`)
  return readFileSync(file, 'utf8')
}

/** The source of `src/core/asset-digests.ts`. */
export function digestList(): string {
  const rows = assetFiles().map(
    ({ name, bytes }) => `  '${name}': '${createHash('sha256').update(bytes).digest('hex')}',\n`,
  )
  return `// Made by the builders in tools/, whenever one writes a file of data/. Do not edit.

/** SHA-256 of each file of \`data\`. */
export const ASSET_DIGESTS = {
${rows.join('')}} as const

export type AssetName = keyof typeof ASSET_DIGESTS
`
}
