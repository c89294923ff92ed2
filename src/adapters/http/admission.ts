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
  enter(who: Asker, bodyBytes: number): Promise<Pass>
  /** Resolves when nothing runs any more. */
  idle(): Promise<void>
  /** From here on nothing is let in: throws `closed`. */
  shut(): void
  /** Whether `shut` was called. */
  readonly isShut: boolean
  /** What it goes by. */
  readonly limits: AdmissionLimits
}

/** Counts who asks how often, and how much runs: in one process, or for all that share a port. */
export interface Quota {
  /** Takes a place for a request. Throws `rate-limited`. What it gives is called when the work has ended. */
  request(who: Asker): Release | Promise<Release>
  /** The same for the user whom the application that sent the request acts for. */
  user(id: string): Release | Promise<Release>
}

/** Gives a place back. */
export type Release = () => void

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
  alsoFor(user: string): Promise<void>
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

/** Of this process. `elapsed` counts milliseconds from any start; it only grows, whatever is done to the clock. */
export function createQuota(
  limits: Pick<AdmissionLimits, 'perUser' | 'perApplication' | 'concurrent'>,
  elapsed: () => number = () => performance.now(),
): Quota {
  /** By id, the longest unused first. */
  const buckets = new Map<string, Bucket>()
  let running = 0

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
    request(who) {
      if (running >= limits.concurrent) throw new RateLimitedError('the service is busy', 1)
      const bucket = take(who)
      running += 1
      return once(() => {
        bucket.running -= 1
        running -= 1
      })
    },
    user(id) {
      const bucket = take({ id, application: false })
      return once(() => {
        bucket.running -= 1
      })
    },
  }
}

/** Memory is this process's; what `quota` counts may be that of several. */
export function createAdmission(limits: AdmissionLimits, quota: Quota = createQuota(limits)): Admission {
  let running = 0
  let bytes = 0
  let isShut = false
  let whenIdle: (() => void)[] = []

  function enterHere(bodyBytes: number): Release {
    if (isShut) throw new FirewallError('closed', 'the service is being stopped')
    if (bytes + bodyBytes > limits.bodyMemory && running > 0) {
      throw new RateLimitedError('too many bytes are being read at the same time', 1)
    }
    running += 1
    bytes += bodyBytes
    return () => {
      running -= 1
      bytes -= bodyBytes
      if (running > 0) return
      for (const resolve of whenIdle) resolve()
      whenIdle = []
    }
  }

  return {
    async enter(who, bodyBytes) {
      const places = [enterHere(bodyBytes)]
      const leave = once(() => {
        for (const release of places) release()
      })
      const take = async (place: Release | Promise<Release>) => {
        places.unshift(await place)
      }
      try {
        await take(quota.request(who))
      } catch (error) {
        leave()
        throw error
      }
      return { alsoFor: async (user) => take(quota.user(user)), leave }
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

function once(work: () => void): Release {
  let done = false
  return () => {
    if (done) return
    done = true
    work()
  }
}
