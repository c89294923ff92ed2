import type { Benchmark } from './benchmark.js'
import { code } from './code.js'
import { scan } from './corpus-scan.js'
import { enumerations } from './enumerations.js'
import { everyday } from './everyday.js'
import { finetune } from './finetune.js'
import { forms } from './forms.js'
import { grounded } from './grounded.js'
import { inspect } from './inspect.js'
import { overblocking } from './overblocking.js'
import { pii } from './pii.js'
import { retrieval } from './retrieval.js'
import { secrets } from './secrets.js'
import { verbatim } from './verbatim.js'

export type { Benchmark, BenchmarkIo, BenchmarkOption } from './benchmark.js'
export type { EvaluationReport } from './report.js'

/** A new benchmark is a file, and a row here. They are listed in this order. */
const ALL: readonly Benchmark[] = [
  retrieval,
  overblocking,
  everyday,
  inspect,
  forms,
  enumerations,
  code,
  pii,
  secrets,
  grounded,
  finetune,
  scan,
  verbatim,
]

/** Every benchmark that `ragwall eval` knows, by name. */
export const benchmarks: Readonly<Record<string, Benchmark>> = Object.fromEntries(
  ALL.map((benchmark) => [benchmark.name, benchmark]),
)
