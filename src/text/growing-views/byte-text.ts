import type { Segment } from './growing-view.js'

/** Bytes, and where each was read. */
export interface Bytes {
  readonly bytes: number[]
  readonly starts: number[]
  readonly ends: number[]
}

/** Adds the text of bytes from `from` on as far as they are whole; what is no UTF-8 says nothing. Returns how far it came. */
export function addBytes(segment: Segment, { bytes, starts, ends }: Bytes, from: number): number {
  let at = from
  while (at < bytes.length) {
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
    if (at + width > bytes.length) break
    const said =
      lead < 0x80 && lead !== 9 && lead !== 10 && (lead < 32 || lead === 127)
        ? ''
        : utf8Of(bytes.slice(at, at + width))
    if (said !== '') segment.add(said, starts[at]!, ends[at + width - 1]!)
    at += said === '' ? 1 : width
  }
  return at
}

/** The text of bytes that are UTF-8; of others nothing. Most are not, and an error costs more than looking. */
export function utf8Of(bytes: readonly number[]): string {
  const said = Buffer.from(bytes).toString('utf8')
  return said.includes('\ufffd') ? '' : said
}

/**
 * Whether a decoded beginning is a text: nothing but letters, digits and their signs, more letters and blanks than
 * others. Chance says so of one in a million.
 */
export function isReadable(text: string): boolean {
  if (/[^\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}\t\r\n]/u.test(text)) return false
  const letters = text.match(/[\p{L}\p{Zs}]/gu)?.length ?? 0
  return letters * 4 >= [...text].length * 3 || /[\p{L}]{3}/u.test(text.replace(/[\x00-\x7f]/g, ''))
}

const CONTROL = /[\0-\x08\x0e-\x1f\x7f-\x9f]/g
/** Letters that stand in one word together. */
const SCRIPTS = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Hangul}/u,
] as const
/** Of pairs of letters one in so many may be such as no word has. */
const ODD = 8

/**
 * Whether a text in a code page is one: its words are of one script, and small letters come behind capitals. In nearly
 * every code page all bytes are some letter, so a picture in the wrong one is nothing but letters too.
 */
export function isCoherent(text: string): boolean {
  if ((text.match(CONTROL)?.length ?? 0) * 64 > text.length) return false
  let pairs = 0
  let odd = 0
  let before: string | undefined
  for (const letter of text) {
    if (!/\p{L}/u.test(letter)) {
      before = undefined
      continue
    }
    if (before !== undefined) {
      pairs += 1
      if (scriptOf(before) !== scriptOf(letter) || isOddCase(before, letter)) odd += 1
    }
    before = letter
  }
  return odd * ODD <= pairs
}

/** A capital behind a small letter; in ASCII, where capitals may hide a text and no code page is guessed, it is none. */
function isOddCase(before: string, letter: string): boolean {
  return (before >= '\x80' || letter >= '\x80') && /\p{Ll}/u.test(before) && /\p{Lu}/u.test(letter)
}

function scriptOf(letter: string): number {
  if (letter < '\x80') return 0
  return SCRIPTS.findIndex((script) => script.test(letter))
}
