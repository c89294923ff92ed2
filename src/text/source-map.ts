import { asciiLengths, LONGEST_IMAGE, matchInto, matchLength } from './fold-lookup.js'

/**
 * Where the folded bytes of a text came from, without the text: about an eighth of a byte for each code unit.
 *
 * ```
 *  0  flags u32 (1: own starts) | raw code units u32 | folded bytes u32 | wide u32
 * 16  u32[wide]            raw offsets of code points of two units that fold to something, ascending
 *     u32[⌈folded / 256⌉]  raw offset of the code point that every 256th folded byte came from
 *     bits[raw]            units where a code point begins that folds to something
 *     bits[folded]         with own starts: bytes where the image of a code point begins
 * ```
 *
 * Without own starts every image is one character, and its beginning is told by the folded text itself.
 */
export interface SourceSpan {
  readonly start: number
  readonly end: number
}

const OWN_STARTS = 1
const HEAD = 16
const STEP = 256

/** The map of a well-formed text. `alone`: it must do without the folded text. */
export function encodeSourceMap(raw: string, alone = false): Uint8Array {
  const wide: number[] = []
  const steps: number[] = []
  const emits = new Uint8Array(Math.ceil(raw.length / 8))
  const asciiLength = asciiLengths()
  let own = alone
  let folded = 0
  let next = 0
  for (let i = 0; i < raw.length; i++) {
    const unit = raw.charCodeAt(i)
    if (unit < 128) {
      if (asciiLength[unit] === 0) continue
      emits[i >>> 3]! |= 1 << (i & 7)
      if (folded === next) next = STEP * steps.push(i)
      folded += 1
      continue
    }
    const codePoint = raw.codePointAt(i)!
    const length = matchLength(codePoint)
    if (length > 0) {
      emits[i >>> 3]! |= 1 << (i & 7)
      if (length > 1) own ||= !isOneCharacter(codePoint, length)
      while (next < folded + length) next = STEP * steps.push(i)
      folded += length
      if (codePoint > 0xffff) wide.push(i)
    }
    if (codePoint > 0xffff) i++
  }
  const head = Uint32Array.from([own ? OWN_STARTS : 0, raw.length, folded, wide.length].concat(wide))
  const parts = [head, Uint32Array.from(steps)].map((array) => new Uint8Array(array.buffer))
  return Buffer.concat([...parts, emits, ...(own ? [startsOf(raw, folded)] : [])])
}

/** Bits of the folded bytes where the image of a code point begins. */
function startsOf(raw: string, folded: number): Uint8Array {
  const starts = new Uint8Array(Math.ceil(folded / 8))
  let at = 0
  for (const character of raw) {
    const length = matchLength(character.codePointAt(0)!)
    if (length > 0) starts[at >>> 3]! |= 1 << (at & 7)
    at += length
  }
  return starts
}

/** Ones in a byte. */
const ONES = Uint8Array.from({ length: 256 }, (_, byte) => byte.toString(2).replaceAll('0', '').length)

export class SourceMap {
  readonly rawLength: number
  readonly foldedLength: number
  /** It was made to do without the folded text, or has to. */
  readonly ownStarts: boolean
  readonly #map: Buffer
  readonly #wide: number
  readonly #steps: number
  readonly #emits: number
  readonly #starts: number

  constructor(map: Uint8Array) {
    this.#map = Buffer.from(map.buffer, map.byteOffset, map.byteLength)
    this.ownStarts = (this.#map.readUInt32LE(0) & OWN_STARTS) !== 0
    this.rawLength = this.#map.readUInt32LE(4)
    this.foldedLength = this.#map.readUInt32LE(8)
    this.#wide = this.#map.readUInt32LE(12)
    this.#steps = HEAD + 4 * this.#wide
    this.#emits = this.#steps + 4 * Math.ceil(this.foldedLength / STEP)
    this.#starts = this.#emits + Math.ceil(this.rawLength / 8)
  }

  /**
   * Raw offsets of the code points that folded bytes `[start, end)` came from, `start < end`. `folded` gives
   * folded bytes; it is asked for at most 256 of them before each border, and not at all with own starts.
   */
  locate(start: number, end: number, folded: (start: number, end: number) => Uint8Array): SourceSpan {
    const last = this.#rawOf(end - 1, folded)
    return { start: this.#rawOf(start, folded), end: last + (this.#isWide(last) ? 2 : 1) }
  }

  /** Raw offset of the code point that a folded byte came from. */
  #rawOf(at: number, folded: (start: number, end: number) => Uint8Array): number {
    const step = Math.floor(at / STEP)
    let raw = this.#map.readUInt32LE(this.#steps + 4 * step)
    for (let left = this.#startsWithin(step * STEP + 1, at + 1, folded); left > 0; ) {
      raw++
      // Eight at a time, as long as what is looked for lies behind them.
      while ((raw & 7) === 0) {
        const ones = ONES[this.#map[this.#emits + (raw >>> 3)]!]!
        if (ones >= left) break
        left -= ones
        raw += 8
      }
      if (this.#bit(this.#emits, raw)) left--
    }
    return raw
  }

  #startsWithin(start: number, end: number, folded: (start: number, end: number) => Uint8Array): number {
    let count = 0
    if (this.ownStarts) {
      for (let i = start; i < end; i++) if (this.#bit(this.#starts, i)) count++
      return count
    }
    for (const byte of folded(start, end)) if ((byte & 0xc0) !== 0x80) count++
    return count
  }

  #bit(section: number, i: number): boolean {
    return ((this.#map[section + (i >>> 3)]! >>> (i & 7)) & 1) === 1
  }

  #isWide(raw: number): boolean {
    let low = 0
    let high = this.#wide
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.#map.readUInt32LE(HEAD + 4 * middle) < raw) low = middle + 1
      else high = middle
    }
    return low < this.#wide && this.#map.readUInt32LE(HEAD + 4 * low) === raw
  }
}

/** Whether an image of `length` bytes is one character of UTF-8. */
function isOneCharacter(codePoint: number, length: number): boolean {
  const known = oneCharacter.get(codePoint)
  if (known !== undefined) return known
  const image = new Uint8Array(LONGEST_IMAGE)
  const text = String.fromCodePoint(codePoint)
  matchInto(text, 0, text.length, image, 0)
  const lead = image[0]!
  const width = lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
  oneCharacter.set(codePoint, width === length)
  return width === length
}

const oneCharacter = new Map<number, boolean>()
