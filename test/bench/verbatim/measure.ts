/** Microseconds at the 50th and 99th percentile. */
export interface Latency {
  readonly p50: number
  readonly p99: number
}

/** Each answer once, after some for warming up; what is returned is added up, so that nothing is skipped. */
export function measure(
  answers: readonly string[],
  check: (answer: string) => number,
): Latency & { hits: number } {
  let hits = 0
  for (const answer of answers.slice(0, Math.ceil(answers.length / 4))) hits += check(answer)
  hits = 0
  const times: number[] = []
  for (const answer of answers) {
    const start = performance.now()
    hits += check(answer)
    times.push((performance.now() - start) * 1000)
  }
  times.sort((a, b) => a - b)
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  return { p50: at(0.5), p99: at(0.99), hits }
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
