#!/usr/bin/env node
import { basename, relative } from 'node:path'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 12)) {
  process.stderr.write(`error: ragwall needs Node 20.12 or newer, and this is ${process.versions.node}\n`)
  process.exit(2)
}
// Only now: an older Node may fail to load what it cannot run.
const { run } = await import('./run.js')
const { shellQuote } = await import('./sample.js')

const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    // The second time nobody wants to wait any more.
    if (stop.signal.aborted) process.exit(130)
    stop.abort()
  })
}
// `ragwall report | head` closes the pipe early: that is not an error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

process.exitCode = await run(process.argv.slice(2), {
  stdin: process.stdin,
  stdinIsTerminal: process.stdin.isTTY === true,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  errIsTerminal: process.stderr.isTTY === true,
  folder: process.cwd(),
  command: commandLine(),
  signal: stop.signal,
  onHangup: (listener) => void process.on('SIGHUP', listener),
})

function commandLine(): string {
  const [, script = ''] = process.argv
  if (basename(script) === 'ragwall') return 'ragwall'
  return ['node', ...process.execArgv, relative(process.cwd(), script)].map(shellQuote).join(' ')
}
