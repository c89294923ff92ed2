/** Exact in doubles while there are fewer than 2^21 lines, which a segment's largest text stays below. */
export function lineOf(hash: number, lines: number): number {
  return Math.floor((hash * lines) / 2 ** 32)
}

export function slotOf(tag: number, many: number, position: number, posBits: number): number {
  return ((((tag << 1) | many) << posBits) | (position >>> 4)) >>> 0
}
