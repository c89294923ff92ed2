import { once } from 'node:events'
import type { Response } from 'express'
import { FirewallError } from '../../core/errors.js'
import { LIMITS } from '../../core/limits.js'

/** Media types that a stream is answered as. */
export const STREAM_TYPES = ['application/x-ndjson', 'text/event-stream'] as const

/** Milliseconds between two signs of life, less than what proxies wait for. */
const HEARTBEAT = 10_000

/**
 * An answer in pieces: one JSON object a line (NDJSON), or one event each (server-sent events, WHATWG HTML), whose
 * name is the object's one member. It waits for a slow reader, and says now and then that it is still there.
 */
export class LineWriter {
  readonly #response: Response
  readonly #events: boolean
  #heartbeat: NodeJS.Timeout | undefined

  constructor(response: Response, type: (typeof STREAM_TYPES)[number]) {
    this.#response = response
    this.#events = type === 'text/event-stream'
    response.type(type).set('X-Accel-Buffering', 'no')
  }

  /** Sends the headers now: the client may be waiting for them before it sends on. */
  open(): void {
    if (this.#response.headersSent) return
    this.#response.flushHeaders()
    this.#heartbeat = setInterval(() => {
      // A reader who is behind knows that there is something to read.
      if (!this.#response.writableNeedDrain) {
        this.#response.write(this.#events ? ': heartbeat\n\n' : '{"heartbeat":true}\n')
      }
    }, HEARTBEAT)
    this.#heartbeat.unref()
  }

  /** Resolves when there is room for more. Throws `aborted` when the reader goes away, or takes nothing for too long. */
  async write(name: 'text' | 'verdict' | 'error', value: unknown): Promise<void> {
    const line = JSON.stringify({ [name]: value })
    await this.writeText(this.#events ? `event: ${name}\ndata: ${line}\n\n` : `${line}\n`)
  }

  /** The same for what is already in the form of the stream. */
  async writeText(text: string): Promise<void> {
    this.open()
    const response = this.#response
    if (response.destroyed) throw gone()
    if (response.write(text)) return
    const left = new AbortController()
    // A reader who takes nothing holds a place and all that was made for it.
    const stuck = setTimeout(() => response.destroy(), LIMITS.streamIdle)
    await Promise.race([
      once(response, 'drain', { signal: left.signal }),
      once(response, 'close', { signal: left.signal }),
    ]).finally(() => {
      clearTimeout(stuck)
      left.abort()
    })
    if (response.destroyed) throw gone()
  }

  end(): void {
    clearInterval(this.#heartbeat)
    this.#response.end()
  }
}

function gone(): FirewallError {
  return new FirewallError('aborted', 'the client went away')
}
