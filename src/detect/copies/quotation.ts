import type { FoldedText, StoredDocument } from '../../core/ports.js'
import { matchFold } from '../../text/fold.js'

/** What may be quoted from a source whose terms are not accepted. */
export interface Quotation {
  /** The longest quotation, folded bytes. */
  readonly bytes: number
  /** Whether its source must be named beside it. */
  readonly attribution: boolean
}

/** Code units before and behind a quotation in which its source may be named: about three lines. */
export const ATTRIBUTION_REACH = 240

/**
 * Whether one of the sources is named beside raw `[start, end)`: by its title, its whole URI, or the last part of
 * the URI's path without the extension, compared folded and at least `SHORTEST_NAME` folded bytes long. Undefined
 * while more text could still name one.
 */
export function isAttributed(
  text: FoldedText,
  start: number,
  end: number,
  sources: Iterable<StoredDocument>,
): boolean | undefined {
  const before = fold(text.raw.slice(Math.max(0, start - ATTRIBUTION_REACH), start))
  const behind = fold(text.raw.slice(end, end + ATTRIBUTION_REACH))
  for (const source of sources) {
    for (const name of namesOf(source)) if (before.includes(name) || behind.includes(name)) return true
  }
  return text.ended || text.raw.length >= end + ATTRIBUTION_REACH ? false : undefined
}

/** Shorter names (`api`, `目次`) stand beside anything. */
const SHORTEST_NAME = 6

function namesOf({ title, uri }: StoredDocument): string[] {
  const path = uri.replace(/[?#].*$/s, '').replace(/\/+$/, '')
  const last = path.slice(path.lastIndexOf('/') + 1).replace(/\.[A-Za-z0-9]{1,8}$/, '')
  return [title ?? '', uri, decoded(last)].map(fold).filter((name) => name.length >= SHORTEST_NAME)
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/**
 * Bytes as Latin-1, so that `includes` finds bytes and `length` counts them. The reach may end in the middle of a
 * surrogate pair: that half is no part of any name.
 */
function fold(text: string): string {
  return Buffer.from(matchFold(text.toWellFormed())).toString('latin1')
}
