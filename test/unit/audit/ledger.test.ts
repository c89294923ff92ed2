import { createHmac } from 'node:crypto'
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createSealer } from '../../../src/audit/chain.js'
import { openJournal } from '../../../src/audit/journal.js'
import { buildReport } from '../../../src/audit/report.js'
import type { AuditEvent, AuditFinding, ChainHead } from '../../../src/core/audit.js'
import { deriveKey, secretKey } from '../../../src/core/digest.js'
import type { CaseState, LeakReport } from '../../../src/core/types.js'

const evidenceKey = secretKey(new Uint8Array(32).fill(7))
const HOUR = 3_600_000
const START = Date.UTC(2026, 0, 5, 9, 30)

let root: string
let directory: string
let rollup: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ragwall-ledger-'))
  directory = join(root, 'journal')
  rollup = join(root, 'rollup', 'sum.json')
})
afterEach(() => {
  vi.useRealTimers()
  rmSync(root, { recursive: true })
})

/** Chains written as their processes would have, at times that a test decides. */
function createPast() {
  const chains = new Map<string, ReturnType<typeof createSealer>>()
  const named = new Map<string, ChainHead>()
  const others = (own: string) =>
    [...chains.values()].flatMap(({ chain, head }) => {
      if (chain === own || head === undefined || named.get(chain)?.sequence === head.sequence) return []
      named.set(chain, head)
      return [head]
    })
  const append = (chain: string, bytes: Buffer) => appendFileSync(join(directory, `${chain}.jsonl`), bytes)
  return {
    chains,
    write(process: string, time: number, event: AuditEvent, receipt: string): void {
      let sealer = [...chains.values()].find(({ chain }) => chain.endsWith(process.padStart(16, '0')))
      if (sealer === undefined) {
        const chain = `${time.toString(16).padStart(12, '0')}-${process.padStart(16, '0')}`
        sealer = createSealer(chain, evidenceKey)
        const joins = others(chain)
        chains.set(chain, sealer)
        append(chain, sealer.seal({ type: 'chain', joins, evidenceKey: evidenceKey.id }, time).bytes)
      }
      append(sealer.chain, sealer.seal(event, time, receipt).bytes)
      if ((sealer.head!.sequence + 1) % 5 === 0)
        append(sealer.chain, sealer.checkpoint(others(sealer.chain), time).bytes)
    },
  }
}

const finding = (evidence: string, source: string, provenance: AuditFinding['provenance']): AuditFinding => ({
  start: 0,
  end: 9,
  score: 1,
  evidence,
  action: provenance === 'forbidden' ? 'redact' : 'release',
  provenance,
  sources: [source],
  sourceCount: 1,
  kind: 'personal-data',
  entity: source === 'x' ? 'EMAIL_ADDRESS' : 'PHONE_NUMBER',
})

/** One thing that happens: in which process, how long after the one before. */
interface Step {
  readonly process: string
  readonly after: number
  readonly what: 'open' | 'close' | 'retrieve' | 'refused' | 'skipped' | 'failure' | 'incident' | 'triage'
  readonly service: string | undefined
  readonly subject: string
  readonly findings: readonly AuditFinding[]
  readonly pick: number
  readonly state: CaseState
}

const step: fc.Arbitrary<Step> = fc.record({
  process: fc.constantFrom('1', '2', '3', '4'),
  after: fc.oneof(fc.nat(3), fc.nat(20 * 60_000), fc.nat(30 * HOUR)),
  what: fc.constantFrom(
    ...(['open', 'open', 'close', 'close', 'close', 'retrieve'] as const),
    ...(['refused', 'skipped', 'failure', 'incident', 'triage'] as const),
  ),
  service: fc.constantFrom(undefined, 'chat', 'mail'),
  subject: fc.constantFrom('user:1', 'user:2'),
  findings: fc.array(
    fc
      .tuple(fc.constantFrom('a', 'b'), fc.constantFrom('x', 'y'), fc.constantFrom('forbidden', 'permitted'))
      .map(([evidence, source, whose]) => finding(evidence, source, whose as AuditFinding['provenance'])),
    { maxLength: 2 },
  ),
  pick: fc.nat(50),
  state: fc.constantFrom('acknowledged', 'false-alarm', 'fixed'),
})

/** What stands in the journal for a step; `told` are calls and cases so far. */
function eventOf(step: Step, call: string, told: { open: string[]; cases: string[] }): AuditEvent {
  const { what, service, subject, findings, pick, state } = step
  const of = service === undefined ? { subject } : { subject, service }
  if (what === 'open') {
    told.open.push(call)
    return { type: 'opened', call, ...of, door: 'check', streaming: false }
  }
  if (what === 'close') {
    const closes = told.open.length === 0 ? call : told.open.splice(pick % told.open.length, 1)[0]!
    return {
      type: 'closed',
      call: closes,
      ...of,
      door: 'check',
      action: findings.length > 0 ? 'redact' : 'release',
      decided: 'release',
      outcome: pick % 7 === 0 ? 'failed' : 'complete',
      read: 9,
      sent: 9,
      findings,
      spared: pick % 3,
      ...(pick % 5 === 0 ? { allowed: ['a'] } : {}),
    }
  }
  if (what === 'retrieve') return { type: 'retrieve', call, ...of, query: 'q', k: 1, chunks: [] }
  if (what === 'refused')
    return { type: 'refused-document', connector: 'f', document: `d${pick % 4}`, code: `c${pick}` }
  if (what === 'skipped')
    return { type: 'skipped', connector: `f${pick % 2}`, count: pick % 3, reasons: { hidden: 1 }, first: [] }
  if (what === 'triage' && told.cases.length > 0)
    return { type: 'triage', case: told.cases[pick % told.cases.length]!, state, by: 'user:ruth' }
  if (what === 'incident') return { type: 'incident', what: 'seen' }
  return { type: 'failure', where: 'entitle', code: 'decision-failed' }
}

/** The same without what each of the two is told of the verification. */
function counts({ chain, ...report }: LeakReport): unknown {
  return { ...report, intact: chain.intact }
}

const open = () => openJournal({ directory, evidenceKey, rollup, readOnly: true })

describe('a report that goes on from the one before', () => {
  test('says what one of the whole journal says, over any history, range and order of reading', async () => {
    const moment = fc.integer({ min: -3 * HOUR, max: 80 * HOUR })
    const range = fc.record({
      // Whole hours, days of a time zone, and any moment.
      from: fc.option(
        fc.oneof(
          moment,
          moment.map((at) => at - (at % HOUR) + 15 * 60_000),
        ),
        { nil: undefined },
      ),
      length: fc.option(fc.oneof(fc.constant(24 * HOUR - 1), fc.nat(60 * HOUR)), { nil: undefined }),
      service: fc.constantFrom(undefined, 'chat', 'mail'),
    })
    // What is young when it is read is added up anew each time: some of it always is.
    vi.useFakeTimers({ toFake: ['Date'] })
    let run = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.tuple(
            fc.array(step, { maxLength: 12 }),
            fc.array(range, { minLength: 1, maxLength: 3 }),
            fc.boolean(),
          ),
          {
            minLength: 1,
            maxLength: 5,
          },
        ),
        async (rounds) => {
          run += 1
          directory = join(root, `journal-${run}`)
          rollup = join(root, `sum-${run}.json`)
          const first = openJournal({ directory, evidenceKey })
          await first.close()
          const past = createPast()
          const told = { open: [] as string[], cases: [] as string[] }
          let time = START
          let calls = 0
          let sink = openJournal({ directory, evidenceKey, rollup, rollupEvery: 3 })
          for (const [steps, ranges, another] of rounds) {
            for (const one of steps) {
              time += one.after
              calls += 1
              past.write(one.process, time, eventOf(one, `call ${calls}`, told), `receipt ${calls}`)
            }
            vi.setSystemTime(time + 5_000)
            if (another) sink = openJournal({ directory, evidenceKey, rollup, rollupEvery: 3 })
            for (const { from, length, service } of ranges) {
              const begin = from === undefined ? undefined : START + from
              const asked = {
                ...(begin === undefined ? {} : { from: new Date(begin) }),
                ...(length === undefined ? {} : { to: new Date((begin ?? START) + length) }),
                ...(service === undefined ? {} : { service }),
              }
              const whole = await buildReport(sink.read(), await sink.verify(), asked)
              expect(counts(await sink.ledger.report(asked))).toEqual(counts(whole))
              expect(whole.chain).toMatchObject({ intact: true })
              expect(whole.chain).not.toHaveProperty('earlier')
              told.cases = whole.cases.map(({ id }) => id)
            }
          }
        },
      ),
      { numRuns: 25 },
    )
  })

  test('counts the newest records too, which another process may still be writing', async () => {
    const [a, b] = [1, 2].map(() => openJournal({ directory, evidenceKey, rollup, rollupEvery: 1 }))
    const event = (call: string): AuditEvent => ({
      type: 'retrieve',
      subject: 'user:a',
      call,
      query: 'q',
      k: 1,
      chunks: [],
    })
    for (let i = 1; i <= 5; i++) {
      await Promise.all([a!.append(event(`a${i}`)), b!.append(event(`b${i}`))])
      expect(await a!.ledger.report({})).toMatchObject({ retrievals: 2 * i, chain: { intact: true } })
    }
    await a!.close()
    await b!.close()
  })
})

describe('a roll-up', () => {
  const write = (records: number, from = 0) => {
    for (let i = from; i < from + records; i++)
      past.write(
        String(i % 2),
        START + i * 60_000,
        { type: 'retrieve', subject: 'user:a', call: `${i}`, query: 'q', k: 1, chunks: [] },
        `r${i}`,
      )
  }
  let past: ReturnType<typeof createPast>
  beforeEach(async () => {
    await openJournal({ directory, evidenceKey }).close()
    past = createPast()
    write(40)
    expect(await reportNow()).toMatchObject({ retrievals: 40, chain: { intact: true } })
    expect(existsSync(rollup)).toBe(true)
  })
  const reportNow = (key = evidenceKey) =>
    openJournal({
      directory,
      evidenceKey: key,
      rollup,
      rollupEvery: 1,
      previousKeys: [evidenceKey],
    }).ledger.report({})
  /** How many records were not read again. */
  const earlier = async (key?: typeof evidenceKey) => {
    const { chain } = await reportNow(key)
    return chain.intact ? (chain.earlier?.records ?? 0) : chain.why
  }
  const stored = () => {
    const [mac = '', text = ''] = readFileSync(rollup, 'utf8').split('\n')
    return { mac, value: JSON.parse(text) }
  }
  const store = (value: unknown, key = evidenceKey) => {
    const text = JSON.stringify(value)
    const mac = createHmac('sha256', deriveKey(key, 'audit rollup').bytes).update(text).digest('hex')
    writeFileSync(rollup, `${mac}\n${text}`)
  }

  test('spares reading what it sums up, says so, and is left aside on request', async () => {
    const size = stored().value.positions.reduce(
      (sum: number, { sequence }: ChainHead) => sum + sequence + 1,
      0,
    )
    expect(await earlier()).toBe(size)
    write(3, 40)
    expect(await reportNow()).toMatchObject({ retrievals: 43, chain: { earlier: { records: size } } })
    const whole = await open().ledger.report({}, { full: true })
    expect(whole.chain).toMatchObject({ intact: true })
    expect(whole.chain).not.toHaveProperty('earlier')
  })

  test('that was changed, cut, is of another key or counts other things is made anew', async () => {
    const { value } = stored()
    const size = (await earlier()) as number
    const original = readFileSync(rollup)
    const spoiled: (() => void)[] = [
      () => writeFileSync(rollup, original.toString('utf8').replace(/"retrievals":\d+/, '"retrievals":1')),
      () => writeFileSync(rollup, original.subarray(0, original.length / 2)),
      () => writeFileSync(rollup, ''),
      () => unlinkSync(rollup),
      () => store(value, secretKey(new Uint8Array(32).fill(9))),
      () => store({ ...value, v: 0 }),
      () => store({ ...value, shape: 'closed' }),
    ]
    for (const [i, spoil] of spoiled.entries()) {
      spoil()
      expect(await reportNow(), `${i}`).toMatchObject({ retrievals: 40, chain: { intact: true } })
      expect(await earlier(), `${i}`).toBe(size)
      expect(stored().value.shape).toBe(value.shape)
    }
  })

  test('of another journal, or an older one, is not trusted with this one', async () => {
    const { value } = stored()
    const foreign = {
      ...value,
      positions: value.positions.map((one: ChainHead) => ({ ...one, hash: '0'.repeat(64) })),
    }
    store(foreign)
    write(1, 40)
    expect(await earlier()).toBe(0)
    store({
      ...value,
      positions: value.positions.map((one: ChainHead) => ({ ...one, chain: `${one.chain.slice(0, -1)}f` })),
    })
    expect(await earlier()).toBe(0)
    // An older one of the same journal is right as far as it goes.
    store(value)
    write(1, 41)
    expect(await reportNow()).toMatchObject({ retrievals: 42 })
  })

  test.each([
    ['changed', (path: string) => flip(path, 400)],
    ['truncated', (path: string) => truncateSync(path, readFileSync(path).length - 300)],
    ['missing chain', (path: string) => unlinkSync(path)],
  ])('does not hide a journal that was %s under it', async (why, meddle) => {
    const [file = ''] = readdirSync(directory)
    const kept = join(root, 'kept')
    cpSync(directory, kept, { recursive: true })
    meddle(join(directory, file))
    const { chain } = await reportNow()
    expect(chain).toMatchObject({ intact: false, why })
    rmSync(directory, { recursive: true })
    cpSync(kept, directory, { recursive: true })
    expect(await reportNow()).toMatchObject({ retrievals: 40, chain: { intact: true } })
  })
})

function flip(path: string, at: number): void {
  const bytes = readFileSync(path)
  bytes[at] = bytes[at]! ^ 1
  writeFileSync(path, bytes)
}
