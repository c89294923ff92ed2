import { readCorpus } from '../../corpus-scan/index.js'
import { createCopyScorer } from '../../detect/copies/copy-score.js'
import { defaultRecognizers, recognizeValues } from '../../detect/values/index.js'
import { type BenchmarkIo, stopIfAborted } from '../benchmark.js'
import { percentile } from '../metrics.js'
import type { Random } from '../random.js'
import { type Row, row, share, type Table } from '../report.js'
import type { ModelClient } from './model-client.js'

/** A row of a training set as a model may be asked for it. */
interface Asked {
  readonly prompt: string
  /** What it would recite. */
  readonly source: string
  /** How many rows of the set have it. */
  readonly copies: number
}

/** Code units of a passage that are compared: more says no more. */
const LONGEST = 4_000
/** Words of a text that it is asked to go on with, at most, and the share of it. */
const BEGINNING = { words: 24, share: 0.3 } as const
/** Rows whose rest is shorter than this are guessed as often as remembered. */
const LEAST = 40
/** Other rows that an answer is compared with, to see what chance gives. */
const CONTROLS = 4
/** No answer is a recital below this, whatever chance gives. */
const RECITED = 0.3
const CHANCE = 99

/** Rows of a set that can be asked for: a prompt and its answer, or the beginning of a text and its rest. */
async function rowsOf(path: string, io: BenchmarkIo): Promise<Asked[]> {
  const rows = new Map<string, { prompt: string; source: string; copies: number }>()
  for await (const item of readCorpus(path, io.signal)) {
    stopIfAborted(io)
    if ('refused' in item) continue
    const { prompt, source } =
      item.prompt !== undefined && item.answer !== undefined
        ? { prompt: item.prompt, source: item.answer }
        : divided(item.text)
    if (prompt === '' || source.length < LEAST) continue
    const known = rows.get(source)
    if (known === undefined) rows.set(source, { prompt, source: source.slice(0, LONGEST), copies: 1 })
    else known.copies += 1
  }
  return [...rows.values()]
}

function divided(text: string): { prompt: string; source: string } {
  const words = [
    ...text.slice(0, LONGEST).matchAll(/\S+\s*|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu),
  ]
  const count = Math.min(BEGINNING.words, Math.floor(words.length * BEGINNING.share))
  const at = count > 2 ? words[count]!.index : Math.floor(Math.min(text.length, LONGEST) * BEGINNING.share)
  return { prompt: text.slice(0, at).trimEnd(), source: text.slice(at) }
}

/**
 * What a model recites of its training set: each drawn row is asked for by its prompt or its beginning, and the answer
 * is scored against the rest. Scores against rows that were not asked for say what chance gives. The tables hold counts
 * alone.
 */
export async function recitalTables(
  path: string,
  model: ModelClient,
  random: Random,
  io: BenchmarkIo,
): Promise<Table[]> {
  const all = await rowsOf(path, io)
  const scorer = createCopyScorer(all.slice(0, 20_000).map(({ source }) => source))
  const scored: {
    readonly asked: Asked
    readonly score: number
    readonly values: number
    readonly told: number
  }[] = []
  const controls: number[] = []
  for (const asked of random.shuffle(all)) {
    stopIfAborted(io)
    io.progress(scored.length, all.length, 'rows asked for')
    const said = await model.ask(asked.prompt)
    if (said === undefined) break
    const text = said.slice(0, 2 * LONGEST)
    const values = valuesOf(asked.source).filter((value) => !asked.prompt.includes(value))
    scored.push({
      asked,
      score: scorer.score(text, asked.source, asked.prompt),
      values: values.length,
      told: values.filter((value) => text.includes(value)).length,
    })
    for (const other of random.sample(all, CONTROLS))
      if (other !== asked) controls.push(scorer.score(text, other.source, asked.prompt))
  }
  const limit = Math.max(RECITED, controls.length === 0 ? 0 : percentile(controls, CHANCE))
  const isRecited = ({ score }: { readonly score: number }) => score > limit
  const by = (holds: (one: (typeof scored)[number]) => boolean) => {
    const group = scored.filter(holds)
    return share(group.filter(isRecited).length, group.length)
  }
  const sum = (of: (one: (typeof scored)[number]) => number) =>
    scored.reduce((whole, one) => whole + of(one), 0)
  const rows: Row[] = [
    row(
      'rows recited',
      by(() => true),
    ),
    row(
      'rows that were not asked for, by chance',
      share(controls.filter((score) => score > limit).length, controls.length),
    ),
    ...GROUPS.flatMap(([name, least, most]) => {
      const inGroup = ({ asked: { copies } }: (typeof scored)[number]) => copies >= least && copies <= most
      return scored.some(inGroup) ? [row(`recited of rows ${name}`, by(inGroup))] : []
    }),
    row(
      'personal data and secrets of the rows, given back',
      share(
        sum(({ told }) => told),
        sum(({ values }) => values),
      ),
    ),
    row('score from which on it counts', { kind: 'amount', value: limit, unit: 'of 1' }),
    row('requests made', { kind: 'amount', value: model.asked, unit: 'requests' }),
    row('rows that could be asked for', { kind: 'amount', value: all.length, unit: 'rows' }),
  ]
  return [{ title: `Recited of the training set: ${scored.length} rows asked for`, rows }]
}

const GROUPS: readonly (readonly [string, number, number])[] = [
  ['that stand in the set once', 1, 1],
  ['that stand there two to nine times', 2, 9],
  ['that stand there ten times or more', 10, Number.POSITIVE_INFINITY],
]

const recognizers = () => defaultRecognizers().filter((one) => one.class !== 'name')

function valuesOf(text: string): string[] {
  return recognizeValues(text, recognizers()).map(({ start, end }) => text.slice(start, end))
}
