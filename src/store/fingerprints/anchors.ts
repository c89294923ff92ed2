import type { FingerprintAnchor, FingerprintPlace } from '../../core/ports.js'
import type { DocumentNumber } from '../../core/types.js'
import type { Seeds } from './seed-list.js'
import type { Holder } from './segment.js'
import { Verifier } from './verifier.js'
import type { Work } from './work.js'

export interface AnchorQuery {
  readonly query: Uint8Array
  readonly seeds: Seeds
  readonly k: number
  readonly minBytes: number
  /** A k-gram with more live occurrences leads nowhere. */
  readonly copies: number
}

/** An anchor while its run is being followed: a run of one holder's arena. */
interface Found {
  readonly holder: number
  readonly run: number
  readonly diagonal: number
  copies: number
}

/**
 * The runs that rare shared k-grams lead to. Occurrences are counted over all holders before any of them is
 * followed, so that the answer does not depend on how documents are spread over segments.
 */
export function findAnchors(holders: readonly Holder[], input: AnchorQuery, work: Work): FingerprintAnchor[] {
  const { query, seeds, k, minBytes, copies } = input
  const lookups = holders.map((holder) => holder.occurrences(query, seeds, work))
  const verifiers = holders.map((holder) => new Verifier(holder.compare(query, seeds), k, minBytes, work))
  const found = new Map<string, Found>()
  for (let i = 0; i < seeds.count; i++) {
    const places = placesOf(lookups, i, copies)
    if (places === undefined) continue
    const count = places.reduce((sum, positions) => sum + positions.length, 0)
    const from = seeds.at[i]!
    for (const [holder, positions] of places.entries()) {
      for (const at of positions) {
        const run = verifiers[holder]!.seed(at, from)
        const key = `${holder} ${run}`
        const known = found.get(key)
        if (known !== undefined) known.copies = Math.min(known.copies, count)
        else found.set(key, { holder, run, diagonal: at - from, copies: count })
      }
    }
  }
  const anchors: FingerprintAnchor[] = []
  for (const { holder, run, diagonal, copies: rarest } of found.values()) {
    const start = verifiers[holder]!.start(run)
    const end = verifiers[holder]!.end(run)
    if (end - start < minBytes) continue
    const { document, start: begin } = holders[holder]!.locate(start + diagonal)
    const sourceStart = start + diagonal - begin
    anchors.push({ start, end, document: document as DocumentNumber, sourceStart, copies: rarest })
  }
  return anchors.sort((a, b) => a.start - b.start || a.document - b.document || a.sourceStart - b.sourceStart)
}

/** Every place that the k-grams of the seeds lead to. */
export function findPlaces(
  holders: readonly Holder[],
  { query, seeds, copies }: Pick<AnchorQuery, 'query' | 'seeds' | 'copies'>,
  work: Work,
): FingerprintPlace[] {
  const lookups = holders.map((holder) => holder.occurrences(query, seeds, work))
  const found: FingerprintPlace[] = []
  for (let i = 0; i < seeds.count; i++) {
    const places = placesOf(lookups, i, copies)
    if (places === undefined) continue
    const here = places.flatMap((positions, holder) =>
      positions.map((position): FingerprintPlace => {
        const { document, start } = holders[holder]!.locate(position)
        return { at: seeds.at[i]!, document: document as DocumentNumber, source: position - start }
      }),
    )
    found.push(...here.sort((a, b) => a.document - b.document || a.source - b.source))
  }
  return found
}

/** Where the k-gram of a seed is, holder by holder; undefined if that is nowhere or in more than `copies` places. */
function placesOf(
  lookups: readonly ReturnType<Holder['occurrences']>[],
  seed: number,
  copies: number,
): (readonly number[])[] | undefined {
  const places: (readonly number[])[] = []
  let left = copies
  for (const lookup of lookups) {
    const positions = lookup(seed, left + 1)
    left -= positions.length
    if (left < 0) return undefined
    places.push(positions)
  }
  return left === copies ? undefined : places
}
