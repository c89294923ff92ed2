import type { DecodedText } from './decoded.js'

/** What a text says in one code, as far as it stands in it. */
export interface Decoded extends DecodedText {
  /** The text as it stands but for what was decoded in it; else one run or list of it. */
  readonly inPlace: boolean
  /** Whether decoded units `[i, j)` stand in the text as they are: then they are nothing new. */
  plain(i: number, j: number): boolean
  /** More text may continue it. */
  readonly open: boolean
}

/**
 * One code that text may be written in. What it says of a place depends neither on where reading began nor on what
 * comes behind, so a growing text may be decoded from where it was left: the rules below keep a stream and a batch alike.
 */
export interface Decoder {
  /** Whether what it says is decoded again by all that compose: base64 of escapes, a list of numbers in base64. */
  readonly composes: boolean
  /** Units from the end of a text that `openStart` goes back at most. */
  readonly hold: number
  /**
   * What stands in the code in `text` from offset `from` on, and so far before it as is needed to decode that from its
   * beginning. With `ended` false what is unfinished at the end is left out.
   */
  decode(text: string, from: number, ended: boolean): Iterable<Decoded>
  /** From where on more text may still change what is decoded; the length of the text if nothing is open. */
  openStart(text: string): number
}

/** Of a code that has nothing in common with the text as it stands. */
export const nothingPlain = () => false
