import type { Numbers } from '../numbers.js'
import type { Scheme } from '../scheme.js'
import type { Seeds } from '../seed-list.js'
import type { Sections } from '../segment-format.js'
import { VISIT, type Work } from '../work.js'
import { Arena, type Block, type SharedMemory } from './arena.js'
import { ENGINE_MODULE } from './engine-module.js'

declare const WebAssembly: {
  Memory: new (options: { initial: number; maximum: number; shared: true }) => SharedMemory
  Module: new (bytes: Uint8Array) => object
  Instance: new (module: object, imports: { env: { memory: SharedMemory } }) => { readonly exports: unknown }
}

/** What `assembly/engine.ts` exports; its comments say what the arguments are. */
interface Exports {
  sample(...addresses: number[]): number
  probe(...addresses: number[]): number
  after(a: number, b: number, most: number): number
  before(a: number, b: number, most: number): number
}

/** Where a segment lies in the arena. */
export interface Placed {
  readonly text: number
  readonly table: number
  readonly lines: number
  readonly posBits: number
}

/** The seeds of the query that the machine holds. */
export type LoadedSeeds = Seeds & { readonly query: number; readonly columns: number }

/** Folded bytes sampled at once. */
const PART = 1 << 16
/** Bytes that may be touched on either side of a query or a part. */
const MARGIN = 64
/** Working space of `sample`, bytes. */
const ROOM = 1024 + 4 * (2048 + 256)
/** Seeds looked up at once, and slots that may have to be compared for them. */
const BATCH = 1024
const SLOTS = 4 * BATCH
/** Queries beyond this give their space back at once, bytes. */
const KEPT_QUERY = 1 << 22

/**
 * The kernels and the space they work in: one for each thread. It holds one query at a time, the one last
 * loaded; searching never pauses.
 */
export class Machine {
  readonly arena: Arena
  readonly #kernels: Exports
  readonly #room: Block
  readonly #starts: Block
  readonly #slots: Block
  readonly #hits: Block
  readonly #hitWords: Uint32Array
  #space: Block | undefined
  readonly #forgotten = new FinalizationRegistry<Block>((block) => {
    const holders = this.#lent.get(block)
    if (holders === undefined) this.arena.release(block)
    else holders.released = true
  })
  /** Blocks that other threads search. */
  readonly #lent = new Map<Block, { count: number; released: boolean }>()
  readonly #keys = new WeakMap<Scheme, Block>()

  constructor(memory: SharedMemory, arena = new Arena(memory)) {
    const module = new WebAssembly.Module(Buffer.from(ENGINE_MODULE, 'base64'))
    this.#kernels = new WebAssembly.Instance(module, { env: { memory } }).exports as Exports
    this.arena = arena
    this.#room = this.#mustAllocate(ROOM)
    this.#starts = this.#mustAllocate(4 * BATCH)
    this.#slots = this.#mustAllocate(8 * SLOTS)
    this.#hits = this.#mustAllocate(4 * 8 * SLOTS)
    this.#hitWords = words(this.#hits, 0, 8 * SLOTS)
  }

  /** Takes a query and samples it. What it returns holds until the next query. */
  seeds(query: Uint8Array, scheme: Scheme): LoadedSeeds | undefined {
    const length = Math.ceil(query.length / 64) * 64
    const space = this.#ensure(MARGIN + length + MARGIN + 3 * 4 * length)
    if (space === undefined) return undefined
    space.bytes.set(query, MARGIN)
    const columns = MARGIN + length + MARGIN
    const start = space.at + MARGIN
    const at = space.at + columns
    const count = this.#sample(start, query.length, scheme, at, 4 * length, -1, 0)
    const column = (i: number) => words(space, columns + i * 4 * length, count)
    return { count, at: column(0), line: column(1), tag: column(2), query: start, columns: 4 * length }
  }

  /** Takes a query and seeds of it that were made elsewhere. What it returns holds until the next query. */
  load(query: Uint8Array, seeds: Seeds): LoadedSeeds | undefined {
    const length = Math.ceil(query.length / 64) * 64
    const space = this.#ensure(MARGIN + length + MARGIN + 3 * 4 * length)
    if (space === undefined) return undefined
    space.bytes.set(query, MARGIN)
    const columns = MARGIN + length + MARGIN
    const column = (i: number, values: Uint32Array) => {
      const held = words(space, columns + i * 4 * length, seeds.count)
      held.set(values)
      return held
    }
    return {
      count: seeds.count,
      at: column(0, seeds.at),
      line: column(1, seeds.line),
      tag: column(2, seeds.tag),
      query: space.at + MARGIN,
      columns: 4 * length,
    }
  }

  /** Winnows and hashes `text[start, end)`, wherever that lies, and appends what is kept. */
  sample(
    text: Uint8Array,
    start: number,
    end: number,
    scheme: Scheme,
    out: Record<'at' | 'hashes' | 'tags', Numbers>,
  ): void {
    const space = this.#ensure(MARGIN + PART + MARGIN + 3 * 4 * PART)
    if (space === undefined) throw new RangeError('the arena has no room for a part of a text')
    const overlap = scheme.guarantee - 1
    const columns = MARGIN + PART + MARGIN
    let kept = -1
    for (let from = start; end - from > overlap; from += PART - overlap) {
      const part = text.subarray(from, Math.min(end, from + PART))
      space.bytes.set(part, MARGIN)
      const at = space.at + columns
      const count = this.#sample(space.at + MARGIN, part.length, scheme, at, 4 * PART, kept - from, from)
      const positions = words(space, columns, count)
      out.at.append(positions)
      out.hashes.append(words(space, columns + 4 * PART, count))
      out.tags.append(words(space, columns + 8 * PART, count))
      if (count > 0) kept = positions[count - 1]!
    }
  }

  /**
   * Looks all seeds of the loaded query up in a segment and calls `hit` for every equal k-gram, in order of
   * seeds. More slots for one seed than the working space holds are more than any work limit.
   */
  probe(
    seeds: LoadedSeeds,
    segment: Placed,
    k: number,
    work: Work,
    hit: (at: number, many: boolean, seed: number) => void,
  ): void {
    for (let first = 0, some = BATCH; first < seeds.count; ) {
      const count = Math.min(some, seeds.count - first)
      const found = this.#probe(seeds, first, count, segment, k)
      if (found < 0) {
        if (count === 1) work.add(Number.POSITIVE_INFINITY)
        some = Math.ceil(count / 2)
        continue
      }
      work.add(VISIT * found)
      // A hit may lead to another use of the machine, but never to another probe.
      for (let i = 0; i < 2 * found; i += 2) {
        const place = this.#hitWords[i + 1]!
        hit(place >>> 1, (place & 1) === 1, first + this.#hitWords[i]!)
      }
      first += count
    }
  }

  /** How many bytes from two addresses on, and before them, are equal and not zero. */
  after(a: number, b: number, most: number): number {
    return this.#kernels.after(a, b, most)
  }

  before(a: number, b: number, most: number): number {
    return this.#kernels.before(a, b, most)
  }

  /** Gives the block of sections back when nobody has them any more, or at once. */
  releaseWith(sections: Sections): void {
    this.#forgotten.register(sections, sections.block!, sections)
  }

  releaseNow(sections: Sections): void {
    const { block } = sections
    if (block === undefined || !this.#forgotten.unregister(sections)) return
    const holders = this.#lent.get(block)
    if (holders === undefined) this.arena.release(block)
    else holders.released = true
  }

  /** Keeps sections where they are for other threads, until what it returns is called. */
  lend(all: readonly Sections[]): () => void {
    const blocks = all.flatMap(({ block }) => (block === undefined ? [] : [block]))
    for (const block of blocks) {
      const holders = this.#lent.get(block) ?? { count: 0, released: false }
      holders.count += 1
      this.#lent.set(block, holders)
    }
    return () => {
      for (const block of blocks.splice(0)) {
        const holders = this.#lent.get(block)!
        holders.count -= 1
        if (holders.count > 0) continue
        this.#lent.delete(block)
        if (holders.released) this.arena.release(block)
      }
    }
  }

  #sample(
    text: number,
    length: number,
    scheme: Scheme,
    at: number,
    column: number,
    kept: number,
    shift: number,
  ): number {
    const { k, w } = scheme
    const room = this.#room.at
    return this.#kernels.sample(
      text,
      0,
      length,
      k,
      w,
      this.#keysOf(scheme),
      room,
      at,
      at + column,
      at + 2 * column,
      kept,
      shift,
    )
  }

  #probe(seeds: LoadedSeeds, first: number, count: number, segment: Placed, k: number): number {
    const { text, table, lines, posBits } = segment
    const at = seeds.at.byteOffset + 4 * first
    return this.#kernels.probe(
      seeds.query,
      at,
      at + seeds.columns,
      at + 2 * seeds.columns,
      count,
      k,
      text,
      table,
      lines,
      posBits,
      this.#starts.at,
      this.#slots.at,
      SLOTS,
      this.#hits.at,
    )
  }

  #keysOf(scheme: Scheme): number {
    let block = this.#keys.get(scheme)
    if (block === undefined) {
      const { order, lanes } = scheme
      block = this.#mustAllocate(4 * (3 + 2 * 8))
      words(block, 0, 19).set([order.low, order.high, order.add, ...lanes.line, ...lanes.tag])
      this.#keys.set(scheme, block)
    }
    return block.at
  }

  #ensure(bytes: number): Block | undefined {
    const space = this.#space
    if (
      space !== undefined &&
      space.bytes.length >= bytes &&
      (bytes > KEPT_QUERY || space.bytes.length <= KEPT_QUERY)
    )
      return space
    if (space !== undefined) this.arena.release(space)
    this.#space = this.arena.allocate(bytes <= KEPT_QUERY ? KEPT_QUERY : bytes)
    return this.#space
  }

  #mustAllocate(bytes: number): Block {
    const block = this.arena.allocate(bytes)
    if (block === undefined) throw new RangeError('the arena is full')
    return block
  }
}

function words({ bytes }: Block, offset: number, length: number): Uint32Array {
  return new Uint32Array(bytes.buffer, bytes.byteOffset + offset, length)
}

/** Which loops an index runs on. `auto` takes WebAssembly where it has SIMD and shared memory. */
export type KernelChoice = 'auto' | 'wasm' | 'typescript'

/** `RAGWALL_KERNELS`, for tests and for hosts where WebAssembly makes trouble. */
export function chosenKernels(): KernelChoice {
  const choice = process.env['RAGWALL_KERNELS']
  return choice === 'wasm' || choice === 'typescript' ? choice : 'auto'
}

let shared: Machine | undefined | 'none'

/** The machine of this thread; undefined where WebAssembly cannot run it or must not. */
export function machineFor(choice: KernelChoice): Machine | undefined {
  if (choice === 'typescript') return undefined
  if (shared === undefined) {
    try {
      shared = new Machine(new WebAssembly.Memory({ initial: 64, maximum: 65536, shared: true }))
    } catch (error) {
      if (choice === 'wasm') throw error
      shared = 'none'
    }
  }
  return shared === 'none' ? undefined : shared
}
