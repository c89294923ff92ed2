import { randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { replaceFile } from '../../core/durable-file.js'
import { matchFoldVersion } from '../../text/fold.js'
import type { Image } from './image.js'
import type { Machine } from './kernels/machine.js'
import { MemoryImage } from './memory-image.js'
import type { Scheme } from './scheme.js'
import {
  CHECKED,
  corrupt,
  encodeSegment,
  findPlaces,
  HEADER,
  type Places,
  type ReadBytes,
  type Sections,
  searchedLength,
  sectionsIn,
} from './segment-format.js'
import { OpenFile, PageCache, StoredFile } from './stored-file.js'
import { StoredImage } from './stored-image.js'

/** How segments get into the files of a directory and out of them. */
export class SegmentFiles {
  readonly #directory: string
  readonly #scheme: Scheme
  readonly #machine: Machine | undefined
  /** In low-memory mode, for all files. */
  readonly #cache: PageCache | undefined

  constructor(
    directory: string,
    scheme: Scheme,
    { machine, lowMemory }: { readonly machine: Machine | undefined; readonly lowMemory: boolean },
  ) {
    this.#directory = directory
    this.#scheme = scheme
    this.#machine = machine
    if (lowMemory) this.#cache = new PageCache()
  }

  /** Durable when it returns. */
  write(sections: Sections): { readonly file: string; readonly image: Image } {
    const file = `segment-${randomUUID().replaceAll('-', '')}.vbl`
    const path = join(this.#directory, file)
    replaceFile(path, encodeSegment(sections, this.#scheme, matchFoldVersion()), 'segment')
    const image =
      this.#cache === undefined
        ? MemoryImage.of(sections, this.#scheme.k, this.#machine)
        : this.#stored(file, this.#cache)
    return { file, image }
  }

  /** Throws `store-corrupt`, `store-version`, and what the system says of a missing file. */
  open(file: string): Image {
    return this.#cache === undefined ? this.#loaded(file) : this.#stored(file, this.#cache)
  }

  delete(file: string): void {
    rmSync(join(this.#directory, file), { force: true })
  }

  #stored(name: string, cache: PageCache): Image {
    const file = new StoredFile(join(this.#directory, name), name, cache)
    try {
      const room = new Uint8Array(CHECKED)
      const read: ReadBytes = (at, length) => {
        const piece = room.subarray(0, length)
        file.readInto(piece, at)
        return piece
      }
      return new StoredImage(file, this.#find(read, file.size, name), this.#scheme)
    } catch (error) {
      file.close()
      throw error
    }
  }

  /** Reads a file once, straight to where it is searched. */
  #loaded(name: string): Image {
    const file = new OpenFile(join(this.#directory, name), name)
    try {
      if (file.size < HEADER) throw corrupt(name)
      const header = new Uint8Array(HEADER)
      file.readInto(header, 0)
      const length = Math.min(file.size, searchedLength(header))
      const block = this.#machine?.arena.allocate(length)
      const bytes = block?.bytes ?? new Uint8Array(length)
      const read: ReadBytes = (at, count) => {
        const piece = at + count <= length ? bytes.subarray(at, at + count) : new Uint8Array(count)
        file.readInto(piece, at)
        return piece
      }
      try {
        const places = this.#find(read, file.size, name)
        const sections = { ...sectionsIn(bytes, places), ...(block === undefined ? {} : { block }) }
        if (block !== undefined) this.#machine?.releaseWith(sections)
        return MemoryImage.of(sections, this.#scheme.k, block === undefined ? undefined : this.#machine)
      } catch (error) {
        if (block !== undefined) this.#machine?.arena.release(block)
        throw error
      }
    } finally {
      file.close()
    }
  }

  #find(read: ReadBytes, size: number, name: string): Places {
    return findPlaces(read, size, this.#scheme, matchFoldVersion(), name)
  }
}
