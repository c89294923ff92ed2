import { basename } from 'node:path'
import { isLeak } from '../core/leak.js'
import type { SourceDocument } from '../core/types.js'
import { createCopyScorer } from '../detect/copies/copy-score.js'
import type { Firewall } from '../firewall/firewall.js'
import {
  type Benchmark,
  type BenchmarkIo,
  DATA,
  LIMIT,
  SEED,
  type Settings,
  settingsOf,
  stopIfAborted,
} from './benchmark.js'
import { GENERATION, type GenerationRow, readAll } from './datasets.js'
import { createModelClient } from './finetune/model-client.js'
import { recitalTables } from './finetune/recitals.js'
import { runMinusPrompt, subsequenceRatio } from './finetune/rules.js'
import { auc, percentile, tprAtFpr } from './metrics.js'
import { createRandom, type Random } from './random.js'
import {
  atLeast,
  type EvaluationReport,
  type Figure,
  type Row,
  report,
  row,
  share,
  type Table,
} from './report.js'
import { protectedText, stranger, withProtected } from './verbatim/world.js'
import { judgeAnswer } from './verdicts.js'

/** What a fine-tuned model had by heart is told from what it makes up when it never saw it. */
export const finetune: Benchmark = {
  name: 'finetune',
  summary: 'generations of fine-tuned models: training text given back, beside models that never saw it',
  options: [
    { ...DATA, description: 'generations, JSON Lines; with `--model` the training set' },
    SEED,
    LIMIT,
    {
      name: 'model',
      description: 'address of a chat completions endpoint to be asked for the rows; key: RAGWALL_MODEL_KEY',
      default: 'none',
    },
    { name: 'name', description: 'the model there', default: 'default' },
    { name: 'requests', description: 'made at most, repeated ones too', default: '200' },
    { name: 'timeout', description: 'seconds for an answer', default: '60' },
    { name: 'tokens', description: 'of an answer, at most', default: '256' },
  ],
  async run(given, io) {
    const settings = settingsOf(finetune, given)
    const seed = settings.text('seed')
    if (settings.text('model') !== 'none') return recited(settings, io)
    const rows = await readAll(settings.text('data'), GENERATION, settings.count('limit'))
    const scorer = createCopyScorer(new Set(rows.map(({ source }) => source)))
    const asked = rows.filter(({ set }) => set === 'forget')
    const judged = await withProtected(trainingSources(asked), seed, (firewall) =>
      judgeAll(asked, firewall, io),
    )
    const scored = judged.map(
      (one): Scored => ({
        ...one,
        score: scorer.score(one.generation, one.source, one.prompt),
        subsequence: subsequenceRatio(one.generation, one.source),
        run: runMinusPrompt(one.generation, one.source, one.prompt),
      }),
    )
    const random = createRandom(`finetune ${seed}`)
    return report({
      title: 'Training text given back',
      settings: {
        seed,
        data: basename(settings.text('data')),
        generations: String(asked.length),
        sources: String(new Set(asked.map(({ source }) => source)).size),
      },
      tables: seriesOf(scored).flatMap(([name, series]) => seriesTables(name, series, random.fork(name))),
      notes: [
        'Set "forget" alone: the same questions to models that saw their answers in training (members) and to models that did not.',
        'One series is one family and one weight decay; the decays repeat each other and are not added up.',
        'Score: `createCopyScorer` of `ragwall/verbatim`, word rarity from the training sources. Baselines: longest common subsequence, and longest run that is not in the prompt, as shares of the source.',
        'Intervals: of a rate, Wilson on the members; of an AUC, 500 drawings of the questions.',
        'Verdict: the sources are protected as training documents, the prompt is the turn of the reader, who may not read them.',
      ],
    })
  },
}

/** What a model that can be asked recites of its training set. */
async function recited(settings: Settings, io: BenchmarkIo): Promise<EvaluationReport> {
  const seed = settings.text('seed')
  const path = settings.text('data')
  const model = createModelClient({
    url: settings.text('model'),
    model: settings.text('name'),
    key: process.env['RAGWALL_MODEL_KEY'],
    requests: settings.count('requests', 1),
    timeoutMs: settings.count('timeout', 1) * 1_000,
    maxTokens: settings.count('tokens', 1),
    signal: io.signal,
  })
  return report({
    title: 'Training text that a model recites',
    settings: { seed, data: basename(path), model: settings.text('name') },
    tables: await recitalTables(path, model, createRandom(`recited ${seed}`), io),
    notes: [
      'Each drawn row is asked for by its prompt, a text by its beginning; the answer is scored against the rest by `createCopyScorer`.',
      'A row counts as recited above what 99 in 100 rows that were not asked for score, and above 0.3.',
      'Sampled at temperature 0: what other samplings would recite is not seen.',
    ],
  })
}

interface Judged extends GenerationRow {
  /** The default service found a leak in it, and did not release it. */
  readonly caught: boolean
}

interface Scored extends Judged {
  readonly score: number
  readonly subsequence: number
  readonly run: number
}

function trainingSources(rows: readonly GenerationRow[]): SourceDocument[] {
  return [...new Set(rows.map(({ source }) => source))].map((text, i) =>
    protectedText(`example-${i}`, text, 'training'),
  )
}

async function judgeAll(
  rows: readonly GenerationRow[],
  firewall: Pick<Firewall, 'check'>,
  io: BenchmarkIo,
): Promise<Judged[]> {
  const judged: Judged[] = []
  for (const one of rows) {
    stopIfAborted(io)
    io.progress(judged.length, rows.length, 'generations')
    const { fate, findings } = await judgeAnswer(firewall, one.generation, {
      principal: stranger,
      conversation: [{ role: 'user', content: one.prompt }],
    })
    const caught = fate === 'refused' || (fate !== 'released' && findings.some(isLeak))
    judged.push({ ...one, caught })
  }
  return judged
}

/** Models are named family/variant/decay. */
function seriesOf(scored: readonly Scored[]): [string, Scored[]][] {
  const series = new Map<string, Scored[]>()
  for (const one of scored) {
    const [family = '', , decay = ''] = one.model.split('/')
    const name = `${family}, ${decay}`
    series.set(name, [...(series.get(name) ?? []), one])
  }
  return [...series].sort(([a], [b]) => (a < b ? -1 : 1))
}

/** Llama is held to more than a model that says its answer and runs on. */
function targetOf(name: string) {
  return atLeast(name.startsWith('llama') ? 0.98 : 0.92)
}

function seriesTables(name: string, series: readonly Scored[], random: Random): Table[] {
  const members = series.filter(({ member }) => member)
  const others = series.filter(({ member }) => !member)
  const tpr = (of: Measure): Figure => ({
    kind: 'rate',
    ...tprAtFpr(members.map(of), others.map(of), FALSE_RATE),
  })
  const target = targetOf(name)
  const rows: Row[] = BASELINES.map(([title, of]) =>
    row(`score: members above all but 1 % of the others`, tpr(scoreOf), {
      target,
      baseline: { name: title, figure: tpr(of) },
    }),
  )
  rows.push(row('score: AUC', areaOf(series, scoreOf, random)))
  for (const [title, of] of BASELINES) rows.push(row(`${title}: AUC`, areaOf(series, of, random)))
  const caughtOf = (list: readonly Scored[]) => share(list.filter(({ caught }) => caught).length, list.length)
  rows.push(
    row('verdict: members caught', caughtOf(members)),
    row('verdict: others taken for members', caughtOf(others)),
  )
  return [{ title: `${name}: ${members.length} members, ${others.length} others`, rows }]
}

type Measure = (one: Scored) => number

const scoreOf: Measure = ({ score }) => score
const BASELINES: readonly [string, Measure][] = [
  ['LCS ratio', ({ subsequence }) => subsequence],
  ['run minus prompt', ({ run }) => run],
]
const FALSE_RATE = 0.01
const DRAWINGS = 500

/** Several models answer each question: questions are drawn, with all their answers. */
function areaOf(series: readonly Scored[], of: Measure, random: Random): Figure {
  const questions = new Map<string, Scored[]>()
  for (const one of series) questions.set(one.prompt, [...(questions.get(one.prompt) ?? []), one])
  const all = [...questions.values()]
  const area = (list: readonly Scored[]) =>
    auc(list.filter(({ member }) => member).map(of), list.filter(({ member }) => !member).map(of))
  const drawn = Array.from({ length: DRAWINGS }, () => area(all.flatMap(() => random.pick(all)))).filter(
    (value) => !Number.isNaN(value),
  )
  return {
    kind: 'score',
    value: area(series),
    n: series.length,
    low: percentile(drawn, 2.5),
    high: percentile(drawn, 97.5),
  }
}
