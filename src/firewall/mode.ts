import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { replaceFile } from '../core/durable-file.js'
import { FirewallError } from '../core/errors.js'
import { followFiles } from '../core/followed-files.js'

/** `refuse`: nothing leaves by any door until an operator says otherwise. */
export const MODES = ['normal', 'refuse'] as const
export type Mode = (typeof MODES)[number]

/** The emergency switch, one for all processes of a data directory. */
export interface ModeSwitch {
  current(): Mode
  /** Durable when it returns, in force everywhere at the next call. */
  set(mode: Mode): void
  /** Throws `stopped` while nothing may leave. */
  requireNormal(): void
  /** Calls turned away since the last time that this was asked. */
  takeRefused(): number
}

/**
 * A file in the data directory says it, so that a process that is started again stays switched off. A file that
 * cannot be read says `refuse`: whoever wrote it wanted something.
 */
export function createModeSwitch(directory: string | undefined): ModeSwitch {
  let mode: Mode = 'normal'
  if (directory === undefined)
    return switchOf(
      () => mode,
      (given) => void (mode = given),
    )
  const file = join(directory, 'mode.json')
  const followed = followFiles(file, 'file')
  mode = readMode(file)
  const current = () => {
    if (followed.changed()) mode = readMode(file)
    return mode
  }
  return switchOf(current, (given) => {
    replaceFile(file, [Buffer.from(`${JSON.stringify({ mode: given })}\n`)], 'mode')
  })
}

function switchOf(current: () => Mode, set: (mode: Mode) => void): ModeSwitch {
  let refused = 0
  return {
    current,
    set,
    takeRefused() {
      const counted = refused
      refused = 0
      return counted
    },
    requireNormal() {
      if (current() === 'normal') return
      refused += 1
      throw switchedOff()
    },
  }
}

/** What every call is told while the mode is `refuse`. */
export function switchedOff(): FirewallError {
  return new FirewallError('stopped', 'the operator has switched the service off', {
    help: 'an operator switches it on again with the mode `normal`',
  })
}

function readMode(file: string): Mode {
  try {
    const { mode } = JSON.parse(readFileSync(file, 'utf8')) as { mode?: unknown }
    return mode === 'normal' ? 'normal' : 'refuse'
  } catch (error) {
    return (error as { code?: unknown }).code === 'ENOENT' ? 'normal' : 'refuse'
  }
}
