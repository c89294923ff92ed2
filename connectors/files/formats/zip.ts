import type { Entry, ZipFile } from 'yauzl'
import { LIMITS } from '../../../src/core/limits.js'
import type { Budget } from '../content.js'
import { Unfit } from '../unfit.js'

/** A zip file: what it names, and each entry's bytes when asked for. */
export interface Zip {
  readonly names: readonly string[]
  has(name: string): boolean
  /** The bytes of an entry, undefined for one that is not there. Throws Unfit. */
  read(name: string): Promise<Buffer | undefined>
}

/** Text shrinks to a tenth, the XML of a large sheet to a hundredth; what shrinks further is made to burst. */
const RATIO = 500

/**
 * Opens a zip in memory. Bounded: the number of entries, and by `budget` the sum of what is unpacked, counted as it
 * is, whatever the headers say. Throws Unfit.
 */
export async function openZip(bytes: Uint8Array, budget: Budget): Promise<Zip> {
  const { fromBufferPromise } = await import('yauzl')
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const entries = new Map<string, Entry>()
  let file: ZipFile
  try {
    file = await fromBufferPromise(buffer, {
      lazyEntries: true,
      decodeStrings: true,
      validateEntrySizes: true,
    })
    for await (const entry of file.eachEntry()) {
      if (entries.size >= LIMITS.archiveEntries) throw tooMany()
      if (!entry.fileName.endsWith('/')) entries.set(entry.fileName, entry)
    }
  } catch (error) {
    throw error instanceof Unfit ? error : damaged()
  }
  return {
    names: [...entries.keys()],
    has: (name) => entries.has(name),
    async read(name) {
      const entry = entries.get(name)
      if (entry === undefined) return undefined
      if (entry.isEncrypted())
        throw new Unfit('document-invalid', 'it is encrypted: save it without a password')
      return readEntry(file, entry, budget)
    },
  }
}

async function readEntry(file: ZipFile, entry: Entry, budget: Budget): Promise<Buffer> {
  if (entry.uncompressedSize > Math.max(entry.compressedSize * RATIO, 1 << 20)) {
    throw new Unfit('document-too-large', 'it unpacks to more than five hundred times its size')
  }
  budget.spend(0)
  if (entry.uncompressedSize > budget.left) budget.spend(entry.uncompressedSize)
  const blocks: Buffer[] = []
  try {
    for await (const block of await file.openReadStreamPromise(entry)) {
      budget.spend((block as Buffer).length)
      blocks.push(block as Buffer)
    }
  } catch (error) {
    throw error instanceof Unfit ? error : damaged()
  }
  return Buffer.concat(blocks)
}

function damaged(): Unfit {
  return new Unfit('document-invalid', 'it is damaged or cut off: it cannot be unpacked')
}

function tooMany(): Unfit {
  return new Unfit('document-too-large', `it has more than ${LIMITS.archiveEntries} entries`)
}
