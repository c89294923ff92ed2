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
