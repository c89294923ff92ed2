import { FirewallError } from '../core/errors.js'
import type { EvaluationReport } from './report.js'

/** One measurement that `ragwall eval` can run. A new one is a new file that is listed in `index.ts`. */
export interface Benchmark {
  readonly name: string
  /** One line. */
  readonly summary: string
  readonly options: readonly BenchmarkOption[]
  /**
   * `options` by name, defaults filled in for what is missing. The report says whether every target was met.
   * Throws `option-invalid`, `source-unreadable`, `aborted`, and what the firewall under test throws.
   */
  run(options: Readonly<Record<string, string>>, io: BenchmarkIo): Promise<EvaluationReport>
}

export interface BenchmarkOption {
  readonly name: string
  readonly description: string
  /** Without one the option must be given. */
  readonly default?: string
}

export interface BenchmarkIo {
  /** `total` 0: not known. */
  progress(done: number, total: number, what: string): void
  readonly signal?: AbortSignal
}

/** Options every benchmark has. */
export const DATA: BenchmarkOption = {
  name: 'data',
  description: 'files or directories, separated by commas',
}
export const SEED: BenchmarkOption = {
  name: 'seed',
  description: 'seed of everything that is drawn',
  default: '1',
}
export const LIMIT: BenchmarkOption = {
  name: 'limit',
  description: 'use at most this many rows (0: all); for trying out, not for figures',
  default: '0',
}

/** Typed access to the options of one run. All methods throw `option-invalid`. */
export interface Settings {
  text(name: string): string
  list(name: string): string[]
  /** A whole number of at least `least`. */
  count(name: string, least?: number): number
}

export function settingsOf(
  benchmark: Pick<Benchmark, 'name' | 'options'>,
  given: Readonly<Record<string, string>>,
): Settings {
  const known = new Map(benchmark.options.map((option) => [option.name, option]))
  for (const name of Object.keys(given)) {
    if (known.has(name)) continue
    throw new FirewallError('option-invalid', `eval ${benchmark.name} has no option of this name`, {
      help: `options are ${[...known.keys()].map((option) => `--${option}`).join(', ')}`,
    })
  }
  function text(name: string): string {
    const value = (Object.hasOwn(given, name) ? given[name] : undefined) ?? known.get(name)?.default
    if (value !== undefined && value !== '') return value
    throw new FirewallError('option-invalid', `eval ${benchmark.name} needs --${name}`, {
      help: known.get(name)?.description ?? '',
    })
  }
  return {
    text,
    list: (name) =>
      text(name)
        .split(',')
        .filter((item) => item !== ''),
    count(name, least = 0) {
      const value = Number(text(name))
      if (Number.isSafeInteger(value) && value >= least) return value
      throw new FirewallError('option-invalid', `--${name} is not a whole number of at least ${least}`)
    },
  }
}

export function stopIfAborted({ signal }: BenchmarkIo): void {
  if (signal?.aborted) throw new FirewallError('aborted', 'the evaluation was cancelled')
}
