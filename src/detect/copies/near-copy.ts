import type { Alignment } from './alignment.js'

/**
 * When an alignment is a copy. Between the first matched byte and the last, each of the two texts has a density of
 * its own: words put in thin out the answer, words left out thin out the source, words changed thin out both.
 *
 *     source   the ship        left port at dawn with no lights     6 of 9 words match, the thinner of the two
 *     answer   the ship we saw left port         with    lights     6 of 8 words match, the denser
 *
 * The more letters match, the thinner they may stand. The rows are held by two benchmarks: of passages whose words
 * were edited (`ragwall eval verbatim`) 99 % with 15 % of the words changed are found from 50 words on and 90 % with
 * 30 % from 100 words on, and of harmless answers (`ragwall eval overblocking`, and the same ladder's `falseBlocks`)
 * at most 0.1 % are taken for copies.
 */
interface CopyRule {
  /** Least letters that match and that nothing explains. */
  readonly letters: number
  /** Least densities: of the text where they stand thinner, and of the other one. */
  readonly thinner: number
  readonly denser: number
}

const COPY_RULES: readonly CopyRule[] = [
  // A sentence with a word changed here and there.
  { letters: 48, thinner: 0.75, denser: 0.75 },
  // A sentence of the source nearly whole, with another text woven into it.
  { letters: 48, thinner: 0.3, denser: 0.9 },
  { letters: 60, thinner: 0.3, denser: 0.8 },
  // Two sentences with every second or third word changed.
  { letters: 72, thinner: 0.45, denser: 0.5 },
]

/** Folded bytes of CJK text that say as much as one letter of an alphabet: a character has three and says less than three letters. */
const CJK_BYTES_PER_LETTER = 1.75

/** A single block is an exact run, which is the verbatim detector's business. */
const LEAST_BLOCKS = 2

/**
 * Whether `weight` of the bytes that an alignment matched make a copy. `cjk`: they are mostly of a script with three
 * bytes a character.
 */
export function isCopy(
  { start, end, sourceStart, sourceEnd, blocks }: Alignment,
  weight: number,
  cjk: boolean,
): boolean {
  if (blocks.length < LEAST_BLOCKS) return false
  const inText = weight / (end - start)
  const inSource = weight / (sourceEnd - sourceStart)
  const thinner = Math.min(inText, inSource)
  const denser = Math.max(inText, inSource)
  const letters = cjk ? weight / CJK_BYTES_PER_LETTER : weight
  return COPY_RULES.some(
    (rule) => letters >= rule.letters && thinner >= rule.thinner && denser >= rule.denser,
  )
}

/** Matched bytes within `[start, end)` of the text that are not marked in `explained`. */
export function weigh(
  { blocks }: Alignment,
  explained: Uint8Array,
  start = 0,
  end = Number.POSITIVE_INFINITY,
): number {
  let weight = 0
  for (const { at, length } of blocks) {
    for (let i = Math.max(at, start); i < Math.min(at + length, end); i++) weight += 1 - explained[i]!
  }
  return weight
}
