import { basename, join } from 'node:path'
import { createFirewall, type Firewall } from '../firewall/firewall.js'
import {
  type Benchmark,
  type BenchmarkIo,
  DATA,
  LIMIT,
  SEED,
  settingsOf,
  stopIfAborted,
} from './benchmark.js'
import { BENIGN, type BenignRow, readAll } from './datasets.js'
import { percentile } from './metrics.js'
import { kindTable } from './overblocking/kinds.js'
import type { MeasuredSet, Outcome } from './overblocking/measured.js'
import { containmentRule, sentenceRule, tenWordRule, wordsOf } from './overblocking/naive-rules.js'
import { leaks, locate, windowsOf } from './overblocking/oracle.js'
import {
  type Answer,
  colleague,
  collect,
  LEVELS,
  readerOf,
  type SetReader,
  sourceOf,
} from './overblocking/readers.js'
import { overblockingTable } from './overblocking/table.js'
import { createValueOracle, namesIn, type ValueOracle } from './overblocking/values.js'
import { createRandom, type Random } from './random.js'
import { report } from './report.js'
import { documentsConnector, seededKey, withDirectory } from './sandbox.js'
import { cutRandomly, judgeAnswer, judgeStream, streamAgrees, verbatimLeaks } from './verdicts.js'

/** Answers pass when their reader may read what they were made from, and are caught when not. */
export const overblocking: Benchmark = {
  name: 'overblocking',
  summary: 'real answers: released to readers of their sources, caught for everyone else',
  options: [
    { ...DATA, description: 'files of answers with their contexts, separated by commas' },
    SEED,
    LIMIT,
  ],
  async run(given, io) {
    const settings = settingsOf(overblocking, given)
    const seed = settings.text('seed')
    const tables = []
    for (const path of settings.list('data')) {
      const rows = await readAll(path, BENIGN, settings.count('limit'))
      const measured = await withDirectory((directory) => measureSet(rows, { path: directory, seed, io }))
      tables.push(overblockingTable(basename(path), measured), kindTable(basename(path), measured))
    }
    return report({
      title: 'Over-blocking',
      settings: {
        seed,
        data: settings
          .list('data')
          .map((path) => basename(path))
          .join(', '),
      },
      tables,
      notes: [
        'The entitled reader may read every passage. A colleague may read the passages of the conversation and half of all others; the strict reader only those of this one answer; the stranger none.',
        'Borrowed: by the oracle, the answer repeats a passage that this reader may not read; stopping it is right.',
        'By finding: a value is right when passages have its letters that this reader may not read and none that they may, nor their own turns; of runs the oracle speaks for the answer as a whole. Near matches are beyond it.',
        'Expected leaks come from an oracle that applies the written rule naively, with code of its own. Refusals (errors) count as blocked.',
        'Intervals: Wilson, 95 %; exact (Clopper–Pearson) at none and at all. Targets are judged by the figure.',
      ],
    })
  },
}

interface SetOptions {
  readonly path: string
  readonly seed: string
  readonly io: BenchmarkIo
  /** Stands in for the firewall, in tests of this benchmark. */
  readonly wrap?: (firewall: Firewall) => Pick<Firewall, 'check'>
}

/** Exported for tests. */
export async function measureSet(
  rows: readonly BenignRow[],
  { path, seed, io, wrap }: SetOptions,
): Promise<MeasuredSet> {
  const random = createRandom(`overblocking ${seed}`)
  const { passages, answers } = collect(rows)
  const groups = new Map(passages.map(({ id, group }) => [id, group]))
  const windows = answers.map(({ row }) => windowsOf(row.answer))
  const holders = locate(new Set(windows.flatMap((own) => [...own])), passages)
  const texts = passages.map(({ text }) => text)
  const values = createValueOracle(passages)
  const firewall = await createFirewall({
    policy: LEVELS,
    audit: join(path, 'audit'),
    data: join(path, 'data'),
    evidenceKey: seededKey(seed),
  })
  try {
    const { refused } = await firewall.sync(documentsConnector('passages', passages.map(sourceOf)))
    if (refused.length > 0)
      throw new RangeError(`${refused.length} passages were refused (${refused[0]?.code})`)
    const tested = wrap?.(firewall) ?? firewall

    async function ask(kind: string, permittedOf: (answer: Answer) => Iterable<string>): Promise<Outcome[]> {
      const outcomes: Outcome[] = []
      for (const [i, answer] of answers.entries()) {
        stopIfAborted(io)
        io.progress(i, answers.length, `answers for the ${kind}`)
        const reader = readerOf(`${kind}-${i}`, permittedOf(answer), groups)
        const judged = await judge(tested, answer.row, reader, random.fork(`${kind} ${i}`))
        outcomes.push({
          ...judged,
          expected: shouldBeFound(i, reader),
          ...judgeValues(values, answer.row, reader, judged),
        })
      }
      return outcomes
    }
    function shouldBeFound(i: number, { permitted }: SetReader): boolean {
      return leaks(windows[i]!, holders, { permitted, ownTurns: userTurns(answers[i]!.row) })
    }

    const strangers = await ask('stranger', () => [])
    const naive = isShort(rows) ? containmentRule(texts) : tenWordRule(texts)
    const sentences = sentenceRule(texts)
    return {
      answers: rows,
      passages: passages.length,
      entitled: await ask('entitled reader', () => passages.map(({ id }) => id)),
      colleague: await ask('colleague', (answer) => colleague(answer, passages, random.fork(answer.row.id))),
      strict: await ask('strict reader', (answer) => answer.passages),
      stranger: strangers,
      naive: { rule: naive, blocked: rows.map(({ answer }) => naive.blocks(answer)) },
      sentences: { rule: sentences, blocked: rows.map(({ answer }) => sentences.blocks(answer)) },
      piecewise: await checkPiecewise(tested, rows, strangers, random.fork('pieces')),
    }
  } finally {
    await firewall.close()
  }
}

/** Characters in the longest piece of a streamed answer. */
const LONGEST_PIECE = 20

async function judge(
  firewall: Pick<Firewall, 'check'>,
  { answer, turns }: BenignRow,
  { principal }: SetReader,
  random: Random,
): Promise<Pick<Outcome, 'judged' | 'streamAgrees'>> {
  const options = { principal, conversation: turns }
  const judged = await judgeAnswer(firewall, answer, options)
  const streamed = await judgeStream(firewall, cutRandomly(answer, LONGEST_PIECE, random), options)
  return { judged, streamAgrees: streamAgrees(answer, judged, streamed) }
}

function judgeValues(
  oracle: ValueOracle,
  row: BenignRow,
  { permitted }: SetReader,
  { judged }: Pick<Outcome, 'judged'>,
): Pick<Outcome, 'cases' | 'names'> {
  const reader = { permitted, ownTurns: userTurns(row) }
  const judge = (value: string) => oracle.judge(value, reader)
  return {
    cases: judged.findings.map((finding) =>
      'entity' in finding ? judge(row.answer.slice(finding.start, finding.end)) : undefined,
    ),
    names: namesIn(row.answer).filter((name) => judge(name) === 'right').length,
  }
}

/** Caught answers that are put to the baseline of the stream: each piece checked as if it were all. */
const PIECEWISE = 12

async function checkPiecewise(
  firewall: Pick<Firewall, 'check'>,
  rows: readonly BenignRow[],
  strangers: readonly Outcome[],
  random: Random,
): Promise<{ same: number; tried: number }> {
  const caught = rows.flatMap((row, i) =>
    verbatimLeaks(strangers[i]!.judged).length > 0 ? [{ row, judged: strangers[i]!.judged }] : [],
  )
  const { principal } = readerOf('stranger-of-pieces', [], new Map())
  let same = 0
  const tried = random.sample(caught, PIECEWISE)
  for (const { row, judged } of tried) {
    let text = ''
    for (const piece of cutRandomly(row.answer, LONGEST_PIECE, random)) {
      text += (await judgeAnswer(firewall, piece, { principal, conversation: row.turns })).text
    }
    if (text === judged.text) same += 1
  }
  return { same, tried: tried.length }
}

function userTurns({ turns }: BenignRow): string[] {
  return turns.filter(({ role }) => role === 'user').map(({ content }) => content)
}

/** Answers of a few words have no ten of them in a row. */
function isShort(rows: readonly BenignRow[]): boolean {
  return (
    percentile(
      rows.map(({ answer }) => wordsOf(answer).length),
      50,
    ) < 10
  )
}
