import { deriveKey, secretKey } from '../../src/core/digest.js'
import type { DocumentWrite, Store } from '../../src/core/ports.js'
import type { Entitlements, Label, Principal } from '../../src/core/types.js'
import { emptyDirectory } from '../../src/labels/directory.js'
import { createEntitler } from '../../src/labels/entitle.js'
import { createLatticePolicy } from '../../src/labels/lattice.js'
import { type EmbeddedStore, openStore, type StoreOptions } from '../../src/store/store.js'
import { createPlainFingerprints } from './plain-fingerprints.js'

export const indexKey = deriveKey(secretKey(new Uint8Array(32).fill(7)), 'index')

export const LEVELS = ['public', 'internal', 'secret'] as const

export function openTestStore(options: Partial<StoreOptions> = {}): Promise<EmbeddedStore> {
  return openStore({ keys: { index: indexKey }, fingerprints: createPlainFingerprints(), ...options })
}

export function labelFor(...allow: string[]): Label {
  return { level: 'internal', compartments: [], allow: [allow], deny: [] }
}

/** A document of pieces; `digest` defaults to something of its own, so that every write counts as changed. */
export function writeOf(
  id: string,
  label: Label,
  pieces: readonly (string | { readonly text: string; readonly vector: Float32Array })[],
  more: Partial<DocumentWrite> = {},
): DocumentWrite {
  return {
    id,
    connector: 'test',
    uri: `test:${id}`,
    kind: 'knowledge',
    retrievable: true,
    origin: 'internal',
    label,
    contentDigest: JSON.stringify(pieces.map((piece) => (typeof piece === 'string' ? piece : piece.text))),
    pieces: pieces.map((piece) => (typeof piece === 'string' ? { text: piece } : piece)),
    values: [],
    ...more,
  }
}

export function put(...args: Parameters<typeof writeOf>) {
  return { kind: 'put', write: writeOf(...args) } as const
}

export function principal(id: string, ...groups: string[]): Principal {
  return { id, groups, clearance: { level: 'secret', compartments: [] } }
}

/** What the built-in policy lets this principal read in this store, decided now. */
export function entitle(
  store: Pick<Store, 'labels'>,
  who: Principal,
  now?: () => number,
): Promise<Entitlements> {
  const policy = createLatticePolicy({ levels: [...LEVELS] })
  const entitler = createEntitler({
    policy,
    directory: emptyDirectory,
    labels: store.labels,
    ...(now && { now }),
  })
  return entitler.entitle(who)
}
