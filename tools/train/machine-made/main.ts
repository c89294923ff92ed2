import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import {
  featuresOf,
  piecesOf,
  tokenSoups,
  WEIGHTS,
  WINDOW,
} from '../../../src/detect/prompts/machine-made.js'
import { ENGLISH_ANSWERS } from '../../../src/evaluate/everyday/answers-english.js'
import { JAPANESE_ANSWERS } from '../../../src/evaluate/everyday/answers-japanese.js'
import { ENGLISH_PROMPTS, JAPANESE_PROMPTS } from '../../../src/evaluate/everyday/prompts.js'
import { HARMLESS_ANSWERS } from '../../../src/evaluate/forms/harmless/index.js'
import { drawHarmless, HARMLESS_KINDS } from '../../../src/evaluate/inspect/harmless-prompts.js'
import { createRandom } from '../../../src/evaluate/random.js'
import { writeAsset } from '../../assets/write-asset.js'
import { drawDull, drawMade, vocabularyOf } from './made.js'

/**
 * Weights of the machine-made layer: logistic regression over windows of pieces. What is not machine-made: this
 * repository's prose in many languages, its code, its configuration, and logs, tables and formulas drawn here. Every
 * fifth text is kept apart and sets the threshold.
 */
const random = createRandom('machine-made')

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ['.ts', '.md', '.yaml', '.json'].includes(extname(entry.name)))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

const files = ['src', 'test', 'docs', 'config', 'tools']
  .flatMap(filesUnder)
  // Attacks and what is made of them are no example of harmless text.
  .filter(
    (file) =>
      !/machine-made|held-out|prompts\.ts|plants|carriers|attacks|package-lock|secrets|soup/.test(file),
  )
const chunked = files.flatMap((file) => {
  const text = readFileSync(file, 'utf8')
  const size = 300 + random.below(900)
  return Array.from({ length: Math.ceil(text.length / size) }, (_, i) => text.slice(i * size, (i + 1) * size))
})
const harmless = random.shuffle([
  ...random.sample(chunked, 12_000),
  ...HARMLESS_ANSWERS.flatMap(({ text }) => [text, text, text, text]),
  ...Object.values({ ...ENGLISH_ANSWERS, ...JAPANESE_ANSWERS }).flat(),
  ...[ENGLISH_PROMPTS, JAPANESE_PROMPTS].flatMap((text) => text.trim().split('\n')),
  ...Object.keys(HARMLESS_KINDS).flatMap((kind) => drawHarmless(kind, 150, random)),
  ...Array.from({ length: 2_500 }, () => drawDull(random)),
])
const vocabulary = vocabularyOf(harmless, random)
const made = Array.from({ length: 12_000 }, () => drawMade(vocabulary, random))
const isKept = (_: string, i: number) => i % 5 === 0

interface Example {
  readonly features: number[]
  readonly made: 0 | 1
}
function windowsOf(text: string, label: 0 | 1): Example[] {
  const pieces = piecesOf(text)
  const windows: Example[] = []
  for (let at = 0; at + WINDOW <= Math.max(pieces.length, WINDOW) && at < pieces.length; at += WINDOW) {
    const last = Math.min(at + WINDOW, pieces.length)
    if (last - at < 10) break
    const features: number[] = []
    for (let i = at; i < last; i++) features.push(...featuresOf(pieces, i))
    windows.push({ features, made: label })
  }
  return windows
}
const examples = [
  ...harmless.filter((text, i) => !isKept(text, i)).flatMap((text) => windowsOf(text, 0)),
  ...made.filter((text, i) => !isKept(text, i)).flatMap((text) => windowsOf(text, 1)),
]
const weights = new Float64Array(WEIGHTS)
let bias = 0
for (let epoch = 0; epoch < 10; epoch++) {
  const rate = 6 / (1 + epoch)
  for (const { features, made } of random.shuffle(examples)) {
    let logit = bias
    for (const at of features) logit += weights[at]! / WINDOW
    const error = made - 1 / (1 + Math.exp(-logit))
    bias += 0.02 * error
    for (const at of features) weights[at]! += (rate * error) / WINDOW - 1e-6 * weights[at]!
  }
}
const most = weights.reduce((max, weight) => Math.max(max, Math.abs(weight)), 0)
const scale = most / 127
const packed = Int8Array.from(weights, (weight) => Math.round(weight / scale))
const used = Float64Array.from(packed, (weight) => weight * scale)
const highest = (text: string) =>
  Math.max(0, ...tokenSoups(text, used, bias / WINDOW, 1 / WINDOW).map(({ evidence }) => evidence))
const clean = harmless
  .filter(isKept)
  .map((text) => highest(text))
  .sort((a, b) => a - b)
const found = made
  .filter(isKept)
  .map((text) => highest(text))
  .sort((a, b) => a - b)
// Three in a thousand of what was kept apart are above it: cut-up fixtures of tests, denser than what people send.
const threshold = clean[Math.floor(clean.length * 0.997)]! + 0.2
console.log({
  examples: examples.length,
  clean: clean.length,
  threshold,
  'clean above': clean.filter((value) => value >= threshold).length,
  found: found.filter((value) => value >= threshold).length / found.length,
  quantiles: [0.01, 0.02, 0.05, 0.5].map((share) => found[Math.floor(found.length * share)]),
})
writeAsset({
  name: 'machine-made-weights',
  what: 'Weights of hashed features that tell text made by optimizers from prose, code, logs, tables and formulas.',
  command: 'npm run train:machine-made',
  sources: [
    {
      from: 'texts, code and configuration of ragwall itself, and texts drawn by its trainer',
      taken: 'weights of hashed features, no text',
      license: 'Apache-2.0',
    },
  ],
  numbers: { scale, bias, threshold },
  parts: { weights: { contents: new Uint8Array(packed.buffer) } },
})
