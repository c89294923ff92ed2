import { AssertionError } from 'node:assert'
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createJournal, openJournal } from '../../../src/audit/journal.js'
import { createMemoryMedium } from '../../../src/audit/medium.js'
import { secretKey } from '../../../src/core/digest.js'
import type { AuditSink } from '../../../src/core/ports.js'
import { type AuditWorld, auditSinkCases, type MakeAuditWorld } from '../../conformance/audit-sink.js'

const evidenceKey = secretKey(new Uint8Array(32).fill(7))

const onFiles: MakeAuditWorld = async () => {
  const root = mkdtempSync(join(tmpdir(), 'ragwall-audit-'))
  const directory = join(root, 'journal')
  const file = () => join(directory, readdirSync(directory)[0]!)
  return {
    durable: true,
    open: async () => openJournal({ directory, evidenceKey, anchor: join(root, 'anchor') }),
    async tamper() {
      writeFileSync(file(), readFileSync(file(), 'utf8').replace('"call":"2"', '"call":"7"'))
    },
    async breakWrites() {
      renameSync(directory, join(root, 'elsewhere'))
    },
    dispose: async () => rmSync(root, { recursive: true }),
  }
}

const inMemory: MakeAuditWorld = async () => {
  const medium = createMemoryMedium()
  const sink = createJournal(medium, { evidenceKey })
  return {
    durable: false,
    open: async () => sink,
    async tamper() {
      const { lines } = [...medium.chains.values()][0]!
      const text = Buffer.concat(lines).toString('utf8').replace('"call":"2"', '"call":"7"')
      lines.splice(0, lines.length, Buffer.from(text))
    },
    dispose: async () => {},
  }
}

describe.each([
  ['journal on files', onFiles],
  ['journal in memory', inMemory],
])('%s', (_name, make) => {
  test.for(auditSinkCases.map((one) => [`${one.law}: ${one.name}`, one] as const))(
    '%s',
    async ([_, one], { skip }) => {
      await one.run(make, (why) => skip(why))
    },
  )
})

/** Each way of being wrong that the suite must notice. */
const sabotages: Record<string, (sink: AuditSink) => Partial<AuditSink>> = {
  'folds the case of ids': (sink) => ({
    append: (event) => sink.append(JSON.parse(JSON.stringify(event).toLowerCase())),
  }),
  'acknowledges before it records': (sink) => {
    const later: Promise<unknown>[] = []
    return {
      async append(event) {
        later.push(
          new Promise((resolve) => setTimeout(resolve, 20)).then(() => sink.append(event)).catch(() => {}),
        )
        return { id: '0'.repeat(32), chain: 'c', sequence: 0, hash: 'h' }
      },
      close: () => Promise.allSettled(later).then(() => sink.close()),
    }
  },
  'drops every third record': (sink) => {
    let count = 0
    let last: Awaited<ReturnType<AuditSink['append']>>
    return { append: async (event) => (++count % 3 === 0 ? last : (last = await sink.append(event))) }
  },
  'records twice': (sink) => ({ append: (event) => sink.append(event).then(() => sink.append(event)) }),
  'gives every caller the same receipt': (sink) => ({
    append: async (event) => ({ ...(await sink.append(event)), id: 'f'.repeat(32) }),
  }),
  'reads backwards': (sink) => ({
    async *read(range) {
      const all = []
      for await (const record of sink.read(range)) all.unshift(record)
      yield* all
    },
  }),
  'ignores the range': (sink) => ({ read: () => sink.read() }),
  'always verifies': () => ({
    verify: async () => ({ intact: true, chains: 1, records: 1_000, torn: 0 }),
  }),
  'swallows failures': (sink) => ({
    append: (event) =>
      sink.append(event).catch(() => ({ id: '0'.repeat(32), chain: 'c', sequence: 0, hash: 'h' })),
  }),
}

/** The first case that does not hold: one is enough. */
async function firstBroken(make: MakeAuditWorld): Promise<string | undefined> {
  for (const one of auditSinkCases) {
    try {
      await one.run(make)
    } catch (error) {
      // A sabotage must break a law, not the test itself.
      if (!(error instanceof AssertionError)) throw error
      return one.name
    }
  }
  return undefined
}

describe('the suite notices a sink that', () => {
  test.each(Object.keys(sabotages))('%s', async (name) => {
    const make: MakeAuditWorld = async () => {
      const world = await onFiles()
      const open: AuditWorld['open'] = async () => {
        const sink = await world.open()
        return { ...sink, ...sabotages[name]!(sink) }
      }
      return { ...world, open }
    }
    expect(await firstBroken(make)).toBeDefined()
  })
})
