import { createHash } from 'node:crypto'
import { constants, type Stats } from 'node:fs'
import { type FileHandle, open, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { LIMITS } from '../../src/core/limits.js'
import { shortHash } from './acl.js'
import { createDecoder, type Decoder, encodingOf } from './encoding.js'
import { Unfit } from './unfit.js'

/** Files younger than this when they are looked at may change again without their times telling. Milliseconds. */
const SETTLED = 2_000

export interface FileBytes {
  readonly bytes: Buffer
  readonly content: string
}

/** Changes whenever the file's size or times do; empty for a file too young for its times to be trusted. */
export async function statOf(root: string, path: string): Promise<string> {
  try {
    const stats = await stat(join(root, path))
    const youngest = Math.max(stats.mtimeMs, stats.ctimeMs)
    return Date.now() - youngest < SETTLED ? '' : shortHash(identity(stats))
  } catch {
    return ''
  }
}

/**
 * Reads a file whole or not at all. `root` is a real path; nothing on the way may be a symbolic link, not even
 * one put there since the tree was listed. Throws Unfit.
 */
export async function readWhole(root: string, path: string): Promise<FileBytes> {
  return withFile(root, path, LIMITS.fileBytes, async (file) => {
    for (let attempt = 0; attempt < 3; attempt++) {
      const before = await file.stat()
      if (before.size > LIMITS.fileBytes) throw tooLarge(LIMITS.fileBytes)
      const bytes = await readAll(file)
      if (shortHash(identity(before)) === shortHash(identity(await file.stat()))) {
        return { bytes, content: createHash('sha256').update(bytes).digest('base64url').slice(0, 22) }
      }
    }
    throw unreadable(CHANGING)
  })
}

/** Bytes of a file; 0 for one that cannot be looked at. */
export async function sizeOf(root: string, path: string): Promise<number> {
  return stat(join(root, path)).then(
    ({ size }) => size,
    () => 0,
  )
}

/** A file that is read as text in blocks, once through. Close it. */
export interface FileBlocks {
  readonly blocks: AsyncIterable<string>
  /** Hash of the bytes, once all blocks are read. Throws Unfit if the file was changed meanwhile. */
  content(): Promise<string>
  close(): Promise<void>
}

/** Opens a file to be read as a stream, safe from links as `readWhole`. All of it throws Unfit. */
export async function openBlocks(root: string, path: string): Promise<FileBlocks> {
  const file = await openSafely(root, path, LIMITS.tableFileBytes)
  const before = await file.stat()
  const hash = createHash('sha256')
  return {
    blocks: textBlocks(file, (bytes) => hash.update(bytes)),
    async content() {
      if (shortHash(identity(before)) !== shortHash(identity(await file.stat()))) throw unreadable(CHANGING)
      return hash.digest('base64url').slice(0, 22)
    },
    close: () => file.close(),
  }
}

const CHANGING = 'it changes while it is read; it will be tried again'
const BLOCK = 1 << 20

async function* textBlocks(file: FileHandle, seen: (bytes: Buffer) => void): AsyncGenerator<string> {
  let decoder: Decoder | undefined
  for (let at = 0; ; ) {
    const { bytesRead, buffer } = await file
      .read(Buffer.allocUnsafe(BLOCK), 0, BLOCK, at)
      .catch(() => Promise.reject(unreadable(UNREADABLE)))
    const bytes = buffer.subarray(0, bytesRead)
    seen(bytes)
    at += bytesRead
    decoder ??= decoderOf(bytes)
    let text: string
    try {
      text = decoder.decode(bytes, { stream: bytesRead > 0 })
    } catch {
      throw unreadable(NO_TEXT)
    }
    if (text.includes('\0')) throw unreadable(NO_TEXT)
    if (text !== '') yield text
    if (bytesRead === 0) return
  }
}

function decoderOf(bytes: Uint8Array): Decoder {
  const end = bytes.length < BLOCK ? bytes.length : bytes.lastIndexOf(0x0a) + 1
  const encoding = encodingOf(bytes.subarray(0, end))
  if (encoding === undefined) throw unreadable(NO_TEXT)
  return createDecoder(encoding)
}

export const NO_TEXT = 'it is binary, or in an encoding that cannot be told: save it as UTF-8'

async function withFile<Result>(
  root: string,
  path: string,
  limit: number,
  use: (file: FileHandle) => Promise<Result>,
): Promise<Result> {
  const file = await openSafely(root, path, limit)
  try {
    return await use(file)
  } catch (error) {
    throw error instanceof Unfit ? error : unreadable(UNREADABLE)
  } finally {
    await file.close()
  }
}

const UNREADABLE = 'it cannot be opened or read'

async function openSafely(root: string, path: string, limit: number): Promise<FileHandle> {
  let file: FileHandle | undefined
  try {
    const full = join(root, path)
    if ((await realpath(full)) !== full) throw unreadable('a symbolic link leads elsewhere')
    // Never waits for a pipe that was put in the file's place, never follows a link in its place.
    file = await open(full, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0))
    const stats = await file.stat()
    if (!stats.isFile()) throw unreadable('it is not a regular file')
    if (stats.size > limit) throw tooLarge(limit)
    return file
  } catch (error) {
    await file?.close()
    throw error instanceof Unfit ? error : unreadable(UNREADABLE)
  }
}

async function readAll(file: FileHandle): Promise<Buffer> {
  const blocks: Buffer[] = []
  let length = 0
  for (;;) {
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(1 << 18), 0, 1 << 18, length)
    if (bytesRead === 0) return Buffer.concat(blocks)
    blocks.push(buffer.subarray(0, bytesRead))
    length += bytesRead
    if (length > LIMITS.fileBytes) throw tooLarge(LIMITS.fileBytes)
  }
}

function identity({ size, mtimeMs, ctimeMs }: Stats): readonly number[] {
  return [size, mtimeMs, ctimeMs]
}

function unreadable(help: string): Unfit {
  return new Unfit('source-unreadable', help)
}

function tooLarge(limit: number): Unfit {
  return new Unfit('document-too-large', `the limit is ${limit} bytes: split it at its source`)
}
