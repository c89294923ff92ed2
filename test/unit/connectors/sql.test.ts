import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import Libsql from 'libsql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createConnector, sql } from '../../../connectors/sql.js'
import type { Connector } from '../../../src/core/ports.js'
import type { SourceChange } from '../../../src/core/types.js'
import { connectorCases, type MakeConnectorWorld } from '../../conformance/connector.js'

/** Readers in a column, or in rows of their own; with a version, or by comparing texts. */
function onSqlite(shared: boolean, versioned: boolean): MakeConnectorWorld {
  return async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ragwall-sql-'))
    const path = join(folder, 'wiki.db')
    const database = new Libsql(path)
    database.exec('CREATE TABLE page (id TEXT, body TEXT, changed INTEGER, readers TEXT)')
    database.exec('CREATE TABLE share (page TEXT, reader TEXT)')
    let clock = 0
    const permit = async (item: string, readers: readonly string[]) => {
      if (!shared) {
        const changed = versioned ? (clock += 1) : 0
        database
          .prepare('UPDATE page SET readers = ?, changed = ? WHERE id = ?')
          .run(JSON.stringify(readers), changed, item)
        return
      }
      database.prepare('DELETE FROM share WHERE page = ?').run(item)
      for (const one of readers) database.prepare('INSERT INTO share VALUES (?, ?)').run(item, one)
    }
    const put = async (item: string, text: string, readers: readonly string[]) => {
      database.prepare('DELETE FROM page WHERE id = ?').run(item)
      database.prepare('INSERT INTO page VALUES (?, ?, ?, NULL)').run(item, text, (clock += 1))
      await permit(item, readers)
    }
    return {
      connector: sql({
        database: { sqlite: path },
        table: 'page',
        columns: {
          id: 'id',
          text: 'body',
          ...(versioned ? { version: 'changed' } : {}),
          ...(shared ? {} : { allow: 'readers' }),
        },
        ...(shared ? { readers: { table: 'share', document: 'page', reader: 'reader' } } : {}),
      }),
      put,
      async remove(item) {
        database.prepare('DELETE FROM page WHERE id = ?').run(item)
      },
      permit,
      async spoil(item, text) {
        await put(item, '', ['*'])
        // Text with a NUL in it, which a driver may read as the part before.
        database
          .prepare('UPDATE page SET body = CAST(? AS TEXT) WHERE id = ?')
          .run(Buffer.from(`${text}\0`), item)
      },
      async spoilPermissions(item) {
        database.prepare('UPDATE page SET readers = NULL WHERE id = ?').run(item)
        database.prepare('DELETE FROM share WHERE page = ?').run(item)
      },
      async rename(from, to) {
        database.prepare('UPDATE page SET id = ? WHERE id = ?').run(to, from)
        database.prepare('UPDATE share SET page = ? WHERE page = ?').run(to, from)
      },
      async vanish() {
        database.close()
        rmSync(path)
      },
      async dispose() {
        if (existsSync(path)) database.close()
        rmSync(folder, { recursive: true })
      },
    }
  }
}

describe.each([
  ['readers in a column', onSqlite(false, true)],
  ['readers in rows of their own, no version', onSqlite(true, false)],
])('SQLite, %s', (_, make) => {
  test.for(connectorCases.map((one) => [`${one.law}: ${one.name}`, one] as const))(
    '%s',
    async ([, one], { skip }) => {
      await one.run(make, (why) => skip(why))
    },
  )
})

describe('PostgreSQL', () => {
  let client: PGlite
  beforeAll(async () => {
    client = await PGlite.create()
    await client.exec(`
      CREATE TABLE client (no INTEGER PRIMARY KEY, name TEXT, iban TEXT, readers TEXT[], gone BOOLEAN DEFAULT false, xmin_at INTEGER);
      INSERT INTO client VALUES (1, 'Odd "quoted" Ltd', 'DE02120300000000202051', '{group:sales,user:ada}', false, 1),
        (2, 'Harbour Works', 'GB33BUKB20201555555555', '{group:sales}', false, 1);`)
  }, 180_000)
  afterAll(() => client.close())

  async function run(connector: Connector, since?: string) {
    const changes: SourceChange[] = []
    for await (const change of connector.changes(since === undefined ? {} : { since })) changes.push(change)
    return changes
  }

  test('rows become tables for exact matching; tombstones, revocations and lost rows are seen', async () => {
    const connector = sql({
      database: { client },
      query: 'SELECT no, name, iban, readers, gone, xmin_at FROM client;',
      columns: { id: 'no', version: 'xmin_at', allow: 'readers', deleted: 'gone' },
      exact: { columns: ['name', 'iban'], identifying: ['iban'] },
      prefix: 'crm/',
    })
    const first = await run(connector)
    expect(first.flatMap((change) => (change.kind === 'upsert' ? [change.document] : []))).toMatchObject([
      {
        id: 'crm/1',
        text: 'name: Odd "quoted" Ltd\niban: DE02120300000000202051',
        acl: { allow: ['group:sales', 'user:ada'], deny: [] },
        table: {
          rows: [{ name: 'Odd "quoted" Ltd', iban: 'DE02120300000000202051' }],
          identifying: ['iban'],
          complete: true,
        },
      },
      { id: 'crm/2' },
    ])
    // The version stays: only the permissions changed, and a row goes with a tombstone.
    await client.exec(
      "UPDATE client SET readers = '{user:ada}' WHERE no = 1; UPDATE client SET gone = true WHERE no = 2",
    )
    const second = await run(connector, first.at(-1)!.cursor)
    expect(second.map(({ kind }) => kind)).toEqual(['acl', 'delete', 'cursor'])
    expect(
      await connector.permissions!(['crm/1', 'crm/2', 'crm/3'], { signal: new AbortController().signal }),
    ).toEqual([
      { kind: 'acl', id: 'crm/1', acl: { allow: ['user:ada'], deny: [] } },
      { kind: 'delete', id: 'crm/2' },
      { kind: 'delete', id: 'crm/3' },
    ])
    await client.exec('UPDATE client SET readers = NULL WHERE no = 1')
    const third = await run(connector, second.at(-1)!.cursor)
    expect(third.map((change) => [change.kind, 'code' in change ? change.code : ''])).toEqual([
      ['acl', ''],
      ['refused', 'label-missing'],
      ['cursor', ''],
    ])
    await client.exec('DELETE FROM client')
    await expect(run(connector, third.at(-1)!.cursor)).rejects.toMatchObject({ code: 'source-unreadable' })
  })
})

test('two rows with one id are nobody’s, and what is configured wrongly is said', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ragwall-sql-'))
  try {
    const database = new Libsql(join(folder, 'x.db'))
    database.exec(
      "CREATE TABLE t (id, body, who); INSERT INTO t VALUES ('a', 'one text', 'user:ada'), ('a', 'another', '*')",
    )
    database.close()
    const options = {
      name: 'crm',
      database: { sqlite: 'x.db' },
      table: 't',
      columns: { id: 'id', text: 'body', allow: 'who' },
    }
    const changes: SourceChange[] = []
    for await (const change of createConnector(options, { folder }).changes({})) changes.push(change)
    expect(changes.filter(({ kind }) => kind === 'upsert')).toEqual([])
    expect(changes.filter(({ kind }) => kind === 'refused')).toHaveLength(1)
    expect(() => createConnector({ ...options, query: 'SELECT 1' }, { folder })).toThrow(
      expect.objectContaining({ code: 'option-invalid' }),
    )
    expect(() => createConnector({ ...options, columns: { id: 'id', text: 'body' } }, { folder })).toThrow(
      expect.objectContaining({ code: 'option-invalid' }),
    )
    expect(() => createConnector({ ...options, database: { env: 'NOT_SET_ANYWHERE' } }, { folder })).toThrow(
      expect.objectContaining({ code: 'config-invalid' }),
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
})
