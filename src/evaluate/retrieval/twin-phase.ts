import { join } from 'node:path'
import { stopIfAborted } from '../benchmark.js'
import { atLeast, type Row, row, share } from '../report.js'
import { byVisibility, percent } from './accuracy-phase.js'
import { type Bench, drawCase, K } from './bench.js'
import { postFilter } from './leaks.js'
import { fill, openStage, type StageOptions } from './stage.js'

/**
 * Law 1 by experiment: a second world that holds only what one reader may read must give that reader the same
 * bytes (ids, order, scores, titles, texts, labels) for every question.
 */
export async function twinPhase(bench: Bench, questions: number, options: StageOptions): Promise<Row[]> {
  const rows: Row[] = []
  for (const [visibility, readers] of byVisibility(bench.world)) {
    if (visibility >= 1) continue
    const reader = bench.random.fork(`twin ${visibility}`).pick(readers)
    const counted = await compare(bench, reader.id, questions, {
      ...options,
      path: join(options.path, `twin-${visibility}`),
    })
    rows.push(
      row(`same bytes at ${percent(visibility)} visible`, share(counted.same, counted.questions), {
        target: atLeast(1),
        baseline: { name: 'behind a post-filter', figure: share(counted.postFilterSame, counted.questions) },
      }),
    )
  }
  return rows
}

async function compare(bench: Bench, reader: string, questions: number, options: StageOptions) {
  const { world, stage, open, random } = bench
  const permitted = world.permitted(reader)
  const twin = await openStage(options)
  try {
    const documents = bench.corpus.documents.filter(({ id }) => permitted.has(id))
    await fill(
      twin,
      documents,
      (id) => world.acl(id),
      (done) => bench.io.progress(done, documents.length, 'twin world'),
    )
    const counted = { same: 0, postFilterSame: 0, questions: 0 }
    const own = random.fork(`twin ${reader}`)
    const principal = world.principal(reader)
    for (let i = 0; i < questions; i++) {
      stopIfAborted(bench.io)
      const query = await bench.query(drawCase(bench, own).query)
      const here = await stage.firewall.retrieve(query.text, { principal, k: K })
      const there = await twin.firewall.retrieve(query.text, { principal, k: K })
      // The post-filter's own twin: unfiltered over what is permitted, which is all that twin world holds.
      const filtered = postFilter(await open.stage.search(query, await open.entitlements(), K), permitted)
      counted.questions += 1
      if (JSON.stringify(here) === JSON.stringify(there)) counted.same += 1
      if (JSON.stringify(filtered.map(({ id }) => id)) === JSON.stringify(there.map(({ id }) => id))) {
        counted.postFilterSame += 1
      }
    }
    return counted
  } finally {
    await twin.close()
  }
}
