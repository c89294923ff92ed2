import type { Io } from '../../../../src/adapters/cli/io.js'
import { run } from '../../../../src/adapters/cli/run.js'

export interface Outcome {
  code: number
  out: string
  err: string
}

interface Outside {
  stdin?: string | Uint8Array[]
  terminal?: boolean
  folder?: string
}

/** Runs a command line in this process, with everything it says caught. */
export async function cli(argv: readonly string[], options: Outside = {}): Promise<Outcome> {
  const { io, said } = caughtIo(options)
  const code = await run(argv, io)
  return { code, ...said }
}

/** An outside that remembers what was said. */
export function caughtIo(options: Outside = {}): { io: Io; said: { out: string; err: string } } {
  const said = { out: '', err: '' }
  const { stdin = '', terminal = false, folder = process.cwd() } = options
  const io: Io = {
    stdin: chunks(typeof stdin === 'string' ? [Buffer.from(stdin)] : stdin),
    stdinIsTerminal: false,
    out(text) {
      said.out += text
    },
    err(text) {
      said.err += text
    },
    errIsTerminal: terminal,
    folder,
    command: 'ragwall',
    signal: new AbortController().signal,
  }
  return { io, said }
}

export async function* chunks(parts: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* parts
}
