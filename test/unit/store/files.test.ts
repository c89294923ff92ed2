import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Libsql from 'libsql'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { secretKey } from '../../../src/core/digest.js'
import { openDatabase } from '../../../src/store/database.js'
import { STORE_FORMAT } from '../../../src/store/schema.js'
import { createPlainFingerprints } from '../../support/plain-fingerprints.js'
import {
  labelFor,
  openTestStore,
  principal,
  put,
  rejectsWith,
  searchAs,
  temporaryDirectory,
} from '../../support/stores.js'

const alice = principal('user:alice')

let directory: ReturnType<typeof temporaryDirectory>
beforeEach(() => {
  directory = temporaryDirectory()
})
afterEach(() => directory.remove())

const open = (options = {}) => openTestStore({ directory: directory.path, ...options })
const file = () => join(directory.path, 'ragwall.db')

/** Every byte of every file, for searching. Only when nothing is open: reading drops SQLite's locks. */
function allBytes(): Buffer {
  const names = readdirSync(directory.path, { recursive: true, withFileTypes: true })
  return Buffer.concat(
    names.filter((entry) => entry.isFile()).map((entry) => readFileSync(join(entry.parentPath, entry.name))),
  )
}

describe('files', () => {
  test('belong to their owner alone', async () => {
    const path = join(directory.path, 'data')
    const store = await openTestStore({ directory: path })
    await store.apply([put('a', labelFor('user:alice'), ['text'])])
    expect(statSync(path).mode & 0o777).toBe(0o700)
    for (const name of readdirSync(path))
      expect([name, statSync(join(path, name)).mode & 0o777]).toEqual([name, 0o600])
    await store.close()
  })

  test('hold no text, title, id or digest of what was deleted or replaced', async () => {
    const secrets = [
      'zebra-crossing-4711',
      '縞馬の秘密',
      'the-title-8812',
      'doc-9133',
      'digest-5501',
      'uri-1209',
    ]
    const [text = '', japanese = '', title = '', id = '', digest = '', uri = ''] = secrets
    const long = `${text} ${japanese} `.repeat(2_000)
    let store = await open()
    await store.apply(
      Array.from({ length: 30 }, (_, i) =>
        put(`keep-${i}`, labelFor('user:alice'), [`kept ${i} `.repeat(300)]),
      ),
    )
    await store.apply([
      put(id, labelFor('user:alice'), [long, text], {
        title,
        uri,
        values: [{ entity: 'X', digest }],
      }),
      put('replaced', labelFor('user:alice'), [long], { title }),
    ])
    await store.held.hold('call', Buffer.from(text))
    await store.close()
    const occurs = (bytes: Buffer) =>
      secrets.filter((secret) => bytes.includes(secret) || bytes.includes(Buffer.from(secret, 'utf16le')))
    expect(occurs(allBytes())).toEqual(secrets)

    store = await open()
    await store.apply([{ kind: 'delete', id }, put('replaced', labelFor('user:alice'), ['harmless'])])
    await store.held.settleHeld('call')
    await store.close()
    expect(occurs(allBytes())).toEqual([])
    store = await open()
    expect(store.documents.size).toBe(31)
    await store.close()
  })

  test('hold nothing of it even while the store stays open', async () => {
    const store = await open()
    await store.apply([put('a', labelFor('user:alice'), ['zebra-crossing-4711'])])
    await store.apply([{ kind: 'delete', id: 'a' }])
    expect(statSync(`${file()}-wal`).size).toBe(0)
    await store.close()
    expect(allBytes().includes('zebra-crossing')).toBe(false)
  })
})

describe('a file that is not what was written', () => {
  async function expectCode(code: string): Promise<void> {
    await expect(open()).rejects.toMatchObject({ code, help: expect.any(String) })
  }

  test('another program’s database', async () => {
    const other = new Libsql(file())
    other.exec('CREATE TABLE t (a)')
    other.close()
    await expectCode('store-version')
  })

  test('a later format', async () => {
    await (await open()).close()
    const later = new Libsql(file())
    later.exec('PRAGMA user_version = 99')
    later.close()
    await expectCode('store-version')
  })

  test('no database at all', async () => {
    writeFileSync(file(), 'this is a shopping list, and a long one at that. '.repeat(200))
    await expectCode('store-corrupt')
  })

  test('damaged pages', async () => {
    const store = await open()
    await store.apply(Array.from({ length: 50 }, (_, i) => put(`d${i}`, labelFor('*'), ['x'.repeat(3_000)])))
    await store.close()
    const bytes = readFileSync(file())
    for (let page = 4096; page < bytes.length; page += 4096) bytes.fill(0xff, page, page + 64)
    writeFileSync(file(), bytes)
    await expectCode('store-corrupt')
  })

  test.each([
    ['a vector', `UPDATE vectors SET vector = x'00'`],
    ['a label', `UPDATE labels SET canonical = '{}'`],
    ['a label that is gone', 'PRAGMA foreign_keys = OFF; UPDATE documents SET label = 77'],
  ])('%s', async (_, sql) => {
    const store = await open()
    await store.apply([put('a', labelFor('*'), [{ text: 'x', vector: Float32Array.of(1, 0) }])])
    await store.close()
    const editor = new Libsql(file())
    editor.exec(sql)
    editor.close()
    await expectCode('store-corrupt')
  })

  test('another index key', async () => {
    await (await open()).close()
    await rejectsWith('key-missing', open({ keys: { index: secretKey(new Uint8Array(32).fill(8)) } }))
  })
})

describe('reading only', () => {
  test('needs a store and changes nothing', async () => {
    await expect(open({ readOnly: true })).rejects.toMatchObject({ name: 'FirewallError' })
    const writer = await open()
    await writer.apply([put('a', labelFor('user:alice'), ['text'])])
    const reader = await open({ readOnly: true })
    expect(await searchAs(reader, alice, { text: 'text' })).toHaveLength(1)
    await rejectsWith('store-failed', reader.apply([{ kind: 'delete', id: 'a' }]))
    await rejectsWith('store-failed', reader.saveCursor('c', '1'))
    await expect(reader.held.hold('x', Uint8Array.of(1))).rejects.toMatchObject({ code: 'store-failed' })
    await reader.close()
    await writer.close()
  })
})

describe('database', () => {
  test('refuses what the driver would die of or change', () => {
    const database = openDatabase(undefined, STORE_FORMAT)
    const insert = database.statement('INSERT INTO cursors (connector, cursor) VALUES (?, ?)')
    for (const value of [true, undefined, {}, Number.NaN, [1], 1n]) {
      expect(() => insert.run(Buffer.from('a'), value as never)).toThrow('cannot be stored')
    }
    database.close()
  })

  test('a failed transaction leaves nothing, and the next one works', () => {
    const database = openDatabase(undefined, STORE_FORMAT)
    const insert = database.statement('INSERT INTO cursors (connector, cursor) VALUES (?, ?)')
    const add = () => insert.run(Buffer.from('a'), Buffer.from('1'))
    expect(() =>
      database.transaction(() => {
        add()
        add()
      }),
    ).toThrow('could not be read or written')
    expect(database.statement('SELECT count(*) FROM cursors').get()).toEqual([0])
    database.transaction(add)
    expect(database.statement('SELECT count(*) FROM cursors').get()).toEqual([1])
    database.close()
  })

  test('a full disk is disk-full, and what was stored before is intact', async () => {
    const database = openDatabase(file(), STORE_FORMAT)
    database
      .statement('INSERT INTO cursors (connector, cursor) VALUES (?, ?)')
      .run(Buffer.from('a'), Buffer.from('1'))
    const [pages] = database.statement('PRAGMA page_count').get() ?? []
    database.statement('PRAGMA max_page_count = 40').all()
    expect(Number(pages)).toBeLessThanOrEqual(40)
    const big = Buffer.alloc(1 << 20)
    expect(() => {
      database.transaction(() => {
        database.statement('UPDATE cursors SET cursor = ?').run(big)
      })
    }).toThrow(expect.objectContaining({ code: 'disk-full' }))
    expect(database.statement('SELECT length(cursor) FROM cursors').get()).toEqual([1])
    database.close()
  })
})

describe('a store in memory or closed', () => {
  test('leaves no file and says when it is closed', async () => {
    const store = await openTestStore()
    await store.apply([put('a', labelFor('user:alice'), ['text'])])
    await store.saveCursor('c', 'here')
    expect(await store.cursor('c')).toBe('here')
    await store.close()
    await store.close()
    await rejectsWith('closed', store.apply([]))
    await rejectsWith('closed', store.refresh())
    await rejectsWith('closed', store.cursor('c'))
    await rejectsWith('closed', searchAs(store, alice, { text: 'x' }))
    await rejectsWith('closed', store.held.held('x'))
  })

  test('fingerprints that cannot be made undo the commit', async () => {
    const fingerprints = createPlainFingerprints()
    const store = await openTestStore({ fingerprints })
    await store.apply([put('a', labelFor('user:alice'), ['text'])])
    const { add } = fingerprints
    fingerprints.add = (number, text) => {
      if (text === 'bad') throw new Error('no')
      add(number, text)
    }
    const batch = [put('b', labelFor('user:alice'), ['good']), put('a', labelFor('user:alice'), ['bad'])]
    await rejectsWith('store-failed', store.apply(batch))
    expect((await searchAs(store, alice, { text: 'text good' })).map(({ text }) => text)).toEqual(['text'])
    expect([...fingerprints.documents()]).toEqual([store.documents.byId('a')!.number])
    fingerprints.add = add
    await store.apply(batch)
    expect(store.documents.size).toBe(2)
    expect([...fingerprints.documents()]).toHaveLength(2)
    await store.close()
  })
})
