import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openJournal } from '../../../../src/audit/journal.js'
import { ocsfEvents } from '../../../../src/audit/ocsf.js'
import { createOutputs, type Outputs } from '../../../../src/audit/outputs/index.js'
import type { AuditEvent } from '../../../../src/core/audit.js'
import { secretKey } from '../../../../src/core/digest.js'
import { FirewallError } from '../../../../src/core/errors.js'
import { type OutputConfig, outputSchema } from '../../../../src/core/outputs-config.js'
import { createLease } from '../../../../src/store/lease.js'
import { auditEvents } from '../../../support/audit-events.js'
import {
  datagramReceiver,
  type Fault,
  type Received,
  syslogReceiver,
  webhookReceiver,
} from '../../../support/receivers.js'

const evidenceKey = secretKey(new Uint8Array(32).fill(7))
const SECRET = 'a secret of the receiver'

let root: string
let journal: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ragwall-outputs-'))
  journal = join(root, 'journal')
  vi.stubEnv('HOOK_SECRET', SECRET)
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(root, { recursive: true })
})

const EVENTS = fc.sample(
  auditEvents.filter(({ type }) => type !== 'opened'),
  { numRuns: 60, seed: 4 },
)

/** One process of the service: writes a chain of its own, and serves the outputs. */
function start(config: readonly object[]) {
  const outputs = config.map((one) => outputSchema.parse(one))
  const sink = openJournal({ directory: journal, evidenceKey })
  const served: Outputs = createOutputs({
    journal,
    directory: join(root, 'outputs'),
    outputs,
    lease: createLease(root, 'outputs-lease.db'),
    append: (event) => sink.append(event),
    pace: 2,
  })
  const ending = new AbortController()
  let running: Promise<void> | undefined
  return {
    sink,
    served,
    write: (events: readonly AuditEvent[]) => Promise.all(events.map((event) => sink.append(event))),
    run() {
      running = served.deliver({ signal: ending.signal })
    },
    async stop() {
      ending.abort()
      await running
      await sink.close()
    },
    /** Until nothing that says something is behind. */
    async settled() {
      await vi.waitFor(async () => {
        for (const { records, failingSince } of await served.states()) {
          expect({ records, failingSince }).toEqual({ records: 0, failingSince: undefined })
        }
      }, 20_000)
    },
  }
}

/** Ids of all that the journal has to say. */
async function onRecord(): Promise<string[]> {
  const sink = openJournal({ directory: journal, evidenceKey, readOnly: true })
  const uids: string[] = []
  for await (const record of sink.read())
    uids.push(...ocsfEvents(record).map(({ body }) => body.metadata.uid))
  await sink.close()
  return uids.sort()
}

/** What came, each once; the same id always says the same. */
function distinct(events: readonly Received[]): string[] {
  const byUid = new Map<string, string>()
  for (const event of events) {
    const said = JSON.stringify(event)
    expect(byUid.get(event.metadata.uid) ?? said).toBe(said)
    byUid.set(event.metadata.uid, said)
  }
  return [...byUid.keys()].sort()
}

/** Faults in turn, and then none. */
function faults(...all: readonly Fault[]): () => Fault {
  const left = [...all]
  return () => left.shift() ?? 'none'
}

describe('receivers lose nothing', () => {
  const certificate = (name: string) => readFileSync(join(import.meta.dirname, '../../../fixtures/tls', name))
  const tls = { cert: certificate('first.crt'), key: certificate('first.key') }
  const kinds = {
    webhook: {
      receive: (fault: () => Fault, port?: number) => webhookReceiver(SECRET, fault, port),
      config: (port: number) => ({
        to: 'webhook',
        url: `http://127.0.0.1:${port}/in`,
        secret: { env: 'HOOK_SECRET' },
      }),
    },
    tcp: {
      receive: (fault: () => Fault, port?: number) =>
        syslogReceiver(fault, { ...(port === undefined ? {} : { port }) }),
      config: (port: number) => ({ to: 'syslog', transport: 'tcp', host: '127.0.0.1', port }),
    },
    tls: {
      receive: (fault: () => Fault, port?: number) =>
        syslogReceiver(fault, { tls, ...(port === undefined ? {} : { port }) }),
      config: (port: number) => ({
        to: 'syslog',
        host: 'localhost',
        port,
        ca: join(import.meta.dirname, '../../../fixtures/tls/first.crt'),
      }),
    },
  }

  test.for(Object.entries(kinds))(
    '%s: over restarts of both sides and faults of the receiver',
    async ([name, kind]) => {
      // It is down when the service begins, comes, fails, goes, and comes again; the service is started anew meanwhile.
      const first = await kind.receive(faults('break', 503, 'break', 429))
      const { port } = first
      await first.stop()
      const config = [{ name: 'siem', ...kind.config(port) }]
      const one = start(config)
      one.run()
      await one.write(EVENTS.slice(0, 20))
      await vi.waitFor(async () => expect((await one.served.states())[0]!.failingSince).toBeDefined())
      const second = await kind.receive(faults('break', 503, 'break', 429), port)
      await one.settled()
      await second.stop()
      await one.write(EVENTS.slice(20, 40))
      await one.stop()
      const two = start(config)
      two.run()
      await two.write(EVENTS.slice(40))
      const third = await kind.receive(faults(500, 'break'), port)
      await two.settled()
      await two.stop()
      await third.stop()
      const received = [...first.events, ...second.events, ...third.events]
      expect(distinct(received), name).toEqual(await onRecord())
      // What the receiver says with its answers is nobody's.
      expect(JSON.stringify(received)).not.toContain('words of the receiver')
    },
  )

  test('udp: all of it on a machine that drops nothing', async () => {
    const receiver = await datagramReceiver()
    const one = start([
      { name: 'soc', to: 'syslog', transport: 'udp', host: '127.0.0.1', port: receiver.port },
    ])
    one.run()
    await one.write(EVENTS)
    await one.settled()
    await vi.waitFor(async () => expect(distinct(receiver.events)).toEqual(await onRecord()))
    await one.stop()
    await receiver.stop()
  })

  test('file: whole lines, over restarts, half a line of a crash, rotation and another program that renames it', async () => {
    const path = join(root, 'out', 'events.jsonl')
    const config = [{ name: 'log', to: 'file', path, rotate: { bytes: 20_000, keep: 99 } }]
    const one = start(config)
    one.run()
    await one.write(EVENTS.slice(0, 20))
    await one.settled()
    await one.stop()
    appendFileSync(path, '{"half":"a li')
    const two = start(config)
    two.run()
    await two.write(EVENTS.slice(20, 40))
    await two.settled()
    rmSync(`${path}.renamed`, { force: true })
    const { renameSync } = await import('node:fs')
    renameSync(path, `${path}.renamed`)
    await two.write(EVENTS.slice(40))
    await two.settled()
    await two.stop()
    const files = readdirSync(join(root, 'out'))
    expect(files.length).toBeGreaterThan(2)
    const lines = files.flatMap((file) =>
      readFileSync(join(root, 'out', file), 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Received),
    )
    expect(distinct(lines)).toEqual(await onRecord())
  })

  test('a receiver that takes no large bodies gets smaller ones', async () => {
    let most = 0
    const receiver = await webhookReceiver(SECRET, () => 'none')
    const { createServer: createHttp, request } = await import('node:http')
    const front = createHttp((incoming, response) => {
      const pieces: Buffer[] = []
      incoming.on('data', (piece) => pieces.push(piece))
      incoming.on('end', () => {
        const body = Buffer.concat(pieces)
        if ((JSON.parse(body.toString()) as unknown[]).length > 3) {
          response.writeHead(413).end()
          return
        }
        most = Math.max(most, (JSON.parse(body.toString()) as unknown[]).length)
        const on = request(
          { port: receiver.port, host: '127.0.0.1', method: 'POST', headers: incoming.headers },
          (answer) => {
            answer.resume()
            response.writeHead(answer.statusCode!).end()
          },
        )
        on.end(body)
      })
    })
    await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve))
    const { port } = front.address() as { port: number }
    const one = start([
      { name: 'siem', to: 'webhook', url: `http://127.0.0.1:${port}`, secret: { env: 'HOOK_SECRET' } },
    ])
    one.run()
    await one.write(EVENTS.slice(0, 20))
    await one.settled()
    await one.stop()
    expect(distinct(receiver.events)).toEqual(await onRecord())
    expect(most).toBeGreaterThan(0)
    front.closeAllConnections()
    await new Promise((resolve) => front.close(resolve))
    await receiver.stop()
  })
})

describe('outputs', () => {
  const file = (path: string, more: object = {}) => ({ name: 'log', to: 'file', path, ...more })
  const linesOf = (path: string) =>
    existsSync(path)
      ? readFileSync(path, 'utf8')
          .split('\n')
          .filter((line) => line !== '')
      : []

  test('a receiver that never answers keeps no record waiting, and is told how far behind it is', async () => {
    // It takes connections and says nothing.
    const connected: Socket[] = []
    const mute = createServer((socket) => void connected.push(socket))
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve))
    const { port } = mute.address() as { port: number }
    const one = start([
      { name: 'siem', to: 'webhook', url: `http://127.0.0.1:${port}`, secret: { env: 'HOOK_SECRET' } },
    ])
    one.run()
    await one.write(EVENTS)
    const [state] = await one.served.states()
    // The record that began the chain is behind as well.
    expect(state).toMatchObject({ name: 'siem', to: 'webhook', records: EVENTS.length + 1 })
    await one.stop()
    for (const socket of connected) socket.destroy()
    await new Promise((resolve) => mute.close(resolve))
  })

  test('of two processes one sends, and the other takes its place', async () => {
    const path = join(root, 'events.jsonl')
    const one = start([file(path)])
    const two = start([file(path)])
    one.run()
    await one.write(EVENTS.slice(0, 9))
    await one.settled()
    await expect(
      two.served.deliver({ signal: new AbortController().signal, once: true }),
    ).rejects.toMatchObject({
      code: 'store-locked',
    })
    await expect(
      one.served.deliver({ signal: new AbortController().signal, once: true }),
    ).rejects.toMatchObject({
      code: 'store-locked',
    })
    await one.stop()
    await two.write(EVENTS.slice(9, 12))
    await two.served.deliver({ signal: new AbortController().signal, once: true })
    expect(linesOf(path)).toHaveLength((await onRecord()).length)
    await two.stop()
  })

  test('once: what fails is an error, is on record once, and is not lost', async () => {
    const path = join(root, 'folder')
    const one = start([file(path)])
    await one.write(EVENTS.slice(0, 9))
    // A folder of its name stands in the way.
    const { mkdirSync, rmdirSync } = await import('node:fs')
    mkdirSync(path)
    const once = () => one.served.deliver({ signal: new AbortController().signal, once: true })
    await expect(once()).rejects.toMatchObject({ code: 'output-failed' })
    await expect(once()).rejects.toBeInstanceOf(FirewallError)
    const failures: AuditEvent[] = []
    for await (const { event } of one.sink.read())
      if (event.type === 'failure') failures.push(event as AuditEvent)
    expect(failures.filter((event) => 'where' in event && event.where === 'output log')).toEqual([
      { type: 'failure', where: 'output log', code: 'output-failed' },
    ])
    rmdirSync(path)
    await once()
    expect(
      linesOf(path)
        .map((line) => (JSON.parse(line) as Received).metadata.uid)
        .sort(),
    ).toEqual(await onRecord())
    await one.stop()
  })

  test('a new one begins where it is told to, and takes the classes it is told', async () => {
    const [all, later, found] = ['all', 'later', 'found'].map((name) => join(root, `${name}.jsonl`))
    const one = start([
      file(all!, { name: 'all' }),
      file(later!, { name: 'later', from: 'now' }),
      file(found!, { name: 'found', classes: ['detection-finding'] }),
    ])
    await one.write(EVENTS.slice(0, 30))
    const deliver = () => one.served.deliver({ signal: new AbortController().signal, once: true })
    await deliver()
    expect(linesOf(later!)).toEqual([])
    await one.write(EVENTS.slice(30))
    await deliver()
    const before = linesOf(all!).length
    expect(before).toBe((await onRecord()).length)
    expect(linesOf(all!).slice(-linesOf(later!).length)).toEqual(linesOf(later!))
    expect(linesOf(later!).length).toBeLessThan(before)
    expect(linesOf(found!)).toEqual(linesOf(all!).filter((line) => JSON.parse(line).class_uid === 2004))
    await one.stop()
  })

  test('a cursor that was damaged begins anew: twice, under the same ids, and nothing is left out', async () => {
    const path = join(root, 'events.jsonl')
    const one = start([file(path)])
    await one.write(EVENTS.slice(0, 9))
    const deliver = () => one.served.deliver({ signal: new AbortController().signal, once: true })
    await deliver()
    writeFileSync(join(root, 'outputs', 'log.json'), '{"v":1,"position":{"x":-1}}')
    await deliver()
    const uids = await onRecord()
    expect(linesOf(path)).toHaveLength(2 * uids.length)
    expect(distinct(linesOf(path).map((line) => JSON.parse(line) as Received))).toEqual(uids)
    await one.stop()
  })

  test('a secret that is missing is known at the start', () => {
    vi.stubEnv('HOOK_SECRET', '')
    const config: OutputConfig = outputSchema.parse({
      name: 'siem',
      to: 'webhook',
      url: 'https://siem.example/',
      secret: { env: 'HOOK_SECRET' },
    })
    expect(() => start([config])).toThrowError(/HOOK_SECRET/)
  })
})
