import type { BenignRow } from '../datasets.js'
import type { Judged } from '../verdicts.js'
import type { NaiveRule } from './naive-rules.js'
import type { ValueCase } from './values.js'

/** One answer, for one kind of reader. */
export interface Outcome {
  readonly judged: Judged
  /** What the oracle says: some run of it is a leak for this reader. */
  readonly expected: boolean
  /** What the oracle says of each finding that is a value; of the others nothing. */
  readonly cases: readonly (ValueCase | undefined)[]
  /** Names of several words in the answer that only passages have which this reader may not read. */
  readonly names: number
  readonly streamAgrees: boolean
}

export interface MeasuredSet {
  readonly answers: readonly BenignRow[]
  readonly passages: number
  readonly entitled: readonly Outcome[]
  readonly colleague: readonly Outcome[]
  readonly strict: readonly Outcome[]
  readonly stranger: readonly Outcome[]
  /** Blocks by a rule that knows no reader, in the order of the answers. */
  readonly naive: { readonly rule: NaiveRule; readonly blocked: readonly boolean[] }
  readonly sentences: { readonly rule: NaiveRule; readonly blocked: readonly boolean[] }
  /** Caught answers whose pieces, each checked alone, give the text that the whole gives. */
  readonly piecewise: { readonly same: number; readonly tried: number }
}
