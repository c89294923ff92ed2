import type { OpenReader, Segment, SegmentSink, ViewReader } from './growing-view.js'

/**
 * What stands in pieces that only their places part: lines of any width, bullets, numbers, quotes, comments of code,
 * cells, strings of a list, blanks in scripts that have none. Where a piece may have been cut within a word, a number or
 * an address, the pieces are joined with nothing between them (`seamless`); short ones that may be a word each are put on
 * one line (`on one line`). Blanks that a piece has of its own are kept, but in scripts that are written without.
 *
 * Only the text around such places is read again, as far as a value and what stands beside it reach.
 */
export const openSeamReader: OpenReader = (sink) => new SeamReader(sink)

/** Code units on either side of a seam that are read with it. */
const CONTEXT = 96
/** The widest seam, code units: line ends, markers and blanks. */
const WIDEST = 48
/** Blanks that a piece may begin with. */
const MOST_BLANKS = 16
/** The longest line that somebody may have broken anywhere. */
const LONGEST_LINE = 80
/** The longest piece that may be a word of a list. */
const SHORT = 16
/** The longest piece of a text without blanks that blanks part. */
const SHORT_DENSE = 5
/** Code units behind a letter of a script without blanks in which blanks say nothing. */
const DENSE_REACH = 40

const MARKER = String.raw`[ \t]{0,8}(?:[-*+•>#]{1,6}|\/\/|\d{1,4}[.):]|[a-z][.)])(?=[ \t])`
const AFTER_LINE = new RegExp(String.raw`(?:[ \t]{0,16}\r?\n)?(?:${MARKER})?`, 'y')
/** What may still become a marker. */
const OPEN_LINE =
  /(?:[ \t]{0,16}\r?\n)?[ \t]{0,16}\r?(?:[-*+•>#]{1,6}|\/{1,2}|\d{1,4}[.):]?|[a-z][.)]?)?(?![\s\S])/y
const STRINGS = /(["'])[ ]?,?[ ]?(?:\r?\n[ \t]{0,12})?\1/y
/** The line under the heads of a table: its cells are fields. */
const RULE = /\|[ ]?:?-{2}/y
const LONGEST_RULE = 5
const OPEN_STRINGS = /["'][ ]?,?[ ]?\r?\n?[ \t]{0,12}(?![\s\S])/y

/** Between pieces are blanks alone, the end of a line with or without a sign that begins the next, or signs that part cells and strings. */
type SeamKind = 'blanks' | 'line' | 'marked line' | 'signs'

interface Seam {
  /** Behind the last unit of the piece before, and the first one of the next. */
  readonly start: number
  readonly end: number
  /** One of the pieces has a blank of its own. */
  readonly blank: boolean
  /** It stands among letters of a script without blanks. */
  readonly dense: boolean
  readonly kind: SeamKind
  readonly joins: boolean
}

/** Pieces that are joined in one way, as far as they are written. */
class Joint {
  segment: Segment | undefined
  readonly #name: string
  readonly #between: (seam: Seam) => string | undefined
  #written = 0
  #until = 0

  constructor(name: string, between: (seam: Seam) => string | undefined) {
    this.#name = name
    this.#between = between
  }

  /** With the newest of these seams; begins with what stands before it if nothing is open. */
  join(sink: SegmentSink, input: string, seams: readonly Seam[]): void {
    const last = seams.at(-1)!
    if (this.segment === undefined) {
      this.segment = sink.fresh(this.#name, last.end)
      this.#written = characterStart(input, Math.max(0, last.start - CONTEXT))
    }
    for (const seam of seams) {
      if (seam.start < this.#written) continue
      const between = this.#between(seam)
      if (between === undefined) continue
      this.segment.keep(input, this.#written, seam.start)
      if (between !== '') this.segment.add(between, seam.start, seam.end)
      this.#written = seam.end
    }
    this.#until = last.end + CONTEXT
  }

  /** What stands behind the last seam, as far as it is read with it. */
  goOn(input: string, to: number): void {
    if (this.segment === undefined) return
    const end = characterStart(input, Math.min(to, this.#until))
    if (end > this.#written) {
      this.segment.keep(input, this.#written, end)
      this.#written = end
    }
    if (to < this.#until) return
    this.segment.close()
    this.segment = undefined
  }
}

class SeamReader implements ViewReader {
  settled = 0
  readonly #sink: SegmentSink
  readonly #joined = new Joint('seamless', ({ joins, blank, dense }) =>
    joins ? (blank && !dense ? ' ' : '') : undefined,
  )
  readonly #oneLine = new Joint('on one line', ({ dense, kind }) =>
    dense || !isLine(kind) ? undefined : ' ',
  )
  /** Seams of which what stands around them may still be read. */
  #seams: Seam[] = []
  #pieceStart = 0
  /** Code units of the last piece and of the one before it; as many as there may be where there is none. */
  #last = Number.POSITIVE_INFINITY
  #lastButOne = Number.POSITIVE_INFINITY
  /** Code units of all seams, and where a letter of a script without blanks stood last, not counting these. */
  #parted = 0
  #dense = Number.NEGATIVE_INFINITY
  /** In a table with heads. */
  #ruled = false

  constructor(sink: SegmentSink) {
    this.#sink = sink
  }

  read(input: string, ended: boolean): void {
    let at = this.settled
    let limit = input.length
    while (at < limit) {
      const unit = input.charCodeAt(at)
      if (unit > 0x7f) {
        if (isDense(unit)) this.#dense = at - this.#parted
        at += 1
      } else if (PARTS[unit] === 0) at += 1
      else {
        const seam = this.#seamAt(input, at, ended)
        if (seam === 'open') limit = at
        else if (typeof seam === 'number') at = seam
        else {
          this.#take(input, seam)
          at = seam.end
        }
      }
    }
    this.#joined.goOn(input, limit)
    this.#oneLine.goOn(input, limit)
    this.settled = limit
  }

  /** A line or a paragraph ends, and the next is no piece of the same. */
  #leave(at: number): void {
    this.#pieceStart = at
    this.#last = this.#lastButOne = Number.POSITIVE_INFINITY
  }

  #take(input: string, seam: Seam): void {
    this.#lastButOne = this.#last
    this.#last = seam.start - this.#pieceStart
    this.#pieceStart = seam.end
    this.#parted += seam.end - seam.start
    this.#joined.goOn(input, seam.start)
    this.#oneLine.goOn(input, seam.start)
    this.#seams = this.#seams.filter(({ end }) => end >= seam.start - CONTEXT)
    this.#seams.push(seam)
    const areUpTo = (length: number) => this.#last <= length && this.#lastButOne <= length
    const joins = seam.joins && (seam.kind !== 'blanks' || areUpTo(SHORT_DENSE))
    if (joins || (seam.joins && this.#joined.segment !== undefined))
      this.#joined.join(this.#sink, input, this.#seams)
    if (!seam.dense && isLine(seam.kind) && (this.#oneLine.segment !== undefined || areUpTo(SHORT)))
      this.#oneLine.join(this.#sink, input, this.#seams)
  }

  /** What parts two pieces from `at` on; where reading goes on if nothing does. */
  #seamAt(input: string, at: number, ended: boolean): Seam | 'open' | number {
    const sign = behindBlanks(input, at, WIDEST)
    if (sign - at === WIDEST) return sign
    if (sign === input.length) return ended ? sign : 'open'
    const before = sign - at
    const unit = input.charCodeAt(sign)
    if (unit === QUOTE || unit === APOSTROPHE) {
      STRINGS.lastIndex = sign
      if (!STRINGS.test(input)) {
        OPEN_STRINGS.lastIndex = sign
        return !ended && OPEN_STRINGS.test(input) ? 'open' : sign + 1
      }
      return this.#seam(input, [at, before], STRINGS.lastIndex, ended, 'signs')
    }
    if (unit === BAR) {
      if (!ended && input.length - sign < LONGEST_RULE) return 'open'
      RULE.lastIndex = sign
      if (RULE.test(input)) this.#ruled = true
      const own = isBlank(input.charCodeAt(sign + 1)) ? 2 : 1
      if (sign + 1 === input.length) return sign + 1
      // The first bar of a row, or one that stands within a word.
      if (before === 0 || own === 1 || at === this.#pieceStart || this.#ruled) return sign + 1
      return this.#seam(input, [at, before - 1], sign + own, ended, 'signs')
    }
    if (unit !== LINE && unit !== RETURN && unit !== BACKSLASH) {
      if (before === 0) return sign + 1
      return this.#isDense(input, at, sign) ? this.#seam(input, [at, 0], sign, ended, 'blanks') : sign
    }
    const line = this.#lineSeamAt(input, at, sign, ended)
    if (typeof line === 'object' && input.charCodeAt(line.end) !== BAR) this.#ruled = false
    if (typeof line === 'number') this.#leave(line)
    return line
  }

  #lineSeamAt(input: string, at: number, sign: number, ended: boolean): Seam | 'open' | number {
    let end = sign + (input.charCodeAt(sign) === BACKSLASH ? 1 : 0)
    if (input.charCodeAt(end) === RETURN) end += 1
    if (end === input.length) return ended ? end : 'open'
    if (input.charCodeAt(end) !== LINE) return Math.max(end, sign + 1)
    end += 1
    OPEN_LINE.lastIndex = end
    if (!ended && OPEN_LINE.test(input)) return 'open'
    AFTER_LINE.lastIndex = end
    AFTER_LINE.test(input)
    const behind = Math.max(end, AFTER_LINE.lastIndex)
    const marked = behind > end && input.charCodeAt(behind - 1) !== LINE
    const seam = this.#seam(
      input,
      [at, sign - at],
      behind + (marked ? 1 : 0),
      ended,
      marked ? 'marked line' : 'line',
    )
    if (typeof seam !== 'object' || marked || seam.dense) return seam
    // What is set in is code, or belongs to what stands above.
    return seam.end - behind > 1 ? seam.end : seam
  }

  /** The seam from `start` on, with so many blanks of the piece before it; the next piece begins at `from` or behind blanks. */
  #seam(
    input: string,
    [start, before]: readonly [start: number, before: number],
    from: number,
    ended: boolean,
    kind: SeamKind,
  ): Seam | 'open' | number {
    const end = behindBlanks(input, from, MOST_BLANKS + 1)
    if (end - from > MOST_BLANKS || start <= this.#pieceStart) return from
    if (end === input.length) return ended ? end : 'open'
    const next = input.charCodeAt(end)
    if (next === LINE || next === RETURN) return from
    const dense = this.#isDense(input, start, end)
    const blank = before > 0 || end > from
    return {
      start,
      end,
      blank,
      dense,
      kind,
      joins: dense ? !ENDS.test(input[start - 1]!) : this.#mayJoin(input, start, end, blank, kind),
    }
  }

  #isDense(input: string, start: number, end: number): boolean {
    return start - this.#parted - this.#dense <= DENSE_REACH || isDense(input.charCodeAt(end))
  }

  /** Whether a word, a number or an address may have been cut here. */
  #mayJoin(input: string, start: number, end: number, blank: boolean, kind: SeamKind): boolean {
    const [last, next] = [input[start - 1]!, input[end]!]
    if (start - this.#pieceStart > LONGEST_LINE || !JOINS_ON.test(last) || !JOINS_ON.test(next)) return false
    if (blank) return true
    // A row ends, and the next begins with something else.
    if (kind === 'line' && OTHER_KIND.test(last + next)) return false
    // A sentence or an item ends, and another begins.
    if (/\p{Lu}/u.test(next)) return /[\p{Lu}\p{N}]/u.test(last)
    return !/[.,:]/.test(last) || /\p{N}/u.test(next) || (last === '.' && /\p{Ll}/u.test(next))
  }
}

/** The last sign of a sentence. */
const ENDS = /[。！？!?…]/
const OTHER_KIND = /\p{L}\p{N}|\p{N}\p{L}/u
/** What numbers, words and addresses are made of. */
const JOINS_ON = /[\p{L}\p{N}.,:@_+/«»“”'’-]/u

const LINE = 10
const RETURN = 13
const QUOTE = 34
const APOSTROPHE = 39
const BACKSLASH = 92
const BAR = 124
/** Of each unit whether something may be parted there. */
const PARTS = new Uint8Array(128)
for (const unit of [9, 32, LINE, RETURN, QUOTE, APOSTROPHE, BACKSLASH, BAR]) PARTS[unit] = 1

function isLine(kind: SeamKind): boolean {
  return kind === 'line' || kind === 'marked line'
}

function isBlank(unit: number): boolean {
  return unit === 32 || unit === 9
}

function behindBlanks(input: string, from: number, most: number): number {
  let at = from
  while (at - from < most && isBlank(input.charCodeAt(at))) at += 1
  return at
}

/** Han, kana, Thai, Lao, Khmer and Burmese: what is written without blanks between words. */
function isDense(unit: number): boolean {
  if (unit < 0x0e00) return false
  if (unit < 0x3005)
    return unit < 0x0f00 || (unit >= 0x1000 && unit < 0x10a0) || (unit >= 0x1780 && unit < 0x1800)
  return (
    unit < 0x3100 ||
    (unit >= 0x3400 && unit < 0xa000) ||
    (unit >= 0xf900 && unit < 0xfb00) ||
    (unit >= 0xd840 && unit < 0xd8c0)
  )
}

/** Where a character begins, at or before `at`. */
function characterStart(text: string, at: number): number {
  return (text.charCodeAt(at) & 0xfc00) === 0xdc00 ? at - 1 : at
}
