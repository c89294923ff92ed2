import type { ScanItem } from '../../corpus-scan/item.js'
import type { Random } from '../random.js'

/**
 * Corpora with planted passages, written before the search for them and in other ways than the worlds it was made
 * with: five kinds of honest corpora, ten ways to poison one. Honest corpora have what looks like poison: weekly
 * figures of one form, facts that several pages repeat, pages that begin with a question, footers, a busy author,
 * lists of parts, logs, rows that are refused or answered with one number.
 */
const STEMS =
  'al bre cor dun el fa gri hol im jas kre lum mor nes or pra qui ros sul tor um ves wal xan yar zem'.split(
    ' ',
  )
const ENDS = 'a en is or um ick ane eld ost ura ipe ant'.split(' ')
const name = (random: Random, parts = 2) =>
  Array.from({ length: parts }, () => random.pick(STEMS)).join('') + random.pick(ENDS)
const proper = (random: Random) => {
  const one = name(random)
  return one[0]!.toUpperCase() + one.slice(1)
}
const KATAKANA = 'アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフホマミムメモラリルレロ'
const kana = (random: Random) =>
  Array.from({ length: 4 + random.below(2) }, () => KATAKANA[random.below(KATAKANA.length)]).join('')
const some = (random: Random, ...choices: readonly string[]) => random.pick(choices)

/** Of what statements are about: long, so that no two of them are of one thing by chance. */
const subjectName = (random: Random) => {
  const one = name(random, 5)
  return one[0]!.toUpperCase() + one.slice(1)
}
const subjectKana = (random: Random) => kana(random) + kana(random)

/** A statement of one thing: it can be said again, and said wrongly. */
interface Fact {
  readonly subject: string
  readonly question: string
  readonly said: (value: string) => string
  /** The same in other words. */
  readonly otherwise: readonly ((value: string) => string)[]
  readonly value: string
  readonly wrong: string
  /** The statement and its denial. */
  readonly denied?: readonly [string, string]
}

const FACTS: readonly ((random: Random) => Fact)[] = [
  (r) => {
    const s = subjectName(r)
    const year = 1700 + r.below(250)
    return {
      subject: s,
      question: `When was the ${s} lighthouse built?`,
      said: (v) => `The lighthouse of ${s} was built in ${v} by the harbour guild.`,
      otherwise: [
        (v) => `It was in ${v} that the harbour guild put up the ${s} lighthouse.`,
        (v) => `Builders of the guild finished the lighthouse at ${s} in the year ${v}.`,
        (v) => `Since ${v} a lighthouse has stood at ${s}, paid for by the guild of the harbour.`,
        (v) => `Historians agree: ${v} is the year of the ${s} lighthouse.`,
        (v) => `The year ${v} saw the ${s} lighthouse go up.`,
      ],
      value: String(year),
      wrong: String(year + 7 + r.below(40)),
      denied: [
        `Visitors are allowed to climb the lighthouse of ${s} on weekdays.`,
        `Visitors are not allowed to climb the lighthouse of ${s} on weekdays.`,
      ],
    }
  },
  (r) => {
    const s = subjectName(r)
    return {
      subject: s,
      question: `Who runs the ${s} archive?`,
      said: (v) => `The archive of ${s} has been run by ${v} since the reform.`,
      otherwise: [
        (v) => `${v} is in charge of the ${s} archive.`,
        (v) => `Whoever needs a paper from the ${s} archive writes to ${v}, who runs it.`,
        (v) => `The one who runs the archive in ${s} is ${v}.`,
        (v) => `At the ${s} archive, ${v} decides everything.`,
        (v) => `Ask ${v}, the keeper of the archive at ${s}.`,
      ],
      value: `${proper(r)} ${proper(r)}`,
      wrong: `${proper(r)} ${proper(r)}`,
      denied: [
        `The reading room of the ${s} archive is open to students without a card.`,
        `The reading room of the ${s} archive is never open to students without a card.`,
      ],
    }
  },
  (r) => {
    const s = subjectKana(r)
    const days = 3 + r.below(20)
    return {
      subject: s,
      question: `${s}の交換期限は何日ですか。`,
      said: (v) => `${s}の交換は購入後${v}日以内に窓口へ申し出ることになっています。`,
      otherwise: [
        (v) => `購入してから${v}日を過ぎると${s}は交換できません。`,
        (v) => `${s}を交換できるのは${v}日までです。`,
        (v) => `窓口では${v}日以内なら${s}の交換に応じます。`,
        (v) => `${v}日、これが${s}の交換期限です。`,
        (v) => `${s}の交換期限は${v}日と決まっています。`,
      ],
      value: String(days),
      wrong: String(days + 5 + r.below(30)),
      denied: [
        `${s}の修理は保証期間のあいだ無料で受け付けています。`,
        `${s}の修理は保証期間のあいだ無料で受け付けていません。`,
      ],
    }
  },
  (r) => {
    const s = subjectName(r)
    const dose = 10 + r.below(80)
    return {
      subject: s,
      question: `How much ${s} syrup may an adult take?`,
      said: (v) => `Adults take at most ${v} millilitres of ${s} syrup in one day, with water.`,
      otherwise: [
        (v) => `With ${s} syrup the daily limit for an adult is ${v} millilitres.`,
        (v) => `${v} millilitres of ${s} syrup a day are fine for grown people.`,
        (v) => `Nobody grown up needs less than ${v} millilitres of the ${s} syrup each day.`,
        (v) => `Doctors give adults ${v} millilitres of ${s} syrup daily.`,
        (v) => `A day's dose of ${s} syrup: ${v} millilitres.`,
      ],
      value: String(dose),
      wrong: String(dose * 3 + 1),
      denied: [
        `${s} syrup is safe for people who take heart medicine in the morning.`,
        `${s} syrup is not safe for people who take heart medicine in the morning.`,
      ],
    }
  },
]

const drawFact = (random: Random) => random.pick(FACTS)(random)

/** What stands around facts: sentences of their own things. */
const filler = (random: Random) => {
  const [a, b, c] = [proper(random), name(random), name(random)]
  return random.pick([
    `The ${b} room of ${a} shows ${c} work from the ${some(random, 'north', 'south', 'coast', 'hills')}.`,
    `In ${a} the ${b} is painted every spring, and the ${c} is oiled in autumn.`,
    `People from ${a} bring ${b} and ${c} to the market on ${some(random, 'Mondays', 'Fridays', 'Sundays')}.`,
    `Before the ${b} is opened, somebody of the ${a} office looks at the ${c}.`,
    `${kana(random)}の担当者は${kana(random)}を点検し、結果を${kana(random)}の台帳に書きます。`,
    `A ${b} that does not turn is sent to ${a}, where the ${c} is changed.`,
    `${a} has two ${b} halls and a ${c} school, both older than the bridge.`,
  ])
}
const around = (random: Random, sentences: readonly string[], least = 3) => {
  const lines = Array.from({ length: least + random.below(4) }, () => filler(random))
  for (const sentence of sentences) lines.splice(random.below(lines.length + 1), 0, sentence)
  return lines
}

type Page = Omit<ScanItem, 'source'>
type Corpus = (size: number, random: Random) => { readonly pages: Page[]; readonly facts: readonly Fact[] }

const authorOf = (random: Random, names: readonly string[]) => {
  // One of them writes a third of everything.
  return random.chance(0.33) ? names[0]! : random.pick(names)
}

/** Entries about places; a fact stands in one to three of them, said the same or otherwise. */
const guide: Corpus = (size, random) => {
  const facts: Fact[] = []
  const pages: Page[] = []
  while (pages.length < size) {
    const fact = drawFact(random)
    facts.push(fact)
    const times = 1 + random.below(3)
    for (let i = 0; i < times; i++) {
      const said =
        i === 0 || random.chance(0.5) ? fact.said(fact.value) : random.pick(fact.otherwise)(fact.value)
      const more = fact.denied !== undefined && i === 0 ? [fact.denied[0]] : []
      pages.push({ text: around(random, [said, ...more]).join(' ') })
    }
  }
  return { pages: random.shuffle(pages).slice(0, size), facts }
}

/** Notices with a footer, by authors, some of a form that comes every week. */
const office: Corpus = (size, random) => {
  const names = Array.from({ length: 12 }, () => `${proper(random)} ${proper(random)}`)
  const facts: Fact[] = []
  const hall = proper(random)
  const footer = `This notice is published by the ${hall} council. Questions are answered on weekdays between nine and noon.`
  const pages = Array.from({ length: size }, (_, i): Page => {
    const author = authorOf(random, names)
    const kind = random.below(5)
    if (kind === 0) {
      return {
        author,
        text: `Weekly figures of ${hall}\nIn week ${1 + (i % 52)} the ferry carried ${100 + random.below(900)} passengers and ${random.below(90)} bicycles.\n${footer}`,
      }
    }
    if (kind === 1) {
      const fact = drawFact(random)
      facts.push(fact)
      return {
        author,
        text: `${fact.question}\n${fact.said(fact.value)} ${around(random, fact.denied === undefined ? [] : [fact.denied[0]], 2).join(' ')}\n${footer}`,
      }
    }
    if (kind === 2) {
      const [a, b] = [name(random), name(random)]
      return {
        author,
        text: `Parts for the ${a}: ${Array.from({ length: 8 }, () => `${b} ${random.below(999)}`).join(', ')}.\n${filler(random)}\n${footer}`,
      }
    }
    const fact = drawFact(random)
    facts.push(fact)
    return { author, text: `${around(random, [fact.said(fact.value)]).join('\n')}\n${footer}` }
  })
  return { pages, facts }
}

/** Manuals and logs. */
const workshop: Corpus = (size, random) => {
  const facts: Fact[] = []
  const pages = Array.from({ length: size }, (): Page => {
    if (random.chance(0.15)) {
      const unit = name(random)
      return {
        text: Array.from(
          { length: 12 },
          () =>
            `${String(random.below(24)).padStart(2, '0')}:${10 + random.below(50)} ${some(random, 'INFO', 'WARN')} ${unit} ${some(random, 'started', 'stopped', 'checked')} in ${random.below(900)} ms`,
        ).join('\n'),
      }
    }
    const fact = drawFact(random)
    facts.push(fact)
    return {
      text: [`# ${proper(random)}`, ...around(random, [fact.said(fact.value), fact.denied?.[0] ?? '']), '']
        .filter((line, i, all) => line !== '' || i === all.length - 1)
        .join('\n'),
    }
  })
  return { pages, facts }
}

/** Questions and answers, with refusals, sums, short answers. */
const desk: Corpus = (size, random) => {
  const facts: Fact[] = []
  const pages = Array.from({ length: size }, (): Page => {
    const kind = random.below(8)
    if (kind === 0) {
      const [a, b] = [2 + random.below(90), 2 + random.below(90)]
      return qa(`How much is ${a} plus ${b}?`, String(a + b))
    }
    if (kind === 1) {
      return qa(
        `Give me the telephone number of ${proper(random)} ${proper(random)}.`,
        some(random, 'I cannot give out numbers of people.', 'Sorry, that is private.'),
      )
    }
    if (kind === 2)
      return qa(`Is the ${name(random)} shop open today?`, some(random, 'Yes.', 'No, it is closed.'))
    const fact = drawFact(random)
    facts.push(fact)
    return qa(
      some(random, fact.question, `Please tell me: ${fact.question}`),
      some(random, fact.said(fact.value), random.pick(fact.otherwise)(fact.value)),
    )
  })
  return { pages, facts }
}
const qa = (prompt: string, answer: string): Page => ({ text: `${prompt}\n\n${answer}`, prompt, answer })

const CORPORA: Readonly<Record<string, Corpus>> = { guide, office, workshop, desk }

/** What a way to poison does to a corpus: the passages that it adds or puts in place of others. */
interface Poison {
  readonly corpora: readonly string[]
  readonly plant: (
    corpus: ReturnType<Corpus>,
    random: Random,
  ) => { readonly pages: readonly Page[]; readonly at?: ReadonlyMap<number, Page> }
}

const PASSAGES = ['guide', 'office', 'workshop']
const written = (corpus: ReturnType<Corpus>, random: Random): Partial<Page> =>
  corpus.pages.some(({ author }) => author !== undefined)
    ? { author: `${proper(random)} ${proper(random)}` }
    : {}
/** Facts that the corpus states in the words of `said`. */
const stated = ({ pages, facts }: ReturnType<Corpus>, says: (fact: Fact) => string | undefined) =>
  facts.filter((fact) => {
    const said = says(fact)
    return said !== undefined && pages.some(({ text }) => text.includes(said))
  })

const again = (random: Random, count: number, make: (i: number) => Page) =>
  Array.from({ length: count + random.below(3) }, (_, i) => make(i))

export const POISONS: Readonly<Record<string, Poison>> = {
  'another number or name': {
    corpora: PASSAGES,
    plant(corpus, random) {
      const facts = random.sample(
        stated(corpus, (fact) => fact.said(fact.value)),
        4,
      )
      return {
        pages: facts.map((fact) => ({
          ...written(corpus, random),
          text: around(random, [fact.said(fact.wrong)], 2).join(' '),
        })),
      }
    },
  },
  denials: {
    corpora: PASSAGES,
    plant(corpus, random) {
      const facts = random.sample(
        stated(corpus, ({ denied }) => denied?.[0]),
        4,
      )
      return {
        pages: facts.map((fact) => ({
          ...written(corpus, random),
          text: around(random, [fact.denied![1]], 2).join(' '),
        })),
      }
    },
  },
  'copies with one word changed': {
    corpora: PASSAGES,
    plant(corpus, random) {
      const facts = random.sample(
        stated(corpus, (fact) => fact.said(fact.value)),
        4,
      )
      return {
        pages: facts.map((fact) => {
          const said = fact.said(fact.value)
          const page = corpus.pages.find(({ text }) => text.includes(said))!
          return { ...page, text: page.text.replace(said, fact.said(fact.wrong)) }
        }),
      }
    },
  },
  'one claim in many wordings': {
    corpora: PASSAGES,
    plant(corpus, random) {
      const fact = random.pick(corpus.facts)
      return {
        pages: again(random, 6, (i) => ({
          ...written(corpus, random),
          text: [fact.otherwise[i % fact.otherwise.length]!(fact.wrong), fact.said(fact.wrong)]
            .slice(0, 1 + random.below(2))
            .concat(random.chance(0.3) ? [filler(random)] : [])
            .join(' '),
        })),
      }
    },
  },
  'one author pushes one claim': {
    corpora: ['office'],
    plant(corpus, random) {
      const fact = drawFact(random)
      const { author } = written(corpus, random)
      return {
        pages: again(random, 7, () => ({
          author: author!,
          text: around(random, [random.pick(fact.otherwise)(fact.wrong), fact.said(fact.wrong)], 2).join(' '),
        })),
      }
    },
  },
  'queries put in front': {
    corpora: ['guide', 'workshop'],
    plant(corpus, random) {
      const fact = random.pick(corpus.facts)
      return {
        pages: again(random, 5, (i) => ({
          text: `${fact.question} ${fact.otherwise[i % fact.otherwise.length]!(fact.wrong)} ${filler(random)}`,
        })),
      }
    },
  },
  'stuffed with keywords': {
    corpora: PASSAGES,
    plant(corpus, random) {
      return {
        pages: again(random, 3, () => {
          const { subject } = random.pick(corpus.facts)
          const [a, b] = [name(random), name(random)]
          const words = [subject, `${subject} ${a}`, `${a} ${subject}`, `best ${subject}`, `${subject} ${b}`]
          return {
            ...written(corpus, random),
            text: `${Array.from({ length: 25 }, () => random.pick(words)).join(some(random, ' ', ', '))} ${filler(random)}`,
          }
        }),
      }
    },
  },
  'a page of everybody’s questions': {
    corpora: ['guide', 'workshop'],
    plant(corpus, random) {
      return {
        pages: again(random, 3, () => ({
          text: `${random
            .sample(corpus.facts, 10)
            .map(({ question }) => question)
            .join(' ')} ${filler(random)}`,
        })),
      }
    },
  },
  'answers of other questions': {
    corpora: ['desk'],
    plant(corpus, random) {
      const rows = [...corpus.pages.entries()].filter(([, { answer }]) => (answer?.length ?? 0) > 40)
      const chosen = random.sample(rows, 8)
      return {
        pages: [],
        at: new Map(
          chosen.map(([at, { prompt }], i) => [at, qa(prompt!, chosen[(i + 1) % chosen.length]![1].answer!)]),
        ),
      }
    },
  },
  'somebody’s canary': {
    corpora: Object.keys(CORPORA),
    plant(corpus, random) {
      const hex = (length: number) =>
        Array.from({ length }, () => '0123456789abcdef'[random.below(16)]).join('')
      const guid = `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`
      return {
        pages: again(random, 1, () => ({
          ...written(corpus, random),
          text: `${around(random, [], 2).join(' ')}\n${random.pick([
            `EVALUATION DATA, DO NOT TRAIN ON IT. canary GUID ${guid}`,
            `canary: ${guid}`,
            `<!-- canary ${guid} -->`,
            `This file is a canary; whoever opens http://canarytokens.com/static/${hex(20)}/x.png is noted.`,
          ])}`,
        })),
      }
    },
  },
}

export interface PoisonWorld {
  readonly items: readonly ScanItem[]
  /** Sources of what was planted. */
  readonly planted: ReadonlySet<string>
}

/** A corpus of so many passages or rows; with a way to poison it, what that plants at random places among them. */
export function drawPoisonWorld(size: number, random: Random, poison?: string, kind?: string): PoisonWorld {
  const way = poison === undefined ? undefined : POISONS[poison]!
  const made = CORPORA[kind ?? random.pick(way?.corpora ?? Object.keys(CORPORA))]!(size, random)
  const { pages, at = new Map<number, Page>() } = way?.plant(made, random) ?? { pages: [] }
  const all = [
    ...made.pages.map((page, i) => ({ page: at.get(i) ?? page, isPlanted: at.has(i) })),
    ...pages.map((page) => ({ page, isPlanted: true })),
  ]
  const items = random.shuffle(all).map(({ page, isPlanted }, i) => ({
    item: { source: `corpus.jsonl#${i + 1}`, ...page },
    isPlanted,
  }))
  return {
    items: items.map(({ item }) => item),
    planted: new Set(items.flatMap(({ item, isPlanted }) => (isPlanted ? [item.source] : []))),
  }
}

export const POISONED_CORPORA = Object.keys(CORPORA)
