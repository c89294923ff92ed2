/**
 * The match fold in AssemblyScript, with 128-bit SIMD for ASCII: the twin of `matchInto` in `fold-lookup.ts`, whose
 * tables it is given. `npm run build:kernels` builds it.
 */

const POINT: u32 = 0xfe
const BLOCK: i32 = 64

/**
 * Folds `count` UTF-16 units of well-formed text to `out`, raw block by raw block: the first ends `first` units
 * on, each later one 64 units behind the one before, never inside a surrogate pair. Where each block's bytes
 * end goes to `ends`, u32 each. `blocks`, `words` and `side` are the two-stage table, `shuffles` has for each
 * eight bits the indices of those that are set. Returns the number of bytes.
 */
export function fold(
  units: usize,
  count: i32,
  first: i32,
  out: usize,
  ends: usize,
  blocks: usize,
  words: usize,
  side: usize,
  shuffles: usize,
): i32 {
  let at = out
  let boundary = first
  for (let i = 0; i < count; ) {
    let to = min(boundary, count)
    if (to < count && (load<u16>(units + ((<usize>to) << 1)) & 0xfc00) === 0xdc00) to += 1
    while (i < to) {
      const here = units + ((<usize>i) << 1)
      if (i + 16 <= to) {
        const low = v128.load(here)
        const high = v128.load(here, 16)
        if (!v128.any_true(v128.and(v128.or(low, high), i16x8.splat(<i16>0xff80)))) {
          at = foldAscii(i8x16.narrow_i16x8_u(low, high), at, shuffles)
          i += 16
          continue
        }
      }
      let codePoint: u32 = load<u16>(here)
      i += 1
      if ((codePoint & 0xfc00) === 0xd800) {
        codePoint = ((codePoint - 0xd800) << 10) + load<u16>(here, 2) - 0xdc00 + 0x10000
        i += 1
      }
      const block = <usize>load<u16>(blocks + ((<usize>(codePoint >> 7)) << 1))
      const word = load<u32>(words + ((block << 7) + <usize>(codePoint & 127) << 2))
      const kind = word >>> 24
      if (kind <= 3) {
        store<u32>(at, word)
        at += kind
      } else if (kind === POINT) {
        at = writePoint(word & 0xffffff, at)
      } else {
        const image = side + <usize>(word & 0xffffff)
        const length = <usize>load<u8>(image)
        memory.copy(at, image + 1, length)
        at += length
      }
    }
    store<u32>(ends, <u32>(at - out))
    ends += 4
    boundary += BLOCK
  }
  return <i32>(at - out)
}

/** Letters and digits of sixteen ASCII characters, in lower case. */
@inline
function foldAscii(bytes: v128, at: usize, shuffles: usize): usize {
  const lower = v128.or(bytes, i8x16.splat(0x20))
  const isLetter = i8x16.lt_u(i8x16.sub(lower, i8x16.splat(97)), i8x16.splat(26))
  const isDigit = i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(48)), i8x16.splat(10))
  const folded = v128.bitselect(lower, bytes, isLetter)
  const kept = i8x16.bitmask(v128.or(isLetter, isDigit))
  const first = kept & 0xff
  const second = kept >>> 8
  v128.store64_lane(at, i8x16.swizzle(folded, v128.load64_zero(shuffles + ((<usize>first) << 3))), 0)
  at += <usize>popcnt(first)
  const later = i8x16.add(v128.load64_zero(shuffles + ((<usize>second) << 3)), i8x16.splat(8))
  v128.store64_lane(at, i8x16.swizzle(folded, later), 0)
  return at + <usize>popcnt(second)
}

@inline
function writePoint(codePoint: u32, at: usize): usize {
  store<u8>(at, 0xf0 | (codePoint >> 18))
  store<u8>(at, 0x80 | ((codePoint >> 12) & 0x3f), 1)
  store<u8>(at, 0x80 | ((codePoint >> 6) & 0x3f), 2)
  store<u8>(at, 0x80 | (codePoint & 0x3f), 3)
  return at + 4
}
