import { join } from 'node:path'
import Libsql from 'libsql'
import { FirewallError } from '../core/errors.js'
import { createPrivateFile } from './database.js'

/** A right in a data directory, by default to write into it, held by one process at a time. */
export interface Lease {
  readonly held: boolean
  /** True when it was not held before. Throws `store-locked`. */
  take(): boolean
  release(): void
}

/**
 * An exclusive lock on a second, empty database file. The operating system drops it when the process ends,
 * however it ends, so there is no stale lease to clean up. The file is never opened in any other way: closing
 * another descriptor of it in this process would drop the lock.
 */
export function createLease(directory: string | undefined, name = 'lease.db'): Lease {
  if (directory === undefined) return { held: true, take: () => false, release() {} }
  const path = join(directory, name)
  let lock: Libsql.Database | undefined
  return {
    get held() {
      return lock !== undefined
    },
    take() {
      if (lock !== undefined) return false
      createPrivateFile(path)
      const driver = new Libsql(path, { timeout: 0 })
      try {
        driver.exec('BEGIN EXCLUSIVE')
      } catch (error) {
        driver.close()
        throw new FirewallError('store-locked', `another process is writing to ${directory}`, {
          help: 'one process writes to a data directory at a time: stop the other one, or send it your changes',
          cause: error,
        })
      }
      lock = driver
      return true
    },
    release() {
      if (lock === undefined) return
      lock.exec('ROLLBACK')
      lock.close()
      lock = undefined
    },
  }
}
