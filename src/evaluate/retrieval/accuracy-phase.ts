import { stopIfAborted } from '../benchmark.js'
import { mean, ndcgAt } from '../metrics.js'
import { atLeast, atMost, type Row, row, score } from '../report.js'
import { type Bench, drawAnswerable, drawCase, K } from './bench.js'
import { exactRecall } from './exact.js'
import { postFilter } from './leaks.js'
import type { World } from './world.js'

interface Measured {
  readonly opposed: boolean
  readonly recall: number
  readonly postFilterRecall: number
  readonly gain: number
  readonly exactGain: number
  readonly postFilterGain: number
}

/** Recall of the exact permitted top 10 and nDCG@10, by visibility, beside a post-filter on the same questions. */
export async function accuracyPhase(
  bench: Bench,
  casesPerVisibility: number,
): Promise<{ recall: Row[]; gain: Row[] }> {
  const recall: Row[] = []
  const gain: Row[] = []
  for (const [visibility, readers] of byVisibility(bench.world)) {
    const random = bench.random.fork(`accuracy ${visibility}`)
    const all: Measured[] = []
    for (let i = 0; i < casesPerVisibility; i++) {
      if (i % 20 === 0) {
        stopIfAborted(bench.io)
        bench.io.progress(i, casesPerVisibility, `exact answers at ${percent(visibility)}`)
      }
      const asked = drawCase(bench, random, readers)
      // Of nothing, nothing can be found: such a reader has no recall.
      if (bench.permittedChunks(asked.reader.id) > 0) all.push(await measure(bench, asked))
    }
    const seen = mean(readers.map(({ id }) => bench.world.permitted(id).size)) / bench.documents.size
    const name = `${percent(visibility)} visible (${percent(seen)} in fact)`
    recall.push(...recallRows(name, all, visibility))
    if (visibility < 1) {
      const opposed = all.filter((measured) => measured.opposed)
      recall.push(...recallRows(`${name}, right documents forbidden`, opposed, visibility))
    }
    gain.push(...gainRows(name, await answerable(bench, readers, casesPerVisibility)))
  }
  return { recall, gain }
}

/** Gain needs a right document to find: here each reader asks for one that they may read. */
async function answerable(bench: Bench, readers: World['readers'], cases: number): Promise<Measured[]> {
  const random = bench.random.fork(`answerable ${readers[0]?.visibility}`)
  const all: Measured[] = []
  for (let i = 0; i < cases; i++) {
    if (i % 20 === 0) stopIfAborted(bench.io)
    const asked = drawAnswerable(bench, random, readers)
    if (asked !== undefined) all.push(await measure(bench, asked))
  }
  return all
}

async function measure(bench: Bench, asked: ReturnType<typeof drawCase>): Promise<Measured> {
  const { world, stage, open, exact } = bench
  const query = await bench.query(asked.query)
  const permitted = world.permitted(asked.reader.id)
  const truth = exact.score(query, permitted)
  const found = await stage.search(query, await stage.entitle(world.principal(asked.reader.id)), K)
  const all = await open.stage.search(query, await open.entitlements(), K)
  const filtered = postFilter(all, permitted)
  const grades = new Map([...query.grades].filter(([id]) => permitted.has(id)))
  const gain = (ranked: readonly string[]) => ndcgAt(ranked, grades, K)
  return {
    opposed: asked.opposed,
    recall: exactRecall(
      found.map(({ id }) => id),
      truth,
      K,
    ),
    postFilterRecall: exactRecall(
      filtered.map(({ id }) => id),
      truth,
      K,
    ),
    gain: gain(found.map(({ document }) => document.id)),
    exactGain: gain(truth.best.slice(0, K).map(({ document }) => document)),
    postFilterGain: gain(filtered.map(({ document }) => document.id)),
  }
}

/** At full visibility a post-filter has nothing to lose, so there it is no baseline. */
function recallRows(name: string, all: readonly Measured[], visibility: number): Row[] {
  if (all.length === 0) return []
  const measured = row(name, score(all.map(({ recall }) => recall)), {
    target: atLeast(0.999),
    ...(visibility < 1
      ? {
          baseline: {
            name: 'behind a post-filter',
            figure: score(all.map(({ postFilterRecall }) => postFilterRecall)),
          },
        }
      : {}),
  })
  return [measured]
}

function gainRows(name: string, all: readonly Measured[]): Row[] {
  if (all.length === 0) return []
  const gains = (gain: (measured: Measured) => number) => score(all.map(gain))
  return [
    row(
      `${name}: nDCG@10`,
      gains(({ gain }) => gain),
      {
        baseline: { name: 'behind a post-filter', figure: gains(({ postFilterGain }) => postFilterGain) },
      },
    ),
    row(
      `${name}: lost against the exact answer`,
      gains(({ exactGain, gain }) => Math.max(0, exactGain - gain)),
      {
        target: atMost(0.005),
      },
    ),
  ]
}

export function byVisibility({ readers }: World) {
  return new Map(
    [...new Set(readers.map(({ visibility }) => visibility))].map((visibility) => [
      visibility,
      readers.filter((reader) => reader.visibility === visibility),
    ]),
  )
}

export function percent(share: number): string {
  return `${Number((share * 100).toPrecision(2))} %`
}
