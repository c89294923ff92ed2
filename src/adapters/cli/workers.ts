import cluster, { type Worker } from 'node:cluster'
import { randomUUID } from 'node:crypto'
import { type ErrorCode, FirewallError, toFirewallError } from '../../core/errors.js'
import type { SourceChange, SyncSummary } from '../../core/types.js'
import type { Firewall } from '../../firewall/firewall.js'
import type { Io } from './io.js'

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

type Message =
  | { readonly kind: 'listening'; readonly url: string }
  | ({ readonly kind: 'write'; readonly id: string } & Writing)
  | { readonly kind: 'written'; readonly id: string; readonly outcome: Outcome }

interface Writing {
  readonly changes: readonly SourceChange[]
  readonly options?: Parameters<Firewall['apply']>[1]
}

type Outcome =
  | { readonly summary: SyncSummary }
  | { readonly code: ErrorCode; readonly message: string; readonly help?: string }

/** Runs the workers until the signal, and starts anew those that die. `listening` hears the address once. */
export async function superviseWorkers(
  count: number,
  io: Io,
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
    })
    worker.once('exit', (code, signal) => {
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

/** Asks one worker after the other until it is the one that may write. */
async function handOver(message: Message & { kind: 'write' }, from: Worker): Promise<void> {
  let outcome: Outcome = { code: 'store-locked', message: 'no worker may write to the data directory' }
  for (const worker of workers()) {
    if (worker === from) continue
    outcome = await written(worker, message)
    if (!('code' in outcome) || outcome.code !== 'store-locked') break
  }
  if (from.isConnected()) from.send({ kind: 'written', id: message.id, outcome } satisfies Message)
}

function written(worker: Worker, writing: Message & { kind: 'write' }): Promise<Outcome> {
  const id = randomUUID()
  return new Promise((resolve) => {
    const done = (outcome: Outcome) => {
      worker.off('message', hear)
      worker.off('exit', gone)
      resolve(outcome)
    }
    const hear = (message: Message) => {
      if (message.kind === 'written' && message.id === id) done(message.outcome)
    }
    const gone = () => done({ code: 'store-failed', message: 'the process that was writing has ended' })
    worker.on('message', hear)
    worker.on('exit', gone)
    worker.send({ ...writing, id } satisfies Message)
  })
}

function workers(): Worker[] {
  return Object.values(cluster.workers ?? {}).filter(
    (worker) => worker !== undefined && !worker.isDead(),
  ) as Worker[]
}

/** In a worker: says where it listens. */
export function tellListening(url: string): void {
  process.send?.({ kind: 'listening', url } satisfies Message)
}

/** In a worker, at its end: what listens to the process above would keep this one alive. */
export function leaveWorkers(): void {
  if (process.connected) process.disconnect()
}

/** In a worker: the firewall, whose writing goes to the worker that may write. */
export function shareWriting(firewall: Firewall): Firewall {
  const waiting = new Map<string, (outcome: Outcome) => void>()
  process.on('message', (message: Message) => {
    if (message.kind === 'written') {
      waiting.get(message.id)?.(message.outcome)
      waiting.delete(message.id)
    }
    if (message.kind !== 'write') return
    attempt(firewall, message).then((outcome) => {
      process.send?.({ kind: 'written', id: message.id, outcome } satisfies Message)
    })
  })
  return {
    ...firewall,
    async apply(changes, options) {
      const all: SourceChange[] = []
      for await (const change of changes) all.push(change)
      try {
        return await firewall.apply(all, options)
      } catch (error) {
        if (!(error instanceof FirewallError) || error.code !== 'store-locked') throw error
      }
      const id = randomUUID()
      const outcome = await new Promise<Outcome>((resolve) => {
        waiting.set(id, resolve)
        process.send?.({
          kind: 'write',
          id,
          changes: all,
          ...(options === undefined ? {} : { options }),
        } satisfies Message)
      })
      if ('summary' in outcome) return outcome.summary
      const { code, message, help } = outcome
      throw new FirewallError(code, message, help === undefined ? {} : { help })
    },
  }
}

async function attempt(firewall: Firewall, { changes, options }: Writing): Promise<Outcome> {
  try {
    return { summary: await firewall.apply(changes, options) }
  } catch (error) {
    const { code, message, help } = toFirewallError(error, 'store-failed', 'the changes could not be stored')
    return { code, message, ...(help === undefined ? {} : { help }) }
  }
}
