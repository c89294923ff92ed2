import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { files } from '../../connectors/files.js'
import { smallFiles } from '../support/small-files.js'

/**
 * `npm run bench:files -- --files 2000,10000,20000 --edits 500`: a tree of files in every format with nested permissions
 * that grows, through the folder connector: at each size a first run, and a second that finds nothing; at last one after
 * random edits, moves, deletions and changes of permissions, of which exactly those must come. Whatever is not taken must
 * be named with its reason, in every run. Each run is a process of its own: times are its CPU times, memory is the most
 * it had resident, and the most that was alive after a collection, sampled.
 */
const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '2000,10000,20000' },
    edits: { type: 'string', default: '500' },
    seed: { type: 'string', default: '1' },
    run: { type: 'string' },
  },
})
const SIZES = values.files.split(',').map(Number)
const EDITS = Number(values.edits)
const PER_FOLDER = 50

let state = Number(values.seed) >>> 0 || 1
/** Park and Miller's generator: the same tree every time. */
function below(bound: number): number {
  state = (state * 48_271) % 0x7fffffff
  return state % bound
}

interface Run {
  /** Milliseconds. */
  readonly cpu: number
  /** Bytes. */
  readonly resident: number
  readonly alive: number
  readonly counts: Readonly<Record<string, number>>
  readonly touched: readonly string[]
  /** By id, why it was not taken. */
  readonly named: Readonly<Record<string, string>>
}

const collect = (globalThis as { gc?: () => void }).gc

/** One run of the connector on the tree in `folder`, in this process. */
async function runHere(folder: string): Promise<void> {
  const cursorFile = join(folder, 'cursor')
  const since = readFileSync(cursorFile, 'utf8')
  const before = process.cpuUsage()
  const counts: Record<string, number> = {}
  const touched = new Set<string>()
  const named: Record<string, string> = {}
  let cursor = ''
  let alive = 0
  let given = 0
  const root = join(folder, 'tree')
  for await (const change of files({ root, archives: true }).changes(since === '' ? {} : { since })) {
    counts[change.kind] = (counts[change.kind] ?? 0) + 1
    if (change.kind === 'skipped') named[change.id] = change.reason
    else if (change.kind === 'refused') named[change.id] = change.code
    else if (change.kind === 'upsert') touched.add(change.document.id.split('#')[0]!)
    else if (change.kind === 'acl' || change.kind === 'delete') touched.add(change.id.split('#')[0]!)
    cursor = change.cursor
    given += 1
    if (given % 1_000 === 0) {
      collect?.()
      alive = Math.max(alive, process.memoryUsage().heapUsed)
      process.stderr.write(`  ${given} changes\n`)
    }
  }
  collect?.()
  alive = Math.max(alive, process.memoryUsage().heapUsed)
  const { user, system } = process.cpuUsage(before)
  writeFileSync(cursorFile, cursor)
  const run: Run = {
    ...{ cpu: (user + system) / 1000, resident: process.resourceUsage().maxRSS * 1024, alive },
    ...{ counts, touched: [...touched], named },
  }
  process.stdout.write(JSON.stringify(run))
}

function runApart(folder: string): Run {
  const here = fileURLToPath(import.meta.url)
  const child = spawnSync(process.execPath, ['--expose-gc', '--import', 'tsx', here, '--run', folder], {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (child.status !== 0) throw new Error(`a run ended with ${child.status ?? child.signal}`)
  return JSON.parse(child.stdout) as Run
}

const megabytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(0)} MB`

function say(name: string, { cpu, resident, alive, counts }: Run): void {
  process.stdout.write(
    `${name.padEnd(32)} ${(cpu / 1000).toFixed(1).padStart(7)} s CPU  ${megabytes(resident).padStart(7)} resident  ${megabytes(alive).padStart(7)} alive  ${JSON.stringify(counts)}\n`,
  )
}

let failed = false
function demand(is: boolean, what: string): void {
  process.stdout.write(`${is ? 'ok    ' : 'FAILED'} ${what}\n`)
  failed ||= !is
}

async function main(folder: string): Promise<void> {
  const root = join(folder, 'tree')
  const cursorFile = join(folder, 'cursor')
  const kinds = Object.keys(smallFiles('x')).filter((kind) => !/^[A-Z.]/.test(kind))
  const live = new Map<string, string>()
  /** What must not be taken, and why. */
  const expected: Record<string, string> = {}
  const write = (path: string, bytes: string | Uint8Array) => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), bytes)
  }
  const put = (path: string, kind: string, said: string) => {
    write(path, smallFiles(said)[kind]!)
    live.set(path, kind)
  }
  const leave = (path: string, bytes: string | Uint8Array, why: string, named = path) => {
    write(path, bytes)
    expected[named] = why
  }
  const folderOf = (i: number) => {
    const number = Math.floor(i / PER_FOLDER)
    return `d${number % 7}/d${number % 41}/f${number}`
  }
  write('.acl.yaml', 'allow: ["group:all"]\nclassification: internal\n')
  let made = 0
  let last: { first: Run; second: Run } | undefined
  const alive: number[] = []
  for (const size of SIZES) {
    for (; made < size; made++) {
      const kind = kinds[made % kinds.length]!
      const at = folderOf(made)
      put(`${at}/n${made}.${kind}`, kind, `Paper ${made} about lot ${below(1e9)} and what became of it.`)
      if (made % 500 === 0) write(`${at}/.acl.yaml`, `allow: ["group:g${below(20)}"]\n`)
      if (made % 97 === 0) leave(`${at}/n${made}.unknown`, 'x', 'unknown-kind')
      if (made % 193 === 0) leave(`${at}/.hidden${made}/n.txt`, 'x', 'hidden', `${at}/.hidden${made}/`)
      if (made % 101 === 0) leave(`${at}/cut${made}.docx`, 'PK\u0003\u0004', 'document-invalid')
      if (made % 103 === 0) leave(`${at}/empty${made}.txt`, '', 'document-invalid')
      if (made % 107 === 0)
        leave(`${at}/bytes${made}.txt`, Uint8Array.of(0, 255, 1, 254), 'source-unreadable')
      if (made % 109 === 0) {
        leave(`${at}/spoiled${made}.txt`, 'Readable, but by whom?', 'acl-invalid')
        leave(`${at}/spoiled${made}.txt.acl.yaml`, 'allow: [', 'acl-invalid')
      }
    }
    // Files that are a moment old are read again: their times do not tell yet.
    await setTimeout(2_500)
    writeFileSync(cursorFile, '')
    const first = runApart(folder)
    say(`first run, ${size} files`, first)
    const second = runApart(folder)
    say('second run, nothing to do', second)
    for (const { named } of [first, second]) compare(named, expected)
    demand(second.touched.length === 0, 'the second run gives nothing')
    const share = (100 * second.cpu) / first.cpu
    demand(share <= 10, `the second run costs ${share.toFixed(1)} % of the first, at most 10`)
    alive.push(first.alive)
    last = { first, second }
  }
  const perFile = (alive.at(-1)! - alive[0]!) / Math.max(1, SIZES.at(-1)! - SIZES[0]!)
  if (SIZES.length > 1)
    demand(perFile < 4_000, `${perFile.toFixed(0)} bytes alive for each further file, less than 4000`)
  if (last === undefined) return

  const edited = new Set<string>()
  const paths = [...live.keys()]
  for (let i = 0; i < EDITS; i++) {
    const path = paths[below(paths.length)]!
    if (edited.has(path) || !live.has(path)) continue
    const kind = live.get(path)!
    const what = below(4)
    edited.add(path)
    if (what === 0) {
      put(path, kind, `Edited ${below(1e9)} since.`)
      utimesSync(join(root, path), new Date(), new Date(Date.now() - 10_000 - i * 1_000))
    } else if (what === 1) {
      rmSync(join(root, path))
      live.delete(path)
    } else if (what === 2) {
      const moved = `${dirname(path)}/moved${i}.${kind}`
      renameSync(join(root, path), join(root, moved))
      live.delete(path)
      live.set(moved, kind)
      edited.add(moved)
    } else write(`${path}.acl.yaml`, `allow: ["user:u${i}"]\n`)
  }
  const third = runApart(folder)
  say(`after ${EDITS} edits`, third)
  compare(third.named, expected)
  const touched = new Set(third.touched)
  const missed = [...edited].filter((path) => !touched.has(path))
  const extra = third.touched.filter((path) => !edited.has(path))
  demand(
    missed.length + extra.length === 0,
    `changes missed: ${missed.length}, given without one: ${extra.length} of ${edited.size}`,
  )
}

function compare(named: Run['named'], expected: Readonly<Record<string, string>>): void {
  const wrong = Object.entries(expected).filter(([id, why]) => named[id] !== why)
  const more = Object.keys(named).filter((id) => expected[id] === undefined)
  demand(
    wrong.length + more.length === 0,
    `${Object.keys(expected).length} that are not taken are named with their reason; ${wrong.length} are not, ${more.length} others are`,
  )
  for (const [id] of wrong.slice(0, 3)) process.stdout.write(`       ${id}: ${named[id]}\n`)
  for (const id of more.slice(0, 3)) process.stdout.write(`       ${id}: ${named[id]}\n`)
}

if (values.run !== undefined) await runHere(values.run)
else {
  const folder = mkdtempSync(join(tmpdir(), 'ragwall-bench-files-'))
  try {
    await main(folder)
    if (failed) process.exitCode = 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
