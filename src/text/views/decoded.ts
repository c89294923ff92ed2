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
  bytes: readonly number[],
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

/** Whether it is a code point that may stand alone in a text. */
export function isCharacter(codePoint: number): boolean {
  return codePoint <= 0x10ffff && !(codePoint >= 0xd800 && codePoint <= 0xdfff)
}
