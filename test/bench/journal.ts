/**
 * `npm run bench:journal`: records a second, each durable before it is acknowledged, by writers in one process and in
 * four, beside SQLite (WAL, synchronous=FULL, a transaction for each record) with as many, in the same run.
 */
import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'libsql'
import { openJournal } from '../../src/audit/journal.js'
import type { AuditEvent } from '../../src/core/audit.js'
import { canonicalJson } from '../../src/core/digest.js'
import { EVIDENCE_KEY } from './past-journal.js'

const SECONDS = 3
const event = (call: string): AuditEvent => ({
  type: 'closed',
  call: call.padEnd(32, '0'),
  subject: 'user:alice',
  service: 'chat',
  door: 'check',
  action: 'release',
  decided: 'release',
  outcome: 'complete',
  read: 900,
  sent: 900,
  findings: [],
  spared: 0,
})

type Append = (call: string) => Promise<unknown>

/** Records that so many writers had acknowledged in the time. */
async function count(writers: number, append: Append): Promise<number> {
  const end = performance.now() + SECONDS * 1_000
  let records = 0
  const write = async (writer: number) => {
    for (let i = 0; performance.now() < end; i++) {
      await append(`${writer}-${i}`)
      records += 1
      // SQLite answers at once: without a turn of the loop one writer would never let the others.
      if (i % 16 === 0) await new Promise((resolve) => setImmediate(resolve))
    }
  }
  await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)))
  return records
}

const KINDS: Record<string, (root: string) => { append: Append; close(): unknown }> = {
  journal(root) {
    const journal = openJournal({ directory: join(root, 'journal'), evidenceKey: EVIDENCE_KEY })
    return { append: (call) => journal.append(event(call)), close: () => journal.close() }
  },
  sqlite(root) {
    const database = new Database(join(root, 'journal.db'))
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = FULL')
    database.pragma('busy_timeout = 10000')
    database.exec('CREATE TABLE IF NOT EXISTS journal (id INTEGER PRIMARY KEY, record TEXT NOT NULL)')
    const insert = database.prepare('INSERT INTO journal (record) VALUES (?)')
    return { append: async (call) => insert.run(canonicalJson(event(call))), close: () => database.close() }
  },
}

async function child(kind: string, root: string, writers: number): Promise<void> {
  const { append, close } = KINDS[kind]!(root)
  const records = await count(writers, append)
  await close()
  process.send?.(records)
}

function run(kind: string, processes: number, writers: number): Promise<number> {
  const root = mkdtempSync(join(tmpdir(), 'ragwall-bench-journal-'))
  const script = fileURLToPath(import.meta.url)
  const children = Array.from(
    { length: processes },
    () =>
      new Promise<number>((resolve, reject) => {
        const one = fork(script, [kind, root, String(writers)], { execArgv: ['--import', 'tsx'] })
        let records: number | undefined
        one.on('message', (message) => {
          records = Number(message)
        })
        one.on('exit', () => (records === undefined ? reject(new Error('a child failed')) : resolve(records)))
      }),
  )
  return Promise.all(children)
    .then((counts) => counts.reduce((sum, one) => sum + one, 0))
    .finally(() => rmSync(root, { recursive: true }))
}

const [kind, root, writers] = process.argv.slice(2)
if (kind !== undefined) await child(kind, root!, Number(writers))
else {
  for (const [processes, writers] of [
    [1, 1],
    [1, 64],
    [4, 16],
  ] as const) {
    const rates: Record<string, number> = {}
    for (const kind of Object.keys(KINDS)) rates[kind] = (await run(kind, processes, writers)) / SECONDS
    const { journal = 0, sqlite = 0 } = rates
    console.log(
      `${processes} process(es), ${String(writers).padStart(2)} writers each: journal ${Math.round(journal)} records/s, SQLite ${Math.round(sqlite)} records/s, ratio ${(journal / sqlite).toFixed(1)}`,
    )
  }
}
