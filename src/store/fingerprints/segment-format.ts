import { FirewallError } from '../../core/errors.js'
import { crc32 } from './crc32.js'
import type { Arena, Block } from './kernels/arena.js'
import type { Scheme } from './scheme.js'

/**
 * The segment file `VBL1`. Immutable, little-endian, header of 4096 bytes, every section on a 64-byte border.
 *
 * ```
 *  0  magic 'VBL1' | version u16 | flags u16 | headerCrc u32 (of the header with this field zero) | 0 u32
 * 16  k u8 | w u8 | granuleShift u8 (4) | posBits u8 | foldVersion u32 | keyId u32 | 0 u32
 * 32  textBytes f64 | documents u32 | lines u32 | kgrams u32 | 0 u32
 * 64  section table, 16 entries of 24 bytes: id u32 | crc32 u32 | offset f64 | length f64
 * ```
 *
 * | id | section | content |
 * |---|---|---|
 * | 1 | TEXT | 64 zero bytes, then folded documents each with a 0x00 behind, then 64 zero bytes |
 * | 2 | TABLE | u32[16 × n]: lines of 16 slots, see below; more than `lines`, the rest takes the overflow |
 * | 3 | DOCS | u32 numbers[documents] ascending, u32 starts[documents + 1] in TEXT |
 * | 4 | CLUST | u32 counts of the five arrays, then: kept, listAt, lists, shapeAt, shapes |
 * | 5 | NOTES | absent if there are none; u32 starts[documents + 1] from the bytes behind them on, then what the owner keeps with each document |
 * | 6 | BLOOM | reserved: blocked filter for searching from disk |
 *
 * A *slot* stands for one distinct k-gram: `tag << (posBits + 1) | many << posBits | position >> 4` of its
 * first kept occurrence; 0xffffffff is empty. A k-gram belongs to line `floor(hash × lines / 2^32)` and slots
 * are filled on from there in hash order, so a look-up ends at the first empty slot.
 *
 * `many` says that it was kept more than once. Then `kept` (ascending positions) finds the position at index
 * i, and `listAt[i]` the word in `lists` that counts the *clusters* which follow as (position, shape) pairs.
 * A cluster is all occurrences with the same L - k bytes on both sides (up to a document border): a common run
 * of L bytes through one member exists through all or none, so only its first position is compared. `shape` 0
 * is a cluster of one; shape s names the distances of the other members, `shapes[shapeAt[s-1] .. shapeAt[s])`.
 * A list of many clusters has `ORDERED` added to its count and is there twice: ordered by the bytes behind the
 * k-gram, then by the bytes before it. A run of L bytes goes on for half of L - k on one side, so a search looks
 * only at the clusters that share that much with the query on one side or the other.
 *
 * A copied document needs one shape for all its k-grams, a licence in ten thousand files one as well. Nothing
 * is ever dropped, so no cap loses a leak and a removed document cannot hide its twins.
 */
export interface Sections {
  readonly text: Uint8Array
  readonly lines: number
  readonly posBits: number
  readonly kgrams: number
  readonly table: Uint32Array
  readonly numbers: Uint32Array
  readonly starts: Uint32Array
  readonly clusters: Clusters
  readonly notes?: Notes
  /** The piece of the kernels' arena that all arrays lie in, if they do. */
  readonly block?: Block
}

export interface Notes {
  readonly starts: Uint32Array
  readonly bytes: Uint8Array
}

export interface Clusters {
  readonly kept: Uint32Array
  readonly listAt: Uint32Array
  readonly lists: Uint32Array
  readonly shapeAt: Uint32Array
  readonly shapes: Uint32Array
}

export const EMPTY = 0xffffffff
export const GUARD = 64
export const ORDERED = 0x80000000
export const FORMAT_VERSION = 1

const MAGIC = 0x314c4256
const HEADER = 4096
const ENTRY = 24
const IDS = { text: 1, table: 2, docs: 3, clust: 4, notes: 5 } as const

/** The file as chunks to write. The sections themselves are not copied. */
export function encodeSegment(sections: Sections, scheme: Scheme, foldVersion: number): Uint8Array[] {
  const { clusters } = sections
  const arrays = [clusters.kept, clusters.listAt, clusters.lists, clusters.shapeAt, clusters.shapes]
  const counts = Uint32Array.from(arrays, (array) => array.length)
  const body: [id: number, parts: Uint8Array[]][] = [
    [IDS.text, [sections.text]],
    [IDS.table, [bytesOf(sections.table)]],
    [IDS.docs, [bytesOf(sections.numbers), bytesOf(sections.starts)]],
    [IDS.clust, [counts, ...arrays].map(bytesOf)],
  ]
  if (sections.notes !== undefined) {
    body.push([IDS.notes, [bytesOf(sections.notes.starts), sections.notes.bytes]])
  }
  const header = new Uint8Array(HEADER)
  const view = new DataView(header.buffer)
  view.setUint32(0, MAGIC, true)
  view.setUint16(4, FORMAT_VERSION, true)
  header.set([scheme.k, scheme.w, 4, sections.posBits], 16)
  view.setUint32(20, foldVersion, true)
  view.setUint32(24, Number.parseInt(scheme.keyId, 16), true)
  view.setFloat64(32, sections.text.length, true)
  view.setUint32(40, sections.numbers.length, true)
  view.setUint32(44, sections.lines, true)
  view.setUint32(48, sections.kgrams, true)
  const chunks: Uint8Array[] = [header]
  let offset = HEADER
  body.forEach(([id, parts], i) => {
    const bytes = parts.length === 1 ? parts[0]! : Buffer.concat(parts)
    const entry = 64 + i * ENTRY
    view.setUint32(entry, id, true)
    view.setUint32(entry + 4, crc32(bytes), true)
    view.setFloat64(entry + 8, offset, true)
    view.setFloat64(entry + 16, bytes.length, true)
    chunks.push(bytes, new Uint8Array(padding(bytes.length)))
    offset += bytes.length + padding(bytes.length)
  })
  view.setUint32(8, crc32(header), true)
  return chunks
}

/**
 * Reads a file back as views into `bytes` (8-byte aligned). Throws `store-corrupt` when a checksum or a size
 * does not hold, `store-version` when it was made under another scheme or fold. `name` is for the message.
 */
export function decodeSegment(
  bytes: Uint8Array,
  scheme: Scheme,
  foldVersion: number,
  name: string,
): Sections {
  if (bytes.length < HEADER) throw corrupt(name)
  const header = bytes.slice(0, HEADER)
  const view = new DataView(header.buffer)
  const headerCrc = view.getUint32(8, true)
  view.setUint32(8, 0, true)
  if (view.getUint32(0, true) !== MAGIC || crc32(header) !== headerCrc) throw corrupt(name)
  const same =
    view.getUint16(4, true) === FORMAT_VERSION &&
    header[16] === scheme.k &&
    header[17] === scheme.w &&
    view.getUint32(20, true) === foldVersion &&
    view.getUint32(24, true) === Number.parseInt(scheme.keyId, 16)
  if (!same) throw otherVersion(name)
  const section = (id: number) => readSection(bytes, view, id, name)
  const docs = words(section(IDS.docs))
  const documents = view.getUint32(40, true)
  if (docs.length !== 2 * documents + 1) throw corrupt(name)
  return {
    text: section(IDS.text),
    table: words(section(IDS.table)),
    lines: view.getUint32(44, true),
    posBits: header[19]!,
    kgrams: view.getUint32(48, true),
    numbers: docs.subarray(0, documents),
    starts: docs.subarray(documents),
    clusters: readClusters(words(section(IDS.clust)), name),
    ...readNotes(findSection(bytes, view, IDS.notes, name), documents, name),
  }
}

function readNotes(
  section: Uint8Array | undefined,
  documents: number,
  name: string,
): Pick<Sections, 'notes'> {
  if (section === undefined) return {}
  const head = 4 * (documents + 1)
  if (section.length < head) throw corrupt(name)
  const starts = words(section.subarray(0, head))
  const bytes = section.subarray(head)
  if (starts[documents] !== bytes.length) throw corrupt(name)
  return { notes: { starts, bytes } }
}

/** The same sections inside an arena; as they are if it is full. The old arrays are free afterwards. */
export function placeSections(sections: Sections, arena: Arena): Sections {
  const { text, table, numbers, starts, clusters, notes } = sections
  const arrays = [text, table, numbers, starts, ...Object.values(clusters), ...Object.values(notes ?? {})]
  const block = arena.allocate(arrays.reduce((sum, array) => sum + roomFor(array.byteLength), 0))
  if (block === undefined) return sections
  let offset = 0
  const place = (array: Uint8Array) => {
    const copy = block.bytes.subarray(offset, offset + array.byteLength)
    copy.set(array)
    offset += roomFor(array.byteLength)
    return copy
  }
  const placeWords = (array: Uint32Array) => words(place(bytesOf(array)))
  return {
    ...sections,
    text: place(text),
    table: placeWords(table),
    numbers: placeWords(numbers),
    starts: placeWords(starts),
    clusters: {
      kept: placeWords(clusters.kept),
      listAt: placeWords(clusters.listAt),
      lists: placeWords(clusters.lists),
      shapeAt: placeWords(clusters.shapeAt),
      shapes: placeWords(clusters.shapes),
    },
    ...(notes === undefined
      ? {}
      : { notes: { starts: placeWords(notes.starts), bytes: place(notes.bytes) } }),
    block,
  }
}

function roomFor(length: number): number {
  return length + padding(length)
}

function readSection(bytes: Uint8Array, header: DataView, id: number, name: string): Uint8Array {
  const section = findSection(bytes, header, id, name)
  if (section === undefined) throw corrupt(name)
  return section
}

function findSection(bytes: Uint8Array, header: DataView, id: number, name: string): Uint8Array | undefined {
  for (let entry = 64; entry < 64 + 16 * ENTRY; entry += ENTRY) {
    if (header.getUint32(entry, true) !== id) continue
    const offset = header.getFloat64(entry + 8, true)
    const length = header.getFloat64(entry + 16, true)
    const section = bytes.subarray(offset, offset + length)
    if (section.length !== length || crc32(section) !== header.getUint32(entry + 4, true)) throw corrupt(name)
    return section
  }
  return undefined
}

function readClusters(all: Uint32Array, name: string): Clusters {
  const counts = all.subarray(0, 5)
  let at = 5
  const [kept, listAt, lists, shapeAt, shapes] = [...counts].map((count) => all.subarray(at, (at += count)))
  if (at !== all.length || !kept || !listAt || !lists || !shapeAt || !shapes) throw corrupt(name)
  return { kept, listAt, lists, shapeAt, shapes }
}

function bytesOf(array: Uint32Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
}

function words(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4)
}

function padding(length: number): number {
  return (64 - (length % 64)) % 64
}

export function corrupt(name: string, cause?: unknown): FirewallError {
  return new FirewallError('store-corrupt', `the fingerprint file ${name} is damaged`, {
    help: 'delete the fingerprints directory; it is rebuilt from the stored documents',
    ...(cause === undefined ? {} : { cause }),
  })
}

export function otherVersion(name: string): FirewallError {
  return new FirewallError(
    'store-version',
    `the fingerprint file ${name} was made with another key, fold or guarantee`,
    { help: 'delete the fingerprints directory; it is rebuilt from the stored documents' },
  )
}
