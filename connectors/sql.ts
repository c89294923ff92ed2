import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import { z } from 'zod'
import { canonicalJson } from '../src/core/digest.js'
import { FirewallError, toFirewallError } from '../src/core/errors.js'
import { LIMITS } from '../src/core/limits.js'
import {
  anyText,
  listOf,
  type OptionKinds,
  record,
  required,
  requireOptions,
  text,
} from '../src/core/options.js'
import type { Connector } from '../src/core/ports.js'
import { parseStrict } from '../src/core/schema.js'
import type { Acl, SourceChange, SourceDocument } from '../src/core/types.js'
import { packCursor, unpackCursor } from './files/state.js'

/** What is asked of a database: rows by name of their columns. `pg`'s pools and clients and PGlite are such. */
export interface SqlClient {
  /** Runs one statement; `values` stand for `$1`, `$2` … */
  query(sql: string, values: unknown[]): Promise<{ readonly rows: readonly unknown[] }>
}

/** Where the rows are. */
export type SqlDatabase =
  /** An SQLite file, opened for reading. */
  | { readonly sqlite: string }
  /** A PostgreSQL server; needs the package `pg`. */
  | { readonly postgres: string }
  /** PostgreSQL through a client of your own. */
  | { readonly client: SqlClient }

/** Which rows are documents, and who may read them. */
export interface SqlOptions {
  /** Where the rows are. */
  readonly database: SqlDatabase
  /** Name of a table or view, `schema.table` too. */
  readonly table?: string
  /** Instead of `table`: a `SELECT` that gives one row for each document. */
  readonly query?: string
  /** Which columns hold what. */
  readonly columns: SqlColumns
  /** Readers in rows of their own, beside those of `columns.allow` and `columns.deny`. */
  readonly readers?: SqlReaders
  /** Columns that are stored as a table, for exact matching; see `SourceTable`. */
  readonly exact?: SqlExact
  /** Default `sql`. Cursors are stored under it. */
  readonly name?: string
  /** Stands before each id. Default none. */
  readonly prefix?: string
}

/** Columns by what they hold. Lists are arrays, JSON arrays, or words between commas. */
export interface SqlColumns {
  /** Names the document; one row each. */
  readonly id: string
  /** What is protected. Without it the columns of `exact` are. */
  readonly text?: string
  /** Shown with chunks. */
  readonly title?: string
  /** Where a person finds it. */
  readonly uri?: string
  /** Differs whenever anything else of the row does: a time of change, a counter. Without it texts are compared. */
  readonly version?: string
  /** Typed ids of whoever may read it. `'user:' || owner` of a query makes them of plain ones. */
  readonly allow?: string
  /** Typed ids of whoever may not. */
  readonly deny?: string
  /** A level, or a word for one. */
  readonly classification?: string
  /** All of them are demanded of a reader. */
  readonly compartments?: string
  /** True, or not null, for a row that stands for a deleted document. */
  readonly deleted?: string
}

/** One row for each document and reader. */
export interface SqlReaders {
  /** Name of a table or view. */
  readonly table?: string
  /** Instead of `table`: a `SELECT`. */
  readonly query?: string
  /** Id of the document. */
  readonly document: string
  /** A typed id. */
  readonly reader: string
  /** True for one who may not read. */
  readonly denied?: string
}

/** Columns for exact matching. */
export interface SqlExact {
  /** Those that are stored. */
  readonly columns: readonly string[]
  /** Those of which one value says by itself which row it is. */
  readonly identifying?: readonly string[]
}

const OPTIONS: OptionKinds<SqlOptions> = {
  database: required(record("{ sqlite: 'crm.db' }, { postgres: 'postgres://…' } or { client }")),
  table: text,
  query: text,
  columns: required(record("{ id: 'id', text: 'body', version: 'changed', allow: 'readers' }")),
  readers: record("{ table: 'shares', document: 'page', reader: 'reader' }"),
  exact: record("{ columns: ['name', 'iban'], identifying: ['iban'] }"),
  name: text,
  prefix: anyText,
}

const COLUMNS: OptionKinds<SqlColumns> = {
  id: required(text),
  text,
  title: text,
  uri: text,
  version: text,
  allow: text,
  deny: text,
  classification: text,
  compartments: text,
  deleted: text,
}

const READERS: OptionKinds<SqlReaders> = {
  table: text,
  query: text,
  document: required(text),
  reader: required(text),
  denied: text,
}

const EXACT: OptionKinds<SqlExact> = { columns: required(listOf(text)), identifying: listOf(text) }

/**
 * Rows of a table, a view or a query as documents. Every run reads ids, versions and permissions of all rows, and the
 * texts of those that are new or changed: so it sees what a time of change alone would miss (a transaction that was
 * committed late, a share that was taken back, a row that is gone without a tombstone). Nothing is read in parts: a
 * reader on the last row counts like the first.
 *
 * What cannot be taken is refused by name; a row without readers is closed to all and refused. Throws
 * `source-unreadable` when the database does not answer, or has suddenly no row left; `aborted`.
 */
export function sql(options: SqlOptions): Connector {
  requireOptions<SqlOptions>(options, OPTIONS, 'sql')
  const { columns, readers, exact, name = 'sql', prefix = '' } = options
  requireOptions(columns, COLUMNS, '`columns` of sql')
  if (readers !== undefined) requireOptions(readers, READERS, '`readers` of sql')
  if (exact !== undefined) requireOptions(exact, EXACT, '`exact` of sql')
  const from = sourceOf(options, 'sql')
  if (columns.text === undefined && exact === undefined)
    throw invalid('neither `columns.text` nor `exact` says what a document is')
  if (columns.allow === undefined && readers === undefined)
    throw invalid('neither `columns.allow` nor `readers` says who may read')
  const heads = named(columns, [
    'id',
    'version',
    'allow',
    'deny',
    'classification',
    'compartments',
    'deleted',
  ])
  const bodyColumns = [
    ...new Set([...named(columns, ['id', 'text', 'title', 'uri']), ...(exact?.columns ?? [])]),
  ]
  const bodies = columns.version === undefined ? bodyColumns : []

  async function permissionsOf(database: Rows): Promise<Map<string, { allow: string[]; deny: string[] }>> {
    const found = new Map<string, { allow: string[]; deny: string[] }>()
    if (readers === undefined) return found
    const list = [readers.document, readers.reader, ...(readers.denied === undefined ? [] : [readers.denied])]
    for (const row of await database.all(
      `SELECT ${list.map(quoted).join(', ')} FROM ${sourceOf(readers, '`readers` of sql')}`,
    )) {
      const id = String(row[readers.document])
      const known = found.get(id) ?? { allow: [], deny: [] }
      found.set(id, known)
      const denied = readers.denied !== undefined && isTrue(row[readers.denied])
      known[denied ? 'deny' : 'allow'].push(String(row[readers.reader]))
    }
    return found
  }

  function aclOf(row: Row, shared: { allow: string[]; deny: string[] } | undefined): Acl {
    const list = (column: string | undefined) => (column === undefined ? [] : listIn(row[column]))
    const classification = columns.classification === undefined ? null : row[columns.classification]
    const compartments = list(columns.compartments)
    return {
      allow: [...new Set([...list(columns.allow), ...(shared?.allow ?? [])])].sort(),
      deny: [...new Set([...list(columns.deny), ...(shared?.deny ?? [])])].sort(),
      ...(classification === null || classification === undefined
        ? {}
        : { classification: String(classification) }),
      ...(compartments.length === 0 ? {} : { compartments }),
    }
  }

  function documentOf(row: Row, id: string, acl: Acl): SourceDocument {
    const cells = Object.fromEntries(
      (exact?.columns ?? []).flatMap((column) => {
        const value = row[column]
        return value === null || value === undefined ? [] : [[column, cellOf(value)]]
      }),
    )
    const body = columns.text === undefined ? undefined : row[columns.text]
    const title = columns.title === undefined ? undefined : row[columns.title]
    const uri = columns.uri === undefined ? undefined : row[columns.uri]
    return {
      id,
      uri: typeof uri === 'string' ? uri : `sql:${encodeURIComponent(id)}`,
      text:
        columns.text === undefined
          ? Object.entries(cells)
              .map((cell) => cell.join(': '))
              .join('\n')
          : typeof body === 'string'
            ? body
            : '',
      acl,
      ...(typeof title === 'string' && title !== '' ? { title } : {}),
      ...(exact === undefined
        ? {}
        : {
            table: {
              rows: [cells],
              ...(exact.identifying === undefined ? {} : { identifying: exact.identifying }),
              ...(columns.text === undefined ? { complete: true } : {}),
            },
          }),
    }
  }

  return {
    name,
    async *changes({ since, retry, signal }) {
      const known = new Map((unpackCursor(name, since) ?? []) as [string, Known][])
      const next = new Map<string, Known>()
      const database = await openRows(options.database)
      try {
        const shared = await permissionsOf(database)
        const rows = await database.all(
          `SELECT ${[...new Set([...heads, ...bodies])].map(quoted).join(', ')} FROM ${from}`,
        )
        if (rows.length === 0 && known.size > 0) throw unreadable('has no row left', undefined)
        const unread: { key: unknown; id: string; acl: Acl; seen: Known }[] = []
        const gone = new Set(known.keys())
        const twice = new Set<string>()
        const changes: SourceChange[] = []
        let cursor = since ?? ''
        let unchanged = 0
        for (const row of rows) {
          const key = row[columns.id]
          const id = prefix + String(key)
          if (columns.deleted !== undefined && isTrue(row[columns.deleted])) continue
          if (key === null || key === undefined || id.length > LIMITS.idLength || next.has(id)) {
            // Of two rows with one id neither says who may read the other.
            if (next.has(id)) twice.add(id)
            changes.push(
              refused(id, 'document-invalid', 'its id is missing, too long, or that of another row', cursor),
            )
            continue
          }
          gone.delete(id)
          const acl = aclOf(row, shared.get(String(key)))
          const version = hashOf(
            columns.version === undefined
              ? bodies.map((column) => cellOf(row[column]))
              : cellOf(row[columns.version]),
          )
          const seen: Known = [version, hashOf(acl)]
          const before = known.get(id)
          if (acl.allow.length === 0) {
            next.set(id, ['', ''])
            if (before !== undefined) changes.push({ kind: 'acl', id, acl: { allow: [], deny: [] }, cursor })
            changes.push(
              refused(id, 'label-missing', 'no column and no row of `readers` says who may read it', cursor),
            )
            continue
          }
          next.set(id, seen)
          if (before === undefined || before[0] !== version || retry?.has(id))
            unread.push({ key, id, acl, seen })
          else if (before[1] !== seen[1]) changes.push({ kind: 'acl', id, acl, cursor })
          else unchanged += 1
        }
        for (const id of twice) {
          next.set(id, ['', ''])
          if (known.has(id)) changes.push({ kind: 'acl', id, acl: { allow: [], deny: [] }, cursor })
        }
        yield* changes
        // Before they are handed over: what is stored and gone again before this run is repeated must be known to it.
        const fresh = unread.filter(({ id }) => !known.has(id))
        if (fresh.length > 0) {
          cursor = packCursor([...known, ...fresh.map(({ id }) => [id, ['', '']])])
          yield { kind: 'cursor', cursor }
        }
        for (let at = 0; at < unread.length; at += BATCH) {
          if (signal?.aborted) throw new FirewallError('aborted', 'the caller cancelled the sync')
          const batch = unread.slice(at, at + BATCH).filter(({ id }) => !twice.has(id))
          if (batch.length === 0) continue
          const found = await database.byKey(
            from,
            bodyColumns,
            columns.id,
            batch.map(({ key }) => key),
          )
          for (const { key, id, acl } of batch) {
            if (signal?.aborted) throw new FirewallError('aborted', 'the caller cancelled the sync')
            const row = found.get(String(key))
            const document = row === undefined ? undefined : documentOf(row, id, acl)
            if (
              document !== undefined &&
              document.text.trim() !== '' &&
              document.text.isWellFormed() &&
              !document.text.includes('\0')
            ) {
              yield { kind: 'upsert', document, cursor }
              continue
            }
            const before = known.get(id)
            // Who may read what it holds now need not be who may read what it held.
            if (before !== undefined && before[1] !== hashOf(acl))
              yield { kind: 'acl', id, acl: { allow: [], deny: [] }, cursor }
            next.set(id, ['', before === undefined ? '' : hashOf(acl)])
            yield refused(id, 'document-invalid', 'it has no text, or what it has is none', cursor)
          }
        }
        for (const id of gone) yield { kind: 'delete', id, cursor }
        yield { kind: 'cursor', cursor: packCursor([...next]), unchanged }
      } finally {
        await database.close()
      }
    },
    async permissions(ids) {
      const database = await openRows(options.database)
      try {
        const shared = await permissionsOf(database)
        const keys = ids.filter((id) => id.startsWith(prefix)).map((id) => id.slice(prefix.length))
        const found = await database.byKey(from, heads, columns.id, keys)
        return keys.map((key) => {
          const row = found.get(key)
          const id = prefix + key
          const isGone = row === undefined || (columns.deleted !== undefined && isTrue(row[columns.deleted]))
          return isGone ? { kind: 'delete', id } : { kind: 'acl', id, acl: aclOf(row, shared.get(key)) }
        })
      } finally {
        await database.close()
      }
    },
  }
}

const nonempty = z.string().min(1)
const place = { table: nonempty.exactOptional(), query: nonempty.exactOptional() }

/** Options of `use: sql`. */
export const sqlOptionsSchema = z.strictObject({
  name: nonempty.exactOptional().describe('Cursors are stored under it.'),
  database: z
    .union([
      z.strictObject({ sqlite: nonempty.describe('An SQLite file.') }),
      z.strictObject({
        env: nonempty.describe('Environment variable with the address of a PostgreSQL server.'),
      }),
    ])
    .describe('Where the rows are.'),
  ...place,
  prefix: z.string().exactOptional().describe('Stands before each id.'),
  columns: z.strictObject({
    id: nonempty,
    text: nonempty.exactOptional(),
    title: nonempty.exactOptional(),
    uri: nonempty.exactOptional(),
    version: nonempty.exactOptional(),
    allow: nonempty.exactOptional(),
    deny: nonempty.exactOptional(),
    classification: nonempty.exactOptional(),
    compartments: nonempty.exactOptional(),
    deleted: nonempty.exactOptional(),
  }),
  readers: z
    .strictObject({ ...place, document: nonempty, reader: nonempty, denied: nonempty.exactOptional() })
    .exactOptional(),
  exact: z
    .strictObject({ columns: z.array(nonempty).min(1), identifying: z.array(nonempty).exactOptional() })
    .exactOptional(),
})

/** For configuration files: `use: sql`. The address of a server, with its password, comes from the environment. */
export function createConnector(options: unknown, { folder }: { readonly folder: string }): Connector {
  const { database, ...rest } = parseStrict(sqlOptionsSchema, options, 'the sql connector')
  if ('sqlite' in database) return sql({ ...rest, database: { sqlite: resolve(folder, database.sqlite) } })
  const address = process.env[database.env]
  if (address === undefined || address === '') {
    throw new FirewallError('config-invalid', `the environment variable ${database.env} is not set`, {
      help: 'it holds the address of the database: postgres://user:password@host/name',
    })
  }
  return sql({ ...rest, database: { postgres: address } })
}

type Row = Readonly<Record<string, unknown>>

/** Hashes of the version and of the permissions; empty for what is to be read again. */
type Known = readonly [version: string, acl: string]

/** Documents whose texts are read in one statement. */
const BATCH = 64

interface Rows {
  all(statement: string, values?: readonly unknown[]): Promise<readonly Row[]>
  byKey(
    from: string,
    columns: readonly string[],
    key: string,
    keys: readonly unknown[],
  ): Promise<ReadonlyMap<string, Row>>
  close(): Promise<void>
}

async function openRows(database: SqlDatabase): Promise<Rows> {
  try {
    if ('sqlite' in database) return await openSqlite(database.sqlite)
    if ('client' in database) return postgresRows(database.client, async () => {})
    const { default: pg } = await import('pg').catch((cause: unknown) => {
      throw new FirewallError('dependency-missing', 'PostgreSQL needs the package `pg`', {
        help: 'npm install pg',
        cause,
      })
    })
    const client = new pg.Client({ connectionString: database.postgres, statement_timeout: 600_000 })
    await client.connect()
    return postgresRows(client as SqlClient, () => client.end())
  } catch (error) {
    throw unreadable('cannot be opened', error)
  }
}

async function openSqlite(path: string): Promise<Rows> {
  const { existsSync } = await import('node:fs')
  // Opening would make an empty one.
  if (!existsSync(path)) throw unreadable('is not there', undefined)
  const { default: Libsql } = await import('libsql')
  const driver = new Libsql(path, { readonly: true })
  const all = async (statement: string, values: readonly unknown[] = []) => {
    try {
      return driver.prepare(statement).all(...values) as Row[]
    } catch (error) {
      throw unreadable('did not answer', error)
    }
  }
  return {
    all,
    async byKey(from, columns, key, keys) {
      const marks = keys.map(() => '?').join(', ')
      const rows = await all(
        `SELECT ${[...new Set([key, ...columns])].map(whole).join(', ')} FROM ${from} WHERE CAST(${quoted(key)} AS TEXT) IN (${marks})`,
        keys.map(String),
      )
      return new Map(rows.map((row) => [String(row[key]), row]))
    },
    close: async () => void driver.close(),
  }
}

/** The driver reads text up to its first NUL: what has one comes as bytes, and is refused rather than cut. */
function whole(column: string): string {
  const name = quoted(column)
  return `CASE WHEN instr(CAST(${name} AS BLOB), x'00') > 0 THEN CAST(${name} AS BLOB) ELSE ${name} END AS ${name}`
}

function postgresRows(client: SqlClient, close: () => Promise<void>): Rows {
  const all = async (statement: string, values: readonly unknown[] = []) => {
    try {
      return (await client.query(statement, [...values])).rows as Row[]
    } catch (error) {
      throw unreadable('did not answer', error)
    }
  }
  return {
    all,
    async byKey(from, columns, key, keys) {
      const rows = await all(
        `SELECT ${withKey(columns, key)} FROM ${from} WHERE CAST(${quoted(key)} AS TEXT) = ANY($1)`,
        [keys.map(String)],
      )
      return new Map(rows.map((row) => [String(row[key]), row]))
    },
    close,
  }
}

function withKey(columns: readonly string[], key: string): string {
  return [...new Set([key, ...columns])].map(quoted).join(', ')
}

function sourceOf({ table, query }: Pick<SqlOptions, 'table' | 'query'>, where: string): string {
  if ((table === undefined) === (query === undefined))
    throw invalid(`${where} takes either \`table\` or \`query\``)
  if (query !== undefined) return `(${query.replace(/;\s*$/, '')}) AS documents`
  return table!.split('.').map(quoted).join('.')
}

function quoted(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`
}

function named(columns: SqlColumns, members: readonly (keyof SqlColumns)[]): string[] {
  return members.flatMap((member) => columns[member] ?? [])
}

/** An array, a JSON array, or words between commas. What is neither is one word, which nobody answers to. */
function listIn(value: unknown): string[] {
  if (value === null || value === undefined) return []
  if (Array.isArray(value)) return value.map(String)
  const words = String(value).trim()
  if (!words.startsWith('['))
    return words
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== '')
  try {
    const parsed: unknown = JSON.parse(words)
    return Array.isArray(parsed) ? parsed.map(String) : [words]
  } catch {
    return [words]
  }
}

function isTrue(value: unknown): boolean {
  if (typeof value === 'string') return !['', '0', 'f', 'false', 'no'].includes(value.toLowerCase())
  return value !== null && value !== undefined && value !== false && value !== 0 && value !== 0n
}

function cellOf(value: unknown): string | number | boolean {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number' || typeof value === 'boolean') return value
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('base64url').slice(0, 16)
}

function refused(id: string, code: string, help: string, cursor: string): SourceChange {
  return { kind: 'refused', id: id.slice(0, LIMITS.idLength), code, help, cursor }
}

function unreadable(what: string, cause: unknown): FirewallError {
  return toFirewallError(
    cause,
    'source-unreadable',
    `the database of the sql connector ${what}`,
    'check its address, the statement and the rights of the account; nothing was taken for deleted',
  )
}

function invalid(message: string): FirewallError {
  return new FirewallError('option-invalid', message, { help: 'see `SqlOptions` in connectors/sql.ts' })
}
