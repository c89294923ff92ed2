/** A text read in another way, with the way back. */
export interface DecodedText {
  /** Which view it is; of a view of a view `outer>inner`. */
  readonly name: string
  readonly text: string
  /** Offset in what was read of the unit that `text[i]` came from. */
  start(i: number): number
  /** Offset just behind the units that `text[i]` came from. */
  end(i: number): number
}

/** One that more of what was read may continue. */
export interface OpenText extends DecodedText {
  readonly open: boolean
}

/** Stands for what is left out between parts that do not belong together: it is no character of any text. */
export const APART = '\ufffe'

/** Collects a decoded text unit by unit. */
export class Decoding {
  #text = ''
  readonly #starts: number[] = []
  readonly #ends: number[] = []

  get length(): number {
    return this.#text.length
  }

  /** `decoded` came from `[start, end)`. */
  add(decoded: string, start: number, end: number): void {
    for (let i = 0; i < decoded.length; i++) {
      this.#starts.push(start)
      this.#ends.push(end)
    }
    this.#text += decoded
  }

  /** `text[from, to)` stands for itself, at `offset + from`. */
  keep(text: string, from: number, to: number, offset: number): void {
    for (let i = from; i < to; i++) {
      this.#starts.push(offset + i)
      this.#ends.push(offset + i + 1)
    }
    this.#text += text.slice(from, to)
  }

  finish(name: string): DecodedText {
    return { name, text: this.#text, start: (i) => this.#starts[i]!, end: (i) => this.#ends[i]! }
  }
}

/**
 * Bytes as UTF-8, as far as they are: a byte that belongs to no well-formed sequence stands for the Latin
 * character of its number, so nothing is ever given up on. `place(i)` is where byte `i` came from. Of bytes
 * that may go on (`open`) an unfinished sequence at the end is left for later.
 */
export function addUtf8(
  into: Decoding,
  bytes: ArrayLike<number>,
  place: (i: number) => readonly [start: number, end: number],
  open = false,
): void {
  for (let at = 0; at < bytes.length; ) {
    const lead = bytes[at]!
    const width =
      lead < 0x80
        ? 1
        : lead >= 0xc2 && lead < 0xe0
          ? 2
          : lead >= 0xe0 && lead < 0xf0
            ? 3
            : lead >= 0xf0 && lead < 0xf5
              ? 4
              : 1
    let codePoint = width === 1 ? lead : lead & (0x7f >> width)
    let whole = true
    for (let i = 1; i < width && whole; i++) {
      const next = bytes[at + i]
      if (next === undefined && open) return
      if (next === undefined || (next & 0xc0) !== 0x80) whole = false
      else codePoint = (codePoint << 6) | (next & 0x3f)
    }
    if (!isCharacter(codePoint)) whole = false
    const taken = whole ? width : 1
    const said = whole ? codePoint : lead
    // Controls say nothing, and a picture has thousands of zeros in a row.
    if (said >= 0x20 || (said >= 9 && said <= 13)) {
      into.add(String.fromCodePoint(said), place(at)[0], place(at + taken - 1)[1])
    }
    at += taken
  }
}

/** Bytes in a row that are no chance when so many of them at most belong to no character. */
const READABLE = { length: 24, strays: 6 }
/** And so many without any such. */
const WHOLE = 12
/** What is left of bytes that say nothing, on either side: nothing is read across them. */
const EDGE = 16

/** A part that ends so many bytes before the end of bytes that may go on is what it is: none that follows reaches it. */
export const STILL_OPEN = READABLE.length + 2 * EDGE

/**
 * The parts of `bytes` that may be text. Read at the wrong phase, in the wrong alphabet, or of a picture, bytes are
 * characters by chance here and there; of a long stretch of such nothing is followed further but its edges. Whether a
 * byte is part of one depends on those around it alone.
 */
export function readableParts(bytes: Uint8Array): readonly (readonly [from: number, to: number])[] {
  const { length } = bytes
  const strays = straysOf(bytes)
  // What is a text as a whole is one, however short it is.
  if (length < WHOLE) return strays.includes(1) ? [] : [[0, length]]
  const parts: [number, number][] = []
  let within = 0
  let since = 0
  for (let i = 0; i < length; i++) {
    since = strays[i] === 1 ? 0 : since + 1
    within += strays[i]! - (i >= READABLE.length ? strays[i - READABLE.length]! : 0)
    const readable =
      since >= WHOLE ? WHOLE : i + 1 >= READABLE.length && within <= READABLE.strays ? READABLE.length : 0
    if (readable > 0) addPart(parts, Math.max(0, i + 1 - readable - EDGE), Math.min(length, i + 1 + EDGE))
  }
  return parts
}

function addPart(parts: [number, number][], from: number, to: number): void {
  const last = parts.at(-1)
  // A short gap is no gap.
  if (last !== undefined && from <= last[1] + EDGE) last[1] = Math.max(last[1], to)
  else parts.push([from, to])
}

/** Of each byte whether it belongs to no character that a text has. */
function straysOf(bytes: Uint8Array): Uint8Array {
  const strays = new Uint8Array(bytes.length)
  for (let at = 0; at < bytes.length; ) {
    const lead = bytes[at]!
    let width = 1
    if (lead >= 0xc2 && lead < 0xf5) width = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
    let known = 1
    while (known < width && (bytes[at + known]! & 0xc0) === 0x80) known++
    const isStray = width === 1 ? lead >= 0x80 || (lead < 0x20 && (lead < 9 || lead > 13)) : known < width
    if (isStray) strays[at] = 1
    at += isStray ? 1 : width
  }
  return strays
}

/** Whether it is a code point that may stand alone in a text. */
export function isCharacter(codePoint: number): boolean {
  return codePoint <= 0x10ffff && !(codePoint >= 0xd800 && codePoint <= 0xdfff)
}
