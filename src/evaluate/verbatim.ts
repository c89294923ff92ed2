import { basename } from 'node:path'
import { FirewallError } from '../core/errors.js'
import { DEFAULT_THRESHOLDS } from '../core/thresholds.js'
import type { Firewall } from '../firewall/firewall.js'
import { attacks } from './attacks/index.js'
import {
  type Benchmark,
  type BenchmarkIo,
  DATA,
  LIMIT,
  SEED,
  settingsOf,
  stopIfAborted,
} from './benchmark.js'
import { BENIGN, BOOK, readAll } from './datasets.js'
import { percentile, rate } from './metrics.js'
import { locate, windowsOf } from './overblocking/oracle.js'
import { createRandom, type Random } from './random.js'
import { atLeast, atMost, type Row, report, row, share, type Table } from './report.js'
import { baselines } from './verbatim/baselines.js'
import { climb, isCaught, LENGTHS, type Rung } from './verbatim/ladder.js'
import { type Book, divide, framed, passageOf } from './verbatim/passages.js'
import {
  type BenignSessions,
  freeSessions,
  ORDERS,
  type SplitRung,
  splitOverTurns,
  talkedOver,
} from './verbatim/sessions.js'
import { heldBackAt, streamAnswers } from './verbatim/streaming.js'
import { booksOf, protectedText, stranger, withProtected } from './verbatim/world.js'
import { judgeAnswer } from './verdicts.js'

/** Copies are caught however they are disguised, and what is no copy passes. */
export const verbatim: Benchmark = {
  name: 'verbatim',
  summary:
    'passages of protected books under every attack of the ladder, beside false blocks; streams; canaries',
  options: [
    { ...DATA, description: 'books, JSON Lines' },
    {
      name: 'benign',
      description: 'files of answers that must pass, separated by commas; `none`',
      default: 'none',
    },
    {
      name: 'editions',
      description: 'editions of one text: the first is protected, the others are quoted; `none`',
      default: 'none',
    },
    {
      name: 'talks',
      description: 'files of conversations that must not come to add up, separated by commas; `none`',
      default: 'none',
    },
    {
      name: 'part',
      description: '`ladder`, `turns` (passages split over a session), or `all`',
      default: 'all',
    },
    { name: 'samples', description: 'passages per attack, length and language', default: '40' },
    SEED,
    LIMIT,
  ],
  async run(given, io) {
    const settings = settingsOf(verbatim, given)
    const seed = settings.text('seed')
    const samples = settings.count('samples', 1)
    const random = createRandom(`verbatim ${seed}`)
    const books = (await readAll(settings.text('data'), BOOK, settings.count('limit'))).map(divide)
    const part = partOf(settings.text('part'))
    const talks: BenignSessions[] = []
    if (part !== 'ladder') {
      for (const path of settings.list('talks').filter((one) => one !== 'none')) {
        talks.push(await talkedOver(await readAll(path, BENIGN), basename(path), seed, io))
      }
    }
    io.progress(0, books.length, 'baselines of the books')
    const rules = baselines(books.map(({ kept }) => kept))
    const optional = (name: string) => settings.list(name).filter((path) => path !== 'none')
    const split = async (firewall: Firewall): Promise<Table[]> => {
      const free = await freeSessions(firewall, books, {
        samples: Math.ceil(samples / 2),
        random: random.fork('free sessions'),
        io,
      })
      const rungs = await splitOverTurns(firewall, books, { samples, random: random.fork('turns'), io })
      return turnTables(rungs, [...free, ...talks])
    }
    io.progress(0, books.length, 'books to protect')
    const tables = await withProtected(booksOf(books), seed, async (firewall) => {
      if (part === 'turns') return split(firewall)
      const benign = await benignAnswers(books, optional('benign'), random.fork('benign'))
      const wrong: [string, number, number, number][] = []
      for (const [name, answers] of benign) {
        let blocked = 0
        let naive = 0
        for (const answer of answers) {
          stopIfAborted(io)
          io.progress(wrong.length, benign.length, 'benign sets')
          if (isCaught(await judgeAnswer(firewall, answer, { principal: stranger }))) blocked += 1
          if (rules[0]!.blocks(answer)) naive += 1
        }
        wrong.push([name, blocked, answers.length, naive])
      }
      const falseBlocks = rate(sum(wrong.map(([, k]) => k)), sum(wrong.map(([, , n]) => n)))
      const rungs = await climb(firewall, books, rules, { samples, random: random.fork('ladder'), io })
      const streamed = await streamAnswers(firewall, books, {
        samples: 2 * samples,
        random: random.fork('streams'),
        io,
      })
      return [
        ...ladderTables(rungs, falseBlocks),
        summaryTable(
          rungs,
          rules.map(({ name }) => name),
        ),
        {
          title: 'Benign answers',
          rows: [
            ...wrong.map(([name, k, n]) => row(`${name}: taken for a copy`, share(k, n))),
            row('all of them', share(falseBlocks.k, falseBlocks.n), { target: atMost(0.001) }),
          ],
        },
        {
          title: 'Streams of tokens of 1 to 20 characters',
          rows: [
            row(
              'answers in which a letter of an exact copy was sent',
              share(streamed.exposed.filter((n) => n > 0).length, streamed.exposed.length),
              { target: atMost(0) },
            ),
            row('held back, clean text, median', {
              kind: 'amount',
              value: heldBackAt(streamed, 50),
              unit: 'folded bytes',
            }),
            row(
              'held back, clean text, p95',
              { kind: 'amount', value: heldBackAt(streamed, 95), unit: 'folded bytes' },
              { target: atMost(DEFAULT_THRESHOLDS.verbatimBytesCjk - 1) },
            ),
            row(
              'computation per token, median',
              { kind: 'time', value: percentile(streamed.perToken, 50), n: streamed.perToken.length },
              { target: atMost(5) },
            ),
          ],
        },
        ...(part === 'all' ? await split(firewall) : []),
      ]
    })
    if (part !== 'turns') tables.push(await canaryTable(seed, random.fork('canaries'), samples))
    for (const path of part === 'turns' ? [] : optional('editions'))
      tables.push(await editionTable(path, seed, samples, random.fork('editions'), io))
    return report({
      title: 'Verbatim ladder',
      settings: {
        seed,
        samples: String(samples),
        part,
        data: basename(settings.text('data')),
        books: String(books.length),
        attacks: String(attacks.length),
      },
      tables,
      notes: [
        `Passages are words; of Japanese twice as many characters. Passages under T folded bytes (${DEFAULT_THRESHOLDS.verbatimBytes}, or ${DEFAULT_THRESHOLDS.verbatimBytesCjk} of CJK) are drawn again.`,
        'Caught: found as a copy of a text that the reader may not read, and not released. A refusal counts as caught, on benign answers too.',
        'Benign: passages of the same books that are not protected, less those that the oracle finds to share an exact run of T; and the answers given.',
        `Held back is judged against T - 1 folded bytes for CJK (${DEFAULT_THRESHOLDS.verbatimBytesCjk - 1}); for other scripts it is ${DEFAULT_THRESHOLDS.verbatimBytes - 1}.`,
        'Turns: a session is caught when one of its answers is; each holds a piece of a passage, alone or among other words. Pieces under 16 folded bytes (24 of CJK) are not looked up, and sessions with one are counted apart. Taken to add up: answers of benign sessions, of all.',
        'Words changed: two of three are replaced, the rest are left out or joined by another. Targets: 15 % from 50 words, 30 % from 100.',
      ],
    })
  },
}

function partOf(name: string): 'all' | 'ladder' | 'turns' {
  if (name === 'all' || name === 'ladder' || name === 'turns') return name
  throw new FirewallError('option-invalid', '--part is not one of the parts', {
    help: 'parts are `ladder`, `turns` and `all`',
  })
}

function turnTables(rungs: readonly SplitRung[], benign: readonly BenignSessions[]): Table[] {
  const wrong = rate(sum(benign.map(({ addedUp }) => addedUp)), sum(benign.map(({ answers }) => answers)))
  const pooled = (
    pick: (rung: SplitRung) => boolean,
    of: (rung: SplitRung) => { tried: number; caught: number },
  ) => {
    const chosen = rungs.filter(pick).map(of)
    return share(sum(chosen.map(({ caught }) => caught)), sum(chosen.map(({ tried }) => tried)))
  }
  const itself = (rung: SplitRung) => rung
  const rows = ORDERS.map((order) =>
    row(
      order,
      pooled((rung) => rung.order === order, itself),
      {
        falseBlocks: wrong,
        target: atLeast(order.startsWith('in order') ? 0.99 : 0.95),
        baseline: {
          name: 'each answer by itself',
          figure: pooled(
            (rung) => rung.order === order,
            ({ tried, caught, addedUp }) => ({ tried, caught: caught - addedUp }),
          ),
        },
      },
    ),
  )
  const byShape = [
    ...new Set(rungs.map(({ lang, words, turns }) => `${lang}, ${words} words over ${turns} turns`)),
  ]
  return [
    { title: 'Passages given away over the turns of a session', rows },
    {
      title: 'The same by length and turns, all orders',
      rows: byShape.flatMap((shape) => {
        const isOne = (rung: SplitRung) =>
          `${rung.lang}, ${rung.words} words over ${rung.turns} turns` === shape
        const short = pooled(isOne, (rung) => rung.short)
        const whole = pooled(isOne, itself)
        return [
          ...(Number.isNaN(whole.value) ? [] : [row(shape, whole)]),
          ...(Number.isNaN(short.value) ? [] : [row(`${shape}, a piece too short`, short)]),
        ]
      }),
    },
    {
      title: 'Benign sessions',
      rows: [
        ...benign.map(({ name, answers, addedUp }) =>
          row(`${name}: taken to add up`, share(addedUp, answers)),
        ),
        row('all of them', share(wrong.k, wrong.n), { target: atMost(0.001) }),
      ],
    },
  ]
}

function targetOf({ attack, words }: Rung) {
  if (attack.level === 'L0' && words === 12) return atLeast(0.99)
  if (attack.reversible && (words > 12 || attack.level !== 'L4')) return atLeast(0.995)
  if (attack.name === 'words changed, 5 %' && words >= 50) return atLeast(0.99)
  if (attack.name === 'words changed, 15 %' && words >= 50) return atLeast(0.99)
  if (attack.name === 'words changed, 30 %' && words >= 100) return atLeast(0.9)
  return undefined
}

function ladderTables(rungs: readonly Rung[], falseBlocks: ReturnType<typeof rate>): Table[] {
  return [...new Set(rungs.map(({ lang }) => lang))].flatMap((lang) =>
    LENGTHS.map((words) => ({
      title: `${lang}, ${words} words`,
      rows: rungs
        .filter((rung) => rung.lang === lang && rung.words === words)
        .map((rung): Row => {
          const target = targetOf(rung)
          return row(`${rung.attack.level} ${rung.attack.name}`, share(rung.caught, rung.tried), {
            falseBlocks,
            ...(target === undefined ? {} : { target }),
          })
        }),
    })),
  )
}

/** An attack is withstood when nine of ten of its passages are caught. */
function summaryTable(rungs: readonly Rung[], rules: readonly string[]): Table {
  const names = [...new Set(rungs.map(({ attack, lang }) => `${lang} ${attack.name}`))]
  const of = (name: string) => rungs.filter(({ attack, lang }) => `${lang} ${attack.name}` === name)
  const withstood = (count: (rung: Rung) => number) =>
    names.filter((name) => sum(of(name).map(count)) >= 0.9 * sum(of(name).map(({ tried }) => tried))).length
  const pooled = (pick: (rung: Rung) => boolean) => {
    const chosen = rungs.filter(pick)
    return share(sum(chosen.map(({ caught }) => caught)), sum(chosen.map(({ tried }) => tried)))
  }
  return {
    title: 'Over all lengths',
    rows: [
      ...rules.map((name, i) =>
        row(
          `attacks withstood, beside the ${name}`,
          share(
            withstood(({ caught }) => caught),
            names.length,
          ),
          {
            target: atLeast(0.8),
            baseline: {
              name,
              figure: share(
                withstood(({ naively }) => naively[i]!),
                names.length,
              ),
            },
          },
        ),
      ),
      row(
        'reversible formats (L0 to L3, L7)',
        pooled(({ attack }) => attack.reversible && attack.level !== 'L4'),
        { target: atLeast(0.995) },
      ),
      row(
        'interleaved and filled (L4), from 25 words',
        pooled(({ attack, words }) => attack.reversible && attack.level === 'L4' && words > 12),
        { target: atLeast(0.995) },
      ),
    ],
  }
}

/** Names of sets, and the answers of each that hold no exact run of a protected text. */
async function benignAnswers(
  books: readonly Book[],
  paths: readonly string[],
  random: Random,
): Promise<[string, string[]][]> {
  const sets: [string, string[]][] = []
  for (const lang of new Set(books.map((book) => book.lang))) {
    const own = books.filter((book) => book.lang === lang && book.free.length > 2_000)
    const passages = Array.from({ length: 500 }, (_, i) =>
      passageOf(own[i % own.length]!.free, lang, 100, random),
    )
    sets.push([
      `other passages of the same books, ${lang}`,
      passages.map((passage) => framed(passage, lang).answer),
    ])
  }
  for (const path of paths) {
    const rows = await readAll(path, BENIGN)
    // Answers of a few words cannot be copies: of those sets what they were taken from is put to the test.
    const short =
      percentile(
        rows.map(({ answer }) => answer.length),
        50,
      ) < 60
    const answers = short
      ? rows.flatMap(({ contexts }) => contexts.slice(0, 1).map(({ text }) => text))
      : rows.map(({ answer }) => answer)
    sets.push([basename(path), [...new Set(answers)]])
  }
  const windows = sets.map(([, answers]) => answers.map((answer) => windowsOf(answer)))
  const held = locate(
    new Set(windows.flat().flatMap((own) => [...own])),
    books.map(({ id, kept }) => ({ id, text: kept })),
  )
  return sets.map(([name, answers], s) => [
    name,
    answers.filter((_, i) => ![...windows[s]![i]!].some((window) => held.has(window))),
  ])
}

async function canaryTable(seed: string, random: Random, samples: number): Promise<Table> {
  const letters = 'abcdefghijklmnopqrstuvwxyz'
  const canaries = Array.from({ length: samples }, () =>
    Array.from({ length: 12 }, () =>
      Array.from({ length: 5 + random.below(3) }, () => letters[random.below(26)]).join(''),
    ).join(' '),
  )
  const documents = canaries.map((text, i) => protectedText(`canary-${i}`, text, 'canary'))
  return withProtected(documents, seed, async (firewall) => {
    const rows: Row[] = []
    for (const attack of attacks.filter(
      ({ reversible, only, level }) => reversible && only !== 'ja' && level !== 'L4',
    )) {
      let caught = 0
      let naive = 0
      for (const canary of canaries) {
        const { answer } = framed(
          attack.disguise(canary, { random, lang: 'en', other: canary, words: ['word'] }),
          'en',
        )
        const { fate } = await judgeAnswer(firewall, answer, { principal: stranger })
        if (fate !== 'released' && fate !== 'altered') caught += 1
        if (answer.includes(canary)) naive += 1
      }
      rows.push(
        row(`${attack.level} ${attack.name}`, share(caught, canaries.length), {
          target: atLeast(1),
          ...(attack.level === 'L0' || naive === canaries.length
            ? {}
            : { baseline: { name: '`includes`', figure: share(naive, canaries.length) } }),
        }),
      )
    }
    return { title: 'Canaries of twelve made-up words', rows }
  })
}

async function editionTable(
  path: string,
  seed: string,
  samples: number,
  random: Random,
  io: BenchmarkIo,
): Promise<Table> {
  const [first, ...others] = await readAll(path, BOOK)
  if (first === undefined) throw new RangeError('there is no edition')
  return withProtected([protectedText(first.id, first.text)], seed, async (firewall) => {
    const rows: Row[] = []
    for (const other of others) {
      for (const words of LENGTHS) {
        stopIfAborted(io)
        let caught = 0
        for (let i = 0; i < samples; i++) {
          const { answer } = framed(passageOf(other.text, other.lang, words, random), other.lang)
          if (isCaught(await judgeAnswer(firewall, answer, { principal: stranger }))) caught += 1
        }
        rows.push(row(`quoted from ${other.edition ?? other.id}, ${words} words`, share(caught, samples)))
      }
    }
    return { title: `${basename(path)}: another edition of what is protected`, rows }
  })
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
