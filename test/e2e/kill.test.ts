import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { files } from '../../connectors/files.js'
import { readApiKeys } from '../../src/adapters/http/authentication/api-key-file.js'
import { openJournal } from '../../src/audit/journal.js'
import { ocsfEvents } from '../../src/audit/ocsf.js'
import { createOutputs } from '../../src/audit/outputs/index.js'
import type { AuditRecord } from '../../src/core/audit.js'
import { deriveKey } from '../../src/core/digest.js'
import { createKeyFile, loadKeys } from '../../src/core/keys.js'
import { createFirewall, type Firewall } from '../../src/firewall/firewall.js'
import { createModeSwitch } from '../../src/firewall/mode.js'
import { bundle } from '../support/bundle.js'
import { filesWithCanaries } from '../support/canary.js'
import {
  differences,
  documents,
  LEVELS,
  type Observed,
  observe,
  outputsIn,
  principals,
  type State,
  services,
  writeTree,
} from '../support/kill-world.js'
import { seeded } from '../support/random.js'

/**
 * A whole firewall is killed with SIGKILL, at every named failpoint and at random instants, while it syncs a folder
 * tree, while it answers, while it does both (docs/decisions.md#kill-and-erasure-tests). `RAGWALL_TEST_LONG=1` (`npm
 * run test:kill`) kills it several hundred times; `RAGWALL_TEST_SEED` chooses the instants.
 */
const LONG = process.env['RAGWALL_TEST_LONG'] === '1'
const SEED = Number(process.env['RAGWALL_TEST_SEED'] ?? 1)
const random = seeded(SEED)
const DAY = 86_400_000
const source = fileURLToPath(new URL('../../src', import.meta.url))

type Task = 'sync' | 'calls' | 'both' | 'reindex' | 'key' | 'mode' | 'api-keys' | 'outputs' | 'retention'

interface Kill {
  readonly task: Task
  /** What is stored before: nothing, or the tree as it was. */
  readonly start: 'nothing' | 'before'
  readonly failpoint?: string
  /** Kills at a random instant: so long after it began so many operations. */
  readonly instant?: { readonly operation: number; readonly delay: number }
}

/** Every name in the sources: `failpoint('x.y')`, and what each caller of `writeAll` and `replaceFile` makes of its prefix. */
function failpointNames(): string[] {
  const texts = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => readFileSync(join(source, path), 'utf8'))
  const names = new Set<string>()
  const suffixes = { writeAll: ['write'], replaceFile: ['write', 'fsync', 'rename', 'renamed'] }
  for (const text of texts) {
    for (const [, name = ''] of text.matchAll(/\bfailpoint\('([^']+)'\)/g)) names.add(name)
    for (const [call, , prefix] of text.matchAll(
      /\b(?:writeAll|replaceFile)\(((?!\n\s*\n)[^;{}]|\$\{[^}]*\}|\{[^;]*?\})*?'([a-z-]+)',?\s*\)/g,
    )) {
      const made = call.startsWith('writeAll') ? suffixes.writeAll : suffixes.replaceFile
      for (const suffix of made) names.add(`${prefix}.${suffix}`)
    }
  }
  return [...names].sort()
}

/** Which work passes a failpoint. */
function taskOf(failpoint: string): Task {
  const [prefix = '', name = ''] = failpoint.split('.')
  if (prefix === 'keys') return 'key'
  if (prefix === 'mode' || prefix === 'api-keys' || prefix === 'retention') return prefix
  if (prefix === 'output' || prefix === 'output-cursor') return 'outputs'
  if (['reindex', 'switch', 'switched'].includes(name)) return 'reindex'
  return prefix === 'journal' || prefix === 'anchor' ? 'calls' : 'sync'
}

/** Which pass of a failpoint to die at when there is time for one: a later one has more behind it to lose. */
function passOf(failpoint: string): number {
  const task = taskOf(failpoint)
  if (task === 'calls' && failpoint !== 'journal.create') return 6
  if (task === 'mode' || task === 'api-keys' || task === 'retention') return 2
  if (task === 'outputs') return 4
  // The last batch of a sync: its cursor says that all is done.
  return failpoint === 'store.begin' || failpoint === 'store.commit' ? 2 : 1
}

function plan(): Kill[] {
  const kills: Kill[] = []
  for (const name of failpointNames()) {
    const task = taskOf(name)
    const starts = LONG && task === 'sync' ? (['before', 'nothing'] as const) : (['before'] as const)
    for (const start of starts) {
      for (const nth of LONG ? [1, 2, 3, 5, 8] : [passOf(name)])
        kills.push({ task, start, failpoint: `${name}:${nth}` })
    }
    if (LONG && task === 'calls') kills.push({ task: 'sync', start: 'before', failpoint: `${name}:2` })
  }
  const tasks = ['sync', 'calls', 'both'] as const
  const OPERATIONS = { sync: 8, calls: 60, both: LONG ? 240 : 60 }
  for (let i = 0; i < (LONG ? 240 : 6); i++) {
    const task = tasks[i % tasks.length]!
    kills.push({
      task,
      start: i % 2 === 0 ? 'before' : 'nothing',
      instant: {
        operation: 1 + Math.floor(random() * OPERATIONS[task]),
        delay: task === 'both' ? random() * 20 : 0,
      },
    })
  }
  return kills
}

vi.setConfig({ maxConcurrency: 3 })

let root: string
let script: string
/** Both doors before the sync, and after an uninterrupted one. */
let referenceBefore: readonly Observed[]
let reference: readonly Observed[]
const tally = { kills: 0, hits: 0, unreached: 0, closed: 0, receipts: 0, documents: 0 }

/** The folder of one run: what was stored before, the tree as it is now. */
function folderFor(start: Kill['start']): string {
  const folder = mkdtempSync(join(root, 'run-'))
  if (start === 'before') cpSync(join(root, 'base'), folder, { recursive: true })
  else cpSync(join(root, 'base', 'key'), join(folder, 'key'))
  cpSync(join(root, 'tree'), join(folder, 'tree'), { recursive: true, preserveTimestamps: true })
  return folder
}

async function withFirewall<Result>(
  folder: string,
  work: (firewall: Firewall) => Promise<Result>,
): Promise<Result> {
  const data = join(folder, 'data')
  const firewall = await createFirewall({
    policy: LEVELS,
    services,
    data,
    audit: join(folder, 'journal'),
    anchor: join(folder, 'anchor'),
    evidenceKey: loadKeys({ file: join(folder, 'key') }, data).current.bytes,
    graphThreshold: 8,
    // Each probe is judged by itself.
    sharedPrincipals: principals.map(({ id }) => id),
  })
  try {
    return await work(firewall)
  } finally {
    await firewall.close()
  }
}

const syncTree = (firewall: Firewall, folder: string) => firewall.sync(files({ root: join(folder, 'tree') }))

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'ragwall-kill-'))
  script = await bundle(fileURLToPath(new URL('../support/kill-child.ts', import.meta.url)))
  const base = join(root, 'base')
  mkdirSync(base)
  createKeyFile(join(base, 'key'), join(base, 'data'))
  writeTree(join(root, 'tree'), 'before')
  cpSync(join(root, 'tree'), join(base, 'tree'), { recursive: true, preserveTimestamps: true })
  referenceBefore = await withFirewall(base, async (firewall) => {
    await syncTree(firewall, base)
    return observe(firewall)
  })
  rmSync(join(base, 'tree'), { recursive: true })
  writeTree(join(root, 'tree'), 'after', 'before')
  const whole = folderFor('before')
  reference = await withFirewall(whole, async (firewall) => {
    await syncTree(firewall, whole)
    return observe(firewall)
  })
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** One line of the child. */
interface Line {
  readonly begin?: number
  readonly end?: number
  readonly what?: string
  readonly ids?: readonly string[]
  readonly id?: string
  readonly call?: string
  readonly type?: string
  readonly verdict?: string
  readonly receipt?: string
  readonly action?: string
  readonly sent?: string
  readonly done?: boolean
  readonly mode?: string
  readonly day?: number
}

function runUntilKilled(folder: string, { task, failpoint, instant }: Kill) {
  return new Promise<{ lines: Line[]; killed: boolean; errors: string }>((resolve, reject) => {
    const child = spawn(process.execPath, [script, folder, task], {
      env: { ...process.env, RAGWALL_FAILPOINT: failpoint ?? '' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    let errors = ''
    let doomed = instant === undefined
    child.stdout.on('data', (data: Buffer) => {
      output += data.toString('latin1')
      if (doomed || !output.includes(`"begin":${instant!.operation},`)) return
      doomed = true
      if (instant!.delay === 0) child.kill('SIGKILL')
      else setTimeout(() => child.kill('SIGKILL'), instant!.delay)
    })
    child.stderr.on('data', (data: Buffer) => {
      errors += data.toString()
    })
    child.on('error', reject)
    child.on('close', (_code, signal) => {
      const lines = output
        .slice(0, output.lastIndexOf('\n') + 1)
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Line)
      resolve({ lines, killed: signal === 'SIGKILL', errors })
    })
  })
}

/** What the child was doing when it died. */
function inFlight(lines: readonly Line[]): Line[] {
  const ended = new Set(lines.map(({ end }) => end))
  return lines.filter(({ begin }) => begin !== undefined && !ended.has(begin))
}

async function journalOf(folder: string): Promise<AuditRecord[]> {
  const { current } = loadKeys({ file: join(folder, 'key') }, join(folder, 'data'))
  const journal = openJournal({
    directory: join(folder, 'journal'),
    evidenceKey: deriveKey(current, 'evidence'),
    readOnly: true,
  })
  const records: AuditRecord[] = []
  for await (const record of journal.read()) records.push(record)
  return records
}

/** Every acknowledged record is there exactly once, whole calls are closed, and what is sent was opened before. */
async function expectRecords(folder: string, lines: readonly Line[]): Promise<{ interrupted: number }> {
  const records = await journalOf(folder)
  const counts = new Map<string, number>()
  for (const { receipt } of records) {
    if (receipt !== undefined) counts.set(receipt, (counts.get(receipt) ?? 0) + 1)
  }
  const acknowledged = lines.filter(({ end, what }) => end !== undefined && what === 'append')
  tally.receipts += acknowledged.length
  expect(acknowledged.filter(({ id }) => counts.get(id!) !== 1)).toEqual([])

  const events = records.map(({ event }) => event)
  const opened = new Map(
    events.flatMap((event) => (event.type === 'opened' ? [[event.session ?? '', event.call] as const] : [])),
  )
  const closed = new Set(events.flatMap((event) => (event.type === 'closed' ? [event.call] : [])))
  const sent = new Set(lines.flatMap((line) => line.sent ?? []))
  expect([...sent].filter((session) => !opened.has(session))).toEqual([])
  const verdicts = lines.filter(({ verdict }) => verdict !== undefined)
  expect(verdicts.filter(({ verdict }) => !closed.has(opened.get(verdict!)!))).toEqual([])
  expect(verdicts.filter(({ receipt }) => counts.get(receipt!) !== 1)).toEqual([])
  return { interrupted: [...opened.values()].filter((call) => !closed.has(call)).length }
}

/** Answers that were acknowledged as held wait, and can be read again. */
async function expectHeld(firewall: Firewall, folder: string, lines: readonly Line[]): Promise<void> {
  const receipts = new Set(lines.flatMap(({ action, receipt }) => (action === 'hold' ? [receipt] : [])))
  const records = await journalOf(folder)
  const calls = records.flatMap(({ event, receipt }) =>
    event.type === 'closed' && receipts.has(receipt) ? [event.call] : [],
  )
  expect(calls).toHaveLength(receipts.size)
  const waiting = await firewall.held()
  expect(calls.filter((call) => !waiting.includes(call))).toEqual([])
  for (const call of calls.slice(0, 1)) {
    expect(await firewall.review(call, 'release', 'user:ken')).toMatchObject({ text: expect.any(String) })
  }
}

/**
 * Each document stands wholly at one of its two states, at both doors and for every reader: at the new one when
 * its batch was acknowledged, at the old one when it was not begun, and all of one batch at the same one.
 */
function expectWhole(observed: readonly Observed[], lines: readonly Line[], start: Kill['start']): void {
  const done = new Map<number, boolean>()
  for (const { end } of lines) if (end !== undefined) done.set(end, true)
  const applies = lines.filter(({ begin, what }) => begin !== undefined && what === 'apply')
  const acknowledged = new Set(applies.filter(({ begin }) => done.has(begin!)).flatMap(({ ids = [] }) => ids))
  const begun = new Set(applies.filter(({ begin }) => !done.has(begin!)).flatMap(({ ids = [] }) => ids))
  const sides = new Set<'old' | 'new'>()
  for (const document of documents) {
    const old = start === 'before' ? document.before : undefined
    const isNew = differences(observed, document, document.after)
    const isOld = differences(observed, document, old)
    // A change of permissions closes a document before it opens it to others: in between it is nobody's.
    const isClosed =
      isMoved(old, document.after) && differences(observed, document, nobodys(old)).length === 0
    // So does its sidecar, which is a container of its own and comes before all texts.
    const touched = [document.id, `./${document.id}`].some((id) => acknowledged.has(id) || begun.has(id))
    if (isClosed && touched) tally.closed += 1
    else if (acknowledged.has(document.id)) {
      expect(isNew).toEqual([])
      tally.documents += 1
    } else if (!begun.has(document.id)) expect(isOld).toEqual([])
    else {
      expect(isNew.length === 0 || isOld.length === 0, [...isOld, ...isNew].join('\n')).toBe(true)
      if (isNew.length > 0) sides.add('old')
      if (isOld.length > 0) sides.add('new')
    }
  }
  expect(sides.size, 'a batch is stored by half').toBeLessThanOrEqual(1)
}

function isMoved(old: State | undefined, after: State | undefined): old is State {
  return old !== undefined && after !== undefined && JSON.stringify(old.acl) !== JSON.stringify(after.acl)
}

function nobodys({ text, acl }: State): State {
  return { text, acl: { ...acl, allow: ['user:nobody'] } }
}

/** The emergency switch stands where it was acknowledged to stand, or where it was being put. */
function expectSwitched(folder: string, lines: readonly Line[]): void {
  const done = lines.findLast(({ end }) => end !== undefined)
  const begun = inFlight(lines).map(({ mode }) => mode)
  expect([done?.mode, ...begun]).toContain(createModeSwitch(join(folder, 'data')).current())
}

/** Every key that was handed out opens something, and the file can be read. */
function expectApiKeys(folder: string, lines: readonly Line[]): void {
  const made = lines.flatMap(({ what, id }) => (what === 'api-key' && id !== undefined ? [id] : []))
  const kept = readApiKeys(join(folder, 'api-keys.json')).map(({ id }) => id)
  expect(made.length).toBeGreaterThan(0)
  expect(made.filter((id) => !kept.includes(id))).toEqual([])
}

/** Whatever is on record arrives, whole lines of it, when the output is served again. */
async function expectDelivered(folder: string): Promise<void> {
  const outputs = createOutputs(outputsIn(folder, async () => undefined))
  await outputs.deliver({ signal: new AbortController().signal, once: true })
  const place = join(folder, 'events')
  const lines = readdirSync(place).flatMap((name) => readFileSync(join(place, name), 'utf8').split('\n'))
  const arrived = lines.filter((line) => line !== '').map((line) => JSON.parse(line).metadata.uid as string)
  const due = (await journalOf(folder)).flatMap(ocsfEvents).map(({ body }) => body.metadata.uid)
  expect(due.length).toBeGreaterThan(0)
  expect(due.filter((uid) => !arrived.includes(uid))).toEqual([])
  expect(arrived.filter((uid) => !due.includes(uid))).toEqual([])
}

/** What is old enough goes, what is not stays, and nothing is missed, at whatever moment a removal ended. */
async function expectRetained(folder: string, lines: readonly Line[]): Promise<void> {
  const { current } = loadKeys({ file: join(folder, 'key') }, join(folder, 'data'))
  const open = () =>
    openJournal({
      directory: join(folder, 'journal'),
      anchor: join(folder, 'anchor'),
      evidenceKey: deriveKey(current, 'evidence'),
    })
  const reader = open()
  expect(await reader.verify()).toMatchObject({ intact: true })
  await reader.retention.prune({ keep: 6 * DAY, by: 'service:ragwall' })
  await reader.close()
  const journal = open()
  expect(await journal.verify()).toMatchObject({ intact: true })
  expect((await journal.ledger.report({})).chain).toMatchObject({ intact: true })
  const kept = await journalOf(folder)
  const receipts = kept.map(({ receipt }) => receipt)
  const young = lines.filter(({ id, day }) => id !== undefined && (day ?? 0) < 6)
  expect(young.filter(({ id }) => !receipts.includes(id!))).toEqual([])
  expect(receipts.filter((id) => lines.some((line) => line.id === id && line.day! > 8))).toEqual([])
  // The hold of the first day and what was decided then are in force, wherever they stand.
  expect(await journal.retention.holds()).toMatchObject([{ by: 'user:ken' }])
  expect(kept.some(({ event }) => event.type === 'removal')).toBe(true)
  await journal.close()
}

async function expectSurvived(kill: Kill): Promise<void> {
  const folder = folderFor(kill.start)
  if (kill.task === 'key') rmSync(join(folder, 'key'))
  const { lines, killed, errors } = await runUntilKilled(folder, kill)
  expect(errors).toBe('')
  if (!killed) {
    // Only a later pass of a failpoint, or an instant after the end, may be out of reach.
    expect(lines.at(-1)).toEqual({ done: true })
    expect(kill.failpoint === undefined || (LONG && !kill.failpoint.endsWith(':1'))).toBe(true)
    tally.unreached += 1
  } else {
    tally.kills += 1
    if (inFlight(lines).length > 0) tally.hits += 1
  }
  if (kill.task === 'key') {
    createKeyFile(join(folder, 'key'), join(folder, 'data'))
    expect(loadKeys({ file: join(folder, 'key') }, join(folder, 'data')).current.bytes).toHaveLength(32)
    return
  }
  if (kill.task === 'mode') return expectSwitched(folder, lines)
  if (kill.task === 'api-keys') return expectApiKeys(folder, lines)
  if (kill.task === 'retention') return expectRetained(folder, lines)
  const { interrupted } = await expectRecords(folder, lines)
  if (kill.task === 'outputs') return expectDelivered(folder)
  await withFirewall(folder, async (firewall) => {
    expect(await firewall.verify()).toMatchObject({ intact: true })
    expect((await firewall.report()).interrupted).toBe(interrupted)
    const observed = await observe(firewall)
    expectWhole(observed, lines, kill.start)
    await expectHeld(firewall, folder, lines)
    if (kill.task === 'reindex') expect(observed).toEqual(referenceBefore)
    if (kill.task === 'calls' || kill.task === 'reindex') return
    await syncTree(firewall, folder)
    expect(await observe(firewall)).toEqual(reference)
    expect(await firewall.verify()).toMatchObject({ intact: true })
  })
  expect(filesWithCanaries(folder, (path) => /^(?:data|tree)\//.test(path))).toEqual([])
  rmSync(folder, { recursive: true })
}

test('the oracle agrees with an uninterrupted sync, and would not with any other state', async () => {
  for (const document of documents) expect(differences(reference, document, document.after)).toEqual([])
  const changed = documents.filter(
    ({ before, after }) => before?.text !== after?.text || before === undefined,
  )
  expect(
    changed.filter((document) => differences(reference, document, document.before).length === 0),
  ).toEqual([])
  const revoked = documents.filter(({ before, after }) => before?.acl !== after?.acl && after !== undefined)
  expect(
    revoked.filter((document) => differences(reference, document, document.before).length > 0),
  ).not.toEqual([])
  expect(reference.map(({ ranking }) => ranking.length)).toEqual(
    principals.map(() => expect.toSatisfy((count: number) => count > 0 && count < 200)),
  )
})

describe.concurrent('killed', () => {
  const kills = plan().map((kill) => ({ ...kill, name: nameOf(kill) }))

  test('every failpoint has a name that was found', ({ expect }) => {
    const prefixes = new Set(failpointNames().map((name) => name.split('.')[0]))
    expect([...prefixes].sort()).toEqual([
      'anchor',
      'api-keys',
      'graph',
      'journal',
      'keys',
      'manifest',
      'mode',
      'output',
      'output-cursor',
      'retention',
      'segment',
      'store',
    ])
  })

  test.each(kills)('$name', async (kill) => expectSurvived(kill), 120_000)
})

test.each(['store.committed', 'segment.renamed', 'journal.synced:3'])(
  'killed at %s: what is gone or closed before the sync is repeated, nobody reads',
  async (failpoint) => {
    const folder = folderFor('nothing')
    const { killed } = await runUntilKilled(folder, { task: 'sync', start: 'nothing', failpoint })
    expect(killed).toBe(true)
    const fresh = documents.filter(({ after, training }) => after?.acl.allow[0] === '*' && !training)
    const [gone, closed, kept] = fresh.map(({ id }) => id)
    rmSync(join(folder, 'tree', gone!))
    rmSync(join(folder, 'tree', `${gone}.acl.yaml`))
    writeFileSync(join(folder, 'tree', `${closed}.acl.yaml`), 'allow: [')
    await withFirewall(folder, async (firewall) => {
      await syncTree(firewall, folder)
      for (const { retrieved } of await observe(firewall)) {
        expect([gone, closed, kept].map((id) => retrieved.has(id!))).toEqual([false, false, true])
      }
    })
  },
)

test('most kills hit a write', () => {
  const { kills, hits, unreached, receipts, documents } = tally
  console.log(
    `seed ${SEED}: ${kills} kills, ${hits} with a write under way (${Math.round((100 * hits) / kills)} %), ` +
      `${unreached} runs ended before; ${receipts} acknowledged records, ${documents} acknowledged documents, ${tally.closed} closed on their way`,
  )
  expect(hits / kills).toBeGreaterThanOrEqual(0.8)
  expect(receipts).toBeGreaterThan(100)
  expect(documents).toBeGreaterThan(100)
})

function nameOf({ task, start, failpoint, instant }: Kill): string {
  const when =
    failpoint === undefined
      ? `${instant!.delay.toFixed(0)} ms into operation ${instant!.operation}`
      : `at ${failpoint}`
  return `${when}, during ${task} over ${start === 'before' ? 'an older state' : 'nothing'}`
}
