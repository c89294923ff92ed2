import { type DecodedText, Decoding } from './decoded.js'

/**
 * Text written one character at a time: `j o h n @ e x a m p l e`, `0-9-0-1`, `['j', 'o', 'h', 'n']`. Two spaces
 * or more are a space.
 */
const LEAST = 8
const SPACED = /(?<!\S)\S(?: {1,3}\S(?!\S)){7,}/gu
const SIGN = `['"\`]? ?[-_*|·~/,;] ?['"\`]?`
const ONE = `[\\p{L}\\p{N}@+.():_ -]`
const JOINED = new RegExp(
  `(?<![\\p{L}\\p{N}])[\\p{L}\\p{N}@+(](?:(${SIGN})${ONE})(?:\\1${ONE}){6,}(?![\\p{L}\\p{N}])`,
  'gu',
)
/** What may be in the middle of it at the end of a text: one character by itself may be the first of many. */
const UNFINISHED = new RegExp(
  `(?:(?<!\\S)(?:\\S {1,3})*\\S?|(?<![\\p{L}\\p{N}])[\\p{L}\\p{N}@+(](?:${SIGN}${ONE})*['"\`]?(?: ?[-_*|·~/,;] ?['"\`]?)?)$`,
  'u',
)
/** Code units of the text that are looked back at for an unfinished one. */
const HOLD = 720

/** The longest that may stand between two characters. */
const SEPARATION = 6

/** Signs that stand between characters: 1 in `IS_SIGN`. */
const SIGNS = '-_*|·~/,;'
const IS_SIGN = Uint8Array.from({ length: 0x100 }, (_, unit) =>
  SIGNS.includes(String.fromCharCode(unit)) ? 1 : 0,
)
/** Code units from a sign to the next one: itself, a space and a quote, a character, a quote and a space. */
const FROM_SIGN = 7
const SPACE = 0x20
const lastSign = new Int32Array(0x100)
const signs = new Uint8Array(0x100)

/**
 * Whether so many words of one character stand beside each other, and whether one sign comes seven times with hardly
 * anything between: without the one or the other, the expressions for them find nothing.
 */
function hintsIn(text: string): { readonly spaced: boolean; readonly joined: boolean } {
  lastSign.fill(-FROM_SIGN - 1)
  signs.fill(0)
  let joined = false
  let spaced = false
  /** Where the last space is, and how many short words stood before it in a row. */
  let space = -1
  let words = 0
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit === SPACE) {
      const length = i - space - 1
      // A character beyond the basic plane has two units.
      if (length === 1 || length === 2) words += 1
      else if (length > 2) words = 0
      // The first may follow a line break, and the last be followed by one.
      if (words >= LEAST - 2) spaced = true
      space = i
    } else if (unit < 0x100 && IS_SIGN[unit] === 1) {
      signs[unit] = i - lastSign[unit]! <= FROM_SIGN ? signs[unit]! + 1 : 1
      if (signs[unit] === LEAST - 1) joined = true
      lastSign[unit] = i
    }
  }
  return { spaced, joined }
}

export interface SpacedText extends DecodedText {
  /** It touches the end of the text. */
  readonly last: boolean
}

/**
 * Readings of what stands so in `text` from offset `from` on. With `ended` false a character at the end is left
 * for later: it may be the beginning of a word.
 */
export function readSpaced(text: string, from: number, ended: boolean): SpacedText[] {
  const slice = from === 0 ? text : text.slice(from)
  const views: SpacedText[] = []
  const { spaced, joined } = hintsIn(slice)
  for (const expression of [spaced ? SPACED : undefined, joined ? JOINED : undefined]) {
    if (expression === undefined) continue
    for (const { index, 0: whole, 1: sign } of slice.matchAll(expression)) {
      const run = !ended && index + whole.length === slice.length ? whole.slice(0, -1) : whole
      const into = new Decoding()
      for (let i = 0; i < run.length; ) {
        const character = String.fromCodePoint(run.codePointAt(i)!)
        into.add(character, from + index + i, from + index + i + character.length)
        i += character.length
        const gap = i
        if (sign === undefined) while (run[i] === ' ') i++
        else i += sign.length
        if (sign === undefined && i - gap > 1) into.add(' ', from + index + gap, from + index + i)
      }
      if (into.length >= LEAST) {
        views.push({ ...into.finish('spaced'), last: slice.length - index - whole.length <= SEPARATION })
      }
    }
  }
  return views
}

/** From where on an unfinished text may still be in the middle of such a part. */
export function openSpacedStart(text: string): number {
  const floor = Math.max(0, text.length - HOLD)
  const tail = text.slice(floor)
  const open = UNFINISHED.exec(tail)
  return open === null ? text.length : floor + open.index
}
