import { rmSync } from 'node:fs'
import type { FirewallError } from '../core/errors.js'
import type { FingerprintIndex } from '../core/ports.js'
import { openFingerprints } from './fingerprints/index.js'

/** Opens the fingerprints of a data directory, for reading or, under the writer lease, for writing. */
export type OpenFingerprints = (readOnly: boolean) => Promise<FingerprintIndex>

/**
 * The verbatim engine's files as a store opens them. They are derived: files that are damaged, or of another
 * key or format, are as good as none, because the store adds what they lack from its database.
 */
export function fingerprintFiles(options: Parameters<typeof openFingerprints>[0]): OpenFingerprints {
  const { directory, lowMemory: _, ...inMemory } = options
  return async (readOnly) => {
    try {
      return await openFingerprints({ ...options, readOnly })
    } catch (error) {
      const { code } = error as FirewallError
      if (directory === undefined || (code !== 'store-corrupt' && code !== 'store-version')) throw error
      if (readOnly) return openFingerprints({ ...inMemory, readOnly })
      rmSync(directory, { recursive: true, force: true })
      return openFingerprints({ ...options, readOnly })
    }
  }
}
