/// <reference lib="es2024.string" />
import { FirewallError } from '../core/errors.js'
import { LIMITS } from '../core/limits.js'
import type { FoldedText } from '../core/ports.js'
import {
  foldKernel,
  LONGEST_IMAGE,
  matchInto,
  matchLength,
  surfaceInto,
  surfaceLength,
} from './fold-lookup.js'
import { PART, WORTHWHILE } from './kernels/fold-kernel.js'

export { matchFoldVersion } from './fold-lookup.js'

/**
 * The two folds (docs/decisions.md#two-folds). Both go code point by code point without looking around, so a text can
 * be folded as it grows and any cutting gives the same result.
 *
 * The *match fold* keeps letters and digits: compatibility forms decomposed, accents and other marks dropped,
 * lower case, katakana as hiragana without the length mark, look-alikes of other alphabets as Latin, digits of
 * every script as ASCII, Hangul spelled out; UTF-8. が and か, é and e are the same to it.
 *
 * The *surface fold* is what recognizers read: one width, every dash `-`, every space ` `, quotes and digits
 * in ASCII, invisible characters gone, look-alikes of Latin letters as Latin even inside Cyrillic or Greek
 * words (fold the literals of a pattern too). Case, punctuation, line breaks, kanji digits and ー stay. It
 * cannot compose: half-width ｶﾞ becomes カ and a combining mark.
 */

const BLOCK = 64
const ROOM = (BLOCK + 1) * LONGEST_IMAGE
/** What the surface fold may change: all but printable ASCII, tab and line breaks. */
const MAY_CHANGE = /[^\t\n\r -~]/
/** Shared by all texts: folding is synchronous, and most texts are short. */
const scratch = new Uint16Array(1024 + ROOM)
/** Of a text that nothing has come of: memory of its own is taken when its length is known. */
const NOTHING = new Uint8Array(0)
const byteScratch = new Uint8Array(3 * 1024 + ROOM)

/** Match fold of a whole text. Throws `text-invalid` for lone surrogates. */
export function matchFold(raw: string): Uint8Array {
  requireWellFormed(raw)
  const short = raw.length <= 1024
  let out = short ? byteScratch : new Uint8Array(raw.length + ROOM)
  let at = 0
  const kernel = raw.length < WORTHWHILE ? undefined : foldKernel()
  for (let from = 0; from < raw.length; ) {
    const to = kernel === undefined ? blockEnd(raw, from, 0) : partEnd(raw, from, 0)
    if (kernel === undefined) {
      out = withRoom(out, at)
      at = matchInto(raw, from, to, out, at)
    } else {
      const { bytes } = kernel(raw.slice(from, to), BLOCK)
      out = withRoom(out, at, bytes.length)
      out.set(bytes, at)
      at += bytes.length
    }
    from = to
  }
  return short ? out.slice(0, at) : out.subarray(0, at)
}

/** Surface fold of a whole text. Throws `text-invalid` for lone surrogates. */
export function surfaceFold(raw: string): string {
  requireWellFormed(raw)
  return surfaceOf(raw, 0, raw.length)
}

function surfaceOf(raw: string, start: number, end: number): string {
  let out = withRoom(scratch, 0, end - start)
  let at = 0
  for (let from = start; from < end; ) {
    const to = Math.min(end, blockEnd(raw, from, 0))
    out = withRoom(out, at)
    at = surfaceInto(raw, from, to, out, at)
    from = to
  }
  return decode(out, at)
}

/** Both folds of a whole text with their maps. Throws `text-invalid` as `GrowingText` does. */
export function foldText(raw: string): FoldedText {
  const text = new GrowingText()
  text.push(raw)
  text.end()
  return text
}

/** Raw units whose surface is folded at once of what is expected. */
const AHEAD = 65_536

/**
 * A text as it arrives. Pushing costs amortised constant time per character. Offsets are not stored for every
 * unit: each 64 raw units the fold lengths are noted, and a lookup folds on from there, in at most 64 steps.
 * After an error it is not to be used any more.
 *
 * A string that grows is copied whole each time somebody reads it. What is known to come is therefore expected before it
 * is pushed: what has been pushed is then a part of what was expected, which no engine copies.
 */
export class GrowingText implements FoldedText {
  #raw = ''
  /** What has been pushed, and what was expected behind it. */
  #expected = ''
  #surface = ''
  /** The surface of what was expected, as far as it has been folded: up to a raw offset. */
  #ahead = ''
  #aheadTo = 0
  /** So far the surface is the text itself: then there is one string of them. */
  #isPlain = true
  #match: Uint8Array = NOTHING
  #matchLength = 0
  #surfaceLength = 0
  /** Fold lengths where raw block i begins, match and surface by turns. */
  #marks = new Uint32Array(8)
  #markCount = 0
  /** The first half of a surrogate pair whose second has not come yet. */
  #half = ''
  #invisible = 0
  #ended = false

  get raw(): string {
    return this.#raw
  }

  get surface(): string {
    return this.#isPlain ? this.#raw : this.#surface
  }

  get match(): Uint8Array {
    return this.#match.subarray(0, this.#matchLength)
  }

  get ended(): boolean {
    return this.#ended
  }

  /** What will be pushed next, in however many pieces. */
  expect(text: string): void {
    this.#expected += text
  }

  /**
   * Appends. Throws `text-invalid` for a lone surrogate and for more invisible characters in a row than
   * `LIMITS.invisibleRun`.
   */
  push(chunk: string): void {
    if (this.#ended) throw new TypeError('a text that has ended cannot grow')
    let text = this.#half + chunk
    this.#half = ''
    if (text === '') return
    if ((text.charCodeAt(text.length - 1) & 0xfc00) === 0xd800) {
      this.#half = text.slice(-1)
      text = text.slice(0, -1)
    }
    if (this.#expected.length < this.#raw.length + text.length + this.#half.length)
      this.#expected = this.#raw + text + this.#half
    requireWellFormed(text)
    this.#append(text)
  }

  /** Ends the text. Throws `text-invalid` if half a surrogate pair is left over. */
  end(): void {
    if (this.#half !== '') requireWellFormed(this.#half)
    this.#ended = true
  }

  surfaceStart(i: number): number {
    return i === this.#surfaceLength ? this.#raw.length : this.#locate(i, 1).start
  }

  surfaceEnd(i: number): number {
    return i === this.#surfaceLength ? this.#raw.length : this.#locate(i, 1).end
  }

  matchStart(i: number): number {
    return i === this.#matchLength ? this.#raw.length : this.#locate(i, 0).start
  }

  matchEnd(i: number): number {
    return i === this.#matchLength ? this.#raw.length : this.#locate(i, 0).end
  }

  surfaceIndex(raw: number): number {
    return this.#indexOf(raw, 1)
  }

  matchIndex(raw: number): number {
    return this.#indexOf(raw, 0)
  }

  #append(text: string): void {
    const base = this.#raw.length
    const plain = !MAY_CHANGE.test(text)
    let surface = plain ? scratch : withRoom(scratch, 0, text.length)
    let at = 0
    const folded = this.#foldAhead(text, base)
    let block = 0
    for (let from = 0; from < text.length; ) {
      this.#mark(base + from, this.#surfaceLength + at)
      const to = blockEnd(text, from, base)
      if (folded !== undefined) {
        this.#matchLength = folded[block++]!
      } else {
        this.#match = withRoom(this.#match, this.#matchLength)
        this.#matchLength = matchInto(text, from, to, this.#match, this.#matchLength)
      }
      if (plain) {
        at += to - from
        this.#invisible = 0
      } else {
        surface = withRoom(surface, at)
        const next = surfaceInto(text, from, to, surface, at)
        this.#invisible = invisibleRun(text, from, to, this.#invisible)
        at = next
      }
      from = to
    }
    if (this.#isPlain && !plain && (at !== text.length || decode(surface, at) !== text)) {
      this.#isPlain = false
      this.#ahead = this.#raw
      this.#aheadTo = base
    }
    this.#raw = this.#expected.slice(0, base + text.length)
    this.#surfaceLength += at
    if (this.#isPlain) return
    if (this.#expected.length === this.#raw.length && this.#aheadTo === base) {
      this.#ahead += plain ? text : decode(surface, at)
      this.#aheadTo = this.#raw.length
    } else if (this.#aheadTo < this.#raw.length) this.#foldSurfaceAhead()
    this.#surface = this.#ahead.slice(0, this.#surfaceLength)
  }

  /** Folds the surface of what was expected, well beyond what was pushed. */
  #foldSurfaceAhead(): void {
    const text = this.#expected
    while (this.#aheadTo < this.#raw.length) {
      let to = Math.min(text.length, this.#aheadTo + AHEAD)
      if ((text.charCodeAt(to - 1) & 0xfc00) === 0xd800) to -= 1
      this.#ahead += surfaceOf(text, this.#aheadTo, to)
      this.#aheadTo = to
    }
  }

  /** Writes the match fold of a long piece at once and returns its length after each raw block. */
  #foldAhead(text: string, base: number): readonly number[] | undefined {
    const kernel = text.length < WORTHWHILE ? undefined : foldKernel()
    if (kernel === undefined) return undefined
    const lengths: number[] = []
    let length = this.#matchLength
    for (let from = 0; from < text.length; ) {
      const to = partEnd(text, from, base)
      const { bytes, ends } = kernel(text.slice(from, to), BLOCK - ((base + from) & (BLOCK - 1)))
      this.#match = withRoom(this.#match, length, bytes.length)
      this.#match.set(bytes, length)
      for (let i = 0, at = from; at < to; i++) {
        lengths.push(length + ends[i]!)
        at = blockEnd(text, at, base)
      }
      length += bytes.length
      from = to
    }
    return lengths
  }

  /** Notes the fold lengths when a raw block begins here. */
  #mark(raw: number, surfaceLength: number): void {
    if (raw >> 6 < this.#markCount) return
    if (this.#markCount * 2 === this.#marks.length) {
      const larger = new Uint32Array(this.#marks.length * 2)
      larger.set(this.#marks)
      this.#marks = larger
    }
    this.#marks[this.#markCount * 2] = this.#matchLength
    this.#marks[this.#markCount * 2 + 1] = surfaceLength
    this.#markCount += 1
  }

  /** The first unit of a fold whose code point begins at raw offset `raw` or behind it. */
  #indexOf(raw: number, fold: 0 | 1): number {
    const block = Math.max(0, raw) >> 6
    if (raw >= this.#raw.length || block >= this.#markCount) {
      return fold === 0 ? this.#matchLength : this.#surfaceLength
    }
    let at = this.#marks[block * 2 + fold] ?? 0
    for (let start = this.#blockStart(block); start < raw; ) {
      const codePoint = this.#raw.codePointAt(start) ?? 0
      at += fold === 0 ? matchLength(codePoint) : surfaceLength(codePoint)
      start += codePoint > 0xffff ? 2 : 1
    }
    return at
  }

  /** Where the first code point that begins in a raw block does. */
  #blockStart(block: number): number {
    const start = block * BLOCK
    return (this.#raw.charCodeAt(start) & 0xfc00) === 0xdc00 ? start + 1 : start
  }

  /** Raw offsets of the code point that unit `i` of a fold came from. */
  #locate(i: number, fold: 0 | 1): { start: number; end: number } {
    const length = fold === 0 ? this.#matchLength : this.#surfaceLength
    if (!(i >= 0 && i < length)) throw new RangeError(`there is no folded unit ${i} of ${length}`)
    const block = this.#blockOf(i, fold)
    let at = this.#marks[block * 2 + fold] ?? 0
    let start = this.#blockStart(block)
    for (;;) {
      const codePoint = this.#raw.codePointAt(start) ?? 0
      const end = start + (codePoint > 0xffff ? 2 : 1)
      at += fold === 0 ? matchLength(codePoint) : surfaceLength(codePoint)
      if (at > i) return { start, end }
      start = end
    }
  }

  /** The last block that begins at or before folded unit `i`. */
  #blockOf(i: number, fold: 0 | 1): number {
    let low = 0
    let high = this.#markCount - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#marks[middle * 2 + fold] ?? 0) <= i) low = middle
      else high = middle - 1
    }
    return low
  }
}

/** Where the raw block that `from` lies in ends, seen from `base`, never inside a surrogate pair. */
function blockEnd(text: string, from: number, base: number): number {
  const end = ((base + from) >> 6) * BLOCK + BLOCK - base
  if (end >= text.length) return text.length
  return (text.charCodeAt(end) & 0xfc00) === 0xdc00 ? end + 1 : end
}

/** Where a part for the kernel ends: with a block. */
function partEnd(text: string, from: number, base: number): number {
  const end = from + PART - 2 * BLOCK
  return end >= text.length ? text.length : blockEnd(text, end, base)
}

function withRoom<Units extends Uint8Array | Uint16Array>(units: Units, used: number, wanted = 0): Units {
  if (units.length - used >= wanted + ROOM) return units
  const Type = units.constructor as new (length: number) => Units
  const larger = new Type(Math.max(units.length * 2, used + wanted) + ROOM)
  larger.set(units.subarray(0, used) as never)
  return larger
}

/**
 * How many invisible code points in a row the text ends with, `before` of them already counted. Only a run
 * that fills whole blocks can be too long, so the middle of a block with something visible is not looked at.
 */
function invisibleRun(text: string, from: number, to: number, before: number): number {
  let run = before
  let i = from
  for (; i < to; i++) {
    const codePoint = text.codePointAt(i) ?? 0
    if (surfaceLength(codePoint) > 0) break
    run += 1
    if (codePoint > 0xffff) i += 1
  }
  if (run > LIMITS.invisibleRun) {
    throw new FirewallError('text-invalid', 'the text has too many invisible characters in a row', {
      help: `at most ${LIMITS.invisibleRun} are carried along; remove them`,
    })
  }
  return i < to ? trailingRun(text, i, to) : run
}

function trailingRun(text: string, from: number, to: number): number {
  let run = 0
  for (let i = to - 1; i > from; i--) {
    if ((text.charCodeAt(i) & 0xfc00) === 0xdc00) i -= 1
    if (surfaceLength(text.codePointAt(i) ?? 0) > 0) break
    run += 1
  }
  return run
}

function decode(units: Uint16Array, length: number): string {
  return Buffer.from(units.buffer, units.byteOffset, length * 2).toString('utf16le')
}

function requireWellFormed(text: string): void {
  if (text.isWellFormed()) return
  throw new FirewallError('text-invalid', 'the text has half of a surrogate pair', {
    help: 'decode the bytes as UTF-8 before they come here, and cut strings between characters',
  })
}
