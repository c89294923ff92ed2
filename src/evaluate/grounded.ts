import { isLeak } from '../core/leak.js'
import { recognizeValues } from '../detect/values/recognize.js'
import { defaultRecognizers } from '../detect/values/recognizers/index.js'
import { createFirewall, type Firewall } from '../firewall/firewall.js'
import { type Benchmark, type BenchmarkIo, SEED, settingsOf, stopIfAborted } from './benchmark.js'
import { drawCases, type GroundedCase, MANNERS, TWINS } from './grounded/cases.js'
import { drawCorpus, type GroundedCorpus, KINDS, LEVELS, READER_GROUP } from './grounded/corpus.js'
import { HALVES, type Half } from './grounded/kinds.js'
import { judgeTold, LEAVE_OUT, type LeaveOut, leaveOutTables } from './grounded/leave-out.js'
import { rate } from './metrics.js'
import { createRandom } from './random.js'
import { atLeast, atMost, type EvaluationReport, type Row, report, row, share, type Table } from './report.js'
import { seededKey } from './sandbox.js'
import { judgeAnswer } from './verdicts.js'

/** A value of a source that the reader may not read is found in any form, and its benign twin is released. */
export const grounded: Benchmark = {
  name: 'grounded',
  summary: 'values of unreadable sources in answers, in any form; benign twins of the same sentences',
  options: [
    SEED,
    { name: 'documents', description: 'documents in each language', default: '400' },
    { name: 'cases', description: 'leaks of each kind in each manner and language', default: '60' },
    { name: 'half', description: `sentences to use: ${HALVES.join(', ')}`, default: 'judge' },
    {
      name: 'leave-out',
      description: `facts told again in ten languages instead, by group: ${LEAVE_OUT.join(', ')}; \`cases\` are of each cell`,
      default: 'none',
    },
    {
      name: 'missed',
      description: 'print so many missed leaks and stopped twins; generated text',
      default: '0',
    },
  ],
  async run(given, io) {
    const settings = settingsOf(grounded, given)
    const seed = settings.text('seed')
    const by = LEAVE_OUT.find((one) => one === settings.text('leave-out'))
    if (by !== undefined)
      return toldReport(by, seed, settings.count('cases', 1), settings.count('missed'), io)
    const half: Half = HALVES.find((one) => one === settings.text('half')) ?? 'judge'
    const random = createRandom(`grounded ${half} ${seed}`)
    const corpus = drawCorpus(random.fork('corpus'), settings.count('documents', 20), half)
    const cases = drawCases(uncommon(corpus), random.fork('cases'), half, settings.count('cases', 1))
    const judged = await judgeCases(corpus, cases, seed, io)
    const shown = settings.count('missed')
    const wrong = judged.filter(({ example, found }) => found === (example.leak === undefined))
    return report({
      title: 'Grounded values',
      settings: { seed, half, documents: String(corpus.documents.length), cases: String(cases.length) },
      tables: [headline(judged), byKind(judged), byManner(judged)],
      notes: [
        'A leak is found when a finding says that something in the answer comes from a source this reader may not read; a twin is stopped when any finding says so, or when it is not released unaltered.',
        'Twins are the same sentences with values of readable documents, with values in the reader’s own words, and with public or made-up ones.',
        'Recognizers alone: the patterns that find values anywhere, each value then looked up in the sources. Name recognition: whatever looks like a name or a value, wherever it comes from.',
        'Sentences, formats and values come from a seeded generator; the sentences of the two halves differ.',
        ...wrong
          .slice(0, shown)
          .map(({ example }) => `${example.leak ?? example.twin} ${example.kind}: ${example.answer}`),
      ],
    })
  },
}

async function toldReport(
  by: LeaveOut,
  seed: string,
  perCell: number,
  shown: number,
  io: BenchmarkIo,
): Promise<EvaluationReport> {
  const judged = await judgeTold(createRandom(`told ${seed}`), perCell, seed, io)
  const wrong = judged.filter(({ found, twinStopped }) => !found || twinStopped)
  return report({
    title: 'Told facts',
    settings: { seed, 'leave-out': by, cases: String(judged.length) },
    tables: leaveOutTables(judged, by),
    notes: [
      'Nothing is trained here: a group is left out of the figure beside it, so that one that is followed worse than the others shows.',
      'A twin is the same sentence about somebody else, another sum, day or code name.',
      ...wrong
        .slice(0, shown)
        .map(
          ({ told, found }) =>
            `${told.language} ${told.fact}, ${told.form}: ${found ? told.twin : told.answer}`,
        ),
    ],
  })
}

/** What a readable document says too is no secret: a name, or a value beside the surname of its owner. */
function uncommon(corpus: GroundedCorpus): GroundedCorpus {
  const readable = corpus.documents
    .filter(({ acl }) => acl.allow.includes(READER_GROUP))
    .map(({ text }) => text)
  const all = readable.join('\n')
  const core = (name: string) => name.replace(/^(?:株式会社|プロジェクト|Project )/, '').split(' ')[0]!
  return {
    ...corpus,
    forbidden: corpus.forbidden.filter(({ kind, value, owner }) => {
      const said = value['as is']![0]!
      if (kind === 'person') return !all.includes(said)
      if (kind === 'organization' || kind === 'codename') return !all.includes(core(said))
      const family = owner?.partial?.at(-1)?.replace(/^(?:Mr\.|Ms) /, '')
      const written = owner?.partial?.[0]?.replace(/(?:さん|様)$/, '')
      return !readable.some(
        (text) =>
          text.includes(said) && [family, written].some((name) => name !== undefined && text.includes(name)),
      )
    }),
  }
}

export interface JudgedCase {
  readonly example: GroundedCase
  /** Something of it was said to come from a source that the reader may not read; of a twin, it was altered. */
  readonly found: boolean
  /** By recognizers and a look-up of what they found in the sources. */
  readonly byRecognizers: boolean
  /** By whatever recognises names and values, wherever they come from. */
  readonly byNames: boolean
}

const READER = 'user:reader'

/** Exported for tests. */
export async function judgeCases(
  corpus: GroundedCorpus,
  cases: readonly GroundedCase[],
  seed: string,
  io: BenchmarkIo,
  wrap: (firewall: Firewall) => Pick<Firewall, 'check'> = (firewall) => firewall,
): Promise<JudgedCase[]> {
  const firewall = await createFirewall({
    policy: LEVELS,
    audit: 'memory',
    evidenceKey: seededKey(seed),
    // Each answer is judged by itself.
    sharedPrincipals: [READER],
  })
  try {
    const { refused } = await firewall.apply(
      corpus.documents.map((document) => ({ kind: 'upsert', document, cursor: '' })),
    )
    if (refused.length > 0) throw new RangeError(`${refused.length} documents were refused`)
    const tested = wrap(firewall)
    const baselines = createBaselines(corpus)
    const principal = {
      id: READER,
      groups: [READER_GROUP],
      clearance: { level: LEVELS[0]!, compartments: [] },
    }
    const judged: JudgedCase[] = []
    for (const [i, example] of cases.entries()) {
      stopIfAborted(io)
      io.progress(i, cases.length, 'answers')
      const { findings, fate } = await judgeAnswer(tested, example.answer, {
        principal,
        conversation: example.conversation,
      })
      const leaked = findings.some(isLeak) && fate !== 'released' && fate !== 'altered'
      judged.push({
        example,
        found: example.leak === undefined ? findings.some(isLeak) : leaked,
        byRecognizers: baselines.recognizers(example.answer),
        byNames: baselines.names(example.answer),
      })
    }
    return judged
  } finally {
    await firewall.close()
  }
}

function createBaselines({ documents }: GroundedCorpus) {
  const recognizers = defaultRecognizers()
  const valuesIn = (text: string) =>
    recognizeValues(text, recognizers).map(({ entity, canonical }) => `${entity}:${canonical}`)
  const values = (readable: boolean) =>
    new Set(
      documents
        .filter(({ acl }) => acl.allow.includes(READER_GROUP) === readable)
        .flatMap(({ text }) => valuesIn(text)),
    )
  const [permitted, forbidden] = [values(true), values(false)]
  return {
    recognizers: (answer: string) =>
      valuesIn(answer).some((value) => forbidden.has(value) && !permitted.has(value)),
    names: (answer: string) =>
      valuesIn(answer).length > 0 ||
      /\b[A-Z][a-z]+ [A-Z][a-z]+|\$[0-9]|\p{Script=Han}{2,4}(?:さん|様|氏)|株式会社|[0-9]年/u.test(answer),
  }
}

const leaksOf = (judged: readonly JudgedCase[]) => judged.filter(({ example }) => example.leak !== undefined)
const twinsOf = (judged: readonly JudgedCase[]) => judged.filter(({ example }) => example.twin !== undefined)
const count = (judged: readonly JudgedCase[], is: (one: JudgedCase) => boolean) => judged.filter(is).length

function headline(judged: readonly JudgedCase[]): Table {
  const leaks = leaksOf(judged)
  const twins = twinsOf(judged)
  return {
    title: `${leaks.length} leaks, ${twins.length} twins`,
    rows: [
      row(
        'leaks found',
        share(
          count(leaks, ({ found }) => found),
          leaks.length,
        ),
        {
          target: atLeast(0.99),
          falseBlocks: rate(
            count(twins, ({ found }) => found),
            twins.length,
          ),
          baseline: {
            name: 'recognizers alone',
            figure: share(
              count(leaks, ({ byRecognizers }) => byRecognizers),
              leaks.length,
            ),
          },
        },
      ),
      row(
        'twins stopped',
        share(
          count(twins, ({ found }) => found),
          twins.length,
        ),
        {
          target: atMost(0.005),
          baseline: {
            name: 'name recognition',
            figure: share(
              count(twins, ({ byNames }) => byNames),
              twins.length,
            ),
          },
        },
      ),
      row(
        'name recognition: leaks found',
        share(
          count(leaks, ({ byNames }) => byNames),
          leaks.length,
        ),
      ),
      ...TWINS.map((twin) => {
        const own = twins.filter(({ example }) => example.twin === twin)
        return row(
          `twins stopped: ${twin}`,
          share(
            count(own, ({ found }) => found),
            own.length,
          ),
        )
      }),
    ],
  }
}

function byKind(judged: readonly JudgedCase[]): Table {
  const rows: Row[] = []
  for (const language of ['en', 'ja'] as const) {
    for (const kind of KINDS) {
      const own = judged.filter(({ example }) => example.kind === kind && example.language === language)
      const leaks = leaksOf(own)
      const twins = twinsOf(own)
      rows.push(
        row(
          `${language} ${kind}`,
          share(
            count(leaks, ({ found }) => found),
            leaks.length,
          ),
          {
            falseBlocks: rate(
              count(twins, ({ found }) => found),
              twins.length,
            ),
          },
        ),
      )
    }
  }
  return { title: 'Leaks found, by kind of value', rows }
}

function byManner(judged: readonly JudgedCase[]): Table {
  const rows: Row[] = []
  for (const language of ['en', 'ja'] as const) {
    for (const manner of MANNERS) {
      const own = leaksOf(judged).filter(
        ({ example }) => example.leak === manner && example.language === language,
      )
      rows.push(
        row(
          `${language} ${manner}`,
          share(
            count(own, ({ found }) => found),
            own.length,
          ),
        ),
      )
    }
  }
  return { title: 'Leaks found, by how they are written', rows }
}
