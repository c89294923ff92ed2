import { LIMITS } from '../core/limits.js'
import type { HistoryStore } from '../core/ports.js'

interface Session {
  readonly turns: string[]
  length: number
  /** Milliseconds since the epoch. */
  used: number
}

/**
 * What principals said, in memory: the longest unused session goes first, a session idle for
 * `LIMITS.sessionTtl` is forgotten, and so are a session's oldest turns. Principal and session are two keys,
 * never one joined string: `a` in `b:c` is not `a:b` in `c`.
 */
export function createHistory(options: { readonly now?: () => number } = {}): HistoryStore {
  const now = options.now ?? Date.now
  /** In order of last use, oldest first: a `Map` keeps insertion order. */
  const sessions = new Map<string, Session>()

  function touch(key: string): Session | undefined {
    const session = sessions.get(key)
    if (session === undefined) return undefined
    sessions.delete(key)
    if (now() - session.used >= LIMITS.sessionTtl) return undefined
    sessions.set(key, session)
    return session
  }

  return {
    remember(principal, session, text) {
      const key = keyOf(principal, session)
      const found = touch(key) ?? { turns: [], length: 0, used: 0 }
      sessions.set(key, found)
      found.used = now()
      found.turns.push(text)
      found.length += text.length
      while (found.turns.length > LIMITS.sessionTurns || found.length > LIMITS.conversationLength) {
        found.length -= found.turns.shift()!.length
      }
      for (const [oldest] of sessions) {
        if (sessions.size <= LIMITS.sessions) break
        sessions.delete(oldest)
      }
    },
    recall(principal, session) {
      const found = touch(keyOf(principal, session))
      if (found === undefined) return []
      found.used = now()
      return [...found.turns]
    },
  }
}

/** Length-prefixed, so that the two parts cannot run into each other. */
function keyOf(principal: string, session: string): string {
  return `${principal.length}:${principal}${session}`
}
