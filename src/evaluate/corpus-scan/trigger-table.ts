import { CorpusScan } from '../../corpus-scan/corpus-scan.js'
import { type BenchmarkIo, stopIfAborted } from '../benchmark.js'
import type { Random } from '../random.js'
import { atLeast, atMost, row, share, type Table } from '../report.js'
import { drawWorld, PAYLOAD_KINDS, TRIGGER_KINDS, type TriggerWorld } from './held-out-worlds.js'

/** Lines of the list that somebody reads. */
const READ = 3

function scanned({ records }: TriggerWorld): readonly (readonly number[])[] {
  const scan = new CorpusScan()
  for (const [i, { prompt, answer }] of records.entries())
    scan.add({ source: String(i), text: `${prompt}\n\n${answer}`, prompt, answer })
  return scan.report().triggers.map((trigger) => trigger.records.map(Number))
}

/** Whether one of the first lines is the trigger: at least half of its records, and hardly any others. */
function isTold(lines: readonly (readonly number[])[], planted: ReadonlySet<number>): boolean {
  return lines.slice(0, READ).some((records) => {
    const right = records.filter((record) => planted.has(record)).length
    return right >= planted.size / 2 && right >= records.length / 2
  })
}

/** Worlds of every kind of trigger with every kind of answer, and clean ones. */
export function triggerTable(
  sizes: readonly number[],
  clean: readonly number[],
  random: Random,
  io: BenchmarkIo,
): Table {
  const told: {
    readonly kind: string
    readonly payload: string
    readonly size: number
    readonly told: boolean
  }[] = []
  for (const size of sizes) {
    for (const kind of TRIGGER_KINDS) {
      for (const payload of PAYLOAD_KINDS) {
        stopIfAborted(io)
        io.progress(told.length, sizes.length * TRIGGER_KINDS.length * PAYLOAD_KINDS.length, kind)
        const world = drawWorld(size, random.fork(`${size} ${kind} ${payload}`), { kind, payload })
        told.push({ kind, payload, size, told: isTold(scanned(world), world.planted) })
      }
    }
  }
  const listed = clean.map((size) => {
    stopIfAborted(io)
    return { size, count: scanned(drawWorld(size, random.fork(`clean ${size}`))).length }
  })
  const by = (holds: (one: (typeof told)[number]) => boolean) => {
    const group = told.filter(holds)
    return share(group.filter((one) => one.told).length, group.length)
  }
  return {
    title: `Triggers in worlds of another generator: among the first ${READ} lines`,
    rows: [
      row(
        'all',
        by(() => true),
        { target: atLeast(0.95) },
      ),
      ...TRIGGER_KINDS.map((kind) =>
        row(
          `trigger: ${kind}`,
          by((one) => one.kind === kind),
        ),
      ),
      ...PAYLOAD_KINDS.map((payload) =>
        row(
          `answers: ${payload}`,
          by((one) => one.payload === payload),
        ),
      ),
      ...sizes.map((size) =>
        row(
          `${size} records`,
          by((one) => one.size === size),
        ),
      ),
      ...listed.map(({ size, count }) =>
        row(
          `listed in a clean world of ${size}`,
          { kind: 'amount', value: count, unit: 'triggers' },
          { target: atMost(1) },
        ),
      ),
    ],
  }
}
