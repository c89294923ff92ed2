/** The part of the WebAssembly API that is used: Node's types lack it. */
export interface SharedMemory {
  readonly buffer: SharedArrayBuffer
  grow(pages: number): number
}

/** A piece of the arena: `bytes` is at address `at`. */
export interface Block {
  readonly at: number
  readonly bytes: Uint8Array<SharedArrayBuffer>
}

const PAGE = 65536
const LINE = 64
/** Bytes in front of every block and behind it that loads may touch: kernels read past the ends of a text. */
const MARGIN = 64

/**
 * One shared memory that the kernels of a process (and of its workers) work on, handed out in blocks. Blocks
 * begin on a cache line. First fit: there are a few dozen blocks, one for each segment.
 */
export class Arena {
  readonly memory: SharedMemory
  /** Ascending, never adjacent. */
  #free: { at: number; length: number }[] = []
  #size: number
  readonly #grows: boolean

  /** `within`: a piece of a memory that another thread hands out; this arena keeps to it. */
  constructor(memory: SharedMemory, within?: { readonly at: number; readonly length: number }) {
    this.memory = memory
    this.#size = memory.buffer.byteLength
    this.#grows = within === undefined
    const at = within === undefined ? LINE : Math.ceil(within.at / LINE) * LINE
    const end = within === undefined ? this.#size : within.at + within.length
    this.#free = [{ at, length: Math.floor((end - at) / LINE) * LINE }]
  }

  /** Undefined when the memory cannot grow any more: four gigabytes are all there is. */
  allocate(length: number): Block | undefined {
    const needed = Math.ceil((length + 2 * MARGIN) / LINE) * LINE
    const at = this.#take(needed) ?? (this.#grow(needed) ? this.#take(needed) : undefined)
    if (at === undefined) return undefined
    const bytes = new Uint8Array(this.memory.buffer, at + MARGIN, length)
    return { at: at + MARGIN, bytes }
  }

  /** The bytes are wiped: what was erased must not stay in memory either. */
  release({ at, bytes }: Block): void {
    bytes.fill(0)
    const length = Math.ceil((bytes.length + 2 * MARGIN) / LINE) * LINE
    this.#give(at - MARGIN, length)
  }

  #take(needed: number): number | undefined {
    const i = this.#free.findIndex(({ length }) => length >= needed)
    const hole = this.#free[i]
    if (hole === undefined) return undefined
    const { at } = hole
    hole.at += needed
    hole.length -= needed
    if (hole.length === 0) this.#free.splice(i, 1)
    return at
  }

  #give(at: number, length: number): void {
    let i = this.#free.findIndex((hole) => hole.at > at)
    if (i < 0) i = this.#free.length
    this.#free.splice(i, 0, { at, length })
    for (const left of [i, i - 1]) {
      const first = this.#free[left]
      const second = this.#free[left + 1]
      if (first === undefined || second === undefined || first.at + first.length !== second.at) continue
      first.length += second.length
      this.#free.splice(left + 1, 1)
    }
  }

  #grow(needed: number): boolean {
    if (!this.#grows) return false
    // By an eighth at least, so that many small segments do not grow it one by one.
    const pages = Math.ceil(Math.max(needed, this.#size / 8) / PAGE)
    try {
      this.memory.grow(pages)
    } catch {
      return false
    }
    const before = this.#size
    this.#size = this.memory.buffer.byteLength
    this.#give(before, this.#size - before)
    return true
  }
}
