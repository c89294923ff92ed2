import { gunzipSync } from 'node:zlib'
import { LIMITS } from '../../../src/core/limits.js'
import type { Budget, FileContent, FilePart, FileSource } from '../content.js'
import { Unfit } from '../unfit.js'
import { openZip } from './zip.js'

/** Each file of a zip is a part by its path in it. */
export async function readZipArchive({ bytes, budget, inner }: FileSource): Promise<FileContent> {
  const zip = await openZip(bytes, budget)
  const parts: FilePart[] = []
  for (const name of zip.names) {
    try {
      parts.push(...(await inner(name, (await zip.read(name))!)))
    } catch (error) {
      // One that cannot be unpacked stops no other; one that is too much for all of them stops the rest.
      if (!(error instanceof Unfit) || budget.left < 0) throw error
      parts.push({ name, refused: error })
    }
  }
  return { parts }
}

/** Each file of a tar, gzipped or not, is a part by its path in it; links and devices are refused by name. */
export async function readTarArchive({ bytes, budget, inner }: FileSource): Promise<FileContent> {
  const parts: FilePart[] = []
  for (const { name, data, isFile } of tarEntries(gunzipped(bytes, budget))) {
    if (isFile) parts.push(...(await inner(name, data)))
    else parts.push({ name, refused: new Unfit('source-unreadable', 'it is a link or a device') })
  }
  return { parts }
}

function gunzipped(bytes: Uint8Array, budget: Budget): Buffer {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (buffer[0] !== 0x1f || buffer[1] !== 0x8b) return buffer
  try {
    const tar = gunzipSync(buffer, { maxOutputLength: Math.max(budget.left, 1) })
    budget.spend(tar.length)
    return tar
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') budget.spend(budget.left + 1)
    throw error instanceof Unfit ? error : new Unfit('document-invalid', 'it is damaged or cut off')
  }
}

interface TarEntry {
  readonly name: string
  readonly data: Buffer
  readonly isFile: boolean
}

/** POSIX ustar and pax, and the long names of GNU tar. Throws Unfit for what is cut off or has a wrong sum. */
function* tarEntries(tar: Buffer): Generator<TarEntry> {
  let longName: string | undefined
  let entries = 0
  for (let at = 0; at + 512 <= tar.length; ) {
    const header = tar.subarray(at, at + 512)
    if (header.every((byte) => byte === 0)) return
    if (octal(header, 148, 8) !== sumOf(header)) throw damaged()
    const size = octal(header, 124, 12)
    const type = String.fromCharCode(header[156]! || 48)
    const data = tar.subarray(at + 512, at + 512 + size)
    if (data.length < size) throw damaged()
    at += 512 + Math.ceil(size / 512) * 512
    if (type === 'L') longName = textAt(data, 0, data.length)
    else if (type === 'x') longName = paxPath(data) ?? longName
    else if (type === 'g') continue
    else {
      entries += 1
      if (entries > LIMITS.archiveEntries)
        throw new Unfit('document-too-large', `it has more than ${LIMITS.archiveEntries} entries`)
      const prefix = textAt(header, 257, 5) === 'ustar' ? textAt(header, 345, 155) : ''
      const name = longName ?? (prefix === '' ? '' : `${prefix}/`) + textAt(header, 0, 100)
      longName = undefined
      if (type !== '5') yield { name, data, isFile: type === '0' || type === '7' }
    }
  }
  // The end of a whole one says so.
  throw damaged()
}

function octal(header: Buffer, at: number, length: number): number {
  // GNU tar writes what is too large for octal digits as a binary number.
  if (header[at]! & 0x80) return header.readUIntBE(at + length - 6, 6)
  return Number.parseInt(textAt(header, at, length).trim() || '0', 8)
}

function sumOf(header: Buffer): number {
  let sum = 0
  for (const [i, byte] of header.entries()) sum += i >= 148 && i < 156 ? 32 : byte
  return sum
}

function paxPath(data: Buffer): string | undefined {
  return /(?:^|\n)\d+ path=([^\n]*)\n/.exec(data.toString('utf8'))?.[1]
}

function textAt(bytes: Buffer, at: number, length: number): string {
  const field = bytes.subarray(at, at + length)
  const end = field.indexOf(0)
  return field.subarray(0, end < 0 ? length : end).toString('utf8')
}

function damaged(): Unfit {
  return new Unfit('document-invalid', 'it is damaged or cut off: it cannot be unpacked')
}
