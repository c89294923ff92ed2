/**
 * One pass over a text in AssemblyScript, with 128-bit SIMD: the twin of `plainPass` in `plain-pass.ts`, whose tables
 * it shares. `npm run build:kernels` builds it.
 *
 * Sixteen units a step are looked up in the nibble tables of `buckets.ts`, which few places of ordinary text pass.
 * Those that do are asked of all rules at once, a bit for each.
 */

/** Called when the list of candidates is full; empties it. */
@external("env", "full")
declare function full(): void

// As in `tables.ts` and `trigger.ts`.
const GRAM: i32 = 5
const ROWS: i32 = 9

// Where the tables lie, and how far apart their rows are, in bytes.
let classOf: usize = 0
let outside: i32 = 0
let digests: usize = 0
let pairs: usize = 0
let pairWords: usize = 0
let rows: usize = 0
let ruleWords: usize = 0
let rowStride: usize = 0
let rules: usize = 0
let gaps: usize = 0
let classCount: usize = 0
let admits: usize = 0
let admitWords: usize = 0
let admitStride: usize = 0
let done: usize = 0
let out: usize = 0
let outEnd: usize = 0

// The text at hand.
let units: usize = 0
let count: i32 = 0
let earliest: i32 = 0
let at: usize = 0

/** Once: the addresses of the tables and their sizes; `classes` is how many there are, the outside among them. */
export function setup(
  classes: i32,
  classOfAt: usize,
  digestsAt: usize,
  pairsAt: usize,
  wordsOfPair: i32,
  rowsAt: usize,
  wordsOfRow: i32,
  rulesAt: usize,
  gapsAt: usize,
  admitsAt: usize,
  wordsOfAdmits: i32,
  doneAt: usize,
  outAt: usize,
  outEndAt: usize,
): void {
  outside = classes - 1
  classOf = classOfAt
  digests = digestsAt
  pairs = pairsAt
  pairWords = <usize>wordsOfPair
  rows = rowsAt
  ruleWords = <usize>wordsOfRow
  rowStride = (<usize>(classes * wordsOfRow)) << 2
  rules = rulesAt
  gaps = gapsAt
  classCount = <usize>classes
  admits = admitsAt
  admitWords = <usize>wordsOfAdmits
  admitStride = (<usize>(classes * wordsOfAdmits)) << 2
  done = doneAt
  out = outAt
  outEnd = outEndAt
}

/**
 * Looks for grams that begin in [first, last) of the `length` units at `text`, and lists the candidates that start at
 * `from` or behind it, as pairs of expression and start. Returns how many pairs the list holds in the end; what it
 * held before went to `full`.
 */
export function pass(text: usize, length: i32, first: i32, last: i32, from: i32, nibbles: usize, factor: i32): i32 {
  units = text
  count = length
  earliest = from
  at = out
  if (nibbles === 0) everyPlace(first, last)
  else fewPlaces(first, last, nibbles, i16x8.splat(<i16>factor))
  return <i32>((at - out) >> 3)
}

/** Where the buckets keep nothing away: every place by itself. */
function everyPlace(first: i32, last: i32): void {
  let here = units + ((<usize>first) << 1)
  let one = digestAt(here)
  let two = digestAt(here + 2)
  let three = digestAt(here + 4)
  for (let place = first; place < last; place++) {
    const four = digestAt(here + 6)
    ask(place, (one << 6) | two, (three << 6) | four)
    one = two
    two = three
    three = four
    here += 2
  }
}

function fewPlaces(first: i32, last: i32, nibbles: usize, factor: v128): void {
  const low0 = v128.load(nibbles)
  const low1 = v128.load(nibbles, 16)
  const low2 = v128.load(nibbles, 32)
  const low3 = v128.load(nibbles, 48)
  const low4 = v128.load(nibbles, 64)
  const high0 = v128.load(nibbles, 80)
  const high1 = v128.load(nibbles, 96)
  const high2 = v128.load(nibbles, 112)
  const high3 = v128.load(nibbles, 128)
  const high4 = v128.load(nibbles, 144)
  let ones = i8x16.splat(0)
  let twos = ones
  let threes = ones
  let fours = ones
  // A gram is seen at its last unit.
  const end = last + GRAM - 1
  for (let i = first; i < end; i += 16) {
    const here = units + ((<usize>i) << 1)
    let left = v128.load(here)
    let right = v128.load(here, 16)
    if (v128.any_true(v128.and(v128.or(left, right), i16x8.splat(<i16>0xff80)))) {
      left = codesOf(left, factor)
      right = codesOf(right, factor)
    }
    const codes = i8x16.narrow_i16x8_u(left, right)
    const low = v128.and(codes, i8x16.splat(15))
    const high = v128.and(i16x8.shr_u(codes, 4), i8x16.splat(15))
    // Which buckets a gram of one, two … units that ends here may be of.
    const one = v128.and(i8x16.swizzle(low0, low), i8x16.swizzle(high0, high))
    const two = v128.and(behind(ones, one), v128.and(i8x16.swizzle(low1, low), i8x16.swizzle(high1, high)))
    ones = one
    const three = v128.and(behind(twos, two), v128.and(i8x16.swizzle(low2, low), i8x16.swizzle(high2, high)))
    twos = two
    const four = v128.and(behind(threes, three), v128.and(i8x16.swizzle(low3, low), i8x16.swizzle(high3, high)))
    threes = three
    const found = v128.and(behind(fours, four), v128.and(i8x16.swizzle(low4, low), i8x16.swizzle(high4, high)))
    fours = four
    if (v128.any_true(found)) {
      for (let rest = i8x16.bitmask(i8x16.ne(found, i8x16.splat(0))); rest !== 0; rest &= rest - 1) {
        const place = i + ctz(rest) - (GRAM - 1)
        if (place >= last) break
        askAll(place)
      }
    }
  }
}

/** Each byte is that of the place before, the first one the last of the step before. */
@inline
function behind(before: v128, now: v128): v128 {
  return v128.shuffle<i8>(before, now, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30)
}

/** ASCII as it is, all else as one of 128 codes above it: `codeOf` in `buckets.ts`. */
@inline
function codesOf(eight: v128, factor: v128): v128 {
  const others = v128.or(i16x8.shr_u(i16x8.mul(eight, factor), 9), i16x8.splat(0x80))
  const isAscii = i16x8.eq(v128.and(eight, i16x8.splat(<i16>0xff80)), i16x8.splat(0))
  return v128.bitselect(eight, others, isAscii)
}

/** Six bits for a unit: `DIGEST_OF` in `pairs.ts`. */
@inline
function digestAt(address: usize): usize {
  return <usize>load<u8>(digests + <usize>load<u16>(address))
}

@inline
function classAt(i: i32): usize {
  if (<u32>i >= <u32>count) return <usize>outside
  return <usize>load<u16>(classOf + ((<usize>load<u16>(units + ((<usize>i) << 1))) << 1))
}

/** All rules of a gram that begins at `place`; what its first four units are says which words of them are worth it. */
@inline
function ask(place: i32, pair: usize, next: usize): void {
  let left = pairs + ((pair * pairWords) << 3)
  let right = pairs + (((4096 + next) * pairWords) << 3)
  for (let word: usize = 0; word < pairWords; word++) {
    const rest = load<u64>(left) & load<u64>(right)
    if (rest !== 0) askWords(place, word << 6, rest)
    left += 8
    right += 8
  }
}

function askWords(place: i32, first: usize, words: u64): void {
  const size = ruleWords << 2
  const row0 = rows + classAt(place) * size
  const row1 = rows + rowStride + classAt(place + 1) * size
  const row2 = rows + 2 * rowStride + classAt(place + 2) * size
  const row3 = rows + 3 * rowStride + classAt(place + 3) * size
  for (let rest = words; rest !== 0; rest &= rest - 1) {
    const number = first + <usize>ctz(rest)
    const at = number << 2
    let bits = load<u32>(row0 + at) & load<u32>(row1 + at) & load<u32>(row2 + at) & load<u32>(row3 + at)
    let row = rows + 4 * rowStride + at
    for (let o = 4; o < ROWS && bits !== 0; o++) {
      // The last row is that of the unit before the gram.
      bits &= load<u32>(row + classAt(o === ROWS - 1 ? place - 1 : place + o) * size)
      row += rowStride
    }
    for (; bits !== 0; bits &= bits - 1) fire((number << 5) + <usize>ctz(bits), place)
  }
}

/** The same without asking which words are worth it: of few rules, four words are asked in one step. */
function askAll(place: i32): void {
  const size = ruleWords << 2
  const row0 = rows + classAt(place) * size
  const row1 = rows + rowStride + classAt(place + 1) * size
  const row2 = rows + 2 * rowStride + classAt(place + 2) * size
  const row3 = rows + 3 * rowStride + classAt(place + 3) * size
  const row4 = rows + 4 * rowStride + classAt(place + 4) * size
  const before = rows + (ROWS - 1) * rowStride + classAt(place - 1) * size
  for (let lane: usize = 0; lane < size; lane += 16) {
    let bits = v128.and(
      v128.and(
        v128.and(v128.load(row0 + lane), v128.load(row1 + lane)),
        v128.and(v128.load(row2 + lane), v128.load(row3 + lane)),
      ),
      v128.and(v128.load(row4 + lane), v128.load(before + lane)),
    )
    if (!v128.any_true(bits)) continue
    for (let o = GRAM; o < ROWS - 1; o++) {
      bits = v128.and(bits, v128.load(rows + <usize>o * rowStride + classAt(place + o) * size + lane))
    }
    if (!v128.any_true(bits)) continue
    for (let rest = i64x2.extract_lane(bits, 0); rest !== 0; rest &= rest - 1) {
      fire((lane << 3) + <usize>ctz(rest), place)
    }
    for (let rest = i64x2.extract_lane(bits, 1); rest !== 0; rest &= rest - 1) {
      fire((lane << 3) + 64 + <usize>ctz(rest), place)
    }
  }
}

/** Rules are six words each: expression, nearest, farthest, run, gap, checks. */
function fire(number: usize, place: i32): void {
  const rule = rules + number * 24
  const expression = load<u32>(rule)
  const nearest = load<i32>(rule, 4)
  const farthest = load<i32>(rule, 8)
  const checks = load<u32>(rule, 20)
  if (nearest === farthest) {
    const start = place - nearest
    if (start >= earliest && isAdmitted(expression, start, checks)) emit(expression, start)
    return
  }
  const seen = done + ((<usize>load<u32>(rule, 12)) << 2)
  const last = min(count - 1, place - nearest)
  let first = max(max(load<i32>(seen), earliest), place - farthest)
  const gap = load<i32>(rule, 16)
  if (gap >= 0) {
    const table = gaps + <usize>gap * classCount
    let begin = place
    while (begin > first && load<u8>(table + classAt(begin - 1)) !== 0) begin--
    first = max(first, begin)
  }
  for (let start = first; start <= last; start++) {
    if (isAdmitted(expression, start, checks)) emit(expression, start)
  }
  store<i32>(seen, max(load<i32>(seen), last + 1))
}

/** Whether one expression allows what stands before and at the first units of a start; `checks` says which of them. */
function isAdmitted(expression: u32, start: i32, checks: u32): bool {
  const bit = <u32>1 << (expression & 31)
  const table = admits + ((<usize>(expression >> 5)) << 2)
  const size = admitWords << 2
  for (let rest = checks; rest !== 0; rest &= rest - 1) {
    const o = ctz(rest)
    const row = table + <usize>o * admitStride + classAt(start - 1 + <i32>o) * size
    if ((load<u32>(row) & bit) === 0) return false
  }
  return true
}

@inline
function emit(expression: u32, start: i32): void {
  if (at === outEnd) {
    full()
    at = out
  }
  store<u32>(at, expression)
  store<i32>(at, start, 4)
  at += 8
}
