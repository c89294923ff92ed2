import { type Block, blocksOf } from './blocks.js'
import { type Candidate, candidatesOf } from './features.js'
import { marginalsOf, NAME_KINDS, type NameKind } from './scores.js'
import type { Model } from './weights.js'

export interface FoundName {
  readonly start: number
  readonly end: number
  readonly kind: NameKind
  /** How likely a name of this kind stands here, wherever exactly it begins and ends. */
  readonly likely: number
}

/** Below this a candidate is no part of any decision. */
const NOISE = 0.01

/** Names of a text, block by block: per kind the likeliest candidates that do not overlap. */
export function findNames(text: string, model: Model): FoundName[] {
  return blocksOf(text).flatMap((block) => namesIn(text, block, model))
}

export function namesIn(text: string, block: Block, { weights, scale }: Model): FoundName[] {
  const candidates = candidatesOf(text, block)
  const { of } = marginalsOf(block, candidates, weights, scale)
  return NAME_KINDS.flatMap((kind, k) =>
    kind === 'other'
      ? []
      : pick(
          candidates,
          kind,
          candidates.map((_, i) => of[i * NAME_KINDS.length + k]!),
        ),
  )
}

function pick(candidates: readonly Candidate[], kind: NameKind, marginals: readonly number[]): FoundName[] {
  const weighty = candidates
    .map(({ start, end }, i) => ({ start, end, marginal: marginals[i]! }))
    .filter(({ marginal }) => marginal > NOISE)
  const picked: FoundName[] = []
  for (const candidate of weighty.toSorted((a, b) => b.marginal - a.marginal || a.start - b.start)) {
    const overlaps = (other: { start: number; end: number }) =>
      other.start < candidate.end && candidate.start < other.end
    if (picked.some(overlaps)) continue
    const likely = weighty.filter(overlaps).reduce((sum, { marginal }) => sum + marginal, 0)
    picked.push({ start: candidate.start, end: candidate.end, kind, likely: Math.min(1, likely) })
  }
  return picked
}
