/**
 * floor(hash × lines / 2^32), exactly for every number of lines: in two halves, because the whole product may have more
 * bits than a double holds. The kernels have 64-bit integers and must come to the same line.
 */
export function lineOf(hash: number, lines: number): number {
  const low = Math.floor(((hash & 0xffff) * lines) / 65536)
  return Math.floor(((hash >>> 16) * lines + low) / 65536)
}

export function slotOf(tag: number, many: number, position: number, posBits: number): number {
  return ((((tag << 1) | many) << posBits) | (position >>> 4)) >>> 0
}
