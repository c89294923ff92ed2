import assert from 'node:assert/strict'
import type { DocumentWrite, Store, StoreChange } from '../../src/core/ports.js'
import type { Entitlements, Label, LabelId, Principal } from '../../src/core/types.js'
import { emptyDirectory } from '../../src/labels/directory.js'
import { createEntitler } from '../../src/labels/entitle.js'
import { createLatticePolicy } from '../../src/labels/lattice.js'

/** A store under test, embedded or not. */
export interface StoreSubject {
  /** The store, or the part of one that is tried. */
  readonly store: Pick<Store, 'labels' | 'documents' | 'chunks' | 'values' | 'terms' | 'apply'>
  /** Closes it and opens what it left behind: a restart. */
  reopen(): Promise<StoreSubject>
  /** Closes it. */
  close(): Promise<void>
}

/** Builds an empty store. */
export type MakeStore = () => Promise<StoreSubject>

export const LEVELS: readonly string[] = ['public', 'internal', 'secret']

/** Readable by any of these. */
export function labelFor(...allow: string[]): Label {
  return { level: 'internal', compartments: [], allow: [allow], deny: [] }
}

export type Piece = string | { readonly text: string; readonly vector?: Float32Array }

/** A document in pieces. Its digest is its texts, so equal content is equal. */
export function writeOf(
  id: string,
  label: Label,
  pieces: readonly Piece[],
  more: Partial<DocumentWrite> = {},
): DocumentWrite {
  const whole = pieces.map((piece) => (typeof piece === 'string' ? { text: piece } : piece))
  return {
    id,
    connector: 'test',
    uri: `test:${id}`,
    kind: 'knowledge',
    retrievable: true,
    origin: 'internal',
    label,
    contentDigest: JSON.stringify(whole.map(({ text }) => text)),
    pieces: whole,
    values: [],
    ...more,
  }
}

export function put(...args: Parameters<typeof writeOf>): StoreChange {
  return { kind: 'put', write: writeOf(...args) }
}

export function principal(id: string, ...groups: string[]): Principal {
  return { id, groups, clearance: { level: 'secret', compartments: [] } }
}

/** What the built-in policy lets this principal read, decided now. */
export function entitle(
  store: Pick<Store, 'labels'>,
  who: Principal,
  now: () => number = Date.now,
): Promise<Entitlements> {
  const policy = createLatticePolicy({ levels: LEVELS })
  return createEntitler({ policy, directory: emptyDirectory, labels: store.labels, now }).entitle(who)
}

/** Runs `body` on a fresh store and closes it, whatever happens. */
export async function withStore(
  make: MakeStore,
  body: (store: StoreSubject['store'], subject: StoreSubject) => Promise<void>,
): Promise<void> {
  const subject = await make()
  try {
    await body(subject.store, subject)
  } finally {
    await subject.close()
  }
}

/** A search as the principal would see it. */
export async function searchAs(
  store: StoreSubject['store'],
  who: Principal,
  query: { readonly text: string; readonly k?: number; readonly vector?: Float32Array },
) {
  return store.chunks.search({ k: 10, ...query }, await entitle(store, who))
}

/** All that a reader gets to see, without what never leaves the process. */
export function visible(chunks: Awaited<ReturnType<typeof searchAs>>, labels: Store['labels']): string {
  return JSON.stringify(
    chunks.map(({ id, title, text, score, label, document: { uri, kind, license } }) => {
      return { id, title, text, score, uri, kind, license, label: labels.get(label as LabelId) }
    }),
  )
}

export async function rejectsWith(code: string, work: Promise<unknown>): Promise<void> {
  await assert.rejects(work, (error: { code?: unknown }) => {
    assert.equal(error.code, code)
    return true
  })
}
