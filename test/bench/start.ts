/**
 * `npm run bench:start`: what a process costs before it is of use: what is imported, a scanner and its first text, a
 * firewall and its first check, `ragwall serve` until it is ready. Each in a fresh process, in turns with an empty one
 * and, with `--against FOLDER` (a clone with `dist` built), with another version. Medians: CPU and wall time in
 * milliseconds, memory in MB more than the empty process. `--rounds N`, `--json`.
 */
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    against: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
})
const rounds = Number(values.rounds)
if (!Number.isInteger(rounds) || rounds < 1) throw new RangeError('--rounds takes a number from 1 on')

const TEXT =
  'Dear Carlos, the invoice of 3 May is due; please call +44 20 7946 0958 or write to jo@firm.test. 佐藤様'

/** Programs by what they get as far as; `$` is the folder of the built package. */
const STEPS: Readonly<Record<string, string>> = {
  nothing: '',
  'import zod, for scale': "await import('zod')",
  'import ragwall': "await import('$/src/index.js')",
  'a scanner': "const { createScanner } = await import('$/src/detect/index.js'); createScanner()",
  'its first text': `const { createScanner } = await import('$/src/detect/index.js'); createScanner().scan(${JSON.stringify(TEXT)})`,
  'a first check': `const { createFirewall } = await import('$/src/index.js')
    const firewall = await createFirewall({ policy: ['public'], audit: 'memory' })
    const principal = { id: 'user:a', groups: [], clearance: { level: 'public', compartments: [] } }
    await firewall.check(${JSON.stringify(TEXT)}, { principal })`,
}
const REPORT = `const { user, system } = process.cpuUsage()
  console.log(JSON.stringify({ cpu: (user + system) / 1000, rss: process.memoryUsage().rss / 1e6 }))
  process.exit()`

interface Run {
  readonly cpu: number
  readonly wall: number
  readonly rss: number
}

function run(program: string, folder: string): Run {
  const source = `${program.replaceAll('$', pathToFileURL(join(folder, 'dist')).href)}\n${REPORT}`
  const began = performance.now()
  const said = execFileSync(process.execPath, ['--input-type=module', '--eval', source], {
    cwd: folder,
    encoding: 'utf8',
  })
  return { wall: performance.now() - began, ...(JSON.parse(said) as Omit<Run, 'wall'>) }
}

/** Wall time alone: what a process that goes on has used cannot be asked of another one everywhere. */
async function serve(folder: string): Promise<number> {
  const place = mkdtempSync(join(tmpdir(), 'ragwall-start-'))
  const began = performance.now()
  const main = join(folder, 'dist/src/adapters/cli/main.js')
  const child = spawn(process.execPath, [main, 'serve', '--sample', '--port', '0'], { cwd: place })
  try {
    await new Promise<void>((ready, failed) => {
      child.stdout.on('data', (said: Buffer) => said.includes('listens on') && ready())
      child.on('exit', (code) => failed(new Error(`ragwall serve ended with ${code}`)))
    })
    return performance.now() - began
  } finally {
    child.removeAllListeners('exit')
    child.kill('SIGKILL')
    rmSync(place, { recursive: true, force: true })
  }
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!
}

const versions = [
  { version: 'this', folder: process.cwd() },
  ...(values.against === undefined ? [] : [{ version: 'other', folder: resolve(values.against) }]),
]
const runs = new Map<string, Run[]>()
const served = new Map<string, number[]>()
for (let round = 0; round < rounds; round++) {
  for (const { version, folder } of versions) {
    for (const [step, program] of Object.entries(STEPS)) {
      const key = `${version} ${step}`
      runs.set(key, [...(runs.get(key) ?? []), run(program, folder)])
    }
    served.set(version, [...(served.get(version) ?? []), await serve(folder)])
  }
  if (process.stderr.isTTY) process.stderr.write(`round ${round + 1} of ${rounds}\r`)
}

const rows = versions.flatMap(({ version }) => {
  const empty = runs.get(`${version} nothing`)!
  const [cpu, wall, rss] = (['cpu', 'wall', 'rss'] as const).map((what) =>
    median(empty.map((run) => run[what])),
  ) as [number, number, number]
  const steps = Object.keys(STEPS).map((step) => {
    const own = runs.get(`${version} ${step}`)!
    return {
      version,
      step,
      cpu: median(own.map((run) => run.cpu)) - (step === 'nothing' ? 0 : cpu),
      wall: median(own.map((run) => run.wall)) - (step === 'nothing' ? 0 : wall),
      rss: median(own.map((run) => run.rss)) - (step === 'nothing' ? 0 : rss),
    }
  })
  return [
    ...steps,
    {
      version,
      step: 'serve, until ready',
      cpu: undefined,
      wall: median(served.get(version)!),
      rss: undefined,
    },
  ]
})

if (values.json) console.log(JSON.stringify({ rounds, rows }, undefined, 2))
else {
  console.log(`more than an empty process, medians of ${rounds} rounds\n`)
  console.log('version  step                    CPU ms  wall ms  memory MB')
  const cell = (number: number | undefined, width: number) => (number?.toFixed(0) ?? '').padStart(width)
  for (const { version, step, cpu, wall, rss } of rows)
    console.log(`${version.padEnd(8)} ${step.padEnd(22)} ${cell(cpu, 7)} ${cell(wall, 8)} ${cell(rss, 10)}`)
}
