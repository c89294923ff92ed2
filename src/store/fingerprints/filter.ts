import type { Scheme } from './scheme.js'
import { lineOf } from './table.js'

/** Bits kept for a k-gram: one in a hundred that is not there passes. */
const BITS = 10
/** Words of a block: one bit is set in each. Half a cache line. */
const BLOCK = 8

/**
 * A blocked Bloom filter (Putze, Sanders, Singler, WEA 2007): all bits of a k-gram lie in one block, found by its
 * first hash; its second hash, times a secret odd factor for each word, says which. What is there always passes.
 */
export function buildFilter(hashes: Uint32Array, tags: Uint32Array, scheme: Scheme): Uint32Array {
  const blocks = Math.max(1, Math.ceil((hashes.length * BITS) / (32 * BLOCK)))
  const filter = new Uint32Array(BLOCK * blocks)
  const factors = scheme.lanes.line
  for (let i = 0; i < hashes.length; i++) {
    const start = startOfBlock(hashes[i]!, blocks)
    const tag = tags[i]!
    for (let n = 0; n < BLOCK; n++) filter[start + n]! |= 1 << (Math.imul(tag, factors[n]!) >>> 27)
  }
  return filter
}

export function blocksOf(filter: Uint32Array): number {
  return filter.length / BLOCK
}

/** Where the block of a k-gram begins, by its first hash. */
export function startOfBlock(hash: number, blocks: number): number {
  return BLOCK * lineOf(hash, blocks)
}

/** Whether a k-gram may be there, by its second hash. */
export function passesBlock(filter: Uint32Array, start: number, tag: number, scheme: Scheme): boolean {
  const factors = scheme.lanes.line
  for (let n = 0; n < BLOCK; n++) {
    if ((filter[start + n]! & (1 << (Math.imul(tag, factors[n]!) >>> 27))) === 0) return false
  }
  return true
}
