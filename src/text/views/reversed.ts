import type { DecodedText } from './decoded.js'

/**
 * Words written from their end: those that could be an address, a number or a key backwards. A word with an `@`,
 * one long enough for a key, a number in groups or with a `+` behind it. A word is of ASCII, whatever stands beside it:
 * what is written without spaces would be one word, and hold back a stream for as long.
 */
const LONGEST = 200
const NUMBER = '(?<![0-9)] )[0-9)][0-9() -]{5,27}'
const BACKWARDS = new RegExp(
  `(?<![!-~])(?:(?:${NUMBER}\\+|(?<![0-9)] )[0-9)]{1,6}(?:[- ][0-9()]{1,6}){1,3}(?! [0-9]))|(?=[!-~]*@|(?=[!-~]*[0-9])(?=[!-~]*[a-z])[!-~]{24})[!-~]{8,${LONGEST}})(?![!-~])`,
  'giu',
)
/** What may become one of them. */
const HINT = /@|[0-9)][-+ ]|[!-~]{24}/
const UNFINISHED = new RegExp(`(?<![!-~])(?:${NUMBER}\\+?|[!-~]{1,${LONGEST}})$`, 'u')

/** Letters and digits in a row that may be a key. */
const KEY = 24
/** By ASCII unit: what may stand before the `+` of a number, what ends its groups, and what begins them. */
const BEFORE_PLUS = 1
const ENDS_GROUP = 2
const BEGINS_GROUP = 4
const ROLES = Uint8Array.from({ length: 128 }, (_, unit) => {
  const character = String.fromCharCode(unit)
  return (
    (/[0-9() -]/.test(character) ? BEFORE_PLUS : 0) |
    (/[0-9)]/.test(character) ? ENDS_GROUP : 0) |
    (/[0-9()]/.test(character) ? BEGINS_GROUP : 0)
  )
})

/** Whether a text has what every such word has, seen in one pass: most texts have none of it. */
function mayHold(text: string): boolean {
  let run = 0
  let last = 0
  let beforeLast = 0
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit < 0x21 || unit > 0x7e) run = 0
    else if (++run >= KEY || unit === 0x40) return true
    const role = unit < 128 ? ROLES[unit]! : 0
    if (unit === 0x2b && (last & BEFORE_PLUS) !== 0) return true
    const parts = i > 0 && (text.charCodeAt(i - 1) === 0x20 || text.charCodeAt(i - 1) === 0x2d)
    if (parts && (role & BEGINS_GROUP) !== 0 && (beforeLast & ENDS_GROUP) !== 0) return true
    beforeLast = last
    last = role
  }
  return false
}

/** Readings of such words in `text` from offset `from` on, which must not be in the middle of one. */
export function readReversed(text: string, from: number): DecodedText[] {
  const slice = from === 0 ? text : text.slice(from)
  if (!mayHold(slice)) return []
  return Array.from(slice.matchAll(BACKWARDS), ({ index, 0: word }) => {
    const start = from + index
    const characters = [...word]
    const places: number[] = []
    let at = start + word.length
    for (const character of characters.toReversed()) {
      at -= character.length
      for (let i = 0; i < character.length; i++) places.push(at)
    }
    const said = characters.toReversed().join('')
    const width = (i: number) => ((said.codePointAt(i) ?? 0) > 0xffff ? 2 : 1)
    return {
      name: 'reversed',
      text: said,
      start: (i) => places[i] ?? start,
      end: (i) => (places[i] ?? start) + width(i),
    }
  })
}

/** The word at the end, which may go on. */
export function openReversedStart(text: string): number {
  const floor = Math.max(0, text.length - LONGEST)
  const tail = text.slice(floor)
  const open = UNFINISHED.exec(tail)
  if (open === null || !HINT.test(open[0])) return text.length
  return floor + open.index
}
