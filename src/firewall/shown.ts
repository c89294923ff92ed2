import { LIMITS } from '../core/limits.js'
import type { Label } from '../core/types.js'

/** A text of somebody else's store that was handed to a reader. */
export interface ShownDocument {
  readonly text: string
  readonly label: Label
}

/** What readers were shown that the firewall does not hold itself: door 2 knows it for as long as the session lasts. */
export interface ShownDocuments {
  remember(principal: string, session: string, document: ShownDocument): void
  recall(principal: string, session: string): readonly ShownDocument[]
}

interface Session {
  /** By text: a document that is shown again moves to the end, with the label it has then. */
  readonly documents: Map<string, ShownDocument>
  length: number
  /** Milliseconds since the epoch. */
  used: number
}

/** In memory and bounded as the reader's own turns are: the longest unused goes first. */
export function createShownDocuments(options: { readonly now?: () => number } = {}): ShownDocuments {
  const now = options.now ?? Date.now
  const sessions = new Map<string, Session>()

  function touch(key: string): Session | undefined {
    const session = sessions.get(key)
    if (session === undefined) return undefined
    sessions.delete(key)
    if (now() - session.used >= LIMITS.sessionTtl) return undefined
    session.used = now()
    sessions.set(key, session)
    return session
  }

  return {
    remember(principal, session, document) {
      const key = keyOf(principal, session)
      const found = touch(key) ?? { documents: new Map(), length: 0, used: now() }
      sessions.set(key, found)
      if (!found.documents.delete(document.text)) found.length += document.text.length
      found.documents.set(document.text, document)
      for (const [text] of found.documents) {
        const fits =
          found.documents.size <= LIMITS.shownDocuments && found.length <= LIMITS.conversationLength
        if (fits) break
        found.documents.delete(text)
        found.length -= text.length
      }
      for (const [oldest] of sessions) {
        if (sessions.size <= LIMITS.sessions) break
        sessions.delete(oldest)
      }
    },
    recall(principal, session) {
      return [...(touch(keyOf(principal, session))?.documents.values() ?? [])]
    },
  }
}

/** Length-prefixed, so that the two parts cannot run into each other. */
function keyOf(principal: string, session: string): string {
  return `${principal.length}:${principal}${session}`
}
