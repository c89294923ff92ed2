import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Journal, type JournalOptions, openJournal } from '../../../src/audit/journal.js'
import type { AuditEvent } from '../../../src/core/audit.js'
import { secretKey } from '../../../src/core/digest.js'

/** Every way to tamper with a journal, at rest and while it runs, with heads noted outside it and without. */

const evidenceKey = secretKey(new Uint8Array(32).fill(7))
let root: string
let directory: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ragwall-tampering-'))
  directory = join(root, 'journal')
})
afterEach(() => rmSync(root, { recursive: true }))

const event = (call: string): AuditEvent => ({
  type: 'retrieve',
  subject: 'user:a',
  call,
  query: 'q',
  k: 1,
  chunks: [],
})
const open = (options: Partial<JournalOptions> = {}): Journal =>
  openJournal({ directory, evidenceKey, rollup: join(root, 'rollup.json'), rollupEvery: 1, ...options })

const files = () => readdirSync(directory).sort()
const linesOf = (file: string) => readFileSync(join(directory, file), 'utf8').split('\n').slice(0, -1)
const store = (file: string, lines: readonly string[]) =>
  writeFileSync(join(directory, file), lines.map((line) => `${line}\n`).join(''))

/** What is done to the chains `a`, which `b` joined, and `b`, the last; and what verification must call it. */
interface Tampering {
  readonly what: string
  readonly why: string
  /** Found with heads outside alone: nothing inside can tell. */
  readonly outside?: true
  tamper(a: string, b: string): void
}

const TAMPERINGS: readonly Tampering[] = [
  {
    what: 'a record changed',
    why: 'changed',
    tamper: (a) =>
      store(
        a,
        linesOf(a).map((line, i) => (i === 1 ? line.replace('user:a', 'user:b') : line)),
      ),
  },
  { what: 'a record deleted', why: 'removed', tamper: (a) => store(a, linesOf(a).toSpliced(1, 1)) },
  {
    what: 'a record inserted',
    why: 'inserted',
    tamper: (a) => store(a, linesOf(a).toSpliced(3, 0, linesOf(a)[1]!)),
  },
  {
    what: 'records reordered',
    why: 'reordered',
    tamper(a) {
      const [first, one, two, ...rest] = linesOf(a)
      store(a, [first!, two!, one!, ...rest])
    },
  },
  {
    what: 'a tail of another chain spliced in',
    why: 'changed',
    tamper: (a, b) => store(a, [...linesOf(a).slice(0, 2), ...linesOf(b).slice(2)]),
  },
  {
    what: 'a chain cut that another one joined',
    why: 'truncated',
    tamper: (a) => store(a, linesOf(a).slice(0, -1)),
  },
  {
    what: 'a chain gone that another one joined',
    why: 'missing chain',
    tamper: (a) => unlinkSync(join(directory, a)),
  },
  {
    what: 'the last chain set back to an old tail',
    why: 'truncated',
    outside: true,
    tamper: (_, b) => store(b, linesOf(b).slice(0, 2)),
  },
  {
    what: 'the last chain gone',
    why: 'missing chain',
    outside: true,
    tamper: (_, b) => unlinkSync(join(directory, b)),
  },
  {
    what: 'the whole directory set back',
    why: 'missing chain',
    outside: true,
    tamper() {
      rmSync(directory, { recursive: true })
      cpSync(join(root, 'old'), directory, { recursive: true })
    },
  },
  {
    what: 'the whole directory emptied',
    why: 'missing journal',
    outside: true,
    tamper: () => files().forEach((file) => void unlinkSync(join(directory, file))),
  },
]

describe.each([
  ['with heads outside', { anchor: 'anchor' }],
  ['without', {}],
] as const)('%s', (_, places) => {
  const options = () => ('anchor' in places ? { anchor: join(root, places.anchor) } : {})

  test.each(TAMPERINGS)('$what: $why', async ({ why, outside, tamper }) => {
    for (const call of ['a', 'b']) {
      const sink = open(options())
      for (let i = 0; i < 4; i++) await sink.append(event(`${call}${i}`))
      await sink.close()
      // What a report has verified before hides nothing of what is done afterwards.
      expect(await open(options()).ledger.report({})).toMatchObject({ chain: { intact: true } })
      if (call === 'a') cpSync(directory, join(root, 'old'), { recursive: true })
      await new Promise((resolve) => setTimeout(resolve, 2))
    }
    const [a = '', b = ''] = files()
    tamper(a, b)
    const missed = outside && !('anchor' in places)
    const expected = missed ? { intact: true } : { intact: false, why }
    expect(await open(options()).verify()).toMatchObject(expected)
    expect((await open(options()).ledger.report({})).chain).toMatchObject(expected)
  })

  test.each(TAMPERINGS.filter(({ outside }) => outside))(
    '$what, of what a running process wrote: it misses its own',
    async ({ tamper }) => {
      const before = open(options())
      await before.append(event('a'))
      await before.close()
      cpSync(directory, join(root, 'old'), { recursive: true })
      await new Promise((resolve) => setTimeout(resolve, 2))
      const running = open(options())
      for (let i = 0; i < 4; i++) await running.append(event(`b${i}`))
      expect(await running.ledger.report({})).toMatchObject({ chain: { intact: true } })
      const [a = '', b = ''] = files()
      tamper(a, b)
      expect(await running.verify()).toMatchObject({ intact: false })
      expect((await running.ledger.report({})).chain).toMatchObject({ intact: false })
      await expect(running.append(event('c'))).rejects.toMatchObject({ code: 'audit-unavailable' })
      await running.close().catch(() => undefined)
    },
  )

  test('a wrong key: unknown key', async () => {
    const sink = open(options())
    await sink.append(event('a'))
    await sink.close()
    const other = { ...options(), evidenceKey: secretKey(new Uint8Array(32).fill(9)) }
    expect(await open(other).verify()).toMatchObject({ intact: false, why: 'unknown key' })
    expect((await open(other).ledger.report({})).chain).toMatchObject({ why: 'unknown key' })
  })

  test('two heads for one record: contradictory heads', async () => {
    const sink = open(options())
    const { chain, sequence, hash } = await sink.append(event('a'))
    await sink.close()
    const heads = [hash, 'f'.repeat(64)].map((one) => ({ chain, sequence: sequence + 9, hash: one }))
    expect(await open({ ...options(), heads }).verify()).toMatchObject({ why: 'contradictory heads' })
    expect((await open({ ...options(), heads }).ledger.report({})).chain).toMatchObject({
      why: 'contradictory heads',
    })
  })
})
