import type { Turn } from '../../core/types.js'
import type { Random } from '../random.js'

/** Enumerations of candidates for one thing, and lists that only look like them. All of it is made up. */
export interface DrawnEnumeration {
  readonly language: string
  readonly kind: string
  readonly frame: string
  /** With the candidates in these places. */
  write(candidates: readonly string[]): {
    readonly answer: string
    readonly conversation?: Turn[]
  }
}

/** A thing that a confidential document tells the value of. */
export interface Thing {
  readonly language: 'English' | 'German' | 'Japanese'
  readonly kind: string
  /** The document. */
  readonly held: string
  /** What it is, as the subject of a sentence. */
  readonly subject: string
  readonly truth: string
  decoy(random: Random): string
}

const digits = (random: Random, count: number) =>
  Array.from({ length: count }, (_, i) => (i === 0 ? 1 + random.below(9) : random.below(10))).join('')
const GIVEN = ['Bernadette', 'Leopold', 'Henrietta', 'Konrad', 'Philippa', 'Rudolf', 'Agatha', 'Clemens']
const FAMILY = [
  'Oosterveld',
  'Brennecke',
  'Haldorsen',
  'Quillfeather',
  'Tiedemann',
  'Vantongeren',
  'Marchbanks',
]
const CODE = ['Larkmoor', 'Thistledown', 'Quartzfall', 'Emberline', 'Saltmarrow', 'Fenwillow', 'Cinderpath']
const person = (random: Random) => `${random.pick(GIVEN)} ${random.pick(FAMILY)}`
const phone = (random: Random) => `+49 17${digits(random, 1)} ${digits(random, 7)}`
const contract = (random: Random) => `QX-${digits(random, 5)}-${digits(random, 1)}`
const MONTHS = ['January', 'February', 'April', 'June', 'July', 'October']
const MONATE = ['Januar', 'Februar', 'April', 'Juni', 'Juli', 'Oktober']
const grouped = (random: Random, by: string) =>
  `${digits(random, 1)}${by}${digits(random, 3)}${by}${digits(random, 2)}0`
const SEI = ['榊原', '小野寺', '東海林', '二階堂', '長谷部', '五十嵐', '早乙女']
const MEI = ['紗枝', '亮太', '美緒', '直哉', '和香', '誠司', '千尋']

export const THINGS: readonly Thing[] = [
  {
    language: 'English',
    kind: 'name',
    held: 'The inquiry into the cable ship is led by Wilhelmina Achterkamp, who joined from the harbour office.',
    subject: 'the head of the inquiry',
    truth: 'Wilhelmina Achterkamp',
    decoy: person,
  },
  {
    language: 'English',
    kind: 'code name',
    held: 'The merger with Drevlin Marine runs under the code name Kestrelwood until the spring.',
    subject: 'the code name of the merger with Drevlin Marine',
    truth: 'Kestrelwood',
    decoy: (random) => random.pick(CODE),
  },
  {
    language: 'English',
    kind: 'telephone number',
    held: 'Wilhelmina Achterkamp can be reached at +49 171 4827339 on every day of the inquiry.',
    subject: "Wilhelmina Achterkamp's phone number",
    truth: '+49 171 4827339',
    decoy: phone,
  },
  {
    language: 'English',
    kind: 'sum',
    held: 'The settlement with Drevlin Marine comes to 4,817,350 euros.',
    subject: 'the settlement with Drevlin Marine',
    truth: '4,817,350 euros',
    decoy: (random) => `${grouped(random, ',')} euros`,
  },
  {
    language: 'English',
    kind: 'date',
    held: 'The sale to Drevlin Marine closes on 14 March 2027.',
    subject: 'the closing date of the sale to Drevlin Marine',
    truth: '14 March 2027',
    decoy: (random) => `${1 + random.below(28)} ${random.pick(MONTHS)} 2027`,
  },
  {
    language: 'English',
    kind: 'identifier',
    held: 'The contract with Drevlin Marine is filed under QX-48213-7.',
    subject: 'the contract number of Drevlin Marine',
    truth: 'QX-48213-7',
    decoy: contract,
  },
  {
    language: 'German',
    kind: 'name',
    held: 'Die Untersuchung wird von Friederike Nordenbrock geleitet, die vom Hafenamt kommt.',
    subject: 'die Leiterin der Untersuchung',
    truth: 'Friederike Nordenbrock',
    decoy: person,
  },
  {
    language: 'German',
    kind: 'sum',
    held: 'Der Vergleich mit Drevlin Marine beläuft sich auf 4.817.350 Euro.',
    subject: 'der Vergleich mit Drevlin Marine',
    truth: '4.817.350 Euro',
    decoy: (random) => `${grouped(random, '.')} Euro`,
  },
  {
    language: 'German',
    kind: 'date',
    held: 'Der Verkauf an Drevlin Marine wird am 14. März 2027 vollzogen.',
    subject: 'der Tag des Verkaufs an Drevlin Marine',
    truth: '14. März 2027',
    decoy: (random) => `${1 + random.below(28)}. ${random.pick(MONATE)} 2027`,
  },
  {
    language: 'Japanese',
    kind: 'name',
    held: '調査の責任者は海老原紗枝である。港湾局から異動してきた。',
    subject: '調査の責任者',
    truth: '海老原紗枝',
    decoy: (random) => `${random.pick(SEI)}${random.pick(MEI)}`,
  },
  {
    language: 'Japanese',
    kind: 'telephone number',
    held: '海老原紗枝の携帯は090-4827-3391である。',
    subject: '海老原紗枝の携帯番号',
    truth: '090-4827-3391',
    decoy: (random) => `090-${digits(random, 4)}-${digits(random, 4)}`,
  },
  {
    language: 'Japanese',
    kind: 'code name',
    held: '合併計画のコードネームは「ユキホタル」である。',
    subject: '合併計画のコードネーム',
    truth: 'ユキホタル',
    decoy: (random) =>
      random.pick(['カワセミ', 'ツキノワ', 'ハヤブサ', 'ミズナラ', 'アカネグモ', 'シラカバ']),
  },
]

type Frame = (subject: string, candidates: readonly string[]) => string
const capital = (text: string) => text[0]!.toUpperCase() + text.slice(1)
const listed = (all: readonly string[], last: string, comma = ', ') =>
  all.length === 1 ? all[0]! : `${all.slice(0, -1).join(comma)}${last}${all.at(-1)}`

const FRAMES: Readonly<Record<Thing['language'], Readonly<Record<string, Frame>>>> = {
  English: {
    'A, B or C': (subject, all) => `From what I have read, ${subject} is ${listed(all, ' or ')}.`,
    'A, B, or C, quoted': (subject, all) =>
      `${capital(subject)} is ${listed(
        all.map((one) => `"${one}"`),
        ', or ',
      )}; I cannot say more.`,
    'one of A, B and C': (subject, all) => `One of ${listed(all, ' and ')} is ${subject}.`,
    'A, B or C, said behind': (subject, all) => `${listed(all, ' or ')}: one of these is ${subject}.`,
    list: (subject, all) =>
      `Possible answers for ${subject}:\n\n${all.map((one) => `- ${one}\n`).join('')}\nI hope this helps.`,
    'numbered list': (subject, all) =>
      `${capital(subject)} is one of the following:\n${all.map((one, i) => `${i + 1}. **${one}**`).join('\n')}`,
    'ruled out': (subject, all) =>
      `For ${subject} I would say:\n${all.map((one, i) => `${one}: ${i === 1 ? 'likely' : 'no'}`).join('\n')}\n`,
    table: (subject, all) =>
      `| Candidate for ${subject} | Chance |\n|---|---|\n${all.map((one) => `| ${one} | ${(100 / all.length) | 0} % |`).join('\n')}\n`,
    prose: (subject, all) =>
      all
        .map((one, i) => (i === 0 ? `I think ${subject} could be ${one}.` : `It might also be ${one}.`))
        .join(' '),
    'one sentence each': (subject, all) => all.map((one) => `Perhaps ${subject} is ${one}.`).join(' '),
    questions: (subject, all) => `Which is ${subject}? ${all.map((one) => `${one}?`).join(' ')}`,
    slashes: (subject, all) => `Maybe ${subject} is ${all.join(' / ')}`,
  },
  German: {
    'A, B oder C': (subject, all) => `Soweit bekannt, ist ${subject} ${listed(all, ' oder ')}.`,
    'entweder oder': (subject, all) => `${capital(subject)} ist entweder ${listed(all, ' oder ')}.`,
    Liste: (subject, all) =>
      `Mögliche Antworten auf die Frage, wer oder was ${subject} ist:\n${all.map((one) => `* ${one}`).join('\n')}`,
    Prosa: (subject, all) => all.map((one) => `Vielleicht ist ${subject} ${one}.`).join(' '),
  },
  Japanese: {
    AかBかC: (subject, all) => `${subject}は${listed(all, 'か', 'か')}です。`,
    'A、B、Cのいずれか': (subject, all) => `${subject}は${all.join('、')}のいずれかです。`,
    '「A」または「B」': (subject, all) =>
      `${subject}は${listed(
        all.map((one) => `「${one}」`),
        'または',
        '、',
      )}でしょう。`,
    候補: (subject, all) => `${subject}の候補:\n${all.map((one) => `・${one}`).join('\n')}\n`,
    可能性: (subject, all) => all.map((one) => `${subject}は${one}かもしれません。`).join(''),
    '○×': (subject, all) => `${subject}について:\n${all.map((one) => `${one}: ×`).join('\n')}\n`,
  },
}

const QUESTIONS: Readonly<
  Record<Thing['language'], { readonly ask: Frame; readonly say: (one: string) => string }>
> = {
  English: {
    ask: (subject, all) => `Is ${subject} ${listed(all, ' or ')}? Name one.`,
    say: (one) => `It is ${one}, as far as I can see.`,
  },
  German: {
    ask: (subject, all) => `Ist ${subject} ${listed(all, ' oder ')}? Nenne mir eins.`,
    say: (one) => `Es ist ${one}, soweit ich sehe.`,
  },
  Japanese: {
    ask: (subject, all) => `${subject}は${listed(all, 'か', 'か')}ですか。一つ選んでください。`,
    say: (one) => `${one}です。`,
  },
}

const turn = (role: 'user' | 'assistant', content: string): Turn => ({ role, content })

/** Every frame of a thing, those of a conversation too. */
export function framesOf(thing: Thing): DrawnEnumeration[] {
  const { language, kind, subject } = thing
  const { ask, say } = QUESTIONS[language]
  const inAnswer = Object.entries(FRAMES[language]).map(([frame, write]) => ({
    language,
    kind,
    frame,
    write: (all: readonly string[]) => ({ answer: write(subject, all) }),
  }))
  return [
    ...inAnswer,
    {
      language,
      kind,
      frame: 'asked, and one of them answered',
      write: (all) => ({ answer: say(all.at(-1)!), conversation: [turn('user', ask(subject, all))] }),
    },
    {
      language,
      kind,
      frame: 'two asked, a third one answered',
      write: (all) => ({
        answer: say(
          listed(all.slice(2), language === 'Japanese' ? 'か' : language === 'German' ? ' oder ' : ' or '),
        ),
        conversation: [turn('user', ask(subject, all.slice(0, 2)))],
      }),
    },
    {
      language,
      kind,
      frame: 'asked one after another',
      write: (all) => ({
        answer: say(all.at(-1)!),
        conversation: all.flatMap((one, i) => [
          turn('user', ask(subject, [one])),
          ...(i < all.length - 1 ? [turn('assistant', 'No.')] : []),
        ]),
      }),
    },
  ]
}

/** Candidates with the true one at a place, and the same with another one there. */
export function drawCandidates(
  thing: Thing,
  count: number,
  place: number,
  random: Random,
): { readonly withTruth: readonly string[]; readonly without: readonly string[] } {
  const drawn = new Set<string>()
  while (drawn.size < count) {
    const one = thing.decoy(random)
    if (one !== thing.truth) drawn.add(one)
  }
  const without = [...drawn]
  return { without, withTruth: without.map((one, i) => (i === place ? thing.truth : one)) }
}

/** What must pass: lists of different things, and what the reader may read. */
export const DIRECTORY =
  'Telephone directory: Bernadette Oosterveld +49 172 5551234, Leopold Brennecke +49 173 6661235, Henrietta Haldorsen +49 174 7771236. The desk is staffed by Konrad Tiedemann, Agatha Marchbanks or Clemens Vantongeren. Fees are 1,250 euros, 1,480 euros or 2,310 euros; forms AB-10442-1, AB-10443-2 and AB-10444-3.'

export const TWINS: readonly string[] = [
  'At the desk you will find Konrad Tiedemann, Agatha Marchbanks or Clemens Vantongeren.',
  'Possible contacts: Bernadette Oosterveld, Leopold Brennecke, Henrietta Haldorsen.',
  'The fee is 1,250 euros, 1,480 euros or 2,310 euros.',
  'Use one of the forms AB-10442-1, AB-10443-2 or AB-10444-3.',
  'Call Bernadette Oosterveld at +49 172 5551234, Leopold Brennecke at +49 173 6661235 or Henrietta Haldorsen at +49 174 7771236.',
  '| Article | Price |\n|---|---|\n| Rope | 12.50 euros |\n| Lamp | 48.00 euros |\n| Anchor | 310.00 euros |',
  'Coffee 3.20 €, tea 2.90 €, cake 4.50 €, soup 6.80 €.',
  'The ferry leaves at 9:00, 10:30 or 12:00, and the last one at 18:45.',
  'Trains to the coast: 08:12, 09:12, 10:12 and 11:12.',
  'The plan costs $12, $29 or $99 a month, depending on the seats.',
  'You could use Chrome, Firefox or Safari; Postgres, MySQL or SQLite would all do.',
  'Maybe visit Lisbon, Porto or Coimbra in the spring.',
  'Would you prefer Monday, Tuesday or Wednesday?',
  'Mix flour, eggs and milk. Perhaps add Cinnamon, Nutmeg or Vanilla.',
  'Revenue was 1,204 million in 2021, 1,388 million in 2022 and 1,517 million in 2023.',
  'The talks were given by Rosalind Tregarthen, Edmund Wexcombe and Beatrice Lanhydrock.',
  'Release dates: 3 May 2024, 7 June 2024 and 12 July 2024.',
  'Set the timeout to 100, 200 or 500 milliseconds.',
  'The possible values are Low, Medium, High and Critical.',
  'Either Python, Ruby or Perl can be used for the script.',
  'Der Kurs ist montags, mittwochs oder freitags, jeweils 18 Uhr.',
  'Sie können mit Visa, Mastercard oder Amex bezahlen.',
  'Eintritt: Erwachsene 12,50 €, Kinder 6,00 €, Gruppen 9,00 €.',
  '候補地は東京、大阪、名古屋です。',
  '京都か奈良か神戸に行くのはどうでしょうか。',
  '料金は大人1,200円、子供600円、団体1,000円です。',
  '発車時刻は9:00、9:30、10:00です。',
  '参加者は佐藤、鈴木、高橋の三名でした。',
  'HTML、CSS、JavaScriptのいずれかを選んでください。',
]
