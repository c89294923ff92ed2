import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compiled } from '../support/compiled.js'

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

/** The command line as a process of its own. */
export function startCli(argv: readonly string[], folder: string): ChildProcess {
  return spawn(process.execPath, [join(compiled(), 'dist/src/adapters/cli/main.js'), ...argv], {
    cwd: folder,
  })
}

export async function runCli(argv: readonly string[], folder: string, stdin = '') {
  const child = startCli(argv, folder)
  const said = collect(child)
  child.stdin?.end(stdin)
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, ...said }
}

/** What a process says, growing as it speaks. */
export function collect(child: ChildProcess): { out: string; err: string } {
  const said = { out: '', err: '' }
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    said.out += text
  })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said.err += text
  })
  return said
}

export async function until(condition: () => boolean, what: string, milliseconds = 30_000): Promise<void> {
  const deadline = Date.now() + milliseconds
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`waited in vain for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
