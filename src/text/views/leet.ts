import type { DecodedText } from './decoded.js'
import type { Decoder } from './decoder.js'

/** Digits and signs in the place of letters that look like them. A 1 may be an i or an l: both are read. */
const LETTERS: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '9': 'g',
  '@': 'a',
  $: 's',
  '!': 'i',
  '|': 'l',
  '+': 't',
  '€': 'e',
}
const SIGN = /[01345789@$!|+€]/g
/** One of them between two letters: text without it is not read so. */
const BETWEEN = /[01345789@$!|+€]{1,3}(?=\p{L})(?<=\p{L}[01345789@$!|+€]{1,3})/u

export const leetDecoder: Decoder = {
  composes: false,
  hold: 0,
  *decode(text, from, ended) {
    for (const view of readLeet(text, from)) yield { ...view, inPlace: true, open: !ended }
  },
  openStart: (text) => text.length,
}

export interface LeetText extends DecodedText {
  /** Whether `[i, j)` has no sign between two letters. */
  plain(i: number, j: number): boolean
}

/** `text` from offset `from` on, letters put in for signs that stand for them. */
export function readLeet(text: string, from: number): LeetText[] {
  const slice = from === 0 ? text : text.slice(from)
  if (!BETWEEN.test(slice)) return []
  const plain = (i: number, j: number) => !BETWEEN.test(slice.slice(i, j))
  const read = (one: string) => slice.replace(SIGN, (sign) => (sign === '1' ? one : LETTERS[sign]!))
  return (slice.includes('1') ? ['i', 'l'] : ['i']).map((one) => ({
    name: 'leet',
    text: read(one),
    start: (i) => from + i,
    end: (i) => from + i + 1,
    plain,
  }))
}
