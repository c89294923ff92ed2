import { type Comparison, equalBytes, LoadedComparison, MemoryComparison } from './comparison.js'
import type { Image, OnSeedMatch } from './image.js'
import type { LoadedSeeds, Machine } from './kernels/machine.js'
import { indexOfSorted } from './numbers.js'
import type { Seeds } from './seed-list.js'
import { EMPTY, placeSections, type Sections } from './segment-format.js'
import { lineOf } from './table.js'
import { VISIT, type Work } from './work.js'

/** A segment that is all in memory: in the kernels' arena, if there is one with room. */
export class MemoryImage implements Image {
  readonly sections: Sections
  readonly #k: number
  readonly #machine: Machine | undefined

  private constructor(sections: Sections, k: number, machine: Machine | undefined) {
    this.sections = sections
    this.#k = k
    this.#machine = sections.block === undefined ? undefined : machine
  }

  /** Moves sections into the arena of `machine`, if they do not lie there already. */
  static of(sections: Sections, k: number, machine?: Machine): MemoryImage {
    if (machine === undefined || sections.block !== undefined) return new MemoryImage(sections, k, machine)
    const placed = placeSections(sections, machine.arena)
    if (placed !== sections) machine.releaseWith(placed)
    return new MemoryImage(placed, k, machine)
  }

  get numbers(): Uint32Array {
    return this.sections.numbers
  }

  get starts(): Uint32Array {
    return this.sections.starts
  }

  get textBytes(): number {
    return this.sections.text.length
  }

  get indexBytes(): number {
    const { table, numbers, starts, clusters, notes } = this.sections
    const arrays = [table, numbers, starts, ...Object.values(clusters), ...Object.values(notes ?? {})]
    return arrays.reduce((sum, array) => sum + array.byteLength, 0)
  }

  get memoryBytes(): number {
    return this.textBytes + this.indexBytes
  }

  probe(query: Uint8Array, seeds: Seeds, work: Work, onMatch: OnSeedMatch): void {
    const { table, posBits, text, lines } = this.sections
    const k = this.#k
    if (this.#machine !== undefined && 'query' in seeds) {
      const placed = { text: text.byteOffset, table: table.byteOffset, lines, posBits }
      this.#machine.probe(seeds as LoadedSeeds, placed, k, work, onMatch)
      return
    }
    const shift = posBits + 1
    const granules = 2 ** posBits - 1
    const lineStarts = this.#touchLines(seeds)
    for (let i = 0; i < seeds.count; i++) {
      const wanted = (seeds.tag[i]! << shift) >>> shift
      const from = seeds.at[i]!
      let slot: number
      for (let s = lineStarts[i]!; (slot = table[s]!) !== EMPTY; s++) {
        if (slot >>> shift !== wanted) continue
        const granule = (slot & granules) * 16
        const many = ((slot >>> posBits) & 1) === 1
        for (let at = granule; at < granule + 16; at++) {
          if (!equalBytes(text, at, query, from, k)) continue
          work.add(VISIT)
          onMatch(at, many, i)
        }
      }
    }
  }

  compare(query: Uint8Array, seeds: Seeds): Comparison {
    const { text } = this.sections
    if (this.#machine === undefined || !('query' in seeds)) return new MemoryComparison(text, query)
    const loaded = { machine: this.#machine, text: text.byteOffset, query: (seeds as LoadedSeeds).query }
    return new LoadedComparison(text, query, loaded)
  }

  text(from: number, to: number): Uint8Array {
    return this.sections.text.subarray(from, to)
  }

  note(i: number): Uint8Array | undefined {
    const { notes } = this.sections
    return notes?.bytes.subarray(notes.starts[i]!, notes.starts[i + 1]!)
  }

  listAt(position: number): Uint32Array | undefined {
    const { kept, listAt, lists } = this.sections.clusters
    const i = indexOfSorted(kept, position)
    return i < 0 ? undefined : lists.subarray(listAt[i]!)
  }

  shape(shape: number): Uint32Array {
    const { shapeAt, shapes } = this.sections.clusters
    return shapes.subarray(shapeAt[shape - 1]!, shapeAt[shape]!)
  }

  get shapes(): number {
    return this.sections.clusters.shapeAt.length - 1
  }

  release(): void {
    this.#machine?.releaseNow(this.sections)
  }

  /**
   * Where each look-up begins. Reads a word of every line, without a branch, so that the cache misses of a
   * query overlap: the loop that scans the lines would wait for one after the other.
   */
  #touchLines(seeds: Seeds): Uint32Array {
    const { table, lines } = this.sections
    const starts = new Uint32Array(seeds.count + 1)
    let touched = 0
    for (let i = 0; i < seeds.count; i++) {
      const start = 16 * lineOf(seeds.line[i]!, lines)
      starts[i] = start
      touched ^= table[start]!
    }
    // Kept, or the reads would be optimized away.
    starts[seeds.count] = touched
    return starts
  }
}
