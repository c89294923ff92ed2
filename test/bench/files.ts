import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { files } from '../../connectors/files.js'
import type { SourceChange } from '../../src/core/types.js'
import { smallFiles } from '../support/small-files.js'

/**
 * `npm run bench:files -- --files 20000 --edits 500`: a tree of files in every format with nested permissions through
 * the folder connector: a first run, a second that finds nothing, and one after random edits, moves, deletions and
 * changes of permissions, of which exactly those must come. Times are CPU times; memory is the most resident at once.
 */
const { values } = parseArgs({
  options: {
    files: { type: 'string', default: '20000' },
    edits: { type: 'string', default: '500' },
    seed: { type: 'string', default: '1' },
  },
})
const COUNT = Number(values.files)
const EDITS = Number(values.edits)
const PER_FOLDER = 50

let state = Number(values.seed) >>> 0 || 1
/** Park and Miller's generator: the same tree every time. */
function below(bound: number): number {
  state = (state * 48_271) % 0x7fffffff
  return state % bound
}

const root = mkdtempSync(join(tmpdir(), 'ragwall-bench-files-'))
const KINDS = Object.keys(smallFiles('x')).filter((kind) => !/^[A-Z.]/.test(kind))
const live = new Map<string, string>()

function write(path: string, bytes: string | Uint8Array): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), bytes)
}

function put(path: string, kind: string, said: string): void {
  write(path, smallFiles(said)[kind]!)
  live.set(path, kind)
}

function folderOf(number: number): string {
  const folder = Math.floor(number / PER_FOLDER)
  return `d${folder % 7}/d${folder % 41}/f${folder}`
}

interface Run {
  readonly cpu: number
  readonly peak: number
  readonly counts: Readonly<Record<string, number>>
  readonly touched: ReadonlySet<string>
  readonly cursor: string
}

async function run(since: string | undefined): Promise<Run> {
  const before = process.cpuUsage()
  const counts: Record<string, number> = {}
  const touched = new Set<string>()
  let peak = 0
  let cursor = ''
  let given = 0
  const note = (change: SourceChange) => {
    counts[change.kind] = (counts[change.kind] ?? 0) + 1
    const id = change.kind === 'upsert' ? change.document.id : 'id' in change ? change.id : undefined
    if (id !== undefined && !['skipped', 'refused', 'container'].includes(change.kind))
      touched.add(id.split('#')[0]!)
  }
  for await (const change of files({ root, archives: true }).changes(since === undefined ? {} : { since })) {
    note(change)
    cursor = change.cursor
    given += 1
    if (given % 100 === 0) peak = Math.max(peak, process.memoryUsage().rss)
    if (given % 5_000 === 0) process.stderr.write(`  ${given} changes\n`)
  }
  const { user, system } = process.cpuUsage(before)
  return {
    cpu: (user + system) / 1000,
    peak: Math.max(peak, process.memoryUsage().rss),
    counts,
    touched,
    cursor,
  }
}

const say = (name: string, { cpu, peak, counts }: Run) =>
  process.stdout.write(
    `${name.padEnd(28)} ${(cpu / 1000).toFixed(1).padStart(7)} s CPU  ${(peak / 2 ** 20).toFixed(0).padStart(5)} MB  ${JSON.stringify(counts)}\n`,
  )

try {
  write('.acl.yaml', 'allow: ["group:all"]\nclassification: internal\n')
  for (let i = 0; i < COUNT; i++) {
    const kind = KINDS[i % KINDS.length]!
    const path = `${folderOf(i)}/n${i}.${kind}`
    put(path, kind, `Paper ${i} about lot ${below(1e9)} and what became of it.`)
    if (i % 500 === 0) write(`${folderOf(i)}/.acl.yaml`, `allow: ["group:g${below(20)}"]\n`)
    if (i % 997 === 0) write(`${folderOf(i)}/n${i}.unknown`, 'x')
  }
  // Files that are a moment old are read again: their times do not tell yet.
  await setTimeout(2_500)
  const first = await run(undefined)
  say(`first run, ${COUNT} files`, first)
  const second = await run(first.cursor)
  say('second run, nothing to do', second)
  const expected = new Set<string>()
  const paths = [...live.keys()]
  for (let i = 0; i < EDITS; i++) {
    const path = paths[below(paths.length)]!
    if (expected.has(path) || !live.has(path)) continue
    const kind = live.get(path)!
    const what = below(4)
    expected.add(path)
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
      expected.add(moved)
    } else write(`${path}.acl.yaml`, `allow: ["user:u${i}"]\n`)
  }
  const third = await run(second.cursor)
  say(`after ${EDITS} edits`, third)
  const missed = [...expected].filter((path) => !third.touched.has(path))
  const extra = [...third.touched].filter((path) => !expected.has(path))
  process.stdout.write(
    `\nsecond run: ${((100 * second.cpu) / first.cpu).toFixed(1)} % of the first (at most 10)\n`,
  )
  process.stdout.write(
    `changes missed: ${missed.length}, given without one: ${extra.length} of ${expected.size}\n`,
  )
  if (missed.length > 0 || extra.length > 0 || second.touched.size > 0 || second.cpu > first.cpu / 10)
    process.exitCode = 1
} finally {
  rmSync(root, { recursive: true, force: true })
}
