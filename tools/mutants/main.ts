import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createRandom } from '../../src/evaluate/random.js'
import { blockAt } from './coverage.js'
import { type Fault, faultsOf } from './faults.js'

/**
 * `npm run test:mutants`: draws small faults in the rooms below, runs for each the tests that run its block, and
 * says which share of them a test noticed. It goes on where it was stopped: what is known of a test file or of a
 * fault stays known until one of the files concerned changes.
 */
const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const cache = join(root, 'node_modules/.cache/ragwall-mutants')
const coverageFile = join(cache, 'coverage.jsonl')
const resultsFile = join(cache, 'results.jsonl')

/** Where faults are drawn, equally many in each: what decides, keeps and proves. */
const ROOMS = [
  'src/labels',
  'src/firewall',
  'src/store',
  'src/audit',
  'src/adapters',
  'src/detect/copies',
  'src/detect/values',
  'src/detect/grounding',
  'src/detect/forms',
  'src/detect/prompts',
]
/** Lists and tables, which have examples of their own. */
const LISTS = /\/(?:recognizers|entities|secrets|commonplaces|kernels|tables?)\/|templates\.ts$|sample\.ts$/
/** Tests that start no other process and take no minutes: others would not see the fault, or see it last. */
const TESTS = ['test/unit', 'test/laws']
const WITHOUT =
  /^test\/unit\/(?:evaluate|corpus-scan|assets|docs|docstrings|floors|glossary|lessons|decisions)/

const { values: options } = parseArgs({
  options: {
    faults: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    room: { type: 'string', multiple: true },
    tests: { type: 'string', multiple: true },
    json: { type: 'boolean', default: false },
    fresh: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

const HELP = `npm run test:mutants -- [options]
  --faults N     how many are drawn (default 300)
  --seed S       which (default 1)
  --room PATH    only in this folder, also several times
  --tests PATH   only these tests, also several times: survivors may be somebody else's to notice
  --json         the result as JSON
  --fresh        forget what earlier runs found`

interface Covered {
  readonly test: string
  readonly digest: string
  readonly milliseconds: number
  readonly ran: readonly string[]
}

type Outcome = 'killed' | 'hangs' | 'survived' | 'not run by a test'

interface Result extends Fault {
  readonly room: string
  readonly outcome: Outcome
}

const digest = (path: string) =>
  createHash('sha256')
    .update(readFileSync(join(root, path)))
    .digest('hex')
    .slice(0, 16)
const textOf = (path: string) => readFileSync(join(root, path), 'utf8')
const say = (line: string) => process.stderr.write(`${line}\n`)

function filesUnder(folder: string, suffix: string): string[] {
  if (folder.endsWith(suffix)) return [folder]
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => join(folder, path))
    .filter((path) => path.endsWith(suffix))
    .sort()
}

function readLines<Line>(path: string): Line[] {
  if (!existsSync(path)) return []
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line)
}

/** Runs tests until one fails; undefined when they did not end in time. */
function run(
  tests: readonly string[],
  environment: Record<string, string>,
  limit?: number,
): Promise<number | undefined> {
  return new Promise((done, failed) => {
    const vitest = join(root, 'node_modules/vitest/vitest.mjs')
    const config = join(root, 'tools/mutants/vitest.config.ts')
    const bail = 'RAGWALL_MUTANTS_FAULT' in environment ? ['--bail', '1'] : []
    const child = spawn(process.execPath, [vitest, 'run', '--config', config, ...bail, ...tests], {
      cwd: root,
      env: { ...process.env, ...environment },
      stdio: 'ignore',
      // A group of its own: workers that hang end with it.
      detached: true,
    })
    let inTime = true
    const end = () => {
      inTime = false
      process.kill(-child.pid!, 'SIGKILL')
    }
    const timer = limit === undefined ? undefined : setTimeout(end, limit)
    child.on('error', failed)
    child.on('exit', (code) => {
      clearTimeout(timer)
      done(inTime ? (code ?? 1) : undefined)
    })
  })
}

/** Which blocks each test file runs. One that fails without a fault is left out, and said. */
async function coverage(): Promise<readonly Covered[]> {
  const wanted = (options.tests ?? TESTS)
    .flatMap((folder) => filesUnder(folder, '.test.ts'))
    .filter((test) => !WITHOUT.test(test))
  const known = new Map(readLines<Covered>(coverageFile).map((line) => [line.test, line]))
  const missing = wanted.filter((test) => known.get(test)?.digest !== digest(test))
  for (const [i, test] of missing.entries()) {
    say(`what the tests run: ${i + 1} of ${missing.length}, ${test}`)
    const part = join(cache, 'part.jsonl')
    rmSync(part, { force: true })
    const code = await run([test], { RAGWALL_MUTANTS_COVERAGE: part })
    const [line] = readLines<Omit<Covered, 'digest'>>(part)
    if (code !== 0 || line === undefined) {
      say(`  fails without any fault: left out`)
      continue
    }
    const covered = { ...line, digest: digest(test) }
    appendFileSync(coverageFile, `${JSON.stringify(covered)}\n`)
    known.set(test, covered)
  }
  return wanted.flatMap((test) => known.get(test) ?? [])
}

function draw(): readonly (Fault & { readonly room: string })[] {
  const rooms = options.room ?? ROOMS
  const random = createRandom(options.seed)
  const count = Math.ceil(Number(options.faults) / rooms.length)
  return rooms
    .flatMap((room) => {
      const faults = filesUnder(room, '.ts')
        .filter((file) => !LISTS.test(file))
        .flatMap((file) => faultsOf(file, textOf(file)))
      return random
        .fork(room)
        .sample(faults, count)
        .map((fault) => ({ ...fault, room }))
    })
    .slice(0, Number(options.faults))
}

/** Those of the room first, then the quickest: most faults die at once. */
function testsOf(fault: Fault & { readonly room: string }, covered: readonly Covered[]): readonly Covered[] {
  const block = `${fault.file} ${blockAt(fault.file, textOf(fault.file), fault.start)}`
  const near = fault.room.replace(/^src/, 'test/unit')
  const distance = ({ test, milliseconds }: Covered) =>
    milliseconds + (test.startsWith(near) ? 0 : 10_000_000)
  return covered.filter(({ ran }) => ran.includes(block)).sort((a, b) => distance(a) - distance(b))
}

async function judge(
  fault: Fault & { readonly room: string },
  covered: readonly Covered[],
): Promise<Outcome> {
  const tests = testsOf(fault, covered)
  if (tests.length === 0) return 'not run by a test'
  const usual = tests.reduce((sum, { milliseconds }) => sum + milliseconds, 0)
  const code = await run(
    tests.map(({ test }) => test),
    { RAGWALL_MUTANTS_FAULT: JSON.stringify(fault) },
    180_000 + 20 * usual,
  )
  return code === undefined ? 'hangs' : code === 0 ? 'survived' : 'killed'
}

const nameOf = ({ file, start, end, after }: Fault) => `${file} ${digest(file)} ${start} ${end} ${after}`

async function main(): Promise<void> {
  if (options.help) {
    console.log(HELP)
    return
  }
  if (options.fresh) rmSync(cache, { recursive: true, force: true })
  mkdirSync(cache, { recursive: true })
  const covered = await coverage()
  // What survived may be killed by a test that was written since.
  const tests = createHash('sha256')
    .update(covered.map((one) => one.test + one.digest).join())
    .digest('hex')
  const known = new Map(
    readLines<Result & { name: string; tests: string }>(resultsFile)
      .filter((result) => result.tests === tests || result.outcome === 'killed')
      .map((result) => [result.name, result.outcome]),
  )
  const results: Result[] = []
  const drawn = draw()
  for (const [i, fault] of drawn.entries()) {
    const name = nameOf(fault)
    const before = known.get(name)
    const outcome = before ?? (await judge(fault, covered))
    const result = { ...fault, outcome }
    results.push(result)
    if (before === undefined) appendFileSync(resultsFile, `${JSON.stringify({ ...result, name, tests })}\n`)
    say(`${i + 1} of ${drawn.length}: ${outcome}, ${fault.file}:${fault.line}`)
  }
  console.log(options.json ? JSON.stringify({ seed: options.seed, results }, null, 2) : report(results))
}

function report(results: readonly Result[]): string {
  const died = ({ outcome }: Result) => outcome === 'killed' || outcome === 'hangs'
  const share = (some: readonly Result[]) =>
    `${some.filter(died).length} of ${some.length} (${Math.round((100 * some.filter(died).length) / some.length)} %)`
  const rooms = [...new Set(results.map(({ room }) => room))]
  const survivors = results.filter((result) => !died(result))
  return [
    ...rooms.map((room) => `${room}: ${share(results.filter((result) => result.room === room))} killed`),
    `all: ${share(results)} killed`,
    ...survivors.map(
      ({ file, line, before, after, outcome }) => `${file}:${line}  ${before}  ->  ${after}  (${outcome})`,
    ),
  ].join('\n')
}

await main()
