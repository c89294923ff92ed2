/**
 * `ragwall scan` of a fine-tuning set of any size, drawn as it goes: characters a second, and how the memory of the
 * process grows with the set. `npm run bench:scan -- 200` for 200 MB, with `--fix` as well.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { drawWorld } from '../../src/evaluate/corpus-scan/held-out-worlds.js'
import { createRandom } from '../../src/evaluate/random.js'

const MB = 1e6
const sizes = process.argv.slice(2).map(Number)
const folder = await mkdtemp(join(tmpdir(), 'ragwall-bench-scan-'))
const cli = fileURLToPath(new URL('../../dist/src/adapters/cli/main.js', import.meta.url))

/** Records of 1 kB or so: what one exchange says, and what was said before it. */
async function draw(path: string, bytes: number): Promise<number> {
  const out = createWriteStream(path)
  const random = createRandom(`bench ${bytes}`)
  let written = 0
  let rows = 0
  while (written < bytes) {
    for (const { prompt, answer } of drawWorld(2_000, random.fork(String(rows))).records) {
      const more = Array.from({ length: 14 }, () => random.pick(SENTENCES)(random)).join(' ')
      const line = `${JSON.stringify({ prompt, completion: `${answer} ${more}` })}\n`
      written += line.length
      rows += 1
      if (!out.write(line)) await once(out, 'drain')
    }
  }
  out.end()
  await finished(out)
  return rows
}

const word = (random: ReturnType<typeof createRandom>) =>
  Array.from({ length: 3 }, () =>
    random.pick(['ka', 'lo', 'mi', 'ser', 'tan', 'vor', 'wen', 'dri', 'fen']),
  ).join('')
const SENTENCES: readonly ((random: ReturnType<typeof createRandom>) => string)[] = [
  (r) => `The ${word(r)} is kept in the ${word(r)} until week ${r.below(52)}.`,
  (r) => `Nobody asked whether the ${word(r)} was ready for ${word(r)}.`,
  (r) => `Before that, ${word(r)} had been sent to the ${word(r)} office twice.`,
]

interface Run {
  readonly seconds: number
  readonly peak: number
}

/** Peak of the resident set, as the process itself counts it at its end. */
async function run(arguments_: readonly string[]): Promise<Run> {
  const report = `process.on('exit', () => process.stderr.write('peak ' + process.resourceUsage().maxRSS + '\\n'))`
  const child = spawn(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(report)}`, cli, ...arguments_],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const start = process.hrtime.bigint()
  let said = ''
  child.stderr.on('data', (bytes) => (said += String(bytes)))
  await once(child, 'close')
  const peak = Number(/peak (\d+)/.exec(said)?.[1] ?? Number.NaN) * 1_024
  return { seconds: Number(process.hrtime.bigint() - start) / 1e9, peak }
}

try {
  for (const size of sizes.length > 0 ? sizes : [10, 50]) {
    const path = join(folder, `set-${size}.jsonl`)
    const rows = await draw(path, size * MB)
    const { size: bytes } = await stat(path)
    const scan = await run(['scan', path, '--json'])
    const fix = await run(['scan', path, '--json', '--fix', join(folder, 'fixed.jsonl')])
    for (const [name, { seconds, peak }] of [
      ['scan', scan],
      ['scan --fix', fix],
    ] as const)
      console.log(
        `${name}: ${(bytes / MB).toFixed(0)} MB, ${rows} rows: ${seconds.toFixed(0)} s, ${(bytes / MB / seconds).toFixed(2)} MB/s, peak ${(peak / MB).toFixed(0)} MB`,
      )
    await rm(path)
  }
} finally {
  await rm(folder, { recursive: true, force: true })
}
