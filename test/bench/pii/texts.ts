import { readFileSync } from 'node:fs'

/** A text and where in it the values lie, as in the data of `ragwall eval pii`. */
export interface Labelled {
  readonly text: string
  readonly spans: readonly { readonly start: number; readonly end: number; readonly entity: string }[]
}

/** Small and seeded, so that a run can be repeated. */
export function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const PROSE = [
  'The committee met in the old hall and talked until the lamps were lit.',
  'Most of the delays were caused by weather, and some by the people who forecast it.',
  'In 2019 the two offices were merged, which saved 14 percent of the rent.',
  'Nobody expected the second chapter to be longer than the first one.',
  'The manual (version 3.2) explains how to replace the filter: turn it left, then pull.',
  'A good summary leaves out what the reader knows already, and keeps the rest short.',
  '会議は予定より長く続いたが、結論は出なかった。',
  '2019年に二つの部署が統合され、家賃が14%減った。',
  'この章では、装置の交換方法を順を追って説明する。',
  '天気予報は外れることもあるが、傘を持って行くに越したことはない。',
]

/** Prose without a value, `length` code units of it. */
export function cleanText(length: number, random: () => number): string {
  let text = ''
  while (text.length < length) text += `${PROSE[Math.floor(random() * PROSE.length)]} `
  return text
}

/** A value in every other sentence. */
export function denseText(length: number, values: readonly string[], random: () => number): string {
  let text = ''
  while (text.length < length) {
    text += `${PROSE[Math.floor(random() * PROSE.length)]} `
    if (random() < 0.5) text += `See ${values[Math.floor(random() * values.length)]} there. `
  }
  return text
}

/** Rows of files in the pii schema. */
export function readRows(paths: readonly string[], limit: number): Labelled[] {
  return paths.flatMap((path) =>
    readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Labelled)
      .slice(0, limit),
  )
}

/** Values drawn at random in sentences that say what they are, and as many sentences without one. */
export function drawRows(count: number, random: () => number): Labelled[] {
  const draw = (pattern: string) =>
    pattern.replace(/[#Aa]/g, (c) => {
      const set = c === '#' ? '0123456789' : c === 'A' ? 'BCDFGHKLMNPRSTVWXZ' : 'bcdfghklmnprstvwxz'
      return set[Math.floor(random() * set.length)]!
    })
  const luhnDigit = (digits: string) => {
    const sum = [...digits].reverse().reduce((total, c, i) => {
      const n = Number(c) * (i % 2 === 0 ? 2 : 1)
      return total + (n > 9 ? n - 9 : n)
    }, 0)
    return String((10 - (sum % 10)) % 10)
  }
  const card = () => {
    const body = draw('4##############')
    return `${body}${luhnDigit(body)}`.replace(/(.{4})(?=.)/g, '$1 ')
  }
  const kinds: readonly [entity: string, make: () => string, say: readonly string[]][] = [
    [
      'EMAIL_ADDRESS',
      () => draw('aaaa.aaaaa@aaaaaa.example'),
      ['Write to %.', '連絡先は%です。', '宛先：%まで'],
    ],
    ['PHONE_NUMBER', () => draw('(212) 55#-####'), ['Call % after nine.', 'My number is %.']],
    ['PHONE_NUMBER', () => draw('090-####-####'), ['携帯は%です。', '電話：%']],
    [
      'PHONE_NUMBER',
      () => draw('０３－####－####').replace(/[0-9]/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0)),
      ['電話は%です。'],
    ],
    ['CREDIT_CARD', card, ['Charge it to %, please.', 'カード番号は%です。']],
    [
      'US_SSN',
      () =>
        draw('4##-##-####')
          .replace(/-00-/, '-12-')
          .replace(/-0000$/, '-1234'),
      ['SSN: %', 'Her social security number is %.'],
    ],
    [
      'IP_ADDRESS',
      () => `203.0.113.${Math.floor(random() * 200) + 10}`,
      ['It came from %.', '接続元は%です。'],
    ],
    [
      'POSTAL_ADDRESS',
      () =>
        `東京都渋谷区神南${1 + Math.floor(random() * 5)}-${1 + Math.floor(random() * 20)}-${1 + Math.floor(random() * 9)}`,
      ['住所は%です。'],
    ],
    [
      'API_KEY',
      () => `ghp_${draw('Aa#Aa#Aa#Aa#Aa#Aa#Aa#Aa#Aa#Aa#Aa#Aa#')}`,
      ['Use % as the token.', 'トークンは%です。'],
    ],
    [
      'CONNECTION_STRING',
      () => `postgres://app:${draw('aaa#aaa#')}@db.example.com:5432/main`,
      ['Connect with %', '接続先は %'],
    ],
  ]
  return Array.from({ length: count }, (_, i) => {
    const before = `${PROSE[Math.floor(random() * PROSE.length)]} `
    if (i % 2 === 1) return { text: `${before}${PROSE[Math.floor(random() * PROSE.length)]}`, spans: [] }
    const [entity, make, say] = kinds[Math.floor(random() * kinds.length)]!
    const value = make()
    const sentence = say[Math.floor(random() * say.length)]!
    const start = before.length + sentence.indexOf('%')
    return {
      text: before + sentence.replace('%', () => value),
      spans: [{ start, end: start + value.length, entity }],
    }
  })
}
