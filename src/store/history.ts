import { LIMITS } from '../core/limits.js'
import type { HistoryStore } from '../core/ports.js'
import { Sessions } from '../core/sessions.js'

/** Keeps what was said, in memory: the oldest turns of a session are forgotten first. */
export function createHistory(options: { readonly now?: () => number } = {}): HistoryStore {
  const sessions = new Sessions(() => ({ turns: [] as string[], length: 0 }), options.now)
  return {
    remember(principal, session, text) {
      const said = sessions.open(principal, session)
      said.turns.push(text)
      said.length += text.length
      while (said.turns.length > LIMITS.sessionTurns || said.length > LIMITS.conversationLength) {
        said.length -= said.turns.shift()!.length
      }
    },
    recall(principal, session) {
      return [...(sessions.find(principal, session)?.turns ?? [])]
    },
  }
}
