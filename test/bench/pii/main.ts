/**
 * `npm run bench:pii`: how fast texts are read, and what is found.
 *
 * 1. The fixed set of 32 expressions (`patterns.ts`): one pass against one by one, on clean and on dense text, with
 *    the same matches or an error.
 * 2. All recognizers that come with ragwall, folding and overlaps included.
 * 3. Others, each in a process of its own, on labelled texts: found, wrongly altered, MB/s. They are installed into
 *    `test/bench/peers` when first asked for; the project itself never needs them.
 *
 * `--data FILES` (the schema of `ragwall eval pii`, separated by commas; drawn without it), `--limit ROWS` of each,
 * `--peers false`, `--runs N`, `--seed N`, `--json`.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Recognizer } from '../../../src/core/ports.js'
import { createScanner } from '../../../src/detect/index.js'
import { passOf } from '../../../src/detect/values/pass.js'
import { recognizeValues } from '../../../src/detect/values/recognize.js'
import { defaultRecognizers } from '../../../src/detect/values/recognizers/index.js'
import { surfaceFold } from '../../../src/text/fold.js'
import { FIXED, FIXED_EXAMPLES } from './patterns.js'
import { type Outcome, score } from './score.js'
import { cleanText, denseText, drawRows, type Labelled, randomOf, readRows } from './texts.js'

const { values: options } = parseArgs({
  options: {
    data: { type: 'string', default: '' },
    limit: { type: 'string', default: '400' },
    peers: { type: 'string', default: 'true' },
    runs: { type: 'string', default: '7' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
})
const runs = Number(options.runs)
const LENGTH = 400_000
const PEERS = [
  '@openai/guardrails',
  'redact-pii',
  'langchain piiMiddleware',
  'openredaction',
  '@presidio-dev/hai-guardrails',
  'secretlint recommended',
]

const megabytes = (text: string) => Buffer.byteLength(text) / 1e6

/** Best of several runs, taken by turns, so that a busy moment of the machine meets both. */
function race(works: readonly (() => unknown)[]): number[] {
  const best = works.map(() => Number.POSITIVE_INFINITY)
  for (let run = 0; run < runs; run++) {
    for (const [i, work] of works.entries()) {
      const begin = performance.now()
      work()
      best[i] = Math.min(best[i]!, performance.now() - begin)
    }
  }
  return best
}

function oneByOne(recognizers: readonly Recognizer[], text: string) {
  return recognizers.flatMap((recognizer, i) =>
    recognizer.recognize(text).map((match) => ({ recognizer: i, match })),
  )
}

function fixedSet(name: string, text: string) {
  const together = passOf(FIXED)
  const matches = together.matches(text, 0)
  if (JSON.stringify(matches) !== JSON.stringify(oneByOne(FIXED, text))) {
    throw new Error(`one pass and one by one differ on ${name} text`)
  }
  const [pass, naive] = race([() => together.matches(text, 0), () => oneByOne(FIXED, text)])
  const size = megabytes(text)
  return {
    text: name,
    matches: matches.length,
    'one pass MB/s': round(size / (pass! / 1e3)),
    'one by one MB/s': round(size / (naive! / 1e3)),
    times: round(naive! / pass!),
  }
}

function everything(name: string, text: string) {
  const recognizers = defaultRecognizers()
  const [whole, naive] = race([
    () => recognizeValues(text, recognizers),
    () => oneByOne(recognizers, surfaceFold(text)),
  ])
  const size = megabytes(text)
  return {
    text: name,
    recognizers: recognizers.length,
    'MB/s': round(size / (whole! / 1e3)),
    'one by one MB/s': round(size / (naive! / 1e3)),
    times: round(naive! / whole!),
  }
}

function ours(rows: readonly Labelled[]): Outcome {
  const scanner = createScanner()
  let results: string[] = []
  const [milliseconds] = race([
    () => {
      results = rows.map(({ text }) => scanner.redact(text).text)
    },
  ])
  return { results, milliseconds: milliseconds! }
}

const folder = join(import.meta.dirname, '..', 'peers')

function peer(name: string, rows: readonly Labelled[]): Outcome | undefined {
  const { stdout } = spawnSync(process.execPath, ['peer.mjs', name], {
    cwd: folder,
    input: JSON.stringify(rows.map(({ text }) => text)),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    timeout: 180_000,
  })
  const line = stdout.trim().split('\n').at(-1) ?? ''
  return line.startsWith('{') ? (JSON.parse(line) as Outcome) : undefined
}

function comparison(rows: readonly Labelled[]) {
  if (options.peers === 'true' && !existsSync(join(folder, 'node_modules'))) {
    process.stderr.write('installing the peers …\n')
    spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'inherit' })
  }
  const size = rows.reduce((total, { text }) => total + megabytes(text), 0)
  const line = (name: string, outcome: Outcome | undefined) =>
    outcome === undefined
      ? { name, found: 'did not run' }
      : { name, ...score(rows, outcome.results), 'MB/s': round(size / (outcome.milliseconds / 1e3)) }
  return [
    line('ragwall', ours(rows)),
    ...(options.peers === 'true' ? PEERS.map((name) => line(name, peer(name, rows))) : []),
  ]
}

function round(value: number): number {
  return Number(value.toPrecision(3))
}

const random = randomOf(Number(options.seed))
const clean = cleanText(LENGTH, random)
const dense = denseText(LENGTH, FIXED_EXAMPLES, random)
const limit = Number(options.limit)
const rows = options.data === '' ? drawRows(limit, random) : readRows(options.data.split(','), limit)
const report = {
  'fixed set of 32': [fixedSet('clean', clean), fixedSet('dense', dense)],
  'all recognizers': [everything('clean', clean), everything('dense', dense)],
  [`others, ${rows.length} ${options.data === '' ? 'drawn' : 'labelled'} texts`]: comparison(rows),
}
if (options.json) process.stdout.write(`${JSON.stringify(report)}\n`)
else {
  for (const [title, table] of Object.entries(report)) {
    console.log(`\n${title}`)
    console.table(table)
  }
}
