import { FirewallError } from '../../core/errors.js'
import type { UpstreamConfig } from '../../core/gateway-config.js'
import { LIMITS } from '../../core/limits.js'
import { readSecret } from '../../core/secret.js'

/** What an upstream answered with anything but 200. Providers quote in errors what they were sent: the words are kept apart. */
export class UpstreamError extends FirewallError {
  /** What the caller is told: its own mistakes as they are, everything else is this service's. */
  readonly status: number
  /** As the upstream said it: for door 2, and then for nobody else. */
  readonly said: string | undefined
  /** Whether door 2 has let through what it said. */
  mayBeTold = false
  /** Seconds. */
  readonly retryAfter: number | undefined

  constructor(status: number, said?: string, retryAfter?: number) {
    super(status === 429 ? 'rate-limited' : 'model-failed', `the upstream answered with status ${status}`)
    this.status = CALLERS.has(status) ? status : 502
    this.said = CALLERS.has(status) ? said : undefined
    this.retryAfter = retryAfter
  }
}

const NO_KEY = 'give the key that the provider of the models issued, or leave `key` out where none is needed'

/** Statuses that speak of the request. That the key of the gateway is not taken is nobody's but the operator's. */
const CALLERS: ReadonlySet<number> = new Set([400, 404, 409, 413, 422, 429])

/** Those that a second try may mend. */
const PASSING: ReadonlySet<number> = new Set([408, 500, 502, 503, 504, 529])

/** Milliseconds before the second try; it doubles. */
const PAUSE = 250

/** A model somewhere else. */
export interface Upstream {
  readonly name: string
  readonly config: UpstreamConfig
  /** Throws `model-failed`, `rate-limited`, `aborted`; an `UpstreamError` where there was an answer. */
  post(
    path: string,
    body: unknown,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<Answer>
}

/** The bytes of an answer, whose time is counted. */
export interface Answer {
  readonly isStream: boolean
  readonly body: AsyncIterable<Uint8Array>
  /** Nobody wants the rest. */
  stop(): void
}

export function createUpstream(name: string, config: UpstreamConfig): Upstream {
  // Read once, so that a key that is missing is known at the start.
  const key =
    config.key === undefined ? undefined : readSecret(config.key, `the upstream \`${name}\``, NO_KEY)
  const base = config.url.replace(/\/+$/, '')
  return {
    name,
    config,
    async post(path, body, headers, signal) {
      const payload = JSON.stringify(body)
      for (let tries = 0; ; tries++) {
        const clock = new Clock(config.timeouts, signal)
        try {
          const response = await fetch(base + path, {
            method: 'POST',
            // The key goes where the configuration says, and nowhere else.
            redirect: 'error',
            headers: {
              ...headers,
              ...authorization(config.speaks, key),
              'content-type': 'application/json',
              accept: 'application/json, text/event-stream',
            },
            body: payload,
            signal: clock.signal,
          })
          if (response.status !== 200) throw await failure(response, clock)
          clock.piece()
          const isStream = /^text\/event-stream\b/i.test(response.headers.get('content-type') ?? '')
          const most = isStream ? LIMITS.upstreamBytes : LIMITS.upstreamAnswer
          return { isStream, body: timed(response.body, clock, most), stop: () => clock.stop() }
        } catch (error) {
          clock.stop()
          if (signal.aborted) throw new FirewallError('aborted', 'the client went away')
          if (tries >= config.retries || !mayPass(error)) throw told(error)
          await new Promise((resolve) => setTimeout(resolve, PAUSE * 2 ** tries))
        }
      }
    },
  }
}

/** Nobody is told it, and one that is made for each call costs more than the rest of its end. */
const OVER = new Error('ended')

/** The time that an upstream has: to begin, from piece to piece, for all of it. */
class Clock {
  readonly #gone = new AbortController()
  readonly #idle: number
  readonly #total: NodeJS.Timeout
  readonly #forward: () => void
  readonly #outer: AbortSignal
  #timer: NodeJS.Timeout
  #hasBegun = false
  late = false

  constructor({ first, idle, total }: UpstreamConfig['timeouts'], outer: AbortSignal) {
    const end = () => {
      this.late = true
      this.#gone.abort(OVER)
    }
    this.#idle = idle
    this.#outer = outer
    this.#total = setTimeout(end, total)
    this.#timer = setTimeout(end, first)
    this.#forward = () => this.#gone.abort(OVER)
    outer.addEventListener('abort', this.#forward, { once: true })
    if (outer.aborted) this.#gone.abort(OVER)
  }

  get signal(): AbortSignal {
    return this.#gone.signal
  }

  piece(): void {
    if (this.#hasBegun) {
      this.#timer.refresh()
      return
    }
    this.#hasBegun = true
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.late = true
      this.#gone.abort(OVER)
    }, this.#idle)
  }

  stop(): void {
    clearTimeout(this.#timer)
    clearTimeout(this.#total)
    this.#outer.removeEventListener('abort', this.#forward)
    this.#gone.abort(OVER)
  }
}

async function* timed(
  body: ReadableStream<Uint8Array> | null,
  clock: Clock,
  most: number,
): AsyncGenerator<Uint8Array> {
  if (body === null) return clock.stop()
  const reader = body.getReader()
  // The signal of a request ends nothing once the objects between the two were collected (Node 20): this does.
  const leave = () => void reader.cancel().catch(() => undefined)
  clock.signal.addEventListener('abort', leave)
  let bytes = 0
  try {
    for (;;) {
      if (clock.signal.aborted) throw OVER
      const { done, value } = await reader.read()
      if (clock.signal.aborted) throw OVER
      if (done) return
      clock.piece()
      bytes += value.byteLength
      if (bytes > most) {
        throw new FirewallError('model-failed', 'the answer of the upstream is longer than the limit')
      }
      yield value
    }
  } catch (error) {
    if (error instanceof FirewallError) throw error
    throw new FirewallError(
      'model-failed',
      clock.late ? 'the upstream took longer than it may' : 'the answer of the upstream broke off',
    )
  } finally {
    clock.stop()
    leave()
  }
}

/** The whole of a body, as text. Throws `model-failed` for bytes that are none. */
export async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const pieces: Uint8Array[] = []
  for await (const piece of body) pieces.push(piece)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces))
  } catch {
    throw new FirewallError('model-failed', 'the answer of the upstream is not UTF-8')
  }
}

async function failure(response: Response, clock: Clock): Promise<UpstreamError> {
  const after = Number(response.headers.get('retry-after') ?? '')
  let said: string | undefined
  try {
    const text = await textOf(timed(response.body, clock, LIMITS.bodyBytes))
    const { error } = JSON.parse(text) as { error?: { message?: unknown } }
    if (typeof error?.message === 'string') said = error.message
  } catch {
    // An error without words, or with too many of them, is told by its status.
  }
  return new UpstreamError(response.status, said, Number.isFinite(after) && after > 0 ? after : undefined)
}

function mayPass(error: unknown): boolean {
  if (error instanceof UpstreamError) {
    return PASSING.has(Number(/\d+$/.exec(error.message)?.[0]))
  }
  return !(error instanceof FirewallError)
}

function told(error: unknown): FirewallError {
  if (error instanceof FirewallError) return error
  return new FirewallError(
    'model-failed',
    'the upstream cannot be reached, or did not begin to answer in time',
  )
}

function authorization(speaks: UpstreamConfig['speaks'], key: string | undefined): Record<string, string> {
  if (key === undefined) return {}
  return speaks === 'anthropic' ? { 'x-api-key': key } : { authorization: `Bearer ${key}` }
}
