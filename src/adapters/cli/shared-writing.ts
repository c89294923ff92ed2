import type { Worker } from 'node:cluster'
import { randomUUID } from 'node:crypto'
import { FirewallError, toFirewallError } from '../../core/errors.js'
import type { SourceChange } from '../../core/types.js'
import type { Firewall } from '../../firewall/firewall.js'
import { hear, type Message, type Outcome, tell, type Writing, workers } from './worker-messages.js'

/** Workers hand what they are to write to the one that may, by way of the process above them. */

/** Above: asks one worker after the other until it is the one that may write. */
export async function handOver(message: Message & { kind: 'write' }, from: Worker): Promise<void> {
  let outcome: Outcome = { code: 'store-locked', message: 'no worker may write to the data directory' }
  for (const worker of workers()) {
    if (worker === from || !worker.isConnected()) continue
    outcome = await written(worker, message)
    if (!('code' in outcome) || outcome.code !== 'store-locked') break
  }
  if (from.isConnected()) from.send({ kind: 'written', id: message.id, outcome } satisfies Message)
}

function written(worker: Worker, writing: Message & { kind: 'write' }): Promise<Outcome> {
  const id = randomUUID()
  return new Promise((resolve) => {
    const done = (outcome: Outcome) => {
      worker.off('message', listen)
      worker.off('exit', gone)
      resolve(outcome)
    }
    const listen = (message: Message) => {
      if (message.kind === 'written' && message.id === id) done(message.outcome)
    }
    const gone = () => done({ code: 'store-failed', message: 'the process that was writing has ended' })
    worker.on('message', listen)
    worker.on('exit', gone)
    worker.send({ ...writing, id } satisfies Message)
  })
}

/** In a worker: the firewall, whose writing goes to the worker that may write. */
export function shareWriting(firewall: Firewall): Firewall {
  const waiting = new Map<string, (outcome: Outcome) => void>()
  hear((message) => {
    if (message.kind === 'written') {
      waiting.get(message.id)?.(message.outcome)
      waiting.delete(message.id)
    }
    if (message.kind !== 'write') return
    attempt(firewall, message).then((outcome) => tell({ kind: 'written', id: message.id, outcome }))
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
        tell({ kind: 'write', id, changes: all, ...(options === undefined ? {} : { options }) })
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
