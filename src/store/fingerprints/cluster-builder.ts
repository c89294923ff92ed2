import { compareAfter, compareBefore, longerSide } from './contexts.js'
import { Numbers } from './numbers.js'
import type { Scheme } from './scheme.js'
import { type Clusters, ORDERED } from './segment-format.js'

/** Clusters from which on a list is ordered: below, comparing them all is cheaper than searching. */
const ORDERED_FROM = 32

interface Pair {
  readonly first: number
  readonly shape: number
}

/** Collects k-grams that were kept more than once, as clusters and shapes (see `segment-format.ts`). */
export class ClusterBuilder {
  readonly #text: Uint8Array
  readonly #k: number
  readonly #reach: number
  readonly #side: number
  readonly #factors: Int32Array
  readonly #kept = new Numbers()
  readonly #listAt = new Numbers()
  readonly #lists = new Numbers()
  readonly #shapeAt = new Numbers()
  readonly #shapes = new Numbers()
  /** Hash of a list of distances to the shapes that have it. */
  readonly #known = new Map<number, number[]>()

  constructor(text: Uint8Array, scheme: Scheme) {
    this.#text = text
    this.#k = scheme.k
    this.#reach = scheme.guarantee - scheme.k
    this.#side = longerSide(scheme.guarantee, scheme.k)
    this.#factors = scheme.lanes.tag
    this.#shapeAt.push(0)
  }

  /** Takes all kept positions of one k-gram, ascending, at least two. */
  add(positions: readonly number[]): void {
    const clusters = this.#cluster(positions)
    this.#kept.push(positions[0]!)
    this.#listAt.push(this.#lists.length)
    const pairs = clusters.map((members) => ({ first: members[0]!, shape: this.#shape(members) }))
    if (pairs.length < ORDERED_FROM) {
      this.#list(pairs.length, pairs)
      return
    }
    const text = this.#text
    const k = this.#k
    const side = this.#side
    this.#list(
      ORDERED + pairs.length,
      pairs.toSorted((a, b) => compareAfter(text, a.first + k, text, b.first + k, side)),
    )
    for (const pair of pairs.toSorted((a, b) => compareBefore(text, a.first, text, b.first, side)))
      this.#pair(pair)
  }

  finish(): Clusters {
    const kept = this.#kept.view()
    // Positions are below 2^28 and indices below 2^25, so both fit one double and the native sort can be used.
    const order = Float64Array.from(kept, (position, i) => position * 2 ** 25 + i).sort()
    const indices = Uint32Array.from(order, (both) => both % 2 ** 25)
    return {
      kept: indices.map((i) => kept[i]!),
      listAt: indices.map((i) => this.#listAt.data[i]!),
      lists: this.#lists.view(),
      shapeAt: this.#shapeAt.view(),
      shapes: this.#shapes.view(),
    }
  }

  #list(count: number, pairs: readonly Pair[]): void {
    this.#lists.push(count)
    for (const pair of pairs) this.#pair(pair)
  }

  #pair({ first, shape }: Pair): void {
    this.#lists.push(first)
    this.#lists.push(shape)
  }

  /** Groups positions by the bytes around them; the first position of all stays first. */
  #cluster(positions: readonly number[]): number[][] {
    const clusters: number[][] = []
    const byContext = new Map<number, number[][]>()
    for (const position of positions) {
      const context = positions.length > 4 ? this.#contextHash(position) : 0
      const candidates = byContext.get(context)
      const twin = candidates?.find((members) => this.#sameContext(members[0]!, position))
      if (twin !== undefined) {
        twin.push(position)
        continue
      }
      const alone = [position]
      clusters.push(alone)
      if (candidates === undefined) byContext.set(context, [alone])
      else candidates.push(alone)
    }
    return clusters
  }

  #sameContext(a: number, b: number): boolean {
    const text = this.#text
    return (
      compareBefore(text, a, text, b, this.#reach) === 0 &&
      compareAfter(text, a + this.#k, text, b + this.#k, this.#reach) === 0
    )
  }

  #contextHash(position: number): number {
    const text = this.#text
    const [factor = 1, other = 1] = this.#factors
    let hash = 0
    for (let i = 1; i <= this.#reach; i++) {
      const byte = text[position - i]!
      if (byte === 0) break
      hash = Math.imul(hash ^ byte, factor)
      hash ^= hash >>> 15
    }
    for (let i = this.#k; i < this.#k + this.#reach; i++) {
      const byte = text[position + i]!
      if (byte === 0) break
      hash = Math.imul(hash ^ byte, other)
      hash ^= hash >>> 15
    }
    return hash
  }

  /** The number of the shape of these members: 0 for one alone. */
  #shape(members: readonly number[]): number {
    if (members.length === 1) return 0
    const first = members[0]!
    let hash = members.length
    for (const member of members) hash = (Math.imul(hash, 0x01000193) ^ (member - first)) | 0
    const candidates = this.#known.get(hash)
    const known = candidates?.find((shape) => this.#hasShape(members, shape))
    if (known !== undefined) return known
    for (let i = 1; i < members.length; i++) this.#shapes.push(members[i]! - first)
    this.#shapeAt.push(this.#shapes.length)
    const shape = this.#shapeAt.length - 1
    if (candidates === undefined) this.#known.set(hash, [shape])
    else candidates.push(shape)
    return shape
  }

  #hasShape(members: readonly number[], shape: number): boolean {
    const from = this.#shapeAt.data[shape - 1]!
    if (this.#shapeAt.data[shape]! - from !== members.length - 1) return false
    for (let i = 1; i < members.length; i++) {
      if (this.#shapes.data[from + i - 1] !== members[i]! - members[0]!) return false
    }
    return true
  }
}
