import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Journal, openJournal } from '../../../src/audit/journal.js'
import type { AuditEvent, ClosedEvent } from '../../../src/core/audit.js'
import { secretKey } from '../../../src/core/digest.js'
import { verifyIndependently } from './independent-verifier.js'

/** What retention takes from a journal, what keeps it, and that it cannot be told from nothing else. */

const DAY = 86_400_000
const START = Date.UTC(2026, 0, 1)
const evidenceKey = secretKey(new Uint8Array(32).fill(7))
const ruth = { by: 'user:ruth', reference: 'LEGAL-7' }
let root: string
let directory: string
let open: Journal[] = []

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ragwall-retention-'))
  directory = join(root, 'journal')
  vi.useFakeTimers({ toFake: ['Date'], now: START })
})
afterEach(async () => {
  await Promise.all(open.map((one) => one.close()))
  open = []
  vi.useRealTimers()
  rmSync(root, { recursive: true })
})

function journal(options: { anchor?: boolean; rollup?: boolean; checkpointEvery?: number } = {}): Journal {
  const { anchor = true, rollup = false, ...rest } = options
  const made = openJournal({
    directory,
    evidenceKey,
    ...(anchor ? { anchor: join(root, 'anchor') } : {}),
    ...(rollup ? { rollup: join(root, 'rollup.json'), rollupEvery: 1 } : {}),
    ...rest,
  })
  open.push(made)
  return made
}

const goTo = (day: number, ms = 0) => vi.setSystemTime(START + day * DAY + ms)
const files = () => readdirSync(directory).sort()
const anchors = () => readdirSync(join(root, 'anchor')).sort()
const incident = (what: string, subject = 'user:ada'): AuditEvent => ({ type: 'incident', what, subject })

function leak(call: string, reader = 'user:ada', evidence = 'aa'.repeat(16)): ClosedEvent {
  const finding = {
    kind: 'personal-data' as const,
    entity: 'PERSON' as const,
    start: 0,
    end: 4,
    score: 1,
    provenance: 'forbidden' as const,
    evidence,
    action: 'redact' as const,
    sources: ['plans/harbor.md'],
    sourceCount: 1,
  }
  return {
    type: 'closed',
    call,
    door: 'check',
    subject: reader,
    action: 'redact',
    decided: 'redact',
    outcome: 'complete',
    read: 10,
    sent: 10,
    spared: 0,
    findings: [finding],
  }
}

/** One record a day, and so a chain a day, of one process. */
async function days(audit: Journal, count: number, event = (day: number) => incident(`day-${day}`)) {
  for (let day = 0; day < count; day++) {
    goTo(day)
    await audit.append(event(day))
  }
}

const prune = (audit: Journal, days: number, more = {}) =>
  audit.retention.prune({ keep: days * DAY, by: 'service:ragwall', ...more })

describe('a process', () => {
  test('goes on in a new chain after a day, which names the one before', async () => {
    const audit = journal()
    await days(audit, 4)
    expect(files()).toHaveLength(4)
    expect(await audit.verify()).toMatchObject({ intact: true, chains: 4, torn: 0 })
    expect(verifyIndependently(directory, [evidenceKey.bytes], [], join(root, 'anchor'))).toBe(11)
    // A chain that nothing names but the one behind it: gone, it is missed without an anchor, too.
    unlinkSync(join(directory, files()[1]!))
    expect(await journal({ anchor: false }).verify()).toMatchObject({ why: 'missing chain' })
  })
})

describe('what is old enough', () => {
  test('goes, whole chains, the oldest first, and the journal says what it was', async () => {
    const audit = journal({ rollup: true })
    await days(audit, 10)
    const before = files()
    const all = await audit.ledger.report({})
    expect(all.incidents).toBe(10)
    expect(await prune(audit, 5, { dryRun: true })).toMatchObject({ chains: 4, records: 12 })
    expect(files()).toEqual(before)
    const pruned = await prune(audit, 5)
    expect(pruned).toMatchObject({ chains: 4, until: new Date(START + 4 * DAY), stays: { why: 'young' } })
    expect(files()).toEqual(before.slice(4))
    expect(anchors()).toEqual(before.slice(4).map((name) => name.replace('.jsonl', '.json')))
    const removed = { chains: 4, records: pruned.records, until: pruned.until }
    for (const one of [audit, journal(), journal({ anchor: false })])
      expect(await one.verify()).toMatchObject({ intact: true, removed })
    verifyIndependently(directory, [evidenceKey.bytes], [], join(root, 'anchor'))
    for (const one of [audit, journal({ rollup: true }), journal({ rollup: true })]) {
      const report = await one.ledger.report({})
      expect(report.incidents).toBe(6)
      expect(report.chain).toMatchObject({ intact: true, removed })
    }
    // Again, on the next days: the records of the first removal go, too, and nothing is missed.
    for (let day = 10; day < 17; day++) {
      goTo(day)
      await audit.append(incident(`day-${day}`))
      await prune(audit, 5)
      expect(await audit.verify()).toMatchObject({ intact: true })
      expect((await audit.ledger.report({})).chain).toMatchObject({ intact: true })
    }
    expect(files()).toHaveLength(6)
    expect(await journal().verify()).toMatchObject({ removed: { chains: 11 } })
    verifyIndependently(directory, [evidenceKey.bytes], [], join(root, 'anchor'))
  })

  test('is never taken from the middle, from a chain in use, or from a journal that does not hold', async () => {
    const audit = journal()
    await days(audit, 3)
    // Another process has written into its chain since, and never left it.
    const before = files()
    goTo(20)
    expect(await prune(audit, 2)).toMatchObject({
      chains: 2,
      stays: { why: 'in use', chain: before[2]!.slice(0, 29) },
    })
    const path = join(directory, files()[0]!)
    const bytes = readFileSync(path, 'utf8')
    writeFileSync(path, bytes.replace('day-2', 'day-7'))
    const other = journal()
    goTo(40)
    await expect(prune(other, 2)).rejects.toMatchObject({ code: 'audit-unavailable' })
    expect(files()).toContain(before[2])
    writeFileSync(path, bytes)
    await expect(prune(other, 1)).rejects.toMatchObject({ code: 'option-invalid' })
  })

  test('stays as long as an output has not had it', async () => {
    const audit = journal()
    await days(audit, 6)
    const [, second] = files()
    const waitingFor = (chain: string) => (`${chain}.jsonl` === second ? 'siem' : undefined)
    expect(await prune(audit, 2, { waitingFor })).toMatchObject({
      chains: 1,
      stays: { why: 'waited for', by: ['siem'] },
    })
    expect(files()[0]).toBe(second)
  })
})

describe('a hold', () => {
  const place = async (audit: Journal, scope: object) => {
    goTo(9, 60_000)
    return audit.retention.place(scope, ruth)
  }
  const subjects = (day: number) => incident(`day-${day}`, day === 3 ? 'user:eve' : 'user:ada')

  test.each([
    ['everything', () => ({}), 0],
    ['a time', () => ({ from: START + 2 * DAY + 1, to: START + 2 * DAY + 2 }), 2],
    ['a principal', () => ({ subject: 'user:eve' }), 3],
    ['a principal at a time', () => ({ subject: 'user:ada', from: START + 4 * DAY }), 4],
    ['a principal who is nowhere', () => ({ subject: 'user:nobody' }), 7],
  ])('on %s keeps it, and what came after', async (_, scope, kept) => {
    const audit = journal()
    await days(audit, 10, subjects)
    const hold = await place(audit, scope())
    const pruned = await prune(audit, 2)
    expect(pruned.chains).toBe(kept)
    if (kept < 7) expect(pruned.stays).toMatchObject({ why: 'held', by: [hold.id] })
    // In force for a process that begins later, and until somebody lifts it.
    const other = journal()
    expect(await other.retention.holds()).toEqual([{ ...hold, placed: expect.any(Date) }])
    await other.retention.lift(hold.id, { by: 'user:sam' })
    await expect(other.retention.lift(hold.id, ruth)).rejects.toMatchObject({ code: 'not-found' })
    await prune(other, 2)
    expect((await journal().verify()).removed?.chains).toBeGreaterThanOrEqual(7)
  })

  test('on a case keeps its records', async () => {
    const audit = journal()
    await days(audit, 10, (day) => (day === 2 ? leak('call-2') : incident(`day-${day}`)))
    const [found] = await audit.ledger.cases()
    const hold = await place(audit, { case: found!.id })
    expect(await prune(audit, 2)).toMatchObject({ chains: 2, stays: { by: [hold.id] } })
    expect(await audit.ledger.cases()).toHaveLength(1)
  })

  test('outlives the record that placed it', async () => {
    const audit = journal()
    goTo(0)
    const hold = await audit.retention.place({ subject: 'user:eve' }, ruth)
    await audit.retention.place({ from: START + 100 * DAY }, ruth)
    for (let day = 1; day < 20; day++) {
      goTo(day)
      await audit.append(incident(`day-${day}`))
    }
    await audit.append(incident('hers', 'user:eve'))
    // Its own record names her, and is held by it: lifted and placed anew it stands later.
    await audit.retention.lift(hold.id, ruth)
    await prune(audit, 3)
    const holds = await journal().retention.holds()
    expect(holds).toMatchObject([{ from: START + 100 * DAY, by: 'user:ruth', placed: new Date(START) }])
  })
})

test('a decision that is in force outlives its record, and the leaks it was made on', async () => {
  const audit = journal({ rollup: true })
  await days(audit, 2, (day) => leak(`call-${day}`))
  await audit.append(leak('other', 'user:bob', 'bb'.repeat(16)))
  const cases = await audit.ledger.cases()
  for (const { id, evidence, reader } of cases) {
    const { leakId } = await import('../../../src/audit/cases.js')
    const state = reader === 'user:ada' ? ('false-alarm' as const) : ('fixed' as const)
    const known = leakId(evidence, 'plans/harbor.md', reader)
    await audit.append({ type: 'triage', case: id, leak: known, state, by: 'user:ruth' })
  }
  for (let day = 2; day < 12; day++) {
    goTo(day)
    await audit.append(incident(`day-${day}`))
  }
  await prune(audit, 2)
  expect(await audit.ledger.cases()).toEqual([])
  await prune(audit, 2)
  for (const [call, reader, evidence] of [
    ['again', 'user:ada', 'aa'],
    ['again-too', 'user:bob', 'bb'],
  ] as const)
    await audit.append(leak(call, reader, evidence.repeat(16)))
  for (const one of [audit, journal({ rollup: true }), journal()]) {
    const [open, spared, ...rest] = await one.ledger.cases()
    expect(open).toMatchObject({ reader: 'user:bob', state: 'open' })
    expect(spared).toMatchObject({
      reader: 'user:ada',
      state: 'false-alarm',
      id: cases.find(({ reader }) => reader === 'user:ada')!.id,
      decision: { by: 'user:ruth', at: new Date(START + DAY) },
    })
    expect(rest).toEqual([])
  }
})

describe('who takes away a file', () => {
  async function pruned() {
    const audit = journal()
    await days(audit, 8)
    cpSync(directory, join(root, 'whole'), { recursive: true })
    await prune(audit, 4)
    return audit
  }

  test.each([
    ['the oldest that stayed', 0],
    ['one in the middle', 2],
    ['the one that says what was removed', -1],
  ])('%s: found', async (_, place) => {
    const audit = await pruned()
    await audit.close()
    open = []
    unlinkSync(join(directory, files().at(place)!))
    expect(await journal().verify()).toMatchObject({ intact: false, why: 'missing chain' })
    expect((await journal().ledger.report({})).chain).toMatchObject({ intact: false, why: 'missing chain' })
    expect(() => verifyIndependently(directory, [evidenceKey.bytes], [], join(root, 'anchor'))).toThrow()
  })

  test('and writes a record of a removal without the key: found', async () => {
    await days(journal(), 4)
    const [first] = files()
    const forger = openJournal({ directory, evidenceKey: secretKey(new Uint8Array(32).fill(8)) })
    const head = JSON.parse(readFileSync(join(directory, first!), 'utf8').trim().split('\n').at(-1)!)
    await forger.append({
      type: 'removal',
      by: 'service:ragwall',
      keep: DAY,
      last: START,
      chains: [{ chain: head.chain, sequence: head.sequence, hash: head.hash }],
      records: 3,
      total: { chains: 1, records: 3 },
    })
    await forger.close()
    unlinkSync(join(directory, first!))
    expect(await journal().verify()).toMatchObject({ intact: false, why: 'unknown key' })
  })

  test('and says it was shorter than another chain knows: found', async () => {
    const audit = journal()
    await days(audit, 4)
    const [first] = files()
    const records = readFileSync(join(directory, first!), 'utf8').trim().split('\n')
    const { chain, sequence, hash } = JSON.parse(records.at(-2)!)
    const heads = [{ chain, sequence, hash }]
    const counts = { records: 1, last: START, total: { chains: 1, records: 1 } }
    await audit.append({ type: 'removal', by: 'user:mallory', keep: DAY, chains: heads, ...counts })
    unlinkSync(join(directory, first!))
    expect(await audit.verify()).toMatchObject({ intact: false, why: 'contradictory heads' })
    expect((await audit.ledger.report({})).chain).toMatchObject({ why: 'contradictory heads' })
  })

  test('that is put back, is told that it goes: it is right and goes with the next removal', async () => {
    const audit = await pruned()
    const gone = readdirSync(join(root, 'whole')).filter((name) => !files().includes(name))
    for (const name of gone) cpSync(join(root, 'whole', name), join(directory, name))
    expect(await journal().verify()).toMatchObject({ intact: true, removed: { chains: gone.length } })
    await prune(audit, 4)
    expect(files()).not.toContain(gone[0])
    for (const name of gone) {
      const changed = readFileSync(join(root, 'whole', name), 'utf8')
        .trim()
        .split('\n')
        .slice(0, -1)
      writeFileSync(join(directory, name), `${changed.join('\n')}\n`)
    }
    expect(await journal().verify()).toMatchObject({ intact: false, why: 'truncated' })
  })
})
