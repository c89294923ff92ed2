import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { createLease } from './lease.js'

/** Everything of a data directory that is made from sources. The notes of how far it had come stay. */
const MADE = ['ragwall.db', 'ragwall.db-wal', 'ragwall.db-shm', 'fingerprints', 'graphs']

/**
 * Removes what a store holds, so that it can be filled again. Until the new one is accepted, its notes
 * (`witness.ts`) keep everybody else out. Throws `store-locked` while another process writes to it.
 */
export function discardStore(directory: string): void {
  const lease = createLease(directory)
  lease.take()
  try {
    for (const name of MADE) rmSync(join(directory, name), { recursive: true, force: true })
  } finally {
    lease.release()
  }
}
