import { CorpusScan, type ScanKind } from '../corpus-scan/corpus-scan.js'
import type { ScanItem } from '../corpus-scan/item.js'
import { type Benchmark, type BenchmarkIo, SEED, settingsOf, stopIfAborted } from './benchmark.js'
import { PLANTS } from './corpus-scan/plants.js'
import { poisonTable } from './corpus-scan/poison-table.js'
import { triggerTable } from './corpus-scan/trigger-table.js'
import { WORLDS } from './corpus-scan/worlds.js'
import { ENGLISH_ANSWERS } from './everyday/answers-english.js'
import { JAPANESE_ANSWERS } from './everyday/answers-japanese.js'
import { rate } from './metrics.js'
import { createRandom, type Random } from './random.js'
import { atLeast, atMost, type Row, report, row, share } from './report.js'

/** Both error rates of `ragwall scan`, kind by kind, on texts with something planted and on their clean twins. */
export const scan: Benchmark = {
  name: 'scan',
  summary: 'what a scan of a corpus finds of what was planted there, beside false alarms on clean twins',
  options: [
    SEED,
    { name: 'cases', description: 'texts of each plant, planted and clean', default: '200' },
    {
      name: 'sizes',
      description: 'items of worlds with a trigger or poison, by commas',
      default: '300,3000',
    },
    { name: 'clean', description: 'items of worlds without, by commas', default: '10000' },
  ],
  async run(given, io) {
    const settings = settingsOf(scan, given)
    const seed = settings.text('seed')
    const cases = settings.count('cases', 1)
    const random = createRandom(seed)
    const texts = PLANTS.map(({ kind, name, planted, clean }) => {
      const draw = (make: typeof planted) => (one: Random) => [
        { source: 'text', ...textOf(make(one.pick(CARRIERS), one)) },
      ]
      return measure({ kind, name, planted: draw(planted), clean: draw(clean) }, cases, random.fork(name), io)
    })
    const corpora = WORLDS.map((world) => measure(world, Math.ceil(cases / 4), random.fork(world.name), io))
    const sizes = (name: string) =>
      settings
        .list(name)
        .filter((one) => one !== 'none')
        .map(Number)
    const triggers = triggerTable(sizes('sizes'), sizes('clean'), random.fork('triggers'), io)
    const poisons = poisonTable(sizes('sizes'), sizes('clean'), random.fork('poison'), io)
    return report({
      title: 'Scan: planted findings and clean twins',
      settings: { seed, cases: String(cases) },
      tables: [
        { title: 'Texts by themselves', rows: [...texts.flat(), everyday(io)] },
        { title: 'Corpora', rows: corpora.flat() },
        triggers,
        poisons,
      ],
      notes: [
        'The baseline of each kind is a search for its commonest sign by one expression.',
        'Worlds with a trigger were written before the search, by the same author, and have been opened: at first sight 90 of 112 triggers stood in the first three lines (39 of 56 in 300 records, 51 of 56 in 3,000), and 1, 1 and 0 were listed in three clean worlds of 10,000.',
        'Poisoned corpora were written before the search, by the same author, and have been opened: at first sight 195 of 222 planted passages stood in the first three lines, and 0, 0, 1 and 0 lines in clean corpora of 10,000 items. Floods were mended by what was missed and by paragraphs of encyclopedias, manuals and medical pages that they listed.',
        'Everyday texts are the answers of `eval everyday`: nothing is planted in them.',
      ],
    })
  },
}

const CARRIERS = Object.values({ ...ENGLISH_ANSWERS, ...JAPANESE_ANSWERS }).flat()

/** As `readCorpus` gives a Markdown file. */
const textOf = (text: string) => ({ text, markup: text })

interface Case {
  readonly kind: ScanKind
  readonly name: string
  readonly planted: (random: Random) => readonly ScanItem[]
  readonly clean: (random: Random) => readonly ScanItem[]
}

function measure(
  { kind, name, planted, clean }: Case,
  cases: number,
  random: Random,
  io: BenchmarkIo,
): Row[] {
  let found = 0
  let alarms = 0
  let naive = 0
  for (let i = 0; i < cases; i++) {
    stopIfAborted(io)
    io.progress(i, cases, name)
    const items = planted(random)
    if (countOf(items, kind) > 0) found += 1
    if (NAIVE[kind]?.(items) === true) naive += 1
    if (countOf(clean(random), kind) > 0) alarms += 1
  }
  const simple = NAIVE[kind]
  return [
    row(`${kind}, ${name}: found`, share(found, cases), {
      target: atLeast(0.95),
      falseBlocks: rate(alarms, cases),
      ...(simple === undefined ? {} : { baseline: { name: 'one expression', figure: share(naive, cases) } }),
    }),
    row(`${kind}, ${name}: false alarms`, share(alarms, cases), { target: atMost(0.01) }),
  ]
}

function countOf(items: readonly ScanItem[], ...kinds: readonly ScanKind[]): number {
  const corpus = new CorpusScan()
  for (const item of items) corpus.add(item)
  return corpus
    .report()
    .kinds.filter(({ kind }) => kinds.includes(kind))
    .reduce((sum, { count }) => sum + count, 0)
}

function everyday(io: BenchmarkIo): Row {
  let alarms = 0
  for (const text of CARRIERS) {
    stopIfAborted(io)
    const items = [{ source: 'text', ...textOf(text) }]
    if (countOf(items, 'hidden', 'instruction', 'secret', 'personal-data') > 0) alarms += 1
  }
  return row('everyday texts: anything found', share(alarms, CARRIERS.length), { target: atMost(0.01) })
}

const matching = (expression: RegExp) => (items: readonly ScanItem[]) =>
  items.some(({ text }) => expression.test(text))

/** What a script of a few lines looks for. */
const NAIVE: Readonly<Partial<Record<ScanKind, (items: readonly ScanItem[]) => boolean>>> = {
  'personal-data': matching(/[\w.]+@[\w.]+\.\w+/),
  secret: matching(/AKIA[0-9A-Z]{16}/),
  hidden: matching(/\u200b/),
  instruction: matching(/ignore (?:all )?previous instructions/i),
  duplicate: (items) => new Set(items.map(({ text }) => text)).size < items.length,
  conflict: (items) => new Set(items.map(({ prompt, source }) => prompt ?? source)).size < items.length,
}
