/** Microseconds at the 50th and 99th percentile. */
export interface Latency {
  readonly p50: number
  readonly p99: number
}

export interface Measured extends Latency {
  /** What the checks returned, added up, so that nothing is skipped. */
  readonly hits: number
}

/**
 * Several ways of checking, by turns on the same answers, each answer once: what else the machine does falls on all
 * of them alike. Warmed up on `others` first.
 */
export function measureByTurns(
  checks: readonly ((answer: string) => number)[],
  answers: readonly string[],
  others: readonly string[],
): Measured[] {
  for (const check of checks) for (const answer of others) check(answer)
  const times = checks.map(() => [] as number[])
  const hits = checks.map(() => 0)
  for (const answer of answers) {
    for (const [i, check] of checks.entries()) {
      const start = performance.now()
      hits[i]! += check(answer)
      times[i]!.push((performance.now() - start) * 1000)
    }
  }
  return times.map((each, i) => ({ ...latencyOf(each), hits: hits[i]! }))
}

export function latencyOf(times: readonly number[]): Latency {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return { p50: at(0.5), p99: at(0.99) }
}

/** Seconds and bytes of heap that something took to make. Run Node with `--expose-gc` or the bytes are a guess. */
export async function making<T>(
  make: () => T | Promise<T>,
): Promise<{ made: T; seconds: number; bytes: number }> {
  const collect = () => (globalThis as { gc?: () => void }).gc?.()
  const held = () => {
    const { heapUsed, arrayBuffers } = process.memoryUsage()
    return heapUsed + arrayBuffers
  }
  collect()
  const before = held()
  const start = performance.now()
  const made = await make()
  const seconds = (performance.now() - start) / 1000
  collect()
  return { made, seconds, bytes: held() - before }
}
