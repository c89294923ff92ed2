import { FirewallError } from '../../core/errors.js'
import { LIMITS } from '../../core/limits.js'
import type { ServerConfig } from '../../core/server-config.js'

/** How much may run at once and how often somebody may ask; `limits` of the configuration. */
export type AdmissionLimits = Pick<
  ServerConfig['limits'],
  'perUser' | 'perApplication' | 'concurrent' | 'bodyBytes' | 'bodyMemory'
>

/** Lets requests in, each until its work has ended, also when its client has gone. */
export interface Admission {
  /** Throws `rate-limited`, with how long to wait. */
  enter(who: Asker, bodyBytes: number): Pass
  /** Resolves when nothing runs any more. */
  idle(): Promise<void>
  /** From here on nothing is let in: throws `closed`. */
  shut(): void
  /** Whether `shut` was called. */
  readonly isShut: boolean
  /** What it goes by. */
  readonly limits: AdmissionLimits
}

/** Who asks, or is asked for. */
export interface Asker {
  /** Typed id. */
  readonly id: string
  /** It has the limits of an application, not of a user. */
  readonly application: boolean
}

/** A request that was let in. */
export interface Pass {
  /** The same request also counts for the user whom an application acts for. Throws `rate-limited`. */
  alsoFor(user: string): void
  /** Its work has ended; a second time does nothing. */
  leave(): void
}

/** Too many requests, with the seconds after which another one is let in. */
export class RateLimitedError extends FirewallError {
  readonly retryAfter: number

  constructor(message: string, retryAfter: number) {
    super('rate-limited', message, { help: 'wait as long as `Retry-After` says' })
    this.retryAfter = Math.max(1, Math.ceil(retryAfter))
  }
}

interface Bucket {
  tokens: number
  at: number
  running: number
}

/** `elapsed` counts milliseconds from any start; it only grows. */
export function createAdmission(
  limits: AdmissionLimits,
  elapsed: () => number = () => performance.now(),
): Admission {
  /** By id, the longest unused first. */
  const buckets = new Map<string, Bucket>()
  let running = 0
  let bytes = 0
  let isShut = false
  let whenIdle: (() => void)[] = []

  function take({ id, application }: Asker): Bucket {
    const { perMinute, concurrent } = application ? limits.perApplication : limits.perUser
    const now = elapsed()
    const bucket = buckets.get(id) ?? { tokens: perMinute, at: now, running: 0 }
    bucket.tokens = Math.min(perMinute, bucket.tokens + ((now - bucket.at) * perMinute) / 60_000)
    bucket.at = now
    buckets.delete(id)
    buckets.set(id, bucket)
    forgetIdle()
    if (bucket.running >= concurrent) throw new RateLimitedError('too many requests run at the same time', 1)
    if (bucket.tokens < 1) {
      throw new RateLimitedError('too many requests in a minute', ((1 - bucket.tokens) * 60) / perMinute)
    }
    bucket.tokens -= 1
    bucket.running += 1
    return bucket
  }

  /** Those who ask nothing now, longest unused first; whoever comes back finds a full bucket. */
  function forgetIdle(): void {
    if (buckets.size <= LIMITS.sessions) return
    for (const [id, { running: busy }] of buckets) {
      if (busy > 0) continue
      buckets.delete(id)
      return
    }
  }

  return {
    enter(who, bodyBytes) {
      if (isShut) throw new FirewallError('closed', 'the service is being stopped')
      if (running >= limits.concurrent) throw new RateLimitedError('the service is busy', 1)
      if (bytes + bodyBytes > limits.bodyMemory && running > 0) {
        throw new RateLimitedError('too many bytes are being read at the same time', 1)
      }
      const taken = [take(who)]
      running += 1
      bytes += bodyBytes
      let left = false
      return {
        alsoFor(user) {
          taken.push(take({ id: user, application: false }))
        },
        leave() {
          if (left) return
          left = true
          for (const bucket of taken) bucket.running -= 1
          running -= 1
          bytes -= bodyBytes
          if (running > 0) return
          for (const resolve of whenIdle) resolve()
          whenIdle = []
        },
      }
    },
    idle: () =>
      running === 0 ? Promise.resolve() : new Promise((resolve) => void whenIdle.push(() => resolve())),
    shut() {
      isShut = true
    },
    get isShut() {
      return isShut
    },
    limits,
  }
}
