import { fileURLToPath } from 'node:url'
import { BUCKETS, featuresOf, MOST_FEATURES } from '../../../src/detect/names/latin/features.js'
import { IS, voteByEnding } from '../../../src/detect/names/latin/lexicon.js'
import { TAGS } from '../../../src/detect/names/latin/tags.js'
import { isPlain, SHAPE, type Token, tokensOf } from '../../../src/detect/names/latin/tokens.js'
import { wordKey } from '../../../src/detect/names/latin/word-key.js'
import type { PiiRow } from '../../../src/evaluate/datasets.js'
import { familyOf } from '../../../src/evaluate/pii/entities.js'
import { createRandom, type Random } from '../../../src/evaluate/random.js'
import { surfaceFold } from '../../../src/text/fold.js'
import { type NewAsset, writeAsset } from '../../assets/write-asset.js'
import { latinNameWeights } from './asset.js'
import { generateRows } from './sentences.js'

/**
 * Fits the weights of the name tagger and writes `data/latin-name-weights.bin`: `npm run train:names`.
 * Logistic regression over words (multinomial, AdaGrad), on sentences of our own making and on nothing else, so
 * that any labelled data is there to judge it. Seeded: the same lists give the same weights.
 */
interface Sample {
  readonly buckets: Int32Array
  readonly tag: number
  readonly weight: number
}

const EPOCHS = 6
const RATE = 0.08
const DECAY = 2e-6
/** Weight of a word that is part of a name against one that is not: a miss costs more than a false alarm. */
const NAME_WEIGHT = 1.5
/** Share of features left out at each step, so that none is relied upon; the weights shrink by as much. */
const DROPPED = 0.5
/** Share of words whose entries in the lists are hidden, so that context is learnt too. */
const HIDDEN = 0.2
/** In small letters a word that no list has is no name but by very strong words beside it. */
const HIDDEN_LOWER = 0.02

function samplesOf(rows: readonly PiiRow[], random: Random): Sample[] {
  const samples: Sample[] = []
  const buckets = new Int32Array(MOST_FEATURES)
  for (const row of rows) {
    const text = surfaceFold(row.text)
    // Offsets hold only where the fold keeps lengths; other rows are few.
    if (text.length !== row.text.length) continue
    const tokens = tokensOf(text)
    for (const [i, word] of tokens.entries()) {
      if (isPlain(word)) continue
      const tag = tagOf(row, word)
      if (tag === undefined) continue
      const seen = random.chance(word.shape === SHAPE.lower ? HIDDEN_LOWER : HIDDEN)
        ? tokens.with(i, hidden(text, word))
        : tokens
      const count = featuresOf(seen, i, buckets)
      const weight = weightOf(row, tokens, word)
      samples.push({ buckets: buckets.slice(0, count), tag, weight })
    }
  }
  return samples
}

/** The words of an address share the weight of about three: places are not likelier for having many words. */
function weightOf({ spans }: PiiRow, tokens: readonly Token[], word: Token): number {
  const span = spans.find(({ start, end }) => word.start < end && start < word.end)
  if (span === undefined) return 1
  const words = tokens.filter(({ start, end }) => start < span.end && span.start < end).length
  return NAME_WEIGHT * Math.min(1, 3 / words)
}

/** The same word, as if no list of names had it. */
function hidden(text: string, word: Token): Token {
  if (word.shape >= SHAPE.digits2 && word.shape <= SHAPE.alphanumeric) return word
  const bits = word.bits & (IS.common | IS.word | IS.rare)
  return {
    ...word,
    bits,
    vote: bits === 0 ? voteByEnding(wordKey(text.slice(word.start, word.end))) : word.vote,
  }
}

/** 0 none; undefined: labelled as something that has a recognizer of its own. */
function tagOf({ spans }: PiiRow, word: Token): number | undefined {
  const span = spans.find(({ start, end }) => word.start < end && start < word.end)
  if (span === undefined) return 0
  const tag = (TAGS as readonly string[]).indexOf(familyOf(span.entity))
  return tag < 0 ? undefined : tag
}

function train(samples: readonly Sample[], random: Random): Float64Array {
  const kinds = TAGS.length
  const size = BUCKETS * kinds
  const weights = new Float64Array(size)
  const squares = new Float64Array(size).fill(1e-8)
  const scores = new Float64Array(kinds)
  const kept = new Int32Array(MOST_FEATURES)
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    for (const { buckets, tag, weight } of random.shuffle(samples)) {
      scores.fill(0)
      let count = 0
      for (let i = 0; i < buckets.length; i++) {
        if (random.chance(DROPPED)) continue
        const base = buckets[i]! * kinds
        kept[count++] = base
        for (let t = 0; t < kinds; t++) scores[t]! += weights[base + t]!
      }
      const highest = Math.max(...scores)
      const total = scores.reduce((sum, score) => sum + Math.exp(score - highest), 0)
      for (let t = 0; t < kinds; t++) {
        const error = (Math.exp(scores[t]! - highest) / total - (t === tag ? 1 : 0)) * weight
        for (let i = 0; i < count; i++) {
          const at = kept[i]! + t
          const gradient = error + DECAY * weights[at]!
          squares[at]! += gradient * gradient
          weights[at]! -= (RATE * gradient) / Math.sqrt(squares[at]!)
        }
      }
    }
  }
  return weights.map((weight) => weight * (1 - DROPPED))
}

function quantized(weights: Float64Array): NewAsset {
  const largest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0)
  const scale = largest / 127
  const bytes = Int8Array.from(weights, (weight) => Math.round(weight / scale))
  return latinNameWeights(new Uint8Array(bytes.buffer), Number(scale.toPrecision(6)))
}

/** Models on other names in other sentences each time, whose mean is less a matter of luck than any of them. */
const ROUNDS = 4

function main(): void {
  const mean = new Float64Array(BUCKETS * TAGS.length)
  // Fewer while trying something out: `npm run train:names -- 1`.
  const rounds = Number(process.argv[2] ?? ROUNDS)
  for (let round = 0; round < rounds; round++) {
    const random = createRandom(`names ${round}`)
    const rows = generateRows(random.fork('sentences'))
    const samples = samplesOf(rows, random.fork('hidden'))
    const weights = train(samples, random.fork('order'))
    for (const [i, weight] of weights.entries()) mean[i]! += weight / rounds
    process.stdout.write(`${rows.length} sentences, ${samples.length} words\n`)
  }
  writeAsset(quantized(mean))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main()
