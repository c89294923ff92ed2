import { constants, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib'
import { FirewallError } from '../../core/errors.js'
import { decodeNumberLists } from '../views/number-lists.js'
import { characterReader, isCoherent, isReadable } from './byte-text.js'
import { FormBudget, type OpenReader, Segment, type SegmentSink, type ViewReader } from './growing-view.js'

/**
 * Codes whose bytes are no UTF-8, or whose alphabet is none of the usual ones: base85 of Adobe, ZeroMQ and Git, the
 * other base32, base45, base58 and base62, uuencode, dumps in hexadecimal; and in base64 and hexadecimal what was
 * packed, UTF-16 and the code pages of before. A run is read when it is over, and held until then.
 */
export const openByteReader: OpenReader = (sink) => new ByteReader(sink)

/** Whether a text is, or holds, one of the usual codes of a text. */
export function holdsCode(text: string): boolean {
  const budget = new FormBudget()
  budget.allow(Number.POSITIVE_INFINITY)
  const segments: Segment[] = []
  const fresh = (name: string, at: number) => {
    const segment = new Segment(name, at, budget)
    segments.push(segment)
    return segment
  }
  new ByteReader({ at: fresh, fresh }, [USUAL]).read(text, true)
  return segments.some(({ length }) => length >= LEAST_SAID)
}

/** Characters that a code says if it is one. */
const LEAST_SAID = 12

/** Characters of the shortest run, and of the part that is read at once of a longer one. */
const LEAST = 16
const LONGEST = 4_096
/** Characters of a code that its beginning is judged by. */
const BEGINNING = 40
/** What is unpacked of one code, bytes. */
const UNPACKED = 65_536

const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const LOWER = UPPER.toLowerCase()
const DIGITS = '0123456789'

class ByteReader implements ViewReader {
  readonly #sink: SegmentSink
  readonly #shapes: { readonly shape: Shape; settled: number }[]

  constructor(sink: SegmentSink, shapes: readonly Shape[] = SHAPES) {
    this.#sink = sink
    this.#shapes = shapes.map((shape) => ({ shape, settled: 0 }))
  }

  get settled(): number {
    return Math.min(...this.#shapes.map(({ settled }) => settled))
  }

  read(input: string, ended: boolean): void {
    for (const one of this.#shapes) {
      for (;;) {
        const run = nextRun(input, one.settled, one.shape)
        if (run === undefined) {
          one.settled = Math.max(one.settled, ended ? input.length : openRun(input, one.settled, one.shape))
          break
        }
        const goesOn =
          !ended && run.end - run.start < LONGEST && one.shape.goesOn.test(input.slice(run.end, run.end + 64))
        if (goesOn) {
          one.settled = Math.max(one.settled, run.start)
          break
        }
        this.#run(input, run, one.shape)
        one.settled = run.end
      }
    }
  }

  #run(input: string, { start, end }: Run, { codes }: Shape): void {
    const places: number[] = []
    let text = ''
    for (let at = start; at < end; ) {
      // What begins a line of a quotation, of a comment or of a list is none of the code.
      if (at === start || input[at - 1] === '\n') {
        const mark = MARK.exec(input.slice(at, at + 12))
        if (mark !== null) at += mark[0].length
        if (at >= end) break
      }
      const unit = input.charCodeAt(at)
      if (unit > 32) {
        text += input[at]
        places.push(at)
      }
      at += 1
    }
    const lines = input.slice(start, end)
    for (const code of codes) {
      for (const said of code.read(text, lines)) {
        const name = said.name === '' ? code.name : `${code.name}, ${said.name}`
        const segment = this.#sink.at(name, Math.max(0, end - LONGEST))
        said.write(segment, code.written ? (i) => start + i : (i) => places[i] ?? end - 1)
      }
    }
  }
}

interface Run {
  readonly start: number
  readonly end: number
}

/** What a run looks like, and which codes look so. */
interface Shape {
  readonly first: RegExp
  /** The next line of one. */
  readonly more: RegExp | undefined
  /** What may stand behind a run while it may go on. */
  readonly goesOn: RegExp
  /** The beginning of one at the end of a text. */
  readonly open: RegExp
  readonly codes: readonly Code[]
}

const MARK = /^[ \t]{0,4}(?:[>#*|-]{1,2} |\d{1,3}[.)] )/

function nextRun(input: string, from: number, { first, more }: Shape): Run | undefined {
  first.lastIndex = from
  const match = first.exec(input)
  if (match === null) return undefined
  const start = match.index
  let end = start + match[0].length
  while (more !== undefined && end - start < LONGEST) {
    more.lastIndex = end
    const line = more.exec(input)
    if (line === null) break
    end += line[0].length
  }
  return { start, end: Math.min(end, start + LONGEST) }
}

function openRun(input: string, from: number, { open }: Shape): number {
  open.lastIndex = Math.max(from, input.length - 96)
  return open.exec(input)?.index ?? input.length
}

/** What a code says, and how to write it down: `place` is where its character `i` stands. */
interface Said {
  readonly name: string
  write(segment: Segment, place: (i: number) => number): void
}

interface Code {
  readonly name: string
  /** It reads the run with its blanks and line breaks. */
  readonly written?: true
  read(text: string, lines: string): Said[]
}

interface Decoded {
  readonly bytes: number[]
  /** The first character of each byte, and the last. */
  readonly from: number[]
  readonly to: number[]
}

function inBits(text: string, digits: Digits, width: number, phase: number): Decoded {
  const decoded: Decoded = { bytes: [], from: [], to: [] }
  let buffer = 0
  let held = 0
  let first = phase
  for (let i = phase; i < text.length; i++) {
    const digit = digitAt(text, i, digits)
    if (digit < 0) {
      if (text[i] === '=') break
      continue
    }
    buffer = ((buffer << width) | digit) & 0xffff
    held += width
    if (held < 8) continue
    held -= 8
    decoded.bytes.push((buffer >> held) & 0xff)
    decoded.from.push(first)
    decoded.to.push(i)
    first = held === 0 ? i + 1 : i
  }
  return decoded
}

/** Digits in groups, each of which is a number that so many bytes are of. */
interface Groups {
  readonly size: number
  readonly base: number
  readonly bytes: number
  readonly bigEnd: boolean
}

function inGroups(
  text: string,
  digits: Digits,
  { size, base, bytes, bigEnd }: Groups,
  phase: number,
): Decoded {
  const decoded: Decoded = { bytes: [], from: [], to: [] }
  for (let i = phase; i < text.length; i += size) {
    const length = Math.min(size, text.length - i)
    if (length < 2) break
    const count = length === size ? bytes : length - 1
    let value = 0
    for (let j = 0; j < size; j++) {
      const at = bigEnd ? j : length - 1 - j
      if (at < 0) break
      value = value * base + (at < length ? Math.max(0, digitAt(text, i + at, digits)) : base - 1)
    }
    for (let b = 0; b < count; b++) {
      decoded.bytes.push(Math.floor(value / POWERS[bigEnd ? bytes - 1 - b : count - 1 - b]!) % 256)
      decoded.from.push(i)
      decoded.to.push(i + length - 1)
    }
  }
  return decoded
}

/** Of 256. */
const POWERS = [1, 256, 65_536, 16_777_216]

/** Of each ASCII character its place in an alphabet, or -1. */
type Digits = Int8Array

function digitsOf(alphabet: string): Digits {
  const digits = new Int8Array(128).fill(-1)
  for (let i = 0; i < alphabet.length; i++) digits[alphabet.charCodeAt(i)] = i
  return digits
}

function digitAt(text: string, i: number, digits: Digits): number {
  const unit = text.charCodeAt(i)
  return unit < 128 ? digits[unit]! : -1
}

/** As UTF-8 text, if its beginning is one. */
function asText(decoded: Decoded, name = ''): Said[] {
  return asDecoded(decoded, 'utf-8', name, 1)
}

/** Bytes of a character of a code page: as few as are one. */
function asDecoded({ bytes, from, to }: Decoded, label: string, name: string, least: number): Said[] {
  if (bytes.length < 6) return []
  const characterAt = characterReader(label)
  const pieces: [string, number, number][] = []
  let begun = ''
  let bad = 0
  for (let at = 0; at < bytes.length; ) {
    const said = characterAt(bytes, at)
    if (said === undefined) {
      at += least
      if (at < bytes.length - 4 && ++bad > 2 + pieces.length / 8) return []
      continue
    }
    const { text, width } = said
    pieces.push([text, from[at]!, to[at + width - 1]!])
    at += width
    if (begun.length < 12) {
      begun += text
      if (begun.length >= 12 && !isReadable(begun)) return []
    }
  }
  if (pieces.length === 0 || !isReadable(begun)) return []
  if (label !== 'utf-8' && !isCoherent(pieces.map(([said]) => said).join(''))) return []
  return [
    {
      name,
      write(segment, place) {
        for (const [said, first, last] of pieces) {
          if (said.isWellFormed()) segment.add(said, place(first), place(last) + 1)
        }
      },
    },
  ]
}

/** Code pages by what their letters look like when they are read rightly; one of them is enough. */
const PAGES = [
  'utf-16le',
  'utf-16be',
  'shift_jis',
  'euc-jp',
  'gbk',
  'euc-kr',
  'windows-1251',
  'koi8-r',
  'windows-1252',
]

/** What bytes may be besides UTF-8: packed, or in the code page of a language. */
function asOtherThanUtf8(decoded: Decoded): Said[] {
  const { bytes } = decoded
  const unpacked = unpack(bytes)
  if (unpacked !== undefined) {
    const { from, to } = decoded
    const whole: Said = {
      name: 'packed',
      write(segment, place) {
        segment.add(unpacked, place(from[0]!), place(to.at(-1)!) + 1)
      },
    }
    return [whole]
  }
  const high = bytes.filter((byte) => byte >= 0x80 || byte === 0).length
  if (high * 16 < bytes.length) return []
  const wide = bytes.filter((byte, i) => byte === 0 && i % 2 === 1).length * 4 > bytes.length
  for (let i = 0; i < head.length; i++) head[i] = bytes[i] ?? 0
  const mayBeNarrow = mayBegin(Math.min(bytes.length, head.length), bytes.length, false)
  return PAGES.flatMap((label) => {
    const doubled = label.startsWith('utf-16')
    if (!doubled && !mayBeNarrow) return []
    if (doubled && wide && label === 'utf-16be') return []
    return asDecoded(decoded, label, label, doubled ? 2 : 1)
  })
}

/** What was cut off says what it said until then. */
const UNPACKING = { maxOutputLength: UNPACKED, finishFlush: constants.Z_SYNC_FLUSH }

function unpack(bytes: readonly number[]): string | undefined {
  if (bytes.length < 12) return undefined
  const buffer = Buffer.from(bytes)
  const attempts =
    bytes[0] === 0x1f && bytes[1] === 0x8b
      ? [gunzipSync]
      : (bytes[0]! & 0x0f) === 8 && (bytes[0]! * 256 + bytes[1]!) % 31 === 0
        ? [inflateSync, inflateRawSync]
        : mayInflate(bytes)
          ? [inflateRawSync]
          : []
  for (const attempt of attempts) {
    try {
      const text = attempt(buffer, UNPACKING).toString('utf8')
      if (text.length >= 8 && isReadable(text.slice(0, 24).replace(/.$/u, ''))) return text
    } catch (error) {
      // What is too long to be looked at is not passed over.
      if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') throw tooMuchPacked()
    }
  }
  return undefined
}

function tooMuchPacked(): FirewallError {
  return new FirewallError('work-limit', 'the text holds more packed text than may be unpacked', {
    help: 'unpack it first, or check it in parts',
  })
}

/** Whether what is packed in the fixed code begins with characters that are printed. */
function beginsPrintable(bit: (i: number) => number): boolean {
  for (let symbol = 0, at = 3; symbol < 8; symbol++) {
    let code = 0
    for (let i = 0; i < 7; i++) code = code * 2 + bit(at + i)
    // The end, or the first of a repetition, of which there is none to repeat.
    if (code < 0x18) return symbol > 0 && code > 0
    const wide = code >= 0x64 ? 9 : 8
    for (let i = 7; i < wide; i++) code = code * 2 + bit(at + i)
    if (wide === 8 && code >= 0xc0) return symbol > 0
    const byte = wide === 8 ? code - 0x30 : code - 0x190 + 144
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) return false
    at += wide
  }
  return true
}

/** Whether bytes begin as packed ones do: to try it costs a hundred times as much, and most bytes are none. */
function mayInflate(bytes: readonly number[]): boolean {
  const bit = (i: number) => (bytes[i >> 3]! >> (i & 7)) & 1
  const number = (from: number, width: number) => {
    let value = 0
    for (let i = 0; i < width; i++) value |= bit(from + i) << i
    return value
  }
  switch (number(1, 2)) {
    case 0:
      return (bytes[1]! ^ bytes[3]!) === 0xff && (bytes[2]! ^ bytes[4]!) === 0xff
    case 1:
      return beginsPrintable(bit)
    case 2: {
      if (number(3, 5) > 29 || number(8, 5) > 29) return false
      // The code in which the codes are told leaves nothing open.
      const lengths = number(13, 4) + 4
      let filled = 0
      for (let i = 0; i < lengths && 17 + 3 * i + 3 <= 8 * bytes.length; i++) {
        const length = number(17 + 3 * i, 3)
        if (length > 0) filled += 128 >> length
      }
      return filled === 128
    }
    default:
      return false
  }
}

/** The first bytes of a code, and how many there are: what they are no beginning of a text by is seen without the rest. */
const head = new Uint8Array(15)
/** So many of them begin a character that is among the first twelve. */
const FIRST = 12

function headInBits(text: string, digits: Digits, width: number, phase: number): number {
  let known = 0
  let buffer = 0
  let held = 0
  for (let i = phase; i < text.length && known < head.length; i++) {
    buffer = ((buffer << width) | digitAt(text, i, digits)) & 0xffff
    held += width
    if (held < 8) continue
    held -= 8
    head[known++] = (buffer >> held) & 0xff
  }
  return known
}

/**
 * Whether `known` bytes of `head`, of `total` in all, may be followed by a text in an encoding that ASCII is a part of:
 * there is no control character among them, and if it is UTF-8 few belong to none. Says no only where `asDecoded` would.
 */
function mayBegin(known: number, total: number, isUtf8: boolean): boolean {
  if (total < 6) return false
  for (let i = 0; i < known && i < FIRST; i++) {
    const byte = head[i]!
    if (byte === 127 || (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13)) return false
  }
  if (!isUtf8) return true
  let characters = 0
  let bad = 0
  for (let at = 0; at < known && at < FIRST; ) {
    const lead = head[at]!
    const width = lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0
    let whole = width > 0 && at + width <= total
    for (let i = 1; i < width && whole; i++) whole = (head[at + i]! & 0xc0) === 0x80
    if (whole) characters += 1
    else if (at + 1 < total - 4 && ++bad > 2 + characters / 8) return false
    at += whole ? width : 1
  }
  return true
}

/** Whether a code of so many bits a digit may say a text, read from `phase` on. */
function mayBeInBits(text: string, digits: Digits, width: number, phase: number): boolean {
  const total = ((Math.min(BEGINNING, text.length) - phase) * width) >> 3
  return mayBegin(headInBits(text, digits, width, phase), total, true)
}

/** Whether groups may say a text, read from `phase` on. */
function mayBeInGroups(text: string, digits: Digits, groups: Groups, phase: number): boolean {
  const { size, bytes } = groups
  const digitCount = Math.max(0, Math.min(BEGINNING, text.length) - phase)
  const total = Math.floor(digitCount / size) * bytes + Math.max(0, (digitCount % size) - 1)
  const enough = Math.ceil(head.length / bytes) * size
  const decoded = inGroups(text.slice(phase, Math.min(BEGINNING, phase + enough)), digits, groups, 0)
  for (let i = 0; i < decoded.bytes.length && i < head.length; i++) head[i] = decoded.bytes[i]!
  return mayBegin(Math.min(decoded.bytes.length, head.length), total, true)
}

function bitCode(name: string, alphabet: string, width: number, phases: number, fold = false): Code {
  const digits = digitsOf(alphabet)
  return {
    name,
    read(given) {
      const text = fold ? given.toUpperCase() : given
      for (const part of partsOf(text, digits)) {
        for (let phase = 0; phase < phases; phase++) {
          if (!mayBeInBits(part.text, digits, width, phase)) continue
          const beginning = asText(inBits(part.text.slice(0, BEGINNING), digits, width, phase))
          if (beginning.length === 0) continue
          return moved(asText(inBits(part.text, digits, width, phase)), part.at)
        }
      }
      return []
    },
  }
}

function groupCode(name: string, alphabet: string, groups: Groups, blanks = false): Code {
  const digits = digitsOf(alphabet)
  return {
    name,
    read(given, lines) {
      if (blanks && !lines.includes(' ')) return read(given)
      return blanks ? read(lines) : read(given)
      function read(text: string): Said[] {
        for (const part of partsOf(text, digits)) {
          for (let phase = 0; phase < groups.size; phase++) {
            if (!mayBeInGroups(part.text, digits, groups, phase)) continue
            const beginning = asText(inGroups(part.text.slice(0, BEGINNING), digits, groups, phase))
            if (beginning.length === 0) continue
            return moved(asText(inGroups(part.text, digits, groups, phase)), part.at)
          }
        }
        return []
      }
    },
  }
}

function moved(all: readonly Said[], by: number): Said[] {
  return all.map(({ name, write }) => ({
    name,
    write: (segment, place) => write(segment, (i) => place(i + by)),
  }))
}

/** Parts of a run in an alphabet, long enough. */
function* partsOf(text: string, digits: Digits): Generator<{ text: string; at: number }> {
  let start = 0
  for (let i = 0; i <= text.length; i++) {
    if (i < text.length && digitAt(text, i, digits) >= 0) continue
    if (i - start >= LEAST) yield { text: text.slice(start, i), at: start }
    start = i + 1
  }
}

const BASE64 = digitsOf(`${UPPER}${LOWER}${DIGITS}+/`)
const HEX = digitsOf(DIGITS + 'abcdef')

/** In the usual alphabets: text, and what was packed or is in the code page of a language. */
function byteCode(
  name: string,
  digits: Digits,
  width: number,
  phases: number,
  fold: (text: string) => string,
  otherwise: (decoded: Decoded) => Said[] = asOtherThanUtf8,
): Code {
  return {
    name,
    read(text) {
      const said: Said[] = []
      for (const part of partsOf(fold(text), digits)) {
        let read = false
        for (let phase = 0; phase < phases && !read; phase++) {
          if (!mayBeInBits(part.text, digits, width, phase)) continue
          if (asText(inBits(part.text.slice(0, BEGINNING), digits, width, phase)).length === 0) continue
          said.push(...moved(asText(inBits(part.text, digits, width, phase)), part.at))
          read = true
        }
        if (!read) said.push(...moved(otherwise(inBits(part.text, digits, width, 0)), part.at))
      }
      return said
    },
  }
}

function isWithin(text: string, digits: Digits): boolean {
  for (let i = 0; i < text.length; i++) if (digitAt(text, i, digits) < 0) return false
  return true
}

/** Each line one big number. */
function bigCode(name: string, alphabet: string): Code {
  const digits = digitsOf(alphabet)
  const base = BigInt(alphabet.length)
  return {
    name,
    read(_, lines) {
      const said: Said[] = []
      let at = 0
      for (const line of lines.split(/\s+/)) {
        const offset = at
        at += line.length
        if (line.length < LEAST || line.length > 128 || !isWithin(line, digits)) continue
        let value = 0n
        for (let i = 0; i < line.length; i++) value = value * base + BigInt(digitAt(line, i, digits))
        let hex = value.toString(16)
        if (hex.length % 2 === 1) hex = `0${hex}`
        const bytes = [...Buffer.from(hex, 'hex')]
        const decoded = {
          bytes,
          from: bytes.map(() => offset),
          to: bytes.map(() => offset + line.length - 1),
        }
        said.push(...asText(decoded))
      }
      return said
    },
  }
}

const uuencode: Code = {
  name: 'uuencode',
  read(_, lines) {
    if (!/^begin [0-7]{3} /m.test(lines)) return []
    const decoded: Decoded = { bytes: [], from: [], to: [] }
    let at = 0
    for (const line of lines.split('\n')) {
      const graphic = [...line].filter((one) => one > ' ').length
      const offset = at
      at += graphic
      const length = (line.charCodeAt(0) - 32) & 63
      if (
        /^(?:begin |end)/.test(line) ||
        length === 0 ||
        line.trimEnd().length - 1 > Math.ceil(length / 3) * 4
      )
        continue
      for (let i = 0; i < length; i++) {
        const group = 1 + 4 * Math.floor(i / 3)
        const value = [0, 1, 2, 3].reduce(
          (sum, j) => sum * 64 + ((line.charCodeAt(group + j) - 32) & 63 || 0),
          0,
        )
        decoded.bytes.push((value >> (16 - 8 * (i % 3))) & 0xff)
        decoded.from.push(offset)
        decoded.to.push(at - 1)
      }
    }
    return asText(decoded)
  },
}

const dump: Code = {
  name: 'dump',
  read(_, lines) {
    const decoded: Decoded = { bytes: [], from: [], to: [] }
    let at = 0
    for (const line of lines.split('\n')) {
      const offset = at
      at += [...line].filter((one) => one > ' ').length
      const match = /^[0-9a-f]{4,8}:? {1,2}((?:[0-9a-f]{2,4} ){1,16})/.exec(line)
      if (match === null) continue
      const bytes = Buffer.from(match[1]!.replaceAll(' ', ''), 'hex')
      for (const byte of bytes) {
        decoded.bytes.push(byte)
        decoded.from.push(offset)
        decoded.to.push(at - 1)
      }
    }
    return asText(decoded)
  },
}

/** Numbers of characters or bytes, one after the other. */
const list: Code = {
  name: 'numbers',
  written: true,
  read(_, lines) {
    return decodeNumberLists(lines, 0, true).flatMap((decoded): Said[] => {
      const { text } = decoded
      if (text.length < 6 || !text.isWellFormed() || !isReadable([...text].slice(0, 12).join(''))) return []
      const write: Said['write'] = (segment, place) => {
        for (let i = 0; i < text.length; ) {
          const width = text.codePointAt(i)! > 0xffff ? 2 : 1
          segment.add(text.slice(i, i + width), place(decoded.start(i)), place(decoded.end(i) - 1) + 1)
          i += width
        }
      }
      return [{ name: decoded.name, write }]
    })
  },
}

const ASCII85 = Array.from({ length: 85 }, (_, i) => String.fromCharCode(33 + i)).join('')
const FIVE: Groups = { size: 5, base: 85, bytes: 4, bigEnd: true }

const END = '(?![\\s\\S])'
const LINE_MARK = String.raw`(?:[ \t]{0,4}(?:[>#*|-]{1,2} |\d{1,3}[.)] ))?`
const LINE_MARK_OPEN = String.raw`[ \t]{0,4}(?:[>#*|-]{0,2} ?|\d{0,3}[.)]? ?)`

/** Graphic characters without a blank, and lines of them. */
const GRAPHIC = {
  first: /(?<=^|[\s\u0080-\uffff])[!-~]{16,}/gm,
  // The number of a line is never read as a line of its own: what follows it may not be there yet.
  more: new RegExp(String.raw`\r?\n(?=(${LINE_MARK}))\1[!-~]{4,}(?=\s|${END})`, 'y'),
  goesOn: new RegExp(`^(?:\\r?(?:\\n${LINE_MARK_OPEN}[!-~]{0,3})?)${END}`),
  open: new RegExp(`(?<![!-~])[!-~]{1,15}${END}`, 'g'),
}
const plainBase64 = (text: string) => text.replaceAll('-', '+').replaceAll('_', '/')

/** The usual codes, where they say a text. */
const USUAL: Shape = {
  ...GRAPHIC,
  codes: [
    byteCode('base64', BASE64, 6, 4, plainBase64, () => []),
    byteCode(
      'hexadecimal',
      HEX,
      4,
      2,
      (text) => text.toLowerCase(),
      () => [],
    ),
    bitCode('base32', `${UPPER}234567`, 5, 8, true),
  ],
}

const SHAPES: readonly Shape[] = [
  {
    ...GRAPHIC,
    codes: [
      byteCode('base64', BASE64, 6, 4, plainBase64),
      byteCode('hexadecimal', HEX, 4, 2, (text) => text.toLowerCase()),
      bitCode('base32', `${UPPER}234567`, 5, 8, true),
      bitCode('base32hex', `${DIGITS}${UPPER.slice(0, 22)}`, 5, 8, true),
      bitCode('base32, Crockford', '0123456789ABCDEFGHJKMNPQRSTVWXYZ', 5, 8, true),
      bitCode('z-base-32', 'ybndrfg8ejkmcpqxot1uwisza345h769', 5, 8),
      groupCode('base85', ASCII85, FIVE),
      groupCode('Z85', `${DIGITS}${LOWER}${UPPER}.-:+=^!/*?&<>()[]{}@%$#`, FIVE),
      groupCode('base85 of Git', `${DIGITS}${UPPER}${LOWER}!#$%&()*+-;<=>?@^_\`{|}~`, FIVE),
      bigCode('base58', '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'),
      bigCode('base62', `${DIGITS}${UPPER}${LOWER}`),
    ],
  },
  {
    first: /[0-9A-Z$%*+\-./:][0-9A-Z $%*+\-./:]{22,}[0-9A-Z$%*+\-./:]/g,
    more: undefined,
    goesOn: new RegExp(`^ *${END}`),
    open: new RegExp(String.raw`[0-9A-Z$%*+\-./:][0-9A-Z $%*+\-./:]{0,40}${END}`, 'g'),
    codes: [
      groupCode('base45', `${DIGITS}${UPPER} $%*+-./:`, { size: 3, base: 45, bytes: 2, bigEnd: false }, true),
    ],
  },
  {
    first: /^[0-9a-f]{4,8}:? {1,2}(?:[0-9a-f]{2,4} ){4,}[^\n]{0,40}/gm,
    more: /\r?\n[0-9a-f]{4,8}:? {1,2}(?:[0-9a-f]{2,4} ){1,}[^\n]{0,40}/y,
    goesOn: new RegExp(String.raw`^(?:\r?(?:\n[0-9a-f]{0,8}:? {0,2}[0-9a-f]{0,4})?)${END}`),
    open: new RegExp(`^[0-9a-f]{1,8}:? {0,2}[0-9a-f ]{0,40}${END}`, 'gm'),
    codes: [dump],
  },
  {
    first: /^begin [0-7]{3} [^\n]{1,60}(?=\n)/gm,
    more: /\r?\n[ -`]{1,61}(?=\r?\n)/y,
    goesOn: new RegExp(String.raw`^(?:\r?(?:\n[^\n]{0,61})?)${END}`),
    open: new RegExp(`^b[^\\n]{0,72}${END}`, 'gm'),
    codes: [uuencode],
  },
  {
    first: /(?<![0-9a-z])(?:(?:0x)?[0-9a-f]{1,8}[^0-9a-z]{1,4}){7,}(?:0x)?[0-9a-f]{1,8}(?![0-9a-z])/gi,
    more: undefined,
    goesOn: new RegExp(`^[^0-9a-z]{0,4}(?:(?:0x?)?[0-9a-f]{0,8})${END}`, 'i'),
    open: new RegExp(
      `(?<![0-9a-z])(?:(?:0x)?[0-9a-f]{1,8}[^0-9a-z]{1,4})*(?:0x|(?:0x)?[0-9a-f]{1,8}|(?:0x)?[0-9a-f]{1,8}[^0-9a-z]{1,4})${END}`,
      'gi',
    ),
    codes: [list],
  },
]
