/**
 * The hot loops of the verbatim engine in AssemblyScript, with 128-bit SIMD. Each is the twin of a function in
 * TypeScript one folder up and gives the same numbers; `npm run build:kernels` builds them.
 *
 * There is no static data and no heap: everything works on addresses it is given, so that several threads may
 * run these functions on one shared memory. Loads may reach up to 64 bytes over either end of a text; whoever
 * lays out the memory leaves that room.
 */

/** Windows handled at once, as in `winnow.ts`. */
const CHUNK: i32 = 2048
const PLAIN: i32 = 1 << 30
const EMPTY: u32 = 0xffffffff

/**
 * Winnows `text[start, end)` and hashes what is kept (`winnow.ts`, `hash.ts`). `keys` holds the scheme: the two
 * factors and the addend of the order, eight words of the first hash, eight of the second. `room` is
 * working space of 4 × (CHUNK + 256) bytes. Positions go to `at`, hashes to `line` and `tag`; returns their number.
 * `kept` is the last position kept before, and `shift` is added to all of them, so that a text may come in
 * overlapping parts.
 */
export function sample(
  text: usize,
  start: i32,
  end: i32,
  k: i32,
  w: i32,
  keys: usize,
  room: usize,
  at: usize,
  line: usize,
  tag: usize,
  kept: i32,
  shift: i32,
): i32 {
  const orders = room + 1024
  const windows = end - start - k - w + 2
  let count = 0
  for (let done = 0; done < windows; done += CHUNK) {
    const some = min(CHUNK, windows - done)
    mixOrders(text + start + done, some + w - 1, keys, orders)
    const before = count
    count = keepMinima(start + done, some, w, kept, orders, room, at, count)
    if (count > before) kept = load<i32>(at + ((<usize>count - 1) << 2))
  }
  for (let i = 0; i < count; i++) {
    const offset = <usize>i << 2
    const position = load<i32>(at + offset)
    hashKgram(text + <usize>position, k, keys, line + offset, tag + offset)
    store<i32>(at + offset, position + shift)
  }
  return count
}

/** Orders of `count` positions, four at a time, and 64 that are never kept behind them. */
function mixOrders(text: usize, count: i32, keys: usize, orders: usize): void {
  const lowFactor = v128.load_splat<u32>(keys)
  const highFactor = v128.load_splat<u32>(keys, 4)
  const add = v128.load_splat<u32>(keys, 8)
  const plain = i32x4.splat(PLAIN)
  for (let i = 0; i < count; i += 4) {
    const bytes = v128.load(text + i)
    const low = i8x16.swizzle(bytes, i8x16(0, 1, 2, 3, 1, 2, 3, 4, 2, 3, 4, 5, 3, 4, 5, 6))
    const high = i8x16.swizzle(bytes, i8x16(4, 5, 6, 7, 5, 6, 7, 8, 6, 7, 8, 9, 7, 8, 9, 10))
    const mixed = i32x4.add(i32x4.add(i32x4.mul(low, lowFactor), i32x4.mul(high, highFactor)), add)
    const order = i32x4.shl(i32x4.shr_u(v128.xor(mixed, i32x4.shr_u(mixed, 15)), 8), 6)
    const shifted = v128.or(i32x4.shr_u(low, 24), i32x4.shl(high, 8))
    const threes = v128.and(
      i32x4.eq(shifted, low),
      i32x4.eq(v128.and(high, i32x4.splat(0xff)), i32x4.shr_u(high, 24)),
    )
    const isPlain = v128.or(i32x4.eq(low, high), threes)
    v128.store(orders + ((<usize>i) << 2), v128.bitselect(plain, order, isPlain))
  }
  for (let i: usize = 0; i < 64; i += 4) v128.store(orders + ((<usize>count + i) << 2), plain)
}

/**
 * Minima of `w` windows at a time: positions are numbered within the 2w - 1 k-grams they span (below 64,
 * falling), and minima over 4, then 8 or 16, then w k-grams are taken for all of them side by side. Numbers
 * move between vectors by shuffles: a load across two fresh stores would wait for both.
 */
function keepMinima(
  base: i32,
  count: i32,
  w: i32,
  kept: i32,
  orders: usize,
  block: usize,
  at: usize,
  already: i32,
): i32 {
  let found = already
  const span = <usize>((2 * w + 3) & ~3) << 2
  const wide = w >= 16
  const rest = w - (wide ? 16 : 8)
  const vectors = (<usize>(rest & ~3)) << 2
  const lanes = rest & 3
  const halves = block + 512
  // Behind the span, so that minima near its end are those of nothing.
  const nothing = i32x4.splat(0x7fffffff)
  for (let i: usize = 0; i < 80; i += 16) {
    v128.store(block + span + i, nothing)
    v128.store(halves + span + i, nothing)
  }
  for (let from = 0; from < count; from += w) {
    const source = orders + ((<usize>from) << 2)
    let number = i32x4(63, 62, 61, 60)
    let here = v128.or(v128.load(source), number)
    number = i32x4.sub(number, i32x4.splat(4))
    let next = v128.or(v128.load(source, 16), number)
    let twoHere = i32x4.min_s(here, behind(here, next, 1))
    for (let i: usize = 0; i < span; i += 16) {
      number = i32x4.sub(number, i32x4.splat(4))
      here = next
      next = v128.or(v128.load(source + i, 32), number)
      const twoNext = i32x4.min_s(here, behind(here, next, 1))
      v128.store(block + i, i32x4.min_s(twoHere, behind(twoHere, twoNext, 2)))
      twoHere = twoNext
    }
    for (let i: usize = 0; i < span; i += 16) {
      const from = block + i
      let least = i32x4.min_s(v128.load(from), v128.load(from, 16))
      if (wide) least = i32x4.min_s(least, i32x4.min_s(v128.load(from, 32), v128.load(from, 48)))
      v128.store(halves + i, least)
    }
    const windows = min(w, count - from)
    let last = i32x4.splat(-1)
    for (let i = 0; i < windows; i += 4) {
      const first = halves + ((<usize>i) << 2)
      let second = v128.load(first + vectors)
      if (lanes !== 0) second = behind(second, v128.load(first + vectors, 16), lanes)
      const minima = i32x4.min_s(v128.load(first), second)
      const before = i8x16.shuffle(last, minima, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27)
      last = minima
      let changes = i32x4.bitmask(i32x4.ne(minima, before))
      if (windows - i < 4) changes &= (1 << (windows - i)) - 1
      if (changes === 0) continue
      v128.store(block, minima)
      for (; changes !== 0; changes &= changes - 1) {
        const minimum = load<i32>(block + ((<usize>ctz(changes)) << 2))
        const position = base + from + 63 - (minimum & 63)
        if (minimum >= PLAIN || position === kept) continue
        kept = position
        store<i32>(at + ((<usize>found) << 2), position)
        found += 1
      }
    }
  }
  return found
}

/** The four numbers that begin `lanes` behind the first of these eight. */
@inline
function behind(a: v128, b: v128, lanes: i32): v128 {
  if (lanes === 1) return i8x16.shuffle(a, b, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19)
  if (lanes === 2) return i8x16.shuffle(a, b, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23)
  return i8x16.shuffle(a, b, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27)
}

function hashKgram(text: usize, k: i32, keys: usize, lineOut: usize, tagOut: usize): void {
  const lineKeys = keys + 12
  const tagKeys = keys + 44
  let line = load<u32>(tagKeys + 28)
  let tag = load<u32>(lineKeys + 28)
  for (let offset = 0, i: usize = 0; offset < k; offset += 4, i += 4) {
    const lane = load<u32>(text + <usize>min(offset, k - 4))
    line = (line ^ lane) * load<u32>(lineKeys + i)
    line ^= line >>> 15
    tag = (tag + lane) * load<u32>(tagKeys + i)
    tag ^= tag >>> 13
  }
  store<u32>(lineOut, finish(line))
  store<u32>(tagOut, finish(tag))
}

@inline
function finish(x: u32): u32 {
  let h = x ^ (x >>> 16)
  h *= 0x85ebca6b
  h ^= h >>> 13
  h *= 0xc2b2ae35
  return h ^ (h >>> 16)
}

/**
 * Looks `count` seeds up in a segment's table and compares what it finds on text. Writes a pair for each equal
 * k-gram to `hits` (index of the seed; arena position × 2 + whether it was kept more than once), at most four
 * for each of the `limit` pairs that `slots` has room for: sixteen bytes hold no more places of one that is
 * not plain. Returns the number of hits, or -1 when there are more than `limit` slots to compare.
 *
 * Three passes, because a cache miss that nothing waits for costs a tenth of one that something does: touch
 * every line, then scan the lines and touch every text that may be it, then compare.
 */
export function probe(
  query: usize,
  at: usize,
  line: usize,
  tag: usize,
  count: i32,
  k: i32,
  text: usize,
  table: usize,
  lines: u32,
  posBits: i32,
  room: usize,
  slots: usize,
  limit: i32,
  hits: usize,
): i32 {
  let touched: u32 = 0
  for (let i: usize = 0; i < <usize>count; i++) {
    const start = <u32>((<u64>load<u32>(line + (i << 2)) * <u64>lines) >>> 32) << 6
    store<u32>(room + (i << 2), start)
    touched ^= load<u32>(table + start)
  }
  const shift = posBits + 1
  const granules: u32 = (1 << posBits) - 1
  let found = 0
  for (let i = 0; i < count; i++) {
    const offset = (<usize>i) << 2
    const wanted = (load<u32>(tag + offset) << shift) >>> shift
    const same = i32x4.splat(<i32>wanted)
    for (let from = table + load<u32>(room + offset); ; from += 16) {
      const four = v128.load(from)
      let equal = i32x4.bitmask(i32x4.eq(i32x4.shr_u(four, shift), same))
      const empty = i32x4.bitmask(i32x4.eq(four, i32x4.splat(<i32>EMPTY)))
      if (empty !== 0) equal &= (1 << ctz(empty)) - 1
      for (; equal !== 0; equal &= equal - 1) {
        if (found === limit) return -1
        const slot = load<u32>(from + ((<usize>ctz(equal)) << 2))
        const place = slots + ((<usize>found) << 3)
        store<u32>(place, i)
        store<u32>(place, slot, 4)
        touched ^= load<u32>(text + ((<usize>(slot & granules)) << 4))
        found += 1
      }
      if (empty !== 0) break
    }
  }
  // Kept, or the reads would be optimized away.
  store<u32>(room, touched)
  let equal = 0
  for (let i = 0; i < found; i++) {
    const place = slots + ((<usize>i) << 3)
    const seed = load<u32>(place)
    const slot = load<u32>(place, 4)
    const kgram = query + <usize>load<u32>(at + ((<usize>seed) << 2))
    const granule = (slot & granules) << 4
    const first = load<u64>(kgram)
    for (let j: u32 = 0; j < 16; j++) {
      const here = text + <usize>(granule + j)
      if (load<u64>(here) !== first || !equalFrom(here, kgram, k)) continue
      const hit = hits + ((<usize>equal) << 3)
      store<u32>(hit, seed)
      store<u32>(hit, ((granule + j) << 1) | ((slot >>> posBits) & 1), 4)
      equal += 1
    }
  }
  return equal
}

@inline
function equalFrom(a: usize, b: usize, k: i32): bool {
  let i: usize = 8
  for (; i + 4 <= <usize>k; i += 4) if (load<u32>(a + i) !== load<u32>(b + i)) return false
  for (; i < <usize>k; i++) if (load<u8>(a + i) !== load<u8>(b + i)) return false
  return true
}

/** How many bytes from `a` and `b` on are equal and not zero, at most `most`. */
export function after(a: usize, b: usize, most: i32): i32 {
  let n = 0
  while (n < most) {
    const ours = v128.load(a + n)
    const differ =
      ~i8x16.bitmask(i8x16.eq(ours, v128.load(b + n))) | i8x16.bitmask(i8x16.eq(ours, i8x16.splat(0)))
    const stop = ctz(differ | 0x10000)
    if (stop < 16) return min(n + stop, most)
    n += 16
  }
  return most
}

/** How many bytes before `a` and `b` are equal and not zero, at most `most`. */
export function before(a: usize, b: usize, most: i32): i32 {
  let n = 0
  while (n < most) {
    const ours = v128.load(a - n - 16)
    const differ =
      (~i8x16.bitmask(i8x16.eq(ours, v128.load(b - n - 16))) | i8x16.bitmask(i8x16.eq(ours, i8x16.splat(0)))) &
      0xffff
    if (differ !== 0) return min(n + clz(differ) - 16, most)
    n += 16
  }
  return most
}
