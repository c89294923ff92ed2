import { type Block, blocksOf } from './blocks.js'
import { marginalsOf, NAME_KINDS, type NameKind, type Scored, scoreBlock } from './scores.js'
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
  return namesOf(block, scoreBlock(text, block, weights), scale)
}

export function namesOf(block: Block, scored: Scored, scale: number): FoundName[] {
  const { of } = marginalsOf(block, scored, scale)
  const picked: FoundName[] = []
  for (const [k, kind] of NAME_KINDS.entries()) if (kind !== 'other') pick(scored, of, k, kind, picked)
  return picked
}

function pick(
  { count, starts, ends }: Scored,
  of: Float64Array,
  k: number,
  kind: NameKind,
  picked: FoundName[],
): void {
  const weighty: { readonly start: number; readonly end: number; readonly marginal: number }[] = []
  for (let i = 0; i < count; i++) {
    const marginal = of[i * NAME_KINDS.length + k]!
    if (marginal > NOISE) weighty.push({ start: starts[i]!, end: ends[i]!, marginal })
  }
  const first = picked.length
  for (const candidate of weighty.toSorted((a, b) => b.marginal - a.marginal || a.start - b.start)) {
    const overlaps = (other: { start: number; end: number }) =>
      other.start < candidate.end && candidate.start < other.end
    if (picked.slice(first).some(overlaps)) continue
    const likely = weighty.filter(overlaps).reduce((sum, { marginal }) => sum + marginal, 0)
    picked.push({ start: candidate.start, end: candidate.end, kind, likely: Math.min(1, likely) })
  }
}
