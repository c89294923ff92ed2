import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { corrupt } from './segment-format.js'

const PAGE = 4096
/** Pages that are kept: a megabyte for all files of an index, enough for one answer. The system caches older ones. */
const SLOTS = 256

/** Pages of files read a moment ago; a page has one slot it may be in. */
export class PageCache {
  readonly #bytes = new Uint8Array(SLOTS * PAGE)
  readonly #files = new Array<StoredFile | undefined>(SLOTS)
  readonly #pages = new Float64Array(SLOTS)
  #opened = 0

  /** What spreads the pages of several files over the slots. */
  next(): number {
    this.#opened += 1
    return this.#opened * 97
  }

  /** A view that holds until the next page is asked for. Shorter at the end of the file. */
  page(file: StoredFile, page: number): Uint8Array {
    const slot = (page + file.spread) % SLOTS
    const bytes = this.#bytes.subarray(slot * PAGE, (slot + 1) * PAGE)
    const length = Math.min(PAGE, file.size - page * PAGE)
    if (this.#files[slot] !== file || this.#pages[slot] !== page) {
      this.#files[slot] = undefined
      file.readInto(bytes.subarray(0, length), page * PAGE)
      this.#files[slot] = file
      this.#pages[slot] = page
    }
    return bytes.subarray(0, length)
  }

  /** Wipes the pages of a file: what was erased must not stay in memory either. */
  forget(file: StoredFile): void {
    for (let slot = 0; slot < SLOTS; slot++) {
      if (this.#files[slot] !== file) continue
      this.#files[slot] = undefined
      this.#bytes.fill(0, slot * PAGE, (slot + 1) * PAGE)
    }
  }
}

/** A file that is open for reading. It is never written while it is. */
export class OpenFile {
  readonly size: number
  readonly #name: string
  readonly #descriptor: number
  #closed = false

  /** `name` is for messages. */
  constructor(path: string, name: string) {
    this.#name = name
    this.#descriptor = openSync(path, 'r')
    this.size = fstatSync(this.#descriptor).size
  }

  /** Throws `store-corrupt` where the file ends before the piece does. */
  readInto(bytes: Uint8Array, at: number): void {
    for (let done = 0; done < bytes.length; ) {
      const most = Math.min(bytes.length - done, 1 << 26)
      const read = readSync(this.#descriptor, bytes, done, most, at + done)
      if (read === 0) throw corrupt(this.#name)
      done += read
    }
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    closeSync(this.#descriptor)
  }
}

/** A file of which pieces are read when they are asked for. */
export class StoredFile extends OpenFile {
  readonly spread: number
  readonly #cache: PageCache

  constructor(path: string, name: string, cache: PageCache) {
    super(path, name)
    this.#cache = cache
    this.spread = cache.next()
  }

  /** The bytes `[at, at + length)`: a view that holds until the next call, or a piece of its own where it is long. */
  bytes(at: number, length: number): Uint8Array {
    const first = Math.floor(at / PAGE)
    const offset = at - first * PAGE
    if (offset + length <= PAGE) return this.#cache.page(this, first).subarray(offset, offset + length)
    const bytes = new Uint8Array(length)
    if (length > 4 * PAGE) {
      this.readInto(bytes, at)
      return bytes
    }
    for (let done = 0; done < length; ) {
      const page = Math.floor((at + done) / PAGE)
      const from = at + done - page * PAGE
      const some = this.#cache.page(this, page).subarray(from, from + length - done)
      bytes.set(some, done)
      done += some.length
    }
    return bytes
  }

  /** `count` little-endian words from `at` on, as an array of their own. */
  words(at: number, count: number): Uint32Array {
    return new Uint32Array(this.bytes(at, 4 * count).slice().buffer)
  }

  override close(): void {
    this.#cache.forget(this)
    super.close()
  }
}
