import { createHash } from 'node:crypto'

/** Merkle trees as RFC 9162, section 2.1 (the hashes of RFC 6962) has them: leaves and nodes are SHA-256 hashes. */

export function leafHash(data: Uint8Array): Buffer {
  return createHash('sha256').update(LEAF).update(data).digest()
}

function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return createHash('sha256').update(NODE).update(left).update(right).digest()
}

const LEAF = Buffer.from([0])
const NODE = Buffer.from([1])

/** A tree that grows at its end. */
export interface MerkleTree {
  readonly size: number
  add(leaf: Buffer): void
  /** Of the first `size` leaves. */
  root(size?: number): Buffer
  /** From the leaf's sibling up: what `followInclusion` takes to the root. */
  inclusion(index: number, size?: number): Buffer[]
  /** That the tree of the first `first` leaves is the beginning of the one of the first `second`. */
  consistency(first: number, second?: number): Buffer[]
}

export function createMerkleTree(): MerkleTree {
  /** `levels[k][i]` is the node over the leaves from `i` times 2 to the k on, of whole nodes alone. */
  const levels: Buffer[][] = [[]]
  const leaves = levels[0]!

  /** The node over the leaves from `from` to before `to`, as the tree splits them. */
  function over(from: number, to: number): Buffer {
    const count = to - from
    const level = Math.log2(count)
    if (Number.isInteger(level) && from % count === 0) return levels[level]![from / count]!
    const half = halfOf(count)
    return nodeHash(over(from, from + half), over(from + half, to))
  }

  function path(index: number, from: number, to: number): Buffer[] {
    if (to - from === 1) return []
    const middle = from + halfOf(to - from)
    return index < middle
      ? [...path(index, from, middle), over(middle, to)]
      : [...path(index, middle, to), over(from, middle)]
  }

  function between(first: number, from: number, to: number, known: boolean): Buffer[] {
    if (first === to) return known ? [] : [over(from, to)]
    const middle = from + halfOf(to - from)
    return first <= middle
      ? [...between(first, from, middle, known), over(middle, to)]
      : [...between(first, middle, to, false), over(from, middle)]
  }

  return {
    get size() {
      return leaves.length
    },
    add(leaf) {
      let node = leaf
      for (let level = 0; ; level++) {
        const row = (levels[level] ??= [])
        row.push(node)
        if (row.length % 2 === 1) return
        node = nodeHash(row.at(-2)!, node)
      }
    },
    root: (size = leaves.length) => (size === 0 ? createHash('sha256').digest() : over(0, size)),
    inclusion: (index, size = leaves.length) => path(index, 0, size),
    consistency: (first, second = leaves.length) =>
      first === 0 || first === second ? [] : between(first, 0, second, true),
  }
}

/** The largest power of two below a count. */
function halfOf(count: number): number {
  let half = 1
  while (half * 2 < count) half *= 2
  return half
}

/** The root that a proof of inclusion leads to (RFC 9162, 2.1.3.2); undefined when it is no proof for this place. */
export function followInclusion(
  leaf: Buffer,
  index: number,
  size: number,
  proof: readonly Buffer[],
): Buffer | undefined {
  if (index >= size) return undefined
  let [place, last] = [index, size - 1]
  let hash = leaf
  for (const node of proof) {
    if (last === 0) return undefined
    if (place % 2 === 1 || place === last) {
      hash = nodeHash(node, hash)
      while (place % 2 === 0 && place !== 0) [place, last] = [half(place), half(last)]
    } else hash = nodeHash(hash, node)
    ;[place, last] = [half(place), half(last)]
  }
  return last === 0 ? hash : undefined
}

/** Whether a tree is the beginning of another (RFC 9162, 2.1.4.2). */
export function isConsistent(
  first: { readonly size: number; readonly root: Buffer },
  second: { readonly size: number; readonly root: Buffer },
  proof: readonly Buffer[],
): boolean {
  if (first.size > second.size) return false
  if (first.size === 0) return proof.length === 0
  if (first.size === second.size) return proof.length === 0 && first.root.equals(second.root)
  const isWhole = Number.isInteger(Math.log2(first.size))
  const [start, ...rest] = isWhole ? [first.root, ...proof] : proof
  if (start === undefined) return false
  let [place, last] = [first.size - 1, second.size - 1]
  while (place % 2 === 1) [place, last] = [half(place), half(last)]
  let [one, other] = [start, start]
  for (const node of rest) {
    if (last === 0) return false
    if (place % 2 === 1 || place === last) {
      one = nodeHash(node, one)
      other = nodeHash(node, other)
      while (place % 2 === 0 && place !== 0) [place, last] = [half(place), half(last)]
    } else other = nodeHash(other, node)
    ;[place, last] = [half(place), half(last)]
  }
  return last === 0 && one.equals(first.root) && other.equals(second.root)
}

/** Not by bits: a journal may outgrow 32 of them. */
function half(number: number): number {
  return Math.floor(number / 2)
}
