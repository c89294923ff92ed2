import { type Block, blocksOf } from '../../../src/detect/names/japanese/blocks.js'
import { type Candidate, candidatesOf, FEATURE_BITS } from '../../../src/detect/names/japanese/features.js'
import { marginalsOf, NAME_KINDS, type NameKind, scored } from '../../../src/detect/names/japanese/scores.js'
import type { PiiRow } from '../../../src/evaluate/datasets.js'
import type { Random } from '../../../src/evaluate/random.js'
import { foldText } from '../../../src/text/fold.js'

/** A block with what it holds: candidates, and for each the kind of name it is, or -1. */
export interface Example {
  readonly block: Block
  readonly candidates: readonly Candidate[]
  readonly kinds: Int8Array
}

export interface Labelled {
  readonly text: string
  readonly spans: readonly { readonly start: number; readonly end: number; readonly kind: NameKind }[]
}

const KIND_OF: Readonly<Record<string, NameKind>> = {
  PERSON: 'person',
  LOCATION: 'location',
  ORGANIZATION: 'organization',
  施設名: 'other',
  製品名: 'other',
  イベント名: 'other',
}

/** A row as recognizers see it: folded, its labels moved along. */
export function labelled({ text, spans }: PiiRow): Labelled {
  const folded = foldText(text)
  return {
    text: folded.surface,
    spans: spans.flatMap(({ start, end, entity }) => {
      const kind = KIND_OF[entity]
      if (kind === undefined) return []
      return [{ start: folded.surfaceIndex(start), end: folded.surfaceIndex(end), kind }]
    }),
  }
}

/** Labels that are no candidate (over hiragana, inside a word) teach nothing. */
export function examplesOf({ text, spans }: Labelled): Example[] {
  const byPlace = new Map(spans.map(({ start, end, kind }) => [`${start} ${end}`, NAME_KINDS.indexOf(kind)]))
  return blocksOf(text).map((block) => {
    const candidates = candidatesOf(text, block)
    const kinds = Int8Array.from(candidates, ({ start, end }) => byPlace.get(`${start} ${end}`) ?? -1)
    return { block, candidates, kinds }
  })
}

export interface TrainingOptions {
  readonly epochs: number
  readonly rate: number
  /** Weight decay per update of a weight. */
  readonly decay: number
  /** Share of the features that each look at an example leaves out: none may carry a decision alone. */
  readonly dropout: number
  /** Features of fewer blocks are left out: they are somebody's name. */
  readonly leastBlocks: number
  readonly random: Random
  onEpoch?(epoch: number, loss: number): void
}

/** AdaGrad on the likelihood of the labels (Duchi and others, 2011). */
export function train(examples: readonly Example[], options: TrainingOptions): Float32Array {
  const kinds = NAME_KINDS.length
  const weights = new Float32Array((1 << FEATURE_BITS) * kinds)
  const squares = new Float32Array(weights.length).fill(1e-2)
  const { epochs, rate, decay, dropout, random } = options
  const frequent = frequentFeatures(examples, options.leastBlocks)
  for (let epoch = 0; epoch < epochs; epoch++) {
    let loss = 0
    for (const { block, candidates: whole, kinds: gold } of random.shuffle(examples)) {
      const candidates = whole.map((candidate) => ({
        ...candidate,
        features: candidate.features.filter((at) => frequent[at] === 1 && !random.chance(dropout)),
      }))
      const { of, logTotal, scores } = marginalsOf(block, scored(candidates, weights), 1)
      loss += logTotal
      for (const [i, { features }] of candidates.entries()) {
        for (let kind = 0; kind < kinds; kind++) {
          const is = gold[i] === kind ? 1 : 0
          if (is === 1) loss -= scores[i * kinds + kind]!
          const gradient = is - of[i * kinds + kind]!
          if (Math.abs(gradient) < 1e-4) continue
          for (const feature of features) {
            const at = feature * kinds + kind
            const slope = gradient - decay * weights[at]!
            squares[at]! += slope * slope
            weights[at]! += (rate * slope) / Math.sqrt(squares[at]!)
          }
        }
      }
    }
    options.onEpoch?.(epoch, loss / examples.length)
  }
  return weights
}

function frequentFeatures(examples: readonly Example[], least: number): Uint8Array {
  const counts = new Uint8Array(1 << FEATURE_BITS)
  const lastSeen = new Int32Array(1 << FEATURE_BITS).fill(-1)
  for (const [i, { candidates }] of examples.entries()) {
    for (const { features } of candidates) {
      for (const feature of features) {
        if (lastSeen[feature] === i) continue
        lastSeen[feature] = i
        if (counts[feature]! < 255) counts[feature]! += 1
      }
    }
  }
  return counts.map((count) => (count >= least ? 1 : 0))
}
