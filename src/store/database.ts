import { closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import Libsql from 'libsql'
import { FirewallError, toFirewallError } from '../core/errors.js'

/**
 * SQLite as the store uses it, and the only file that knows the driver. What it keeps away from the rest:
 * the driver aborts the process when a boolean is bound, reads text only up to its first NUL, and hands out
 * blobs as `Buffer` or `ArrayBuffer` depending on the call. So values are checked before they are bound,
 * rows are arrays, and text that people wrote is stored as UTF-8 blobs (which also compare byte for byte).
 */
export type Value = string | number | Uint8Array | null

export type Row = readonly Value[]

export interface Statement {
  /** Number of rows changed. */
  run(...values: readonly Value[]): number
  get(...values: readonly Value[]): Row | undefined
  all(...values: readonly Value[]): Row[]
  /** Must be read to its end: half-read statements block checkpoints. */
  iterate(...values: readonly Value[]): Iterable<Row>
}

export interface Database {
  /** Prepared once per text. `sql` is a literal of this program; values are bound, never spliced in. */
  statement(sql: string): Statement
  /** All or nothing. Nothing inside may await. */
  transaction<Result>(body: () => Result): Result
  /** A consistent view for several reads. */
  snapshot<Result>(body: () => Result): Result
  /** Changes whenever another connection has committed. */
  version(): number
  /**
   * Moves the write-ahead log into the database and empties it, so that nothing deleted is left in it. False
   * when another process still reads an older state: ask again later.
   */
  checkpoint(): boolean
  close(): void
}

export interface DatabaseFormat {
  /** Four bytes in the file's header that say whose it is. */
  readonly applicationId: number
  /** Migrations, forwards only: the version of a file is how many of them it has seen. */
  readonly migrations: readonly string[]
}

/** How long a statement waits for another process's short transaction, milliseconds. */
const BUSY_TIMEOUT = 5_000

/**
 * Opens or creates. `path` `undefined` is a database in memory. Throws `store-version` on a file of another
 * program or of a later version, `store-corrupt`, `store-failed`, `disk-full`.
 */
export function openDatabase(
  path: string | undefined,
  format: DatabaseFormat,
  options: { readonly readOnly?: boolean } = {},
): Database {
  return guarded(path, () => {
    if (path !== undefined && options.readOnly !== true) createPrivateFile(path)
    const driver = new Libsql(path ?? ':memory:', { timeout: BUSY_TIMEOUT })
    try {
      const database = wrap(driver, path)
      pragma(driver, 'foreign_keys = ON')
      if (options.readOnly === true) {
        pragma(driver, 'query_only = ON')
        requireVersion(driver, format, format.migrations.length)
        return database
      }
      requireVersion(driver, format)
      pragma(driver, 'journal_mode = WAL')
      pragma(driver, 'synchronous = FULL')
      pragma(driver, 'secure_delete = ON')
      migrate(driver, database, format)
      return database
    } catch (error) {
      driver.close()
      throw error
    }
  })
}

/**
 * SQLite gives a log the mode of its database, so this is enough. Never opens a file that exists: closing any
 * descriptor of it would drop the locks that SQLite holds on it in this process.
 */
export function createPrivateFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  try {
    closeSync(openSync(path, 'wx', 0o600))
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'EEXIST') throw error
  }
}

function requireVersion(driver: Libsql.Database, format: DatabaseFormat, exactly?: number): void {
  const owner = pragma(driver, 'application_id')
  const version = pragma(driver, 'user_version')
  const empty = pragma(driver, 'schema_version') === 0
  if (empty && exactly === undefined) return
  if (owner !== format.applicationId) {
    throw new FirewallError('store-version', 'this file is not a ragwall store', {
      help: 'name another data directory; nothing was changed',
    })
  }
  if (version > format.migrations.length || (exactly !== undefined && version !== exactly)) {
    throw new FirewallError(
      'store-version',
      `the store has format ${version}, this program writes format ${format.migrations.length}`,
      {
        help:
          version > format.migrations.length
            ? 'use the version of ragwall that wrote it, or a later one'
            : 'open it once for writing: it is then brought up to date',
      },
    )
  }
}

function migrate(driver: Libsql.Database, database: Database, format: DatabaseFormat): void {
  if (pragma(driver, 'user_version') === format.migrations.length) return
  database.transaction(() => {
    // Asked again inside: another process may have been faster.
    for (let at = pragma(driver, 'user_version'); at < format.migrations.length; at++) {
      driver.exec(format.migrations[at]!)
      driver.exec(`PRAGMA user_version = ${at + 1}`)
    }
    driver.exec(`PRAGMA application_id = ${format.applicationId}`)
  })
}

function pragma(driver: Libsql.Database, source: string): number {
  const statement = driver.prepare<unknown[]>(`PRAGMA ${source}`)
  // Setting one mostly returns nothing, and the driver refuses to shape the rows of what has none.
  if (statement.reader) statement.raw(true)
  const [row] = statement.all([]) as unknown[][]
  return Number(row?.[0] ?? 0)
}

function wrap(driver: Libsql.Database, path: string | undefined): Database {
  const statements = new Map<string, Statement>()
  const version = driver.prepare<unknown[]>('PRAGMA data_version').raw(true)

  function within<Result>(begin: string, body: () => Result): Result {
    return guarded(path, () => {
      driver.exec(begin)
      try {
        const result = body()
        driver.exec('COMMIT')
        return result
      } catch (error) {
        if (driver.inTransaction) driver.exec('ROLLBACK')
        throw error
      }
    })
  }

  return {
    statement(sql) {
      let found = statements.get(sql)
      if (found === undefined) {
        found = guarded(path, () => prepare(driver, path, sql))
        statements.set(sql, found)
      }
      return found
    },
    transaction: (body) => within('BEGIN IMMEDIATE', body),
    snapshot: (body) => within('BEGIN', body),
    version: () => guarded(path, () => Number((version.get([]) as unknown[])[0])),
    checkpoint() {
      return path === undefined || guarded(path, () => pragma(driver, 'wal_checkpoint(TRUNCATE)') === 0)
    },
    close() {
      statements.clear()
      if (driver.open) guarded(path, () => driver.close())
    },
  }
}

function prepare(driver: Libsql.Database, path: string | undefined, sql: string): Statement {
  const statement = driver.prepare<unknown[]>(sql)
  if (statement.reader) statement.raw(true)
  return {
    run: (...values) => guarded(path, () => statement.run(bindable(values)).changes),
    // Of its own: the driver makes an iterator for every list of rows, which takes four times as long as one row.
    get: (...values) => guarded(path, () => statement.get(bindable(values)) as Row | undefined),
    all: (...values) => guarded(path, () => statement.all(bindable(values)) as Row[]),
    *iterate(...values) {
      try {
        yield* statement.iterate(bindable(values)) as Iterable<Row>
      } catch (error) {
        throw storeError(error, path)
      }
    },
  }
}

/** The driver wants one array; a `Uint8Array` that is not a `Buffer` is wrapped, not copied. */
function bindable(values: readonly Value[]): Value[] {
  return values.map((value) => {
    if (value === null || typeof value === 'string') return value
    if (typeof value === 'number' && Number.isFinite(value)) return value
    if (Buffer.isBuffer(value)) return value
    if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength)
    throw new FirewallError('store-failed', `a ${typeof value} cannot be stored`)
  })
}

function guarded<Result>(path: string | undefined, body: () => Result): Result {
  try {
    return body()
  } catch (error) {
    throw storeError(error, path)
  }
}

/** SQLite's result codes, the low byte of the extended ones. */
const BUSY = 5
const LOCKED = 6
const CORRUPT = 11
const FULL = 13
const NOT_A_DATABASE = 26

function storeError(error: unknown, path: string | undefined): FirewallError {
  if (error instanceof FirewallError) return error
  const where = path ?? 'the store in memory'
  const { rawCode } = error as { rawCode?: unknown }
  const code = typeof rawCode === 'number' ? rawCode & 0xff : undefined
  if (code === CORRUPT || code === NOT_A_DATABASE) {
    return new FirewallError('store-corrupt', `${where} is damaged`, {
      help: 'restore it from a backup, or remove the data directory and sync again',
      cause: error,
    })
  }
  if (code === FULL) {
    return toFirewallError({ code: 'SQLITE_FULL' }, 'disk-full', 'there is no space left on the device')
  }
  if (code === BUSY || code === LOCKED) {
    return new FirewallError('store-locked', `${where} is locked by another process`, {
      help: 'try again; if it stays so, find the process that holds it',
      cause: error,
    })
  }
  return toFirewallError(error, 'store-failed', `${where} could not be read or written`)
}

/** Text as it is stored. Throws `text-invalid`: half a surrogate pair would come back as another text. */
export function encodeText(text: string): Buffer {
  if (/\p{Surrogate}/u.test(text)) {
    throw new FirewallError('text-invalid', 'the text is not well-formed UTF-16', {
      help: 'a character was cut in half; split text at code points',
    })
  }
  return Buffer.from(text, 'utf8')
}

/** Reads what `encodeText` wrote. Throws `store-corrupt`. */
export function decodeText(value: Value | undefined): string {
  if (!(value instanceof Uint8Array)) throw corrupt('a text')
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('utf8')
}

export function corrupt(what: string): FirewallError {
  return new FirewallError('store-corrupt', `${what} in the store is not what was written`, {
    help: 'restore it from a backup, or remove the data directory and sync again',
  })
}
