import { mix } from './numbers.js'

/**
 * Counts of numbers in a table of fixed size. Two numbers may share a place: a count is then too high, never too low,
 * so that what is rare by it is rare.
 */
export interface CountTable {
  raise(number: number): void
  of(number: number): number
}

/** 2 ** `bits` places of two bytes; counts end at 65,535. */
export function createCountTable(bits: number): CountTable {
  const counts = new Uint16Array(2 ** bits)
  const at = (number: number) => mix((number ^ (number / 0x1_0000_0000)) | 0) >>> (32 - bits)
  return {
    raise(number) {
      const place = at(number)
      if (counts[place]! < 65_535) counts[place]! += 1
    },
    of: (number) => counts[at(number)]!,
  }
}

/** Exact for as many different numbers as small corpora have words, then a table of 2 ** `bits` places. */
export function createGrowingCountTable(bits: number): CountTable {
  let exact: Map<number, number> | undefined = new Map()
  let table: CountTable | undefined
  return {
    raise(number) {
      if (exact === undefined) return table!.raise(number)
      exact.set(number, (exact.get(number) ?? 0) + 1)
      if (exact.size < EXACT) return
      table = createCountTable(bits)
      for (const [known, count] of exact) for (let i = 0; i < count; i++) table.raise(known)
      exact = undefined
    },
    of: (number) => (exact === undefined ? table!.of(number) : (exact.get(number) ?? 0)),
  }
}

const EXACT = 50_000

/** Enough places for so many numbers. */
export function bitsFor(numbers: number): number {
  return Math.min(26, Math.max(12, 2 + Math.ceil(Math.log2(numbers + 1))))
}
