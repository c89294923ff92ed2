import type { Database } from './database.js'

/** Single values of the store, by name. */
export type MetaKey =
  | 'store-id'
  | 'revision'
  | 'next-number'
  | 'gone-since'
  | 'index-key'
  | 'embedder'
  | 'dimension'
  | 'vector-generation'

export function readNumber(database: Database, key: MetaKey, otherwise: number): number {
  const value = read(database, key)
  return typeof value === 'number' ? value : otherwise
}

export function readString(database: Database, key: MetaKey): string | undefined {
  const value = read(database, key)
  return typeof value === 'string' ? value : undefined
}

export function writeMeta(database: Database, key: MetaKey, value: string | number): void {
  database
    .statement(
      'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    )
    .run(key, value)
}

function read(database: Database, key: MetaKey) {
  return database.statement('SELECT value FROM meta WHERE key = ?').get(key)?.[0]
}
