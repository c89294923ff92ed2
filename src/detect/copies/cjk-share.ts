import { startsCjk } from '../../text/words.js'

/**
 * How much of some folded text (UTF-8) is Chinese, Japanese or Korean, for rules that count bytes: three of them are
 * a letter or two in these scripts and three letters in others.
 */

/** CJK bytes before each position, one more than there are bytes; undefined if there are none at all. */
export function cjkBytesBefore(bytes: Uint8Array): Uint32Array | undefined {
  let before: Uint32Array | undefined
  let count = 0
  for (let at = 0; at < bytes.length; ) {
    const lead = bytes[at]!
    const width = lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
    const cjk = hasWideLead(lead) && (isCommonCjk(lead, bytes[at + 1]!) || startsCjk(bytes, at))
    if (cjk) before ??= new Uint32Array(bytes.length + 1)
    for (let end = Math.min(at + width, bytes.length); at < end; at++) {
      if (cjk) count += 1
      if (before !== undefined) before[at + 1] = count
    }
  }
  return before
}

/** Kana and the ideographs of the first plane, seen from two bytes: a match fold has only their letters. */
function isCommonCjk(lead: number, second: number): boolean {
  return lead === 0xe3 ? second >= 0x81 && second <= 0x83 : lead >= 0xe5 && lead <= 0xe9
}

/** Whether more than half of the bytes are of CJK characters. */
export function isMostlyCjk(bytes: Uint8Array): boolean {
  const before = cjkBytesBefore(bytes)
  return before !== undefined && 2 * before[bytes.length]! > bytes.length
}

/** Whether a character that begins with this byte may be CJK: such have three bytes or more. */
export function hasWideLead(byte: number): boolean {
  return byte >= 0xe1
}

/**
 * Whether more than half of the bytes of some parts are of characters beyond ASCII. What is aligned byte by byte
 * goes by this: a block may begin within a character, where its script cannot be told.
 */
export function isMostlyBeyondAscii(
  bytes: Uint8Array,
  parts: readonly { readonly at: number; readonly length: number }[],
): boolean {
  let beyond = 0
  let all = 0
  for (const { at, length } of parts) {
    for (let i = at; i < at + length; i++) if (bytes[i]! >= 0x80) beyond += 1
    all += length
  }
  return 2 * beyond > all
}
