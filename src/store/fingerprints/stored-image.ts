import { type Comparison, commonAfter, commonBefore, equalBytes } from './comparison.js'
import { compareAfter, compareBefore } from './contexts.js'
import { blocksOf, passesBlock, startOfBlock } from './filter.js'
import type { Image, OnSeedMatch } from './image.js'
import { lastAtMost } from './numbers.js'
import type { Scheme } from './scheme.js'
import type { Seeds } from './seed-list.js'
import { corrupt, EMPTY, ORDERED, type Places } from './segment-format.js'
import type { StoredFile } from './stored-file.js'
import { lineOf } from './table.js'
import { VISIT, type Work } from './work.js'

/** One of so many kept positions is in memory: a page of the file lies between two. */
const FENCE = 1024
/** Bytes of text read first to see how far a run goes on; twice as many each time it goes on to their end. */
const STEP = 256

/**
 * A segment in a file, with a filter in memory that tells nearly every k-gram that is not there. What passes is looked
 * up with reads of a page: one for the line of the table, and where a slot agrees one for the text.
 */
export class StoredImage implements Image {
  readonly numbers: Uint32Array
  readonly starts: Uint32Array
  readonly shapes: number
  readonly #file: StoredFile
  readonly #places: Places
  readonly #scheme: Scheme
  readonly #filter: Uint32Array
  readonly #fence: Uint32Array

  /** `places` says where everything lies in the file, whose checksums hold. */
  constructor(file: StoredFile, places: Places, scheme: Scheme) {
    const { documents, docs, filter, clusters } = places
    this.#file = file
    this.#places = places
    this.#scheme = scheme
    this.numbers = file.words(docs.at, documents)
    this.starts = file.words(docs.at + 4 * documents, documents + 1)
    this.#filter = file.words(filter.at, filter.length / 4)
    this.shapes = clusters.shapeAt.count - 1
    const { kept } = clusters
    this.#fence = Uint32Array.from({ length: Math.ceil(kept.count / FENCE) }, (_, i) => {
      return file.words(kept.at + 4 * FENCE * i, 1)[0]!
    })
  }

  get textBytes(): number {
    return this.#places.text.length
  }

  get indexBytes(): number {
    const { table, docs, clust, notes } = this.#places
    return table.length + docs.length + clust.length + (notes?.length ?? 0) + this.#filter.byteLength
  }

  get memoryBytes(): number {
    const arrays = [this.numbers, this.starts, this.#filter, this.#fence]
    return arrays.reduce((sum, array) => sum + array.byteLength, 0)
  }

  probe(query: Uint8Array, seeds: Seeds, work: Work, onMatch: OnSeedMatch): void {
    const { posBits } = this.#places
    const { k } = this.#scheme
    const shift = posBits + 1
    const granules = 2 ** posBits - 1
    for (const i of this.#passing(seeds)) {
      const wanted = (seeds.tag[i]! << shift) >>> shift
      for (const slot of this.#slots(seeds.line[i]!)) {
        if (slot >>> shift !== wanted) continue
        const granule = (slot & granules) * 16
        const text = this.peek(granule, granule + 16 + k)
        const equal: number[] = []
        for (let n = 0; n < 16; n++) if (equalBytes(text, n, query, seeds.at[i]!, k)) equal.push(granule + n)
        for (const at of equal) {
          work.add(VISIT)
          onMatch(at, ((slot >>> posBits) & 1) === 1, i)
        }
      }
    }
  }

  compare(query: Uint8Array): Comparison {
    return new StoredComparison(this, query)
  }

  text(from: number, to: number): Uint8Array {
    return this.peek(from, to).slice()
  }

  /** The same as a view that holds until the next read. */
  peek(from: number, to: number): Uint8Array {
    const { at, length } = this.#places.text
    return this.#file.bytes(at + from, Math.max(0, Math.min(to, length) - from))
  }

  note(i: number): Uint8Array | undefined {
    const { notes, documents } = this.#places
    if (notes === undefined) return undefined
    const [from = 0, to = 0] = this.#file.words(notes.at + 4 * i, 2)
    return this.#file.bytes(notes.at + 4 * (documents + 1) + from, to - from).slice()
  }

  listAt(position: number): Uint32Array | undefined {
    const { kept, listAt, lists } = this.#places.clusters
    const fence = lastAtMost(this.#fence, position, this.#fence.length)
    if (fence < 0) return undefined
    const first = fence * FENCE
    const some = this.#file.words(kept.at + 4 * first, Math.min(FENCE, kept.count - first))
    const i = lastAtMost(some, position, some.length)
    if (some[i] !== position) return undefined
    const list = lists.at + 4 * this.#file.words(listAt.at + 4 * (first + i), 1)[0]!
    const head = this.#file.words(list, 1)[0]!
    return this.#file.words(list, 1 + (head < ORDERED ? 2 * head : 4 * (head - ORDERED)))
  }

  shape(shape: number): Uint32Array {
    const { shapeAt, shapes } = this.#places.clusters
    const [from = 0, to = 0] = this.#file.words(shapeAt.at + 4 * (shape - 1), 2)
    return this.#file.words(shapes.at + 4 * from, to - from)
  }

  release(): void {
    this.#file.close()
  }

  /** The seeds that may be there. Touches all their blocks first, so that the cache misses overlap. */
  #passing(seeds: Seeds): number[] {
    const filter = this.#filter
    const blocks = blocksOf(filter)
    const starts = new Uint32Array(seeds.count + 1)
    let touched = 0
    for (let i = 0; i < seeds.count; i++) {
      const start = startOfBlock(seeds.line[i]!, blocks)
      starts[i] = start
      touched ^= filter[start]!
    }
    // Kept, or the reads would be optimized away.
    starts[seeds.count] = touched
    const passing: number[] = []
    for (let i = 0; i < seeds.count; i++) {
      if (passesBlock(filter, starts[i]!, seeds.tag[i]!, this.#scheme)) passing.push(i)
    }
    return passing
  }

  /** The slots of a look-up. */
  *#slots(hash: number): Iterable<number> {
    const { table, lines } = this.#places
    for (let line = lineOf(hash, lines); ; line++) {
      if (64 * (line + 1) > table.length) throw corrupt(this.#places.name)
      for (const slot of this.#file.words(table.at + 64 * line, 16)) {
        if (slot === EMPTY) return
        yield slot
      }
    }
  }
}

/** Reads what it compares, a piece at a time. */
class StoredComparison implements Comparison {
  readonly #image: StoredImage
  readonly #query: Uint8Array

  constructor(image: StoredImage, query: Uint8Array) {
    this.#image = image
    this.#query = query
  }

  equal(at: number, from: number, length: number): boolean {
    return equalBytes(this.#image.peek(at, at + length), 0, this.#query, from, length)
  }

  after(at: number, from: number): number {
    const most = this.#query.length - from
    for (let n = 0, step = STEP; n < most; step *= 2) {
      const some = Math.min(step, most - n)
      const text = this.#image.peek(at + n, at + n + some)
      const common = commonAfter(text, 0, this.#query, from + n, some)
      n += common
      if (common < some) return n
    }
    return most
  }

  before(at: number, from: number): number {
    for (let n = 0, step = STEP; n < from; step *= 2) {
      // The text has zeros in front, and a run ends at the first.
      const some = Math.min(step, from - n, at - n)
      const text = this.#image.peek(at - n - some, at - n)
      const common = commonBefore(text, some, this.#query, from - n, some)
      n += common
      if (common < some) return n
    }
    return from
  }

  orderAfter(at: number, from: number, length: number): number {
    return compareAfter(this.#image.peek(at, at + length), 0, this.#query, from, length)
  }

  orderBefore(at: number, from: number, length: number): number {
    const some = Math.min(at, length)
    return compareBefore(this.#image.peek(at - some, at), some, this.#query, from, length)
  }
}
