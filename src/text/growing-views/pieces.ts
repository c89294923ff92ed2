import { isReadable, utf8Of } from './byte-text.js'
import type { OpenReader, Segment, SegmentSink, ViewReader } from './growing-view.js'

/**
 * Codes in pieces: lines, bullets, cells, strings that are added up, groups of four, a word each. The pieces are put
 * together without what stands between them (`joined`), and each is read by itself (`each word`).
 */
export const openPieceReader: OpenReader = (sink) => new PieceReader(sink)

const PIECE = /[A-Za-z0-9+/_=-]+/g
/** Mixed as no word is: a small letter before a capital, letters beside digits, signs of codes. */
const MIXED = /[a-z][A-Z]|[A-Z]{2}[a-z]|[0-9][A-Za-z]|[A-Za-z][0-9]|[+=]/
const CODED = /^(?:[A-Z2-7]{4,}|[0-9a-f]{2,})$/
/** Numbers, with a unit or as a time: a list has many, and no code is of nothing else. */
const NUMBER = /^\d+(?:[A-Za-z]?[G-Zg-z]|[G-Zg-z][A-Za-z])?$|^[\d-]+T\d+Z?$/
/** What may stand between two pieces, units. */
const GAP = 16
/** Pieces that are no code between two that are. */
const BETWEEN = 2
/** Pieces of a code that make one, and their letters. */
const LEAST = 3
const LETTERS = 12
/** The longest piece that is read by itself, and that waits. */
const LONGEST = 400

/** What may stand between tokens of a code that is read as one run where it stands, and how long they must be. */
const WRAPPED = /^[ \t]{0,2}(?:\r?\n[ \t>*|]{0,4})?$/
const TOKEN = 16
/** Pieces before the first place that only joining reads across: of one code that is packed as much is unpacked. */
const KEPT = 11

interface Piece {
  readonly start: number
  readonly end: number
  readonly coded: boolean
}

class PieceReader implements ViewReader {
  settled = 0
  readonly #sink: SegmentSink
  #pieces: Piece[] = []
  #coded = 0
  /** Between two of the pieces stands what is read across only here. */
  #seam = false
  #joined: Segment | undefined
  #taken = 0
  #each: Segment | undefined
  #eachTo = 0
  #lastSaid = 0

  constructor(sink: SegmentSink) {
    this.#sink = sink
  }

  read(input: string, ended: boolean): void {
    const limit = ended ? input.length : openPiece(input, this.settled)
    if (this.#pieces.length === 0 && this.#each === undefined && isPlain(input, this.settled, limit)) {
      this.settled = Math.max(this.settled, limit)
      return
    }
    PIECE.lastIndex = this.settled
    for (let match = PIECE.exec(input); match !== null; match = PIECE.exec(input)) {
      const start = match.index
      const end = start + Math.min(LONGEST, match[0].length)
      if (start >= limit) break
      if (this.#pieces.length > 0 || !isPlain(input, start, end))
        this.#piece(input, start, Math.min(end, limit))
      PIECE.lastIndex = Math.min(end, limit)
    }
    if (this.#each !== undefined) this.#goOn(input, limit)
    this.settled = Math.max(this.settled, limit)
  }

  #piece(input: string, start: number, end: number): void {
    const text = input.slice(start, end)
    // The number of a line.
    if (
      /^\d{1,3}$/.test(text) &&
      /[.):]/.test(input[end] ?? '') &&
      /(?:^|\n)[ \t>]*$/.test(input.slice(Math.max(0, start - 8), start))
    )
      return
    // A bullet, a rule, a sign between strings.
    if (/^(?:[-+/_]|[-_=]{2,})$/.test(text)) return
    this.#alone(input, text, start, end)
    const coded = MIXED.test(text) || CODED.test(text)
    const last = this.#pieces.at(-1)
    if (last !== undefined && (start - last.end > GAP || this.#plainSince() >= BETWEEN + (coded ? 1 : 0)))
      this.#leave()
    if (!coded && this.#pieces.length === 0) return
    if (last !== undefined && this.#pieces.length > 0) this.#seam ||= isSeam(input, this.#pieces, start, text)
    this.#pieces.push({ start, end, coded })
    if (coded && !NUMBER.test(text)) this.#coded += 1
    if (this.#joined === undefined) {
      if (!this.#seam && this.#pieces.length > KEPT) this.#pieces.shift()
      // What is one run where it stands says nothing more when it is joined.
      if (!coded || !this.#seam) return
      const letters = this.#pieces.reduce((sum, piece) => sum + piece.end - piece.start, 0)
      if (this.#coded < LEAST || letters < LETTERS) return
      this.#joined = this.#sink.fresh('joined', end - 1)
    }
    for (const piece of this.#pieces.slice(this.#taken)) this.#joined.keep(input, piece.start, piece.end)
    this.#taken = this.#pieces.length
  }

  #plainSince(): number {
    let count = 0
    for (let i = this.#pieces.length - 1; i >= 0 && !this.#pieces[i]!.coded; i--) count += 1
    return count
  }

  #leave(): void {
    this.#joined?.close()
    this.#joined = undefined
    this.#pieces = []
    this.#coded = 0
    this.#seam = false
    this.#taken = 0
  }

  /** A piece that says a word by itself stands for that word. */
  #alone(input: string, text: string, start: number, end: number): void {
    const said = text.length > LONGEST ? undefined : wordOf(text)
    if (said === undefined) return
    this.#goOn(input, start)
    if (this.#each === undefined) {
      this.#each = this.#sink.fresh('each word', end - 1)
      this.#eachTo = Math.max(this.#eachTo, start - 120)
      if ((input.charCodeAt(this.#eachTo) & 0xfc00) === 0xdc00) this.#eachTo += 1
    }
    this.#each.keep(input, this.#eachTo, start)
    this.#each.add(said, start, end)
    this.#each.add(' ', end, end)
    this.#eachTo = end
    this.#lastSaid = end
  }

  /** What stands between and behind words that are said, as far as it is read with them. */
  #goOn(input: string, to: number): void {
    if (this.#each === undefined) return
    const end = Math.min(to, this.#lastSaid + LONGEST)
    const stop = (input.charCodeAt(end) & 0xfc00) === 0xdc00 ? end + 1 : end
    if (stop > this.#eachTo) {
      this.#each.keep(input, this.#eachTo, stop)
      this.#eachTo = stop
    }
    // What is open in it is decided at once: later it would stand before what has been let go.
    if (to - this.#lastSaid <= LONGEST) return
    this.#each.close()
    this.#each = undefined
  }
}

/** Whether the piece that begins at `start` is read together with those before it only where they are joined. */
function isSeam(input: string, pieces: readonly Piece[], start: number, text: string): boolean {
  const last = pieces.at(-1)!
  if (last.end === start) return false
  const parted = last.end - last.start < TOKEN && pieces.at(-2)?.end !== last.start
  return parted || text.length < TOKEN || !WRAPPED.test(input.slice(last.end, start))
}

/**
 * Whether a text has nothing but words as words are written: small letters, the first of which may be a capital. Most
 * texts have nothing else.
 */
function isPlain(input: string, start: number, end: number): boolean {
  let before = start > 0 ? input.charCodeAt(start - 1) : 32
  for (let i = start; i < end; i++) {
    const unit = input.charCodeAt(i)
    if (unit < 128) {
      const capital = unit >= 65 && unit <= 90
      if (capital && (before | 32) >= 97 && (before | 32) <= 122) return false
      if (unit === 43 || unit === 61 || (unit >= 48 && unit <= 57)) return false
    }
    before = unit
  }
  return true
}

/** What a short code says; undefined if it is a word of the text. */
function wordOf(text: string): string | undefined {
  if (/^(?:[0-9a-f]{2}){2,}$/i.test(text) && !/^\d{1,5}$/.test(text)) {
    const said = utf8Of([...Buffer.from(text, 'hex')])
    if (isWord(said, text)) return said
  }
  if (/^[A-Z2-7]{2,}={0,6}$/.test(text) && text.length >= 4) {
    const said = utf8Of(base32(text))
    if (isWord(said, text) && (/[2-7=]/.test(text) || /^\p{L}\p{Ll}+$/u.test(said))) return said
  }
  const bare = text.replace(/=+$/, '')
  if (bare.length < 2 || bare.length % 4 === 1 || !MIXED.test(text)) return undefined
  const said = utf8Of([...Buffer.from(bare, 'base64')])
  return isWord(said, text) ? said : undefined
}

/** Letters that are neither Latin nor of a script in which one makes a word: three units of a code say one by chance. */
const ALPHABETIC = /[^\p{Script=Latin}\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{Script=Common}]/u

function isWord(said: string, code: string): boolean {
  return (
    said !== '' &&
    !(code.length < 4 && ALPHABETIC.test(said)) &&
    /^[\p{L}\p{M}\p{N}\p{P}\p{Sc}\p{Zs}]+$/u.test(said) &&
    /[\p{L}\p{N}]/u.test(said) &&
    (said.length > 2 || isReadable(said) || /\d/.test(said))
  )
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

function base32(text: string): number[] {
  const bytes: number[] = []
  let buffer = 0
  let held = 0
  for (const letter of text) {
    if (letter === '=') break
    buffer = ((buffer << 5) | BASE32.indexOf(letter)) & 0xffff
    held += 5
    if (held < 8) continue
    held -= 8
    bytes.push((buffer >> held) & 0xff)
  }
  return bytes
}

/** A piece at the end may go on, up to so many units of it; and so may the number of a line. */
function openPiece(input: string, from: number): number {
  let at = input.length
  while (at > from && /[A-Za-z0-9+/_=-]/.test(input[at - 1]!)) at--
  // A piece that does not end is taken in parts of the same length wherever it was cut.
  const parts = Math.floor((input.length - at) / LONGEST)
  return at + parts * LONGEST
}
