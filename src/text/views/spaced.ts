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
/** What may be in the middle of it at the end of a text: three characters apart are a beginning. */
const UNFINISHED = new RegExp(
  `(?:(?<!\\S)(?:\\S {1,3}){2,}\\S?|(?<![\\p{L}\\p{N}])[\\p{L}\\p{N}@+(](?:${SIGN}${ONE}){2,}['"\`]?(?: ?[-_*|·~/,;] ?['"\`]?)?)$`,
  'u',
)
/** Code units of the text that are looked back at for an unfinished one. */
const HOLD = 720

/** The longest that may stand between two characters. */
const SEPARATION = 6

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
  const readings: SpacedText[] = []
  for (const expression of [SPACED, JOINED]) {
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
        readings.push({ ...into.finish('spaced'), last: slice.length - index - whole.length <= SEPARATION })
      }
    }
  }
  return readings
}

/** From where on an unfinished text may still be in the middle of such a part. */
export function openSpacedStart(text: string): number {
  const floor = Math.max(0, text.length - HOLD)
  const tail = text.slice(floor)
  const open = UNFINISHED.exec(tail)
  return open === null ? text.length : floor + open.index
}
