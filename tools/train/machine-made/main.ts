import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import {
  evidenceOfPiece,
  featuresOf,
  isLineBreak,
  MOST,
  piecesOf,
  tokenSoups,
  WEIGHTS,
} from '../../../src/detect/prompts/machine-made.js'
import { ENGLISH_ANSWERS } from '../../../src/evaluate/everyday/answers-english.js'
import { JAPANESE_ANSWERS } from '../../../src/evaluate/everyday/answers-japanese.js'
import { ENGLISH_PROMPTS, JAPANESE_PROMPTS } from '../../../src/evaluate/everyday/prompts.js'
import { HARMLESS_ANSWERS } from '../../../src/evaluate/forms/harmless/index.js'
import { drawHarmless, HARMLESS_KINDS } from '../../../src/evaluate/inspect/harmless-prompts.js'
import { createRandom } from '../../../src/evaluate/random.js'
import { packageFile, packageVersion } from '../../assets/packages.js'
import { writeAsset } from '../../assets/write-asset.js'
import { drawDull, drawMade, vocabulariesOf } from './made.js'

/**
 * Weights of the machine-made layer: logistic regression, first over windows of pieces and then over the stretches that
 * the detector would weigh. What is not machine-made: this repository's prose in many languages, its code, its
 * configuration, code of installed packages, messages of a compiler, and logs, tables, markup and formulas drawn here.
 * Every fifth text is kept apart and sets the threshold.
 */
const random = createRandom('machine-made')

const ENDINGS = ['.ts', '.md', '.yaml', '.json', '.js', '.cjs', '.h', '.cc', '.css', '.html', '.py']

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ENDINGS.includes(extname(entry.name)))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

const files = ['src', 'test', 'docs', 'config', 'tools']
  .flatMap(filesUnder)
  // Attacks and what is made of them are no example of harmless text; what is measured by is not learned from.
  .filter(
    (file) =>
      !/machine-made|held-out|prompts\.ts|plants|carriers|attacks|package-lock|secrets|soup|dull-texts|code\/benign/.test(
        file,
      ),
  )
function chunked(file: string): string[] {
  const text = readFileSync(file, 'utf8')
  const size = 300 + random.below(900)
  return Array.from({ length: Math.ceil(text.length / size) }, (_, i) => text.slice(i * size, (i + 1) * size))
}
/** Code, declarations and pages by many hands: a repository of one style knows too little of what people paste. */
const PACKAGES = [
  '@faker-js/faker',
  '@opensearch-project/opensearch',
  '@types/node',
  'ajv',
  'assemblyscript',
  'commander',
  'express',
  'fast-check',
  'hnswlib-node',
  'oidc-provider',
  'openai',
  'pg',
  'pino',
  'playwright-core',
  'preact',
  'prom-client',
  'typedoc',
  'vitest',
  'yaml',
  'zod',
]
const codeOfOthers = PACKAGES.flatMap((name) =>
  random.sample(filesUnder(join('node_modules', name)).flatMap(chunked), 1_000),
)
/** Sentences in thirteen languages, a few at a time: what the compiler says. */
const LANGUAGES = readdirSync(join('node_modules', 'typescript', 'lib'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort()
const sentences = LANGUAGES.flatMap((language) => {
  const file = packageFile('typescript', `lib/${language}/diagnosticMessages.generated.json`).toString('utf8')
  const all = Object.values(JSON.parse(file) as Record<string, string>)
    .map((sentence) =>
      sentence.replaceAll(/['"“„«‘]?\{\d\}['"”“»’]?/g, () => random.pick(['A', 'x', 'index', '3'])),
    )
    .filter((sentence) => sentence.length > 40)
  return Array.from({ length: 500 }, () => random.sample(all, 1 + random.below(4)).join(' '))
})
const harmless = random.shuffle([
  ...sentences,
  ...random.sample(files.flatMap(chunked), 12_000),
  ...codeOfOthers,
  ...HARMLESS_ANSWERS.flatMap(({ text }) => [text, text, text, text]),
  ...Object.values({ ...ENGLISH_ANSWERS, ...JAPANESE_ANSWERS }).flat(),
  ...[ENGLISH_PROMPTS, JAPANESE_PROMPTS].flatMap((text) => text.trim().split('\n')),
  ...Object.keys(HARMLESS_KINDS).flatMap((kind) => drawHarmless(kind, 150, random)),
  ...Array.from({ length: 4_000 }, () => drawDull(random)),
])
const vocabularies = vocabulariesOf(harmless, random)
const made = Array.from({ length: 16_000 }, () => drawMade(random.pick(vocabularies), random))
const isKept = (_: unknown, i: number) => i % 5 === 0

interface Example {
  /** Of all pieces, one after the other; those of piece i end at `ends[i]`. */
  readonly features: Int32Array
  readonly ends: Int32Array
  readonly lines: readonly boolean[]
  readonly made: 0 | 1
}
function exampleOf(text: string, made: 0 | 1): Example {
  const pieces = piecesOf(text)
  const features: number[] = []
  const ends = pieces.map((_, i) => features.push(...featuresOf(pieces, i)))
  return {
    features: Int32Array.from(features),
    ends: Int32Array.from(ends),
    lines: pieces.map(isLineBreak),
    made,
  }
}
const clean = harmless.map((text) => exampleOf(text, 0))
const soups = made.map((text) => exampleOf(text, 1))
const examples = [clean, soups].flatMap((all) => all.filter((example, i) => !isKept(example, i)))

const weights = new Float64Array(WEIGHTS)
let bias = 0
const start = ({ ends }: Example, piece: number) => (piece === 0 ? 0 : ends[piece - 1]!)
function rawEvidence(example: Example, piece: number, by: Float64Array): number {
  let sum = bias
  for (let at = start(example, piece); at < example.ends[piece]!; at++) sum += by[example.features[at]!]!
  return sum
}
function move(example: Example, piece: number, step: number): void {
  bias += step * 0.1
  for (let at = start(example, piece); at < example.ends[piece]!; at++) {
    const feature = example.features[at]!
    weights[feature]! += step - 1e-6 * weights[feature]!
  }
}

/** Pieces that are learned from together, at first. */
const WINDOW = 22
function learnWindows(example: Example, rate: number): void {
  const pieces = example.ends.length
  for (let from = 0; from === 0 || from + WINDOW <= pieces; from += WINDOW) {
    const to = Math.min(from + WINDOW, pieces)
    if (to - from < 10) break
    let logit = 0
    for (let i = from; i < to; i++) logit += rawEvidence(example, i, weights)
    const error = example.made - 1 / (1 + Math.exp(-logit))
    for (let i = from; i < to; i++) move(example, i, rate * error)
  }
}

/** Evidence that stands between the two, while learning. */
const MIDDLE = 4
/** As the detector weighs it: harmless text by its worst stretch, token soup as a whole. */
function learnStretches(example: Example, rate: number): void {
  const raw = Array.from(example.ends, (_, i) => rawEvidence(example, i, weights))
  const evidence = raw.map((value, i) => evidenceOfPiece(value, example.lines[i]!))
  const stretches =
    example.made === 1
      ? [{ first: 0, last: raw.length - 1, evidence: evidence.reduce((sum, value) => sum + value, 0) }]
      : tokenSoups(raw.length, (i) => evidence[i]!)
  for (const { first, last, evidence } of stretches) {
    const error = example.made - 1 / (1 + Math.exp(MIDDLE - evidence))
    for (let i = first; i <= last; i++) {
      // What is cut already is moved no further.
      if (error > 0 ? raw[i]! < MOST : raw[i]! > -MOST) move(example, i, rate * error)
    }
  }
}

for (let epoch = 0; epoch < 6; epoch++) {
  for (const example of random.shuffle(examples)) learnWindows(example, 0.012 / (1 + epoch))
}
for (let epoch = 0; epoch < 15; epoch++) {
  for (const example of random.shuffle(examples)) {
    learnStretches(example, (example.made === 1 ? 0.005 : 0.012) / (1 + epoch / 3))
  }
}
const most = weights.reduce((max, weight) => Math.max(max, Math.abs(weight)), 0)
/** Steps of a weight on either side of none: finer ones find no more and take more room. */
const STEPS = 48
const scale = most / STEPS
const packed = Int8Array.from(weights, (weight) => Math.round(weight / scale))
const used = Float64Array.from(packed, (weight) => weight * scale)
const highest = (example: Example) =>
  tokenSoups(example.ends.length, (i) =>
    evidenceOfPiece(rawEvidence(example, i, used), example.lines[i]!),
  ).reduce((max, { evidence }) => Math.max(max, evidence), 0)
const ordered = (all: readonly Example[]) =>
  all
    .filter(isKept)
    .map(highest)
    .sort((a, b) => a - b)
const passed = ordered(clean)
const found = ordered(soups)
// Two in a thousand of what was kept apart are above it: most of them code cut anywhere, denser than what people send.
const threshold = passed[Math.floor(passed.length * 0.998)]!
console.log({
  examples: examples.length,
  clean: passed.length,
  threshold,
  'clean above': passed.filter((value) => value >= threshold).length,
  found: found.filter((value) => value >= threshold).length / found.length,
  'clean quantiles': [0.9, 0.98, 0.99, 0.995, 0.997, 0.999].map(
    (share) => passed[Math.floor(passed.length * share)],
  ),
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
    {
      from: [...PACKAGES, 'typescript'].map(packageVersion).join(', '),
      taken: 'weights of hashed features of their code and pages, no text',
      license: 'MIT, ISC, Apache-2.0',
    },
  ],
  numbers: { scale, bias, threshold },
  parts: { weights: { contents: new Uint8Array(packed.buffer) } },
})
