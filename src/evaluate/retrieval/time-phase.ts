import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { stopIfAborted } from '../benchmark.js'
import { percentile } from '../metrics.js'
import { atMost, type Figure, type Row, row } from '../report.js'
import { byVisibility, percent } from './accuracy-phase.js'
import { type Bench, drawCase, K } from './bench.js'

/**
 * Times of the search stage by visibility beside the same search without any filter, and of door 1 beside a
 * bare durable write. All are taken in turns, so that a busy machine slows them alike; compare within a run.
 */
export async function timePhase(bench: Bench, cases: number, directory: string): Promise<Row[]> {
  const { world, stage, open } = bench
  const rows: Row[] = []
  const file = openSync(join(directory, 'durable'), 'a', 0o600)
  try {
    const durable: number[] = []
    const doors: number[] = []
    for (const [visibility, readers] of byVisibility(world)) {
      const random = bench.random.fork(`time ${visibility}`)
      const filtered: number[] = []
      const unfiltered: number[] = []
      for (let i = 0; i < cases; i++) {
        if (i % 20 === 0) stopIfAborted(bench.io)
        bench.io.progress(i, cases, `times at ${percent(visibility)}`)
        const asked = drawCase(bench, random, readers)
        const query = await bench.query(asked.query)
        const principal = world.principal(asked.reader.id)
        const mine = await stage.entitle(principal)
        const everything = await open.entitlements()
        const own = () => timed(() => stage.search(query, mine, K))
        const other = () => timed(() => open.stage.search(query, everything, K))
        // Whoever comes second finds the processor's caches full of the first one's data.
        if (i % 2 === 0) {
          filtered.push(await own())
          unfiltered.push(await other())
        } else {
          unfiltered.push(await other())
          filtered.push(await own())
        }
        if (i % 4 === 0) {
          doors.push(await timed(() => stage.firewall.retrieve(query.text, { principal, k: K })))
          durable.push(await timed(async () => append(file)))
        }
      }
      rows.push(...searchRows(percent(visibility), filtered, unfiltered))
    }
    rows.push(time('door 1, end to end: p50', doors, 50), time('door 1, end to end: p95', doors, 95))
    rows.push(
      time('a bare durable write (append, fsync): p50', durable, 50),
      time('a bare durable write: p95', durable, 95),
    )
    return rows
  } finally {
    closeSync(file)
  }
}

function searchRows(name: string, filtered: readonly number[], unfiltered: readonly number[]): Row[] {
  const ratio = percentile(filtered, 50) / percentile(unfiltered, 50)
  return [
    row(`search at ${name} visible: p50`, figure(filtered, 50), {
      baseline: { name: 'unfiltered', figure: figure(unfiltered, 50) },
    }),
    row(`search at ${name} visible: p95`, figure(filtered, 95), {
      baseline: { name: 'unfiltered', figure: figure(unfiltered, 95) },
    }),
    row(
      `search at ${name} visible: p50 against unfiltered`,
      { kind: 'ratio', value: ratio },
      { target: atMost(1.1) },
    ),
  ]
}

function time(name: string, times: readonly number[], at: number): Row {
  return row(name, figure(times, at))
}

function figure(times: readonly number[], at: number): Figure {
  return { kind: 'time', value: percentile(times, at), n: times.length }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

/** As long as the record of a retrieval. */
const RECORD = Buffer.alloc(600, 0x20)

function append(file: number): void {
  writeSync(file, RECORD)
  fsyncSync(file)
}
