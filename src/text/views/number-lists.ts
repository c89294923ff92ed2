import { addUtf8, type DecodedText, Decoding, isCharacter } from './decoded.js'
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
const LEAST = 8
/** As far back as an unfinished list is held, units: the letters and spaces of a window at up to ten units a number. */
export const LIST_HOLD = 720

export const numberListDecoder: Decoder = {
  composes: true,
  hold: LIST_HOLD,
  *decode(text, from, ended) {
    for (const view of decodeNumberLists(text, numberBoundary(text, from), ended)) {
      yield { ...view, inPlace: false, open: !ended, plain: nothingPlain }
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
export function decodeNumberLists(text: string, from: number, ended: boolean): DecodedText[] {
  if (!HINT.test(from === 0 ? text : text.slice(from))) return []
  const readings: DecodedText[] = []
  LIST.lastIndex = from
  for (const list of text.matchAll(LIST)) {
    const items = [...list[0].matchAll(ITEM)].map((item) => {
      const start = list.index + item.index
      return { digits: item[0], start, end: start + item[0].length }
    })
    const open = !ended && list.index + list[0].length === text.length
    if (open) items.pop()
    for (const { name, pattern, base } of BASES) {
      if (items.filter(({ digits }) => pattern.test(digits)).length < LEAST) continue
      const numbers = items.map(({ digits }) =>
        pattern.test(digits) ? Number.parseInt(base === 16 ? digits.replace(/^0x/i, '') : digits, base) : -1,
      )
      readings.push(asCharacters(name, numbers, items))
      if (numbers.some((number) => number >= 0x80)) readings.push(asBytes(name, numbers, items, open))
      if (name === 'decimal') readings.push(asLetters(numbers, items))
    }
  }
  return readings
}

interface Item {
  readonly start: number
  readonly end: number
}

function asCharacters(name: string, numbers: readonly number[], items: readonly Item[]): DecodedText {
  const into = new Decoding()
  for (const [i, number] of numbers.entries()) {
    if (number >= 0 && isCharacter(number))
      into.add(String.fromCodePoint(number), items[i]!.start, items[i]!.end)
  }
  return into.finish(name)
}

function asBytes(
  name: string,
  numbers: readonly number[],
  items: readonly Item[],
  open: boolean,
): DecodedText {
  const into = new Decoding()
  const kept = numbers.flatMap((number, i) => (number >= 0 && number <= 0xff ? [i] : []))
  addUtf8(
    into,
    kept.map((i) => numbers[i]!),
    (i) => [items[kept[i]!]!.start, items[kept[i]!]!.end],
    open,
  )
  return into.finish(name)
}

function asLetters(numbers: readonly number[], items: readonly Item[]): DecodedText {
  const into = new Decoding()
  for (const [i, number] of numbers.entries()) {
    if (number >= 1 && number <= 26)
      into.add(String.fromCharCode(96 + number), items[i]!.start, items[i]!.end)
  }
  return into.finish('alphabet places')
}

/** From where on an unfinished text may still be in the middle of a list; at most `LIST_HOLD` units from the end. */
export function openListStart(text: string): number {
  const floor = Math.max(0, text.length - LIST_HOLD)
  const tail = text.slice(floor)
  const open = /(?:(?:0x)?[0-9a-f]{1,8}[^0-9a-z]{1,4})*(?:0x?)?[0-9a-f]{0,8}[^0-9a-z]{0,4}$/i.exec(tail)
  // Signs alone are no beginning.
  return open === null || !/[0-9a-f]/i.test(open[0]) ? text.length : floor + open.index
}
