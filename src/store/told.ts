import { LIMITS } from '../core/limits.js'
import type { ToldAnswer, ToldStore } from '../core/ports.js'
import type { DocumentNumber } from '../core/types.js'
import { corrupt, type Database, type Row, type Value } from './database.js'

/**
 * What readers were told. Rows are numbered in the order in which they were written and numbers are never reused, so
 * that a process which knows them up to one asks for what is behind it.
 */
export function createToldStore(
  database: Database,
  usable: () => void,
  now: () => number = Date.now,
): ToldStore {
  /** Oldest answers go first: of the reader what is beyond the bytes, of everybody what is too old or too many. */
  function prune(reader: string): void {
    database.statement('DELETE FROM told WHERE at < ?').run(now() - LIMITS.toldTtl)
    database
      .statement('DELETE FROM told WHERE number <= (SELECT max(number) FROM told) - ?')
      .run(LIMITS.toldAnswers)
    let bytes = 0
    const rows = database.statement(
      'SELECT number, length(pieces) FROM told WHERE reader = ? ORDER BY number DESC',
    )
    for (const [number, length] of rows.all(reader)) {
      const isNewest = bytes === 0
      bytes += Number(length)
      if (isNewest || bytes <= LIMITS.toldBytes) continue
      database.statement('DELETE FROM told WHERE reader = ? AND number <= ?').run(reader, number!)
      break
    }
  }

  /** How many rows of a reader there are up to a number, and the first and last of them; and when that changes by itself. */
  function extent(reader: string, upTo: number): { readonly state: string; readonly until: number } {
    const [count, first, last, oldest = null] = database
      .statement(
        'SELECT count(*), min(number), max(number), min(at) FROM told WHERE reader = ? AND number <= ? AND at >= ?',
      )
      .get(reader, upTo, now() - LIMITS.toldTtl)!
    const until = oldest === null ? Number.POSITIVE_INFINITY : Number(oldest) + LIMITS.toldTtl
    return { state: [count, first, last].map(Number).join(' '), until }
  }

  /** Writes of this process, which `database.version` does not count. */
  let written = 0
  /** By reader, in order of last use: what was found, which holds until somebody writes. */
  const found = new Map<string, Found>()

  return {
    async remember(reader, { pieces, leads }) {
      usable()
      written += 1
      database.transaction(() => {
        database
          .statement('INSERT INTO told (reader, at, leads, pieces) VALUES (?, ?, ?, ?)')
          .run(reader, now(), encodeLeads(leads), pieces)
        prune(reader)
      })
    },

    async recall(reader, since) {
      usable()
      // Asked for first: what others write from here on is noticed the next time.
      const version = database.version()
      const last = found.get(reader)
      const holds = last?.version === version && last.written === written && now() <= last.until
      if (holds && last.state === since) return { answers: [], isWhole: false, state: since }
      return database.snapshot(() => {
        const known = since === undefined ? 0 : Number(since.split(' ')[2])
        const isWhole = since === undefined || extent(reader, known).state !== since
        const rows = database
          .statement(
            'SELECT leads, pieces FROM told WHERE reader = ? AND number > ? AND at >= ? ORDER BY number',
          )
          .all(reader, isWhole ? 0 : known, now() - LIMITS.toldTtl)
        const { state, until } = extent(reader, Number.MAX_SAFE_INTEGER)
        found.delete(reader)
        found.set(reader, { version, written, state, until })
        if (found.size > LIMITS.toldReaders) found.delete(found.keys().next().value!)
        return { answers: rows.map(decode), isWhole, state }
      })
    },

    async forget(reader) {
      usable()
      written += 1
      const forgotten = database.transaction(() =>
        // '/' is the character behind the dot.
        database
          .statement('DELETE FROM told WHERE reader = ? OR (reader > ? AND reader < ?)')
          .run(reader, `${reader}.`, `${reader}/`),
      )
      database.checkpoint()
      return forgotten
    },
  }
}

interface Found {
  readonly version: number
  readonly written: number
  readonly state: string
  /** When the oldest of the answers is too old. */
  readonly until: number
}

/** Document and place, four bytes each. */
const LEAD = 8

function encodeLeads(leads: ToldAnswer['leads']): Uint8Array {
  const bytes = Buffer.alloc(LEAD * leads.length)
  for (const [i, { document, source }] of leads.entries()) {
    bytes.writeUInt32LE(document, LEAD * i)
    bytes.writeUInt32LE(source, LEAD * i + 4)
  }
  return bytes
}

function decode([leads, pieces]: Row): ToldAnswer {
  const found = bytesOf(leads)
  return {
    pieces: bytesOf(pieces),
    leads: Array.from({ length: found.length / LEAD }, (_, i) => ({
      document: found.readUInt32LE(LEAD * i) as DocumentNumber,
      source: found.readUInt32LE(LEAD * i + 4),
    })),
  }
}

function bytesOf(value: Value | undefined): Buffer {
  if (!(value instanceof Uint8Array) || value.length % LEAD !== 0) throw corrupt('what was told to a reader')
  return Buffer.from(value)
}
