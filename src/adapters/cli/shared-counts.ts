import type { Worker } from 'node:cluster'
import { randomUUID } from 'node:crypto'
import type { Quota, Release } from '../http/admission.js'
import { RateLimitedError } from '../http/admission.js'
import { type CountedMetrics, countedByEnded } from '../http/metrics.js'
import type { Siblings } from '../http/siblings.js'
import { hear, type Message, type Place, type Refusal, tell, workers } from './worker-messages.js'

/** Workers limit and count as one: the process above them keeps the places and gathers the counts. */

/** Longest wait for a worker's counts, milliseconds: one that judges a long text counts as it did the last time. */
const GATHERING = 1_000

/** Above. */
export interface SharedCounts {
  hear(message: Message, from: Worker): void
  /** It has ended: its places are free, and what it counted stays. */
  ended(worker: Worker): void
}

export function createSharedCounts(quota: Quota): SharedCounts {
  const places = new Map<Worker, Map<string, Release>>()
  const last = new Map<Worker, CountedMetrics>()
  const waiting = new Map<string, () => void>()
  let gone: Promise<CountedMetrics> = Promise.resolve([])

  async function take(id: string, place: Place, from: Worker): Promise<void> {
    let refusal: Refusal | undefined
    try {
      const release = await ('user' in place ? quota.user(place.user) : quota.request(place.request))
      const taken = places.get(from) ?? new Map<string, Release>()
      places.set(from, taken.set(id, release))
    } catch (error) {
      const { message, retryAfter } = error as RateLimitedError
      refusal = { message, retryAfter }
    }
    say(from, { kind: 'taken', id, ...(refusal === undefined ? {} : { refusal }) })
  }

  async function gather(asked: string, from: Worker): Promise<void> {
    const others = workers().filter((worker) => worker !== from)
    await Promise.all(
      others.map((worker) => {
        const id = randomUUID()
        return new Promise<void>((resolve) => {
          const done = () => {
            clearTimeout(late)
            waiting.delete(id)
            resolve()
          }
          const late = setTimeout(done, GATHERING)
          waiting.set(id, done)
          say(worker, { kind: 'count', id })
        })
      }),
    )
    const counted = others.map((worker) => last.get(worker) ?? [])
    say(from, { kind: 'gathered', id: asked, others: [await gone, ...counted] })
  }

  return {
    hear(message, from) {
      if (message.kind === 'take') void take(message.id, message.place, from)
      if (message.kind === 'release') {
        places.get(from)?.get(message.id)?.()
        places.get(from)?.delete(message.id)
      }
      if (message.kind === 'gather') void gather(message.id, from)
      if (message.kind !== 'counted') return
      last.set(from, message.metrics)
      waiting.get(message.id)?.()
    },
    ended(worker) {
      for (const release of places.get(worker)?.values() ?? []) release()
      places.delete(worker)
      const counted = last.get(worker)
      last.delete(worker)
      if (counted !== undefined) gone = gone.then((before) => countedByEnded([before, counted]))
    },
  }
}

function say(worker: Worker, message: Message): void {
  if (worker.isConnected()) worker.send(message)
}

/** In a worker. */
export function workerSiblings(): Siblings {
  const waiting = new Map<string, (message: Message) => void>()
  let counted: () => Promise<CountedMetrics> = async () => []
  hear((message) => {
    if (message.kind === 'count') {
      counted().then((metrics) => tell({ kind: 'counted', id: message.id, metrics }))
    }
    if (message.kind === 'taken' || message.kind === 'gathered') {
      waiting.get(message.id)?.(message)
      waiting.delete(message.id)
    }
  })

  function ask(message: Message & { id: string }): Promise<Message> {
    return new Promise((resolve) => {
      waiting.set(message.id, resolve)
      tell(message)
    })
  }

  async function take(place: Place): Promise<Release> {
    const id = randomUUID()
    const answer = await ask({ kind: 'take', id, place })
    if (answer.kind === 'taken' && answer.refusal !== undefined) {
      throw new RateLimitedError(answer.refusal.message, answer.refusal.retryAfter)
    }
    return () => tell({ kind: 'release', id })
  }

  return {
    quota: { request: (request) => take({ request }), user: (user) => take({ user }) },
    offerMetrics(own) {
      counted = own
    },
    async otherMetrics() {
      const id = randomUUID()
      // The process above keeps what this one has counted until now, should it end.
      tell({ kind: 'counted', id, metrics: await counted() })
      const answer = await ask({ kind: 'gather', id })
      return answer.kind === 'gathered' ? answer.others : []
    },
  }
}
