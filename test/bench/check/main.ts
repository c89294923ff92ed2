/**
 * `npm run bench:check -- [--data FILE…] [--kilobytes 400] [--answers 40] [--streams 8] [--ingest] [--seed 1] [--json]`
 *
 * What a check costs: answers of 4 kB through `firewall.check` with the default detectors, whole and in tokens, with
 * what each detector costs and how far it holds a stream back, beside naive scanning of the same answers in the same
 * run. FILE is JSON Lines with `lang` and `text` (books, say) or `answer`; without any, texts are drawn from the seed.
 * `--ingest` also measures how fast documents are read. Times are those of this machine at this minute; the ratios
 * are what counts.
 */
import { parseArgs } from 'node:util'
import { measureIngest } from './ingest.js'
import { createNaive } from './naive.js'
import { type CheckReport, renderReport } from './report.js'
import { measureStreams } from './streams.js'
import { drawTexts, KINDS, LANGUAGES } from './texts.js'
import { measureWhole } from './whole.js'
import { openWorld } from './world.js'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: 'string', multiple: true, default: [] },
    kilobytes: { type: 'string', default: '400' },
    answers: { type: 'string', default: '40' },
    streams: { type: 'string', default: '8' },
    ingest: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
})
const { seed } = values
const { documents, answers } = await drawTexts({
  files: [...values.data, ...positionals],
  kilobytes: Number(values.kilobytes),
  answers: Number(values.answers),
  seed,
})
const ingest = values.ingest ? await measureIngest(documents, seed) : undefined
const world = await openWorld(documents, seed)
const naive = createNaive(documents)
const report: CheckReport = {
  documents: documents.length,
  kilobytes: Math.round(documents.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) / 1024),
  whole: [],
  streams: [],
  ...(ingest === undefined ? {} : { ingest }),
}
for (const language of LANGUAGES) {
  for (const kind of KINDS) {
    const warmUp = kind === KINDS[0] ? 60 : 5
    const result = await measureWhole(world, naive, answers[language][kind], warmUp)
    report.whole.push({ language, kind, ...result })
  }
  const streamed = answers[language].clean.slice(0, Number(values.streams))
  report.streams.push({ language, ...(await measureStreams(world, streamed, seed)) })
}
await world.close()
process.stdout.write(values.json ? `${JSON.stringify(report, null, 2)}\n` : renderReport(report))
