import {
  APART,
  addUtf8,
  type DecodedText,
  Decoding,
  type OpenText,
  readableParts,
  STILL_OPEN,
} from './decoded.js'
import { type Decoder, nothingPlain } from './decoder.js'

/**
 * Text as bytes in a smaller alphabet: base64 and base64url, base32 (RFC 4648), hexadecimal and binary, as one
 * run or wrapped in lines. Where a run begins is not where its code does, so each is read at every phase.
 */
const LEAST = 16
/** With padding behind it a shorter one is a code too. */
const PADDED = 12
const IN_ALPHABET = Uint8Array.from({ length: 128 }, (_, unit) =>
  /[A-Za-z0-9+/_=-]/.test(String.fromCharCode(unit)) ? 1 : 0,
)

/** Where the token that begins at `start` ends. */
function tokenAt(text: string, start: number): number {
  let at = start
  while (at < text.length && IN_ALPHABET[text.charCodeAt(at)] === 1) at++
  return at
}

/** The next token of at least `LEAST` characters from offset `from` on. */
function nextToken(text: string, from: number): { readonly start: number; readonly end: number } | undefined {
  let start = from
  for (let at = from; at <= text.length; at++) {
    if (at < text.length && IN_ALPHABET[text.charCodeAt(at)] === 1) continue
    if (at - start >= LEAST || (at - start >= PADDED && text[at - 1] === '=')) return { start, end: at }
    start = at + 1
  }
  return undefined
}

/** Tokens of a run are this close; the last one may be short. */
const BETWEEN = /^[ \t]{0,2}(?:\r?\n[ \t>*|]{0,4})?/
const SHORT_END = /^[A-Za-z0-9+/_=-]{1,15}(?![A-Za-z0-9+/_=-])/

/** As far back as an unfinished run is held, units: fifty decoded letters and spaces, coded twice or in binary. */
export const ENCODED_HOLD = 720

/** Where decoding starts so that everything that begins at `from` or behind is decoded as from the beginning. */
const RUN_MARGIN = 32
/** What may stand between the end of a run and the end of the text while the run may still go on. */
const GOES_ON = /^[ \t]{0,2}(?:\r?\n?[ \t>*|]{0,4})?[A-Za-z0-9+/_=-]{0,15}$/

export const encodingDecoder: Decoder = {
  composes: true,
  hold: ENCODED_HOLD,
  *decode(text, from, ended) {
    for (const run of encodedRuns(text, Math.max(0, from - RUN_MARGIN))) {
      const open = !ended && GOES_ON.test(text.slice(run.end, run.end + 32))
      for (const view of decodeRun(run, open)) yield { ...view, inPlace: false, plain: nothingPlain }
    }
  },
  openStart: openRunStart,
}

/** A run of text in a code's alphabet, line breaks taken out. */
export interface EncodedRun {
  readonly text: string
  readonly start: number
  readonly end: number
  /** Offset in the text of unit `i` of the run. */
  at(i: number): number
}

/** Runs of at least 16 characters of a code's alphabet in `text` from offset `from` on. */
export function encodedRuns(text: string, from: number): EncodedRun[] {
  const runs: EncodedRun[] = []
  for (let token = nextToken(text, from); token !== undefined; ) {
    const pieces = [token]
    let { end } = token
    for (;;) {
      const between = BETWEEN.exec(text.slice(end, end + 8))![0]
      const gap = between.length
      if (gap === 0) break
      const next = tokenAt(text, end + gap)
      if (next - end - gap >= LEAST) {
        pieces.push({ start: end + gap, end: next })
        end = next
        continue
      }
      // On the same line a short word is the next one of the text.
      const last = between.includes('\n') ? SHORT_END.exec(text.slice(end + gap, end + gap + LEAST)) : null
      if (last !== null) {
        pieces.push({ start: end + gap, end: end + gap + last[0].length })
        end += gap + last[0].length
      }
      break
    }
    runs.push(join(text, pieces))
    token = nextToken(text, end)
  }
  return runs
}

function join(text: string, pieces: readonly { start: number; end: number }[]): EncodedRun {
  const length = pieces.reduce((sum, { start, end }) => sum + end - start, 0)
  const starts = new Uint32Array(length)
  let filled = 0
  for (const { start, end } of pieces) for (let i = start; i < end; i++) starts[filled++] = i
  return {
    text: pieces.map(({ start, end }) => text.slice(start, end)).join(''),
    start: pieces[0]!.start,
    end: pieces.at(-1)!.end,
    at: (i) => starts[i]!,
  }
}

interface Alphabet {
  readonly name: string
  /** Bits of a character, or undefined if it is none of this alphabet. */
  readonly digits: Int8Array
  readonly bits: number
  /** Characters after which a byte begins at a character again. */
  readonly cycle: number
}

const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const ALPHABETS: readonly Alphabet[] = [
  alphabet('base64', 6, 4, [`${UPPER}${UPPER.toLowerCase()}0123456789+/`, `${' '.repeat(62)}-_`]),
  alphabet('base32', 5, 8, [`${UPPER}234567`, `${UPPER.toLowerCase()}234567`]),
  alphabet('hex', 4, 2, ['0123456789ABCDEF', '0123456789abcdef']),
  alphabet('binary', 1, 8, ['01']),
]

function alphabet(name: string, bits: number, cycle: number, spellings: readonly string[]): Alphabet {
  const digits = new Int8Array(128).fill(-1)
  for (const spelling of spellings) {
    for (let i = 0; i < spelling.length; i++) if (spelling[i] !== ' ') digits[spelling.charCodeAt(i)] = i
  }
  return { name, bits, cycle, digits }
}

/** Every reading of a run in which a part of at least 16 characters stays within one alphabet. */
export function decodeRun(run: EncodedRun, open: boolean): OpenText[] {
  return ALPHABETS.flatMap((code) =>
    piecesOf(run.text, code).flatMap((piece) => phases(run, code, piece, open)),
  )
}

/** The parts of a run that are within the alphabet; a base64 one is not read when a smaller alphabet has all of it. */
function piecesOf(text: string, { digits, bits, name }: Alphabet): [number, number][] {
  const found: [number, number][] = []
  let start = 0
  for (let i = 0; i <= text.length; i++) {
    const within = i < text.length && text.charCodeAt(i) < 128 && digits[text.charCodeAt(i)]! >= 0
    if (within) continue
    const isPadded = name === 'base64' && text[i] === '=' && i - start >= 10
    if (isPadded || i - start >= Math.max(16, 32 / bits)) found.push([start, i])
    start = i + 1
  }
  return name === 'base64' && /^[01]+$/.test(text) ? [] : found
}

function phases(run: EncodedRun, code: Alphabet, [from, to]: [number, number], open: boolean): OpenText[] {
  const readings: OpenText[] = []
  const mayGoOn = open && to === run.text.length
  for (let phase = 0; phase < code.cycle && from + phase < to; phase++) {
    const begin = from + phase
    const bytes = bytesOf(run.text, code, begin, to)
    // The characters that a byte has bits in.
    const place = (i: number): readonly [number, number] => [
      run.at(begin + Math.floor((8 * i) / code.bits)),
      run.at(begin + Math.ceil((8 * (i + 1)) / code.bits) - 1) + 1,
    ]
    const into = new Decoding()
    let last = 0
    for (const [low, high] of readableParts(bytes)) {
      // What lies between two parts says nothing, and neither do they together.
      if (into.length > 0) into.add(APART, place(last)[0], place(low)[0])
      addUtf8(into, bytes.subarray(low, high), (i) => place(low + i), mayGoOn && high === bytes.length)
      last = high
    }
    if (into.length > 0)
      readings.push({ ...into.finish(code.name), open: mayGoOn && last + STILL_OPEN >= bytes.length })
    if (isWide(bytes)) readings.push({ ...wide(bytes, place, code.name), open: mayGoOn })
  }
  return readings
}

/** What characters `[begin, to)` say, byte by byte; bits that are left over say nothing. */
function bytesOf(text: string, { digits, bits }: Alphabet, begin: number, to: number): Uint8Array {
  const bytes = new Uint8Array(Math.floor(((to - begin) * bits) / 8))
  let buffer = 0
  let held = 0
  let length = 0
  for (let i = begin; i < to; i++) {
    buffer = ((buffer << bits) | digits[text.charCodeAt(i)]!) & 0xffff
    held += bits
    if (held < 8) continue
    held -= 8
    bytes[length++] = (buffer >> held) & 0xff
  }
  return bytes
}

/** Every other byte is zero: UTF-16. */
function isWide(bytes: Uint8Array): boolean {
  let zeros = 0
  for (let i = 0; i < bytes.length; i++) if (bytes[i] === 0) zeros += 1
  return bytes.length >= 8 && zeros * 3 > bytes.length
}

function wide(bytes: Uint8Array, place: (i: number) => readonly [number, number], name: string): DecodedText {
  const into = new Decoding()
  for (const [i, byte] of bytes.entries()) if (byte !== 0) into.add(String.fromCharCode(byte), ...place(i))
  return into.finish(name)
}

/**
 * From where on an unfinished text may still be in the middle of a run: its last token, and those before it
 * as long as each is long enough for a run. At most `ENCODED_HOLD` units from the end. A stream asks with every token, so
 * the text is read from its end, and no farther than the run reaches.
 */
export function openRunStart(text: string): number {
  const floor = Math.max(0, text.length - ENCODED_HOLD)
  let at = tokenStart(text, text.length, floor)
  for (;;) {
    const end = gapStart(text, at, floor)
    if (end === at) return at
    const start = tokenStart(text, end, floor)
    const isWhole = end - start >= LEAST || (start === floor && floor > 0 && end > start)
    if (!isWhole) return at
    at = start
  }
}

/** Where the token that ends at `end` begins. */
function tokenStart(text: string, end: number, floor: number): number {
  let at = end
  while (at > floor && IN_ALPHABET[text.charCodeAt(at - 1)] === 1) at--
  return at
}

/** Where what may stand between two tokens, and ends at `end`, begins: `BETWEEN`, read backwards. */
function gapStart(text: string, end: number, floor: number): number {
  let line = end
  while (line > floor && line > end - 4 && INDENT.has(text.charCodeAt(line - 1))) line--
  const isLine = line > floor && text[line - 1] === '\n'
  let at = isLine ? line - 1 : end
  if (isLine && at > floor && text[at - 1] === '\r') at--
  for (let blanks = 0; blanks < 2 && at > floor && BLANK.has(text.charCodeAt(at - 1)); blanks++) at--
  return at
}

const BLANK: ReadonlySet<number> = new Set([...' \t'].map((sign) => sign.charCodeAt(0)))
const INDENT: ReadonlySet<number> = new Set([...' \t>*|'].map((sign) => sign.charCodeAt(0)))
