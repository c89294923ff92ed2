import type { StoredDocument } from '../../core/ports.js'
import type { DocumentNumber } from '../../core/types.js'

/**
 * How old the permissions are that a decision rests on. What is older than it may be is denied, unless its source says
 * anew what it is; a source is asked about the documents that are about to be shown, or to excuse something, alone.
 */
export interface Freshness {
  /**
   * Older than it may be. What was stated at `since` or later is not: a call that asked its sources goes by what they
   * answered, also where permissions may be of no age at all. Milliseconds since the epoch.
   */
  isStale(document: StoredDocument, since: number): boolean
  /** Stale, and there is nobody to ask just now. */
  isDenied(document: StoredDocument, since: number): boolean
  /**
   * Asks their sources, in one call for each, and takes what they say. Resolves with the documents whose permissions
   * are known again; what they are now is in the store.
   */
  renew(documents: readonly StoredDocument[]): Promise<ReadonlySet<DocumentNumber>>
  /** Milliseconds since the oldest of these permissions was stated; undefined for none. A time not known counts as 0. */
  age(documents: Iterable<DocumentNumber>): number | undefined
}
