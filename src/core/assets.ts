import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { brotliDecompressSync, inflateRawSync } from 'node:zlib'
import { ASSET_DIGESTS, type AssetName } from './asset-digests.js'
import { ERROR_FIXES, FirewallError } from './errors.js'

export type { AssetName }

/**
 * Tables and weights that come with ragwall lie in the folder `data` of the package, one file each:
 *
 *     ragwall asset 1\n
 *     a header in JSON, on several lines: what it is, from which sources, made by which command
 *     an empty line
 *     the parts that the header lists, one behind the other
 *
 * A file is read when something first needs it. Its SHA-256 must be the one in `asset-digests.ts`, so that code never
 * works with the tables of another version.
 */
export const ASSET_FORMAT = 'ragwall asset 1'

export interface AssetHeader {
  readonly name: string
  /** What is in it, one sentence. */
  readonly what: string
  /** What made it. */
  readonly command: string
  readonly sources: readonly AssetSource[]
  /** Numbers that the parts are read with. */
  readonly numbers?: Readonly<Record<string, number>>
  readonly parts: readonly AssetPart[]
}

/** Where contents of an asset come from. */
export interface AssetSource {
  /** Name and version. */
  readonly from: string
  readonly taken: string
  readonly license: string
  /** Name of a file in `data/terms`: the terms in full, for those that must be passed on. */
  readonly terms?: string
}

export interface AssetPart {
  readonly name: string
  /** As it lies in the file. */
  readonly bytes: number
  readonly compression: Compression
}

export type Compression = 'brotli' | 'deflate' | 'none'

export interface Asset {
  readonly header: AssetHeader
  /** The bytes of a part, unpacked anew at each call. */
  part(name: string): Buffer
  /** A number of the header. */
  number(name: string): number
}

/** The folders in which the package has its data, seen from `src/core` and from `dist/src/core`. */
const FOLDERS = ['../../data/', '../../../data/']

/**
 * Reads an asset. Callers keep what they make of it: nothing is kept here. In a bundle of one file the package has no
 * folder any more: whoever bundles copies `data` and says in the environment variable `RAGWALL_ASSETS` where it lies,
 * before the bundle is loaded, since expressions are folded while it loads.
 * Throws `asset-unreadable` when the file is missing or is not the one this code was made with.
 */
export function readAsset(name: AssetName): Asset {
  const bytes = readFile(`${name}.bin`)
  if (bytes === undefined) throw unreadable(name, 'is missing')
  if (createHash('sha256').update(bytes).digest('hex') !== ASSET_DIGESTS[name]) {
    throw unreadable(name, 'is damaged or belongs to another version')
  }
  return parseAsset(bytes)
}

/** An asset from the bytes of its file, which are taken as they are. */
export function parseAsset(bytes: Buffer): Asset {
  const begin = ASSET_FORMAT.length + 1
  const end = bytes.indexOf('\n\n')
  const header = JSON.parse(bytes.toString('utf8', begin, end)) as AssetHeader
  return {
    header,
    part(name) {
      let at = end + 2
      for (const part of header.parts) {
        if (part.name === name) return unpack(bytes.subarray(at, at + part.bytes), part.compression)
        at += part.bytes
      }
      throw new RangeError(`the asset ${header.name} has no part ${name}`)
    },
    number(name) {
      const number = header.numbers?.[name]
      if (number === undefined) throw new RangeError(`the asset ${header.name} has no number ${name}`)
      return number
    },
  }
}

function unpack(bytes: Buffer, compression: Compression): Buffer {
  if (compression === 'brotli') return brotliDecompressSync(bytes)
  return compression === 'deflate' ? inflateRawSync(bytes) : bytes
}

function readFile(name: string): Buffer | undefined {
  const named = process.env['RAGWALL_ASSETS']
  const places = named
    ? [`${named}/${name}`]
    : // A bundle in the form of CommonJS has no `import.meta.url`.
      import.meta.url
      ? FOLDERS.map((folder) => new URL(folder + name, import.meta.url))
      : []
  for (const place of places) {
    try {
      return readFileSync(place)
    } catch {
      // Perhaps it lies in the next one.
    }
  }
  return undefined
}

function unreadable(name: string, what: string): FirewallError {
  return new FirewallError('asset-unreadable', `the table ${name} of ragwall ${what}`, {
    help: ERROR_FIXES['asset-unreadable'],
  })
}
