import { LIMITS } from '../../core/limits.js'
import { Sessions } from '../../core/sessions.js'
import type { Label } from '../../core/types.js'

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

/** In memory and bounded as the reader's own turns are. */
export function createShownDocuments(options: { readonly now?: () => number } = {}): ShownDocuments {
  /** By text: a document that is shown again moves to the end, with the label it has then. */
  const create = () => ({ documents: new Map<string, ShownDocument>(), length: 0 })
  const sessions = new Sessions(create, options.now)
  return {
    remember(principal, session, document) {
      const shown = sessions.open(principal, session)
      if (!shown.documents.delete(document.text)) shown.length += document.text.length
      shown.documents.set(document.text, document)
      for (const [text] of shown.documents) {
        if (shown.documents.size <= LIMITS.shownDocuments && shown.length <= LIMITS.conversationLength) break
        shown.documents.delete(text)
        shown.length -= text.length
      }
    },
    recall(principal, session) {
      return [...(sessions.find(principal, session)?.documents.values() ?? [])]
    },
  }
}
