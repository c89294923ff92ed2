import { corrupt } from '../store/fingerprints/index.js'
import { encodeSourceMap, SourceMap } from '../text/source-map.js'

/** What a `VerbatimIndex` keeps with a document, in the segment that holds its text: gone when that is gone. */
export interface Note {
  readonly id: string
  /** UTF-8 bytes of the text as it was added. */
  readonly bytes: number
  readonly map: SourceMap
}

/** `bytes` u32 | length of the id u32 | id in UTF-16 | the map (`source-map.ts`). */
export function encodeNote(id: string, text: string, bytes: number, alone = false): Uint8Array {
  const head = Buffer.alloc(8)
  head.writeUInt32LE(bytes)
  const name = Buffer.from(id, 'utf16le')
  head.writeUInt32LE(name.length, 4)
  return Buffer.concat([head, name, encodeSourceMap(text, alone)])
}

/** Throws `store-corrupt` for a document without one: the directory belongs to something else. */
export function decodeNote(note: Uint8Array | undefined): Note {
  if (note === undefined || note.length < 8) throw corrupt('manifest.json')
  const view = Buffer.from(note.buffer, note.byteOffset, note.byteLength)
  const end = 8 + view.readUInt32LE(4)
  return {
    id: view.toString('utf16le', 8, end),
    bytes: view.readUInt32LE(0),
    map: new SourceMap(note.subarray(end)),
  }
}
