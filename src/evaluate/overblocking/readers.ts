import type { Principal, SourceDocument } from '../../core/types.js'
import type { BenignRow } from '../datasets.js'
import type { Random } from '../random.js'

export const LEVELS: readonly string[] = ['internal']

/** A passage that answers were made from; each is protected by a group of its own. */
export interface Passage {
  readonly id: string
  readonly text: string
  readonly group: string
}

/** One answer of the set, with the passages it was made from. */
export interface Answer {
  readonly row: BenignRow
  readonly passages: readonly string[]
  /** Those of the other answers of the same conversation as well. */
  readonly conversation: readonly string[]
}

/** All passages of a set, once each: the same id with another text is another passage. */
export function collect(rows: readonly BenignRow[]): { passages: Passage[]; answers: Answer[] } {
  const byText = new Map<string, Passage>()
  const versions = new Map<string, number>()
  const own = rows.map((row) =>
    row.contexts
      .filter(({ text }) => text.trim() !== '')
      .map(({ id, text }) => {
        const key = `${id}\0${text}`
        let passage = byText.get(key)
        if (passage === undefined) {
          const version = versions.get(id) ?? 0
          versions.set(id, version + 1)
          const name = version === 0 ? id : `${id}~${version}`
          passage = { id: name, text, group: `group:readers-of-${byText.size}` }
          byText.set(key, passage)
        }
        return passage.id
      }),
  )
  const talks = new Map<string, Set<string>>()
  for (const [i, { id, conversation = id }] of rows.entries()) {
    const talk = talks.get(conversation) ?? new Set<string>()
    talks.set(conversation, talk)
    for (const passage of own[i]!) talk.add(passage)
  }
  return {
    passages: [...byText.values()],
    answers: rows.map((row, i) => ({
      row,
      passages: [...new Set(own[i])],
      conversation: [...talks.get(row.conversation ?? row.id)!],
    })),
  }
}

export function sourceOf({ id, text, group }: Passage): SourceDocument {
  return {
    id,
    text,
    uri: `passage:${encodeURIComponent(id)}`,
    acl: { allow: [group], deny: [], classification: LEVELS[0]! },
  }
}

export interface SetReader {
  readonly principal: Principal
  readonly permitted: ReadonlySet<string>
}

/** A reader of exactly these passages. */
export function readerOf(
  name: string,
  permitted: Iterable<string>,
  groups: ReadonlyMap<string, string>,
): SetReader {
  const ids = new Set(permitted)
  return {
    permitted: ids,
    principal: {
      id: `user:${name}`,
      groups: [...ids].map((id) => groups.get(id)!),
      clearance: { level: LEVELS[0]!, compartments: [] },
    },
  }
}

/** What a colleague may read: the conversation's passages, and half of all others. */
export function colleague(answer: Answer, passages: readonly Passage[], random: Random): Set<string> {
  const half = random.sample(passages, Math.floor(passages.length / 2))
  return new Set([...answer.conversation, ...half.map(({ id }) => id)])
}
