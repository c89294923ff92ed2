import { createHash } from 'node:crypto'
import { constants, type Stats } from 'node:fs'
import { type FileHandle, open, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { LIMITS } from '../../src/core/limits.js'
import { shortHash } from './acl.js'
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
  let file: FileHandle | undefined
  try {
    const full = join(root, path)
    if ((await realpath(full)) !== full) throw unreadable('a symbolic link leads elsewhere')
    // Never waits for a pipe that was put in the file's place, never follows a link in its place.
    file = await open(full, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0))
    for (let attempt = 0; attempt < 3; attempt++) {
      const before = await file.stat()
      if (!before.isFile()) throw unreadable('it is not a regular file')
      if (before.size > LIMITS.fileBytes) throw tooLarge()
      const bytes = await readAll(file)
      if (shortHash(identity(before)) === shortHash(identity(await file.stat()))) {
        return { bytes, content: createHash('sha256').update(bytes).digest('base64url').slice(0, 22) }
      }
    }
    throw unreadable('it changes while it is read; it will be tried again')
  } catch (error) {
    if (error instanceof Unfit) throw error
    throw unreadable('it cannot be opened or read')
  } finally {
    await file?.close()
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
    if (length > LIMITS.fileBytes) throw tooLarge()
  }
}

function identity({ size, mtimeMs, ctimeMs }: Stats): readonly number[] {
  return [size, mtimeMs, ctimeMs]
}

function unreadable(help: string): Unfit {
  return new Unfit('source-unreadable', help)
}

function tooLarge(): Unfit {
  return new Unfit('document-too-large', `the limit is ${LIMITS.fileBytes} bytes: split it at its source`)
}
