import type { Principal, SourceDocument } from '../../core/types.js'
import { createFirewall, type Firewall } from '../../firewall/firewall.js'
import { documentsConnector, seededKey } from '../sandbox.js'
import type { Book } from './passages.js'

/** Cleared for everything, and in none of the groups: what the books hold is not theirs. */
export const stranger: Principal = {
  id: 'user:stranger',
  groups: [],
  clearance: { level: 'internal', compartments: [] },
}

export function protectedText(
  id: string,
  text: string,
  kind: SourceDocument['kind'] = 'knowledge',
): SourceDocument {
  return {
    id,
    uri: `book:${encodeURIComponent(id)}`,
    text,
    kind,
    // To check answers, nobody has to retrieve: fingerprints are all that is needed.
    retrievable: false,
    acl: { allow: [`group:owners-of-${id}`], deny: [], classification: 'internal' },
  }
}

/** A firewall that protects these texts, for the length of `work`. */
export async function withProtected<Result>(
  documents: readonly SourceDocument[],
  seed: string,
  work: (firewall: Firewall) => Promise<Result>,
): Promise<Result> {
  const firewall = await createFirewall({
    policy: ['internal'],
    audit: 'memory',
    evidenceKey: seededKey(seed),
    // Each answer is judged by itself, or within its session.
    sharedPrincipals: [stranger.id],
  })
  try {
    const { refused } = await firewall.sync(documentsConnector('protected', documents))
    if (refused.length > 0) throw new RangeError(`${refused.length} texts were refused (${refused[0]?.code})`)
    return await work(firewall)
  } finally {
    await firewall.close()
  }
}

export function booksOf(books: readonly Book[]): SourceDocument[] {
  return books.map(({ id, kept }) => protectedText(id, kept))
}
