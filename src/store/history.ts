import { LIMITS } from '../core/limits.js'
import type { HistoryStore } from '../core/ports.js'
import { Sessions } from '../core/sessions.js'

/** What was said, in memory: a session's oldest turns go first. `length`: code units kept of each session. */
export function createHistory(
  options: { readonly now?: () => number; readonly length?: number } = {},
): HistoryStore {
  const { length = LIMITS.conversationLength } = options
  const sessions = new Sessions(() => ({ turns: [] as string[], length: 0 }), options.now)
  return {
    remember(principal, session, text) {
      const said = sessions.open(principal, session)
      said.turns.push(text)
      said.length += text.length
      while (said.turns.length > LIMITS.sessionTurns || said.length > length) {
        said.length -= said.turns.shift()!.length
      }
    },
    recall(principal, session) {
      return [...(sessions.find(principal, session)?.turns ?? [])]
    },
  }
}
