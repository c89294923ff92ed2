import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { failpoint } from './failpoint.js'

/**
 * Replaces `path` so that after a crash at any instant it holds either the old bytes or the new ones:
 * write beside it, fsync, rename over it, fsync the directory. `name` prefixes the failpoints.
 */
export function replaceFile(path: string, chunks: Iterable<Uint8Array>, name: string, mode = 0o600): void {
  const temporary = `${path}.tmp`
  const file = openSync(temporary, 'w', mode)
  try {
    for (const chunk of chunks) writeAll(file, chunk, name)
    failpoint(`${name}.fsync`)
    fsyncSync(file)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  } finally {
    closeSync(file)
  }
  failpoint(`${name}.rename`)
  renameSync(temporary, path)
  failpoint(`${name}.renamed`)
  syncDirectory(dirname(path))
}

/**
 * The same without waiting for the disk: after the death of the process the new bytes are there, after a power
 * cut the old ones, the new ones or none. For what only has to be right where nothing was lost.
 */
export function replaceFileSoon(path: string, bytes: Uint8Array): void {
  const temporary = `${path}.tmp`
  try {
    writeFileSync(temporary, bytes, { mode: 0o600 })
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

/** `writeSync` may write less than it was given. */
export function writeAll(file: number, bytes: Uint8Array, name: string): void {
  let offset = 0
  while (offset < bytes.length) {
    failpoint(`${name}.write`)
    offset += writeSync(file, bytes, offset, Math.min(bytes.length - offset, 1 << 26))
  }
}

/** Makes renames and new names in a directory durable. Windows has no such call and needs none. */
export function syncDirectory(path: string): void {
  if (process.platform === 'win32') return
  const directory = openSync(path, 'r')
  try {
    fsyncSync(directory)
  } finally {
    closeSync(directory)
  }
}
