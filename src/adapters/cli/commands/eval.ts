import { writeFileSync } from 'node:fs'
import type { Command } from 'commander'
import { FirewallError, nearest } from '../../../core/errors.js'
import type { Benchmark } from '../../../evaluate/benchmark.js'
import { type Context, declare, type Shared } from '../command.js'
import { InternalFault } from '../errors.js'
import { createProgress, type Io, renderTable } from '../io.js'

/** `ragwall eval` lists the benchmarks; `ragwall eval NAME --data PATH --picture figures.svg` runs one. */
export function evalCommand({ io, exit }: Context): Command {
  return declare('eval', 'measure the firewall against data of yours')
    .argument('[benchmark]', 'its name; without it they are listed')
    .allowUnknownOption()
    .allowExcessArguments()
    .addHelpText('after', HELP)
    .action(async (name: string | undefined, flags: Shared, command: Command) => {
      // The evaluations are many and bring their own data: only this command loads them.
      const { benchmarks } = await import('../../../evaluate/index.js')
      if (name === undefined) {
        io.out(
          flags.json
            ? `${JSON.stringify(Object.values(benchmarks).map(describe), undefined, 2)}\n`
            : list(benchmarks),
        )
        return
      }
      const benchmark = Object.hasOwn(benchmarks, name) ? benchmarks[name] : undefined
      if (benchmark === undefined) throw unknownBenchmark(name, Object.keys(benchmarks))
      exit(await measure(benchmark, optionsOf(command.args.slice(1)), io, flags.json === true))
    })
}

const HELP = `
Each benchmark has options of its own; \`ragwall eval\` lists them.
With \`--picture FILE.svg\` the report is drawn as well.
`

/** Exported for tests. */
export async function measure(
  benchmark: Benchmark,
  { picture, ...options }: Readonly<Record<string, string>>,
  io: Io,
  asJson: boolean,
): Promise<0 | 1> {
  const { renderJson, renderText } = await import('../../../evaluate/report-text.js')
  const progress = createProgress(io)
  // A run may take an hour: a place that cannot be written is said before it.
  if (picture !== undefined) writePicture(picture, '')
  let step = 'the start'
  try {
    const report = await benchmark.run(options, {
      signal: io.signal,
      progress(done, total, what) {
        step = `${what} ${done}`
        progress.show(`${what}: ${done}${total === 0 ? '' : ` of ${total}`}`)
      },
    })
    progress.done()
    io.out(asJson ? renderJson(report) : renderText(report))
    if (picture !== undefined) {
      const { renderPicture } = await import('../../../evaluate/picture.js')
      writePicture(picture, renderPicture(report))
    }
    return report.passed ? 0 : 1
  } catch (error) {
    if (error instanceof FirewallError) throw error
    throw new InternalFault(`eval ${benchmark.name} at ${step}`, error)
  } finally {
    progress.done()
  }
}

function writePicture(path: string, svg: string): void {
  try {
    writeFileSync(path, svg)
  } catch (cause) {
    throw new FirewallError('option-invalid', 'the file that `--picture` names cannot be written', {
      help: 'name a file in a folder that exists',
      cause,
    })
  }
}

/** `--name value` and `--name=value`; what they mean is the benchmark's business. */
function optionsOf(words: readonly string[]): Record<string, string> {
  const options: Record<string, string> = {}
  for (let i = 0; i < words.length; i++) {
    const match = /^--([a-z][a-z0-9-]*)(?:=(.*))?$/s.exec(words[i]!)
    const name = match?.[1]
    const value = match?.[2] ?? words[++i]
    if (name === undefined || value === undefined) {
      throw new FirewallError('option-invalid', 'options of a benchmark come in pairs', {
        help: '--data PATH --seed 1',
      })
    }
    options[name] = value
  }
  return options
}

function describe({ name, summary, options }: Benchmark) {
  return { name, summary, options }
}

function list(benchmarks: Readonly<Record<string, Benchmark>>): string {
  const rows = Object.values(benchmarks).map(({ name, summary, options }) => [
    name,
    summary,
    options
      .map((option) => `--${option.name}${option.default === undefined ? '' : `=${option.default}`}`)
      .join(' '),
  ])
  return renderTable(rows)
}

function unknownBenchmark(name: string, names: readonly string[]): FirewallError {
  const close = nearest(name, names)
  return new FirewallError('option-invalid', 'there is no benchmark of this name', {
    help: `benchmarks are ${names.join(', ')}${close === undefined ? '' : `; did you mean \`${close}\`?`}`,
  })
}
