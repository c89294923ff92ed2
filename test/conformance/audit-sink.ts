import assert from 'node:assert/strict'
import type { AuditEvent, AuditRecord } from '../../src/core/audit.js'
import type { AuditSink } from '../../src/core/ports.js'
import { type ConformanceCase, type NotTried, printNotTried } from './case.js'

/** A place for audit records, empty at first. */
export interface AuditWorld {
  /** Opens a sink on it; several may be open at once where the place outlives a process. */
  open(): Promise<AuditSink>
  /** False for places that end with the sink that opened them. */
  readonly durable: boolean
  /** Changes one stored record behind the sink's back. */
  tamper(): Promise<void>
  /** Makes every further write fail. */
  breakWrites?(): Promise<void>
  /** Removes the place. */
  dispose(): Promise<void>
}

/** Makes an empty place. */
export type MakeAuditWorld = () => Promise<AuditWorld>

/** What every audit sink obeys. */
export const auditSinkCases: readonly ConformanceCase<MakeAuditWorld>[] = [
  law('faithful', '`user:Alice` is not `user:alice`', async (world) => {
    const sink = await world.open()
    await sink.append(retrieval('user:Alice', '1'))
    await sink.append(retrieval('user:alice', '2'))
    const subjects = (await events(sink)).map((event) => 'subject' in event && event.subject)
    assert.deepEqual(subjects, ['user:Alice', 'user:alice'])
    await sink.close()
  }),
  law('faithful', 'an event comes back as it went in', async (world) => {
    const sink = await world.open()
    const odd: AuditEvent = {
      type: 'closed',
      call: 'c\u0000\n\u2028"\\\ud800é😀',
      subject: 'user:氏名',
      door: 'check',
      action: 'redact',
      decided: 'block',
      outcome: 'cut',
      read: 0,
      sent: Number.MAX_SAFE_INTEGER,
      findings: [
        {
          start: 0,
          end: 3,
          score: 0.1 + 0.2,
          provenance: 'forbidden',
          evidence: 'e',
          action: 'redact',
          sources: ['a/b.md', 'A/b.md'],
          sourceCount: 2,
          kind: 'personal-data',
          entity: 'EMAIL_ADDRESS',
        },
      ],
      spared: 0,
    }
    await sink.append(odd)
    assert.deepEqual(await events(sink), [odd])
    await sink.close()
  }),
  law('acknowledged is recorded', 'a record can be read as soon as it is acknowledged', async (world) => {
    const sink = await world.open()
    for (let i = 0; i < 5; i++) {
      const receipt = await sink.append(retrieval('user:a', String(i)))
      const record = (await records(sink)).find(({ hash }) => hash === receipt.hash)
      assert.equal(record?.sequence, receipt.sequence)
      assert.equal(record?.chain, receipt.chain)
      assert.equal(record?.receipt, receipt.id)
    }
    await sink.close()
  }),
  law('acknowledged is recorded', 'concurrent appends are each recorded exactly once', async (world) => {
    const sink = await world.open()
    const calls = Array.from({ length: 200 }, (_, i) => String(i))
    const receipts = await Promise.all(calls.map((call) => sink.append(retrieval('user:a', call))))
    const found = await records(sink)
    const byReceipt = new Map(found.map((record) => [record.receipt, record]))
    assert.equal(byReceipt.size, calls.length)
    for (const [i, { id }] of receipts.entries()) {
      const event = byReceipt.get(id)?.event
      assert.equal(event?.type === 'retrieve' && event.call, calls[i])
    }
    assert.deepEqual(await sink.verify().then(({ intact }) => intact), true)
    await sink.close()
  }),
  law(
    'acknowledged is recorded',
    'receipt ids are random: distinct, and none is part of another record',
    async (world) => {
      const sink = await world.open()
      const ids = new Set<string>()
      for (let i = 0; i < 20; i++) ids.add((await sink.append(retrieval('user:a', 'same'))).id)
      assert.equal(ids.size, 20)
      for (const id of ids) assert.match(id, /^[0-9a-f]{32}$/)
      await sink.close()
    },
  ),
  law('ordered', 'records come in the order they were appended, time never runs back', async (world) => {
    const sink = await world.open()
    for (let i = 0; i < 20; i++) await sink.append(retrieval('user:a', String(i)))
    const found = await records(sink)
    assert.deepEqual(
      found.map(({ event }) => event.type === 'retrieve' && event.call),
      Array.from({ length: 20 }, (_, i) => String(i)),
    )
    for (let i = 1; i < found.length; i++) assert.ok(found[i]!.time >= found[i - 1]!.time)
    await sink.close()
  }),
  law('ordered', 'a range takes both its ends and nothing outside', async (world) => {
    const sink = await world.open()
    for (const call of ['0', '1', '2']) {
      await sink.append(retrieval('user:a', call))
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    const [first, middle] = await records(sink)
    const at = new Date(middle!.time)
    const from = await records(sink, { from: at })
    assert.deepEqual(calls(from), ['1', '2'])
    assert.deepEqual(calls(await records(sink, { to: at })), ['0', '1'])
    assert.deepEqual(calls(await records(sink, { from: at, to: at })), ['1'])
    assert.deepEqual(await records(sink, { to: new Date(first!.time - 1) }), [])
    await sink.close()
  }),
  law(
    'fails closed',
    'what cannot be recorded is rejected with audit-unavailable and harms nothing else',
    async (world) => {
      const sink = await world.open()
      await sink.append(retrieval('user:a', 'before'))
      const bad = { ...retrieval('user:a', 'bad'), k: Number.NaN } as AuditEvent
      await assert.rejects(sink.append(bad), { code: 'audit-unavailable' })
      await sink.append(retrieval('user:a', 'after'))
      assert.deepEqual(calls(await records(sink)), ['before', 'after'])
      assert.equal((await sink.verify()).intact, true)
      await sink.close()
    },
  ),
  law(
    'fails closed',
    'after close, append throws audit-unavailable; closing twice is fine',
    async (world) => {
      const sink = await world.open()
      await sink.append(retrieval('user:a', '1'))
      await sink.close()
      await assert.rejects(sink.append(retrieval('user:a', '2')), { code: 'audit-unavailable' })
      await sink.close()
    },
  ),
  law('fails closed', 'after a failed write nothing more is acknowledged', async (world, notTried) => {
    if (world.breakWrites === undefined) return notTried('the subject has no `breakWrites`')
    const sink = await world.open()
    await sink.append(retrieval('user:a', 'before'))
    await world.breakWrites()
    for (const call of ['1', '2']) {
      await assert.rejects(sink.append(retrieval('user:a', call)), (error: { code?: string }) =>
        ['audit-unavailable', 'disk-full'].includes(error.code ?? ''),
      )
    }
    await sink.close().catch(() => {})
  }),
  law('tamper-evident', 'an untouched journal verifies and counts its records', async (world) => {
    const sink = await world.open()
    assert.equal((await sink.verify()).intact, true)
    for (let i = 0; i < 3; i++) await sink.append(retrieval('user:a', String(i)))
    const verification = await sink.verify()
    assert.equal(verification.intact, true)
    assert.ok(verification.records >= 3)
    await sink.close()
  }),
  law('tamper-evident', 'a changed record is found and named', async (world) => {
    const sink = await world.open()
    for (let i = 0; i < 5; i++) await sink.append(retrieval('user:a', String(i)))
    const { chain } = await sink.append(retrieval('user:a', 'last'))
    await world.tamper()
    const verification = await sink.verify()
    assert.equal(verification.intact, false)
    assert.ok(!verification.intact && verification.brokenAt.startsWith(`${chain}#`))
    await sink.close()
  }),
  law('lasting', 'what one sink recorded the next one reads, and the journal stays whole', async (world) => {
    if (!world.durable) return
    for (const call of ['1', '2', '3']) {
      const sink = await world.open()
      await sink.append(retrieval('user:a', call))
      await sink.close()
    }
    const sink = await world.open()
    assert.deepEqual(calls(await records(sink)), ['1', '2', '3'])
    assert.equal((await sink.verify()).intact, true)
    await sink.close()
  }),
  law('lasting', 'two sinks may write at once', async (world) => {
    if (!world.durable) return
    const [a, b] = [await world.open(), await world.open()]
    for (let i = 0; i < 10; i++) {
      await Promise.all([a.append(retrieval('user:a', `a${i}`)), b.append(retrieval('user:b', `b${i}`))])
    }
    const found = calls(await records(a))
    assert.equal(new Set(found).size, 20)
    assert.deepEqual(
      found.filter((call) => call.startsWith('b')),
      Array.from({ length: 10 }, (_, i) => `b${i}`),
    )
    assert.equal((await a.verify()).intact, true)
    await a.close()
    await b.close()
  }),
]

function law(
  name: string,
  title: string,
  run: (world: AuditWorld, notTried: NotTried) => Promise<void>,
): ConformanceCase<MakeAuditWorld> {
  return {
    law: name,
    name: title,
    async run(make, notTried = printNotTried) {
      const world = await make()
      try {
        await run(world, notTried)
      } finally {
        await world.dispose()
      }
    },
  }
}

function retrieval(subject: string, call: string): AuditEvent {
  return { type: 'retrieve', subject, call, query: 'digest', k: 10, chunks: ['a#0'] }
}

/** Without what a journal writes for itself. */
async function records(sink: AuditSink, range?: { from?: Date; to?: Date }): Promise<AuditRecord[]> {
  const found: AuditRecord[] = []
  for await (const record of sink.read(range)) {
    if (record.event.type !== 'chain' && record.event.type !== 'checkpoint') found.push(record)
  }
  return found
}

async function events(sink: AuditSink): Promise<AuditRecord['event'][]> {
  return (await records(sink)).map(({ event }) => event)
}

function calls(found: readonly AuditRecord[]): string[] {
  return found.map(({ event }) => ('call' in event ? event.call : ''))
}
