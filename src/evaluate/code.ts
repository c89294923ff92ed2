import { basename } from 'node:path'
import { secretKey } from '../core/digest.js'
import type { DocumentNumber } from '../core/types.js'
import { CodeIndex } from '../store/code-index.js'
import {
  type Benchmark,
  type BenchmarkIo,
  DATA,
  LIMIT,
  SEED,
  settingsOf,
  stopIfAborted,
} from './benchmark.js'
import { BENIGN_ANSWERS } from './code/benign.js'
import { DISGUISES, type Disguise, disguise } from './code/disguise.js'
import { IDIOMS } from './code/idioms.js'
import { ownTables } from './code/own.js'
import { longestRun, RULE_LENGTH, runRule } from './code/rules.js'
import { caught, isCaught, READER, withFiles } from './code/world.js'
import { CODE_FILE, CODE_PAIR, type CodeFileRow, type CodePairRow, readAll } from './datasets.js'
import { auc, rate, tprAtFpr } from './metrics.js'
import { createRandom, type Random } from './random.js'
import { atLeast, atMost, type Figure, type Row, report, row, share, type Table } from './report.js'
import { seededKey } from './sandbox.js'

/** Copied code is found under other names and in another layout, and what was written independently passes. */
export const code: Benchmark = {
  name: 'code',
  summary: 'copied source code, disguised, beside code that was written independently',
  options: [
    { ...DATA, description: 'pairs of programs, copied at a level of disguise or independent' },
    {
      name: 'files',
      description: 'licensed source files to take snippets from (none: leave out)',
      default: 'none',
    },
    SEED,
    LIMIT,
  ],
  async run(given, io) {
    const settings = settingsOf(code, given)
    const seed = settings.text('seed')
    const data = settings.text('data')
    const files = settings.text('files')
    const pairs = await readAll(data, CODE_PAIR, settings.count('limit'))
    const tables = await pairTables(pairs, seed, io)
    tables.push(...(await ownTables(seed, io)))
    if (files !== 'none') tables.push(...(await snippetTables(await readAll(files, CODE_FILE), seed, io)))
    return report({
      title: 'Copied code',
      settings: { seed, data: basename(data), files: files === 'none' ? 'none' : basename(files) },
      tables,
      notes: [
        'Ranked by `CodeMatch.whole` of the heaviest alignments with the original; decided by the firewall at its default thresholds, each candidate as an answer to a reader who may not read the original.',
        'Snippets of 5 to 40 lines stand in a fenced block between sentences. The reader who may read the files asks a service that does not accept their licence.',
        'Programs of our own: each is the protected file once, disguised, rewritten and in an answer; as an independent one it meets all others.',
        'Other files: snippets of files in one half of the folders against the other half, under every disguise. Independent: answers and solutions of common tasks that were written for this benchmark.',
        `Baselines: longest run of equal characters, and ${RULE_LENGTH} of them in a row, white space apart.`,
      ],
    })
  },
}

interface JudgedPair extends Pick<CodePairRow, 'case' | 'level' | 'copied'> {
  readonly score: number
  readonly run: number
  readonly caught: boolean
  /** By its shape, whatever its letters. */
  readonly byShape: boolean
}

async function pairTables(pairs: readonly CodePairRow[], seed: string, io: BenchmarkIo): Promise<Table[]> {
  const originals = [...new Map(pairs.map((pair) => [pair.original, pair])).keys()]
  const documents = originals.map((text, i) => ({ id: `original-${i}.java`, text }))
  const judged = await withFiles(documents, seed, async (firewall) => {
    const done: JudgedPair[] = []
    for (const pair of pairs) {
      stopIfAborted(io)
      io.progress(done.length, pairs.length, 'pairs')
      const { original, candidate, level, copied } = pair
      done.push({
        case: pair.case,
        level,
        copied,
        score: likeness(original, candidate, seed),
        run: longestRun(original, candidate),
        ...(await caught(firewall, candidate)),
      })
    }
    return done
  })
  return [pairTable(judged), decisionTable(judged)]
}

/** How like a candidate is its original, by the index alone. */
function likeness(original: string, candidate: string, seed: string): number {
  const index = new CodeIndex(secretKey(seededKey(seed)), () => original)
  index.add(0 as DocumentNumber)
  return Math.max(
    0,
    ...index
      .store()
      .search(candidate)
      .map(({ whole }) => whole),
  )
}

function pairTable(judged: readonly JudgedPair[]): Table {
  const independent = judged.filter(({ copied }) => !copied)
  const copies = judged.filter(({ copied }) => copied)
  const scores = (rows: readonly JudgedPair[]) => rows.map(({ score }) => score)
  const runs = (rows: readonly JudgedPair[]) => rows.map(({ run }) => run)
  const area = (of: (rows: readonly JudgedPair[]) => number[], positives: readonly JudgedPair[]): Figure => ({
    kind: 'score',
    value: auc(of(positives), of(independent)),
    n: positives.length + independent.length,
  })
  const found = (
    of: (rows: readonly JudgedPair[]) => number[],
    positives: readonly JudgedPair[],
  ): Figure => ({
    kind: 'rate',
    ...tprAtFpr(of(positives), of(independent), 0.01),
  })
  const light = copies.filter(({ level }) => ['L1', 'L2', 'L3'].includes(level))
  const levels = [...new Set(copies.map(({ level }) => level))].sort()
  const cases = [...new Set(judged.map((one) => one.case))].sort()
  return {
    title: `Ranking: ${copies.length} copies, ${independent.length} independent programs`,
    rows: [
      row('AUC', area(scores, copies), {
        target: atLeast(0.9),
        baseline: { name: 'longest run', figure: area(runs, copies) },
      }),
      row('levels 1–3: found at 1 % of the independent', found(scores, light), {
        target: atLeast(0.9),
        baseline: { name: 'longest run', figure: found(runs, light) },
      }),
      ...levels.map((level) => {
        const own = copies.filter((one) => one.level === level)
        return row(`level ${level.slice(1)}: found at 1 % of the independent`, found(scores, own), {
          baseline: { name: 'longest run', figure: found(runs, own) },
        })
      }),
      ...cases.flatMap((name) => leftOut(name, judged)),
      ...cases.map((name) => {
        const of = (rows: readonly JudgedPair[]) => rows.filter((one) => one.case === name)
        return row(`AUC of ${name}`, {
          kind: 'score',
          value: auc(scores(of(copies)), scores(of(independent))),
          n: of(judged).length,
        })
      }),
    ],
  }
}

/** What a threshold that the other cases chose, at 1 % of their independent programs, does to this one. */
function leftOut(name: string, judged: readonly JudgedPair[]): Row[] {
  const of = (own: boolean, copied: boolean) =>
    judged.filter((one) => (one.case === name) === own && one.copied === copied)
  const others = of(false, false)
    .map(({ score }) => score)
    .sort((a, b) => b - a)
  const threshold = others[Math.floor(0.01 * others.length)] ?? 0
  const over = (pairs: readonly JudgedPair[]) => pairs.filter(({ score }) => score > threshold).length
  const light = of(true, true).filter(({ level }) => ['L1', 'L2', 'L3'].includes(level))
  const independent = of(true, false)
  return [
    row(`${name}, threshold of the other cases: levels 1–3 found`, share(over(light), light.length), {
      falseBlocks: rate(over(independent), independent.length),
    }),
  ]
}

function decisionTable(judged: readonly JudgedPair[]): Table {
  const independent = judged.filter(({ copied }) => !copied)
  const stopped = independent.filter(({ caught }) => caught).length
  const levels = [...new Set(judged.flatMap(({ level, copied }) => (copied ? [level] : [])))].sort()
  return {
    title: 'Decided by the firewall (text and code together, default thresholds)',
    rows: [
      row('independent programs stopped', share(stopped, independent.length), { target: atMost(0.01) }),
      row(
        'independent programs stopped for their shape',
        share(independent.filter(({ byShape }) => byShape).length, independent.length),
      ),
      lightRow(judged, rate(stopped, independent.length)),
      ...levels.map((level) => {
        const own = judged.filter((one) => one.level === level)
        const byRule = own.filter(({ run }) => run >= RULE_LENGTH).length
        return row(
          `level ${level.slice(1)}: caught`,
          share(own.filter(({ caught }) => caught).length, own.length),
          {
            falseBlocks: rate(stopped, independent.length),
            baseline: { name: `${RULE_LENGTH} characters`, figure: share(byRule, own.length) },
          },
        )
      }),
    ],
  }
}

function lightRow(judged: readonly JudgedPair[], falseBlocks: ReturnType<typeof rate>): Row {
  const light = judged.filter(({ level, copied }) => copied && ['L1', 'L2', 'L3'].includes(level))
  const byRule = light.filter(({ run }) => run >= RULE_LENGTH).length
  return row('levels 1–3: caught', share(light.filter((one) => one.caught).length, light.length), {
    target: atLeast(0.9),
    falseBlocks,
    baseline: { name: `${RULE_LENGTH} characters`, figure: share(byRule, light.length) },
  })
}

interface Snippet {
  readonly file: CodeFileRow
  readonly lines: number
  readonly how: Disguise
  readonly code: string
  readonly answer: string
}

const LINES = [5, 10, 20, 40] as const

async function snippetTables(files: readonly CodeFileRow[], seed: string, io: BenchmarkIo): Promise<Table[]> {
  const random = createRandom(`code ${seed}`)
  const snippets = files.flatMap((file) => snippetsOf(file, random.fork(file.id)))
  const documents = files.map(({ path, text, license }) => ({ id: path, text, license }))
  const copied = await withFiles(documents, seed, async (firewall) => {
    const done: { snippet: Snippet; leak: boolean; reuse: boolean }[] = []
    for (const snippet of snippets) {
      stopIfAborted(io)
      io.progress(done.length, snippets.length, 'snippets')
      const { findings } = await firewall.check(snippet.answer, { principal: READER, service: 'reuse' })
      done.push({
        snippet,
        leak: await isCaught(firewall, snippet.answer),
        reuse: findings.some(({ kind }) => kind === 'license'),
      })
    }
    return done
  })
  const other = await otherFiles(files, snippets, seed)
  const benign = [...BENIGN_ANSWERS, ...IDIOMS]
  const independent = await withFiles(documents, seed, async (firewall) => {
    let stopped = 0
    for (const answer of benign) if (await isCaught(firewall, answer)) stopped += 1
    return rate(stopped, benign.length)
  })
  const rule = runRule(files.map(({ text }) => text))
  const rows = LINES.flatMap((lines) =>
    DISGUISES.map((how): Row => {
      const own = copied.filter(({ snippet }) => snippet.lines === lines && snippet.how === how)
      const byRule = own.filter(({ snippet }) => rule(snippet.code)).length
      return row(`${lines} lines, ${how}: caught`, share(own.filter(({ leak }) => leak).length, own.length), {
        falseBlocks: other,
        baseline: { name: `${RULE_LENGTH} characters`, figure: share(byRule, own.length) },
      })
    }),
  )
  const agreed = copied.filter(({ leak, reuse }) => leak === reuse).length
  return [
    {
      title: `Snippets of ${files.length} licensed files in answers`,
      rows: [
        ...rows,
        row(
          'licence finding for its reader where the stranger has a leak, and only there',
          share(agreed, copied.length),
        ),
      ],
    },
    {
      title: 'Over-blocking',
      rows: [
        row(
          'independent code and answers with idioms: stopped',
          { kind: 'rate', ...independent },
          { target: atMost(0.01) },
        ),
        row('snippets of other files: stopped', { kind: 'rate', ...other }, { target: atMost(0.01) }),
      ],
    },
  ]
}

/** Files of one folder share an author's habits and, here, code: they stay together. */
async function otherFiles(files: readonly CodeFileRow[], snippets: readonly Snippet[], seed: string) {
  const folderOf = ({ path }: CodeFileRow) => path.slice(0, path.lastIndexOf('/'))
  const folders = [...new Set(files.map(folderOf))].sort()
  const side = (file: CodeFileRow) => folders.indexOf(folderOf(file)) % 2
  let stopped = 0
  for (const half of [0, 1]) {
    const documents = files
      .filter((file) => side(file) === half)
      .map(({ path, text }) => ({ id: path, text }))
    await withFiles(documents, seed, async (firewall) => {
      for (const { file, answer } of snippets) {
        if (side(file) !== half && (await isCaught(firewall, answer))) stopped += 1
      }
    })
  }
  return rate(stopped, snippets.length)
}

function snippetsOf(file: CodeFileRow, random: Random): Snippet[] {
  const lines = file.text.split('\n')
  const isCode = (line: string) => /^\s*[^\s*/]/.test(line)
  return LINES.flatMap((count) => {
    if (lines.filter(isCode).length < count) return []
    return DISGUISES.map((how): Snippet => {
      // From a line of code to the line with which there are so many of them.
      const starts = lines.flatMap((line, i) =>
        isCode(line) && lines.slice(i).filter(isCode).length >= count ? [i] : [],
      )
      const start = random.pick(starts)
      let end = start
      for (let n = 0; n < count; end++) if (isCode(lines[end]!)) n += 1
      const taken = disguise(lines.slice(start, end).join('\n'), how, random)
      return { file, lines: count, how, code: taken, answer: answerWith(taken, random) }
    })
  })
}

function answerWith(taken: string, random: Random): string {
  const before = random.pick([
    'You could write it like this:',
    'Here is the part that you asked about.',
    'ご質問の処理は次のように書けます。',
  ])
  const after = random.pick([
    'Tell me if anything is unclear.',
    'It runs in linear time.',
    '不明な点があればお知らせください。',
  ])
  return `${before}\n\n\`\`\`ts\n${taken}\n\`\`\`\n\n${after}`
}
