import type { Io } from '../../../../src/adapters/cli/io.js'
import { run } from '../../../../src/adapters/cli/run.js'

export interface Outcome {
  code: number
  out: string
  err: string
}

/** Runs a command line in this process, with everything it says caught. */
export async function cli(
  argv: readonly string[],
  options: { stdin?: string | Uint8Array[]; terminal?: boolean; folder?: string } = {},
): Promise<Outcome> {
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
  const code = await run(argv, io)
  return { code, ...said }
}

export async function* chunks(parts: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* parts
}
