import * as zlib from 'node:zlib'

/**
 * CRC-32 (IEEE 802.3). `before` is that of the bytes in front, when a whole comes in pieces. Node has it natively
 * from 20.15 on.
 */
export const crc32: (bytes: Uint8Array, before?: number) => number =
  typeof zlib.crc32 === 'function' ? (bytes, before) => zlib.crc32(bytes, before) : crc32Table

/** Exported for the test that both agree. */
export function crc32Table(bytes: Uint8Array, before = 0): number {
  let crc = ~before
  for (let i = 0; i < bytes.length; i++) crc = TABLE[(crc ^ bytes[i]!) & 0xff]! ^ (crc >>> 8)
  return ~crc >>> 0
}

const TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1
  return crc
})
