import { RecentCache } from '../../../text/recent-cache.js'
import { type Block, blocksOf } from './blocks.js'
import { marginalsOf, NAME_KINDS, type NameKind, type Scored, scoreBlock, sumAtMost } from './scores.js'
import type { Model } from './weights.js'
import { windowEnd, windowStart } from './window.js'

export interface FoundName {
  readonly start: number
  readonly end: number
  readonly kind: NameKind
  /** How likely a name of this kind stands here, wherever exactly it begins and ends. */
  readonly likely: number
}

/** Candidates that are less likely than this are left out of every decision. */
const NOISE = 0.01

/** Windows that are remembered: of a stream the last few dozen are asked about again at every token. */
const REMEMBERED = 1_024
/** Names found before, for each model apart: a test may use another one. */
const foundBefore = new WeakMap<Model, RecentCache<readonly FoundName[]>>()

/**
 * Names of a text, block by block: per kind the likeliest candidates that do not overlap. What is less likely
 * than `LEAST` may be left out.
 */
export function findNames(text: string, model: Model): FoundName[] {
  let known = foundBefore.get(model)
  if (known === undefined) foundBefore.set(model, (known = new RecentCache(REMEMBERED)))
  const names: FoundName[] = []
  for (const block of blocksOf(text)) {
    const from = windowStart(text, block.start)
    const window = text.slice(from, windowEnd(text, block.end))
    const within = { start: block.start - from, end: block.end - from }
    const found = known.of(`${within.start}:${within.end}:${window}`, () => namesIn(window, within, model))
    for (const name of found) names.push({ ...name, start: name.start + from, end: name.end + from })
  }
  return names
}

function namesIn(text: string, block: Block, { weights, scale }: Model): FoundName[] {
  return namesOf(block, scoreBlock(text, block, weights), scale)
}

/** Neither the recognizers nor the training ask for names that are less likely than this. */
export const LEAST = 0.2

function namesOf(block: Block, scored: Scored, scale: number): FoundName[] {
  const picked: FoundName[] = []
  // In most blocks all candidates together are less likely than one name would have to be.
  if (sumAtMost(scored, scale) < LEAST / 2) return picked
  const { of } = marginalsOf(block, scored, scale)
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
