import { PoisonFinder } from '../../corpus-scan/poisoning.js'
import { type BenchmarkIo, stopIfAborted } from '../benchmark.js'
import type { Random } from '../random.js'
import { atLeast, atMost, row, share, type Table } from '../report.js'
import { drawPoisonWorld, POISONED_CORPORA, POISONS, type PoisonWorld } from './held-out-poisons.js'

/** Lines of the list that somebody reads. */
const READ = 3

function linesOf({ items }: PoisonWorld) {
  const finder = new PoisonFinder()
  for (const item of items) finder.add(item)
  return finder.found()
}

/**
 * Planted passages in one of the first lines. A line counts where hardly anything else stands in it; of two that
 * contradict, one is honest.
 */
function told(world: PoisonWorld): number {
  const found = new Set<string>()
  for (const { records } of linesOf(world).slice(0, READ)) {
    const right = records.filter((record) => world.planted.has(record))
    if (right.length < records.length / 3) continue
    for (const record of right) found.add(record)
  }
  return found.size
}

/** Corpora of every kind with every way to poison them, and clean ones. */
export function poisonTable(
  sizes: readonly number[],
  clean: readonly number[],
  random: Random,
  io: BenchmarkIo,
): Table {
  const cases = sizes.flatMap((size) =>
    Object.entries(POISONS).flatMap(([way, { corpora }]) => corpora.map((corpus) => ({ size, way, corpus }))),
  )
  const counted = cases.map(({ size, way, corpus }, i) => {
    stopIfAborted(io)
    io.progress(i, cases.length, way)
    const world = drawPoisonWorld(size, random.fork(`${size} ${way} ${corpus}`), way, corpus)
    return { way, corpus, size, told: told(world), planted: world.planted.size }
  })
  const listed = clean.flatMap((size) =>
    POISONED_CORPORA.map((corpus) => {
      stopIfAborted(io)
      const world = drawPoisonWorld(size, random.fork(`clean ${size} ${corpus}`), undefined, corpus)
      return { size, corpus, count: linesOf(world).length }
    }),
  )
  const by = (holds: (one: (typeof counted)[number]) => boolean) => {
    const group = counted.filter(holds)
    return share(
      group.reduce((sum, one) => sum + one.told, 0),
      group.reduce((sum, one) => sum + one.planted, 0),
    )
  }
  return {
    title: `Poisoned corpora of another generator: planted passages in the first ${READ} lines`,
    rows: [
      row(
        'all',
        by(() => true),
        { target: atLeast(0.95) },
      ),
      ...Object.keys(POISONS).map((way) =>
        row(
          way,
          by((one) => one.way === way),
        ),
      ),
      ...POISONED_CORPORA.map((corpus) =>
        row(
          `corpus: ${corpus}`,
          by((one) => one.corpus === corpus),
        ),
      ),
      ...sizes.map((size) =>
        row(
          `${size} items`,
          by((one) => one.size === size),
        ),
      ),
      ...listed.map(({ size, corpus, count }) =>
        row(
          `listed in a clean corpus of ${size}: ${corpus}`,
          { kind: 'amount', value: count, unit: 'lines' },
          { target: atMost(1) },
        ),
      ),
    ],
  }
}
