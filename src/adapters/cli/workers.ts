import cluster, { type Worker } from 'node:cluster'
import { FirewallError } from '../../core/errors.js'
import type { Io } from './io.js'
import type { SharedCounts } from './shared-counts.js'
import { handOver } from './shared-writing.js'
import { type Message, tell, workers } from './worker-messages.js'

/**
 * `ragwall serve --workers N`: processes that share a port and a data directory. Each answers from what all of them
 * committed; one at a time may write, and the others hand their writing to it, by way of the process above them,
 * which serves nothing itself.
 */

/** Whether this process is one of them. */
export const isWorker = cluster.isWorker

/** A worker that ends sooner than this, milliseconds, did not come up; after so many in a row it is given up. */
const SHORT_LIFE = 5_000
const SHORT_LIVES = 3

/** Runs the workers until the signal, and starts anew those that die. `listening` hears the address once. */
export async function superviseWorkers(
  count: number,
  io: Io,
  counts: SharedCounts,
  listening: (url: string) => void,
): Promise<void> {
  let stopping = false
  let shortLives = 0
  /** Those that have come up: before that, a signal that is passed on would end them. */
  const up = new Set<Worker>()
  let fault: FirewallError | undefined
  let ended: () => void = () => undefined
  const over = new Promise<void>((resolve) => {
    ended = resolve
  })

  function start(onListening: (url: string) => void): void {
    const worker = cluster.fork()
    const born = performance.now()
    worker.on('message', (message: Message) => {
      if (message.kind === 'listening') {
        up.add(worker)
        onListening(message.url)
      }
      if (message.kind === 'write') void handOver(message, worker)
      counts.hear(message, worker)
    })
    worker.once('exit', (code, signal) => {
      counts.ended(worker)
      if (!stopping) {
        shortLives = !up.has(worker) && performance.now() - born < SHORT_LIFE ? shortLives + 1 : 0
        up.delete(worker)
        io.err(`note: a worker ended (${signal ?? code}); another takes its place\n`)
        if (shortLives < SHORT_LIVES) return start(() => undefined)
        fault = new FirewallError('closed', 'the workers end as soon as they are started', {
          help: 'see what they say above; `ragwall doctor` looks for the reason',
        })
        stop()
      }
      if (workers().length === 0) ended()
    })
  }

  function stop(): void {
    stopping = true
    for (const worker of workers()) worker.process.kill('SIGTERM')
    if (workers().length === 0) ended()
  }

  // The first one makes whatever is missing in the data directory; then the others come.
  start((url) => {
    listening(url)
    for (let i = 1; i < count && !stopping; i++) start(() => undefined)
  })
  io.onHangup?.(() => {
    for (const worker of up) worker.process.kill('SIGHUP')
  })
  if (io.signal.aborted) stop()
  else io.signal.addEventListener('abort', stop, { once: true })
  await over
  if (fault !== undefined) throw fault
}

/** In a worker: says where it listens. */
export function tellListening(url: string): void {
  tell({ kind: 'listening', url })
}

/** In a worker, at its end: what listens to the process above would keep this one alive. */
export function leaveWorkers(): void {
  if (process.connected) process.disconnect()
}
