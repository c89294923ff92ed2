import { addUtf8, type DecodedText, Decoding, isCharacter } from './decoded.js'
import type { Decoder } from './decoder.js'

/**
 * Characters written as escapes inside a text: `%41` (RFC 3986), `&#65;` `&eacute;` (HTML), `\u0041` `\x41`
 * `\101` `\n` (JSON, C, Python), `=41` (quoted-printable, RFC 2045), `U+0041`, `<0x41>`. All are read at once,
 * where they stand; the rest of the text stands for itself. A backslash before a backslash does not count:
 * who escapes twice is read all the same, and where reading begins does not matter.
 */
const ESCAPE =
  /%[0-9a-f]{2}|&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});|\\(?:u\{[0-9a-f]{1,6}\}|u[0-9a-f]{4}|U[0-9a-f]{8}|x[0-9a-f]{2}|[0-3][0-7]{2}|[abefnrtv0"'/])|=[0-9A-F]{2}|=\r?\n|(?<![a-z])U\+[0-9a-f]{4,6}|<0x[0-9a-f]{2}>/gi
/** What may still become an escape when more text comes. */
const UNFINISHED =
  /(?:%[0-9a-f]?|&(?:#?[0-9a-z]{0,30})|\\(?:u\{?[0-9a-f]{0,6}|U[0-9a-f]{0,7}|x[0-9a-f]?|[0-3][0-7]?)?|=[0-9A-F\r]?|(?<![a-z])U(?:\+[0-9a-f]{0,6})?|<(?:0(?:x[0-9a-f]{0,2})?)?)$/i
/** The longest escape, code units. */
const LONGEST = 32
const HINT = /[%&\\=]|(?<![A-Za-z])[Uu](?![A-Za-z])|</

export const escapeDecoder: Decoder = {
  composes: true,
  hold: 0,
  *decode(text, from, ended) {
    const view = decodeEscapes(text, escapeBoundary(text, from), ended)
    if (view === undefined) return
    const plain = (i: number, j: number) => view.end(j - 1) - view.start(i) === j - i
    yield { ...view, inPlace: true, open: !ended, plain }
  },
  // What is unfinished at the end is left out of the view, which stands in place: its own end is where it is open.
  openStart: (text) => text.length,
}

/** Where an escape cannot lie across: reading may begin there whatever stands before. */
export function escapeBoundary(text: string, at: number): number {
  for (let i = at; i > 0 && i > at - 1_024; i--) {
    const unit = text[i]
    if (unit === '%' || unit === '&' || unit === '=' || unit === '\\' || unit === ' ' || unit === '\n')
      return i
  }
  return Math.max(0, at - 1_024)
}

/**
 * `text` from offset `from` on with its escapes decoded; undefined if it has none there. With `ended` false
 * what may still become an escape at the end is left out, and there is a reading even if that is the only one.
 */
export function decodeEscapes(text: string, from: number, ended: boolean): DecodedText | undefined {
  const slice = from === 0 ? text : text.slice(from)
  if (!HINT.test(slice)) return undefined
  const end = ended ? slice.length : settledEnd(slice)
  const into = new Decoding()
  let kept = 0
  let found = end < slice.length
  let bytes: number[] = []
  let places: [number, number][] = []
  const flush = (open: boolean) => {
    if (bytes.length > 0) addUtf8(into, bytes, (i) => places[i]!, open)
    bytes = []
    places = []
  }
  ESCAPE.lastIndex = 0
  for (let match = ESCAPE.exec(slice); match !== null; match = ESCAPE.exec(slice)) {
    const [written] = match
    const start = match.index
    const stop = start + written.length
    if (stop > end) break
    const value = charOf(written)
    if (value === undefined) continue
    found = true
    if (start > kept) {
      flush(false)
      into.keep(slice, kept, start, from)
    }
    kept = stop
    if (typeof value === 'number') {
      bytes.push(value)
      places.push([from + start, from + stop])
    } else {
      flush(false)
      into.add(value, from + start, from + stop)
    }
  }
  if (!found) return undefined
  flush(!ended && kept === end)
  into.keep(slice, kept, end, from)
  return into.finish('escaped')
}

function settledEnd(slice: string): number {
  const tail = slice.slice(-LONGEST)
  const unfinished = UNFINISHED.exec(tail)
  return unfinished === null ? slice.length : slice.length - tail.length + unfinished.index
}

/** A byte as a number, characters as text, undefined if it is no escape after all. */
function charOf(written: string): number | string | undefined {
  switch (written[0]) {
    case '%':
      return Number.parseInt(written.slice(1), 16)
    case '=':
      return written.length === 3 && written[1] !== '\r' ? Number.parseInt(written.slice(1), 16) : ''
    case '<':
      return Number.parseInt(written.slice(3, 5), 16)
    case '&':
      return entity(written.slice(1, -1))
    case '\\':
      return backslash(written)
    default:
      return character(Number.parseInt(written.slice(2), 16))
  }
}

function character(codePoint: number): string | undefined {
  return isCharacter(codePoint) ? String.fromCodePoint(codePoint) : undefined
}

const CONTROLS: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '0': '\0',
}

function backslash(written: string): number | string | undefined {
  const digits = written.replace(/[^0-9a-f]/gi, '')
  switch (written[1]) {
    case 'u': {
      const unit = Number.parseInt(digits, 16)
      // Halves of a pair come one after the other; alone they are no character, and the fold would refuse them.
      return isCharacter(unit) ? String.fromCodePoint(unit) : ''
    }
    case 'U':
      return character(Number.parseInt(digits, 16))
    case 'x':
      return Number.parseInt(written.slice(2), 16)
    default:
      if (written.length === 4) return Number.parseInt(written.slice(1), 8)
      // `\R` is none, though `\r` is.
      return CONTROLS[written[1]!] ?? (/[a-z]/i.test(written[1]!) ? undefined : written[1])
  }
}

/** HTML's names of the ASCII signs; those of letters with marks are made of the letter and the mark. */
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  Tab: '\t',
  NewLine: '\n',
  commat: '@',
  period: '.',
  comma: ',',
  colon: ':',
  semi: ';',
  num: '#',
  sol: '/',
  bsol: '\\',
  lowbar: '_',
  hyphen: '-',
  dash: '-',
  ndash: '–',
  mdash: '—',
  plus: '+',
  equals: '=',
  ast: '*',
  excl: '!',
  quest: '?',
  lpar: '(',
  rpar: ')',
  lsqb: '[',
  rsqb: ']',
  lcub: '{',
  rcub: '}',
  dollar: '$',
  percnt: '%',
  verbar: '|',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  hellip: '…',
  middot: '·',
  shy: '',
  zwj: '',
  zwnj: '',
  szlig: 'ß',
  aelig: 'æ',
  AElig: 'Æ',
  oelig: 'œ',
  OElig: 'Œ',
}
const MARKS: Readonly<Record<string, string>> = {
  acute: '́',
  grave: '̀',
  circ: '̂',
  uml: '̈',
  tilde: '̃',
  cedil: '̧',
  ring: '̊',
  caron: '̌',
  slash: '̸',
}
const MARKED = /^([a-z])(acute|grave|circ|uml|tilde|cedil|ring|caron|slash)$/i

function entity(name: string): string | undefined {
  if (name[0] === '#') {
    const hex = name[1] === 'x' || name[1] === 'X'
    return character(Number.parseInt(name.slice(hex ? 2 : 1), hex ? 16 : 10))
  }
  const marked = MARKED.exec(name)
  if (marked !== null) return `${marked[1]}${MARKS[marked[2]!.toLowerCase()]}`.normalize('NFC')
  return NAMED[name]
}
