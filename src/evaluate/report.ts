import { type Rate, rate } from './metrics.js'

/** One measured thing. What `value` means is in `kind`. */
export type Figure =
  /** A share of counted cases, from 0 to 1, with its 95 % interval. */
  | ({ readonly kind: 'rate' } & Rate)
  /** A mean over `n` cases, from 0 to 1: recall@10, nDCG, AUC, F2; with its 95 % interval where one was drawn. */
  | {
      readonly kind: 'score'
      readonly value: number
      readonly n: number
      readonly low?: number
      readonly high?: number
    }
  /** Milliseconds. */
  | { readonly kind: 'time'; readonly value: number; readonly n: number }
  /** How many times as much. */
  | { readonly kind: 'ratio'; readonly value: number }
  | { readonly kind: 'amount'; readonly value: number; readonly unit: string }

export interface Target {
  readonly at: 'most' | 'least'
  readonly value: number
}

/** What the same figure is for something known not to be good enough, on the same data in the same run. */
export interface Baseline {
  readonly name: string
  readonly figure: Figure
}

export interface Row {
  readonly name: string
  readonly figure: Figure
  /** Judged by the figure itself, not by an end of its interval. */
  readonly target?: Target
  /** Stands beside a target only if it must miss it. */
  readonly baseline?: Baseline
  /** How often the same detector was wrong on benign data of the same task. */
  readonly falseBlocks?: Rate
  readonly outcome: Outcome
}

/** `unproven`: the target is met, but so it is by a baseline that must not meet it, so meeting it shows nothing. */
export type Outcome = 'met' | 'missed' | 'unproven' | 'stated'

export interface Table {
  readonly title: string
  readonly rows: readonly Row[]
}

export interface EvaluationReport {
  readonly title: string
  /** What the run can be repeated from: seed, names and sizes of the data, versions. */
  readonly settings: Readonly<Record<string, string>>
  readonly tables: readonly Table[]
  readonly notes: readonly string[]
  /** Targets were met, every one, and missed by their baselines. */
  readonly passed: boolean
}

export function share(k: number, n: number): Figure {
  return { kind: 'rate', ...rate(k, n) }
}

export function score(values: readonly number[]): Figure {
  return {
    kind: 'score',
    value: values.reduce((sum, value) => sum + value, 0) / values.length,
    n: values.length,
  }
}

export const atMost = (value: number): Target => ({ at: 'most', value })
export const atLeast = (value: number): Target => ({ at: 'least', value })

export function row(
  name: string,
  figure: Figure,
  judged: Omit<Row, 'name' | 'figure' | 'outcome'> = {},
): Row {
  return { name, figure, ...judged, outcome: outcomeOf(figure, judged.target, judged.baseline) }
}

export function report(parts: Omit<EvaluationReport, 'passed'>): EvaluationReport {
  const outcomes = parts.tables.flatMap(({ rows }) => rows.map(({ outcome }) => outcome))
  const failed = outcomes.includes('missed') || outcomes.includes('unproven')
  return { ...parts, passed: outcomes.includes('met') && !failed }
}

/** A figure of nothing is NaN and meets no target: a benchmark without cases has not passed. */
function meets({ value }: Figure, target: Target): boolean {
  return target.at === 'most' ? value <= target.value : value >= target.value
}

function outcomeOf(figure: Figure, target: Target | undefined, baseline: Baseline | undefined): Outcome {
  if (target === undefined) return 'stated'
  if (!meets(figure, target)) return 'missed'
  if (baseline === undefined) return 'met'
  // Without a case it has not failed either.
  const fails = !Number.isNaN(baseline.figure.value) && !meets(baseline.figure, target)
  return fails ? 'met' : 'unproven'
}
