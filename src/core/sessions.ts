import { LIMITS } from './limits.js'

/**
 * What is remembered of each principal's sessions, in memory: the longest unused session goes first, and one idle
 * for `LIMITS.sessionTtl` is forgotten. Principal and session are two keys, never one joined string: `a` in `b:c`
 * is not `a:b` in `c`.
 */
export class Sessions<Value> {
  /** In order of last use, oldest first: a `Map` keeps insertion order. */
  readonly #kept = new Map<string, { readonly value: Value; used: number }>()
  readonly #create: () => Value
  readonly #now: () => number

  /** `now`: milliseconds since the epoch. */
  constructor(create: () => Value, now: () => number = Date.now) {
    this.#create = create
    this.#now = now
  }

  /** The value of a session that is still known. */
  find(principal: string, session: string): Value | undefined {
    const key = keyOf(principal, session)
    const found = this.#kept.get(key)
    if (found === undefined) return undefined
    this.#kept.delete(key)
    if (this.#now() - found.used >= LIMITS.sessionTtl) return undefined
    found.used = this.#now()
    this.#kept.set(key, found)
    return found.value
  }

  /** The same, or a new one. */
  open(principal: string, session: string): Value {
    const known = this.find(principal, session)
    if (known !== undefined) return known
    const value = this.#create()
    this.#kept.set(keyOf(principal, session), { value, used: this.#now() })
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= LIMITS.sessions) break
      this.#kept.delete(oldest)
    }
    return value
  }
}

/** Length-prefixed, so that the two parts cannot run into each other. */
function keyOf(principal: string, session: string): string {
  return `${principal.length}:${principal}${session}`
}
