import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { VerbatimIndex } from '../../src/verbatim-index/index.js'
import { bundle } from '../support/bundle.js'
import { KEY, textOf, type Version, type Work, workOf } from '../support/kill-engine-world.js'
import { seeded } from '../support/random.js'

/**
 * The matching engine is killed with SIGKILL at random instants of its additions, replacements, removals, erasures
 * and merges, with all of it in memory and with little (docs/decisions.md#kill-and-erasure-tests).
 * `RAGWALL_TEST_LONG=1` (`npm run test:kill`) kills it a hundred and fifty times; `RAGWALL_TEST_SEED` chooses the
 * instants.
 */
const LONG = process.env['RAGWALL_TEST_LONG'] === '1'
const SEED = Number(process.env['RAGWALL_TEST_SEED'] ?? 1) || 1
const random = seeded(SEED)
const KILLS = LONG ? 150 : 4

let root: string
let script: string
/** How long each piece of work takes when nobody disturbs it, milliseconds. */
let durations: readonly number[]
const tally = { kills: 0, hits: 0 }

interface Line extends Partial<Work> {
  readonly begin?: number
  readonly end?: number
  readonly ms?: number
  readonly done?: boolean
}

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'ragwall-kill-engine-'))
  script = await bundle(fileURLToPath(new URL('../support/kill-engine-child.ts', import.meta.url)))
  const { lines } = await run(directoryFor('whole'), '', undefined)
  durations = lines.flatMap(({ ms }) => (ms === undefined ? [] : [ms]))
  expect(durations).toHaveLength(workOf().length)
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

function directoryFor(name: string): string {
  const directory = join(root, name)
  mkdirSync(directory)
  return directory
}

/** Runs the child; kills it `delay` milliseconds after it began a piece of work. */
function run(directory: string, mode: string, kill: { at: number; delay: number } | undefined) {
  return new Promise<{ lines: Line[]; killed: boolean; errors: string }>((resolve, reject) => {
    const child = spawn(process.execPath, [script, directory, mode], { stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    let errors = ''
    let doomed = kill === undefined
    child.stdout.on('data', (data: Buffer) => {
      output += data.toString('latin1')
      if (doomed || !output.includes(`"begin":${kill!.at},`)) return
      doomed = true
      setTimeout(() => child.kill('SIGKILL'), kill!.delay)
    })
    child.stderr.on('data', (data: Buffer) => (errors += data.toString()))
    child.on('error', reject)
    child.on('close', (_, signal) => {
      const lines = output.split('\n').filter((line) => line.endsWith('}'))
      resolve({ lines: lines.map((line) => JSON.parse(line) as Line), killed: signal === 'SIGKILL', errors })
    })
  })
}

/** What is stored after some work, id to version. */
function apply(before: ReadonlyMap<string, number>, { put = [], gone }: Partial<Work>): Map<string, number> {
  const after = new Map(before)
  for (const { id, version } of put) after.set(id, version)
  if (gone !== undefined) after.delete(gone)
  return after
}

/** Every version there has been, with whether the index finds it at all and where. */
function observed(index: VerbatimIndex, versions: readonly Version[]): Map<string, number> {
  const found = new Map<string, number>()
  for (const { id, version } of versions) {
    const text = textOf(id, version)
    for (const at of [0, 29_000, text.length - 80]) {
      const matches = index.match(`1 ${text.slice(at, at + 80)} 1`, { views: false, near: false })
      if (matches.length === 0) continue
      expect(matches).toMatchObject([{ documentId: id, sourceStart: at, sourceEnd: at + 80, copies: 1 }])
      expect([version, undefined]).toContain(found.get(id) ?? version)
      found.set(id, version)
    }
  }
  return found
}

/** Whether a file holds any of some pieces of a text, plain or as UTF-16. */
function leavesTraces(directory: string, { id, version }: Version): boolean {
  const text = textOf(id, version)
  const pieces = Array.from({ length: 40 }, (_, i) => text.slice(i * 1_400, i * 1_400 + 24))
  return readdirSync(directory).some((name) => {
    const file = readFileSync(join(directory, name))
    return pieces.some((piece) => file.includes(piece) || file.includes(Buffer.from(piece, 'utf16le')))
  })
}

async function expectSurvived(i: number): Promise<void> {
  const work = workOf()
  const at = i < work.length ? (i * 7) % work.length : Math.floor(random() * work.length)
  const mode = i % 2 === 0 ? '' : 'low'
  const directory = directoryFor(`run-${i}`)
  const { lines, killed, errors } = await run(directory, mode, { at, delay: random() * 0.9 * durations[at]! })
  expect(errors).toBe('')
  const ended = new Set(lines.flatMap(({ end }) => end ?? []))
  const begun = lines.filter(({ begin }) => begin !== undefined)
  const acknowledged = begun.filter(({ begin }) => ended.has(begin!))
  const [open] = begun.filter(({ begin }) => !ended.has(begin!))
  tally.kills += killed ? 1 : 0
  tally.hits += killed && open !== undefined ? 1 : 0

  const erased = (some: readonly Line[]) =>
    some.flatMap(({ what, gone }) => (what === 'erase' ? [gone!] : []))
  const versions = workOf().flatMap(({ put = [] }) => put)
  const versionsOf = (ids: readonly string[]) => versions.filter(({ id }) => ids.includes(id))
  // What was acknowledged as erased is in no file, even before anybody opens the directory again.
  expect(versionsOf(erased(acknowledged)).filter((one) => leavesTraces(directory, one))).toEqual([])

  const before = acknowledged.reduce(apply, new Map<string, number>())
  const index = await VerbatimIndex.open({ key: KEY, directory, lowMemory: mode === 'low' })
  const found = observed(index, versions)
  // The work that was cut short is done wholly or not at all.
  const states = [before, ...(open === undefined ? [] : [apply(before, open)])]
  expect(states.map((state) => [...state].sort())).toContainEqual([...found].sort())
  expect(readdirSync(directory).filter((name) => name.endsWith('.tmp'))).toEqual([])
  // An erasure that was cut short can be asked for again, whether the document is still known or not.
  for (const id of erased(open === undefined ? [] : [open])) await index.delete(id, { erase: true })
  const gone = erased([...acknowledged, ...(open === undefined ? [] : [open])])
  expect(versionsOf(gone).filter((one) => leavesTraces(directory, one))).toEqual([])
  await index.add([{ id: 'afterwards', text: textOf('afterwards', 1) }])
  await index.close()
  const again = await VerbatimIndex.open({ key: KEY, directory })
  const expected = new Map([...found].filter(([id]) => !gone.includes(id))).set('afterwards', 1)
  expect(observed(again, [...versions, { id: 'afterwards', version: 1 }])).toEqual(expected)
  await again.close()
  rmSync(directory, { recursive: true })
}

test(
  'killed at any instant, the engine loses nothing that was acknowledged and keeps nothing that was erased',
  async () => {
    for (let i = 0; i < KILLS; i++) await expectSurvived(i)
    const { kills, hits } = tally
    if (LONG) {
      console.log(
        `seed ${SEED}: ${kills} kills of the engine, ${hits} with a write under way (${Math.round((100 * hits) / kills)} %)`,
      )
    }
    expect(kills).toBeGreaterThanOrEqual(0.8 * KILLS)
    expect(hits / kills).toBeGreaterThanOrEqual(LONG ? 0.8 : 0.5)
  },
  LONG ? 1_200_000 : 60_000,
)
