import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Notices at the next question that files were written, replaced, added or removed. It costs a `stat` of each, and a
 * reading of those that changed a moment ago: file systems keep time in steps, up to two seconds, and two writes
 * within one step look like one.
 */
export interface FollowedFiles {
  /** Whether the bytes differ from those of the last time; true once for each change. */
  changed(): boolean
}

/** Follows a file, or whatever lies in a folder itself; hidden files are left out, as their readers do. */
export function followFiles(path: string, kind: 'file' | 'folder'): FollowedFiles {
  const list = kind === 'file' ? () => [path] : () => filesOf(path)
  let states = new Map(list().map((file) => [file, stateOf(file)]))
  let bytes = new Map([...states.keys()].map((file) => [file, bytesOf(file)]))
  return {
    changed() {
      const now = new Map(list().map((file) => [file, stateOf(file)]))
      const suspects = [...now].filter(
        ([file, state]) => states.get(file)?.key !== state.key || Date.now() - state.changed <= COARSEST_STEP,
      )
      if (suspects.length === 0 && now.size === states.size) return false
      const before = bytes
      // Taken before the bytes are read: what changes in between is seen as a change.
      states = now
      bytes = new Map([...now.keys()].map((file) => [file, before.get(file)]))
      for (const [file] of suspects) bytes.set(file, bytesOf(file))
      return before.size !== bytes.size || [...bytes].some(([file, found]) => !equal(found, before.get(file)))
    },
  }
}

interface FileState {
  /** Differs after every write, replacement and removal, as finely as the file system keeps time. */
  readonly key: string
  /** Milliseconds since the epoch. */
  readonly changed: number
}

const COARSEST_STEP = 2_000

function stateOf(file: string): FileState {
  try {
    const { dev, ino, size, mtimeNs, ctimeNs } = statSync(file, { bigint: true })
    return { key: [dev, ino, size, mtimeNs, ctimeNs].join(), changed: Number(ctimeNs / 1_000_000n) }
  } catch {
    return { key: '', changed: 0 }
  }
}

/** Undefined when the file cannot be read; whoever reads it then is told the reason. */
function bytesOf(file: string): Buffer | undefined {
  try {
    return readFileSync(file)
  } catch {
    return undefined
  }
}

function equal(a: Buffer | undefined, b: Buffer | undefined): boolean {
  return a === undefined || b === undefined ? a === b : a.equals(b)
}

function filesOf(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => !entry.isDirectory() && !entry.name.startsWith('.'))
      .map((entry) => join(folder, entry.name))
      .sort()
  } catch {
    return []
  }
}
