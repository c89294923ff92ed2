import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { syncDirectory, writeAll } from '../../core/durable-file.js'
import type { FileOutput } from '../../core/outputs-config.js'
import { ocsfLine } from '../ocsf.js'
import { failed, type Sender } from './sender.js'

/**
 * Appends JSON lines to a file, durable when `send` resolves. The file is opened anew each time, so that another
 * program may rename it; half a line that a crash left is cut off before anything is written behind it.
 */
export function createFileSender({ path, rotate }: FileOutput): Sender {
  return {
    batch: 500,
    async send(events) {
      const bytes = Buffer.from(events.map(ocsfLine).join(''))
      try {
        mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
        append(path, bytes, rotate)
      } catch (cause) {
        throw failed('its file cannot be written', { cause })
      }
    },
  }
}

function append(path: string, bytes: Buffer, rotate: FileOutput['rotate']): void {
  let file = openSync(path, 'a+', 0o600)
  try {
    let { size } = fstatSync(file)
    size = cutTornLine(file, size)
    if (rotate !== undefined && size > 0 && size + bytes.length > rotate.bytes) {
      closeSync(file)
      shift(path, rotate.keep)
      file = openSync(path, 'a+', 0o600)
      size = 0
    }
    writeAll(file, bytes, 'output')
    fsyncSync(file)
    // Its name is new.
    if (size === 0) syncDirectory(dirname(path))
  } finally {
    closeSync(file)
  }
}

/** The size without what follows the last line feed. */
function cutTornLine(file: number, size: number): number {
  const block = Buffer.alloc(1 << 16)
  for (let end = size; end > 0; ) {
    const begin = Math.max(0, end - block.length)
    const read = readSync(file, block, 0, end - begin, begin)
    const feed = block.subarray(0, read).lastIndexOf(0x0a)
    if (feed >= 0) {
      if (begin + feed + 1 < size) ftruncateSync(file, begin + feed + 1)
      return begin + feed + 1
    }
    end = begin
  }
  if (size > 0) ftruncateSync(file, 0)
  return 0
}

/** `events.jsonl` becomes `events.jsonl.1`, that `.2`, and so on; the last one goes. */
function shift(path: string, keep: number): void {
  rmSync(`${path}.${keep}`, { force: true })
  for (let i = keep - 1; i >= 0; i -= 1) {
    try {
      renameSync(i === 0 ? path : `${path}.${i}`, `${path}.${i + 1}`)
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'ENOENT') throw error
    }
  }
}
