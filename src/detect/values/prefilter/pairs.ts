import type { Rule } from './rules.js'
import type { UnitSet } from './unit-set.js'

/** How many digests there are. */
const DIGESTS = 64

/**
 * Six bits for each unit: small letters, of which the rare ones share; capitals, digits and marks, which share more;
 * hiragana, katakana and all the rest by their last bits.
 */
export const DIGEST_OF = Uint8Array.from({ length: 0x10000 }, (_, unit) => {
  if (unit >= 0x80) {
    if (unit >= 0x3040 && unit < 0x30a0) return 32 | (unit & 7)
    if (unit >= 0x30a0 && unit < 0x3100) return 40 | (unit & 7)
    return 48 | ((unit ^ (unit >>> 4)) & 15)
  }
  const letter = 'abcdefghilmnoprstuwyjkv'.indexOf(String.fromCharCode(unit))
  if (letter >= 0) return Math.min(letter, 21)
  if (unit >= 0x61 && unit <= 0x7a) return 20
  if (unit >= 0x41 && unit <= 0x5a) return 22 + (unit & 3)
  if (unit >= 0x30 && unit <= 0x39) return 26
  const mark = ' -.@'.indexOf(String.fromCharCode(unit))
  return mark < 0 ? 31 : 27 + mark
})

export interface Pairs {
  /** Words of 64 bits in a row of `pairs`. */
  readonly pairWords: number
  /**
   * Which words of 32 rules may hold one whose gram begins with two digests, a bit for each, and behind those rows which
   * may hold one that goes on with two: `[(half * 4096 + digest * 64 + next) * pairWords + word]`
   */
  readonly pairs: BigInt64Array
}

/** What the first four units of a gram say about where its rules are, which most places fail at once. */
export function buildPairs(rules: readonly (Rule | undefined)[], ruleWords: number): Pairs {
  const pairWords = Math.ceil(ruleWords / 64)
  const pairs = new BigInt64Array(2 * DIGESTS ** 2 * pairWords)
  const words = new Int32Array(pairs.buffer)
  const seen = new Set<string>()
  for (const [number, rule] of rules.entries()) {
    if (rule === undefined) continue
    const word = number >> 5
    for (const half of [0, 1]) {
      const [first, next] = [rule.demands[2 * half]!.set, rule.demands[2 * half + 1]!.set]
      const name = [word, half, first.id, next.id].join()
      if (seen.has(name)) continue
      seen.add(name)
      for (const a of digestsOf(first)) {
        for (const b of digestsOf(next)) {
          const row = half * DIGESTS ** 2 + a * DIGESTS + b
          words[2 * pairWords * row + (word >> 5)]! |= 1 << (word & 31)
        }
      }
    }
  }
  return { pairWords, pairs }
}

/** Units that are asked together: most sets hold long ranges. */
const BLOCK = 256
/** Which digests the units of a block have, 1 for each. `[block * 64 + digest]` */
const digestsOfBlocks = new Uint8Array((0x10000 / BLOCK) * DIGESTS)
for (const [unit, digest] of DIGEST_OF.entries()) digestsOfBlocks[(unit >> 8) * DIGESTS + digest] = 1

const digestsOfSets = new WeakMap<UnitSet, readonly number[]>()

function digestsOf(set: UnitSet): readonly number[] {
  let digests = digestsOfSets.get(set)
  if (digests !== undefined) return digests
  const has = new Uint8Array(DIGESTS)
  const { ranges } = set
  for (let i = 0; i < ranges.length; i += 2) {
    for (let unit = ranges[i]!; unit <= ranges[i + 1]!; ) {
      if (unit % BLOCK === 0 && unit + BLOCK - 1 <= ranges[i + 1]!) {
        const first = (unit / BLOCK) * DIGESTS
        for (let digest = 0; digest < DIGESTS; digest++) has[digest]! |= digestsOfBlocks[first + digest]!
        unit += BLOCK
      } else {
        has[DIGEST_OF[unit]!] = 1
        unit += 1
      }
    }
  }
  digests = Array.from(has.keys()).filter((digest) => has[digest] === 1)
  digestsOfSets.set(set, digests)
  return digests
}
