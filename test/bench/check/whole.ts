import { checkText } from '../../../src/firewall/doors/check.js'
import { latencyOf } from '../verbatim/measure.js'
import type { Naive } from './naive.js'
import { PRINCIPAL, type World } from './world.js'

/** Microseconds at the median and the 99th percentile. */
export interface WholeResult {
  readonly answers: number
  readonly check: { readonly p50: number; readonly p99: number }
  /** Medians. */
  readonly detectors: Readonly<Record<string, number>>
  readonly naive: { readonly p50: number; readonly p99: number }
  readonly found: number
  readonly foundNaively: number
}

/** Whole answers, each through the firewall and through the alternative by turns. Warmed up on the first ones. */
export async function measureWhole(
  { firewall, door, clocks }: World,
  naive: Naive,
  answers: readonly string[],
  warmUp: number,
): Promise<WholeResult> {
  const options = { principal: PRINCIPAL }
  const times: number[] = []
  const naively: number[] = []
  const byDetector = clocks.map(() => [] as number[])
  let found = 0
  let foundNaively = 0
  for (let i = 0; i < warmUp; i++) {
    const answer = answers[i % answers.length]!
    await firewall.check(answer, options)
    await checkText(door, answer, options)
  }
  for (const answer of answers) {
    let started = performance.now()
    const { findings } = await firewall.check(answer, options)
    times.push((performance.now() - started) * 1000)
    found += findings.length > 0 ? 1 : 0
    started = performance.now()
    const hits = naive(answer)
    naively.push((performance.now() - started) * 1000)
    foundNaively += hits > 0 ? 1 : 0
    for (const clock of clocks) clock.milliseconds = 0
    await checkText(door, answer, options)
    for (const [i, { milliseconds }] of clocks.entries()) byDetector[i]!.push(milliseconds * 1000)
  }
  return {
    answers: answers.length,
    check: latencyOf(times),
    detectors: Object.fromEntries(clocks.map(({ name }, i) => [name, latencyOf(byDetector[i]!).p50])),
    naive: latencyOf(naively),
    found,
    foundNaively,
  }
}
