import { FirewallError } from '../../core/errors.js'
import { crc32 } from './crc32.js'
import type { Arena, Block } from './kernels/arena.js'
import type { Scheme } from './scheme.js'

/**
 * The segment file `VBL1`, version 2. Immutable, little-endian, header of 4096 bytes, every section on a 64-byte border.
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
 * | 6 | BLOOM | u32[8 × n]: the filter over all distinct k-grams that low-memory mode asks first (`filter.ts`) |
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
 * A copied document needs one shape for all its k-grams, a license in ten thousand files one as well. Nothing
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
  /** Only in what was just built: memory that is searched needs none. */
  readonly filter?: Uint32Array
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
export const FORMAT_VERSION = 2

const MAGIC = 0x314c4256
export const HEADER = 4096
const ENTRY = 24
const IDS = { text: 1, table: 2, docs: 3, clust: 4, notes: 5, filter: 6 } as const

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
  if (sections.filter !== undefined) body.push([IDS.filter, [bytesOf(sections.filter)]])
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

/** A section: bytes of the file, or of an array in it, `count` words. */
export interface Place {
  readonly at: number
  readonly length: number
  readonly count: number
}

/** Where everything lies in a segment file, in bytes from its start. */
export interface Places {
  /** Of the file, for messages. */
  readonly name: string
  readonly documents: number
  readonly lines: number
  readonly posBits: number
  readonly kgrams: number
  readonly text: Place
  readonly table: Place
  readonly docs: Place
  readonly clust: Place
  readonly notes?: Place
  readonly filter: Place
  readonly clusters: Readonly<Record<keyof Clusters, Place>>
}

/** Reads `[at, at + length)` of a file. A view that holds until the next call will do. */
export type ReadBytes = (at: number, length: number) => Uint8Array

/** Bytes of a section checked at once: they need not all be in memory. */
export const CHECKED = 1 << 20

/**
 * Finds everything in a segment file of `size` bytes and reads all of it once to compare checksums. Throws
 * `store-corrupt` when a checksum or a size does not hold, `store-version` when it was made under another scheme,
 * fold or version of this format. `name` is for the message.
 */
export function findPlaces(
  read: ReadBytes,
  size: number,
  scheme: Scheme,
  foldVersion: number,
  name: string,
): Places {
  if (size < HEADER) throw corrupt(name)
  const header = read(0, HEADER).slice()
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
  const find = (id: number): Place | undefined => {
    for (let entry = 64; entry < 64 + 16 * ENTRY; entry += ENTRY) {
      if (view.getUint32(entry, true) !== id) continue
      const at = view.getFloat64(entry + 8, true)
      const length = view.getFloat64(entry + 16, true)
      if (at + length > size || checksum(read, at, length) !== view.getUint32(entry + 4, true))
        throw corrupt(name)
      return { at, length, count: length / 4 }
    }
    return undefined
  }
  const need = (id: number): Place => {
    const place = find(id)
    if (place === undefined) throw corrupt(name)
    return place
  }
  const documents = view.getUint32(40, true)
  const clust = need(IDS.clust)
  const notes = find(IDS.notes)
  const places: Places = {
    name,
    documents,
    lines: view.getUint32(44, true),
    posBits: header[19]!,
    kgrams: view.getUint32(48, true),
    text: need(IDS.text),
    table: need(IDS.table),
    docs: need(IDS.docs),
    clust,
    filter: need(IDS.filter),
    clusters: findClusters(read, clust, name),
    ...(notes === undefined ? {} : { notes }),
  }
  if (places.docs.count !== 2 * documents + 1) throw corrupt(name)
  if (notes !== undefined && !endsWithNotes(read, notes, documents)) throw corrupt(name)
  return places
}

/** How much of a file is searched in memory: all in front of the filter, which is its last section. */
export function searchedLength(header: Uint8Array): number {
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength)
  for (let entry = 64; entry < 64 + 16 * ENTRY; entry += ENTRY) {
    if (view.getUint32(entry, true) === IDS.filter) return view.getFloat64(entry + 8, true)
  }
  return HEADER
}

function checksum(read: ReadBytes, at: number, length: number): number {
  let crc = 0
  for (let done = 0; done < length; done += CHECKED)
    crc = crc32(read(at + done, Math.min(CHECKED, length - done)), crc)
  return crc
}

function findClusters(read: ReadBytes, { at, count }: Place, name: string): Places['clusters'] {
  if (count < 5) throw corrupt(name)
  const view = wordsOf(read(at, 20))
  let next = at + 20
  const place = (i: number): Place => {
    const length = 4 * view[i]!
    next += length
    return { at: next - length, length, count: view[i]! }
  }
  const clusters = {
    kept: place(0),
    listAt: place(1),
    lists: place(2),
    shapeAt: place(3),
    shapes: place(4),
  }
  if (next !== at + 4 * count) throw corrupt(name)
  return clusters
}

function endsWithNotes(read: ReadBytes, notes: Place, documents: number): boolean {
  const head = 4 * (documents + 1)
  if (notes.length < head) return false
  return wordsOf(read(notes.at + head - 4, 4))[0] === notes.length - head
}

/** The sections of a file as views into its bytes (8-byte aligned), without the filter. */
export function sectionsIn(bytes: Uint8Array, places: Places): Sections {
  const { documents, lines, posBits, kgrams, clusters, notes } = places
  const part = ({ at, length }: Place) => bytes.subarray(at, at + length)
  const array = (place: Place) => words(part(place))
  const docs = array(places.docs)
  const head = 4 * (documents + 1)
  return {
    text: part(places.text),
    table: array(places.table),
    lines,
    posBits,
    kgrams,
    numbers: docs.subarray(0, documents),
    starts: docs.subarray(documents),
    clusters: {
      kept: array(clusters.kept),
      listAt: array(clusters.listAt),
      lists: array(clusters.lists),
      shapeAt: array(clusters.shapeAt),
      shapes: array(clusters.shapes),
    },
    ...(notes === undefined
      ? {}
      : { notes: { starts: words(part(notes).subarray(0, head)), bytes: part(notes).subarray(head) } }),
  }
}

/** The same sections inside an arena; as they are if it is full. The old arrays are free afterwards. */
export function placeSections(sections: Sections, arena: Arena): Sections {
  const { lines, posBits, kgrams, text, table, numbers, starts, clusters, notes } = sections
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
    lines,
    posBits,
    kgrams,
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

function bytesOf(array: Uint32Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
}

function words(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4)
}

/** A copy, wherever the bytes lie. */
function wordsOf(bytes: Uint8Array): Uint32Array {
  return words(bytes.slice())
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
    `the fingerprint file ${name} was made with another key, fold, guarantee or version`,
    { help: 'delete the fingerprints directory; it is rebuilt from the stored documents' },
  )
}
