import type { Holder } from './segment.js'

/**
 * Largest text of a merged segment, bytes: keeps positions below 2^28 (see `ClusterBuilder`), at least seven tag bits in
 * a slot, and the memory a merge needs bounded. Every segment costs a query one look-up more for each of its k-grams,
 * so few large ones are better than many. Only a single document may be larger.
 */
export const SEGMENT_TEXT = 250 * 1024 * 1024
/** The same where memory is scarce: what a merge needs is several times its text. */
export const SEGMENT_TEXT_LOW = 64 * 1024 * 1024

const FAN_OUT = 4
/** Segments up to this size are one tier, bytes. */
const SMALLEST = 1024 * 1024
/** A segment is rewritten without its dead documents when they take this share of it. */
const DEAD_SHARE = 0.25

/**
 * What to merge next: a segment with too much dead text, or the segments of a tier (sizes within a factor of
 * four) that has four of them. Every byte is so rewritten once per tier.
 */
export function pickMerge<T extends Holder>(
  segments: readonly T[],
  most = SEGMENT_TEXT,
): readonly T[] | undefined {
  const rotten = segments.find((segment) => segment.deadBytes > DEAD_SHARE * segment.textBytes)
  if (rotten !== undefined) return [rotten]
  const tiers = new Map<number, T[]>()
  for (const segment of segments) {
    const tier = Math.max(0, Math.ceil(Math.log(segment.textBytes / SMALLEST) / Math.log(FAN_OUT)))
    tiers.set(tier, [...(tiers.get(tier) ?? []), segment])
  }
  for (const tier of tiers.values()) {
    const merged = fitting(tier, most)
    if (tier.length >= FAN_OUT && merged.length > 1) return merged
  }
  return undefined
}

/** What a full compaction rewrites: groups as large as allowed, without those that would come out the same. */
export function groupAll<T extends Holder & { readonly hasDead: boolean }>(
  segments: readonly T[],
  most = SEGMENT_TEXT,
): T[][] {
  const groups: T[][] = []
  let rest = [...segments].sort((a, b) => a.textBytes - b.textBytes)
  while (rest.length > 0) {
    const group = fitting(rest, most)
    groups.push(group)
    rest = rest.slice(group.length)
  }
  return groups.filter((group) => group.length > 1 || group[0]!.hasDead)
}

/** As many of the first segments as fit into one, at least one. */
function fitting<T extends Holder>(segments: readonly T[], most: number): T[] {
  let bytes = 0
  let count = 0
  for (const segment of segments) {
    bytes += segment.textBytes
    if (count > 0 && bytes > most) break
    count++
  }
  return segments.slice(0, count)
}
