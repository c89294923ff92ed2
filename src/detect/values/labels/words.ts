import { ENTITIES, type EntityName, labelsOf } from '../../../core/entities.js'
import { surfaceFold } from '../../../text/fold.js'

/** What a label names, and whether it does so by itself or only beside a word for number. */
export interface LabelWord {
  readonly entity: EntityName
  readonly whole: boolean
}

/** Capitals of Cyrillic that look like Latin ones are folded to these, and their small letters look otherwise. */
const SKELETON: Readonly<Record<string, string>> = { н: 'h', в: 'b', м: 'm', т: 't', к: 'k' }

/** Words for *number*, *code*, *sign*: behind what they count, or before it. */
const NUMBERS = words(
  'number no nr num nos id ids code ref reference # № n° nº' +
    ' nummer nummern kennung kennnummer numéro numero número num identifiant identificador identificativo código codice' +
    ' numer numeru číslo čís szám száma numarası numarasi numara no: номер код nomor kode số mã رقم संख्या नंबर आईडी' +
    ' numret numrene numeris număr numărul tunnus n',
)

/** Between a word for number and what it counts. */
const LINKS = words(
  'de du des del della dello di da do dos das d l la le el of the for von der van het af al',
)

/** What compounds end with: Konto*nummer*, kund*nummer*, tili*numero*. */
const ENDINGS = ['nummern', 'nummer', 'numret', 'numero', 'number', 'szama', 'szam', 'nr', 'no', 'id', 'code']

/** The same where words are written together: 口座*番号*, 卡*号*, 계좌*번호*. */
const JOINED_ENDINGS = [
  '番号',
  'ナンバー',
  'コード',
  '号码',
  '號碼',
  '编号',
  '編號',
  '番號',
  '号',
  '號',
  '번호',
  '코드',
  'No',
  'NO',
  'ID',
]

/** Behind a label in the name of a variable: `DB_USER_PROD`, `account_value`. */
const TAILS = words('prod production dev test staging main old new default value val str text field input')

/** Before a label they make it another thing: a *test* case, a *gift* card. */
const BLOCKERS = words(
  'test use edge corner best worst lower upper camel snake switch special business graphics video sound memory sd sim gift ' +
    'network score flash report order invoice part model tracking shipment privacy return refund cookie security firewall ' +
    'retention group file service pod iam bucket backup',
)

/** Between a label and its value in a sentence. */
const CONNECTORS = words(
  'is was are as reads being are: ist lautet war sind est était es era è é jest jsou je on är er van adalah ialah là यह है هو هي',
)
const JOINED_CONNECTORS = /(?:は|が|とは|である|为|為|是|는|은|이|가)$/

/** Types that stand between the name of a variable and its value: `account: string = "…"`. */
const TYPES = words('string str text varchar char int integer number long bigint decimal')

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' ').map(plain))
}

/** Lower case without the accents of Latin; marks of other scripts are letters there. */
function plain(word: string): string {
  return surfaceFold(word)
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replaceAll('đ', 'd')
    .replaceAll('ı', 'i')
    .replaceAll('ł', 'l')
    .replaceAll('ø', 'o')
    .replace(/[нвмтк]/g, (letter) => SKELETON[letter]!)
}

/** Scripts that are written without spaces, and Hangul, which hangs particles on its words. */
const JOINED = '\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Hang}\\p{sc=Thai}ー々'
const JOINED_RUN = new RegExp(`[${JOINED}\\p{M} ・]*[${JOINED}\\p{M}](?:No|NO|ID)?$`, 'u')
const IS_JOINED = new RegExp(`[${JOINED}]`, 'u')

interface Table {
  readonly spaced: ReadonlyMap<string, LabelWord>
  /** The last words of all of them: most words of a text are none, and that is seen at once. */
  readonly last: ReadonlySet<string>
  readonly joined: ReadonlyMap<string, LabelWord>
}

let table: Table | undefined

/** Made when a text first needs it, from what the rows of `core/entities/` say. */
function labelTable(): Table {
  return (table ??= makeTable())
}

function makeTable(): Table {
  const entities = (Object.keys(ENTITIES) as EntityName[]).filter(
    (entity) => labelsOf(entity, 'value').length + labelsOf(entity, 'kind').length > 0,
  )
  const spaced = new Map<string, LabelWord>()
  const joined = new Map<string, LabelWord>()
  const last = new Set<string>()
  for (const [place, whole] of [
    ['value', true],
    ['kind', false],
    ['text', false],
  ] as const) {
    for (const entity of entities) {
      for (const label of labelsOf(entity, place)) {
        if (IS_JOINED.test(label)) {
          setOnce(joined, surfaceFold(label).replace(/[ ・]/g, ''), { entity, whole })
          continue
        }
        const split = wordsOf(plain(label))
        if (split.length === 0) continue
        setOnce(spaced, split.join(' '), { entity, whole })
        last.add(split.at(-1)!)
      }
    }
  }
  return { spaced, joined, last }
}

function setOnce(map: Map<string, LabelWord>, key: string, word: LabelWord): void {
  if (!map.has(key)) map.set(key, word)
}

function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{M}°º]+|[#№]/gu) ?? []
}

/** Words with which what stands before a value may end, so that most texts are let go at their last word. */
let closing: ReadonlySet<string> | undefined

/** Whether a text that ends in a word of plain letters may end with a label; of any other nothing is known yet. */
export function mayEndLabel(text: string): boolean {
  let from = text.length
  while (from > 0 && isPlainLetter(text.charCodeAt(from - 1))) from -= 1
  if (from === text.length) return true
  const word = text
    .slice(from)
    .replace(/^.*[a-z](?=[A-Z])/, '')
    .toLowerCase()
  closing ??= new Set([...labelTable().last, ...NUMBERS, ...CONNECTORS, ...TAILS, ...TYPES])
  // Behind a letter with an accent stands the rest of a word.
  return closing.has(word) || text.charCodeAt(from - 1) > 0x7f || ENDINGS.some((one) => word.endsWith(one))
}

function isPlainLetter(unit: number): boolean {
  return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a)
}

/** What the end of a text names: the text before a value, its separators left out. */
export interface Named extends LabelWord {
  /** A word for number stands beside it. */
  readonly numbered: boolean
  /** A word like *is* stands between. */
  readonly said: boolean
}

/** The label that a text ends with, if it does. `text` is short, and begins where nothing before it counts. */
export function labelAtEnd(text: string): Named | undefined {
  const table = labelTable()
  const trimmed = text.trimEnd()
  const end = trimmed.at(-1) ?? ''
  if (IS_JOINED.test(end) || /[\p{L}](?:No|NO|ID)$/u.test(trimmed)) {
    const named = joinedLabel(trimmed, table)
    if (named !== undefined || IS_JOINED.test(end)) return named
  }
  return spacedLabel(trimmed, table)
}

/** Characters of the longest label that is written without spaces. */
const LONGEST_JOINED = 24

function joinedLabel(text: string, { joined }: Table): Named | undefined {
  let run = JOINED_RUN.exec(text)?.[0].replace(/[ ・]/g, '') ?? ''
  for (let said = false; ; said = true) {
    for (const [whole, numbered] of joinedStems(run)) {
      for (let length = Math.min(LONGEST_JOINED, whole.length); length >= 1; length--) {
        const found = joined.get(whole.slice(-length))
        if (found !== undefined) return { ...found, numbered, said }
      }
    }
    if (said || !JOINED_CONNECTORS.test(run)) return undefined
    run = run.replace(JOINED_CONNECTORS, '')
  }
}

function joinedStems(run: string): (readonly [string, boolean])[] {
  const ending = JOINED_ENDINGS.find((one) => run.endsWith(one))
  return ending === undefined
    ? [[run, false]]
    : [
        [run, true],
        [run.slice(0, -ending.length), true],
      ]
}

/** Words of the longest label, with a word for number and what may stand around it. */
const MOST_WORDS = 9

function spacedLabel(text: string, { spaced, last }: Table): Named | undefined {
  // The name of a variable is words too: accountNumber, ACCOUNT_NUMBER.
  const tail = text
    .slice(-72)
    .replace(/^[\udc00-\udfff]/, '')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
  const rest = wordsOf(plain(tail)).slice(-MOST_WORDS)
  let said = false
  if (CONNECTORS.has(rest.at(-1) ?? '')) {
    rest.pop()
    said = true
  }
  if (TYPES.has(rest.at(-1) ?? '') && rest.length > 1 && /:\s*\S+$/.test(tail)) rest.pop()
  if (TAILS.has(rest.at(-1) ?? '') && tail.includes('_')) rest.pop()
  return (
    labelOfWords(rest, { spaced, last }, false, said) ??
    numberedLabel(rest, { spaced, last }, said) ??
    compoundLabel(rest, { spaced, last }, said)
  )
}

/** With a word for number behind it: *account no*, खाता संख्या. */
function numberedLabel(rest: readonly string[], maps: Pick<Table, 'spaced' | 'last'>, said: boolean) {
  let end = rest.length
  while (end > 0 && rest.length - end < 2 && NUMBERS.has(rest[end - 1]!)) end -= 1
  return end === rest.length ? undefined : labelOfWords(rest.slice(0, end), maps, true, said)
}

function compoundLabel(rest: readonly string[], maps: Pick<Table, 'spaced' | 'last'>, said: boolean) {
  const word = rest.at(-1) ?? ''
  const ending = ENDINGS.find((one) => word.length > one.length + 2 && word.endsWith(one))
  if (ending === undefined) return undefined
  return labelOfWords([...rest.slice(0, -1), word.slice(0, -ending.length)], maps, true, said)
}

function labelOfWords(
  rest: readonly string[],
  { spaced, last }: Pick<Table, 'spaced' | 'last'>,
  numbered: boolean,
  said: boolean,
): Named | undefined {
  const final = rest.at(-1)
  if (final === undefined || !last.has(final)) return undefined
  for (let from = Math.max(0, rest.length - 5); from < rest.length; from++) {
    const found = spaced.get(rest.slice(from).join(' '))
    if (found === undefined) continue
    let before = from - 1
    while (before >= 0 && LINKS.has(rest[before]!)) before -= 1
    if (before >= 0 && BLOCKERS.has(rest[before]!) && before === from - 1) return undefined
    return { ...found, numbered: numbered || (before >= 0 && NUMBERS.has(rest[before]!)), said }
  }
  return undefined
}

/** A label that is surely nobody's name has so many letters. */
const LONG_WORD = 8

/** Whether a text is a label and nothing else: *Konto-Nr*, *Numéro de dossier*. No name of anybody is one. */
export function isLabel(text: string): boolean {
  const parts = wordsOf(plain(text))
  if (parts.length === 0) return false
  if (parts.every((part) => NUMBERS.has(part) && part.length > 2)) return true
  const maps = labelTable()
  const long = parts.join('').length >= LONG_WORD
  if (long && maps.spaced.get(parts.join(' '))?.whole === true) return true
  const end = parts.findIndex((_, i) => i > 0 && parts.slice(i).every((other) => NUMBERS.has(other)))
  return end > 0 && maps.spaced.has(parts.slice(0, end).join(' '))
}
