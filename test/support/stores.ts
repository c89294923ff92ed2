import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deriveKey, secretKey } from '../../src/core/digest.js'
import { type EmbeddedStore, openStore, type StoreOptions } from '../../src/store/store.js'
import type { StoreSubject } from '../conformance/store-subject.js'
import { createPlainFingerprints } from './plain-fingerprints.js'

export * from '../conformance/store-subject.js'

export const indexKey = deriveKey(secretKey(new Uint8Array(32).fill(7)), 'index')

export function openTestStore(options: Partial<StoreOptions> = {}): Promise<EmbeddedStore> {
  return openStore({ keys: { index: indexKey }, fingerprints: createPlainFingerprints(), ...options })
}

/** A directory of its own, and how to be rid of it. */
export function temporaryDirectory(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'ragwall-test-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** The embedded store as a subject of the conformance suites. */
export async function makeEmbedded(options: Partial<StoreOptions> = {}): Promise<StoreSubject> {
  const directory = temporaryDirectory()
  const open = async (): Promise<StoreSubject> => {
    const store = await openTestStore({ directory: directory.path, ...options })
    return {
      store,
      async reopen() {
        await store.close()
        return open()
      },
      async close() {
        await store.close()
        directory.remove()
      },
    }
  }
  return open()
}
