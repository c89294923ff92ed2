import { APART, addUtf8, Decoding, isCharacter, type OpenText } from './decoded.js'
import { type Decoder, nothingPlain } from './decoder.js'

/**
 * Text as a list of numbers: code points or UTF-8 bytes in decimal, hexadecimal, octal or binary
 * (`84, 104, 101`, `54 68 65`, `[0x54, 0x68]`, `01010100 01101000`), or places in the alphabet (`20-8-5`).
 * Numbers are read one by one and whole, so a list that goes on keeps its beginning, and where it begins does
 * not depend on where reading did.
 */
const LIST =
  /(?<![0-9a-z])(?:(?:0x)?[0-9a-f]{1,8}[^0-9a-z]{1,4}){7}(?:0x)?[0-9a-f]{1,8}(?![0-9a-z])(?:[^0-9a-z]{1,4}(?:0x)?[0-9a-f]{1,8}(?![0-9a-z]))*/gi
/** Three numbers, the first of which begins with a digit: every list has some. */
const HINT = /[0-9][0-9a-f]{0,7}[^0-9a-z]{1,4}(?:0x)?[0-9a-f]{1,8}[^0-9a-z]{1,4}(?:0x)?[0-9a-f]/i
const ITEM = /(?:0x)?[0-9a-f]+/gi
/** What may stand behind a list at the end of a text while it may go on. */
const GOES_ON = /^[^0-9a-z]{0,4}(?:0x)?[0-9a-f]{0,8}$/i
const LEAST = 8
/** Numbers in a row that are none of a code, after which what follows is another text. */
const FAR = 8
/** As far back as an unfinished list is held, units: the letters and spaces of a window at up to ten units a number. */
export const LIST_HOLD = 720

export const numberListDecoder: Decoder = {
  composes: true,
  hold: LIST_HOLD,
  *decode(text, from, ended) {
    for (const view of decodeNumberLists(text, numberBoundary(text, from), ended)) {
      yield { ...view, inPlace: false, plain: nothingPlain }
    }
  },
  openStart: openListStart,
}

/** A number is read whole: from behind whatever is none. */
function numberBoundary(text: string, from: number): number {
  let at = from
  while (at > 0 && at > from - 16 && /[0-9a-z]/i.test(text[at - 1]!)) at--
  return at
}

const BASES = [
  { name: 'decimal', pattern: /^\d{1,7}$/, base: 10 },
  { name: 'hex', pattern: /^(?:0x)?[0-9a-f]{2,6}$/i, base: 16 },
  { name: 'binary', pattern: /^[01]{7,8}$/, base: 2 },
  { name: 'octal', pattern: /^0?[0-7]{2,3}$/, base: 8 },
] as const

/**
 * Readings of the lists in `text` from offset `from` on. With `ended` false a number that touches the end is
 * left for later.
 */
export function decodeNumberLists(text: string, from: number, ended: boolean): OpenText[] {
  if (!HINT.test(from === 0 ? text : text.slice(from))) return []
  const readings: OpenText[] = []
  LIST.lastIndex = from
  for (const list of text.matchAll(LIST)) {
    const items = [...list[0].matchAll(ITEM)].map((item) => {
      const start = list.index + item.index
      return { digits: item[0], start, end: start + item[0].length }
    })
    const end = list.index + list[0].length
    if (!ended && end === text.length) items.pop()
    const open = !ended && GOES_ON.test(text.slice(end, end + 16))
    for (const { name, pattern, base } of BASES) {
      if (items.filter(({ digits }) => pattern.test(digits)).length < LEAST) continue
      const numbers = items.map(({ digits }) =>
        pattern.test(digits) ? Number.parseInt(base === 16 ? digits.replace(/^0x/i, '') : digits, base) : -1,
      )
      const list = { numbers, items, open }
      readings.push(asCharacters(name, list))
      if (numbers.some((number) => number >= 0x80)) readings.push(asBytes(name, list))
      if (name === 'decimal') readings.push(asLetters(list))
    }
  }
  return readings
}

interface Item {
  readonly start: number
  readonly end: number
}

interface NumberList {
  readonly numbers: readonly number[]
  readonly items: readonly Item[]
  /** More text may continue it. */
  readonly open: boolean
}

/** Numbers that stand close enough to be read together, by their index; the last are `open` if more may join them. */
function* together(
  { numbers, open }: NumberList,
  says: (number: number) => boolean,
): Generator<{ readonly group: readonly number[]; readonly open: boolean }> {
  let group: number[] = []
  for (let i = 0; i < numbers.length; i++) {
    if (!says(numbers[i]!)) continue
    if (group.length > 0 && i - group.at(-1)! > FAR) {
      yield { group, open: false }
      group = []
    }
    group.push(i)
  }
  if (group.length > 0) yield { group, open: open && numbers.length - group.at(-1)! <= FAR }
}

/** What the numbers of a list say that say anything, group by group. */
function read(
  name: string,
  list: NumberList,
  says: (number: number) => boolean,
  add: (into: Decoding, group: readonly number[], open: boolean) => void,
): OpenText {
  const into = new Decoding()
  let mayGoOn = false
  for (const { group, open } of together(list, says)) {
    const { start, end } = list.items[group[0]!]!
    if (into.length > 0) into.add(APART, start, end)
    add(into, group, open)
    mayGoOn = open
  }
  return { ...into.finish(name), open: mayGoOn }
}

function asCharacters(name: string, list: NumberList): OpenText {
  const says = (number: number) => number >= 0 && isCharacter(number)
  return read(name, list, says, (into, group) => {
    for (const i of group) {
      const { start, end } = list.items[i]!
      into.add(String.fromCodePoint(list.numbers[i]!), start, end)
    }
  })
}

function asBytes(name: string, list: NumberList): OpenText {
  const says = (number: number) => number >= 0 && number <= 0xff
  return read(name, list, says, (into, group, open) =>
    addUtf8(
      into,
      group.map((i) => list.numbers[i]!),
      (i) => [list.items[group[i]!]!.start, list.items[group[i]!]!.end],
      open,
    ),
  )
}

function asLetters(list: NumberList): OpenText {
  const says = (number: number) => number >= 1 && number <= 26
  return read('alphabet places', list, says, (into, group) => {
    for (const i of group) {
      const { start, end } = list.items[i]!
      into.add(String.fromCharCode(96 + list.numbers[i]!), start, end)
    }
  })
}

/** From where on an unfinished text may still be in the middle of a list; at most `LIST_HOLD` units from the end. */
export function openListStart(text: string): number {
  const least = Math.max(0, text.length - LIST_HOLD)
  let floor = text.length
  while (floor > least && !isNoDigit(text.charCodeAt(floor - 1))) floor--
  const tail = text.slice(floor)
  const open = /(?:(?:0x)?[0-9a-f]{1,8}[^0-9a-z]{1,4})*(?:0x?)?[0-9a-f]{0,8}[^0-9a-z]{0,4}$/i.exec(tail)
  // Signs alone are no beginning.
  return open === null || !/[0-9a-f]/i.test(open[0]) ? text.length : floor + open.index
}

/** A letter that is a digit to no base, nor the sign of one: no list goes across it. */
function isNoDigit(unit: number): boolean {
  const letter = unit | 0x20
  return letter >= 0x67 && letter <= 0x7a && letter !== 0x78
}
