import { isLeak } from '../../core/leak.js'
import { rate } from '../metrics.js'
import { atLeast, atMost, type Row, row, share, type Table } from '../report.js'
import { countFates, verbatimLeaks } from '../verdicts.js'
import type { MeasuredSet, Outcome } from './measured.js'

/** The figures of one set of answers. */
export function overblockingTable(name: string, measured: MeasuredSet): Table {
  const { answers, passages } = measured
  return {
    title: `${name}: ${answers.length} answers, ${passages} passages`,
    rows: [
      ...entitledRows('entitled reader', measured.entitled, measured),
      ...entitledRows('colleague', measured.colleague, measured),
      ...entitledRows('strict reader', measured.strict, measured),
      ...strangerRows(measured),
      ...streamRows(measured),
      ...naiveRows(measured),
    ],
  }
}

function entitledRows(who: string, outcomes: readonly Outcome[], { naive }: MeasuredSet): Row[] {
  const n = outcomes.length
  const fates = countFates(outcomes.map(({ judged }) => judged))
  const blocked = fates.blocked + fates.refused
  const unexpected = outcomes.filter(({ judged, expected }) => judged.fate !== 'released' && !expected).length
  const naively = naive.blocked.filter(Boolean).length
  const baseline = (k: number) => ({ name: naive.rule.name, figure: share(k, n) })
  const leaked = outcomes.filter(({ judged }) => judged.findings.some(isLeak)).length
  const own = outcomes.filter(({ expected }) => !expected)
  const released = own.filter(({ judged }) => judged.fate === 'released').length
  const stoppedOwn = own.filter(({ judged }) => judged.fate === 'blocked' || judged.fate === 'refused').length
  return [
    row(`${who}: released unaltered`, share(fates.released, n)),
    row(`${who}: released unaltered, nothing borrowed`, share(released, own.length), {
      target: atLeast(0.99),
      baseline: baseline(n - naively),
    }),
    row(`${who}: blocked, nothing borrowed`, share(stoppedOwn, own.length), {
      target: atMost(0.003),
      baseline: baseline(naively),
    }),
    row(`${who}: blocked`, share(blocked, n)),
    row(`${who}: redacted`, share(fates.redacted, n)),
    row(`${who}: altered though released`, share(fates.altered, n), { target: atMost(0) }),
    row(`${who}: held`, share(fates.held, n)),
    row(`${who}: with a leak finding`, share(leaked, n)),
    row(`${who}: not released and no leak by the oracle`, share(unexpected, n)),
  ]
}

/** The other error of the same rule stands beside it: what it does to those who may read the sources. */
function strangerRows({ stranger, strict, sentences }: MeasuredSet): Row[] {
  const expected = stranger.filter((outcome) => outcome.expected)
  const others = stranger.filter((outcome) => !outcome.expected)
  const caught = (outcomes: readonly Outcome[]) =>
    outcomes.filter(
      ({ judged }) => judged.fate === 'refused' || (stopped(judged) && verbatimLeaks(judged).length > 0),
    ).length
  const asWritten = (judged: Outcome['judged']) =>
    verbatimLeaks(judged, 'exact').filter((found) => found.kind === 'verbatim' && found.view === 'folded')
  const exact = others.filter(({ judged }) => asWritten(judged).length > 0).length
  const read = others.filter(
    ({ judged }) => asWritten(judged).length === 0 && verbatimLeaks(judged, 'exact').length > 0,
  ).length
  const near = others.filter(
    ({ judged }) => verbatimLeaks(judged, 'exact').length === 0 && verbatimLeaks(judged, 'near').length > 0,
  )
  const values = others.filter(({ judged }) => stopped(judged) && verbatimLeaks(judged).length === 0).length
  const strictWrong = strict.filter(({ judged, expected }) => judged.fate !== 'released' && !expected).length
  const missedBySentence = stranger.filter(
    ({ expected }, i) => expected && sentences.blocked[i] !== true,
  ).length
  return [
    row('stranger: caught of what the oracle expects', share(caught(expected), expected.length), {
      target: atLeast(1),
      falseBlocks: rate(strictWrong, strict.length),
      baseline: {
        name: sentences.rule.name,
        figure: share(expected.length - missedBySentence, expected.length),
      },
    }),
    row('stranger: exact runs found where the oracle has none', share(exact, others.length), {
      target: atMost(0),
    }),
    // The oracle reads no numbered list without its numbers: these are copies that it cannot see.
    row('stranger: runs found only when read in another way', share(read, others.length)),
    row('stranger: near matches where the oracle has no exact one', share(near.length, others.length)),
    row('stranger: stopped for values only (names, contacts …)', share(values, others.length)),
    row(
      'stranger: nothing copied, released unaltered',
      share(others.filter(({ judged }) => judged.fate === 'released').length, others.length),
    ),
  ]
}

function stopped({ fate }: Outcome['judged']): boolean {
  return fate === 'redacted' || fate === 'blocked' || fate === 'held'
}

function streamRows({ stranger, strict, piecewise }: MeasuredSet): Row[] {
  const same = (outcomes: readonly Outcome[]) =>
    share(outcomes.filter(({ streamAgrees }) => streamAgrees).length, outcomes.length)
  const hasBaseline = piecewise.tried > 0
  return [
    row('stream of 1–20 characters gives the same: strict reader', same(strict), { target: atLeast(1) }),
    row('stream of 1–20 characters gives the same: stranger', same(stranger), {
      target: atLeast(1),
      ...(hasBaseline
        ? { baseline: { name: 'pieces checked alone', figure: share(piecewise.same, piecewise.tried) } }
        : {}),
    }),
  ]
}

/** The naive rule by who wrote the answer. */
function naiveRows({ answers, naive }: MeasuredSet): Row[] {
  const authors = [...new Set(answers.map(({ author }) => author))].sort()
  return authors.map((author) => {
    const own = answers.flatMap((answer, i) => (answer.author === author ? [naive.blocked[i] === true] : []))
    return row(`${naive.rule.name} would block: ${author}`, share(own.filter(Boolean).length, own.length))
  })
}
