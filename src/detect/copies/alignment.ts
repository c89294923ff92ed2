/**
 * How much of a text stands in a source in the same order: exact blocks from an anchor outwards,
 * each as near to the last as there is one. A substitution, an insertion or an omission ends a block and the
 * next begins behind it, so words changed, left out or put in between cost what they cover and no more.
 */
export interface Alignment {
  /** Matched bytes, blocks, and the parts of the two texts from the first block to behind the last. */
  readonly matched: number
  readonly blocks: readonly Block[]
  readonly start: number
  readonly end: number
  readonly sourceStart: number
  readonly sourceEnd: number
}

export interface Block {
  readonly at: number
  readonly source: number
  readonly length: number
}

/** Bytes between two blocks, in either text: eight words changed in a row. */
export const GAP = 40
/** What may stand between two blocks that follow each other in the source: a sentence of another text. */
const INSERTED = 96
const CLOSE = 4
/** Shortest block, bytes: a word of middle length, three characters of CJK. */
export const LEAST_BLOCK = 6
export const LEAST_CJK_BLOCK = 9

/** The length that a block has at least whose outer end is this byte. */
export function leastBlockAt(byte: number): number {
  return byte < 0x80 ? LEAST_BLOCK : LEAST_CJK_BLOCK
}

/** Aligns `text[low, high)` with `source` through the pair of equal bytes at `at` and `from`. */
export function align(
  text: Uint8Array,
  low: number,
  high: number,
  source: Uint8Array,
  at: number,
  from: number,
): Alignment {
  const blocks: Block[] = [blockAt(text, low, high, source, at, from)]
  for (let block = blocks[0]!; ; ) {
    const next = after(text, block.at + block.length, high, source, block.source + block.length)
    if (next === undefined) break
    blocks.push((block = next))
  }
  for (let block = blocks[0]!; ; ) {
    const last = before(text, block.at, low, source, block.source)
    if (last === undefined) break
    blocks.unshift((block = last))
  }
  const first = blocks[0]!
  const last = blocks.at(-1)!
  return {
    matched: blocks.reduce((sum, { length }) => sum + length, 0),
    blocks,
    start: first.at,
    end: last.at + last.length,
    sourceStart: first.source,
    sourceEnd: last.source + last.length,
  }
}

/** The maximal block through a pair of equal bytes. */
function blockAt(
  text: Uint8Array,
  low: number,
  high: number,
  source: Uint8Array,
  at: number,
  from: number,
): Block {
  let start = 0
  while (at - start > low && from - start > 0 && text[at - start - 1] === source[from - start - 1]) start++
  let end = 0
  while (at + end < high && from + end < source.length && text[at + end] === source[from + end]) end++
  return { at: at - start, source: from - start, length: start + end }
}

function after(text: Uint8Array, i: number, high: number, source: Uint8Array, j: number): Block | undefined {
  for (let at = i; at < Math.min(high - LEAST_BLOCK + 1, i + INSERTED); at++) {
    const reach = at < i + GAP ? GAP : CLOSE
    const least = leastBlockAt(text[at]!)
    for (let from = j; from < Math.min(source.length - least + 1, j + reach); from++) {
      if (text[at] !== source[from]) continue
      let length = 1
      while (
        at + length < high &&
        from + length < source.length &&
        text[at + length] === source[from + length]
      )
        length++
      if (length >= least) return { at, source: from, length }
    }
  }
  return undefined
}

function before(text: Uint8Array, i: number, low: number, source: Uint8Array, j: number): Block | undefined {
  for (let end = i; end > Math.max(low + LEAST_BLOCK - 1, i - INSERTED); end--) {
    const reach = end > i - GAP ? GAP : CLOSE
    const least = leastBlockAt(text[end - 1]!)
    for (let to = j; to > Math.max(least - 1, j - reach); to--) {
      if (text[end - 1] !== source[to - 1]) continue
      let length = 1
      while (end - length > low && to - length > 0 && text[end - length - 1] === source[to - length - 1])
        length++
      if (length >= least) return { at: end - length, source: to - length, length }
    }
  }
  return undefined
}
