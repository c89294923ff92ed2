import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Connector } from '../../../src/core/ports.js'
import type { Principal } from '../../../src/core/types.js'
import { BOOK, readAll } from '../../../src/evaluate/datasets.js'
import { createFirewall } from '../../../src/firewall/firewall.js'
import { VerbatimIndex, type VerbatimMatch } from '../../../src/verbatim-index/index.js'
import { type AnswerKind, drawAnswers } from './answers.js'
import { growCorpus } from './corpus.js'

/**
 * `npm run bench:verbatim-sync -- --data FILE… [--megabytes 100] [--answers 40] [--seed 1]`: a corpus goes through
 * `sync` into a data directory, answers go through `check` of somebody who may read none of it, and what the firewall
 * calls an exact run is compared, span by span, with what the engine alone finds in the same texts.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: 'string', multiple: true, default: [] },
    megabytes: { type: 'string', default: '100' },
    answers: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
  },
})
const books = (await Promise.all([...values.data, ...positionals].map((file) => readAll(file, BOOK)))).flat()
const texts = books.map(({ text }) => text).filter((text) => text.length > 10_000)
const corpus = growCorpus(texts.slice(1), Number(values.megabytes) * 1e6, values.seed)
const answers = drawAnswers(corpus, texts.slice(0, 1), Number(values.answers), values.seed)
const data = mkdtempSync(join(tmpdir(), 'ragwall-bench-'))
process.once('exit', () => rmSync(data, { recursive: true, force: true }))

const engine = await VerbatimIndex.open({ key: new Uint8Array(32).fill(3) })
await engine.add(corpus.documents)

const connector: Connector = {
  name: 'corpus',
  async *changes() {
    for (const { id, text } of corpus.documents) {
      const acl = { allow: ['group:owners'], deny: [], classification: 'internal' }
      yield {
        kind: 'upsert',
        document: { id, uri: `bench:${id}`, text, acl, retrievable: false },
        cursor: '1',
      }
    }
  },
}
const firewall = await createFirewall({
  policy: ['public', 'internal'],
  audit: 'memory',
  data,
  evidenceKey: new Uint8Array(32).fill(4),
})
const principal: Principal = { id: 'user:a', groups: [], clearance: { level: 'internal', compartments: [] } }
const start = performance.now()
const { upserted, refused } = await firewall.sync(connector)
const seconds = (performance.now() - start) / 1000
const megabytes = corpus.bytes / 1e6
process.stdout.write(
  `${megabytes.toFixed(1)} MB in ${upserted} documents synchronised in ${seconds.toFixed(0)} s, ${(megabytes / seconds).toFixed(1)} MB/s; ${refused.length} refused\n`,
)

let same = 0
let checked = 0
let spans = 0
for (const kind of Object.keys(answers) as AnswerKind[]) {
  for (const answer of answers[kind]) {
    const alone = union(engine.match(answer, { views: false, near: false }))
    const verdict = await firewall.check(answer, { principal })
    const inside = verdict.findings.flatMap((one) =>
      one.kind === 'verbatim' && one.match === 'exact' && one.view === 'folded'
        ? [{ start: one.start, end: one.end }]
        : [],
    )
    checked += 1
    spans += alone.length
    if (JSON.stringify(inside) === JSON.stringify(alone)) same += 1
  }
}
process.stdout.write(`${same} of ${checked} answers with the same exact runs, ${spans} runs in all\n`)
await firewall.close()
await engine.close()
if (same !== checked) process.exitCode = 1

/** Spans that overlap or touch are one finding. */
function union(matches: readonly VerbatimMatch[]): { start: number; end: number }[] {
  const joined: { start: number; end: number }[] = []
  for (const { start, end } of matches) {
    const last = joined.at(-1)
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end)
    else joined.push({ start, end })
  }
  return joined
}
